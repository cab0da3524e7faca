/* pairs: rows, comments, odd lines. */
#include "base/pairs.h"

#include "test.h"

TEST(rows)
{
	struct pairs p;

	pairs_parse(span_of("# huvud\n\nskall = ska\r\n  ensam \nfler = a = b\n= bara\nsist ="), &p);
	CHECK_INT(p.n, 5);
	CHECK_SPAN(p.v[0].left, "skall");
	CHECK_SPAN(p.v[0].right, "ska");
	CHECK_INT(p.v[0].line, 3);
	CHECK_SPAN(p.v[1].left, "ensam");
	CHECK(!p.v[1].right.p);
	CHECK_SPAN(p.v[2].right, "a = b");
	CHECK_INT(p.v[3].left.n, 0);
	CHECK(p.v[4].right.p && p.v[4].right.n == 0);
	CHECK(pairs_find(&p, span_of("fler")) == &p.v[2]);
	CHECK(!pairs_find(&p, span_of("fle")));
	pairs_release(&p);
	CHECK_INT(p.n, 0);
}

TEST(nothing)
{
	struct pairs p;

	pairs_parse(SPAN_NONE, &p);
	CHECK_INT(p.n, 0);
	pairs_release(&p);
	CHECK(pairs_load("/finns/inte", &p, NULL) != 0);
	CHECK_INT(p.n, 0);
	pairs_release(&p);
}
