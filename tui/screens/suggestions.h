/* suggestions: "Förslag": what the justerare want different, marked in the text,
 * and what is done with each: accepted, accepted with other words, rejected, taken
 * back. One key decides and goes to the next. */
#ifndef SCREENS_SUGGESTIONS_H
#define SCREENS_SUGGESTIONS_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen suggestions_new(struct services *sv);

#endif
