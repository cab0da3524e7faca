/* settings: what the user has turned on or off, for all meetings: the file
 * <config folder>/installningar, a list file (base/pairs.h) with rows
 * "skrivhjalp = av". A file that can't be read says nothing. */
#ifndef SCREENS_SETTINGS_H
#define SCREENS_SETTINGS_H

#include <stdbool.h>

#include "base/err.h"

/* Is it on? `otherwise` when the file says nothing. */
bool settings_on(const char *key, bool otherwise);
/* Writes its row; the other rows and comments stay as they are. */
int settings_set(const char *key, bool on, struct err *err);

#endif
