/* palette: every command of the screen below, with key and, when it can't run
 * now, why. Typing filters, Enter runs it (OUTCOME_RUN), Esc closes. */
#ifndef SCREENS_PALETTE_H
#define SCREENS_PALETTE_H

#include "ui/screen.h"

/* Reads the commands of st's top screen now; push the result on it. */
struct screen palette_new(struct screens *st);

#endif
