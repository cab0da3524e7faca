/* help: the commands of the screen below as a page, made from the same table:
 * groups, keys, sentences. */
#ifndef SCREENS_HELP_H
#define SCREENS_HELP_H

#include "ui/screen.h"

struct screen help_new(struct screens *st);
/* The page itself, as lines ("## group", "key  name  sentence"). */
void help_add_text(struct str *out, const char *title, const struct command_list *l);

#endif
