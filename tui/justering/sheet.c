/* sheet: see sheet.h. A map of the draft's bytes says what is hidden: first the
 * private notes (sheet_public.c), then the marks of each part; what is left is seen. */
#include "justering/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "doc/inline.h"
#include "justering/sheet_inner.h"
#include "text/words.h"

struct maker {
	struct sheet *s;
	const struct protocol *p;
	unsigned char *hidden; /* one for each byte of the draft: SHEET_HIDDEN, SHEET_BAR or 0 */
	size_t *from;         /* of the part being made: where in the draft a seen byte stands */
	size_t cap_from;
	int para, nr, item, section;
};

/* A run of lines as the parser of marks wants it: without what begins each line. */
struct content {
	struct str text;
	size_t *from;         /* where each byte stands in the draft */
	size_t cap;
};

static void hide(struct maker *m, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < m->s->text.n; i++)
		m->hidden[i] = SHEET_HIDDEN;
}

/* ---------------------------------------------------------------- marks */

static void content_add(struct content *c, struct span text, size_t at, size_t n)
{
	if (c->cap < c->text.len + n + 1) {
		c->cap = 2 * (c->text.len + n + 1);
		c->from = mem_resize(c->from, c->cap, sizeof *c->from);
	}
	if (c->text.len) {
		c->from[c->text.len] = at;
		str_addc(&c->text, '\n');
	}
	for (size_t i = 0; i < n; i++)
		c->from[c->text.len + i] = at + i;
	str_addspan(&c->text, span_sub(text, at, n));
}

static void hide_run(struct maker *m, const struct content *c, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (c->text.buf[i] != '\n')
			m->hidden[c->from[i]] = SHEET_HIDDEN;
}

static void hide_marks(struct maker *m, const struct content *c)
{
	struct inline_runs runs = {NULL, 0, 0};

	inline_parse(&runs, str_span(&c->text));
	for (size_t i = 0; i < runs.n; i++) {
		const struct inline_run *r = &runs.v[i];
		size_t end = r->where.at + r->where.n;

		if (r->kind == INLINE_MARK || r->kind == INLINE_COMMENT || r->kind == INLINE_BREAK)
			hide_run(m, c, r->where.at, end);
		if (r->kind != INLINE_IMAGE)
			continue;
		hide_run(m, c, r->where.at, r->inner.at);
		hide_run(m, c, r->inner.at + r->inner.n, end);
	}
	inline_release(&runs);
}

static void content_release(struct content *c)
{
	str_release(&c->text);
	free(c->from);
}

/* ---------------------------------------------------------------- words */

static struct sheet_word *push_word(struct sheet_word **word, size_t *n, size_t *cap)
{
	*word = mem_grow(*word, *n, cap, sizeof **word);
	(*word)[*n] = (struct sheet_word){.glued = false};
	return &(*word)[(*n)++];
}

/* A word, or a character that can be seen? */
static bool visible(const struct words_piece *p)
{
	int32_t cp;

	u8_decode(p->text.p + p->at.at, p->at.n, &cp);
	return !p->blank && (cp < 0 || !u8_control(cp));
}

void sheet_split(struct span text, struct sheet_word **word, size_t *n, size_t *cap)
{
	struct words_piece p = {.text = text};
	bool glued = false;

	while (words_next(&p)) {
		bool shown = visible(&p);

		if (shown) {
			struct sheet_word *made = push_word(word, n, cap);

			made->at = made->seen = p.at;
			made->glued = glued;
		}
		glued = shown;
	}
}

/* What is seen of a part, with where each byte of it stands. */
static void see(struct maker *m, struct range at)
{
	struct str *seen = &m->s->seen;
	size_t start = seen->len, n, before;
	int32_t cp;

	for (size_t i = at.at; i < at.at + at.n; i += n) {
		n = u8_decode(m->s->text.p + i, at.at + at.n - i, &cp);
		before = seen->len;
		if (m->hidden[i] == SHEET_HIDDEN)
			continue;
		if (m->hidden[i] == SHEET_BAR)
			str_addc(seen, ' ');
		else if (cp < 0)
			str_adds(seen, "\xEF\xBF\xBD");
		else if (cp != '\n' && u8_control(cp))
			str_addc(seen, ' ');
		else
			str_add(seen, m->s->text.p + i, n);
		if (seen->len == start + 1 && (seen->buf[start] == ' ' || seen->buf[start] == '\t')) {
			seen->buf[seen->len = start] = '\0';
			continue;
		}
		if (m->cap_from < seen->len - start) {
			m->cap_from = 2 * (seen->len - start);
			m->from = mem_resize(m->from, m->cap_from, sizeof *m->from);
		}
		for (size_t k = before; k < seen->len; k++)
			m->from[k - start] = cp < 0 || seen->len - before != n ? i : i + (k - before);
	}
}

static struct range in_draft(const struct maker *m, struct range seen)
{
	size_t first = m->from[seen.at], last = m->from[seen.at + seen.n - 1];

	return (struct range){first, last + 1 - first};
}

/* A part of the lines `at`; what is hidden in it is known by now. */
static void add_part(struct maker *m, enum sheet_kind kind, struct range at)
{
	struct sheet *s = m->s;
	struct sheet_part *part;
	size_t start = s->seen.len, first = s->nwords;

	while (at.n && s->text.p[at.at + at.n - 1] == '\n')
		at.n--;
	see(m, at);
	while (s->seen.len > start && strchr(" \t\n", s->seen.buf[s->seen.len - 1]))
		s->seen.buf[--s->seen.len] = '\0';
	sheet_split(span_from(str_span(&s->seen), start), &s->word, &s->nwords, &s->cap_words);
	if (s->nwords == first) {
		if (s->seen.buf)
			s->seen.buf[s->seen.len = start] = '\0';
		return;
	}
	for (size_t i = first; i < s->nwords; i++) {
		s->word[i].at = in_draft(m, s->word[i].seen);
		s->word[i].seen.at += start;
	}
	s->word[first].first = true;
	s->part = mem_grow(s->part, s->nparts, &s->cap_parts, sizeof *s->part);
	part = &s->part[s->nparts++];
	*part = (struct sheet_part){kind, m->para, m->nr++, m->item, m->section, at, first, s->nwords - first,
		{start, s->seen.len - start}};
	str_addc(&s->seen, '\n');
}

/* ---------------------------------------------------------------- one block each */

/* The text of line k of a block as the parser took it, or the line without its indent. */
static size_t text_start(const struct maker *m, const struct block *b, size_t k, struct range line)
{
	const char *src = m->s->text.p;
	size_t at = line.at;

	if (k < b->ntext && b->text[k].p >= src + line.at && b->text[k].p <= src + line.at + line.n)
		return (size_t)(b->text[k].p - src);
	while (at < line.at + line.n && (src[at] == ' ' || src[at] == '\t'))
		at++;
	return at;
}

static size_t content_start(const struct maker *m, const struct block *b, size_t k, struct range line)
{
	const char *src = m->s->text.p;
	size_t at = line.at;

	if (b->kind == BLOCK_PRESENTER)
		return (size_t)(b->name.p - src);
	if (b->kind == BLOCK_SUB)
		return b->title.p ? (size_t)(b->title.p - src) : line.at + line.n;
	if (k || b->kind == BLOCK_PARA || b->kind == BLOCK_QUOTE)
		return text_start(m, b, k, line);
	if (b->kind == BLOCK_ITEM && !(b->mark.n && b->mark.p[0] >= '0' && b->mark.p[0] <= '9'))
		return text_start(m, b, 0, line);
	while (at < line.at + line.n && (src[at] == ' ' || src[at] == '\t'))
		at++;
	return at;
}

static void add_lines(struct maker *m, enum sheet_kind kind, const struct block *b)
{
	struct span text = m->s->text;
	struct content c = {STR_INIT, NULL, 0};
	size_t at = b->where.at, k = 0;

	while (at < b->where.at + b->where.n) {
		struct range line = sheet_line_at(text, at);
		size_t start = content_start(m, b, k++, line);

		hide(m, line.at, start);
		content_add(&c, text, start, line.at + line.n - start);
		at = line.at + line.n + 1;
	}
	hide_marks(m, &c);
	content_release(&c);
	add_part(m, kind, b->where);
}

/* One row: its bars are hidden, its cells hold marks of their own. */
static void add_row(struct maker *m, struct range line)
{
	struct span text = m->s->text;
	size_t end = line.at + line.n, start = line.at;

	for (size_t i = line.at; i <= end; i++) {
		struct content c = {STR_INIT, NULL, 0};

		if (i < end && text.p[i] == '\\' && i + 1 < end) {
			i++;
			continue;
		}
		if (i < end && text.p[i] != '|')
			continue;
		content_add(&c, text, start, i - start);
		hide_marks(m, &c);
		content_release(&c);
		if (i < end)
			m->hidden[i] = SHEET_BAR;
		start = i + 1;
	}
	add_part(m, SHEET_ROW, line);
}

static void add_table(struct maker *m, const struct block *b)
{
	size_t lines = 0, nr = 0, at;
	bool ruler;

	for (at = b->where.at; at < b->where.at + b->where.n; lines++) {
		struct range line = sheet_line_at(m->s->text, at);

		at = line.at + line.n + 1;
	}
	ruler = lines > b->rows;
	for (at = b->where.at; at < b->where.at + b->where.n; nr++) {
		struct range line = sheet_line_at(m->s->text, at);

		at = line.at + line.n + 1;
		if (!ruler || nr != 1)
			add_row(m, line);
	}
}

static void add_blocks(struct maker *m, const struct block *b, size_t n)
{
	static const enum sheet_kind kinds[] = {
		[BLOCK_PARA] = SHEET_PARA, [BLOCK_ITEM] = SHEET_ITEM, [BLOCK_QUOTE] = SHEET_QUOTE,
		[BLOCK_TABLE] = SHEET_ROW, [BLOCK_SUB] = SHEET_SUB, [BLOCK_PRESENTER] = SHEET_SUB,
		[BLOCK_NOTE] = SHEET_NOTE, [BLOCK_COMMENT] = SHEET_KINDS,
	};

	for (size_t i = 0; i < n; i++) {
		if (b[i].kind == BLOCK_TABLE)
			add_table(m, &b[i]);
		else if (kinds[b[i].kind] != SHEET_KINDS)
			add_lines(m, kinds[b[i].kind], &b[i]);
	}
}

/* ---------------------------------------------------------------- the frame */

static void add_front(struct maker *m)
{
	static const enum front_key program[] = {FRONT_FORMAT, FRONT_TYP, FRONT_STIL, FRONT_PROFIL};
	enum { PROGRAM = sizeof program / sizeof *program };
	const struct front *f = &m->p->front;
	struct span text = m->s->text;
	size_t end = f->where.at + f->where.n, left[PROGRAM];

	for (size_t i = 0; i < PROGRAM; i++) {
		const struct front_field *field = front_field(f, program[i]);

		left[i] = field ? field->where.at : (size_t)-1;
	}

	for (size_t at = f->where.at; f->present && at < end;) {
		struct range line = sheet_line_at(text, at);
		struct span s = span_trim(span_sub(text, line.at, line.n));
		bool skip = span_is(s, "---") || span_is(s, "---\r");

		at = line.at + line.n + 1;

		for (size_t i = 0; i < PROGRAM; i++)
			skip = skip || line.at == left[i];
		if (skip)
			continue;
		if (span_starts(s, "- "))
			hide(m, line.at, (size_t)(s.p - text.p) + 1);
		add_part(m, SHEET_FRONT, line);
	}
}

static void add_heading(struct maker *m, enum sheet_kind kind, size_t at)
{
	struct range line = sheet_line_at(m->s->text, at);
	struct content c = {STR_INIT, NULL, 0};
	size_t start = line.at;

	while (start < line.at + line.n && m->s->text.p[start] == '#')
		start++;
	hide(m, line.at, start);
	content_add(&c, m->s->text, start, line.at + line.n - start);
	hide_marks(m, &c);
	content_release(&c);
	add_part(m, kind, line);
}

static void add_meta(struct maker *m, const struct meta *meta)
{
	struct range line = sheet_line_at(m->s->text, meta->where.at);

	add_part(m, SHEET_META, line);
}

static void add_item(struct maker *m, const struct item *it)
{
	m->section = -1;
	add_heading(m, SHEET_HEAD, it->head.at);
	for (size_t i = 0; i < it->nmeta; i++)
		add_meta(m, &it->meta[i]);
	add_blocks(m, it->block, it->nblocks);
	for (size_t i = 0; i < it->nsections; i++) {
		m->section = (int)i;
		add_heading(m, SHEET_SECTION, it->section[i].head.at);
		add_blocks(m, it->section[i].block, it->section[i].nblocks);
	}
}

/* ---------------------------------------------------------------- all */

struct numbered {
	int nr;
	size_t item;
};

static int by_number(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->nr != y->nr)
		return x->nr < y->nr ? -1 : 1;
	return x->item < y->item ? -1 : x->item > y->item;
}

/* For each item the one before it with the same number, so that marks are
 * unique; nitems: none. */
static size_t *same_before(const struct protocol *p)
{
	struct numbered *v = mem_array(p->nitems + 1, sizeof *v);
	size_t *before = mem_array(p->nitems + 1, sizeof *before);

	for (size_t i = 0; i < p->nitems; i++)
		v[i] = (struct numbered){p->item[i].nr, i};
	qsort(v, p->nitems, sizeof *v, by_number);
	for (size_t i = 0; i < p->nitems; i++)
		before[v[i].item] = i && v[i - 1].nr == v[i].nr ? v[i - 1].item : p->nitems;
	free(v);
	return before;
}

void sheet_read(struct sheet *s, const struct protocol *p)
{
	struct maker m = {.s = s, .p = p, .item = -1, .section = -1};
	size_t *before = same_before(p);
	int *next = mem_array(p->nitems + 1, sizeof *next), unnumbered;

	*s = (struct sheet){.text = p->src};
	m.hidden = mem_array(p->src.n + 1, sizeof *m.hidden);
	sheet_hide_private(p, m.hidden);
	add_front(&m);
	add_blocks(&m, p->block, p->nblocks);
	unnumbered = m.nr;
	for (size_t i = 0; i < p->nitems; i++) {
		m.item = (int)i;
		m.para = p->item[i].nr;
		m.nr = before[i] < p->nitems ? next[before[i]] : m.para == 0 ? unnumbered : 0;
		add_item(&m, &p->item[i]);
		next[i] = m.nr;
	}
	free(before);
	free(next);
	free(m.hidden);
	free(m.from);
}

void sheet_release(struct sheet *s)
{
	free(s->part);
	free(s->word);
	str_release(&s->seen);
	*s = (struct sheet){.text = SPAN_NONE};
}

struct span sheet_seen(const struct sheet *s, size_t word)
{
	return span_sub(str_span(&s->seen), s->word[word].seen.at, s->word[word].seen.n);
}

const struct sheet_part *sheet_find(const struct sheet *s, int para, int nr)
{
	for (size_t i = 0; i < s->nparts; i++)
		if (s->part[i].para == para && s->part[i].nr == nr)
			return &s->part[i];
	return NULL;
}
