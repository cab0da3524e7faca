/* remarks: a list of what somebody wants changed, in words: "§ 4: byt ”x” mot ”y”".
 *
 * Each remark stands behind what it is about: "§ 4", "4 §", "Paragraf 4", "§ 4 Beslut, andra stycket",
 * "[12.3]" (the mark of a part), alone on a line or in front of the remarks. What asks for something that can
 * be done in exactly one place of it becomes a change with the remark as its comment;
 * everything else becomes a remark on the § (a change of nothing). Nothing that was
 * said about a § is lost. */
#ifndef JUSTERING_REMARKS_H
#define JUSTERING_REMARKS_H

#include <stdbool.h>

#include "base/str.h"
#include "justering/change.h"
#include "justering/sheet.h"

struct remarks_found {
	struct changes changes;  /* of the sheet's text; canonical */
	size_t asked;            /* remarks that were about a § or a mark */
	bool none;               /* "inga anmärkningar", "godkänner" ..., and nothing asked for */
	char *rest;              /* what was about no §: greetings and the like; NULL */
	struct strlist note;     /* Swedish, a line each */
};

/* opt_abbreviations: periods that end no sentence (text/motion.h). */
void remarks_find(struct remarks_found *out, const struct protocol *p, const struct sheet *s, struct span text,
	const struct strlist *opt_abbreviations);
void remarks_found_release(struct remarks_found *r);
/* Does it say that there is nothing to remark? */
bool remarks_say_none(struct span text);

#endif
