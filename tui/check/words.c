/* words: rules that look words up in the lists of dict/: abbreviations (S07), units
 * (S09), plain language (S10), laws (S11). The lists say what is right; here stands
 * where it is not meant. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"
#include "check/phrases.h"

/* `right` with the capital of what it is for. */
static char *with_case(struct span s, size_t at, struct span right)
{
	struct str out = STR_INIT;
	int32_t cp = -1;

	u8_decode(s.p + at, s.n - at, &cp);
	if (u8_upper(cp))
		u8_add_upper_first(&out, right);
	else
		str_addspan(&out, right);
	return out.buf ? str_take(&out) : mem_strdup("");
}

/* Part of a longer word: "-bla", "tex-fil", "kl:s". */
static bool in_compound(struct span s, size_t at, size_t n)
{
	return (at && strchr("-./", s.p[at - 1])) || (at + n < s.n && strchr("-'", s.p[at + n])) ||
		(at + n + 1 < s.n && s.p[at + n] == ':' && s.p[at + n + 1] != ' ');
}

/* ------------------------------------------------------------------ S07 */

/* Does the sentence go on after the blank at `at`, with a small letter or a digit? */
static bool goes_on(struct span s, size_t at)
{
	int32_t cp = -1;

	if (at + 1 >= s.n || s.p[at] != ' ')
		return false;
	u8_decode(s.p + at + 1, s.n - at - 1, &cp);
	return u8_lower(cp) || u8_digit(cp);
}

static bool after_number(struct span s, size_t at)
{
	struct span w = check_word_before(s, at);

	return w.n && w.p[w.n - 1] >= '0' && w.p[w.n - 1] <= '9';
}

/* "bla bla": no abbreviation is said twice. */
static bool said_twice(struct span s, size_t at, size_t n)
{
	struct span w = span_sub(s, at, n);

	return span_eq(check_word_before(s, at), w) || span_eq(check_word_after(s, at + n), w);
}

void phrase_abbreviation(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	struct span s = l->text, wrong = what->text, right = what->right;
	bool point = at + n < s.n && s.p[at + n] == '.', ends = span_ends(wrong, ".");
	char *fix;

	/* right when only the last period was left to come */
	if (in_compound(s, at, n) || (point && right.n == wrong.n + 1 && memcmp(right.p, wrong.p, wrong.n) == 0) ||
		span_eq(wrong, right) || said_twice(s, at, n))
		return;
	/* "tom." and "from." end sentences too, "mm." is a measure */
	if (ends && span_find(wrong, ".", 0) == wrong.n - 1 && (!goes_on(s, at + n) || after_number(s, at)))
		return;
	/* a time after it: S05 */
	if (span_is(wrong, "kl"))
		return;
	fix = with_case(s, at, right);
	check_mark(r, l, r->row->severity, at, n + (point && span_ends(right, ".")), fix, "Skriv ”%s”.", fix);
	free(fix);
}

/* ------------------------------------------------------------- S09, S10 */

void phrase_unit(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	char *right;

	if (in_compound(l->text, at, n) || check_sentence_starts(l, at))
		return;
	right = span_dup(what->right);
	check_mark(r, l, r->row->severity, at, n, right, "Skriv %s.", right);
	free(right);
}

void phrase_plain(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	struct span rest = what->right, piece;
	struct str all = STR_INIT;
	char *fix = NULL;

	/* keywords of the format, names of documents and of those who get them */
	if (l->heading || l->table || l->quote || in_compound(l->text, at, n) || (l->list && (l->section == SECTION_YRKANDEN ||
		l->section == SECTION_RESERVATION)) || l->section == SECTION_OMROSTNING || l->section == SECTION_UNDERLAG ||
		l->section == SECTION_UTDRAG)
		return;
	while (rest.n && span_split(&rest, "/", &piece)) {
		if (!fix && what->form)
			fix = with_case(l->text, at, span_trim(piece));
		str_adds(&all, all.len ? " eller " : "");
		str_addspan(&all, span_trim(piece));
	}
	if (all.len)
		check_mark(r, l, r->row->severity, at, n, fix, "Enklare än ”%.*s”: %s.", SPAN_FMT(span_sub(l->text, at, n)),
			str_c(&all));
	else
		check_mark(r, l, r->row->severity, at, n, NULL, "Enklare ord finns för ”%.*s”.",
			SPAN_FMT(span_sub(l->text, at, n)));
	free(fix);
	str_release(&all);
}

/* ------------------------------------------------------------------ S11 */

enum { LAW_ALONE, LAW_WITH_NUMBER };

/* " (2017:725)", " (SFS 2017:725)" at `at`: bytes, 0 when the parenthesis is
 * something else; *paren: there is one. */
static size_t number_after(struct span s, size_t at, bool *paren)
{
	size_t close, digits, from = at + 2;
	int year;

	*paren = span_starts(span_from(s, at), " (");
	close = *paren ? span_find(s, ")", at) : (size_t)-1;
	if (close == (size_t)-1)
		return 0;
	while (from < close && !(s.p[from] >= '0' && s.p[from] <= '9'))
		from++;
	digits = check_number(s, from, &year);
	return digits == 4 && from + 4 < close && s.p[from + 4] == ':' ? close + 1 - at : 0;
}

void phrase_law(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	bool paren;

	n += at + n < l->text.n && l->text.p[at + n] == 's';
	if (!in_compound(l->text, at, n) && !l->heading && !l->quote && !check_quoted(l, at) && !check_masked(l, at))
		check_see(r, l, at, n, what->group, number_after(l->text, at + n, &paren) ? LAW_WITH_NUMBER : LAW_ALONE);
}

static void missing_number(struct check_run *r, const struct sight *x, struct span number)
{
	struct span src = r->p->src, name = span_sub(src, x->at, x->n);
	bool paren;
	char *right = str_format("%.*s (%.*s)", SPAN_FMT(name), SPAN_FMT(number));

	(void)number_after(src, x->at + x->n, &paren);
	/* "(KL)" wants the number in it: not one key's work */
	check_add(r, (struct range){x->at, x->n}, paren ? NULL : right, "Ange numret första gången: %s.", right);
	free(right);
}

/* The number once in the text, and never twice in one §, which is also read alone. */
void finish_laws(struct check_run *r)
{
	const struct pairs *laws = r->facts->lists ? &r->facts->lists->lagar : NULL;
	size_t n = laws ? laws->n : 0;
	bool *seen = mem_array(n + 1, sizeof *seen), paren;
	int *given = mem_array(n + 1, sizeof *given); /* 2 + the last item that had its number */

	for (size_t i = 0; i < r->nsights; i++) {
		const struct sight *x = &r->sight[i];

		if (x->row != r->row || x->group < 0 || (size_t)x->group >= n)
			continue;
		if (!seen[x->group] && x->form == LAW_ALONE && !x->quiet)
			missing_number(r, x, laws->v[x->group].right);
		seen[x->group] = true;
		if (x->form != LAW_WITH_NUMBER)
			continue;
		if (given[x->group] == x->item + 2 && !x->quiet)
			check_add(r, (struct range){x->at + x->n, number_after(r->p->src, x->at + x->n, &paren)}, "",
				"Numret på %.*s har redan stått i paragrafen.", SPAN_FMT(span_sub(r->p->src, x->at, x->n)));
		given[x->group] = x->item + 2;
	}
	free(seen);
	free(given);
}
