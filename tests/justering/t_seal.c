/* t_seal: the manifest reads back exactly, and nothing else is one. */
#include "justering/seal.h"

#include "test.h"

static void fill(char *to, char c, size_t n)
{
	memset(to, c, n);
	to[n] = '\0';
}

static struct seal sample(void)
{
	struct seal s = {.part = -1};

	s.meeting = strdup("2031-04-09-fb");
	fill(s.final, '1', 64);
	fill(s.draft, '2', 64);
	fill(s.blob, '4', 40);
	fill(s.version, '5', 40);
	signing_add(&s.signing, SPAN_LIT("Anna Ek (S)"), SPAN_LIT("ordförande"));
	signing_add(&s.signing, SPAN_LIT("Bo Lind (M)"), SPAN_LIT("justerare"));
	seal_add_change(&s, 12, "9f86d081884c7d65", "2c26b46b68ffc68f", SPAN_LIT("fel summa\nlästes upp"));
	return s;
}

TEST(reads_back)
{
	struct seal s = sample(), back;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	seal_write(&s, &out);
	CHECK(span_find(str_span(&out), "undertecknare: Bo Lind (M), justerare\n", 0) != (size_t)-1);
	CHECK_INT(seal_parse(&back, str_span(&out), &err), 0);
	CHECK_STR(back.meeting, "2031-04-09-fb");
	CHECK_STR(back.blob, s.blob);
	CHECK_INT(back.signing.n, 2);
	CHECK_INT(back.part, -1);
	CHECK_INT(back.nchanges, 1);
	if (back.nchanges == 1)
		CHECK_STR(back.change[0].reason, "fel summa lästes upp");
	seal_release(&back);
	str_adds(&out, "mer: här\n");
	CHECK_INT(seal_parse(&back, str_span(&out), &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(seal_parse(&back, SPAN_NONE, &err), -1);
	str_release(&out);
	seal_release(&s);
}

TEST(lines_left_out_or_moved_are_refused)
{
	struct seal s = sample(), back;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct span rest, line;

	seal_write(&s, &out);
	rest = str_span(&out);
	while (span_line(&rest, &line)) {
		struct str cut = STR_INIT;
		size_t at = (size_t)(line.p - out.buf);
		bool signer = span_starts(line, "undertecknare") || span_starts(line, "ändrat");

		str_add(&cut, out.buf, at);
		str_add(&cut, out.buf + at + line.n + 1, out.len - at - line.n - 1);
		if (!signer)
			CHECK_INT(seal_parse(&back, str_span(&cut), &err), -1);
		str_release(&cut);
	}
	str_release(&out);
	seal_release(&s);
}

TEST(parts)
{
	struct seal s = sample(), back;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	s.part = 1;
	s.paras = strdup("12, 14–15");
	seal_write(&s, &out);
	CHECK(span_find(str_span(&out), "\ndel: 1\nparagrafer: 12, 14–15\nsluttext: ", 0) != (size_t)-1);
	CHECK_INT(seal_parse(&back, str_span(&out), &err), 0);
	CHECK_INT(back.part, 1);
	seal_release(&back);
	str_release(&out);
	seal_release(&s);
}

TEST(mark)
{
	struct str m = STR_INIT;

	seal_mark(&m, "abc");
	CHECK(span_find(str_span(&m), "\n", 0) == (size_t)-1);
	CHECK(!seal_mark_is(str_span(&m), "abc"));
	str_addc(&m, '\n');
	CHECK(seal_mark_is(str_span(&m), "abc"));
	CHECK(!seal_mark_is(str_span(&m), "abd"));
	CHECK(!seal_mark_is(SPAN_NONE, "abc"));
	str_release(&m);
}
