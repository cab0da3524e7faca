/* lines: the running text of a draft, line by line, and small readers of what
 * stands in it. Knows no rule. */
#include <string.h>

#include "base/clock.h"
#include "base/u8.h"
#include "check/inner.h"

static size_t end_of_line(struct span src, size_t at)
{
	const char *nl = at < src.n ? memchr(src.p + at, '\n', src.n - at) : NULL;

	return nl ? (size_t)(nl - src.p) : src.n;
}

#define LINES_A_LOOK 500

struct range check_line_range(struct span src, int line)
{
	size_t at = 0;

	while (--line > 0 && at < src.n) {
		size_t end = end_of_line(src, at);

		if (end == src.n)
			break;
		at = end + 1;
	}
	return (struct range){at, end_of_line(src, at) - at};
}

static bool is_meta(const struct item *it, size_t start, size_t end)
{
	for (size_t i = 0; it && i < it->nmeta; i++)
		if (it->meta[i].where.at >= start && it->meta[i].where.at <= end)
			return true;
	return false;
}

void check_lines(struct check_run *r, check_line_fn *fn)
{
	const struct protocol *p = r->p;
	bool comment = false;
	size_t item = 0, lines = 0;

	for (size_t at = p->body, end; at < p->src.n; at = end + 1) {
		struct check_line l = {.at = at};
		size_t open, close;

		/* at the next rule it is seen again, and nothing is asked for any more */
		if (++lines % LINES_A_LOOK == 0 && !check_goes_on(r))
			return;
		end = end_of_line(p->src, at);
		l.text = span_sub(p->src, at, end - at);
		while (item < p->nitems && p->item[item].where.at <= at)
			item++;
		l.item = item ? &p->item[item - 1] : NULL;
		if (comment) {
			comment = span_find(l.text, "-->", 0) == (size_t)-1;
			continue;
		}
		if (!l.text.n || is_meta(l.item, at, end))
			continue;
		l.heading = l.text.p[0] == '#';
		l.quote = l.text.p[0] == '>';
		l.table = l.text.p[0] == '|';
		fn(r, &l);
		open = span_find(l.text, "<!--", 0) == (size_t)-1 ? (size_t)-1 : span_find_last(l.text, "<!--");
		close = open == (size_t)-1 ? open : span_find(l.text, "-->", open);
		comment = open != (size_t)-1 && close == (size_t)-1;
	}
}

static bool between(struct span s, size_t at, const char *open, const char *close)
{
	size_t from = span_find_last(span_sub(s, 0, at + 1), open), to;

	if (from == (size_t)-1)
		return false;
	to = span_find(s, close, from + strlen(open));
	return to == (size_t)-1 || to + strlen(close) > at;
}

bool check_masked(const struct check_line *l, size_t at)
{
	struct span s = l->text;
	size_t from = at, to = at;
	struct span chunk;

	if (between(s, at, "<!--", "-->") || between(s, at, "](", ")"))
		return true;
	while (from > 0 && !strchr(" \t(<", s.p[from - 1]))
		from--;
	while (to < s.n && !strchr(" \t)>", s.p[to]))
		to++;
	chunk = span_sub(s, from, to - from);
	return span_find(chunk, "://", 0) != (size_t)-1 || span_starts(chunk, "www.") ||
		(span_find(chunk, "@", 1) != (size_t)-1);
}

bool check_word_starts(struct span s, size_t at)
{
	int32_t cp = -1;
	size_t from = at;

	if (at == 0 || at > s.n)
		return true;
	do
		from--;
	while (from > 0 && at - from < 4 && ((unsigned char)s.p[from] & 0xC0) == 0x80);
	u8_decode(s.p + from, at - from, &cp);
	return !u8_letter(cp) && !u8_digit(cp);
}

bool check_word_ends(struct span s, size_t at)
{
	int32_t cp = -1;

	if (at >= s.n)
		return true;
	u8_decode(s.p + at, s.n - at, &cp);
	return !u8_letter(cp) && !u8_digit(cp);
}

static bool digit(struct span s, size_t at)
{
	return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

size_t check_number(struct span s, size_t at, int *out)
{
	size_t n = 0;
	int v = 0;

	while (digit(s, at + n)) {
		if (++n > 4)
			return 0;
		v = v * 10 + (s.p[at + n - 1] - '0');
	}
	if (n)
		*out = v;
	return n;
}

size_t check_month(struct span s, size_t at, int *month)
{
	if (at >= s.n || !strchr("jfmasond", s.p[at])) /* most places, at once */
		return 0;
	for (int m = 1; m <= 12; m++) {
		const char *name = date_month_name(m);

		if (span_starts(span_from(s, at), name) && check_word_ends(s, at + strlen(name))) {
			*month = m;
			return strlen(name);
		}
	}
	return 0;
}

size_t check_time(struct span s, size_t at, int *h, int *m)
{
	size_t n = check_number(s, at, h);

	if (n < 1 || n > 2 || at + n >= s.n || (s.p[at + n] != '.' && s.p[at + n] != ':') ||
		check_number(s, at + n + 1, m) != 2)
		return 0;
	return check_word_ends(s, at + n + 3) ? n + 3 : 0;
}
