/* typography: marks and blanks. Each rule says what to write only where that is
 * certain, and never in a quotation, which is somebody else's words. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"

#define DASH "–"

/* A finding on n bytes at `at` of the line. */
__attribute__((format(printf, 6, 7))) static void add(struct check_run *r, const struct check_line *l, size_t at,
	size_t n, const char *right, const char *fmt, ...)
{
	char text[300];
	va_list ap;

	if (check_masked(l, at))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	check_add(r, (struct range){l->at + at, n}, l->quote ? NULL : right, "%s", text);
}

static bool is_digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* ------------------------------------------------------------------ S01 */

/* A range of numbers: 10-12, 2025 - 2026; not a date, a dnr, a result 3-2. */
static bool number_range(struct span s, size_t at, size_t *n)
{
	int a, b;
	size_t na = check_number(s, at, &a), gap, nb;

	if (!na || !check_word_starts(s, at) || (at && strchr("-/:.,", s.p[at - 1])))
		return false;
	gap = span_starts(span_from(s, at + na), "-") ? 1 : span_starts(span_from(s, at + na), " - ") ? 3 : 0;
	nb = gap ? check_number(s, at + na + gap, &b) : 0;
	*n = na + gap + nb;
	if (!nb || !check_word_ends(s, at + *n) || (at + *n + 1 < s.n && strchr("-/:.,", s.p[at + *n]) &&
		is_digit(s, at + *n + 1)) || span_starts(span_from(s, at + *n), "-"))
		return false;
	/* 34-2026 is a diarienummer, 2024-03 a month */
	return b > a && (na == 4) == (nb == 4);
}

static bool time_range(struct span s, size_t at, size_t *n)
{
	int h, m;
	size_t a, b;

	if (!is_digit(s, at) || !check_word_starts(s, at) || (at && strchr("-/:.,", s.p[at - 1])))
		return false;
	a = check_time(s, at, &h, &m);
	b = a && at + a < s.n && s.p[at + a] == '-' ? check_time(s, at + a + 1, &h, &m) : 0;
	*n = a + 1 + b;
	return b != 0 && (at + *n >= s.n || s.p[at + *n] != '-');
}

static bool month_range(struct span s, size_t at, size_t *n)
{
	int m;
	size_t a = check_month(s, at, &m);
	size_t b = a && at + a < s.n && s.p[at + a] == '-' ? check_month(s, at + a + 1, &m) : 0;

	*n = a + 1 + b;
	return b != 0 && check_word_starts(s, at);
}

static void interval_line(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;
	size_t text = 0;

	while (text < s.n && strchr(" -#>|", s.p[text]))
		text++;
	for (size_t at = text; at < s.n; at++) {
		size_t n;

		if (number_range(s, at, &n) || time_range(s, at, &n) || month_range(s, at, &n)) {
			struct span old = span_sub(s, at, n);
			size_t hyphen = span_find(old, "-", 0), skip = hyphen + 1;
			struct str right = STR_INIT;

			str_addspan(&right, span_trim(span_sub(old, 0, hyphen)));
			str_adds(&right, DASH);
			str_addspan(&right, span_trim(span_from(old, skip)));
			add(r, l, at, n, str_c(&right), "Tankstreck utan mellanslag i intervall: %s.", str_c(&right));
			str_release(&right);
			at += n - 1;
		} else if (s.p[at] == ' ' && !l->heading && !l->table && at > text && span_starts(span_from(s, at), " - ")) {
			bool minus = is_digit(s, at + 3);
			size_t before = r->out->n;

			add(r, l, at, 3, minus ? NULL : " " DASH " ", "Tankstreck (–) i stället för bindestreck mellan ord.");
			if (r->out->n > before)
				r->out->v[before].severity = SEVERITY_UPPLYSNING;
			at += 2;
		}
	}
}

void rule_interval(struct check_run *r)
{
	check_lines(r, interval_line);
}

/* ------------------------------------------------------------- S02, S03 */

static void percent_line(struct check_run *r, const struct check_line *l)
{
	for (size_t at = 1; at < l->text.n; at++)
		if (l->text.p[at] == '%' && is_digit(l->text, at - 1))
			add(r, l, at, 1, " %", "Mellanslag före %%: 10 %%.");
}

void rule_percent(struct check_run *r)
{
	check_lines(r, percent_line);
}

/* An ordinary blank: that it does not break is typography, which print sees to. */
static void sign_line(struct check_run *r, const struct check_line *l)
{
	static const char *const sign = "§";
	size_t at = 0, n = strlen(sign);

	while ((at = span_find(l->text, sign, at)) != (size_t)-1) {
		if (is_digit(l->text, at + n))
			add(r, l, at, n, "§ ", "Mellanslag mellan § och numret.");
		at += n;
	}
}

void rule_paragraph_sign(struct check_run *r)
{
	check_lines(r, sign_line);
}

/* ------------------------------------------------------------------ S04 */

static void quotes_line(struct check_run *r, const struct check_line *l)
{
	static const char *const marks[] = {"\"", "“", "„"};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		for (size_t at = 0; (at = span_find(l->text, marks[i], at)) != (size_t)-1; at += strlen(marks[i]))
			/* 27" is a measure */
			if (!(at && is_digit(l->text, at - 1) && *marks[i] == '"' && check_word_ends(l->text, at + 1) &&
				    span_find(span_sub(l->text, 0, at), "\"", 0) == (size_t)-1))
				add(r, l, at, strlen(marks[i]), "”", "Skriv ” både före och efter citat.");
}

void rule_quotes(struct check_run *r)
{
	check_lines(r, quotes_line);
}

/* ------------------------------------------------------------------ S05 */

static void clock_line(struct check_run *r, const struct check_line *l)
{
	char want = r->facts->clock && *r->facts->clock ? *r->facts->clock : '.';
	size_t at = 0;

	while ((at = span_find(l->text, "kl", at)) != (size_t)-1) {
		size_t from = at + 2, n;
		int h, m;

		if (check_word_starts(l->text, at) && from < l->text.n && strchr(". ", l->text.p[from])) {
			bool point = l->text.p[from] == '.';

			from += point;
			while (from < l->text.n && l->text.p[from] == ' ')
				from++;
			n = check_time(l->text, from, &h, &m);
			if (n && h < 25 && m < 60 && (l->text.p[from + n - 3] != want || !point)) {
				char *right = str_format("kl. %.*s%c%.2d", (int)(n - 3), l->text.p + from, want, m);

				add(r, l, at, from + n - at, right, "Skriv klockslaget %s.", right);
				free(right);
			}
		}
		at += 2;
	}
}

void rule_clock_form(struct check_run *r)
{
	check_lines(r, clock_line);
}

/* ------------------------------------------------------------------ S07 */

static const struct {
	const char *wrong, *right;
} abbreviations[] = {
	{"t ex", "t.ex."}, {"tex", "t.ex."}, {"t.ex", "t.ex."}, {"bl a", "bl.a."}, {"bla", "bl.a."}, {"bl.a", "bl.a."},
	{"m m", "m.m."}, {"m.m", "m.m."}, {"o s v", "o.s.v."}, {"osv", "osv."}, {"dvs", "dvs."}, {"d v s", "d.v.s."},
	{"pga", "p.g.a."}, {"p g a", "p.g.a."}, {"p.g.a", "p.g.a."}, {"mfl", "m.fl."}, {"m fl", "m.fl."},
	{"m.fl", "m.fl."}, {"t o m", "t.o.m."}, {"t.o.m", "t.o.m."}, {"fr o m", "fr.o.m."}, {"fr.o.m", "fr.o.m."},
	{"s k", "s.k."}, {"s.k", "s.k."}, {"o d", "o.d."}, {"f n", "f.n."}, {"f d", "f.d."}, {"enl", "enl."},
	{"m a o", "m.a.o."}, {"mao", "m.a.o."}, {"milj.kr", "milj. kr"},
};

static void abbreviation_line(struct check_run *r, const struct check_line *l)
{
	for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++) {
		const char *wrong = abbreviations[i].wrong, *right = abbreviations[i].right;
		size_t n = strlen(wrong);

		for (size_t at = 0; (at = span_find(l->text, wrong, at)) != (size_t)-1; at += n) {
			bool point = at + n < l->text.n && l->text.p[at + n] == '.';
			bool hyphen = at + n < l->text.n && strchr("-:'", l->text.p[at + n]);

			/* right when only the last period was left to come */
			if (!check_word_starts(l->text, at) || !check_word_ends(l->text, at + n) || hyphen ||
				(at && strchr("-.", l->text.p[at - 1])))
				continue;
			if (point && strlen(right) == n + 1 && strncmp(wrong, right, n) == 0)
				continue;
			add(r, l, at, n + (point && span_ends(span_of(right), ".")), right, "Skriv ”%s”.", right);
		}
	}
}

void rule_abbreviations(struct check_run *r)
{
	check_lines(r, abbreviation_line);
}

/* ------------------------------------------------------------------ S12 */

static bool letter_at(struct span s, size_t at, bool *upper)
{
	int32_t cp = -1;

	if (at >= s.n)
		return false;
	u8_decode(s.p + at, s.n - at, &cp);
	*upper = u8_upper(cp);
	return u8_letter(cp);
}

/* "slut.Början", "ord,ord", "våldet.39": after two small letters at least, so
 * that f.Kr., Doktor.se and 1,5 pass. */
static bool glued(struct span s, size_t at)
{
	size_t a, b;
	bool upper, after_upper = false, after;

	if (at == 0 || at + 1 >= s.n || s.p[at + 1] == ' ')
		return false;
	a = u8_prev(s.p, s.n, at);
	b = u8_prev(s.p, s.n, a);
	if (a == 0 || !letter_at(s, a, &upper) || upper || !letter_at(s, b, &upper) || upper)
		return false;
	after = letter_at(s, at + 1, &after_upper);
	if (s.p[at] == ',')
		return after;
	return (after && after_upper) || (is_digit(s, at + 1) && !is_digit(s, at - 1));
}

static void blanks_line(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;
	size_t text = 0;

	while (text < s.n && (s.p[text] == ' ' || s.p[text] == '\t'))
		text++;
	for (size_t at = text; at < s.n; at++) {
		char c = s.p[at], next = at + 1 < s.n ? s.p[at + 1] : '\0';
		size_t n = 1;

		if (c == ' ' && next == ' ' && !l->table) {
			while (at + n < s.n && s.p[at + n] == ' ')
				n++;
			if (at + n < s.n)
				add(r, l, at, n, " ", "Ett mellanslag räcker.");
			at += n - 1;
		} else if (c == ' ' && next && strchr(",.;:", next) && at > text && check_word_ends(s, at + 2) &&
			!(at + 2 < s.n && strchr(".,)-", s.p[at + 2]))) {
			add(r, l, at, 1, "", "Inget mellanslag före ”%c”.", next);
		} else if ((c == '.' || c == ',') && glued(s, at)) {
			char right[3] = {c, ' ', '\0'};

			add(r, l, at, 1, right, "Mellanslag saknas efter ”%c”.", c);
		}
	}
}

void rule_blanks(struct check_run *r)
{
	check_lines(r, blanks_line);
}
