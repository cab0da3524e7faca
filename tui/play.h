/* play: a file of keys, played on a terminal in memory. For `make run` where
 * there is no terminal, for tests and for the pictures of the manual.
 *
 * One word begins a line, "#" a comment:
 *   storlek 80x24          the size of the screen from here on
 *   tangenter SCRIPT       keys by name and "text" (ui/term.h, term_mem_keys)
 *   fram SEKUNDER          moves the fixed clock
 *   vänta                  until saving and spelling are done
 *   skärm [RUBRIK]         prints the screen
 *   finns TEXT             fails when TEXT is not on the screen
 *   saknas TEXT            fails when it is
 * After each line the program settles, so the same file gives the same screens. */
#ifndef PLAY_H
#define PLAY_H

#include "app_inner.h"

/* 0, or -1 with the line that failed. */
int play_run(struct app *a, const char *file, struct err *err);

#endif
