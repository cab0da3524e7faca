/* suggest_clash: which suggestions touch the same words. Part of suggest.h. */
#include "justering/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool asks(const struct suggestion *s, const struct suggest_place *p)
{
	return s->state == SUGGEST_OPEN && s->cls != SUGGEST_REMARK && p->fit != SUGGEST_DONE;
}

static size_t end_of(struct range r)
{
	return r.at + r.n;
}

static bool overlap(struct range a, struct range b)
{
	if (a.n && b.n)
		return a.at < end_of(b) && b.at < end_of(a);
	if (a.n == 0 && b.n == 0)
		return a.at == b.at;
	/* a gap inside the words, not at their edge */
	return a.n ? a.at < b.at && b.at < end_of(a) : b.at < a.at && a.at < end_of(b);
}

bool suggest_clash(const struct suggestions *l, const struct suggest_place *place, size_t i, size_t j)
{
	const struct suggestion *a = &l->v[i], *b = &l->v[j];
	const struct suggest_place *p = &place[i], *q = &place[j];
	bool fit = p->fit == SUGGEST_FITS && q->fit == SUGGEST_FITS;

	if (i == j || !asks(a, p) || !asks(b, q) || !overlap(p->words, q->words))
		return false;
	/* they were made in different places, and what stood between has gone */
	if (fit && p->words.n == 0 && q->words.n == 0 && strcmp(a->sum, b->sum) == 0 && p->order != q->order)
		return false;
	/* the same wish, of two versions */
	return !(fit && p->words.at == q->words.at && p->words.n == q->words.n &&
		 span_eq(span_trim(span_of(a->text)), span_trim(span_of(b->text))));
}

static size_t root(const size_t *up, size_t i)
{
	while (up[i] != i)
		i = up[i];
	return i;
}

void suggest_conflicts(const struct suggestions *l, const struct suggest_place *place, int *out)
{
	size_t *up = mem_array(l->n + 1, sizeof *up);
	bool *in = mem_array(l->n + 1, sizeof *in);

	for (size_t i = 0; i < l->n; i++)
		up[i] = i;
	for (size_t i = 0; i < l->n; i++) {
		for (size_t j = i + 1; j < l->n; j++) {
			size_t a, b;

			if (!suggest_clash(l, place, i, j))
				continue;
			in[i] = in[j] = true;
			a = root(up, i);
			b = root(up, j);
			/* numbers rise: the smallest becomes the root */
			up[a > b ? a : b] = a > b ? b : a;
		}
	}
	for (size_t i = 0; i < l->n; i++)
		out[i] = in[i] ? l->v[root(up, i)].nr : 0;
	free(up);
	free(in);
}
