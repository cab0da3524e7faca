/* view: the rows of a draft as they stand on the screen, softly wrapped.
 *
 * Laid out anew for each frame from the units that are seen, so a frame costs
 * what is on the screen. Columns are relative to the text pane. Rows and cells
 * are valid until the next layout or change of the text. */
#ifndef SCREENS_VIEW_H
#define SCREENS_VIEW_H

#include <stddef.h>

#include "base/mem.h"
#include "doc/protocol.h"
#include "screens/place.h"

/* What stands at the top: a unit (by its first byte) and how many of its rows
 * are above the edge. */
struct view_top {
	size_t at;
	int skip;
};

struct view_row {
	size_t first, n;       /* cells */
	int indent;            /* columns before the first cell */
	enum unit_kind kind;
	bool stops;            /* the cursor may stand here ... */
	size_t at, end;        /* ... at these offsets, both inclusive */
	bool is_virtual;       /* text of another section, shown by a mirror */
};

/* What was typed since the protocol was parsed: bytes [at, at + n) of today
 * stand for n - delta of then. All zeros: nothing. */
struct view_shift {
	size_t at, n;
	ptrdiff_t delta;
};
/* The place then for a place now, and back. */
size_t view_shift_back(const struct view_shift *h, size_t now);
size_t view_shift_on(const struct view_shift *h, size_t then);

struct view {
	struct view_shift shift;   /* of the protocol that gives the text behind mirrors; set by the owner */
	struct view_row *row;
	size_t n, cap;
	struct place_cell *cell;
	size_t ncells, ccells;
	struct place_cells unit;   /* work space */
	struct arena arena;        /* glyphs of virtual rows */
	int width;
};

void view_release(struct view *v);

/* Lays out from `top` until `height` rows are there or the text ends. p gives
 * the text behind mirrors; NULL: they are shown empty. */
void view_layout(struct view *v, struct span s, const struct protocol *p, struct view_top top, int height, int width);

/* The row and column of a place; false when it is not among the rows. */
bool view_find(const struct view *v, size_t at, int *row, int *col);
/* The place nearest to a row and column (-1 rows: the first); snapped to rows
 * that stop: below first, then above. false when no row stops. */
bool view_place(const struct view *v, int row, int col, size_t *at);
/* Columns of a row, its indent counted: never more than it was laid out for. */
int view_row_width(const struct view *v, const struct view_row *r);

/* `rows` further down (negative: up), not past the first unit or the last row. */
struct view_top view_scroll(struct view *v, struct span s, const struct protocol *p, struct view_top top, int rows, int width);
/* A top that shows `at`: the same when it already does, else with as little
 * movement as possible; far jumps put it a third from the top. */
struct view_top view_show(struct view *v, struct span s, const struct protocol *p, struct view_top top, size_t at,
	int height, int width);
/* The place one row up or down (dir -1, 1) at the wanted column. `at` itself
 * at the ends. */
size_t view_vertical(struct view *v, struct span s, const struct protocol *p, size_t at, int dir, int col, int width);

#endif
