/* surface: a grid of character cells that everything draws on.
 *
 * Invariants
 *  1. Nothing drawn reaches outside the (sub-)surface it is drawn on.
 *  2. A cell holds one grapheme cluster that is fit for a terminal: no control
 *     characters, no broken bytes, no bidi controls (each is drawn as a
 *     substitute of one column).
 *  3. A cluster of two columns has its right half in the next cell (width 0,
 *     no text). Where only half of it would be seen it is drawn as a blank.
 *  4. Bytes of a cell behind its text are 0: equal cells are equal bytes.
 * Rows and columns count from 0. Printing at negative or too large places is
 * fine and is clipped. A style is a role of ui/theme.h or-ed with marks. */
#ifndef UI_SURFACE_H
#define UI_SURFACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { CELL_BYTES = 16, SURFACE_MAX = 1000 };

struct cell {
	char text[CELL_BYTES]; /* n bytes; a longer cluster loses its last marks */
	uint8_t n;             /* 0 in the right half of a wide cluster */
	uint8_t width;         /* 1, 2, or 0 for a right half */
	uint16_t style;
};

/* A place on the whole screen, for the mouse. */
struct area {
	int row, col, rows, cols;
};

/* Fields are for surface.c and the terminals; others use the functions. */
struct surface {
	struct cell *cells;    /* of the whole grid */
	int grid_rows, grid_cols;
	int row0, col0;        /* where this (sub-)surface begins in the grid */
	int rows, cols;        /* its size; may be 0 */
	int *cursor;           /* row, col in the grid; shared with sub-surfaces */
	bool *touched;         /* rows of the grid drawn on since a terminal took them; shared too */
	const void *stands;    /* whose drawing it holds, for who draws only what is new; NULL nobody's */
};

/* Sizes outside 1..SURFACE_MAX are clipped to it. Cells are blanks of style 0. */
void surface_init(struct surface *s, int rows, int cols);
void surface_release(struct surface *s);
/* New size, all blank. */
void surface_resize(struct surface *s, int rows, int cols);
/* A part of s, clipped to it; borrows s's cells, is not released. */
struct surface surface_sub(const struct surface *s, int row, int col, int rows, int cols);
struct area surface_area(const struct surface *s);
/* true when the screen place (row, col) is inside a; *r and *c are within it. */
bool area_has(struct area a, int row, int col, int *r, int *c);

/* Blanks in `style`, cursor to the first cell of s. */
void surface_clear(struct surface *s, unsigned style);
void surface_fill(struct surface *s, int row, int col, int rows, int cols, unsigned style);
/* Prints text (a newline and a tab are control characters here) and returns the
 * column behind it, also when it was clipped. */
int surface_print(struct surface *s, int row, int col, struct span text, unsigned style);
int surface_puts(struct surface *s, int row, int col, const char *text, unsigned style);
__attribute__((format(printf, 5, 6))) int surface_printf(
	struct surface *s, int row, int col, unsigned style, const char *fmt, ...);
/* One cluster as cells, 1 or 2, for who keeps what was laid out; how many. */
int surface_shape(struct span cluster, unsigned style, struct cell out[2]);
/* Cells that surface_shape made; clipped. */
void surface_cells(struct surface *s, int row, int col, const struct cell *v, int n);
/* In `cols` columns: cut with "…" when too long, the rest filled with blanks.
 * Returns the column behind the field. */
int surface_field(struct surface *s, int row, int col, int cols, struct span text, unsigned style);
/* Ends at column `end` (exclusive); returns where it began. */
int surface_right(struct surface *s, int row, int end, struct span text, unsigned style);
/* Adds marks to what is already there. */
void surface_mark(struct surface *s, int row, int col, int cols, unsigned marks);
void surface_hline(struct surface *s, int row, int col, int cols, unsigned style);
void surface_vline(struct surface *s, int row, int col, int rows, unsigned style);

/* The hardware cursor: where the focus is. Clipped to s. */
void surface_cursor(struct surface *s, int row, int col);

/* The cell, or NULL outside. */
const struct cell *surface_cell(const struct surface *s, int row, int col);
/* A row as text without blanks at its end, appended. */
void surface_row_text(const struct surface *s, int row, struct str *out);

/* How a character is shown, for those who lay out text themselves: the cluster
 * at p (n bytes) -> columns; control characters and broken bytes are 1. */
int surface_width(struct span text);

#endif
