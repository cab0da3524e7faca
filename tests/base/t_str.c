/* str: spans, strings, lists, JSON. */
#include "base/str.h"

#include "test.h"

TEST(absent_is_not_empty_but_equal)
{
	CHECK(span_of(NULL).p == NULL);
	CHECK(span_eq(SPAN_NONE, span_of("")));
	CHECK_INT(span_cmp(SPAN_NONE, span_of("")), 0);
	CHECK(span_cmp(span_of("a"), span_of("ab")) < 0 && span_cmp(span_of("b"), span_of("ab")) > 0);
	CHECK(span_cmp(span_of("å"), span_of("z")) > 0);
	CHECK(span_starts(SPAN_NONE, "") && !span_starts(SPAN_NONE, "a"));
	CHECK(span_ends(SPAN_NONE, "") && span_ends(span_of("att"), "tt") && !span_ends(span_of("t"), "tt"));
}

TEST(parts_are_clipped)
{
	struct span s = span_of("abc");

	CHECK_SPAN(span_sub(s, 1, 99), "bc");
	CHECK_SPAN(span_sub(s, 9, 1), "");
	CHECK_SPAN(span_sub(s, 1, (size_t)-1), "bc");
	CHECK_SPAN(span_from(s, 3), "");
	CHECK(span_from(SPAN_NONE, 4).p == NULL);
	CHECK_SPAN(span_trim(span_of(" \t a b\r\n")), "a b");
	CHECK_INT(span_trim(span_of("   ")).n, 0);
	CHECK_INT(span_trim(SPAN_NONE).n, 0);
}

TEST(find)
{
	struct span s = span_of("abcabc");

	CHECK_INT(span_find(s, "bc", 0), 1);
	CHECK_INT(span_find(s, "bc", 2), 4);
	CHECK_INT(span_find(s, "bc", 5), -1);
	CHECK_INT(span_find(s, "", 6), 6);
	CHECK_INT(span_find(s, "", 7), -1);
	CHECK_INT(span_find(SPAN_NONE, "a", 0), -1);
	CHECK_INT(span_find_last(s, "bc"), 4);
	CHECK_INT(span_find_last(s, "x"), -1);
	CHECK_INT(span_find_last(SPAN_NONE, "x"), -1);
}

TEST(numbers)
{
	long v = 7;

	CHECK(span_int(span_of("0012"), &v) && v == 12);
	CHECK(span_int(span_of("999999999"), &v) && v == 999999999);
	CHECK(!span_int(span_of("1234567890"), &v));
	CHECK(!span_int(span_of("-1"), &v) && !span_int(span_of(""), &v) && !span_int(span_of("1 "), &v));
	CHECK(!span_int(SPAN_NONE, &v));
	CHECK_INT(v, 999999999);
}

TEST(lines_and_pieces)
{
	struct span rest = span_of("a\n\nb"), line;

	CHECK(span_line(&rest, &line));
	CHECK_SPAN(line, "a");
	CHECK(span_line(&rest, &line));
	CHECK_SPAN(line, "");
	CHECK(span_line(&rest, &line));
	CHECK_SPAN(line, "b");
	CHECK(!span_line(&rest, &line));
	rest = span_of("a, , ");
	CHECK(span_split(&rest, ", ", &line));
	CHECK_SPAN(line, "a");
	CHECK(span_split(&rest, ", ", &line));
	CHECK_SPAN(line, "");
	CHECK(span_split(&rest, ", ", &line));
	CHECK_SPAN(line, "");
	CHECK(!span_split(&rest, ", ", &line));
	rest = SPAN_NONE;
	CHECK(!span_line(&rest, &line) && !span_split(&rest, ",", &line));
}

TEST(growing)
{
	struct str s = STR_INIT;
	char *p;

	CHECK_STR(str_c(&s), "");
	str_addspan(&s, SPAN_NONE);
	str_clear(&s);
	str_addf(&s, "%s %d", "Ärende", 7);
	str_addc(&s, '.');
	str_addrep(&s, "–", 3);
	CHECK_STR(str_c(&s), "Ärende 7.–––");
	str_replace(&s, 0, strlen("Ärende"), "§", strlen("§"));
	CHECK_STR(str_c(&s), "§ 7.–––");
	str_replace(&s, s.len, 0, "x", 1);
	str_replace(&s, 0, s.len, "", 0);
	CHECK_STR(str_c(&s), "");
	p = str_take(&s);
	CHECK_STR(p, "");
	free(p);
	CHECK(s.buf == NULL && s.cap == 0);
	p = str_take(&s);
	CHECK_STR(p, "");
	free(p);
	str_release(&s);
	str_release(&s);
}

/* Into a string that has no storage yet. */
TEST(replace_in_the_empty_string)
{
	struct str s = STR_INIT;

	str_replace(&s, 0, 0, NULL, 0);
	CHECK_STR(str_c(&s), "");
	str_release(&s);
}

TEST(replace_agrees_with_pieces)
{
	unsigned long seed = 9;
	struct str s = STR_INIT;

	for (int i = 0; i < 2000; i++) {
		size_t at = test_random(&seed) % (s.len + 1), del = test_random(&seed) % (s.len - at + 1);
		const char *ins = i % 3 ? "abcdef" : "";
		char *want;

		if (del > 8)
			del = 8;
		want = str_format("%.*s%s%s", (int)at, str_c(&s), ins, str_c(&s) + at + del);
		str_replace(&s, at, del, ins, strlen(ins));
		CHECK_STR(str_c(&s), want);
		CHECK(s.cap > s.len);
		free(want);
	}
	str_release(&s);
}

TEST(lists)
{
	struct strlist l = {NULL, 0, 0};

	strlist_sort(&l);
	strlist_add(&l, "b", 1);
	strlist_add(&l, "å", 2);
	strlist_add(&l, NULL, 0);
	strlist_add(&l, "abc", 2);
	strlist_sort(&l);
	CHECK_STR(l.v[0], "");
	CHECK_STR(l.v[1], "ab");
	CHECK_STR(l.v[3], "å");
	CHECK(strlist_has(&l, span_of("ab")) && !strlist_has(&l, span_of("a")));
	CHECK(strlist_has(&l, SPAN_NONE));
	strlist_release(&l);
	CHECK_INT(l.n, 0);
}

TEST(json)
{
	struct str s = STR_INIT;

	str_add_json(&s, span_make("å \"\\\n\t\x01\x7F\xFF\0z", 12));
	CHECK_STR(str_c(&s), "\"å \\\"\\\\\\n\\u0009\\u0001\\u007f\xEF\xBF\xBD\\u0000z\"");
	str_clear(&s);
	str_add_json(&s, SPAN_NONE);
	CHECK_STR(str_c(&s), "null");
	str_release(&s);
}
