/* lineedit: see lineedit.h. */
#include "ui/lineedit.h"

#include <string.h>

#include "base/u8.h"
#include "ui/theme.h"

void lineedit_init(struct lineedit *e, struct span text)
{
	memset(e, 0, sizeof *e);
	lineedit_insert(e, text);
}

void lineedit_release(struct lineedit *e)
{
	str_release(&e->text);
	memset(e, 0, sizeof *e);
}

void lineedit_set(struct lineedit *e, struct span text)
{
	str_clear(&e->text);
	e->at = e->from = 0;
	lineedit_insert(e, text);
}

struct span lineedit_text(const struct lineedit *e)
{
	return span_make(str_c(&e->text), e->text.len);
}

/* Line breaks and tabs to blanks, other control characters out. */
static void add_clean(struct str *out, struct span text)
{
	for (size_t i = 0, len; i < text.n; i += len) {
		int32_t cp;

		len = u8_decode(text.p + i, text.n - i, &cp);
		if (cp == '\n' || cp == '\t' || (cp == '\r' && !(i + 1 < text.n && text.p[i + 1] == '\n')))
			str_addc(out, ' ');
		else if (cp < 0)
			str_adds(out, "\xEF\xBF\xBD");
		else if (!u8_control(cp))
			str_add(out, text.p + i, len);
	}
}

void lineedit_insert(struct lineedit *e, struct span text)
{
	struct str clean = STR_INIT;

	while (text.n && text.p[text.n - 1] == '\n')
		text.n--;
	add_clean(&clean, text);
	str_replace(&e->text, e->at, 0, str_c(&clean), clean.len);
	e->at += clean.len;
	str_release(&clean);
}

static size_t word_next(struct span s, size_t at)
{
	struct range w;

	if (!u8_word(s.p, s.n, at, &w))
		return s.n;
	return w.at + w.n;
}

static size_t word_prev(struct span s, size_t at)
{
	struct range w;
	size_t from = 0, best = 0;

	while (from < at && u8_word(s.p, s.n, from, &w) && w.at < at) {
		best = w.at;
		from = w.at + (w.n ? w.n : 1);
	}
	return best;
}

static enum lineedit_result erase(struct lineedit *e, size_t from, size_t to)
{
	if (from == to)
		return LINEEDIT_MOVED;
	str_replace(&e->text, from, to - from, NULL, 0);
	e->at = from;
	return LINEEDIT_CHANGED;
}

static enum lineedit_result go(struct lineedit *e, size_t at)
{
	e->at = at;
	return LINEEDIT_MOVED;
}

enum action { LEFT, RIGHT, WORD_LEFT, WORD_RIGHT, START, END, BACK, DELETE, CUT_START, CUT_END, CUT_WORD };

static const struct {
	struct key key;
	enum action action;
} actions[] = {
	{{K_LEFT, 0}, LEFT}, {{K_RIGHT, 0}, RIGHT},
	{{K_LEFT, KEYMOD_CTRL}, WORD_LEFT}, {{K_RIGHT, KEYMOD_CTRL}, WORD_RIGHT},
	{{K_HOME, 0}, START}, {{'a', KEYMOD_CTRL}, START}, {{K_END, 0}, END}, {{'e', KEYMOD_CTRL}, END},
	{{K_BACKSPACE, 0}, BACK}, {{K_BACKSPACE, KEYMOD_SHIFT}, BACK}, {{K_DELETE, 0}, DELETE},
	{{'u', KEYMOD_CTRL}, CUT_START}, {{'k', KEYMOD_CTRL}, CUT_END}, {{'w', KEYMOD_CTRL}, CUT_WORD},
	{{K_BACKSPACE, KEYMOD_ALT}, CUT_WORD}, {{K_BACKSPACE, KEYMOD_CTRL}, CUT_WORD},
};

static enum lineedit_result act(struct lineedit *e, enum action action)
{
	struct span s = lineedit_text(e);

	switch (action) {
	case LEFT:
		return go(e, u8_prev(s.p, s.n, e->at));
	case RIGHT:
		return go(e, u8_next(s.p, s.n, e->at));
	case WORD_LEFT:
		return go(e, word_prev(s, e->at));
	case WORD_RIGHT:
		return go(e, word_next(s, e->at));
	case START:
		return go(e, 0);
	case END:
		return go(e, s.n);
	case BACK:
		return erase(e, u8_prev(s.p, s.n, e->at), e->at);
	case DELETE:
		return erase(e, e->at, u8_next(s.p, s.n, e->at));
	case CUT_START:
		return erase(e, 0, e->at);
	case CUT_END:
		return erase(e, e->at, s.n);
	case CUT_WORD:
		return erase(e, word_prev(s, e->at), e->at);
	}
	return LINEEDIT_IGNORED;
}

static enum lineedit_result click(struct lineedit *e, const struct event *ev)
{
	struct span s = lineedit_text(e);
	int r, c, col = 0;
	size_t at = e->from;

	if (ev->mouse != MOUSE_PRESS || !area_has(e->area, ev->row, ev->col, &r, &c))
		return LINEEDIT_IGNORED;
	while (at < s.n) {
		size_t next = u8_next(s.p, s.n, at);

		col += surface_width(span_sub(s, at, next - at));
		if (col > c)
			break;
		at = next;
	}
	return go(e, at);
}

enum lineedit_result lineedit_event(struct lineedit *e, const struct event *ev)
{
	char text[4];
	size_t n = event_text(ev, text);

	if (n) {
		lineedit_insert(e, span_make(text, n));
		return LINEEDIT_CHANGED;
	}
	if (ev->type == EVENT_PASTE) {
		lineedit_insert(e, ev->paste);
		return LINEEDIT_CHANGED;
	}
	if (ev->type == EVENT_MOUSE)
		return click(e, ev);
	if (ev->type != EVENT_KEY)
		return LINEEDIT_IGNORED;
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (key_eq(actions[i].key, ev->key))
			return act(e, actions[i].action);
	return LINEEDIT_IGNORED;
}

void lineedit_draw(
	struct lineedit *e, struct surface *s, int row, int col, int cols, unsigned style, bool focused)
{
	struct surface sub = surface_sub(s, row, col, 1, cols);
	struct span text = lineedit_text(e);

	e->area = surface_area(&sub);
	surface_fill(&sub, 0, 0, 1, sub.cols, style);
	/* a cluster may have come to stand over the cursor by what was typed */
	e->at = u8_snap(text.p, text.n, e->at);
	e->from = e->from > e->at ? e->at : u8_snap(text.p, text.n, e->from);
	while (e->from < e->at && surface_width(span_sub(text, e->from, e->at - e->from)) >= sub.cols)
		e->from = u8_next(text.p, text.n, e->from);
	surface_print(&sub, 0, 0, span_from(text, e->from), style);
	if (e->from > 0 && e->from < e->at && sub.cols > 2)
		surface_puts(&sub, 0, 0, "\xE2\x80\xB9", (style & 0xFF00u) | ROLE_DIM);
	if (focused && sub.cols > 0)
		surface_cursor(&sub, 0, surface_width(span_sub(text, e->from, e->at - e->from)));
}
