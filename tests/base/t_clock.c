/* clock: dates, offsets, Swedish forms. */
#include "base/clock.h"

#include "test.h"

static char *iso(const char *s)
{
	struct str out = STR_INIT;
	struct stamp t;

	if (clock_parse(span_of(s), &t))
		str_adds(&out, "-");
	else
		clock_add_iso(&out, t);
	return str_take(&out);
}

TEST(parse)
{
	static const struct {
		const char *in, *want;
	} row[] = {
		{"2031-04-09T10:42+02:00", "2031-04-09T10:42:00+02:00"},
		{"2031-04-09 10:42:07Z", "2031-04-09T10:42:07+00:00"},
		{"2031-04-09T10:42", "2031-04-09T10:42:00+02:00"}, /* TZ of the tests: Stockholm */
		{"2031-01-09T10:42", "2031-01-09T10:42:00+01:00"},
		{"1969-12-31T23:59:59-03:30", "1969-12-31T23:59:59-03:30"},
		{"2031-02-29T10:42Z", "-"},
		{"2032-02-29T00:00Z", "2032-02-29T00:00:00+00:00"},
		{"2031-04-09T24:00Z", "-"},
		{"2031-04-09T10:60Z", "-"},
		{"2031-04-09T10:42:60Z", "-"},
		{"2031-04-09T10:42+2:00", "-"},
		{"2031-04-09T10:42+15:00", "-"},
		{"2031-04-09T10:42 ", "-"},
		{"2031-04-09", "-"},
		{"", "-"},
		{NULL, "-"},
		{"2031-04-09T10:4\xC3", "-"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		char *got = iso(row[i].in);

		CHECK_STR(got, row[i].want);
		free(got);
	}
}

/* A fixed clock stays fixed, so this is one test with an order of its own. */
TEST(fixing)
{
	struct err err = ERR_INIT;
	struct stamp t;
	struct str s = STR_INIT;

	CHECK(!clock_fixed());
	CHECK(clock_now().utc > 1600000000);
	CHECK_INT(clock_fix("i morgon", &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	CHECK(strstr(err.msg, "i morgon"));
	CHECK(!clock_fixed());
	CHECK_INT(clock_fix("2031-12-31T23:59:58+01:00", &err), 0);
	CHECK(clock_fixed());
	clock_advance(3);
	t = clock_now();
	clock_add_iso(&s, t);
	CHECK_STR(str_c(&s), "2032-01-01T00:00:01+01:00");
	str_clear(&s);
	clock_add_time(&s, t, false);
	clock_add_time(&s, t, true);
	CHECK_STR(str_c(&s), "00.0000.00.01");
	CHECK_INT(clock_minute_of_day(t), 0);
	CHECK_INT(clock_date(t).day, 1);
	str_release(&s);
}

TEST(before_the_epoch_and_west)
{
	struct stamp t = {-1, -210};

	CHECK_INT(clock_minute_of_day(t), 20 * 60 + 29);
	CHECK_INT(clock_date(t).year, 1969);
}

TEST(days)
{
	struct date last = date_from_days(-719163);

	CHECK_INT(date_days((struct date){1970, 1, 1}), 0);
	CHECK_INT(date_days((struct date){2031, 4, 9}), 22378);
	/* every day follows the one before */
	for (long i = -719162; i < 1200000; i++) {
		struct date d = date_from_days(i);
		bool next = d.day == last.day + 1 ||
			    (d.day == 1 && (d.month == last.month + 1 || (d.month == 1 && last.month == 12)));

		if (date_days(d) != i || !next) {
			CHECK_INT(date_days(d), i);
			CHECK(next);
			break;
		}
		last = d;
	}
}

TEST(names)
{
	struct str s = STR_INIT;
	struct date d;

	CHECK(date_parse(span_of("2031-04-09"), &d));
	CHECK_INT(date_weekday(d), 3);
	CHECK_STR(date_weekday_name(date_weekday(d)), "onsdag");
	CHECK_INT(date_weekday((struct date){1969, 12, 28}), 7);
	date_add_long(&s, d);
	date_add_iso(&s, d);
	CHECK_STR(str_c(&s), "9 april 20312031-04-09");
	CHECK_STR(date_weekday_name(0), "");
	CHECK_STR(date_weekday_name(8), "");
	CHECK_STR(date_month_name(13), "");
	CHECK(!date_parse(span_of("2031-4-09"), &d) && !date_parse(span_of("2031-13-01"), &d));
	CHECK(!date_parse(span_of("2031-04-31"), &d) && !date_parse(SPAN_NONE, &d));
	CHECK(!date_parse(span_of("0000-01-01"), &d) && !date_parse(span_of("20å1-01-1"), &d));
	CHECK(date_parse(span_of("2000-02-29"), &d) && !date_parse(span_of("1900-02-29"), &d));
	str_release(&s);
}

TEST(time_of_day)
{
	CHECK_INT(clock_parse_hm(span_of("10.42")), 642);
	CHECK_INT(clock_parse_hm(span_of("00:00")), 0);
	CHECK_INT(clock_parse_hm(span_of("24.00")), -1);
	CHECK_INT(clock_parse_hm(span_of("9.00")), -1);
	CHECK_INT(clock_parse_hm(span_of("10,42")), -1);
	CHECK_INT(clock_parse_hm(SPAN_NONE), -1);
}

TEST(milliseconds)
{
	struct err err = ERR_INIT;
	int64_t seconds;

	CHECK_INT(clock_fix("2031-04-09T10:42:07+02:00", &err), 0);
	seconds = clock_now().utc;
	CHECK_INT(clock_now_ms(), seconds * 1000);
	clock_advance(3);
	CHECK_INT(clock_now_ms(), (seconds + 3) * 1000);
}

TEST(a_time_as_a_person_says_it)
{
	struct stamp now, t;
	static const struct {
		const char *typed;
		const char *want; /* NULL: none */
	} rows[] = {
		{"14.32", "2031-04-09T14:32:59+02:00"}, {"14:32", "2031-04-09T14:32:59+02:00"},
		{"2031-03-01 08.05", "2031-03-01T08:05:59+02:00"}, {" 9.05 ", "2031-04-09T09:05:59+02:00"},
		{"25.00", NULL}, {"", NULL}, {"2031-02-30 10.00", NULL}, {"i går", NULL},
	};

	CHECK_INT(clock_parse(SPAN_LIT("2031-04-09T10:42:07+02:00"), &now), 0);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str got = STR_INIT;

		if (clock_parse_when(span_of(rows[i].typed), now, &t) == 0)
			clock_add_iso(&got, t);
		CHECK_STR(str_c(&got), rows[i].want ? rows[i].want : "");
		str_release(&got);
	}
}
