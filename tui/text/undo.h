/* undo: what was done to a text, group by group. Internal to text.c; knows
 * bytes and offsets, not the text itself. */
#ifndef TEXT_UNDO_H
#define TEXT_UNDO_H

#include <stdbool.h>

#include "base/str.h"

/* One replacement: `gone` stood at `at`, `came` stands there now. */
struct edit {
	size_t at;
	struct str gone, came;
};

struct undo_group {
	struct edit *edit;
	size_t n, cap;
	size_t cursor_before, cursor_after;
};

/* Groups [0, done) can be undone, [done, n) redone. */
struct undo {
	struct undo_group *group;
	size_t n, cap, done;
	bool open;      /* the last group takes what comes */
	bool join_next; /* the next group is the last one, continued */
	bool moved;     /* an undo or redo came after the last group */
};

void undo_release(struct undo *u);
/* A group is kept only from its first edit on. true: it continues the last one. */
bool undo_begin(struct undo *u, size_t cursor);
void undo_end(struct undo *u, size_t cursor);
void undo_join(struct undo *u);
/* Records within the open group. Returns the copy of `came`, valid until the next call. */
struct span undo_add(struct undo *u, size_t at, struct span gone, struct span came);
/* The group to take back / do again, which then counts as done so; NULL when none. */
const struct undo_group *undo_back(struct undo *u);
const struct undo_group *undo_forward(struct undo *u);

/* What can be undone in `older` comes before all of u; older is empty then. */
void undo_prepend(struct undo *u, struct undo *older);

#endif
