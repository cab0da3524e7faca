/* choose: what to put into the open draft, from a list: a §, a section, a
 * standard phrase. The first two change the draft and set the session's target;
 * a phrase is the text of the OUTCOME_POP, for the editing screen's `back`. */
#ifndef SCREENS_CHOOSE_H
#define SCREENS_CHOOSE_H

#include "screens/session.h"
#include "ui/screen.h"

/* before: index of the item it is put before; nitems: at the end. */
struct screen choose_item_new(struct services *sv, long before);
struct screen choose_section_new(struct services *sv, long item);
struct screen choose_phrase_new(struct services *sv);

#endif
