/* vec: a growing array of one kind of thing while a list is being read, moved
 * into the arena when it is complete. Only for the readers of this folder. */
#ifndef DOC_VEC_H
#define DOC_VEC_H

#include "base/mem.h"

struct vec {
	void *p;
	size_t n, cap, size; /* size of one element, bytes */
};

#define VEC(type) {NULL, 0, 0, sizeof(type)}

void *vec_push(struct vec *v);               /* zeroed; valid until the next push */
void *vec_at(const struct vec *v, size_t i);
/* The elements in the arena (NULL when there are none); v is empty again. */
void *vec_take(struct vec *v, struct arena *a);
/* The same for the elements from `first` on; those before it stay. */
void *vec_take_from(struct vec *v, size_t first, struct arena *a);
void vec_release(struct vec *v);

#endif
