/* clock: see clock.h. */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Set once at start by --tid, PARAGRAF_TID or a test; otherwise unused. */
static struct stamp fixed_at;
static bool is_fixed;

static int local_offset(int64_t utc)
{
	time_t t = (time_t)utc;
	struct tm tm;

	if (!localtime_r(&t, &tm))
		return 0;
	return (int)(tm.tm_gmtoff / 60);
}

static bool number(struct span s, size_t at, size_t n, int *out)
{
	long v;

	if (at + n > s.n || !span_int(span_sub(s, at, n), &v))
		return false;
	*out = (int)v;
	return true;
}

int clock_parse(struct span s, struct stamp *out)
{
	struct date d;
	int h, m, sec = 0, oh, om;
	size_t i = 16;
	int64_t t;

	if (s.n < 16 || !date_parse(span_sub(s, 0, 10), &d) || (s.p[10] != 'T' && s.p[10] != ' '))
		return -1;
	if (!number(s, 11, 2, &h) || s.p[13] != ':' || !number(s, 14, 2, &m) || h > 23 || m > 59)
		return -1;
	if (i < s.n && s.p[i] == ':') {
		if (!number(s, i + 1, 2, &sec) || sec > 59)
			return -1;
		i += 3;
	}
	t = (int64_t)date_days(d) * 86400 + h * 3600 + m * 60 + sec;
	if (i == s.n) {
		int guess = local_offset(t);

		out->offset = local_offset(t - guess * 60);
	} else if (i + 1 == s.n && s.p[i] == 'Z') {
		out->offset = 0;
	} else if (i + 6 == s.n && (s.p[i] == '+' || s.p[i] == '-') && number(s, i + 1, 2, &oh) &&
		   s.p[i + 3] == ':' && number(s, i + 4, 2, &om) && oh <= 14 && om <= 59) {
		out->offset = (oh * 60 + om) * (s.p[i] == '-' ? -1 : 1);
	} else {
		return -1;
	}
	out->utc = t - out->offset * 60;
	return 0;
}

int clock_fix(const char *iso, struct err *err)
{
	struct stamp t;

	if (clock_parse(span_of(iso), &t))
		return err_set(err, ERR_USAGE,
			"tiden ”%s” går inte att läsa; skriv den som 2031-04-09T10:42+02:00", iso);
	fixed_at = t;
	is_fixed = true;
	return 0;
}

bool clock_fixed(void)
{
	return is_fixed;
}

void clock_advance(int seconds)
{
	fixed_at.utc += seconds;
}

struct stamp clock_now(void)
{
	struct stamp t;

	if (is_fixed)
		return fixed_at;
	t.utc = (int64_t)time(NULL);
	t.offset = local_offset(t.utc);
	return t;
}

int64_t clock_now_ms(void)
{
	struct timespec ts;

	if (is_fixed)
		return fixed_at.utc * 1000;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t local_seconds(struct stamp t)
{
	return t.utc + (int64_t)t.offset * 60;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct date clock_date(struct stamp t)
{
	return date_from_days((long)floor_div(local_seconds(t), 86400));
}

int clock_minute_of_day(struct stamp t)
{
	int64_t s = local_seconds(t);

	return (int)((s - floor_div(s, 86400) * 86400) / 60);
}

void clock_add_iso(struct str *out, struct stamp t)
{
	int64_t s = local_seconds(t);
	int64_t of_day = s - floor_div(s, 86400) * 86400;
	int off = abs(t.offset);

	date_add_iso(out, clock_date(t));
	str_addf(out, "T%02d:%02d:%02d%c%02d:%02d", (int)(of_day / 3600), (int)(of_day / 60 % 60),
		(int)(of_day % 60), t.offset < 0 ? '-' : '+', off / 60, off % 60);
}

void clock_add_time(struct str *out, struct stamp t, bool seconds)
{
	int64_t s = local_seconds(t);
	int64_t of_day = s - floor_div(s, 86400) * 86400;

	str_addf(out, "%02d.%02d", (int)(of_day / 3600), (int)(of_day / 60 % 60));
	if (seconds)
		str_addf(out, ".%02d", (int)(of_day % 60));
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool date_parse(struct span s, struct date *out)
{
	struct date d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	if (!number(s, 0, 4, &d.year) || !number(s, 5, 2, &d.month) || !number(s, 8, 2, &d.day))
		return false;
	if (d.year < 1 || d.month < 1 || d.month > 12 || d.day < 1 ||
		d.day > month_days(d.year, d.month))
		return false;
	*out = d;
	return true;
}

void date_add_iso(struct str *out, struct date d)
{
	str_addf(out, "%04d-%02d-%02d", d.year, d.month, d.day);
}

void date_add_long(struct str *out, struct date d)
{
	str_addf(out, "%d %s %d", d.day, date_month_name(d.month), d.year);
}

/* Days from civil: years begin in March, so the leap day is last. */
long date_days(struct date d)
{
	long y = d.month <= 2 ? d.year - 1 : d.year;
	long era = (y >= 0 ? y : y - 399) / 400;
	long yoe = y - era * 400;
	long doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	long doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

struct date date_from_days(long days)
{
	long z = days + 719468;
	long era = (z >= 0 ? z : z - 146096) / 146097;
	long doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long mp = (5 * doy + 2) / 153;
	struct date d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

int date_weekday(struct date d)
{
	long w = (date_days(d) + 3) % 7; /* 1970-01-01 was a Thursday */

	return (int)(w < 0 ? w + 7 : w) + 1;
}

const char *date_weekday_name(int weekday)
{
	static const char *const names[] = {
		"måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"};

	return weekday >= 1 && weekday <= 7 ? names[weekday - 1] : "";
}

const char *date_month_name(int month)
{
	static const char *const names[] = {"januari", "februari", "mars", "april", "maj", "juni",
		"juli", "augusti", "september", "oktober", "november", "december"};

	return month >= 1 && month <= 12 ? names[month - 1] : "";
}

int clock_parse_hm(struct span s)
{
	int h, m;

	if (s.n != 5 || (s.p[2] != '.' && s.p[2] != ':') || !number(s, 0, 2, &h) ||
		!number(s, 3, 2, &m) || h > 23 || m > 59)
		return -1;
	return h * 60 + m;
}

int clock_parse_when(struct span text, struct stamp now, struct stamp *out)
{
	struct span t = span_trim(text), clock = t;
	struct date day = clock_date(now);
	char *padded;
	int minute;

	if (t.n > 11 && (t.p[10] == ' ' || t.p[10] == 'T')) {
		if (!date_parse(span_sub(t, 0, 10), &day))
			return -1;
		clock = span_trim(span_from(t, 11));
	}
	padded = str_format("%s%.*s", clock.n == 4 ? "0" : "", SPAN_FMT(clock));
	minute = clock_parse_hm(span_of(padded));
	free(padded);
	if (minute < 0)
		return -1;
	out->utc = ((int64_t)date_days(day) * 1440 + minute - now.offset) * 60 + 59;
	out->offset = now.offset;
	return 0;
}
