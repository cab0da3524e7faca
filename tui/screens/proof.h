/* proof: "Språk": every remark on the language of the open draft, alike ones once
 * with how often they stand: suggestions, mending, learning, rules turned off. */
#ifndef SCREENS_PROOF_H
#define SCREENS_PROOF_H

#include "screens/session.h"
#include "ui/screen.h"

struct screen proof_new(struct services *sv);

#endif
