/* edit_move: where keys and the mouse take the cursor of the editing screen. */
#include "screens/edit_inner.h"

#include "text/motion.h"
#include "ui/bars.h"

static void move_to(struct edit *e, size_t at, bool select)
{
	int col = e->want_col;

	edit_go(e, at, select);
	e->want_col = col;
}

/* Up and down keep the column; what stands there is asked of the view. */
static void vertical(struct edit *e, int dir, int rows, bool select)
{
	struct span s = edit_bytes(e);
	const struct protocol *p = doc_protocol(e->s->doc);
	size_t at = e->cur.at;
	int row, col;

	if (e->want_col < 0) {
		struct unit u = unit_at(s, at);

		view_layout(&e->view, s, p, (struct view_top){u.at, 0}, 200, e->text_cols);
		e->want_col = view_find(&e->view, at, &row, &col) ? col : 0;
	}
	for (int i = 0; i < rows; i++) {
		size_t next = view_vertical(&e->view, s, p, at, dir, e->want_col, e->text_cols);

		if (next == at)
			break;
		at = next;
	}
	move_to(e, at, select);
}

static void page(struct edit *e, int dir, bool select)
{
	struct span s = edit_bytes(e);
	const struct protocol *p = doc_protocol(e->s->doc);
	int rows = e->text_rows > 2 ? e->text_rows - 2 : 1, row = 0, col = 0;
	struct view_top before = e->top;
	size_t at;

	view_layout(&e->view, s, p, e->top, e->text_rows, e->text_cols);
	if (!view_find(&e->view, e->cur.at, &row, &col))
		row = 0;
	if (e->want_col < 0)
		e->want_col = col;
	e->top = view_scroll(&e->view, s, p, e->top, dir * rows, e->text_cols);
	view_layout(&e->view, s, p, e->top, e->text_rows, e->text_cols);
	if (e->top.at == before.at && e->top.skip == before.skip)
		row = dir < 0 ? 0 : e->text_rows - 1;
	if (view_place(&e->view, row, e->want_col, &at))
		move_to(e, at, select);
}

static void row_edge(struct edit *e, bool end, bool select)
{
	struct span s = edit_bytes(e);
	struct unit u = unit_at(s, e->cur.at);
	int row, col;

	view_layout(&e->view, s, doc_protocol(e->s->doc), (struct view_top){u.at, 0}, 500, e->text_cols);
	if (view_find(&e->view, e->cur.at, &row, &col))
		edit_go(e, end ? e->view.row[row].end : e->view.row[row].at, select);
}

/* Backwards a fixed heading must not throw the cursor forward again. */
static void back_to(struct edit *e, size_t at, bool select)
{
	struct span s = edit_bytes(e);
	size_t place = place_snap(s, at);

	if (place >= e->cur.at && e->cur.at > 0)
		place = place_prev(s, e->cur.at);
	edit_go(e, place, select);
}

void edit_next_item(struct edit *e, int dir)
{
	struct span s = edit_bytes(e);
	size_t at = dir > 0 ? motion_item_next(s, e->cur.at) : motion_item_prev(s, e->cur.at);
	struct unit u;

	/* from within a §, the first step back goes to the § before, not to its own heading */
	if (dir < 0) {
		u = unit_at(s, at);
		if (u.kind == UNIT_ITEM && u.at > unit_body(s) && e->cur.at >= u.at && e->cur.at <= u.end)
			at = motion_item_prev(s, u.at);
	}
	if (at < unit_body(s) || at >= s.n)
		return;
	edit_go_item(e, at);
}

void edit_go_item(struct edit *e, size_t heading)
{
	edit_go(e, heading, false);
	e->top = (struct view_top){heading, 0};
}

/* A place that holds nothing but a gap: the gap is selected, typing fills it. */
static void go_to_fill(struct edit *e, size_t at)
{
	struct span s = edit_bytes(e);
	size_t end;

	edit_go(e, at, false);
	end = span_find(s, "]]", e->cur.at);
	if (span_starts(span_from(s, e->cur.at), "[[") && end != (size_t)-1 && end < unit_at(s, e->cur.at).end) {
		e->cur.anchor = e->cur.at;
		e->cur.at = end + 2;
	}
}

void edit_next_gap(struct edit *e, int dir)
{
	struct span s = edit_bytes(e);
	size_t body = unit_body(s), hit;
	struct range sel;

	edit_selection(&e->cur, &sel);
	if (dir > 0) {
		hit = span_find(s, "[[", sel.at + sel.n);
		if (hit == (size_t)-1)
			hit = span_find(s, "[[", body);
	} else {
		hit = span_find_last(span_sub(s, 0, sel.at), "[[");
		if (hit == (size_t)-1 || hit < body)
			hit = span_find_last(s, "[[");
	}
	if (hit == (size_t)-1 || hit < body)
		messages_say(e->sv->messages, MESSAGE_INFO, "inga luckor är kvar att fylla i");
	else
		go_to_fill(e, hit);
}

/* In a table Tab goes from cell to cell of a row. */
static bool table_cell(struct span s, const struct unit *u, size_t at, int dir, size_t *out)
{
	size_t cell[2] = {0, 0}, n = 0;

	for (size_t i = u->at; i + 2 <= u->text_end; i++) {
		if (s.p[i] != '|' || (i > u->at && s.p[i - 1] == '\\'))
			continue;
		if (dir > 0 && i >= at) {
			*out = i + 2;
			return *out < u->text_end;
		}
		if (dir < 0 && i + 2 <= at) {
			cell[0] = cell[1];
			cell[1] = i + 2;
			n++;
		}
	}
	*out = cell[0];
	return dir < 0 && n > 1;
}

void edit_next_section(struct edit *e, int dir)
{
	struct span s = edit_bytes(e);
	struct unit u = unit_at(s, e->cur.at), v;
	size_t at;

	if (u.kind == UNIT_TABLE && table_cell(s, &u, e->cur.at, dir, &at)) {
		edit_go(e, at, false);
		return;
	}
	/* back: to the start of this section first, then to the one before */
	while (dir > 0 ? unit_next(s, &u, &v) : unit_prev(s, &u, &v)) {
		u = v;
		if (u.kind == UNIT_FRONT)
			return;
		if (u.kind == UNIT_ITEM || u.kind == UNIT_MIRROR) {
			edit_go(e, u.text, false);
			return;
		}
		if (u.kind == UNIT_SECTION) {
			size_t place = place_next(s, u.at);
			struct unit w = unit_at(s, place);

			if (dir < 0 && place >= e->cur.at)
				continue;
			/* an empty section: the line below its heading */
			go_to_fill(e, w.at > u.at ? place : u.end);
			return;
		}
	}
}

struct motion {
	int32_t code;
	unsigned mods; /* without Shift, which selects */
	void (*run)(struct edit *e, bool select);
};

static void go_left(struct edit *e, bool select)
{
	struct range sel;

	if (!select && edit_selection(&e->cur, &sel))
		edit_go(e, sel.at, false);
	else
		edit_go(e, place_prev(edit_bytes(e), e->cur.at), select);
}

static void go_right(struct edit *e, bool select)
{
	struct range sel;

	if (!select && edit_selection(&e->cur, &sel))
		edit_go(e, sel.at + sel.n, false);
	else
		edit_go(e, place_next(edit_bytes(e), e->cur.at), select);
}

static void go_up(struct edit *e, bool select)
{
	vertical(e, -1, 1, select);
}

static void go_down(struct edit *e, bool select)
{
	vertical(e, 1, 1, select);
}

static void go_page_up(struct edit *e, bool select)
{
	page(e, -1, select);
}

static void go_page_down(struct edit *e, bool select)
{
	page(e, 1, select);
}

static void go_home(struct edit *e, bool select)
{
	row_edge(e, false, select);
}

static void go_end(struct edit *e, bool select)
{
	row_edge(e, true, select);
}

static void go_word_left(struct edit *e, bool select)
{
	back_to(e, motion_word_prev(edit_bytes(e), e->cur.at), select);
}

static void go_word_right(struct edit *e, bool select)
{
	struct span s = edit_bytes(e);

	edit_go(e, motion_word_next(s, e->cur.at), select);
}

static void go_para_up(struct edit *e, bool select)
{
	back_to(e, motion_paragraph_prev(edit_bytes(e), e->cur.at), select);
}

static void go_para_down(struct edit *e, bool select)
{
	edit_go(e, motion_paragraph_next(edit_bytes(e), e->cur.at), select);
}

static void go_start(struct edit *e, bool select)
{
	struct span s = edit_bytes(e);

	edit_go(e, unit_body(s), select);
}

static void go_finish(struct edit *e, bool select)
{
	struct span s = edit_bytes(e);

	edit_go(e, s.n, select);
}

static const struct motion motions[] = {
	{K_LEFT, 0, go_left},
	{K_RIGHT, 0, go_right},
	{K_UP, 0, go_up},
	{K_DOWN, 0, go_down},
	{K_PAGE_UP, 0, go_page_up},
	{K_PAGE_DOWN, 0, go_page_down},
	{K_HOME, 0, go_home},
	{K_END, 0, go_end},
	{K_LEFT, KEYMOD_CTRL, go_word_left},
	{K_RIGHT, KEYMOD_CTRL, go_word_right},
	{K_UP, KEYMOD_CTRL, go_para_up},
	{K_DOWN, KEYMOD_CTRL, go_para_down},
	{K_HOME, KEYMOD_CTRL, go_start},
	{K_END, KEYMOD_CTRL, go_finish},
};

bool edit_move(struct edit *e, const struct event *ev)
{
	bool select = (ev->key.mods & KEYMOD_SHIFT) != 0;

	for (size_t i = 0; i < sizeof motions / sizeof motions[0]; i++) {
		if (ev->key.code != motions[i].code || (ev->key.mods & ~(unsigned)KEYMOD_SHIFT) != motions[i].mods)
			continue;
		motions[i].run(e, select);
		return true;
	}
	return false;
}

/* ---------------------------------------------------------------- mouse */

static void wheel(struct edit *e, int rows)
{
	e->top = view_scroll(&e->view, edit_bytes(e), doc_protocol(e->s->doc), e->top, rows, e->text_cols);
	e->follow = false;
}

static void press_text(struct edit *e, const struct event *ev, int row, int col)
{
	struct span s = edit_bytes(e);
	struct range word;
	size_t at;

	view_layout(&e->view, s, doc_protocol(e->s->doc), e->top, e->text_rows, e->text_cols);
	if (!view_place(&e->view, row, col, &at))
		return;
	if (ev->mouse == MOUSE_DRAG) {
		if (e->dragging)
			edit_go(e, at, true);
		return;
	}
	e->dragging = true;
	edit_go(e, at, (ev->mods & KEYMOD_SHIFT) != 0);
	if (ev->clicks == 2) {
		word = motion_word_at(s, e->cur.at);
		if (word.n) {
			e->cur.anchor = word.at;
			e->cur.at = word.at + word.n;
		}
	} else if (ev->clicks >= 3) {
		struct unit u = unit_at(s, e->cur.at);

		e->cur.anchor = place_first(s, &u);
		e->cur.at = place_last(s, &u);
	}
}

struct outcome edit_mouse(struct edit *e, const struct event *ev)
{
	int row, col;

	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN) {
		wheel(e, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return outcome_stay();
	}
	if (ev->mouse == MOUSE_RELEASE) {
		e->dragging = false;
		return outcome_stay();
	}
	if (ev->button != 1)
		return outcome_ignored();
	if (area_has(e->text_area, ev->row, ev->col, &row, &col)) {
		press_text(e, ev, row, col);
	} else if (e->dragging && ev->mouse == MOUSE_DRAG) {
		wheel(e, ev->row < e->text_area.row ? -1 : 1);
		press_text(e, ev, ev->row < e->text_area.row ? 0 : e->text_rows - 1, ev->col - e->text_area.col);
	} else if (ev->mouse == MOUSE_PRESS && area_has(e->outline_area, ev->row, ev->col, &row, &col)) {
		size_t i = (size_t)(row + e->outline_top);

		if (i < e->noutline)
			edit_go_item(e, e->outline[i].at);
	} else {
		return outcome_ignored();
	}
	return outcome_stay();
}
