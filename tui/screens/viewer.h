/* viewer: a text to read: the preview (page n of m), a file, a report. Search
 * with Ctrl-F, F3 for the next; Esc closes. */
#ifndef SCREENS_VIEWER_H
#define SCREENS_VIEWER_H

#include "ui/screen.h"

/* Copies both. mode: textview_mode. `global` and `have` of the bars come from
 * the app through `opt_global`, which may be NULL. */
struct screen viewer_new(const char *title, struct span text, unsigned mode, const struct command *opt_global);

#endif
