/* check: one clean minute, and for each rule a change of it that trips just
 * that rule. */
#include "base/clock.h"
#include "base/fs.h"
#include "base/u8.h"
#include "check/check.h"

#include "test.h"

static const char clean[] =
	"---\n"
	"format: paragraf 1\n"
	"typ: protokoll\n"
	"stil: vasterbotten\n"
	"region: Region Fjällbygd\n"
	"organ: Fjällberedningen\n"
	"organ-kort: FB\n"
	"profil: beredning\n"
	"datum: 2031-04-09\n"
	"tid: 10.00–15.40\n"
	"plats: Sammanträdesrum Vitmossen, Storsele\n"
	"beslutande:\n"
	"  - Anna Ek (S), ordförande\n"
	"  - Bo Lindgren (M), vice ordförande\n"
	"  - Cia Holmström (V), §§ 11–13, jäv § 13\n"
	"  - Dag Norén (V), ersätter Cia Holmström (V), § 14\n"
	"  - Eva Marklund (C)\n"
	"sekreterare:\n"
	"  - Finn Dahl\n"
	"justerare:\n"
	"  - Bo Lindgren (M)\n"
	"justering: digital, 2031-04-16\n"
	"---\n"
	"\n"
	"# § 11 Mötets öppnande\n"
	"Slag: öppnande\n"
	"\n"
	"Ordföranden förklarar mötet öppnat kl. 10.00 onsdagen den 9 april 2031.\n"
	"\n"
	"# § 12 Informationer\n"
	"Dnr: FN 36-2031\n"
	"Slag: information\n"
	"\n"
	"## Sammanfattning\n"
	"\n"
	"### @Gunvor Askling, HR-konsult\n"
	"\n"
	"Sjukfrånvaron är 4 % och minskar 2029–2031, t.ex. i Storsele, enligt § 11.\n"
	"Enheten ”Fjällskötseln” väntar på svar, se bilaga 1.\n"
	"Anna Ek (S) och Bo (M) frågar om Dag Norén (V) och Sara Okänd (KD).\n"
	"Vid FN 18 juni 2030, § 114, talade Bo Lindgren (C) och Anna Ekk (S).\n"
	"\n"
	"## Beslut\n"
	"\n"
	"Informationen läggs till handlingarna.\n"
	"\n"
	"# § 13 Mobil skötsel\n"
	"Dnr: FN 79-2031\n"
	"\n"
	"## Förslag till beslut\n"
	"\n"
	"- att utreda mobil skötsel i tre byar.\n"
	"\n"
	"## Yrkanden\n"
	"\n"
	"- Y1 avslag, Eva Marklund (C):\n"
	"- Y2 tillägg, Bo Lindgren (M):\n"
	"  att kostnaderna redovisas.\n"
	"\n"
	"## Beslutsgång\n"
	"\n"
	"Ordföranden ställer förslagen mot varandra.\n"
	"\n"
	"## Omröstning\n"
	"\n"
	"Ja: Förslag till beslut\n"
	"Nej: Y1\n"
	"\n"
	"| Ledamot | Ja | Nej | Avstår |\n"
	"|---|---|---|---|\n"
	"| Anna Ek (S) | x | | |\n"
	"| Bo Lindgren (M) | x | | |\n"
	"| Eva Marklund (C) | | x | |\n"
	"\n"
	"## Beslut = Förslag till beslut\n"
	"\n"
	"## Reservation\n"
	"\n"
	"- Eva Marklund (C): till förmån för Y1\n"
	"\n"
	"# § 14 Mötets avslutande\n"
	"Slag: avslut\n"
	"\n"
	"Ordföranden avslutar mötet kl. 15.40.\n";

static const char register_text[] =
	"---\n"
	"format: paragraf 1\n"
	"typ: organ\n"
	"organ: Fjällberedningen\n"
	"organ-kort: FB\n"
	"region: Region Fjällbygd\n"
	"stil: vasterbotten\n"
	"profil: beredning\n"
	"platser: 5\n"
	"sekreterare:\n"
	"  - Finn Dahl\n"
	"ledamöter:\n"
	"  - Anna Ek (S), ordförande\n"
	"  - Bo Lindgren (M), vice ordförande\n"
	"  - Cia Holmström (V)\n"
	"  - Eva Marklund (C)\n"
	"ersättare:\n"
	"  - Dag Norén (V)\n"
	"dnr-serie: FN N-ÅÅÅÅ\n"
	"---\n";

static bool only_one(void *ctx, struct span name)
{
	(void)ctx;
	return span_is(name, "1");
}

struct sample {
	const char *id;
	const char *from, *to;   /* changed in the clean text */
	const char *rattning;    /* expected, or NULL: not looked at */
	int last;                /* last § before it; 0: 10 */
};

static const struct sample samples[] = {
	{.id = "FORMAT-NYCKEL", .from = "plats:", .to = "kaffe: ja\nplats:"},
	{.id = "F01", .from = "tid: 10.00–15.40\n", .to = ""},
	{.id = "F01", .from = "plats: Sammanträdesrum Vitmossen, Storsele\n", .to = ""},
	{.id = "F01", .from = "tid: 10.00–15.40", .to = "tid: 10.00–09.40"},
	{.id = "F01", .from = "tid: 10.00–15.40", .to = "tid: 10.00"},
	{.id = "F03", .from = "sekreterare:\n  - Finn Dahl\n", .to = ""},
	{.id = "F03", .from = "Anna Ek (S), ordförande\n  - Bo Lindgren (M), vice ordförande",
		.to = "Anna Ek (S)\n  - Bo Lindgren (M)"},
	{.id = "F03", .from = "Anna Ek (S), ordförande\n  - Bo Lindgren (M), vice ordförande",
		.to = "Anna Ek (S), ordförande, §§ 11–13\n  - Bo Lindgren (M)"},
	{.id = "F04", .from = "justerare:\n  - Bo Lindgren (M)\n", .to = ""},
	{.id = "F04", .from = "justerare:\n  - Bo Lindgren (M)", .to = "justerare:\n  - Anna Ek (S)"},
	{.id = "F04", .from = "justerare:\n  - Bo Lindgren (M)", .to = "justerare:\n  - Sara Okänd (KD)"},
	{.id = "F06", .from = "ordförande\n  - Cia Holmström (V), §§ 11–13", .to = "ordförande, §§ 12–14\n  - Cia Holmström (V), §§ 12–13"},
	{.id = "F07", .from = "§§ 11–13, jäv § 13", .to = "jäv § 13"},
	{.id = "F07", .from = "§§ 11–13, jäv § 13", .to = "§§ 9–13, jäv § 13"},
	{.id = "F07", .from = "§§ 11–13, jäv § 13", .to = "§§ 11–12, 12–13, jäv § 13"},
	{.id = "F07", .from = "Dag Norén (V), ersätter Cia Holmström (V), § 14", .to = "Dag Norén (V), ersättare, § 14"},
	{.id = "F07", .from = "  - Eva Marklund (C)\nsekr", .to = "  - Eva Marklund (C)\n  - Eva Marklund (C), § 12\nsekr"},
	{.id = "F11", .from = "# § 12 Inf", .to = "# § 15 Inf"},
	{.id = "F11", .from = "# § 12 Inf", .to = "# § 11 Inf"},
	{.id = "F11", .from = "", .to = "", .last = 8},
	{.id = "F13", .from = "Dnr: FN 79-2031\n", .to = ""},
	{.id = "F13", .from = "FN 79-2031", .to = "FN79/31"},
	{.id = "F14", .from = "## Beslut\n\nInformationen läggs till handlingarna.\n\n", .to = ""},
	{.id = "F14", .from = "Informationen läggs till handlingarna.", .to = "..."},
	{.id = "F15", .from = "Informationen läggs till handlingarna.", .to = "Beredningen beslutar enligt förslaget."},
	{.id = "F17", .from = "Y2 tillägg, Bo Lindgren (M):\n  att kostnaderna redovisas.", .to = "Y2 tillägg, Bo Lindgren (M):"},
	{.id = "FORMAT-YRKANDE", .from = "Y1 avslag, Eva Marklund (C):", .to = "Y1 avslag:"},
	{.id = "F17", .from = "Y1 avslag, Eva Marklund (C):", .to = "Y1 avslag, Dag Norén (V):"},
	{.id = "F18", .from = "Ordföranden ställer förslagen mot varandra.", .to = ""},
	{.id = "F23", .from = "Nej: Y1\n", .to = "Nej: Förslag till beslut\n"},
	{.id = "F24", .from = "| Eva Marklund (C) | | x | |\n", .to = ""},
	{.id = "F24", .from = "| Eva Marklund (C) | | x | |", .to = "| Eva Marklund (C) | x | x | |"},
	{.id = "F25", .from = "| Eva Marklund (C) | | x", .to = "| Sara Okänd (KD) | | x"},
	{.id = "F25", .from = "| Eva Marklund (C) | | x", .to = "| Bo Lindgren (M) | | x"},
	{.id = "F26", .from = "| Bo Lindgren (M) | x | | |", .to = "| Bo Lindgren (M) | | | x |"},
	{.id = "F30", .from = "- Eva Marklund (C): till", .to = "- Dag Norén (V): till"},
	{.id = "F35", .from = "Y1 avslag, Eva Marklund (C):", .to = "Y1 avslag, Cia Holmström (V):"},
	{.id = "F35", .from = "- Eva Marklund (C): till", .to = "- Cia Holmström (V): till"},
	{.id = "F35", .from = "| Eva Marklund (C) | | x", .to = "| Cia Holmström (V) | | x"},
	{.id = "F41", .from = "bilaga 1", .to = "bilaga 2"},
	{.id = "F41", .from = "bilaga 1", .to = "[planen](bilagor/plan.pdf)"},
	{.id = "F43D", .from = "onsdagen den 9", .to = "torsdagen den 9", .rattning = "onsdagen"},
	{.id = "F43D", .from = "väntar på svar", .to = "väntar på svar fredag 11 juni", .rattning = "onsdag"},
	{.id = "F43D", .from = "Enheten ”", .to = "Lördag 2031-05-01 har enheten ”", .rattning = "Torsdag"},
	{.id = "F43T", .from = "väntar på svar", .to = "väntar på svar den 31 april"},
	{.id = "F43T", .from = "väntar på svar", .to = "väntar på svar 2031-02-29"},
	{.id = "F43T", .from = "väntar på svar", .to = "väntar på svar kl. 25.10"},
	{.id = "F43M", .from = "öppnat kl. 10.00", .to = "öppnat kl. 09.30", .rattning = "10.00"},
	{.id = "F43M", .from = "avslutar mötet kl. 15.40", .to = "avslutar mötet kl. 16.00", .rattning = "15.40"},
	{.id = "F43M", .from = "den 9 april 2031.", .to = "den 16 april 2031."},
	{.id = "F43R", .from = "  - Eva Marklund (C)\nsekr", .to = "  - Eva Marklund (L)\nsekr"},
	{.id = "F43R", .from = "  - Eva Marklund (C)\nsekr", .to = "  - Eva Markluund (C)\nsekr"},
	{.id = "F43N", .from = "Anna Ek (S) och Bo (M)", .to = "Anna Ek (C) och Bo (M)", .rattning = "S"},
	{.id = "F43N", .from = "Anna Ek (S) och Bo (M)", .to = "Anna Ek (S) och Bo (L)", .rattning = "M"},
	{.id = "F43N", .from = "om Dag Norén (V)", .to = "om Dag Noren (V)", .rattning = "Dag Norén"},
	{.id = "F43N", .from = "Anna Ek (S) och", .to = "Ordförande Eva Marlkund (C) och", .rattning = "Eva Marklund"},
	{.id = "F43L", .from = "väntar på svar", .to = "väntar på [[vems]] svar"},
	{.id = "F43A", .from = "väntar på svar", .to = "väntar på svar <!-- vems? -->"},
	{.id = "F43X", .from = "väntar på svar", .to = "väntar på XX och svar"},
	{.id = "F43X", .from = "väntar på svar", .to = "väntar på ??? svar"},
	{.id = "F44", .from = "Dnr: FN 79-2031\n", .to = "Dnr: FN 79-2031\nKlubbat: 10.42 0123456789abcdef\n"},
	{.id = "F45", .from = "digital, 2031-04-16", .to = "digital, 2031-04-24"},
	{.id = "F45", .from = "digital, 2031-04-16", .to = "digital, 2031-04-08"},
};

enum { NSAMPLES = sizeof samples / sizeof samples[0] };

static struct str changed(const struct sample *x)
{
	struct str s = STR_INIT;
	struct span src = SPAN_LIT(clean);
	size_t at = *x->from ? span_find(src, x->from, 0) : 0;

	str_addspan(&s, src);
	if (at == (size_t)-1) {
		printf("%s: finner inte |%s|\n", x->id, x->from);
		CHECK_FAIL("sample");
	} else {
		str_replace(&s, at, strlen(x->from), x->to, strlen(x->to));
	}
	return s;
}

static void run_on(struct span text, int last, struct protocol **p, struct check_result *r)
{
	struct organ *organ = organ_parse(SPAN_LIT(register_text));
	struct check_facts facts = {.last_number = last, .has_bilaga = only_one};

	*p = protocol_parse(text);
	check_run(*p, organ, &facts, r);
	organ_free(organ);
}

static void show(const struct check_result *r)
{
	struct str s = STR_INIT;

	check_add_lines(&s, r, "-", SEVERITY_UPPLYSNING);
	fputs(str_c(&s), stdout);
	str_release(&s);
}

TEST(clean_text_trips_nothing)
{
	struct protocol *p;
	struct check_result r;

	run_on(SPAN_LIT(clean), 10, &p, &r);
	CHECK_INT(r.n, 0);
	show(&r);
	check_release(&r);
	protocol_free(p);
}

static void one_sample(const struct sample *x)
{
	struct str s = changed(x);
	struct protocol *p;
	struct check_result r;
	size_t hits = 0;

	run_on(str_span(&s), x->last ? x->last : 10, &p, &r);
	for (size_t i = 0; i < r.n; i++) {
		struct check_finding *f = &r.v[i];

		CHECK(f->where.at + f->where.n <= s.len);
		CHECK(f->text && *f->text && u8_valid(f->text, strlen(f->text), NULL));
		CHECK(f->line >= 1 && f->col >= 1);
		if (strcmp(f->id, x->id) != 0)
			continue;
		hits++;
		if (x->rattning)
			CHECK_STR(f->rattning, x->rattning);
	}
	if (!hits) {
		printf("%s: |%s| -> |%s|\n", x->id, x->from, x->to);
		CHECK_FAIL("the rule is not tripped");
		show(&r);
	}
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

/* While the meeting goes on the time has only its beginning: said once, calmly. */
TEST(a_meeting_without_its_end_is_said_once)
{
	const struct sample x = {.id = "F01", .from = "tid: 10.00–15.40", .to = "tid: 10.00"};
	struct str s = changed(&x);
	struct protocol *p;
	struct check_result r;

	run_on(str_span(&s), 10, &p, &r);
	CHECK_INT(r.n, 1);
	CHECK_STR(r.n ? r.v[0].text : "", "Sluttiden saknas; skriv den efter ”10.00” när mötet är slut.");
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

TEST(each_rule_trips)
{
	for (size_t i = 0; i < NSAMPLES; i++)
		one_sample(&samples[i]);
}

/* F44 on a decision sealed as `words`; the severity and text of what is found, or "". */
static void check_sealed(const char *words, const struct gavel_reasons *reasons, const char *want)
{
	struct check_facts facts = {.last_number = 10, .reasons = reasons};
	struct str s = STR_INIT, got = STR_INIT;
	struct check_result r;
	struct protocol *p;
	char sum[GAVEL_SUM_SIZE];

	gavel_sum(span_of(words), sum);
	str_addf(&s, "%s\n# § 15 Klubbat\nKlubbat: 10.42 %s\n\n## Beslut\n\nNämnden avslår ansökan.\n", clean, sum);
	p = protocol_parse(str_span(&s));
	check_run(p, NULL, &facts, &r);
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(r.v[i].id, "F44") == 0)
			str_addf(&got, "%s %d: %s", check_severity_name(r.v[i].severity), span_is(span_sub(str_span(&s), r.v[i].where.at, r.v[i].where.n), "## Beslut"), r.v[i].text);
	CHECK_STR(str_c(&got), want);
	check_release(&r);
	protocol_free(p);
	str_release(&s);
	str_release(&got);
}

TEST(a_decision_changed_after_the_klubbslag)
{
	static const char why[] = "rätt ord enligt protokollsutkastet";
	struct gavel_reason v = {.text = (char *)(uintptr_t)why};
	struct gavel_reasons reasons = {&v, 1, 1};

	gavel_sum(SPAN_LIT("Nämnden bifaller ansökan."), v.sealed);
	gavel_sum(SPAN_LIT("Nämnden avslår ansökan."), v.now);
	check_sealed("Nämnden avslår ansökan.", NULL, "");
	check_sealed("Nämnden bifaller ansökan.", NULL,
		"fel 1: Beslutet i § 15 har ändrats efter klubbslaget 10.42; ange skälet eller återställ lydelsen");
	check_sealed("Nämnden bifaller ansökan.", &reasons,
		"upplysning 1: Beslutet i § 15 har ändrats efter klubbslaget 10.42; skäl: rätt ord enligt protokollsutkastet");
	check_sealed("Nämnden bifaller ansökan!", &reasons,
		"fel 1: Beslutet i § 15 har ändrats efter klubbslaget 10.42; ange skälet eller återställ lydelsen");
}

TEST(each_rule_has_a_sample)
{
	CHECK(check_rules() >= 40);
	for (size_t i = 1; i < check_rules(); i++) {
		struct check_rule_info info = check_rule(i);
		bool found = *info.id != 'F'; /* language: t_typography, t_terms */

		for (size_t k = 0; k < NSAMPLES; k++)
			found = found || strcmp(samples[k].id, info.id) == 0;
		if (!found)
			printf("%s\n", info.id);
		CHECK(found);
		CHECK(*info.text && *info.source);
	}
}

/* With every certain correction made the rule is silent. */
TEST(corrections_correct)
{
	for (size_t i = 0; i < NSAMPLES; i++) {
		struct str s = changed(&samples[i]);
		struct protocol *p;
		struct check_result r;

		run_on(str_span(&s), 10, &p, &r);
		for (size_t k = r.n; k-- > 0;)
			if (r.v[k].rattning)
				str_replace(&s, r.v[k].where.at, r.v[k].where.n, r.v[k].rattning, strlen(r.v[k].rattning));
		check_release(&r);
		protocol_free(p);
		run_on(str_span(&s), 10, &p, &r);
		for (size_t k = 0; k < r.n; k++)
			if (r.v[k].rattning) {
				printf("%s: |%s| %s\n", samples[i].id, samples[i].to, r.v[k].text);
				CHECK_FAIL("still wrong after correction");
			}
		check_release(&r);
		protocol_free(p);
		str_release(&s);
	}
}

TEST(things_that_are_right)
{
	static const char *const lines[] = {
		"Ärendet HSN 34-2026 och 598-2025, SOU 2023:82, 2031-04-09 och 24/7-verksamhet.",
		"Se f.d. chefen, osv. Det är 1,5 procent, kl. 14.30. Se www.region.se/a-b och Doktor.se.",
		"Onsdag den 9 april, fredagen den 11 april 2031 och 40-, 50- och 60-åringar.",
		"En 27\" skärm … och Anna-Karin Ek.",
		"Den 29 februari 2028 och kl. 24.00 finns. Barnens mm är liten bla bla.",
		"[Länk](https://exempel.se/2025-2026/a\"b) med text; se även https://a.se/x.Y,z",
	};

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct sample x = {.id = "-", .from = "Enheten ”Fjäll", .to = ""};
		char *to = str_format("%s\nEnheten ”Fjäll", lines[i]);
		struct protocol *p;
		struct check_result r;
		struct str s;

		x.to = to;
		s = changed(&x);
		run_on(str_span(&s), 10, &p, &r);
		for (size_t k = 0; k < r.n; k++) {
			printf("%s: %s\n", lines[i], r.v[k].text);
			CHECK_FAIL("false alarm");
		}
		check_release(&r);
		protocol_free(p);
		str_release(&s);
		free(to);
	}
}

TEST(any_bytes)
{
	unsigned long seed = 11;

	for (int i = 0; i < 400; i++) {
		struct str s = STR_INIT;
		struct protocol *p;
		struct check_result r;

		str_add(&s, clean, sizeof clean - 1);
		for (int k = 0; k < 12; k++) {
			size_t at = test_random(&seed) % s.len, del = test_random(&seed) % 30;
			char byte = (char)test_random(&seed);

			str_replace(&s, at, del < s.len - at ? del : 0, &byte, 1);
		}
		run_on(str_span(&s), (int)(test_random(&seed) % 20), &p, &r);
		for (size_t k = 0; k < r.n; k++)
			CHECK(r.v[k].where.at + r.v[k].where.n <= s.len);
		check_release(&r);
		protocol_free(p);
		str_release(&s);
	}
	for (int i = 0; i < 2; i++) {
		struct protocol *p;
		struct check_result r;

		run_on(i ? SPAN_NONE : SPAN_LIT(""), 0, &p, &r);
		check_release(&r);
		protocol_free(p);
	}
}

TEST(forms_of_output)
{
	struct sample x = {.id = "S02", .from = "4 %", .to = "4%"};
	struct str s = changed(&x), out = STR_INIT;
	struct protocol *p;
	struct check_result r;

	run_on(str_span(&s), 10, &p, &r);
	check_add_lines(&out, &r, "a.md", SEVERITY_UPPLYSNING);
	CHECK_SPAN(str_span(&out), "a.md:38:19: varning: Mellanslag före %: 10 %. [S02]\n");
	str_clear(&out);
	check_add_lines(&out, &r, "a.md", SEVERITY_FEL);
	CHECK_INT(out.len, 0);
	check_add_json(&out, &r, SEVERITY_UPPLYSNING);
	CHECK_SPAN(str_span(&out), "{\"format\": \"paragraf-fynd 1\", \"fynd\": [\n  {\"rad\": 38, \"kolumn\": 19, "
				   "\"niva\": \"varning\", \"id\": \"S02\", \"text\": \"Mellanslag före %: 10 %.\", "
				   "\"rattning\": \" %\"}\n]}\n");
	str_clear(&out);
	check_add_json(&out, &r, SEVERITY_FEL);
	CHECK_SPAN(str_span(&out), "{\"format\": \"paragraf-fynd 1\", \"fynd\": []}\n");
	CHECK_INT(r.count[SEVERITY_VARNING], 1);
	str_release(&out);
	check_release(&r);
	protocol_free(p);
	str_release(&s);
}

static bool some_looks(void *ctx)
{
	int *left = ctx;

	return (*left)-- > 0;
}

TEST(stops_when_it_is_told_to)
{
	struct protocol *p = protocol_parse(span_of(clean));
	struct check_result r, whole;
	int left;

	check_run(p, NULL, NULL, &whole);
	for (int looks = 0; looks < 20; looks += 3) {
		left = looks;
		CHECK(!check_run_while(p, NULL, NULL, some_looks, &left, &r));
		CHECK(!r.v && r.n == 0);
		CHECK_INT(left, -1);
	}
	left = 1000000;
	CHECK(check_run_while(p, NULL, NULL, some_looks, &left, &r));
	CHECK_INT(r.n, whole.n);
	check_release(&r);
	check_release(&whole);
	protocol_free(p);
}
