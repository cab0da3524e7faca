/* spell_scan: the words of a draft and how an unknown one is marked, in the order
 * of tests of language.md, section 8; then the rules on neighbours. See spell.h.
 * Where prose stands and where a word ends is spell_text.c. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "lang/rules.h"
#include "lang/spell.h"
#include "lang/spell_inner.h"
#include "lang/spell_text.h"

#define BEFORE_DEFINITION 120 /* bytes looked at before "(ABC)" */
#define NAME_USES 2           /* a capitalised word used so often is a name */

/* What one scan carries along; the arrays serve line after line. */
struct scan {
	struct spell *s;
	struct span src;
	struct range within;
	size_t cursor;
	unsigned what;
	struct spell_token *token;
	size_t n, cap;
	struct rules_word *word; /* beside token[] */
	size_t wcap;
	struct arena arena;      /* the words' text */
	struct spell_hits words, rules; /* of the line */
};

static struct span bytes(struct span src, struct range r)
{
	return span_make(src.p + r.at, r.n);
}

/* ---------------------------------------------------------------- acronyms */

/* Do the letters of the acronym come in this order in the words before it?
 * Regional utvecklingsplan (RUP). AVM for Arbetsmiljöverket does not. */
static bool explains(struct span before, struct span acronym)
{
	size_t n, m, i = 0;
	char *text = u8_fold(before.p, before.n, &n);
	char *want = u8_fold(acronym.p, acronym.n, &m);

	for (size_t k = 0; k < n && i < m; k++)
		if (text[k] == want[i])
			i++;
	free(text);
	free(want);
	return i == m;
}

/* Accepted when the text explains it, or uses it twice without a wrong
 * explanation. */
static bool acronym_of_text(struct span src, struct span word)
{
	size_t at = 0, uses = 0;
	bool wrong = false;
	char *w = span_dup(word);

	while ((at = span_find(src, w, at)) != (size_t)-1) {
		size_t end = at + word.n;
		bool bound = (at == 0 || !u8_letter((unsigned char)src.p[at - 1] < 0x80 ? src.p[at - 1] : 'a')) &&
			(end == src.n || (unsigned char)src.p[end] < 0x80) &&
			(end == src.n || !u8_letter(src.p[end]));

		if (bound) {
			uses++;
			if (at && src.p[at - 1] == '(' && end < src.n && src.p[end] == ')') {
				size_t from = spell_line_start(src, at);
				size_t n = at - 1 - from;

				if (n > BEFORE_DEFINITION) {
					from = at - 1 - BEFORE_DEFINITION;
					n = BEFORE_DEFINITION;
				}
				if (explains(span_sub(src, from, n), word)) {
					free(w);
					return true;
				}
				wrong = true;
			}
		}
		at = end;
	}
	free(w);
	return uses >= 2 && !wrong;
}

/* The same, remembered while the text is as long as it was: looking through 300
 * pages for each acronym of a screen took a third of the time of a page down. */
static bool acronym_known(struct spell *s, struct span src, struct span word)
{
	uint32_t *known;

	if (s->acronyms_n != src.n) {
		wordset_release(&s->acronyms);
		s->acronyms_n = src.n;
	}
	known = wordset_put(&s->acronyms, word);
	if (!*known)
		*known = acronym_of_text(src, word) ? 1 : 2;
	return *known == 1;
}

/* ------------------------------------------------------- an unknown word */

enum mark { MARK_NONE, MARK_GREY, MARK_RED };

static bool capitalised(struct span w)
{
	int32_t cp = -1;

	if (w.n)
		u8_decode(w.p, w.n, &cp);
	return cp >= 0 && u8_upper(cp);
}

/* "Emma Brännström": the word before is a name, for it is not known with a
 * small letter. */
static bool follows_name(struct spell *s, struct span prev)
{
	struct str low = STR_INIT;
	bool name = false;

	if (capitalised(prev) && prev.n > 2 && !spell_acronym(prev)) {
		u8_add_lower_first(&low, prev);
		name = spell_verdict(s, prev) == SPELL_KNOWN && spell_verdict(s, str_span(&low)) != SPELL_KNOWN;
	}
	str_release(&low);
	return name;
}

static enum mark mark_part(struct scan *c, struct span w)
{
	if (spell_verdict(c->s, w) != SPELL_UNKNOWN)
		return MARK_NONE;
	if (spell_acronym(w))
		return acronym_known(c->s, c->src, w) ? MARK_NONE : MARK_GREY;
	return MARK_RED;
}

/* VHU:s, VHU-lösning: the acronym by its rule, the rest as words. */
static enum mark mark_compound(struct scan *c, struct span w)
{
	enum mark worst = MARK_NONE;
	struct span rest = w, part;
	size_t colon = span_find(w, ":", 0);

	if (colon != (size_t)-1 && spell_acronym(span_sub(w, 0, colon)))
		return mark_part(c, span_sub(w, 0, colon));
	if (!memchr(w.p, '-', w.n) || span_ends(w, "-och") || span_ends(w, "-eller") || span_ends(w, "-samt"))
		return mark_part(c, w);
	while (span_split(&rest, "-", &part)) {
		enum mark m = part.n ? mark_part(c, part) : MARK_NONE;

		if (m > worst)
			worst = m;
	}
	return worst;
}

static bool inner_capital(struct span w)
{
	bool small = false;

	for (size_t i = 0; i < w.n;) {
		int32_t cp;

		i += u8_decode(w.p + i, w.n - i, &cp);
		if (small && u8_upper(cp))
			return true;
		small = u8_lower(cp);
	}
	return false;
}

/* Does this token follow the one before with a blank between? */
static bool adjoins(const struct scan *c, size_t i)
{
	size_t end;

	if (i == 0 || i >= c->n)
		return false;
	end = c->token[i - 1].where.at + c->token[i - 1].where.n;
	return c->token[i].where.at == end + 1 && c->src.p[end] == ' ';
}

static struct span token_text(const struct scan *c, size_t i)
{
	return bytes(c->src, c->token[i].where);
}

/* Is token i beside a word of English that is no Swedish word? */
static bool beside_english(const struct scan *c, size_t i)
{
	static const char *const little[] = {"the", "of", "and", "with", "by", "from", "your", "is", "are", "to", "for"};

	for (size_t k = i ? i - 1 : 0; k <= i + 1 && k < c->n; k++)
		for (size_t j = 0; k != i && j < sizeof little / sizeof little[0]; j++)
			if (adjoins(c, k > i ? k : i) && span_is(token_text(c, k), little[j]))
				return true;
	return false;
}

static bool ascii(struct span w)
{
	for (size_t i = 0; i < w.n; i++)
		if ((unsigned char)w.p[i] >= 0x80)
			return false;
	return true;
}

/* A capitalised word that no dictionary has and that is hardly a slip: after a
 * given name, beside another capitalised word inside a sentence, with a capital
 * inside, or a name the text comes back to. */
static bool like_name(struct scan *c, size_t i, struct span w)
{
	bool inside = adjoins(c, i);
	struct str low = STR_INIT;
	bool often;

	if (!capitalised(w))
		return false;
	if (inner_capital(w) || (inside && follows_name(c->s, token_text(c, i - 1))))
		return true;
	if ((inside && i > 1 && capitalised(token_text(c, i - 1))) ||
		(inside && adjoins(c, i + 1) && capitalised(token_text(c, i + 1))))
		return true;
	u8_add_lower_first(&low, w);
	often = inside && spell_seen(c->s, str_span(&low)) >= NAME_USES;
	str_release(&low);
	return often;
}

/* A word of another language: quoted and without a Swedish letter, or among
 * English ones. */
static bool like_foreign(const struct scan *c, size_t i, struct span w)
{
	return ascii(w) && (beside_english(c, i) ||
		(c->token[i].quoted && c->src.p[c->token[i].where.at ? c->token[i].where.at - 1 : 0] == '*'));
}

static enum mark mark_of(struct scan *c, size_t i)
{
	struct str store = STR_INIT, dotted = STR_INIT;
	struct span w = spell_normal(token_text(c, i), &store);
	enum mark m = MARK_NONE;

	if (spell_verdict(c->s, w) == SPELL_UNKNOWN) {
		str_addspan(&dotted, w);
		str_addc(&dotted, '.');
		if (!c->token[i].period || spell_verdict(c->s, str_span(&dotted)) == SPELL_UNKNOWN)
			m = mark_compound(c, w);
		if (m == MARK_RED && (like_name(c, i, w) || like_foreign(c, i, w)))
			m = MARK_GREY;
	}
	str_release(&store);
	str_release(&dotted);
	return m;
}

static bool at_cursor(const struct scan *c, struct range r)
{
	return c->cursor != SPELL_NOWHERE && c->cursor >= r.at && c->cursor <= r.at + r.n;
}

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
		m = mark_of(c, i);
		if (m == MARK_NONE)
			continue;
		c->words.v = mem_grow(c->words.v, c->words.n, &c->words.cap, sizeof *c->words.v);
		c->words.v[c->words.n++] = (struct spell_hit){.where = t->where,
			.mark = m == MARK_RED ? SPELL_RED : SPELL_GREY, .quoted = t->quoted, .id = "STAV"};
	}
}

/* ------------------------------------------------------ words for the rules */

static enum rules_gap gap_of(struct span between)
{
	enum rules_gap gap = RULES_BLANK;

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

static unsigned flags_of(const struct scan *c, size_t i, const struct rules_word *w, struct span between)
{
	const struct spell_token *t = &c->token[i];
	char line = c->src.p[spell_line_start(c->src, c->token[0].where.at)];
	unsigned f = 0;

	f |= capitalised(w->text) ? RULES_CAPITAL : 0;
	f |= spell_acronym(w->text) ? RULES_UPPER : 0;
	f |= inner_capital(w->text) ? RULES_INNER : 0;
	f |= span_ends(w->text, "-") ? RULES_HANGING : 0;
	f |= t->period ? RULES_PERIOD : 0;
	f |= t->quoted ? RULES_QUOTED : 0;
	f |= line == '#' ? RULES_HEADING : 0;
	f |= c->s->words && words_has(c->s->words, w->text) ? RULES_NAME : 0;
	f |= i + 1 == c->n ? RULES_LAST : 0;
	if (t->address || spell_code(w->text))
		f |= RULES_CODE;
	if (w->gap == RULES_FIRST || (w->gap == RULES_STOP && (f & RULES_CAPITAL)) || span_find(between, "|", 0) != (size_t)-1 ||
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

	if (c->n < 2 || !make_words(c))
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
			if (r->mark > w->mark)
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
	wordset_release(&s->noted);
	wordset_release(&s->acronyms);
}
