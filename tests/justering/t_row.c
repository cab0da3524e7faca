/* row: fields out, the same fields in. */
#include "justering/row.h"

#include "test.h"

TEST(what_is_written_is_read)
{
	static const char *const fields[] = {"ett", "", "a|b", "c\\", "\\|", "två ord"};
	struct str line = STR_INIT, field = STR_INIT;
	struct span rest;

	str_adds(&line, "först");
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		row_add(&line, fields[i]);
	CHECK_STR(str_c(&line), "först | ett |  | a\\|b | c\\\\ | \\\\\\| | två ord");
	rest = str_span(&line);
	CHECK(row_next(&rest, &field));
	CHECK_SPAN(str_span(&field), "först");
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		CHECK(row_next(&rest, &field));
		CHECK_SPAN(str_span(&field), fields[i]);
	}
	CHECK(!rest.p);
	CHECK(!row_next(&rest, &field));
	str_release(&line);
	str_release(&field);
}

TEST(any_bytes)
{
	struct str field = STR_INIT;
	struct span rest = SPAN_LIT("\\");

	CHECK(row_next(&rest, &field));
	CHECK_SPAN(str_span(&field), "\\");
	rest = SPAN_LIT("  |");
	CHECK(row_next(&rest, &field));
	CHECK_SPAN(str_span(&field), "");
	CHECK(row_next(&rest, &field));
	CHECK(!row_next(&rest, &field));
	str_release(&field);
}
