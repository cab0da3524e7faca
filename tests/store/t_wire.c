/* t_wire: requests and answers come through as they went in; any other bytes
 * are refused. */
#include "store/wire.h"

#include "test.h"

TEST(a_request_comes_through)
{
	const int para[] = {1, 22};
	const struct store_file files[] = {
		{(char *)(uintptr_t)"justerat/manifest", SPAN_LIT("a\0b")}, {(char *)(uintptr_t)"justerat/x", SPAN_NONE}};
	char *ids[] = {(char *)(uintptr_t)"a1", (char *)(uintptr_t)"b2"};
	const struct strlist known = {ids, 2, 2};
	struct store_request q = {.op = STORE_SEAL, .folder = "mapp å", .now = {123456789012, -90}, .who = "Finn",
		.hold = true, .base = "", .text = SPAN_LIT(""), .kind = KIND_LOCKED, .para = para, .npara = 2,
		.number = 7, .time = {5, 60}, .file = files, .nfiles = 2, .message = "m", .author = "Bo Lind (M)",
		.tag = "justerat-del-1", .branch = "justering/3", .remote = "/delad", .known = &known};
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
	CHECK_STR(b.author, "Bo Lind (M)");
	CHECK_STR(b.tag, "justerat-del-1");
	CHECK_STR(b.branch, "justering/3");
	CHECK_STR(b.remote, "/delad");
	CHECK_INT(b.known->n, 2);
	CHECK_STR(b.known->v[1], "b2");
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
		str_add(&s, "\2\0\0\0", 4);
		for (size_t k = 0; k < n; k++)
			str_addc(&s, (char)(test_random(&seed) % 4 ? 0 : test_random(&seed)));
		(void)wire_read_request(&q, str_span(&s), &a);
		(void)store_unpack(str_span(&s), &out, NULL);
		store_answer_release(&out);
		arena_release(&a);
	}
	str_release(&s);
}

TEST(an_answer_comes_through)
{
	struct store_mark part = {.tag = mem_strdup("justerat-del-1"), .whole = true, .commit = "c", .nfiles = 1};
	struct store_answer a = {.nr = 3, .base = "b", .who = mem_strdup("Bo Lind (M)"), .tip_follows = true, .after = 2,
		.nparts = 1}, b;
	struct err none = ERR_INIT;
	struct str s = STR_INIT;

	part.file_name = mem_array(1, sizeof *part.file_name);
	part.file_bytes = mem_array(1, sizeof *part.file_bytes);
	part.file_name[0] = mem_strdup("justerat/del-1/manifest");
	str_adds(&part.file_bytes[0], "m");
	str_adds(&part.object, "o");
	str_adds(&a.tag_object, "object x");
	a.part = mem_dup(&part, sizeof part);
	a.version = mem_array(1, sizeof *a.version);
	a.version[0] = (struct store_version){.nr = 1, .who = mem_strdup("Bo"), .what = mem_strdup("§"), .by = mem_strdup("Finn")};
	a.nversions = 1;
	wire_add_answer(&s, &a, &none);
	CHECK_INT(store_unpack(str_span(&s), &b, NULL), 0);
	CHECK_STR(b.base, "b");
	CHECK_STR(b.who, "Bo Lind (M)");
	CHECK(b.tip_follows);
	CHECK_INT(b.after, 2);
	CHECK_SPAN(str_span(&b.tag_object), "object x");
	CHECK_STR(b.version[0].by, "Finn");
	CHECK_INT(b.nparts, 1);
	CHECK_STR(b.part[0].tag, "justerat-del-1");
	CHECK(b.part[0].whole && !b.part[0].kept);
	CHECK_STR(b.part[0].commit, "c");
	CHECK_STR(b.part[0].file_name[0], "justerat/del-1/manifest");
	CHECK_SPAN(str_span(&b.part[0].file_bytes[0]), "m");
	store_answer_release(&b);
	for (size_t n = 0; n < s.len; n++) {
		CHECK_INT(store_unpack(span_make(s.buf, n), &b, NULL), -1);
		store_answer_release(&b);
	}
	store_answer_release(&a);
	str_release(&s);
}
