/* textdiff: see textdiff.h. Lines give hunks, words within a hunk give edits;
 * then the edits are made readable: what is equal only by chance (a blank, a
 * lone "att" between two rewritten phrases) is taken into the edit, and an
 * insertion that could stand in several places goes where a person would put it. */
#include "text/textdiff.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "text/lcs.h"
#include "text/words.h"
#include "text/wordset.h"

#define BUDGET ((size_t)50 * 1000 * 1000)

/* A text cut in tokens; token i is bytes [at[i], at[i + 1]). */
struct tokens {
	struct span text;
	size_t *at;
	uint32_t *id;
	bool *weak;
	size_t n, cap;
};

static void push(struct tokens *t, size_t at, bool weak)
{
	if (t->n + 1 >= t->cap) {
		t->cap = t->cap ? t->cap * 2 : 64;
		t->at = mem_resize(t->at, t->cap, sizeof *t->at);
		t->weak = mem_resize(t->weak, t->cap, sizeof *t->weak);
	}
	t->at[t->n] = at;
	t->weak[t->n++] = weak;
	t->at[t->n] = t->text.n;
}

static void tokens_release(struct tokens *t)
{
	free(t->at);
	free(t->id);
	free(t->weak);
}

static bool blank_line(struct span line)
{
	return span_trim(line).n == 0;
}

static struct tokens cut_lines(struct span text)
{
	struct tokens t = {.text = text};

	for (size_t i = 0; i < text.n;) {
		const char *nl = memchr(text.p + i, '\n', text.n - i);
		size_t next = nl ? (size_t)(nl - text.p) + 1 : text.n;

		push(&t, i, blank_line(span_sub(text, i, next - i)));
		i = next;
	}
	return t;
}

static struct tokens cut_words(struct span text)
{
	struct words_piece p = {.text = text};
	struct tokens t = {.text = text};

	while (words_next(&p))
		push(&t, p.at.at, p.blank);
	return t;
}

static struct span token(const struct tokens *t, size_t i)
{
	return span_sub(t->text, t->at[i], t->at[i + 1] - t->at[i]);
}

/* Gives equal tokens of both texts the same id; returns one more than the largest. */
static uint32_t number(struct tokens *a, struct tokens *b)
{
	struct tokens *side[] = {a, b};
	struct wordset seen = {0};
	uint32_t ids = 1;

	for (int k = 0; k < 2; k++) {
		struct tokens *t = side[k];

		t->id = mem_array(t->n, sizeof *t->id);
		for (size_t i = 0; i < t->n; i++)
			t->id[i] = wordset_number(&seen, token(t, i), &ids);
	}
	wordset_release(&seen);
	return ids;
}

static struct lcs_row row(const struct tokens *t, bool mind_weak)
{
	return (struct lcs_row){t->id, mind_weak ? t->weak : NULL, t->n};
}

/* ---------------------------------------------------- making it readable */

/* How much a person reads in the tokens [from, to): bytes of words. */
static size_t weight(const struct tokens *t, size_t from, size_t to)
{
	size_t sum = 0;

	for (size_t i = from; i < to; i++) {
		int32_t cp;
		struct span s = token(t, i);

		u8_decode(s.p, s.n, &cp);
		if (cp < 0 || u8_letter(cp) || u8_digit(cp))
			sum += s.n;
	}
	return sum;
}

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Is the equal part between two edits worth showing? Not when there is no word
 * in it, or little against the changes on both sides. Two insertions (or two
 * deletions) stand apart whatever is between: nothing was replaced there. */
static bool by_chance(const struct tokens *a, const struct tokens *b, const struct lcs_edit *e,
	const struct lcs_edit *f)
{
	size_t same = weight(a, e->a1, f->a0);
	size_t left = max(weight(a, e->a0, e->a1), weight(b, e->b0, e->b1));
	size_t right = max(weight(a, f->a0, f->a1), weight(b, f->b0, f->b1));

	if ((e->a0 == e->a1 && f->a0 == f->a1) || (e->b0 == e->b1 && f->b0 == f->b1))
		return false;
	return same == 0 || (same * 2 <= left && same * 2 <= right);
}

typedef bool gap_test(const struct tokens *a, const struct tokens *b, const struct lcs_edit *e,
	const struct lcs_edit *f);

/* Lines: an empty line between two changed ones belongs to both. */
static bool only_empty(const struct tokens *a, const struct tokens *b, const struct lcs_edit *e,
	const struct lcs_edit *f)
{
	(void)b;
	for (size_t i = e->a1; i < f->a0; i++)
		if (!a->weak[i])
			return false;
	return true;
}

/* Joins neighbours whose gap says so. What was joined may join on backwards. */
static void join(struct lcs_edits *edits, const struct tokens *a, const struct tokens *b, gap_test *test)
{
	size_t kept = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit e = edits->edit[i];

		while (kept > 0 && test(a, b, &edits->edit[kept - 1], &e)) {
			e.a0 = edits->edit[kept - 1].a0;
			e.b0 = edits->edit[kept - 1].b0;
			kept--;
		}
		edits->edit[kept++] = e;
	}
	edits->n = kept;
}

/* How natural it is that a change begins or ends here. */
static int bound(struct span s, size_t at)
{
	if (at == 0 || at == s.n)
		return 6;
	if (s.p[at - 1] == '\n')
		return s.p[at] == '#' ? 6 : at > 1 && s.p[at - 2] == '\n' ? 5 : 4;
	if (s.p[at] == '\n')
		return 3;
	if (s.p[at - 1] == ' ')
		return at > 1 && strchr(".?!", s.p[at - 2]) ? 3 : 2;
	return s.p[at] == ' ' || s.p[at] == ',' || s.p[at] == '.' ? 1 : 0;
}

/* Tokens of one side; whether an edit that is moved as far as it goes meets another
 * of its kind, with which it would be one. */
struct side {
	const struct tokens *t;
	bool meets_up, meets_down;
};

static int score(const void *ctx, size_t from, size_t to, size_t up, size_t down)
{
	const struct side *s = ctx;
	int here = bound(s->t->text, s->t->at[from]) + bound(s->t->text, s->t->at[to]);

	return (up == 0 && s->meets_up) || (down == 0 && s->meets_down) ? here + 20 : here;
}

static void slide(struct lcs_edits *edits, const struct tokens *a, const struct tokens *b)
{
	size_t end = 0; /* of the edit before, in a */

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit *e = &edits->edit[i];
		bool first = i == 0, last = i + 1 == edits->n;
		struct side side = {a, false, false};
		struct lcs_room room = {a->id, e->a0 - end, (last ? a->n : e[1].a0) - e->a1, score, &side};
		size_t shift = 0;

		if (e->a0 == e->a1) {
			side.t = b;
			room.id = b->id;
			side.meets_up = !first && e[-1].a0 == e[-1].a1;
			side.meets_down = !last && e[1].a0 == e[1].a1;
			shift = (size_t)lcs_shift(room, e->b0, e->b1);
		} else if (e->b0 == e->b1) {
			side.meets_up = !first && e[-1].b0 == e[-1].b1;
			side.meets_down = !last && e[1].b0 == e[1].b1;
			shift = (size_t)lcs_shift(room, e->a0, e->a1);
		}
		/* unsigned: a negative shift wraps round and comes out right */
		e->a0 += shift;
		e->a1 += shift;
		e->b0 += shift;
		e->b1 += shift;
		end = e->a1;
	}
}

static struct lcs_edits compare(struct tokens *a, struct tokens *b, bool mind_weak, gap_test *test,
	size_t *budget)
{
	struct lcs_edits edits = {NULL, 0, 0};
	uint32_t ids = number(a, b);
	struct lcs_row ra = row(a, mind_weak), rb = row(b, mind_weak);
	size_t before;

	lcs_edits(&edits, ra, rb, ids, budget);
	join(&edits, a, b, test);
	lcs_tidy(&edits, ra, rb);
	/* two that come to touch are one, which may slide again */
	do {
		before = edits.n;
		slide(&edits, a, b);
		lcs_tidy(&edits, ra, rb);
	} while (edits.n < before);
	return edits;
}

/* ------------------------------------------------------------------- runs */

static void add_run(struct textdiff *d, enum diff_op op, size_t a0, size_t a1, size_t b0, size_t b1)
{
	if (a0 == a1 && b0 == b1)
		return;
	d->run = mem_grow(d->run, d->n, &d->cap, sizeof *d->run);
	d->run[d->n++] = (struct diff_run){op, {a0, a1 - a0}, {b0, b1 - b0}};
}

/* Ends of what is covered so far. */
static size_t end_a(const struct textdiff *d)
{
	return d->n ? d->run[d->n - 1].a.at + d->run[d->n - 1].a.n : 0;
}

static size_t end_b(const struct textdiff *d)
{
	return d->n ? d->run[d->n - 1].b.at + d->run[d->n - 1].b.n : 0;
}

/* What is equal up to here, then bytes a[a0, a1) gone and b[b0, b1) new. */
static void add_edit(struct textdiff *d, size_t a0, size_t a1, size_t b0, size_t b1)
{
	add_run(d, DIFF_SAME, end_a(d), a0, end_b(d), b0);
	add_run(d, DIFF_GONE, a0, a1, b0, b0);
	add_run(d, DIFF_NEW, a1, a1, b0, b1);
}

static void compare_words(struct textdiff *d, struct span a, struct span b, const struct range *ra,
	const struct range *rb, size_t *budget)
{
	struct tokens wa, wb;
	struct lcs_edits edits;

	if (ra->n == 0 || rb->n == 0) {
		add_edit(d, ra->at, ra->at + ra->n, rb->at, rb->at + rb->n);
		return;
	}
	wa = cut_words(span_sub(a, ra->at, ra->n));
	wb = cut_words(span_sub(b, rb->at, rb->n));
	edits = compare(&wa, &wb, true, by_chance, budget);
	for (size_t i = 0; i < edits.n; i++) {
		struct lcs_edit e = edits.edit[i];

		add_edit(d, ra->at + wa.at[e.a0], ra->at + wa.at[e.a1], rb->at + wb.at[e.b0],
			rb->at + wb.at[e.b1]);
	}
	free(edits.edit);
	tokens_release(&wa);
	tokens_release(&wb);
}

static bool whole_lines(struct span s, size_t from, size_t to)
{
	return s.p[from - 1] == '\n' && s.p[to - 1] == '\n';
}

/* Where lines [from, from + n) may stand instead: up to `up` bytes before and
 * `down` behind. How far to move, forward when positive. */
static long best_line_shift(struct span s, struct range r, size_t up, size_t down)
{
	size_t from = r.at, to = r.at + r.n;
	int score = whole_lines(s, from, to) ? bound(s, from) + bound(s, to) : -1;
	long best = 0;

	for (size_t k = 1; k < up && s.p[from - k] == s.p[to - k]; k++)
		if (whole_lines(s, from - k, to - k) && bound(s, from - k) + bound(s, to - k) > score) {
			score = bound(s, from - k) + bound(s, to - k);
			best = -(long)k;
		}
	for (size_t k = 1; k < down && s.p[from + k - 1] == s.p[to + k - 1]; k++)
		if (whole_lines(s, from + k, to + k) && bound(s, from + k) + bound(s, to + k) > score) {
			score = bound(s, from + k) + bound(s, to + k);
			best = (long)k;
		}
	return best;
}

/* Whole lines that came or went at the end of a hunk could not slide out of it:
 * a new section should begin with its heading, not with the empty line before. */
static void slide_lines(struct textdiff *d, struct span a, struct span b)
{
	for (size_t i = 1; i + 1 < d->n; i++) {
		struct diff_run *r = &d->run[i];
		size_t k;

		if (r->op == DIFF_SAME || r[-1].op != DIFF_SAME || r[1].op != DIFF_SAME)
			continue;
		/* unsigned: a negative shift wraps round and comes out right */
		k = (size_t)(r->op == DIFF_NEW ? best_line_shift(b, r->b, r[-1].b.n, r[1].b.n)
					       : best_line_shift(a, r->a, r[-1].a.n, r[1].a.n));
		r[-1].a.n += k;
		r[-1].b.n += k;
		r->a.at += k;
		r->b.at += k;
		r[1].a.at += k;
		r[1].b.at += k;
		r[1].a.n -= k;
		r[1].b.n -= k;
	}
}

void textdiff_words(struct textdiff *d, struct span a, struct span b)
{
	struct tokens la = cut_lines(a), lb = cut_lines(b);
	size_t budget = BUDGET;
	struct lcs_edits edits;

	*d = (struct textdiff){NULL, 0, 0};
	/* a text without lines has no table of places */
	if (la.n == 0 || lb.n == 0) {
		add_edit(d, 0, a.n, 0, b.n);
	} else {
		edits = compare(&la, &lb, false, only_empty, &budget);
		for (size_t i = 0; i < edits.n; i++) {
			struct lcs_edit e = edits.edit[i];
			struct range ra = {la.at[e.a0], la.at[e.a1] - la.at[e.a0]};
			struct range rb = {lb.at[e.b0], lb.at[e.b1] - lb.at[e.b0]};

			compare_words(d, a, b, &ra, &rb, &budget);
		}
		add_run(d, DIFF_SAME, end_a(d), a.n, end_b(d), b.n);
		slide_lines(d, a, b);
		free(edits.edit);
	}
	tokens_release(&la);
	tokens_release(&lb);
}

void textdiff_release(struct textdiff *d)
{
	free(d->run);
	*d = (struct textdiff){NULL, 0, 0};
}

/* ----------------------------------------------------------------- format */

/* The newlines that end a change stand outside its marks. */
static void add_marked(struct str *out, struct span s, const char *open, const char *close)
{
	size_t n = s.n;

	while (n > 0 && s.p[n - 1] == '\n')
		n--;
	if (n == 0)
		n = s.n;
	str_adds(out, open);
	str_add(out, s.p, n);
	str_adds(out, close);
	str_addspan(out, span_from(s, n));
}

/* Behind the line that `s` begins with and `lines` more. */
static size_t head_of(struct span s, size_t lines)
{
	struct span rest = s, line;

	for (size_t i = 0; i <= lines && span_line(&rest, &line); i++)
		;
	return s.n - rest.n;
}

/* Before the line that `s` ends in and `lines` more. */
static size_t tail_of(struct span s, size_t lines)
{
	size_t at = s.n;

	for (size_t i = 0; at > 0; at--)
		if (s.p[at - 1] == '\n' && i++ == lines)
			break;
	return at;
}

static void add_same(struct str *out, struct span s, size_t context, bool first, bool last)
{
	size_t head, tail;

	if (context == (size_t)-1) {
		str_addspan(out, s);
		return;
	}
	head = first ? 0 : head_of(s, context);
	tail = last ? s.n : tail_of(s, context);
	if (head >= tail) {
		str_addspan(out, s);
		return;
	}
	str_addspan(out, span_sub(s, 0, head));
	if (out->len && out->buf[out->len - 1] != '\n')
		str_addc(out, '\n');
	str_adds(out, "…\n");
	str_addspan(out, span_from(s, tail));
}

void textdiff_format(const struct textdiff *d, struct span a, struct span b, size_t context, struct str *out)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct diff_run *r = &d->run[i];
		struct span old = span_sub(a, r->a.at, r->a.n), new = span_sub(b, r->b.at, r->b.n);

		if (r->op == DIFF_SAME)
			add_same(out, old, context, i == 0, i + 1 == d->n);
		else if (r->op == DIFF_GONE)
			add_marked(out, old, "[-", "-]");
		else
			add_marked(out, new, "{+", "+}");
	}
}
