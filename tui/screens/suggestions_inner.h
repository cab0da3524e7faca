/* suggestions_inner: the state of the screen "Förslag", for its own files only. */
#ifndef SCREENS_SUGGESTIONS_INNER_H
#define SCREENS_SUGGESTIONS_INNER_H

#include "jobs/suggest.h"
#include "screens/frame.h"
#include "ui/textarea.h"
#include "ui/textview.h"

enum { SUGGESTED_ALL = -1 };

/* One decision made here, for Ctrl-Z; those of one step go together. */
struct suggested_step {
	int nr, step;
};

struct suggested {
	struct frame f;
	struct suggest_list all;
	bool loaded;             /* all is there */
	char *why;               /* ... and if not, why */
	struct protocol *p;      /* of all.text */
	size_t *order;           /* those that are shown, by place: indices of all.all.v */
	size_t n;
	size_t at;               /* the one at the cursor, in order */
	/* what is shown */
	struct strlist who;      /* the people there are */
	size_t person;           /* 0: all, else 1 + index of who */
	int cls;                 /* enum suggest_class, or SUGGESTED_ALL */
	bool decided;            /* those that are decided, too */
	/* the text with marks, suggestions_text.c */
	struct textview view;
	struct range *shown;     /* by index of all.all.v: its place in the view */
	/* decisions made here */
	struct suggested_step *step;
	size_t nsteps, cap_steps;
	/* other words, being written */
	bool editing;
	int edited;              /* nr */
	struct textarea area;
	struct str head, tail;   /* blanks round the words, kept out of sight */
};

/* ------------------------------------------------------ suggestions.c */
const struct suggestion *suggested_here(const struct suggested *x);     /* NULL: none */
/* Reads all anew and stands at nr when it is shown (0: where it was). */
void suggested_load(struct suggested *x, int nr);
/* The next open one after the cursor, round the end; 0: no other. */
int suggested_next_open(const struct suggested *x);
size_t suggested_open(const struct suggested *x);

/* ------------------------------------------------- suggestions_text.c */
/* Makes the text with the marks of what is shown. */
void suggested_mark(struct suggested *x);
/* The part below the text: what the one at the cursor wants. */
int suggested_panel_rows(const struct suggested *x, int cols, int most);
void suggested_panel(const struct suggested *x, struct surface *s);
/* Does it want no other words? */
bool suggested_remark(const struct suggestion *s);

/* --------------------------------------------------- suggestions_do.c */
enum suggested_ask { SUGGESTED_REASON, SUGGESTED_WORDS, SUGGESTED_LANGUAGE };

struct outcome suggested_accept(struct suggested *x);
struct outcome suggested_ask_reason(struct suggested *x);
struct outcome suggested_edit(struct suggested *x);
struct outcome suggested_ask_language(struct suggested *x);
struct outcome suggested_reopen(struct suggested *x);
struct outcome suggested_undo(struct suggested *x);
/* The answer to what was asked. */
struct outcome suggested_answer(struct suggested *x);
/* While words are written in the area: false when the key is not for it. */
bool suggested_area_event(struct suggested *x, const struct event *ev);

/* ---------------------------------------------- suggestions_people.c */
/* "title\n" and who has answered what, for a page to read. */
void suggested_people(const char *folder, const struct suggestions *opt_all, struct str *out);
/* Those who had no remarks: "Inga anmärkningar: Cia Holm (V), 12 april"; nothing when nobody. */
void suggested_none(const char *folder, struct str *out);

#endif
