/* sending: "Skicka ut": the draft to one or several justerare, in a form they
 * can edit, each packet logged and bound to the last version. */
#ifndef SCREENS_SENDING_H
#define SCREENS_SENDING_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen sending_new(struct services *sv);

#endif
