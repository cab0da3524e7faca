/* flow: see flow.h. Words are filled greedily; blanks of a line's end and runs of
 * blanks vanish; a word wider than the line is broken between clusters. */
#include "out/flow.h"

#include <stdlib.h>

#include "base/u8.h"

int flow_measure(const struct flow *f, struct span text, unsigned flags)
{
	if (f->setup->measure)
		return f->setup->measure(f->setup->ctx, text, flags);
	return u8_width(text.p ? text.p : "", text.n);
}

struct flow_row *flow_add(struct flow *f, size_t block)
{
	f->row = mem_grow(f->row, f->n, &f->cap, sizeof *f->row);
	f->row[f->n] = (struct flow_row){.block = block};
	return &f->row[f->n++];
}

void flow_put(struct flow *f, struct flow_row *row, int x, struct span text, unsigned flags,
        struct span href)
{
	struct page_piece *v;

	if (!text.n)
		return;
	v = arena_alloc(f->arena, (row->n + 1) * sizeof *v);
	if (row->n)
		memcpy(v, row->piece, row->n * sizeof *v);
	v[row->n] = (struct page_piece){
	        x, span_make(arena_dup(f->arena, text.p, text.n), text.n), flags, href};
	row->piece = v;
	row->n++;
}

/* ------------------------------------------------------------- words */

/* A word may be made of several runs ("**fet**,"). */
struct part {
	struct span text;
	const struct run *run;
};

struct word {
	struct part *part;
	size_t n, cap;
	bool newline; /* a line break after it */
	bool blank;   /* a blank before it */
};

struct words {
	struct word *v;
	size_t n, cap;
};

static struct word *new_word(struct words *w, bool blank)
{
	w->v = mem_grow(w->v, w->n, &w->cap, sizeof *w->v);
	w->v[w->n] = (struct word){.blank = blank};
	return &w->v[w->n++];
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static void cut_words(const struct runs *r, struct words *w)
{
	bool open = false, blank = false;

	for (size_t i = 0; i < r->n; i++) {
		struct span s = r->v[i].text;

		for (size_t at = 0; at < s.n;) {
			size_t end = at;
			struct word *now;

			if (is_blank(s.p[at])) {
				if (s.p[at] == '\n') {
					if (!w->n)
						new_word(w, false);
					w->v[w->n - 1].newline = true;
				}
				blank = true;
				open = false;
				at++;
				continue;
			}
			while (end < s.n && !is_blank(s.p[end]))
				end++;
			now = open ? &w->v[w->n - 1] : new_word(w, blank);
			now->part = mem_grow(now->part, now->n, &now->cap, sizeof *now->part);
			now->part[now->n++] = (struct part){span_sub(s, at, end - at), &r->v[i]};
			open = true;
			blank = false;
			at = end;
		}
	}
}

static void release_words(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->v[i].part);
	free(w->v);
}

static int word_width(const struct flow *f, const struct word *w)
{
	int n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += flow_measure(f, w->part[i].text, w->part[i].run->flags);
	return n;
}

static struct span head(const struct word *w)
{
	return w->n ? w->part[0].text : SPAN_LIT("");
}

static struct span tail(const struct word *w)
{
	return w->n ? w->part[w->n - 1].text : SPAN_LIT("");
}

static bool digit_at(struct span s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* May no line break stand between the two? "§ 5", "kl. 10", "1 276", "20 kr". */
static bool bound(const struct word *a, const struct word *b)
{
	static const char *const before[] = {
	        "§", "§§", "kl.", "nr", "Nr", "dnr", "Dnr", "SOU", "den", "sid."};
	static const char *const after[] = {"kr", "mnkr", "tkr", "procent", "miljoner", "%"};
	struct span x = tail(a), y = head(b);

	if (x.n > 1 && x.p[0] == '(')
		x = span_from(x, 1);
	if (digit_at(y, 0))
		for (size_t i = 0; i < sizeof before / sizeof *before; i++)
			if (span_is(x, before[i]))
				return true;
	if (!x.n || !digit_at(x, x.n - 1))
		return false;
	if (x.n <= 3 && digit_at(y, 0) && digit_at(y, 1) && digit_at(y, 2) && !digit_at(y, 3))
		return true;
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		if (span_starts(y, after[i]) && y.n <= strlen(after[i]) + 1)
			return true;
	return false;
}

/* ------------------------------------------------------------- filling */

struct line {
	struct flow *f;
	size_t block;
	int first, x, width; /* where the first and the other lines begin, right edge */
	int at;              /* where the next word goes */
	struct flow_row *row;
	size_t rows;
};

static void start_line(struct line *l)
{
	l->row = flow_add(l->f, l->block);
	l->at = l->rows ? l->x : l->first;
	l->rows++;
}

static bool line_empty(const struct line *l)
{
	return l->row->n == 0;
}

/* Same look as the piece before and adjoining: one piece. */
static void put(struct line *l, struct span text, const struct run *run, bool blank)
{
	struct page_piece *last = l->row->n ? &l->row->piece[l->row->n - 1] : NULL;

	if (blank && !line_empty(l)) {
		l->at += flow_measure(l->f, SPAN_LIT(" "), run->flags);
		if (last->flags == run->flags && span_eq(last->href, run->href)) {
			struct str s = STR_INIT;

			str_addf(&s, "%.*s %.*s", SPAN_FMT(last->text), SPAN_FMT(text));
			last->text = span_make(arena_dup(l->f->arena, s.buf, s.len), s.len);
			str_release(&s);
			l->at += flow_measure(l->f, text, run->flags);
			return;
		}
	}
	flow_put(l->f, l->row, l->at, text, run->flags, run->href);
	l->at += flow_measure(l->f, text, run->flags);
}

/* The longest prefix, in whole clusters and at least one, that has room. */
static size_t fitting(const struct line *l, struct span s, unsigned flags, int room)
{
	size_t end = 0;

	while (end < s.n) {
		size_t next = u8_next(s.p, s.n, end);

		if (end && flow_measure(l->f, span_sub(s, 0, next), flags) > room)
			break;
		end = next;
	}
	return end;
}

static void put_broken(struct line *l, const struct word *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct span rest = w->part[i].text;

		while (rest.n) {
			size_t n = fitting(l, rest, w->part[i].run->flags, l->width - l->at);

			if (!line_empty(l) && flow_measure(l->f, span_sub(rest, 0, n),
			                              w->part[i].run->flags) > l->width - l->at) {
				start_line(l);
				continue;
			}
			put(l, span_sub(rest, 0, n), w->part[i].run, false);
			rest = span_from(rest, n);
			if (rest.n)
				start_line(l);
		}
	}
}

static void put_word(struct line *l, const struct word *w)
{
	for (size_t i = 0; i < w->n; i++)
		put(l, w->part[i].text, w->part[i].run, i == 0 && w->blank);
}

/* The width of words[i] and those bound to it. */
static int bound_width(const struct line *l, const struct words *w, size_t i, size_t *end)
{
	int n = word_width(l->f, &w->v[i]);
	size_t k = i + 1;

	for (; k < w->n && !w->v[k - 1].newline && bound(&w->v[k - 1], &w->v[k]); k++)
		n += 1 + word_width(l->f, &w->v[k]);
	*end = k;
	return n;
}

size_t flow_runs(struct flow *f, size_t block, const struct runs *r, int first, int x, int width)
{
	struct words w = {NULL, 0, 0};
	struct line l = {.f = f, .block = block, .first = first, .x = x, .width = width};

	cut_words(r, &w);
	start_line(&l);
	for (size_t i = 0; i < w.n;) {
		size_t end;
		int need = bound_width(&l, &w, i, &end);
		int room = width - l.at - (line_empty(&l) ? 0 : 1);

		if (need > width - x) { /* too wide for any line: word by word */
			end = i + 1;
			need = word_width(f, &w.v[i]);
		}
		if (need > room && !line_empty(&l))
			start_line(&l);
		if (need > width - l.at) {
			put_broken(&l, &w.v[i]);
		} else {
			for (size_t k = i; k < end; k++)
				put_word(&l, &w.v[k]);
		}
		if (w.v[end - 1].newline && end < w.n)
			start_line(&l);
		i = end;
	}
	release_words(&w);
	return l.rows;
}

/* ------------------------------------------------------------- blocks */

enum { INDENT_ITEM = 2, INDENT_QUOTE = 4 };

static void gap(struct flow *f, size_t block, int rows)
{
	for (int i = 0; i < rows; i++)
		flow_add(f, block)->gap = true;
}

/* No lone first or last line of a paragraph at a page's edge. */
static void bind_edges(struct flow *f, size_t from, bool whole)
{
	size_t n = f->n - from;

	for (size_t i = from; i + 1 < f->n; i++)
		if (whole || i == from || i + 2 == f->n || n <= 3)
			f->row[i].glue = true;
}

static void bind_next(struct flow *f, size_t from)
{
	for (size_t i = from; i < f->n; i++) {
		f->row[i].glue = true;
		f->row[i].heading = true;
	}
}

static void put_item(struct flow *f, size_t i, const struct out_block *b, int width)
{
	int x = b->level * 2;
	int wide = flow_measure(f, b->mark, 0);
	int text = x + (b->mark.n ? wide + 1 : 0);
	size_t from = f->n;

	if (text > width / 2)
		text = width / 2;
	flow_runs(f, i, &b->runs, text, text, width);
	if (b->mark.n) {
		struct flow_row *row = &f->row[from];
		struct page_piece *old = row->piece;
		size_t n = row->n;

		row->piece = NULL;
		row->n = 0;
		flow_put(f, row, x, b->mark, 0, SPAN_NONE);
		for (size_t k = 0; k < n; k++)
			flow_put(f, row, old[k].x, old[k].text, old[k].flags, old[k].href);
	}
	bind_edges(f, from, b->keep_whole);
}

static void put_sign(struct flow *f, size_t i, const struct out_block *b, int width)
{
	int x = flow_measure(f, b->label, 0) + 1;
	size_t from = f->n;
	struct flow_row *row = flow_add(f, i);
	struct str dots = STR_INIT;

	if (x < width / 3)
		x = width / 3;
	if (x > width - 10)
		x = width - 10;
	flow_put(f, row, 0, b->label, 0, SPAN_NONE);
	while (flow_measure(f, str_span(&dots), 0) < width - x)
		str_addc(&dots, '.');
	flow_put(f, row, x, str_span(&dots), 0, SPAN_NONE);
	str_release(&dots);
	flow_runs(f, i, &b->runs, x, x, width);
	bind_edges(f, from, true);
}

static void put_rule(struct flow *f, size_t i, int width)
{
	struct str s = STR_INIT;

	while (flow_measure(f, str_span(&s), 0) < width)
		str_addc(&s, '-');
	flow_put(f, flow_add(f, i), 0, str_span(&s), 0, SPAN_NONE);
	str_release(&s);
}

static void put_text(struct flow *f, size_t i, const struct out_block *b, int width)
{
	int x = b->role == ROLE_QUOTE ? INDENT_QUOTE : 0;
	size_t from = f->n;

	if (b->role == ROLE_NOTE && b->mark.n) {
		struct runs mark = {
		        arena_alloc(f->arena, (b->runs.n + 2) * sizeof *mark.v), b->runs.n + 2};

		mark.v[0].text = b->mark;
		mark.v[1].text = SPAN_LIT(" ");
		if (b->runs.n)
			memcpy(mark.v + 2, b->runs.v, b->runs.n * sizeof *mark.v);
		flow_runs(f, i, &mark, 0, flow_measure(f, b->mark, 0) + 1, width);
	} else if (b->kind == OUT_FIGURE) {
		struct runs alt = {
		        arena_alloc(f->arena, (b->runs.n + 2) * sizeof *alt.v), b->runs.n + 2};

		alt.v[0].text = SPAN_LIT("[Bild: ");
		if (b->runs.n)
			memcpy(alt.v + 1, b->runs.v, b->runs.n * sizeof *alt.v);
		alt.v[b->runs.n + 1].text = SPAN_LIT("]");
		flow_runs(f, i, &alt, x, x, width);
	} else {
		flow_runs(f, i, &b->runs, x, x, width);
	}
	bind_edges(f, from, b->keep_whole || b->kind == OUT_HEAD);
}

static int gap_before(const struct out_block *b)
{
	if (b->kind == OUT_BREAK || b->tight)
		return 0;
	return b->kind == OUT_HEAD && b->level <= 2 ? 2 : 1;
}

static void put_block(struct flow *f, size_t i)
{
	const struct out_block *b = &f->blocks->v[i];
	int width = f->setup->width;
	size_t from;

	if (f->n && !f->row[f->n - 1].new_page)
		gap(f, i, gap_before(b));
	if (f->n && i && f->blocks->v[i - 1].keep_next)
		for (size_t k = f->n; k > 0 && f->row[k - 1].gap; k--)
			f->row[k - 1].glue = true;
	from = f->n;
	switch (b->kind) {
	case OUT_BREAK:
		if (f->n)
			flow_add(f, i)->new_page = true;
		return;
	case OUT_TABLE:
		flow_table(f, i);
		break;
	case OUT_TOC:
		flow_toc(f, i);
		break;
	case OUT_ITEM:
		put_item(f, i, b, width);
		break;
	case OUT_SIGN:
		put_sign(f, i, b, width);
		break;
	case OUT_RULE:
		put_rule(f, i, width);
		break;
	case OUT_GAP:
		break;
	case OUT_PARA:
	case OUT_HEAD:
	case OUT_FIGURE:
		put_text(f, i, b, width);
		break;
	}
	if (b->keep_next)
		bind_next(f, from);
}

void flow_blocks(struct flow *f)
{
	for (size_t i = 0; i < f->blocks->n; i++)
		put_block(f, i);
}
