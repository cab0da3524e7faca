/* unit: see unit.h. Knows the line forms of the draft format, no meaning. */
#include "screens/unit.h"

#include <string.h>

static struct span line_at(struct span s, size_t at)
{
	const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;

	return span_make(s.p + at, nl ? (size_t)(nl - s.p) - at : s.n - at);
}

static size_t line_start(struct span s, size_t at)
{
	const char *nl = at > 0 ? memrchr(s.p, '\n', at) : NULL;

	return nl ? (size_t)(nl - s.p) + 1 : 0;
}

static size_t next_line(struct span s, size_t at)
{
	const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;

	return nl ? (size_t)(nl - s.p) + 1 : s.n;
}

static bool blank_line(struct span line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

static bool heading(struct span line)
{
	return span_starts(line, "# ") || span_starts(line, "## ") || span_starts(line, "### ");
}

size_t unit_body(struct span s)
{
	size_t at = 3;

	/* asked for at every turn: the closing line is sought, not the lines before it */
	if (!span_starts(s, "---\n"))
		return 0;
	while ((at = span_find(s, "\n---", at)) != (size_t)-1) {
		at += 4;
		if (at == s.n || s.p[at] == '\n')
			return next_line(s, at);
	}
	return 0;
}

/* "- " or "12. " after blanks: the bytes up to the text, 0 when it is none. */
static size_t list_mark(struct span line, struct span *mark)
{
	size_t i = 0, from;

	while (i < line.n && line.p[i] == ' ')
		i++;
	from = i;
	if (i < line.n && line.p[i] == '-') {
		i++;
	} else {
		while (i < line.n && i - from < 9 && line.p[i] >= '0' && line.p[i] <= '9')
			i++;
		if (i == from || i >= line.n || line.p[i] != '.')
			return 0;
		i++;
	}
	if (i < line.n && line.p[i] != ' ')
		return 0;
	*mark = span_make(line.p + from, i - from);
	return i < line.n ? i + 1 : i;
}

static size_t leading(struct span line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] == ' ')
		i++;
	return i;
}

/* The start of the run of lines without an empty one that holds `at`. */
static size_t block_start(struct span s, size_t at, size_t body)
{
	size_t start = line_start(s, at);

	while (start > body) {
		size_t prev = line_start(s, start - 1);
		struct span line = line_at(s, prev);

		if (blank_line(line))
			break;
		/* a heading ends what was before it; only meta lines go on below one */
		if (heading(line_at(s, start)) || span_starts(line, "## ") || span_starts(line, "### "))
			break;
		start = prev;
	}
	return start;
}

static bool table_row(struct span line)
{
	return line.n > 0 && line.p[0] == '|';
}

static bool ruler(struct span line)
{
	bool dash = false;

	for (size_t i = 0; i < line.n; i++) {
		if (!strchr("|-: ", line.p[i]) || !line.p[i])
			return false;
		dash |= line.p[i] == '-';
	}
	return dash;
}

/* "# § 13 ": where the title begins, which is what a person may change. */
static size_t item_prefix(struct span line)
{
	struct span rest = span_from(line, 2);
	size_t i;

	if (!span_starts(rest, "\xC2\xA7 "))
		return 2;
	for (i = 3; i < rest.n && rest.p[i] >= '0' && rest.p[i] <= '9'; i++)
		;
	if (i == 3 || (i < rest.n && rest.p[i] != ' '))
		return 2;
	return 2 + (i < rest.n ? i + 1 : i);
}

/* One unit that begins at line start `at`, inside a block whose first line is
 * an item heading or not. */
static struct unit measure(struct span s, size_t at, bool under_item)
{
	struct span line = line_at(s, at), mark;
	struct unit u = {.kind = UNIT_PARA, .at = at, .text = at, .end = next_line(s, at), .mark = SPAN_NONE};
	size_t n;

	if (blank_line(line)) {
		u.kind = UNIT_EMPTY;
	} else if (span_starts(line, "# ")) {
		u.kind = UNIT_ITEM;
		u.text = at + item_prefix(line);
	} else if (span_starts(line, "## ")) {
		u.kind = span_find(line, " = ", 0) != (size_t)-1 ? UNIT_MIRROR : UNIT_SECTION;
		u.text = at + 3;
	} else if (span_starts(line, "### ")) {
		u.kind = span_starts(line, "### @") ? UNIT_PRESENTER : UNIT_SUB;
		u.text = at + (u.kind == UNIT_PRESENTER ? 5 : 4);
	} else if (under_item) {
		size_t colon = span_find(line, ": ", 0);

		u.kind = UNIT_META;
		u.text = at + (colon == (size_t)-1 ? 0 : colon + 2);
	} else if (table_row(line)) {
		u.kind = ruler(line) ? UNIT_RULER : UNIT_TABLE;
	} else {
		if (span_starts(line, "<!--")) {
			u.kind = UNIT_COMMENT;
		} else if (span_starts(line, "[^")) {
			u.kind = UNIT_NOTE;
		} else if (line.p[0] == '>') {
			u.kind = UNIT_QUOTE;
			u.text = at + (line.n > 1 && line.p[1] == ' ' ? 2 : 1);
		} else if ((n = list_mark(line, &mark))) {
			u.kind = UNIT_LIST;
			u.text = at + n;
			u.mark = mark;
			u.indent = (int)n;
		}
		/* further lines of the same piece */
		while (u.end < s.n) {
			struct span next = line_at(s, u.end);

			if (blank_line(next) || heading(next) || table_row(next))
				break;
			if (u.kind == UNIT_COMMENT) {
				if (span_find(span_make(s.p + u.at, u.end - u.at), "-->", 0) != (size_t)-1)
					break;
			} else if (u.kind == UNIT_QUOTE) {
				if (next.p[0] != '>')
					break;
			} else if (next.p[0] == '>' || span_starts(next, "<!--")) {
				break;
			} else if (list_mark(next, &mark) && (u.kind == UNIT_LIST || leading(next) == 0)) {
				break;
			}
			u.end = next_line(s, u.end);
		}
	}
	u.text_end = u.end > u.at && s.p[u.end - 1] == '\n' ? u.end - 1 : u.end;
	if (u.text > u.text_end)
		u.text = u.text_end;
	if (u.kind == UNIT_EMPTY)
		u.text = u.text_end = u.at;
	return u;
}

struct unit unit_at(struct span s, size_t at)
{
	size_t body = unit_body(s), start;
	struct unit u;
	bool under = false;

	if (at > s.n)
		at = s.n;
	if (at < body)
		return (struct unit){.kind = UNIT_FRONT, .at = 0, .text = 0, .end = body, .text_end = body};
	/* behind the last newline there is an empty line */
	if (at == s.n && (at == body || s.p[s.n - 1] == '\n'))
		return (struct unit){.kind = UNIT_EMPTY, .at = s.n, .text = s.n, .end = s.n, .text_end = s.n};
	start = block_start(s, at, body);
	for (;;) {
		u = measure(s, start, under);
		if (at < u.end || u.end >= s.n)
			return u;
		under = u.kind == UNIT_ITEM || u.kind == UNIT_META;
		start = u.end;
	}
}

bool unit_next(struct span s, const struct unit *u, struct unit *out)
{
	if (u->at == s.n || (u->kind != UNIT_FRONT && u->end == s.n && s.n > 0 && s.p[s.n - 1] != '\n'))
		return false;
	/* from the unit before it is known what the next line is: no need to look back */
	if (u->kind == UNIT_FRONT || u->end == s.n)
		*out = unit_at(s, u->end);
	else
		*out = measure(s, u->end, u->kind == UNIT_ITEM || u->kind == UNIT_META);
	return true;
}

bool unit_prev(struct span s, const struct unit *u, struct unit *out)
{
	if (u->at == 0)
		return false;
	*out = unit_at(s, u->at - 1);
	return true;
}

bool unit_fixed(enum unit_kind k)
{
	return k == UNIT_SECTION || k == UNIT_FRONT || k == UNIT_RULER;
}

bool unit_prose(enum unit_kind k)
{
	return k == UNIT_PARA || k == UNIT_LIST || k == UNIT_QUOTE || k == UNIT_NOTE;
}
