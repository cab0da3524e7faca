/* finding: what is odd about the form of a draft. A table of ids, severities
 * and texts; nothing odd is ever refused. */
#ifndef DOC_FINDING_H
#define DOC_FINDING_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

enum severity { SEVERITY_FEL, SEVERITY_VARNING, SEVERITY_UPPLYSNING };

struct finding {
	int line, col;          /* 1-based; col in code points */
	enum severity severity;
	const char *id;         /* "FORMAT-..."; static or in the arena */
	const char *text;       /* Swedish, one line */
};

/* The ids are stable: other programs and the list of accepted findings use them. */
enum fault {
	FAULT_UTF8,
	FAULT_BOM,
	FAULT_CR,
	FAULT_BLANK,
	FAULT_EMPTY,
	FAULT_FINAL,
	FAULT_CONTROL,
	FAULT_FRONT_NONE,
	FAULT_FRONT_OPEN,
	FAULT_FRONT_LINE,
	FAULT_FRONT_TWICE,
	FAULT_FRONT_UNKNOWN,
	FAULT_FRONT_ORDER,
	FAULT_FRONT_LIST,
	FAULT_FRONT_QUOTE,
	FAULT_FRONT_MISSING,
	FAULT_FRONT_VALUE,
	FAULT_PERSON,
	FAULT_RANGE,
	FAULT_SIGNER,
	FAULT_HEADING,
	FAULT_NUMBER,
	FAULT_META,
	FAULT_SLAG,
	FAULT_SPACING,
	FAULT_SECTION,
	FAULT_SECTION_TWICE,
	FAULT_MIRROR,
	FAULT_MIRROR_TEXT,
	FAULT_INTRO,
	FAULT_MARKUP,
	FAULT_LIST,
	FAULT_QUOTE,
	FAULT_TABLE,
	FAULT_NOTE,
	FAULT_COMMENT,
	FAULT_PRESENTER,
	FAULT_YRKANDE,
	FAULT_VOTE,
	FAULT_RESERVATION,
	FAULT_REGISTER,
	FAULTS,
};

const char *severity_name(enum severity s); /* "fel", "varning", "upplysning" */

/* Findings as they are made. At most FINDINGS_MAX are kept. */
enum { FINDINGS_MAX = 2000 };
struct findings {
	struct arena *arena;
	struct finding *v;
	size_t n, cap;
};
/* `what` fills the %s of the row's text, cut to 60 characters; may be absent. */
void findings_add(struct findings *l, enum fault f, int line, int col, struct span what);
void findings_sort(struct findings *l);     /* by line, then column; stable */

#endif
