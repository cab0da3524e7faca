/* speller_lexicon: reads the dictionary's files and looks words up; see
 * speller_lexicon.h. What a flag means stands in speller_forms. Knows no
 * hunspell. */
#include "lang/speller_lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "base/u8.h"
#include "lang/speller_forms.h"
#include "lang/speller_lexicon_inner.h"

#define COND_MAX 8 /* characters of a condition */

/* ---------------------------------------------------------------- the .aff */

static struct span next_field(struct span *rest)
{
	struct span field;
	size_t n = 0;

	while (rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t'))
		*rest = span_from(*rest, 1);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t' && rest->p[n] != '\r')
		n++;
	field = span_sub(*rest, 0, n);
	*rest = span_from(*rest, n);
	return field;
}

/* The next element of a condition: [aou], [^a], . or a letter. */
size_t lexicon_element(struct span cond)
{
	size_t close;
	int32_t cp;

	if (cond.p[0] != '[')
		return u8_decode(cond.p, cond.n, &cp);
	close = span_find(cond, "]", 1);
	return close == (size_t)-1 ? 0 : close + 1;
}

/* false: a condition we do not understand. */
static bool count_elements(struct suffix *s)
{
	struct span rest = s->cond;

	if (span_is(rest, "."))
		s->cond = rest = SPAN_LIT("");
	while (rest.n) {
		size_t n = lexicon_element(rest);

		if (!n || ++s->cond_chars > COND_MAX)
			return false;
		rest = span_from(rest, n);
	}
	return true;
}

size_t lexicon_group(const struct lexicon *lx, struct span add)
{
	size_t i = lexicon_hash(LEXICON_HASH, add) & (LEXICON_GROUPS - 1);

	while (lx->group[i] != LEXICON_NONE && !span_eq(lx->suffix[lx->group[i]].add, add))
		i = (i + 1) & (LEXICON_GROUPS - 1);
	return i;
}

static void read_suffix(struct lexicon *lx, struct span rest)
{
	struct span flag = next_field(&rest), strip = next_field(&rest), add = next_field(&rest);
	struct suffix s = {.strip = strip, .cond = next_field(&rest)};
	size_t slash = span_find(add, "/", 0);
	size_t group;

	/* the line that begins a group has a number of lines and no condition */
	if (flag.n != 1 || !s.cond.n)
		return;
	s.flag = flag.p[0];
	s.add = slash == (size_t)-1 ? add : span_sub(add, 0, slash);
	if (slash != (size_t)-1) {
		struct span flags = span_from(add, slash + 1);

		s.first = forms_flag(flags, FLAG_FIRST);
		s.middle = forms_flag(flags, FLAG_MIDDLE);
		s.part = forms_flag(flags, FLAG_PART);
	}
	if (span_is(s.strip, "0"))
		s.strip.n = 0;
	if (span_is(s.add, "0"))
		s.add.n = 0;
	if (s.add.n > LEXICON_ADD || s.strip.n > LEXICON_ADD || !count_elements(&s))
		return;
	s.rule = forms_rule(s.flag, s.strip, s.add, s.cond);
	lx->suffix = mem_grow(lx->suffix, lx->nsuffix, &lx->csuffix, sizeof *lx->suffix);
	group = lexicon_group(lx, s.add);
	s.next = lx->group[group];
	lx->group[group] = (uint32_t)lx->nsuffix;
	lx->suffix[lx->nsuffix++] = s;
	if (s.add.n > lx->longest)
		lx->longest = s.add.n;
}

static void read_aff(struct lexicon *lx)
{
	struct span rest = span_of(lx->aff), line;
	bool ignored = false; /* lines for another program stand in a pragma */

	memset(lx->group, 0xFF, sizeof lx->group);
	while (span_line(&rest, &line)) {
		struct span field, fields = line;

		ignored = (ignored || span_starts(line, "#pragma ignore-start")) &&
			!span_starts(line, "#pragma ignore-end");
		field = next_field(&fields);
		if (!ignored && span_is(field, "SFX") && lx->nsuffix < LEXICON_GROUPS / 2)
			read_suffix(lx, fields);
	}
}

/* ---------------------------------------------------------------- the .dic */

/* A "/" begins the flags unless it is the word. Ends with the line at last. */
struct span lexicon_entry_at(const struct lexicon *lx, size_t at, struct span *flags)
{
	const char *p = lx->bytes + at;
	size_t n = 0, f;

	while (p[n] != '\n' && p[n] != '\t' && p[n] != '\r' && (p[n] != '/' || n == 0))
		n++;
	f = n;
	if (p[n] == '/')
		while (p[f] != '\n' && p[f] != '\t' && p[f] != '\r' && p[f] != ' ')
			f++;
	*flags = p[n] == '/' ? span_make(p + n + 1, f - n - 1) : SPAN_NONE;
	return span_make(p, n);
}

static void put_entry(struct lexicon *lx, size_t at)
{
	struct span flags, word = lexicon_entry_at(lx, at, &flags);
	uint32_t h, i;

	if (!word.n || word.n > LEXICON_WORD)
		return;
	h = lexicon_hash(LEXICON_HASH, word);
	for (i = h & lx->mask; lx->slot[i].at != LEXICON_NONE; i = (i + 1) & lx->mask)
		;
	lx->some[h >> 15] |= (unsigned char)(1u << (h >> 12 & 7));
	lx->slot[i] = (struct lexicon_slot){(uint32_t)at, h};
	lx->entries++;
}

static size_t count_lines(const char *p, size_t n)
{
	size_t lines = 0;
	const char *end = p + n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

/* `bytes` ends in a newline. */
static void index_entries(struct lexicon *lx)
{
	size_t slots = 16;

	while (slots < lx->lines + lx->lines / 2)
		slots *= 2;
	lx->slot = mem_resize(NULL, slots, sizeof *lx->slot);
	memset(lx->slot, 0xFF, slots * sizeof *lx->slot);
	lx->mask = (uint32_t)(slots - 1);
	lx->some = mem_alloc((size_t)1 << 17);
	for (size_t at = lx->start; at < lx->n;) {
		const char *nl = memchr(lx->bytes + at, '\n', lx->n - at);

		put_entry(lx, at);
		at = (size_t)(nl - lx->bytes) + 1;
	}
}

/* Without its first line, the number of entries; a newline at the end. */
static void add_dic(struct str *all, struct span dic)
{
	struct span line;

	(void)span_line(&dic, &line);
	str_addspan(all, dic);
	if (all->len && all->buf[all->len - 1] != '\n')
		str_addc(all, '\n');
}

/* ------------------------------------------------------- dict/funktionsord */

static const struct kind {
	const char *name;
	unsigned bits;
} kinds[] = {
	{"pronomen", WORD_CLOSED | WORD_PRONOUN},
	{"preposition", WORD_CLOSED | WORD_PREPOSITION},
	{"konjunktion", WORD_CLOSED},
	{"subjunktion", WORD_CLOSED},
	{"adverb", WORD_CLOSED},
	{"partikel", WORD_CLOSED},
	{"räkneord", WORD_CLOSED | WORD_NUMERAL},
	{"hjälpverb", WORD_CLOSED | WORD_AUXILIARY},
	{"infinitiv", WORD_INFINITIVE},
	{"presens", WORD_PRESENT},
	{"preteritum", WORD_PAST},
	{"supinum", WORD_SUPINE},
	{"imperativ", WORD_IMPERATIVE},
	{"passiv", WORD_PASSIVE},
	{"adjektiv", WORD_ADJ},
	{"neutrum-t", WORD_ADJ_T},
	{"a-form", WORD_ADJ_A},
	{"substantiv", WORD_NOUN},
	{"bestämd", WORD_NOUN_DEF},
	{"plural", WORD_NOUN_PL},
	{"bestämd-plural", WORD_NOUN_PLDEF},
	{"genitiv", WORD_GENITIVE},
	{"utrum", WORD_UTRUM},
	{"neutrum", WORD_NEUTRUM},
};

static unsigned kind_bits(struct span names)
{
	unsigned bits = 0;
	struct span one;

	while (span_split(&names, " ", &one))
		for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
			if (span_is(one, kinds[i].name))
				bits |= kinds[i].bits;
	return bits;
}

static void read_closed(struct lexicon *lx)
{
	struct pairs p = {0};

	pairs_parse(span_of(lx->closed_file), &p);
	for (size_t i = 0; i < p.n; i++)
		*wordset_put(&lx->closed, p.v[i].left) |= kind_bits(p.v[i].right);
	pairs_release(&p);
}

/* ---------------------------------------------------------------- opening */

static struct lexicon *hold(struct span aff, struct str *all, size_t start, size_t own_at, struct span closed)
{
	struct lexicon *lx = mem_alloc(sizeof *lx);

	lx->aff = span_dup(aff);
	lx->closed_file = span_dup(closed);
	lx->start = start;
	lx->own_at = own_at;
	lx->n = all->len < LEXICON_NONE ? all->len : 0;
	if (!all->buf)
		str_addc(all, '\n');
	lx->bytes = str_take(all);
	lx->lines = count_lines(lx->bytes, lx->n);
	return lx;
}

void lexicon_index(struct lexicon *lx)
{
	read_aff(lx);
	index_entries(lx);
	read_closed(lx);
}

struct lexicon *lexicon_parse(struct span aff, struct span dic, struct span own, struct span closed)
{
	struct lexicon *lx;
	struct str all = STR_INIT;
	size_t own_at;

	add_dic(&all, dic);
	own_at = all.len;
	add_dic(&all, own);
	lx = hold(aff, &all, 0, own_at, closed);
	lexicon_index(lx);
	return lx;
}

static void add_own(struct str *all, const char *dir)
{
	struct strlist names = {0};

	if (fs_is_dir(dir) && fs_list(dir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);
			struct str s = STR_INIT;

			if (span_ends(span_of(names.v[i]), ".dic") && fs_read(path, &s, NULL) == 0 &&
				u8_valid(s.buf, s.len, NULL))
				add_dic(all, str_span(&s));
			str_release(&s);
			free(path);
		}
	strlist_release(&names);
}

/* The number of entries is no entry. */
static size_t first_line(struct span dic)
{
	struct span line;

	return span_line(&dic, &line) && dic.p ? (size_t)(dic.p - line.p) : 0;
}

struct lexicon *lexicon_read(const char *aff, const char *dic, const char *own_dir, struct err *err)
{
	struct str a = STR_INIT, all = STR_INIT, closed = STR_INIT;
	char *words = own_dir ? fs_join(own_dir, "funktionsord") : NULL;
	struct lexicon *lx = NULL;
	size_t own_at, start;

	if (fs_read(aff, &a, err) == 0 && fs_read(dic, &all, err) == 0) {
		if (all.len && all.buf[all.len - 1] != '\n')
			str_addc(&all, '\n');
		own_at = all.len;
		start = first_line(str_span(&all));
		if (own_dir)
			add_own(&all, own_dir);
		if (words && fs_exists(words))
			(void)fs_read(words, &closed, NULL);
		lx = hold(str_span(&a), &all, start, own_at, str_span(&closed));
	}
	str_release(&a);
	str_release(&all);
	str_release(&closed);
	free(words);
	return lx;
}

struct lexicon *lexicon_open(const char *aff, const char *dic, const char *own_dir, struct err *err)
{
	struct lexicon *lx = lexicon_read(aff, dic, own_dir, err);

	if (lx)
		lexicon_index(lx);
	return lx;
}

void lexicon_free(struct lexicon *lx)
{
	if (!lx)
		return;
	free(lx->bytes);
	free(lx->slot);
	free(lx->some);
	free(lx->aff);
	free(lx->closed_file);
	free(lx->suffix);
	wordset_release(&lx->closed);
	free(lx);
}

size_t lexicon_entries(const struct lexicon *lx)
{
	return lx->entries;
}
