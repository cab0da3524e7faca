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

/* Endings a noun may take: forms of one word have a stem in common. */
static const char *const endings[] = {"", "s", "n", "en", "et", "t", "ns", "ens", "ets", "ts", "ar", "er", "or", "r", "na", "arna", "erna",
	"orna", "as", "ers", "ars", "nas", "arnas", "ernas", "a"};
#define NENDINGS (sizeof endings / sizeof endings[0])
#define LOOK_BYTES 8192 /* between two looks at go_on: half a millisecond */
#define STEM_MIN 7 /* bytes: only compounds are asked for */

/* The word without ending i, kept apart from words by its first byte; false when
 * it has no such ending. */
static bool stem(struct str *out, struct span low, size_t i)
{
	size_t n = strlen(endings[i]);

	if (low.n < STEM_MIN + n || !span_ends(low, endings[i]))
		return false;
	str_clear(out);
	str_addc(out, '~');
	str_add(out, low.p, low.n - n);
	return true;
}

/* A form new to the set: its stems too. */
static void note_word(struct wordset *set, struct span word, struct str *form)
{
	uint32_t *n = wordset_put(set, word);

	if ((*n)++)
		return;
	for (size_t i = 0; i < NENDINGS; i++)
		if (stem(form, word, i))
			++*wordset_put(set, str_span(form));
}

static void note_line(struct wordset *set, struct spell_walk *w, struct str *store, struct str *form)
{
	struct arena arena = {0};
	struct spell_token t;

	while (spell_walk_token(w, &t)) {
		struct span word = span_make(w->src.p + t.where.at, t.where.n);

		if (!t.address && !t.quoted)
			note_word(set, spell_small(&arena, spell_normal(word, store)), form);
	}
	arena_release(&arena);
}

bool spell_note_text_while(struct spell *s, struct span src, bool (*go_on)(void *ctx), void *ctx)
{
	struct str store = STR_INIT, form = STR_INIT;
	struct wordset set = {0};
	size_t looked = 0;
	bool whole = true;

	if (src.p)
		for (struct spell_walk w = spell_walk_from(src, 0); w.at < src.n && whole; w.at = w.end + 1) {
			if (spell_walk_line(&w))
				note_line(&set, &w, &store, &form);
			if (go_on && w.end - looked > LOOK_BYTES) {
				looked = w.end;
				whole = go_on(ctx);
			}
		}
	wordset_release(whole ? &s->noted : &set);
	if (whole)
		s->noted = set;
	str_release(&store);
	str_release(&form);
	return whole;
}

void spell_note_text(struct spell *s, struct span src)
{
	(void)spell_note_text_while(s, src, NULL, NULL);
}

unsigned spell_seen(const struct spell *s, struct span low)
{
	const uint32_t *n = wordset_get(&s->noted, low);

	return n ? *n : 0;
}

unsigned spell_seen_forms(const struct spell *s, struct span low)
{
	struct str form = STR_INIT;
	const uint32_t *n = NULL;

	for (size_t i = 0; i < NENDINGS && !n; i++)
		if (stem(&form, low, i))
			n = wordset_get(&s->noted, str_span(&form));
	str_release(&form);
	return n ? *n : 0;
}
