/* place: what of a unit is seen, and where the cursor may stand.
 *
 * A draft is Markdown; a person sees text. A cell is one cluster as it is seen,
 * and the source bytes it stands for; marks have no cell. A place is an offset
 * where the cursor may stand: before a cell, or at the end of a unit's text.
 * Fixed headings have none, nor has the one empty line between two pieces. */
#ifndef SCREENS_PLACE_H
#define SCREENS_PLACE_H

#include <stdint.h>

#include "screens/unit.h"

struct place_cell {
	size_t at, n;        /* source bytes: what Backspace takes away */
	struct span glyph;   /* what is drawn; a blank for a line end inside running text */
	unsigned style;      /* role | marks of ui/theme.h */
	bool brk;            /* a new row begins after it (hard line break) */
	bool fixed;          /* drawn, but no place: "§ 13 ", a list mark */
	bool bracket;        /* [[ or ]] of a gap */
	bool glue;           /* a no-break blank: seen as a blank, but a row does not end there */
};

struct place_cells {
	struct place_cell *v;
	size_t n, cap;
};

/* The visible cells of one unit, in order; reused storage is overwritten. The
 * glyphs borrow from s. */
void place_cells(struct span s, const struct unit *u, struct place_cells *out);
void place_cells_release(struct place_cells *c);

/* How many empty lines stand in a row round an empty unit, and which (from 0)
 * it is; the units before and after, if there are any. */
struct empty_run {
	size_t n, index;
	bool has_before, has_after;
	struct unit before, after;
};
/* opt_before: the unit before u, for who walks on from it. */
struct empty_run place_empty_run(struct span s, const struct unit *u, const struct unit *opt_before);
bool place_empty_shown(const struct empty_run *r);
bool place_empty_stops(const struct empty_run *r);

/* Is an empty line shown; may the cursor stand in the unit? */
bool place_shown(struct span s, const struct unit *u);
bool place_stops(struct span s, const struct unit *u);

/* The place at or near an offset: itself when it is one, else the next, else
 * the one before. */
size_t place_snap(struct span s, size_t at);
size_t place_next(struct span s, size_t at); /* at itself when there is none */
size_t place_prev(struct span s, size_t at);
/* The first and last place of a unit that stops. */
size_t place_first(struct span s, const struct unit *u);
size_t place_last(struct span s, const struct unit *u);

/* The source range of the cell before / after a place in the same unit. */
bool place_cell_before(struct span s, size_t at, struct range *out);
bool place_cell_at(struct span s, size_t at, struct range *out);

#endif
