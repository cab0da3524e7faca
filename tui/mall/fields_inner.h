/* What the files of fields share; nothing else includes it. */
#ifndef MALL_FIELDS_INNER_H
#define MALL_FIELDS_INNER_H

#include "mall/fields.h"

/* Sets the key to what `s` holds, "" when nothing, and clears `s`. */
void fields_set_str(struct arena *a, struct value *map, const char *key, struct str *s);

/* Sets grupper, sekreterare, justerare, ordforande and the forms of ordforande_titel. */
void fields_people(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, struct remarks *remarks);

#endif
