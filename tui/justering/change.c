/* change: see change.h. */
#include "justering/change.h"

#include <stdlib.h>

#include "base/mem.h"

void changes_add(struct changes *c, struct range at, struct span text, struct span opt_comment)
{
	c->v = mem_grow(c->v, c->n, &c->cap, sizeof *c->v);
	c->v[c->n++] = (struct change){at, span_dup(text), opt_comment.n ? span_dup(opt_comment) : NULL};
}

static int by_place(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->at.at != y->at.at)
		return x->at.at < y->at.at ? -1 : 1;
	return (x->at.n > y->at.n) - (x->at.n < y->at.n);
}

void changes_sort(struct changes *c)
{
	if (c->n > 1)
		qsort(c->v, c->n, sizeof *c->v, by_place);
}

bool change_is_remark(const struct change *c, struct span base)
{
	return span_is(span_sub(base, c->at.at, c->at.n), c->text);
}

void changes_apply(const struct changes *c, struct span base, struct str *out)
{
	size_t done = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct change *v = &c->v[i];

		if (v->at.at < done || v->at.at + v->at.n > base.n || change_is_remark(v, base))
			continue;
		str_addspan(out, span_sub(base, done, v->at.at - done));
		str_adds(out, v->text);
		done = v->at.at + v->at.n;
	}
	str_addspan(out, span_from(base, done));
}

void changes_release(struct changes *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].text);
		free(c->v[i].comment);
	}
	free(c->v);
	*c = (struct changes){0};
}
