/* lcs: see lcs.h. Myers' O(ND) in linear space: the middle of a shortest path
 * is found from both ends, then both halves are solved. Tokens that the other
 * row does not have are left out first: that is exact, and makes two wholly
 * different texts cheap. */
#include "text/lcs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NOT_REACHED ((long)-1)

/* A row without the tokens that can't match; `at` leads back. */
struct thin {
	uint32_t *id;
	size_t *at;
	size_t n;
};

struct solver {
	struct thin a, b;
	bool *keep_a, *keep_b; /* by place in the whole rows */
	long *fwd, *back;      /* furthest x on diagonal k, at [k] (shifted to the middle) */
	size_t *budget;
};

struct box {
	size_t a0, a1, b0, b1;
};

static void keep(struct solver *s, size_t i, size_t j)
{
	s->keep_a[s->a.at[i]] = true;
	s->keep_b[s->b.at[j]] = true;
}

/* One step of one direction: extends every diagonal of distance d. `sign` 1
 * reads the box from its start, -1 from its end. When the path meets that of the
 * other direction, *x and *y (in this direction's coordinates) say where. */
static bool extend(struct solver *s, struct box box, long d, int sign, long *x, long *y)
{
	const long n = (long)(box.a1 - box.a0), m = (long)(box.b1 - box.b0), delta = n - m;
	long *mine = sign > 0 ? s->fwd : s->back, *other = sign > 0 ? s->back : s->fwd;
	/* forward goes first: then it meets paths of d - 1, backward those of d */
	const long reach = sign > 0 ? d - 1 : d;
	const uint32_t *a = sign > 0 ? s->a.id + box.a0 : s->a.id + box.a1 - 1;
	const uint32_t *b = sign > 0 ? s->b.id + box.b0 : s->b.id + box.b1 - 1;

	mine[d + 1] = mine[-d - 1] = NOT_REACHED;
	for (long k = -d; k <= d; k += 2) {
		long from_a = mine[k - 1] >= 0 && mine[k - 1] < n ? mine[k - 1] + 1 : NOT_REACHED;
		long from_b = mine[k + 1] >= 0 && mine[k + 1] - k <= m ? mine[k + 1] : NOT_REACHED;
		long px = from_a > from_b ? from_a : from_b;
		long py = px - k;

		mine[k] = px;
		if (px < 0)
			continue;
		while (px < n && py < m && a[sign * px] == b[sign * py]) {
			px++;
			py++;
		}
		mine[k] = px;
		if (labs(delta - k) > reach || (reach + delta - k) % 2 != 0)
			continue;
		if (other[delta - k] >= 0 && px + other[delta - k] >= n) {
			*x = px;
			*y = py;
			return true;
		}
	}
	return false;
}

/* A point on a shortest path through the box, not one of its corners. */
static bool middle(struct solver *s, struct box box, size_t *mid_a, size_t *mid_b)
{
	long x, y;

	s->fwd[0] = s->back[0] = 0;
	for (long d = 1;; d++) {
		size_t cost = 4 * (size_t)d;

		if (*s->budget < cost) {
			*s->budget = 0;
			return false;
		}
		*s->budget -= cost;
		if (extend(s, box, d, 1, &x, &y)) {
			*mid_a = box.a0 + (size_t)x;
			*mid_b = box.b0 + (size_t)y;
			return true;
		}
		if (extend(s, box, d, -1, &x, &y)) {
			*mid_a = box.a1 - (size_t)x;
			*mid_b = box.b1 - (size_t)y;
			return true;
		}
	}
}

static void solve(struct solver *s, struct box box)
{
	size_t mid_a, mid_b;

	for (;;) {
		while (box.a0 < box.a1 && box.b0 < box.b1 && s->a.id[box.a0] == s->b.id[box.b0])
			keep(s, box.a0++, box.b0++);
		while (box.a0 < box.a1 && box.b0 < box.b1 && s->a.id[box.a1 - 1] == s->b.id[box.b1 - 1])
			keep(s, --box.a1, --box.b1);
		if (box.a0 == box.a1 || box.b0 == box.b1 || !middle(s, box, &mid_a, &mid_b))
			return;
		/* the distance halves each time, so this is log(d) deep */
		solve(s, (struct box){box.a0, mid_a, box.b0, mid_b});
		box.a0 = mid_a;
		box.b0 = mid_b;
	}
}

static struct thin thin_out(struct lcs_row row, struct lcs_row other, uint32_t ids)
{
	struct thin t = {mem_array(row.n, sizeof *t.id), mem_array(row.n, sizeof *t.at), 0};
	bool *there = mem_array(ids, sizeof *there);

	for (size_t i = 0; i < other.n; i++)
		there[other.id[i]] = true;
	for (size_t i = 0; i < row.n; i++) {
		if (!there[row.id[i]] || (row.opt_weak && row.opt_weak[i]))
			continue;
		t.id[t.n] = row.id[i];
		t.at[t.n++] = i;
	}
	free(there);
	return t;
}

static void add(struct lcs_edits *edits, struct lcs_edit e)
{
	if (e.a0 == e.a1 && e.b0 == e.b1)
		return;
	edits->edit = mem_grow(edits->edit, edits->n, &edits->cap, sizeof *edits->edit);
	edits->edit[edits->n++] = e;
}

void lcs_edits(struct lcs_edits *edits, struct lcs_row a, struct lcs_row b, uint32_t ids, size_t *budget)
{
	struct solver s = {.budget = budget};
	struct lcs_edit e = {0, 0, 0, 0};
	size_t span;
	long *paths;

	s.a = thin_out(a, b, ids);
	s.b = thin_out(b, a, ids);
	s.keep_a = mem_array(a.n, sizeof *s.keep_a);
	s.keep_b = mem_array(b.n, sizeof *s.keep_b);
	span = 2 * (s.a.n + s.b.n + 4);
	paths = mem_array(2 * span, sizeof *paths);
	s.fwd = paths + span / 2;
	s.back = s.fwd + span;
	solve(&s, (struct box){0, s.a.n, 0, s.b.n});

	edits->n = 0;
	while (e.a1 < a.n || e.b1 < b.n) {
		while (e.a1 < a.n && !s.keep_a[e.a1])
			e.a1++;
		while (e.b1 < b.n && !s.keep_b[e.b1])
			e.b1++;
		add(edits, e);
		while (e.a1 < a.n && e.b1 < b.n && s.keep_a[e.a1] && s.keep_b[e.b1]) {
			e.a1++;
			e.b1++;
		}
		e.a0 = e.a1;
		e.b0 = e.b1;
	}
	free(paths);
	free(s.keep_a);
	free(s.keep_b);
	free(s.a.id);
	free(s.a.at);
	free(s.b.id);
	free(s.b.at);
	lcs_tidy(edits, a, b);
}

void lcs_tidy(struct lcs_edits *edits, struct lcs_row a, struct lcs_row b)
{
	size_t kept = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit e = edits->edit[i];

		while (i + 1 < edits->n && edits->edit[i + 1].a0 == e.a1 && edits->edit[i + 1].b0 == e.b1) {
			e.a1 = edits->edit[i + 1].a1;
			e.b1 = edits->edit[++i].b1;
		}
		while (e.a0 < e.a1 && e.b0 < e.b1 && a.id[e.a0] == b.id[e.b0]) {
			e.a0++;
			e.b0++;
		}
		while (e.a0 < e.a1 && e.b0 < e.b1 && a.id[e.a1 - 1] == b.id[e.b1 - 1]) {
			e.a1--;
			e.b1--;
		}
		if (e.a0 < e.a1 || e.b0 < e.b1)
			edits->edit[kept++] = e;
	}
	edits->n = kept;
}

long lcs_shift(struct lcs_room room, size_t from, size_t to)
{
	const uint32_t *id = room.id;
	size_t up = room.up, down = room.down;
	int best_score = -1;
	long best = 0;

	while (up > 0 && id[from - 1] == id[to - 1]) {
		from--;
		to--;
		up--;
		down++;
		best--;
	}
	for (long k = best;; k++) {
		int here = room.score(room.ctx, from, to, up, down);

		if (here >= best_score) {
			best_score = here;
			best = k;
		}
		if (down == 0 || id[from] != id[to])
			return best;
		from++;
		to++;
		up++;
		down--;
	}
}
