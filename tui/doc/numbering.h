/* numbering: § numbers in order after an item was inserted, moved or removed:
 * headings, attendance, references. Used by change.c inside its undo group. */
#ifndef DOC_NUMBERING_H
#define DOC_NUMBERING_H

#include "doc/doc.h"

struct renumber {
	int first;      /* the number of the first item; 0: as it stands */
	int fresh;      /* index of an item that was not there before, or -1 */
	int removed;    /* number that no longer exists, or 0 */
};

/* Would it change a number that is there (a fresh one's apart)? */
bool numbering_moves(const struct protocol *p, const struct renumber *r);
int numbering_apply(struct doc *d, const struct renumber *r, struct err *err);

#endif
