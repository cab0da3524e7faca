/* spell_suggest: the questions for suggestions and the order of the answers;
 * see spell.h. The newest question is sent as soon as the worker is free. Words
 * the document or the user already has come first among equals. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/pack.h"
#include "lang/spell_inner.h"

#define ASK_FOR 24
#define NEAR_MAX 3
#define COST_NEAR 65    /* a name or learned word one edit away */
#define BONUS_SEEN 50   /* stands in the document already */

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

static bool seen(const struct spell *s, struct span word)
{
	return spell_dictionary_knows(s, word);
}

/* Reads an answer into at most SPELL_SUGGESTIONS words; its trouble, if any. */
static struct span rank(struct spell *s, struct span word, struct span body, struct strlist *out)
{
	struct ranked r[NEAR_MAX + ASK_FOR];
	struct strlist near = {0};
	struct unpack u = unpack_of(body.p, body.n);
	struct span trouble = unpack_span(&u);
	uint32_t count = unpack_u32(&u);
	size_t n = 0;

	if (s->words)
		words_near(s->words, word, NEAR_MAX, &near);
	for (size_t i = 0; i < near.n; i++, n++)
		r[n] = (struct ranked){span_of(near.v[i]), COST_NEAR, n};
	for (uint32_t i = 0; i < count && i < ASK_FOR && !u.bad; i++) {
		long cost = (long)unpack_u32(&u);
		struct span w = unpack_span(&u);

		if (u.bad || !w.n)
			break;
		r[n] = (struct ranked){w, seen(s, w) ? cost - BONUS_SEEN : cost, n};
		n++;
	}
	if (n)
		qsort(r, n, sizeof *r, by_cost);
	for (size_t i = 0; i < n && out->n < SPELL_SUGGESTIONS; i++)
		if (!strlist_has(out, r[i].word))
			strlist_add(out, r[i].word.p, r[i].word.n);
	strlist_release(&near);
	return trouble;
}

static void request(struct str *out, struct span word)
{
	pack_span(out, word);
	pack_u32(out, ASK_FOR);
}

void spell_suggest_post(struct spell *s, struct span word)
{
	struct str store = STR_INIT;
	struct spell_answer *a;

	if (!word.p || !word.n)
		return;
	word = spell_normal(word, &store);
	if (!find(s, word)) {
		if (s->nanswers >= ANSWERS_MAX && s->sent_answer == s->nanswers % ANSWERS_MAX + 1)
			s->nanswers++; /* that one is being worked on */
		a = &s->answer[s->nanswers++ % ANSWERS_MAX];
		free(a->word);
		strlist_release(&a->list);
		*a = (struct spell_answer){.word = span_dup(word)};
	}
	str_release(&store);
}

/* The newest without an answer goes first. */
static void send_next(struct spell *s)
{
	size_t n = s->nanswers < ANSWERS_MAX ? s->nanswers : ANSWERS_MAX;

	for (size_t k = 1; k <= n && !s->sent_answer; k++) {
		size_t i = (s->nanswers - k) % ANSWERS_MAX;
		struct str body = STR_INIT;

		if (!s->answer[i].word || s->answer[i].done)
			continue;
		request(&body, span_of(s->answer[i].word));
		s->sent_answer = i + 1;
		worker_post(s->suggestions, (uint32_t)i, str_span(&body));
		str_release(&body);
	}
}

bool spell_suggest_pump(struct spell *s)
{
	struct worker_reply r;
	bool any = false;

	send_next(s);
	worker_pump(s->suggestions);
	while (worker_next(s->suggestions, &r)) {
		if (s->sent_answer && r.tag == s->sent_answer - 1) {
			struct spell_answer *a = &s->answer[r.tag];

			/* a dead worker gives none: the next word may do better */
			if (r.outcome == WORKER_ANSWER)
				(void)rank(s, span_of(a->word), str_span(&r.body), &a->list);
			a->done = true;
			s->sent_answer = 0;
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
	request(&body, word);
	rc = worker_call(s->suggestions, str_span(&body), &answer, err);
	if (rc == 0) {
		trouble = rank(s, word, str_span(&answer), out);
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
}
