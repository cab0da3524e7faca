/* vec: see vec.h. */
#include "doc/vec.h"

#define HAND_OVER 65536 /* bytes */

void *vec_push(struct vec *v)
{
	void *e;

	v->p = mem_grow(v->p, v->n, &v->cap, v->size);
	e = (char *)v->p + v->n++ * v->size;
	memset(e, 0, v->size);
	return e;
}

void *vec_at(const struct vec *v, size_t i)
{
	return (char *)v->p + i * v->size;
}

/* A long list is handed over as it is: two of them would be the peak of memory. */
static void *hand_over(struct vec *v, struct arena *a)
{
	void *p = mem_resize(v->p, v->n, v->size);

	arena_own(a, p);
	v->p = NULL;
	v->n = v->cap = 0;
	return p;
}

void *vec_take_from(struct vec *v, size_t first, struct arena *a)
{
	size_t n = v->n - first;
	void *copy;

	if (n == 0)
		return NULL;
	if (first == 0 && n * v->size >= HAND_OVER)
		return hand_over(v, a);
	copy = arena_alloc(a, n * v->size);
	memcpy(copy, vec_at(v, first), n * v->size);
	v->n = first;
	return copy;
}

void *vec_take(struct vec *v, struct arena *a)
{
	void *copy = vec_take_from(v, 0, a);

	/* vec_take ends a list; short ones leave no storage behind */
	free(v->p);
	v->p = NULL;
	v->n = v->cap = 0;
	return copy;
}

void vec_release(struct vec *v)
{
	free(v->p);
	v->p = NULL;
	v->n = v->cap = 0;
}
