/* dict/: every line of every file is accepted and does what it says. */
#include "base/fs.h"
#include "base/pairs.h"
#include "base/paths.h"
#include "base/u8.h"
#include "lang/speller.h"

#include "test.h"

/* Ours on top of sv_SE; NULL when there is no dictionary: the test is passed by. */
static struct speller *ours(void)
{
	struct speller *sp = speller_new(NULL);
	struct err err = ERR_INIT;

	if (speller_load(sp, &err)) {
		printf("SKIP: %s\n", err.msg);
		speller_free(sp);
		return NULL;
	}
	return sp;
}

/* An empty folder of own words: sv_SE alone. */
static struct speller *stock(void)
{
	char *dir = test_folder();
	struct speller *sp = speller_new(dir);

	CHECK_INT(speller_load(sp, NULL), 0);
	free(dir);
	return sp;
}

static bool joined(struct speller *sp, const char *before, struct span word, const char *after)
{
	struct str s = STR_INIT;
	bool known;

	str_adds(&s, before);
	str_addspan(&s, word);
	str_adds(&s, after);
	known = speller_knows(sp, str_span(&s));
	str_release(&s);
	return known;
}

/* What a flag makes of a word, tried with common neighbours. */
struct probe {
	char flag;
	const char *before, *after;
};
static const struct probe probes[] = {
	{'X', "", "plan"}, {'X', "", "arbete"}, {'X', "", "karta"}, {'X', "", "verksamhet"}, {'X', "", "tid"},
	{'U', "elev", "plan"}, {'U', "kommun", "plan"}, {'U', "region", "arbete"}, {'U', "vatten", "plan"},
	{'U', "vatten", "stöd"}, {'U', "kommun", "stöd"},
	{'f', "elev", "splan"}, {'f', "kommun", "splan"}, {'f', "region", "sarbete"},
	{'Y', "kommun", ""}, {'Y', "elev", ""}, {'Y', "patient", ""}, {'H', "", "er"}, {'A', "", "s"},
};

/* Some flag of the line gives a word that sv_SE has not. */
static bool adds_something(struct speller *sp, struct speller *sv, struct span word, struct span flags)
{
	for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
		const struct probe *p = &probes[i];

		if (memchr(flags.p, p->flag, flags.n) && joined(sp, p->before, word, p->after) &&
			!joined(sv, p->before, word, p->after))
			return true;
	}
	return false;
}

/* What is wrong with a line, or NULL. */
static const char *fault(struct speller *sp, struct speller *sv, const char *name, struct span word,
	struct span flags)
{
	bool known = speller_knows(sp, word), known_before = speller_knows(sv, word);

	if (!u8_is_nfc(word.p, word.n))
		return "not NFC";
	if (flags.n && memchr(flags.p, 'Z', flags.n))
		return known != known_before ? "a part only, but accepted" :
			adds_something(sp, sv, word, flags) ? NULL : "begins nothing new";
	if (!known)
		return "not accepted";
	if (strcmp(name, "fogar.dic") == 0)
		return !known_before ? "no word of sv_SE" : adds_something(sp, sv, word, flags) ? NULL : "no new joint";
	return known_before && strcmp(name, "led.dic") != 0 ? "sv_SE has it" : NULL;
}

static size_t each_entry(struct speller *sp, struct speller *sv, const char *path, const char *name,
	struct strlist *all)
{
	struct str s = STR_INIT;
	struct span rest, line;
	long count = -1, n = 0;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	rest = str_span(&s);
	CHECK(span_line(&rest, &line) && span_int(line, &count));
	while (span_line(&rest, &line)) {
		size_t slash = span_find(line, "/", 0);
		struct span word = slash == (size_t)-1 ? line : span_sub(line, 0, slash);
		struct span flags = slash == (size_t)-1 ? SPAN_LIT("") : span_from(line, slash + 1);
		const char *why = fault(sp, sv, name, word, flags);

		n++;
		if (why) {
			printf("%s: %.*s: %s\n", name, SPAN_FMT(line), why);
			CHECK_FAIL("a line of dict/");
		}
		strlist_add(all, word.p, word.n);
	}
	CHECK_INT(n, count);
	str_release(&s);
	return (size_t)n;
}

TEST(every_entry_is_accepted_and_new)
{
	struct speller *sp = ours(), *sv;
	char *dir = paths_data("dict");
	struct strlist names = {0}, all = {0};
	size_t files = 0, entries = 0;

	if (!sp) {
		free(dir);
		return;
	}
	sv = stock();
	CHECK_INT(fs_list(dir, &names, NULL), 0);
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		if (span_ends(span_of(names.v[i]), ".dic")) {
			files++;
			entries += each_entry(sp, sv, path, names.v[i], &all);
		}
		free(path);
	}
	CHECK(files >= 12);
	CHECK(entries >= 1000);
	strlist_sort(&all);
	for (size_t i = 1; i < all.n; i++)
		if (strcmp(all.v[i - 1], all.v[i]) == 0) {
			printf("%s\n", all.v[i]);
			CHECK_FAIL("twice in dict/");
		}
	strlist_release(&names);
	strlist_release(&all);
	speller_free(sp);
	speller_free(sv);
	free(dir);
}

/* Forms by file: `good` are right Swedish, `bad` are what a wrong flag would let through. */
static const struct forms {
	const char *file, *good, *bad;
} forms[] = {
	{"akronymer.dic", "SKR SKR-möte SKR:s IMY:s SIP-möten LARO-mottagning OVK-besiktning Lgr22 NIS2-direktivet",
		"skr imy Imys laro"},
	{"fogar.dic", "äldreråd patientrådets äldreråden kommuntolk rullstolsrampen innovationshubbar kostverksamhet "
		"kommunläkemedelsplan elevvårdnadsplan bygglovenhet jakträtt normkritisk vätgastankstation "
		"höjdsätter höjdsatta detaljplaneläggs behovsstyras marknadsprövades konteras chefsledda hälsovalsenheten",
		"äldreråda innovationshubber kommunläkemedelplan"},
	{"forvaltning.dic", "piloterar piloteras piloterades pilotering årshjulet delårets ombudgeteras jaröster "
		"produktionssätts deepfakes nödvattenplan nödvattnet breddinförs nämndsplanen",
		"piloterer jaröstor årshjuler"},
	{"kultur.dic", "padelbanor padeln parasporten muralister pitesamiska meröppna digitiserade skatehallar "
		"fablabben",
		"padelet parasportet digitiserer skateprognos"},
	{"led.dic", "utomlänsvårdkontakter", "vårdkontaktet"},
	{"matt-och-forkortningar.dic", "kvm jf. o.dyl. m.v.h. v.ordf. omr.", "kvmer omren"},
	{"planering.dic", "laddtorgen laddtorget laddinfrastrukturplan nockhöjden attefallsåtgärder trafikbullerutredningar "
		"stadskärneutvecklingen elsparkcyklar ovårdade",
		"laddtorger nockhöjdet elsparkcyklor"},
	{"skola.dic", "förstelärarskapet pedagogistorna elevfikan inrymningsövningar lovskoleverksamhet npf-säkrade "
		"treparallelliga turbundna sameskolstyrelsen",
		"pedagogister inrymninger"},
	{"social.dic", "psykoedukationen silviasystrar demensbyar menprövningar orosbilden stödboendeplats "
		"ensamkommandebarn",
		"psykoedukationar demensbyer menprövningor"},
	{"system.dic", "Treserva Treservas Cosmic Cosmics Stratsys Vklass Lifecare-införandet", "treserva cosmic stratsys"},
	{"teknik.dic", "tillskottsvattnet elsparkcyklar matsvinnsmätningar inläckaget laddboxar kajmuren",
		"inläckageet kajmurer laddboxor"},
	{"vard.dic", "monitoreringen egenmonitorering monitoreringsverktyg hälsopromotörer hälsopromotörens telemedicinen "
		"covidvården prehospitalt prehospitala levnadsvanemottagning adherensen hyrsjuksköterskorna "
		"utomlänspatienter koloskopister smittspårarna triageras obesitasvård sepsisvård",
		"monitoreringet adherenss levnadsvane utomlän smittspårarer"},
};

static void all_are(struct speller *sp, const char *file, const char *words, bool known)
{
	struct span rest = span_of(words), word;

	while (span_split(&rest, " ", &word))
		if (speller_knows(sp, word) != known) {
			printf("%s: %.*s\n", file, SPAN_FMT(word));
			CHECK_FAIL(known ? "should be known" : "should not be known");
		}
}

TEST(flags_work)
{
	struct speller *sp = ours();

	for (size_t i = 0; sp && i < sizeof forms / sizeof forms[0]; i++) {
		char *name = fs_join("dict", forms[i].file), *path = paths_data(name);

		CHECK(fs_exists(path));
		all_are(sp, forms[i].file, forms[i].good, true);
		all_are(sp, forms[i].file, forms[i].bad, false);
		free(name);
		free(path);
	}
	speller_free(sp);
}

static void load(const char *name, struct pairs *out)
{
	char *path = paths_data(name);

	CHECK_INT(pairs_load(path, out, NULL), 0);
	for (size_t i = 0; i < out->n; i++)
		CHECK(u8_is_nfc(out->v[i].left.p, out->v[i].left.n));
	free(path);
}

/* Every word of a phrase; what is no word (2030, a comma) is passed by. */
static bool phrase_known(struct speller *sp, struct span phrase)
{
	struct span word;
	bool known = true;

	while (span_split(&phrase, " ", &word)) {
		long number;

		if (span_ends(word, ","))
			word.n--;
		if (word.n && !span_int(word, &number) && !speller_knows(sp, word)) {
			printf("%.*s\n", SPAN_FMT(word));
			known = false;
		}
	}
	return known;
}

static bool said_before(const struct strlist *seen, struct span s)
{
	if (strlist_has(seen, s)) {
		printf("%.*s\n", SPAN_FMT(s));
		return true;
	}
	return false;
}

TEST(abbreviations)
{
	struct speller *sp = ours(), *sv = sp ? stock() : NULL;
	struct pairs p = {0};
	struct strlist seen = {0};
	size_t with = 0;

	load("dict/forkortningar", &p);
	CHECK(p.n >= 140);
	for (size_t i = 0; sp && i < p.n; i++) {
		struct span wrong, others = p.v[i].right;

		CHECK(speller_knows(sp, p.v[i].left));
		CHECK(!said_before(&seen, p.v[i].left));
		strlist_add(&seen, p.v[i].left.p, p.v[i].left.n);
		with += others.p != NULL;
		while (others.p && span_split(&others, ",", &wrong)) {
			wrong = span_trim(wrong);
			CHECK(wrong.n && !said_before(&seen, wrong));
			strlist_add(&seen, wrong.p, wrong.n);
			/* one word by itself must be no word of the language: "tom", "from" */
			if (span_find(wrong, " ", 0) == (size_t)-1 && span_find(wrong, ":", 0) == (size_t)-1 &&
				speller_knows(sv, wrong)) {
				printf("%.*s\n", SPAN_FMT(wrong));
				CHECK_FAIL("an ordinary word");
			}
		}
	}
	if (sp)
		CHECK(with >= 80);
	CHECK(pairs_find(&p, span_of("t.ex.")) && pairs_find(&p, span_of("mnkr")));
	strlist_release(&seen);
	pairs_release(&p);
	speller_free(sp);
	speller_free(sv);
}

TEST(acronyms)
{
	struct speller *sp = ours();
	struct pairs p = {0};
	struct strlist seen = {0};

	load("dict/akronymer", &p);
	CHECK(p.n >= 150);
	for (size_t i = 0; sp && i < p.n; i++) {
		CHECK(phrase_known(sp, p.v[i].left));
		CHECK(p.v[i].right.n && phrase_known(sp, p.v[i].right));
		CHECK(!said_before(&seen, p.v[i].left));
		strlist_add(&seen, p.v[i].left.p, p.v[i].left.n);
	}
	strlist_release(&seen);
	pairs_release(&p);
	speller_free(sp);
}

/* One row of klarsprak: as many forms on both sides, all of known words. */
static void plain_row(struct speller *sp, const struct pair *row, struct strlist *seen)
{
	struct span left = row->left, right = row->right, l, r, way;
	bool more_l, more_r;

	for (;;) {
		more_l = span_split(&left, ",", &l);
		more_r = right.p && span_split(&right, ",", &r);
		if (more_l != more_r) {
			printf("line %d\n", row->line);
			CHECK_FAIL("not as many forms on both sides");
			return;
		}
		if (!more_l)
			return;
		l = span_trim(l);
		r = span_trim(r);
		CHECK(l.n && r.n && phrase_known(sp, l) && !said_before(seen, l));
		strlist_add(seen, l.p, l.n);
		while (span_split(&r, "/", &way)) {
			CHECK(way.n && span_eq(way, span_trim(way)));
			CHECK(!span_eq(way, l) && phrase_known(sp, way));
		}
	}
}

TEST(plain_language)
{
	struct speller *sp = ours();
	struct pairs p = {0};
	struct strlist seen = {0};

	load("dict/klarsprak", &p);
	CHECK(p.n >= 150);
	for (size_t i = 0; sp && i < p.n; i++)
		plain_row(sp, &p.v[i], &seen);
	if (sp) /* the table of S10 */
		CHECK(strlist_has(&seen, span_of("skall")) && strlist_has(&seen, span_of("ej")) &&
			strlist_has(&seen, span_of("icke")) && strlist_has(&seen, span_of("erforderlig")) &&
			strlist_has(&seen, span_of("tillse")) && strlist_has(&seen, span_of("inkomma")) &&
			strlist_has(&seen, span_of("föreligger")) && strlist_has(&seen, span_of("innevarande")));
	strlist_release(&seen);
	pairs_release(&p);
	speller_free(sp);
}

TEST(names)
{
	struct speller *sp = ours();
	struct pairs p = {0};
	struct strlist seen = {0};
	size_t regions = 0;

	load("dict/egennamn", &p);
	for (size_t i = 0; sp && i < p.n; i++) {
		struct span name = p.v[i].left;
		size_t n;
		char *low = u8_fold(name.p, name.n, &n);

		CHECK(!p.v[i].right.p);
		CHECK(!span_eq(span_of(low), name)); /* some capital, or there is nothing to find */
		CHECK(memcmp(low, name.p, 2) != 0);
		CHECK(phrase_known(sp, name));
		CHECK(!said_before(&seen, name));
		strlist_add(&seen, name.p, name.n);
		regions += span_starts(name, "Region ") && !span_ends(name, "s");
		free(low);
	}
	if (sp) {
		CHECK_INT(regions, 20);
		CHECK(strlist_has(&seen, span_of("Västra Götalandsregionen")));
		CHECK(strlist_has(&seen, span_of("Sveriges Kommuner och Regioner")));
	}
	strlist_release(&seen);
	pairs_release(&p);
	speller_free(sp);
}

/* Rows of a list; of a .dic what its first line says. */
static long rows_of(const char *name)
{
	char *rel = fs_join("dict", name), *path = paths_data(rel);
	struct pairs p = {0};
	struct str s = STR_INIT;
	struct span rest, line;
	long n = -1;

	if (span_ends(span_of(name), ".dic") && fs_read(path, &s, NULL) == 0) {
		rest = str_span(&s);
		if (!span_line(&rest, &line) || !span_int(line, &n))
			n = -1;
	} else if (pairs_load(path, &p, NULL) == 0) {
		n = (long)p.n;
	}
	str_release(&s);
	pairs_release(&p);
	free(path);
	free(rel);
	return n;
}

/* "| `name` | ... | 12 |" */
TEST(the_readme_counts_right)
{
	static const char *const lists[] = {"akronymer", "egennamn", "forkortningar", "klarsprak"};
	char *path = paths_data("dict/README.md");
	struct str s = STR_INIT;
	struct span rest, line;
	size_t checked = 0;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	rest = str_span(&s);
	while (span_line(&rest, &line)) {
		size_t tick = span_starts(line, "| `") ? span_find(line, "`", 3) : (size_t)-1;
		struct span name, cell, last = SPAN_NONE;
		bool ours_to_count;
		char *file;
		long said;

		if (tick == (size_t)-1)
			continue;
		name = span_sub(line, 3, tick - 3);
		while (span_split(&line, "|", &cell))
			if (span_trim(cell).n)
				last = span_trim(cell);
		ours_to_count = span_ends(name, ".dic");
		for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
			ours_to_count = ours_to_count || span_eq(name, span_of(lists[i]));
		if (!ours_to_count || !span_int(last, &said))
			continue;
		file = span_dup(name);
		if (rows_of(file) != said) {
			printf("%s: %ld rows\n", file, rows_of(file));
			CHECK_FAIL("dict/README.md says another number");
		}
		checked++;
		free(file);
	}
	CHECK(checked >= 16);
	str_release(&s);
	free(path);
}
