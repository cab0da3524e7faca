/* spell_scan: the words of a draft that are marked, and the findings of the rules
 * on neighbours, line after line. See spell.h. Where prose stands and a word ends
 * is spell_text.c, how an unknown word is marked spell_mark.c. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "lang/rules.h"
#include "lang/spell.h"
#include "lang/spell_inner.h"
#include "lang/spell_mark.h"
#include "lang/spell_text.h"

/* What one scan carries along; the arrays serve line after line. */
struct scan {
	struct spell *s;
	struct span src;
	struct range within;
	size_t cursor;
	unsigned what;
	struct spell_token *token;
	size_t n, cap;
	struct spell_line line;  /* the same, for spell_mark */
	struct rules_word *word; /* beside token[] */
	size_t wcap;
	struct arena arena;      /* the words' text */
	struct spell_hits words, rules; /* of the line */
};

static struct span bytes(struct span src, struct range r)
{
	return span_make(src.p + r.at, r.n);
}

static struct span token_text(const struct scan *c, size_t i)
{
	return bytes(c->src, c->token[i].where);
}

static bool at_cursor(const struct scan *c, struct range r)
{
	return c->cursor != SPELL_NOWHERE && c->cursor >= r.at && c->cursor <= r.at + r.n;
}

static const enum spell_mark spell_marks[] = {
	[MARK_GREY] = SPELL_GREY, [MARK_YELLOW] = SPELL_YELLOW, [MARK_RED] = SPELL_RED};

static void mark_words(struct scan *c, struct spell_hits *out)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct spell_token *t = &c->token[i];
		enum mark m;

		if (t->address || t->where.at + t->where.n <= c->within.at ||
			t->where.at >= c->within.at + c->within.n)
			continue;
		out->words++;
		if (at_cursor(c, t->where))
			continue;
		m = spell_mark_word(&c->line, i);
		if (m == MARK_NONE)
			continue;
		c->words.v = mem_grow(c->words.v, c->words.n, &c->words.cap, sizeof *c->words.v);
		c->words.v[c->words.n++] = (struct spell_hit){.where = t->where,
			.mark = spell_marks[m], .quoted = t->quoted, .id = "STAV"};
	}
}

/* ------------------------------------------------------ words for the rules */

static enum rules_gap gap_of(struct span between)
{
	enum rules_gap gap = RULES_BLANK;

	if (between.n == 1 && *between.p == ' ')
		return gap;
	for (size_t i = 0; i < between.n;) {
		int32_t cp;
		size_t len = u8_decode(between.p + i, between.n - i, &cp);

		if (cp == '.' || cp == '?' || cp == '!' || cp == ':' || cp == ';')
			return RULES_STOP;
		if (cp == ',')
			gap = RULES_COMMA;
		else if (!u8_blank(cp))
			gap = gap == RULES_COMMA ? gap : RULES_OTHER;
		i += len;
	}
	return between.n ? gap : RULES_OTHER;
}

/* i, å: one letter, and a word all the same. */
static bool is_letter_word(struct span w)
{
	return span_is(w, "i") || span_is(w, "å");
}

/* Has it a digit, or is it so short that it may be a code? */
static bool may_be_code(struct span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] >= '0' && w.p[i] <= '9')
			return true;
	return w.n <= 2;
}

static unsigned flags_of(const struct scan *c, size_t i, const struct rules_word *w, struct span between)
{
	const struct spell_token *t = &c->token[i];
	bool small = w->low.p == w->text.p; /* most words: no capital to look for */
	unsigned f = 0;

	if (!small) {
		f |= spell_capital(w->text) ? RULES_CAPITAL : 0;
		f |= spell_acronym(w->text) ? RULES_UPPER : 0;
		f |= spell_inner_capital(w->text) ? RULES_INNER : 0;
		f |= c->s->words && words_has(c->s->words, w->text) ? RULES_NAME : 0;
	}
	f |= w->text.p[w->text.n - 1] == '-' ? RULES_HANGING : 0;
	f |= t->period ? RULES_PERIOD : 0;
	f |= t->quoted ? RULES_QUOTED : 0;
	f |= c->src.p[c->line.start] == '#' ? RULES_HEADING : 0;
	f |= i + 1 == c->n ? RULES_LAST : 0;
	if (t->address || ((!small || may_be_code(w->text)) && spell_code(w->text) && !is_letter_word(w->text)))
		f |= RULES_CODE;
	if (w->gap == RULES_FIRST || (w->gap == RULES_STOP && (f & RULES_CAPITAL)) ||
		(w->gap == RULES_OTHER && memchr(between.p, '|', between.n)) ||
		(i > 0 && t->quoted && !c->token[i - 1].quoted))
		f |= RULES_BEGINS;
	return f;
}

/* Fills word[]; false when a class is not known yet. */
static bool make_words(struct scan *c)
{
	struct str store = STR_INIT;
	bool all = true;

	if (c->n > c->wcap) {
		c->word = mem_resize(c->word, c->cap, sizeof *c->word);
		c->wcap = c->cap;
	}
	for (size_t i = 0; i < c->n; i++) {
		struct rules_word *w = &c->word[i];
		struct span t = spell_normal(token_text(c, i), &store), between = SPAN_NONE;
		unsigned more = 0;

		if (t.p == store.buf)
			t = span_make(arena_dup(&c->arena, t.p, t.n), t.n);
		*w = (struct rules_word){.where = c->token[i].where, .text = t, .low = spell_small(&c->arena, t)};
		if (i > 0) {
			size_t end = c->word[i - 1].where.at + c->word[i - 1].where.n;

			between = span_sub(c->src, end, w->where.at - end);
			w->gap = gap_of(between);
		}
		w->flags = flags_of(c, i, w, between);
		if (w->flags & (RULES_CODE | RULES_UPPER))
			continue;
		all &= spell_class(c->s, t, &w->bits);
		if (is_letter_word(t))
			w->bits |= WORD_CLOSED | WORD_PREPOSITION;
		/* what begins a sentence can be the word with a small letter */
		if ((w->flags & RULES_BEGINS) && (w->flags & RULES_CAPITAL)) {
			all &= spell_class(c->s, w->low, &more);
			w->bits |= more;
		}
	}
	str_release(&store);
	return all;
}

static bool host_class(void *ctx, struct span word, unsigned *bits)
{
	return spell_class(ctx, word, bits);
}

static unsigned host_seen(void *ctx, struct span low)
{
	return spell_seen_forms(ctx, low);
}

static void run_rules(struct scan *c)
{
	const struct rules_host host = {.ctx = c->s, .class = host_class, .seen = host_seen};

	if (c->line.foreign || !make_words(c))
		return;
	if (!c->s->rules)
		c->s->rules = rules_new(NULL);
	rules_run(c->s->rules, c->word, c->n, &host, c->s->off, &c->rules);
}

/* -------------------------------------------------------------- both together */

static void take(struct spell_hits *out, struct spell_hit *h)
{
	out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
	out->v[out->n++] = *h;
	h->fix = NULL;
}

static bool overlap(struct range a, struct range b)
{
	return a.at < b.at + b.n && b.at < a.at + a.n;
}

/* A rule's finding takes the place of the words in it, but a hint that of no
 * red word. */
static void merge(struct scan *c, struct spell_hits *out)
{
	size_t i = 0, k = 0;

	while (i < c->words.n || k < c->rules.n) {
		struct spell_hit *w = i < c->words.n ? &c->words.v[i] : NULL;
		struct spell_hit *r = k < c->rules.n ? &c->rules.v[k] : NULL;

		if (r && at_cursor(c, r->where)) {
			k++;
		} else if (w && r && overlap(w->where, r->where)) {
			if (r->mark == SPELL_GREY && w->mark != SPELL_GREY)
				k++;
			else
				i++;
		} else if (w && (!r || w->where.at < r->where.at)) {
			take(out, w);
			i++;
		} else {
			take(out, r);
			k++;
		}
	}
	spell_hits_clear(&c->words);
	spell_hits_clear(&c->rules);
}

static void scan_line(struct scan *c, struct spell_walk *w, struct spell_hits *out)
{
	struct spell_token t;

	c->n = 0;
	while (spell_walk_token(w, &t)) {
		c->token = mem_grow(c->token, c->n, &c->cap, sizeof *c->token);
		c->token[c->n++] = t;
	}
	c->line = (struct spell_line){.s = c->s, .src = c->src, .token = c->token, .n = c->n, .start = w->line};
	c->line.foreign = spell_foreign(&c->line);
	if (c->what & SPELL_WORDS)
		mark_words(c, out);
	if (c->what & SPELL_RULES)
		run_rules(c);
	merge(c, out);
	arena_release(&c->arena);
}

void spell_scan(struct spell *s, struct span src, struct range within, size_t cursor, unsigned what,
	struct spell_hits *out)
{
	struct scan c = {.s = s, .src = src, .cursor = cursor, .what = what};
	struct spell_walk w;
	size_t missed = s->missed;

	if (!src.p || within.at >= src.n)
		return;
	if (within.n > src.n - within.at)
		within.n = src.n - within.at;
	c.within = within;
	for (w = spell_walk_from(src, within.at); w.at < within.at + within.n; w.at = w.end + 1)
		if (spell_walk_line(&w))
			scan_line(&c, &w, out);
	free(c.token);
	free(c.word);
	spell_hits_release(&c.words);
	spell_hits_release(&c.rules);
	out->asked += s->missed - missed;
}

void spell_hits_clear(struct spell_hits *h)
{
	for (size_t i = 0; i < h->n; i++)
		free(h->v[i].fix);
	h->n = h->words = h->asked = 0;
}

void spell_hits_release(struct spell_hits *h)
{
	spell_hits_clear(h);
	free(h->v);
	*h = (struct spell_hits){0};
}

bool spell_word_at(struct span src, size_t at, struct range *out)
{
	struct spell_walk w;
	struct spell_token t;

	if (!src.p || at > src.n || at < spell_body(src))
		return false;
	w = spell_walk_from(src, at);
	if (!spell_walk_line(&w))
		return false;
	while (spell_walk_token(&w, &t))
		if (at >= t.where.at && at <= t.where.at + t.where.n) {
			*out = t.where;
			return !t.address;
		}
	return false;
}

void spell_set_off(struct spell *s, const struct pairs *off)
{
	s->off = off;
}

void spell_scan_release(struct spell *s)
{
	rules_free(s->rules);
	spell_noted_release(&s->noted);
	wordset_release(&s->acronyms);
}
