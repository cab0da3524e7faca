/* rules_phrase: the rules whose rows stand in dict/: joined-only words (ihop),
 * wrongly joined ones (isar), confusions (forvaxling), names of bodies
 * (egennamn). How the rows are read stands in rules_lists.c. */
#include <string.h>

#include "base/u8.h"
#include "lang/rules_inner.h"

static bool one_of(struct span list, struct span word)
{
	struct span one;

	while (span_split(&list, "|", &one))
		if (span_eq(one, word))
			return true;
	return false;
}

static bool fits(const struct phrase_word *p, const struct rules_word *w)
{
	if (p->word.p)
		return one_of(p->word, w->low);
	if (w->flags & (RULES_CODE | RULES_UPPER | RULES_NAME | RULES_HANGING))
		return false;
	return !p->want || ((w->bits & p->want) && !(w->bits & p->not));
}

/* Matches at word i; at[k] is the word that number k + 1 of the row took, or
 * (size_t)-1. Returns how many words it took, 0 for no match. */
static size_t match(const struct rules_ctx *c, size_t i, const struct phrase *p, size_t at[PHRASE_MAX])
{
	size_t k = i;

	for (int j = 0; j < PHRASE_MAX; j++)
		at[j] = (size_t)-1;
	if (p->begins && !(c->w[i].flags & RULES_BEGINS))
		return 0;
	for (int j = 0; j < p->n; j++) {
		const struct phrase_word *w = &p->v[j];
		bool there = k < c->n && (k == i || rules_side(c, k - 1));

		if (w->negative) {
			if (there && fits(w, &c->w[k]))
				return 0;
			continue;
		}
		if (!there || !fits(w, &c->w[k]))
			return 0;
		if (w->number <= PHRASE_MAX)
			at[w->number - 1] = k;
		k++;
	}
	if (p->ends && k < c->n && c->w[k].gap != RULES_STOP && !(c->w[k].flags & RULES_BEGINS))
		return 0;
	return k - i;
}

/* The right side, <n> being the word that number n of the left side took. */
static void build(const struct rules_ctx *c, const struct phrase *p, const size_t at[PHRASE_MAX], struct strlist *out)
{
	struct span rest = p->to, piece;

	while (span_split(&rest, " ", &piece)) {
		if (piece.n >= 3 && piece.p[0] == '<' && piece.p[1] >= '1' && piece.p[1] <= '0' + PHRASE_MAX &&
			piece.p[2] == '>') {
			size_t k = at[piece.p[1] - '1'];

			if (k != (size_t)-1)
				strlist_addf(out, "%.*s%.*s", SPAN_FMT(c->w[k].text), SPAN_FMT(span_from(piece, 3)));
		} else if (piece.n) {
			strlist_add(out, piece.p, piece.n);
		}
	}
}

/* Only the words that change are marked: what both sides share at the ends is
 * taken off. */
static void narrow(const struct rules_ctx *c, struct strlist *to, struct rules_find *f, size_t *from)
{
	size_t n = to->n;

	*from = 0;
	while (f->first < f->last && *from + 1 < n && span_eq(c->w[f->first].text, span_of(to->v[*from]))) {
		f->first++;
		++*from;
	}
	while (f->first < f->last && n > *from + 1 && span_eq(c->w[f->last].text, span_of(to->v[n - 1]))) {
		f->last--;
		n--;
	}
	for (size_t i = *from; i < n; i++) {
		struct span w = span_of(to->v[i]);

		if (f->fix.len)
			str_addc(&f->fix, ' ');
		if (i == *from && (c->w[f->first].flags & RULES_CAPITAL))
			u8_add_upper_first(&f->fix, w);
		else
			str_addspan(&f->fix, w);
	}
}

static bool swap(const struct rules_ctx *c, size_t i, const struct phrase *p, struct rules_find *f)
{
	size_t at[PHRASE_MAX], n = match(c, i, p, at), from;
	struct strlist to = {0};

	if (!n)
		return false;
	f->first = i;
	f->last = i + n - 1;
	f->mark = p->mark;
	build(c, p, at, &to);
	narrow(c, &to, f, &from);
	strlist_release(&to);
	return true;
}

static bool try_kind(const struct rules_ctx *c, size_t i, enum phrase_kind kind, struct rules_find *f)
{
	const uint32_t *head = wordset_get(&c->r->first, c->w[i].low);

	for (uint32_t k = head ? *head : 0; k; k = c->r->phrase[k - 1].next)
		if (c->r->phrase[k - 1].kind == kind && swap(c, i, &c->r->phrase[k - 1], f))
			return true;
	for (uint32_t k = c->r->any; k; k = c->r->phrase[k - 1].next)
		if (c->r->phrase[k - 1].kind == kind && swap(c, i, &c->r->phrase[k - 1], f))
			return true;
	return false;
}

bool rules_confused(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	return try_kind(c, i, PHRASE_SWAP, f);
}

bool rules_apart(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	return !(c->w[i].flags & RULES_CODE) && try_kind(c, i, PHRASE_APART, f);
}

/* under|skott: also in the other forms of the joined word. */
bool rules_joined(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const uint32_t *head = wordset_get(&c->r->first, c->w[i].low);

	if (!head || !rules_side(c, i) || (c->w[i].flags & RULES_HANGING))
		return false;
	for (uint32_t k = *head; k; k = c->r->phrase[k - 1].next) {
		const struct phrase *p = &c->r->phrase[k - 1];
		struct span second = c->w[i + 1].low;
		unsigned bits;

		if (p->kind != PHRASE_JOIN || second.n < p->v[1].word.n ||
			memcmp(second.p, p->v[1].word.p, p->v[1].word.n) != 0 || (c->w[i + 1].flags & RULES_CAPITAL))
			continue;
		str_clear(&f->fix);
		str_addspan(&f->fix, c->w[i].text);
		str_addspan(&f->fix, c->w[i + 1].text);
		if (second.n == p->v[1].word.n || (second.n <= p->v[1].word.n + 5 &&
				rules_class_str(c, &f->fix, &bits) && (bits & WORD_ENTRY))) {
			f->last = i + 1;
			return true;
		}
		str_clear(&f->fix);
	}
	return false;
}

/* "region fjällbygd": the letters are those of the name, the capitals not. */
bool rules_name(const struct rules_ctx *c, size_t i, struct rules_find *f)
{
	const uint32_t *head = wordset_get(&c->r->first, c->w[i].low);
	size_t at[PHRASE_MAX], n;

	for (uint32_t k = head ? *head : 0; k; k = c->r->phrase[k - 1].next) {
		const struct phrase *p = &c->r->phrase[k - 1];
		struct span rest = p->to, word;
		bool same = true, capitals = true;

		if (p->kind != PHRASE_NAME || !(n = match(c, i, p, at)))
			continue;
		str_clear(&f->fix);
		for (size_t j = i; j < i + n && span_split(&rest, " ", &word); j++) {
			same &= span_eq(word, c->w[j].text);
			capitals &= (c->w[j].flags & RULES_UPPER) != 0;
			if (j > i)
				str_addc(&f->fix, ' ');
			str_addspan(&f->fix, word);
		}
		f->last = i + n - 1;
		if (!same && !capitals)
			return true;
		str_clear(&f->fix);
	}
	return false;
}
