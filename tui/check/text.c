/* text: rules on what is left to fill in, and on dates and times in the text. */
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"

static void each_pair(struct check_run *r, const char *open, const char *close, const char *what)
{
	struct span src = r->p->src;
	size_t at = 0;

	while ((at = span_find(src, open, at)) != (size_t)-1) {
		size_t end = span_find(src, close, at + strlen(open));
		struct span inner, shown;

		if (at && src.p[at - 1] == '\\') {
			at += strlen(open);
			continue;
		}
		end = end == (size_t)-1 ? src.n : end + strlen(close);
		inner = span_trim(span_sub(src, at + strlen(open), end - at - strlen(open)));
		shown = span_sub(inner, 0, u8_fit(inner.p, inner.n, 40));
		if (span_ends(shown, close))
			shown.n -= strlen(close);
		check_add(r, (struct range){at, end - at}, NULL, "%s: %.*s", what, SPAN_FMT(span_trim(shown)));
		at = end;
	}
}

void rule_gaps(struct check_run *r)
{
	each_pair(r, "[[", "]]", "Lucka att fylla i");
}

void rule_notes(struct check_run *r)
{
	each_pair(r, "<!--", "-->", "Anteckning som ska bort före justering");
}

void line_placeholders(struct check_run *r, const struct check_line *l)
{
	static const char *const words[] = {"XX", "XXX", "XXXX", "NN", "xx", "xxx", "TODO", "FIXME", "Lorem"};
	static const char *const marks[] = {"???", "[...]", "[…]", "____"};
	struct range w;
	size_t at = 0;

	while (u8_word(l->text.p, l->text.n, at, &w)) {
		struct span word = span_sub(l->text, w.at, w.n);

		at = w.at + w.n;
		for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
			if (span_is(word, words[i]) && !check_masked(l, w.at) &&
				span_find(span_sub(l->text, 0, w.at), "[[", 0) == (size_t)-1)
				check_add(r, (struct range){l->at + w.at, w.n}, NULL, "”%.*s” ser ut att vara en platshållare.",
					SPAN_FMT(word));
	}
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		at = span_find(l->text, marks[i], 0);
		if (at != (size_t)-1 && !check_masked(l, at))
			check_add(r, (struct range){l->at + at, strlen(marks[i])}, NULL,
				"”%s” ser ut att vara en platshållare.", marks[i]);
	}
}

/* -------------------------------------------------------------- dates, times */

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && year && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0)
		? 29 : month == 2 && !year ? 29 : days[month - 1];
}

/* "9 april 2031", "9 april": bytes taken, 0: none. year 0: not said. */
static size_t long_date(struct span s, size_t at, struct date *d)
{
	size_t n, m, y;
	int year = 0;

	if ((n = check_number(s, at, &d->day)) == 0 || n > 2 || !check_word_starts(s, at) || at + n >= s.n ||
		s.p[at + n] != ' ')
		return 0;
	m = check_month(s, at + n + 1, &d->month);
	if (!m)
		return 0;
	n += 1 + m;
	d->year = 0;
	if (at + n < s.n && s.p[at + n] == ' ') {
		y = check_number(s, at + n + 1, &year);
		if (y == 4 && year >= 1900 && year < 2200 && check_word_ends(s, at + n + 5)) {
			d->year = year;
			n += 5;
		}
	}
	return n;
}

/* "2031-04-09" as a word of its own with a likely year. */
static size_t iso_date(struct span s, size_t at, struct date *d)
{
	if (check_number(s, at, &d->year) != 4 || !check_word_starts(s, at) || (at && s.p[at - 1] == '-') ||
		at + 10 > s.n || s.p[at + 4] != '-' || check_number(s, at + 5, &d->month) != 2 ||
		s.p[at + 7] != '-' || check_number(s, at + 8, &d->day) != 2 || !check_word_ends(s, at + 10) ||
		(at + 10 < s.n && s.p[at + 10] == '-') || d->year < 1900 || d->year > 2199)
		return 0;
	return 10;
}

static size_t any_date(struct span s, size_t at, struct date *d)
{
	size_t n = iso_date(s, at, d);

	return n ? n : long_date(s, at, d);
}

static bool possible(struct date d)
{
	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= month_days(d.year, d.month);
}

/* Without a year: the day nearest the meeting. */
static bool nearest(const struct check_run *r, struct date *d)
{
	struct date met, best = {0};
	long least = -1;

	if (d->year)
		return possible(*d);
	if (!date_parse(front_get(&r->p->front, FRONT_DATUM), &met))
		return false;
	for (int y = met.year - 1; y <= met.year + 1; y++) {
		struct date t = {y, d->month, d->day};
		long away;

		if (!possible(t))
			continue;
		away = date_days(t) - date_days(met);
		away = away < 0 ? -away : away;
		if (least < 0 || away < least) {
			least = away;
			best = t;
		}
	}
	*d = best;
	return least >= 0;
}

/* "onsdagen" keeps its capital and its definite form when it becomes torsdagen. */
static void wrong_day(struct check_run *r, struct range where, struct date d, struct span said, bool definite)
{
	struct span right = span_of(date_weekday_name(date_weekday(d)));
	struct str s = STR_INIT;

	if (r->p->src.p[where.at] >= 'A' && r->p->src.p[where.at] <= 'Z')
		u8_add_upper_first(&s, right);
	else
		str_addspan(&s, right);
	str_adds(&s, definite ? "en" : "");
	check_add(r, where, str_c(&s), "%d %s %d är en %.*s, inte en %.*s.", d.day, date_month_name(d.month), d.year,
		SPAN_FMT(right), SPAN_FMT(said));
	str_release(&s);
}

void line_weekday(struct check_run *r, const struct check_line *l)
{
	struct range w;
	size_t at = 0;

	while (u8_word(l->text.p, l->text.n, at, &w)) {
		struct span word = span_sub(l->text, w.at, w.n);
		size_t next = w.at + w.n + 1;
		char *low;
		size_t nlow;

		at = w.at + w.n;
		if (w.n < 6 || w.n > 10 || !strchr("mtoflsMTOFLS", word.p[0])) /* måndag .. torsdagen */
			continue;
		low = u8_fold(word.p, word.n, &nlow);
		for (int day = 1; day <= 7; day++) {
			struct span name = span_of(date_weekday_name(day)), got = span_make(low, nlow);
			bool definite = got.n == name.n + 2 && span_ends(got, "en");
			struct date d;
			bool year;

			if (!span_starts(got, name.p) || (got.n != name.n && !definite))
				continue;
			if (span_starts(span_from(l->text, next), "den "))
				next += 4;
			if (!any_date(l->text, next, &d))
				continue;
			year = d.year != 0;
			if (!nearest(r, &d) || date_weekday(d) == day)
				continue;
			wrong_day(r, (struct range){l->at + w.at, w.n}, d, name, definite);
			if (!year)
				r->out->v[r->out->n - 1].severity = SEVERITY_VARNING;
		}
		free(low);
	}
}

/* Is `at` right after "kl. ", "kl " or "klockan "? */
static bool after_clock(struct span s, size_t at)
{
	static const char *const words[] = {"kl. ", "kl.", "kl ", "Kl. ", "klockan ", "kl.\xC2\xA0", "kl\xC2\xA0"};
	struct span before = span_sub(s, 0, at);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_ends(before, words[i]))
			return true;
	return false;
}

void line_impossible(struct check_run *r, const struct check_line *l)
{
	for (size_t at = 0; at < l->text.n;) {
		struct date d;
		int h, m;
		size_t n = any_date(l->text, at, &d);

		if (n && !possible(d) && !check_masked(l, at) && (at == 0 || !strchr(".,:/", l->text.p[at - 1])))
			check_add(r, (struct range){l->at + at, n}, NULL, "Datumet ”%.*s” finns inte.",
				SPAN_FMT(span_sub(l->text, at, n)));
		if (!n && u8_digit(l->text.p[at]) && after_clock(l->text, at) && (n = check_time(l->text, at, &h, &m)) != 0 && (h > 24 || m > 59 ||
			(h == 24 && m)))
			check_add(r, (struct range){l->at + at, n}, NULL, "Klockslaget ”%.*s” finns inte.",
				SPAN_FMT(span_sub(l->text, at, n)));
		at += n ? n : 1;
	}
}

/* The first and second time of "10.00–15.40"; absent when not of that form. */
static struct span tid_part(const struct check_run *r, bool end)
{
	struct span tid = front_get(&r->p->front, FRONT_TID);
	size_t dash = span_find(tid, "–", 0);

	if (dash == (size_t)-1)
		return SPAN_NONE;
	return span_trim(end ? span_from(tid, dash + strlen("–")) : span_sub(tid, 0, dash));
}

static bool has(struct span s, const char *word)
{
	return span_find(s, word, 0) != (size_t)-1;
}

/* "... förklarar sammanträdet öppnat kl. 13.00 den 9 april 2031" */
void line_meeting_time(struct check_run *r, const struct check_line *l)
{
	bool opens = has(l->text, "öppna"), closes = has(l->text, "avsluta");
	struct span want = tid_part(r, closes);
	struct date met, d;
	int minutes = want.p ? clock_parse_hm(want) : -1, h, m;

	if (opens == closes || !(has(l->text, "ammanträdet") || has(l->text, "ötet")))
		return;
	for (size_t at = 0; at < l->text.n; at++) {
		size_t n = after_clock(l->text, at) ? check_time(l->text, at, &h, &m) : 0;

		if (n && minutes >= 0 && h * 60 + m != minutes) {
			char *right = str_format("%.2d%c%.2d", minutes / 60, l->text.p[at + n - 3], minutes % 60);

			check_add(r, (struct range){l->at + at, n}, l->quote ? NULL : right,
				"Mötet %s kl. %.*s enligt ”tid:”, här står %.*s.", opens ? "börjar" : "slutar", SPAN_FMT(want),
				SPAN_FMT(span_sub(l->text, at, n)));
			free(right);
		}
		n = any_date(l->text, at, &d);
		if (n && opens && d.year && possible(d) && date_parse(front_get(&r->p->front, FRONT_DATUM), &met) &&
			date_days(met) != date_days(d) && l->item && l->item->slag == SLAG_OPPNANDE)
			check_add(r, (struct range){l->at + at, n}, NULL, "Mötet är %04d-%02d-%02d enligt ”datum:”.", met.year,
				met.month, met.day);
	}
}
