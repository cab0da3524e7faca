/* numbers: large numbers in groups of three (S08). A number without groups may be
 * the number of something; only one that counts or measures is said. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"

static bool is_digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

static size_t digits_at(struct span s, size_t at)
{
	size_t n = 0;

	while (is_digit(s, at + n))
		n++;
	return n;
}

static const char *const units[] = {"kr", "kronor", "tkr", "mnkr", "euro", "EUR", "SEK", "personer", "invånare", "besök",
	"timmar", "elever", "barn", "patienter", "ton", "kWh", "MWh", "bostäder", "kvm", "m²", "ha", "st", "hushåll",
	"samtal", "ärenden", "platser", "resor", "medarbetare", "arbetstimmar", "meter", "km", "kvadratmeter"};

/* What comes after these is the number of something. */
static bool after_label(struct span s, size_t at)
{
	static const char *const labels[] = {"nr", "nr.", "nummer", "numret", "dnr", "dnr:", "diarienummer", "konto", "kontot",
		"ansvar", "projekt", "projektet", "telefon", "tel", "tel.", "telefonnummer", "org.nr", "id", "ID", "kod",
		"koden", "artikel", "ärende", "ärendet", "postnummer", "box", "Box", "referens", "verifikat", "faktura",
		"handling", "objekt", "objektet", "lag", "version", "§", "§§", "ISO", "SS", "aktivitet", "verksamhet", "kst",
		"kostnadsställe", "fastigheten", "kvarteret", "bilaga", "sidan", "nr:", "SFS", "sms", "ring", "Ring", "rum",
		"linje", "buss", "väg", "riksväg", "länsväg"};
	struct span w = check_word_before(s, at);
	int32_t cp;

	if (CHECK_ONE_OF(w, labels))
		return true;
	/* "FN 12345", "Vitmossen 1485": a series, a property */
	if (!w.n)
		return false;
	u8_decode(w.p, w.n, &cp);
	return u8_upper(cp) && !strchr(".,;:)", w.p[w.n - 1]);
}

/* A counted thing comes after: a unit, or for sure a word in small letters. */
static bool counts(struct span s, size_t end, bool only_units)
{
	static const char *const not_counted[] = {"och", "eller", "samt", "i", "på", "av", "till", "för", "som", "är", "var",
		"den", "det", "med", "från", "om", "har", "kl", "vid", "att", "enligt", "ska", "kan", "års", "men", "så"};
	struct span w = check_word_after(s, end);
	int32_t cp;

	if (!w.n || (end < s.n && s.p[end] != ' ' && (unsigned char)s.p[end] != 0xC2))
		return false;
	if (CHECK_ONE_OF(w, units))
		return true;
	u8_decode(w.p, w.n, &cp);
	return !only_units && u8_lower(cp) && !CHECK_ONE_OF(w, not_counted);
}

/* "är 1250000", "cirka 30000" */
static bool measured(struct span s, size_t at)
{
	static const char *const words[] = {"cirka", "ca", "ca.", "över", "högst", "minst", "totalt", "drygt", "knappt",
		"nästan", "runt", "omkring", "är", "blir", "kostar", "summan", "om"};

	return CHECK_ONE_OF(check_word_before(s, at), words);
}

static char *grouped(struct span digits)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < digits.n; i++) {
		if (i && (digits.n - i) % 3 == 0)
			str_addc(&s, ' ');
		str_addc(&s, digits.p[i]);
	}
	return str_take(&s);
}

static void say(struct check_run *r, const struct check_line *l, size_t at, size_t n)
{
	struct str plain = STR_INIT;
	char *right;

	for (size_t i = 0; i < n; i++)
		if (is_digit(l->text, at + i))
			str_addc(&plain, l->text.p[at + i]);
	right = grouped(str_span(&plain));
	check_mark(r, l, r->row->severity, at, n, right, "Skriv stora tal i grupper: %s.", right);
	free(right);
	str_release(&plain);
}

/* "1.000.000", "1,000,000", "10.000 kronor": bytes, 0: none of it. */
static size_t with_signs(struct span s, size_t at)
{
	size_t n = digits_at(s, at), groups = 0, end;
	char sign = at + n < s.n ? s.p[at + n] : '\0';

	if (n > 3 || (sign != '.' && sign != ',') || s.p[at] == '0')
		return 0;
	for (end = at + n; end < s.n && s.p[end] == sign && digits_at(s, end + 1) == 3; end += 4)
		groups++;
	if (!groups || !check_word_ends(s, end) || (end + 1 < s.n && strchr(".,:-/", s.p[end]) && is_digit(s, end + 1)))
		return 0;
	return groups > 1 || (sign == '.' && counts(s, end, true)) ? end - at : 0;
}

enum { FORM_PLAIN, FORM_GROUPED };

/* "1 100" is seen; so is "1485 besök" when it counts something. */
static void four_digits(struct check_run *r, const struct check_line *l, size_t at, size_t n)
{
	struct span s = l->text;
	int v = 0;

	if (n == 1 && at + 1 < s.n && s.p[at + 1] == ' ' && digits_at(s, at + 2) == 3 && s.p[at] != '0' &&
		check_word_ends(s, at + 5) && counts(s, at + 5, false))
		check_see(r, l, at, 5, 0, FORM_GROUPED);
	if (n == 1 && span_starts(span_from(s, at + 1), "\xC2\xA0") && digits_at(s, at + 3) == 3 && s.p[at] != '0' && check_word_ends(s, at + 6))
		check_see(r, l, at, 6, 0, FORM_GROUPED);
	if (n == 4 && check_number(s, at, &v) == 4 && v >= 1000 && v != 1177 && (v < 1850 || v > 2150) &&
		counts(s, at + 4, false) && !after_label(s, at) && !check_masked(l, at))
		check_see(r, l, at, 4, 0, FORM_PLAIN);
}

void line_numbers(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;

	for (size_t at = l->start; at < s.n; at++) {
		size_t n = digits_at(s, at), signs;

		if (!n)
			continue;
		if (!check_word_starts(s, at) || (at && strchr("-/:.,+#=_", s.p[at - 1])) ||
			(at > 1 && s.p[at - 1] == ' ' && is_digit(s, at - 2))) {
			at += n - 1;
			continue;
		}
		signs = with_signs(s, at);
		if (signs && !after_label(s, at)) {
			say(r, l, at, signs);
			n = signs;
		} else if (n >= 5 && n <= 9 && s.p[at] != '0' && check_word_ends(s, at + n) && !l->table &&
			!(at + n < s.n && strchr("-/:.", s.p[at + n]) && is_digit(s, at + n + 1)) && !after_label(s, at) &&
			(counts(s, at + n, true) || measured(s, at))) {
			say(r, l, at, n);
		} else if (n < 5 && !l->table && check_word_ends(s, at + n) &&
			!(at + n < s.n && strchr("-/:.,", s.p[at + n]) && is_digit(s, at + n + 1))) {
			four_digits(r, l, at, n);
		}
		at += n - 1;
	}
}

/* Four figures may stand without a blank, but not in one text with others that
 * have it. */
void finish_numbers(struct check_run *r)
{
	bool mixed = false;

	for (size_t i = 0; i < r->nsights && !mixed; i++)
		mixed = r->sight[i].row == r->row && r->sight[i].form == FORM_GROUPED;
	for (size_t i = 0; i < r->nsights && mixed; i++) {
		const struct sight *x = &r->sight[i];
		const char *p = r->p->src.p + x->at;
		char *right;

		if (x->row != r->row || x->form != FORM_PLAIN || x->quiet)
			continue;
		right = str_format("%c %.3s", p[0], p + 1);
		check_add(r, (struct range){x->at, x->n}, right, "Samma form i hela texten: %s.", right);
		r->out->v[r->out->n - 1].severity = SEVERITY_UPPLYSNING;
		free(right);
	}
}
