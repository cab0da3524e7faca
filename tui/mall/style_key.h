/* style_key: which keys a style may have. Private to mall. */
#ifndef MALL_STYLE_KEY_H
#define MALL_STYLE_KEY_H

#include "mall/style.h"

/* The row of a key, or NULL. */
const struct style_key *style_key_find(struct span key);
/* The known key nearest to an unknown one, with the user's own group names and
 * numbers in place; free(), NULL when none is near. */
char *style_key_near(struct span key);
/* A remark when the value is none of those the key may have. */
void style_key_check(const struct style_key *k, struct span value, const char *file, int line,
        struct remarks *remarks);

#endif
