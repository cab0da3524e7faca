/* CriticMarkup: what was sent, what is wanted, what was said. */
#include "justering/critic.h"
#include "test.h"

static struct critic c;

static bool rd(const char *s)
{
	critic_release(&c);
	return critic_read(&c, span_of(s), 1);
}

TEST(the_five_marks)
{
	CHECK(rd("En {++ny ++}rad{-- borta--} {~~gammal~>färsk~~} och {==sedd==}{>>varför?<<} slut"));
	CHECK_STR(str_c(&c.sent), "En rad borta gammal och sedd slut");
	CHECK_STR(str_c(&c.wanted), "En ny rad färsk och sedd slut");
	CHECK_INT(c.nchanges, 3);
	CHECK_INT(c.ncomments, 1);
	CHECK_STR(c.comment[0].text, "varför?");
	CHECK_SPAN(span_sub(str_span(&c.wanted), c.comment[0].at.at, c.comment[0].at.n), "sedd");
	CHECK_INT(c.note.n, 0);
	critic_release(&c);
}

TEST(over_lines)
{
	CHECK(rd("a {++ett\n\ntvå++}\n{--tre\nfyra--}\n"));
	CHECK_STR(str_c(&c.sent), "a \ntre\nfyra\n");
	CHECK_STR(str_c(&c.wanted), "a ett\n\ntvå\n\n");
	critic_release(&c);
}

TEST(comments)
{
	CHECK(rd("x{++y++}{>>bra {>>eller {++hur++}<<} \n nu<<}{--z--}{>>bort<<}"));
	CHECK_STR(str_c(&c.sent), "xz");
	CHECK_STR(str_c(&c.wanted), "xy");
	CHECK_INT(c.ncomments, 2);
	CHECK_STR(c.comment[0].text, "bra {>>eller {++hur++}<<} nu");
	CHECK_INT(c.comment[0].at.at, 2);
	CHECK(!c.comment[0].deleted);
	CHECK(c.comment[1].deleted);
	CHECK(rd("{++ny {>>inne<<} text++}"));
	CHECK_STR(str_c(&c.wanted), "ny  text");
	CHECK_INT(c.ncomments, 1);
	CHECK(rd("{>> <<}x"));
	CHECK_INT(c.ncomments, 0);
	critic_release(&c);
}

TEST(marks_in_marks)
{
	CHECK(rd("{==se {++ny ++}här==} {--a{++b++}c--}"));
	CHECK_STR(str_c(&c.sent), "se här ac");
	CHECK_STR(str_c(&c.wanted), "se ny här ");
	critic_release(&c);
}

TEST(badly_closed)
{
	static const struct {
		const char *in, *sent, *wanted, *note;
	} rows[] = {
		{"a\nb {++c d", "a\nb c d", "a\nb c d", "rad 2: ”{++” avslutas aldrig; texten står kvar som den är"},
		{"a ++} b", "a  b", "a  b", "rad 1: ”++}” har ingen början; texten står kvar som den är"},
		{"{>>a {++b++}", "a b", "a b", NULL}, /* the comment, not what stands in it */
		{"{++a {--b++} c", "a b c", "a b c", NULL},
		{"{~~a b~~} c", "a b c", "a b c", NULL},
		{"{~~a~>b c", "a~>b c", "a~>b c", "rad 1: ”{~~” avslutas aldrig; texten står kvar som den är"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(rd(rows[i].in));
		CHECK(c.note.n > 0);
		if (i == 2 || i == 3) {
			CHECK_INT(c.nchanges, 1);
			CHECK_INT(c.note.n, 1);
			continue;
		}
		CHECK_STR(str_c(&c.sent), rows[i].sent);
		CHECK_STR(str_c(&c.wanted), rows[i].wanted);
		if (rows[i].note)
			CHECK_STR(c.note.v[0], rows[i].note);
	}
	critic_release(&c);
}

TEST(nothing_of_it)
{
	static const char *const plain[] = {"", "vanlig text", "a -> b ~> c", "== {x} ++ --", "{+ {- {"};

	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		CHECK(!rd(plain[i]));
		CHECK_STR(str_c(&c.wanted), plain[i]);
		CHECK_INT(c.note.n, 0);
	}
	critic_release(&c);
	CHECK(!critic_read(&c, SPAN_NONE, 1));
	critic_release(&c);
}
