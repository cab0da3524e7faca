/* blanks: one blank too many, one too few, a mark twice (S12). */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"

static bool is_digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static bool letter_at(struct span s, size_t at, bool *upper)
{
	int32_t cp = -1;

	if (at >= s.n)
		return false;
	u8_decode(s.p + at, s.n - at, &cp);
	*upper = u8_upper(cp);
	return u8_letter(cp);
}

/* Are there two small letters right before `at`? */
static bool after_word(struct span s, size_t at)
{
	size_t a, b;
	bool upper;

	if (at == 0)
		return false;
	a = u8_prev(s.p, s.n, at);
	b = u8_prev(s.p, s.n, a);
	return a && letter_at(s, a, &upper) && !upper && letter_at(s, b, &upper) && !upper;
}

/* "slut.Början", "ord,ord", "våldet.39": after two small letters at
 * least, so that f.Kr., Doktor.se and 1,5 pass. */
static bool glued(struct span s, size_t at)
{
	bool after_upper = false, after;

	if (at + 1 >= s.n || s.p[at + 1] == ' ' || !after_word(s, at))
		return false;
	after = letter_at(s, at + 1, &after_upper);
	if (s.p[at] == ',')
		return after;
	return (after && after_upper) || (is_digit(s, at + 1) && !is_digit(s, at - 1));
}

/* "67år", "000kr": a unit right after the number. */
static size_t unit_at(struct span s, size_t at)
{
	static const char *const units[] = {"kr", "år", "kronor", "mnkr", "mkr", "tkr", "öre", "procent", "milj", "miljoner",
		"km", "kg", "cm", "kvm", "dagar", "veckor", "månader", "timmar", "minuter", "personer", "platser", "st"};
	size_t from = at;

	if (!at || !is_digit(s, at - 1) || at >= s.n || !strchr("k\xC3mtpcdvs", s.p[at]))
		return 0;
	/* A4, B12 and the like are names */
	while (from > 0 && is_digit(s, from - 1))
		from--;
	if (!check_word_starts(s, from))
		return 0;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (span_starts(span_from(s, at), units[i]) && check_word_ends(s, at + strlen(units[i])))
			return strlen(units[i]);
	return 0;
}

/* "Ek(S)": a party right after the name. */
static bool glued_party(struct span s, size_t at)
{
	bool upper;
	size_t n = 0;

	while (n < 4 && at + 1 + n < s.n && s.p[at + 1 + n] >= 'A' && s.p[at + 1 + n] <= 'Z')
		n++;
	return n && at + 1 + n < s.n && s.p[at + 1 + n] == ')' && at &&
		letter_at(s, u8_prev(s.p, s.n, at), &upper) && !upper;
}

static void extra_blank(struct check_run *r, const struct check_line *l, size_t at, const char *where)
{
	check_mark(r, l, r->row->severity, at, 1, "", "Inget mellanslag %s.", where);
}

/* The one or more blanks at `at`; their bytes. */
static size_t blank_at(struct check_run *r, const struct check_line *l, size_t at)
{
	struct span s = l->text;
	char next = at + 1 < s.n ? s.p[at + 1] : '\0', before = at ? s.p[at - 1] : '\0';
	bool upper;
	size_t n = 1;

	while (at + n < s.n && s.p[at + n] == ' ')
		n++;
	if (n > 1) {
		if (!l->table && at + n < s.n)
			check_mark(r, l, r->row->severity, at, n, " ", "Ett mellanslag räcker.");
		return n;
	}
	if (!next || at <= l->start)
		return 1;
	if (strchr(",.;:", next)) {
		if (check_word_ends(s, at + 2) && !(at + 2 < s.n && strchr(",.)-", s.p[at + 2])) && before != '|') {
			char mark[20];

			snprintf(mark, sizeof mark, "före ”%c”", next);
			extra_blank(r, l, at, mark);
		}
	} else if (before == '(') {
		extra_blank(r, l, at, "efter ”(”");
	} else if (next == ')') {
		extra_blank(r, l, at, "före ”)”");
	} else if (next == '-' && span_ends(span_sub(s, 0, at), "”") && letter_at(s, at + 2, &upper)) {
		extra_blank(r, l, at, "före bindestrecket");
	} else if (next == '/' && letter_at(s, at + 2, &upper) && after_word(s, at)) {
		extra_blank(r, l, at, "före ”/”");
	}
	return 1;
}

/* "..": two, not three; after a word. */
static bool twice(struct span s, size_t at)
{
	char c = s.p[at];

	return at + 1 < s.n && s.p[at + 1] == c && !(at + 2 < s.n && strchr(".,/", s.p[at + 2])) && after_word(s, at);
}

void line_blanks(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;

	for (size_t at = l->start; at < s.n; at++) {
		char c = s.p[at];
		size_t n;

		if (c == ' ') {
			at += blank_at(r, l, at) - 1;
		} else if (c == '.' || c == ',') {
			char right[3] = {c, ' ', '\0'}, one[2] = {c, '\0'};

			if (twice(s, at))
				check_mark(r, l, r->row->severity, at, 2, one, "Ett ”%c” räcker.", c);
			else if (glued(s, at))
				check_mark(r, l, r->row->severity, at, 1, right, "Mellanslag saknas efter ”%c”.", c);
		} else if (c == '(') {
			if (glued_party(s, at))
				check_mark(r, l, r->row->severity, at, 1, " (", "Mellanslag saknas före partiet.");
		} else if ((n = unit_at(s, at)) != 0) {
			char *right = str_format(" %.*s", (int)n, s.p + at);

			check_mark(r, l, r->row->severity, at, n, right, "Mellanslag saknas före ”%s”.", right + 1);
			free(right);
		}
	}
}
