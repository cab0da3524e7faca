/* u8: see u8.h. The only file that includes utf8proc. */
#include "base/u8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

size_t u8_decode(const char *p, size_t n, int32_t *cp)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t len;

	if (n && (unsigned char)*p < 0x80) {
		*cp = (unsigned char)*p;
		return 1;
	}
	len = utf8proc_iterate((const utf8proc_uint8_t *)p, n > 4 ? 4 : (utf8proc_ssize_t)n, &c);
	if (len <= 0) {
		*cp = -1;
		return 1;
	}
	*cp = c;
	return (size_t)len;
}

size_t u8_encode(int32_t cp, char out[4])
{
	if (!utf8proc_codepoint_valid(cp))
		return 0;
	return (size_t)utf8proc_encode_char(cp, (utf8proc_uint8_t *)out);
}

/* How many of the next eight bytes are below 0x80, from the first on: nearly all
 * of a Swedish text. */
static size_t ascii8(const char *p)
{
	size_t n = 0;
	uint64_t w;

	memcpy(&w, p, sizeof w);
	if ((w & 0x8080808080808080U) == 0)
		return 8;
	while ((unsigned char)p[n] < 0x80)
		n++;
	return n;
}

/* Two bytes that are one character of U+0080-07FF. */
static bool pair(const char *p)
{
	unsigned char a = (unsigned char)p[0], b = (unsigned char)p[1];

	return a >= 0xC2 && a <= 0xDF && (b & 0xC0) == 0x80;
}

bool u8_valid(const char *p, size_t n, size_t *opt_bad_at)
{
	for (size_t i = 0; i < n;) {
		int32_t cp;
		size_t len;

		if (n - i >= 8)
			i += ascii8(p + i);
		if (i < n && (unsigned char)p[i] < 0x80) {
			i++;
			continue;
		}
		if (i == n)
			break;
		if (n - i >= 2 && pair(p + i)) {
			i += 2;
			continue;
		}
		len = u8_decode(p + i, n - i, &cp);

		if (cp < 0) {
			if (opt_bad_at)
				*opt_bad_at = i;
			return false;
		}
		i += len;
	}
	return true;
}

/* Bytes of an ASCII character or a letter of Latin-1 (U+00C0 to U+00FF, lead
 * byte C3), which is what Swedish is written with; 0 for anything else. */
static size_t swedish(const char *p, size_t n, size_t at)
{
	if (at < n && (unsigned char)p[at] < 0x80)
		return 1;
	return at + 1 < n && (unsigned char)p[at] == 0xC3 && ((unsigned char)p[at + 1] & 0xC0) == 0x80 ? 2 : 0;
}

size_t u8_next(const char *p, size_t n, size_t at)
{
	utf8proc_int32_t state = 0;
	int32_t a, b;
	size_t first;

	if (at >= n)
		return n;
	/* between two of these there is a boundary, but for CR LF */
	first = swedish(p, n, at);
	if (first && (at + first == n || swedish(p, n, at + first)))
		return p[at] == '\r' && at + 1 < n && p[at + 1] == '\n' ? at + 2 : at + first;
	at += u8_decode(p + at, n - at, &a);
	while (at < n) {
		size_t len = u8_decode(p + at, n - at, &b);

		if (a < 0 || b < 0 || utf8proc_grapheme_break_stateful(a, b, &state))
			break;
		a = b;
		at += len;
	}
	return at;
}

static size_t back_one(const char *p, size_t at)
{
	size_t i = at - 1;

	while (i > 0 && at - i < 4 && ((unsigned char)p[i] & 0xC0) == 0x80)
		i--;
	for (; i < at - 1; i++) {
		int32_t cp;

		if (u8_decode(p + i, at - i, &cp) == at - i)
			return i;
	}
	return at - 1;
}

/* `at`, or the start of the character it stands inside. */
static size_t char_start(const char *p, size_t n, size_t at)
{
	for (size_t back = 1; back < 4 && back <= at; back++) {
		int32_t cp;

		if (u8_decode(p + at - back, n - (at - back), &cp) > back)
			return at - back;
	}
	return at;
}

/* Does a character of this class never join the one after / before it? Joining
 * ones are left to the rules with a memory (flags, emoji, Indic syllables). */
static bool stands_alone(int32_t cp)
{
	if (cp < 0)
		return true;
	switch (utf8proc_get_property(cp)->boundclass) {
	case UTF8PROC_BOUNDCLASS_OTHER:
	case UTF8PROC_BOUNDCLASS_CR:
	case UTF8PROC_BOUNDCLASS_LF:
	case UTF8PROC_BOUNDCLASS_CONTROL:
		return true;
	default:
		return false;
	}
}

static bool surely_bound(const char *p, size_t n, size_t at)
{
	size_t before = back_one(p, at);
	int32_t a, b;

	u8_decode(p + before, at - before, &a);
	u8_decode(p + at, n - at, &b);
	return stands_alone(a) && stands_alone(b) && !(a == '\r' && b == '\n');
}

size_t u8_prev(const char *p, size_t n, size_t at)
{
	size_t start, next;

	if (at > n)
		at = n;
	if (at == 0)
		return 0;
	if (at >= 2 && (unsigned char)p[at - 1] < 0x80 && (unsigned char)p[at - 2] < 0x80)
		return p[at - 1] == '\n' && p[at - 2] == '\r' ? at - 2 : at - 1;
	/* Clusters are found forward, from a place that is a bound whatever stands before. */
	start = char_start(p, n, at);
	if (start == at)
		start = back_one(p, at);
	while (start > 0 && !surely_bound(p, n, start))
		start = back_one(p, start);
	while ((next = u8_next(p, n, start)) < at)
		start = next;
	return start;
}

size_t u8_snap(const char *p, size_t n, size_t at)
{
	size_t b;

	if (at == 0 || at >= n)
		return at > n ? n : at;
	b = u8_prev(p, n, at);
	return u8_next(p, n, b) == at ? at : b;
}

bool u8_control(int32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
	       cp == 0x200F || cp == 0x61C || cp == 0xFEFF;
}

int u8_cluster_width(const char *p, size_t n)
{
	int width = 0;

	if (n == 2 && swedish(p, n, 0) == 2)
		return 1;
	for (size_t i = 0; i < n;) {
		int32_t cp;
		int w;

		i += u8_decode(p + i, n - i, &cp);
		if (cp < 0 || u8_control(cp))
			w = 1;
		else
			w = utf8proc_charwidth(cp);
		/* an emoji presentation selector makes the cluster wide */
		if (cp == 0xFE0F && width == 1)
			width = 2;
		if (w > width)
			width = w;
	}
	return width > 2 ? 2 : width;
}

int u8_width(const char *p, size_t n)
{
	int cols = 0;

	for (size_t i = 0; i < n;) {
		size_t next = u8_next(p, n, i);

		cols += u8_cluster_width(p + i, next - i);
		i = next;
	}
	return cols;
}

size_t u8_count(const char *p, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; count++) {
		int32_t cp;

		i += u8_decode(p + i, n - i, &cp);
	}
	return count;
}

size_t u8_fit(const char *p, size_t n, int cols)
{
	size_t i = 0;

	while (i < n) {
		size_t next = u8_next(p, n, i);

		cols -= u8_cluster_width(p + i, next - i);
		if (cols < 0)
			break;
		i = next;
	}
	return i;
}

/* Runs utf8proc_map over the valid stretches and keeps the invalid bytes. */
static char *map(const char *p, size_t n, utf8proc_option_t options, size_t *out_n)
{
	struct str out = STR_INIT;

	str_add(&out, "", 0);
	for (size_t i = 0; i < n;) {
		size_t bad = n - i;
		utf8proc_uint8_t *piece = NULL;
		utf8proc_ssize_t len;

		if (u8_valid(p + i, n - i, &bad))
			bad = n - i;
		if (bad > 0) {
			len = utf8proc_map((const utf8proc_uint8_t *)p + i, (utf8proc_ssize_t)bad, &piece,
				options);
			if (len >= 0)
				str_add(&out, (const char *)piece, (size_t)len);
			else
				str_add(&out, p + i, bad);
			free(piece);
		}
		i += bad;
		if (i < n)
			str_addc(&out, p[i++]);
	}
	if (out_n)
		*out_n = out.len;
	return str_take(&out);
}

static bool ascii(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)p[i] >= 0x80)
			return false;
	return true;
}

char *u8_nfc(const char *p, size_t n, size_t *out_n)
{
	if (ascii(p, n)) {
		if (out_n)
			*out_n = n;
		return mem_dup(p, n);
	}
	return map(p, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out_n);
}

void u8_add_plain_word(struct str *out, struct span word)
{
	size_t n, i = 0;
	char *nfc = u8_nfc(word.p, word.n, &n);

	while (i < n) {
		int32_t cp;
		size_t len = u8_decode(nfc + i, n - i, &cp);

		if (cp == 0x2010 || cp == 0x2011)
			str_addc(out, '-');
		else if (cp != 0xAD)
			str_add(out, nfc + i, len);
		i += len;
	}
	free(nfc);
}

bool u8_is_nfc(const char *p, size_t n)
{
	size_t m;
	char *q;
	bool same;

	/* Below U+0300 nothing composes or decomposes: 0xCC starts U+0300. */
	for (m = 0; m < n && (unsigned char)p[m] < 0xCC; m++)
		;
	if (m == n)
		return true;
	q = u8_nfc(p, n, &m);
	same = m == n && memcmp(p, q, n) == 0;
	free(q);
	return same;
}

char *u8_fold(const char *p, size_t n, size_t *out_n)
{
	return map(p, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD, out_n);
}

static void add_cp(struct str *out, int32_t cp)
{
	char buf[4];

	str_add(out, buf, u8_encode(cp, buf));
}

static void add_first(struct str *out, struct span s, int32_t (*change)(int32_t))
{
	int32_t cp;
	size_t len;

	if (!s.n)
		return;
	len = u8_decode(s.p, s.n, &cp);
	if (cp < 0)
		str_add(out, s.p, len);
	else
		add_cp(out, change(cp));
	str_addspan(out, span_from(s, len));
}

void u8_add_upper_first(struct str *out, struct span s)
{
	add_first(out, s, utf8proc_toupper);
}

void u8_add_lower_first(struct str *out, struct span s)
{
	add_first(out, s, utf8proc_tolower);
}

void u8_add_upper(struct str *out, struct span s)
{
	for (size_t i = 0; i < s.n;) {
		int32_t cp;
		size_t len = u8_decode(s.p + i, s.n - i, &cp);

		if (cp < 0)
			str_add(out, s.p + i, len);
		else
			add_cp(out, utf8proc_toupper(cp));
		i += len;
	}
}

void u8_add_plain(struct str *out, struct span s)
{
	size_t len;
	char *bare = map(s.p, s.n,
		UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &len);

	for (size_t i = 0; i < len; i++) {
		char c = bare[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
			str_addc(out, c);
		else if (c == ' ')
			str_addc(out, '-');
	}
	free(bare);
}

bool u8_letter(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

bool u8_upper(int32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_LU;
}

bool u8_lower(int32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z';
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_LL;
}

bool u8_digit(int32_t cp)
{
	return cp >= '0' && cp <= '9';
}

bool u8_mark(int32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x300)
		return false;
	c = utf8proc_category(cp);
	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC || c == UTF8PROC_CATEGORY_ME;
}

bool u8_blank(int32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x202F || (cp >= 0x2000 && cp <= 0x200A);
}

static bool wordy(int32_t cp)
{
	return u8_letter(cp) || u8_digit(cp) || u8_mark(cp) || cp == 0xAD;
}

static bool joins(int32_t cp)
{
	return cp == '-' || cp == ':' || cp == '\'' || cp == 0x2019 || cp == 0x2011;
}

static bool joins_digits(int32_t cp)
{
	return cp == '.' || cp == ',' || cp == '/';
}

bool u8_word(const char *p, size_t n, size_t from, struct range *out)
{
	size_t i = from, end;
	int32_t cp, last = 0;

	while (i < n) {
		size_t len = u8_decode(p + i, n - i, &cp);

		if (u8_letter(cp) || u8_digit(cp))
			break;
		i += len;
	}
	if (i >= n)
		return false;
	out->at = i;
	end = i;
	while (i < n) {
		size_t len = u8_decode(p + i, n - i, &cp);
		int32_t after = -1;

		if (cp < 0)
			break;
		if (wordy(cp)) {
			i += len;
			end = i;
			last = cp;
			continue;
		}
		if (i + len < n)
			u8_decode(p + i + len, n - i - len, &after);
		if (joins(cp) && after >= 0 && wordy(after)) {
			i += len;
			continue;
		}
		if (joins_digits(cp) && u8_digit(last) && after >= 0 && u8_digit(after)) {
			i += len;
			continue;
		}
		/* hälso- och sjukvård: the hanging hyphen belongs to the word */
		if (cp == '-' && (after < 0 || u8_blank(after) || after == '\n') && u8_letter(last))
			end = i + len;
		break;
	}
	out->n = end - out->at;
	return true;
}
