/* speller_suggest: what to write instead of a word hunspell does not know.
 *
 * First rewrites that are certain (67år -> 67 år), then every string one slip away
 * that is known (speller_edits): entries first, then what may be a compound
 * (speller_parts) and is one to hunspell; at last hunspell's own, when
 * nothing good was found and the time is not up. A candidate costs what the slip
 * costs, less for a common word. Measured: language.md, section 2. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"
#include "lang/abbrev.h"
#include "lang/speller_edits.h"
#include "lang/speller_inner.h"
#include "lang/speller_parts.h"
#include "text/wordset.h"

#define BUDGET_MS 60     /* for the compounds: hunspell's own may take as long again */
#define OWN_ENOUGH COST_SPLIT /* one as good as this: hunspell's own are not asked */
#define OWN_UNTIL_MS 40  /* ... nor when so much time has gone */
#define LOOK_EVERY 16    /* tries between two looks at the clock */

struct candidate {
	char *word;
	int cost;
	size_t order;
};

struct untried {
	char *word;
	int cost;
};

struct search {
	struct speller *sp;
	struct edits edits;
	struct parts parts, small; /* of the word, and of it with a small first letter */
	bool capital;
	struct wordset seen;
	struct candidate *found;
	size_t nfound, cfound;
	struct arena arena;
	struct untried *rest; /* no entries: maybe compounds */
	size_t nrest, crest, tries;
	int64_t since;
	bool given_up;
};

/* A newer question waits, or the time is up. */
static bool late(struct search *q)
{
	struct pollfd p = {.fd = q->sp->requests, .events = POLLIN, .revents = 0};

	if (q->sp->listens && poll(&p, 1, 0) > 0)
		q->given_up = true;
	return q->given_up ||
		clock_monotonic_ms() - q->since > (q->sp->patience_ms ? q->sp->patience_ms : BUDGET_MS);
}

static void add(struct search *q, struct span word, int cost)
{
	q->found = mem_grow(q->found, q->nfound, &q->cfound, sizeof *q->found);
	q->found[q->nfound] = (struct candidate){arena_dup(&q->arena, word.p, word.n), cost, q->nfound};
	q->nfound++;
}

static bool entry(const struct search *q, struct span w)
{
	return lexicon_entry(q->sp->lexicon, w);
}

/* An entry as it stands or with a small first letter. */
static bool entry_or_capital(const struct search *q, struct span w)
{
	struct str low = STR_INIT;
	bool yes = entry(q, w);

	if (!yes && w.n && ((w.p[0] >= 'A' && w.p[0] <= 'Z') || (unsigned char)w.p[0] == 0xC3)) {
		u8_add_lower_first(&low, w);
		yes = entry(q, str_span(&low)) && speller_knows(q->sp, w);
		str_release(&low);
	}
	return yes;
}

/* Regionnämnden is region + nämnden, Stockholmsresan is Stockholms + resan. */
static bool maybe_compound(struct search *q, struct span w)
{
	struct str low = STR_INIT;
	bool yes = parts_maybe(&q->parts, w);

	if (!yes && q->capital) {
		u8_add_lower_first(&low, w);
		yes = parts_maybe(&q->small, str_span(&low));
		str_release(&low);
	}
	return yes;
}

static bool take_string(void *ctx, struct span word, int cost)
{
	struct search *q = ctx;
	uint32_t *seen = wordset_put(&q->seen, word);

	if (*seen)
		return true;
	*seen = 1;
	if (entry_or_capital(q, word)) {
		add(q, word, cost - common_bonus(&q->sp->common, word));
	} else if (maybe_compound(q, word)) {
		q->rest = mem_grow(q->rest, q->nrest, &q->crest, sizeof *q->rest);
		q->rest[q->nrest++] = (struct untried){arena_dup(&q->arena, word.p, word.n), cost};
	}
	return ++q->tries % LOOK_EVERY || !late(q);
}

static int by_slip(const void *a, const void *b)
{
	const struct untried *x = a, *y = b;

	return (x->cost > y->cost) - (x->cost < y->cost);
}

/* The likeliest slips first, for the time may be up before the last; a few are
 * tried when it is up already. */
static void try_compounds(struct search *q)
{
	if (q->nrest)
		qsort(q->rest, q->nrest, sizeof *q->rest, by_slip);
	for (size_t i = 0; i < q->nrest && !q->given_up && (i == 0 || i % LOOK_EVERY || !late(q)); i++)
		if (Hunspell_spell(q->sp->all, q->rest[i].word)) {
			struct span w = span_of(q->rest[i].word);

			add(q, w, q->rest[i].cost + COST_COMPOUND - common_bonus(&q->sp->common, w));
		}
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
	for (size_t i = 2; i + 3 <= q->edits.n; i++) {
		struct span both, first;

		if (!edits_split(&q->edits, i))
			continue;
		both = str_span(&q->edits.buf);
		first = span_sub(both, 0, span_find(both, " ", 0));
		if (entry_or_capital(q, first) && entry(q, span_from(both, first.n + 1)))
			add(q, both, leads(both) ? COST_PHRASE : COST_SPLIT);
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
	int32_t *cost; /* or NULL */
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
			t->cost[t->out->n] = cost;
		strlist_add(t->out, s.buf, s.len);
	}
	str_release(&s);
}

static void hunspells_own(struct search *q, const char *word)
{
	char **list = NULL;
	int n = Hunspell_suggest(q->sp->all, &list, word);

	for (int i = 0; i < n; i++)
		if (Hunspell_spell(q->sp->all, list[i]) || strchr(list[i], ' '))
			add(q, span_of(list[i]), COST_FAR);
	Hunspell_free_list(q->sp->all, &list, n);
}

static bool good_enough(const struct search *q)
{
	for (size_t i = 0; i < q->nfound; i++)
		if (q->found[i].cost < OWN_ENOUGH)
			return true;
	return false;
}

static void search(struct search *q, struct span word, bool upper)
{
	struct str whole = STR_INIT, low = STR_INIT;

	edits_begin(&q->edits, word, upper);
	edits_word(&q->edits, &whole);
	u8_add_lower_first(&low, str_span(&whole));
	parts_begin(&q->parts, q->sp->lexicon, str_span(&whole));
	parts_begin(&q->small, q->sp->lexicon, str_span(&low));
	q->capital = !span_eq(str_span(&whole), str_span(&low));
	*wordset_put(&q->seen, word) = 1;
	try_rewrites(q, word);
	try_period(q, word);
	try_splits(q);
	(void)edits_run(&q->edits);
	try_compounds(q);
	if (!q->given_up && !good_enough(q) &&
		(q->sp->patience_ms || clock_monotonic_ms() - q->since <= OWN_UNTIL_MS)) {
		char *w = span_dup(word);

		hunspells_own(q, w);
		free(w);
	}
	if (q->nfound)
		qsort(q->found, q->nfound, sizeof *q->found, by_cost);
	str_release(&whole);
	str_release(&low);
}

bool speller_suggest(struct speller *sp, struct span word, size_t max, struct strlist *out, int32_t *opt_cost)
{
	struct taken t = {out, opt_cost, max, false};
	struct str normal = STR_INIT;
	struct search q = {.sp = sp, .since = clock_monotonic_ms()};
	bool whole;

	if (!speller_normal(word, &normal) || speller_load(sp, NULL)) {
		str_release(&normal);
		return true;
	}
	q.edits.take = take_string;
	q.edits.ctx = &q;
	t.upper = all_capitals(str_span(&normal));
	search(&q, str_span(&normal), t.upper);
	for (size_t i = 0; i < q.nfound; i++)
		take(&t, span_of(q.found[i].word), q.found[i].cost);
	whole = !q.given_up;
	free(q.found);
	free(q.rest);
	arena_release(&q.arena);
	wordset_release(&q.seen);
	edits_release(&q.edits);
	str_release(&normal);
	return whole;
}
