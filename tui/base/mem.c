/* mem: see mem.h. */
#include "base/mem.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*exhausted_hook)(void); /* set once at start, see mem_on_exhausted */

void mem_on_exhausted(void (*hook)(void))
{
	exhausted_hook = hook;
}

void mem_keep_small(void)
{
#ifdef M_MMAP_THRESHOLD
	/* glibc raises its limit after the first large piece, and then large ones
	 * leave holes between small ones */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

void mem_trim(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static void *check(void *p)
{
	static const char msg[] = "paragraf: minnet räcker inte; det skrivna finns kvar på disken\n";

	if (p)
		return p;
	if (exhausted_hook)
		exhausted_hook();
	if (write(STDERR_FILENO, msg, sizeof msg - 1) < 0)
		_exit(5);
	_exit(5);
}

void *mem_alloc(size_t n)
{
	return check(calloc(1, n ? n : 1));
}

void *mem_array(size_t count, size_t size)
{
	return check(calloc(count ? count : 1, size));
}

void *mem_resize(void *p, size_t count, size_t size)
{
	return check(reallocarray(p, count ? count : 1, size));
}

void *mem_dup(const void *p, size_t n)
{
	char *q = check(malloc(n + 1));

	if (n)
		memcpy(q, p, n);
	q[n] = '\0';
	return q;
}

char *mem_strdup(const char *s)
{
	return mem_dup(s, strlen(s));
}

void *mem_grow(void *array, size_t used, size_t *cap, size_t elem)
{
	if (used < *cap)
		return array;
	*cap = *cap ? *cap * 2 : 8;
	if (*cap <= used)
		*cap = used + 1;
	return mem_resize(array, *cap, elem);
}

/* a large arena is of pieces that go back to the system */
#define ARENA_SMALL ((size_t)16384)
#define ARENA_LARGE ((size_t)262144)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

void *arena_alloc(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b = a->first;
	void *p;

	n = (n + align - 1) / align * align;
	if (!b || b->size - b->used < n) {
		size_t size = a->all < 16 * ARENA_SMALL ? ARENA_SMALL : ARENA_LARGE;

		size = n > size ? n : size;
		a->all += size;
		b = mem_alloc(sizeof *b + size);
		b->size = size;
		/* a large piece goes behind the first, which may still have room */
		if (a->first && n > ARENA_SMALL) {
			b->next = a->first->next;
			a->first->next = b;
		} else {
			b->next = a->first;
			a->first = b;
		}
	}
	p = b->data + b->used;
	b->used += n;
	return p;
}

char *arena_dup(struct arena *a, const char *p, size_t n)
{
	char *q = arena_alloc(a, n + 1);

	if (n)
		memcpy(q, p, n);
	return q;
}

struct arena_owned {
	struct arena_owned *next;
	void *p;
};

void arena_own(struct arena *a, void *p)
{
	struct arena_owned *o = arena_alloc(a, sizeof *o);

	*o = (struct arena_owned){a->owned, p};
	a->owned = o;
}

void arena_release(struct arena *a)
{
	struct arena_block *b = a->first;

	for (; a->owned; a->owned = a->owned->next)
		free(a->owned->p);
	while (b) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
	a->first = NULL;
	a->all = 0;
}
