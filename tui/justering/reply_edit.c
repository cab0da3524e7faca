/* reply_edit: one edit of the words of a part -> a canonical change of the draft's bytes
 * (change.h): one sentence a line, paragraphs and list items as blocks, marks escaped,
 * the right blanks taken and given. */
#include "base/mem.h"
#include "base/u8.h"
#include "doc/inline.h"
#include "justering/reply_job.h"
#include "text/motion.h"

#include <string.h>

/* ------------------------------------------------------------ what is between words */

/* BAR: what must stay as it is, the bar between two cells. */
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
	struct span s = span_sub(j->s->text, r.at, r.n);
	enum gap g = gap_of(s);

	/* a private note was never sent: nobody asked to have it taken away */
	if (span_find(s, "<!--", 0) != (size_t)-1)
		return BAR;
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
	size_t from, to, next = j->b + b0;

	flush(t);
	balance(j, &r, &t->out);
	changes_add(&o->c, r, str_span(&t->out), SPAN_NONE);
	o->from = mem_grow(o->from, o->c.n - 1, &o->cap_from, sizeof *o->from);
	from = next < j->c->n ? j->c->word[next].at.at : j->c->text.n;
	to = b1 > b0 ? word(j, b1 - 1)->at.at + word(j, b1 - 1)->at.n : from;
	/* what is gone was somewhere between the words beside it */
	if (b1 == b0)
		from = next > 0 ? j->c->word[next - 1].at.at + j->c->word[next - 1].at.n : 0;
	if (from > to)
		from = to;
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

/* Over the bar between two cells it is one for each cell; likewise over a private note. */
void edit_add(const struct job *j, const struct lcs_edit *whole)
{
	struct lcs_edit e = *whole;

	for (size_t i = e.a0; i + 1 < e.a1; i++)
		if (draft_gap(j, i) == BAR) {
			one(j, &(struct lcs_edit){e.a0, i + 1, e.b0, e.b1});
			e.a0 = i + 1;
			e.b0 = e.b1;
		}
	one(j, &e);
}
