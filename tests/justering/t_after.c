/* t_after: the rows after justering: canonical, only added, and as a sentence. */
#include "justering/after.h"

#include "test.h"

#define HEAD "format: paragraf-efter 1\n"
#define POSTED "anslaget: 2031-04-17 2031-04-17T08:00:00+02:00 | Storsele, regionens anslagstavla | Finn Dahl\n"
#define FIXED \
	"rättelse: 2031-05-02 2031-05-02T09:30:00+02:00 | 12 | tre \\| fyra\\\\byar | fyra byar | Räknefel | Finn Dahl\n"

static const char whole[] = HEAD POSTED FIXED
	"nedtaget: 2031-05-09 2031-05-09T08:00:00+02:00 | Finn Dahl\n"
	"arkiverat: 2031-06-01 2031-06-01T08:00:00+02:00 |  | Finn Dahl\n";

TEST(reads_what_it_writes)
{
	struct after a;
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(after_parse(&a, span_of(whole), &err), 0);
	CHECK_INT(a.n, 4);
	CHECK_STR(a.v[0].where, "Storsele, regionens anslagstavla");
	CHECK_INT(a.v[1].para, 12);
	CHECK_STR(a.v[1].old, "tre | fyra\\byar");
	CHECK_STR(a.v[1].reason, "Räknefel");
	CHECK_INT(a.v[1].day.day, 2);
	CHECK_STR(a.v[2].where, NULL);
	CHECK_STR(a.v[3].where, "");
	CHECK(after_last(&a, AFTER_RATTELSE) == &a.v[1]);
	after_write(&a, &s);
	CHECK_STR(str_c(&s), whole);
	str_release(&s);
	after_release(&a);
	CHECK_INT(after_parse(&a, SPAN_NONE, &err), 0);
	CHECK(after_last(&a, AFTER_ANSLAGET) == NULL);
}

TEST(refuses_what_is_not_canonical)
{
	static const char *const bad[] = {"x", "\n", POSTED, HEAD "\n", HEAD "okänt: 2031-04-17 2031-04-17T08:00:00+02:00 | x\n",
		HEAD "nedtaget: 2031-04-17 2031-04-17T08:00:00+02:00 | x",
		HEAD "nedtaget: 2031-04-17 2031-04-17T08:00:00+02:00 | x | y\n",
		HEAD "nedtaget: 2031-04-17 2031-04-17T08:00:00+02:00 | x\\y\n",
		HEAD "nedtaget: 2031-02-30 2031-04-17T08:00:00+02:00 | x\n", HEAD "nedtaget: 2031-04-17 | x\n",
		HEAD "nedtaget: 2031-04-17 2031-04-17T08:00:00+02:00 | x  y\n",
		HEAD "nedtaget: 2031-04-17 2031-04-17T08:00:00+02:00\n",
		HEAD "rättelse: 2031-05-02 2031-05-02T09:30:00+02:00 | x | a | b | c | d\n"};
	struct after a;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (after_parse(&a, span_of(bad[i]), &err) == 0)
			CHECK_FAIL(bad[i]);
		CHECK_INT(err.code, ERR_INPUT);
	}
}

/* Every byte of the file says something: one changed is another file, or none. */
TEST(each_byte_counts)
{
	struct after a;

	for (size_t i = 0; i < sizeof whole - 1; i++) {
		struct str s = STR_INIT, back = STR_INIT;

		str_adds(&s, whole);
		s.buf[i] ^= 1;
		if (after_parse(&a, str_span(&s), NULL) == 0) {
			after_write(&a, &back);
			CHECK_SPAN(str_span(&back), str_c(&s));
			after_release(&a);
		}
		str_release(&s);
		str_release(&back);
	}
}

TEST(strings_become_one_line)
{
	struct after a = {0};
	struct str s = STR_INIT;
	const struct after_entry e = {.kind = AFTER_RATTELSE, .day = {2031, 5, 2}, .at = {1935475800, 120}, .para = 4,
		.old = (char *)(uintptr_t)"  tre\n byar\x1b[2J ", .text = (char *)(uintptr_t)"fyra\xff byar",
		.reason = (char *)(uintptr_t)"Räknefel.", .who = (char *)(uintptr_t)"Finn Dahl"};

	after_add(&a, &e);
	CHECK_STR(a.v[0].old, "tre byar [2J");
	CHECK_STR(a.v[0].text, "fyra\xEF\xBF\xBD byar");
	after_write(&a, &s);
	after_release(&a);
	CHECK_INT(after_parse(&a, str_span(&s), NULL), 0);
	CHECK_INT(a.n, 1);
	after_release(&a);
	str_release(&s);
}

TEST(as_a_sentence)
{
	struct after_entry e = {.kind = AFTER_RATTELSE, .day = {2031, 5, 2}, .old = (char *)(uintptr_t)"tre byar",
		.text = (char *)(uintptr_t)"fyra byar", .reason = (char *)(uintptr_t)"Räknefel",
		.who = (char *)(uintptr_t)"Finn Dahl"};
	struct str s = STR_INIT;

	after_add_correction(&s, &e);
	CHECK_STR(str_c(&s), "Rättelse den 2 maj 2031: ”tre byar” ska vara ”fyra byar”. Skäl: Räknefel. Finn Dahl");
	str_clear(&s);
	e.text = (char *)(uintptr_t)"";
	e.reason = (char *)(uintptr_t)"Upprepning.";
	after_add_correction(&s, &e);
	CHECK_STR(str_c(&s), "Rättelse den 2 maj 2031: ”tre byar” ska utgå. Skäl: Upprepning. Finn Dahl");
	str_release(&s);
}
