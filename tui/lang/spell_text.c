/* spell_text: see spell_text.h. Knows the line forms of the draft format, not its
 * structure, and no dictionary. */
#include "lang/spell_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"

#define NOTE_MAX 16384      /* bytes: as far back as an open comment is looked for */
#define QUOTE_MAX 4096      /* bytes: as far as a quotation may run in a paragraph */

static size_t line_end(struct span src, size_t at)
{
	const char *nl = at < src.n ? memchr(src.p + at, '\n', src.n - at) : NULL;

	return nl ? (size_t)(nl - src.p) : src.n;
}

size_t spell_line_start(struct span src, size_t at)
{
	while (at > 0 && src.p[at - 1] != '\n')
		at--;
	return at;
}

size_t spell_body(struct span src)
{
	size_t close;

	if (!span_starts(src, "---\n"))
		return 0;
	close = span_find(src, "\n---\n", 3);
	return close == (size_t)-1 ? 0 : close + 5;
}

/* Is there an open comment at `at`? */
static bool in_comment(struct span src, size_t at)
{
	/* a private note is short: looking further back would cost the whole draft a key */
	size_t from = at > NOTE_MAX ? at - NOTE_MAX : 0;
	struct span before = span_sub(src, from, at - from);
	size_t open = span_find_last(before, "<!--");

	return open != (size_t)-1 && span_find(before, "-->", open) == (size_t)-1;
}

static bool is_item_head(struct span line)
{
	return span_starts(line, "# ");
}

/* A line right under an item's heading, through other such lines: Key: value. */
static bool is_meta(struct span src, size_t start)
{
	struct span line = span_sub(src, start, line_end(src, start) - start);
	size_t colon = span_find(line, ":", 0);

	if (colon == (size_t)-1 || colon == 0 || line.p[0] == '#' || line.p[0] == '-' || line.p[0] == '>')
		return false;
	while (start > 0) {
		size_t prev = spell_line_start(src, start - 1);

		line = span_sub(src, prev, start - 1 - prev);
		if (is_item_head(line))
			return true;
		if (!line.n || span_find(line, ":", 0) == (size_t)-1)
			return false;
		start = prev;
	}
	return false;
}

static bool blank_at(struct span s, size_t at)
{
	int32_t cp;

	if (at >= s.n)
		return true;
	u8_decode(s.p + at, s.n - at, &cp);
	return u8_blank(cp) || cp == '\n';
}

static bool blank_or(char c, char x, char y, char z)
{
	return c == ' ' || c == '\t' || c == '\n' || c == x || c == y || c == z;
}

/* https://..., www...., namn@region.se: from blank to blank round the word. */
static bool is_address(struct spell_walk *w, struct range r)
{
	size_t from = r.at, to = r.at + r.n;
	struct span chunk;

	while (from > w->line && !blank_or(w->src.p[from - 1], '(', '<', '['))
		from--;
	while (to < w->end && !blank_or(w->src.p[to], ')', '>', ']'))
		to++;
	if (to - from <= r.n + 1 && !memchr(w->src.p + r.at, '.', r.n))
		return false; /* the word alone, or with its comma */
	chunk = span_sub(w->src, from, to - from);
	return span_find(chunk, "://", 0) != (size_t)-1 || span_starts(chunk, "www.") ||
		(span_find(chunk, "@", 1) != (size_t)-1 && chunk.p[0] != '@');
}

/* t.ex, milj.kr: letters go on after a period without a blank. A capital after
 * it is a new sentence with its blank missing, which is another finding. */
static void join_periods(struct spell_walk *w, struct range *r)
{
	for (;;) {
		size_t dot = r->at + r->n;
		struct range next;
		int32_t cp = -1;

		if (dot + 1 >= w->end || w->src.p[dot] != '.')
			return;
		u8_decode(w->src.p + dot + 1, w->end - dot - 1, &cp);
		if (!u8_letter(cp) || u8_upper(cp) || !u8_word(w->src.p, w->end, dot + 1, &next))
			return;
		r->n = next.at + next.n - r->at;
	}
}

/* Jumps over a comment, the address of a link, the label of a footnote. */
static size_t jump(struct spell_walk *w, size_t at)
{
	static const struct {
		const char *open, *close;
	} skip[] = {{"<!--", "-->"}, {"](", ")"}, {"[^", "]"}};

	for (size_t i = 0; i < sizeof skip / sizeof skip[0]; i++) {
		struct span rest = span_sub(w->src, at, w->end - at);
		size_t close;

		if (!span_starts(rest, skip[i].open))
			continue;
		close = span_find(rest, skip[i].close, strlen(skip[i].open));
		if (close != (size_t)-1)
			return at + close + strlen(skip[i].close);
		if (i == 0) {
			w->comment = true;
			return w->end;
		}
	}
	return at + 1;
}

/* ---------------------------------------------------------------- quotations */

/* ” “ „ » « and the straight one: its length in bytes, 0 when it is none. */
static size_t quote_mark(const char *p, size_t n)
{
	int32_t cp;
	size_t len;

	if (*p != '"' && (unsigned char)*p < 0xC2)
		return 0;
	len = u8_decode(p, n, &cp);
	return cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0xBB || cp == 0xAB ? len : 0;
}

static bool block_begins(struct span src, size_t line)
{
	return line >= src.n || strchr("\n#->|", src.p[line]) != NULL;
}

/* Past the mark that ends what begins at `at`, in the same paragraph; 0: none. */
static size_t quote_end(struct span src, size_t at)
{
	size_t end = src.n - at > QUOTE_MAX ? at + QUOTE_MAX : src.n;

	for (; at < end; at++) {
		size_t len = quote_mark(src.p + at, end - at);

		if (len)
			return at + len;
		if (src.p[at] == '\n' && block_begins(src, at + 1))
			return 0;
	}
	return 0;
}

/* Takes in the marks between `from` and `to`. */
static void follow_quotes(struct spell_walk *w, size_t from, size_t to)
{
	for (size_t at = from > w->quote ? from : w->quote; at < to; at++) {
		size_t len = quote_mark(w->src.p + at, to - at), end;

		if (!len)
			continue;
		end = quote_end(w->src, at + len);
		if (end) {
			w->quote = end;
			at = end - 1;
		}
	}
}

static size_t paragraph_start(struct span src, size_t line, size_t body)
{
	size_t least = line > QUOTE_MAX ? line - QUOTE_MAX : 0;

	while (line > body && line > least && !block_begins(src, line)) {
		size_t prev = spell_line_start(src, line - 1);

		if (src.p[prev] == '\n' || prev < body)
			break;
		line = prev;
	}
	return line;
}

struct spell_walk spell_walk_from(struct span src, size_t at)
{
	size_t body = spell_body(src);
	size_t start = spell_line_start(src, at);
	struct spell_walk w = {.src = src, .at = start > body ? start : body};

	w.comment = in_comment(src, w.at);
	follow_quotes(&w, paragraph_start(src, w.at, body), w.at);
	return w;
}

bool spell_walk_line(struct spell_walk *w)
{
	w->line = w->at;
	w->end = line_end(w->src, w->at);
	return w->comment || !is_meta(w->src, w->at);
}

/* The next word of the line, comments and addresses of links passed over. */
static bool next_range(struct spell_walk *w, struct range *out)
{
	struct range r;

	while (w->at < w->end) {
		size_t stop;

		if (w->comment) {
			size_t close = span_find(span_sub(w->src, 0, w->end), "-->", w->at);

			if (close == (size_t)-1)
				return false;
			w->at = close + 3;
			w->comment = false;
		}
		if (!u8_word(w->src.p, w->end, w->at, &r))
			r.at = w->end;
		for (stop = w->at; stop < r.at && stop < w->end;) {
			char c = w->src.p[stop];

			if (c == '<' || c == ']' || c == '[') {
				size_t to = jump(w, stop);

				if (to > stop + 1) {
					w->at = to;
					break;
				}
			}
			stop++;
		}
		if (stop < r.at && stop < w->end)
			continue;
		if (r.at >= w->end)
			return false;
		join_periods(w, &r);
		w->at = r.at + r.n;
		*out = r;
		return true;
	}
	return false;
}


bool spell_walk_token(struct spell_walk *w, struct spell_token *t)
{
	size_t from = w->at;
	struct range r;
	int32_t cp;

	if (!next_range(w, &r))
		return false;
	/* the hyphen that does not break hangs as well as the other */
	if (w->at < w->end && (unsigned char)w->src.p[w->at] == 0xE2 &&
		u8_decode(w->src.p + w->at, w->end - w->at, &cp) == 3 && cp == 0x2011 && blank_at(w->src, w->at + 3)) {
		r.n += 3;
		w->at += 3;
	}
	follow_quotes(w, from, r.at);
	*t = (struct spell_token){.where = r, .period = w->at < w->end && w->src.p[w->at] == '.'};
	t->address = is_address(w, r);
	t->quoted = r.at < w->quote || w->src.p[w->line] == '>';
	return true;
}
