/* seal: see seal.h. Reading writes the manifest back and compares. */
#include "justering/seal.h"

#include <stddef.h>

#include "base/mem.h"

#define FORMAT "paragraf-manifest 1"
#define MARK "Justerat, manifest sha256 "

/* The hexadecimal fields, in the order of the file. */
static const struct field {
	const char *key;
	size_t at, digits;
} fields[] = {
	{"sluttext", offsetof(struct seal, final), 64},
	{"utkast", offsetof(struct seal, draft), 64},
	{"godkännanden", offsetof(struct seal, approvals), 64},
	{"blob", offsetof(struct seal, blob), 40},
	{"version", offsetof(struct seal, version), 40},
};

#define FIELDS (sizeof fields / sizeof fields[0])

void seal_release(struct seal *s)
{
	free(s->meeting);
	signing_release(&s->signing);
	*s = (struct seal){0};
}

void seal_write(const struct seal *s, struct str *out)
{
	str_addf(out, "format: " FORMAT "\nmöte: %s\n", s->meeting ? s->meeting : "");
	for (size_t i = 0; i < FIELDS; i++)
		str_addf(out, "%s: %s\n", fields[i].key, (const char *)s + fields[i].at);
	str_adds(out, "låst: ");
	clock_add_iso(out, s->locked);
	str_addc(out, '\n');
	for (size_t i = 0; i < s->signing.n; i++) {
		const struct signer *g = &s->signing.signer[i];

		str_adds(out, "signerad: ");
		clock_add_iso(out, g->at);
		str_addf(out, " %s, %s\n", g->who, g->role);
	}
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
		return strspn(to, "0123456789abcdef") == v.n;
	}
	return false;
}

/* "<time> <who>, <role>" */
static bool get_signed(struct seal *s, struct span v)
{
	size_t blank = span_find(v, " ", 0), comma = span_find_last(v, ", ");
	size_t n = s->signing.n;

	if (blank == (size_t)-1 || comma == (size_t)-1 || comma < blank)
		return false;
	signing_add(&s->signing, span_sub(v, blank + 1, comma - blank - 1), span_from(v, comma + 2));
	if (s->signing.n != n + 1)
		return false;
	s->signing.signer[n].approved = true;
	memcpy(s->signing.signer[n].digest, s->draft, sizeof s->draft);
	return clock_parse(span_sub(v, 0, blank), &s->signing.signer[n].at) == 0;
}

static bool get_line(struct seal *s, struct span line)
{
	size_t colon = span_find(line, ": ", 0);
	struct span key, v;

	if (colon == (size_t)-1)
		return false;
	key = span_sub(line, 0, colon);
	v = span_from(line, colon + 2);
	if (span_is(key, "format"))
		return span_is(v, FORMAT);
	if (span_is(key, "möte")) {
		free(s->meeting);
		s->meeting = span_dup(v);
		return true;
	}
	if (span_is(key, "låst"))
		return clock_parse(v, &s->locked) == 0;
	return span_is(key, "signerad") ? get_signed(s, v) : get_hex(s, key, v);
}

int seal_parse(struct seal *out, struct span bytes, struct err *err)
{
	struct seal s = {0};
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	bool ok = bytes.n > 0;

	while (ok && span_line(&rest, &line))
		ok = get_line(&s, line);
	if (ok) {
		seal_write(&s, &back);
		ok = span_eq(str_span(&back), bytes);
	}
	str_release(&back);
	if (!ok) {
		seal_release(&s);
		return err_set(err, ERR_INPUT, SEAL_MANIFEST " är skadat eller omskrivet");
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
