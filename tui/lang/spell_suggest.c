/* spell_suggest: the questions for suggestions and the order of the answers;
 * see spell.h. A word that the draft, the organ or the user already has is likelier
 * to be the one meant. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/pack.h"
#include "lang/spell_inner.h"

#define ASK_FOR 32
#define NEAR_MAX 3
#define IN_FLIGHT 2     /* questions the worker has; the newer stops the older */
#define COST_NEAR 65    /* a name or learned word one edit away */
#define BONUS_ONCE 70   /* the draft has it; more by each doubling of its uses */
#define BONUS_FORM 30   /* ... another form of it */
#define BONUS_USES 10
#define BONUS_MAX 120
#define BONUS_LEARNT 60 /* the organ's own words, and the user's */
#define SPREAD 170      /* costlier than the best by more: not worth a line */

struct ranked {
	struct span word;
	long cost;
	size_t order;
};

static struct spell_answer *find(struct spell *s, struct span word)
{
	size_t n = s->nanswers < ANSWERS_MAX ? s->nanswers : ANSWERS_MAX;

	for (size_t i = 0; i < n; i++)
		if (span_is(word, s->answer[i].word))
			return &s->answer[i];
	return NULL;
}

static int by_cost(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* What it is worth that the draft or the organ has the word. */
static long bonus(const struct spell *s, struct span word)
{
	struct arena arena = {0};
	struct span low = spell_small(&arena, word);
	unsigned uses = spell_seen(s, low);
	long worth = uses ? BONUS_ONCE : spell_seen_forms(s, low) ? BONUS_FORM : 0;

	for (; uses > 1 && worth < BONUS_MAX; uses /= 2)
		worth += BONUS_USES;
	if (worth < BONUS_LEARNT && s->words && words_has(s->words, word))
		worth = BONUS_LEARNT;
	arena_release(&arena);
	return worth < BONUS_MAX ? worth : BONUS_MAX;
}

struct answer {
	struct span trouble;
	bool whole; /* not given up for a newer question */
};

/* Reads an answer into at most SPELL_SUGGESTIONS words. */
static struct answer rank(struct spell *s, struct span word, struct span body, struct strlist *out)
{
	struct ranked r[NEAR_MAX + ASK_FOR];
	struct strlist near = {0};
	struct unpack u = unpack_of(body.p, body.n);
	struct answer a = {.trouble = unpack_span(&u), .whole = unpack_u32(&u) != 0};
	uint32_t count = unpack_u32(&u);
	size_t n = 0;

	if (s->words)
		words_near(s->words, word, NEAR_MAX, &near);
	for (size_t i = 0; i < near.n; i++, n++)
		r[n] = (struct ranked){span_of(near.v[i]), COST_NEAR - bonus(s, span_of(near.v[i])), n};
	for (uint32_t i = 0; i < count && i < ASK_FOR && !u.bad; i++) {
		long cost = (int32_t)unpack_u32(&u);
		struct span w = unpack_span(&u);

		if (u.bad || !w.n)
			break;
		r[n] = (struct ranked){w, cost - bonus(s, w), n};
		n++;
	}
	if (n)
		qsort(r, n, sizeof *r, by_cost);
	for (size_t i = 0; i < n && out->n < SPELL_SUGGESTIONS && r[i].cost <= r[0].cost + SPREAD; i++)
		if (!strlist_has(out, r[i].word))
			strlist_add(out, r[i].word.p, r[i].word.n);
	strlist_release(&near);
	a.whole |= u.bad; /* asking again would not mend it */
	return a;
}

static void request(const struct spell *s, struct str *out, struct span word)
{
	pack_span(out, word);
	pack_u32(out, ASK_FOR);
	pack_cstr(out, s->archive);
}

void spell_set_archive(struct spell *s, const char *folder)
{
	free(s->archive);
	s->archive = folder ? mem_strdup(folder) : NULL;
}

void spell_suggest_post(struct spell *s, struct span word)
{
	struct str store = STR_INIT;
	struct spell_answer *a;

	if (!word.p || !word.n)
		return;
	word = spell_normal(word, &store);
	if (!find(s, word)) {
		a = &s->answer[s->nanswers++ % ANSWERS_MAX];
		free(a->word);
		strlist_release(&a->list);
		*a = (struct spell_answer){.word = span_dup(word)};
	}
	str_release(&store);
}

/* The newest without an answer goes first, even while the worker has an older
 * one: seeing that one waits it gives that up, and is asked it again later. */
static void send_next(struct spell *s)
{
	size_t n = s->nanswers < ANSWERS_MAX ? s->nanswers : ANSWERS_MAX;

	for (size_t k = 1; k <= n && s->suggesting < IN_FLIGHT; k++) {
		struct spell_answer *a = &s->answer[(s->nanswers - k) % ANSWERS_MAX];
		struct str body = STR_INIT;

		if (!a->word || a->done)
			continue;
		if (a->tag)
			return; /* under way; the older ones wait for it */
		request(s, &body, span_of(a->word));
		a->tag = ++s->suggest_tag;
		s->suggesting++;
		worker_post(s->suggestions, a->tag, str_span(&body));
		str_release(&body);
		return;
	}
}

/* Given up without a newer question to give it up for is all there will be. */
static void take_answer(struct spell *s, const struct worker_reply *r)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++) {
		struct spell_answer *a = &s->answer[i];

		if (!a->word || a->done || a->tag != r->tag)
			continue;
		a->tag = 0;
		/* a dead worker gives none: the next word may do better */
		a->done = r->outcome != WORKER_ANSWER ||
			rank(s, span_of(a->word), str_span(&r->body), &a->list).whole || !s->suggesting;
		if (!a->done)
			strlist_release(&a->list);
	}
}

bool spell_suggest_pump(struct spell *s)
{
	struct worker_reply r;
	bool any = false;

	send_next(s);
	worker_pump(s->suggestions);
	while (worker_next(s->suggestions, &r)) {
		if (r.tag && r.tag <= s->suggest_tag) {
			s->suggesting--;
			take_answer(s, &r);
			any = true;
			send_next(s);
		}
		str_release(&r.body);
	}
	return any;
}

const struct strlist *spell_suggested(struct spell *s, struct span word)
{
	struct str store = STR_INIT;
	struct spell_answer *a = word.p ? find(s, spell_normal(word, &store)) : NULL;

	str_release(&store);
	return a && a->done ? &a->list : NULL;
}

int spell_suggest(struct spell *s, struct span word, struct strlist *out, struct err *err)
{
	struct str store = STR_INIT, body = STR_INIT, answer = STR_INIT;
	struct span trouble;
	int rc;

	word = spell_normal(word, &store);
	request(s, &body, word);
	rc = worker_call(s->suggestions, str_span(&body), &answer, err);
	if (rc == 0) {
		trouble = rank(s, word, str_span(&answer), out).trouble;
		if (trouble.p)
			rc = err_set(err, ERR_SYSTEM, "%.*s", SPAN_FMT(trouble));
	}
	str_release(&store);
	str_release(&body);
	str_release(&answer);
	return rc;
}

void spell_suggest_release(struct spell *s)
{
	for (size_t i = 0; i < ANSWERS_MAX; i++) {
		free(s->answer[i].word);
		strlist_release(&s->answer[i].list);
	}
	free(s->archive);
}
