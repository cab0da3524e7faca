/* form: labelled fields under each other: a line, a choice, an area of text.
 * Tab, Skift-Tab, Upp, Ner move; a form taller than its surface scrolls. */
#ifndef UI_FORM_H
#define UI_FORM_H

#include <stdbool.h>

#include "ui/lineedit.h"
#include "ui/textarea.h"

enum field_kind { FIELD_LINE, FIELD_CHOICE, FIELD_AREA, FIELD_TEXT /* words only */ };

/* One row of a constant table; the table ends with label NULL. */
struct field_def {
	enum field_kind kind;
	const char *label;                /* Swedish, without colon */
	const char *hint;                 /* shown dim when empty, or NULL */
	const char *const *choices;       /* FIELD_CHOICE, ended by NULL; or set with form_choices */
	int rows;                         /* FIELD_AREA: wanted height */
};

struct field {
	const struct field_def *def;
	struct lineedit line;
	struct textarea area;
	struct strlist choices;
	size_t choice;
	char *message;                    /* why it is not good; NULL when it is */
};

struct form {
	struct field *v;
	int n, focus, top;
	struct area area;
};

enum form_result { FORM_IGNORED, FORM_MOVED, FORM_CHANGED, FORM_SUBMIT /* Enter in the last line, Ctrl-Enter */ };

void form_init(struct form *f, const struct field_def *defs);
void form_release(struct form *f);
void form_set(struct form *f, int field, struct span text); /* choice: by its text */
void form_choices(struct form *f, int field, const struct strlist *choices); /* copies */
struct span form_text(const struct form *f, int field);     /* borrowed until it changes */
size_t form_choice(const struct form *f, int field);
/* A message at the field; NULL takes it away. form_bad: the first with one, -1. */
void form_message(struct form *f, int field, const char *opt_text);
int form_bad(const struct form *f);
void form_focus(struct form *f, int field);
/* No field has the focus: it is elsewhere. Until form_focus. */
void form_leave(struct form *f);
/* In a choice Vänster, Höger and Blanksteg change it, and its first letter. */
enum form_result form_event(struct form *f, const struct event *ev);
void form_draw(struct form *f, struct surface *s);

#endif
