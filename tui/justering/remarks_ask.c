/* remarks_ask: what one remark asks for, by the words people use: "byt x mot y", "x ska vara
 * y", "stryk x", "lägg till y efter x". Knows the words, not the text they are about. */
#include "base/u8.h"
#include "justering/remarks_inner.h"

#include <string.h>

static const char *const quotes[] = {"”", "“", "„", "\"", "»", "«", "’", "‘", "'"};

enum { QUOTES = sizeof quotes / sizeof *quotes };

static bool word_ends(struct span s, size_t n)
{
	int32_t cp;

	if (n >= s.n)
		return true;
	u8_decode(s.p + n, s.n - n, &cp);
	return !u8_letter(cp) && !u8_digit(cp);
}

size_t ask_word(struct span s, const char *word)
{
	size_t n = strlen(word);
	struct str upper = STR_INIT;
	bool hit = span_starts(s, word);

	if (!hit) {
		u8_add_upper_first(&upper, span_of(word));
		hit = span_starts(s, str_c(&upper));
		str_release(&upper);
	}
	return hit && word_ends(s, n) ? n : 0;
}

/* The length of the quotation mark s begins with. */
static size_t quote_at(struct span s)
{
	for (size_t i = 0; i < QUOTES; i++)
		if (span_starts(s, quotes[i]))
			return strlen(quotes[i]);
	return 0;
}

static bool single(struct span s)
{
	return span_starts(s, "’") || span_starts(s, "‘") || span_starts(s, "'");
}

/* What is quoted at the start of s; the length of it all, 0: nothing. */
static size_t quoted(struct span s, struct span *out)
{
	size_t open = quote_at(s), i = open, n;

	if (open == 0)
		return 0;
	for (; i < s.n; i += n) {
		struct span rest = span_from(s, i);
		int32_t cp;

		n = u8_decode(rest.p, rest.n, &cp);
		/* an apostrophe in a word closes nothing */
		if (quote_at(rest) && single(rest) == single(s) && (!single(s) || word_ends(rest, quote_at(rest)))) {
			*out = span_sub(s, open, i - open);
			return i + quote_at(rest);
		}
	}
	return 0;
}

static size_t blanks(struct span s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\n'))
		n++;
	return n;
}

static struct span skip(struct span s, size_t n)
{
	s = span_from(s, n);
	return span_from(s, blanks(s));
}

/* ------------------------------------------------------------ words */

static const char *const change_words[] = {"byt ut", "byt", "ändra", "ersätt", "rätta", "korrigera", "skriv om", NULL};
static const char *const into_words[] = {"mot", "till", "med", "->", "→", "=>", "-->", NULL};
static const char *const shall_words[] = {"ska vara", "skall vara", "bör vara", "ska stå", "ska det stå", "ska ändras till",
	"bör ändras till", "ändras till", "ska bytas mot", "byts mot", "ska ersättas med", "ersätts med", "ska ersättas av",
	"->", "→", "=>", "-->", NULL};
static const char *const remove_words[] = {"stryk", "ta bort", "radera", "slopa", "utgår", NULL};
static const char *const removed_words[] = {"stryks", "utgår", "ska strykas", "ska bort", "ska utgå", "tas bort",
	"kan strykas", "ska tas bort", "bör strykas", NULL};
static const char *const add_words[] = {"lägg till", "lägg in", "infoga", "skjut in", "tillägg", NULL};
static const char *const beside_words[] = {"efter", "före", "innan", NULL};
static const char *const stand_words[] = {"det ska stå", "ska stå", "det skall stå", "det bör stå", "skriv", NULL};
static const char *const instead_words[] = {"i stället för", "istället för", NULL};
static const char *const noise[] = {"ordet", "orden", "namnet", "siffran", "talet", "beloppet", "datumet", "tiden",
	"texten", "frasen", "stavningen", "felaktiga", "gärna", "också", "det", "så att", "från", "även", "att", NULL};

static size_t any(struct span s, const char *const *words, const char **opt_which)
{
	for (size_t i = 0; words[i]; i++) {
		size_t n = words[i][0] == '-' || words[i][0] == '=' || words[i][0] == '\xE2'
			? (span_starts(s, words[i]) ? strlen(words[i]) : 0) : ask_word(s, words[i]);

		if (n && opt_which)
			*opt_which = words[i];
		if (n)
			return n;
	}
	return 0;
}

static struct span skip_noise(struct span s)
{
	size_t n;

	s = skip(s, 0);
	while ((n = any(s, noise, NULL)) > 0)
		s = skip(s, n);
	return s.n && s.p[0] == ':' ? skip(s, 1) : s;
}

/* To the first quotation mark, over a few words on where it stands. */
static struct span to_quote(struct span s)
{
	struct span rest = skip_noise(s);
	size_t words = 0;

	for (size_t i = 0; i < rest.n && words < 8; i++) {
		if (quote_at(span_from(rest, i)))
			return span_from(rest, i);
		words += rest.p[i] == ' ';
		if (strchr(".;:", rest.p[i]))
			break;
	}
	return rest;
}

/* Where the clause ends that begins with what was not quoted. */
static size_t clause(struct span s)
{
	static const char *const ends[] = {". ", "; ", ", eftersom", " eftersom ", ", för att", ", då ", " (", ", stryk ",
		", byt ", ", lägg till ", ", ta bort ", "\n"};
	size_t n = s.n;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t at = span_find(s, ends[i], 0);

		n = at < n ? at : n;
	}
	return n;
}

static struct span bare(struct span s)
{
	s = span_trim(s);
	while (s.n && strchr(".,;:", s.p[s.n - 1]))
		s = span_trim(span_sub(s, 0, s.n - 1));
	return s;
}

/* What is said last: quoted, or to the end of the clause. */
static struct span tail_value(struct span s, struct span *rest, bool *was_quoted)
{
	struct span v;
	size_t n;

	n = quoted(skip_noise(s), &v);
	*was_quoted = n > 0;
	s = n ? skip_noise(s) : skip(s, 0);
	if (n == 0) {
		n = clause(s);
		v = bare(span_sub(s, 0, n));
	}
	*rest = span_from(s, n);
	return v;
}

/* ------------------------------------------------------------ ways to read */

struct reader {
	struct ask *out;
	struct span *rest;
	size_t n;
};

static void add(struct reader *r, struct ask a, struct span rest)
{
	if (r->n >= ASK_MOST || a.old.n == 0 || a.old.n > 2000 || (a.kind != ASK_REMOVE && a.text.n == 0))
		return;
	r->rest[r->n] = rest;
	r->out[r->n++] = a;
}

/* "x MIDDLE y" from s on: every place of MIDDLE may be the right one when x is not quoted. */
static void pair(struct reader *r, struct span s, const char *const *middle, enum ask_kind kind, bool swapped)
{
	struct span x, y, rest = to_quote(s), after;
	size_t n = quoted(rest, &x), m;
	const char *which = "";
	bool q;

	if (n > 0) {
		rest = skip(rest, n);
		if (rest.n && rest.p[0] == ',')
			rest = skip(rest, 1);
		m = any(rest, middle, &which);
		if (m == 0)
			return;
		kind = kind == ASK_AFTER && which[0] != 'e' ? ASK_BEFORE : kind;
		y = tail_value(span_from(rest, m), &after, &q);
		add(r, (struct ask){kind, swapped ? y : x, swapped ? x : y, q}, after);
		return;
	}
	/* first with every word as meant, then without "ordet", "det" ... */
	for (int k = 0; k < 2; k++) {
		rest = k ? skip_noise(s) : skip(s, 0);
		if (k && rest.p == skip(s, 0).p)
			break;
		for (size_t i = 1; i < rest.n && i < 400; i++) {
			if (rest.p[i - 1] != ' ' || (m = any(span_from(rest, i), middle, &which)) == 0)
				continue;
			x = bare(span_sub(rest, 0, i));
			y = tail_value(span_from(rest, i + m), &after, &q);
			add(r, (struct ask){kind == ASK_AFTER && which[0] != 'e' ? ASK_BEFORE : kind, swapped ? y : x,
				swapped ? x : y, false}, after);
		}
	}
}

static void removal(struct reader *r, struct span s)
{
	struct span rest = to_quote(s), x, after;
	size_t n = quoted(rest, &x);
	bool q = n > 0;

	if (q)
		after = span_from(rest, n);
	else
		x = tail_value(s, &after, &q);
	add(r, (struct ask){ASK_REMOVE, x, SPAN_NONE, n > 0}, after);
	/* "ordet x" */
	if (n == 0 && skip_noise(s).p != skip(s, 0).p) {
		x = tail_value(skip_noise(s), &after, &q);
		add(r, (struct ask){ASK_REMOVE, x, SPAN_NONE, false}, after);
	}
}

/* "efter x lägg till y" */
static void beside_first(struct reader *r, struct span s, enum ask_kind kind)
{
	static const char *const add_too[] = {"läggs till", "lägg till", "läggs in", "lägg in", "infogas", "infoga", "ska det stå",
		NULL};

	pair(r, s, add_too, kind == ASK_AFTER ? ASK_REPLACE : ASK_REMOVE, false);
	for (size_t i = 0; i < r->n; i++)
		r->out[i].kind = kind;
}

/* "x stryks" */
static void removed(struct reader *r, struct span s)
{
	struct span x, rest = skip_noise(s);
	size_t n = quoted(rest, &x), m;

	if (n > 0) {
		rest = skip(rest, n);
		m = any(rest, removed_words, NULL);
		if (m)
			add(r, (struct ask){ASK_REMOVE, x, SPAN_NONE, true}, span_from(rest, m));
		return;
	}
	for (size_t i = 1; i < rest.n && i < 400; i++)
		if (rest.p[i - 1] == ' ' && (m = any(span_from(rest, i), removed_words, NULL)) > 0) {
			add(r, (struct ask){ASK_REMOVE, bare(span_sub(rest, 0, i)), SPAN_NONE, false}, span_from(rest, i + m));
			return;
		}
}

size_t ask_read(struct span s, struct ask out[ASK_MOST], struct span rest[ASK_MOST])
{
	struct reader r = {out, rest, 0};
	const char *which = "";
	size_t n;

	s = skip(s, 0);
	while (s.n && strchr(".,;:", s.p[0]))
		s = skip(s, 1);
	if ((n = ask_word(s, "och")) > 0 || (n = ask_word(s, "samt")) > 0)
		s = skip(s, n);
	if ((n = any(s, change_words, NULL)) > 0) {
		pair(&r, span_from(s, n), into_words, ASK_REPLACE, false);
	} else if ((n = any(s, remove_words, NULL)) > 0) {
		removal(&r, span_from(s, n));
	} else if ((n = any(s, add_words, NULL)) > 0) {
		pair(&r, span_from(s, n), beside_words, ASK_AFTER, true);
	} else if ((n = any(s, beside_words, &which)) > 0) {
		beside_first(&r, span_from(s, n), which[0] == 'e' ? ASK_AFTER : ASK_BEFORE);
	} else if ((n = any(s, stand_words, NULL)) > 0) {
		pair(&r, span_from(s, n), instead_words, ASK_REPLACE, true);
	} else {
		pair(&r, s, shall_words, ASK_REPLACE, false);
		removed(&r, s);
	}
	return r.n;
}
