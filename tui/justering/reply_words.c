/* reply_words: the words of one part and what they are to be -> which of them differ.
 * Equal answers by all ways rest on this: only words count, never how they came. */
#include "base/mem.h"
#include "base/u8.h"
#include "justering/reply_job.h"

#include <stdlib.h>
#include <string.h>

#define BUDGET ((size_t)5 * 1000 * 1000)

void word_changes_release(struct word_changes *w)
{
	changes_release(&w->c);
	free(w->from);
	*w = (struct word_changes){0};
}

/* ------------------------------------------------------------ which words */

static size_t weight(struct span s)
{
	int32_t cp;

	if (s.n == 0)
		return 0;
	u8_decode(s.p, s.n, &cp);
	return u8_letter(cp) || u8_digit(cp) ? s.n : 0;
}

static size_t weigh(const struct job *j, bool copy, size_t from, size_t to)
{
	size_t sum = 0;

	for (size_t i = from; i < to; i++)
		sum += weight(copy ? copy_word(j, i) : draft_word(j, i));
	return sum;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* What is equal between two edits only by chance, as in text/textdiff. */
static bool by_chance(const struct job *j, const struct lcs_edit *e, const struct lcs_edit *f)
{
	size_t same = weigh(j, false, e->a1, f->a0);
	size_t left = larger(weigh(j, false, e->a0, e->a1), weigh(j, true, e->b0, e->b1));
	size_t right = larger(weigh(j, false, f->a0, f->a1), weigh(j, true, f->b0, f->b1));

	if ((e->a0 == e->a1 && f->a0 == f->a1) || (e->b0 == e->b1 && f->b0 == f->b1))
		return false;
	return same * 2 <= left && same * 2 <= right && (same > 0 || f->a0 - e->a1 == 1);
}

static void join(const struct job *j, struct lcs_edits *edits)
{
	size_t kept = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit e = edits->edit[i];

		while (kept > 0 && by_chance(j, &edits->edit[kept - 1], &e)) {
			e.a0 = edits->edit[kept - 1].a0;
			e.b0 = edits->edit[kept - 1].b0;
			kept--;
		}
		edits->edit[kept++] = e;
	}
	edits->n = kept;
}

static bool ends_sentence(struct span s)
{
	return span_is(s, ".") || span_is(s, "?") || span_is(s, "!") || span_is(s, ":");
}

/* How natural it is that words that came or went begin at word i. */
static int bound(const struct job *j, bool copy, size_t i)
{
	size_t n = copy ? j->bn : j->an;

	if (i == 0 || i == n)
		return 5;
	if (copy && word(j, i)->before >= COPY_ITEM && word(j, i)->before != COPY_MARK)
		return 5;
	if (ends_sentence(copy ? copy_word(j, i - 1) : draft_word(j, i - 1)))
		return 3;
	return weight(copy ? copy_word(j, i) : draft_word(j, i)) ? 1 : 0;
}

struct side {
	const struct job *j;
	bool copy;
};

static int score(const void *ctx, size_t from, size_t to, size_t up, size_t down)
{
	const struct side *s = ctx;

	(void)up;
	(void)down;
	return bound(s->j, s->copy, from) + bound(s->j, s->copy, to);
}

/* Words that came or went could often stand in several places: the most natural one. */
static void slide(const struct job *j, const uint32_t *copy_id, struct lcs_edits *edits)
{
	size_t end = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit *e = &edits->edit[i];
		size_t up = e->a0 - end, down = (i + 1 < edits->n ? e[1].a0 : j->an) - e->a1, k = 0;
		struct side side = {j, e->a0 == e->a1};
		struct lcs_room room = {side.copy ? copy_id : j->id + j->a, up, down, score, &side};

		/* never so far that two meet */
		room.up -= up > 0 && i > 0;
		room.down -= down > 0 && i + 1 < edits->n;
		if (side.copy)
			k = (size_t)lcs_shift(room, e->b0, e->b1);
		else if (e->b0 == e->b1)
			k = (size_t)lcs_shift(room, e->a0, e->a1);
		/* unsigned: a negative shift wraps round and comes out right */
		e->a0 += k;
		e->a1 += k;
		e->b0 += k;
		e->b1 += k;
		end = e->a1;
	}
}

/* ------------------------------------------------------------ the part */

/* What a line of this part begins with when the sentence before it has ended. */
static void find_indent(struct job *j)
{
	struct span s = span_sub(j->s->text, j->part->at.at, j->part->at.n);
	size_t first = start_of(j, 0) - j->part->at.at, blanks = 0;

	if (j->part->kind == SHEET_QUOTE)
		str_adds(&j->indent_own, "> ");
	if (j->part->kind == SHEET_NOTE)
		str_adds(&j->indent_own, "    ");
	while (blanks < s.n && s.p[blanks] == ' ')
		blanks++;
	if (j->part->kind == SHEET_ITEM) {
		/* the number of an item is one of its words */
		for (first = blanks; first < s.n && s.p[first] != ' ';)
			first++;
		str_addrep(&j->indent_own, " ", first + 1);
	}
	j->indent = str_span(&j->indent_own);
}

void reply_part_changes(struct word_changes *out, const struct sheet *s, const uint32_t *id, uint32_t ids, size_t part,
	const struct copy *c, size_t from, size_t to, const struct strlist *opt_abbreviations)
{
	struct job j = {.out = out, .s = s, .part = &s->part[part], .c = c, .abbreviations = opt_abbreviations, .id = id,
		.a = s->part[part].word, .an = s->part[part].nwords, .b = from, .bn = to - from};
	struct lcs_edits edits = {NULL, 0, 0};
	uint32_t *b = mem_array(j.bn + 1, sizeof *b);
	struct lcs_row ra = {id + j.a, NULL, j.an}, rb = {b, NULL, j.bn};
	size_t budget = BUDGET;

	for (size_t i = 0; i < j.bn; i++)
		b[i] = word(&j, i)->id;
	find_indent(&j);
	lcs_edits(&edits, ra, rb, ids, &budget);
	join(&j, &edits);
	lcs_tidy(&edits, ra, rb);
	slide(&j, b, &edits);
	for (size_t i = 0; i < edits.n; i++)
		edit_add(&j, &edits.edit[i]);
	free(edits.edit);
	free(b);
	str_release(&j.indent_own);
}
