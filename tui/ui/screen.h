/* screen: the stack of screens and how an event reaches the right one.
 *
 * A screen is a table of functions and a state of its own. It never calls
 * another screen: it returns an outcome, and the app opens what `request` names.
 * Order for a key: the top screen's `first` (a prompt that is open takes all
 * keys), its commands, the global commands, then its `event`. Commands whose
 * guards fail leave a message and do nothing. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "ui/command.h"
#include "ui/messages.h"
#include "ui/surface.h"

/* All but name, draw, event and close may be NULL. */
struct screen_ops {
	const char *name;                /* Swedish, for help: "Redigera" */
	const struct command *commands;
	const struct guard *guards;      /* reasons of its own commands' needs; may be NULL */
	/* Draws all of s and sets the cursor on the focus. */
	void (*draw)(void *state, struct surface *s);
	/* Before the commands; OUTCOME_IGNORED passes it on. */
	struct outcome (*first)(void *state, const struct event *ev);
	/* What no command took: text, mouse, paste, resize. */
	struct outcome (*event)(void *state, const struct event *ev);
	unsigned (*have)(void *state);   /* guards that hold now */
	/* Called once each turn of the loop: answers of workers, clock. */
	struct outcome (*tick)(void *state);
	/* Called after drawing, when nothing waits to be read: what a key need not
	 * wait for. Long work looks at term_waiting and leaves the rest for later.
	 * true: what is shown has changed. */
	bool (*idle)(void *state);
	/* The screen above was closed. `answer` is its outcome (text is borrowed). */
	struct outcome (*back)(void *state, const struct outcome *answer);
	void (*close)(void *state);      /* frees state */
	bool adds;                       /* draw gets its own last drawing (surface.stands is its state) and
	                                  * may leave what is still right; else it gets blanks */
	bool bar;                        /* its last row is the function bar: a click there runs a command */
};

struct screen {
	const struct screen_ops *ops;
	void *state;
};

enum { SCREENS_MAX = 24 };

struct screens {
	struct screen v[SCREENS_MAX];
	int n;
	const struct command *global;    /* may be NULL */
	const struct guard *guards;      /* of the global commands; may be NULL */
	unsigned (*have)(void *app);     /* guards that hold everywhere; may be NULL */
	void *app;                       /* ctx of the global commands */
	struct messages *messages;       /* may be NULL; not owned */
};

/* false when the stack is full; the screen is then closed. */
bool screens_push(struct screens *st, struct screen s);
void screens_pop(struct screens *st);
void screens_release(struct screens *st);        /* closes all, top first */
struct screen *screens_top(struct screens *st);  /* NULL when empty */
/* Guards that hold for the screen at depth (0 = top). */
unsigned screens_have(struct screens *st, int depth);

void screens_draw(struct screens *st, struct surface *s);
/* Handles what it can (STAY, POP, RUN, back) and gives the app the rest: PUSH,
 * REPLACE (the screen is closed already), QUIT; STAY otherwise. The app frees
 * outcome.text. After a POP of the last screen: QUIT. */
struct outcome screens_event(struct screens *st, const struct event *ev);
struct outcome screens_tick(struct screens *st);
bool screens_idle(struct screens *st);
/* The command under a click on the function bar of the top screen, `rows` and
 * `cols` the size of the whole; NULL when the click is not there. */
const struct command *screens_bar_hit(struct screens *st, const struct event *ev, int rows, int cols);
/* Runs a command of the top screen or a global one, with its guards. */
struct outcome screens_run(struct screens *st, const struct command *c);

/* A copy of the commands that hold in the top screen (its own, then global),
 * for palette and help. */
struct command_list {
	struct command_entry {
		const struct command *command;
		const char *why_not;     /* NULL: can run */
		bool global;
	} *v;
	size_t n, cap;
};
void screens_commands(struct screens *st, struct command_list *out);
void command_list_release(struct command_list *l);

#endif
