/* after: what is added to a protocol once it is justerat, without a byte of it
 * being changed: the anslag, rättelser, the archive. The file justerat/efter: rows are only added.
 *
 *   format: paragraf-efter 1
 *   anslaget: 2031-04-17 <time it was noted> | Storsele, regionens anslagstavla | Finn Dahl
 *   rättelse: 2031-05-02 <time> | 12 | gammal lydelse | ny lydelse | skäl | Finn Dahl
 *
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

void after_write(const struct after *a, struct str *out);
int after_parse(struct after *out, struct span bytes, struct err *err);
void after_release(struct after *a);
/* Is `now` `before` with rows added? */
bool after_grew(struct span before, struct span now);
/* "Rättelse den 2 maj 2031: ”…” ska vara ”…”. Skäl: …. Finn Dahl" */
void after_add_correction(struct str *out, const struct after_entry *e);

#endif
