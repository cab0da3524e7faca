/* search: find text. Folding keeps å ä ö apart from a o (they are letters of
 * their own in Swedish) and treats NFC and NFD as the same text. */
#ifndef TEXT_SEARCH_H
#define TEXT_SEARCH_H

#include <stdbool.h>

#include "base/str.h"

enum search_flags {
	SEARCH_CASE = 1,   /* tell capitals from small letters */
	SEARCH_WORD = 2,   /* whole words only */
	SEARCH_BACK = 4,   /* the last match that begins before `from` */
	SEARCH_WRAP = 8,   /* go on from the other end */
};

/* The first match that begins at or after `from` (SEARCH_BACK: before it).
 * Matches begin and end on cluster boundaries. A blank in the needle also
 * matches a newline between two lines of one paragraph, as the screen shows
 * it; any blank (tab, no-break) matches any other. An empty needle never
 * matches. *out is written only when true is returned. */
bool search_find(struct span s, struct span needle, size_t from, unsigned flags, struct range *out);
/* Matches that do not overlap, counted from the start. */
size_t search_count(struct span s, struct span needle, unsigned flags);

#endif
