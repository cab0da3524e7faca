/* deadline: by which day the minutes are to be justerade, posted, appealed
 * against and taken down. Days are civil dates of Europe/Stockholm.
 *
 *   justering  meeting + 14 days        KL (2017:725) 5:69
 *   anslag     justering + 2 days       KL 8:12
 *   appeal     anslag + 3 weeks         KL 13:5, 13:16
 *   down       the day after            KL 8:12
 *
 * A last day that is a Saturday, a Sunday, another public holiday, midsummer
 * eve, Christmas eve or New Year's eve moves to the next day that is none:
 * lag (1930:173) 2 §; holidays: lag (1989:253). For the 14 days and the 2 days,
 * which are no time limits of that law, this is what practice does; the nominal
 * day is given too. The day of taking down follows the appeal's and is not moved. */
#ifndef JUSTERING_DEADLINE_H
#define JUSTERING_DEADLINE_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/str.h"

enum deadline_kind {
	DEADLINE_JUSTERING,
	DEADLINE_ANSLAG,
	DEADLINE_APPEAL,
	DEADLINE_DOWN,
	DEADLINE_COUNT,
};

struct deadline {
	struct date nominal; /* counted */
	struct date day;     /* moved past days that do not count; never before nominal */
	bool planned;        /* counted from a day that has not come: the last allowed one */
	struct date done;    /* when it was done; year 0: not yet, or not known */
};

/* What has happened; year 0: not yet, or not known. */
struct deadline_facts {
	struct date meeting, justerat, anslaget, nedtaget;
};

/* Easter Sunday of a year 1583..9999. */
struct date deadline_easter(int year);
/* A day no period can end on, see above; 1583..9999. */
bool deadline_holiday(struct date d);
/* All four, each from what has happened or else from the deadline before it.
 * false when the meeting has no date; out is all zeros then. */
bool deadline_chain(const struct deadline_facts *f, struct deadline out[DEADLINE_COUNT]);

/* "justering senast ", "anslaget tas ned " */
void deadline_add_name(struct str *out, enum deadline_kind kind);
/* One line: "justering senast torsdag 24 december 2026 (flyttad till måndag 28
 * december 2026)"; "; anslaget onsdag 16 ..." after it when it is done. */
void deadline_add_line(struct str *out, enum deadline_kind kind, const struct deadline *d);
/* iCalendar (RFC 5545): whole-day events of what is not done. `what` names the meeting, `uid` is the
 * same for the same meeting; `stamp` is when it is written. */
void deadline_add_ics(struct str *out, const struct deadline d[DEADLINE_COUNT], struct span what, struct span uid,
	struct stamp stamp);

#endif
