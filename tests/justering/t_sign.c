/* t_sign: rounds of approval, and that their file can't be bent. */
#include "justering/sign.h"

#include "test.h"

static const char a64[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char b64[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

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

TEST(approving)
{
	struct signing s = round_of();
	struct stamp t = {1933574400, 120};
	struct err err = ERR_INIT;

	CHECK_INT(signing_approve(&s, SPAN_LIT("anna ek"), a64, t, &err), 0);
	CHECK_INT(signing_approve(&s, SPAN_LIT("Anna Ek (S)"), a64, t, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(signing_approve(&s, SPAN_LIT("Dag Norén"), a64, t, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "Cia Holm (V)") != NULL);
	CHECK_INT(signing_approve(&s, SPAN_LIT("Bo Lind"), b64, t, &err), -1);
	CHECK_INT(err.code, ERR_MOVED);
	CHECK_INT(signing_approve(&s, SPAN_NONE, a64, t, &err), -1);
	CHECK_INT(signing_count(&s, a64), 1);
	CHECK_INT(signing_count(&s, b64), 0);
	signing_release(&s);
}

TEST(the_file_is_canonical)
{
	struct signing s = round_of(), back = SIGNING_INIT;
	struct stamp t = {1933574400, 120};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	int accepted = 0;

	signing_approve(&s, SPAN_LIT("Bo Lind"), a64, t, &err);
	signing_write(&s, &out);
	CHECK_INT(signing_parse(&back, str_span(&out), &err), 0);
	CHECK_INT(back.n, 3);
	CHECK_INT(signing_count(&back, a64), 1);
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
	CHECK_INT(signing_parse(&back, SPAN_LIT("format: paragraf-godkännanden 1\n"), &err), -1);
	str_release(&out);
	signing_release(&s);
}
