/* skeleton: the whole draft of a new meeting, from a register, a style and an
 * agenda. Pure: reads the style's files, writes nothing. */
#ifndef MALL_SKELETON_H
#define MALL_SKELETON_H

#include "doc/register.h"
#include "mall/kind.h"

struct agenda_item {
	struct span title;
	struct span dnr; /* "HSN 34-2026, HSN 35-2026"; may be absent */
};

struct skeleton {
	const struct organ *organ;
	const struct style *style;
	struct date date;
	int first_nr;                   /* of the first §, 1 or more */
	const struct agenda_item *item; /* the given agenda, without the fixed ones or with */
	size_t nitems;
	struct span start, end, place; /* "10.00"; absent: left out */
};

/* Appends a canonical draft. Front matter from the register: those whose mandate
 * runs on that day, in register order; style and profile. The fixed items open
 * and close the list; {år} is the year; one the agenda also has (same title,
 * case and blanks aside) is not added twice. */
void skeleton_make(const struct skeleton *in, struct str *out, struct remarks *remarks);

#endif
