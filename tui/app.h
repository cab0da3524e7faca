/* app: the full-screen program. Owns the terminal, the workers, the stack of
 * screens and the one event loop. */
#ifndef APP_H
#define APP_H

/* Opens PATH (a meeting folder or a draft), or the archive's meetings when it
 * is NULL. opt_play: a file of keys to play without a terminal (see play.h).
 * Returns the exit status; what went wrong is said on standard error. */
int app_run(const char *opt_path, const char *opt_play);

#endif
