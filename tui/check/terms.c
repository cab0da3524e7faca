/* terms: one term, one form. What is seen along the text is judged at its end:
 * bodies with both capital and small letter (T01), two spellings that are both
 * right (T02), acronyms that nobody has spelt out (T03). */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"
#include "check/phrases.h"

static char *upper_first(struct span s, bool upper)
{
	struct str out = STR_INIT;

	if (upper)
		u8_add_upper_first(&out, s);
	else
		str_addspan(&out, s);
	return out.buf ? str_take(&out) : mem_strdup("");
}

/* ------------------------------------------------------------------ T01 */

static bool is_body(struct span w)
{
	static const char *const ends[] = {"beredningen", "nämnden", "utskottet", "styrelsen", "fullmäktige", "kommittén",
		"delegationen", "förvaltningen", "revisionen", "presidiet", "direktören", "chefen", "kontoret"};

	if (w.n && w.p[w.n - 1] == 's')
		w.n--;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (span_ends(w, ends[i]) || (w.n == strlen(ends[i]) && memcmp(w.p + 1, ends[i] + 1, w.n - 1) == 0))
			return true;
	return false;
}

static bool in_pairs(const struct pairs *p, struct span word, bool right)
{
	for (size_t i = 0; i < p->n; i++)
		if (span_eq(right ? p->v[i].right : p->v[i].left, word))
			return true;
	return false;
}

/* An agency's own name has its capital; lang/rules knows them. */
static bool is_name(const struct check_run *r, struct span w)
{
	const struct check_lists *l = r->facts->lists;
	struct span base = w.n && w.p[w.n - 1] == 's' ? span_sub(w, 0, w.n - 1) : w;

	return span_is(base, "Socialstyrelsen") || span_is(base, "Ekobrottsmyndigheten") ||
		(l && (in_pairs(&l->egennamn, base, false) || in_pairs(&l->akronymer, base, true)));
}

/* The letters from `at`: bytes. */
static size_t letters(struct span s, size_t at)
{
	size_t n = 0, step;
	int32_t cp;

	while (at + n < s.n) {
		step = u8_decode(s.p + at + n, s.n - at - n, &cp);
		if (!u8_letter(cp))
			break;
		n += step;
	}
	return n;
}

void line_capitals(struct check_run *r, const struct check_line *l)
{
	struct span s = l->text;

	if (l->heading || l->quote || l->table)
		return;
	for (size_t at = l->start; at < s.n; at++) {
		bool upper = (s.p[at] >= 'A' && s.p[at] <= 'Z') || (unsigned char)s.p[at] == 0xC3;
		size_t n;
		int32_t cp;

		if (!upper || (at && s.p[at - 1] != ' ' && s.p[at - 1] != '('))
			continue;
		u8_decode(s.p + at, s.n - at, &cp);
		n = u8_upper(cp) ? letters(s, at) : 0;
		if (n > 7 && is_body(span_sub(s, at, n)) && check_word_ends(s, at + n) && !(at + n < s.n && s.p[at + n] == '-') &&
			!check_sentence_starts(l, at) && !check_masked(l, at) && !check_quoted(l, at) &&
			!is_name(r, span_sub(s, at, n)))
			check_see(r, l, at, n, 0, 0);
	}
}

/* How often the word stands there with a small letter, or the genitive of it. */
static size_t small_ones(const struct check_run *r, const char *small)
{
	struct span src = r->p->src;
	size_t at = r->p->body, n = strlen(small), count = 0;

	while ((at = span_find(src, small, at)) != (size_t)-1) {
		size_t end = at + n + (at + n < src.n && src.p[at + n] == 's');

		count += check_word_starts(src, at) && check_word_ends(src, end) && !(at && src.p[at - 1] == '-');
		at += n;
	}
	return count;
}

struct small_word {
	struct check_run *r;
	const char *word;
};

static void mark_small(void *ctx, const struct check_line *l)
{
	struct small_word *x = ctx;
	size_t at = 0, n = strlen(x->word);

	while (!l->heading && !l->quote && !l->table && (at = span_find(l->text, x->word, at)) != (size_t)-1) {
		size_t end = at + n + (at + n < l->text.n && l->text.p[at + n] == 's');
		struct span word = span_sub(l->text, at, end - at);

		if (check_word_starts(l->text, at) && check_word_ends(l->text, end) && !(at && l->text.p[at - 1] == '-')) {
			char *right = upper_first(word, true);

			check_mark(x->r, l, x->r->row->severity, at, end - at, right, "”%s” har stor bokstav på andra ställen.",
				right);
			free(right);
		}
		at = end;
	}
}

static bool same_body(const struct check_run *r, const struct sight *x, const char *small)
{
	struct str low = STR_INIT;
	bool same;

	u8_add_lower_first(&low, span_sub(r->p->src, x->at, x->n));
	if (low.len && low.buf[low.len - 1] == 's')
		low.buf[--low.len] = '\0';
	same = strcmp(str_c(&low), small) == 0;
	str_release(&low);
	return same;
}

static void mark_large(struct check_run *r, const struct sight *x)
{
	struct span word = span_sub(r->p->src, x->at, x->n);
	struct str right = STR_INIT;

	u8_add_lower_first(&right, word);
	check_add(r, (struct range){x->at, x->n}, str_c(&right), "”%.*s” har liten bokstav på andra ställen.",
		SPAN_FMT(word));
	str_release(&right);
}

/* The form that is rarer is the slip; of two as common the capital is. */
static void judge_body(struct check_run *r, size_t first, const char *small)
{
	size_t large = 0, few = small_ones(r, small);
	struct small_word ctx = {r, small};

	for (size_t i = first; i < r->nsights; i++)
		large += r->sight[i].row == r->row && same_body(r, &r->sight[i], small);
	if (few && large > few) {
		check_walk(r, mark_small, &ctx);
		return;
	}
	for (size_t i = first; i < r->nsights && few; i++)
		if (r->sight[i].row == r->row && same_body(r, &r->sight[i], small))
			mark_large(r, &r->sight[i]);
}

void finish_capitals(struct check_run *r)
{
	struct strlist done = {0};

	for (size_t i = 0; i < r->nsights; i++) {
		const struct sight *x = &r->sight[i];
		struct str low = STR_INIT;

		if (x->row != r->row)
			continue;
		u8_add_lower_first(&low, span_sub(r->p->src, x->at, x->n));
		if (low.len && low.buf[low.len - 1] == 's')
			low.buf[--low.len] = '\0';
		if (!strlist_has(&done, str_span(&low))) {
			strlist_add(&done, low.buf, low.len);
			judge_body(r, i, str_c(&low));
		}
		str_release(&low);
	}
	strlist_release(&done);
}

/* ------------------------------------------------------------------ T02 */

void phrase_variant(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	struct span s = l->text;

	if (!(at && strchr("-./", s.p[at - 1])) && !(at + n < s.n && strchr("-:'", s.p[at + n])) && !l->heading && !l->quote &&
		!check_masked(l, at) && !check_quoted(l, at))
		check_see(r, l, at, n, what->group, what->form);
}

void finish_variants(struct check_run *r)
{
	int n = phrases_variants();
	size_t(*count)[2] = mem_array((size_t)n, sizeof *count);

	for (size_t i = 0; i < r->nsights; i++)
		if (r->sight[i].row == r->row)
			count[r->sight[i].group][r->sight[i].form]++;
	for (size_t i = 0; i < r->nsights; i++) {
		const struct sight *x = &r->sight[i];
		size_t *c = x->row == r->row ? count[x->group] : NULL;
		int form;
		char *right;

		if (!c || !c[0] || !c[1])
			continue;
		form = c[1] > c[0];
		if (x->form == form)
			continue;
		right = upper_first(phrases_variant(x->group, form), x->upper);
		check_add(r, (struct range){x->at, x->n}, right, "Samma stavning i hela texten: %s.", right);
		free(right);
	}
	free(count);
}

/* ------------------------------------------------------------------ T03 */

enum { ACRONYM_USED, ACRONYM_SPELT_OUT };

/* Those that need no words: everybody who reads minutes knows them. */
static bool everybody_knows(const struct check_run *r, struct span w)
{
	static const char *const known[] = {"EU", "FN", "USA", "UK", "SKR", "HR", "IT", "VD", "AB", "TV", "PC", "SFS", "SOU",
		"KF", "KS", "RF", "RS", "LSS", "KL", "FL", "OSL", "SoL", "HSL", "PBL", "GDPR", "KD", "MP", "SD", "SVT", "SJ",
		"IVO", "PDF", "ID", "DNA", "HIV", "ADHD", "BUP", "IVA"};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (span_is(w, known[i]))
			return true;
	return span_eq(w, front_get(&r->p->front, FRONT_ORGAN_KORT));
}

void phrase_acronym(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at, size_t n)
{
	struct span s = l->text;
	bool spelt = what->list == PHRASE_EXPANSION, paren, genitive;

	if (spelt) {
		check_see(r, l, at, n, what->group, ACRONYM_SPELT_OUT);
		return;
	}
	/* "(IMY)", ", IMY," and "IMY (Inte..." explain, whatever the words */
	paren = (at && s.p[at - 1] == '(' && at + n < s.n && s.p[at + n] == ')') || span_starts(span_from(s, at + n), " (") ||
		(span_ends(span_sub(s, 0, at), ", ") && span_starts(span_from(s, at + n), ","));
	genitive = span_starts(span_from(s, at + n), ":s") && check_word_ends(s, at + n + 2);
	if (paren) {
		check_see(r, l, at, n, what->group, ACRONYM_SPELT_OUT);
		return;
	}
	if (l->heading || l->quote || l->table || l->section == SECTION_UNDERLAG || l->section == SECTION_UTDRAG ||
		(at && strchr("-/.&:", s.p[at - 1])) || (at + n < s.n && strchr("-/&", s.p[at + n])) ||
		(at + n < s.n && s.p[at + n] == ':' && at + n + 1 < s.n && s.p[at + n + 1] != ' ' && !genitive) ||
		(at + n + 1 < s.n && s.p[at + n] == ' ' && s.p[at + n + 1] >= '0' && s.p[at + n + 1] <= '9') ||
		check_masked(l, at) || check_quoted(l, at) || everybody_knows(r, what->text))
		return;
	check_see(r, l, at, n + (genitive ? 2 : 0), what->group, ACRONYM_USED);
}

static void spell_out(struct check_run *r, const struct sight *x, const struct pair *row, bool several)
{
	bool genitive = x->n > row->left.n;
	struct span full = row->right;
	struct str right = STR_INIT;

	if (x->starts)
		u8_add_upper_first(&right, full);
	else
		str_addspan(&right, full);
	if (genitive && right.len && !strchr("sxz", right.buf[right.len - 1]))
		str_addc(&right, 's');
	str_addf(&right, " (%.*s)", SPAN_FMT(row->left));
	if (several || memchr(full.p, '/', full.n) || memchr(full.p, ',', full.n))
		check_add(r, (struct range){x->at, x->n}, NULL, "Skriv ut %.*s första gången.", SPAN_FMT(row->left));
	else
		check_add(r, (struct range){x->at, x->n}, str_c(&right), "Skriv ut första gången: %s.", str_c(&right));
	str_release(&right);
}

void finish_acronyms(struct check_run *r)
{
	const struct pairs *list = r->facts->lists ? &r->facts->lists->akronymer : NULL;
	size_t n = list ? list->n : 0;
	bool *done = mem_array(n + 1, sizeof *done);

	for (size_t i = 0; i < r->nsights; i++) {
		const struct sight *x = &r->sight[i];
		bool several = false;

		if (x->row != r->row || x->group < 0 || (size_t)x->group >= n || done[x->group])
			continue;
		/* all meanings of the letters at once */
		for (size_t k = 0; k < n; k++)
			if (span_eq(list->v[k].left, list->v[x->group].left)) {
				several = several || k != (size_t)x->group;
				done[k] = true;
			}
		/* "FaR, fysisk aktivitet på recept" */
		if (x->form == ACRONYM_USED && !(i + 1 < r->nsights && x[1].row == r->row && x[1].group == x->group &&
			x[1].form == ACRONYM_SPELT_OUT && x[1].at - x->at - x->n < 4))
			spell_out(r, x, &list->v[x->group], several);
	}
	free(done);
}
