<<<<<<< HEAD
/* json: what a draft says, for other programs: "paragraf-json 1" (command line,
 * --till json). No house style: names and texts as they stand in the draft,
 * mirrors resolved. Absent is null or an empty list, never a missing key. */
=======
/* json: a draft as one JSON object, for other programs (--till json). Source:
 * the command line's description of "paragraf-json 1". Every key is always
 * there; absent is null or an empty list. */
>>>>>>> main
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include "doc/protocol.h"

<<<<<<< HEAD
/* Appends one object and a final newline. The same draft gives the same bytes. */
void out_write_json(const struct protocol *p, struct str *out);
=======
/* Appends the object and a newline. fynd holds the findings of the format. */
void json_write(const struct protocol *p, struct str *out);
/* The same with the findings the caller has found. */
void json_write_with(const struct protocol *p, const struct finding *f, size_t n, struct str *out);
>>>>>>> main

#endif
