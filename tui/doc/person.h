/* person: one line of an attendance list.
 *
 * `Namn (PARTI), roll, ersätter Namn (PARTI), §§ a–b, c, kl. hh.mm–hh.mm,
 * distans, jäv § n`. The role ordförande may have a range of its own, `ordförande
 * §§ 4–7`, alone or after another role. Known parts are read from the right; what is left after
 * the name is the role, or the title of one without party (it may hold commas). */
#ifndef DOC_PERSON_H
#define DOC_PERSON_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

enum person_group {
	GROUP_BESLUTANDE,
	GROUP_ERSATTARE,
	GROUP_FOREDRAGANDE,
	GROUP_TJANSTEPERSONER,
	GROUP_OVRIGA,
	GROUP_SEKRETERARE,
	GROUP_JUSTERARE,
	GROUP_LEDAMOTER, /* register */
	GROUPS,
};

struct para_range {
	int from, to; /* §§, inclusive; from == to for one */
};

struct person {
	enum person_group group;
	struct span line_text;             /* the whole line, decoded */
	struct span name, party;           /* party without parentheses, or absent */
	struct span role;                  /* politicians: "ordförande" ...; absent otherwise */
	struct span title;                 /* those without party; absent otherwise */
	struct span office;                /* role or title without a range of its own */
	struct para_range *led;            /* "ordförande §§ 4–7": the role's own range */
	size_t nled;
	struct span for_name, for_party;   /* ersätter */
	struct para_range *range;          /* none: the whole meeting */
	size_t nrange;
	struct span clock;                 /* "13.05–14.00" */
	bool remote;
	int *jav;
	size_t njav;
	struct span from_date, to_date;    /* fr.o.m. / t.o.m., in a register */
	struct range where;                /* the value in the source */
	int line;                          /* 1-based */
	const char *odd;                   /* Swedish: what is odd in the line, or NULL */
};

/* Reads one line; strings are borrowed from `text` and memory from the arena. */
void person_parse(struct person *out, struct span text, struct arena *a);
void person_write(struct str *out, const struct person *p); /* the canonical line */

void person_add_ranges(struct str *out, const struct person *p); /* " §§ 4–7, 9"; has at least one */

/* "Anna Ek (S)" or "Anna Ek" to name and party (absent); false when it is
 * neither: name is then the whole text. */
bool person_split_name(struct span text, struct span *name, struct span *party);
/* Same name and same party (or one party unknown). */
bool person_same(struct span name_a, struct span party_a, struct span name_b, struct span party_b);
bool person_present(const struct person *p, int nr); /* by its ranges */
bool person_led(const struct person *p, int nr);     /* by the range of the role */

#endif
