/* textview: see textview.h. Lines are laid out once per width; drawing takes
 * what is in view. */
#include "ui/textview.h"

#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "ui/theme.h"

#define NOWHERE ((size_t)-1)

enum { SEEK_MARGIN = 2 };

void textview_init(struct textview *v, unsigned mode)
{
	memset(v, 0, sizeof *v);
	v->mode = mode;
	v->pages = 1;
}

void textview_release(struct textview *v)
{
	str_release(&v->text);
	free(v->line);
	free(v->run);
	memset(v, 0, sizeof *v);
}

void textview_set(struct textview *v, struct span text)
{
	str_clear(&v->text);
	str_addspan(&v->text, text);
	v->width = 0;
	v->match.n = 0;
	v->nruns = 0;
}

void textview_runs(struct textview *v, const struct textview_run *run, size_t n)
{
	free(v->run);
	v->run = mem_array(n + 1, sizeof *run);
	if (n)
		memcpy(v->run, run, n * sizeof *run);
	v->nruns = n;
}

void textview_show(struct textview *v, struct range at)
{
	v->match = at;
	v->seek = true;
}

static struct span text_of(const struct textview *v)
{
	return span_make(str_c(&v->text), v->text.len);
}

/* ----------------------------------------------------------------- layout */

/* The role of the byte at `at` in a difference; *state is 0 or ROLE_GONE,
 * ROLE_NEW from the opening mark to the closing one. */
static unsigned diff_step(struct span s, size_t at, unsigned *state)
{
	unsigned role;

	if (!*state && at + 1 < s.n && s.p[at] == '[' && s.p[at + 1] == '-')
		*state = ROLE_GONE;
	else if (!*state && at + 1 < s.n && s.p[at] == '{' && s.p[at + 1] == '+')
		*state = ROLE_NEW;
	role = *state;
	if (at && ((role == ROLE_GONE && s.p[at] == ']' && s.p[at - 1] == '-') ||
			  (role == ROLE_NEW && s.p[at] == '}' && s.p[at - 1] == '+')))
		*state = 0;
	return role;
}

static void add_line(struct textview *v, size_t at, size_t n, unsigned style, int indent)
{
	struct span s = text_of(v);

	for (; (v->mode & TEXTVIEW_DIFF) && v->diff_at < at; v->diff_at++)
		diff_step(s, v->diff_at, &v->diff);
	v->line = mem_grow(v->line, v->n, &v->cap, sizeof *v->line);
	v->line[v->n++] = (struct textview_line){{at, n}, v->pages, indent, style, v->diff};
}

/* How much of the rest of a line fits: to the last blank, or whole clusters. */
static size_t wrap_at(struct span rest, int cols)
{
	size_t fit = 0, blank = 0;
	int w = 0;

	while (fit < rest.n) {
		size_t next = u8_next(rest.p, rest.n, fit);

		w += surface_width(span_sub(rest, fit, next - fit));
		if (w > cols && rest.p[fit] != ' ')
			break;
		if (rest.p[fit] == ' ')
			blank = next;
		fit = next;
	}
	if (fit == rest.n)
		return fit;
	if (blank)
		return blank;
	return fit ? fit : u8_next(rest.p, rest.n, 0);
}

/* Where the text of a line begins, in columns; 0 when that leaves it no room. */
static int hang_of(const struct textview *v, struct span line)
{
	size_t at = 0, gap;
	int cols;

	while (at < line.n && line.p[at] == ' ')
		at++;
	gap = at ? span_find(line, "  ", at) : (size_t)-1;
	if (gap != (size_t)-1)
		for (at = gap; at < line.n && line.p[at] == ' ';)
			at++;
	cols = surface_width(span_sub(line, 0, at));
	return v->mode & TEXTVIEW_HANG && cols <= v->width / 2 ? cols : 0;
}

static void add_wrapped(struct textview *v, size_t at, size_t n, unsigned style)
{
	struct span s = text_of(v);
	int hang = hang_of(v, span_sub(s, at, n)), indent = 0;

	do {
		size_t take = v->mode & TEXTVIEW_WRAP ? wrap_at(span_sub(s, at, n), v->width - indent) : n;

		add_line(v, at, take, style, indent);
		at += take;
		n -= take;
		indent = hang;
	} while (n);
}

static void add_whole(struct textview *v, size_t at, size_t n)
{
	static const struct {
		const char *mark;
		unsigned style;
	} headings[] = {{"# ", ROLE_HEADING}, {"## ", ROLE_SECTION}, {"### @", ROLE_PERSON}, {"### ", ROLE_SECTION}};
	struct span line = span_sub(text_of(v), at, n);
	unsigned style = ROLE_NORMAL;

	for (size_t i = 0; (v->mode & TEXTVIEW_HEADINGS) && i < sizeof headings / sizeof headings[0]; i++)
		if (span_starts(line, headings[i].mark)) {
			size_t mark = strlen(headings[i].mark);

			style = headings[i].style;
			at += mark;
			n -= mark;
			break;
		}
	if (n && v->text.buf[at + n - 1] == '\r')
		n--;
	add_wrapped(v, at, n, style);
}

static void new_page(struct textview *v, size_t at)
{
	/* the line between pages belongs to neither text */
	add_line(v, at, NOWHERE, ROLE_FRAME, 0);
	v->pages++;
}

static void lay_out(struct textview *v, int width)
{
	struct span s = text_of(v);
	size_t keep = v->top == NOWHERE ? s.n : v->top < v->n ? v->line[v->top].bytes.at : 0;
	bool pages = (v->mode & TEXTVIEW_PAGES) != 0;

	v->width = width;
	v->n = 0;
	v->pages = 1;
	v->diff = 0;
	v->diff_at = 0;
	for (size_t at = 0; at < s.n;) {
		size_t end = at;

		while (end < s.n && s.p[end] != '\n' && !(pages && s.p[end] == '\f'))
			end++;
		if (!(pages && end < s.n && s.p[end] == '\f' && end == at))
			add_whole(v, at, end - at);
		if (pages && end < s.n && s.p[end] == '\f' && end + 1 < s.n)
			new_page(v, end);
		at = end + 1;
	}
	v->top = 0;
	while (v->top + 1 < v->n && v->line[v->top + 1].bytes.at <= keep)
		v->top++;
}

/* ---------------------------------------------------------------- drawing */

/* The first run that ends behind the byte. */
static size_t run_at(const struct textview *v, size_t at)
{
	size_t lo = 0, hi = v->nruns;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (v->run[mid].at.at + v->run[mid].at.n <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void draw_line(struct textview *v, struct surface *s, int row, const struct textview_line *line)
{
	struct span text = text_of(v);
	size_t at = line->bytes.at, end = at + line->bytes.n;
	size_t run = run_at(v, at);
	int col = line->indent - v->left;
	unsigned diff = line->diff;
	struct str rule = STR_INIT;

	if (line->bytes.n == NOWHERE) {
		surface_hline(s, row, 0, s->cols, ROLE_FRAME);
		str_addf(&rule, " sida %d ", line->page + 1);
		surface_print(s, row, 2, str_span(&rule), ROLE_FRAME);
		str_release(&rule);
		return;
	}
	while (at < end) {
		size_t next = u8_next(text.p, end, at);
		unsigned role = v->mode & TEXTVIEW_DIFF ? diff_step(text, at, &diff) : 0;
		unsigned style = role ? role : line->style;

		while (run < v->nruns && v->run[run].at.at + v->run[run].at.n <= at)
			run++;
		if (run < v->nruns && v->run[run].at.at <= at)
			style = v->run[run].style;
		if (v->match.n && at >= v->match.at && at < v->match.at + v->match.n)
			style |= MARK_MATCH;
		col = surface_print(s, row, col, span_sub(text, at, next - at), style);
		at = next;
	}
}

static void clamp_top(struct textview *v)
{
	size_t rows = v->rows > 0 ? (size_t)v->rows : 1, last = v->n > rows ? v->n - rows : 0;

	if (v->top > last)
		v->top = last;
}

static size_t line_at(const struct textview *v, size_t at)
{
	size_t i = 0;

	while (i + 1 < v->n && v->line[i + 1].bytes.at <= at)
		i++;
	return i;
}

/* `margin`: lines that are to be seen above and below it. */
static void show_match(struct textview *v, size_t margin)
{
	size_t line, rows = v->rows > 0 ? (size_t)v->rows : 1;

	if (!v->n)
		return;
	line = line_at(v, v->match.at);
	if (rows < 4 * margin)
		margin = 0;
	if (line < v->top + (v->top ? margin : 0) || line + margin >= v->top + rows)
		v->top = line > rows / 3 ? line - rows / 3 : 0;
	clamp_top(v);
}

void textview_draw(struct textview *v, struct surface *s)
{
	size_t focus;

	v->rows = s->rows;
	v->area = surface_area(s);
	if (v->width != s->cols)
		lay_out(v, s->cols);
	if (v->seek)
		show_match(v, SEEK_MARGIN);
	v->seek = false;
	clamp_top(v);
	surface_fill(s, 0, 0, s->rows, s->cols, ROLE_NORMAL);
	for (int r = 0; r < s->rows && v->top + (size_t)r < v->n; r++)
		draw_line(v, s, r, &v->line[v->top + (size_t)r]);
	focus = v->match.n ? line_at(v, v->match.at) : v->top;
	if (focus >= v->top && focus < v->top + (size_t)s->rows && focus < v->n && v->match.n)
		surface_cursor(s, (int)(focus - v->top),
			surface_width(span_sub(text_of(v), v->line[focus].bytes.at, v->match.at - v->line[focus].bytes.at)) -
				v->left);
	else
		surface_cursor(s, 0, 0);
}

/* ----------------------------------------------------------------- moving */

static void move(struct textview *v, long by)
{
	long to = (long)v->top + by;

	v->top = to < 0 ? 0 : (size_t)to;
	clamp_top(v);
}

int textview_page(const struct textview *v)
{
	return v->top < v->n ? v->line[v->top].page + (v->line[v->top].bytes.n == NOWHERE) : 1;
}

int textview_pages(const struct textview *v)
{
	return v->pages;
}

void textview_go_page(struct textview *v, int page)
{
	page = page < 1 ? 1 : page > v->pages ? v->pages : page;
	for (size_t i = 0; i < v->n; i++)
		if (v->line[i].page == page && v->line[i].bytes.n != NOWHERE) {
			/* a short last page: as far as it goes */
			v->top = i;
			clamp_top(v);
			return;
		}
}

void textview_go_end(struct textview *v)
{
	v->top = NOWHERE;
	if (v->width)
		clamp_top(v);
}

int textview_percent(const struct textview *v)
{
	size_t rows = v->rows > 0 ? (size_t)v->rows : 1;

	return v->n <= rows ? 100 : (int)(v->top * 100 / (v->n - rows));
}

enum action { UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, PAGE_PREV, PAGE_NEXT };

static const struct {
	struct key key;
	enum action action;
} actions[] = {
	{{K_UP, 0}, UP}, {{K_DOWN, 0}, DOWN}, {{K_LEFT, 0}, LEFT}, {{K_RIGHT, 0}, RIGHT},
	{{K_PAGE_UP, 0}, PAGE_UP}, {{K_PAGE_DOWN, 0}, PAGE_DOWN}, {{' ', 0}, PAGE_DOWN}, {{K_BACKSPACE, 0}, PAGE_UP},
	{{K_HOME, 0}, TOP}, {{K_END, 0}, BOTTOM}, {{K_HOME, KEYMOD_CTRL}, TOP}, {{K_END, KEYMOD_CTRL}, BOTTOM},
	{{K_PAGE_UP, KEYMOD_CTRL}, PAGE_PREV}, {{K_PAGE_DOWN, KEYMOD_CTRL}, PAGE_NEXT},
};

static void act(struct textview *v, enum action action)
{
	long page = v->rows > 1 ? v->rows - 1 : 1;
	bool wraps = (v->mode & TEXTVIEW_WRAP) != 0;

	switch (action) {
	case UP:
		move(v, -1);
		break;
	case DOWN:
		move(v, 1);
		break;
	case LEFT:
		v->left = v->left > 8 ? v->left - 8 : 0;
		break;
	case RIGHT:
		v->left += wraps || v->left > 400 ? 0 : 8;
		break;
	case PAGE_UP:
		move(v, -page);
		break;
	case PAGE_DOWN:
		move(v, page);
		break;
	case TOP:
		v->top = 0;
		v->left = 0;
		break;
	case BOTTOM:
		move(v, (long)v->n);
		break;
	case PAGE_PREV:
		textview_go_page(v, textview_page(v) - 1);
		break;
	case PAGE_NEXT:
		textview_go_page(v, textview_page(v) + 1);
		break;
	}
}

bool textview_event(struct textview *v, const struct event *ev)
{
	if (ev->type == EVENT_MOUSE && (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)) {
		move(v, ev->mouse == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (ev->type != EVENT_KEY)
		return false;
	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
		if (key_eq(actions[i].key, ev->key)) {
			act(v, actions[i].action);
			return true;
		}
	return false;
}

/* -------------------------------------------------------------- searching */

/* Length of what matches the folded needle at `at`, 0 when nothing does: whole
 * clusters, each folded alone. */
static size_t match_at(struct span s, size_t at, struct span needle)
{
	size_t from = at;

	while (needle.n && at < s.n) {
		size_t next = u8_next(s.p, s.n, at), n;
		char *folded = u8_fold(s.p + at, next - at, &n);
		bool same = n > 0 && n <= needle.n && memcmp(folded, needle.p, n) == 0;

		free(folded);
		if (!same)
			return 0;
		needle = span_from(needle, n);
		at = next;
	}
	return needle.n ? 0 : at - from;
}

/* The first (last, when back) match that begins in [from, to). */
static bool find_in(struct textview *v, struct span needle, size_t from, size_t to, bool back)
{
	struct span s = text_of(v);
	bool found = false;

	for (size_t at = from; at < to && at < s.n; at = u8_next(s.p, s.n, at)) {
		size_t n = match_at(s, at, needle);

		if (!n)
			continue;
		v->match = (struct range){at, n};
		found = true;
		if (!back)
			break;
	}
	return found;
}

bool textview_find(struct textview *v, struct span needle, bool back)
{
	struct span s = text_of(v);
	size_t n, at = v->match.n ? v->match.at : v->top < v->n ? v->line[v->top].bytes.at : 0;
	size_t after = v->match.n ? u8_next(s.p, s.n, at) : at;
	char *folded = u8_fold(needle.p, needle.n, &n);
	struct span want = span_make(folded, n);
	bool found = back ? find_in(v, want, 0, at, true) || find_in(v, want, at, s.n, true)
			  : find_in(v, want, after, s.n, false) || find_in(v, want, 0, after, false);

	free(folded);
	if (!found) {
		v->match.n = 0;
		return false;
	}
	show_match(v, 0);
	return true;
}

/* ----------------------------------------------------------------- changes */

/* The change at or behind *at, as a range; *at goes behind it. */
static bool next_change(struct span s, size_t *at, struct range *out)
{
	unsigned state = 0;

	for (out->n = 0; *at < s.n; ++*at) {
		if (diff_step(s, *at, &state)) {
			if (!out->n)
				out->at = *at;
			out->n = *at + 1 - out->at;
		} else if (out->n) {
			break;
		}
	}
	return out->n > 0;
}

size_t textview_changes(const struct textview *v)
{
	struct range r;
	size_t at = 0, n = 0;

	while ((v->mode & TEXTVIEW_DIFF) && next_change(text_of(v), &at, &r))
		n++;
	return n;
}

bool textview_go_change(struct textview *v, size_t nr)
{
	struct range r;
	size_t at = 0;

	if (!(v->mode & TEXTVIEW_DIFF))
		return false;
	for (size_t i = 0; next_change(text_of(v), &at, &r); i++)
		if (i == nr) {
			v->match = r;
			show_match(v, 0);
			return true;
		}
	return false;
}
