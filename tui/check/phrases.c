/* phrases: the words and phrases of all lists, looked up by their first word.
 *
 * One walk over a line serves every list: the letters of each word are hashed as
 * they are passed, and few words begin a phrase. Letters are ASCII and Latin-1
 * here, which is what lists in Swedish are written with. Knows no rule. */
#include "check/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "check/inner.h"

struct phrases {
	struct phrase *v;   /* by key, then list, then the longest first */
	size_t n, cap;
	unsigned *slot;     /* 1 + the first of a key in v, 0: free; open addressing */
	size_t mask;
};

/* Two spellings that are both right, but not in one text; the recommended first.
 * Source: Svenska akademiens ordlista; language.md, section 4. */
static const char *const variants[][2] = {
	{"e-post", "epost"}, {"i dag", "idag"}, {"i går", "igår"}, {"i morgon", "imorgon"}, {"i kväll", "ikväll"},
	{"i stället", "istället"}, {"i gång", "igång"}, {"i fråga om", "ifråga om"}, {"framför allt", "framförallt"},
	{"för övrigt", "förövrigt"}, {"till godo", "tillgodo"}, {"till handa", "tillhanda"}, {"till rätta", "tillrätta"},
	{"tills vidare", "tillsvidare"}, {"över huvud taget", "överhuvudtaget"}, {"mejl", "mail"}, {"mejla", "maila"},
};

enum { NVARIANTS = sizeof variants / sizeof variants[0] };

struct span phrases_variant(int group, int form)
{
	return span_of(variants[group][form]);
}

int phrases_variants(void)
{
	return NVARIANTS;
}

/* The letter at `at`: its bytes and its small form; 0: no letter. */
static size_t letter(struct span s, size_t at, unsigned *out)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0, d;

	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		*out = c | 0x20u;
		return 1;
	}
	if (c != 0xC3 || at + 1 >= s.n)
		return 0;
	d = (unsigned char)s.p[at + 1];
	if (d < 0x80 || d > 0xBF || d == 0x97 || d == 0xB7) /* × ÷ */
		return 0;
	*out = 0x100u + (d < 0x9F ? d + 0x20u : d);
	return 2;
}

/* The end of the word at `at`, its key, and that of the word without a genitive s
 * (the same when it has none). */
static size_t word_end(struct span s, size_t at, uint32_t *key, uint32_t *base)
{
	uint32_t h = 2166136261u, before = h;
	unsigned c = 0;
	size_t n;

	for (unsigned next; (n = letter(s, at, &next)) != 0; at += n) {
		c = next;
		before = h;
		h = (h ^ c) * 16777619u;
	}
	*key = h;
	*base = c == 's' ? before : h;
	return at;
}

/* ---------------------------------------------------------------- building */

static struct phrase *add(struct phrases *ph, enum phrase_list list, struct span text, struct span right)
{
	struct phrase *x;
	uint32_t key, base;

	text = span_trim(text);
	if (!text.n || word_end(text, 0, &key, &base) == 0)
		return NULL;
	ph->v = mem_grow(ph->v, ph->n, &ph->cap, sizeof *ph->v);
	x = &ph->v[ph->n++];
	*x = (struct phrase){.text = text, .right = span_trim(right), .list = list, .key = key};
	return x;
}

static size_t pieces(struct span s)
{
	struct span piece;
	size_t n = 0;

	while (span_split(&s, ",", &piece))
		n++;
	return n;
}

/* "left, left = right, right". With another number of words on the right the
 * text can say them, but not which is meant. */
static void add_plain(struct phrases *ph, const struct pair *row)
{
	struct span left = row->left, right = row->right, wrong, word = SPAN_NONE;
	bool same = right.p && pieces(left) == pieces(right);

	while (span_split(&left, ",", &wrong)) {
		struct phrase *x;

		if (same)
			span_split(&right, ",", &word);
		x = add(ph, PHRASE_PLAIN, wrong, same ? word : row->right);
		if (x)
			x->form = same;
	}
}

static void add_abbreviation(struct phrases *ph, const struct pair *row)
{
	struct span rest = row->right, wrong;

	while (span_split(&rest, ",", &wrong))
		add(ph, PHRASE_ABBREVIATION, wrong, row->left);
}

static void add_acronym(struct phrases *ph, const struct check_lists *l, size_t i)
{
	const struct pair *row = &l->akronymer.v[i];
	struct phrase *x;

	if (!row->right.n)
		return;
	x = add(ph, PHRASE_ACRONYM, row->left, row->right);
	if (x)
		x->group = (int)i;
	x = add(ph, PHRASE_EXPANSION, row->right, row->left);
	if (x)
		x->group = (int)i;
}

static void add_law(struct phrases *ph, const struct pair *row, int i)
{
	struct phrase *x = row->right.n ? add(ph, PHRASE_LAW, row->left, row->right) : NULL;

	if (x)
		x->group = i;
}

static void add_own(struct phrases *ph)
{
	static const char *const units[][2] = {
		{"mkr", "mnkr"}, {"Mkr", "mnkr"}, {"MKR", "mnkr"}, {"MSEK", "mnkr"}, {"Mnkr", "mnkr"}, {"MNKR", "mnkr"},
		{"KSEK", "tkr"}, {"TSEK", "tkr"}, {"Tkr", "tkr"}, {"TKR", "tkr"},
	};

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		add(ph, PHRASE_UNIT, span_of(units[i][0]), span_of(units[i][1]));
	add(ph, PHRASE_SIGN, SPAN_LIT("paragraf"), SPAN_LIT("§"));
	add(ph, PHRASE_SIGN, SPAN_LIT("paragraferna"), SPAN_LIT("§§"));
	for (int i = 0; i < NVARIANTS; i++)
		for (int form = 0; form < 2; form++) {
			struct phrase *x = add(ph, PHRASE_VARIANT, phrases_variant(i, form), SPAN_NONE);

			if (x) {
				x->group = i;
				x->form = form;
			}
		}
}

static int by_key(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->list != y->list)
		return x->list < y->list ? -1 : 1;
	if (x->text.n != y->text.n)
		return x->text.n > y->text.n ? -1 : 1;
	return span_cmp(x->text, y->text);
}

static void fill_slots(struct phrases *ph)
{
	size_t size = 64;

	while (size < ph->n * 3)
		size *= 2;
	ph->slot = mem_array(size, sizeof *ph->slot);
	ph->mask = size - 1;
	for (size_t i = 0; i < ph->n; i++) {
		size_t at = ph->v[i].key & ph->mask;

		if (i && ph->v[i].key == ph->v[i - 1].key)
			continue;
		while (ph->slot[at])
			at = (at + 1) & ph->mask;
		ph->slot[at] = (unsigned)i + 1;
	}
}

struct phrases *phrases_new(const struct check_lists *l)
{
	struct phrases *ph = mem_alloc(sizeof *ph);

	for (size_t i = 0; l && i < l->klarsprak.n; i++)
		add_plain(ph, &l->klarsprak.v[i]);
	for (size_t i = 0; l && i < l->forkortningar.n; i++)
		add_abbreviation(ph, &l->forkortningar.v[i]);
	for (size_t i = 0; l && i < l->akronymer.n; i++)
		add_acronym(ph, l, i);
	for (size_t i = 0; l && i < l->lagar.n; i++)
		add_law(ph, &l->lagar.v[i], (int)i);
	add_own(ph);
	qsort(ph->v, ph->n, sizeof *ph->v, by_key);
	fill_slots(ph);
	return ph;
}

void phrases_free(struct phrases *ph)
{
	if (!ph)
		return;
	free(ph->v);
	free(ph->slot);
	free(ph);
}

void check_lists_prepare(struct check_lists *l)
{
	phrases_free(l->phrases);
	l->phrases = phrases_new(l);
}

void check_lists_release(struct check_lists *l)
{
	phrases_free(l->phrases);
	pairs_release(&l->klarsprak);
	pairs_release(&l->egennamn);
	pairs_release(&l->akronymer);
	pairs_release(&l->forkortningar);
	pairs_release(&l->lagar);
	*l = (struct check_lists){.phrases = NULL};
}

/* ----------------------------------------------------------------- looking */

static size_t blank(struct span s, size_t at)
{
	return at < s.n && s.p[at] == ' ' ? 1 : span_starts(span_from(s, at), "\xC2\xA0") ? 2 : 0;
}

/* Bytes of the line that are the phrase, 0: it is not there. A sentence may begin
 * with it, except with letters that stand for something. */
static size_t fits(const struct phrase *x, struct span line, size_t at)
{
	size_t i = 0, from = at;

	if (x->list != PHRASE_UNIT && x->list != PHRASE_ACRONYM) {
		unsigned a, b;
		size_t n = letter(x->text, 0, &a);

		if (letter(line, at, &b) != n || a != b)
			return 0;
		i = n;
		at += n;
	}
	while (i < x->text.n) {
		if (x->text.p[i] == ' ') {
			size_t n = blank(line, at);

			if (!n)
				return 0;
			at += n;
			i++;
		} else if (at < line.n && line.p[at] == x->text.p[i]) {
			at++;
			i++;
		} else {
			return 0;
		}
	}
	return at - from;
}

static bool ends(const struct phrase *x, struct span line, size_t at)
{
	if (check_word_ends(line, at))
		return true;
	return (x->list == PHRASE_LAW || x->list == PHRASE_EXPANSION) && line.p[at] == 's' && check_word_ends(line, at + 1);
}

static void look_up(const struct phrases *ph, size_t first, struct span line, size_t at, phrase_fn *fn, void *ctx)
{
	uint32_t key = ph->v[first].key;
	unsigned done = 0;

	for (size_t i = first; i < ph->n && ph->v[i].key == key; i++) {
		const struct phrase *x = &ph->v[i];
		size_t n = done & 1u << x->list ? 0 : fits(x, line, at);

		if (n && ends(x, line, at + n) && check_word_starts(line, at)) {
			done |= 1u << x->list;
			fn(ctx, x, at, n);
		}
	}
}

/* The first phrase with this key, 1 added; 0: none. */
static unsigned find(const struct phrases *ph, uint32_t key)
{
	for (size_t slot = key & ph->mask; ph->slot[slot]; slot = (slot + 1) & ph->mask)
		if (ph->v[ph->slot[slot] - 1].key == key)
			return ph->slot[slot];
	return 0;
}

void phrases_each(const struct phrases *ph, struct span line, phrase_fn *fn, void *ctx)
{
	size_t at = 0, end;

	for (; at < line.n; at = end) {
		uint32_t key, base;
		unsigned first;

		end = word_end(line, at, &key, &base);
		if (end == at) {
			end++;
			continue;
		}
		first = find(ph, key);
		if (first)
			look_up(ph, first - 1, line, at, fn, ctx);
		first = base != key ? find(ph, base) : 0;
		if (first)
			look_up(ph, first - 1, line, at, fn, ctx);
	}
}
