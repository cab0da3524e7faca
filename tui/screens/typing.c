/* typing: see typing.h. Looks at the line as it stands behind the key that was
 * struck, and at nothing else. */
#include "screens/typing.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "screens/edits_inner.h"
#include "screens/unit.h"
#include "text/motion.h"

#define NBSP "\xC2\xA0"
#define DASH "\xE2\x80\x93"
#define QUOTE "\xE2\x80\x9D"

static bool digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* The line in front of byte `at` of the draft. */
static struct span before(const struct typing *t, size_t at)
{
	return span_sub(t->s, t->line, at > t->line ? at - t->line : 0);
}

/* The code point that ends where s ends, -1 when there is none. */
static int32_t last_of(struct span s)
{
	int32_t cp = -1;

	if (s.n)
		u8_decode(s.p + u8_prev(s.p, s.n, s.n), s.n - u8_prev(s.p, s.n, s.n), &cp);
	return cp;
}

/* ------------------------------------------------------------------ words */

/* Takes the last word off s: what stands behind its last blank. */
static struct span take_word(struct span *s)
{
	struct span word;
	size_t n;

	while (s->n && u8_blank(last_of(*s)))
		s->n = u8_prev(s->p, s->n, s->n);
	n = s->n;
	while (n && !u8_blank(last_of(span_sub(*s, 0, n))))
		n = u8_prev(s->p, n, n);
	word = span_from(*s, n);
	s->n = n;
	return word;
}

/* Without the marks that may stand round a number: "(10-12)," */
static struct span bare(struct span word)
{
	static const char *const open[] = {"(", QUOTE}, *const close[] = {".", ",", ";", ":", ")", "!", "?", QUOTE};

	for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
		if (span_starts(word, open[i]))
			word = span_from(word, strlen(open[i]));
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < sizeof close / sizeof close[0]; i++)
			if (span_ends(word, close[i])) {
				word.n -= strlen(close[i]);
				more = true;
			}
	}
	return word;
}

static bool has_any(struct span line, const char *const *stems, size_t n)
{
	size_t len;
	char *low = u8_fold(line.p, line.n, &len);
	bool hit = false;

	for (size_t i = 0; i < n && !hit; i++)
		hit = span_find(span_make(low, len), stems[i], 0) != (size_t)-1;
	free(low);
	return hit;
}

/* ---------------------------------------------------------------- numbers */

static size_t number(struct span s, size_t at, long *out)
{
	size_t n = 0;

	while (digit(s, at + n))
		n++;
	return n && n <= 6 && span_int(span_sub(s, at, n), out) ? n : 0;
}

/* 13.00, 9:30 */
static size_t clock_at(struct span s, size_t at, size_t *hours)
{
	long h, m;

	*hours = number(s, at, &h);
	if (!*hours || *hours > 2 || h > 24 || at + *hours >= s.n || !strchr(".:", s.p[at + *hours]) ||
		number(s, at + *hours + 1, &m) != 2 || m > 59)
		return 0;
	return *hours + 3;
}

/* A diarienummer, a telephone number: their hyphen is one. */
static bool names_a_number(struct span word)
{
	static const char *const stems[] = {"dnr", "diarien", "tel", "tfn", "mobil", "fax", "nr", "nummer", "konto", "org"};
	size_t upper = 0, letters = 0;

	for (size_t i = 0; i < word.n;) {
		int32_t cp;

		i += u8_decode(word.p + i, word.n - i, &cp);
		letters += u8_letter(cp);
		upper += u8_upper(cp);
	}
	return (letters > 1 && letters == upper) || has_any(word, stems, sizeof stems / sizeof stems[0]);
}

/* "vann med 2-3", "röstsiffrorna 30-31" */
static bool tells_a_result(struct span line)
{
	static const char *const stems[] = {"röst", "siffr", "resultat", "vann", "vinst", "seger", "segra", "förlor",
		"förlust", "slutade", "match", "mål", "ställning"};

	return has_any(line, stems, sizeof stems / sizeof stems[0]);
}

/* 10-12 and 2025-2026, where the hyphen stands; 34-2026 is a diarienummer, 2024-03 a
 * month, 08-12 a telephone number. */
static bool number_range(struct span w, struct span line, size_t *hyphen)
{
	long a, b;
	size_t na = number(w, 0, &a), nb;

	if (!na || w.n <= na || w.p[na] != '-' || w.p[0] == '0')
		return false;
	nb = number(w, na + 1, &b);
	*hyphen = na;
	return nb && na + 1 + nb == w.n && w.p[na + 1] != '0' && b > a && (na == 4) == (nb == 4) && !tells_a_result(line);
}

static bool clock_range(struct span w, size_t *hyphen)
{
	size_t hours, na = clock_at(w, 0, &hours), nb;

	if (!na || na >= w.n || w.p[na] != '-')
		return false;
	nb = clock_at(w, na + 1, &hours);
	*hyphen = na;
	return nb && na + 1 + nb == w.n;
}

/* -------------------------------------------------------------------- aids */

static bool aid_section(const struct typing *t, struct range *out, struct str *right)
{
	struct span line = before(t, t->at - 1);

	if (!digit(t->typed, 0) || !span_ends(line, "\xC2\xA7 "))
		return false;
	*out = (struct range){t->at - 2, 1};
	str_adds(right, NBSP);
	return true;
}

static bool aid_percent(const struct typing *t, struct range *out, struct str *right)
{
	struct span line = before(t, t->at - 1);

	if (!span_is(t->typed, "%") || line.n < 2 || line.p[line.n - 1] != ' ' || !digit(line, line.n - 2))
		return false;
	*out = (struct range){t->at - 2, 1};
	str_adds(right, NBSP);
	return true;
}

static bool aid_dash(const struct typing *t, struct range *out, struct str *right)
{
	struct span line = before(t, t->at - t->typed.n);
	int32_t cp = -1;

	u8_decode(t->typed.p, t->typed.n, &cp);
	if (!u8_letter(cp) || !span_ends(line, " - "))
		return false;
	line.n -= 3;
	cp = last_of(line);
	if (!u8_letter(cp) && !span_ends(line, ")") && !span_ends(line, QUOTE) && !span_ends(line, ",") && !span_ends(line, "."))
		return false;
	*out = (struct range){t->at - t->typed.n - 2, 1};
	str_adds(right, DASH);
	return true;
}

static bool aid_quote(const struct typing *t, struct range *out, struct str *right)
{
	struct span line = before(t, t->at - 1), word = line;
	size_t open = 0;

	if (!span_is(t->typed, "\""))
		return false;
	for (size_t at = 0; (at = span_find(line, QUOTE, at)) != (size_t)-1; at += strlen(QUOTE))
		open ^= 1;
	/* 27" is a measure; x="y" is code */
	if ((line.n && digit(line, line.n - 1) && !open) || span_ends(line, "=") ||
		span_find(take_word(&word), "=", 0) != (size_t)-1)
		return false;
	*out = (struct range){t->at - 1, 1};
	str_adds(right, QUOTE);
	return true;
}

/* A word is finished: the one in front of the blank or the line's end. */
static bool finished(const struct typing *t, struct span *word, struct span *rest)
{
	if (!span_is(t->typed, " ") && !span_is(t->typed, "\n"))
		return false;
	*rest = before(t, t->typed.p[0] == ' ' ? t->at - 1 : t->at);
	if (!rest->n || u8_blank(last_of(*rest)))
		return false;
	*word = bare(take_word(rest));
	return word->n > 0;
}

static void add_clock(const struct typing *t, struct span w, size_t at, struct str *right)
{
	size_t hours, n = clock_at(w, at, &hours);

	str_addspan(right, span_sub(w, at, hours));
	str_adds(right, t->clock && *t->clock ? t->clock : ".");
	str_addspan(right, span_sub(w, at + hours + 1, n - hours - 1));
}

static bool aid_clock(const struct typing *t, struct range *out, struct str *right)
{
	struct span word, rest, kl;
	size_t hyphen = 0, hours;
	bool two;

	if (!finished(t, &word, &rest))
		return false;
	kl = take_word(&rest);
	two = clock_range(word, &hyphen);
	if ((!span_is(kl, "kl") && !span_is(kl, "Kl") && !span_is(kl, "kl.") && !span_is(kl, "Kl.")) ||
		(!two && clock_at(word, 0, &hours) != word.n))
		return false;
	str_addspan(right, span_sub(kl, 0, 2));
	str_adds(right, ". ");
	add_clock(t, word, 0, right);
	if (two) {
		str_adds(right, DASH);
		add_clock(t, word, hyphen + 1, right);
	}
	out->at = (size_t)(kl.p - t->s.p);
	out->n = (size_t)(word.p + word.n - kl.p);
	return !span_eq(str_span(right), span_sub(t->s, out->at, out->n));
}

static bool aid_interval(const struct typing *t, struct range *out, struct str *right)
{
	struct span word, rest;
	size_t hyphen;

	if (!finished(t, &word, &rest))
		return false;
	if (!clock_range(word, &hyphen) &&
		!(number_range(word, before(t, t->at), &hyphen) && !names_a_number(take_word(&rest))))
		return false;
	*out = (struct range){(size_t)(word.p - t->s.p) + hyphen, 1};
	str_adds(right, DASH);
	return true;
}

static bool (*const aids[])(const struct typing *t, struct range *out, struct str *right) = {
	aid_section, aid_percent, aid_dash, aid_quote, aid_clock, aid_interval,
};

/* --------------------------------------------------------- where it may not */

static bool open_after(struct span s, const char *open, const char *close)
{
	size_t at = span_find_last(s, open);

	return at != (size_t)-1 && span_find(s, close, at) == (size_t)-1;
}

/* A comment, `code`, the address of a link, https://..., namn@region.se */
static bool no_prose(const struct typing *t, size_t unit)
{
	struct span text = span_sub(t->s, unit, t->at - unit), word = before(t, t->at);
	size_t ticks = 0;

	for (size_t i = 0; i < text.n; i++)
		ticks += text.p[i] == '`';
	while (word.n && u8_blank(last_of(word)))
		word.n = u8_prev(word.p, word.n, word.n);
	word = take_word(&word);
	return open_after(text, "<!--", "-->") || open_after(text, "](", ")") || ticks % 2 == 1 ||
		span_find(word, "://", 0) != (size_t)-1 || span_find(word, "www.", 0) != (size_t)-1 ||
		span_find(word, "@", 0) != (size_t)-1 || span_find(word, "`", 0) != (size_t)-1;
}

bool typing_help(const struct typing *t, struct range *out, struct str *right)
{
	struct unit u = unit_at(t->s, t->at);

	if (!t->typed.n || t->at < t->line + 1 || (u.kind != UNIT_PARA && u.kind != UNIT_LIST && u.kind != UNIT_NOTE) ||
		t->at < u.text || no_prose(t, u.text))
		return false;
	for (size_t i = 0; i < sizeof aids / sizeof aids[0]; i++) {
		str_clear(right);
		if (aids[i](t, out, right))
			return true;
	}
	return false;
}

int typing_aid(struct edit_ctx *e, size_t at, struct span typed, struct err *err)
{
	struct typing t = {.s = edits_bytes(e), .at = at, .typed = typed, .clock = e->clock};
	struct unit u = unit_at(t.s, at);
	struct str right = STR_INIT;
	struct range r;
	size_t cursor = e->cur->at;
	int rc = 0;

	t.line = motion_line_start(t.s, at);
	if (t.line < u.text && u.text <= at)
		t.line = u.text;
	if (e->aids && typing_help(&t, &r, &right)) {
		doc_group_begin(e->doc, cursor);
		rc = doc_edit(e->doc, r.at, r.n, str_span(&right), err);
		if (rc == 0 && cursor >= r.at + r.n)
			edits_put(e, cursor + right.len - r.n);
		edits_done(e, rc);
		e->cur->aided = rc == 0;
	}
	str_release(&right);
	return rc;
}
