/* typography: dashes, signs, quotation marks and blanks. Each rule says what to
 * write only where that is certain, and never in a quotation, which is somebody
 * else's words. Ordinary blanks after § and before % are right: that they do not
 * break is print's business. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/u8.h"
#include "check/inner.h"
#include "check/phrases.h"

#define DASH "–"
#define MINUS "−"

static bool is_digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool starts(struct span s, size_t at, const char *text)
{
	return span_starts(span_from(s, at), text);
}

/* The character that begins at / ends before `at`; -1 at the ends. */
static int32_t char_at(struct span s, size_t at)
{
	int32_t cp = -1;

	if (at < s.n)
		u8_decode(s.p + at, s.n - at, &cp);
	return cp;
}

static int32_t char_before(struct span s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 4 && ((unsigned char)s.p[--from] & 0xC0) == 0x80)
		;
	return at ? char_at(s, from) : -1;
}

/* ------------------------------------------------------------------ S01 */

/* "-", " - ", "—" and " — " stand for the dash of an interval, " – " has blanks too
 * many: bytes of it, 0 when there is none. *spaced: with blanks. */
static size_t gap_at(struct span s, size_t at, bool *spaced)
{
	static const char *const gaps[] = {"-", " - ", "—", " — ", " – "};

	for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++)
		if (starts(s, at, gaps[i]) && is_digit(s, at + strlen(gaps[i])) == is_digit(s, at - 1)) {
			*spaced = gaps[i][0] == ' ';
			return strlen(gaps[i]);
		}
	return 0;
}

static bool year(size_t n, int v)
{
	return n == 4 && v >= 1900 && v < 2200;
}

/* "dnr 1598-2025", "HSN 34-36": a number of something. */
static bool after_series(struct span s, size_t at)
{
	static const char *const words[] = {"dnr", "Dnr", "dnr:", "Dnr:", "nr", "nr.", "nummer", "diarienummer", "tel",
		"tel.", "telefon", "Tel", "Telefon", "version", "SFS", "prop.", "SOU", "röstetalen", "ISO", "Box"};
	struct span w = check_word_before(s, at);
	size_t capitals = 0;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_is(w, words[i]))
			return true;
	while (capitals < w.n && w.p[capitals] >= 'A' && w.p[capitals] <= 'Z')
		capitals++;
	return capitals >= 2 && capitals == w.n;
}

/* 10-12, 2025 - 2026, kl. 8-17, 3-19-åringar; not a date, a dnr, a result 3-2. */
static bool number_range(struct span s, size_t at, size_t *n)
{
	int a, b;
	size_t na = check_number(s, at, &a), gap, nb;
	bool spaced, clock;

	if (!na || !check_word_starts(s, at) || (at && strchr("-/:.,+", s.p[at - 1])) || span_ends(span_sub(s, 0, at), DASH))
		return false;
	gap = gap_at(s, at + na, &spaced);
	nb = gap ? check_number(s, at + na + gap, &b) : 0;
	*n = na + gap + nb;
	if (!nb || !check_word_ends(s, at + *n) || (at + *n + 1 < s.n && strchr("-/:.,", s.p[at + *n]) &&
		is_digit(s, at + *n + 1)) || (s.p[at] == '0' && na > 1) || starts(s, at + *n, DASH))
		return false;
	if (starts(s, at + *n, "-") && !starts(s, at + *n, "-år") && !starts(s, at + *n, "-tal"))
		return false;
	/* a dash with blanks may part two clauses */
	if (starts(s, at + na, " –") && !(year(na, a) && year(nb, b)))
		return false;
	clock = span_ends(span_sub(s, 0, at), "kl. ") && a < 25 && b < 25;
	if (after_series(s, at))
		return false;
	/* 34-2026 is a diarienummer, 2024-03 a month, 2025-26 two years */
	if (year(na, a) && nb == 2)
		return !spaced && b == a % 100 + 1 && b > 12;
	if (year(nb, b) && !year(na, a))
		return false;
	return (b > a && (na == 4) == (nb == 4)) || (clock && a != b);
}

static bool time_range(struct span s, size_t at, size_t *n)
{
	int h, m;
	size_t a, b, gap;
	bool spaced;

	if (!is_digit(s, at) || !check_word_starts(s, at) || (at && strchr("-/:.,", s.p[at - 1])))
		return false;
	a = check_time(s, at, &h, &m);
	gap = a ? gap_at(s, at + a, &spaced) : 0;
	b = gap ? check_time(s, at + a + gap, &h, &m) : 0;
	*n = a + gap + b;
	return b != 0 && !starts(s, at + *n, "-") && !starts(s, at + *n, "/");
}

/* januari, måndag, fredagen; the bytes of it, its place in the year or week. */
static size_t named_day(struct span s, size_t at, int *which, int *kind)
{
	size_t n = check_month(s, at, which);

	*kind = 12;
	if (n || at >= s.n || !strchr("mtofls", s.p[at]))
		return n;
	*kind = 7;
	for (*which = 1; *which <= 7; ++*which) {
		const char *name = date_weekday_name(*which);

		if (starts(s, at, name) && check_word_ends(s, at + strlen(name)))
			return strlen(name);
	}
	return 0;
}

/* januari-mars, måndag - fredag, 1 mars-30 april: the hyphen in between. */
static bool named_range(struct span s, size_t at, size_t *n)
{
	int a, b, kind, other, day;
	size_t first = named_day(s, at, &a, &kind), gap, next;
	bool spaced;

	if (!first || !check_word_starts(s, at) || (at && s.p[at - 1] == '-'))
		return false;
	for (gap = 3; gap < 4; gap -= 2) { /* 3, 1 */
		next = at + first + gap;
		if (!starts(s, at + first, gap == 3 ? " - " : "-"))
			continue;
		*n = first + gap + named_day(s, next, &b, &other);
		if (*n > first + gap)
			return other == kind;
		/* of days the day of the month stands before the name */
		day = 0;
		spaced = check_number(s, next, &day) && day > 0 && day < 32;
		next += day > 9 ? 3 : 2;
		if (kind == 12 && spaced && at >= 2 && is_digit(s, at - 2) && next < s.n && s.p[next - 1] == ' ' &&
			check_month(s, next, &b)) {
			*n = next - at + check_month(s, next, &b);
			return true;
		}
	}
	return false;
}

/* `old` with its hyphen or dash made an en dash without blanks. */
static void add_range(struct check_run *r, const struct check_line *l, size_t at, size_t n)
{
	static const char *const marks[] = {"—", DASH, "-"};
	struct span old = span_sub(l->text, at, n);
	struct str right = STR_INIT;
	size_t mark = (size_t)-1, skip = 0;

	for (size_t i = 0; i < sizeof marks / sizeof marks[0] && mark == (size_t)-1; i++) {
		mark = span_find(old, marks[i], 0);
		skip = strlen(marks[i]);
	}
	if (mark == (size_t)-1)
		return;
	str_addspan(&right, span_trim(span_sub(old, 0, mark)));
	str_adds(&right, DASH);
	str_addspan(&right, span_trim(span_from(old, mark + skip)));
	check_mark(r, l, r->row->severity, at, n, str_c(&right), "Tankstreck utan mellanslag i intervall: %s.", str_c(&right));
	str_release(&right);
}

/* "-177", " - 40 milj. kr": bytes of sign and blank, 0: no minus for certain. */
static size_t minus_at(const struct check_line *l, size_t at)
{
	static const char *const units[] = {"kr", "kronor", "mnkr", "mkr", "tkr", "milj", "miljoner", "procent", "grader"};
	struct span s = l->text, w;
	size_t n = 1, end;
	bool spaced = starts(s, at, "- ");

	if (l->table || at <= l->start || s.p[at - 1] == '\\')
		return 0;
	if (spaced)
		n = 2;
	if (!is_digit(s, at + n) || !strchr(" (", s.p[at - 1]) || (at > 1 && is_digit(s, at - 2)) ||
		after_series(s, at))
		return 0;
	for (end = at + n; end < s.n && (is_digit(s, end) || (s.p[end] == ' ' && is_digit(s, end + 1)) ||
			(s.p[end] == ',' && is_digit(s, end + 1)));)
		end++;
	if (!spaced)
		return check_word_ends(s, end) && !(end < s.n && strchr("-/:", s.p[end]) && is_digit(s, end + 1)) ? n : 0;
	w = check_word_after(s, end);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (span_is(w, units[i]))
			return n;
	return starts(s, end, " %") || starts(s, end, "%") ? n : 0;
}

/* " - " between words, "—" anywhere, the hyphen before a number. */
static size_t dash_at(struct check_run *r, const struct check_line *l, size_t at)
{
	struct span s = l->text;
	size_t n;

	if (starts(s, at, "—") && !l->table) {
		bool blanks = char_before(s, at) == ' ' || char_at(s, at + 3) == ' ' || at + 3 == s.n || at <= l->start;

		check_mark(r, l, SEVERITY_UPPLYSNING, at, 3, blanks ? DASH : " " DASH " ", "Kort tankstreck (–) i svensk text.");
		return 3;
	}
	if (s.p[at] == '-' && (n = minus_at(l, at)) != 0) {
		check_mark(r, l, SEVERITY_UPPLYSNING, at, n, MINUS, "Minustecken (−) före talet.");
		return n;
	}
	if (!l->heading && !l->table && at > l->start && starts(s, at, " - ") && !minus_at(l, at + 1)) {
		/* before a number it may be a minus */
		check_mark(r, l, SEVERITY_UPPLYSNING, at, 3, is_digit(s, at + 3) ? NULL : " " DASH " ",
			"Tankstreck (–) i stället för bindestreck mellan ord.");
		return 3;
	}
	return 1;
}

void line_interval(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;

	for (size_t at = l->start; at < s.n;) {
		char c = s.p[at];
		size_t n;

		if ((c >= '0' && c <= '9' && (number_range(s, at, &n) || time_range(s, at, &n))) ||
			(strchr("jfmasondtl", c) && c && named_range(s, at, &n))) {
			add_range(r, l, at, n);
			at += n;
		} else {
			at += c == ' ' || c == '-' || (unsigned char)c == 0xE2 ? dash_at(r, l, at) : 1;
		}
	}
}

/* ------------------------------------------------------------- S02, S03 */

/* "10%", "10.40%", "10.4 %"; not "10 %", "5%-spärren". */
void line_percent(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;
	size_t at = 0;

	while ((at = span_find(s, "%", at)) != (size_t)-1) {
		size_t blank = at && s.p[at - 1] == ' ' ? 1 : span_ends(span_sub(s, 0, at), "\xC2\xA0") ? 2 : 0;
		size_t end = at - blank, from = end, point = (size_t)-1;

		while (from > 0 && (is_digit(s, from - 1) || (s.p[from - 1] == '.' && is_digit(s, from)))) {
			from--;
			if (s.p[from] == '.')
				point = point == (size_t)-1 ? from : 0;
		}
		if (from < end && point != (size_t)-1 && point > from && end - point < 4) {
			char *right = str_format("%.*s,%.*s %%", (int)(point - from), s.p + from, (int)(end - point - 1),
				s.p + point + 1);

			check_mark(r, l, r->row->severity, from, at + 1 - from, right, "Decimalkomma: %s.", right);
			free(right);
		} else if (from < end && !blank && !starts(s, at + 1, "-")) {
			check_mark(r, l, r->row->severity, at, 1, " %", "Mellanslag före %%: 10 %%.");
		}
		at++;
	}
}

/* "§3", "§§3–5", "3§". */
void line_sign(struct check_run *r, const struct check_line *l)
{
	static const char *const sign = "§";
	struct span s = l->text;
	size_t at = 0, n = strlen(sign);

	while ((at = span_find(s, sign, at)) != (size_t)-1) {
		if (is_digit(s, at + n))
			check_mark(r, l, r->row->severity, at, n, "§ ", "Mellanslag mellan § och numret.");
		else if (at && is_digit(s, at - 1))
			check_mark(r, l, r->row->severity, at, n, " §", "Mellanslag mellan numret och §.");
		at += n;
	}
}

/* "paragraf 3": only a whole number after it, and not at the start of a sentence. */
void phrase_sign(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	int nr;
	size_t digits = check_number(l->text, at + n + 1, &nr);
	char *sign;

	if (l->heading || !starts(l->text, at + n, " ") || !digits || !check_word_ends(l->text, at + n + 1 + digits) ||
		check_sentence_starts(l, at))
		return;
	sign = span_dup(what->right);
	check_mark(r, l, r->row->severity, at, n, sign, "Skriv %s %d.", sign, nr);
	free(sign);
}

/* ------------------------------------------------------------------ S04 */

/* A single mark that opens or closes 'a few words': where the other one stands. */
static size_t single_pair(struct span s, size_t at, const char *open, const char *close)
{
	size_t from = at + strlen(open), end = from;
	int32_t before = char_before(s, at);

	if (!(before == -1 || before == ' ' || before == '(') || !check_word_starts(s, at) || !u8_letter(char_at(s, from)))
		return 0;
	while ((end = span_find(s, close, end)) != (size_t)-1) {
		int32_t after = char_at(s, end + strlen(close));

		if (end > from && s.p[end - 1] != ' ' && !u8_letter(after) && !u8_digit(after))
			return end;
		end += strlen(close);
	}
	return 0;
}

static void single_quotes(struct check_run *r, const struct check_line *l)
{
	static const char *const pairs[][2] = {{"'", "'"}, {"‘", "’"}, {"‘", "‘"}, {"`", "´"}, {"´", "´"}};
	struct span s = l->text;

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		for (size_t at = 0; (at = span_find(s, pairs[i][0], at)) != (size_t)-1;) {
			size_t end = single_pair(s, at, pairs[i][0], pairs[i][1]);
			/* inside a quotation a quotation has single marks */
			bool inside = check_quoted(l, at);
			const char *right = inside ? "’" : "”";
			struct check_line plain = *l;

			plain.nquoted = 0;
			if (end && (strcmp(pairs[i][0], right) != 0))
				check_mark(r, &plain, r->row->severity, at, strlen(pairs[i][0]), right,
					"Skriv %s både före och efter citat.", right);
			if (end && strcmp(pairs[i][1], right) != 0)
				check_mark(r, &plain, r->row->severity, end, strlen(pairs[i][1]), right,
					"Skriv %s både före och efter citat.", right);
			at = end ? end + strlen(pairs[i][1]) : at + strlen(pairs[i][0]);
		}
}

void line_quotes(struct check_run *r, const struct check_line *l)
{
	static const char *const marks[] = {"\"", "“", "„"};
	struct check_line plain = *l; /* the marks themselves are nobody's words */

	plain.nquoted = 0;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		for (size_t at = 0; (at = span_find(l->text, marks[i], at)) != (size_t)-1; at += strlen(marks[i]))
			/* 27" is a measure */
			if (!(at && is_digit(l->text, at - 1) && *marks[i] == '"' && check_word_ends(l->text, at + 1) &&
				    span_find(span_sub(l->text, 0, at), "\"", 0) == (size_t)-1))
				check_mark(r, &plain, r->row->severity, at, strlen(marks[i]), "”",
					"Skriv ” både före och efter citat.");
	single_quotes(r, l);
}
