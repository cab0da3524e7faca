/* view: see view.h. */
#include "screens/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "ui/surface.h"
#include "ui/theme.h"

#define NOWHERE ((size_t)-1)

void view_release(struct view *v)
{
	free(v->row);
	free(v->cell);
	place_cells_release(&v->unit);
	arena_release(&v->arena);
	*v = (struct view){.row = NULL};
}

size_t view_shift_back(const struct view_shift *h, size_t now)
{
	if (now < h->at)
		return now;
	if (now < h->at + h->n)
		return h->at;
	return (size_t)((ptrdiff_t)now - h->delta);
}

size_t view_shift_on(const struct view_shift *h, size_t then)
{
	size_t end = (size_t)((ptrdiff_t)(h->at + h->n) - h->delta);

	if (then < h->at)
		return then;
	return then < end ? h->at : (size_t)((ptrdiff_t)then + h->delta);
}

static struct view_row *add_row(struct view *v, const struct unit *u)
{
	struct view_row *r;

	v->row = mem_grow(v->row, v->n, &v->cap, sizeof *v->row);
	r = &v->row[v->n++];
	*r = (struct view_row){.first = v->ncells, .kind = u->kind, .at = u->text, .end = u->text};
	return r;
}

static void add_cell(struct view *v, const struct place_cell *c)
{
	v->cell = mem_grow(v->cell, v->ncells, &v->ccells, sizeof *v->cell);
	v->cell[v->ncells++] = *c;
}

static int cell_width(const struct place_cell *c)
{
	return surface_width(c->glyph);
}

/* A row that holds cells [a, b) of the work space; `last` ends the unit. */
static void put_row(struct view *v, const struct unit *u, size_t a, size_t b, int indent, bool last, bool stops)
{
	struct view_row *r = add_row(v, u);
	size_t from = a;

	r->indent = indent;
	r->stops = stops;
	for (size_t i = a; i < b; i++)
		add_cell(v, &v->unit.v[i]);
	r->n = b - a;
	while (from < b && v->unit.v[from].fixed)
		from++;
	r->at = from < b ? v->unit.v[from].at : u->text_end;
	if (last || b == 0)
		r->end = stops && u->kind == UNIT_MIRROR ? r->at : u->text_end;
	else
		r->end = v->unit.v[b - 1].at;
}

/* Breaks the cells of the work space into rows. hang: indent of all but the first. */
static void wrap(struct view *v, const struct unit *u, int indent, int hang, bool stops)
{
	size_t a = 0, n = v->unit.n;
	bool first = true;

	do {
		int left = v->width - (first ? indent : hang), used = 0;
		size_t i = a, blank = NOWHERE;

		if (left < 1)
			left = 1;
		for (; i < n; i++) {
			const struct place_cell *c = &v->unit.v[i];
			int w = cell_width(c);

			if (span_is(c->glyph, " "))
				blank = i;
			if (c->brk) {
				i++;
				break;
			}
			if (used + w > left && i > a)
				break;
			used += w;
		}
		if (i < n && !v->unit.v[i - 1].brk && blank != NOWHERE && blank > a && !v->unit.v[blank].fixed)
			i = blank + 1;
		put_row(v, u, a, i, first ? indent : hang, i >= n, stops);
		/* a break at the very end leaves an empty row for the cursor */
		if (i >= n && n > 0 && v->unit.v[n - 1].brk) {
			v->row[v->n - 1].end = v->unit.v[n - 1].at;
			put_row(v, u, n, n, hang, true, stops);
		}
		a = i;
		first = false;
	} while (a < n);
}

/* ---------------------------------------------------------------- mirrors */

struct mirror {
	struct view *v;
	const struct unit *u;
	bool any;
};

static void mirror_block(void *ctx, const struct block *b)
{
	struct mirror *m = ctx;
	struct view *v = m->v;
	struct str text = STR_INIT, plain = STR_INIT;
	char *copy;
	size_t n;

	if (b->kind == BLOCK_COMMENT)
		return;
	if (b->kind == BLOCK_ITEM) {
		str_adds(&text, b->mark.n == 1 ? "\xE2\x80\x93 " : "");
		if (b->mark.n > 1) {
			str_addspan(&text, b->mark);
			str_addc(&text, ' ');
		}
	}
	if (b->kind == BLOCK_SUB || b->kind == BLOCK_PRESENTER) {
		str_addspan(&text, b->name);
		str_adds(&text, b->name.n && b->title.n ? ", " : "");
		str_addspan(&text, b->title);
	}
	for (size_t i = 0; i < b->ntext; i++) {
		if (i)
			str_addc(&text, ' ');
		str_addspan(&text, b->text[i]);
	}
	for (size_t i = 0; i < b->rows * b->cols; i++) {
		str_adds(&text, i ? " | " : "");
		str_addspan(&text, b->cell[i]);
	}
	inline_plain(&plain, str_span(&text));
	n = plain.len;
	copy = arena_dup(&v->arena, str_c(&plain), n);
	v->unit.n = 0;
	for (size_t i = 0; i < n;) {
		size_t next = u8_next(copy, n, i);
		struct place_cell c = {.at = m->u->text, .n = 0, .style = ROLE_GENERATED};

		c.glyph = copy[i] == '\n' ? SPAN_LIT(" ") : span_make(copy + i, next - i);
		c.brk = copy[i] == '\n';
		v->unit.v = mem_grow(v->unit.v, v->unit.n, &v->unit.cap, sizeof *v->unit.v);
		v->unit.v[v->unit.n++] = c;
		i = next;
	}
	if (n) {
		size_t from = v->n;

		/* no indent where it would take half the width */
		wrap(v, m->u, v->width < 8 ? 0 : 2, v->width < 8 ? 0 : b->kind == BLOCK_ITEM ? 4 : 2, false);
		for (size_t i = from; i < v->n; i++)
			v->row[i].is_virtual = true;
		m->any = true;
	}
	str_release(&plain);
	str_release(&text);
}

static void add_mirrored(struct view *v, const struct protocol *p, const struct unit *u)
{
	struct mirror m = {v, u, false};
	size_t from = v->n, then = view_shift_back(&v->shift, u->at);
	int item, section;

	item = p ? protocol_item_at(p, then) : -1;
	section = item >= 0 ? item_section_at(&p->item[item], then) : -1;
	if (section >= 0)
		section_each_block(&p->item[item], &p->item[item].section[section], mirror_block, &m);
	if (!m.any) {
		struct view_row *r = add_row(v, u);

		r->indent = v->width < 8 ? 0 : 2;
		r->is_virtual = true;
	}
	/* one place: before the mirrored text */
	v->row[from].stops = true;
	v->row[from].at = v->row[from].end = u->text;
}

/* ------------------------------------------------------------------ rows */

static void layout_unit(struct view *v, struct span s, const struct protocol *p, const struct unit *u)
{
	int indent = 0, hang = 0;

	if (!place_shown(s, u))
		return;
	if (u->kind == UNIT_EMPTY) {
		struct view_row *r = add_row(v, u);

		r->stops = place_stops(s, u);
		return;
	}
	place_cells(s, u, &v->unit);
	if (u->kind == UNIT_LIST) {
		/* continuation rows stand under the text of the item */
		indent = (int)(u->mark.p - (s.p + u->at));
		hang = indent;
		for (size_t i = 0; i < v->unit.n && v->unit.v[i].fixed; i++)
			hang += cell_width(&v->unit.v[i]);
	} else if (u->kind == UNIT_QUOTE) {
		indent = hang = 2;
	} else if (u->kind == UNIT_NOTE) {
		hang = 2;
	}
	if (hang > v->width / 2)
		indent = hang = 0;
	wrap(v, u, indent, hang, !unit_fixed(u->kind) && u->kind != UNIT_MIRROR);
	if (u->kind == UNIT_MIRROR)
		add_mirrored(v, p, u);
}

static void start(struct view *v, int width)
{
	v->n = v->ncells = 0;
	v->width = width < 1 ? 1 : width;
	arena_release(&v->arena);
}

static struct unit top_unit(struct span s, size_t at)
{
	size_t body = unit_body(s);

	return unit_at(s, at < body ? body : at);
}

static void drop_rows(struct view *v, size_t n)
{
	if (n > v->n)
		n = v->n;
	memmove(v->row, v->row + n, (v->n - n) * sizeof *v->row);
	v->n -= n;
}

void view_layout(struct view *v, struct span s, const struct protocol *p, struct view_top top, int height, int width)
{
	struct unit u = top_unit(s, top.at), next;
	size_t want;

	start(v, width);
	layout_unit(v, s, p, &u);
	if (top.skip > 0)
		drop_rows(v, (size_t)top.skip);
	want = height < 1 ? 1 : (size_t)height;
	while (v->n < want && unit_next(s, &u, &next)) {
		u = next;
		layout_unit(v, s, p, &u);
	}
	if (v->n > want)
		v->n = want;
}

bool view_find(const struct view *v, size_t at, int *row, int *col)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct view_row *r = &v->row[i];
		int c = r->indent;

		if (!r->stops || at < r->at || at > r->end)
			continue;
		for (size_t k = 0; k < r->n; k++) {
			const struct place_cell *cell = &v->cell[r->first + k];

			if (!cell->fixed && cell->at >= at && !r->is_virtual)
				break;
			if (r->is_virtual)
				break;
			c += cell_width(cell);
		}
		*row = (int)i;
		*col = c;
		return true;
	}
	return false;
}

static size_t place_in_row(const struct view *v, const struct view_row *r, int col)
{
	int c = r->indent;

	if (r->is_virtual)
		return r->at;
	for (size_t k = 0; k < r->n; k++) {
		const struct place_cell *cell = &v->cell[r->first + k];
		int w = cell_width(cell);

		if (!cell->fixed && (col < c + (w + 1) / 2 || cell->brk || cell->at >= r->end))
			return cell->at < r->end ? cell->at : r->end;
		c += w;
	}
	return r->end;
}

bool view_place(const struct view *v, int row, int col, size_t *at)
{
	int n = (int)v->n;

	if (row < 0)
		row = 0;
	for (int i = row; i < n; i++)
		if (v->row[i].stops) {
			*at = place_in_row(v, &v->row[i], col);
			return true;
		}
	for (int i = row < n ? row - 1 : n - 1; i >= 0; i--)
		if (v->row[i].stops) {
			*at = place_in_row(v, &v->row[i], col);
			return true;
		}
	return false;
}

int view_row_width(const struct view *v, const struct view_row *r)
{
	int w = r->indent;

	for (size_t k = 0; k < r->n; k++)
		w += cell_width(&v->cell[r->first + k]);
	return w;
}

/* The rows one unit takes. */
static int unit_rows(struct view *v, struct span s, const struct protocol *p, const struct unit *u, int width)
{
	start(v, width);
	layout_unit(v, s, p, u);
	return (int)v->n;
}

struct view_top view_scroll(struct view *v, struct span s, const struct protocol *p, struct view_top top, int rows, int width)
{
	struct unit u = top_unit(s, top.at), other;
	int n = unit_rows(v, s, p, &u, width);

	top.at = u.at;
	top.skip += rows;
	while (top.skip < 0) {
		if (!unit_prev(s, &u, &other) || other.kind == UNIT_FRONT) {
			top.skip = 0;
			break;
		}
		u = other;
		top.at = u.at;
		top.skip += unit_rows(v, s, p, &u, width);
	}
	if (rows < 0)
		return top;
	while (top.skip >= n) {
		if (!unit_next(s, &u, &other)) {
			top.skip = n > 0 ? n - 1 : 0;
			break;
		}
		top.skip -= n;
		u = other;
		top.at = u.at;
		n = unit_rows(v, s, p, &u, width);
	}
	return top;
}

struct view_top view_show(struct view *v, struct span s, const struct protocol *p, struct view_top top, size_t at,
	int height, int width)
{
	struct unit u = unit_at(s, at);
	struct view_top here = {u.at, 0};
	int row, col;

	if (height < 1)
		height = 1;
	view_layout(v, s, p, top, height, width);
	if (view_find(v, at, &row, &col))
		return top;
	/* the row of the place within its unit */
	unit_rows(v, s, p, &u, width);
	if (view_find(v, at, &row, &col))
		here.skip = row;
	if (here.at < top.at || (here.at == top.at && here.skip < top.skip)) {
		/* a little above the edge: scroll up to it; far above: a third down */
		struct view_top near = view_scroll(v, s, p, top, -height, width);

		if (here.at > near.at || (here.at == near.at && here.skip >= near.skip))
			return here;
		return view_scroll(v, s, p, here, -(height / 3), width);
	}
	/* below the edge: as the last row when it was near, else a third down */
	view_layout(v, s, p, top, 2 * height, width);
	if (view_find(v, at, &row, &col))
		return view_scroll(v, s, p, here, -(height - 1), width);
	return view_scroll(v, s, p, here, -(height / 3), width);
}

size_t view_vertical(struct view *v, struct span s, const struct protocol *p, size_t at, int dir, int col, int width)
{
	struct unit u = unit_at(s, at), other;
	size_t place = at;
	int row, c;

	unit_rows(v, s, p, &u, width);
	if (!view_find(v, at, &row, &c))
		return at;
	for (row += dir; row >= 0 && row < (int)v->n; row += dir)
		if (v->row[row].stops)
			return place_in_row(v, &v->row[row], col);
	while (dir < 0 ? unit_prev(s, &u, &other) : unit_next(s, &u, &other)) {
		u = other;
		if (!place_stops(s, &u) || !place_shown(s, &u))
			continue;
		unit_rows(v, s, p, &u, width);
		for (int i = 0; i < (int)v->n; i++) {
			const struct view_row *r = &v->row[dir < 0 ? (int)v->n - 1 - i : i];

			if (r->stops)
				return place_in_row(v, r, col);
		}
	}
	return place;
}
