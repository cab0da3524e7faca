/* json: a draft as one JSON object, for other programs (--till json). Source:
 * the command line's description of "paragraf-json 1". Every key is always
 * there; absent is null or an empty list. */
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include "doc/protocol.h"

/* Appends the object and a newline. fynd holds the findings of the format. */
void json_write(const struct protocol *p, struct str *out);
/* The same with the findings the caller has found. */
void json_write_with(const struct protocol *p, const struct finding *f, size_t n, struct str *out);

#endif
