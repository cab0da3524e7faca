/* list: rows with a cursor, a scroll place and a filter by typing. What a row
 * is, the owner knows: it gives a label for the filter and draws the row. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ui/lineedit.h"
#include "ui/surface.h"

struct list_source {
	/* Appends the text of row i (0 <= i < n). */
	void (*label)(void *ctx, size_t i, struct str *out);
	/* Draws row i on the whole of s (one row). NULL: the label is printed. The
	 * row's selection is marked afterwards by the list. */
	void (*draw)(void *ctx, size_t i, struct surface *s);
};

struct list {
	const struct list_source *source;
	void *ctx;
	size_t n;               /* all rows */
	size_t *shown;          /* rows that pass the filter */
	size_t n_shown, cap;
	size_t at;              /* place of the cursor in shown */
	size_t top;
	bool filters;           /* typing filters; else letters are not for the list */
	struct lineedit filter;
	struct area area;       /* where the rows were drawn last */
};

enum list_result { LIST_IGNORED, LIST_MOVED, LIST_CHOSEN };

void list_init(struct list *l, const struct list_source *source, void *ctx, bool filters);
void list_release(struct list *l);
/* The rows changed: n of them now. Cursor and filter are kept where possible. */
void list_set(struct list *l, size_t n);
/* The row under the cursor; (size_t)-1 when there is none. */
size_t list_at(const struct list *l);
void list_go(struct list *l, size_t row);
/* Arrows, PageUp/Down, Home/End (Ctrl- while filtering), wheel, click moves,
 * double click and Enter choose; text filters (every word of it must occur in
 * the label, case folded); Esc empties a filter first. */
enum list_result list_event(struct list *l, const struct event *ev);
/* The rows; with `filters` the uppermost row is the filter line when something
 * is typed. opt_empty is said when there are no rows. Sets the cursor when
 * focused. */
void list_draw(struct list *l, struct surface *s, bool focused, const char *opt_empty);

#endif
