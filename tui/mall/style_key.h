/* style_key: which keys a style may have. Private to mall. */
#ifndef MALL_STYLE_KEY_H
#define MALL_STYLE_KEY_H

#include "base/str.h"

/* Is the key known? Otherwise *near is the nearest known one, with the user's
 * own group names and numbers in place; free(), NULL when none is near. */
bool style_key_known(struct span key, char **near);

#endif
