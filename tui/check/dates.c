/* dates: how times and dates are written in running text (S05, S06). Whether they
 * exist and agree with the meeting is text.c's. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/u8.h"
#include "check/inner.h"

static bool is_digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool starts(struct span s, size_t at, const char *text)
{
	return span_starts(span_from(s, at), text);
}

/* ------------------------------------------------------------------ S05 */

/* "1300" or "13" at `at`: bytes; *m 0 for the hour alone. */
static size_t bare_time(struct span s, size_t at, int *h, int *m)
{
	int v = 0;
	size_t n = check_number(s, at, &v);

	if (!n || n == 3 || !check_word_ends(s, at + n) || (at + n + 1 < s.n && strchr(".:,-", s.p[at + n]) &&
		is_digit(s, at + n + 1)))
		return 0;
	*h = n == 4 ? v / 100 : v;
	*m = n == 4 ? v % 100 : 0;
	return n;
}

/* After "kl" at `at`: a point, one blank, a time with the style's sign. */
static void clock_at(struct check_run *r, const struct check_line *l, size_t at)
{
	char want = r->facts->clock && *r->facts->clock ? *r->facts->clock : '.';
	struct span s = l->text;
	size_t from = at + 2, n;
	bool point = from < s.n && s.p[from] == '.', bare = false, blank;
	char *right;
	int h, m;

	from += point;
	blank = starts(s, from, " ") || starts(s, from, "\xC2\xA0");
	if (!point && !blank)
		return;
	while (starts(s, from, " ") || starts(s, from, "\xC2\xA0"))
		from += s.p[from] == ' ' ? 1 : 2;
	n = check_time(s, from, &h, &m);
	if (!n) {
		n = bare_time(s, from, &h, &m);
		bare = n != 0;
	}
	if (!n || h > 24 || m > 59)
		return;
	if (point && blank && (bare ? n < 4 : s.p[from + n - 3] == want))
		return;
	if (bare && n < 4)
		right = str_format("%ckl. %.*s", s.p[at], (int)n, s.p + from);
	else
		right = str_format("%ckl. %.*s%c%.2d", s.p[at], (int)(bare ? 2 : n - 3), s.p + from, want, m);
	right[1] = right[0]; /* "Kl." begins a sentence with its capital */
	check_mark(r, l, r->row->severity, at, from + n - at, right + 1, "Skriv klockslaget %s.", right + 1);
	free(right);
}

void line_clock(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;
	size_t at = 0;

	while ((at = span_find(s, "l", at)) != (size_t)-1) {
		if (at && (s.p[at - 1] == 'k' || s.p[at - 1] == 'K') && check_word_starts(s, at - 1))
			clock_at(r, l, at - 1);
		at++;
	}
}

/* ------------------------------------------------------------------ S06 */

struct written_date {
	struct date date;    /* year 0: not said */
	size_t n;
	bool slash;          /* without a year: may be a fraction */
};

static bool date_exists(struct date d)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= days[d.month - 1];
}

/* "2026-03-03" */
static bool iso(struct span s, size_t at, struct written_date *out)
{
	struct date *d = &out->date;

	out->n = 10;
	out->slash = false;
	return check_number(s, at, &d->year) == 4 && starts(s, at + 4, "-") && check_number(s, at + 5, &d->month) == 2 &&
		starts(s, at + 7, "-") && check_number(s, at + 8, &d->day) == 2 && d->year >= 1900 && d->year < 2200;
}

/* "26", "2026" after a date: its bytes; the year of this century for two figures. */
static size_t year_at(struct span s, size_t at, int *out)
{
	int v;
	size_t n = check_number(s, at, &v);

	if (n == 2 && v >= 10)
		*out = 2000 + v;
	else if (n == 4 && v >= 1900 && v < 2200)
		*out = v;
	else
		return 0;
	return n;
}

/* "3/3", "3/3-26", "3/3 2026", "3.3.2026", "03/03/2026": the day first. */
static bool numeric(struct span s, size_t at, struct written_date *out)
{
	static const char *const gaps[] = {"-", " -", " ", "/", "."};
	struct date *d = &out->date;
	size_t a = check_number(s, at, &d->day), b, y;
	char sign = a && a < 3 && at + a < s.n ? s.p[at + a] : '\0';

	d->year = 0;
	if (sign != '/' && sign != '.')
		return false;
	b = check_number(s, at + a + 1, &d->month);
	if (!b || b > 2)
		return false;
	out->n = a + 1 + b;
	out->slash = true;
	for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
		size_t from = at + out->n + strlen(gaps[i]);

		if ((sign == '.') != (*gaps[i] == '.') || !starts(s, at + out->n, gaps[i]))
			continue;
		y = year_at(s, from, &d->year);
		/* "1/3 12" is not the year 12 */
		if (y && check_word_ends(s, from + y) && !(y == 2 && *gaps[i] == ' ' && gaps[i][1] == '\0')) {
			out->n += strlen(gaps[i]) + y;
			out->slash = false;
			break;
		}
		d->year = 0;
	}
	return sign == '/' || d->year;
}

/* A document, a decision, a number: what stands after it is its name. */
static bool names_document(struct span w)
{
	static const char *const begin[] = {"protokoll", "rapport", "tjänsteskrivelse", "skrivelse", "datera", "version", "dnr",
		"bilaga", "underlag", "yttrande", "kallelse", "remiss", "promemoria", "handling", "reviderad", "upprättad",
		"beslut", "delegation", "ansökan", "avtal", "förslag", "utredning", "plan", "uppdatera", "signerad",
		"inkommen", "minnesanteckning", "e-post", "mejl", "brev", "reglemente"};
	char *low;
	size_t n;
	bool hit = false;

	if (!w.n || span_ends(w, ",") || span_ends(w, ";") || span_ends(w, ":"))
		return true;
	low = u8_fold(w.p, w.n, &n);
	for (size_t i = 0; i < sizeof begin / sizeof begin[0] && !hit; i++)
		hit = span_find(span_make(low, n), begin[i], 0) != (size_t)-1;
	/* "HSN 2026-03-03", "PM 2026-03-03" */
	hit = hit || (w.n >= 2 && w.p[0] >= 'A' && w.p[0] <= 'Z' && w.p[1] >= 'A' && w.p[1] <= 'Z');
	free(low);
	return hit;
}

/* Is it the time of something, in a sentence? */
static bool in_sentence(const struct check_line *l, size_t at, const struct written_date *d)
{
	static const char *const lead[] = {"den", "Den", "senast", "före", "efter", "från", "till", "innan", "t.o.m.",
		"fr.o.m.", "med", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "måndagen",
		"tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen", "mellan", "sedan"};
	static const char *const part[] = {"av", "tjänst", "tjänster", "del", "delar", "dels"};
	struct span before = check_word_before(l->text, at), after = check_word_after(l->text, at + d->n);
	struct span rest = span_from(l->text, at + d->n);

	if (span_starts(rest, ", §") || span_starts(rest, " §") || span_starts(rest, ")") || span_starts(rest, "]"))
		return false;
	if (d->slash)
		return CHECK_ONE_OF(before, lead) && !CHECK_ONE_OF(after, part);
	if (at > l->start && names_document(before))
		return false;
	return true;
}

static void date_at(struct check_run *r, const struct check_line *l, size_t at, const struct written_date *d)
{
	struct span before = check_word_before(l->text, at);
	bool den = span_is(before, "den") || span_is(before, "Den");
	enum severity s = starts(l->text, at + 4, "-") ? SEVERITY_UPPLYSNING : r->row->severity;
	struct str right = STR_INIT;

	if (!den)
		str_adds(&right, check_sentence_starts(l, at) ? "Den " : "den ");
	str_addf(&right, "%d %s", d->date.day, date_month_name(d->date.month));
	if (d->date.year)
		str_addf(&right, " %d", d->date.year);
	check_mark(r, l, s, at, d->n, str_c(&right), "Skriv datumet %s.", str_c(&right));
	str_release(&right);
}

void line_date(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;

	if (l->heading || l->table || !(l->has & (HAS_HYPHEN | HAS_SLASH | HAS_POINT)) ||
		l->section == SECTION_UNDERLAG || l->section == SECTION_UTDRAG || l->section == SECTION_OMROSTNING)
		return;
	for (size_t at = l->start; at < s.n; at++) {
		struct written_date d;
		size_t n = 0;

		if (!is_digit(s, at))
			continue;
		if (check_word_starts(s, at) && !(at && strchr("-/:.,§+", s.p[at - 1])) && (iso(s, at, &d) || numeric(s, at, &d)) &&
			date_exists(d.date) && check_word_ends(s, at + d.n) &&
			!(at + d.n + 1 < s.n && strchr("-/:.,", s.p[at + d.n]) && is_digit(s, at + d.n + 1)) &&
			!starts(s, at + d.n, "-")) {
			if (in_sentence(l, at, &d))
				date_at(r, l, at, &d);
			n = d.n - 1;
		}
		while (is_digit(s, at + n + 1))
			n++;
		at += n;
	}
}
