/* unknown: "Okända ord": each unknown word of the open draft once, with how
 * often it stands; suggestions, replace, learn, go there. */
#ifndef SCREENS_UNKNOWN_H
#define SCREENS_UNKNOWN_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen unknown_new(struct services *sv);

#endif
