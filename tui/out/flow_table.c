/* flow_table: tables and the contents as rows. */
#include <stdlib.h>

#include "base/u8.h"
#include "out/flow.h"

enum { GUTTER = 2, LABEL_MOST = 30, TOC_NUMBER = 5, TOC_HANG = 2 };

static const struct out_cell *cell_at(const struct out_block *b, size_t row, size_t col)
{
	return &b->cell[row * b->cols + col];
}

static int cell_width(const struct flow *f, const struct out_cell *c)
{
	int n = 0;

	for (size_t i = 0; i < c->runs.n; i++)
		n += flow_measure(f, c->runs.v[i].text, c->runs.v[i].flags);
	return n;
}

/* Natural widths where they fit; otherwise the widest gives way, one unit at a
 * time, so that the narrow ones (numbers, marks) stay whole. */
static void column_widths(const struct flow *f, const struct out_block *b, int *w)
{
	int room = f->setup->width - GUTTER * (int)(b->cols - 1), sum = 0;

	for (size_t c = 0; c < b->cols; c++) {
		w[c] = 1;
		for (size_t r = 0; r < b->rows; r++) {
			int n = cell_width(f, cell_at(b, r, c));

			w[c] = n > w[c] ? n : w[c];
		}
		if (b->labels && c == 0 && b->cols > 1 && w[c] > LABEL_MOST)
			w[c] = LABEL_MOST;
		if (w[c] > f->setup->width)
			w[c] = f->setup->width;
		sum += w[c];
	}
	while (sum > room) {
		size_t widest = 0;

		for (size_t c = 1; c < b->cols; c++)
			if (w[c] > w[widest])
				widest = c;
		if (w[widest] <= 1)
			return;
		w[widest]--;
		sum--;
	}
}

/* One table row: each cell is wrapped by itself, then their lines are laid side
 * by side. */
static void put_row(struct flow *f, size_t block, const struct out_block *b, size_t r, const int *w)
{
	size_t base = f->n, most = 1;
	struct flow side = *f;
	int x = 0;

	for (size_t c = 0; c < b->cols; c++) {
		size_t n;

		side.row = NULL;
		side.n = side.cap = 0;
		n = flow_runs(&side, block, &cell_at(b, r, c)->runs, x, x, x + w[c]);
		while (f->n < base + n)
			flow_add(f, block);
		for (size_t k = 0; k < n; k++)
			for (size_t i = 0; i < side.row[k].n; i++) {
				const struct page_piece *p = &side.row[k].piece[i];

				flow_put(f, &f->row[base + k], p->x, p->text, p->flags, p->href);
			}
		most = n > most ? n : most;
		free(side.row);
		x += w[c] + GUTTER;
	}
	for (size_t i = base; i + 1 < f->n; i++)
		f->row[i].glue = most <= 20;
}

static void put_line(struct flow *f, size_t block, const struct out_block *b, const int *w)
{
	struct flow_row *row = flow_add(f, block);
	int x = 0;

	for (size_t c = 0; c < b->cols; c++) {
		struct str s = STR_INIT;

		while (flow_measure(f, str_span(&s), 0) < w[c])
			str_addc(&s, '-');
		flow_put(f, row, x, str_span(&s), 0, SPAN_NONE);
		str_release(&s);
		x += w[c] + GUTTER;
	}
}

void flow_table(struct flow *f, size_t block)
{
	const struct out_block *b = &f->blocks->v[block];
	int *w = arena_alloc(f->arena, (b->cols + 1) * sizeof *w);
	size_t from = f->n, table = 0;

	if (!b->rows || !b->cols)
		return;
	column_widths(f, b, w);
	for (size_t r = 0; r < b->rows; r++) {
		size_t first = f->n;

		put_row(f, block, b, r, w);
		if (r == 0 && b->head_row) {
			put_line(f, block, b, w);
			for (size_t i = first; i < f->n; i++)
				f->row[i].glue = true;
			f->head = mem_grow(f->head, f->nheads, &f->headcap, sizeof *f->head);
			f->head[f->nheads++] = (struct flow_head){first, f->n - first};
			table = f->nheads;
		} else {
			for (size_t i = first; i < f->n; i++)
				f->row[i].table = table;
		}
	}
	if (b->keep_whole)
		for (size_t i = from; i + 1 < f->n; i++)
			f->row[i].glue = true;
}

/* ------------------------------------------------------------- contents */

/* The number itself is put in when the pages are known: its room is kept. */
static void toc_row(struct flow *f, size_t block, size_t target)
{
	const struct out_block *t = &f->blocks->v[target];
	struct run run = {.text = t->toc.n ? t->toc : SPAN_LIT("")};
	struct runs runs = {&run, 1};
	int width = f->setup->width, number = f->setup->toc_pages ? TOC_NUMBER : 0;
	size_t from = f->n;
	struct flow_row *last;

	if (!t->toc.n)
		runs = t->runs;
	flow_runs(f, block, &runs, 0, TOC_HANG, width - number - (number ? 1 : 0));
	last = &f->row[f->n - 1];
	if (number) {
		int x = last->n ? last->piece[last->n - 1].x +
		                          flow_measure(f, last->piece[last->n - 1].text, 0) + 1
		                : 0;
		struct str dots = STR_INIT;

		while (x + flow_measure(f, str_span(&dots), 0) < width - number)
			str_addc(&dots, '.');
		if (dots.len)
			flow_put(f, last, x, str_span(&dots), 0, SPAN_NONE);
		str_release(&dots);
		last->toc = target + 1;
	}
	for (size_t i = from; i + 1 < f->n; i++)
		f->row[i].glue = true;
}

void flow_toc(struct flow *f, size_t block)
{
	for (size_t i = 0; i < f->blocks->n; i++)
		if (f->blocks->v[i].in_toc)
			toc_row(f, block, i);
}
