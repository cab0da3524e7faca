/* reply_parts: which words of a copy answer to which part of the draft. Where the marks
 * are left they say it; else the longest common row of words does, and the empty lines
 * between say where one part ends. A part of which next to nothing is found did not
 * come back. Knows nothing of what a change is. */
#include "base/mem.h"
#include "base/u8.h"
#include "justering/reply_inner.h"
#include "text/lcs.h"
#include "text/wordset.h"

#include <stdlib.h>
#include <string.h>

#define BUDGET ((size_t)50 * 1000 * 1000)
#define NONE ((size_t)-1)

enum { NEAR = 8 }; /* words a border may be moved to an empty line */

/* ------------------------------------------------------------ numbers for words */

struct numbers {
	struct wordset seen;
	struct str plain;
	uint32_t next;
};

static uint32_t number(struct numbers *v, struct span word, unsigned lost)
{
	str_clear(&v->plain);
	copy_add_plain(&v->plain, word, lost);
	return wordset_number(&v->seen, str_span(&v->plain), &v->next);
}

uint32_t *reply_ids(const struct sheet *s, struct copy *c, uint32_t *ids)
{
	struct numbers v = {.plain = STR_INIT, .next = 1};
	uint32_t *id = mem_array(s->nwords + 1, sizeof *id);

	for (size_t i = 0; i < s->nwords; i++)
		id[i] = number(&v, sheet_seen(s, i), c->lost);
	for (size_t i = 0; i < c->n; i++)
		c->word[i].id = number(&v, copy_seen(c, i), c->lost);
	*ids = v.next;
	wordset_release(&v.seen);
	str_release(&v.plain);
	return id;
}

/* ------------------------------------------------------------ pairs of equal words */

/* The words of some parts, in a row, and to which of the copy each answers. */
struct rows {
	const struct sheet *s;
	const struct copy *c;
	const uint32_t *id;
	uint32_t ids;
	size_t *part;         /* of the sheet, in order */
	size_t nparts;
	size_t from, to;      /* of the copy */
	uint32_t *a, *b;
	size_t *word;         /* of the sheet, by place in a */
	size_t *of;           /* index in part[], by place in a */
	size_t *pair;         /* place in b, NONE */
	size_t n, m;
};

/* A common row may be chosen in many ways: words that stand together stay together. */
static void gather(struct rows *r)
{
	size_t *back = mem_array(r->m + 1, sizeof *back);

	for (size_t k = 0; k < r->m; k++)
		back[k] = NONE;
	for (size_t i = 0; i < r->n; i++)
		if (r->pair[i] != NONE)
			back[r->pair[i]] = i;
	for (size_t k = 0; k + 1 < r->m; k++) {
		size_t i = back[k], next = back[k + 1];

		if (i == NONE || next == NONE || next == i + 1 || r->a[i + 1] != r->b[k + 1])
			continue;
		r->pair[next] = NONE;
		r->pair[i + 1] = k + 1;
		back[k + 1] = i + 1;
	}
	for (size_t k = r->m; k-- > 1;) {
		size_t i = back[k], before = back[k - 1];

		if (i == NONE || before == NONE || before + 1 == i || r->a[i - 1] != r->b[k - 1])
			continue;
		if (k > 1 && back[k - 2] != NONE && back[k - 2] + 1 == before)
			continue;
		r->pair[before] = NONE;
		r->pair[i - 1] = k - 1;
		back[k - 1] = i - 1;
	}
	free(back);
}

static void match(struct rows *r, const bool *opt_there)
{
	struct lcs_edits edits = {NULL, 0, 0};
	size_t budget = BUDGET, i = 0, k = 0;

	r->n = r->m = 0;
	for (size_t p = 0; p < r->nparts; p++) {
		const struct sheet_part *part = &r->s->part[r->part[p]];

		for (size_t w = part->word; (!opt_there || opt_there[p]) && w < part->word + part->nwords; w++) {
			r->word[r->n] = w;
			r->of[r->n] = p;
			r->a[r->n++] = r->id[w];
		}
	}
	for (size_t w = r->from; w < r->to; w++)
		r->b[r->m++] = r->c->word[w].id;
	lcs_edits(&edits, (struct lcs_row){r->a, NULL, r->n}, (struct lcs_row){r->b, NULL, r->m}, r->ids, &budget);
	for (size_t e = 0; e <= edits.n; e++) {
		size_t end = e < edits.n ? edits.edit[e].a0 : r->n;

		while (i < end)
			r->pair[i++] = k++;
		if (e == edits.n)
			break;
		while (i < edits.edit[e].a1)
			r->pair[i++] = NONE;
		k = edits.edit[e].b1;
	}
	free(edits.edit);
	gather(r);
}

static bool wordy(struct span s)
{
	int32_t cp;

	if (s.n == 0)
		return false;
	u8_decode(s.p, s.n, &cp);
	return u8_letter(cp) || u8_digit(cp);
}

/* Found enough of to be there? Not by words that are found anywhere. */
static void judge(const struct rows *r, bool *there)
{
	size_t *found = mem_array(r->nparts + 1, sizeof *found), *all = mem_array(r->nparts + 1, sizeof *all);

	for (size_t i = 0; i < r->n; i++) {
		bool counts = wordy(sheet_seen(r->s, r->word[i]));

		all[r->of[i]] += counts;
		found[r->of[i]] += counts && r->pair[i] != NONE;
	}
	for (size_t p = 0; p < r->nparts; p++)
		there[p] = all[p] ? found[p] * 5 >= all[p] * 2 : false;
	/* a part of signs alone is there when those round it are */
	for (size_t i = 0; i < r->n; i++)
		if (all[r->of[i]] == 0 && r->pair[i] != NONE)
			there[r->of[i]] = true;
	free(found);
	free(all);
}

/* ------------------------------------------------------------ borders */

static enum copy_break break_at(const struct rows *r, size_t k)
{
	return k < r->m ? r->c->word[r->from + k].before : COPY_MARK;
}

/* The first and last pair of each part, NONE; places in b. */
struct reach {
	size_t first, last;   /* found */
	size_t head, tail;    /* words of the draft before the first, after the last */
};

static void reaches(const struct rows *r, struct reach *reach)
{
	for (size_t p = 0; p < r->nparts; p++)
		reach[p] = (struct reach){NONE, NONE, 0, 0};
	for (size_t i = 0; i < r->n; i++) {
		struct reach *x = &reach[r->of[i]];

		if (r->pair[i] == NONE) {
			x->head += x->first == NONE;
			x->tail++;
			continue;
		}
		x->first = x->first == NONE ? r->pair[i] : x->first;
		x->last = r->pair[i];
		x->tail = 0;
	}
}

/* The border between two parts that are there: the first word of the latter. */
static size_t border(const struct rows *r, const struct reach *x, const struct reach *y)
{
	size_t low = x->last + 1, high = y->first;
	size_t best = NONE;

	for (size_t k = low; k <= high; k++)
		if (break_at(r, k) >= COPY_ITEM)
			best = k;
	if (best != NONE)
		return best;
	/* words found by chance may stand over an empty line */
	for (size_t d = 1; d <= NEAR; d++) {
		if (high + d <= y->last && break_at(r, high + d) >= COPY_BLOCK && x->tail + y->head > 0)
			return high + d;
		if (low >= d + x->first + 1 && break_at(r, low - d) >= COPY_BLOCK && x->tail + y->head > 0)
			return low - d;
	}
	if (y->head == 0)
		return high;
	if (x->tail == 0)
		return low;
	for (size_t k = low; k <= high; k++)
		if (break_at(r, k) >= COPY_LINE)
			best = k;
	if (best != NONE)
		return best;
	return low + x->tail > high ? low : low + x->tail;
}

/* Parts [p, q) of which nothing was found, between borders: as many blocks there as parts
 * answer to them, one each. */
static size_t fill(struct rows *r, struct part_words *out, size_t p, size_t q, size_t low, size_t high,
	enum copy_break least)
{
	size_t starts = 0, first = NONE;

	for (size_t k = low; k < high; k++)
		if (break_at(r, k) >= least) {
			first = first == NONE ? k : first;
			starts++;
		}
	if (starts == 0 || starts != q - p || break_at(r, high) < least)
		return NONE;
	for (size_t k = first; p < q; p++) {
		struct part_words *w = &out[r->part[p]];

		*w = (struct part_words){r->from + k, 0, true, false};
		for (k++; k < high && break_at(r, k) < least; k++)
			;
		w->to = r->from + k;
	}
	return first;
}

/* Between part `x` (or the beginning) and part `y` (or the end), both there, and the
 * parts [p, q) that are not: the ends of x and y. */
static void between(struct rows *r, struct part_words *out, const struct reach *reach, size_t x, size_t y, bool marked)
{
	size_t low = x == NONE ? 0 : reach[x].last + 1, high = y == NONE ? r->m : reach[y].first;
	size_t p = x == NONE ? 0 : x + 1, q = y == NONE ? r->nparts : y, at = NONE;

	if (p < q && low < high) {
		size_t end = high;

		/* the words before the first found one of y, on its own line, are its own */
		while (y != NONE && end > low && break_at(r, end) < COPY_LINE)
			end--;
		at = fill(r, out, p, q, low, end, COPY_ITEM);
		if (at == NONE)
			at = fill(r, out, p, q, low, end, COPY_LINE);
		if (at != NONE) {
			if (x != NONE)
				out[r->part[x]].to = r->from + at;
			if (y != NONE)
				out[r->part[y]].from = r->from + end;
			return;
		}
	}
	if (x != NONE && y != NONE) {
		at = border(r, &reach[x], &reach[y]);
		out[r->part[x]].to = out[r->part[y]].from = r->from + at;
	} else if (x != NONE) {
		for (at = low; !marked && at < high && break_at(r, at) < COPY_BLOCK; at++)
			;
		out[r->part[x]].to = r->from + (marked ? r->m : at);
	} else if (y != NONE) {
		bool all = marked && y == 0;

		for (at = high; !all && at > 0 && break_at(r, at) < COPY_BLOCK; at--)
			;
		out[r->part[y]].from = r->from + (all ? 0 : at);
	}
}

/* marked: what the words before the first and after the last are is known to belong here. */
static void align(struct rows *r, struct part_words *out, bool marked)
{
	bool *there = mem_array(r->nparts + 1, sizeof *there);
	struct reach *reach = mem_array(r->nparts + 1, sizeof *reach);
	size_t before = NONE, words = 0;

	for (size_t p = 0; p < r->nparts; p++)
		words += r->s->part[r->part[p]].nwords;
	r->a = mem_array(words + 1, sizeof *r->a);
	r->word = mem_array(words + 1, sizeof *r->word);
	r->of = mem_array(words + 1, sizeof *r->of);
	r->pair = mem_array(words + 1, sizeof *r->pair);
	r->b = mem_array(r->to - r->from + 1, sizeof *r->b);
	match(r, NULL);
	judge(r, there);
	match(r, there);
	reaches(r, reach);
	for (size_t p = 0; p < r->nparts; p++)
		if (there[p] && reach[p].first == NONE)
			there[p] = false;
	for (size_t p = 0; p <= r->nparts; p++) {
		if (p < r->nparts && !there[p])
			continue;
		if (p < r->nparts)
			out[r->part[p]].there = true;
		between(r, out, reach, before, p < r->nparts ? p : NONE, marked);
		before = p;
	}
	free(r->a);
	free(r->b);
	free(r->word);
	free(r->of);
	free(r->pair);
	free(there);
	free(reach);
}

/* ------------------------------------------------------------ marks */

/* Which marks stand in the order of the draft: the longest rising row of them. */
static bool *in_order(const struct copy *c)
{
	bool *yes = mem_array(c->nmarks + 1, sizeof *yes);
	size_t *length = mem_array(c->nmarks + 1, sizeof *length), *tail = mem_array(c->nmarks + 1, sizeof *tail);
	size_t longest = 0;

	for (size_t i = 0; i < c->nmarks; i++) {
		size_t low = 0, high = longest;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (tail[mid] < c->mark[i].part)
				low = mid + 1;
			else
				high = mid;
		}
		tail[low] = c->mark[i].part;
		length[i] = low + 1;
		longest = low + 1 > longest ? low + 1 : longest;
	}
	for (size_t i = c->nmarks, want = longest, least = NONE; i-- > 0;)
		if (length[i] == want && want > 0 && c->mark[i].part < least) {
			yes[i] = true;
			least = c->mark[i].part;
			want--;
		}
	free(length);
	free(tail);
	return yes;
}

/* Parts [p, q) less those that have come elsewhere, in words [from, to). */
static void group(struct part_words *out, const struct sheet *s, const uint32_t *id, uint32_t ids,
	const struct copy *c, size_t p, size_t q, size_t from, size_t to, bool marked)
{
	struct rows r = {.s = s, .c = c, .id = id, .ids = ids, .from = from, .to = to};

	r.part = mem_array(q - p + 1, sizeof *r.part);
	for (; p < q; p++)
		if (!out[p].there)
			r.part[r.nparts++] = p;
	if (r.nparts > 0)
		align(&r, out, marked);
	free(r.part);
}

static void by_marks(struct part_words *out, const struct sheet *s, const uint32_t *id, uint32_t ids,
	const struct copy *c)
{
	bool *ordered = in_order(c);

	for (size_t i = 0; i < c->nmarks; i++) {
		size_t to = i + 1 < c->nmarks ? c->mark[i + 1].word : c->n;

		if (!ordered[i] && !out[c->mark[i].part].there)
			out[c->mark[i].part] = (struct part_words){c->mark[i].word, to, true, true};
	}
	for (size_t i = 0; i < c->nmarks; i++) {
		size_t p = c->mark[i].part, q = p + 1, k = i + 1, rest = 0;
		size_t from = c->mark[i].word, to = k < c->nmarks ? c->mark[k].word : c->n;

		if (!ordered[i])
			continue;
		while (k < c->nmarks && !ordered[k])
			k++;
		q = k < c->nmarks ? c->mark[k].part : s->nparts;
		for (size_t j = p + 1; j < q; j++)
			rest += !out[j].there;
		/* those behind it have lost their marks, or did not come back */
		if (rest > 0 && from < to)
			group(out, s, id, ids, c, p, q, from, to, true);
		if (rest == 0 || !out[p].there) {
			size_t end = to;

			for (size_t j = p + 1; j < q; j++)
				if (out[j].there && !out[j].moved && out[j].from < end)
					end = out[j].from;
			out[p] = (struct part_words){from, end, rest == 0 || end > from, false};
		}
	}
	if (c->mark[0].word > 0 && c->mark[0].part > 0)
		group(out, s, id, ids, c, 0, c->mark[0].part, 0, c->mark[0].word, false);
	free(ordered);
}

void reply_parts(struct part_words *out, const struct sheet *s, const uint32_t *id, uint32_t ids, const struct copy *c)
{
	memset(out, 0, s->nparts * sizeof *out);
	if (c->nmarks)
		by_marks(out, s, id, ids, c);
	else
		group(out, s, id, ids, c, 0, s->nparts, 0, c->n, false);
	for (size_t i = 0; i < s->nparts; i++)
		if (out[i].there && out[i].to < out[i].from)
			out[i].there = false;
}

size_t reply_likeness(const struct sheet *s, const uint32_t *id, uint32_t ids, const struct copy *c)
{
	struct lcs_edits edits = {NULL, 0, 0};
	uint32_t *b = mem_array(c->n + 1, sizeof *b);
	size_t budget = BUDGET, at = 0, sum = 0;

	for (size_t i = 0; i < c->n; i++)
		b[i] = c->word[i].id;
	lcs_edits(&edits, (struct lcs_row){id, NULL, s->nwords}, (struct lcs_row){b, NULL, c->n}, ids, &budget);
	for (size_t e = 0; e <= edits.n; e++) {
		size_t end = e < edits.n ? edits.edit[e].b0 : c->n;

		sum += end - at >= 5 ? end - at : 0;
		at = e < edits.n ? edits.edit[e].b1 : end;
	}
	free(edits.edit);
	free(b);
	return sum;
}
