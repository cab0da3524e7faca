/* term_mem: a terminal in memory, for tests and scripted play. It runs the same
 * decoder as the real one; its clock moves only when a script says so, far
 * enough that a lone Esc is always Esc. */
#include <string.h>

#include "base/mem.h"
#include "ui/term.h"

struct queued {
	struct event ev;
	char *paste;
};

struct term_mem {
	struct term term;
	struct surface shown;
	struct key_decoder keys;
	int64_t now;
	struct queued *queue;
	size_t n, cap, at;
	char *paste;            /* of the event given last */
	size_t frames, changed;
	char *clipboard, *title;
	size_t clipboard_n;
	bool has_clipboard;
};

static struct term_mem *mem(struct term *t)
{
	return (struct term_mem *)t;
}

static void mem_size(struct term *t, int *rows, int *cols)
{
	*rows = mem(t)->shown.rows;
	*cols = mem(t)->shown.cols;
}

static void mem_draw(struct term *t, const struct surface *s)
{
	struct term_mem *m = mem(t);

	m->frames++;
	m->changed = 0;
	for (int r = 0; r < m->shown.rows; r++)
		for (int c = 0; c < m->shown.cols; c++) {
			struct cell *to = &m->shown.cells[(size_t)r * (size_t)m->shown.cols + (size_t)c];
			const struct cell *from = surface_cell(s, r, c);

			if (!from || (from->n == to->n && from->style == to->style && from->width == to->width &&
					     memcmp(from->text, to->text, to->n) == 0))
				continue;
			*to = *from;
			m->changed++;
		}
	surface_cursor(&m->shown, s->cursor[0], s->cursor[1]);
}

static int mem_poll(struct term *t, struct pollfd fds[TERM_FDS])
{
	(void)t;
	(void)fds;
	return 0;
}

static bool mem_read(struct term *t, struct event *out)
{
	struct term_mem *m = mem(t);

	if (key_decoder_next(&m->keys, m->now, out))
		return true;
	/* bytes that wait for more will not get more */
	if (m->keys.in_at < m->keys.in.len || m->keys.pasting) {
		m->now += KEY_PASTE_MS;
		if (key_decoder_next(&m->keys, m->now, out))
			return true;
	}
	if (m->at >= m->n)
		return false;
	free(m->paste);
	*out = m->queue[m->at].ev;
	m->paste = m->queue[m->at].paste;
	m->at++;
	if (out->type == EVENT_RESIZE)
		surface_resize(&m->shown, out->rows, out->cols);
	return true;
}

static int mem_timeout(struct term *t)
{
	return key_decoder_timeout(&mem(t)->keys, mem(t)->now);
}

static void mem_suspend(struct term *t)
{
	(void)t;
}

static void mem_outside(struct term *t, void (*run)(void *ctx), void *ctx)
{
	(void)t;
	run(ctx);
}

static bool mem_clipboard(struct term *t, struct span text)
{
	struct term_mem *m = mem(t);

	free(m->clipboard);
	m->clipboard = span_dup(text);
	m->clipboard_n = text.n;
	m->has_clipboard = true;
	return true;
}

static void mem_title(struct term *t, const char *text)
{
	free(mem(t)->title);
	mem(t)->title = mem_strdup(text);
}

static void mem_free(struct term *t)
{
	struct term_mem *m = mem(t);

	while (m->at < m->n)
		free(m->queue[m->at++].paste);
	free(m->queue);
	free(m->paste);
	free(m->clipboard);
	free(m->title);
	surface_release(&m->shown);
	key_decoder_release(&m->keys);
	free(m);
}

static const struct term_ops mem_ops = {
	.size = mem_size,
	.draw = mem_draw,
	.poll = mem_poll,
	.read = mem_read,
	.timeout = mem_timeout,
	.suspend = mem_suspend,
	.outside = mem_outside,
	.clipboard = mem_clipboard,
	.title = mem_title,
	.free = mem_free,
};

struct term *term_mem_new(int rows, int cols)
{
	struct term_mem *m = mem_alloc(sizeof *m);

	m->term.ops = &mem_ops;
	m->now = 1000000;
	surface_init(&m->shown, rows, cols);
	key_decoder_init(&m->keys, NULL, 0);
	return &m->term;
}

void term_mem_feed(struct term *t, struct span bytes)
{
	key_decoder_feed(&mem(t)->keys, bytes.p, bytes.n, mem(t)->now);
}

void term_mem_event(struct term *t, const struct event *ev)
{
	struct term_mem *m = mem(t);
	struct queued *q;

	m->queue = mem_grow(m->queue, m->n, &m->cap, sizeof *m->queue);
	q = &m->queue[m->n++];
	q->ev = *ev;
	q->paste = NULL;
	if (ev->type == EVENT_PASTE) {
		q->paste = span_dup(ev->paste);
		q->ev.paste.p = q->paste;
	}
}

void term_mem_resize(struct term *t, int rows, int cols)
{
	struct event ev = {.type = EVENT_RESIZE, .rows = rows, .cols = cols};

	term_mem_event(t, &ev);
}

void term_mem_text(struct term *t, struct str *out)
{
	const struct surface *s = &mem(t)->shown;

	for (int r = 0; r < s->rows; r++) {
		surface_row_text(s, r, out);
		str_addc(out, '\n');
	}
}

static void add_marks(struct str *out, unsigned style)
{
	static const struct {
		unsigned mark;
		const char *name;
	} marks[] = {{MARK_STRONG, "+strong"}, {MARK_EM, "+em"}, {MARK_WRONG, "+wrong"}, {MARK_MATCH, "+match"},
		{MARK_SELECTED, "+selected"}, {MARK_DOUBTFUL, "+doubtful"}, {MARK_OFF, "+off"}, {MARK_HINT, "+hint"},
		{MARK_HINT_HEAD, "+head"}};

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (style & marks[i].mark)
			str_adds(out, marks[i].name);
}

void term_mem_styled(struct term *t, struct str *out)
{
	const struct surface *s = &mem(t)->shown;

	for (int r = 0; r < s->rows; r++) {
		unsigned style = 0;

		for (int c = 0; c < s->cols; c++) {
			const struct cell *cell = surface_cell(s, r, c);

			if (cell->style != style) {
				if (style)
					str_adds(out, "»");
				style = cell->style;
				if (style) {
					str_adds(out, "«");
					str_adds(out, theme_role_name(style));
					add_marks(out, style);
					str_addc(out, ':');
				}
			}
			str_add(out, cell->text, cell->n);
		}
		if (style)
			str_adds(out, "»");
		while (out->len && out->buf[out->len - 1] == ' ')
			str_replace(out, out->len - 1, 1, NULL, 0);
		str_addc(out, '\n');
	}
}

void term_mem_cursor(struct term *t, int *row, int *col)
{
	*row = mem(t)->shown.cursor[0];
	*col = mem(t)->shown.cursor[1];
}

size_t term_mem_frames(struct term *t)
{
	return mem(t)->frames;
}

size_t term_mem_changed(struct term *t)
{
	return mem(t)->changed;
}

struct span term_mem_clipboard(struct term *t)
{
	struct term_mem *m = mem(t);

	return m->has_clipboard ? span_make(m->clipboard, m->clipboard_n) : SPAN_NONE;
}

const char *term_mem_title(struct term *t)
{
	return mem(t)->title;
}
