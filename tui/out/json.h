/* json: what a draft says, for other programs: "paragraf-json 1" (command line,
 * --till json). No house style: names and texts as they stand in the draft,
 * mirrors resolved. Absent is null or an empty list, never a missing key. */
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include "doc/protocol.h"

/* Appends one object and a final newline. The same draft gives the same bytes. */
void out_write_json(const struct protocol *p, struct str *out);

#endif
