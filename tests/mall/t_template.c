/* The Mustache subset: a table of cases, then faults with their places. */
#include "test.h"

#include "mall/template.h"

static struct value *sample(struct arena *a)
{
	struct value *m = value_map(a), *people = value_list(a), *one, *words = value_list(a),
	             *deep = value_map(a);
	static const char *const names[][2] = {{"Anna Ek", "S"}, {"Bo Lind", ""}};

	value_set_text(a, m, "organ", SPAN_LIT("Fjällberedningen"));
	value_set_text(a, m, "tom", SPAN_LIT(""));
	value_set_text(a, m, "tecken", SPAN_LIT("*a* [b] c|d \\ e\nf"));
	value_set_text(a, m, "streck", SPAN_LIT("- 40 milj."));
	value_set_text(a, m, "tal", SPAN_LIT("12. december"));
	value_set_bool(a, m, "ja", true);
	value_set_bool(a, m, "nej", false);
	value_set(a, m, "antal", value_int(a, -7));
	for (size_t i = 0; i < 2; i++) {
		one = value_map(a);
		value_set_text(a, one, "namn", span_of(names[i][0]));
		value_set_text(a, one, "parti", span_of(names[i][1]));
		value_push(a, people, one);
		value_push(a, words, value_text(a, span_of(names[i][0])));
	}
	value_set(a, m, "personer", people);
	value_set(a, m, "ord", words);
	value_set(a, m, "inga", value_list(a));
	value_set_text(a, deep, "namn", SPAN_LIT("Cia"));
	value_set(a, m, "djup", value_map(a));
	value_set(a, m->item[m->n - 1], "ner", deep);
	return m;
}

static bool partial(void *ctx, struct span name, struct span *text, const char **file)
{
	(void)ctx;
	*file = "del.mall";
	if (span_is(name, "rad"))
		*text = SPAN_LIT("[{{organ}}]\n[{{tecken}}]\n");
	else if (span_is(name, "fel"))
		*text = SPAN_LIT("\n{{orgam}}");
	else if (span_is(name, "evig"))
		*text = SPAN_LIT("x{{> evig}}");
	else if (span_is(name, "delad"))
		*text = SPAN_LIT("{{> delad}}{{> delad}}");
	else
		return false;
	return true;
}

static char *render(const char *text, enum template_escape escape, struct remarks *r)
{
	struct arena a = {0};
	struct str out = STR_INIT;
	struct template t = {
	        .text = span_of(text), .file = "en.mall", .escape = escape, .partial = partial};

	template_render(&t, sample(&a), &out, r);
	arena_release(&a);
	return str_take(&out);
}

TEST(cases)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
	        {"", ""},
	        {"rakt", "rakt"},
	        {"{{organ}}", "Fjällberedningen"},
	        {"a{{ organ }}b", "aFjällberedningenb"},
	        {"{{antal}}", "-7"},
	        {"{{tom}}|", "|"},
	        {"{{tecken}}", "\\*a\\* \\[b\\] c\\|d \\\\ e f"},
	        {"{{{tecken}}}", "*a* [b] c|d \\ e\nf"},
	        {"{{&tecken}}", "*a* [b] c|d \\ e\nf"},
	        {"{{streck}}", "\\- 40 milj."},
	        {"x {{streck}}", "x - 40 milj."},
	        {"{{tal}}", "12\\. december"},
	        {"{{#ja}}A{{/ja}}{{#nej}}B{{/nej}}", "A"},
	        {"{{^ja}}A{{/ja}}{{^nej}}B{{/nej}}{{^tom}}C{{/tom}}{{^inga}}D{{/inga}}", "BCD"},
	        {"{{#personer}}{{namn}}{{#parti}} ({{parti}}){{/parti}};{{/personer}}",
	                "Anna Ek (S);Bo Lind;"},
	        {"{{#ord}}<{{.}}>{{/ord}}", "<Anna Ek><Bo Lind>"},
	        {"{{ord}}", "Anna Ek, Bo Lind"},
	        {"{{djup.ner.namn}}", "Cia"},
	        {"{{#djup}}{{#ner}}{{namn}}{{organ}}{{/ner}}{{/djup}}", "CiaFjällberedningen"},
	        {"a{{! not }}b", "ab"},
	        {"a\n{{! not\növer två rader }}\nb\n", "a\nb\n"},
	        {"a\n  {{#ja}}\nb\n  {{/ja}}\nc\n", "a\nb\nc\n"},
	        {"a\r\n{{#ja}}\r\nb\r\n{{/ja}}\r\nc", "a\r\nb\r\nc"},
	        {"{{#ja}}\nb{{/ja}}", "b"},
	        {"  {{> rad}}\nslut",
	                "  [Fjällberedningen]\n  [\\*a\\* \\[b\\] c\\|d \\\\ e f]\nslut"},
	        {"x {{> rad}}", "x [Fjällberedningen]\n[\\*a\\* \\[b\\] c\\|d \\\\ e f]\n"},
	        {"{{#ord}}{{.}}{{^sist}}; {{/sist}}{{/ord}}", "Anna Ek; Bo Lind"},
	        {"{{#ord}}{{#forst}}Av {{/forst}}{{^forst}}och {{/forst}}{{.}} {{/ord}}",
	                "Av Anna Ek och Bo Lind "},
	        {"{{#personer}}{{#ja}}{{#sist}}{{namn}}{{/sist}}{{/ja}}{{/personer}}", "Bo Lind"},
	        {"{ {organ} }", "{ {organ} }"},
	        {"{{#personer}}\n- {{namn}}\n{{/personer}}\n", "- Anna Ek\n- Bo Lind\n"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct remarks r = REMARKS_INIT;
		char *got = render(rows[i].text, TEMPLATE_MARKUP, &r);

		CHECK_STR(got, rows[i].want);
		CHECK_INT(r.n, 0);
		free(got);
		remarks_release(&r);
	}
}

TEST(plain_values_are_not_escaped)
{
	char *got = render("{{tecken}}", TEMPLATE_PLAIN, NULL);

	CHECK_STR(got, "*a* [b] c|d \\ e\nf");
	free(got);
}

TEST(faults_have_a_place)
{
	static const struct {
		const char *text, *file;
		int line;
		const char *remark, *out;
	} rows[] = {
	        {"a\n{{orgam}}", "en.mall", 2, "okänt fält ”orgam”: menas ”organ”?", "a\n"},
	        {"{{qwertyuiop}}", "en.mall", 1, "okänt fält ”qwertyuiop”", ""},
	        {"{{#personer}}{{nanm}}{{/personer}}", "en.mall", 1,
	                "okänt fält ”nanm”: menas ”namn”?", ""},
	        {"{{#forst}}x{{/forst}}", "en.mall", 1, "okänt fält ”forst”", ""},
	        {"{{djup.nar}}", "en.mall", 1, "okänt fält ”nar”: menas ”ner”?", ""},
	        {"a\n\n{{#ja}}b", "en.mall", 3, "{{#ja}} avslutas inte: skriv {{/ja}}", "a\n\nb"},
	        {"{{#ja}}{{#nej}}b{{/ja}}c", "en.mall", 1,
	                "{{#nej}} avslutas inte: skriv {{/nej}} före rad 1", "c"},
	        {"a{{/ja}}b", "en.mall", 1,
	                "{{/ja}} avslutar inget: ta bort den, eller skriv {{#ja}} före", "ab"},
	        {"a{{organ", "en.mall", 1, "taggen {{organ slutar inte: skriv }} efter den",
	                "a{{organ"},
	        {"a{{}}b", "en.mall", 1, "taggen {{}} saknar namn", "ab"},
	        {"a{{> borta}}b", "en.mall", 1, "mallen ”borta” finns inte", "ab"},
	        {"a{{> fel}}b", "del.mall", 2, "okänt fält ”orgam”: menas ”organ”?", "a\nb"},
	        {"{{> evig}}", "del.mall", 1,
	                "mallen ”evig” står i sig själv, eller mer än 16 djupt",
	                "xxxxxxxxxxxxxxxx"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct remarks r = REMARKS_INIT;
		char *got = render(rows[i].text, TEMPLATE_MARKUP, &r);

		CHECK_STR(got, rows[i].out);
		CHECK_INT(r.n, 1);
		if (r.n) {
			CHECK_STR(r.v[0].text, rows[i].remark);
			CHECK_STR(r.v[0].file, rows[i].file);
			CHECK_INT(r.v[0].line, rows[i].line);
		}
		free(got);
		remarks_release(&r);
	}
}

/* 2^16 templates inside each other, and lists inside lists, end. */
TEST(bombs_end)
{
	struct str text = STR_INIT;
	struct remarks r = REMARKS_INIT;
	char *got = render("{{> delad}}", TEMPLATE_MARKUP, &r);

	CHECK(r.n >= 1 && strlen(got) < 1u << 20);
	free(got);
	for (int i = 0; i < 40; i++)
		str_adds(&text, "{{#ord}}{{organ}}");
	for (int i = 0; i < 40; i++)
		str_adds(&text, "{{/ord}}");
	got = render(str_c(&text), TEMPLATE_MARKUP, &r);
	CHECK(strlen(got) < 64u << 20);
	CHECK_STR(r.v[r.n - 1].text, "mallen ger för mycket text: resten utelämnas");
	free(got);
	str_release(&text);
	remarks_release(&r);
}

TEST(any_bytes)
{
	unsigned long seed = 7;

	for (int i = 0; i < 2000; i++) {
		static const char alphabet[] = "{{{}}}#^/>! ab.\n\xc3\xa5\xff{}{}organja";
		struct remarks r = REMARKS_INIT;
		char text[64];
		size_t n = test_random(&seed) % (sizeof text - 1);
		char *got;

		for (size_t k = 0; k < n; k++)
			text[k] = alphabet[test_random(&seed) % (sizeof alphabet - 1)];
		text[n] = '\0';
		got = render(text, TEMPLATE_MARKUP, &r);
		CHECK(got != NULL);
		free(got);
		remarks_release(&r);
	}
}

TEST(nearest)
{
	static const char *const words[] = {"beslut.rubrik", "ordning", "lista.punkt", "arv"};

	CHECK_STR(remark_nearest(SPAN_LIT("ordnign"), words, 4), "ordning");
	CHECK_STR(remark_nearest(SPAN_LIT("ordning"), words, 4), "ordning");
	CHECK_STR(remark_nearest(SPAN_LIT("arf"), words, 4), "arv");
	CHECK_STR(remark_nearest(SPAN_LIT("list.punkt"), words, 4), "lista.punkt");
	CHECK(remark_nearest(SPAN_LIT("sidhuvud"), words, 4) == NULL);
	CHECK(remark_nearest(SPAN_LIT(""), words, 4) == NULL);
	CHECK(remark_nearest(SPAN_LIT("x"), words, 0) == NULL);
}
