/* complete: the rest of a path that is being typed, from what stands on disk. */
#ifndef SCREENS_COMPLETE_H
#define SCREENS_COMPLETE_H

#include "base/str.h"

/* Names that the last part of `typed` ("~/brev/sv") begins, folders with a "/"; hidden ones
 * only when a point was typed. *out: typed as far as all of them agree. How many. */
size_t complete_path(struct span typed, struct str *out, struct strlist *names);

#endif
