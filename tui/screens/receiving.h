/* receiving: "Ta emot": what a justerare sent back, a file or the text of a mail
 * put in here, becomes suggestions. */
#ifndef SCREENS_RECEIVING_H
#define SCREENS_RECEIVING_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen receiving_new(struct services *sv);

#endif
