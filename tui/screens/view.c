/* view: see view.h. */
#include "screens/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "doc/inline.h"
#include "ui/surface.h"
#include "ui/theme.h"

#define NOWHERE ((size_t)-1)
#define KEPT_MAX 16000 /* cells: a few screens; what is above it and not used goes */
#define KEPT_TURNS 64

static void free_unit(struct view_unit *x)
{
	place_cells_release(&x->cells);
	free(x->row);
	free(x->image);
	free(x->hits.v);
	free(x->bytes);
	free(x);
}

static void free_loose(struct view *v)
{
	while (v->loose) {
		struct view_unit *x = v->loose;

		v->loose = x->next;
		free_unit(x);
	}
}

/* Frees the kept units that no layout since `turn` has used. */
static void forget(struct view *v, uint64_t turn)
{
	for (size_t i = 0; i < VIEW_BUCKETS; i++)
		for (struct view_unit **at = &v->kept[i]; *at;) {
			struct view_unit *x = *at;

			if (x->used >= turn) {
				at = &x->next;
				continue;
			}
			*at = x->next;
			v->nkept -= x->cells.n;
			free_unit(x);
		}
}

void view_release(struct view *v)
{
	free_loose(v);
	forget(v, (uint64_t)-1);
	arena_release(&v->glyphs);
	free(v->row);
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

const struct place_cell *view_cells(const struct view_row *r)
{
	return r->n ? &r->unit->cells.v[r->first] : NULL;
}

/* ------------------------------------------------------------- one unit */

static struct view_row *add_row(struct view_unit *x)
{
	struct view_row *r;

	x->row = mem_grow(x->row, x->n, &x->cap, sizeof *x->row);
	r = &x->row[x->n++];
	*r = (struct view_row){.kind = x->u.kind, .at = x->u.text, .end = x->u.text, .image = x->nimage};
	return r;
}

/* A row that holds cells [a, b); `last` ends the unit. */
static void put_row(struct view_unit *x, size_t a, size_t b, int indent, bool last, bool stops)
{
	struct view_row *r = add_row(x);
	size_t from = a;

	r->indent = indent;
	r->stops = stops;
	r->first = a;
	r->n = b - a;
	for (size_t i = a; i < b; i++) {
		const struct place_cell *c = &x->cells.v[i];

		if (c->brk)
			continue;
		x->image = mem_grow(x->image, x->nimage + 1, &x->cimage, sizeof *x->image);
		x->nimage += (size_t)surface_shape(c->glyph, c->style, x->image + x->nimage);
	}
	r->columns = (int)(x->nimage - r->image);
	while (from < b && x->cells.v[from].fixed)
		from++;
	r->at = from < b ? x->cells.v[from].at : x->u.text_end;
	if (last || b == 0)
		r->end = stops && x->u.kind == UNIT_MIRROR ? r->at : x->u.text_end;
	else
		r->end = x->cells.v[b - 1].at;
}

/* Breaks the cells from `a` on into rows. hang: indent of all but the first. */
static void wrap(struct view_unit *x, size_t a, int indent, int hang, bool stops)
{
	size_t n = x->cells.n, begin = a;

	do {
		int left = x->width - (a == begin ? indent : hang), used = 0;
		size_t i = a, blank = NOWHERE;

		if (left < 1)
			left = 1;
		for (; i < n; i++) {
			const struct place_cell *c = &x->cells.v[i];
			int w = surface_width(c->glyph);

			if (c->glyph.n == 1 && c->glyph.p[0] == ' ' && !c->glue)
				blank = i;
			if (c->brk) {
				i++;
				break;
			}
			if (used + w > left && i > a)
				break;
			used += w;
		}
		if (i < n && !x->cells.v[i - 1].brk && blank != NOWHERE && blank > a && !x->cells.v[blank].fixed)
			i = blank + 1;
		put_row(x, a, i, a == begin ? indent : hang, i >= n, stops);
		/* a break at the very end leaves an empty row for the cursor */
		if (i >= n && n > begin && x->cells.v[n - 1].brk) {
			x->row[x->n - 1].end = x->cells.v[n - 1].at;
			put_row(x, n, n, hang, true, stops);
		}
		a = i;
	} while (a < n);
}

/* ---------------------------------------------------------------- mirrors */

struct mirror {
	struct view_unit *x;
	struct arena *glyphs;
	bool any;
};

static void mirror_block(void *ctx, const struct block *b)
{
	struct mirror *m = ctx;
	struct view_unit *x = m->x;
	struct str text = STR_INIT, plain = STR_INIT;
	char *copy;
	size_t n, from = x->cells.n, row = x->n;

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
	copy = arena_dup(m->glyphs, str_c(&plain), n);
	for (size_t i = 0; i < n;) {
		size_t next = u8_next(copy, n, i);
		struct place_cell c = {.at = x->u.text, .n = 0, .style = ROLE_GENERATED};

		c.glyph = copy[i] == '\n' ? SPAN_LIT(" ") : span_make(copy + i, next - i);
		c.brk = copy[i] == '\n';
		x->cells.v = mem_grow(x->cells.v, x->cells.n, &x->cells.cap, sizeof *x->cells.v);
		x->cells.v[x->cells.n++] = c;
		i = next;
	}
	if (n) {
		/* no indent where it would take half the width */
		wrap(x, from, x->width < 8 ? 0 : 2, x->width < 8 ? 0 : b->kind == BLOCK_ITEM ? 4 : 2, false);
		for (size_t i = row; i < x->n; i++)
			x->row[i].is_virtual = true;
		m->any = true;
	}
	str_release(&plain);
	str_release(&text);
}

/* `then`: where the unit stood when p was parsed. */
static void add_mirrored(struct view *v, const struct protocol *p, struct view_unit *x, size_t then)
{
	struct mirror m = {x, &v->glyphs, false};
	size_t from = x->n;
	int item, section;

	item = p ? protocol_item_at(p, then) : -1;
	section = item >= 0 ? item_section_at(&p->item[item], then) : -1;
	if (section >= 0)
		section_each_block(&p->item[item], &p->item[item].section[section], mirror_block, &m);
	if (!m.any) {
		struct view_row *r = add_row(x);

		r->indent = x->width < 8 ? 0 : 2;
		r->is_virtual = true;
	}
	/* one place: before the mirrored text */
	x->row[from].stops = true;
	x->row[from].at = x->row[from].end = x->u.text;
}

/* ------------------------------------------------------------------ rows */

static void lay_out(struct view_unit *x)
{
	struct span s = span_make(x->bytes, x->u.end);
	int indent = 0, hang = 0;

	place_cells(s, &x->u, &x->cells);
	if (x->u.kind == UNIT_LIST) {
		/* continuation rows stand under the text of the item */
		indent = (int)(x->u.mark.p - s.p);
		hang = indent;
		for (size_t i = 0; i < x->cells.n && x->cells.v[i].fixed; i++)
			hang += surface_width(x->cells.v[i].glyph);
	} else if (x->u.kind == UNIT_QUOTE) {
		indent = hang = 2;
	} else if (x->u.kind == UNIT_NOTE) {
		hang = 2;
	}
	if (hang > x->width / 2)
		indent = hang = 0;
	wrap(x, 0, indent, hang, !unit_fixed(x->u.kind) && x->u.kind != UNIT_MIRROR);
}

/* The unit with a copy of its bytes, and offsets into that. */
static struct view_unit *copy_of(struct view *v, struct span s, const struct unit *u)
{
	struct view_unit *x = mem_alloc(sizeof *x);

	x->look = ++v->looks;
	x->bytes = mem_dup(s.p + u->at, u->end - u->at);
	x->width = v->width;
	x->u = *u;
	x->u.at = 0;
	x->u.end -= u->at;
	x->u.text -= u->at;
	x->u.text_end -= u->at;
	if (u->mark.p)
		x->u.mark.p = x->bytes + (u->mark.p - (s.p + u->at));
	return x;
}

static struct view_unit **bucket_of(struct view *v, const char *p, size_t n)
{
	size_t h = n * 31, step = n / 16 + 1;

	for (size_t i = 0; i < n; i += step)
		h = h * 31 + (unsigned char)p[i];
	return &v->kept[h % VIEW_BUCKETS];
}

static struct view_unit *unit_layout(struct view *v, struct span s, const struct protocol *p, const struct unit *u)
{
	size_t n = u->end - u->at;
	struct view_unit **bucket = bucket_of(v, s.p + u->at, n), *x;

	if (u->kind == UNIT_MIRROR) {
		/* what it shows stands elsewhere */
		x = copy_of(v, s, u);
		x->next = v->loose;
		v->loose = x;
		lay_out(x);
		add_mirrored(v, p, x, view_shift_back(&v->shift, u->at));
		return x;
	}
	for (x = *bucket; x; x = x->next)
		if (x->u.kind == u->kind && x->u.end == n && x->width == v->width && memcmp(x->bytes, s.p + u->at, n) == 0)
			break;
	if (!x) {
		x = copy_of(v, s, u);
		lay_out(x);
		x->next = *bucket;
		*bucket = x;
		v->nkept += x->cells.n;
		v->made++;
	}
	x->used = v->turn;
	return x;
}

static struct view_row *push_row(struct view *v, struct view_row row)
{
	v->row = mem_grow(v->row, v->n, &v->cap, sizeof *v->row);
	v->row[v->n] = row;
	return &v->row[v->n++];
}

/* opt_before: the unit before, when it is known. */
static void layout_unit(struct view *v, struct span s, const struct protocol *p, const struct unit *u,
	const struct unit *opt_before)
{
	struct view_unit *x;

	if (u->kind == UNIT_EMPTY) {
		struct empty_run run = place_empty_run(s, u, opt_before);

		if (place_empty_shown(&run))
			push_row(v, (struct view_row){.kind = u->kind, .base = u->at, .at = u->text, .end = u->text,
				.stops = place_empty_stops(&run)});
		return;
	}
	if (!place_shown(s, u))
		return;
	x = unit_layout(v, s, p, u);
	for (size_t i = 0; i < x->n; i++) {
		struct view_row *r = push_row(v, x->row[i]);

		r->unit = x;
		r->base = u->at;
		r->at += u->at;
		r->end += u->at;
	}
}

static void start(struct view *v, int width)
{
	v->n = 0;
	v->width = width < 1 ? 1 : width;
	free_loose(v);
	arena_release(&v->glyphs);
	v->turn++;
	/* a long paragraph is another unit at each key: of those only the newest are worth it */
	for (uint64_t turns = KEPT_TURNS; turns && v->nkept > KEPT_MAX; turns /= 4)
		if (v->turn > turns)
			forget(v, v->turn - turns);
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
	layout_unit(v, s, p, &u, NULL);
	if (top.skip > 0)
		drop_rows(v, (size_t)top.skip);
	want = height < 1 ? 1 : (size_t)height;
	while (v->n < want && unit_next(s, &u, &next)) {
		struct unit before = u;

		u = next;
		layout_unit(v, s, p, &u, &before);
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
			const struct place_cell *cell = view_cells(r) + k;

			if (r->is_virtual || (!cell->fixed && r->base + cell->at >= at))
				break;
			c += surface_width(cell->glyph);
		}
		*row = (int)i;
		*col = c;
		return true;
	}
	return false;
}

static size_t place_in_row(const struct view_row *r, int col)
{
	int c = r->indent;

	if (r->is_virtual)
		return r->at;
	for (size_t k = 0; k < r->n; k++) {
		const struct place_cell *cell = view_cells(r) + k;
		size_t at = r->base + cell->at;
		int w = surface_width(cell->glyph);

		if (!cell->fixed && (col < c + (w + 1) / 2 || cell->brk || at >= r->end))
			return at < r->end ? at : r->end;
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
			*at = place_in_row(&v->row[i], col);
			return true;
		}
	for (int i = row < n ? row - 1 : n - 1; i >= 0; i--)
		if (v->row[i].stops) {
			*at = place_in_row(&v->row[i], col);
			return true;
		}
	return false;
}

/* The rows one unit takes. */
static int unit_rows(struct view *v, struct span s, const struct protocol *p, const struct unit *u, int width)
{
	start(v, width);
	layout_unit(v, s, p, u, NULL);
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

/* The top for a place that the one now does not show. */
static struct view_top top_for(struct view *v, struct span s, const struct protocol *p, struct view_top top, size_t at,
	int height, int width)
{
	struct unit u = unit_at(s, at);
	struct view_top here = {u.at, 0};
	int row, col;

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

struct view_top view_show(struct view *v, struct span s, const struct protocol *p, struct view_top top, size_t at,
	int height, int width)
{
	int row, col;

	if (height < 1)
		height = 1;
	view_layout(v, s, p, top, height, width);
	if (view_find(v, at, &row, &col))
		return top;
	top = top_for(v, s, p, top, at, height, width);
	view_layout(v, s, p, top, height, width);
	return top;
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
			return place_in_row(&v->row[row], col);
	while (dir < 0 ? unit_prev(s, &u, &other) : unit_next(s, &u, &other)) {
		u = other;
		if (!place_stops(s, &u) || !place_shown(s, &u))
			continue;
		unit_rows(v, s, p, &u, width);
		for (int i = 0; i < (int)v->n; i++) {
			const struct view_row *r = &v->row[dir < 0 ? (int)v->n - 1 - i : i];

			if (r->stops)
				return place_in_row(r, col);
		}
	}
	return place;
}
