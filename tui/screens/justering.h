/* justering: the state of the open meeting, who signs and who has approved,
 * what stands in the way; start, approve, withdraw, lock, verify. */
#ifndef SCREENS_JUSTERING_H
#define SCREENS_JUSTERING_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen justering_new(struct services *sv);

#endif
