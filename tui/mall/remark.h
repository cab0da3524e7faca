/* remark: what is odd in a file of a style, with its place. A remark never stops
 * a job: the style is used as far as it can be. */
#ifndef MALL_REMARK_H
#define MALL_REMARK_H

#include "base/str.h"

struct remark {
	char *file; /* as the user would write it; never NULL */
	int line;   /* 1-based; 0: the whole file */
	char *text; /* Swedish, one line */
};

struct remarks {
	struct remark *v;
	size_t n, cap;
};

#define REMARKS_INIT                                                                               \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* The same remark at the same place is kept once; `r` may be NULL. */
__attribute__((format(printf, 4, 5))) void remark_add(
        struct remarks *r, const char *file, int line, const char *fmt, ...);
void remarks_release(struct remarks *r);

/* The candidate with the smallest edit distance to `word` (code points;
 * insertion, deletion, substitution, swap of neighbours = 1), when it is at most
 * a third of the word's length and at least 1; NULL when none is near. The
 * first wins among equals. Source: Damerau 1964, restricted form. */
const char *remark_nearest(struct span word, const char *const *candidate, size_t n);

#endif
