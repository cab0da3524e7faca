/* t_gavel: the klubbslag seals the words of a decision, and nothing else. */
#include "doc/gavel.h"

#include "doc/change.h"
#include "test.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällnämnden\ndatum: 2031-04-09\nbeslutande:\n"
	"  - Anna Ek (S), ordförande\n---\n\n"
	"# § 1 Ett\nDnr: FN 1-2031\nSlag: val\nOmedelbart justerad: ja\n\n"
	"## Förslag till beslut\n\nNämnden beslutar\n\n- att **bifalla** ansökan,\n- att sända den vidare.\n\n"
	"## Yrkanden\n\n- Y1 tillägg, Anna Ek (S):\n  att redovisa kostnaden.\n\n"
	"## Beslut = Förslag till beslut + Y1\n\n"
	"# § 2 Två\n\n## Beslut\n\nNämnden beslutar\nenligt förslaget.\n\n# § 3 Tre\n\nText.\n";

/* The draft with the seal put in; free(). */
static char *sealed(const char *text, int item, int hour, int minute)
{
	struct protocol *p = protocol_parse(span_of(text));
	struct str s = STR_INIT, ins = STR_INIT;
	struct err err = ERR_INIT;
	size_t at = 0, del = 0;

	str_adds(&s, text);
	if (gavel_seal(p, item, hour, minute, &at, &del, &ins, &err))
		CHECK_FAIL(err.msg);
	else
		str_replace(&s, at, del, ins.buf, ins.len);
	protocol_free(p);
	str_release(&ins);
	return str_take(&s);
}

static struct gavel gavel_in(const char *text, int item)
{
	struct protocol *p = protocol_parse(span_of(text));
	struct gavel g = {.times = -1};

	gavel_of(p, item, &g);
	protocol_free(p);
	return g;
}

/* The text with one thing in the place of another; free(). */
static char *with(const char *text, const char *old, const char *now)
{
	struct str s = STR_INIT;
	size_t at = span_find(span_of(text), old, 0);

	CHECK(at != (size_t)-1);
	str_adds(&s, text);
	str_replace(&s, at, strlen(old), now, strlen(now));
	return str_take(&s);
}

TEST(the_words_are_those_printed)
{
	struct protocol *p = protocol_parse(SPAN_LIT(draft));
	struct str s = STR_INIT;

	CHECK(gavel_wording(&p->item[0], &s));
	CHECK_STR(str_c(&s),
		"Nämnden beslutar - att bifalla ansökan, - att sända den vidare. - att redovisa kostnaden.");
	str_clear(&s);
	CHECK(gavel_wording(&p->item[1], &s));
	CHECK_STR(str_c(&s), "Nämnden beslutar enligt förslaget.");
	CHECK(!gavel_wording(&p->item[2], &s));
	str_release(&s);
	protocol_free(p);
}

TEST(the_line_stands_in_its_canonical_place)
{
	char *s = sealed(draft, 0, 10, 42), *t = sealed(s, 1, 9, 5);
	struct protocol *p = protocol_parse(span_of(t));
	struct gavel g;

	CHECK(strstr(t, "Slag: val\nKlubbat: 10.42 ") && strstr(t, "\nOmedelbart justerad: ja\n"));
	CHECK(strstr(t, "# § 2 Två\nKlubbat: 09.05 "));
	CHECK(protocol_canonical(p));
	CHECK(gavel_of(p, 0, &g));
	CHECK_INT(g.para, 1);
	CHECK_INT(g.times, 1);
	CHECK_STR(g.time, "10.42");
	CHECK_INT(strlen(g.sum), 16);
	CHECK(!g.changed);
	CHECK(!gavel_of(p, 2, &g) && !gavel_of(p, 3, &g) && !gavel_of(p, -1, &g));
	protocol_free(p);
	free(s);
	free(t);
}

TEST(one_letter_changed_is_seen)
{
	static const char *const change[][2] = {
		{"**bifalla**", "**bifallr**"}, {"vidare", "vidarE"}, {"kostnaden", "kostnader"},
		{"Beslut = Förslag till beslut + Y1", "Beslut = Förslag till beslut"}, {"ansökan,", "ansökan"},
		{"Nämnden beslutar\n\n- att", "Nämnden beslutar,\n\n- att"},
	};
	static const char *const same[][2] = {
		{"Nämnden beslutar\n\n- att", "Nämnden   beslutar\n\n\n- att"}, {"# § 1 Ett", "# § 1 Annan rubrik"},
		{"Dnr: FN 1-2031\n", ""}, {"# § 1 ", "# § 7 "}, {"vidare.\n", "vidare. <!-- not -->\n"},
		{"# § 3 Tre", "# § 4 Tre"}, {"**bifalla**", "bifalla"},
	};
	char *s = sealed(draft, 0, 10, 42);

	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		char *t = with(s, change[i][0], change[i][1]);

		CHECK(gavel_in(t, 0).changed);
		free(t);
	}
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		char *t = with(s, same[i][0], same[i][1]);

		CHECK_INT(gavel_in(t, 0).times, 1);
		CHECK(!gavel_in(t, 0).changed);
		free(t);
	}
	free(s);
}

TEST(a_decision_taken_away_is_a_change)
{
	char *s = sealed(draft, 1, 10, 42), *t = with(s, "## Beslut\n\nNämnden beslutar\nenligt förslaget.\n\n", "");

	CHECK(gavel_in(t, 1).changed);
	free(s);
	free(t);
}

TEST(struck_again_only_when_it_has_changed)
{
	char *s = sealed(draft, 1, 10, 42), *t, *u;
	struct protocol *p = protocol_parse(span_of(s));
	struct str ins = STR_INIT;
	struct err err = ERR_INIT;
	struct gavel g;
	size_t at, del;

	CHECK_INT(gavel_seal(p, 1, 10, 55, &at, &del, &ins, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_STR(err.msg, "§ 2 är redan klubbad 10.42");
	CHECK_INT(gavel_seal(p, 2, 10, 55, &at, &del, &ins, &err), -1);
	CHECK_STR(err.msg, "§ 3 har inget beslut ännu");
	CHECK_INT(gavel_seal(p, 9, 10, 55, &at, &del, &ins, &err), -1);
	t = with(s, "enligt förslaget", "mot förslaget");
	u = sealed(t, 1, 10, 55);
	g = gavel_in(u, 1);
	CHECK_INT(g.times, 2);
	CHECK_STR(g.time, "10.55");
	CHECK(!g.changed);
	protocol_free(p);
	free(s);
	free(t);
	free(u);
}

TEST(a_klubbslag_without_a_sum_seals_nothing)
{
	static const struct {
		const char *value, *time, *shown;
		bool sealed;
	} rows[] = {
		{"10.42", "10.42", "10.42", false},
		{"10:42", "10.42", "10:42", false},
		{"10.42, 10.55", "10.55", "10.42, 10.55", false},
		{"10.42 0123456789abcdef", "10.42", "10.42", true},
		{"10.42 0123456789abcdef, 10.55", "10.55", "10.42, 10.55", false},
		{"10.42 0123456789ABCDEF", "10.42", "10.42 0123456789ABCDEF", false},
		{"efter lunch", "", "efter lunch", false},
		{",", "", ", ", false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *text = str_format("# § 1 Ett\nKlubbat: %s\n\n## Beslut\n\nJa.\n", rows[i].value);
		struct gavel g = gavel_in(text, 0);
		struct str shown = STR_INIT;

		CHECK_STR(g.time, rows[i].time);
		CHECK_INT(*g.sum != '\0', rows[i].sealed);
		CHECK_INT(g.changed, rows[i].sealed); /* the sum is a made up one */
		gavel_add_times(&shown, span_of(rows[i].value));
		CHECK_STR(str_c(&shown), rows[i].shown);
		str_release(&shown);
		free(text);
	}
}

TEST(an_old_line_gets_its_sum_by_a_new_blow)
{
	char *s = sealed("# § 1 Ett\nKlubbat: 10.42\n\n## Beslut\n\nJa.\n", 0, 11, 0);
	char *t = sealed("# § 1 Ett\nKlubbat:\n\n## Beslut\n\nJa.\n", 0, 11, 0);

	CHECK(strstr(s, "\nKlubbat: 10.42, 11.00 ") != NULL);
	CHECK(strstr(t, "\nKlubbat: 11.00 ") != NULL);
	free(s);
	free(t);
}

TEST(a_paragraph_that_is_moved_keeps_its_seal)
{
	/* a § that is signed stops renumbering */
	char *open = with(draft, "Omedelbart justerad: ja\n", ""), *s = sealed(open, 1, 10, 42);
	struct doc *d = doc_new(span_of(s), STATE_UTKAST);
	struct err err = ERR_INIT;
	struct gavel g;

	CHECK_INT(change_move_item(d, 1, 0, NULL, &err), 0);
	CHECK(gavel_of(doc_protocol(d), 0, &g));
	CHECK_INT(g.para, 1);
	CHECK(!g.changed);
	doc_free(d);
	free(s);
	free(open);
}

TEST(reasons_are_for_exactly_one_change)
{
	struct gavel_reason v[] = {{"a", "b", NULL}, {"a", "b", NULL}, {"a", "c", NULL}};
	struct gavel_reasons l = {v, 3, 3};
	char first[] = "ett", last[] = "två", other[] = "tre";

	v[0].text = first;
	v[1].text = last;
	v[2].text = other;
	CHECK_STR(gavel_reason_find(&l, "a", "b"), "två");
	CHECK(gavel_reason_find(&l, "b", "a") == NULL);
	CHECK(gavel_reason_find(NULL, "a", "b") == NULL);
}

static char *shown(const char *text)
{
	struct str s = STR_INIT;

	gavel_add_shown(&s, span_of(text));
	return str_take(&s);
}

TEST(the_sum_is_never_shown)
{
	static const struct {
		const char *text, *shown;
	} v[] = {
		{"", ""},
		{"# § 1 Ett\nKlubbat: 10.42 9f86d081884c7d65\nSlag: val\n", "# § 1 Ett\nKlubbat: 10.42\nSlag: val\n"},
		{"# § 1\nKlubbat: 10.42 9f86d081884c7d65, 10.55 0123456789abcdef\n", "# § 1\nKlubbat: 10.42, 10.55\n"},
		{"# § 1\nKlubbat: 10.42", "# § 1\nKlubbat: 10.42"},
		/* pieces of the line */
		{"10.42 9f86d081884c7d65", "10.42"},
		{"9f86d081884c7d65, 10.55 0123456789abcdef", ", 10.55"},
		/* and what is none */
		{"# § 1\nKontot 9f86d081884c7d65, 10.42 9f86d081884c7d65\n",
			"# § 1\nKontot 9f86d081884c7d65, 10.42 9f86d081884c7d65\n"},
		{"# § 1\nKlubbat: 10.42 9f86d081884c7d65a\n", "# § 1\nKlubbat: 10.42 9f86d081884c7d65a\n"},
		{"Kontot 9f86d081884c7d65", "Kontot 9f86d081884c7d65"},
	};

	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
		char *s = shown(v[i].text);

		CHECK_STR(s, v[i].shown);
		free(s);
	}
	CHECK_INT(gavel_sum_at(span_of("a\nKlubbat: 10.42 9f86d081884c7d65"), 12).at, 16);
	CHECK_INT(gavel_sum_at(span_of("a\nKlubbat: 10.42 9f86d081884c7d65"), 17).n, 0);
	CHECK_INT(gavel_sum_at(SPAN_NONE, 0).n, 0);
	CHECK_INT(gavel_sum_at(span_of("a"), 9).n, 0);
}
