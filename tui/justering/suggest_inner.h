/* suggest_inner: what the files of suggest share. Not for others. */
#ifndef JUSTERING_SUGGEST_INNER_H
#define JUSTERING_SUGGEST_INNER_H

#include "justering/suggest.h"

/* `now` with text in the place of `at`, the blanks at its ends set right, added to
 * an empty out. Where what was put in stands. */
struct range suggest_splice(struct span now, struct range at, struct span text, struct str *out);

#endif
