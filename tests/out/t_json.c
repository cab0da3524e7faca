/* json: the object other programs read. */
#include "out/json.h"

#include "base/fs.h"
#include "out/chain.h"
#include "test.h"

static void as_json(const char *draft, struct str *out)
{
	struct protocol *p = protocol_parse(span_of(draft));

	json_write(p, out);
	protocol_free(p);
}

static void has(const struct str *s, const char *piece)
{
	if (!strstr(str_c(s), piece))
		printf("missing: %s\nin: %s\n", piece, str_c(s));
	CHECK(strstr(str_c(s), piece) != NULL);
}

TEST(every_key_of_an_empty_draft)
{
	static const char want[] = "{\"format\":\"paragraf-json 1\",\"typ\":null,\"stil\":null,\"region\":null,"
		"\"organ\":null,\"organ_kort\":null,\"profil\":null,\"referens\":null,\"datum\":null,"
		"\"start\":null,\"slut\":null,\"plats\":[],\"forsta\":null,\"sista\":null,\"ordforande\":null,"
		"\"sekreterare\":[],\"justerare\":[],\"justering\":{\"satt\":null,\"plats\":null,\"datum\":null},"
		"\"narvaro\":[],\"forinformation\":[],\"extra\":[],\"inledning\":null,\"arenden\":[],\"fynd\":[";
	struct str s = STR_INIT;

	as_json("", &s);
	CHECK_SPAN(span_sub(str_span(&s), 0, sizeof want - 1), want);
	str_release(&s);
}

TEST(an_item_with_all)
{
	struct str draft = STR_INIT, s = STR_INIT;
	struct err err;

	CHECK_INT(fs_read("tests/doc/exempel.md", &draft, &err), 0);
	as_json(str_c(&draft), &s);
	has(&s, "\"start\":\"09.30\",\"slut\":\"16.05\",\"plats\":[\"Sammanträdesrum Myren, Storsele\",\"Fjällvägen 4\"]");
	has(&s, "\"forsta\":20,\"sista\":25,\"ordforande\":{\"namn\":\"Anna Ek\",\"parti\":\"S\"}");
	has(&s, "\"justering\":{\"satt\":\"digital\",\"plats\":null,\"datum\":\"2031-05-20\"}");
	has(&s, "{\"namn\":\"Bo Lind\",\"parti\":\"M\",\"titel\":null,\"grupp\":\"beslutande\",\"roll\":"
		"\"vice ordförande\",\"ersatter\":null,\"paragrafer\":[[20,25]],\"jav\":[22],\"distans\":false}");
	has(&s, "\"ersatter\":{\"namn\":\"Elsa Mo\",\"parti\":\"C\"},\"paragrafer\":[[23,24]],\"jav\":[],\"distans\":true}");
	has(&s, "{\"titel\":\"Skoterleder, nuläge\",\"namn\":\"Gun Ask\",\"bilaga\":\"A\"}");
	has(&s, "\"extra\":[23]");
	has(&s, "\"foredragande\":[{\"namn\":\"Gun Ask\",\"titel\":\"HR-konsult, Regionkansliet\"}]");
	has(&s, "{\"nr\":4,\"slag\":\"återremiss\",\"till\":null,\"av\":[\"Frida Åkerö (KD)\"],\"atertaget\":true");
	has(&s, "\"av\":\"samtliga ledamöter\"");
	has(&s, "\"summor\":{\"ja\":1,\"nej\":1,\"avstar\":1}");
	has(&s, "{\"av\":[\"Bo Lind (M)\",\"Ida Ström (C)\"],\"text\":\"till förmån för Y2\"}");
	has(&s, "\"kedja\":[\"Fjällberedningen\",\"fjällnämnden\"]");
	has(&s, "\"att återkomma i mars 2032.\",\"att bidraget betalas ut i två delar.\"]}");
	has(&s, "\"beslut\":{\"text\":\"Motionen bifalls.\",\"kedja\":[],\"att\":[]}");
	has(&s, "\"spegel\":\"Förslag till beslut + Y1\"");
	has(&s, "\"fynd\":[]}");
	str_release(&draft);
	str_release(&s);
}

TEST(findings_have_all_keys)
{
	struct str s = STR_INIT;

	as_json("---\nformat: paragraf 1\ntyp: sammanfattning\norgan: A\ndatum: 2031-2-3\n---\n", &s);
	has(&s, "\"fynd\":[{\"rad\":5,\"kolumn\":1,\"niva\":\"fel\",\"id\":\"FORMAT-VARDE\",\"text\":");
	has(&s, ",\"rattning\":null}]");
	str_release(&s);
}

static void check_chain(const char *text, const char *want)
{
	struct chain c = CHAIN_INIT;
	struct str s = STR_INIT;

	chain_read(&c, span_of(text));
	for (size_t i = 0; i < c.n; i++)
		str_addf(&s, "%s%.*s", i ? " > " : "", SPAN_FMT(c.body[i]));
	CHECK_STR(str_c(&s), want);
	str_release(&s);
}

TEST(chains_of_bodies)
{
	check_chain("Fjällnämnden beslutar att bevilja medel.", "Fjällnämnden");
	check_chain("Arbetsutskottet föreslår att fjällnämnden föreslår regionstyrelsen besluta", "Arbetsutskottet > fjällnämnden > regionstyrelsen");
	check_chain("Beredningen för skog och fjäll föreslår att\nfjällnämnden beslutar:\n- att a", "Beredningen för skog och fjäll > fjällnämnden");
	check_chain("Informationen läggs till handlingarna.", "");
	check_chain("- Nämnden beslutar", "");
	check_chain("", "");
}

/* For t_real.sh: the draft named by PARAGRAF_TEST_DRAFT as JSON in a file beside it. */
TEST(on_request)
{
	const char *from = getenv("PARAGRAF_TEST_DRAFT"), *to = getenv("PARAGRAF_TEST_JSON");
	struct str draft = STR_INIT, s = STR_INIT;
	struct err err;

	if (!from || !to)
		return;
	CHECK_INT(fs_read(from, &draft, &err), 0);
	as_json(str_c(&draft), &s);
	CHECK_INT(fs_write_atomic(to, s.buf, s.len, 0600, &err), 0);
	str_release(&draft);
	str_release(&s);
}
