/* log: what the program has said, newest last, with times. */
#ifndef SCREENS_LOG_H
#define SCREENS_LOG_H

#include "ui/messages.h"
#include "ui/screen.h"

/* m is borrowed and must outlive the screen. */
struct screen log_new(struct messages *m, const struct command *opt_global);

#endif
