/* mem: allocation that does not fail, and an arena.
 *
 * Out of memory calls the hook (which restores the terminal; the text is on
 * disk) and exits with status 5. Sizes are bytes; products are checked. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n);                               /* zeroed; free() releases */
void *mem_array(size_t count, size_t size);              /* zeroed */
void *mem_resize(void *p, size_t count, size_t size);    /* new part is not zeroed */
void *mem_dup(const void *p, size_t n);                  /* n + 1 bytes, the last is 0 */
char *mem_strdup(const char *s);
void mem_on_exhausted(void (*hook)(void));
/* Large pieces go back to the system when they are released, whatever was before;
 * mem_trim gives back what small ones have left. For a program that lives long. */
void mem_keep_small(void);
void mem_trim(void);

/* Grows *array so that index `used` exists; doubles. elem = sizeof element. */
void *mem_grow(void *array, size_t used, size_t *cap, size_t elem);

/* An arena: many small things released at once. */
struct arena {
	struct arena_block *first;
	struct arena_owned *owned;
	size_t all; /* bytes of its blocks */
};
void *arena_alloc(struct arena *a, size_t n);            /* zeroed, aligned for anything */
char *arena_dup(struct arena *a, const char *p, size_t n); /* n + 1 bytes, the last is 0 */
void arena_own(struct arena *a, void *p);                /* releases p, of malloc, too */
void arena_release(struct arena *a);                     /* leaves it empty and usable */

#endif
