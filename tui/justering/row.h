/* row: the fields of a line of the files of justering, parted by " | ", with "|" and
 * "\" in them behind a "\". A field has no blanks at its ends. */
#ifndef JUSTERING_ROW_H
#define JUSTERING_ROW_H

#include <stdbool.h>

#include "base/str.h"

/* Adds " | " and the field. */
void row_add(struct str *out, const char *field);
/* Takes the field before the next "|" from *rest, without the blanks round it; false when
 * there is none. Behind the last one *rest is absent. Writing what was read and
 * comparing tells a line that was not written so. */
bool row_next(struct span *rest, struct str *out);

#endif
