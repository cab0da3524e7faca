/* Remarks in words: what is asked for, where, and what is only said. */
#include "justering/remarks.h"

#include "test.h"

static const char base[] =
	"---\nformat: paragraf 1\ntyp: protokoll\ndatum: 2031-04-09\n---\n\n"
	"# § 4 Mobil skötsel\nDnr: FN 79-2031\n\n## Sammanfattning\n\n"
	"Enheten väntar på två nya tjänster.\nPlanen är klar i mars.\n\nByarna har hörts i mars.\n\n## Beslut\n\n"
	"Nämnden beslutar att bifalla förslaget.\n\n"
	"# § 12 Övrigt\n\nBo Linds förslag är från den 3 maj.\n";

static struct remarks_found f;
static struct str done;

static const char *rd(const char *text)
{
	struct protocol *p = protocol_parse(span_of(base));
	struct sheet s;

	remarks_found_release(&f);
	str_clear(&done);
	sheet_read(&s, p);
	remarks_find(&f, p, &s, span_of(text), NULL);
	changes_apply(&f.changes, span_of(base), &done);
	sheet_release(&s);
	protocol_free(p);
	return str_c(&done);
}

static void release(void)
{
	remarks_found_release(&f);
	str_release(&done);
}

TEST(what_is_asked)
{
	static const struct {
		const char *said, *old, *text;
	} rows[] = {
		{"§ 4: byt ”två” mot ”tre”", "två", "tre"},
		{"§ 4: Byt ut \"två nya\" mot \"tre\"", "två nya", "tre"},
		{"4 § ändra två till tre", "två", "tre"},
		{"§4 ersätt ordet två med tre.", "två", "tre"},
		{"Paragraf 4: ”två” ska vara ”tre”", "två", "tre"},
		{"§ 4: två ska vara tre", "två", "tre"},
		{"§ 4 – två -> tre", "två", "tre"},
		{"§ 4: det ska stå ”tre” i stället för ”två”", "två", "tre"},
		{"§ 4: ska stå tre istället för två", "två", "tre"},
		{"§ 4: stryk ”nya”", " nya", ""},
		{"§ 4: ta bort ordet nya", " nya", ""},
		{"§ 4: ”nya” utgår", " nya", ""},
		{"§ 4: lägg till ”fasta” efter ”nya”", "", " fasta"},
		{"§ 4: lägg till ”fasta” före ”tjänster”", "", " fasta"},
		{"§ 4: efter ”nya” läggs till ”fasta”", "", " fasta"},
		{"§ 4 Beslut: byt bifalla mot avslå", "bifalla", "avslå"},
		{"§ 4 Sammanfattning, andra stycket: byt ”mars” mot ”maj”", "mars", "maj"},
		{"[4.4] byt mars mot maj", "mars", "maj"},
		{"§ 12: ändra från till sedan", "från", "sedan"},
		{"§ 12\n- byt ”3 maj” mot ”4 maj”", "3", "4"},
		{"§ 4:\nbyt ”två” mot ”tre”, eftersom det är fler", "två", "tre"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rd(rows[i].said);
		if (f.changes.n != 1 || change_is_remark(&f.changes.v[0], span_of(base)))
			printf("%s: %zu changes, %s\n", rows[i].said, f.changes.n, f.note.n ? f.note.v[0] : "");
		CHECK_INT(f.changes.n, 1);
		CHECK_INT(f.asked, 1);
		CHECK(!f.none);
		if (f.changes.n != 1)
			continue;
		CHECK_SPAN(span_sub(span_of(base), f.changes.v[0].at.at, f.changes.v[0].at.n), rows[i].old);
		CHECK_STR(f.changes.v[0].text, rows[i].text);
		if (!f.changes.v[0].comment)
			CHECK_FAIL(rows[i].said);
	}
	release();
}

TEST(several)
{
	rd("Hej!\n\n§ 4: byt ”två” mot ”tre”, stryk ”klar”\n     byt bifalla mot avslå\n12 § ändra 3 till 4\n\nHälsningar\nBo");
	CHECK_INT(f.asked, 3);
	CHECK_INT(f.changes.n, 4);
	CHECK(strstr(str_c(&done), "tre nya") && strstr(str_c(&done), "är i mars") && strstr(str_c(&done), "avslå") &&
		strstr(str_c(&done), "4 maj"));
	CHECK(f.rest && strstr(f.rest, "Hej!") && strstr(f.rest, "Bo"));
	release();
}

TEST(only_said)
{
	static const struct {
		const char *said, *note;
	} rows[] = {
		{"§ 4: byt ”mars” mot ”maj”", "§ 4: ”mars” finns på 2 ställen; sparat som en anmärkning"},
		{"§ 4: byt ”juni” mot ”maj”", "§ 4: ”juni” finns inte där; sparat som en anmärkning"},
		{"§ 4: det här stämmer inte med vad som sades", NULL},
		{"§ 99: byt x mot y", "§ 99 finns inte i protokollet; det som sägs om den är sparat som en anmärkning på det hela"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		rd(rows[i].said);
		CHECK_INT(f.changes.n, 1);
		CHECK_STR(str_c(&done), base);
		if (f.changes.n == 1)
			CHECK(change_is_remark(&f.changes.v[0], span_of(base)) && f.changes.v[0].comment);
		CHECK_INT(f.note.n, rows[i].note != NULL);
		if (f.note.n == 1 && rows[i].note)
			CHECK_STR(f.note.v[0], rows[i].note);
	}
	release();
}

TEST(asked_within_a_line)
{
	rd("Inga anmärkningar, men § 4: byt ”två” mot ”tre”\n");
	CHECK_INT(f.asked, 1);
	CHECK(!f.none);
	CHECK(strstr(str_c(&done), "tre nya") != NULL);
	CHECK(f.rest && strstr(f.rest, "Inga anmärkningar, men"));
	rd("Vi talade om § 4 i telefon.\n");
	CHECK_INT(f.asked, 0);
	CHECK(f.rest && strstr(f.rest, "telefon"));
	release();
}

TEST(nothing_to_remark)
{
	static const char *const yes[] = {"Inga anmärkningar", "OK", "ok!", "Hej! Ser bra ut. /Bo", "Godkänner protokollet.",
		"Hej Finn,\n\nInga synpunkter från mig. Tack för ett bra protokoll!\n\nHälsningar\nBo Lind\nstyrelsen",
		"Jag har inga anmärkningar.", "Inget att erinra", "Inga anmärkningar\n\nBo Lind (M)"};
	static const char *const no[] = {"", "Hej", "Inga anmärkningar utom på § 4", "OK, men byt två mot tre",
		"Inga anmärkningar\n§ 4: byt ”två” mot ”tre”", "Godkänner om tiden ändras", "Jag läser i morgon.",
		"Ser bra ut. Fast datumet på framsidan är fel."};

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		rd(yes[i]);
		if (!f.none)
			printf("%s\n", yes[i]);
		CHECK(f.none);
		CHECK_INT(f.changes.n, 0);
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		rd(no[i]);
		if (f.none)
			printf("%s\n", no[i]);
		CHECK(!f.none);
	}
	CHECK(!remarks_say_none(SPAN_NONE));
	release();
}
