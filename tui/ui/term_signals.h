/* term_signals: what signals mean to the real terminal. Handlers set flags and
 * write a byte to a pipe; fatal signals restore the screen and kill. Knows
 * bytes and termios, no curses. */
#ifndef UI_TERM_SIGNALS_H
#define UI_TERM_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum term_signal { SIGNAL_RESIZED, SIGNAL_STOPPED, SIGNAL_CONTINUED, SIGNAL_ENDED, SIGNAL_COUNT };

/* Keeps the terminal's modes of now, opens the pipe. Before the first change. */
int term_signals_open(struct err *err);
/* Catches; `restore` are the bytes that bring the ordinary screen back (copied). */
void term_signals_catch(const char *restore, size_t n);
/* Gives the old handlers and the terminal's old modes back, closes the pipe. */
void term_signals_close(void);
/* The screen is ours (raw, alternate) or not: what an emergency must undo. */
void term_signals_active(bool on);
bool term_signals_is_active(void);
int term_signals_fd(void);                /* readable when a flag may be set */
void term_signals_drain(void);
bool term_signals_take(enum term_signal which); /* was set; is not any more */
void term_signals_set(enum term_signal which);
/* Stops the job (SIGTSTP as the shell would); returns when it goes on. */
void term_signals_stop(void);
/* While another program has the terminal: Ctrl-C is for it alone, and neither
 * can be stopped and leave the other waiting. */
void term_signals_outside(bool on);
/* While curses updates it ignores SIGTSTP, and one that came then would be lost:
 * held, it comes afterwards. */
void term_signals_hold(bool on);
/* To the terminal, all of it. */
void term_signals_write(const char *p, size_t n);

#endif
