/* language (job): the findings of two services as one list. */
#include "jobs/language.h"

#include <string.h>

#include "base/mem.h"
#include "test.h"

#define SRC "Den är 10% nu.\n> Den var 9% då.\nEn 10% till.\n"

static struct check_finding finding(const char *id, enum severity s, size_t at, const char *fix)
{
	return (struct check_finding){.id = id, .severity = s, .source = "EUS", .text = mem_strdup("Mellanslag före %."),
		.where = {at, 1}, .rattning = fix ? mem_strdup(fix) : NULL};
}

TEST(only_rules_of_language)
{
	CHECK(language_rule("S02"));
	CHECK(language_rule("T01"));
	CHECK(!language_rule("SAR"));
	CHECK(!language_rule("STAV"));
	CHECK(!language_rule("F01"));
	CHECK(!language_rule("S"));
	CHECK(!language_rule(""));
	CHECK(!language_rule(NULL));
}

TEST(one_list_by_place)
{
	struct span src = SPAN_LIT(SRC);
	struct check_finding v[] = {finding("F01", SEVERITY_FEL, 0, NULL), finding("S02", SEVERITY_VARNING, 10, " %"),
		finding("S02", SEVERITY_VARNING, 27, NULL), finding("S02", SEVERITY_VARNING, 41, " %"),
		finding("S10", SEVERITY_UPPLYSNING, 41, NULL)};
	struct check_result r = {.v = v, .n = 5};
	struct spell_hit h[] = {{.where = {4, 3}, .mark = SPELL_RED, .id = "STAV"},
		{.where = {0, 7}, .mark = SPELL_YELLOW, .id = "SAR", .why = "skrivs nog ihop", .fix = mem_strdup("Denär")}};
	struct spell_hits hits = {.v = h, .n = 2};
	struct language_list l = {NULL, 0, 0};

	v[1].where.at = span_find(src, "%", 0);
	v[2].where.at = span_find(src, "%", v[1].where.at + 1);
	v[3].where.at = v[4].where.at = span_find(src, "%", v[2].where.at + 1);
	language_add_check(&l, &r, src);
	language_add_hits(&l, &hits);
	CHECK(!h[1].fix);
	language_sort(&l);
	CHECK_INT(l.n, 6);
	CHECK_INT(l.v[0].kind, LANGUAGE_RULE);
	CHECK_STR(l.v[0].fix, "Denär");
	CHECK_INT(l.v[1].kind, LANGUAGE_WORD);
	CHECK_STR(l.v[2].id, "S02");
	CHECK_INT(l.v[2].mark, SPELL_GREY);
	CHECK_STR(l.v[2].source, "EUS");
	CHECK(!l.v[2].quoted && l.v[3].quoted);
	/* what is to be marked comes before what is only listed */
	CHECK(!l.v[4].info && l.v[5].info);
	CHECK(language_alike(&l.v[2], src, &l.v[4], src));
	CHECK(language_alike(&l.v[2], src, &l.v[3], src));
	CHECK(!language_alike(&l.v[2], src, &l.v[5], src));
	CHECK(!language_alike(&l.v[0], src, &l.v[1], src));
	language_release(&l);
	for (size_t i = 0; i < 5; i++) {
		free(v[i].text);
		free(v[i].rattning);
	}
}

TEST(nothing)
{
	struct language_list l = {NULL, 0, 0};
	struct check_result r = {.v = NULL};
	struct spell_hits hits = {.v = NULL};

	language_add_check(&l, &r, SPAN_NONE);
	language_add_hits(&l, &hits);
	language_sort(&l);
	CHECK_INT(l.n, 0);
	language_release(&l);
}
