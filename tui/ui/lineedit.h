/* lineedit: one line of input. Bytes are valid or not, the cursor stands on
 * cluster boundaries; line breaks of a paste become blanks, other control
 * characters are left out. Scrolls sideways. */
#ifndef UI_LINEEDIT_H
#define UI_LINEEDIT_H

#include <stdbool.h>

#include "base/str.h"
#include "ui/key.h"
#include "ui/surface.h"

struct lineedit {
	struct str text;
	size_t at;          /* byte of the cursor */
	size_t from;        /* first byte shown */
	struct area area;   /* where it was drawn last, for the mouse */
};

enum lineedit_result { LINEEDIT_IGNORED, LINEEDIT_MOVED, LINEEDIT_CHANGED };

void lineedit_init(struct lineedit *e, struct span text); /* cursor at the end */
void lineedit_release(struct lineedit *e);
void lineedit_set(struct lineedit *e, struct span text);
struct span lineedit_text(const struct lineedit *e);
void lineedit_insert(struct lineedit *e, struct span text);
/* Left, Right, Ctrl-Left/Right (words), Home/Ctrl-A, End/Ctrl-E, Backsteg,
 * Delete, Ctrl-U (to the start), Ctrl-K (to the end), Ctrl-W (word), text, paste,
 * click. */
enum lineedit_result lineedit_event(struct lineedit *e, const struct event *ev);
/* In `cols` columns; sets the cursor when focused. */
void lineedit_draw(struct lineedit *e, struct surface *s, int row, int col, int cols, unsigned style, bool focused);

#endif
