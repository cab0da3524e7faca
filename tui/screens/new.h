/* new: "Nytt sammanträde": organ, date, time, place and the föredragningslista,
 * with a line that says what it would become. Ends with OUTCOME_REPLACE and
 * REQUEST_OPEN of the folder made. */
#ifndef SCREENS_NEW_H
#define SCREENS_NEW_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen new_new(struct services *sv);

#endif
