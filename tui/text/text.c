/* text: see text.h. Bytes, marks, the log of changes, the line index; undo's
 * bookkeeping stands in undo.c. Knows no characters. */
#include "text/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/oplog.h"
#include "text/undo.h"

/* So many of the last changes text_changed_since can tell apart. */
#define LOG_SIZE 1024

struct change {
	size_t at, del, ins;
};

struct mark {
	size_t at;
	bool used;
};

struct text {
	struct str bytes; /* len is that of the text, also while there is a gap in it */
	size_t gap_at, gap;
	bool bulk;
	uint64_t rev;
	struct undo undo;
	struct oplog *ops; /* NULL: nobody follows */
	int depth; /* of nested groups */
	struct mark *mark;
	size_t nmark, cmark;
	struct change log[LOG_SIZE]; /* the change to revision r stands at r % LOG_SIZE */
	size_t *line;                /* starts; valid for revision line_rev */
	size_t nline, cline;
	uint64_t line_rev;
};

struct text *text_take(struct str *bytes)
{
	struct text *t = mem_alloc(sizeof *t);

	t->bytes = *bytes;
	*bytes = (struct str)STR_INIT;
	t->line_rev = UINT64_MAX;
	return t;
}

struct text *text_new(struct span bytes)
{
	struct str copy = STR_INIT;

	str_addspan(&copy, bytes);
	return text_take(&copy);
}

char *text_leave(struct text *t)
{
	struct str copy = STR_INIT;
	char *was = t->bytes.buf;

	str_addspan(&copy, str_span(&t->bytes));
	t->bytes = copy;
	return was;
}

void text_free(struct text *t)
{
	if (!t)
		return;
	str_release(&t->bytes);
	undo_release(&t->undo);
	oplog_free(t->ops);
	free(t->mark);
	free(t->line);
	free(t);
}

struct span text_bytes(const struct text *t)
{
	assert(!t->bulk);
	return str_span(&t->bytes);
}

uint64_t text_rev(const struct text *t)
{
	return t->rev;
}

static size_t shifted(size_t pos, struct change c)
{
	if (pos >= c.at + c.del)
		return pos - c.del + c.ins;
	return pos > c.at ? c.at : pos;
}

static void gap_move(struct text *t, size_t to)
{
	char *p = t->bytes.buf;

	if (to < t->gap_at)
		memmove(p + to + t->gap, p + to, t->gap_at - to);
	else
		memmove(p + t->gap_at, p + t->gap_at + t->gap, to - t->gap_at);
	t->gap_at = to;
}

/* At least n bytes and the 0 behind the text; a sixteenth more, so that it does
 * not come often. */
static void gap_widen(struct text *t, size_t n)
{
	size_t len = t->bytes.len, gap = n + len / 16 + 4096, at = t->gap_at;

	if (t->gap > n)
		return;
	t->bytes.cap = len + gap;
	t->bytes.buf = mem_resize(t->bytes.buf, t->bytes.cap, 1);
	memmove(t->bytes.buf + at + gap, t->bytes.buf + at + t->gap, len - at);
	t->gap = gap;
}

static void gap_replace(struct text *t, size_t at, size_t del, struct span ins)
{
	gap_move(t, at);
	t->gap += del;
	t->bytes.len -= del;
	gap_widen(t, ins.n);
	if (ins.n)
		memcpy(t->bytes.buf + at, ins.p, ins.n);
	t->gap_at += ins.n;
	t->gap -= ins.n;
	t->bytes.len += ins.n;
}

void text_bulk_begin(struct text *t)
{
	t->bulk = true;
	t->gap = 0;
	t->gap_at = t->bytes.len;
	gap_widen(t, 0);
}

void text_bulk_end(struct text *t)
{
	if (!t->bulk)
		return;
	gap_move(t, t->bytes.len);
	t->bytes.buf[t->bytes.len] = '\0';
	t->bulk = false;
}

/* The bytes of a range that lies within the text. */
static struct span range_bytes(struct text *t, size_t at, size_t n)
{
	if (!t->bulk)
		return span_sub(str_span(&t->bytes), at, n);
	gap_move(t, at);
	return span_make(t->bytes.buf + at + t->gap, n);
}

/* The one place where bytes change. */
static void splice(struct text *t, size_t at, size_t del, struct span ins)
{
	struct change c = {at, del, ins.n};

	if (t->bulk)
		gap_replace(t, at, del, ins);
	else
		str_replace(&t->bytes, at, del, ins.p, ins.n);
	t->rev++;
	t->log[t->rev % LOG_SIZE] = c;
	for (size_t i = 0; i < t->nmark; i++)
		t->mark[i].at = shifted(t->mark[i].at, c);
}

static void splice_logged(struct text *t, size_t at, size_t del, struct span ins)
{
	if (t->ops)
		oplog_edit(t->ops, at, del, ins);
	splice(t, at, del, ins);
}

void text_replace(struct text *t, size_t at, size_t del, struct span ins)
{
	struct span gone;
	bool alone = t->depth == 0;

	if (at > t->bytes.len)
		at = t->bytes.len;
	if (del > t->bytes.len - at)
		del = t->bytes.len - at;
	gone = range_bytes(t, at, del);
	if (!ins.p)
		ins.n = 0;
	if (span_eq(gone, ins))
		return;
	if (alone)
		text_group_begin(t, at);
	ins = undo_add(&t->undo, at, gone, ins);
	splice_logged(t, at, gone.n, ins);
	if (alone)
		text_group_end(t, at + ins.n);
}

void text_group_begin(struct text *t, size_t cursor)
{
	bool joined;

	if (t->depth++ > 0)
		return;
	joined = undo_begin(&t->undo, cursor);
	if (t->ops)
		oplog_begin(t->ops, joined, cursor);
}

void text_group_end(struct text *t, size_t cursor)
{
	if (t->depth == 0 || --t->depth > 0)
		return;
	undo_end(&t->undo, cursor);
	if (t->ops)
		oplog_end(t->ops, cursor);
}

void text_group_join(struct text *t)
{
	if (t->depth == 0)
		undo_join(&t->undo);
}

bool text_undo(struct text *t, size_t *cursor)
{
	struct undo_group g;

	if (!undo_back(&t->undo, &g))
		return false;
	if (t->ops)
		oplog_add(t->ops, TEXT_OP_UNDO, g.cursor_after, g.cursor_before);
	for (size_t i = g.n; i-- > 0;)
		splice_logged(t, g.edit[i].at, g.edit[i].came.n, g.edit[i].gone);
	*cursor = g.cursor_before;
	return true;
}

bool text_redo(struct text *t, size_t *cursor)
{
	struct undo_group g;

	if (!undo_forward(&t->undo, &g))
		return false;
	if (t->ops)
		oplog_add(t->ops, TEXT_OP_REDO, g.cursor_before, g.cursor_after);
	for (size_t i = 0; i < g.n; i++)
		splice_logged(t, g.edit[i].at, g.edit[i].gone.n, g.edit[i].came);
	*cursor = g.cursor_after;
	return true;
}

bool text_can_undo(const struct text *t)
{
	return t->depth == 0 && t->undo.done > 0;
}

bool text_can_redo(const struct text *t)
{
	return t->depth == 0 && t->undo.done < t->undo.n;
}

void text_follow(struct text *t)
{
	if (!t->ops)
		t->ops = oplog_new();
}

bool text_next_op(struct text *t, struct text_op *out)
{
	return t->ops && t->depth == 0 && oplog_next(t->ops, out);
}

/* Each edit must lie within the text as the ones before it leave it. */
static bool fits(const struct text *t, const struct text_op *op)
{
	size_t n = t->bytes.len;

	for (size_t i = 0; i < op->n; i++) {
		if (op->edit[i].at > n || op->edit[i].del > n - op->edit[i].at)
			return false;
		n += op->edit[i].ins.n - op->edit[i].del;
	}
	return op->n > 0;
}

static bool apply_group(struct text *t, const struct text_op *op, size_t *cursor)
{
	if (t->depth || !fits(t, op))
		return false;
	if (op->joined)
		text_group_join(t);
	text_group_begin(t, op->before);
	for (size_t i = 0; i < op->n; i++)
		text_replace(t, op->edit[i].at, op->edit[i].del, op->edit[i].ins);
	text_group_end(t, op->after);
	*cursor = op->after;
	return true;
}

bool text_apply(struct text *t, const struct text_op *op, size_t *opt_cursor)
{
	size_t cursor = 0;
	bool done = op->kind == TEXT_OP_UNDO   ? text_undo(t, &cursor)
		    : op->kind == TEXT_OP_REDO ? text_redo(t, &cursor)
					       : apply_group(t, op, &cursor);

	if (done && opt_cursor)
		*opt_cursor = cursor;
	return done;
}

void text_take_undo(struct text *t, struct text *older)
{
	if (t->depth == 0 && older->depth == 0)
		undo_prepend(&t->undo, &older->undo);
}

int text_mark_new(struct text *t, size_t at)
{
	size_t i = 0;

	while (i < t->nmark && t->mark[i].used)
		i++;
	if (i == t->nmark) {
		t->mark = mem_grow(t->mark, t->nmark, &t->cmark, sizeof *t->mark);
		t->nmark++;
	}
	t->mark[i].used = true;
	text_mark_set(t, (int)i, at);
	return (int)i;
}

static bool is_mark(const struct text *t, int mark)
{
	return mark >= 0 && (size_t)mark < t->nmark && t->mark[mark].used;
}

void text_mark_free(struct text *t, int mark)
{
	if (is_mark(t, mark))
		t->mark[mark].used = false;
}

size_t text_mark_at(const struct text *t, int mark)
{
	return is_mark(t, mark) ? t->mark[mark].at : 0;
}

void text_mark_set(struct text *t, int mark, size_t at)
{
	if (is_mark(t, mark))
		t->mark[mark].at = at < t->bytes.len ? at : t->bytes.len;
}

struct range text_changed_since(const struct text *t, uint64_t rev)
{
	size_t from = 0, to = 0;

	if (rev == t->rev)
		return (struct range){0, 0};
	if (rev > t->rev || t->rev - rev > LOG_SIZE)
		return (struct range){0, t->bytes.len};
	for (uint64_t r = rev + 1; r <= t->rev; r++) {
		struct change c = t->log[r % LOG_SIZE];

		if (r == rev + 1) {
			from = c.at;
			to = c.at + c.ins;
			continue;
		}
		to = to > c.at + c.del ? to - c.del + c.ins : c.at + c.ins;
		from = from < c.at ? from : c.at;
	}
	return (struct range){from, to - from};
}

static void index_lines(struct text *t)
{
	const char *p = str_c(&t->bytes), *end = p + t->bytes.len;
	const char *nl = p;

	if (t->line_rev == t->rev)
		return;
	t->nline = 0;
	t->line = mem_grow(t->line, t->nline, &t->cline, sizeof *t->line);
	t->line[t->nline++] = 0;
	while ((nl = memchr(nl, '\n', (size_t)(end - nl)))) {
		nl++;
		t->line = mem_grow(t->line, t->nline, &t->cline, sizeof *t->line);
		t->line[t->nline++] = (size_t)(nl - p);
	}
	t->line_rev = t->rev;
}

size_t text_lines(struct text *t)
{
	index_lines(t);
	return t->nline;
}

size_t text_line_of(struct text *t, size_t at)
{
	size_t lo = 0, hi;

	index_lines(t);
	hi = t->nline;
	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->line[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

size_t text_line_start(struct text *t, size_t line)
{
	index_lines(t);
	return line < t->nline ? t->line[line] : t->bytes.len;
}

struct range text_line(struct text *t, size_t line)
{
	size_t start = text_line_start(t, line);
	size_t end = line + 1 < t->nline ? t->line[line + 1] - 1 : t->bytes.len;

	return (struct range){start, end - start};
}
