/* t_sign: rounds of signing, and that their file can't be bent. */
#include "justering/sign.h"

#include "test.h"

static const char a64[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char b64[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
static const struct stamp noon = {1933574400, 120};

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\ndatum: 2031-04-09\n"
	"beslutande:\n  - Anna Ek (S), ordförande, §§ 1–2\n  - Bo Lind (M), vice ordförande\n"
	"justerare:\n  - Bo Lind (M)\n  - Cia Holm (V)\n---\n\n"
	"# § 1 Ett\n\n# § 2 Två\n\n# § 3 Tre\n";

static struct signing round_of(void)
{
	struct signing s = SIGNING_INIT;
	struct protocol *p = protocol_parse(SPAN_LIT(draft));

	signing_from_protocol(&s, p);
	protocol_free(p);
	memcpy(s.digest, a64, sizeof a64);
	clock_parse(span_of("2031-04-10T08:00:00+02:00"), &s.start);
	return s;
}

static int sign(struct signing *s, const char *who, const char *digest, struct stamp at, struct err *err)
{
	struct signer *g = signing_need(s, span_of(who), err);

	return g ? signing_sign(s, g, digest, &(struct sign_act){.at = at}, err) : -1;
}

TEST(signers_are_those_who_led_and_the_justerare)
{
	struct signing s = round_of();

	CHECK_INT(s.n, 3);
	if (s.n == 3) {
		CHECK_STR(s.signer[0].who, "Anna Ek (S)");
		CHECK_STR(s.signer[0].role, "ordförande");
		CHECK_STR(s.signer[1].who, "Bo Lind (M)");
		CHECK_STR(s.signer[1].role, "ordförande");
		CHECK_STR(s.signer[2].who, "Cia Holm (V)");
		CHECK_STR(s.signer[2].role, "justerare");
	}
	signing_release(&s);
}

TEST(signing)
{
	struct signing s = round_of();
	struct err err = ERR_INIT;

	CHECK_INT(sign(&s, "anna ek", a64, noon, &err), 0);
	CHECK_INT(sign(&s, "Anna Ek (S)", a64, noon, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(sign(&s, "Dag Norén", a64, noon, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "Cia Holm (V)") != NULL);
	CHECK_INT(sign(&s, "Bo Lind", b64, noon, &err), -1);
	CHECK_INT(err.code, ERR_MOVED);
	CHECK_INT(sign(&s, "", a64, noon, &err), -1);
	CHECK_INT(signing_approved(&s), 1);
	CHECK_INT(signing_count(&s, SIGN_WAITING), 2);
	signing_release(&s);
}

TEST(other_answers)
{
	struct signing s = round_of();
	struct signer *bo = signing_find(&s, SPAN_LIT("Bo Lind"));
	struct str said = STR_INIT;

	signing_answer(bo, SIGN_REFUSED, noon, SPAN_LIT("fel\ni § 3"));
	CHECK(!bo->approved);
	sign_add_answer(&said, bo);
	CHECK_STR(str_c(&said), "vägrar 2031-04-10 10.00: fel i § 3");
	signing_answer(bo, SIGN_NOTED, noon, span_of(bo->reason));
	CHECK(bo->approved);
	signing_answer(bo, SIGN_HANDED, noon, SPAN_NONE);
	CHECK(!bo->approved && !bo->reason);
	CHECK_INT(signing_confirm(&s, (struct date){2031, 5, 14}), 1);
	CHECK(bo->approved);
	signing_answer(bo, SIGN_WAITING, noon, SPAN_LIT("x"));
	CHECK(!bo->approved && !bo->reason && bo->at.utc == 0);
	str_release(&said);
	signing_release(&s);
}

TEST(names)
{
	CHECK(signing_same_person(SPAN_LIT("Bo Lind (M)"), SPAN_LIT("bo lind")));
	CHECK(signing_same_person(SPAN_LIT("BO LIND"), SPAN_LIT("Bo Lind (M)")));
	CHECK(!signing_same_person(SPAN_LIT("Bo Lind (S)"), SPAN_LIT("Bo Lind (M)")));
	CHECK(!signing_same_person(SPAN_LIT("Bo"), SPAN_LIT("Bo Lind (M)")));
	CHECK(!signing_same_person(SPAN_NONE, SPAN_LIT("")));
	CHECK_INT(sign_method_find(SPAN_LIT("tjanst")), SIGN_TJANST);
	CHECK_INT(sign_method_find(SPAN_LIT("tjänst")), SIGN_TJANST);
	CHECK_INT(sign_method_find(SPAN_LIT("x")), -1);
}

/* R62: the day is the one in Stockholm, whatever the clock's zone says. */
TEST(the_day_of_justering_is_the_last_local_one)
{
	static const struct {
		const char *at, *day;
	} rows[] = {
		{"2031-06-30T22:30:00Z", "2031-07-01"}, {"2031-06-30T21:59:59Z", "2031-06-30"},
		{"2031-01-31T23:00:00Z", "2031-02-01"}, {"2031-01-31T22:59:59Z", "2031-01-31"},
		/* summer time 2031: 30 March 01.00 UTC to 26 October 01.00 UTC */
		{"2031-03-29T22:30:00Z", "2031-03-29"}, {"2031-03-30T22:30:00Z", "2031-03-31"},
		{"2031-10-25T22:30:00Z", "2031-10-26"}, {"2031-10-26T22:30:00Z", "2031-10-26"},
		{"2031-07-01T00:30:00+02:00", "2031-07-01"},
	};
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct signing s = round_of();
		struct str day = STR_INIT;
		struct stamp t;

		CHECK_INT(clock_parse(span_of(rows[i].at), &t), 0);
		CHECK_INT(signing_date(&s).year, 0);
		sign(&s, "Anna Ek", a64, (struct stamp){1900000000, 0}, &err);
		sign(&s, "Bo Lind", a64, t, &err);
		sign(&s, "Cia Holm", a64, (struct stamp){1900000000, 0}, &err);
		date_add_iso(&day, signing_date(&s));
		CHECK_STR(str_c(&day), rows[i].day);
		str_release(&day);
		signing_release(&s);
	}
}

TEST(the_file_is_canonical)
{
	struct signing s = round_of(), back = SIGNING_INIT;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	int accepted = 0;

	CHECK_INT(signing_sign(&s, signing_find(&s, SPAN_LIT("Bo Lind")), a64,
		&(struct sign_act){SIGN_SSH, noon, "SHA256:abc", "2.sig", b64, {0, 0, 0}}, &err), 0);
	signing_answer(signing_find(&s, SPAN_LIT("Cia Holm")), SIGN_NOTED, noon, SPAN_LIT("§ 3"));
	signing_write(&s, &out);
	CHECK_INT(signing_parse(&back, str_span(&out), &err), 0);
	CHECK_INT(back.n, 3);
	CHECK_INT(signing_approved(&back), 2);
	if (back.n == 3)
		CHECK_STR(back.signer[1].file, "2.sig");
	signing_release(&back);
	/* what is accepted after a flip says something else, never the same */
	for (size_t i = 0; i < out.len; i++) {
		struct str again = STR_INIT;

		out.buf[i] ^= 1;
		if (signing_parse(&back, str_span(&out), &err) == 0) {
			accepted++;
			signing_write(&back, &again);
			CHECK(span_eq(str_span(&again), str_span(&out)));
			signing_release(&back);
		}
		str_release(&again);
		out.buf[i] ^= 1;
	}
	CHECK(accepted < (int)out.len);
	CHECK_INT(signing_parse(&back, SPAN_NONE, &err), -1);
	CHECK_INT(signing_parse(&back, SPAN_LIT("format: paragraf-underskrifter 1\n"), &err), -1);
	str_release(&out);
	signing_release(&s);
}

/* A signature of another manifest under this one. */
TEST(a_round_of_two_texts_is_refused)
{
	struct signing s = round_of(), back = SIGNING_INIT;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	sign(&s, "Bo Lind", a64, noon, &err);
	memcpy(s.signer[1].digest, b64, sizeof b64);
	signing_write(&s, &out);
	CHECK_INT(signing_parse(&back, str_span(&out), &err), -1);
	str_release(&out);
	signing_release(&s);
}
