/* pairs: the list files of the program's data (dict/): one row a line.
 *
 *   # a comment              passed over, as are blank lines
 *   left = right             blanks around both fall away
 *   left                     a row without a right side (right is absent)
 *
 * Rows keep their order; a left side may come more than once. The bytes are
 * taken as they are: who needs NFC or small letters writes the file so. */
#ifndef BASE_PAIRS_H
#define BASE_PAIRS_H

#include "base/err.h"
#include "base/str.h"

struct pair {
	struct span left, right; /* right.p NULL: none was given */
	int line;                /* 1-based, for messages and tests */
};

/* All zeros is an empty list. Owns the bytes that the rows point into. */
struct pairs {
	struct pair *v;
	size_t n, cap;
	char *bytes;
};

/* Copies the bytes; never fails. */
void pairs_parse(struct span bytes, struct pairs *out);
/* A file; an absent one is an error of fs_read, and *out is empty then. */
int pairs_load(const char *path, struct pairs *out, struct err *err);
/* The first row with this left side, byte for byte; NULL. Costs the whole list. */
const struct pair *pairs_find(const struct pairs *p, struct span left);
void pairs_release(struct pairs *p);

#endif
