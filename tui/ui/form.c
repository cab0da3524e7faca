/* form: see form.h. Fields stand under each other; in a narrow place the label
 * has a row of its own. */
#include "ui/form.h"

#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "ui/theme.h"

enum { LEAST_INPUT = 20 };

struct layout {
	bool stacked;
	int label_cols;
};

void form_init(struct form *f, const struct field_def *defs)
{
	memset(f, 0, sizeof *f);
	while (defs[f->n].label)
		f->n++;
	f->v = mem_array((size_t)f->n, sizeof *f->v);
	for (int i = 0; i < f->n; i++) {
		f->v[i].def = &defs[i];
		lineedit_init(&f->v[i].line, SPAN_NONE);
		textarea_init(&f->v[i].area, SPAN_NONE);
		for (const char *const *c = defs[i].choices; c && *c; c++)
			strlist_add(&f->v[i].choices, *c, strlen(*c));
	}
	form_focus(f, 0);
}

void form_release(struct form *f)
{
	for (int i = 0; i < f->n; i++) {
		lineedit_release(&f->v[i].line);
		textarea_release(&f->v[i].area);
		strlist_release(&f->v[i].choices);
		free(f->v[i].message);
	}
	free(f->v);
	memset(f, 0, sizeof *f);
}

void form_set(struct form *f, int field, struct span text)
{
	struct field *v = &f->v[field];

	if (v->def->kind == FIELD_AREA)
		textarea_set(&v->area, text);
	else if (v->def->kind != FIELD_CHOICE)
		lineedit_set(&v->line, text);
	for (size_t i = 0; v->def->kind == FIELD_CHOICE && i < v->choices.n; i++)
		if (span_is(text, v->choices.v[i]))
			v->choice = i;
}

void form_choices(struct form *f, int field, const struct strlist *choices)
{
	struct field *v = &f->v[field];

	strlist_release(&v->choices);
	memset(&v->choices, 0, sizeof v->choices);
	for (size_t i = 0; i < choices->n; i++)
		strlist_add(&v->choices, choices->v[i], strlen(choices->v[i]));
	if (v->choice >= v->choices.n)
		v->choice = 0;
}

struct span form_text(const struct form *f, int field)
{
	const struct field *v = &f->v[field];

	if (v->def->kind == FIELD_AREA)
		return textarea_text(&v->area);
	if (v->def->kind == FIELD_CHOICE)
		return span_of(v->choice < v->choices.n ? v->choices.v[v->choice] : "");
	return lineedit_text(&v->line);
}

size_t form_choice(const struct form *f, int field)
{
	return f->v[field].choice;
}

void form_message(struct form *f, int field, const char *opt_text)
{
	char *copy = opt_text ? mem_strdup(opt_text) : NULL;

	free(f->v[field].message);
	f->v[field].message = copy;
}

int form_bad(const struct form *f)
{
	for (int i = 0; i < f->n; i++)
		if (f->v[i].message)
			return i;
	return -1;
}

void form_focus(struct form *f, int field)
{
	if (field < 0 || field >= f->n)
		return;
	f->focus = field;
	/* words can't be in focus: the next field that can */
	for (int i = 0; i < f->n && f->v[f->focus].def->kind == FIELD_TEXT; i++)
		f->focus = (f->focus + 1) % f->n;
}

void form_leave(struct form *f)
{
	f->focus = -1;
}

static bool step(struct form *f, int by, bool around)
{
	int to = f->focus;

	do {
		to += by;
		if (around)
			to = (to + f->n) % f->n;
		if (to < 0 || to >= f->n || to == f->focus)
			return false;
	} while (f->v[to].def->kind == FIELD_TEXT);
	f->focus = to;
	return true;
}

static bool is_last(const struct form *f)
{
	for (int i = f->focus + 1; i < f->n; i++)
		if (f->v[i].def->kind != FIELD_TEXT)
			return false;
	return true;
}

/* --------------------------------------------------------------- choosing */

static enum form_result choose(struct field *v, size_t choice)
{
	if (choice == v->choice || choice >= v->choices.n)
		return FORM_MOVED;
	v->choice = choice;
	return FORM_CHANGED;
}

/* The next choice whose text begins with what was typed. */
static enum form_result choose_letter(struct field *v, struct span typed)
{
	size_t n, m;
	char *want = u8_fold(typed.p, typed.n, &n), *label;
	enum form_result result = FORM_IGNORED;

	for (size_t i = 1; i <= v->choices.n && result == FORM_IGNORED; i++) {
		size_t at = (v->choice + i) % v->choices.n;

		label = u8_fold(v->choices.v[at], strlen(v->choices.v[at]), &m);
		if (m >= n && memcmp(label, want, n) == 0)
			result = choose(v, at);
		free(label);
	}
	free(want);
	return result;
}

static enum form_result choice_event(struct field *v, const struct event *ev)
{
	char text[4];
	size_t n = event_text(ev, text), last = v->choices.n ? v->choices.n - 1 : 0;

	if (event_is(ev, K_RIGHT, 0) || event_is(ev, ' ', 0))
		return choose(v, v->choice >= last ? 0 : v->choice + 1);
	if (event_is(ev, K_LEFT, 0))
		return choose(v, v->choice ? v->choice - 1 : last);
	return n ? choose_letter(v, span_make(text, n)) : FORM_IGNORED;
}

/* ----------------------------------------------------------------- events */

static enum form_result field_event(struct field *v, const struct event *ev)
{
	enum lineedit_result r;
	size_t before;

	switch (v->def->kind) {
	case FIELD_CHOICE:
		return choice_event(v, ev);
	case FIELD_AREA:
		before = v->area.text.len;
		if (!textarea_event(&v->area, ev))
			return FORM_IGNORED;
		return v->area.text.len != before ? FORM_CHANGED : FORM_MOVED;
	case FIELD_LINE:
		r = lineedit_event(&v->line, ev);
		return r == LINEEDIT_CHANGED ? FORM_CHANGED : r == LINEEDIT_MOVED ? FORM_MOVED : FORM_IGNORED;
	case FIELD_TEXT:
		break;
	}
	return FORM_IGNORED;
}

static enum form_result click(struct form *f, const struct event *ev)
{
	int r, c;

	for (int i = 0; i < f->n; i++) {
		struct field *v = &f->v[i];

		if (v->def->kind == FIELD_TEXT ||
			!area_has(v->def->kind == FIELD_AREA ? v->area.area : v->line.area, ev->row, ev->col, &r, &c))
			continue;
		if (ev->mouse == MOUSE_PRESS)
			f->focus = i;
		if (v->def->kind == FIELD_CHOICE && ev->mouse == MOUSE_PRESS)
			return choose(v, v->choice + 1 < v->choices.n ? v->choice + 1 : 0);
		field_event(v, ev);
		return FORM_MOVED;
	}
	return FORM_IGNORED;
}

enum form_result form_event(struct form *f, const struct event *ev)
{
	enum form_result r;

	if (!f->n)
		return FORM_IGNORED;
	if (ev->type == EVENT_MOUSE)
		return click(f, ev);
	if (f->focus < 0)
		return FORM_IGNORED;
	if (event_is(ev, K_TAB, 0) || event_is(ev, K_TAB, KEYMOD_SHIFT)) {
		step(f, ev->key.mods ? -1 : 1, true);
		return FORM_MOVED;
	}
	if (event_is(ev, K_ENTER, KEYMOD_CTRL))
		return FORM_SUBMIT;
	r = field_event(&f->v[f->focus], ev);
	if (r == FORM_CHANGED)
		form_message(f, f->focus, NULL);
	if (r != FORM_IGNORED)
		return r;
	if (event_is(ev, K_UP, 0) || event_is(ev, K_DOWN, 0)) {
		step(f, ev->key.code == K_UP ? -1 : 1, false);
		return FORM_MOVED;
	}
	if (!event_is(ev, K_ENTER, 0))
		return FORM_IGNORED;
	if (is_last(f))
		return FORM_SUBMIT;
	step(f, 1, false);
	return FORM_MOVED;
}

/* ---------------------------------------------------------------- drawing */

static struct layout lay_out(const struct form *f, int cols)
{
	struct layout l = {false, 0};

	for (int i = 0; i < f->n; i++) {
		int w = surface_width(span_of(f->v[i].def->label)) + 2;

		if (f->v[i].def->kind != FIELD_TEXT && w > l.label_cols)
			l.label_cols = w;
	}
	l.stacked = cols - l.label_cols < LEAST_INPUT;
	return l;
}

/* Rows of the input itself, and of the whole field. */
static int input_rows(const struct field *v)
{
	return v->def->kind == FIELD_AREA && v->def->rows > 1 ? v->def->rows : 1;
}

static bool label_above(const struct field *v, const struct layout *l)
{
	return v->def->kind == FIELD_AREA || (l->stacked && v->def->kind != FIELD_TEXT);
}

static int field_rows(const struct field *v, const struct layout *l)
{
	return input_rows(v) + (label_above(v, l) ? 1 : 0) + (v->message ? 1 : 0);
}

static void draw_choice(struct field *v, struct surface *s, unsigned style, bool focused)
{
	struct str text = STR_INIT;

	v->line.area = surface_area(s);
	str_addf(&text, "‹ %s ›", v->choice < v->choices.n ? v->choices.v[v->choice] : "–");
	surface_fill(s, 0, 0, 1, s->cols, ROLE_NORMAL);
	surface_field(s, 0, 0,
		surface_width(str_span(&text)) < s->cols ? surface_width(str_span(&text)) : s->cols, str_span(&text),
		focused ? style | MARK_STRONG : style);
	if (focused && s->rows)
		surface_cursor(s, 0, 2);
	str_release(&text);
}

static void draw_input(struct field *v, struct surface *s, bool focused)
{
	unsigned style = v->message ? ROLE_FIELD_BAD : ROLE_FIELD;
	bool empty = v->def->kind == FIELD_AREA ? !v->area.text.len : !v->line.text.len;

	if (!s->rows || !s->cols) {
		v->line.area = v->area.area = surface_area(s);
		return;
	}
	if (v->def->kind == FIELD_CHOICE) {
		draw_choice(v, s, style, focused);
		return;
	}
	if (v->def->kind == FIELD_AREA)
		textarea_draw(&v->area, s, style, focused);
	else
		lineedit_draw(&v->line, s, 0, 0, s->cols, style, focused);
	if (empty && v->def->hint)
		surface_field(s, 0, 0, s->cols, span_of(v->def->hint), ROLE_DIM);
}

static void draw_field(struct field *v, const struct layout *l, struct surface *s, int row, bool focused)
{
	struct surface input;
	int col = 0;

	if (v->def->kind == FIELD_TEXT) {
		surface_field(s, row, 0, s->cols, span_of(v->def->label), ROLE_DIM);
		return;
	}
	/* in focus: bold and with a mark, so that colour is not needed */
	surface_puts(s, row, 0, focused ? "▸" : " ", ROLE_LABEL);
	surface_field(s, row, 1, label_above(v, l) ? s->cols - 1 : l->label_cols - 1, span_of(v->def->label),
		focused ? ROLE_LABEL : ROLE_NORMAL);
	if (label_above(v, l))
		row++;
	else
		col = l->label_cols;
	input = surface_sub(s, row, col, input_rows(v), s->cols - col);
	draw_input(v, &input, focused);
	row += input_rows(v);
	if (v->message) {
		surface_puts(s, row, col, "! ", ROLE_ERROR);
		surface_field(s, row, col + 2, s->cols - col - 2, span_of(v->message), ROLE_ERROR);
	}
}

void form_draw(struct form *f, struct surface *s)
{
	struct layout l = lay_out(f, s->cols);
	int row = 0, at = 0, rows = 0;

	f->area = surface_area(s);
	surface_fill(s, 0, 0, s->rows, s->cols, ROLE_NORMAL);
	for (int i = 0; i < f->n; i++) {
		if (i == f->focus)
			at = row;
		row += field_rows(&f->v[i], &l);
	}
	if (!f->n)
		return;
	rows = f->focus < 0 ? 0 : field_rows(&f->v[f->focus], &l);
	if (at + rows > f->top + s->rows)
		f->top = at + rows - s->rows;
	if (at < f->top)
		f->top = at;
	if (f->top > row - s->rows)
		f->top = row > s->rows ? row - s->rows : 0;
	row = -f->top;
	/* the one in focus last: it sets the cursor */
	for (int pass = 0; pass < 2; pass++) {
		row = -f->top;
		for (int i = 0; i < f->n; i++) {
			if ((i == f->focus) == (pass == 1))
				draw_field(&f->v[i], &l, s, row, i == f->focus);
			row += field_rows(&f->v[i], &l);
		}
	}
}
