/* page: see page.h. Rows of flow.c are put on pages from the top; where the next
 * does not fit, the break goes back to the last place that allows one. */
#include "out/page.h"

#include <stdlib.h>

#include "base/u8.h"
#include "out/flow.h"

#define PAGES_GUESS 999 /* before the number of pages is known: wide enough for nearly all */

struct job {
	struct out_pages *out;
	const struct page_setup *setup;
	struct flow flow;
	size_t *page_of;            /* by block, from 1; 0 not on a page */
	struct page_piece **number; /* by block: the contents' piece that gives its page */
};

/* The header or footer as rows, in a flow of its own. Parts that have no room
 * beside each other stand below each other: nothing is cut. */
static void furniture_rows(struct job *j, bool footer, int sida, int sidor, struct flow *rows)
{
	const struct page_setup *s = j->setup;
	struct str part[3] = {STR_INIT, STR_INIT, STR_INIT};
	struct span text[3];

	*rows = (struct flow){.arena = &j->out->arena, .setup = s, .blocks = j->flow.blocks};
	for (int i = 0; s->furniture.line && i < 10 &&
	                s->furniture.line(s->furniture.ctx, footer, i, sida, sidor, part);
	        i++) {
		int w[3], sum = 0;

		for (int k = 0; k < 3; k++) {
			text[k] = part[k].buf ? str_span(&part[k]) : SPAN_LIT("");
			w[k] = flow_measure(rows, text[k], 0);
			sum += w[k] + (w[k] && sum ? 1 : 0);
		}
		if (sum <= s->width &&
		        (!w[1] || (w[0] < (s->width - w[1]) / 2 && w[2] < (s->width - w[1]) / 2))) {
			struct flow_row *row = flow_add(rows, (size_t)-1);

			flow_put(rows, row, 0, text[0], 0, SPAN_NONE);
			flow_put(rows, row, (s->width - w[1]) / 2, text[1], 0, SPAN_NONE);
			flow_put(rows, row, s->width - w[2], text[2], 0, SPAN_NONE);
		} else {
			for (int k = 0; k < 3; k++) {
				struct run run = {.text = text[k]};
				struct runs runs = {&run, 1};

				if (w[k])
					flow_runs(rows, (size_t)-1, &runs, 0, 0, s->width);
			}
		}
		for (int k = 0; k < 3; k++)
			str_clear(&part[k]);
	}
	for (int k = 0; k < 3; k++)
		str_release(&part[k]);
}

/* Lines of the header or footer, with the empty line between it and the text. */
static int taken(struct job *j, bool footer, int sida)
{
	struct flow rows;
	int n;

	if (j->setup->one_page)
		return 0;
	furniture_rows(j, footer, sida, PAGES_GUESS, &rows);
	n = (int)rows.n;
	free(rows.row);
	return n ? n + 1 : 0;
}

static int room_on(struct job *j, int sida)
{
	int n = j->setup->height - taken(j, false, sida) - taken(j, true, sida);

	return n > 3 ? n : 3;
}

static struct page *new_page(struct job *j)
{
	struct out_pages *o = j->out;

	o->v = mem_grow(o->v, o->n, &o->cap, sizeof *o->v);
	o->v[o->n] = (struct page){NULL, 0, 0};
	return &o->v[o->n++];
}

static struct page_line *add_line(struct page *p, int y)
{
	p->line = mem_grow(p->line, p->n, &p->cap, sizeof *p->line);
	p->line[p->n] = (struct page_line){.y = y, .block = (size_t)-1};
	return &p->line[p->n++];
}

static void put_row(struct job *j, struct page *p, size_t i, int y)
{
	const struct flow_row *row = &j->flow.row[i];
	struct page_line *l;

	if (row->gap || row->new_page)
		return;
	l = add_line(p, y);
	l->piece = row->piece;
	l->n = row->n;
	l->block = row->block;
	if (row->block < j->flow.blocks->n && !j->page_of[row->block])
		j->page_of[row->block] = j->out->n;
	if (row->toc) { /* a last piece of its own for the number */
		struct page_piece *v = arena_alloc(&j->out->arena, (row->n + 1) * sizeof *v);

		if (row->n)
			memcpy(v, row->piece, row->n * sizeof *v);
		l->piece = v;
		l->n = row->n + 1;
		j->number[row->toc - 1] = &v[row->n];
	}
}

/* Where the page that begins with row `from` ends: the first row of the next. */
static size_t page_end(const struct job *j, size_t from, int room)
{
	const struct flow_row *row = j->flow.row;
	size_t most = from, end;

	while (most < j->flow.n && !row[most].new_page && most - from < (size_t)room)
		most++;
	if (most == j->flow.n || row[most].new_page)
		return most;
	for (end = most; end > from; end--)
		if (!row[end - 1].glue)
			break;
	if (end == from) /* bound together higher than a page: only headings still hold */
		for (end = most; end > from + 1 && (row[end - 1].heading || row[end - 1].gap);)
			end--;
	if (end == from || row[end - 1].heading)
		end = most;
	return end;
}

static size_t repeat_head(struct job *j, struct page *p, size_t from, int y, int room)
{
	const struct flow_row *row = &j->flow.row[from];
	const struct flow_head *h;

	if (!row->table || !from || j->flow.row[from - 1].table != row->table)
		return 0;
	h = &j->flow.head[row->table - 1];
	if (h->n + 1 >= (size_t)room)
		return 0;
	for (size_t i = 0; i < h->n; i++)
		put_row(j, p, h->first + i, y + (int)i);
	return h->n;
}

static void paginate(struct job *j)
{
	size_t at = 0;

	while (at < j->flow.n || j->out->n == 0) {
		struct page *p;
		int sida = (int)j->out->n + 1, top = taken(j, false, sida), room = room_on(j, sida);
		size_t end, head = 0;

		if (j->setup->one_page)
			room = (int)j->flow.n + 1;
		while (at < j->flow.n &&
		        (j->flow.row[at].gap || (j->flow.row[at].new_page && at == 0)))
			at++;
		p = new_page(j);
		if (at < j->flow.n)
			head = repeat_head(j, p, at, top, room);
		end = page_end(j, at, room - (int)head);
		for (size_t i = at; i < end; i++)
			put_row(j, p, i, top + (int)(head + i - at));
		at = end;
		if (at < j->flow.n && j->flow.row[at].new_page)
			at++;
		while (at < j->flow.n && j->flow.row[at].gap)
			at++;
	}
}

/* ------------------------------------------------------------- after */

static void put_furniture(struct job *j, bool footer, size_t page)
{
	struct flow rows;
	int from;

	furniture_rows(j, footer, (int)page + 1, (int)j->out->n, &rows);
	from = footer ? j->setup->height - (int)rows.n : 0;
	for (size_t i = 0; i < rows.n; i++) {
		struct page_line *l = add_line(&j->out->v[page], from + (int)i);

		l->piece = rows.row[i].piece;
		l->n = rows.row[i].n;
	}
	free(rows.row);
}

static int by_y(const void *a, const void *b)
{
	const struct page_line *x = a, *y = b;

	return (x->y > y->y) - (x->y < y->y);
}

static void fill_numbers(struct job *j)
{
	for (size_t i = 0; i < j->flow.blocks->n; i++) {
		struct str s = STR_INIT;
		struct page_piece *p = j->number[i];

		if (!p)
			continue;
		str_addf(&s, "%zu", j->page_of[i]);
		p->text = span_make(arena_dup(&j->out->arena, s.buf, s.len), s.len);
		p->x = j->setup->width - flow_measure(&j->flow, p->text, 0);
		str_release(&s);
	}
}

void page_layout(struct out_pages *out, const struct out_blocks *b, const struct page_setup *s)
{
	struct job j = {.out = out, .setup = s};

	*out = (struct out_pages){.width = s->width, .height = s->height, .left = s->left};
	j.flow = (struct flow){.arena = &out->arena, .setup = s, .blocks = b};
	j.page_of = mem_array(b->n + 1, sizeof *j.page_of);
	j.number = mem_array(b->n + 1, sizeof(struct page_piece *));
	flow_blocks(&j.flow);
	paginate(&j);
	fill_numbers(&j);
	for (size_t i = 0; i < out->n && !s->one_page; i++) {
		put_furniture(&j, false, i);
		put_furniture(&j, true, i);
		if (out->v[i].n)
			qsort(out->v[i].line, out->v[i].n, sizeof *out->v[i].line, by_y);
	}
	free(j.flow.row);
	free(j.flow.head);
	free(j.page_of);
	free(j.number);
}

void out_pages_release(struct out_pages *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->v[i].line);
	free(p->v);
	arena_release(&p->arena);
	*p = (struct out_pages){.width = 0};
}
