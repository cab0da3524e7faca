/* difference: what differs between two texts, word by word, as a text to read:
 * what versions and two texts that wait for a choice are shown with. */
#ifndef SCREENS_DIFFERENCE_H
#define SCREENS_DIFFERENCE_H

#include "ui/textview.h"

/* What is only in a is shown as gone, what is only in b as new; `context` lines
 * round each change, (size_t)-1: the whole text. The view has TEXTVIEW_DIFF. */
void difference_show(struct textview *v, struct span a, struct span b, size_t context);

#endif
