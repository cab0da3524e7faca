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

/* -------------------------------------------------------------------- walk */

#define LINES_A_LOOK 200

struct walk {
	struct check_run *r;
	check_walk_fn *fn;
	void *ctx;
	unsigned short bits[256]; /* what a byte says about its line */
	size_t item;              /* the next one */
	int section;
	bool comment, fence;
	bool paragraph, even, open; /* quotation marks: see quotations() */
};

static void fill_bits(unsigned short bits[256])
{
	static const struct {
		const char *bytes;
		unsigned short bit;
	} rows[] = {
		{"0123456789", HAS_DIGIT}, {"-", HAS_HYPHEN}, {"%", HAS_PERCENT}, {".,:;", HAS_POINT}, {"'\"", HAS_QUOTE},
		{"\xE2", HAS_E2}, {"\xC2", HAS_C2}, {" \t", HAS_BLANK}, {"()[]", HAS_PAREN}, {"/", HAS_SLASH},
		{"ABCDEFGHIJKLMNOPQRSTUVWXYZ\xC3", HAS_UPPER},
	};

	memset(bits, 0, 256 * sizeof *bits);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		for (const char *c = rows[i].bytes; *c; c++)
			bits[(unsigned char)*c] |= rows[i].bit;
}

static unsigned has_of(const struct walk *w, struct span s)
{
	unsigned has = HAS_ANY;

	for (size_t i = 0; i < s.n; i++)
		has |= w->bits[(unsigned char)s.p[i]];
	return has;
}

static bool is_meta(const struct item *it, size_t start, size_t end)
{
	for (size_t i = 0; it && i < it->nmeta; i++)
		if (it->meta[i].where.at >= start && it->meta[i].where.at <= end)
			return true;
	return false;
}

/* Bytes of a list mark with its blank at `at`: "- ", "12. ". */
static size_t list_mark(struct span s, size_t at)
{
	size_t n = 0;

	if (at + 1 < s.n && strchr("-*+", s.p[at]) && s.p[at + 1] == ' ')
		return 2;
	while (at + n < s.n && n < 4 && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n && at + n + 1 < s.n && strchr(".)", s.p[at + n]) && s.p[at + n + 1] == ' ' ? n + 2 : 0;
}

static size_t indent(struct span s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return n;
}

static void kind_of(struct check_line *l)
{
	struct span s = l->text;
	size_t at = indent(s), mark = list_mark(s, at);

	l->heading = s.p[0] == '#';
	l->quote = s.p[0] == '>';
	l->table = s.p[0] == '|';
	l->list = mark != 0;
	while (at < s.n && (s.p[at] == '#' || s.p[at] == '>'))
		at++;
	while (at < s.n && s.p[at] == ' ')
		at++;
	l->start = at + (l->heading ? 0 : list_mark(s, at));
}

/* The length of a quotation mark at `at`: ” “ „ and ", but not 27" (inches). */
static size_t quotation_mark(struct span s, size_t at)
{
	if (s.p[at] == '"')
		return at && s.p[at - 1] >= '0' && s.p[at - 1] <= '9' && check_word_ends(s, at + 1) &&
					span_find(span_sub(s, 0, at), "\"", 0) == (size_t)-1
				? 0
				: 1;
	if ((unsigned char)s.p[at] == 0xE2 && at + 2 < s.n && (unsigned char)s.p[at + 1] == 0x80 &&
		((unsigned char)s.p[at + 2] >= 0x9C && (unsigned char)s.p[at + 2] <= 0x9E))
		return 3;
	return 0;
}

/* Does the paragraph that begins here close what it opens? A quotation may go
 * over its lines then; with a mark too many only pairs in one line are one. */
static bool paragraph_even(struct span src, size_t at)
{
	size_t marks = 0;

	for (bool first = true; at < src.n; first = false) {
		size_t end = end_of_line(src, at), n;
		struct span s = span_sub(src, at, end - at);

		if (!s.n || (!first && (strchr("#>|", s.p[0]) || list_mark(s, indent(s)))))
			break;
		for (size_t i = 0; i < s.n; i += n ? n : 1) {
			n = quotation_mark(s, i);
			marks += n != 0;
		}
		at = end + 1;
	}
	return marks % 2 == 0;
}

static void add_quoted(struct check_line *l, size_t from, size_t to)
{
	if (l->nquoted < QUOTED_MAX)
		l->quoted[l->nquoted++] = (struct range){from, to - from};
}

static void quotations(struct walk *w, struct check_line *l)
{
	bool marks = l->has & (HAS_QUOTE | HAS_E2), open = w->open;
	size_t from = 0;

	if (l->heading || l->quote || l->table || l->list)
		w->paragraph = open = w->open = false;
	if (marks && !w->paragraph) {
		w->paragraph = true;
		w->even = paragraph_even(w->r->p->src, l->at);
	}
	for (size_t at = 0; marks && at < l->text.n;) {
		size_t n = quotation_mark(l->text, at);

		if (n && open)
			add_quoted(l, from, at);
		if (n) {
			open = !open;
			from = at + n;
		}
		at += n ? n : 1;
	}
	if (open && w->even)
		add_quoted(l, from, l->text.n);
	w->open = open && w->even;
}

/* ``` opens verbatim text when another closes it further down. */
static bool fenced(struct walk *w, struct span src, const struct check_line *l)
{
	bool mark = span_starts(l->text, "```");

	if (mark && !w->fence)
		return w->fence = span_find(src, "\n```", l->at + l->text.n) != (size_t)-1;
	if (mark)
		w->fence = false;
	return w->fence || mark;
}

static void place_line(struct walk *w, struct check_line *l)
{
	const struct protocol *p = w->r->p;

	while (w->item < p->nitems && p->item[w->item].where.at <= l->at) {
		w->item++;
		w->section = -1;
	}
	l->nitem = (int)w->item - 1;
	l->item = w->item ? &p->item[w->item - 1] : NULL;
	while (l->item && w->section + 1 < (int)l->item->nsections &&
		l->item->section[w->section + 1].where.at <= l->at)
		w->section++;
	l->section = l->item && w->section >= 0 ? (int)l->item->section[w->section].kind : -1;
}

static void one_line(struct walk *w, struct check_line *l)
{
	size_t open, close;

	place_line(w, l);
	if (w->comment) {
		w->comment = span_find(l->text, "-->", 0) == (size_t)-1;
		return;
	}
	if (!l->text.n) {
		w->paragraph = w->open = false;
		return;
	}
	if (is_meta(l->item, l->at, l->at + l->text.n) || fenced(w, w->r->p->src, l))
		return;
	kind_of(l);
	l->has = has_of(w, l->text);
	if (w->open || l->has & (HAS_QUOTE | HAS_E2))
		quotations(w, l);
	w->fn(w->ctx, l);
	open = span_find(l->text, "<!--", 0) == (size_t)-1 ? (size_t)-1 : span_find_last(l->text, "<!--");
	close = open == (size_t)-1 ? open : span_find(l->text, "-->", open);
	w->comment = open != (size_t)-1 && close == (size_t)-1;
}

void check_walk(struct check_run *r, check_walk_fn *fn, void *ctx)
{
	struct walk w = {.r = r, .fn = fn, .ctx = ctx, .section = -1};
	struct span src = r->p->src;
	size_t lines = 0;

	fill_bits(w.bits);
	for (size_t at = r->p->body, end; at < src.n; at = end + 1) {
		struct check_line l = {.at = at};

		/* at the next rule it is seen again, and nothing is asked for any more */
		if (++lines % LINES_A_LOOK == 0 && !check_goes_on(r))
			return;
		end = end_of_line(src, at);
		l.text = span_sub(src, at, end - at);
		one_line(&w, &l);
	}
}

/* ------------------------------------------------------------------ places */

static bool between(struct span s, size_t at, const char *open, const char *close)
{
	size_t from = span_find_last(span_sub(s, 0, at + 1), open), to;

	if (from == (size_t)-1)
		return false;
	to = span_find(s, close, from + strlen(open));
	return to == (size_t)-1 || to + strlen(close) > at;
}

/* An odd number of ` before it, and one after it. */
static bool in_code(struct span s, size_t at)
{
	bool odd = false;

	if (!memchr(s.p, '`', s.n))
		return false;
	for (size_t i = 0; i < at; i++)
		odd ^= s.p[i] == '`';
	return odd && memchr(s.p + at, '`', s.n - at);
}

/* "planen.pdf", "bilagor/karta.png" */
static bool file_name(struct span chunk)
{
	static const char *const kinds[] = {".pdf", ".docx", ".doc", ".xlsx", ".xls", ".pptx", ".odt", ".ods", ".md",
		".txt", ".csv", ".png", ".jpg", ".zip", ".html"};

	while (chunk.n && strchr(".,;:!?”", chunk.p[chunk.n - 1]))
		chunk.n--;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_ends(chunk, kinds[i]))
			return true;
	return false;
}

bool check_masked(const struct check_line *l, size_t at)
{
	struct span s = l->text;
	size_t from = at, to = at;
	struct span chunk;

	if (between(s, at, "<!--", "-->") || between(s, at, "](", ")") || between(s, at, "[[", "]]") || in_code(s, at))
		return true;
	while (from > 0 && !strchr(" \t(<", s.p[from - 1]))
		from--;
	while (to < s.n && !strchr(" \t)>", s.p[to]))
		to++;
	chunk = span_sub(s, from, to - from);
	return span_find(chunk, "://", 0) != (size_t)-1 || span_starts(chunk, "www.") ||
		(span_find(chunk, "@", 1) != (size_t)-1) || file_name(chunk);
}

bool check_quoted(const struct check_line *l, size_t at)
{
	for (size_t i = 0; i < l->nquoted; i++)
		if (at >= l->quoted[i].at && at - l->quoted[i].at < l->quoted[i].n)
			return true;
	return false;
}

bool check_sentence_starts(const struct check_line *l, size_t at)
{
	struct span before;

	if (at <= l->start)
		return true;
	before = span_trim(span_sub(l->text, l->start, at - l->start));
	/* marks that stand between the end of a sentence and the next word, or begin it */
	while (before.n && (strchr("\"'(*[_-", before.p[before.n - 1]) || span_ends(before, "”") || span_ends(before, "–"))) {
		before.n -= span_ends(before, "”") || span_ends(before, "–") ? 3 : 1;
		before = span_trim(before);
	}
	return before.n == 0 || strchr(".!?:", before.p[before.n - 1]);
}

static bool blank_before(struct span s, size_t at, size_t *n)
{
	*n = at && s.p[at - 1] == ' ' ? 1 : span_ends(span_sub(s, 0, at), "\xC2\xA0") ? 2 : 0;
	return *n != 0;
}

struct span check_word_before(struct span s, size_t at)
{
	size_t end, n;

	while (blank_before(s, at, &n))
		at -= n;
	end = at;
	while (at > 0 && !strchr(" \t()[]\"|", s.p[at - 1]) && !blank_before(s, at, &n))
		at--;
	return end > at ? span_sub(s, at, end - at) : SPAN_NONE;
}

struct span check_word_after(struct span s, size_t at)
{
	size_t from, n = 0;

	while (at < s.n && (s.p[at] == ' ' || span_starts(span_from(s, at), "\xC2\xA0")))
		at += s.p[at] == ' ' ? 1 : 2;
	from = at;
	while (at + n < s.n && !strchr(" \t()[]\"|.,;:!?", s.p[at + n]) && !span_starts(span_from(s, at + n), "\xC2\xA0"))
		n++;
	return n ? span_sub(s, from, n) : SPAN_NONE;
}

bool check_one_of(struct span word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_is(word, words[i]))
			return true;
	return false;
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
