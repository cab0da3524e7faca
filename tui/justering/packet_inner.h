/* packet_inner: what packet.c and packet_text.c share; for them only. */
#ifndef JUSTERING_PACKET_INNER_H
#define JUSTERING_PACKET_INNER_H

#include "justering/sheet.h"

enum { PACKET_COLUMNS = 72 };

/* Running text at 72 columns, the first line after `prefix`, those that go on
 * indented. Only ASCII blanks part; a word is never cut. Ends with a newline. */
void packet_wrap(struct str *out, const char *prefix, struct span text, int indent);
/* The sheet as plain text, see packet.h. */
void packet_add_text(struct str *out, const struct protocol *p);

#endif
