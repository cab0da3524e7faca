/* terms: one term, one form; what an organ turns off; sentences that are counted. */
#include "lines.h"

static const struct lines_row rows[] = {
	{"T01", 1, "I Ledberedningen sägs att ledberedningen väntar.\nNu är ledberedningen klar.",
		"I ledberedningen sägs att ledberedningen väntar.\nNu är ledberedningen klar."},
	{"T01", 1, "I Ledberedningen och för Ledberedningen sägs att ledberedningens svar väntar.",
		"I Ledberedningen och för Ledberedningen sägs att Ledberedningens svar väntar."},
	{"T01", 0, "Ledberedningen väntar.\nNu är ledberedningen klar.", "Ledberedningen väntar.\nNu är ledberedningen klar."},
	{"T01", 0, "Hos Socialstyrelsen, inte hos socialstyrelsen.", "Hos Socialstyrelsen, inte hos socialstyrelsen."},
	{"T02", 1, "Skicka e-post i dag.\nSkicka epost.\nMer e-post.", "Skicka e-post i dag.\nSkicka e-post.\nMer e-post."},
	{"T02", 2, "Idag, idag och i dag.\nDet sker idag och I dag.", "Idag, idag och idag.\nDet sker idag och Idag."},
	{"T02", 1, "Det sker idag.\nI stället sker det i dag.", "Det sker i dag.\nI stället sker det i dag."},
	{"T02", 0, "Det sker idag.\nDet sker istället idag.", "Det sker idag.\nDet sker istället idag."},
	{"T03", 1, "Svar från IMY väntar.\nIMY dröjer.", "Svar från Integritetsskyddsmyndigheten (IMY) väntar.\nIMY dröjer."},
	{"T03", 1, "Det är IMY:s svar.", "Det är Integritetsskyddsmyndighetens (IMY) svar."},
	{"T03", 1, "SIP ska finnas.", "Samordnad individuell plan (SIP) ska finnas."},
	{"T03", 1, "Svar från FK väntar.", "Svar från FK väntar."},
	{"T03", 0, "Integritetsskyddsmyndigheten (IMY) dröjer, säger IMY.", "Integritetsskyddsmyndigheten (IMY) dröjer, säger IMY."},
	{"T03", 0, "Det är IMY, Integritetsskyddsmyndigheten, som svarar.", "Det är IMY, Integritetsskyddsmyndigheten, som svarar."},
	{"T03", 0, "Planen (SIP) finns, EU och IMY 34-2031.", "Planen (SIP) finns, EU och IMY 34-2031."},
	{"T04", 1, "Enligt Karin Sunnegren.\nNu svarar Karin Sunegren.\nSedan Karin Sunnegren.",
		"Enligt Karin Sunnegren.\nNu svarar Karin Sunnegren.\nSedan Karin Sunnegren."},
	{"T04", 0, "Karin Sunnegrens svar till Karin Sunnegren.\nForskarskola Norr och Forskarskolan Norr.",
		"Karin Sunnegrens svar till Karin Sunnegren.\nForskarskola Norr och Forskarskolan Norr."},
	{"F43N", 1, "Nu svarar Torbjörn Valgren på frågan.", "Nu svarar Torbjörn Vallgren på frågan."},
	{"F43N", 0, "Nu svarar Torbjörn Vallgrens son, sedan Torbjörn Hallberg.",
		"Nu svarar Torbjörn Vallgrens son, sedan Torbjörn Hallberg."},
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
		bool found = *info.id != 'T';

		for (size_t k = 0; k < NROWS; k++)
			found = found || (rows[k].hits && strcmp(rows[k].id, info.id) == 0);
		CHECK(found);
	}
}

static size_t count_of(const char *lines, const char *id, const struct check_lists *lists, const struct pairs *off)
{
	struct str s = lines_text(lines);
	struct protocol *p;
	struct check_result r;
	size_t n = 0;

	lines_run(str_span(&s), lists, off, &p, &r);
	for (size_t i = 0; i < r.n; i++)
		n += strcmp(r.v[i].id, id) == 0;
	check_release(&r);
	protocol_free(p);
	str_release(&s);
	return n;
}

TEST(a_rule_is_turned_off)
{
	struct check_lists lists;
	struct pairs off;

	lines_lists(&lists);
	pairs_parse(SPAN_LIT("# av hos oss\nS02 = av\nS10 = på\nS99 = av\nF43L = av\nT03=av\n"), &off);
	CHECK_INT(count_of("Det är 4% och IMY.", "S02", &lists, NULL), 1);
	CHECK_INT(count_of("Det är 4% och IMY.", "S02", &lists, &off), 0);
	CHECK_INT(count_of("Det är 4% och IMY.", "T03", &lists, &off), 0);
	CHECK_INT(count_of("Det skall ske.", "S10", &lists, &off), 1);
	/* what the law or the form asks is not the organ's to turn off */
	CHECK_INT(count_of("En [[lucka]] här.", "F43L", &lists, &off), 1);
	pairs_release(&off);
	check_lists_release(&lists);
	CHECK(check_may_be_off("S01") && check_may_be_off("T04") && check_may_be_off("SAR") && check_may_be_off("FORV"));
	CHECK(!check_may_be_off("F01") && !check_may_be_off("F43N") && !check_may_be_off("FORMAT-NYCKEL") &&
		!check_may_be_off("FORMAT") && !check_may_be_off("") && !check_may_be_off(NULL));
}

/* Lists that nobody made ready give the same. */
TEST(lists_as_they_come)
{
	struct check_lists lists = {.phrases = NULL};

	pairs_parse(SPAN_LIT("skall = ska\n= x\n=\n,,, = a\n- = b\n1 = c\n"), &lists.klarsprak);
	pairs_parse(SPAN_LIT("x\n\xff = \xfe\nIMY =\n"), &lists.akronymer);
	CHECK_INT(count_of("Det skall ske.", "S10", &lists, NULL), 1);
	check_lists_prepare(&lists);
	check_lists_prepare(&lists);
	CHECK_INT(count_of("Det skall ske, IMY.", "S10", &lists, NULL), 1);
	check_lists_release(&lists);
	check_lists_release(&lists);
	CHECK_INT(count_of("Det skall ske.", "S10", &lists, NULL), 0);
}

TEST(fragments_are_counted)
{
	struct str s = lines_text("Leden är klar.\nHandlar om en ny led.\nMycket snö på vår led.\nKan vi bygga mer?\n"
				  "Ordföranden tackar för svaret.\nVäster.");
	struct protocol *p;
	struct check_result r;

	lines_run(str_span(&s), NULL, NULL, &p, &r);
	CHECK_INT(r.sentences, 4);
	CHECK_INT(r.fragments, 2);
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

/* The list that is shipped: each law is found, and its number is one. */
TEST(laws_of_dict)
{
	char *path = paths_data("dict/lagar");
	struct check_lists lists = {.phrases = NULL};

	CHECK_INT(pairs_load(path, &lists.lagar, NULL), 0);
	CHECK(lists.lagar.n > 20);
	for (size_t i = 0; i < lists.lagar.n; i++) {
		const struct pair *row = &lists.lagar.v[i];
		char *line = str_format("Enligt %.*s ska det ske.", SPAN_FMT(row->left));
		char *with = str_format("Enligt %.*s (%.*s) ska det ske.", SPAN_FMT(row->left), SPAN_FMT(row->right));
		size_t hits;
		char *after = lines_corrected(line, "S11", &lists, &hits);

		CHECK_INT(hits, 1);
		CHECK_STR(after, with);
		CHECK(row->right.n >= 6 && row->right.n <= 9 && row->right.p[4] == ':');
		free(line);
		free(with);
		free(after);
	}
	check_lists_release(&lists);
	free(path);
}
