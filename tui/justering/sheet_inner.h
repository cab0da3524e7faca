/* sheet_inner: what sheet.c and sheet_public.c share; for them only. */
#ifndef JUSTERING_SHEET_INNER_H
#define JUSTERING_SHEET_INNER_H

#include "justering/sheet.h"

enum { SHEET_HIDDEN = 1, SHEET_BAR };   /* BAR: a blank is seen in its place */

/* The line that holds byte `at`, without its newline. */
struct range sheet_line_at(struct span text, size_t at);
/* Marks the bytes of private notes and of the sums of klubbslag; hidden has one for
 * each byte of p->src. */
void sheet_hide_private(const struct protocol *p, unsigned char *hidden);

#endif
