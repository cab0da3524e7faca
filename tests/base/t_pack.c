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
