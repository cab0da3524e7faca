/* seal: see seal.h. Reading writes the manifest back and compares. */
#include "justering/seal.h"

#include <stddef.h>

#include "base/mem.h"

#define FORMAT "paragraf-manifest 2"
#define MARK "Justerat, manifest sha256 "
#define HEX "0123456789abcdef"

/* The hexadecimal fields, in the order of the file. */
static const struct field {
	const char *key;
	size_t at, digits;
} fields[] = {
	{"sluttext", offsetof(struct seal, final), 64},
	{"utkast", offsetof(struct seal, draft), 64},
	{"blob", offsetof(struct seal, blob), 40},
	{"version", offsetof(struct seal, version), 40},
};

#define FIELDS (sizeof fields / sizeof fields[0])

void seal_release(struct seal *s)
{
	for (size_t i = 0; i < s->nchanges; i++)
		free(s->change[i].reason);
	free(s->change);
	free(s->meeting);
	free(s->paras);
	signing_release(&s->signing);
	*s = (struct seal){0};
}

static char *one_line(struct span s)
{
	char *text = span_dup(span_trim(s));

	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	return text;
}

void seal_add_change(struct seal *s, int para, const char *before, const char *now, struct span reason)
{
	struct seal_change *c;

	s->change = mem_grow(s->change, s->nchanges, &s->cap_changes, sizeof *s->change);
	c = &s->change[s->nchanges++];
	*c = (struct seal_change){.para = para, .reason = one_line(reason)};
	memcpy(c->before, before, strnlen(before, sizeof c->before - 1));
	memcpy(c->now, now, strnlen(now, sizeof c->now - 1));
}

void seal_write(const struct seal *s, struct str *out)
{
	str_addf(out, "format: " FORMAT "\nmöte: %s\n", s->meeting ? s->meeting : "");
	if (s->part >= 0 && s->paras)
		str_addf(out, "del: %d\nparagrafer: %s\n", s->part, s->paras);
	for (size_t i = 0; i < FIELDS; i++)
		str_addf(out, "%s: %s\n", fields[i].key, (const char *)s + fields[i].at);
	for (size_t i = 0; i < s->signing.n; i++)
		str_addf(out, "undertecknare: %s, %s\n", s->signing.signer[i].who, s->signing.signer[i].role);
	for (size_t i = 0; i < s->nchanges; i++)
		str_addf(out, "ändrat: § %d %s %s %s\n", s->change[i].para, s->change[i].before, s->change[i].now,
			s->change[i].reason);
}

static bool get_hex(struct seal *s, struct span key, struct span v)
{
	for (size_t i = 0; i < FIELDS; i++) {
		char *to = (char *)s + fields[i].at;

		if (!span_is(key, fields[i].key))
			continue;
		if (v.n != fields[i].digits)
			return false;
		memcpy(to, v.p, v.n);
		to[v.n] = '\0';
		return strspn(to, HEX) == v.n;
	}
	return false;
}

/* "<who>, <role>" */
static bool get_signer(struct seal *s, struct span v)
{
	size_t comma = span_find_last(v, ", "), n = s->signing.n;

	if (comma == (size_t)-1)
		return false;
	signing_add(&s->signing, span_sub(v, 0, comma), span_from(v, comma + 2));
	return s->signing.n == n + 1;
}

static bool get_sum(struct span v, char out[GAVEL_SUM_SIZE])
{
	if (v.n != GAVEL_SUM_SIZE - 1)
		return false;
	memcpy(out, v.p, v.n);
	out[v.n] = '\0';
	return strspn(out, HEX) == v.n;
}

/* "§ <nr> <sum> <sum> <reason>" */
static bool get_change(struct seal *s, struct span v)
{
	struct span word[4], rest = v;
	char before[GAVEL_SUM_SIZE], now[GAVEL_SUM_SIZE];
	long nr;

	for (size_t i = 0; i < 4; i++)
		if (!span_split(&rest, " ", &word[i]))
			return false;
	if (!span_is(word[0], "§") || !span_int(word[1], &nr) || !get_sum(word[2], before) || !get_sum(word[3], now) ||
		!rest.p)
		return false;
	seal_add_change(s, (int)nr, before, now, rest);
	return true;
}

static bool get_text(char **out, struct span v)
{
	free(*out);
	*out = span_dup(v);
	return true;
}

static bool get_line(struct seal *s, struct span line)
{
	size_t colon = span_find(line, ": ", 0);
	struct span key, v;
	long nr;

	if (colon == (size_t)-1)
		return false;
	key = span_sub(line, 0, colon);
	v = span_from(line, colon + 2);
	if (span_is(key, "format"))
		return span_is(v, FORMAT);
	if (span_is(key, "möte"))
		return get_text(&s->meeting, v);
	if (span_is(key, "paragrafer"))
		return get_text(&s->paras, v);
	if (span_is(key, "del")) {
		s->part = span_int(v, &nr) ? (int)nr : -1;
		return s->part >= 0;
	}
	if (span_is(key, "undertecknare"))
		return get_signer(s, v);
	return span_is(key, "ändrat") ? get_change(s, v) : get_hex(s, key, v);
}

int seal_parse(struct seal *out, struct span bytes, struct err *err)
{
	struct seal s = {.part = -1};
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	bool ok = bytes.n > 0;

	while (ok && span_line(&rest, &line))
		ok = get_line(&s, line);
	for (size_t i = 0; ok && i < FIELDS; i++)
		ok = *((const char *)&s + fields[i].at) != '\0';
	if (ok) {
		seal_write(&s, &back);
		ok = span_eq(str_span(&back), bytes);
	}
	str_release(&back);
	if (!ok) {
		seal_release(&s);
		return err_set(err, ERR_INPUT, "manifestet är skadat eller omskrivet");
	}
	*out = s;
	return 0;
}

void seal_mark(struct str *out, const char *manifest_digest)
{
	str_addf(out, MARK "%s", manifest_digest);
}

bool seal_mark_is(struct span message, const char *manifest_digest)
{
	struct str want = STR_INIT;
	bool is;

	seal_mark(&want, manifest_digest);
	str_addc(&want, '\n');
	is = span_eq(message, str_span(&want));
	str_release(&want);
	return is;
}
