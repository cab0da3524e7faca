/* view: the rows of a draft as they stand on the screen, softly wrapped.
 *
 * Laid out anew for each frame from the units that are seen, so a frame costs
 * what is on the screen. What one unit looks like depends on its own bytes and
 * the width alone, and is kept under them: a typed character lays out one
 * paragraph (measured: 0.3 ms of a frame's 0.8 at 40 x 120). Columns are
 * relative to the text pane. Rows and cells are valid until the next layout. */
#ifndef SCREENS_VIEW_H
#define SCREENS_VIEW_H

#include <stddef.h>

#include "base/mem.h"
#include "doc/protocol.h"
#include "lang/spell.h"
#include "screens/place.h"
#include "ui/surface.h"

/* What stands at the top: a unit (by its first byte) and how many of its rows
 * are above the edge. */
struct view_top {
	size_t at;
	int skip;
};

struct view_hits {
	struct view_hit {
		struct range where;
		unsigned mark;
	} *v;
	size_t n, cap;
};

/* One unit as it is drawn. Places count from its first byte. */
struct view_unit {
	struct view_unit *next;
	struct unit u;         /* of its own copy of the bytes, which the glyphs borrow */
	char *bytes;
	int width;
	uint64_t used;         /* the layout that needed it last */
	uint64_t look;         /* another number for another image, never 0 */
	struct place_cells cells;
	struct view_row *row;
	size_t n, cap;
	struct cell *image;    /* the rows as they go to the surface, behind their indents */
	size_t nimage, cimage;
	/* the owner's: what is marked in the image, and for when */
	struct view_hits hits; /* of the speller: its rules' first, nrules of them */
	size_t nrules;
	uint64_t generation, words, known, noted;
	size_t cursor;
	bool marked;
	bool rules;            /* the rules on neighbours have seen it */
	bool final;            /* every word had its verdict */
};

struct view_row {
	struct view_unit *unit; /* NULL for an empty line */
	size_t base;           /* the unit's first byte: where its cells count from */
	size_t first, n;       /* of the unit's cells */
	size_t image;          /* first of its cells as drawn ... */
	int columns;           /* ... and how many */
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

enum { VIEW_BUCKETS = 256 };

struct view {
	struct view_shift shift;   /* of the protocol that gives the text behind mirrors; set by the owner */
	struct view_row *row;
	size_t n, cap;
	int width;
	struct view_unit *kept[VIEW_BUCKETS];  /* by their bytes */
	size_t nkept;                          /* cells in them */
	struct view_unit *loose;               /* of this layout alone: mirrors */
	struct arena glyphs;                   /* of the mirrors */
	uint64_t turn, looks;
	size_t made;                           /* units laid out so far, for tests */
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
/* The cells of a row; their places count from row->base. */
const struct place_cell *view_cells(const struct view_row *r);

/* `rows` further down (negative: up), not past the first unit or the last row. */
struct view_top view_scroll(struct view *v, struct span s, const struct protocol *p, struct view_top top, int rows, int width);
/* Leaves v laid out from the top it gives. A top that shows `at`: the same when it already does, else with as little
 * movement as possible; far jumps put it a third from the top. */
struct view_top view_show(struct view *v, struct span s, const struct protocol *p, struct view_top top, size_t at,
	int height, int width);
/* The place one row up or down (dir -1, 1) at the wanted column. `at` itself
 * at the ends. */
size_t view_vertical(struct view *v, struct span s, const struct protocol *p, size_t at, int dir, int col, int width);

#endif
