/* history: "Versioner": the versions of the open meeting and the words that
 * differ; compare, show, restore, the text at a given time. */
#ifndef SCREENS_HISTORY_H
#define SCREENS_HISTORY_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen history_new(struct services *sv);

#endif
