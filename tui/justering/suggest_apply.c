/* suggest_apply: one change put into the text, in the form of the draft. Part of
 * suggest.h. What stands beside the change may be otherwise than where it was made
 * (a word beside it is gone), so the blanks at its ends are judged anew. */
#include "justering/suggest_inner.h"

#include <string.h>

#include "text/motion.h"

static char last_of(struct span s)
{
	return s.n ? s.p[s.n - 1] : '\n';
}

static char first_of(struct span s)
{
	return s.n ? s.p[0] : '\n';
}

static bool blank(char c)
{
	return c == ' ' || c == '\n';
}

/* May a word stand right before it? */
static bool wants_blank(char c)
{
	return !blank(c) && !strchr(".,;:!?)]", c);
}

static void drop_first(struct span *s, char c)
{
	while (s->n && s->p[0] == c) {
		s->p++;
		s->n--;
	}
}

static void drop_last(struct span *s, char c)
{
	while (s->n && s->p[s->n - 1] == c)
		s->n--;
}

/* Nothing is put in: what was round it meets. */
static void meet(struct span *before, struct span *after, struct span old)
{
	char left = last_of(*before), right = first_of(*after);

	if (left == '\n' && right == '\n' && old.n) {
		/* the line is gone with its words */
		if (after->n)
			*after = span_from(*after, 1);
	} else if (right == ' ' && blank(left)) {
		drop_first(after, ' ');
	} else if (left == ' ' && right == '\n') {
		drop_last(before, ' ');
	}
}

/* `all` is the draft with bytes [from, to) put in; the blanks among them that end
 * a sentence become ends of lines. */
static void break_lines(struct str *all, size_t from, size_t to, const struct strlist *abbreviations)
{
	for (size_t k = to; k-- > from;) {
		struct span s = str_span(all);
		size_t start = motion_line_start(s, k), indent, n = 1;
		struct span line = span_sub(s, start, k - start);
		struct str nl = STR_INIT;

		if (s.p[k] != ' ' || !sentence_ends(s, k, abbreviations))
			continue;
		indent = 0;
		while (indent < line.n && line.p[indent] == ' ')
			indent++;
		/* headings, tables, notes, what is named first on its line: one line each */
		if (indent < line.n && strchr("#|[<", line.p[indent]))
			continue;
		str_addc(&nl, '\n');
		if (span_starts(span_from(line, indent), "> ")) {
			str_addspan(&nl, span_sub(line, 0, indent + 2));
		} else {
			size_t mark = indent;

			while (mark < line.n && line.p[mark] >= '0' && line.p[mark] <= '9')
				mark++;
			if (mark + 1 < line.n && strchr(mark > indent ? ".)" : "-*+", line.p[mark]) && line.p[mark + 1] == ' ')
				indent = mark + 2;
			str_addrep(&nl, " ", indent);
		}
		while (k + n < s.n && s.p[k + n] == ' ')
			n++;
		str_replace(all, k, n, nl.buf, nl.len);
		str_release(&nl);
	}
}

/* The front matter has no sentences. */
static size_t body_of(struct span s)
{
	size_t end;

	if (!span_starts(s, "---\n"))
		return 0;
	end = span_find(s, "\n---\n", 3);
	return end == (size_t)-1 ? s.n : end + 5;
}

static void keep_canonical(struct span now, struct str *all)
{
	struct protocol *before = protocol_parse_in(now);
	struct protocol *p = protocol_parse_in(str_span(all));

	if (protocol_canonical(before) && !protocol_canonical(p)) {
		struct str out = STR_INIT;

		protocol_write(p, &out);
		protocol_free(p);
		p = NULL;
		str_release(all);
		*all = out;
	}
	protocol_free(before);
	protocol_free(p);
}

struct range suggest_splice(struct span now, struct range at, struct span text, struct str *out)
{
	struct span old = span_sub(now, at.at, at.n), before, after;
	const char *lead = "", *trail = "";
	struct range put;

	before = span_sub(now, 0, at.at);
	after = span_from(now, before.n + old.n);
	if (span_trim(text).n == 0) {
		meet(&before, &after, old);
		text = SPAN_NONE;
	} else if (text.p[0] == ' ' && blank(last_of(before))) {
		drop_first(&text, ' ');
		if (old.n == 0 && wants_blank(first_of(after)) && !blank(last_of(text)))
			trail = " ";
	} else if (last_of(text) == ' ' && blank(first_of(after))) {
		drop_last(&text, ' ');
		if (old.n == 0 && !blank(last_of(before)) && !blank(first_of(text)))
			lead = " ";
	}
	str_addspan(out, before);
	put.at = out->len;
	str_adds(out, lead);
	str_addspan(out, text);
	str_adds(out, trail);
	put.n = out->len - put.at;
	str_addspan(out, after);
	return put;
}

void suggest_apply(struct span now, struct range at, struct span text, const struct strlist *opt_abbreviations,
	struct str *out)
{
	struct str all = STR_INIT;
	struct range put = suggest_splice(now, at, text, &all);

	if (opt_abbreviations && put.at >= body_of(str_span(&all)))
		break_lines(&all, put.at, put.at + put.n, opt_abbreviations);
	keep_canonical(now, &all);
	str_addspan(out, str_span(&all));
	str_release(&all);
}
