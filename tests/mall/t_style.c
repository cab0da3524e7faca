/* House styles as folders: inheritance, search, a copied style that is changed. */
#include "test.h"

#include "base/fs.h"
#include "mall/style.h"
#include "out/out.h"

static void write_file(const char *dir, const char *name, const char *text)
{
	char *path = fs_join(dir, name), *folder = fs_dirname(path);
	struct err err = ERR_INIT;

	CHECK_INT(fs_mkdirs(folder, &err), 0);
	CHECK_INT(fs_write_atomic(path, text, strlen(text), 0644, &err), 0);
	free(folder);
	free(path);
}

TEST(shipped_styles_are_without_remarks)
{
	struct strlist names = {NULL, 0, 0};

	style_names(NULL, &names);
	CHECK(strlist_has(&names, SPAN_LIT("grund")) &&
	        strlist_has(&names, SPAN_LIT("vasterbotten")));
	CHECK(strlist_has(&names, SPAN_LIT("norrbotten")) &&
	        strlist_has(&names, SPAN_LIT("vasternorrland")));
	for (size_t i = 0; i < names.n; i++) {
		struct remarks r = REMARKS_INIT;
		struct err err = ERR_INIT;
		struct style *s = style_load(names.v[i], NULL, &r, &err);

		CHECK(s != NULL);
		for (size_t k = 0; k < r.n; k++)
			printf("%s:%d: %s\n", r.v[k].file, r.v[k].line, r.v[k].text);
		CHECK_INT(r.n, 0);
		CHECK_INT(style_depth(s), strcmp(names.v[i], "grund") == 0 ? 1 : 2);
		remarks_release(&r);
		style_free(s);
	}
	strlist_release(&names);
}

TEST(inherits_key_by_key_and_file_by_file)
{
	char *dir = test_folder(), *own = fs_join(dir, "egen");
	struct remarks r = REMARKS_INIT;
	struct err err = ERR_INIT;
	struct style *s;
	struct span text;
	const char *path;
	struct str line = STR_INIT;

	write_file(dir, "egen/stil",
	        "\xef\xbb\xbf# min\r\narv = norrbotten\r\netikett.beslut = Avgörande\r\n"
	        "att.sist = \" ; \"\r\nparagraf.under =\r\n");
	write_file(dir, "egen/utdrag.mall", "eget\n");
	s = style_load(own, NULL, &r, &err);
	CHECK(s != NULL);
	CHECK_INT(r.n, 0);
	CHECK_INT(style_depth(s), 3);
	CHECK_STR(style_name(s), "egen");
	CHECK_SPAN(style_get(s, "etikett.beslut"), "Avgörande");
	CHECK_SPAN(style_get(s, "att.sist"), " ; ");
	CHECK_SPAN(style_get(s, "paragraf.under"), "");
	CHECK_SPAN(style_get(s, "etikett.notering"), "Protokollsnotering");
	CHECK_SPAN(style_get(s, "yrkande.alla"), "Samtliga ledamöter");
	CHECK(!style_get(s, "finns.inte").p);
	CHECK(style_file(s, "utdrag.mall", &text, &path) && span_is(text, "eget\n"));
	CHECK(style_file(s, "framsida.mall", &text, &path) && strstr(path, "norrbotten"));
	CHECK(style_file(s, "forinformation.mall", &text, &path) && strstr(path, "grund"));
	CHECK(!style_file(s, "finns-inte.mall", &text, &path));
	style_label(s, SECTION_BESLUT, SLAG_BESLUT, NULL, &line, NULL);
	CHECK_STR(str_c(&line), "Avgörande");
	str_clear(&line);
	style_label(s, SECTION_JAV, SLAG_BESLUT, NULL, &line, NULL);
	CHECK_STR(str_c(&line), "Jäv");
	CHECK_INT(style_section(s, SPAN_LIT("Avgörande")), SECTION_BESLUT);
	CHECK_INT(style_section(s, SPAN_LIT("Protokollsnotering")), SECTION_NOTERING);
	CHECK_INT(style_section(s, SPAN_LIT("Beslut")), SECTION_BESLUT);
	CHECK_INT(style_section(s, SPAN_LIT("Nästa steg")), SECTION_FREE);
	str_release(&line);
	style_free(s);
	remarks_release(&r);
	free(own);
	free(dir);
}

TEST(faults_have_a_place)
{
	static const struct {
		const char *line, *remark;
	} rows[] = {
	        {"etiket.beslut = x", "okänd nyckel ”etiket.beslut”: menas ”etikett.beslut”?"},
	        {"etikett.beslutt = x", "okänd nyckel ”etikett.beslutt”: menas ”etikett.beslut”?"},
	        {"etikett.beslut.justring = x", "okänd nyckel ”etikett.beslut.justring”: menas "
	                                        "”etikett.beslut.justering”?"},
	        {"narvaro.gäster.raad = x",
	                "okänd nyckel ”narvaro.gäster.raad”: menas ”narvaro.gäster.rad”?"},
	        {"sidhuvud.x = a", "okänd nyckel ”sidhuvud.x”: menas ”sidhuvud.1”?"},
	        {"ordnin = a", "okänd nyckel ”ordnin”: menas ”ordning”?"},
	        {"qqqqqqqqqqqqqq = a", "okänd nyckel ”qqqqqqqqqqqqqq”"},
	        {"bara ord", "raden är inte ”nyckel = värde”: bara ord"},
	        {"arv = grund", "nyckeln ”arv” står också på rad 1: den senare gäller"},
	        {"ordning = beslut, arenden", "okänt avsnitt ”arenden”: menas ”arende”?"},
	        {"krav.avsnitt = beslutt", "okänt avsnitt ”beslutt”: menas ”beslut”?"},
	        {"innehall.form = sida", "”sida” går inte här: skriv nej, lista eller sidor"},
	        {"paragraf.egen-sida = yes", "”yes” går inte här: skriv ja eller nej"},
	        {"tid.skilje = kolon", "”kolon” går inte här: skriv . eller :"},
	        {"sidhuvud.2 = a|b|c|d", "fler än tre delar: skriv vänster|mitten|höger"},
	        {"text.bredd = bred", "”bred” går inte här: skriv ett tal"},
	        {"narvaro.ovriga.tar = gäster",
	                "”gäster” går inte här: skriv beslutande, ordinarie, tjanstgorande, "
	                "ersattare, foredragande, "
	                "tjanstepersoner, ovriga eller sekreterare"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *dir = test_folder(), *stil,
		     *text = str_format("arv = grund\n\n%s\n", rows[i].line);
		char *own = fs_join(dir, "egen");
		struct remarks r = REMARKS_INIT;
		struct err err = ERR_INIT;
		struct style *s;

		write_file(dir, "egen/stil", text);
		s = style_load(own, NULL, &r, &err);
		stil = fs_join(own, "stil");
		CHECK(s != NULL);
		CHECK_INT(r.n, 1);
		if (r.n) {
			CHECK_STR(r.v[0].text, rows[i].remark);
			CHECK_STR(r.v[0].file, stil);
			CHECK_INT(r.v[0].line, 3);
		}
		style_free(s);
		remarks_release(&r);
		free(stil);
		free(own);
		free(text);
		free(dir);
	}
}

TEST(search_path)
{
	char *dir = test_folder(), *archive = fs_join(dir, "arkiv"), *mine = fs_join(dir, "mina");
	struct err err = ERR_INIT;
	struct style *s;

	write_file(dir, "arkiv/mallar/vasterbotten/stil", "namn = arkivets\narv = vasterbotten\n");
	s = style_load("vasterbotten", archive, NULL, &err);
	CHECK(s && style_depth(s) == 3); /* the archive's, the shipped one, grund */
	CHECK_SPAN(style_get(s, "namn"), "arkivets");
	style_free(s);
	write_file(dir, "mina/vasterbotten/stil", "namn = min\n");
	setenv("PARAGRAF_MALLAR", mine, 1);
	s = style_load("vasterbotten", archive, NULL, &err);
	CHECK(s && style_depth(s) == 2);
	CHECK_SPAN(style_get(s, "namn"), "min");
	style_free(s);
	unsetenv("PARAGRAF_MALLAR");
	s = style_load("templates/norrbotten/", archive, NULL, &err);
	CHECK(s && strcmp(style_name(s), "norrbotten") == 0);
	style_free(s);
	CHECK(!style_load("finns-inte", archive, NULL, &err));
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "stilen ”finns-inte” finns inte: välj bland grund, norrbotten"));
	CHECK(!style_load("../egen", archive, NULL, &err));
	CHECK(!style_load(".", archive, NULL, &err));
	free(mine);
	free(archive);
	free(dir);
}

TEST(a_ring_is_refused)
{
	char *dir = test_folder(), *a = fs_join(dir, "a");
	struct err err = ERR_INIT;

	write_file(dir, "a/stil", "arv = ../b\n");
	write_file(dir, "b/stil", "\narv = ../a\n");
	CHECK(!style_load(a, NULL, NULL, &err));
	CHECK_INT(err.code, ERR_INPUT);
	CHECK(strstr(err.msg, "b/stil:2: stilen ärver sig själv genom ”../a”: ändra ”arv”"));
	free(a);
	free(dir);
}

TEST(order_is_complete)
{
	char *dir = test_folder(), *own = fs_join(dir, "egen");
	enum section_kind order[SECTIONS];
	struct err err = ERR_INIT;
	struct style *s;
	size_t n;

	write_file(dir, "egen/stil", "ordning = beslut, arende, underlag\n");
	s = style_load(own, NULL, NULL, &err);
	n = style_order(s, order);
	CHECK_INT(n, SECTIONS - 1); /* all but yrkanden */
	CHECK_INT(order[0], SECTION_BESLUT);
	CHECK_INT(order[1], SECTION_RESERVATION);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			CHECK(order[i] != order[k]);
	style_free(s);
	free(own);
	free(dir);
}

/* What shows only when a text is printed has its place too. */
TEST(faults_in_print_have_a_place)
{
	static const struct {
		const char *line, *remark;
	} rows[] = {
	        {"narvaro.grupper = politiker, ersattare",
	                "gruppen ”politiker” tar inga personer: skriv narvaro.politiker.tar"},
	        {"sidhuvud.2 = {{orgn}}|a", "okänt fält ”orgn”: menas ”organ”?"},
	        {"sidfot.forsta.1 = {{sidda}}", "okänt fält ”sidda”: menas ”sida”?"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *dir = test_folder(), *own = fs_join(dir, "egen"), *stil = fs_join(own, "stil");
		char *text = str_format("arv = grund\n\n%s\n", rows[i].line);
		struct remarks r = REMARKS_INIT;
		struct err err = ERR_INIT;
		struct protocol *p = protocol_parse(SPAN_LIT("# § 1 A\n\nText.\n"));
		struct str out = STR_INIT;
		struct style *s;

		write_file(dir, "egen/stil", text);
		s = style_load(own, NULL, &r, &err);
		CHECK_INT(out_render(p, s, OUT_TXT, NULL, &out, &r, &err), 0);
		CHECK(r.n >= 1);
		for (size_t k = 0; k < r.n; k++) {
			CHECK_STR(r.v[k].text, rows[i].remark);
			CHECK_STR(r.v[k].file, stil);
			CHECK_INT(r.v[k].line, 3);
		}
		str_release(&out);
		style_free(s);
		protocol_free(p);
		remarks_release(&r);
		free(text);
		free(stil);
		free(own);
		free(dir);
	}
}

/* What a secretary does: copy a folder, change a label, the order and a line. */
TEST(a_copied_style_works)
{
	static const char draft[] =
	        "---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällrådet\ndatum: 2031-04-09\n"
	        "beslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 1 Broar\nDnr: 7\n\n"
	        "## Sammanfattning\n\nEn bro.\n\n## Beslut\n\nRådet bygger.\n";
	char *dir = test_folder(), *own = fs_join(dir, "fjallradet");
	struct remarks r = REMARKS_INIT;
	struct err err = ERR_INIT;
	struct protocol *p = protocol_parse(span_of(draft));
	struct str out = STR_INIT;
	struct style *s;
	const char *decision, *summary;

	write_file(dir, "fjallradet/stil",
	        "arv = vasterbotten\nordning = beslut, sammanfattning\n"
	        "etikett.sammanfattning = Kort om ärendet\netikett.beslut = {{organ}} avgör\n"
	        "paragraf.rubrik = Nr {{nr}}: {{titel}}\ninnehall.form = nej\n"
	        "narvaro.beslutande.etikett = Rådet\nnarvaro.rad = {{namn}}/{{parti}}\n");
	write_file(dir, "fjallradet/framsida.mall",
	        "# Anteckningar, {{organ_litet}}\n\n{{#grupper}}\n{{#personer}}\n{{rad}}\n"
	        "{{/personer}}\n{{/grupper}}\n");
	s = style_load(own, NULL, &r, &err);
	CHECK(s != NULL);
	CHECK_INT(out_render(p, s, OUT_TXT, NULL, &out, &r, &err), 0);
	CHECK_INT(r.n, 0);
	CHECK(strstr(str_c(&out), "Anteckningar, fjällrådet"));
	CHECK(strstr(str_c(&out), "Anna Ek/S"));
	CHECK(strstr(str_c(&out), "Nr 1: Broar\n"));
	decision = strstr(str_c(&out), "Fjällrådet avgör");
	summary = strstr(str_c(&out), "Kort om ärendet");
	CHECK(decision && summary && decision < summary);
	str_release(&out);
	style_free(s);
	remarks_release(&r);
	protocol_free(p);
	free(own);
	free(dir);
}
