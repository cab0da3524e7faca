/* lcs: the longest common subsequence of two rows of numbers, and the edit
 * list it gives. Internal to textdiff; knows nothing about text. */
#ifndef TEXT_LCS_H
#define TEXT_LCS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of tokens: id[i] is equal for equal tokens; those marked weak are not
 * looked for (blanks, that would pair up with any other blank). */
struct lcs_row {
	const uint32_t *id;
	const bool *opt_weak;
	size_t n;
};

/* a[a0, a1) was replaced by b[b0, b1); between two edits everything is equal. */
struct lcs_edit {
	size_t a0, a1, b0, b1;
};

struct lcs_edits {
	struct lcs_edit *edit;
	size_t n, cap;
};

/* Edits from a to b, in order, none empty, at least one token apart. `ids` is
 * one more than the largest id. *budget steps are used up; when none is left
 * what remains counts as different. The caller frees edits->edit. */
void lcs_edits(struct lcs_edits *edits, struct lcs_row a, struct lcs_row b, uint32_t ids, size_t *budget);

/* Joins edits that touch, drops what is equal at their ends. */
void lcs_tidy(struct lcs_edits *edits, struct lcs_row a, struct lcs_row b);

/* Tokens [from, to) that only came or only went could as well stand some way up or
 * down, where the same tokens follow. score: how good a place is. */
struct lcs_room {
	const uint32_t *id;
	size_t up, down;    /* how far they may be moved */
	int (*score)(const void *ctx, size_t from, size_t to, size_t up, size_t down);
	const void *ctx;
};

/* How far to move them: to the best place, the last of equals. */
long lcs_shift(struct lcs_room room, size_t from, size_t to);

#endif
