/* t_wire: requests and answers come through as they went in; any other bytes
 * are refused. */
#include "store/wire.h"

#include "test.h"

TEST(a_request_comes_through)
{
	const int para[] = {1, 22};
	const struct store_file files[] = {
		{(char *)(uintptr_t)"justerat/manifest", SPAN_LIT("a\0b")}, {(char *)(uintptr_t)"justerat/x", SPAN_NONE}};
	struct store_request q = {.op = STORE_SEAL, .folder = "mapp å", .now = {123456789012, -90}, .who = "Finn",
		.hold = true, .base = "", .text = SPAN_LIT(""), .kind = KIND_LOCKED, .para = para, .npara = 2,
		.number = 7, .time = {5, 60}, .file = files, .nfiles = 2, .message = "m"};
	struct str s = STR_INIT;
	struct arena a = {0};
	struct store_request b;

	store_pack(&s, &q);
	CHECK_INT(wire_read_request(&b, str_span(&s), &a), 0);
	CHECK_INT(b.op, STORE_SEAL);
	CHECK_STR(b.folder, "mapp å");
	CHECK_INT(b.now.utc, 123456789012);
	CHECK_INT(b.now.offset, -90);
	CHECK(b.hold);
	CHECK_STR(b.base, "");
	CHECK(!b.id);
	CHECK(b.text.p && b.text.n == 0);
	CHECK_INT(b.para[1], 22);
	CHECK_INT(b.number, 7);
	CHECK_INT(b.file[0].bytes.n, 3);
	CHECK(!b.file[1].bytes.p);
	CHECK_STR(b.message, "m");
	/* cut anywhere: refused */
	for (size_t n = 0; n < s.len; n++)
		CHECK_INT(wire_read_request(&b, span_make(s.buf, n), &a), -1);
	arena_release(&a);
	str_release(&s);
}

TEST(any_bytes)
{
	unsigned long seed = 11;
	struct str s = STR_INIT;
	struct store_answer out;
	struct store_request q;

	for (int i = 0; i < 20000; i++) {
		struct arena a = {0};
		size_t n = test_random(&seed) % 300;

		str_clear(&s);
		str_add(&s, "\1\0\0\0", 4);
		for (size_t k = 0; k < n; k++)
			str_addc(&s, (char)(test_random(&seed) % 4 ? 0 : test_random(&seed)));
		(void)wire_read_request(&q, str_span(&s), &a);
		(void)store_unpack(str_span(&s), &out, NULL);
		store_answer_release(&out);
		arena_release(&a);
	}
	str_release(&s);
}
