/* whose: "Vems ord": the text of the last version with whose words are whose: a
 * column of names, the words of others than the secretary marked, and which
 * version brought those at the cursor in. */
#ifndef SCREENS_WHOSE_H
#define SCREENS_WHOSE_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen whose_new(struct services *sv);

#endif
