/* pack: there and back, and bytes that were never packed. */
#include "base/pack.h"

#include "test.h"

TEST(there_and_back)
{
	struct str s = STR_INIT;
	struct unpack u;
	struct err e = ERR_INIT, back = ERR_INIT;
	char *p;

	err_set(&e, ERR_MOVED, "någon annan har ändrat %s", "protokoll.md");
	pack_u32(&s, 0);
	pack_u32(&s, UINT32_MAX);
	pack_i64(&s, INT64_MIN);
	pack_i64(&s, -2);
	pack_span(&s, span_make("a\0b", 3));
	pack_span(&s, SPAN_NONE);
	pack_cstr(&s, "");
	pack_cstr(&s, NULL);
	pack_cstr(&s, "å");
	pack_err(&s, &e);
	e.code = ERR_NONE;
	pack_err(&s, &e);
	u = unpack_of(s.buf, s.len);
	CHECK_INT(unpack_u32(&u), 0);
	CHECK_INT(unpack_u32(&u), UINT32_MAX);
	CHECK(unpack_i64(&u) == INT64_MIN);
	CHECK_INT(unpack_i64(&u), -2);
	CHECK(span_eq(unpack_span(&u), span_make("a\0b", 3)));
	CHECK(unpack_span(&u).p == NULL);
	CHECK_SPAN(unpack_span(&u), "");
	CHECK(unpack_span(&u).p == NULL);
	p = unpack_dup(&u);
	CHECK_STR(p, "å");
	free(p);
	unpack_err(&u, &back);
	CHECK_INT(back.code, ERR_MOVED);
	CHECK_STR(back.msg, "någon annan har ändrat protokoll.md");
	unpack_err(&u, &back);
	CHECK_INT(back.code, ERR_NONE);
	CHECK_STR(back.msg, "");
	CHECK(!u.bad && u.n == 0);
	CHECK_INT(unpack_u32(&u), 0);
	CHECK(u.bad);
	str_release(&s);
}

/* Every prefix, and random bytes: bad, zero, never outside. */
TEST(what_is_cut_off_is_bad)
{
	struct str s = STR_INIT;

	pack_u32(&s, 7);
	pack_cstr(&s, "hej");
	pack_i64(&s, 9);
	for (size_t n = 0; n < s.len; n++) {
		char *cut = span_dup(span_make(s.buf, n)); /* so that ASan sees its end */
		struct unpack u = unpack_of(cut, n);

		unpack_u32(&u);
		unpack_span(&u);
		CHECK_INT(unpack_i64(&u), 0);
		CHECK(u.bad);
		CHECK(unpack_span(&u).p == NULL);
		free(cut);
	}
	str_release(&s);
}

TEST(random_bytes)
{
	unsigned long seed = 13;

	for (int i = 0; i < 2000; i++) {
		char bytes[24];
		struct unpack u = unpack_of(bytes, sizeof bytes);
		struct err e = ERR_INIT;

		for (size_t k = 0; k < sizeof bytes; k++)
			bytes[k] = (char)(test_random(&seed) % 3 ? 0 : test_random(&seed));
		for (int k = 0; k < 4; k++) {
			struct span s = unpack_span(&u);

			CHECK(!s.p || (s.p >= bytes && s.p + s.n <= bytes + sizeof bytes));
			unpack_err(&u, &e);
			CHECK((int)e.code >= ERR_NONE && e.code <= ERR_SYSTEM);
		}
	}
}

TEST(varints)
{
	static const struct {
		uint64_t v;
		size_t n;
	} row[] = {{0, 1}, {127, 1}, {128, 2}, {16383, 2}, {16384, 3}, {UINT32_MAX, 5}, {INT64_MAX, 9}, {UINT64_MAX, 10}};
	struct str s = STR_INIT;
	struct unpack u;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		str_clear(&s);
		pack_varint(&s, row[i].v);
		CHECK_INT(s.len, row[i].n);
		u = unpack_of(s.buf, s.len);
		CHECK(unpack_varint(&u) == row[i].v && !u.bad && u.n == 0);
		u = unpack_of(s.buf, s.len - 1);
		CHECK(unpack_varint(&u) == 0 && u.bad && u.n == 0);
	}
	/* more than 64 bits */
	u = unpack_of("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10);
	CHECK(unpack_varint(&u) == 0 && u.bad);
	u = unpack_of("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01", 12);
	CHECK(unpack_varint(&u) == 0 && u.bad);
	str_release(&s);
}
