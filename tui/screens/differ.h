/* differ: "Två texter": the open draft and the other text that waits beside it
 * (screens/session_other.h), word by word; take the other, keep mine, or later. */
#ifndef SCREENS_DIFFER_H
#define SCREENS_DIFFER_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen differ_new(struct services *sv);

#endif
