/* str: see str.h. Bytes only; what a character is stands in u8. */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"

struct span span_of(const char *s)
{
	return (struct span){s, s ? strlen(s) : 0};
}

struct span span_make(const char *p, size_t n)
{
	return (struct span){p, n};
}

bool span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_is(struct span a, const char *s)
{
	return span_eq(a, span_of(s));
}

bool span_starts(struct span a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && (n == 0 || memcmp(a.p, prefix, n) == 0);
}

bool span_ends(struct span a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.n >= n && (n == 0 || memcmp(a.p + a.n - n, suffix, n) == 0);
}

int span_cmp(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span a)
{
	while (a.n && blank(a.p[0])) {
		a.p++;
		a.n--;
	}
	while (a.n && blank(a.p[a.n - 1]))
		a.n--;
	return a;
}

struct span span_from(struct span a, size_t at)
{
	if (at > a.n)
		at = a.n;
	return (struct span){a.p ? a.p + at : NULL, a.n - at};
}

struct span span_sub(struct span a, size_t at, size_t n)
{
	a = span_from(a, at);
	if (n < a.n)
		a.n = n;
	return a;
}

size_t span_find(struct span a, const char *needle, size_t from)
{
	size_t n = strlen(needle);
	const char *hit;

	if (from > a.n || n > a.n - from)
		return (size_t)-1;
	if (n == 0)
		return from;
	hit = memmem(a.p + from, a.n - from, needle, n);
	return hit ? (size_t)(hit - a.p) : (size_t)-1;
}

size_t span_find_last(struct span a, const char *needle)
{
	size_t n = strlen(needle);

	if (n == 0 || n > a.n)
		return (size_t)-1;
	for (size_t end = a.n - n + 1; end > 0;) {
		const char *hit = memrchr(a.p, needle[0], end);

		if (!hit)
			break;
		end = (size_t)(hit - a.p);
		if (memcmp(hit, needle, n) == 0)
			return end;
	}
	return (size_t)-1;
}

bool span_int(struct span a, long *out)
{
	long v = 0;

	if (a.n == 0 || a.n > 9)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		if (a.p[i] < '0' || a.p[i] > '9')
			return false;
		v = v * 10 + (a.p[i] - '0');
	}
	*out = v;
	return true;
}

bool span_line(struct span *rest, struct span *line)
{
	const char *nl;

	if (rest->n == 0)
		return false;
	nl = memchr(rest->p, '\n', rest->n);
	line->p = rest->p;
	line->n = nl ? (size_t)(nl - rest->p) : rest->n;
	*rest = span_from(*rest, line->n + (nl != NULL));
	return true;
}

bool span_split(struct span *rest, const char *sep, struct span *piece)
{
	size_t hit;

	if (!rest->p)
		return false;
	hit = span_find(*rest, sep, 0);
	if (hit == (size_t)-1) {
		*piece = *rest;
		*rest = SPAN_NONE;
		return true;
	}
	*piece = span_sub(*rest, 0, hit);
	*rest = span_from(*rest, hit + strlen(sep));
	return true;
}

char *span_dup(struct span a)
{
	return mem_dup(a.p, a.n);
}

void str_release(struct str *s)
{
	free(s->buf);
	*s = (struct str)STR_INIT;
}

static void reserve(struct str *s, size_t more)
{
	size_t need = s->len + more + 1;

	if (need <= s->cap)
		return;
	s->cap = s->cap * 2 > need ? s->cap * 2 : need + 24;
	s->buf = mem_resize(s->buf, s->cap, 1);
}

void str_clear(struct str *s)
{
	s->len = 0;
	if (s->buf)
		s->buf[0] = '\0';
}

const char *str_c(const struct str *s)
{
	return s->buf ? s->buf : "";
}

struct span str_span(const struct str *s)
{
	return (struct span){str_c(s), s->len};
}

void str_add(struct str *s, const char *p, size_t n)
{
	reserve(s, n);
	if (n)
		memcpy(s->buf + s->len, p, n);
	s->len += n;
	s->buf[s->len] = '\0';
}

void str_adds(struct str *s, const char *text)
{
	str_add(s, text, strlen(text));
}

void str_addspan(struct str *s, struct span a)
{
	str_add(s, a.p, a.n);
}

void str_addc(struct str *s, char c)
{
	str_add(s, &c, 1);
}

void str_addrep(struct str *s, const char *text, size_t times)
{
	size_t n = strlen(text);

	while (times-- > 0)
		str_add(s, text, n);
}

void str_vaddf(struct str *s, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n > 0) {
		reserve(s, (size_t)n);
		vsnprintf(s->buf + s->len, (size_t)n + 1, fmt, again);
		s->len += (size_t)n;
	}
	va_end(again);
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(s, fmt, ap);
	va_end(ap);
}

void str_replace(struct str *s, size_t at, size_t del, const char *ins, size_t n)
{
	reserve(s, n);
	memmove(s->buf + at + n, s->buf + at + del, s->len - at - del);
	if (n)
		memcpy(s->buf + at, ins, n);
	s->len = s->len - del + n;
	s->buf[s->len] = '\0';
}

char *str_take(struct str *s)
{
	char *p = s->buf ? s->buf : mem_dup("", 0);

	*s = (struct str)STR_INIT;
	return p;
}

void strlist_add(struct strlist *l, const char *p, size_t n)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n++] = mem_dup(p, n);
}

void strlist_addf(struct strlist *l, const char *fmt, ...)
{
	struct str s = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&s, fmt, ap);
	va_end(ap);
	strlist_add(l, str_c(&s), s.len);
	str_release(&s);
}

bool strlist_has(const struct strlist *l, struct span a)
{
	for (size_t i = 0; i < l->n; i++)
		if (span_is(a, l->v[i]))
			return true;
	return false;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void strlist_sort(struct strlist *l)
{
	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, by_bytes);
}

void strlist_release(struct strlist *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i]);
	free(l->v);
	*l = (struct strlist){NULL, 0, 0};
}

char *str_format(const char *fmt, ...)
{
	struct str s = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&s, fmt, ap);
	va_end(ap);
	return str_take(&s);
}

void str_add_json(struct str *s, struct span a)
{
	if (!a.p) {
		str_adds(s, "null");
		return;
	}
	str_addc(s, '"');
	for (size_t i = 0; i < a.n;) {
		unsigned char c = (unsigned char)a.p[i];
		int32_t cp;
		size_t n = u8_decode(a.p + i, a.n - i, &cp);

		if (cp < 0)
			str_adds(s, "\xEF\xBF\xBD");
		else if (c == '"' || c == '\\')
			str_addf(s, "\\%c", c);
		else if (c == '\n')
			str_adds(s, "\\n");
		else if (c < 0x20 || c == 0x7F)
			str_addf(s, "\\u%04x", c);
		else
			str_add(s, a.p + i, n);
		i += n;
	}
	str_addc(s, '"');
}
