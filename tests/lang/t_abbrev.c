/* abbrev: the list of abbreviations and their right forms. */
#include "base/fs.h"
#include "lang/abbrev.h"

#include "test.h"

TEST(the_list_loads)
{
	struct strlist l = {0};
	struct err err = ERR_INIT;

	CHECK_INT(abbrev_load(NULL, &l, &err), 0);
	CHECK(l.n > 80);
	CHECK(strlist_has(&l, span_of("t.ex.")));
	CHECK(strlist_has(&l, span_of("milj.")));
	CHECK(!strlist_has(&l, span_of("tex")));
	for (size_t i = 0; i < l.n; i++)
		CHECK(span_ends(span_of(l.v[i]), "."));
	strlist_release(&l);
}

TEST(a_missing_file_is_an_error)
{
	struct strlist l = {0};
	struct err err = ERR_INIT;

	CHECK_INT(abbrev_load("/finns/inte", &l, &err), -1);
	CHECK_INT(l.n, 0);
}

TEST(right_forms)
{
	struct span text = SPAN_LIT("# x = y\nt.ex. = tex, t ex\n\n bl.a.\ndvs. = dvs\r\nosv");
	struct span right;

	CHECK(abbrev_right(text, span_of("tex"), &right));
	CHECK_SPAN(right, "t.ex.");
	CHECK(abbrev_right(text, span_of("dvs"), &right));
	CHECK_SPAN(right, "dvs.");
	CHECK(!abbrev_right(text, span_of("bl.a."), &right));
	CHECK(!abbrev_right(text, span_of("y"), &right));
	CHECK(!abbrev_right(text, SPAN_NONE, &right));
	CHECK(!abbrev_right(SPAN_NONE, span_of("tex"), &right));
}
