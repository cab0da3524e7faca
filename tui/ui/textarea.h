/* textarea: a small multi-line input for forms (a pasted agenda, a note). Lines
 * are not wrapped; the view follows the cursor. Not the editor. */
#ifndef UI_TEXTAREA_H
#define UI_TEXTAREA_H

#include <stdbool.h>

#include "base/str.h"
#include "ui/key.h"
#include "ui/surface.h"

struct textarea {
	struct str text;
	size_t at;
	int top, left;      /* first line and column shown */
	int rows;           /* height when last drawn */
	struct area area;
};

void textarea_init(struct textarea *a, struct span text);
void textarea_release(struct textarea *a);
void textarea_set(struct textarea *a, struct span text);
struct span textarea_text(const struct textarea *a);
/* false when the event is not for it: also Upp on the first line and Ner on
 * the last, so that a form can move on. */
bool textarea_event(struct textarea *a, const struct event *ev);
void textarea_draw(struct textarea *a, struct surface *s, unsigned style, bool focused);

#endif
