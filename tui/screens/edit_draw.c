/* edit_draw: what the editing screen looks like, and the derived things it
 * shows: the outline of §§ and the counts. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "doc/inline.h"
#include "screens/edit_inner.h"
#include "ui/bars.h"
#include "ui/theme.h"

#define REST_MS 400          /* the text rests: derive what is not needed at once */
#define GAP 3                /* columns that bars_status keeps free */
#define LARGE 4096           /* bytes: from here on parsing waits until the text rests (0.1 ms) */

/* --------------------------------------------------------------- outline */

static bool has_text(const struct item *it, const struct section *s)
{
	struct str t = STR_INIT;
	bool yes;

	section_text(it, s, &t);
	yes = span_trim(str_span(&t)).n > 0;
	str_release(&t);
	return yes;
}

static char item_mark(const struct protocol *p, const struct item *it)
{
	struct inline_counts c = inline_count(span_sub(p->src, it->where.at, it->where.n));
	const struct section *decision = item_section(it, SECTION_BESLUT);

	if (c.gaps || c.comments)
		return '!';
	if (decision)
		return has_text(it, decision) ? 'v' : ' ';
	return it->nblocks || it->nsections ? 'v' : ' ';
}

bool edit_large(const struct edit *e)
{
	return doc_bytes(e->s->doc).n >= LARGE;
}

bool edit_rests(const struct edit *e)
{
	return e->changed_rev == doc_rev(e->s->doc) && clock_monotonic_ms() - e->changed_ms >= REST_MS;
}

const struct protocol *edit_protocol(struct edit *e)
{
	size_t n = edit_bytes(e).n;
	const struct protocol *p = doc_parsed(e->s->doc, &e->parsed_rev);
	struct range r;

	if (!p || n < LARGE || edit_rests(e)) {
		p = doc_huge(e->s->doc) ? doc_frame(e->s->doc) : doc_protocol(e->s->doc);
		e->parsed_rev = doc_rev(e->s->doc);
	}
	r = text_changed_since(doc_text(e->s->doc), e->parsed_rev);
	e->view.shift = (struct view_shift){r.at, r.n, (ptrdiff_t)n - (ptrdiff_t)p->src.n};
	return p;
}

void edit_outline(struct edit *e)
{
	const struct protocol *p = edit_protocol(e);

	if (e->outline_rev == e->parsed_rev && e->outline_skimmed == p->skimmed)
		return;
	for (size_t i = 0; i < e->noutline; i++)
		free(e->outline[i].title);
	e->noutline = 0;
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		e->outline = mem_grow(e->outline, e->noutline, &e->coutline, sizeof *e->outline);
		e->outline[e->noutline++] = (struct outline_row){it->head.at, it->nr,
			span_dup(it->title.p ? it->title : SPAN_LIT("")), p->skimmed ? ' ' : item_mark(p, it)};
	}
	e->outline_rev = e->parsed_rev;
	e->outline_skimmed = p->skimmed;
	e->drawn.outline_rev = (uint64_t)-1;
}

int edit_outline_here(const struct edit *e)
{
	size_t then = view_shift_back(&e->view.shift, e->cur.at);
	int lo = 0, hi = (int)e->noutline;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (e->outline[mid].at <= then)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo - 1;
}

int edit_outline_width(const struct edit *e, int cols)
{
	if (!e->show_outline || cols < 64)
		return 0;
	return cols >= 110 ? 32 : 25;
}

static void draw_outline_row(struct surface *s, int row, const struct outline_row *o, bool here)
{
	const char *mark = o->mark == 'v' ? "\xE2\x9C\x93" : o->mark == '!' ? "!" : " ";
	unsigned role = here ? ROLE_HEADING : ROLE_NORMAL;
	int col;

	surface_puts(s, row, 0, here ? "\xE2\x96\xB8" : " ", role);
	surface_puts(s, row, 1, mark, o->mark == '!' ? ROLE_WARNING : ROLE_OK);
	col = o->nr ? surface_printf(s, row, 3, role, "%2d ", o->nr) : 3;
	surface_field(s, row, col, s->cols - col, span_of(o->title), role);
	if (here)
		surface_mark(s, row, 0, s->cols, MARK_STRONG);
}

static void draw_outline(struct edit *e, struct surface *s)
{
	int current = edit_outline_here(e), n = (int)e->noutline;

	if (current >= 0 && current < e->outline_top)
		e->outline_top = current;
	if (current >= e->outline_top + s->rows)
		e->outline_top = current - s->rows + 1;
	if (e->outline_top > n - s->rows)
		e->outline_top = n > s->rows ? n - s->rows : 0;
	if (e->drawn.outline_rev == e->outline_rev && e->drawn.outline_top == e->outline_top &&
		e->drawn.outline_here == current)
		return;
	surface_clear(s, ROLE_NORMAL);
	for (int row = 0; row < s->rows && row + e->outline_top < n; row++)
		draw_outline_row(s, row, &e->outline[row + e->outline_top], row + e->outline_top == current);
	e->drawn.outline_rev = e->outline_rev;
	e->drawn.outline_top = e->outline_top;
	e->drawn.outline_here = current;
}

/* ------------------------------------------------------------------ text */

static bool within(struct range r, size_t at)
{
	return at >= r.at && at < r.at + r.n;
}

static void draw_selection(struct surface *s, int row, const struct view_row *r, const struct range *sel)
{
	const struct place_cell *cell = view_cells(r);
	int col = r->indent;

	/* an empty line inside a selection shows that it is part of it */
	if (r->n == 0 && within(*sel, r->at))
		surface_mark(s, row, 0, 1, MARK_SELECTED);
	for (size_t k = 0; k < r->n && !r->is_virtual; k++) {
		int width = cell[k].brk ? 0 : surface_width(cell[k].glyph);

		if (!cell[k].fixed && within(*sel, r->base + cell[k].at))
			surface_mark(s, row, col, width, MARK_SELECTED);
		col += width;
	}
}

static void draw_row(struct edit *e, struct surface *s, int row, const struct range *sel)
{
	static const struct view_row none = {.unit = NULL};
	const struct view_row *r = (size_t)row < e->view.n ? &e->view.row[row] : &none;
	struct drawn_row *was = &e->drawn.row[row], now = {.image = r->image, .kind = r->kind};

	/* a row without a unit is blank; a selection is laid on, and taken off by drawing again */
	now.look = sel->n ? 0 : r->unit ? r->unit->look : (uint64_t)-1;
	if (now.look && now.look == was->look && now.image == was->image && now.kind == was->kind)
		return;
	*was = now;
	surface_fill(s, row, 0, 1, s->cols, ROLE_NORMAL);
	if (r->kind == UNIT_QUOTE)
		surface_puts(s, row, 0, "\xE2\x94\x82", ROLE_QUOTE);
	if (r->columns)
		surface_cells(s, row, r->indent, r->unit->image + r->image, r->columns);
	if (sel->n && r != &none)
		draw_selection(s, row, r, sel);
}

static void draw_rows(struct edit *e, struct surface *s, struct span bytes, const struct range *sel)
{
	const struct view_row *v = e->view.row;
	size_t n = e->view.n;
	bool typing = e->cur.typed_rev == doc_rev(e->s->doc) && e->cur.typed_end == e->cur.at;
	bool keep = n && !edit_notes_near(bytes, v[0].at, v[n - 1].end);

	edit_mark_begin(e);
	for (size_t i = 0; i < n; i++) {
		/* two units of the same text share an image: it is marked for each when it is its turn */
		if (v[i].unit && (i == 0 || v[i].unit != v[i - 1].unit || v[i].base != v[i - 1].base))
			edit_mark_unit(e, bytes, &v[i], typing, keep && v[i].kind != UNIT_META);
		draw_row(e, s, (int)i, sel);
	}
	for (int i = (int)n; i < s->rows; i++)
		draw_row(e, s, i, sel);
	edit_carry(e);
}

static void draw_text(struct edit *e, struct surface *s)
{
	struct span bytes = edit_bytes(e);
	const struct protocol *p = edit_protocol(e);
	struct range sel = {0, 0};
	int row, col;

	e->text_cols = s->cols - 1;
	e->text_rows = s->rows;
	e->cur.at = place_snap(bytes, e->cur.at);
	edit_selection(&e->cur, &sel);
	if (e->follow)
		e->top = view_show(&e->view, bytes, p, e->top, e->cur.at, s->rows, e->text_cols);
	else
		view_layout(&e->view, bytes, p, e->top, s->rows, e->text_cols);
	draw_rows(e, s, bytes, &sel);
	surface_cursor(s, 0, 0); /* scrolled out of sight */
	if (view_find(&e->view, e->cur.at, &row, &col))
		surface_cursor(s, row, col < s->cols ? col : s->cols - 1);
}

/* ------------------------------------------------------------------ edges */

/* One of the lines at the edges, when it says something new. */
static void edge_line(struct surface *s, int row, struct str *drawn, const struct str *left, const struct str *middle,
	const struct str *right, unsigned style)
{
	struct str now = STR_INIT;

	str_addf(&now, "%s\n%s\n%s", str_c(left), str_c(middle), str_c(right));
	if (span_eq(str_span(&now), str_span(drawn))) {
		str_release(&now);
		return;
	}
	bars_status(s, row, str_c(left), middle->len ? str_c(middle) : NULL, str_c(right), style);
	str_release(drawn);
	*drawn = now;
}

static void title_line(struct edit *e, struct surface *s)
{
	const struct protocol *p = edit_protocol(e);
	struct span organ = front_get(&p->front, FRONT_ORGAN), date = front_get(&p->front, FRONT_DATUM);
	struct str left = STR_INIT, middle = STR_INIT, right = STR_INIT;
	int here = edit_outline_here(e);

	str_addc(&left, ' ');
	if (s->cols < 100 && front_get(&p->front, FRONT_ORGAN_KORT).n)
		organ = front_get(&p->front, FRONT_ORGAN_KORT);
	str_addspan(&left, organ);
	str_addc(&left, ' ');
	str_addspan(&left, date);
	if (here >= 0 && e->outline[here].nr) {
		struct span title = span_of(e->outline[here].title);
		int room = s->cols - u8_width(left.buf, left.len) * 2 - 12;

		str_addf(&middle, "\xC2\xA7 %d ", e->outline[here].nr);
		str_add(&middle, title.p, u8_fit(title.p, title.n, room > 0 ? room : 0));
	}
	clock_add_time(&right, clock_now(), false);
	str_addc(&right, ' ');
	edge_line(s, 0, &e->drawn.title, &left, &middle, &right, ROLE_TITLE);
	str_release(&left);
	str_release(&middle);
	str_release(&right);
}

static void saved_words(const struct edit *e, struct str *out)
{
	const struct session *s = e->s;

	if (s->read_only)
		str_adds(out, "bara läsning");
	else if (!state_writable(doc_state(s->doc)))
		str_adds(out, "låst");
	else if (s->saving)
		str_adds(out, "sparar …");
	else if (session_dirty(s))
		str_adds(out, !session_journaled(s) ? "EJ SÄKRAT" : s->folder ? "säkrat, ej version" : "säkrat, ej sparat");
	else if (s->saved_at.utc) {
		str_adds(out, "sparat ");
		clock_add_time(out, s->saved_at, true);
	} else
		str_adds(out, "sparat");
}

static int columns(const struct str *s)
{
	return surface_width(str_span(s));
}

/* What justering asks for, where there is room beside what always stands there:
 * open suggestions, and the next deadline as long as it may be. */
static void add_justering(const struct edit *e, int cols, struct str *left, struct str *right)
{
	struct span whole = span_of(e->s->deadline ? e->s->deadline : ""), forms[3] = {whole, whole, whole};
	char *open = e->s->suggestions ? str_format(" · förslag %d", e->s->suggestions) : NULL;
	size_t bracket = span_find(whole, " (", 0), last = span_find(whole, "senast ", 0);
	int room;

	if (open && columns(left) + surface_width(span_of(open)) + columns(right) + GAP <= cols)
		str_adds(left, open);
	free(open);
	if (bracket != (size_t)-1)
		forms[1] = forms[2] = span_sub(whole, 0, bracket);
	if (last != (size_t)-1)
		forms[2] = span_from(forms[1], last);
	/* what is late says so also where it is cut */
	room = cols - columns(left) - columns(right) - GAP - (e->s->late ? 4 : 3);
	for (size_t i = 0; i < 3 && whole.n; i++)
		if (surface_width(forms[i]) <= room) {
			str_replace(right, 0, 0, e->s->late && i ? "! · " : " · ", strlen(e->s->late && i ? "! · " : " · "));
			str_replace(right, 0, 0, forms[i].p, forms[i].n);
			return;
		}
}

static void status_line(struct edit *e, struct surface *s, int row)
{
	struct str left = STR_INIT, right = STR_INIT, none = STR_INIT;
	bool changed;

	if (prompt_draw(&e->prompt, s, row) || messages_draw(e->sv->messages, s, row)) {
		str_clear(&e->drawn.status);
		return;
	}
	str_addc(&left, ' ');
	saved_words(e, &left);
	if (e->s->has_other)
		str_adds(&left, " · två texter: F5");
	changed = edit_gavel_status(e, &left);
	if (!edit_add_here(e, &left)) {
		/* there is room for what matters most */
		if (!changed && spell_trouble(e->s->spell))
			str_adds(&left, " · stavning av");
		else if (!changed)
			str_addf(&left, " · stavning %zu", e->unknown);
		str_addf(&left, " · fel %zu, varningar %zu", e->count[SEVERITY_FEL], e->count[SEVERITY_VARNING]);
	}
	str_addf(&right, "%s ", e->s->folder ? state_name(doc_state(e->s->doc)) : "fristående fil");
	if (e->s->folder)
		add_justering(e, s->cols, &left, &right);
	edge_line(s, row, &e->drawn.status, &left, &none, &right, ROLE_STATUS);
	str_release(&left);
	str_release(&right);
}

static unsigned bar_have(struct edit *e)
{
	/* the bar need not be exact to the key: what can be written decides */
	unsigned h = ~0U;

	if (e->s->read_only || !state_writable(doc_state(e->s->doc)))
		h &= ~(unsigned)EDIT_CAN_WRITE;
	if (!e->s->folder)
		h &= ~(unsigned)EDIT_MEETING;
	return h;
}

/* Nothing stands on the surface yet, or it stands in other places. */
static void begin(struct edit *e, struct surface *s, int side)
{
	struct drawn *d = &e->drawn;

	surface_clear(s, ROLE_NORMAL);
	str_clear(&d->title);
	str_clear(&d->status);
	d->outline_rev = (uint64_t)-1;
	d->have = 0;
	d->rows = s->rows;
	d->cols = s->cols;
	d->side = side;
	free(d->row);
	d->row = mem_array((size_t)s->rows, sizeof *d->row);
}

void edit_draw(void *state, struct surface *s)
{
	struct edit *e = state;
	int side = edit_outline_width(e, s->cols), bottom = s->rows >= 8 ? 2 : 1;
	int top = s->rows >= 6 ? 1 : 0, rows = s->rows - top - bottom;
	struct surface text, outline;
	unsigned have = bar_have(e);

	if (rows < 1) {
		rows = s->rows;
		top = bottom = 0;
	}
	if (s->stands != e || !e->drawn.row || s->rows != e->drawn.rows || s->cols != e->drawn.cols || side != e->drawn.side) {
		begin(e, s, side);
		if (side)
			surface_vline(s, top, side - 2, rows, ROLE_FRAME);
	}
	edit_outline(e);
	if (top)
		title_line(e, s);
	outline = surface_sub(s, top, 0, rows, side ? side - 2 : 0);
	text = surface_sub(s, top, side, rows, s->cols - side);
	e->outline_area = surface_area(&outline);
	e->text_area = surface_area(&text);
	if (side)
		draw_outline(e, &outline);
	draw_text(e, &text);
	if (bottom)
		status_line(e, s, s->rows - bottom);
	if (bottom > 1 && have != e->drawn.have)
		bars_functions(s, s->rows - 1, edit_command_table, e->sv->global, have);
	e->drawn.have = have;
}
