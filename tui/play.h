/* play: a file of keys, played on a terminal in memory. For `make run` where
 * there is no terminal, for tests and for the pictures of the manual.
 *
 * One word begins a line, "#" a comment:
 *   storlek 80x24          the size of the screen from here on
 *   tangenter SCRIPT       keys by name and "text" (ui/term.h, term_mem_keys)
 *   skriv SCRIPT           the same at once, and says "skrivet SCRIPT" on standard out when
 *                          it has been drawn: from there on it may not be lost
 *   fram SEKUNDER          moves the fixed clock
 *   vila MILLISEKUNDER     lets the program be, as when nobody types
 *   klar                   until what is being saved is, no longer
 *   vänta                  until saving and spelling are done and the program has settled
 *   skärm [RUBRIK]         prints the screen
 *   bild [RUBRIK]          the same, as it is now
 *   finns TEXT             fails when TEXT is not on the screen
 *   saknas TEXT            fails when it is
 * After each line the program settles, so the same file gives the same screens; not
 * after "skriv", "vila", "klar" and "bild", which are for tests of what happens meanwhile. */
#ifndef PLAY_H
#define PLAY_H

#include "app_inner.h"

/* 0, or -1 with the line that failed. */
int play_run(struct app *a, const char *file, struct err *err);

#endif
