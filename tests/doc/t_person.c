/* person: one line of an attendance list. */
#include "doc/person.h"

#include "test.h"

static void check_line(const char *text, const char *want, bool odd)
{
	struct arena a = {0};
	struct person p;
	struct str s = STR_INIT;

	person_parse(&p, span_of(text), &a);
	person_write(&s, &p);
	CHECK_STR(str_c(&s), want);
	if ((p.odd != NULL) != odd)
		printf("%s: %s\n", text, p.odd ? p.odd : "not odd");
	CHECK((p.odd != NULL) == odd);
	str_release(&s);
	arena_release(&a);
}

TEST(led_by_a_range_of_its_own)
{
	struct arena a = {0};
	struct person p;

	person_parse(&p, span_of("Bo Lind (M), ordförande §§ 4–5, 7, §§ 1–9, distans"), &a);
	CHECK(!p.odd);
	CHECK_INT(p.nled, 2);
	CHECK_INT(p.led[0].to, 5);
	CHECK_INT(p.led[1].from, 7);
	CHECK_INT(p.nrange, 1);
	CHECK_SPAN(p.role, "ordförande §§ 4–5, 7");
	CHECK_SPAN(p.office, "");
	person_parse(&p, span_of("Bo Lind (M), vice ordförande, ordförande § 4"), &a);
	CHECK(!p.odd);
	CHECK_INT(p.nled, 1);
	CHECK_INT(p.led[0].from, 4);
	CHECK_SPAN(p.office, "vice ordförande");
	person_parse(&p, span_of("Bo Lind, ordförande § 4"), &a);
	CHECK_INT(p.nled, 1);
	person_parse(&p, span_of("Anna Ek (S), ordförande"), &a);
	CHECK_INT(p.nled, 0);
	CHECK_SPAN(p.office, "ordförande");
	check_line("Bo Lind (M), ordförande §§ 4–5, 7, §§ 1–9", "Bo Lind (M), ordförande §§ 4–5, 7, §§ 1–9", false);
	check_line("Bo Lind (M), ordförande §§ 4-5", "Bo Lind (M), ordförande §§ 4-5", true);
	check_line("Bo Lind (M), ordförande §§ 5–4", "Bo Lind (M), ordförande §§ 5–4", true);
	check_line("Bo Lind (M), ordförande § x", "Bo Lind (M), ordförande § x", true);
	check_line("Bo Lind (M), vice ordförande § 4", "Bo Lind (M), vice ordförande § 4", true);
	check_line("Bo Lind (M), §§ 1–9, ordförande § 4", "Bo Lind (M), §§ 1–9, ordförande § 4", true);
	arena_release(&a);
}

TEST(parts_from_the_right)
{
	struct arena a = {0};
	struct person p;

	person_parse(&p, span_of("Dag Norén (V), 2:e vice ordförande, ersätter Cia Holm (V), §§ 4–7, 9, kl. 10.00–11.30, distans, jäv § 5, jäv § 6"), &a);
	CHECK_SPAN(p.name, "Dag Norén");
	CHECK_SPAN(p.party, "V");
	CHECK_SPAN(p.role, "2:e vice ordförande");
	CHECK_SPAN(p.for_name, "Cia Holm");
	CHECK_SPAN(p.for_party, "V");
	CHECK_INT(p.nrange, 2);
	CHECK_INT(p.range[0].to, 7);
	CHECK_INT(p.range[1].from, 9);
	CHECK_SPAN(p.clock, "10.00–11.30");
	CHECK(p.remote);
	CHECK_INT(p.njav, 2);
	CHECK_INT(p.jav[1], 6);
	CHECK(!p.odd && !p.title.p);
	CHECK(person_present(&p, 9) && !person_present(&p, 8));
	arena_release(&a);
}

TEST(titles_hold_commas)
{
	struct arena a = {0};
	struct person p;

	person_parse(&p, span_of("Gun Ask, HR-konsult, Regionkansliet, § 12"), &a);
	CHECK_SPAN(p.title, "HR-konsult, Regionkansliet");
	CHECK(!p.role.p && !p.party.p);
	CHECK_INT(p.nrange, 1);
	person_parse(&p, span_of("Ida Ström (C), regionråd"), &a);
	CHECK_SPAN(p.role, "regionråd");
	CHECK(person_present(&p, 4));
	person_parse(&p, span_of("Bo (M), fr.o.m. 2031-01-01, t.o.m. 2031-06-30"), &a);
	CHECK_SPAN(p.from_date, "2031-01-01");
	CHECK_SPAN(p.to_date, "2031-06-30");
	arena_release(&a);
}

TEST(canonical_lines)
{
	check_line("Anna Ek (S), ordförande §§ 4–7", "Anna Ek (S), ordförande §§ 4–7", false);
	check_line("Anna Ek (S), ordförande, §§ 4-7", "Anna Ek (S), ordförande, §§ 4–7", true);
	check_line("Anna Ek (S), §§ 5", "Anna Ek (S), § 5", false);
	check_line("Anna Ek (S), distans, § 5", "Anna Ek (S), § 5, distans", false);
	check_line("Anna Ek (S), § 5, ordförande", "Anna Ek (S), § 5, ordförande", true);
	check_line("Anna Ek (S), §§ 7–4", "Anna Ek (S), §§ 7–4", true);
	check_line("Anna Ek (S), kl. 9-10", "Anna Ek (S), kl. 9-10", true);
	check_line("Anna Ek (S", "Anna Ek (S", true);
	check_line("", "", true);
	check_line("Bo, jäv §§ 3, 5", "Bo, jäv § 3, jäv § 5", false);
	check_line("distans", "distans", false);
}

TEST(names)
{
	struct span n, p;

	CHECK(person_split_name(span_of("Lena Öst (SJVP)"), &n, &p));
	CHECK_SPAN(n, "Lena Öst");
	CHECK_SPAN(p, "SJVP");
	CHECK(person_split_name(span_of("Bo"), &n, &p) && !p.p);
	CHECK(!person_split_name(span_of("Bo (s)"), &n, &p));
	CHECK(!person_split_name(span_of(" (S)"), &n, &p));
	CHECK(!person_split_name(SPAN_NONE, &n, &p));
	CHECK(person_same(span_of("Bo"), SPAN_NONE, span_of("Bo"), span_of("M")));
	CHECK(!person_same(span_of("Bo"), span_of("S"), span_of("Bo"), span_of("M")));
}
