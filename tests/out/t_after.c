/* t_after: what a document says of §§ that are elsewhere, and of rättelser. */
#include "render.h"

#define FRONT "---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\ndatum: 2031-04-09\n---\n\n"

static char *render(const char *draft, enum out_format f, const struct out_options *o)
{
	return render_text(draft, "grund", f, o);
}

static bool before(const char *text, const char *a, const char *b)
{
	const char *x = strstr(text, a), *y = x ? strstr(x, b) : NULL;

	if (!y)
		printf("|%s|\n", text);
	return y != NULL;
}

TEST(lines_for_what_is_elsewhere)
{
	static const struct out_elsewhere away[] = {{9, 1}, {12, 1}, {14, 2}, {15, 2}, {16, 3}, {18, 1}};
	const struct out_options o = {.elsewhere = away, .nelsewhere = 6};
	char *t = render(FRONT "# § 11 Ett\n\nA.\n\n# § 13 Två\n\nB.\n\n# § 17 Tre\n\nC.\n", OUT_TXT, &o);

	CHECK(before(t, "§§ 11, 13, 17", "§ 9 är omedelbart justerad och redovisas i ett särskilt dokument."));
	CHECK(before(t, "§ 9 är", "A."));
	CHECK(before(t, "A.", "§ 12 är omedelbart justerad och"));
	CHECK(before(t, "§ 12 är", "B."));
	CHECK(before(t, "B.", "§§ 14–15 är omedelbart justerade och redovisas i ett särskilt dokument."));
	CHECK(before(t, "§§ 14–15 är", "§ 16 är omedelbart justerad och"));
	CHECK(before(t, "C.", "§ 18 är omedelbart justerad och"));
	free(t);
}

TEST(a_part_says_that_it_is_signed_apart)
{
	char *t = render(FRONT "# § 12 Ett\nOmedelbart justerad: ja\n\nA.\n\n# § 14 Två\nOmedelbart justerad: ja\n\nB.\n", OUT_TXT, NULL);

	CHECK(before(t, "§§ 12, 14", "A."));
	CHECK(before(t, "A.", "Paragrafen är omedelbart justerad."));
	CHECK(before(t, "B.", "Paragrafen är omedelbart justerad."));
	free(t);
}

static const struct out_correction corrections[] = {
	{12, {2031, 5, 2}, {"Rättelse den 2 maj 2031: ”tre” ska vara ”fyra”. Skäl: Räknefel. Finn Dahl",
				   sizeof "Rättelse den 2 maj 2031: ”tre” ska vara ”fyra”. Skäl: Räknefel. Finn Dahl" - 1}},
	{0, {2031, 5, 3}, {"Rättelse den 3 maj 2031: *x*", sizeof "Rättelse den 3 maj 2031: *x*" - 1}},
};

TEST(corrections_stand_last)
{
	static const char draft[] = FRONT "# § 12 Ett\n\nTre byar.\n\n# § 13 Två\n\nB.\n";
	const struct out_options o = {.correction = corrections, .ncorrections = 2};

	for (int f = 0; f < OUT_FORMATS; f++) {
		char *t = render(draft, (enum out_format)f, &o);

		CHECK(before(t, "Tre byar.", "Rättad den 2 maj 2031, se Rättelser."));
		CHECK(before(t, "Rättad den 2 maj", "B."));
		CHECK(before(t, "B.", "Rättelser\n"));
		CHECK(before(t, "Rättelser\n", "§ 12. Rättelse den 2 maj 2031: ”tre” ska vara ”fyra”."));
		CHECK(before(t, "§ 12. Rättelse", "Framsidan. Rättelse den 3 maj 2031:"));
		free(t);
	}
}

TEST(an_extract_has_its_own)
{
	static const char draft[] = FRONT "# § 12 Ett\n\nTre byar.\n\n# § 13 Två\n\nB.\n";
	static const struct out_elsewhere away[] = {{14, 1}};
	struct out_options o = {.only_nr = 12, .correction = corrections, .ncorrections = 2, .elsewhere = away, .nelsewhere = 1};
	char *t = render(draft, OUT_TXT, &o);

	CHECK(strstr(t, "§ 12. Rättelse"));
	CHECK(!strstr(t, "Framsidan."));
	CHECK(!strstr(t, "§ 14"));
	free(t);
	o.only_nr = 13;
	t = render(draft, OUT_TXT, &o);
	CHECK(!strstr(t, "Rättelse"));
	free(t);
}
