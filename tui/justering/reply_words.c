/* reply_words: the words of one part and what they are to be -> canonical changes
 * (change.h), in the form of the draft: one sentence a line, paragraphs and list items
 * as blocks, marks escaped. */
#include "base/mem.h"
#include "base/u8.h"
#include "doc/inline.h"
#include "justering/reply_inner.h"
#include "text/lcs.h"
#include "text/motion.h"

#include <stdlib.h>
#include <string.h>

#define BUDGET ((size_t)5 * 1000 * 1000)

struct job {
	struct word_changes *out;
	const struct sheet *s;
	const struct sheet_part *part;
	const struct copy *c;
	const struct strlist *abbreviations;
	const uint32_t *id;
	size_t a, an, b, bn;      /* words of the draft and of the copy: first, number */
	struct span indent;       /* what a line that goes on begins with */
	struct str indent_own;
};

void word_changes_release(struct word_changes *w)
{
	changes_release(&w->c);
	free(w->from);
	*w = (struct word_changes){0};
}

static struct span draft_word(const struct job *j, size_t i)
{
	return sheet_seen(j->s, j->a + i);
}

static struct span copy_word(const struct job *j, size_t i)
{
	return copy_seen(j->c, j->b + i);
}

static const struct copy_word *word(const struct job *j, size_t i)
{
	return &j->c->word[j->b + i];
}

static size_t start_of(const struct job *j, size_t i)
{
	return j->s->word[j->a + i].at.at;
}

static size_t end_of(const struct job *j, size_t i)
{
	struct range r = j->s->word[j->a + i].at;

	return r.at + r.n;
}

/* ------------------------------------------------------------ which words */

static size_t weight(struct span s)
{
	int32_t cp;

	if (s.n == 0)
		return 0;
	u8_decode(s.p, s.n, &cp);
	return u8_letter(cp) || u8_digit(cp) ? s.n : 0;
}

static size_t weigh(const struct job *j, bool copy, size_t from, size_t to)
{
	size_t sum = 0;

	for (size_t i = from; i < to; i++)
		sum += weight(copy ? copy_word(j, i) : draft_word(j, i));
	return sum;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* What is equal between two edits only by chance, as in text/textdiff. */
static bool by_chance(const struct job *j, const struct lcs_edit *e, const struct lcs_edit *f)
{
	size_t same = weigh(j, false, e->a1, f->a0);
	size_t left = larger(weigh(j, false, e->a0, e->a1), weigh(j, true, e->b0, e->b1));
	size_t right = larger(weigh(j, false, f->a0, f->a1), weigh(j, true, f->b0, f->b1));

	if ((e->a0 == e->a1 && f->a0 == f->a1) || (e->b0 == e->b1 && f->b0 == f->b1))
		return false;
	return same * 2 <= left && same * 2 <= right && (same > 0 || f->a0 - e->a1 == 1);
}

static void join(const struct job *j, struct lcs_edits *edits)
{
	size_t kept = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit e = edits->edit[i];

		while (kept > 0 && by_chance(j, &edits->edit[kept - 1], &e)) {
			e.a0 = edits->edit[kept - 1].a0;
			e.b0 = edits->edit[kept - 1].b0;
			kept--;
		}
		edits->edit[kept++] = e;
	}
	edits->n = kept;
}

static bool ends_sentence(struct span s)
{
	return span_is(s, ".") || span_is(s, "?") || span_is(s, "!") || span_is(s, ":");
}

/* How natural it is that words that came or went begin at word i. */
static int bound(const struct job *j, bool copy, size_t i)
{
	size_t n = copy ? j->bn : j->an;

	if (i == 0 || i == n)
		return 5;
	if (copy && word(j, i)->before >= COPY_ITEM && word(j, i)->before != COPY_MARK)
		return 5;
	if (ends_sentence(copy ? copy_word(j, i - 1) : draft_word(j, i - 1)))
		return 3;
	return weight(copy ? copy_word(j, i) : draft_word(j, i)) ? 1 : 0;
}

/* Words that came or went could often stand in several places: the most natural one,
 * the last of equals. `up` and `down`: how far they may be moved. */
static long best_shift(const struct job *j, bool copy, size_t from, size_t to, size_t up, size_t down)
{
	const struct copy_word *w = &j->c->word[j->b];
	const uint32_t *id = j->id + j->a;
	long best = 0;
	int score = -1;

#define ID(i) (copy ? w[i].id : id[i])
	while (up > 0 && ID(from - 1) == ID(to - 1)) {
		from--;
		to--;
		up--;
		down++;
		best--;
	}
	for (long k = best;; k++) {
		int here = bound(j, copy, from) + bound(j, copy, to);

		if (here >= score) {
			score = here;
			best = k;
		}
		if (down == 0 || ID(from) != ID(to))
			return best;
		from++;
		to++;
		down--;
	}
#undef ID
}

static void slide(const struct job *j, struct lcs_edits *edits)
{
	size_t end = 0;

	for (size_t i = 0; i < edits->n; i++) {
		struct lcs_edit *e = &edits->edit[i];
		size_t up = e->a0 - end, down = (i + 1 < edits->n ? e[1].a0 : j->an) - e->a1, k = 0;

		/* never so far that two meet */
		up -= up > 0 && i > 0;
		down -= down > 0 && i + 1 < edits->n;
		if (e->a0 == e->a1)
			k = (size_t)best_shift(j, true, e->b0, e->b1, up, down);
		else if (e->b0 == e->b1)
			k = (size_t)best_shift(j, false, e->a0, e->a1, up, down);
		/* unsigned: a negative shift wraps round and comes out right */
		e->a0 += k;
		e->a1 += k;
		e->b0 += k;
		e->b1 += k;
		end = e->a1;
	}
}

/* ------------------------------------------------------------ what is between words */

enum gap { GLUED, BLANK, NEWLINE, BLOCK, BAR };

/* Bytes of the draft between words i and i + 1 of the part. */
static struct range joint(const struct job *j, size_t i)
{
	return (struct range){end_of(j, i), start_of(j, i + 1) - end_of(j, i)};
}

static enum gap gap_of(struct span s)
{
	enum gap g = GLUED;

	for (size_t i = 0, n; i < s.n; i += n) {
		int32_t cp;

		n = u8_decode(s.p + i, s.n - i, &cp);
		if (cp == '|')
			return BAR;
		if (cp == '\n')
			g = NEWLINE;
		else if (u8_blank(cp) && g == GLUED)
			g = BLANK;
	}
	return g;
}

static enum gap draft_gap(const struct job *j, size_t i)
{
	struct range r = joint(j, i);
	enum gap g = gap_of(span_sub(j->s->text, r.at, r.n));

	return g == BAR && j->part->kind != SHEET_ROW ? BLANK : g;
}

/* The first blank of what is between words i and i + 1. */
static size_t blank_in(const struct job *j, size_t i)
{
	struct range r = joint(j, i);
	size_t n;
	int32_t cp;

	for (size_t at = r.at; at < r.at + r.n; at += n) {
		n = u8_decode(j->s->text.p + at, r.at + r.n - at, &cp);
		if (cp == '\n' || u8_blank(cp))
			return at;
	}
	return r.at + r.n;
}

static bool one_line(const struct job *j)
{
	static const bool yes[SHEET_KINDS] = {[SHEET_FRONT] = true, [SHEET_HEAD] = true, [SHEET_META] = true,
		[SHEET_SECTION] = true, [SHEET_SUB] = true, [SHEET_ROW] = true};

	return yes[j->part->kind];
}

/* May a block of its own begin at word i of the copy, after `before`? */
static bool new_block(const struct job *j, size_t i, struct span before)
{
	const struct copy_word *w = word(j, i);
	static const char *const closers[] = {"”", "\"", ")", "]"};

	if (w->before < COPY_ITEM || w->before == COPY_MARK)
		return false;
	if (w->lead != SHEET_PARA || j->c->markdown || one_line(j))
		return true;
	for (size_t k = 0; k < sizeof closers / sizeof *closers; k++)
		if (span_ends(before, closers[k]))
			before.n -= strlen(closers[k]);
	return span_ends(before, ".") || span_ends(before, "?") || span_ends(before, "!") || span_ends(before, ":");
}

/* ------------------------------------------------------------ composing */

/* The new text of one edit, line by line, so that each line's start is known. */
struct text {
	const struct job *j;
	struct str out;        /* finished lines */
	struct str line;       /* the open one, without escapes */
	struct str before;     /* of the draft, on the line where it begins */
	bool at_start;         /* the open line begins here */
	enum sheet_kind last;  /* kind of the block that is open */
};

static void flush(struct text *t)
{
	inline_escape(&t->out, str_span(&t->line), t->at_start, t->j->part->kind == SHEET_ROW);
	str_clear(&t->line);
}

static void begin_line(struct text *t, const char *newlines, struct span prefix)
{
	flush(t);
	str_adds(&t->out, newlines);
	str_addspan(&t->out, prefix);
	t->at_start = true;
	str_clear(&t->before);
}

/* Would a sentence end between what is composed and `next`? */
static bool sentence_here(struct text *t, struct span next)
{
	struct str s = STR_INIT;
	size_t at;
	bool yes;

	if (one_line(t->j))
		return false;
	str_addspan(&s, str_span(&t->before));
	str_addspan(&s, str_span(&t->line));
	at = s.len;
	str_addc(&s, ' ');
	str_addspan(&s, next);
	yes = sentence_ends(str_span(&s), at, t->j->abbreviations);
	str_release(&s);
	return yes;
}

/* The draft's own line up to the end of word i. */
static void take_before(struct text *t, size_t i)
{
	const struct job *j = t->j;
	size_t first = i;

	while (first > 0 && draft_gap(j, first - 1) < NEWLINE)
		first--;
	str_addspan(&t->before, span_sub(j->s->text, start_of(j, first), end_of(j, i) - start_of(j, first)));
}

static void begin_block(struct text *t, const struct copy_word *w)
{
	const struct sheet_part *part = t->j->part;
	enum sheet_kind lead = w->lead;
	bool list = lead == SHEET_ITEM && t->last == SHEET_ITEM;
	char head[8] = "######";

	if (part->kind == SHEET_FRONT) {
		bool item = span_starts(span_sub(t->j->s->text, part->at.at, part->at.n), "  - ");

		begin_line(t, "\n", item ? SPAN_LIT("  - ") : SPAN_NONE);
	} else if (lead == SHEET_META) {
		begin_line(t, "\n", SPAN_NONE);
	} else if (lead == SHEET_HEAD || lead == SHEET_SECTION || lead == SHEET_SUB) {
		int n = w->level > 0 && w->level <= 6 ? w->level : 2;

		head[n] = ' ';
		begin_line(t, "\n\n", span_make(head, (size_t)n + 1));
		t->at_start = false;
	} else if (lead == SHEET_ITEM) {
		begin_line(t, list ? "\n" : "\n\n", SPAN_LIT("- "));
	} else {
		begin_line(t, "\n\n", lead == SHEET_QUOTE ? SPAN_LIT("> ") : SPAN_NONE);
	}
	t->last = lead;
}

/* What stands before word i of the copy, when `old` stands there in the draft. */
static enum gap gap_before(struct text *t, size_t i, enum gap old)
{
	const struct job *j = t->j;
	struct str sofar = STR_INIT;
	bool block;

	str_addspan(&sofar, str_span(&t->before));
	str_addspan(&sofar, str_span(&t->line));
	block = new_block(j, i, str_span(&sofar));
	str_release(&sofar);
	if (block)
		return BLOCK;
	if (word(j, i)->glued && word(j, i)->before == COPY_NONE)
		return GLUED;
	if (old == NEWLINE)
		return NEWLINE;
	return sentence_here(t, copy_word(j, i)) ? NEWLINE : BLANK;
}

static void add_gap(struct text *t, enum gap g, const struct copy_word *w)
{
	if (g == BLANK)
		str_addc(&t->line, ' ');
	else if (g == NEWLINE)
		begin_line(t, "\n", t->j->indent);
	else if (g == BLOCK)
		begin_block(t, w);
}

static void add_words(struct text *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (i > from)
			add_gap(t, gap_before(t, i, GLUED), word(t->j, i));
		str_addspan(&t->line, copy_word(t->j, i));
	}
}

/* ------------------------------------------------------------ one change */

/* Marks of bold and italic that a range takes only one of: they stay. */
static void balance(const struct job *j, struct range *r, struct str *text)
{
	struct span s = span_sub(j->s->text, r->at, r->n);
	size_t stars = 0, w = 0;
	struct span all = j->s->text;

	for (size_t i = 0; i < s.n; i++) {
		while (w < j->an && end_of(j, w) <= r->at + i)
			w++;
		/* a word is no mark, nor what is escaped */
		if (w < j->an && start_of(j, w) <= r->at + i)
			continue;
		stars += s.p[i] == '*' && (i == 0 || s.p[i - 1] != '\\');
	}
	if (stars != 1 && stars != 2)
		return;
	if (span_starts(span_from(all, r->at + r->n), stars == 2 ? "**" : "*"))
		r->n += stars;
	else if (span_ends(span_sub(all, 0, r->at), stars == 2 ? "**" : "*")) {
		r->at -= stars;
		r->n += stars;
	} else {
		str_addrep(text, "*", stars);
	}
}

static void emit(const struct job *j, struct range r, struct text *t, size_t b0, size_t b1)
{
	struct word_changes *o = j->out;
	size_t from, to;

	flush(t);
	balance(j, &r, &t->out);
	changes_add(&o->c, r, str_span(&t->out), SPAN_NONE);
	o->from = mem_grow(o->from, o->c.n - 1, &o->cap_from, sizeof *o->from);
	from = b0 < j->bn ? word(j, b0)->at.at : b0 > 0 ? word(j, b0 - 1)->at.at + word(j, b0 - 1)->at.n : 0;
	to = b1 > b0 ? word(j, b1 - 1)->at.at + word(j, b1 - 1)->at.n : from;
	o->from[o->c.n - 1] = (struct range){from, to - from};
}

/* A part all of whose words are taken away goes with its lines. */
static void remove_part(const struct job *j, struct text *t, size_t b0)
{
	struct range r = j->part->at;
	struct span s = j->s->text;

	if (r.at + r.n < s.n && s.p[r.at + r.n] == '\n')
		r.n++;
	/* of the empty lines on both sides one is left */
	if (r.at >= 2 && s.p[r.at - 1] == '\n' && s.p[r.at - 2] == '\n' && r.at + r.n < s.n && s.p[r.at + r.n] == '\n')
		r.n++;
	emit(j, r, t, b0, b0);
}

static void take_away(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	size_t from = start_of(j, e->a0), to = end_of(j, e->a1 - 1);
	bool first = e->a0 == 0, last = e->a1 == j->an;
	enum gap left = first ? NEWLINE : draft_gap(j, e->a0 - 1), right = last ? NEWLINE : draft_gap(j, e->a1 - 1);
	bool glued = e->b0 < j->bn && word(j, e->b0)->glued && word(j, e->b0)->before == COPY_NONE && !first;

	if (first && last) {
		remove_part(j, t, e->b0);
		return;
	}
	if (left == BAR || right == BAR) {
		/* a bar is never taken; a blank beside the word is */
		if (right == BLANK)
			to = start_of(j, e->a1);
		else if (left == BLANK)
			from = blank_in(j, e->a0 - 1);
	} else if (first) {
		to = start_of(j, e->a1);
	} else if (last) {
		from = blank_in(j, e->a0 - 1);
	} else if (left == GLUED && right == GLUED) {
		if (!glued)
			str_addc(&t->out, ' ');
	} else if (left == GLUED || right == GLUED) {
		/* the blank that is there is the one to stay, unless none is wanted */
		if (glued && left != GLUED)
			from = blank_in(j, e->a0 - 1);
		else if (glued)
			to = start_of(j, e->a1);
	} else if (glued) {
		from = blank_in(j, e->a0 - 1);
		to = start_of(j, e->a1);
	} else if (left == NEWLINE && right == BLANK) {
		to = start_of(j, e->a1);
	} else {
		from = blank_in(j, e->a0 - 1);
	}
	emit(j, (struct range){from, to - from}, t, e->b0, e->b0);
}

/* The end of a part, behind the marks that end it. */
static size_t part_end(const struct job *j)
{
	size_t end = end_of(j, j->an - 1), all = j->part->at.at + j->part->at.n;
	struct span tail = span_sub(j->s->text, end, all - end);

	for (size_t i = 0; i < tail.n; i++)
		if (tail.p[i] != '*')
			return end;
	return all;
}

static bool item_follows(const struct job *j)
{
	const struct sheet_part *next = j->part + 1;

	return j->part->kind == SHEET_ITEM && next < j->s->part + j->s->nparts && next->kind == SHEET_ITEM &&
		next->at.at == j->part->at.at + j->part->at.n + 1;
}

static void put_in_end(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	size_t at;
	enum gap g;

	take_before(t, j->an - 1);
	g = gap_before(t, e->b0, GLUED);
	at = g == GLUED ? end_of(j, j->an - 1) : part_end(j);
	add_gap(t, g, word(j, e->b0));
	add_words(t, e->b0, e->b1);
	if (item_follows(j) && t->last != SHEET_ITEM) {
		flush(t);
		str_addc(&t->out, '\n');
	}
	emit(j, (struct range){at, 0}, t, e->b0, e->b1);
}

static void put_in_start(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	size_t at = start_of(j, 0);

	t->at_start = j->part->kind == SHEET_PARA;
	add_words(t, e->b0, e->b1);
	if (e->b1 < j->bn)
		add_gap(t, gap_before(t, e->b1, GLUED), word(j, e->b1));
	emit(j, (struct range){at, 0}, t, e->b0, e->b1);
}

/* Between lines: as lines of their own, at the end of the one or at the start of the other. */
static void put_in_lines(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	enum gap left = gap_before(t, e->b0, GLUED), right;
	size_t at = blank_in(j, e->a0 - 1);
	struct text probe = {.j = j};

	str_addspan(&probe.before, str_span(&t->before));
	add_gap(&probe, left, word(j, e->b0));
	add_words(&probe, e->b0, e->b1);
	right = e->b1 < j->bn ? gap_before(&probe, e->b1, GLUED) : NEWLINE;
	str_release(&probe.before);
	str_release(&probe.line);
	str_release(&probe.out);
	if (left == NEWLINE && right < NEWLINE) {
		at = start_of(j, e->a0);
		t->at_start = true;
		str_clear(&t->before);
		add_words(t, e->b0, e->b1);
		add_gap(t, right, NULL);
	} else {
		add_gap(t, left, word(j, e->b0));
		add_words(t, e->b0, e->b1);
		if (right == BLOCK) {
			flush(t);
			str_addc(&t->out, '\n');
		}
	}
	emit(j, (struct range){at, 0}, t, e->b0, e->b1);
}

static void put_in(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	enum gap old, left, right;
	size_t blank, next;

	if (e->a0 == 0) {
		put_in_start(j, t, e);
		return;
	}
	if (e->a0 == j->an) {
		put_in_end(j, t, e);
		return;
	}
	take_before(t, e->a0 - 1);
	old = draft_gap(j, e->a0 - 1);
	if (old == NEWLINE) {
		put_in_lines(j, t, e);
		return;
	}
	blank = blank_in(j, e->a0 - 1);
	next = start_of(j, e->a0);
	left = gap_before(t, e->b0, GLUED);
	add_gap(t, left, word(j, e->b0));
	add_words(t, e->b0, e->b1);
	right = e->b1 < j->bn ? gap_before(t, e->b1, GLUED) : BLANK;
	if (old == BLANK && right == GLUED && left != GLUED) {
		/* the blank there is the one before it */
		if (left == BLANK) {
			str_clear(&t->out);
			str_clear(&t->line);
			add_words(t, e->b0, e->b1);
			emit(j, (struct range){next, 0}, t, e->b0, e->b1);
		} else {
			emit(j, (struct range){blank, next - blank}, t, e->b0, e->b1);
		}
	} else if (old == BLANK && right == BLANK) {
		emit(j, (struct range){blank, 0}, t, e->b0, e->b1);
	} else if (old == BAR) {
		emit(j, (struct range){end_of(j, e->a0 - 1), 0}, t, e->b0, e->b1);
	} else {
		add_gap(t, right, e->b1 < j->bn ? word(j, e->b1) : NULL);
		if (old == GLUED)
			blank = left == GLUED ? end_of(j, e->a0 - 1) : next;
		emit(j, (struct range){blank, old == GLUED ? 0 : next - blank}, t, e->b0, e->b1);
	}
}

static void replace(const struct job *j, struct text *t, const struct lcs_edit *e)
{
	size_t from = start_of(j, e->a0), to = end_of(j, e->a1 - 1);
	enum gap old, g;

	if (e->a0 > 0) {
		old = draft_gap(j, e->a0 - 1);
		if (old < NEWLINE)
			take_before(t, e->a0 - 1);
		g = old == BAR ? BAR : gap_before(t, e->b0, old);
		if (g != old && !(old == NEWLINE && g != BLOCK)) {
			from = old == GLUED ? from : blank_in(j, e->a0 - 1);
			add_gap(t, g, word(j, e->b0));
		} else {
			t->at_start = old == NEWLINE;
		}
	} else {
		t->at_start = j->part->kind == SHEET_PARA;
	}
	add_words(t, e->b0, e->b1);
	if (e->a1 < j->an && e->b1 < j->bn) {
		old = draft_gap(j, e->a1 - 1);
		g = old == BAR || old == NEWLINE ? old : gap_before(t, e->b1, old);
		if (g != old) {
			to = old == GLUED ? to : start_of(j, e->a1);
			add_gap(t, g, word(j, e->b1));
		}
	} else if (e->a1 == j->an && item_follows(j) && t->last != SHEET_ITEM) {
		flush(t);
		str_addc(&t->out, '\n');
	}
	emit(j, (struct range){from, to - from}, t, e->b0, e->b1);
}

static void one(const struct job *j, const struct lcs_edit *e)
{
	struct text t = {.j = j, .last = j->part->kind};

	if (e->a0 == e->a1)
		put_in(j, &t, e);
	else if (e->b0 == e->b1)
		take_away(j, &t, e);
	else
		replace(j, &t, e);
	str_release(&t.out);
	str_release(&t.line);
	str_release(&t.before);
}

/* An edit over the bar between two cells is one for each cell. */
static void by_cells(const struct job *j, struct lcs_edit e)
{
	for (size_t i = e.a0; i + 1 < e.a1; i++)
		if (draft_gap(j, i) == BAR) {
			one(j, &(struct lcs_edit){e.a0, i + 1, e.b0, e.b1});
			e.a0 = i + 1;
			e.b0 = e.b1;
		}
	one(j, &e);
}

/* ------------------------------------------------------------ the part */

/* What a line of this part begins with when the sentence before it has ended. */
static void find_indent(struct job *j)
{
	struct span s = span_sub(j->s->text, j->part->at.at, j->part->at.n);
	size_t first = start_of(j, 0) - j->part->at.at, blanks = 0;

	if (j->part->kind == SHEET_QUOTE)
		str_adds(&j->indent_own, "> ");
	if (j->part->kind == SHEET_NOTE)
		str_adds(&j->indent_own, "    ");
	while (blanks < s.n && s.p[blanks] == ' ')
		blanks++;
	if (j->part->kind == SHEET_ITEM) {
		/* the number of an item is one of its words */
		for (first = blanks; first < s.n && s.p[first] != ' ';)
			first++;
		str_addrep(&j->indent_own, " ", first + 1);
	}
	j->indent = str_span(&j->indent_own);
}

void reply_part_changes(struct word_changes *out, const struct sheet *s, const uint32_t *id, uint32_t ids, size_t part,
	const struct copy *c, size_t from, size_t to, const struct strlist *opt_abbreviations)
{
	struct job j = {.out = out, .s = s, .part = &s->part[part], .c = c, .abbreviations = opt_abbreviations, .id = id,
		.a = s->part[part].word, .an = s->part[part].nwords, .b = from, .bn = to - from};
	struct lcs_edits edits = {NULL, 0, 0};
	uint32_t *b = mem_array(j.bn + 1, sizeof *b);
	struct lcs_row ra = {id + j.a, NULL, j.an}, rb = {b, NULL, j.bn};
	size_t budget = BUDGET;

	for (size_t i = 0; i < j.bn; i++)
		b[i] = word(&j, i)->id;
	find_indent(&j);
	lcs_edits(&edits, ra, rb, ids, &budget);
	join(&j, &edits);
	lcs_tidy(&edits, ra, rb);
	slide(&j, &edits);
	for (size_t i = 0; i < edits.n; i++) {
		if (j.part->kind == SHEET_ROW)
			by_cells(&j, edits.edit[i]);
		else
			one(&j, &edits.edit[i]);
	}
	free(edits.edit);
	free(b);
	str_release(&j.indent_own);
}
