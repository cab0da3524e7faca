/* after: what is added to a protocol once it is justerat, without a byte of it
 * being changed: the anslag, rättelser, the archive. The file justerat/efter, of a part
 * justerat/del-<n>/efter: rows are only added.
 *
 *   format: paragraf-efter 1
 *   anslaget: 2031-04-17 <time it was noted> | Storsele, regionens anslagstavla | Finn Dahl
 *   nedtaget: 2031-05-09 <time> | Finn Dahl
 *   arkiverat: 2031-06-01 <time> | where, or nothing | Finn Dahl
 *   rättelse: 2031-05-02 <time> | 12 | gammal lydelse | ny lydelse | skäl | Finn Dahl
 *
 * A "|" or "\" in a field has a "\" before it; control characters and runs of blanks are one blank.
 * Canonical: after_parse takes exactly what after_write gives.
 * A rättelse is printed on the protocol and in new extracts: P47, R46; FL 36 §. */
#ifndef JUSTERING_AFTER_H
#define JUSTERING_AFTER_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#define AFTER_FILE "justerat/efter"

enum after_kind { AFTER_ANSLAGET, AFTER_NEDTAGET, AFTER_ARKIVERAT, AFTER_RATTELSE, AFTER_KINDS };

struct after_entry {
	enum after_kind kind;
	struct date day;
	struct stamp at;
	int para;                  /* RATTELSE: §; 0: the front page */
	char *old, *text, *reason; /* RATTELSE; else NULL */
	char *where;               /* ANSLAGET, ARKIVERAT; or NULL */
	char *who;
};

struct after {
	struct after_entry *v;
	size_t n, cap;
};

/* Copies the strings (those its kind has), as one line each. */
void after_add(struct after *a, const struct after_entry *e);
/* The last row of that kind; NULL. */
const struct after_entry *after_last(const struct after *a, enum after_kind kind);
void after_write(const struct after *a, struct str *out);
/* Absent or empty bytes: no rows. */
int after_parse(struct after *out, struct span bytes, struct err *err);
void after_release(struct after *a);
/* The text on one line, as a field has it. free(). */
char *after_one_line(struct span text);
/* "Rättelse den 2 maj 2031: ”…” ska vara ”…”. Skäl: …. Finn Dahl" */
void after_add_correction(struct str *out, const struct after_entry *e);

#endif
