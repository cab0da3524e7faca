/* deadline: counting days, see deadline.h. Knows no file and no draft. */
#include "justering/deadline.h"

#include <stdlib.h>

static const struct {
	const char *name, *lead; /* "justering senast ..." */
	const char *done;        /* NULL: it is no deed */
	int days;                /* after the one before it */
	bool rolls;
} rows[DEADLINE_COUNT] = {
	[DEADLINE_JUSTERING] = {"justering", "senast ", "justerat", 14, true},
	[DEADLINE_ANSLAG] = {"anslag", "senast ", "anslaget", 2, true},
	[DEADLINE_APPEAL] = {"överklagande", "till och med ", NULL, 21, true},
	[DEADLINE_DOWN] = {"anslaget tas ned", "", "nedtaget", 1, false},
};

/* The algorithm of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8). */
struct date deadline_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
	int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return (struct date){year, n / 31, n % 31 + 1};
}

static struct date later(struct date d, int days)
{
	return date_from_days(date_days(d) + days);
}

/* Fixed days; the eves are no holidays but count as such for periods. */
static const struct {
	int month, day;
} fixed[] = {{1, 1}, {1, 6}, {5, 1}, {6, 6}, {12, 24}, {12, 25}, {12, 26}, {12, 31}};

/* Days after Easter Sunday: långfredagen, påskdagen, annandag påsk, Kristi
 * himmelsfärdsdag, pingstdagen. */
static const int moving[] = {-2, 0, 1, 39, 49};

bool deadline_holiday(struct date d)
{
	int weekday = date_weekday(d);
	long after = date_days(d) - date_days(deadline_easter(d.year));

	if (weekday >= 6) /* midsommardagen and alla helgons dag are Saturdays */
		return true;
	if (d.month == 6 && d.day >= 19 && d.day <= 25 && weekday == 5) /* midsommarafton */
		return true;
	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (d.month == fixed[i].month && d.day == fixed[i].day)
			return true;
	for (size_t i = 0; i < sizeof moving / sizeof moving[0]; i++)
		if (after == moving[i])
			return true;
	return false;
}

static struct date roll(struct date d)
{
	while (deadline_holiday(d))
		d = later(d, 1);
	return d;
}

bool deadline_chain(const struct deadline_facts *f, struct deadline out[DEADLINE_COUNT])
{
	const struct date happened[DEADLINE_COUNT] = {f->meeting, f->justerat, f->anslaget, {0}};
	const struct date done[DEADLINE_COUNT] = {f->justerat, f->anslaget, {0}, f->nedtaget};
	struct date from = f->meeting;
	bool planned = false;

	for (int i = 0; i < DEADLINE_COUNT; i++)
		out[i] = (struct deadline){0};
	if (!f->meeting.year)
		return false;
	for (int i = 0; i < DEADLINE_COUNT; i++) {
		if (happened[i].year) {
			from = happened[i];
			planned = false;
		} else if (i != DEADLINE_DOWN) {
			planned = true; /* down is as sure as the appeal's day */
		}
		out[i].nominal = later(from, rows[i].days);
		out[i].day = rows[i].rolls ? roll(out[i].nominal) : out[i].nominal;
		out[i].planned = planned;
		out[i].done = done[i];
		from = out[i].day;
	}
	return true;
}

static void add_day(struct str *out, struct date d)
{
	str_addf(out, "%s %d %s %d", date_weekday_name(date_weekday(d)), d.day, date_month_name(d.month), d.year);
}

void deadline_add_name(struct str *out, enum deadline_kind kind)
{
	str_addf(out, "%s %s", rows[kind].name, rows[kind].lead);
}

void deadline_add_line(struct str *out, enum deadline_kind kind, const struct deadline *d)
{
	deadline_add_name(out, kind);
	add_day(out, d->nominal);
	if (date_days(d->day) != date_days(d->nominal)) {
		str_adds(out, " (flyttad till ");
		add_day(out, d->day);
		str_addc(out, ')');
	}
	if (d->done.year && rows[kind].done) {
		str_addf(out, "; %s ", rows[kind].done);
		add_day(out, d->done);
	}
}

/* ------------------------------------------------------------- iCalendar */

/* RFC 5545 3.1: a line is at most 75 bytes; the rest goes on the next line
 * after a blank. No character is cut in two. */
static void add_folded(struct str *out, const struct str *line)
{
	struct span rest = str_span(line);
	size_t room = 75;

	while (rest.n > room) {
		size_t n = room;

		while (n > 1 && ((unsigned char)rest.p[n] & 0xC0) == 0x80)
			n--;
		str_addspan(out, span_sub(rest, 0, n));
		str_adds(out, "\r\n ");
		rest = span_from(rest, n);
		room = 74;
	}
	str_addspan(out, rest);
	str_adds(out, "\r\n");
}

/* RFC 5545 3.3.11; control characters have no place in a calendar. */
static void add_text(struct str *out, struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '\\' || c == ';' || c == ',')
			str_addc(out, '\\');
		str_addc(out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
	}
}

static void add_day_value(struct str *out, struct date d)
{
	str_addf(out, "%.4d%.2d%.2d", d.year, d.month, d.day);
}

/* "KEY:text" as one folded line; text is escaped. */
static void add_property(struct str *out, const char *key, const struct str *text)
{
	struct str line = STR_INIT;

	str_adds(&line, key);
	add_text(&line, str_span(text));
	add_folded(out, &line);
	str_release(&line);
}

static void add_event(struct str *out, enum deadline_kind kind, const struct deadline *d, struct span what, struct span uid,
	const char *stamp)
{
	static const char *const ids[DEADLINE_COUNT] = {"justering", "anslag", "overklagande", "nedtagning"};
	struct str text = STR_INIT;

	str_addf(out, "BEGIN:VEVENT\r\nDTSTAMP:%s\r\nDTSTART;VALUE=DATE:", stamp);
	add_day_value(out, d->day);
	str_adds(out, "\r\nDTEND;VALUE=DATE:");
	add_day_value(out, later(d->day, 1));
	str_adds(out, "\r\n");
	str_addf(&text, "%s-%.*s", ids[kind], SPAN_FMT(uid));
	add_property(out, "UID:", &text);
	str_clear(&text);
	str_addf(&text, "%s%s, %.*s", kind == DEADLINE_DOWN ? "" : "Sista dag: ", rows[kind].name, SPAN_FMT(what));
	add_property(out, "SUMMARY:", &text);
	str_clear(&text);
	deadline_add_line(&text, kind, d);
	if (d->planned)
		str_adds(&text, "; räknat från sista dag för steget före");
	add_property(out, "DESCRIPTION:", &text);
	str_adds(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
	str_release(&text);
}

void deadline_add_ics(struct str *out, const struct deadline d[DEADLINE_COUNT], struct span what, struct span uid,
	struct stamp stamp)
{
	struct stamp utc = {stamp.utc, 0};
	struct date day = clock_date(utc);
	int minute = clock_minute_of_day(utc);
	char *at = str_format("%.4d%.2d%.2dT%.2d%.2d%.2dZ", day.year, day.month, day.day, minute / 60, minute % 60,
		(int)(stamp.utc % 60));

	str_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//paragraf//frister//SV\r\n");
	for (int i = 0; i < DEADLINE_COUNT; i++)
		if (!d[i].done.year)
			add_event(out, (enum deadline_kind)i, &d[i], what, uid, at);
	str_adds(out, "END:VCALENDAR\r\n");
	free(at);
}
