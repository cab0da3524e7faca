/* prompt: one line at the bottom: a question and its answer. For search, go to,
 * a name; or a question answered with one key. Never covers the text. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>

#include "ui/lineedit.h"

struct prompt {
	bool open;
	int purpose;            /* the owner's number for what is asked */
	char *question;
	char *keys;             /* one-key answers, "jn"; NULL: a line */
	char key;               /* the answer given */
	bool fresh;             /* the initial text stands as it was: typing replaces it */
	struct lineedit line;
	char *note;             /* at the right: "3 träffar" */
};

enum prompt_result {
	PROMPT_IGNORED,   /* not open */
	PROMPT_OPEN,      /* took the event, nothing to do */
	PROMPT_CHANGED,   /* the text changed: search as one types */
	PROMPT_DONE,      /* Enter, or one of the keys (in .key); closed */
	PROMPT_CANCEL,    /* Esc, or n in a "jn" question; closed */
	PROMPT_UP,        /* Upp / Skift-F3: the previous */
	PROMPT_DOWN,      /* Ner / F3: the next */
};

void prompt_release(struct prompt *p);
/* Asks for a line / for one of the keys (small letters). Yes or no, "jn", is
 * shown behind the question as (j/n); a question with other keys names them
 * itself: "Ersätt?  j ja  n nej". What is typed first replaces the initial text;
 * a move keeps it. */
void prompt_ask(struct prompt *p, int purpose, const char *question, struct span initial);
void prompt_ask_key(struct prompt *p, int purpose, const char *question, const char *keys);
void prompt_close(struct prompt *p);
void prompt_note(struct prompt *p, const char *opt_note);
struct span prompt_text(const struct prompt *p);  /* stands also after it closed */
/* Everything typed while it is open is for it; mouse and resize are ignored. */
enum prompt_result prompt_event(struct prompt *p, const struct event *ev);
/* The whole row, with the cursor. Nothing when closed; returns whether. */
bool prompt_draw(struct prompt *p, struct surface *s, int row);

#endif
