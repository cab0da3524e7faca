/* pack: values in a row of bytes, for what goes to a worker process and back.
 *
 * Little endian; a byte string is its u32 length and its bytes. Reading past
 * the end sets `bad` and gives zeros and empty spans from then on. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

void pack_u32(struct str *out, uint32_t v);
void pack_i64(struct str *out, int64_t v);
void pack_varint(struct str *out, uint64_t v);  /* 7 bits a byte, low ones first: 1 to 10 bytes */
void pack_span(struct str *out, struct span s);  /* absent and empty are kept apart */
void pack_cstr(struct str *out, const char *s);  /* NULL is absent */
void pack_err(struct str *out, const struct err *err);

struct unpack {
	const char *p;
	size_t n;
	bool bad;
};

struct unpack unpack_of(const char *p, size_t n);
uint32_t unpack_u32(struct unpack *u);
int64_t unpack_i64(struct unpack *u);
uint64_t unpack_varint(struct unpack *u);
struct span unpack_span(struct unpack *u);       /* borrows from the packed bytes */
char *unpack_dup(struct unpack *u);              /* free(); "" when absent or bad */
void unpack_err(struct unpack *u, struct err *out);

#endif
