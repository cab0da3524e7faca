/* deadline: the days of R45, Swedish holidays, iCalendar. */
#include "justering/deadline.h"

#include <string.h>

#include "test.h"

static void check_day(struct date d, const char *iso)
{
	struct str s = STR_INIT;

	date_add_iso(&s, d);
	CHECK_STR(str_c(&s), iso);
	str_release(&s);
}

/* Known Easter Sundays. */
TEST(easter)
{
	static const char *const days[] = {"1583-04-10", "1818-03-22", "1943-04-25", "2000-04-23", "2008-03-23", "2017-04-16",
		"2024-03-31", "2026-04-05", "2031-04-13", "2038-04-25", "2285-03-22"};

	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		struct date d;

		CHECK(date_parse(span_of(days[i]), &d));
		check_day(deadline_easter(d.year), days[i]);
	}
}

TEST(holidays_of_2026)
{
	static const char *const off[] = {"2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01",
		"2026-05-14", "2026-05-24", "2026-06-06", "2026-06-19", "2026-06-20", "2026-10-31", "2026-12-24", "2026-12-25",
		"2026-12-26", "2026-12-31", "2026-11-21", "2026-11-22"};
	static const char *const on[] = {"2026-01-05", "2026-01-07", "2026-04-02", "2026-04-07", "2026-04-30", "2026-05-15",
		"2026-05-25", "2026-06-05", "2026-06-18", "2026-06-26", "2026-10-30", "2026-12-23", "2026-12-30", "2026-11-23"};
	struct date d;

	for (size_t i = 0; i < sizeof off / sizeof off[0]; i++) {
		CHECK(date_parse(span_of(off[i]), &d));
		CHECK(deadline_holiday(d));
	}
	for (size_t i = 0; i < sizeof on / sizeof on[0]; i++) {
		CHECK(date_parse(span_of(on[i]), &d));
		CHECK(!deadline_holiday(d));
	}
}

static const struct {
	const char *meeting, *justerat, *anslaget;
	enum deadline_kind kind;
	const char *nominal, *day;
} vectors[] = {
	{"2026-12-10", "", "", DEADLINE_JUSTERING, "2026-12-24", "2026-12-28"},
	{"2026-03-01", "2026-03-14", "2026-03-16", DEADLINE_APPEAL, "2026-04-06", "2026-04-07"},
	{"2026-03-01", "2026-03-14", "2026-03-16", DEADLINE_DOWN, "2026-04-08", "2026-04-08"},
	{"2017-09-01", "2017-09-11", "2017-09-12", DEADLINE_APPEAL, "2017-10-03", "2017-10-03"},
	{"2017-09-01", "2017-09-11", "2017-09-12", DEADLINE_DOWN, "2017-10-04", "2017-10-04"},
	{"2026-03-01", "2026-03-12", "", DEADLINE_ANSLAG, "2026-03-14", "2026-03-16"},
};

TEST(vectors)
{
	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		struct deadline_facts f = {{0}, {0}, {0}, {0}};
		struct deadline d[DEADLINE_COUNT];

		CHECK(date_parse(span_of(vectors[i].meeting), &f.meeting));
		(void)date_parse(span_of(vectors[i].justerat), &f.justerat);
		(void)date_parse(span_of(vectors[i].anslaget), &f.anslaget);
		CHECK(deadline_chain(&f, d));
		check_day(d[vectors[i].kind].nominal, vectors[i].nominal);
		check_day(d[vectors[i].kind].day, vectors[i].day);
	}
}

/* What has not happened is counted from the last day allowed, and says so. */
TEST(planned)
{
	struct deadline_facts f = {.meeting = {2026, 12, 10}};
	struct deadline d[DEADLINE_COUNT];

	CHECK(deadline_chain(&f, d));
	CHECK(!d[DEADLINE_JUSTERING].planned);
	CHECK(d[DEADLINE_ANSLAG].planned && d[DEADLINE_DOWN].planned);
	check_day(d[DEADLINE_ANSLAG].nominal, "2026-12-30");
	f.justerat = (struct date){2026, 12, 15};
	f.anslaget = (struct date){2026, 12, 16};
	CHECK(deadline_chain(&f, d));
	CHECK(!d[DEADLINE_APPEAL].planned && !d[DEADLINE_DOWN].planned);
	f.meeting.year = 0;
	CHECK(!deadline_chain(&f, d));
}

TEST(in_words)
{
	struct deadline_facts f = {.meeting = {2026, 12, 10}};
	struct deadline d[DEADLINE_COUNT];
	struct str s = STR_INIT;

	deadline_chain(&f, d);
	deadline_add_line(&s, DEADLINE_JUSTERING, &d[DEADLINE_JUSTERING]);
	CHECK_STR(str_c(&s), "justering senast torsdag 24 december 2026 (flyttad till måndag 28 december 2026)");
	str_clear(&s);
	deadline_add_line(&s, DEADLINE_ANSLAG, &d[DEADLINE_ANSLAG]);
	CHECK_STR(str_c(&s), "anslag senast onsdag 30 december 2026");
	str_clear(&s);
	f.justerat = (struct date){2026, 12, 15};
	f.anslaget = (struct date){2026, 12, 16};
	deadline_chain(&f, d);
	deadline_add_line(&s, DEADLINE_ANSLAG, &d[DEADLINE_ANSLAG]);
	CHECK_STR(str_c(&s), "anslag senast torsdag 17 december 2026; anslaget onsdag 16 december 2026");
	str_clear(&s);
	f.nedtaget = (struct date){2027, 1, 11};
	deadline_chain(&f, d);
	deadline_add_line(&s, DEADLINE_DOWN, &d[DEADLINE_DOWN]);
	CHECK_STR(str_c(&s), "anslaget tas ned fredag 8 januari 2027; nedtaget måndag 11 januari 2027");
	str_clear(&s);
	deadline_add_ics(&s, d, span_of("FN"), span_of("x"), (struct stamp){1796000000, 120});
	CHECK(span_find(str_span(&s), "UID:overklagande-x", 0) != (size_t)-1);
	CHECK(span_find(str_span(&s), "UID:anslag-x", 0) == (size_t)-1);
	str_release(&s);
}

/* Lines of at most 75 bytes and CRLF, text escaped, each event whole. */
TEST(calendar)
{
	struct deadline_facts f = {.meeting = {2026, 12, 10}};
	struct deadline d[DEADLINE_COUNT];
	struct str s = STR_INIT;
	size_t events = 0, at = 0;
	struct span rest, line;

	deadline_chain(&f, d);
	deadline_add_ics(&s, d, span_of("Åse; Örträsks nämnd för ärenden, övriga ärenden och åtgärder\033 i fjällen"),
		span_of("2026-12-10-fn"), (struct stamp){1796000000, 120});
	rest = str_span(&s);
	while (span_line(&rest, &line)) {
		CHECK(line.n >= 1 && line.n <= 76 && line.p[line.n - 1] == '\r');
		CHECK(!memchr(line.p, '\033', line.n));
	}
	while ((at = span_find(str_span(&s), "BEGIN:VEVENT", at)) != (size_t)-1) {
		events++;
		at++;
	}
	CHECK_INT(events, DEADLINE_COUNT);
	CHECK(span_find(str_span(&s), "DTSTART;VALUE=DATE:20261228\r\nDTEND;VALUE=DATE:20261229\r\n", 0) != (size_t)-1);
	CHECK(span_find(str_span(&s), "Åse\\; Örträsks nämnd för", 0) != (size_t)-1);
	CHECK(span_find(str_span(&s), "UID:justering-2026-12-10-fn\r\n", 0) != (size_t)-1);
	CHECK(span_find(str_span(&s), "DTSTAMP:20261130T", 0) != (size_t)-1);
	str_release(&s);
}
