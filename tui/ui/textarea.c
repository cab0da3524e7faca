/* textarea: see textarea.h. Lines are found anew each time: a form's text is
 * some hundred lines at most. */
#include "ui/textarea.h"

#include <string.h>

#include "base/u8.h"

void textarea_init(struct textarea *a, struct span text)
{
	memset(a, 0, sizeof *a);
	textarea_set(a, text);
}

void textarea_release(struct textarea *a)
{
	str_release(&a->text);
	memset(a, 0, sizeof *a);
}

/* CR LF and CR to LF, tabs to blanks, other control characters to U+FFFD. */
static void insert(struct textarea *a, struct span text)
{
	struct str clean = STR_INIT;

	for (size_t i = 0, len; i < text.n; i += len) {
		int32_t cp;

		len = u8_decode(text.p + i, text.n - i, &cp);
		if (cp == '\n' || (cp == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n')))
			str_addc(&clean, '\n');
		else if (cp == '\t')
			str_addc(&clean, ' ');
		else if (cp < 0)
			str_adds(&clean, "\xEF\xBF\xBD");
		else if (!u8_control(cp))
			str_add(&clean, text.p + i, len);
	}
	str_replace(&a->text, a->at, 0, str_c(&clean), clean.len);
	a->at += clean.len;
	str_release(&clean);
}

void textarea_set(struct textarea *a, struct span text)
{
	str_clear(&a->text);
	a->at = 0;
	a->top = a->left = 0;
	insert(a, text);
	a->at = 0;
}

struct span textarea_text(const struct textarea *a)
{
	return span_make(str_c(&a->text), a->text.len);
}

static size_t line_start(struct span s, size_t at)
{
	while (at > 0 && s.p[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(struct span s, size_t at)
{
	while (at < s.n && s.p[at] != '\n')
		at++;
	return at;
}

static int line_of(struct span s, size_t at)
{
	int line = 0;

	for (size_t i = 0; i < at; i++)
		line += s.p[i] == '\n';
	return line;
}

static size_t start_of_line(struct span s, int line)
{
	size_t at = 0;

	for (; line > 0; line--) {
		at = line_end(s, at);
		if (at == s.n)
			return line_start(s, at);
		at++;
	}
	return at;
}

static int column_of(struct span s, size_t at)
{
	size_t start = line_start(s, at);

	return surface_width(span_sub(s, start, at - start));
}

/* The place in the line that begins at `start` nearest before column col. */
static size_t at_column(struct span s, size_t start, int col)
{
	size_t end = line_end(s, start), at = start;
	int c = 0;

	while (at < end) {
		size_t next = u8_next(s.p, end, at);

		c += surface_width(span_sub(s, at, next - at));
		if (c > col)
			break;
		at = next;
	}
	return at;
}

static bool move_lines(struct textarea *a, int by)
{
	struct span s = textarea_text(a);
	int line = line_of(s, a->at), last = line_of(s, s.n), to = line + by;

	if ((by == -1 && line == 0) || (by == 1 && line == last))
		return false;
	to = to < 0 ? 0 : to > last ? last : to;
	a->at = at_column(s, start_of_line(s, to), column_of(s, a->at));
	return true;
}

static void erase(struct textarea *a, size_t from, size_t to)
{
	str_replace(&a->text, from, to - from, NULL, 0);
	a->at = from;
}

enum action { LEFT, RIGHT, UP, DOWN, PAGE_UP, PAGE_DOWN, START, END, TOP, BOTTOM, BACK, DELETE, NEWLINE };

static const struct {
	struct key key;
	enum action action;
} actions[] = {
	{{K_LEFT, 0}, LEFT}, {{K_RIGHT, 0}, RIGHT}, {{K_UP, 0}, UP}, {{K_DOWN, 0}, DOWN},
	{{K_PAGE_UP, 0}, PAGE_UP}, {{K_PAGE_DOWN, 0}, PAGE_DOWN},
	{{K_HOME, 0}, START}, {{'a', KEYMOD_CTRL}, START}, {{K_END, 0}, END}, {{'e', KEYMOD_CTRL}, END},
	{{K_HOME, KEYMOD_CTRL}, TOP}, {{K_END, KEYMOD_CTRL}, BOTTOM},
	{{K_BACKSPACE, 0}, BACK}, {{K_BACKSPACE, KEYMOD_SHIFT}, BACK}, {{K_DELETE, 0}, DELETE}, {{K_ENTER, 0}, NEWLINE},
};

static bool act(struct textarea *a, enum action action)
{
	struct span s = textarea_text(a);

	switch (action) {
	case LEFT:
		a->at = u8_prev(s.p, s.n, a->at);
		break;
	case RIGHT:
		a->at = u8_next(s.p, s.n, a->at);
		break;
	case UP:
		return move_lines(a, -1);
	case DOWN:
		return move_lines(a, 1);
	case PAGE_UP:
		move_lines(a, a->rows > 2 ? 1 - a->rows : -2);
		break;
	case PAGE_DOWN:
		move_lines(a, a->rows > 2 ? a->rows - 1 : 2);
		break;
	case START:
		a->at = line_start(s, a->at);
		break;
	case END:
		a->at = line_end(s, a->at);
		break;
	case TOP:
		a->at = 0;
		break;
	case BOTTOM:
		a->at = s.n;
		break;
	case BACK:
		erase(a, u8_prev(s.p, s.n, a->at), a->at);
		break;
	case DELETE:
		str_replace(&a->text, a->at, u8_next(s.p, s.n, a->at) - a->at, NULL, 0);
		break;
	case NEWLINE:
		insert(a, SPAN_LIT("\n"));
		break;
	}
	return true;
}

static bool mouse(struct textarea *a, const struct event *ev)
{
	struct span s = textarea_text(a);
	int r, c;

	if (!area_has(a->area, ev->row, ev->col, &r, &c))
		return false;
	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
		move_lines(a, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3);
	else if (ev->mouse == MOUSE_PRESS)
		a->at = at_column(s, start_of_line(s, a->top + r), a->left + c);
	return true;
}

bool textarea_event(struct textarea *a, const struct event *ev)
{
	char text[4];
	size_t n = event_text(ev, text);

	if (n || ev->type == EVENT_PASTE) {
		insert(a, n ? span_make(text, n) : ev->paste);
		return true;
	}
	if (ev->type == EVENT_MOUSE)
		return mouse(a, ev);
	if (ev->type != EVENT_KEY)
		return false;
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (key_eq(actions[i].key, ev->key))
			return act(a, actions[i].action);
	return false;
}

static void follow(struct textarea *a, const struct surface *s, int line, int col)
{
	if (line < a->top)
		a->top = line;
	if (line >= a->top + s->rows)
		a->top = line - s->rows + 1;
	if (col < a->left)
		a->left = col;
	if (col >= a->left + s->cols)
		a->left = col - s->cols + 1;
}

void textarea_draw(struct textarea *a, struct surface *s, unsigned style, bool focused)
{
	struct span text = textarea_text(a);
	int line, col;
	size_t at;

	a->at = u8_snap(text.p, text.n, a->at);
	line = line_of(text, a->at);
	col = column_of(text, a->at);
	a->rows = s->rows;
	a->area = surface_area(s);
	surface_fill(s, 0, 0, s->rows, s->cols, style);
	if (!s->rows || !s->cols)
		return;
	follow(a, s, line, col);
	at = start_of_line(text, a->top);
	for (int r = 0; r < s->rows; r++) {
		size_t end = line_end(text, at);

		surface_print(s, r, -a->left, span_sub(text, at, end - at), style);
		if (end == text.n)
			break;
		at = end + 1;
	}
	if (focused)
		surface_cursor(s, line - a->top, col - a->left);
}
