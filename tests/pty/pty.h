/* pty: a program in a pseudo-terminal, with libvterm as its screen. For tests of
 * the real program: start, type, wait for a text, look, resize, kill.
 *
 * Nothing sleeps: every wait ends as soon as it comes true, or after `ms`, and
 * then says on standard output what it waited for and what the screen shows.
 * Rows and columns count from 0. The terminal is an xterm; queries are answered.
 * Linked into every program in tests/pty/; others add $(B)/tests/pty/pty.o and
 * `pkg-config --libs vterm`. */
#ifndef TESTS_PTY_PTY_H
#define TESTS_PTY_PTY_H

#include <stdbool.h>

#include "base/str.h"

struct pty;

/* argv[0] is looked for as execvp does; env ("NAME=value", NULL last; may be
 * NULL) is added to ours. A program that can't be started exits with 127. */
struct pty *pty_start(int rows, int cols, const char *const *opt_env, const char *const *argv);
void pty_free(struct pty *p); /* kills what still runs */

void pty_send(struct pty *p, struct span bytes);
void pty_type(struct pty *p, const char *text);
void pty_resize(struct pty *p, int rows, int cols); /* the program gets SIGWINCH */
void pty_signal(struct pty *p, int sig);            /* to the program itself */
void pty_hang_up(struct pty *p);                    /* the terminal goes away */

bool pty_wait_text(struct pty *p, const char *text, int ms); /* on one row */
bool pty_wait_gone(struct pty *p, const char *text, int ms);
bool pty_wait_row(struct pty *p, int row, const char *text, int ms); /* is exactly */
bool pty_wait_cursor(struct pty *p, int row, int col, int ms);
/* The program has written these bytes (an escape sequence, say), after `from`. */
bool pty_wait_written(struct pty *p, const char *bytes, size_t from, int ms);
/* Nothing has come for `quiet` ms. */
bool pty_wait_quiet(struct pty *p, int quiet, int ms);
/* The exit status, 128 + signal for a killed one. */
bool pty_wait_exit(struct pty *p, int *status, int ms);
bool pty_wait_stopped(struct pty *p, int ms);

/* New strings, free(). A row without its trailing blanks; the screen's rows with
 * "\n" after each, without the empty ones at the end. */
char *pty_row(struct pty *p, int row);
char *pty_screen(struct pty *p);
bool pty_find(struct pty *p, const char *text, int *row, int *col);
void pty_cursor(struct pty *p, int *row, int *col);
bool pty_cursor_visible(struct pty *p);
bool pty_alternate(struct pty *p); /* on the alternate screen */
/* All bytes the program has written so far; valid until the next call. */
struct span pty_written(struct pty *p);

#define PTY_DEFAULT (-1)

struct pty_cell {
	char text[32]; /* UTF-8; "" for the right half of a wide one */
	int width;
	bool bold, underline, italic, reverse, blink, strike;
	/* 0-255 from the palette, 0x1RRGGBB for a colour of its own, PTY_DEFAULT */
	int fg, bg;
};
/* libvterm before 0.3 does not keep "dim": look for it in pty_written. */
struct pty_cell pty_cell(struct pty *p, int row, int col);

#endif
