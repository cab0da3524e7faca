/* start: the archive's meetings, newest first; or, where there is no archive
 * yet, a welcome and the offer to make one. Enter opens, typing filters. */
#ifndef SCREENS_START_H
#define SCREENS_START_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen start_new(struct services *sv);

/* Makes <archive>/organ with the sample registers, those of `from` (a folder of
 * .md files); NULL: the program's own. Files that are there are left alone.
 * Returns how many were copied, -1 with the reason. */
int start_make_archive(const char *archive, const char *opt_from, struct err *err);

#endif
