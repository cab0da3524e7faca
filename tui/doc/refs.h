/* refs: references to §§ in running text, for renumbering and for links. */
#ifndef DOC_REFS_H
#define DOC_REFS_H

#include <stdbool.h>

#include "base/str.h"

/* One number: "§ 12", or each of those in "§§ 12–14, 16". */
struct ref {
	struct range where; /* the digits */
	int nr;
	bool other;         /* a date, a diarienummer, a law or another body is named with it */
};

struct refs {
	struct ref *v;
	size_t n, cap;
};

/* Appends the references of one line; `base` is added to the places.
 * "6 kap. 12 §" and "§ 12 kommunallagen" are laws; "HSN 18 juni 2025, § 114"
 * is another meeting: both are marked other. */
void refs_find(struct refs *out, struct span text, size_t base);
void refs_release(struct refs *r);

#endif
