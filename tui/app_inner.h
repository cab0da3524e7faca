/* app_inner: the state of the full-screen program, shared by app.c, which owns
 * the loop, app_open.c, which opens screens, and play.c. */
#ifndef APP_INNER_H
#define APP_INNER_H

#include "screens/session.h"
#include "ui/screen.h"
#include "ui/term.h"

struct app {
	struct services services;
	struct messages messages;
	struct screens screens;
	struct surface surface;
	struct term *term;
	bool quit;
	bool quit_anyway;     /* saving failed once: the next Ctrl-Q leaves all the same */
	bool redraw;
	bool end_failed;      /* the end was asked for, and the text could not be saved: why */
	struct err end_err;   /* stands here until the terminal is the shell's again */
};

/* app_open.c: what an outcome asks for. */
void app_outcome(struct app *a, struct outcome out);
int app_open_path(struct app *a, const char *path, struct err *err);
/* The window that wrote has ended: this one goes on, at the same place. */
void app_take_over(struct app *a);
void app_open_start(struct app *a);
extern const struct command app_commands[];

/* app.c: one turn: events that are there, time, drawing. Milliseconds until the
 * next turn is wanted although nothing happens, -1 for never. */
int app_turn(struct app *a);
/* Turns until nothing is under way (saving, spelling), at most ms. */
void app_settle(struct app *a, int ms);

/* Turns for ms; until_saved: no longer than the versions are at work. */
void app_wait(struct app *a, int ms, bool until_saved);

#endif
