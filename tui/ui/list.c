/* list: see list.h. Knows rows by number only. */
#include "ui/list.h"

#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "ui/theme.h"

#define NO_ROW ((size_t)-1)

void list_init(struct list *l, const struct list_source *source, void *ctx, bool filters)
{
	memset(l, 0, sizeof *l);
	l->source = source;
	l->ctx = ctx;
	l->filters = filters;
}

void list_release(struct list *l)
{
	free(l->shown);
	lineedit_release(&l->filter);
	memset(l, 0, sizeof *l);
}

size_t list_at(const struct list *l)
{
	return l->at < l->n_shown ? l->shown[l->at] : NO_ROW;
}

/* Does every word of the filter occur in the label? Both are folded. */
static bool passes(const struct list *l, size_t row, struct span words)
{
	struct str label = STR_INIT;
	struct span word, folded;
	bool yes = true;
	size_t n;
	char *p;

	if (!words.n)
		return true;
	l->source->label(l->ctx, row, &label);
	p = u8_fold(str_c(&label), label.len, &n);
	folded = span_make(p, n);
	while (yes && span_split(&words, " ", &word)) {
		char *needle = span_dup(word);

		yes = !word.n || span_find(folded, needle, 0) != NO_ROW;
		free(needle);
	}
	free(p);
	str_release(&label);
	return yes;
}

static void refilter(struct list *l)
{
	size_t keep = list_at(l), n;
	struct span typed = lineedit_text(&l->filter);
	char *folded = u8_fold(typed.p, typed.n, &n);

	l->n_shown = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (!passes(l, i, span_make(folded, n)))
			continue;
		l->shown = mem_grow(l->shown, l->n_shown, &l->cap, sizeof *l->shown);
		l->shown[l->n_shown++] = i;
	}
	free(folded);
	list_go(l, keep);
}

void list_set(struct list *l, size_t n)
{
	size_t at = l->at;

	l->n = n;
	refilter(l);
	if (l->n_shown && list_at(l) == NO_ROW)
		l->at = l->n_shown - 1;
	/* rows went away: stay near */
	if (at >= l->n_shown && l->n_shown)
		l->at = l->n_shown - 1;
}

void list_go(struct list *l, size_t row)
{
	for (size_t i = 0; i < l->n_shown; i++)
		if (l->shown[i] == row) {
			l->at = i;
			return;
		}
	l->at = 0;
	l->top = 0;
}

static enum list_result move(struct list *l, long by)
{
	long to = (long)l->at + by, last = l->n_shown ? (long)l->n_shown - 1 : 0;

	l->at = (size_t)(to < 0 ? 0 : to > last ? last : to);
	return LIST_MOVED;
}

enum action { UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, CHOOSE };

static const struct {
	struct key key;
	enum action action;
} actions[] = {
	{{K_UP, 0}, UP}, {{K_DOWN, 0}, DOWN}, {{K_PAGE_UP, 0}, PAGE_UP}, {{K_PAGE_DOWN, 0}, PAGE_DOWN},
	{{K_HOME, 0}, TOP}, {{K_END, 0}, BOTTOM}, {{K_HOME, KEYMOD_CTRL}, TOP}, {{K_END, KEYMOD_CTRL}, BOTTOM},
	{{K_ENTER, 0}, CHOOSE},
};

static enum list_result act(struct list *l, enum action action)
{
	long page = l->area.rows > 1 ? l->area.rows - 1 : 1;

	switch (action) {
	case UP:
		return move(l, -1);
	case DOWN:
		return move(l, 1);
	case PAGE_UP:
		return move(l, -page);
	case PAGE_DOWN:
		return move(l, page);
	case TOP:
		return move(l, -(long)l->n_shown);
	case BOTTOM:
		return move(l, (long)l->n_shown);
	case CHOOSE:
		return list_at(l) == NO_ROW ? LIST_MOVED : LIST_CHOSEN;
	}
	return LIST_IGNORED;
}

static enum list_result mouse(struct list *l, const struct event *ev)
{
	int r, c;

	if (!area_has(l->area, ev->row, ev->col, &r, &c))
		return LIST_IGNORED;
	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
		return move(l, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	if (ev->mouse != MOUSE_PRESS || l->top + (size_t)r >= l->n_shown)
		return LIST_IGNORED;
	l->at = l->top + (size_t)r;
	return ev->clicks >= 2 ? LIST_CHOSEN : LIST_MOVED;
}

/* Typing changes the filter; the first row that passes is under the cursor. */
static enum list_result filter_event(struct list *l, const struct event *ev)
{
	char text[4];
	bool typed = event_text(ev, text) > 0 || ev->type == EVENT_PASTE;

	if (!l->filters || (!typed && !l->filter.text.len))
		return LIST_IGNORED;
	if (event_is(ev, K_ESC, 0))
		lineedit_set(&l->filter, SPAN_NONE);
	else if (lineedit_event(&l->filter, ev) == LINEEDIT_IGNORED)
		return LIST_IGNORED;
	refilter(l);
	if (typed) {
		l->at = 0;
		l->top = 0;
	}
	return LIST_MOVED;
}

enum list_result list_event(struct list *l, const struct event *ev)
{
	if (ev->type == EVENT_MOUSE)
		return mouse(l, ev);
	if (ev->type == EVENT_KEY)
		for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
			if (key_eq(actions[i].key, ev->key))
				return act(l, actions[i].action);
	return filter_event(l, ev);
}

static void draw_row(struct list *l, struct surface *row, size_t i)
{
	struct str label = STR_INIT;

	if (l->source->draw) {
		l->source->draw(l->ctx, i, row);
		return;
	}
	l->source->label(l->ctx, i, &label);
	surface_field(row, 0, 0, row->cols, str_span(&label), ROLE_NORMAL);
	str_release(&label);
}

static void follow(struct list *l, int rows)
{
	size_t height = rows > 0 ? (size_t)rows : 1;

	if (l->top + height > l->n_shown)
		l->top = l->n_shown > height ? l->n_shown - height : 0;
	if (l->at < l->top)
		l->top = l->at;
	if (l->at >= l->top + height)
		l->top = l->at - height + 1;
}

void list_draw(struct list *l, struct surface *s, bool focused, const char *opt_empty)
{
	bool filtering = l->filters && l->filter.text.len && s->rows > 1;
	struct surface rows = surface_sub(s, filtering ? 1 : 0, 0, s->rows, s->cols);

	l->area = surface_area(&rows);
	surface_fill(s, 0, 0, s->rows, s->cols, ROLE_NORMAL);
	follow(l, rows.rows);
	for (int r = 0; r < rows.rows && l->top + (size_t)r < l->n_shown; r++) {
		struct surface row = surface_sub(&rows, r, 0, 1, rows.cols);
		size_t at = l->top + (size_t)r;

		draw_row(l, &row, l->shown[at]);
		if (at == l->at)
			surface_mark(&row, 0, 0, row.cols, focused ? MARK_SELECTED : MARK_OFF);
	}
	if (!l->n_shown)
		surface_field(&rows, 0, 0, rows.cols,
			span_of(l->filter.text.len ? "Inget passar in. Esc tömmer filtret." : opt_empty), ROLE_DIM);
	if (focused)
		surface_cursor(&rows, l->n_shown ? (int)(l->at - l->top) : 0, 0);
	if (filtering) {
		int col = surface_puts(s, 0, 0, "Filter: ", ROLE_LABEL);

		lineedit_draw(&l->filter, s, 0, col, s->cols - col, ROLE_FIELD, false);
	}
}
