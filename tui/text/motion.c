/* motion: see motion.h. Lines are found by newlines alone; everything else is
 * found within a line, forward from its start, so that both directions agree. */
#include "text/motion.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"

#define NOWHERE ((size_t)-1)

static size_t snap(struct span s, size_t at)
{
	return u8_snap(s.p, s.n, at);
}

/* `at`, or the next boundary when it stands inside a cluster. */
static size_t snap_up(struct span s, size_t at)
{
	size_t b = snap(s, at);

	return b < at ? u8_next(s.p, s.n, b) : b;
}

size_t motion_cluster_next(struct span s, size_t at)
{
	return u8_next(s.p, s.n, snap(s, at));
}

size_t motion_cluster_prev(struct span s, size_t at)
{
	return u8_prev(s.p, s.n, at);
}

/* Byte bounds of the line: from the start to its newline (or the end). */
static size_t raw_start(struct span s, size_t at)
{
	const char *nl;

	if (at > s.n)
		at = s.n;
	nl = at > 0 ? memrchr(s.p, '\n', at) : NULL;

	return nl ? (size_t)(nl - s.p) + 1 : 0;
}

static size_t raw_end(struct span s, size_t at)
{
	const char *nl = at < s.n ? memchr(s.p + at, '\n', s.n - at) : NULL;

	return nl ? (size_t)(nl - s.p) : s.n;
}

static struct span line_at(struct span s, size_t start)
{
	return span_sub(s, start, raw_end(s, start) - start);
}

/* Start of the next line; s.n + 1 when there is none, so that a loop ends. */
static size_t line_after(struct span s, size_t at)
{
	return raw_end(s, at) + 1;
}

size_t motion_line_start(struct span s, size_t at)
{
	return raw_start(s, snap(s, at));
}

size_t motion_line_end(struct span s, size_t at)
{
	size_t end = raw_end(s, snap(s, at));

	/* CR LF is one cluster */
	if (end < s.n && end > raw_start(s, end) && s.p[end - 1] == '\r')
		end--;
	return end;
}

/* ------------------------------------------------------------------- words */

/* The next word at or after `from`, on cluster boundaries. */
static bool word(struct span s, size_t from, struct range *out)
{
	struct range r;
	size_t end;

	if (!u8_word(s.p, s.n, from, &r))
		return false;
	end = snap_up(s, r.at + r.n);
	out->at = snap(s, r.at);
	out->n = end - out->at;
	return true;
}

size_t motion_word_next(struct span s, size_t at)
{
	size_t from = raw_start(s, at);
	struct range r;

	while (word(s, from, &r)) {
		if (r.at > at)
			return r.at;
		from = r.at + r.n;
	}
	return s.n;
}

size_t motion_word_prev(struct span s, size_t at)
{
	size_t start;

	if (at > s.n)
		at = s.n;
	for (start = raw_start(s, at);; start = raw_start(s, start - 1)) {
		size_t last = NOWHERE, from = start;
		struct range r;

		while (from < at && word(s, from, &r) && r.at < at) {
			last = r.at;
			from = r.at + r.n;
		}
		if (last != NOWHERE)
			return last;
		if (start == 0)
			return 0;
		at = start;
	}
}

struct range motion_word_at(struct span s, size_t at)
{
	struct range best = {snap(s, at), 0}, r;
	size_t from = raw_start(s, at);

	while (word(s, from, &r) && r.at <= at) {
		if (at <= r.at + r.n)
			best = r;
		from = r.at + r.n;
	}
	return best;
}

/* -------------------------------------------------------------- paragraphs */

static bool line_empty(struct span line)
{
	return span_trim(line).n == 0;
}

/* A line that is a paragraph of its own and parts those around it. */
static bool parts(struct span line)
{
	return line_empty(line) || span_starts(line, "#");
}

struct range motion_paragraph(struct span s, size_t at)
{
	size_t start = motion_line_start(s, at), end = motion_line_end(s, at);

	if (parts(line_at(s, start)))
		return (struct range){start, line_empty(line_at(s, start)) ? 0 : end - start};
	while (start > 0 && !parts(line_at(s, raw_start(s, start - 1))))
		start = raw_start(s, start - 1);
	while (line_after(s, end) <= s.n && !parts(line_at(s, line_after(s, end))))
		end = motion_line_end(s, line_after(s, end));
	return (struct range){start, end - start};
}

/* Does a paragraph begin with the line at `start`? */
static bool begins_paragraph(struct span s, size_t start)
{
	struct span line = line_at(s, start);

	if (line_empty(line))
		return false;
	return start == 0 || parts(line) || parts(line_at(s, raw_start(s, start - 1)));
}

/* Starts of lines that `begins` says yes to: the next after, the last before `at`. */
typedef bool line_test(struct span s, size_t start);

static size_t next_line_that(struct span s, size_t at, line_test *begins)
{
	for (at = line_after(s, at < s.n ? at : s.n); at < s.n; at = line_after(s, at))
		if (begins(s, at))
			return at;
	return s.n;
}

static size_t prev_line_that(struct span s, size_t at, line_test *begins)
{
	if (at > s.n)
		at = s.n;
	while (at > 0) {
		at = raw_start(s, raw_start(s, at) < at ? at : at - 1);
		if (begins(s, at))
			return at;
	}
	return 0;
}

size_t motion_paragraph_next(struct span s, size_t at)
{
	return next_line_that(s, at, begins_paragraph);
}

size_t motion_paragraph_prev(struct span s, size_t at)
{
	return prev_line_that(s, at, begins_paragraph);
}

static bool begins_section(struct span s, size_t start)
{
	return span_starts(span_from(s, start), "## ");
}

static bool begins_item(struct span s, size_t start)
{
	return span_starts(span_from(s, start), "# ");
}

size_t motion_section_next(struct span s, size_t at)
{
	return next_line_that(s, at, begins_section);
}

size_t motion_section_prev(struct span s, size_t at)
{
	return prev_line_that(s, at, begins_section);
}

size_t motion_item_next(struct span s, size_t at)
{
	return next_line_that(s, at, begins_item);
}

size_t motion_item_prev(struct span s, size_t at)
{
	return prev_line_that(s, at, begins_item);
}
