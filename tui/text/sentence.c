/* sentence: where sentences begin and end. Part of motion.h; apart from
 * motion.c because its rules are about Swedish, not about lines. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "text/motion.h"

/* The characters that may stand between a period and the blank, and between
 * the blank and the capital. */
static const char *const closing[] = {"”", "\"", "’", "'", ")", "]", "»", "“"};
static const char *const opening[] = {"”", "\"", "’", "'", "(", "[", "»", "“", "«"};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* Length of the mark that s ends (or, at the front, begins) with; 0 for none. */
static size_t ends_with_one(struct span s, const char *const *mark, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_ends(s, mark[i]))
			return strlen(mark[i]);
	return 0;
}

static size_t starts_with_one(struct span s, const char *const *mark, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_starts(s, mark[i]))
			return strlen(mark[i]);
	return 0;
}

/* Length of the blank at `at`, 0 for none; with a combining mark it is none. */
static size_t blank_at(struct span s, size_t at)
{
	int32_t cp;
	size_t n;

	if (at >= s.n)
		return 0;
	n = u8_decode(s.p + at, s.n - at, &cp);
	return u8_blank(cp) && u8_next(s.p, s.n, at) == at + n ? n : 0;
}

/* Does what follows the blanks at `at` begin a sentence? */
static bool opens(struct span s, size_t at)
{
	size_t n;
	int32_t cp;

	while ((n = blank_at(s, at)))
		at += n;
	while ((n = starts_with_one(span_from(s, at), opening, COUNT(opening))))
		at += n;
	if (at >= s.n)
		return false;
	u8_decode(s.p + at, s.n - at, &cp);
	return u8_upper(cp) || u8_digit(cp);
}

/* The last character of s and where it begins; -1 when there is none. */
static int32_t last_char(struct span s, size_t *at)
{
	int32_t cp = -1;

	*at = u8_prev(s.p, s.n, s.n);
	if (*at < s.n)
		u8_decode(s.p + *at, s.n - *at, &cp);
	return cp;
}

/* `before` ends with the period. */
static bool is_abbreviation(struct span before, const struct strlist *list)
{
	size_t from = before.n > 48 ? u8_snap(before.p, before.n, before.n - 48) : 0;
	size_t n;
	char *tail;
	bool hit = false;

	if (!list || list->n == 0)
		return false;
	tail = u8_fold(before.p + from, before.n - from, &n);
	for (size_t i = 0; i < list->n && !hit; i++) {
		size_t m, at;
		char *abbr = u8_fold(list->v[i], strlen(list->v[i]), &m);

		if (m > 0 && m <= n && memcmp(tail + n - m, abbr, m) == 0) {
			int32_t cp = last_char(span_make(tail, n - m), &at);

			/* "m.m." must not be found at the end of "item.m." */
			hit = !u8_letter(cp) && !u8_digit(cp) && !u8_mark(cp) && cp != '.';
		}
		free(abbr);
	}
	free(tail);
	return hit;
}

/* "A.", "J.-O.": one capital letter that nothing wordy stands before. */
static bool is_initial(struct span before)
{
	size_t at;
	int32_t cp;

	before.n--;
	if (!u8_upper(last_char(before, &at)))
		return false;
	before.n = at;
	cp = last_char(before, &at);
	return !u8_letter(cp) && !u8_digit(cp);
}

/* "12." first on its line. */
static bool is_list_number(struct span before)
{
	long number;

	before = span_trim(before);
	return span_int(span_sub(before, 0, before.n - 1), &number);
}

bool sentence_ends(struct span s, size_t at, const struct strlist *abbreviations)
{
	size_t start = motion_line_start(s, at), n;
	struct span before;

	if (!blank_at(s, at))
		return false;
	before = span_sub(s, start, at - start);
	while ((n = ends_with_one(before, closing, COUNT(closing))))
		before.n -= n;
	if (!span_ends(before, ".") && !span_ends(before, "?") && !span_ends(before, "!"))
		return false;
	if (!opens(s, at))
		return false;
	return !span_ends(before, ".") || (!is_abbreviation(before, abbreviations) &&
					   !is_initial(before) && !is_list_number(before));
}

/* The first sentence of a line begins behind its indentation. */
static size_t first_in_line(struct span s, size_t start)
{
	size_t n;

	while ((n = blank_at(s, start)))
		start += n;
	return start;
}

/* Calls back in order for each sentence start of the line at `start`; finds the
 * first one > at (`next`) or the last one < at. -1 when the line has none. */
static size_t find_in_line(struct span s, size_t start, size_t at, bool next)
{
	size_t end = motion_line_end(s, start), i = first_in_line(s, start);
	size_t found = (size_t)-1;

	if (i >= end)
		return found;
	while (i < end) {
		if (next && i > at)
			return i;
		if (i < at)
			found = i;
		/* on to the blank that ends this sentence, and past it */
		for (i = u8_next(s.p, s.n, i); i < end && !sentence_ends(s, i, NULL);)
			i = u8_next(s.p, s.n, i);
		i = i < end ? first_in_line(s, i) : end;
	}
	return next ? (size_t)-1 : found;
}

size_t motion_sentence_next(struct span s, size_t at)
{
	size_t start = motion_line_start(s, at);

	while (start < s.n) {
		size_t found = find_in_line(s, start, at, true);
		size_t end = motion_line_end(s, start);

		if (found != (size_t)-1)
			return u8_snap(s.p, s.n, found);
		start = u8_next(s.p, s.n, end);
	}
	return s.n;
}

size_t motion_sentence_prev(struct span s, size_t at)
{
	size_t start = motion_line_start(s, at);

	for (;;) {
		size_t found = find_in_line(s, start, at, false);

		if (found != (size_t)-1)
			return u8_snap(s.p, s.n, found);
		if (start == 0)
			return 0;
		start = motion_line_start(s, start - 1);
	}
}
