/* edit: the editing screen: the outline of §§, the text, a status line and the
 * function bar. Works on services.session, which must be open. */
#ifndef SCREENS_EDIT_H
#define SCREENS_EDIT_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen edit_new(struct services *sv);
/* The table, for the manual and tests. */
extern const struct command edit_command_table[];
extern const struct guard edit_guard_table[];

#endif
