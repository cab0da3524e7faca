/* marks: how a line begins, by the rules of CommonMark that the format takes. */
#include "doc/read.h"

int read_hashes(struct span line)
{
	int n = 0;

	while ((size_t)n < line.n && n < 7 && line.p[n] == '#')
		n++;
	return n >= 1 && n <= 6 && (size_t)n < line.n && line.p[n] == ' ' ? n : 0;
}

static size_t blanks_at(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && (s.p[at + n] == ' ' || s.p[at + n] == '\t'))
		n++;
	return n;
}

static bool list_mark(struct span line, struct mark *m)
{
	size_t at = m->indent, digits = 0, gap;

	if (at < line.n && strchr("-*+", line.p[at]) && line.p[at]) {
		m->mark = SPAN_LIT("-");
		m->odd = line.p[at] != '-';
		at++;
	} else {
		while (at + digits < line.n && line.p[at + digits] >= '0' && line.p[at + digits] <= '9')
			digits++;
		if (digits == 0 || digits > 9 || at + digits >= line.n || !strchr(".)", line.p[at + digits]) ||
			!line.p[at + digits])
			return false;
		m->mark = span_sub(line, at, digits + 1);
		m->ordered = true;
		m->odd = line.p[at + digits] == ')';
		at += digits + 1;
	}
	gap = blanks_at(line, at);
	m->empty = at + gap >= line.n;
	if (gap == 0 && !m->empty)
		return false;
	gap = m->empty ? 1 : gap;
	m->odd = m->odd || gap != 1 || (!m->empty && line.p[at] != ' ');
	m->kind = MARK_LIST;
	m->width = at + gap;
	return true;
}

static bool note_mark(struct span line, struct mark *m)
{
	size_t end;

	if (!span_starts(line, "[^"))
		return false;
	end = span_find(span_sub(line, 0, 64), "]:", 2);
	if (end == (size_t)-1 || end == 2)
		return false;
	for (size_t i = 2; i < end; i++)
		if (strchr(" \t[]^", line.p[i]) || !line.p[i])
			return false;
	m->kind = MARK_NOTE;
	m->mark = span_sub(line, 2, end - 2);
	m->width = end + 2 + blanks_at(line, end + 2);
	m->odd = m->width != end + 3 || m->width >= line.n;
	return true;
}

/* No mark begins with a letter. */
static bool letter_at(struct span s, size_t at)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0;

	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

struct mark mark_read(struct span line)
{
	struct mark m = {.kind = MARK_NONE, .indent = blanks_at(line, 0)};

	m.width = m.indent;
	if (letter_at(line, m.indent))
		return m;
	if (list_mark(line, &m) || m.indent || !line.n)
		return m;
	if (read_hashes(line))
		m.kind = MARK_HEAD;
	else if (line.p[0] == '>')
		m.kind = MARK_QUOTE;
	else if (line.p[0] == '|')
		m.kind = MARK_TABLE;
	else if (span_starts(line, "<!--"))
		m.kind = MARK_COMMENT;
	else
		note_mark(line, &m);
	return m;
}

bool mark_ruler(struct span line)
{
	bool dash = false;

	if (line.n < 3 || line.p[0] != '|')
		return false;
	for (size_t i = 0; i < line.n; i++) {
		if (!strchr("|-: ", line.p[i]) || !line.p[i])
			return false;
		dash = dash || line.p[i] == '-';
	}
	return dash;
}

static bool only(struct span s, char c)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != c)
			return false;
	return s.n > 0;
}

bool mark_literal(struct span text)
{
	struct mark m;
	size_t hashes = 0;

	if (letter_at(text, 0))
		return false;
	m = mark_read(text);
	if (m.kind != MARK_NONE && m.kind != MARK_COMMENT)
		return true;
	while (hashes < text.n && text.p[hashes] == '#')
		hashes++;
	if (hashes && (hashes == text.n || text.p[hashes] == ' '))
		return true;
	return span_starts(text, "```") || only(text, '-') || only(text, '=') ||
		(text.n > 2 && (only(text, '*') || only(text, '_')));
}
