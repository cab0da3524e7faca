/* yaml: see yaml.h. front_plain and front_add_value stand here too: they are
 * the writing half. */
#include "doc/yaml.h"

#include "base/clock.h"
#include "base/u8.h"
#include "doc/front.h"

bool yaml_quoted(struct span raw)
{
	char q = raw.n ? raw.p[0] : '\0';
	size_t i = 1;

	if (raw.n < 2 || (q != '"' && q != '\'') || raw.p[raw.n - 1] != q)
		return false;
	/* ”"En" och "två"” begins and ends with one, but is no quoted value */
	for (; i + 1 < raw.n; i++) {
		if (q == '"' && raw.p[i] == '\\')
			i++;
		else if (raw.p[i] == q && (q == '"' || raw.p[++i] != q || i + 1 >= raw.n))
			return false;
	}
	return i + 1 == raw.n;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* \xNN, \uNNNN, \UNNNNNNNN: the number of bytes read after the backslash, or 0. */
static size_t read_code(struct span s, struct str *out)
{
	size_t digits = s.p[0] == 'x' ? 2 : s.p[0] == 'u' ? 4 : s.p[0] == 'U' ? 8 : 0;
	int32_t cp = 0;
	char buf[4];
	size_t n;

	if (!digits || s.n <= digits)
		return 0;
	for (size_t i = 1; i <= digits; i++) {
		int h = hex(s.p[i]);

		if (h < 0 || cp > 0x10FFFF)
			return 0;
		cp = cp * 16 + h;
	}
	n = u8_encode(cp, buf);
	if (!n)
		return 0;
	str_add(out, buf, n);
	return digits + 1;
}

static void read_double(struct span s, struct str *out)
{
	static const struct {
		char c, is;
	} escapes[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'"', '"'}, {'\\', '\\'}, {'/', '/'},
		{'0', '\0'}, {' ', ' '}};

	for (size_t i = 0; i < s.n; i++) {
		size_t code, k;

		if (s.p[i] != '\\' || i + 1 >= s.n) {
			str_addc(out, s.p[i]);
			continue;
		}
		code = read_code(span_from(s, i + 1), out);
		if (code) {
			i += code;
			continue;
		}
		for (k = 0; k < sizeof escapes / sizeof *escapes; k++)
			if (escapes[k].c == s.p[i + 1])
				break;
		if (k < sizeof escapes / sizeof *escapes) {
			str_addc(out, escapes[k].is);
			i++;
		} else {
			str_addc(out, '\\'); /* no escape of YAML: as it stands */
		}
	}
}

struct span yaml_read(struct span raw, struct arena *a)
{
	struct str s = STR_INIT;
	struct span in, out;

	if (!yaml_quoted(raw))
		return raw;
	in = span_sub(raw, 1, raw.n - 2);
	if (raw.p[0] == '"') {
		read_double(in, &s);
	} else {
		for (size_t i = 0; i < in.n; i++) {
			str_addc(&s, in.p[i]);
			if (in.p[i] == '\'' && i + 1 < in.n && in.p[i + 1] == '\'')
				i++;
		}
	}
	out = span_make(arena_dup(a, str_c(&s), s.len), s.len);
	str_release(&s);
	return out;
}

static size_t digits_at(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

/* A number that is printed otherwise than it is written: 1.10, 007, 1e3, 0x1F,
 * 1_000, 12:30, +5, .5, 5. */
static bool odd_number(struct span s)
{
	size_t at = s.n && s.p[0] == '-', whole, part;

	for (size_t i = 0; i < s.n; i++)
		if (!strchr("0123456789abcdefABCDEFxXoO_.:+-", s.p[i]) || !s.p[i])
			return false;
	whole = digits_at(s, at);
	if (!whole && !(s.n > at && strchr("+.", s.p[at]) && digits_at(s, at + 1)))
		return false;
	if (whole > 15 || (whole > 1 && s.p[at] == '0'))
		return at + whole == s.n || s.p[at + whole] == '.' || s.p[at + whole] == ':';
	if (whole && at + whole == s.n)
		return false;
	if (whole && s.p[at + whole] == '.') {
		part = digits_at(s, at + whole + 1);
		if (at + whole + 1 + part == s.n)
			return part == 0 || part > 10 || (part > 1 && s.p[s.n - 1] == '0');
		return strchr("eE_", s.p[at + whole + 1 + part]) != NULL;
	}
	/* a word that only looks like one, 3b or 10-12, is left alone */
	if (whole && strchr("xXoO", s.p[at + whole]))
		return true;
	return !whole || strchr("eE_:", s.p[at + whole]) != NULL;
}

/* yyyy-mm-dd that is no day stops some readers; one with a time is read as a time. */
static bool odd_date(struct span s)
{
	struct date d;

	if (digits_at(s, 0) != 4 || s.n < 8 || s.p[4] != '-' || digits_at(s, 5) > 2)
		return false;
	if (s.n == 10 && digits_at(s, 5) == 2 && s.p[7] == '-' && digits_at(s, 8) == 2)
		return !date_parse(s, &d);
	return s.n > 10 && s.p[7] == '-' && digits_at(s, 8) == 2 && strchr("Tt ", s.p[10]) &&
		digits_at(s, 11) > 0 && span_find(s, ":", 11) != (size_t)-1;
}

static bool other_type(struct span s)
{
	static const char *const words[] = {"null", "~", "true", "false", "yes", "no", "on", "off", "y",
		"n", ".inf", "-.inf", "+.inf", ".nan", "<<", "=", "---", "..."};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (s.n == strlen(words[i]) && strncasecmp(s.p, words[i], s.n) == 0)
			return true;
	return odd_number(s) || odd_date(s);
}

bool front_plain(struct span v)
{
	if (!v.n || span_trim(v).n != v.n || other_type(v))
		return false;
	if (strchr("[]{}#&*!|>'\"%@`,", v.p[0]) || v.p[v.n - 1] == ':')
		return false;
	if (strchr("-?:", v.p[0]) && (v.n == 1 || v.p[1] == ' ' || v.p[1] == '\t'))
		return false;
	if (span_starts(v, "--- ") || span_starts(v, "... "))
		return false;
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i], next = i + 1 < v.n ? (unsigned char)v.p[i + 1] : 0;

		if (c < 0x20 || c == 0x7F)
			return false;
		if ((c == ':' && (next == ' ' || next == '\t')) || (c == ' ' && next == '#'))
			return false;
	}
	return true;
}

void front_add_value(struct str *out, struct span v)
{
	if (front_plain(v)) {
		str_addspan(out, v);
		return;
	}
	str_addc(out, '"');
	for (size_t i = 0; i < v.n; i++) {
		unsigned char c = (unsigned char)v.p[i];

		if (c == '"' || c == '\\')
			str_addf(out, "\\%c", c);
		else if (c == '\n')
			str_adds(out, "\\n");
		else if (c == '\t')
			str_adds(out, "\\t");
		else if (c < 0x20 || c == 0x7F)
			str_addf(out, "\\x%02X", c);
		else
			str_addc(out, (char)c);
	}
	str_addc(out, '"');
}
