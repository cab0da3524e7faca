/* clock: time as UTC seconds and an offset, civil dates, Swedish forms.
 *
 * The clock can be fixed (--tid or PARAGRAF_TID) so that the same commands give
 * the same bytes. Dates are proleptic Gregorian (ISO 8601). */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct stamp {
	int64_t utc;   /* seconds since 1970-01-01T00:00Z */
	int offset;    /* minutes east of Greenwich */
};

struct date {
	int year, month, day; /* month 1-12 */
};

/* Fixes the clock: "2031-04-09T10:42+02:00", seconds allowed, "Z" allowed.
 * Without an offset the local one is used. */
int clock_fix(const char *iso, struct err *err);
bool clock_fixed(void);
/* Moves a fixed clock forward (replayed scripts); no effect on a real one. */
void clock_advance(int seconds);
struct stamp clock_now(void);
int64_t clock_now_ms(void);        /* UTC, ms since 1970; fixed as clock_now */
int64_t clock_monotonic_ms(void);

int clock_parse(struct span iso, struct stamp *out);      /* -1: not a time */
void clock_add_iso(struct str *out, struct stamp t);      /* 2031-04-09T10:42:07+02:00 */
void clock_add_time(struct str *out, struct stamp t, bool seconds); /* 10.42 or 10.42.07 */
struct date clock_date(struct stamp t);                   /* local civil date */
int clock_minute_of_day(struct stamp t);

bool date_parse(struct span iso, struct date *out);       /* yyyy-mm-dd, a real day */
void date_add_iso(struct str *out, struct date d);
void date_add_long(struct str *out, struct date d);       /* 9 april 2031 */
long date_days(struct date d);                            /* days since 1970-01-01 */
struct date date_from_days(long days);
int date_weekday(struct date d);                          /* 1 = måndag .. 7 = söndag */
const char *date_weekday_name(int weekday);
const char *date_month_name(int month);

/* "10.00" or "10:00" to minutes of the day; -1 when it is no time of day. */
int clock_parse_hm(struct span s);

/* "14.32" (of the day of `now`) or "2031-04-09 14.32" (":" and "T" too) to a
 * stamp at the end of that minute, with the offset of now; -1: no such time. */
int clock_parse_when(struct span text, struct stamp now, struct stamp *out);

#endif
