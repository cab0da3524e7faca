/* speller_suggest: what to write instead of a word hunspell does not know.
 *
 * First rewrites that are certain (67år -> 67 år), then every string one edit
 * away that is known, by what slip it would be, then hunspell's own, until the
 * time is up. Measured: language.md, section 2. Knows no document. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"
#include "lang/abbrev.h"
#include "lang/speller_inner.h"
#include "lang/wordset.h"

#define LETTERS_MAX 40
#define PART_MIN 3 /* letters on each side of a hyphen put in */
#define SPREAD 160 /* costlier than the best by more: not worth a line */
#define OWN_ENOUGH 3 /* hunspell costs 60 ms more and seldom finds what these missed */
#define OWN_BUDGET_MS 100 /* a word made to be slow must not hold up the next */

enum cost { /* hundredths; language.md, section 2 */
	COST_REWRITE = 0,
	COST_RING = 60,     /* a for å or ä, o for ö */
	COST_SWAP = 70,     /* neighbours swapped, a letter doubled or not */
	COST_KEY = 90,      /* the key beside it */
	COST_CHUNK = 100,   /* a part of the word written twice */
	COST_PHRASE = 110,  /* a preposition and its word */
	COST_SPLIT = 200,   /* two words written as one: mostly the other way round */
	COST_OTHER = 130,
	COST_HYPHEN = 180,  /* a hyphen too little: nearly anything can be joined so */
	COST_FAR = 240,     /* hunspell's own: more than one edit */
	COST_FIRST = 40,    /* added: the first letter is seldom wrong */
	COST_COMPOUND = 60, /* added: no entry of its own */
};

struct candidate {
	char *word;
	int cost;
	size_t order;
};

struct search {
	struct speller *sp;
	int32_t cp[LETTERS_MAX];
	size_t n;
	struct str buf;
	struct wordset seen;
	struct candidate *found;
	size_t nfound, cfound;
	int64_t until;
};

static bool late(const struct search *q)
{
	return clock_monotonic_ms() > q->until;
}

static void add(struct search *q, struct span word, int cost)
{
	q->found = mem_grow(q->found, q->nfound, &q->cfound, sizeof *q->found);
	q->found[q->nfound] = (struct candidate){span_dup(word), cost, q->nfound};
	q->nfound++;
}

/* Takes what stands in q->buf when it is a known word not tried before. */
static void try_buf(struct search *q, int cost)
{
	uint32_t *seen = wordset_put(&q->seen, str_span(&q->buf));

	if (*seen)
		return;
	*seen = 1;
	if (!q->buf.len || !Hunspell_spell(q->sp->all, str_c(&q->buf)))
		return;
	if (!lexicon_entry(q->sp->lexicon, str_span(&q->buf)))
		cost += COST_COMPOUND;
	add(q, str_span(&q->buf), cost);
}

static void put_cp(struct search *q, int32_t cp)
{
	char u[4];

	str_add(&q->buf, u, u8_encode(cp, u));
}

static void put_range(struct search *q, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		put_cp(q, q->cp[i]);
}

static const char *const rows[] = {"qwertyuiopå", "asdfghjklöä", "zxcvbnm"};

/* Where the key is: 16 * row + column; -1 when it is none of the letters. */
static int key_of(int32_t cp)
{
	for (int r = 0; r < 3; r++) {
		size_t n = strlen(rows[r]), at = 0;

		for (int c = 0; at < n; c++) {
			int32_t k;

			at += u8_decode(rows[r] + at, n - at, &k);
			if (k == cp)
				return 16 * r + c;
		}
	}
	return -1;
}

static bool keys_beside(int32_t a, int32_t b)
{
	int ka = key_of(a), kb = key_of(b);
	int dr = ka / 16 - kb / 16, dc = ka % 16 - kb % 16;

	return ka >= 0 && kb >= 0 && abs(dr) <= 1 && abs(dc) <= 1;
}

static bool ringed(int32_t a, int32_t b)
{
	static const struct {
		int32_t a, b;
	} pair[] = {{'a', 0xE5}, {'a', 0xE4}, {0xE5, 0xE4}, {'o', 0xF6}, {'e', 0xE4}, {'e', 0xE9}};

	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++)
		if ((pair[i].a == a && pair[i].b == b) || (pair[i].a == b && pair[i].b == a))
			return true;
	return false;
}

static int first_cost(size_t i)
{
	return i == 0 ? COST_FIRST : 0;
}

static void try_deletions(struct search *q)
{
	for (size_t i = 0; i < q->n && !late(q); i++) {
		bool twice = i && q->cp[i] == q->cp[i - 1];

		str_clear(&q->buf);
		put_range(q, 0, i);
		put_range(q, i + 1, q->n);
		try_buf(q, (twice ? COST_SWAP : COST_OTHER) + first_cost(i));
	}
}

static void try_swaps(struct search *q)
{
	for (size_t i = 0; i + 1 < q->n && !late(q); i++) {
		str_clear(&q->buf);
		put_range(q, 0, i);
		put_cp(q, q->cp[i + 1]);
		put_cp(q, q->cp[i]);
		put_range(q, i + 2, q->n);
		try_buf(q, COST_SWAP);
	}
}

static const int32_t letters[] = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p',
	'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0xE5, 0xE4, 0xF6, 0xE9, '-'}; /* the hyphen last */
#define NLETTERS (sizeof letters / sizeof letters[0])

/* A capital stays one: the word may be a name. */
static int32_t like(int32_t model, int32_t cp)
{
	bool small = (cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp <= 0xFE);

	return u8_upper(model) && small ? cp - 32 : cp;
}

static int32_t small_of(int32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE) ? cp + 32 : cp;
}

static void try_changes(struct search *q)
{
	for (size_t i = 0; i < q->n && !late(q); i++) {
		int32_t old = small_of(q->cp[i]);

		for (size_t k = 0; k + 1 < NLETTERS; k++) {
			int cost = ringed(old, letters[k]) ? COST_RING
				: keys_beside(old, letters[k]) ? COST_KEY : COST_OTHER;

			str_clear(&q->buf);
			put_range(q, 0, i);
			put_cp(q, like(q->cp[i], letters[k]));
			put_range(q, i + 1, q->n);
			try_buf(q, cost + first_cost(i));
		}
	}
}

static void try_insertions(struct search *q)
{
	for (size_t i = 0; i <= q->n && !late(q); i++)
		for (size_t k = 0; k < NLETTERS; k++) {
			bool twice = (i && small_of(q->cp[i - 1]) == letters[k]) ||
				(i < q->n && q->cp[i] == letters[k]);
			int32_t cp = i == 0 && q->n ? like(q->cp[0], letters[k]) : letters[k];

			if (cp == '-' && (i < PART_MIN || i + PART_MIN > q->n))
				continue;
			str_clear(&q->buf);
			put_range(q, 0, i);
			put_cp(q, cp);
			if (i == 0 && q->n) {
				put_cp(q, small_of(q->cp[0]));
				put_range(q, 1, q->n);
			} else {
				put_range(q, i, q->n);
			}
			try_buf(q, (twice ? COST_SWAP : cp == '-' ? COST_HYPHEN : COST_OTHER) + first_cost(i));
		}
}

/* tandvårdvårdsstöd: the same two to six letters twice in a row */
static void try_chunks(struct search *q)
{
	for (size_t len = 2; len <= 6; len++)
		for (size_t i = 0; i + 2 * len <= q->n && !late(q); i++) {
			if (memcmp(q->cp + i, q->cp + i + len, len * sizeof q->cp[0]) != 0)
				continue;
			str_clear(&q->buf);
			put_range(q, 0, i + len);
			put_range(q, i + 2 * len, q->n);
			try_buf(q, COST_CHUNK);
		}
}

static bool plain_word(struct search *q, size_t from, size_t to)
{
	str_clear(&q->buf);
	put_range(q, from, to);
	return lexicon_entry(q->sp->lexicon, str_span(&q->buf));
}

/* Words that begin a phrase often run together: tillskillnad, framförallt. */
static bool leads(struct span phrase)
{
	static const char *const words[] = {
		"till ", "för ", "på ", "av ", "om ", "över ", "under ", "i ", "framför ", "allt ", "så ", "vid "};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_starts(phrase, words[i]))
			return true;
	return false;
}

/* Two words of which neither is a letter or two made up: tillskillnad. */
static void try_splits(struct search *q)
{
	for (size_t i = 2; i + 3 <= q->n && !late(q); i++)
		if (q->cp[i] != '-' && q->cp[i - 1] != '-' && plain_word(q, 0, i) && plain_word(q, i, q->n)) {
			str_clear(&q->buf);
			put_range(q, 0, i);
			str_addc(&q->buf, ' ');
			put_range(q, i, q->n);
			add(q, str_span(&q->buf), leads(str_span(&q->buf)) ? COST_PHRASE : COST_SPLIT);
		}
}

static bool knows(struct search *q, struct span w)
{
	return speller_knows(q->sp, w);
}

/* milj.kr -> milj. kr */
static void try_period(struct search *q, struct span word)
{
	size_t dot = span_find_last(word, ".");
	struct str s = STR_INIT;

	if (dot == (size_t)-1 || dot == 0 || dot + 1 >= word.n)
		return;
	str_addspan(&s, span_sub(word, 0, dot + 1));
	if (knows(q, str_span(&s)) && knows(q, span_from(word, dot + 1))) {
		str_addc(&s, ' ');
		str_addspan(&s, span_from(word, dot + 1));
		add(q, str_span(&s), COST_REWRITE);
	}
	str_release(&s);
}

/* 67år -> 67 år, hälso-och -> hälso- och, dvs -> dvs., tex -> t.ex. */
static void try_rewrites(struct search *q, struct span word)
{
	static const char *const tails[] = {"-och", "-eller", "-samt"};
	struct str s = STR_INIT;
	struct span right;
	size_t digits = 0;
	int32_t cp = -1;

	while (digits < word.n && word.p[digits] >= '0' && word.p[digits] <= '9')
		digits++;
	if (digits < word.n)
		u8_decode(word.p + digits, word.n - digits, &cp);
	if (digits && digits < word.n && u8_letter(cp) && knows(q, span_from(word, digits))) {
		str_addspan(&s, span_sub(word, 0, digits));
		str_addc(&s, ' ');
		str_addspan(&s, span_from(word, digits));
		add(q, str_span(&s), COST_REWRITE);
	}
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (word.n > strlen(tails[i]) && span_ends(word, tails[i])) {
			str_clear(&s);
			str_addspan(&s, span_sub(word, 0, word.n - strlen(tails[i]) + 1));
			str_addc(&s, ' ');
			str_adds(&s, tails[i] + 1);
			add(q, str_span(&s), COST_REWRITE);
		}
	if (abbrev_right(str_span(&q->sp->abbrev), word, &right)) {
		add(q, right, COST_REWRITE);
	} else {
		str_clear(&s);
		str_addspan(&s, word);
		str_addc(&s, '.');
		if (word.n && word.p[word.n - 1] != '.' && knows(q, str_span(&s)))
			add(q, str_span(&s), COST_REWRITE);
	}
	str_release(&s);
}

static int by_cost(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool all_capitals(struct span w)
{
	size_t upper = 0;

	for (size_t i = 0; i < w.n;) {
		int32_t cp;

		i += u8_decode(w.p + i, w.n - i, &cp);
		if (u8_lower(cp))
			return false;
		upper += u8_upper(cp);
	}
	return upper > 1;
}

struct taken {
	struct strlist *out;
	uint32_t *cost; /* or NULL */
	size_t max;
	bool upper;
};

static void take(struct taken *t, struct span w, int cost)
{
	struct str s = STR_INIT;

	if (t->upper)
		u8_add_upper(&s, w);
	else
		str_addspan(&s, w);
	if (t->out->n < t->max && s.len && !strlist_has(t->out, str_span(&s))) {
		if (t->cost)
			t->cost[t->out->n] = (uint32_t)cost;
		strlist_add(t->out, s.buf, s.len);
	}
	str_release(&s);
}

static void hunspells_own(struct speller *sp, struct span word, struct taken *t)
{
	char **list = NULL;
	char *w = span_dup(word);
	int n = Hunspell_suggest(sp->all, &list, w);

	for (int i = 0; i < n; i++)
		if (Hunspell_spell(sp->all, list[i]) || strchr(list[i], ' '))
			take(t, span_of(list[i]), COST_FAR);
	Hunspell_free_list(sp->all, &list, n);
	free(w);
}

/* Capitals are worked on as Capitals and put back at the end. */
static void prepare(struct search *q, struct span word, bool upper)
{
	size_t at = 0;

	while (at < word.n && q->n < LETTERS_MAX) {
		int32_t cp;

		at += u8_decode(word.p + at, word.n - at, &cp);
		q->cp[q->n] = upper && q->n ? small_of(cp) : cp;
		q->n++;
	}
	if (at < word.n)
		q->n = 0; /* too long for the edits */
	str_clear(&q->buf);
	put_range(q, 0, q->n);
	*wordset_put(&q->seen, str_span(&q->buf)) = 1;
}

void speller_suggest(struct speller *sp, struct span word, size_t max, struct strlist *out, uint32_t *opt_cost)
{
	struct taken t = {out, opt_cost, max, false};
	struct str normal = STR_INIT;
	struct search q = {.sp = sp, .until = clock_monotonic_ms() + (sp->patience_ms ? sp->patience_ms : OWN_BUDGET_MS)};

	if (!speller_normal(word, &normal) || speller_load(sp, NULL)) {
		str_release(&normal);
		return;
	}
	word = str_span(&normal);
	t.upper = all_capitals(word);
	prepare(&q, word, t.upper);
	/* the few first, for the time may be up before the many are tried */
	try_rewrites(&q, word);
	try_period(&q, word);
	try_chunks(&q);
	try_swaps(&q);
	try_deletions(&q);
	try_splits(&q);
	try_changes(&q);
	try_insertions(&q);
	if (q.nfound)
		qsort(q.found, q.nfound, sizeof *q.found, by_cost);
	for (size_t i = 0; i < q.nfound && q.found[i].cost <= q.found[0].cost + SPREAD; i++)
		take(&t, span_of(q.found[i].word), q.found[i].cost);
	if (out->n < OWN_ENOUGH && out->n < max)
		hunspells_own(sp, word, &t);
	for (size_t i = 0; i < q.nfound; i++)
		free(q.found[i].word);
	free(q.found);
	wordset_release(&q.seen);
	str_release(&q.buf);
	str_release(&normal);
}
