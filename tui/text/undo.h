/* undo: what was done to a text, group by group. Internal to text.c; knows
 * bytes and offsets, not the text itself.
 *
 * Only the last group stands unpacked; those before it are a row of bytes, some
 * 10 a group besides what was typed: a day's work is a few hundred kB. */
#ifndef TEXT_UNDO_H
#define TEXT_UNDO_H

#include <stdbool.h>

#include "base/str.h"

/* One replacement: `gone` stood at `at`, `came` stands there now. */
struct undo_edit {
	size_t at;
	struct span gone, came;
};

/* Borrowed: valid until the next call. */
struct undo_group {
	const struct undo_edit *edit;
	size_t n;
	size_t cursor_before, cursor_after;
};

/* A group that may still be continued. */
struct undo_last {
	struct undo_growing {
		size_t at;
		struct str gone, came;
	} *edit;
	size_t n, cap;
	size_t cursor_before, cursor_after;
};

/* Groups [0, done) can be undone, [done, n) redone. */
struct undo {
	size_t n, done;
	struct str tape;         /* the packed groups */
	size_t *start;           /* where each begins on the tape */
	size_t npacked, cstart;
	struct undo_last last;   /* group n - 1 when it has an edit; then n = npacked + 1 */
	struct undo_edit *view;  /* the edits of the group given last */
	size_t cview;
	size_t cursor;           /* where the open group began, until it has an edit */
	bool open;               /* a group takes what comes */
	bool fresh;              /* the open group has no edit yet */
	bool join_next;          /* the next group is the last one, continued */
	bool moved;              /* an undo or redo came after the last group */
};

void undo_release(struct undo *u);
/* A group is kept only from its first edit on. true: it continues the last one. */
bool undo_begin(struct undo *u, size_t cursor);
void undo_end(struct undo *u, size_t cursor);
void undo_join(struct undo *u);
/* Records within the open group. Returns the copy of `came`, valid until the next call. */
struct span undo_add(struct undo *u, size_t at, struct span gone, struct span came);
/* The group to take back / do again, which then counts as done so; false when
 * there is none. */
bool undo_back(struct undo *u, struct undo_group *out);
bool undo_forward(struct undo *u, struct undo_group *out);

/* What can be undone in `older` comes before all of u; older is empty then. */
void undo_prepend(struct undo *u, struct undo *older);

#endif
