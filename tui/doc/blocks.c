/* blocks: paragraphs, lists, quotations, tables, notes of a run of lines. Knows
 * nothing of items and sections. Each line is looked at a fixed number of times. */
#include "doc/read.h"

enum { MAX_DEPTH = 32, MAX_COLUMNS = 100 };

struct walk {
	struct reader *r;
	size_t first, last;     /* lines left */
	size_t depth;           /* open levels of the list */
	size_t column[MAX_DEPTH]; /* where the text of each level begins */
	bool ordered[MAX_DEPTH];
	size_t close_at;        /* cache: next line with "-->"; last when there is none */
	size_t close_from;
	bool touching;          /* no empty line between this block and the one before */
};

static struct block *add_block(struct walk *w, enum block_kind kind, size_t line)
{
	struct block *b = vec_push(&w->r->blocks);

	b->kind = kind;
	b->line = (int)line + 1;
	return b;
}

static void end_block(struct walk *w, struct block *b, size_t first, size_t next, size_t texts)
{
	b->where = read_range_of(w->r, first, next);
	b->ntext = w->r->texts.n - texts;
	b->text = vec_take_from(&w->r->texts, texts, w->r->a);
	w->first = next;
	w->touching = true;
}

static void add_text(struct walk *w, struct span s)
{
	*(struct span *)vec_push(&w->r->texts) = s;
}

static struct span after_indent(struct span line)
{
	while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
		line = span_from(line, 1);
	return line;
}

static void odd(struct walk *w, enum fault f, size_t line)
{
	read_odd(w->r, f, line, read_line(w->r, line));
}

/* ---------------------------------------------------------------- one block each */

static void read_sub(struct walk *w)
{
	size_t i = w->first, texts = w->r->texts.n;
	struct span line = read_line(w->r, i), text;
	int hashes = read_hashes(line);
	struct block *b;
	size_t cut;

	text = after_indent(span_from(line, (size_t)hashes));
	if (hashes != 3)
		odd(w, FAULT_HEADING, i);
	b = add_block(w, BLOCK_SUB, i);
	b->level = hashes;
	b->title = text;
	if (hashes == 3 && span_starts(text, "@") && text.n > 1 && text.p[1] != ',') {
		b->kind = BLOCK_PRESENTER;
		text = span_from(text, 1);
		cut = span_find(text, ",", 0);
		b->name = span_trim(cut == (size_t)-1 ? text : span_sub(text, 0, cut));
		b->title = cut == (size_t)-1 ? SPAN_NONE : span_trim(span_from(text, cut + 1));
		if (cut != (size_t)-1 && !b->title.n)
			b->title = SPAN_NONE;
	} else if (span_starts(text, "@")) {
		odd(w, FAULT_PRESENTER, i);
	}
	end_block(w, b, i, i + 1, texts);
}

static void read_quote(struct walk *w)
{
	size_t i = w->first, texts = w->r->texts.n;
	struct block *b = add_block(w, BLOCK_QUOTE, i);

	for (; i < w->last; i++) {
		struct span line = read_line(w->r, i), text = line;

		if (line.n && line.p[0] == '>')
			text = span_from(line, 1);
		else if (!line.n || mark_read(line).kind != MARK_NONE)
			break;
		if (text.p == line.p || (text.n && (text.n < 2 || text.p[0] != ' ' || text.p[1] == ' ')))
			odd(w, FAULT_QUOTE, i);
		add_text(w, after_indent(text));
	}
	end_block(w, b, w->first, i, texts);
}

/* Ends with "|", and that one is not escaped. */
static bool row_closed(struct span line)
{
	size_t back = 0;

	if (line.n < 2 || line.p[line.n - 1] != '|')
		return false;
	while (back + 2 < line.n && line.p[line.n - 2 - back] == '\\')
		back++;
	return back % 2 == 0;
}

/* Cells of a row: "|" between them, not those after a backslash. */
static size_t add_cells(struct walk *w, struct span row)
{
	size_t start = 0, n = 0, end;

	end = row.n - 1 - row_closed(row);
	row = span_from(row, 1);
	for (size_t i = 0; i <= end; i++) {
		if (i < end && row.p[i] == '\\' && i + 1 < end) {
			i++;
			continue;
		}
		if (i < end && (row.p[i] != '|' || n + 1 >= MAX_COLUMNS))
			continue;
		add_text(w, span_trim(span_sub(row, start, i - start)));
		start = i + 1;
		n++;
	}
	return n;
}

/* Rows of unequal length are filled up with empty cells, unless that would make
 * a table out of something that is none: then false. */
static bool fill_table(struct walk *w, struct block *b, const size_t *count, size_t texts)
{
	size_t have = w->r->texts.n - texts, at = texts;
	struct span *cell;

	if (b->rows * b->cols > 64 * have + 4096)
		return false;
	cell = arena_alloc(w->r->a, (b->rows * b->cols + 1) * sizeof *cell);
	for (size_t row = 0; row < b->rows; row++)
		for (size_t k = 0; k < b->cols; k++)
			cell[row * b->cols + k] = k < count[row] ?
				*(struct span *)vec_at(&w->r->texts, at++) : SPAN_LIT("");
	b->cell = cell;
	w->r->texts.n = texts;
	return true;
}

static void read_para(struct walk *w, size_t to);

static void read_table(struct walk *w)
{
	size_t i = w->first, texts = w->r->texts.n;
	struct block *b = add_block(w, BLOCK_TABLE, i);
	struct vec counts = VEC(size_t);
	bool even = true, closed = true;

	for (; i < w->last && mark_read(read_line(w->r, i)).kind == MARK_TABLE; i++) {
		struct span line = read_line(w->r, i);
		size_t n;

		closed = closed && row_closed(line);
		if (i == w->first + 1 && mark_ruler(line))
			continue;
		n = add_cells(w, line);
		*(size_t *)vec_push(&counts) = n;
		even = even && (b->cols == 0 || n == b->cols);
		b->cols = n > b->cols ? n : b->cols;
	}
	b->rows = counts.n;
	if (!even || !closed || i < w->first + 2 || !mark_ruler(read_line(w->r, w->first + 1)))
		odd(w, FAULT_TABLE, w->first);
	if (fill_table(w, b, counts.p, texts)) {
		end_block(w, b, w->first, i, texts);
	} else {
		w->r->texts.n = texts;
		w->r->blocks.n--;
		read_para(w, i);
	}
	vec_release(&counts);
}

static void read_note(struct walk *w, const struct mark *m)
{
	size_t i = w->first, texts = w->r->texts.n;
	struct block *b = add_block(w, BLOCK_NOTE, i);

	b->label = m->mark;
	if (m->odd)
		odd(w, FAULT_MARKUP, i);
	if (m->width < read_line(w->r, i).n)
		add_text(w, span_from(read_line(w->r, i), m->width));
	for (i++; i < w->last; i++) {
		struct span line = read_line(w->r, i);
		enum mark_kind kind = mark_read(line).kind;

		if (!line.n || (kind != MARK_NONE && kind != MARK_LIST && kind != MARK_COMMENT))
			break;
		if (!span_starts(line, "    ") || line.p[4] == ' ')
			odd(w, FAULT_LIST, i);
		add_text(w, after_indent(line));
	}
	end_block(w, b, w->first, i, texts);
}

static size_t find_close(struct walk *w, size_t from)
{
	if (from < w->close_from || from > w->close_at || w->close_from == (size_t)-1) {
		w->close_from = from;
		for (w->close_at = from; w->close_at < w->last; w->close_at++)
			if (span_find(read_line(w->r, w->close_at), "-->", 0) != (size_t)-1)
				break;
	}
	return w->close_at;
}

/* A comment of its own lines; false when words follow its end on the same line. */
static bool read_comment(struct walk *w)
{
	size_t i = w->first, texts = w->r->texts.n, close = find_close(w, i);
	struct block *b;
	struct span line;

	if (close >= w->last) {
		odd(w, FAULT_COMMENT, i);
		for (close = i; close + 1 < w->last && read_line(w->r, close + 1).n; close++)
			;
	} else {
		line = read_line(w->r, close);
		if (span_find(line, "-->", 0) + 3 != line.n)
			return false;
	}
	b = add_block(w, BLOCK_COMMENT, i);
	for (; i <= close; i++)
		add_text(w, read_line(w->r, i));
	end_block(w, b, w->first, i, texts);
	return true;
}

/* ---------------------------------------------------------------- lists and paragraphs */

/* Does this line end a paragraph or a list item that it follows directly? */
static bool interrupts(struct walk *w, size_t i, const struct mark *m, bool in_list)
{
	switch (m->kind) {
	case MARK_LIST:
		return in_list || (!m->empty &&
			(!m->ordered || span_is(m->mark, "1.") || span_is(m->mark, "1)")));
	case MARK_TABLE:
		return i + 1 < w->last && mark_ruler(read_line(w->r, i + 1));
	case MARK_HEAD:
	case MARK_QUOTE:
	case MARK_NOTE:
		return true;
	case MARK_NONE:
	case MARK_COMMENT:
		break;
	}
	return false;
}

static void close_levels(struct walk *w, size_t indent)
{
	while (w->depth && w->column[w->depth - 1] > indent)
		w->depth--;
}

static void read_item(struct walk *w, const struct mark *m, bool start)
{
	size_t i = w->first, texts = w->r->texts.n, column;
	struct block *b = add_block(w, BLOCK_ITEM, i);

	close_levels(w, m->indent);
	column = w->depth ? w->column[w->depth - 1] : 0;
	if (m->odd || m->indent != column)
		odd(w, FAULT_LIST, i);
	if (w->depth == MAX_DEPTH)
		w->depth--;
	w->column[w->depth] = m->width;
	w->ordered[w->depth] = m->ordered;
	b->level = (int)w->depth++;
	b->list_start = start;
	b->mark = m->mark;
	if (m->ordered && m->mark.p[m->mark.n - 1] == ')') {
		char *dot = arena_dup(w->r->a, m->mark.p, m->mark.n);

		dot[m->mark.n - 1] = '.';
		b->mark.p = dot;
	}
	add_text(w, span_from(read_line(w->r, i), m->width));
	for (i++; i < w->last; i++) {
		struct span line = read_line(w->r, i);
		struct mark next = mark_read(line);

		if (!line.n || interrupts(w, i, &next, true))
			break;
		if (next.indent != m->width)
			odd(w, FAULT_LIST, i);
		if (mark_literal(after_indent(line)))
			odd(w, FAULT_MARKUP, i);
		add_text(w, after_indent(line));
	}
	end_block(w, b, w->first, i, texts);
}

/* Lines before `to` belong to it whatever they look like. */
static void read_para(struct walk *w, size_t to)
{
	size_t i = w->first, texts = w->r->texts.n;
	struct block *b = add_block(w, BLOCK_PARA, i);

	for (; i < w->last; i++) {
		struct span line = read_line(w->r, i);
		struct mark m = mark_read(line);

		if (!line.n || (i >= to && interrupts(w, i, &m, false)))
			break;
		line = after_indent(line);
		if (m.indent || mark_literal(line))
			odd(w, FAULT_MARKUP, i);
		add_text(w, line);
	}
	end_block(w, b, w->first, i, texts);
}

/* A list goes on after an empty line when its next item could not begin another one. */
static bool goes_on(struct walk *w, const struct mark *m)
{
	size_t depth = w->depth;

	while (depth && w->column[depth - 1] > m->indent)
		depth--;
	if (w->depth == 0)
		return false;
	return depth > 0 || w->ordered[0] == m->ordered;
}

static void read_one(struct walk *w)
{
	struct mark m = mark_read(read_line(w->r, w->first));
	bool list = m.kind == MARK_LIST, on = list && (w->touching ? w->depth > 0 : goes_on(w, &m));

	if (w->touching && !on)
		odd(w, FAULT_SPACING, w->first);
	if (on && !w->touching)
		odd(w, FAULT_LIST, w->first);
	if (!on)
		w->depth = 0;
	switch (m.kind) {
	case MARK_HEAD:
		read_sub(w);
		return;
	case MARK_QUOTE:
		read_quote(w);
		return;
	case MARK_TABLE:
		read_table(w);
		return;
	case MARK_NOTE:
		read_note(w, &m);
		return;
	case MARK_LIST:
		read_item(w, &m, !on);
		return;
	case MARK_COMMENT:
		if (read_comment(w))
			return;
		break;
	case MARK_NONE:
		break;
	}
	read_para(w, w->first + 1);
}

struct block *blocks_read(struct reader *r, size_t first, size_t last, size_t *out_n)
{
	struct walk w = {.r = r, .first = first, .last = last, .close_from = (size_t)-1};
	size_t blocks = r->blocks.n;

	while (w.first < last && !r->skim) {
		if (!read_line(r, w.first).n) {
			w.first++;
			w.touching = false;
			continue;
		}
		read_one(&w);
	}
	*out_n = r->blocks.n - blocks;
	return vec_take_from(&r->blocks, blocks, r->a);
}
