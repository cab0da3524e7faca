/* search: see search.h. Both sides are compared cluster by cluster in a plain
 * form (folded or composed, every blank a ' '), so that offsets need no map. */
#include "text/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "text/motion.h"

struct needle {
	struct str plain;
	unsigned flags;
};

static void add_plain(struct str *out, struct span cluster, unsigned flags)
{
	int32_t cp;
	size_t n;
	char *s;

	if (cluster.n == 1 && (unsigned char)cluster.p[0] < 0x80) {
		char c = cluster.p[0];

		if (!(flags & SEARCH_CASE) && c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		str_addc(out, c == '\t' ? ' ' : c);
		return;
	}
	if (u8_decode(cluster.p, cluster.n, &cp) == cluster.n && u8_blank(cp)) {
		str_addc(out, ' ');
		return;
	}
	s = flags & SEARCH_CASE ? u8_nfc(cluster.p, cluster.n, &n) : u8_fold(cluster.p, cluster.n, &n);
	str_add(out, s, n);
	free(s);
}

/* Lines that begin a block of their own are not joined to the line before. */
static bool begins_block(struct span line)
{
	size_t digits = 0;

	if (!line.n || strchr("#>|", line.p[0]) || span_starts(line, "- ") || span_starts(line, "* "))
		return true;
	while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
		digits++;
	return digits > 0 && span_starts(span_from(line, digits), ". ");
}

/* Behind the newline at `at` and the indentation that follows, when the two
 * lines are shown as one; 0 when they are not. */
static size_t soft_break(struct span s, size_t at)
{
	struct span before = span_from(span_sub(s, 0, at), motion_line_start(s, at));
	struct span after = span_sub(s, at + 1, motion_line_end(s, at + 1) - (at + 1));
	struct span text = span_trim(after);

	if (!span_trim(before).n || span_starts(before, "#") || !text.n || begins_block(text))
		return 0;
	return (size_t)(text.p - s.p);
}

/* Does the needle stand at the cluster boundary `at`? Its end, or 0. */
static size_t match(struct span s, size_t at, const struct needle *nd)
{
	struct span want = str_span(&nd->plain);
	struct str have = STR_INIT;

	while (want.n > 0 && at < s.n) {
		size_t next = u8_next(s.p, s.n, at);

		if (want.p[0] == ' ' && s.p[at] == '\n') {
			next = soft_break(s, at);
			if (next == 0)
				break;
			want = span_from(want, 1);
			at = next;
			continue;
		}
		str_clear(&have);
		add_plain(&have, span_sub(s, at, next - at), nd->flags);
		if (have.len > want.n || memcmp(have.buf, want.p, have.len) != 0)
			break;
		want = span_from(want, have.len);
		at = next;
	}
	str_release(&have);
	return want.n ? 0 : at;
}

static bool inside_word(struct span s, size_t at)
{
	struct range w = motion_word_at(s, at);

	return w.at < at && at < w.at + w.n;
}

/* A plain ASCII character that begins a text the needle can't begin with:
 * spares most places the work. */
static bool cannot_begin(struct span s, size_t at, const struct needle *nd)
{
	char c = s.p[at], want = nd->plain.buf[0];

	if ((unsigned char)c >= 0x80 || (at + 1 < s.n && (unsigned char)s.p[at + 1] >= 0x80))
		return false;
	if (!(nd->flags & SEARCH_CASE) && c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c != want && !(want == ' ' && (c == '\t' || c == '\n'));
}

static bool match_at(struct span s, size_t at, const struct needle *nd, struct range *out)
{
	size_t end;

	if (cannot_begin(s, at, nd))
		return false;
	end = match(s, at, nd);
	if (end == 0)
		return false;
	if (nd->flags & SEARCH_WORD && (inside_word(s, at) || inside_word(s, end)))
		return false;
	*out = (struct range){at, end - at};
	return true;
}

static bool first_in(struct span s, size_t from, size_t to, const struct needle *nd, struct range *out)
{
	size_t b = u8_snap(s.p, s.n, from);

	if (b < from)
		b = u8_next(s.p, s.n, b);
	for (; b < to && b < s.n; b = u8_next(s.p, s.n, b))
		if (match_at(s, b, nd, out))
			return true;
	return false;
}

/* The last match that begins in [from, to): line by line backwards, since
 * clusters are found forward. */
static bool last_in(struct span s, size_t from, size_t to, const struct needle *nd, struct range *out)
{
	if (to > s.n)
		to = s.n;
	while (to > from) {
		size_t start = motion_line_start(s, to - 1);
		bool found = false;

		if (start < from)
			start = from;
		for (size_t b = start; first_in(s, b, to, nd, out); b = out->at + 1)
			found = true;
		if (found)
			return true;
		to = start;
	}
	return false;
}

static bool needle_init(struct needle *nd, struct span text, unsigned flags)
{
	*nd = (struct needle){STR_INIT, flags};
	for (size_t i = 0; i < text.n;) {
		size_t next = u8_next(text.p, text.n, i);

		add_plain(&nd->plain, span_sub(text, i, next - i), flags);
		i = next;
	}
	return nd->plain.len > 0;
}

bool search_find(struct span s, struct span needle, size_t from, unsigned flags, struct range *out)
{
	struct range hit = {0, 0};
	struct needle nd;
	bool found = false;

	if (from > s.n)
		from = s.n;
	if (needle_init(&nd, needle, flags)) {
		if (flags & SEARCH_BACK)
			found = last_in(s, 0, from, &nd, &hit) ||
				(flags & SEARCH_WRAP && last_in(s, from, s.n, &nd, &hit));
		else
			found = first_in(s, from, s.n, &nd, &hit) ||
				(flags & SEARCH_WRAP && first_in(s, 0, from, &nd, &hit));
	}
	str_release(&nd.plain);
	if (found)
		*out = hit;
	return found;
}

size_t search_count(struct span s, struct span needle, unsigned flags)
{
	struct needle nd;
	struct range hit;
	size_t count = 0;

	if (needle_init(&nd, needle, flags))
		for (size_t from = 0; first_in(s, from, s.n, &nd, &hit); from = hit.at + hit.n)
			count++;
	str_release(&nd.plain);
	return count;
}
