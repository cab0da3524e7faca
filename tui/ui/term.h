/* term: a terminal: something to draw on and to read events from.
 *
 * Two of them: curses (a real one) and memory (tests, scripted play). The app
 * owns the poll loop: it polls the descriptors of term_poll with the timeout of
 * term_timeout, then calls term_read until it gives false. */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <poll.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "ui/key.h"
#include "ui/surface.h"
#include "ui/theme.h"

enum { TERM_FDS = 2 };

struct term {
	const struct term_ops *ops;
};

struct term_ops {
	void (*size)(struct term *t, int *rows, int *cols);
	void (*draw)(struct term *t, const struct surface *s);
	int (*poll)(struct term *t, struct pollfd fds[TERM_FDS]);
	bool (*read)(struct term *t, struct event *out);
	int (*timeout)(struct term *t);
	void (*suspend)(struct term *t);
	void (*outside)(struct term *t, void (*run)(void *ctx), void *ctx);
	bool (*clipboard)(struct term *t, struct span text);
	void (*title)(struct term *t, const char *text);
	void (*free)(struct term *t);
};

/* Rows and columns now. */
void term_size(struct term *t, int *rows, int *cols);
/* Shows s; only cells that changed are touched. s should have the term's size.
 * Takes the rows: s->touched is false after it. */
void term_draw(struct term *t, const struct surface *s);
/* Fills fds for poll(2), returns how many (0 to TERM_FDS). */
int term_poll(struct term *t, struct pollfd fds[TERM_FDS]);
/* The next event without waiting; false when there is none now. */
bool term_read(struct term *t, struct event *out);
/* Milliseconds until term_read may have something although no descriptor is
 * ready (a lone Esc); -1 for never. */
int term_timeout(struct term *t);
/* Is there something to read now? One system call. */
bool term_waiting(struct term *t);
/* Gives the shell back until the user returns (fg); then EVENT_RESIZE comes. */
void term_suspend(struct term *t);
/* Runs it with the ordinary terminal: another program may ask there for a
 * passphrase. Then the screen is taken back and EVENT_RESIZE comes. */
void term_outside(struct term *t, void (*run)(void *ctx), void *ctx);
/* To the clipboard of the user's own machine (OSC 52). false when this
 * terminal can't, or the text is over 100 kB. */
bool term_clipboard(struct term *t, struct span text);
void term_title(struct term *t, const char *text);
/* Restores the terminal. NULL is fine. */
void term_free(struct term *t);

/* The real terminal on standard input and output. NULL with ERR_SYSTEM when
 * there is none or it can't place its cursor (TERM=dumb). At most one. From
 * here on fatal signals restore the terminal before they kill. */
struct term *term_curses_new(struct err *err);
/* Restores the terminal at once, from anywhere (out of memory, abort). */
void term_curses_emergency(void);

/* ------------------------------------------------------------------ memory */

struct term *term_mem_new(int rows, int cols);
/* Puts bytes in, as a terminal would send them. */
void term_mem_feed(struct term *t, struct span bytes);
void term_mem_event(struct term *t, const struct event *ev); /* a paste is copied */
void term_mem_resize(struct term *t, int rows, int cols);
/* A script: keys by name (key_parse) parted by blanks; "text" in quotation
 * marks is typed (\n is Enter, \t Tab, \" and \\); paste "text"; click ROW,COL;
 * wheel-up ROW,COL; wheel-down ROW,COL; size ROWSxCOLS. -1 and ERR_USAGE for
 * a word that is none of these; what stands before it is queued. */
int term_mem_keys(struct term *t, struct span script, struct err *err);
/* What is shown: rows of text without blanks at their ends, "\n" after each. */
void term_mem_text(struct term *t, struct str *out);
/* As text, with marks: «role:text» round what is not ROLE_NORMAL. */
void term_mem_styled(struct term *t, struct str *out);
void term_mem_cursor(struct term *t, int *row, int *col);
size_t term_mem_frames(struct term *t);                /* draws so far */
size_t term_mem_changed(struct term *t);               /* cells changed by the last draw */
struct span term_mem_clipboard(struct term *t);
const char *term_mem_title(struct term *t);

#endif
