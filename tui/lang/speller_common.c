/* speller_common: see speller_common.h. */
#include "lang/speller_common.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/u8.h"

#define ARCHIVE_BYTES ((size_t)4 << 20)
#define ARCHIVE_FILES 400
#define WORD_BYTES 60
#define BONUS_FIRST 70 /* of the commonest word; less by each doubling of the rank */
#define BONUS_RANK 4
#define BONUS_ONCE 40  /* once in the archive; more by each doubling */
#define BONUS_USES 8
#define BONUS_STEM 25  /* another form of a common word */
#define BONUS_MAX 90
#define STEM_MIN 4     /* bytes */

/* The word without its ending, roughly: enough to see that two may be forms of
 * one word, when nothing but an order hangs on it. Longest first. */
static struct span stem_of(struct span w)
{
	static const char *const endings[] = {"ernas", "arnas", "ornas", "ades", "ande", "erna", "arna", "orna", "ens",
		"ets", "ers", "ars", "ats", "are", "ast", "ade", "en", "et", "er", "ar", "or", "na", "ad", "at", "as", "es",
		"ts", "te", "de", "s", "n", "t", "a", "e", "r", "d"};

	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (w.n >= strlen(endings[i]) + STEM_MIN && span_ends(w, endings[i]))
			return span_sub(w, 0, w.n - strlen(endings[i]));
	return w;
}

void common_read(struct common *c, struct span list)
{
	struct span line;
	uint32_t rank = 0;

	while (span_line(&list, &line)) {
		line = span_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		*wordset_put(&c->rank, line) = ++rank;
		*wordset_put(&c->stems, stem_of(line)) = 1;
	}
}

static void count_words(struct common *c, struct span text)
{
	struct range r;
	size_t at = 0;

	while (u8_word(text.p, text.n, at, &r)) {
		at = r.at + r.n;
		if (r.n <= WORD_BYTES) {
			size_t n;
			char *low = u8_fold(text.p + r.at, r.n, &n);

			++*wordset_put(&c->count, span_make(low, n));
			*wordset_put(&c->stems, stem_of(span_make(low, n))) = 1;
			free(low);
		}
	}
}

void common_archive(struct common *c, struct span folder)
{
	struct strlist names = {0};
	size_t bytes = 0, files = 0;

	if (!folder.n || (c->archive && span_is(folder, c->archive)))
		return;
	free(c->archive);
	c->archive = span_dup(folder);
	wordset_release(&c->count);
	if (fs_is_dir(c->archive) && fs_list(c->archive, &names, NULL) == 0)
		for (size_t i = names.n; i-- > 0 && bytes < ARCHIVE_BYTES && files < ARCHIVE_FILES;) {
			char *dir = fs_join(c->archive, names.v[i]), *path = fs_join(dir, "protokoll.md");
			struct str s = STR_INIT;

			if (names.v[i][0] != '.' && fs_exists(path) && fs_read(path, &s, NULL) == 0) {
				count_words(c, span_sub(str_span(&s), 0, ARCHIVE_BYTES - bytes));
				bytes += s.len;
				files++;
			}
			str_release(&s);
			free(path);
			free(dir);
		}
	strlist_release(&names);
}

static int doublings(uint32_t n)
{
	int d = 0;

	while (n >>= 1)
		d++;
	return d;
}

static int of_rank(const struct common *c, struct span word)
{
	const uint32_t *rank = wordset_get(&c->rank, word);

	return rank && *rank ? BONUS_FIRST - BONUS_RANK * doublings(*rank) : 0;
}

int common_bonus(const struct common *c, struct span word)
{
	struct str low = STR_INIT;
	int best = of_rank(c, word), other;
	const uint32_t *uses;

	u8_add_lower_first(&low, word);
	other = of_rank(c, str_span(&low));
	best = other > best ? other : best;
	uses = wordset_get(&c->count, str_span(&low));
	other = uses && *uses ? BONUS_ONCE + BONUS_USES * doublings(*uses) : 0;
	best = other > best ? other : best;
	if (!best && wordset_get(&c->stems, stem_of(str_span(&low))))
		best = BONUS_STEM;
	str_release(&low);
	return best < BONUS_MAX ? best : BONUS_MAX;
}

void common_release(struct common *c)
{
	wordset_release(&c->rank);
	wordset_release(&c->count);
	wordset_release(&c->stems);
	free(c->archive);
	*c = (struct common){0};
}
