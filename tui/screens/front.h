/* front: "Framsida": the front matter of the open draft as a form. What was
 * changed is written when the screen is left, as one undo step; keys that were
 * not touched keep their bytes. */
#ifndef SCREENS_FRONT_H
#define SCREENS_FRONT_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen front_new(struct services *sv);

#endif
