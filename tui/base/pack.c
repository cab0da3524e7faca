/* pack: see pack.h. */
#include "base/pack.h"

#include <string.h>

#define ABSENT UINT32_MAX

void pack_u32(struct str *out, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		str_addc(out, (char)(v >> (8 * i) & 0xFF));
}

void pack_i64(struct str *out, int64_t v)
{
	pack_u32(out, (uint32_t)((uint64_t)v & 0xFFFFFFFF));
	pack_u32(out, (uint32_t)((uint64_t)v >> 32));
}

void pack_varint(struct str *out, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		str_addc(out, (char)((v & 0x7F) | 0x80));
	str_addc(out, (char)v);
}

void pack_span(struct str *out, struct span s)
{
	pack_u32(out, s.p ? (uint32_t)s.n : ABSENT);
	str_addspan(out, s);
}

void pack_cstr(struct str *out, const char *s)
{
	pack_span(out, span_of(s));
}

void pack_err(struct str *out, const struct err *err)
{
	pack_u32(out, (uint32_t)err->code);
	pack_cstr(out, err->msg);
}

struct unpack unpack_of(const char *p, size_t n)
{
	return (struct unpack){p, n, false};
}

uint32_t unpack_u32(struct unpack *u)
{
	uint32_t v = 0;

	if (u->n < 4) {
		u->bad = true;
		u->n = 0;
		return 0;
	}
	for (int i = 3; i >= 0; i--)
		v = v << 8 | (unsigned char)u->p[i];
	u->p += 4;
	u->n -= 4;
	return v;
}

int64_t unpack_i64(struct unpack *u)
{
	uint64_t lo = unpack_u32(u);
	uint64_t hi = unpack_u32(u);

	return u->bad ? 0 : (int64_t)(hi << 32 | lo);
}

uint64_t unpack_varint(struct unpack *u)
{
	uint64_t v = 0;

	for (size_t i = 0; i < u->n && i < 10; i++) {
		unsigned char c = (unsigned char)u->p[i];

		if (i == 9 && c > 1)
			break;
		v |= (uint64_t)(c & 0x7F) << (7 * i);
		if (c < 0x80) {
			u->p += i + 1;
			u->n -= i + 1;
			return v;
		}
	}
	u->bad = true;
	u->n = 0;
	return 0;
}

struct span unpack_span(struct unpack *u)
{
	uint32_t n = unpack_u32(u);
	struct span s;

	if (u->bad || n == ABSENT)
		return SPAN_NONE;
	if (n > u->n) {
		u->bad = true;
		u->n = 0;
		return SPAN_NONE;
	}
	s = (struct span){u->p, n};
	u->p += n;
	u->n -= n;
	return s;
}

char *unpack_dup(struct unpack *u)
{
	return span_dup(unpack_span(u));
}

void unpack_err(struct unpack *u, struct err *out)
{
	uint32_t code = unpack_u32(u);
	struct span msg = unpack_span(u);

	if (u->bad || code > ERR_SYSTEM) {
		err_set(out, ERR_SYSTEM, "svaret från hjälpprocessen går inte att läsa");
		return;
	}
	if (code == ERR_NONE) {
		out->code = ERR_NONE;
		out->msg[0] = '\0';
		return;
	}
	err_set(out, (enum err_code)code, "%.*s", SPAN_FMT(msg));
}
