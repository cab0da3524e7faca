/* spell_note: which words the draft has and how often: evidence for the rules (the
 * joined form stands elsewhere) and for the order of suggestions. */
#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "base/mem.h"
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

/* The word without ending i; absent when it has no such ending. */
static struct span stem(struct span low, size_t i)
{
	size_t n = strlen(endings[i]);

	return low.n >= STEM_MIN + n && span_ends(low, endings[i]) ? span_sub(low, 0, low.n - n) : SPAN_NONE;
}

enum noted_kind { NOTED_WORD, NOTED_STEM };

static uint32_t key_of(struct span text, enum noted_kind kind)
{
	uint64_t sum = checksum(text.p, text.n, kind);
	uint32_t key = (uint32_t)(sum ^ sum >> 32);

	return key ? key : 1;
}

/* Its slot, or the free one where it belongs; cap is a power of two, not 0. */
static struct spell_noted_slot *slot_of(const struct spell_noted *set, uint32_t key)
{
	size_t i = key & (set->cap - 1);

	while (set->slot[i].key && set->slot[i].key != key)
		i = (i + 1) & (set->cap - 1);
	return &set->slot[i];
}

static void grow(struct spell_noted *set)
{
	struct spell_noted_slot *old = set->slot;
	size_t n = set->cap;

	set->cap = n ? 2 * n : 1024;
	set->slot = mem_array(set->cap, sizeof *set->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*slot_of(set, old[i].key) = old[i];
	free(old);
}

/* One use more; how many there were before. */
static uint32_t note(struct spell_noted *set, struct span text, enum noted_kind kind)
{
	struct spell_noted_slot *slot;

	if (3 * set->n >= 2 * set->cap)
		grow(set);
	slot = slot_of(set, key_of(text, kind));
	if (!slot->key) {
		slot->key = key_of(text, kind);
		set->n++;
	}
	return slot->uses++;
}

static uint32_t uses(const struct spell_noted *set, struct span text, enum noted_kind kind)
{
	return set->cap && text.p ? slot_of(set, key_of(text, kind))->uses : 0;
}

void spell_noted_release(struct spell_noted *set)
{
	free(set->slot);
	*set = (struct spell_noted){0};
}

/* A form new to the set: its stems too. */
static void note_word(struct spell_noted *set, struct span word)
{
	if (note(set, word, NOTED_WORD))
		return;
	for (size_t i = 0; i < NENDINGS; i++) {
		struct span part = stem(word, i);

		if (part.p)
			note(set, part, NOTED_STEM);
	}
}

static void note_line(struct spell_noted *set, struct spell_walk *w, struct str *store)
{
	struct arena arena = {0};
	struct spell_token t;

	while (spell_walk_token(w, &t)) {
		struct span word = span_make(w->src.p + t.where.at, t.where.n);

		if (!t.address && !t.quoted)
			note_word(set, spell_small(&arena, spell_normal(word, store)));
	}
	arena_release(&arena);
}

bool spell_note_text_while(struct spell *s, struct span src, bool (*go_on)(void *ctx), void *ctx)
{
	struct str store = STR_INIT;
	struct spell_noted set = {0};
	size_t looked = 0;
	bool whole = true;

	if (src.p)
		for (struct spell_walk w = spell_walk_from(src, 0); w.at < src.n && whole; w.at = w.end + 1) {
			if (spell_walk_line(&w))
				note_line(&set, &w, &store);
			if (go_on && w.end - looked > LOOK_BYTES) {
				looked = w.end;
				whole = go_on(ctx);
			}
		}
	spell_noted_release(whole ? &s->noted : &set);
	if (whole)
		s->noted = set;
	str_release(&store);
	return whole;
}

void spell_note_text(struct spell *s, struct span src)
{
	(void)spell_note_text_while(s, src, NULL, NULL);
}

unsigned spell_seen(const struct spell *s, struct span low)
{
	return uses(&s->noted, low, NOTED_WORD);
}

unsigned spell_seen_forms(const struct spell *s, struct span low)
{
	uint32_t n = 0;

	for (size_t i = 0; i < NENDINGS && !n; i++)
		n = uses(&s->noted, stem(low, i), NOTED_STEM);
	return n;
}
