/* rules_lists: the lists of dict/ made ready for quick look-up: each row becomes
 * phrases found by their first word. The files say their form at their head. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "lang/rules_inner.h"

#define OTHERS (WORD_NOUN_MASK | WORD_ADJ_MASK | WORD_CLOSED | WORD_NAME)

/* What may stand in <> in a row of dict/forvaxling. */
static const struct {
	const char *name;
	unsigned want, not;
} classes[] = {
	{"ord", 0, 0},
	{"subst", WORD_NOUN_MASK, WORD_CLOSED | WORD_ADJ_MASK | WORD_PRESENT | WORD_PAST | WORD_INFINITIVE | WORD_SUPINE},
	{"obest", WORD_NOUN, WORD_CLOSED | WORD_ADJ_MASK | WORD_NOUN_DEF | WORD_NOUN_PL | WORD_PRESENT | WORD_INFINITIVE},
	{"best", WORD_NOUN_DEF | WORD_NOUN_PLDEF, WORD_CLOSED | WORD_NOUN | WORD_ADJ_MASK},
	{"plural", WORD_NOUN_PL, WORD_CLOSED | WORD_NOUN | WORD_ADJ_MASK | WORD_PRESENT},
	{"adj", WORD_ADJ_MASK, WORD_CLOSED | WORD_NOUN_MASK},
	{"infinitiv", WORD_INFINITIVE, OTHERS},
	{"presens", WORD_PRESENT, OTHERS},
	{"preteritum", WORD_PAST, OTHERS},
	{"supinum", WORD_SUPINE, WORD_NOUN_MASK | WORD_CLOSED | WORD_PRESENT},
	{"passiv", WORD_PASSIVE, OTHERS | WORD_GENITIVE},
	{"verb", WORD_PRESENT | WORD_PAST, OTHERS},
};

static bool class_of(struct span name, struct phrase_word *w)
{
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (span_is(name, classes[i].name)) {
			w->want = classes[i].want;
			w->not = classes[i].not;
			return true;
		}
	return false;
}

/* Files the phrase under its first word; "a|b" under both. */
static void add_phrase(struct rules *r, const struct phrase *p)
{
	struct span rest = p->v[0].word, word;
	uint32_t *head;

	if (!rest.p) {
		r->phrase = mem_grow(r->phrase, r->n, &r->cap, sizeof *r->phrase);
		r->phrase[r->n] = *p;
		r->phrase[r->n++].next = r->any;
		r->any = (uint32_t)r->n;
		return;
	}
	while (span_split(&rest, "|", &word)) {
		r->phrase = mem_grow(r->phrase, r->n, &r->cap, sizeof *r->phrase);
		head = wordset_put(&r->first, word);
		r->phrase[r->n] = *p;
		r->phrase[r->n++].next = *head;
		*head = (uint32_t)r->n;
	}
}

/* One word of a pattern: "a|b", "<class>", "!a|b". false: not understood. */
static bool read_word(struct span piece, struct phrase_word *w)
{
	if (span_starts(piece, "!")) {
		w->negative = true;
		piece = span_from(piece, 1);
	}
	if (span_starts(piece, "<"))
		return span_ends(piece, ">") && class_of(span_sub(piece, 1, piece.n - 2), w);
	w->word = piece;
	return piece.n > 0;
}

/* The words of `left` from number `at`; an optional one ("inte?") makes two
 * phrases of the row. */
static bool read_words(struct rules *r, struct phrase p, struct span rest, int number)
{
	struct span piece;

	while (span_split(&rest, " ", &piece)) {
		struct phrase_word w = {.number = ++number};

		if (span_is(piece, "^")) {
			p.begins = true;
			number--;
			continue;
		}
		if (span_is(piece, "$")) {
			p.ends = true;
			number--;
			continue;
		}
		if (span_ends(piece, "?")) {
			piece.n--;
			if (!read_words(r, p, rest, number))
				return false;
		}
		if (p.n == PHRASE_MAX || !read_word(piece, &w))
			return false;
		p.v[p.n++] = w;
	}
	if (p.n == 0 || p.v[0].negative)
		return false;
	add_phrase(r, &p);
	return true;
}

static void add_row(struct rules *r, enum phrase_kind kind, struct pair row)
{
	struct phrase p = {.kind = kind, .to = row.right};
	struct span left = row.left;
	size_t n;
	char *low = NULL;

	if (kind == PHRASE_SWAP && span_starts(left, "? ")) {
		p.mark = SPELL_YELLOW;
		left = span_trim(span_from(left, 2));
	}
	if (kind == PHRASE_NAME) {
		p.to = left;
		low = u8_fold(left.p, left.n, &n);
		left = span_make(arena_dup(&r->arena, low, n), n);
		free(low);
	}
	if (kind == PHRASE_JOIN) {
		size_t bar = span_find(left, "|", 0);

		if (bar == (size_t)-1 || bar == 0 || bar + 1 >= left.n)
			return;
		p.v[p.n++] = (struct phrase_word){.word = span_sub(left, 0, bar), .number = 1};
		p.v[p.n++] = (struct phrase_word){.word = span_from(left, bar + 1), .number = 2};
		add_phrase(r, &p);
		return;
	}
	(void)read_words(r, p, left, 0);
}

void rules_load(struct rules *r, const char *dict)
{
	static const char *const names[] = {
		[PHRASE_JOIN] = "ihop",
		[PHRASE_APART] = "isar",
		[PHRASE_SWAP] = "forvaxling",
		[PHRASE_NAME] = "egennamn",
	};

	for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
		char *path = fs_join(dict, names[k]);

		if (fs_exists(path))
			(void)pairs_load(path, &r->list[k], NULL);
		for (size_t i = 0; i < r->list[k].n; i++)
			add_row(r, (enum phrase_kind)k, r->list[k].v[i]);
		free(path);
	}
}
