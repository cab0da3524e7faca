/* typography and plain language: for each rule lines that it marks, with what they
 * become, and lines in which every rule is silent. */
#include "lines.h"

static const struct lines_row rows[] = {
	{"S01", 1, "Perioden 2029-2031 är lång.", "Perioden 2029–2031 är lång."},
	{"S01", 1, "Perioden 2029 - 2031 är lång.", "Perioden 2029–2031 är lång."},
	{"S01", 1, "Perioden 2029 – 2031 är lång.", "Perioden 2029–2031 är lång."},
	{"S01", 1, "Läsåret 2030-31 börjar.", "Läsåret 2030–31 börjar."},
	{"S01", 2, "Januari, januari-mars och maj - juni.", "Januari, januari–mars och maj–juni."},
	{"S01", 1, "Öppet måndag-fredag.", "Öppet måndag–fredag."},
	{"S01", 1, "Den 1 mars-30 april.", "Den 1 mars–30 april."},
	{"S01", 1, "Mötet är kl. 13.00-15.30 i dag.", "Mötet är kl. 13.00–15.30 i dag."},
	{"S01", 1, "Mötet är kl. 13.00 - 15.30 i dag.", "Mötet är kl. 13.00–15.30 i dag."},
	{"S01", 1, "Passet är kl. 22-6 varje natt.", "Passet är kl. 22–6 varje natt."},
	{"S01", 2, "Se §§ 3-5 och 10-12 leder.", "Se §§ 3–5 och 10–12 leder."},
	{"S01", 1, "Stöd till 3-19-åringar.", "Stöd till 3–19-åringar."},
	{"S01", 1, "Det väntar - på svar.", "Det väntar – på svar."},
	{"S01", 1, "Det väntar—på svar.", "Det väntar – på svar."},
	{"S01", 1, "Det väntar — på svar.", "Det väntar – på svar."},
	{"S01", 1, "Resultatet är -177 mnkr.", "Resultatet är −177 mnkr."},
	{"S01", 1, "Resultatet är - 40 mnkr.", "Resultatet är −40 mnkr."},
	{"S01", 1, "Vid omröstningen - 7 av 9 närvarande.", "Vid omröstningen - 7 av 9 närvarande."},
	{"S02", 2, "Det är 4% av 12,5% nu.", "Det är 4 % av 12,5 % nu."},
	{"S02", 2, "Det är 10.40% av 10.4 % nu.", "Det är 10,40 % av 10,4 % nu."},
	{"S03", 3, "Se §3, §§4–5 och 6§ nu.", "Se § 3, §§ 4–5 och 6 § nu."},
	{"S03", 1, "Se paragraf 3 i protokollet.", "Se § 3 i protokollet."},
	{"S04", 2, "Den \"gröna\" leden.", "Den ”gröna” leden."},
	{"S04", 1, "Den “gröna” leden.", "Den ”gröna” leden."},
	{"S04", 2, "Den 'gröna leden' där.", "Den ”gröna leden” där."},
	{"S04", 2, "Den ‘gröna’ leden.", "Den ”gröna” leden."},
	{"S04", 2, "Han sa: ”Den 'gröna' leden.”", "Han sa: ”Den ’gröna’ leden.”"},
	{"S05", 1, "Mötet är kl 13:00 i dag.", "Mötet är kl. 13.00 i dag."},
	{"S05", 1, "Mötet är kl.13.00 i dag.", "Mötet är kl. 13.00 i dag."},
	{"S05", 1, "Mötet är kl 13 i dag.", "Mötet är kl. 13 i dag."},
	{"S05", 1, "Mötet är kl. 1300 i dag.", "Mötet är kl. 13.00 i dag."},
	{"S05", 1, "Kl 13.00 öppnas mötet.", "Kl. 13.00 öppnas mötet."},
	{"S06", 1, "Svar ges senast 2031-05-03 av nämnden.", "Svar ges senast den 3 maj 2031 av nämnden."},
	{"S06", 1, "Svar ges den 2031-05-03 av nämnden.", "Svar ges den 3 maj 2031 av nämnden."},
	{"S06", 1, "2031-05-03 öppnar leden.", "Den 3 maj 2031 öppnar leden."},
	{"S06", 1, "Svar ges 3/5-31 av nämnden.", "Svar ges den 3 maj 2031 av nämnden."},
	{"S06", 2, "Svar ges 3/5 2031 och 3.5.2031 av nämnden.", "Svar ges den 3 maj 2031 och den 3 maj 2031 av nämnden."},
	{"S06", 1, "Svar ges senast 3/5 från nämnden.", "Svar ges senast den 3 maj från nämnden."},
	{"S07", 3, "Leder, tex i byar, bl a Storsele osv, m.m.", "Leder, t.ex. i byar, bl.a. Storsele osv., m.m."},
	{"S07", 1, "Leder t.ex i byar.", "Leder t.ex. i byar."},
	{"S07", 1, "Leder tex. i byar.", "Leder t.ex. i byar."},
	{"S07", 1, "Tex i byar.", "T.ex. i byar."},
	{"S07", 1, "Fika m m.", "Fika m.m."},
	{"S08", 1, "Det kostar 1.000.000 kronor.", "Det kostar 1 000 000 kronor."},
	{"S08", 1, "Det kostar 1,250,000 kronor.", "Det kostar 1 250 000 kronor."},
	{"S08", 1, "Det kostar 10.000 kronor.", "Det kostar 10 000 kronor."},
	{"S08", 1, "Det kostar 125000 kronor.", "Det kostar 125 000 kronor."},
	{"S08", 1, "Det kostar 12500,50 kr.", "Det kostar 12 500,50 kr."},
	{"S08", 1, "Det finns 1 100 stugor och 1485 platser.", "Det finns 1 100 stugor och 1 485 platser."},
	{"S09", 2, "Det är 4 mkr, inte 5 MSEK.", "Det är 4 mnkr, inte 5 mnkr."},
	{"S10", 2, "Nämnden skall ej besluta.", "Nämnden ska inte besluta."},
	{"S10", 1, "Ej beslutat.", "Inte beslutat."},
	{"S10", 1, "Nämnden erhåller bidrag.", "Nämnden får bidrag."},
	{"S10", 1, "I enlighet med planen.", "Enligt planen."},
	{"S10", 2, "Under innevarande år med föreliggande plan.", "Under innevarande år med föreliggande plan."},
	{"S11", 1, "Enligt kommunallagen ska det ske.", "Enligt kommunallagen (2017:725) ska det ske."},
	{"S11", 1, "Enligt 3 § hälso- och sjukvårdslagen.", "Enligt 3 § hälso- och sjukvårdslagen (2017:30)."},
	{"S11", 1, "Kommunallagens regler.\nOch kommunallagen.", "Kommunallagens (2017:725) regler.\nOch kommunallagen."},
	{"S11", 1, "Enligt kommunallagen (2017:725).\nSom kommunallagen (2017:725) säger.",
		"Enligt kommunallagen (2017:725).\nSom kommunallagen säger."},
	{"S11", 1, "Enligt kommunallagen (KL).", "Enligt kommunallagen (KL)."},
	{"S12", 1, "Det väntar  på svar.", "Det väntar på svar."},
	{"S12", 2, "Klart . Enheten , som väntar.", "Klart. Enheten, som väntar."},
	{"S12", 2, "Det är klart.Och mer,också.", "Det är klart. Och mer, också."},
	{"S12", 1, "Bland våldsutsatta.39 barn.", "Bland våldsutsatta. 39 barn."},
	{"S07", 1, "Det är 15 milj.kr mindre.", "Det är 15 mnkr mindre."},
	{"S12", 2, "Hon är 67år och fick 500kr.", "Hon är 67 år och fick 500 kr."},
	{"S12", 1, "Den ”gröna” -principen.", "Den ”gröna”-principen."},
	{"S12", 1, "Via Zoom /Teams i dag.", "Via Zoom/Teams i dag."},
	{"S12", 2, "Leder ( gröna ) i väster.", "Leder (gröna) i väster."},
	{"S12", 1, "Leder i väster..", "Leder i väster."},
	{"S12", 1, "Anna Ek(S) frågar.", "Anna Ek (S) frågar."},
	{"S13", 1, "Ett två tre fyra fem sex sju åtta nio tio ett två tre fyra fem sex sju åtta nio tio ett två tre fyra fem sex "
		   "sju åtta nio tio och ett ord till.",
		"Ett två tre fyra fem sex sju åtta nio tio ett två tre fyra fem sex sju åtta nio tio ett två tre fyra fem sex "
		"sju åtta nio tio och ett ord till."},
	{"S14", 1, "Nämnden beslutar;\n\n- att det sker", "Nämnden beslutar:\n\n- att det sker"},
	{"S14", 1, "- att det sker\n- det andra sker", "- att det sker\n- det andra sker"},
	{"S14", 1, "- Det sker.\n- Det andra sker\n- Allt sker.", "- Det sker.\n- Det andra sker.\n- Allt sker."},
	{"S14", 1, "- Det sker\n- Det andra sker.\n- Allt sker", "- Det sker\n- Det andra sker\n- Allt sker"},
	{"S14", 1, "- Stugor\n- leder\n- Broar", "- Stugor\n- Leder\n- Broar"},
};

enum { NROWS = sizeof rows / sizeof rows[0] };

TEST(each_line_is_marked_and_corrected)
{
	lines_check_rows(rows, NROWS);
}

TEST(each_rule_has_a_line)
{
	for (size_t i = 0; i < check_rules(); i++) {
		struct check_rule_info info = check_rule(i);
		bool found = *info.id != 'S';

		for (size_t k = 0; k < NROWS; k++)
			found = found || strcmp(rows[k].id, info.id) == 0;
		if (!found)
			printf("%s\n", info.id);
		CHECK(found);
	}
}

/* All corrections of all rules, together: nothing is left to correct. */
TEST(corrections_end)
{
	struct check_lists lists;

	lines_lists(&lists);
	for (size_t i = 0; i < NROWS; i++) {
		size_t hits;
		char *once = lines_corrected(rows[i].before, NULL, &lists, &hits);
		char *twice = lines_corrected(once, NULL, &lists, &hits);

		CHECK_STR(twice, once);
		free(once);
		free(twice);
	}
	check_lists_release(&lists);
}

TEST(lines_that_are_right)
{
	static const char *const right[] = {
		"Ärendet HSN 34-2026, HSN 1598-2025 och 598-2025, SOU 2023:82 och 24/7-verksamhet.",
		"Resultatet blev 5-3 i rösterna, dnr 12-34, ring 090-785 70 00 eller 0920-28 40 00.",
		"Månaden 2024-03, 70-, 80- och 90-åringar, covid-19 och en 3-årig plan.",
		"Se f.d. chefen, dvs. Det är 1,5 procent, kl. 14.30 och kl. 9.",
		"Det är 4 % och 4 %, se § 3 och 3 §, §§ 4–5.",
		"En 27\" skärm ... och Anna-Karin Ek, O'Brien och mitt 90-tal.",
		"Två tredjedelar är 2/3 av ledamöterna, 1/2 tjänst och 3/4.",
		"Tjänsteskrivelse 2031-03-03 och protokoll 2031-03-03, rapport (2031-03-03).",
		"Beslut 2031-03-03 § 12, HSN 2031-03-03 och version 2031-03-03.",
		"Ring 1177 eller 112, box 12345, 921 81 Storsele, konto 41200 och fastigheten Myran 4:12.",
		"Under 2031 och 2032 kom 1100 gäster; år 1850 fanns leden, enligt SFS 2017:725.",
		"Projekt 104512, telefon 0701234567, org.nr 232100-0222 och ISO 14001 gäller.",
		"Lokalen var tom. Därefter bla bla bla, 5 mm. Alla var där.",
		"Se www.region.se/a-b, Doktor.se, planen.pdf och https://a.se/x.Y,z.",
		"[Länk](https://exempel.se/2025-2026/a\"b) med `kod 10-12%` i.",
		"Han säger: ”Det är 4% och 10-12 tex nu, kl 13:00.” Sedan gick han.",
		"Enligt kommunallagen (SFS 2017:725) ska det ske, säger kommunallagen.",
		"- Leder\n- Stugor\n- Broar.",
		"- att bygga leder,\n- att bygga stugor, samt\n- att bygga broar.",
		"- Region Fjällbygd\n- kommuner",
		"| 2031-03-03 | 125000 | -177 |\n|---|---|---|\n| 10 | 1000 | a  b |",
		"Nämnden (4 av 7) säger ja... Och sedan nej.",
		"Han sade ”Den första meningen.\nDen andra är 10-12% lång.” Sedan gick han.",
		"```\nkod 10-12%\n```",
		"[[10-12% kanske]] är en lucka.",
		"Betyg A–F, 1–2 och 3 – inte mer.",
	};
	struct check_lists lists;

	lines_lists(&lists);
	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		lines_silent(right[i], &lists);
	check_lists_release(&lists);
}

TEST(quotations_are_never_corrected)
{
	struct check_lists lists;
	struct str s = lines_text("> Det är 4% och \"bra\" tex nu, 10-12 leder skall finnas.");
	struct protocol *p;
	struct check_result r;
	size_t n = 0;

	lines_lists(&lists);
	lines_run(str_span(&s), &lists, NULL, &p, &r);
	for (size_t i = 0; i < r.n; i++)
		if (lines_style(r.v[i].id)) {
			n++;
			CHECK(!r.v[i].rattning);
		}
	CHECK_INT(n, 5);
	check_release(&r);
	protocol_free(p);
	str_release(&s);
	check_lists_release(&lists);
}

/* Beslutsunderlag names documents by their dates, and titles are the agenda's. */
TEST(words_of_the_format)
{
	struct check_lists lists;

	lines_lists(&lists);
	lines_silent("Text.\n\n## Yrkanden\n\n- Y1 tillägg, samtliga ledamöter:\n  att bygga leder.", &lists);
	check_lists_release(&lists);
}

TEST(documents_keep_their_dates)
{
	lines_silent("Text.\n\n## Beslutsunderlag\n\n- Skrivelse, senast 2031-03-03\n\n# § 12 Möte 2031-04-01\nDnr: FN 3-2031\n\nNu.",
		NULL);
}

/* Marks of S05 follow the style's clock. */
TEST(clock_of_the_style)
{
	struct check_facts facts = {.clock = ":"};
	struct str s = lines_text("Mötet är kl. 13.00, sedan kl. 14:00.");
	struct protocol *p = protocol_parse(str_span(&s));
	struct check_result r;
	size_t n = 0;

	check_run(p, NULL, &facts, &r);
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(r.v[i].id, "S05") == 0) {
			n++;
			CHECK_STR(r.v[i].rattning, "kl. 13:00");
		}
	CHECK_INT(n, 1);
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

/* All lines of the table at once, with bytes changed: every place is in the text. */
TEST(any_bytes)
{
	struct check_lists lists;
	struct str all = STR_INIT;
	unsigned long seed = 17;

	lines_lists(&lists);
	for (size_t i = 0; i < NROWS; i++)
		str_addf(&all, "%s\n\n", rows[i].before);
	for (int i = 0; i < 60; i++) {
		struct str s = lines_text(str_c(&all));
		struct protocol *p;
		struct check_result r;

		for (int k = 0; k < 150; k++) {
			static const char bytes[] = " -.,\"'%§(0129\xC3\xE2\x80\xA0\n|>`[";
			size_t at = strlen(lines_head) + test_random(&seed) % (s.len - strlen(lines_head));
			char byte = bytes[test_random(&seed) % (sizeof bytes - 1)];

			str_replace(&s, at, test_random(&seed) % 2 && at + 1 < s.len, &byte, 1);
		}
		lines_run(str_span(&s), &lists, NULL, &p, &r);
		for (size_t k = 0; k < r.n; k++)
			CHECK(r.v[k].where.at + r.v[k].where.n <= s.len);
		check_release(&r);
		protocol_free(p);
		str_release(&s);
	}
	str_release(&all);
	check_lists_release(&lists);
}
