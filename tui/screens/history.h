/* history: "Versioner": the versions of the open meeting and the words that
 * differ; compare, show, restore, the text at a given time. */
#ifndef SCREENS_HISTORY_H
#define SCREENS_HISTORY_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen history_new(struct services *sv);

/* "14.32" (of the day of `now`) or "2031-04-09 14.32" (":" and "T" too) to a
 * stamp at the end of that minute, with the offset of now; -1: no such time. */
int history_parse_time(struct span text, struct stamp now, struct stamp *out);

#endif
