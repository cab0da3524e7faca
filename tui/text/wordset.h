/* wordset: a hash table from a word (bytes) to a small number.
 *
 * Open addressing, grown at two thirds; words are copied into an arena, so they
 * can't be taken away one by one, only all at once. */
#ifndef TEXT_WORDSET_H
#define TEXT_WORDSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"

struct wordset_slot {
	const char *p; /* NULL: free */
	uint32_t n, hash, value;
};

/* All zeros is an empty set. Walk it by slot[0..cap), those with p. */
struct wordset {
	struct wordset_slot *slot;
	size_t n, cap;
	struct arena arena;
};

/* The value of the word, which is added with value 0 when it is new. Valid
 * until the next wordset_put. */
uint32_t *wordset_put(struct wordset *s, struct span word);
/* NULL when it is not there. */
uint32_t *wordset_get(const struct wordset *s, struct span word);
/* Equal words, equal numbers: one that is new gets *next (from 1), which is counted up. */
uint32_t wordset_number(struct wordset *s, struct span word, uint32_t *next);
void wordset_release(struct wordset *s); /* leaves it empty and usable */

#endif
