/* suggest_place: where a suggestion stands in the text of today. Part of
 * suggest.h.
 *
 * In words, blanks left out. The text a suggestion was made on (base) with what
 * has been accepted of the same base is a text of which each word's way is known
 * exactly (mid). Only where the text of today says something else (written by the
 * secretary, or by others on another base) the two are compared. So suggestions
 * of one base that touch different words never move each other. */
#include "justering/suggest_inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "text/textdiff.h"
#include "text/words.h"

#define NONE ((size_t)-1)

static size_t end_of(struct range r)
{
	return r.at + r.n;
}

/* Where the word before gap g ends, and the one after it begins. */
static size_t gap_from(const struct words *w, size_t g)
{
	return g ? end_of(w->v[g - 1]) : 0;
}

static size_t gap_to(const struct words *w, size_t g)
{
	return g < w->n ? w->v[g].at : w->text.n;
}

static bool same_word(const struct words *a, size_t i, const struct words *b, size_t j)
{
	return span_eq(span_sub(a->text, a->v[i].at, a->v[i].n), span_sub(b->text, b->v[j].at, b->v[j].n));
}

/* a[i, i + n) and b[j, j + n) are the same words. */
static bool same_row(const struct words *a, size_t i, const struct words *b, size_t j, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (!same_word(a, i + k, b, j + k))
			return false;
	return true;
}

/* Words [from, to); from == to: the gap before word `from`. */
struct reach {
	size_t from, to;
};

/* The words that a range of the text touches. */
static struct reach reach_of(const struct words *w, struct range at)
{
	size_t lo = 0, hi = w->n;
	struct reach r;

	/* the first word that ends behind `at` */
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (end_of(w->v[mid]) <= at.at)
			lo = mid + 1;
		else
			hi = mid;
	}
	r = (struct reach){lo, lo};
	if (at.n == 0)
		r.to += lo < w->n && w->v[lo].at < at.at;
	else
		while (r.to < w->n && w->v[r.to].at < end_of(at))
			r.to++;
	return r;
}

/* What is to stand in the place of the words it touches. */
static void whole_text(const struct words *w, struct range at, struct span text, struct str *out)
{
	struct reach r = reach_of(w, at);

	if (r.from < r.to && w->v[r.from].at < at.at)
		str_addspan(out, span_sub(w->text, w->v[r.from].at, at.at - w->v[r.from].at));
	str_addspan(out, text);
	if (r.from < r.to && end_of(w->v[r.to - 1]) > end_of(at))
		str_addspan(out, span_sub(w->text, end_of(at), end_of(w->v[r.to - 1]) - end_of(at)));
}

static size_t count_words(const struct words *w, struct range at, struct span text)
{
	struct str all = STR_INIT;
	struct words t;
	size_t n;

	whole_text(w, at, text, &all);
	t = suggest_cut(str_span(&all));
	n = t.n;
	free(t.v);
	str_release(&all);
	return n;
}

/* One base against the text of today. */
struct view {
	struct words base, mid, now;
	struct str text;        /* of mid */
	struct reach *word;     /* each word of base: the words of mid that stand for it */
	struct reach *gap;      /* each gap of base: what was put in there */
	bool *closed;           /* each gap: what it was between is no longer so */
	size_t *today;          /* each word of mid: its number in now, or NONE */
};

static struct span wanted(const struct suggestion *s)
{
	return span_of(s->state == SUGGEST_ACCEPTED && s->accepted ? s->accepted : s->text);
}

/* Those accepted of this base that can stand side by side, by place. */
struct accepted {
	const struct suggestion **v;
	size_t n, cap;
};

static int by_place(const void *a, const void *b)
{
	const struct suggestion *x = *(const struct suggestion *const *)a, *y = *(const struct suggestion *const *)b;

	if (x->at.at != y->at.at)
		return x->at.at < y->at.at ? -1 : 1;
	if (x->at.n != y->at.n)
		return x->at.n < y->at.n ? -1 : 1;
	return (x->nr > y->nr) - (x->nr < y->nr);
}

static bool in_text(const struct suggestion *s, struct span base)
{
	return s->at.at <= base.n && s->at.n <= base.n - s->at.at;
}

static struct accepted find_accepted(const struct suggestions *l, const char *sum, const struct words *base)
{
	struct accepted a = {0};
	size_t kept = 0, end = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct suggestion *s = &l->v[i];

		if (s->state != SUGGEST_ACCEPTED || s->cls == SUGGEST_REMARK || strcmp(s->sum, sum) != 0 ||
			!in_text(s, base->text))
			continue;
		a.v = mem_grow(a.v, a.n, &a.cap, sizeof *a.v);
		a.v[a.n++] = s;
	}
	if (a.n > 1)
		qsort(a.v, a.n, sizeof *a.v, by_place);
	for (size_t i = 0; i < a.n; i++) {
		struct reach r = reach_of(base, a.v[i]->at);

		if (r.from < end)
			continue;
		end = r.to;
		a.v[kept++] = a.v[i];
	}
	a.n = kept;
	return a;
}

static void keep_words(struct view *v, size_t *b, size_t *k, size_t to)
{
	while (*b < to) {
		v->word[(*b)++] = (struct reach){*k, *k + 1};
		++*k;
		v->gap[*b] = (struct reach){*k, *k};
	}
}

/* Each word's way from base to mid; the number of words that mid should have. */
static size_t follow(struct view *v, const struct accepted *a)
{
	size_t b = 0, k = 0;

	v->gap[0] = (struct reach){0, 0};
	for (size_t i = 0; i < a->n; i++) {
		struct reach r = reach_of(&v->base, a->v[i]->at);
		size_t n = count_words(&v->base, a->v[i]->at, wanted(a->v[i]));

		keep_words(v, &b, &k, r.from);
		if (r.from == r.to)
			v->gap[b].to += n;
		for (; b < r.to; b++) {
			v->word[b] = (struct reach){k, k + n};
			v->gap[b + 1] = (struct reach){k, k + n};
			v->closed[b + 1] = b + 1 < r.to;
		}
		k += n;
		if (r.from < r.to)
			v->gap[b] = (struct reach){k, k};
	}
	keep_words(v, &b, &k, v->base.n);
	return k;
}

static void make_mid(struct view *v, const struct accepted *a)
{
	str_clear(&v->text);
	str_addspan(&v->text, v->base.text);
	for (size_t i = a->n; i-- > 0;) {
		struct str next = STR_INIT;

		suggest_splice(str_span(&v->text), a->v[i]->at, wanted(a->v[i]), &next);
		str_release(&v->text);
		v->text = next;
	}
	free(v->mid.v);
	v->mid = suggest_cut(str_span(&v->text));
}

/* The words of mid that are in what is the same in both texts. */
static void match_words(struct view *v)
{
	struct textdiff d;
	size_t i = 0, j = 0;

	textdiff_words(&d, v->mid.text, v->now.text);
	for (size_t r = 0; r < d.n; r++) {
		const struct diff_run *run = &d.run[r];

		for (; i < v->mid.n && v->mid.v[i].at < end_of(run->a); i++) {
			size_t there = v->mid.v[i].at - run->a.at + run->b.at;

			if (run->op != DIFF_SAME || v->mid.v[i].at < run->a.at || end_of(v->mid.v[i]) > end_of(run->a))
				continue;
			while (j < v->now.n && v->now.v[j].at < there)
				j++;
			if (j < v->now.n && v->now.v[j].at == there && v->now.v[j].n == v->mid.v[i].n)
				v->today[i] = j;
		}
	}
	textdiff_release(&d);
}

static void view_release(struct view *v)
{
	free(v->base.v);
	free(v->mid.v);
	str_release(&v->text);
	free(v->word);
	free(v->gap);
	free(v->closed);
	free(v->today);
}

static void view_make(struct view *v, const struct suggestions *l, const char *sum, struct span base,
	const struct words *now)
{
	struct accepted a;

	*v = (struct view){.base = suggest_cut(base), .now = *now};
	v->word = mem_array(v->base.n + 1, sizeof *v->word);
	v->gap = mem_array(v->base.n + 1, sizeof *v->gap);
	v->closed = mem_array(v->base.n + 1, sizeof *v->closed);
	a = find_accepted(l, sum, &v->base);
	make_mid(v, &a);
	if (follow(v, &a) != v->mid.n) {
		/* words grew together: then all is found by comparing */
		a.n = 0;
		memset(v->closed, 0, (v->base.n + 1) * sizeof *v->closed);
		make_mid(v, &a);
		follow(v, &a);
	}
	free(a.v);
	v->today = mem_array(v->mid.n + 1, sizeof *v->today);
	for (size_t i = 0; i < v->mid.n; i++)
		v->today[i] = NONE;
	if (v->mid.n == now->n && same_row(&v->mid, 0, now, 0, now->n))
		for (size_t i = 0; i < v->mid.n; i++)
			v->today[i] = i;
	else
		match_words(v);
}

/* ---------------------------------------------------------------- one of them */

struct asked {
	struct reach base, mid; /* the words it touches */
	struct words text;      /* what is to stand for them */
	struct range at;        /* of base */
};

/* The region of now between the nearest words that are known; *exact: they are
 * the neighbours themselves. */
static struct reach region_of(const struct view *v, struct reach mid, bool *exact)
{
	size_t left = mid.from, right = mid.to;
	struct reach r;

	while (left > 0 && v->today[left - 1] == NONE)
		left--;
	while (right < v->mid.n && v->today[right] == NONE)
		right++;
	r.from = left ? v->today[left - 1] + 1 : 0;
	r.to = right < v->mid.n ? v->today[right] : v->now.n;
	if (r.to < r.from)
		r.to = r.from;
	*exact = left == mid.from && right == mid.to;
	return r;
}

/* Its own words stand in now in one piece (words that are there by chance
 * textdiff does not call the same). */
static bool own_words(const struct view *v, struct reach mid, struct reach *out)
{
	size_t n = mid.to - mid.from, first;

	if (n == 0 || v->today[mid.from] == NONE)
		return false;
	first = v->today[mid.from];
	for (size_t i = 0; i < n; i++)
		if (v->today[mid.from + i] != first + i)
			return false;
	*out = (struct reach){first, first + n};
	return true;
}

static bool equal_bytes(struct span a, size_t a0, size_t a1, struct span b, size_t b0, size_t b1)
{
	return span_eq(span_sub(a, a0, a1 - a0), span_sub(b, b0, b1 - b0));
}

/* Does what stands between the neighbours say what it would with the change? */
static bool says_so(const struct view *v, const struct asked *q, struct span text, struct reach r)
{
	size_t from = gap_from(&v->base, q->base.from), to = gap_to(&v->base, q->base.to);
	struct str want = STR_INIT;
	bool same;

	str_addspan(&want, span_sub(v->base.text, from, q->at.at - from));
	str_addspan(&want, text);
	str_addspan(&want, span_sub(v->base.text, end_of(q->at), to - end_of(q->at)));
	same = equal_bytes(str_span(&want), 0, want.len, v->now.text, gap_from(&v->now, r.from), gap_to(&v->now, r.to));
	str_release(&want);
	return same;
}

static struct range cover(const struct words *w, struct reach r)
{
	size_t from = gap_to(w, r.from);

	return r.from < r.to ? (struct range){from, end_of(w->v[r.to - 1]) - from} : (struct range){from, 0};
}

/* The bytes of now for words r: as much of the blanks round them as is there. */
static struct range place_words(const struct view *v, const struct asked *q, struct reach r)
{
	struct span base = v->base.text, now = v->now.text;
	size_t b0 = v->base.v[q->base.from].at, b1 = end_of(v->base.v[q->base.to - 1]);
	size_t from = v->now.v[r.from].at, to = end_of(v->now.v[r.to - 1]);

	if (q->at.at >= b0)
		from += q->at.at - b0;
	else if (from - gap_from(&v->now, r.from) >= b0 - q->at.at &&
		 equal_bytes(base, q->at.at, b0, now, from - (b0 - q->at.at), from))
		from -= b0 - q->at.at;
	if (end_of(q->at) <= b1)
		to -= b1 - end_of(q->at);
	else if (gap_to(&v->now, r.to) - to >= end_of(q->at) - b1 &&
		 equal_bytes(base, b1, end_of(q->at), now, to, to + (end_of(q->at) - b1)))
		to += end_of(q->at) - b1;
	return (struct range){from, to - from};
}

/* Has the word before gap g been taken away? */
static bool gone(const struct view *v, size_t g)
{
	return g > 0 && g <= v->base.n && v->word[g - 1].from == v->word[g - 1].to;
}

/* The bytes of now for a change in a gap. */
static struct range place_gap(const struct view *v, const struct asked *q, struct span text, struct reach r)
{
	size_t b0 = gap_from(&v->base, q->base.from), b1 = gap_to(&v->base, q->base.to);
	size_t from = gap_from(&v->now, r.from), to = gap_to(&v->now, r.to);

	if (equal_bytes(v->base.text, b0, b1, v->now.text, from, to))
		return (struct range){from + (q->at.at - b0), q->at.n};
	if (q->at.n)
		return (struct range){from, to - from};
	/* beside the one of its neighbours that is left */
	if (gone(v, q->base.from) != gone(v, q->base.from + 1))
		return (struct range){gone(v, q->base.from) ? to : from, 0};
	if (text.n && !words_blank(text, 0) && (words_blank(text, u8_prev(text.p, text.n, text.n)) || q->at.at == b1))
		return (struct range){to, 0};
	return (struct range){from, 0};
}

static void place_one(const struct view *v, const struct suggestion *s, struct suggest_place *out)
{
	struct asked q = {.at = s->at, .base = reach_of(&v->base, s->at)};
	struct str text = STR_INIT;
	size_t n = q.base.to - q.base.from;
	bool exact, shut = n == 0 && v->closed[q.base.from], same, done;
	struct reach r, own;

	q.mid = n ? (struct reach){v->word[q.base.from].from, v->word[q.base.to - 1].to} : v->gap[q.base.from];
	whole_text(&v->base, s->at, wanted(s), &text);
	q.text = suggest_cut(str_span(&text));
	r = region_of(v, q.mid, &exact);
	if (!exact && own_words(v, q.mid, &own)) {
		r = own;
		exact = true;
	}
	same = exact && !shut && r.to - r.from == n && same_row(&v->base, q.base.from, &v->now, r.from, n);
	done = exact && r.to - r.from == q.text.n && same_row(&q.text, 0, &v->now, r.from, q.text.n);
	/* other blanks, the same words */
	if (same && done)
		done = says_so(v, &q, wanted(s), r);
	out->fit = done && s->cls != SUGGEST_REMARK ? SUGGEST_DONE : same ? SUGGEST_FITS : SUGGEST_MOVED;
	out->words = cover(&v->now, r);
	out->order = q.base.from;
	if (out->fit != SUGGEST_FITS)
		out->at = out->words;
	else
		out->at = n ? place_words(v, &q, r) : place_gap(v, &q, wanted(s), r);
	free(q.text.v);
	str_release(&text);
}

void suggest_places(const struct suggestions *l, struct span now, suggest_base *base, void *ctx,
	struct suggest_place *out)
{
	struct words today = suggest_cut(now);
	bool *seen = mem_array(l->n + 1, sizeof *seen);

	for (size_t i = 0; i < l->n; i++) {
		struct span text = seen[i] ? SPAN_NONE : base(ctx, l->v[i].base);
		struct view v;

		if (seen[i])
			continue;
		if (text.p)
			view_make(&v, l, l->v[i].sum, text, &today);
		for (size_t k = i; k < l->n; k++) {
			if (strcmp(l->v[k].sum, l->v[i].sum) != 0)
				continue;
			seen[k] = true;
			out[k] = (struct suggest_place){.fit = SUGGEST_MOVED};
			if (text.p && in_text(&l->v[k], text))
				place_one(&v, &l->v[k], &out[k]);
		}
		if (text.p)
			view_release(&v);
	}
	free(seen);
	free(today.v);
}
