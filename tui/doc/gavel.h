/* gavel: the klubbslag. One key on a decision writes when it was taken and seals
 * its wording: a meta line of the §,
 *
 *   Klubbat: 10.42 9f86d081884c7d65
 *
 * the time of day and a sum of the words decided (the § Beslut with what it
 * mirrors; blanks and line breaks do not count). A decision taken anew adds
 * ", 10.55 <sum>"; the last one counts. The sum shows that something has changed;
 * what it was is found in the version made at that moment (jobs/gavel.h). A
 * "Klubbat: 10.42" without a sum seals nothing and is kept.
 * Source: R10, F44, U4; JO-3339. */
#ifndef DOC_GAVEL_H
#define DOC_GAVEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "doc/protocol.h"

enum { GAVEL_SUM_SIZE = 17 };

struct gavel {
	int item;                   /* index in the protocol */
	int para;                   /* § number */
	int line;                   /* of the meta line */
	char time[6];               /* "10.42", the last */
	char sum[GAVEL_SUM_SIZE];   /* sealed; "" when it has none */
	int times;                  /* how many klubbslag */
	bool changed;               /* the words are not those sealed */
};

/* Reasons that have been given, as jobs/gavel reads them from the log. */
struct gavel_reason {
	char sealed[GAVEL_SUM_SIZE], now[GAVEL_SUM_SIZE];
	char *text;
};

struct gavel_reasons {
	struct gavel_reason *v;     /* the last given last */
	size_t n, cap;
};

/* The words of the decision as one line, blanks as one; appended. false: no decision. */
bool gavel_wording(const struct item *it, struct str *out);
void gavel_sum(struct span wording, char out[GAVEL_SUM_SIZE]);
/* The sum of the decision as it stands; false, and "", when there is none. */
bool gavel_sum_now(const struct item *it, char out[GAVEL_SUM_SIZE]);
/* The klubbslag of an item; false when there is none. */
bool gavel_of(const struct protocol *p, int item, struct gavel *out);
/* The edit that seals now: at, del and the bytes to put in; hour and minute of the clock.
 * -1 with ERR_STATE when there is no decision to seal ("§ 4 har inget beslut ännu"), or when
 * it is sealed as it stands ("§ 4 är redan klubbad 10.42"). */
int gavel_seal(const struct protocol *p, int item, int hour, int minute, size_t *at, size_t *del, struct str *ins,
	struct err *err);

/* The value of a meta line "Klubbat" as it is shown and printed: times, no sums. */
void gavel_add_times(struct str *out, struct span value);
/* The first sum at or after `from`, with the blank before it: what nobody is shown of a draft. The line
 * round `from` is seen whole; the first line of the text may be a piece of one. n = 0: no more. */
struct range gavel_sum_at(struct span text, size_t from);
/* The text as it is shown: without the sums. */
void gavel_add_shown(struct str *out, struct span text);
/* The reason for exactly this change; NULL: none. */
const char *gavel_reason_find(const struct gavel_reasons *l, const char *sealed, const char *now);
void gavel_reasons_release(struct gavel_reasons *l);

#endif
