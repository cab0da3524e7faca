/* spell_scan: the words of a draft: where prose stands, where a word begins and
 * ends in it, and how an unknown one is marked. See spell.h. Knows the line
 * forms of the draft format, not its structure. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "lang/spell.h"
#include "lang/spell_inner.h"

#define BEFORE_DEFINITION 120 /* bytes looked at before "(ABC)" */

struct walk {
	struct span src;
	size_t at, end; /* the rest of the line */
	bool comment;   /* inside <!-- --> */
};

struct token {
	struct range where;
	bool period;    /* a period follows */
	bool address;   /* part of an address: no word */
};

static struct span bytes(struct span src, struct range r)
{
	return span_make(src.p + r.at, r.n);
}

static size_t line_end(struct span src, size_t at)
{
	const char *nl = at < src.n ? memchr(src.p + at, '\n', src.n - at) : NULL;

	return nl ? (size_t)(nl - src.p) : src.n;
}

static size_t line_start(struct span src, size_t at)
{
	while (at > 0 && src.p[at - 1] != '\n')
		at--;
	return at;
}

/* Where the body begins: after a closed front matter. */
static size_t body_start(struct span src)
{
	size_t close;

	if (!span_starts(src, "---\n"))
		return 0;
	close = span_find(src, "\n---\n", 3);
	return close == (size_t)-1 ? 0 : close + 5;
}

#define NOTE_MAX 16384 /* bytes */

/* Is there an open comment at `at`? */
static bool in_comment(struct span src, size_t at)
{
	/* a private note is short: looking further back would cost the whole draft a key */
	size_t from = at > NOTE_MAX ? at - NOTE_MAX : 0;
	struct span before = span_sub(src, from, at - from);
	size_t open = span_find_last(before, "<!--");

	return open != (size_t)-1 && span_find(before, "-->", open) == (size_t)-1;
}

static bool is_item_head(struct span line)
{
	return span_starts(line, "# ");
}

/* A line right under an item's heading, through other such lines: Key: value. */
static bool is_meta(struct span src, size_t start)
{
	struct span line = span_sub(src, start, line_end(src, start) - start);
	size_t colon = span_find(line, ":", 0);

	if (colon == (size_t)-1 || colon == 0 || line.p[0] == '#' || line.p[0] == '-' || line.p[0] == '>')
		return false;
	while (start > 0) {
		size_t prev = line_start(src, start - 1);

		line = span_sub(src, prev, start - 1 - prev);
		if (is_item_head(line))
			return true;
		if (!line.n || span_find(line, ":", 0) == (size_t)-1)
			return false;
		start = prev;
	}
	return false;
}

static bool blank_at(struct span s, size_t at)
{
	int32_t cp;

	if (at >= s.n)
		return true;
	u8_decode(s.p + at, s.n - at, &cp);
	return u8_blank(cp) || cp == '\n';
}

/* https://..., www...., namn@region.se: from blank to blank round the word. */
static bool is_address(struct walk *w, struct range r)
{
	size_t from = r.at, to = r.at + r.n;
	struct span chunk;

	while (from > 0 && !strchr(" \t\n(<[", w->src.p[from - 1]))
		from--;
	while (to < w->end && !strchr(" \t\n)>]", w->src.p[to]))
		to++;
	chunk = span_sub(w->src, from, to - from);
	return span_find(chunk, "://", 0) != (size_t)-1 || span_starts(chunk, "www.") ||
		(span_find(chunk, "@", 1) != (size_t)-1 && chunk.p[0] != '@');
}

/* t.ex, milj.kr: letters go on after a period without a blank. A capital after
 * it is a new sentence with its blank missing, which is another finding. */
static void join_periods(struct walk *w, struct range *r)
{
	for (;;) {
		size_t dot = r->at + r->n;
		struct range next;
		int32_t cp = -1;

		if (dot + 1 >= w->end || w->src.p[dot] != '.')
			return;
		u8_decode(w->src.p + dot + 1, w->end - dot - 1, &cp);
		if (!u8_letter(cp) || u8_upper(cp) || !u8_word(w->src.p, w->end, dot + 1, &next))
			return;
		r->n = next.at + next.n - r->at;
	}
}

/* Jumps over a comment, the address of a link, the label of a footnote. */
static size_t jump(struct walk *w, size_t at)
{
	static const struct {
		const char *open, *close;
	} skip[] = {{"<!--", "-->"}, {"](", ")"}, {"[^", "]"}};

	for (size_t i = 0; i < sizeof skip / sizeof skip[0]; i++) {
		struct span rest = span_sub(w->src, at, w->end - at);
		size_t close;

		if (!span_starts(rest, skip[i].open))
			continue;
		close = span_find(rest, skip[i].close, strlen(skip[i].open));
		if (close != (size_t)-1)
			return at + close + strlen(skip[i].close);
		if (i == 0) {
			w->comment = true;
			return w->end;
		}
	}
	return at + 1;
}

/* The next word of the line. */
static bool next_token(struct walk *w, struct token *t)
{
	struct range r;

	while (w->at < w->end) {
		size_t stop;

		if (w->comment) {
			size_t close = span_find(span_sub(w->src, 0, w->end), "-->", w->at);

			if (close == (size_t)-1)
				return false;
			w->at = close + 3;
			w->comment = false;
		}
		if (!u8_word(w->src.p, w->end, w->at, &r))
			r.at = w->end;
		for (stop = w->at; stop < r.at && stop < w->end;) {
			char c = w->src.p[stop];

			if (c == '<' || c == ']' || c == '[') {
				size_t to = jump(w, stop);

				if (to > stop + 1) {
					w->at = to;
					break;
				}
			}
			stop++;
		}
		if (stop < r.at && stop < w->end)
			continue;
		if (r.at >= w->end)
			return false;
		join_periods(w, &r);
		w->at = r.at + r.n;
		*t = (struct token){.where = r, .period = w->at < w->end && w->src.p[w->at] == '.'};
		t->address = is_address(w, r);
		return true;
	}
	return false;
}

/* ------------------------------------------------------------------ marks */

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
				size_t from = line_start(src, at);
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

static enum mark mark_part(struct spell *s, struct span src, struct span w)
{
	if (spell_verdict(s, w) != SPELL_UNKNOWN)
		return MARK_NONE;
	if (spell_acronym(w))
		return acronym_known(s, src, w) ? MARK_NONE : MARK_GREY;
	return MARK_RED;
}

/* VHU:s, VHU-lösning: the acronym by its rule, the rest as words. */
static enum mark mark_compound(struct spell *s, struct span src, struct span w)
{
	enum mark worst = MARK_NONE;
	struct span rest = w, part;
	size_t colon = span_find(w, ":", 0);

	if (colon != (size_t)-1 && spell_acronym(span_sub(w, 0, colon)))
		return mark_part(s, src, span_sub(w, 0, colon));
	if (!memchr(w.p, '-', w.n) || span_ends(w, "-och") || span_ends(w, "-eller") || span_ends(w, "-samt"))
		return mark_part(s, src, w);
	while (span_split(&rest, "-", &part)) {
		enum mark m = part.n ? mark_part(s, src, part) : MARK_NONE;

		if (m > worst)
			worst = m;
	}
	return worst;
}

static enum mark mark_of(struct spell *s, struct span src, const struct token *t, struct span prev)
{
	struct str store = STR_INIT, dotted = STR_INIT;
	struct span w = spell_normal(bytes(src, t->where), &store);
	enum mark m = MARK_NONE;

	if (spell_verdict(s, w) == SPELL_UNKNOWN) {
		str_addspan(&dotted, w);
		str_addc(&dotted, '.');
		m = MARK_RED;
		if (t->period && spell_verdict(s, str_span(&dotted)) != SPELL_UNKNOWN)
			m = MARK_NONE;
		else if (m == MARK_RED)
			m = mark_compound(s, src, w);
		if (m == MARK_RED && capitalised(w) && follows_name(s, prev))
			m = MARK_GREY;
	}
	str_release(&store);
	str_release(&dotted);
	return m;
}

static void add_hit(struct spell_hits *out, struct range where, enum mark m, bool quoted)
{
	out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
	out->v[out->n++] =
		(struct spell_hit){.where = where, .mark = m == MARK_RED ? SPELL_RED : SPELL_GREY, .quoted = quoted, .id = "STAV"};
}

static void scan_line(struct spell *s, struct walk *w, struct range within, size_t cursor, struct spell_hits *out)
{
	bool quoted = w->at < w->end && w->src.p[w->at] == '>';
	struct range prev = {0, 0};
	struct token t;

	while (next_token(w, &t)) {
		size_t end = t.where.at + t.where.n;
		struct span before = SPAN_NONE;
		enum mark m;

		if (prev.n && t.where.at == prev.at + prev.n + 1 && blank_at(w->src, prev.at + prev.n))
			before = bytes(w->src, prev);
		prev = t.where;
		if (t.address || end <= within.at || t.where.at >= within.at + within.n)
			continue;
		out->words++;
		if (cursor != SPELL_NOWHERE && cursor >= t.where.at && cursor <= end)
			continue;
		m = mark_of(s, w->src, &t, before);
		if (m != MARK_NONE)
			add_hit(out, t.where, m, quoted);
	}
}

void spell_note_text(struct spell *s, struct span src)
{
	(void)s;
	(void)src;
}

void spell_scan(struct spell *s, struct span src, struct range within, size_t cursor, unsigned what,
	struct spell_hits *out)
{
	size_t body, start, missed = s->missed;
	struct walk w = {.src = src};

	if (!src.p || within.at >= src.n || !(what & SPELL_WORDS))
		return;
	if (within.n > src.n - within.at)
		within.n = src.n - within.at;
	body = body_start(src);
	start = line_start(src, within.at);
	if (start < body)
		start = body;
	w.comment = in_comment(src, start);
	while (start < within.at + within.n) {
		w.at = start;
		w.end = line_end(src, start);
		if (w.comment || !is_meta(src, start))
			scan_line(s, &w, within, cursor, out);
		start = w.end + 1;
	}
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
	struct walk w = {.src = src};
	struct token t;

	if (!src.p || at > src.n || at < body_start(src))
		return false;
	w.at = line_start(src, at);
	w.end = line_end(src, at);
	w.comment = in_comment(src, w.at);
	if (!w.comment && is_meta(src, w.at))
		return false;
	while (next_token(&w, &t))
		if (at >= t.where.at && at <= t.where.at + t.where.n) {
			*out = t.where;
			return !t.address;
		}
	return false;
}
