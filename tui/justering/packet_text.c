/* packet_text: the plain text of a packet, and what has changed since another
 * one. Knows how it looks, not what is said round it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "justering/packet.h"
#include "justering/packet_inner.h"
#include "text/textdiff.h"

enum { WIDEST_TABLE = 100, COLUMNS_MOST = 24, INDENT_MOST = 8, QUOTE_INDENT = 4, ITEM_INDENT = 2 };

/* ---------------------------------------------------------------- lines */

static bool parts_words(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void packet_wrap(struct str *out, const char *prefix, struct span text, int indent)
{
	int col = u8_width(prefix, strlen(prefix));
	bool first = true;
	size_t i = 0, n;

	str_adds(out, prefix);
	if (*prefix && col < indent) {
		str_addrep(out, " ", (size_t)(indent - col));
		col = indent;
	}
	while (i < text.n) {
		int width;

		while (i < text.n && parts_words(text.p[i]))
			i++;
		for (n = 0; i + n < text.n && !parts_words(text.p[i + n]); n++)
			;
		if (n == 0)
			break;
		width = u8_width(text.p + i, n);
		if (!first && col + 1 + width > PACKET_COLUMNS) {
			str_addc(out, '\n');
			str_addrep(out, " ", (size_t)indent);
			col = indent;
		} else if (!first) {
			str_addc(out, ' ');
			col++;
		}
		str_add(out, text.p + i, n);
		col += width;
		i += n;
		first = false;
	}
	while (out->len && out->buf[out->len - 1] == ' ')
		out->buf[--out->len] = '\0';
	str_addc(out, '\n');
}

/* ---------------------------------------------------------------- tables */

struct table {
	size_t first, rows, cols;    /* parts */
	int width[COLUMNS_MOST];
	bool fits;
};

struct writer {
	struct str *out;
	const struct sheet *s;
	int column;                  /* where the text begins, after the marks */
	struct table table;
};

/* The words of a cell stand between two bars of the draft that are not escaped. */
static struct span next_cell(const struct sheet *s, const struct sheet_part *part, size_t *word, size_t *at)
{
	size_t end = part->at.at + part->at.n, first = *word, last = part->word + part->nwords;

	while (*at < end && s->text.p[*at] != '|')
		*at += s->text.p[*at] == '\\' && *at + 1 < end ? 2 : 1;
	while (*word < last && s->word[*word].at.at < *at)
		(*word)++;
	++*at;
	if (*word == first)
		return SPAN_LIT("");
	return span_sub(str_span(&s->seen), s->word[first].seen.at,
		s->word[*word - 1].seen.at + s->word[*word - 1].seen.n - s->word[first].seen.at);
}

static size_t row_start(const struct sheet *s, const struct sheet_part *part)
{
	size_t at = part->at.at;

	while (at < part->at.at + part->at.n && (s->text.p[at] == ' ' || s->text.p[at] == '\t'))
		at++;
	return at < part->at.at + part->at.n && s->text.p[at] == '|' ? at + 1 : at;
}

static void measure_row(struct table *t, const struct sheet *s, const struct sheet_part *part)
{
	size_t at = row_start(s, part), end = part->at.at + part->at.n, word = part->word, col = 0;

	for (; at < end; col++) {
		struct span cell = next_cell(s, part, &word, &at);
		int width = u8_width(cell.p, cell.n);

		if (col >= COLUMNS_MOST)
			t->fits = false;
		else if (width > t->width[col])
			t->width[col] = width;
	}
	t->cols = col > t->cols ? col : t->cols;
}

/* The rows from part i on that are one table: nothing empty between them. */
static void measure_table(struct writer *w, size_t i)
{
	struct table *t = &w->table;
	const struct sheet *s = w->s;
	int all = w->column;

	*t = (struct table){.first = i, .fits = true};
	for (; i < s->nparts && s->part[i].kind == SHEET_ROW; i++) {
		const struct sheet_part *part = &s->part[i];

		if (i > t->first) {
			size_t end = part[-1].at.at + part[-1].at.n;

			if (span_find(span_sub(s->text, end, part->at.at - end), "\n\n", 0) != (size_t)-1)
				break;
		}
		measure_row(t, s, part);
		t->rows++;
	}
	for (size_t k = 0; k < t->cols && k < COLUMNS_MOST; k++)
		all += t->width[k] + 2;
	t->fits = t->fits && all <= WIDEST_TABLE;
}

static void add_row(struct writer *w, const struct sheet_part *part, const char *mark)
{
	size_t at = row_start(w->s, part), end = part->at.at + part->at.n, word = part->word;
	int col = (int)strlen(mark), want = w->column;

	str_adds(w->out, mark);
	for (size_t k = 0; at < end; k++) {
		struct span cell = next_cell(w->s, part, &word, &at);

		if (cell.n) {
			str_addrep(w->out, " ", (size_t)(want > col ? want - col : 0));
			str_addspan(w->out, cell);
			col = want + u8_width(cell.p, cell.n);
		}
		want += w->table.width[k] + 2;
	}
	str_addc(w->out, '\n');
}

/* ---------------------------------------------------------------- parts */

static char *mark_of(const struct sheet_part *part)
{
	return str_format("[%d.%d]", part->para, part->nr);
}

static int indent_of(const struct sheet *s, const struct sheet_part *part)
{
	int n = 0;

	if (part->kind == SHEET_QUOTE)
		return QUOTE_INDENT;
	if (part->kind == SHEET_FRONT)
		return part->at.n && s->text.p[part->at.at] == ' ' ? ITEM_INDENT : 0;
	if (part->kind != SHEET_ITEM)
		return 0;
	while (n < INDENT_MOST && (size_t)n < part->at.n && s->text.p[part->at.at + (size_t)n] == ' ')
		n++;
	return n + ITEM_INDENT;
}

/* Lists, tables, and what stands in the front matter and under a heading stay together. */
static bool stays(const struct sheet_part *before, const struct sheet_part *part)
{
	return part->kind == SHEET_META || part->kind == SHEET_FRONT ||
	       (part->kind == before->kind && (part->kind == SHEET_ITEM || part->kind == SHEET_ROW));
}

static void add_part(struct writer *w, size_t i)
{
	const struct sheet_part *part = &w->s->part[i];
	char *mark = mark_of(part);
	int indent = w->column + indent_of(w->s, part);
	struct str prefix = STR_INIT;

	if (i && !stays(part - 1, part))
		str_addc(w->out, '\n');
	if (part->kind == SHEET_HEAD)
		str_adds(w->out, "\n" PACKET_MARK "\n");
	if (part->kind == SHEET_ROW && i >= w->table.first + w->table.rows)
		measure_table(w, i);
	if (part->kind == SHEET_ROW && w->table.fits) {
		add_row(w, part, mark);
	} else {
		str_adds(&prefix, mark);
		str_addrep(&prefix, " ", (size_t)(indent - (int)prefix.len));
		packet_wrap(w->out, str_c(&prefix), span_sub(str_span(&w->s->seen), part->seen.at, part->seen.n), indent);
	}
	str_release(&prefix);
	free(mark);
}

void packet_add_text(struct str *out, const struct protocol *p)
{
	struct sheet s;
	struct writer w = {.out = out, .s = &s};

	sheet_read(&s, p);
	for (size_t i = 0; i < s.nparts; i++) {
		char *mark = mark_of(&s.part[i]);
		int n = (int)strlen(mark) + 1;

		w.column = n > w.column ? n : w.column;
		free(mark);
	}
	for (size_t i = 0; i < s.nparts; i++)
		add_part(&w, i);
	sheet_release(&s);
}

/* ---------------------------------------------------------------- changes */

struct changed {
	struct str *out;
	const struct sheet *now;
	size_t part;           /* of `now` that the line belongs to */
	struct str line;
	bool some;             /* something in it differs */
};

static void flush(struct changed *c)
{
	const struct sheet_part *part = c->now->nparts ? &c->now->part[c->part] : NULL;

	if (c->some && part && part->para)
		str_addf(c->out, "§ %d: ", part->para);
	if (c->some) {
		str_addspan(c->out, str_span(&c->line));
		str_addc(c->out, '\n');
	}
	str_clear(&c->line);
	c->some = false;
}

/* The part that byte `at` of what is seen now stands in. */
static void follow(struct changed *c, size_t at)
{
	while (c->part + 1 < c->now->nparts && c->now->part[c->part + 1].seen.at <= at)
		c->part++;
}

/* A piece of the new text; each line of it is one of the answer. */
static void add_now(struct changed *c, struct span text, size_t at, const char *open, const char *close)
{
	bool inside = false;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n') {
			if (inside)
				str_adds(&c->line, close);
			inside = false;
			flush(c);
			follow(c, at + i + 1);
			continue;
		}
		if (!inside && *open) {
			str_adds(&c->line, open);
			c->some = true;
		}
		inside = true;
		str_addc(&c->line, text.p[i]);
	}
	if (inside)
		str_adds(&c->line, close);
}

/* alone: nothing new stands in its place, so a line that is gone is a line of the answer. */
static void add_gone(struct changed *c, struct span text, bool alone)
{
	struct span s = text;

	while (s.n && s.p[s.n - 1] == '\n')
		s.n--;
	c->some = c->some || s.n;
	if (!s.n)
		return;
	str_adds(&c->line, "[-");
	for (size_t i = 0; i < s.n; i++)
		str_addc(&c->line, s.p[i] == '\n' ? ' ' : s.p[i]);
	str_adds(&c->line, "-]");
	if (alone && s.n < text.n)
		flush(c);
}

void packet_add_changes(struct str *out, struct span before, struct span now)
{
	struct protocol *a = protocol_parse(before), *b = protocol_parse(now);
	struct sheet was, is;
	struct textdiff d = {NULL, 0, 0};
	struct changed c = {.out = out, .now = &is};

	sheet_read(&was, a);
	sheet_read(&is, b);
	textdiff_words(&d, str_span(&was.seen), str_span(&is.seen));
	for (size_t i = 0; i < d.n; i++) {
		const struct diff_run *r = &d.run[i];
		struct span text = span_sub(str_span(&is.seen), r->b.at, r->b.n);

		follow(&c, r->b.at);
		if (r->op == DIFF_GONE)
			add_gone(&c, span_sub(str_span(&was.seen), r->a.at, r->a.n),
				i + 1 == d.n || d.run[i + 1].op != DIFF_NEW);
		else
			add_now(&c, text, r->b.at, r->op == DIFF_NEW ? "{+" : "", r->op == DIFF_NEW ? "+}" : "");
	}
	flush(&c);
	str_release(&c.line);
	textdiff_release(&d);
	sheet_release(&was);
	sheet_release(&is);
	protocol_free(a);
	protocol_free(b);
}
