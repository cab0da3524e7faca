/* unit: the draft cut into the pieces a screen shows: one heading, one meta
 * line, one paragraph, one list item, one table row, one empty line.
 *
 * Works on bytes near a place, without the parsed protocol, so that a key costs
 * what is on the screen and not what is in the file. Any bytes; the units of a
 * text follow each other without gaps and cover it. */
#ifndef SCREENS_UNIT_H
#define SCREENS_UNIT_H

#include <stdbool.h>

#include "base/str.h"

enum unit_kind {
	UNIT_EMPTY,     /* an empty line */
	UNIT_FRONT,     /* the whole front matter: never shown as text */
	UNIT_ITEM,      /* # § 13 Titel */
	UNIT_META,      /* Dnr: FN 79-2031 */
	UNIT_SECTION,   /* ## Beslut */
	UNIT_MIRROR,    /* ## Beslut = Förslag till beslut */
	UNIT_SUB,       /* ### rubrik */
	UNIT_PRESENTER, /* ### @namn, titel */
	UNIT_PARA,
	UNIT_LIST,      /* one item with its further lines */
	UNIT_QUOTE,
	UNIT_TABLE,     /* one row */
	UNIT_RULER,     /* |---|---| */
	UNIT_NOTE,      /* [^1]: footnote */
	UNIT_COMMENT,   /* <!-- ... --> */
	UNIT_KINDS,
};

struct unit {
	enum unit_kind kind;
	size_t at, end;     /* bytes; end is after the newline, or the end of the text */
	size_t text;        /* where its visible text begins (after "# ", "- " ...) */
	size_t text_end;    /* before the last newline */
	int indent;         /* LIST: columns to the text of the item */
	struct span mark;   /* LIST: "-" or "3." */
};

/* The unit that holds offset `at` (at == n: the last one; an empty text and a
 * text that ends with a newline have an empty unit at the end). */
struct unit unit_at(struct span s, size_t at);
/* false at the ends. */
bool unit_next(struct span s, const struct unit *u, struct unit *out);
bool unit_prev(struct span s, const struct unit *u, struct unit *out);

/* Where the text after the front matter begins. */
size_t unit_body(struct span s);

/* Is it a heading whose text is fixed and where the cursor does not stop? */
bool unit_fixed(enum unit_kind k);
/* Is it running text, written as sentences on lines of their own? */
bool unit_prose(enum unit_kind k);

#endif
