/* reply_mail: the packet in what came back, and what was written round it: quoting
 * with ">", lines that a mail program broke, headers and lines of attribution. */
#include "base/decode.h"
#include "base/u8.h"
#include "justering/packet.h"
#include "justering/reply_inner.h"

#include <string.h>
#include <strings.h>

/* ---------------------------------------------------------- a saved mail */

/* The value of a header field in `head`, its continuation lines too; "" when absent. */
static void header(struct str *out, struct span head, const char *name)
{
	struct span line;
	bool mine = false;

	while (span_line(&head, &line)) {
		size_t n = strlen(name);

		if (line.n && (line.p[0] == ' ' || line.p[0] == '\t')) {
			if (mine)
				str_addspan(out, line);
			continue;
		}
		mine = line.n > n && line.p[n] == ':' && strncasecmp(line.p, name, n) == 0;
		if (mine)
			str_addspan(out, span_trim(span_from(line, n + 1)));
	}
}

/* Field lines up to an empty line: where the body begins; 0 when it is not so. */
static size_t body_start(struct span s)
{
	struct span rest = s, line;
	size_t fields = 0;

	while (span_line(&rest, &line)) {
		size_t n = 0;

		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n == 0)
			return fields ? s.n - rest.n : 0;
		if (fields && (line.p[0] == ' ' || line.p[0] == '\t'))
			continue;
		while (n < line.n && ((line.p[n] | 32) >= 'a' && (line.p[n] | 32) <= 'z' ? true : line.p[n] == '-'))
			n++;
		if (n == 0 || n >= line.n || line.p[n] != ':')
			return 0;
		fields++;
	}
	return 0;
}

static bool holds(struct span s, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= s.n; i++)
		if (strncasecmp(s.p + i, what, n) == 0)
			return true;
	return false;
}

/* "boundary=" of a Content-Type. */
static struct span boundary_of(struct span type)
{
	for (size_t i = 0; i + 9 < type.n; i++) {
		struct span rest = span_from(type, i + 9);
		size_t n = 0;

		if (strncasecmp(type.p + i, "boundary=", 9) != 0)
			continue;
		if (rest.p[0] == '"')
			rest = span_from(rest, 1);
		while (n < rest.n && !strchr("\"; \t\r", rest.p[n]))
			n++;
		return span_sub(rest, 0, n);
	}
	return SPAN_NONE;
}

static bool body_of(struct str *out, struct span part, int depth);

/* The first part of a body of several that is plain text. */
static bool first_part(struct str *out, struct span body, struct span boundary, int depth)
{
	struct span rest = body, line;
	size_t start = (size_t)-1;

	while (span_line(&rest, &line)) {
		size_t here = (size_t)(line.p - body.p);

		if (!span_starts(line, "--") || !span_eq(span_sub(line, 2, boundary.n), boundary))
			continue;
		if (start != (size_t)-1 && body_of(out, span_sub(body, start, here - start), depth + 1))
			return true;
		start = body.n - rest.n;
	}
	return start != (size_t)-1 && body_of(out, span_from(body, start), depth + 1);
}

static bool body_of(struct str *out, struct span part, int depth)
{
	struct str type = STR_INIT, code = STR_INIT;
	size_t start = body_start(part);
	struct span body = span_from(part, start), head = span_sub(part, 0, start), boundary;
	bool taken = false;

	header(&type, head, "Content-Type");
	header(&code, head, "Content-Transfer-Encoding");
	boundary = boundary_of(str_span(&type));
	if (boundary.n && depth < 5) {
		taken = first_part(out, body, boundary, depth);
	} else if (type.len == 0 || holds(str_span(&type), "text/plain")) {
		if (holds(str_span(&code), "quoted-printable"))
			decode_quoted_printable(out, body);
		else if (holds(str_span(&code), "base64"))
			decode_base64(out, body);
		else
			str_addspan(out, body);
		taken = true;
	}
	str_release(&type);
	str_release(&code);
	return taken;
}

bool reply_mail_body(struct str *out, struct span bytes)
{
	size_t start = body_start(bytes);
	struct span head = span_sub(bytes, 0, start);
	struct str from = STR_INIT, type = STR_INIT, code = STR_INIT;
	bool mail;

	header(&from, head, "From");
	header(&type, head, "Content-Type");
	header(&code, head, "Content-Transfer-Encoding");
	mail = start > 0 && (from.len || type.len || code.len) && body_of(out, bytes, 0);
	str_release(&from);
	str_release(&type);
	str_release(&code);
	return mail;
}

/* ---------------------------------------------------------- quoting */

/* A line without at most `most` quotation marks; how many there were. */
static int unquote(struct span line, int most, struct span *out)
{
	size_t at = 0;
	int depth = 0;

	*out = line;
	while (depth < most) {
		size_t i = at;

		while (i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'))
			i++;
		if (i >= line.n || line.p[i] != '>')
			break;
		depth++;
		at = i + 1;
		*out = span_from(line, at);
	}
	/* the one blank that programs put behind the last mark */
	if (depth && out->n && out->p[0] == ' ')
		*out = span_from(*out, 1);
	return depth;
}

/* Where `first second` stands from `from` on, whatever blanks, new lines or quotation
 * marks are between; *end: behind it. */
static size_t find_pair(struct span s, const char *first, const char *second, size_t from, size_t *end)
{
	for (size_t at = span_find(s, first, from); at != (size_t)-1; at = span_find(s, first, at + 1)) {
		size_t i = at + strlen(first);

		while (i < s.n && strchr(" \n\t>", s.p[i]))
			i++;
		if (span_starts(span_from(s, i), second)) {
			*end = i + strlen(second);
			return at;
		}
	}
	return (size_t)-1;
}

static size_t line_start(struct span s, size_t at)
{
	while (at && s.p[at - 1] != '\n')
		at--;
	return at;
}

static int depth_at(struct span s, size_t at)
{
	struct span line = span_from(s, line_start(s, at)), rest;

	return unquote(line, 20, &rest);
}

/* Lines that a mail program puts over what it quotes. */
static bool attribution(struct span line)
{
	static const char *const begins[] = {"-----", "_____", "Från:", "From:", "Skickat:", "Sent:", "Till:", "To:",
		"Ämne:", "Subject:", "Kopia:", "Cc:", "Datum:", "Date:", "Bilagor:", "Attachments:"};

	line = span_trim(line);
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (span_starts(line, begins[i]))
			return true;
	return span_ends(line, ":") && (span_find(line, "skrev", 0) != (size_t)-1 ||
					       span_find(line, "wrote", 0) != (size_t)-1);
}

static void add_message(struct str *out, struct span line)
{
	if (span_trim(line).n == 0 && (out->len == 0 || span_ends(str_span(out), "\n\n")))
		return;
	str_addspan(out, line);
	str_addc(out, '\n');
}

/* What stands before the packet: the head of the packet itself and the lines of
 * attribution are ours or the program's, the rest is what the person wrote. */
static void before_packet(struct reply_mail *m, struct span s, int depth)
{
	struct span line, rest = s, bare;
	struct range mark;

	if (copy_find_mark(s, 0, &mark))
		rest = s = span_sub(s, 0, line_start(s, mark.at));
	while (span_line(&rest, &line)) {
		if (unquote(line, 20, &bare) >= depth && depth > 0)
			continue;
		if (!attribution(bare))
			add_message(&m->message, bare);
	}
}

static void after_packet(struct reply_mail *m, struct span s, int depth)
{
	struct span line, bare;

	while (span_line(&s, &line))
		if (unquote(line, 20, &bare) < depth || depth == 0)
			add_message(&m->message, bare);
}

/* ---------------------------------------------------------- what was typed between */

/* Lines without quotation marks in a quoted text: the end of the line before, which
 * the program broke, or an answer put in there, which has an empty line beside it. */
struct between {
	struct str text;
	bool empty_before;
	bool open;
};

static void flush_between(struct reply_mail *m, struct between *b, bool empty_after)
{
	struct span text = span_trim(str_span(&b->text));

	if (text.n && (b->empty_before || empty_after)) {
		while (m->text.len && m->text.buf[m->text.len - 1] == '\n')
			m->text.len--;
		str_adds(&m->text, " {>>");
		str_addspan(&m->text, text);
		str_adds(&m->text, "<<}\n\n");
	} else if (text.n) {
		str_addspan(&m->text, text);
		str_addc(&m->text, '\n');
	}
	str_clear(&b->text);
	b->open = false;
}

/* ended: its last line is there too; else what was typed behind it is the message. */
static void add_packet(struct reply_mail *m, struct span s, int depth, bool ended)
{
	struct between b = {STR_INIT, false, false};
	bool empty = false;
	struct span line, bare;

	while (span_line(&s, &line)) {
		if (depth == 0 || unquote(line, depth, &bare) > 0) {
			flush_between(m, &b, empty);
			str_addspan(&m->text, depth == 0 ? line : bare);
			str_addc(&m->text, '\n');
			empty = false;
			continue;
		}
		empty = span_trim(line).n == 0;
		if (empty && !b.open)
			str_addc(&m->text, '\n');
		if (!empty && !b.open) {
			b.open = true;
			b.empty_before = m->text.len > 1 && span_ends(str_span(&m->text), "\n\n");
		}
		if (b.open) {
			str_addspan(&b.text, line);
			str_addc(&b.text, '\n');
		}
	}
	if (ended)
		flush_between(m, &b, empty);
	else
		add_message(&m->message, str_span(&b.text));
	str_release(&b.text);
}

/* ---------------------------------------------------------- the whole */

/* How deep most lines are quoted. */
static int usual_depth(struct span s)
{
	size_t count[21] = {0};
	struct span line, bare;
	int best = 0;

	while (span_line(&s, &line)) {
		int depth = unquote(line, 20, &bare);

		if (span_trim(bare).n)
			count[depth]++;
	}
	for (int i = 1; i <= 20; i++)
		if (count[i] > count[best])
			best = i;
	return best;
}

enum { RULE = 4 }; /* "====" */

static size_t skip_rule(struct span s, size_t at)
{
	size_t n = 0;

	while (at < s.n && s.p[at] == ' ')
		at++;
	while (n < RULE && at + n < s.n && s.p[at + n] == '=')
		n++;
	return at + n;
}

/* Back over lines with nothing but blanks and quotation marks. */
static size_t back_over_blank(struct span s, size_t at, size_t least)
{
	for (;;) {
		size_t k = at;

		while (k > least && strchr(" >\t", s.p[k - 1]))
			k--;
		if (k > least && s.p[k - 1] != '\n') {
			while (at > least && s.p[at - 1] == ' ')
				at--;
			return at;
		}
		if (k == least)
			return least;
		at = k - 1;
	}
}

/* Back over the "====" that begins the line, or ends the one before. */
static size_t back_over_rule(struct span s, size_t at, size_t least)
{
	size_t n = 0;

	at = back_over_blank(s, at, least);
	while (n < RULE && at > least && s.p[at - 1] == '=') {
		at--;
		n++;
	}
	return back_over_blank(s, at, least);
}

/* Nothing marks where the packet begins: what is quoted less is the message. */
static void unmarked(struct reply_mail *m, struct span s)
{
	int depth = usual_depth(s);
	struct span line, bare;

	if (depth == 0) {
		str_addspan(&m->text, s);
		return;
	}
	while (span_line(&s, &line)) {
		if (unquote(line, depth, &bare) == depth) {
			str_addspan(&m->text, bare);
			str_addc(&m->text, '\n');
		} else if (!attribution(bare)) {
			add_message(&m->message, bare);
			str_addc(&m->text, '\n');
		}
	}
}

/* Empty lines that were quoted too: the front matter is one only at the very beginning. */
static void drop_first_empty(struct reply_mail *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->text.len && strchr(" \n", m->text.buf[i]); i++)
		if (m->text.buf[i] == '\n') {
			n = i + 1;
			m->line++;
		}
	str_replace(&m->text, 0, n, "", 0);
}

void reply_unmail(struct reply_mail *m, struct span clean)
{
	size_t from, to, at = find_pair(clean, "TEXTEN", "BÖRJAR", 0, &from), end = 0;
	struct span rest;
	int depth;

	*m = (struct reply_mail){.marked = at != (size_t)-1, .line = 1};
	if (!m->marked) {
		unmarked(m, clean);
		return;
	}
	depth = depth_at(clean, at);
	from = skip_rule(clean, from);
	while (from < clean.n && clean.p[from] == '\n')
		from++;
	for (size_t i = 0; i < from; i++)
		m->line += clean.p[i] == '\n';
	before_packet(m, span_sub(clean, 0, back_over_rule(clean, at, 0)), depth);
	at = find_pair(clean, "TEXTEN", "SLUTAR", from, &end);
	to = at == (size_t)-1 ? clean.n : back_over_rule(clean, at, from);
	rest = at == (size_t)-1 ? SPAN_NONE : span_from(clean, skip_rule(clean, end));
	add_packet(m, span_sub(clean, from, to - from), depth, at != (size_t)-1);
	drop_first_empty(m);
	after_packet(m, rest, depth);
}

void reply_mail_release(struct reply_mail *m)
{
	str_release(&m->text);
	str_release(&m->message);
}
