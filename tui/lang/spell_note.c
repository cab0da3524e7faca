/* spell_note: which words the draft has and how often: evidence for the rules (the
 * joined form stands elsewhere) and for the order of suggestions. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "lang/spell.h"
#include "lang/spell_inner.h"
#include "lang/spell_text.h"

struct span spell_small(struct arena *a, struct span w)
{
	size_t n = 0;
	bool small = true;
	char *folded, *kept;

	for (size_t i = 0; i < w.n && small; i++) {
		unsigned char b = (unsigned char)w.p[i];

		small = !(b >= 'A' && b <= 'Z') && b < 0xC4 && !(b == 0xC3 && i + 1 < w.n && (unsigned char)w.p[i + 1] < 0x9F);
	}
	if (small)
		return w;
	folded = u8_fold(w.p, w.n, &n);
	kept = arena_dup(a, folded, n);
	free(folded);
	return span_make(kept, n);
}

/* What is left when the commonest endings are taken off: folktandvård of
 * folktandvården and folktandvårdens, kept apart from words by its first byte. */
static void add_stem(struct str *out, struct span low)
{
	static const char *const ends[] = {"arnas", "ernas", "ornas", "arna", "erna", "orna", "ens", "ets", "ar", "er",
		"or", "en", "et", "na", "ns", "n", "s", "t", "a"};

	str_clear(out);
	str_addc(out, '~');
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (low.n > strlen(ends[i]) + 4 && span_ends(low, ends[i])) {
			low.n -= strlen(ends[i]);
			break;
		}
	str_addspan(out, low);
}

void spell_note_text(struct spell *s, struct span src)
{
	struct str store = STR_INIT, stem = STR_INIT;
	struct arena arena = {0};
	struct spell_token t;

	wordset_release(&s->noted);
	if (!src.p)
		return;
	for (struct spell_walk w = spell_walk_from(src, 0); w.at < src.n; w.at = w.end + 1) {
		if (!spell_walk_line(&w))
			continue;
		while (spell_walk_token(&w, &t)) {
			struct span word = spell_small(&arena, spell_normal(span_make(src.p + t.where.at, t.where.n), &store));

			if (t.address || t.quoted)
				continue;
			++*wordset_put(&s->noted, word);
			add_stem(&stem, word);
			++*wordset_put(&s->noted, str_span(&stem));
		}
	}
	arena_release(&arena);
	str_release(&store);
	str_release(&stem);
}

unsigned spell_seen(const struct spell *s, struct span low)
{
	const uint32_t *n = wordset_get(&s->noted, low);

	return n ? *n : 0;
}

unsigned spell_seen_forms(const struct spell *s, struct span low)
{
	struct str stem = STR_INIT;
	const uint32_t *n;

	add_stem(&stem, low);
	n = wordset_get(&s->noted, str_span(&stem));
	str_release(&stem);
	return n ? *n : 0;
}
