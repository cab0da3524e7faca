/* spell: verdicts through an inline worker and through the real helper; what a
 * draft's words are. */
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/pack.h"
#include "lang/report.h"
#include "lang/spell.h"
#include "lang/speller.h"
#include "lang/wordclass.h"

#include "test.h"

static bool dictionary(void)
{
	struct speller *sp = speller_new(NULL);
	bool there = speller_load(sp, NULL) == 0;

	if (!there)
		printf("SKIP: hunspell-sv saknas\n");
	speller_free(sp);
	return there;
}

/* Known words end in "k": a worker without a dictionary, which counts. */
struct fake {
	size_t asked;
};

static void fake_handler(void *state, struct span request, struct str *answer)
{
	struct fake *f = state;
	struct unpack u = unpack_of(request.p, request.n);
	uint32_t n = unpack_u32(&u);

	pack_cstr(answer, NULL);
	pack_u32(answer, n);
	for (uint32_t i = 0; i < n; i++) {
		pack_u32(answer, span_ends(unpack_span(&u), "k"));
		f->asked++;
	}
}

static struct spell *fake_spell(struct fake *f, struct words *w)
{
	return spell_new(worker_new_inline(fake_handler, f), worker_new_inline(fake_handler, f), w);
}

static enum spell_verdict settled(struct spell *s, const char *word)
{
	spell_verdict(s, span_of(word));
	for (int i = 0; i < 4; i++) {
		spell_wait(s, 10000);
		if (spell_verdict(s, span_of(word)) != SPELL_ASKED)
			break;
	}
	return spell_verdict(s, span_of(word));
}

TEST(cache_asks_once)
{
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);
	uint64_t before = spell_generation(s);

	CHECK_INT(spell_verdict(s, span_of("ordk")), SPELL_ASKED);
	CHECK_INT(spell_verdict(s, span_of("ordk")), SPELL_ASKED);
	CHECK_INT(spell_asked(s), 1);
	spell_pump(s);
	spell_pump(s);
	CHECK(spell_generation(s) > before);
	CHECK_INT(spell_verdict(s, span_of("ordk")), SPELL_KNOWN);
	CHECK_INT(settled(s, "ordx"), SPELL_UNKNOWN);
	CHECK_INT(f.asked, 2);
	CHECK_INT(spell_asked(s), 0);
	spell_free(s);
}

TEST(no_dictionary_needed)
{
	static const char *const fine[] = {"24/7", "2031-04-09", "A4", "HSN-00079-2031", "5a", "Doktor.se", "Y1", "X", ""};
	struct fake f = {0};
	struct words *w = words_new();
	struct spell *s = fake_spell(&f, w);
	char big[80];

	words_add_name(w, span_of("Törelid"));
	for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
		CHECK_INT(spell_verdict(s, span_of(fine[i])), SPELL_KNOWN);
	CHECK_INT(spell_verdict(s, span_of("Törelids")), SPELL_KNOWN);
	CHECK_INT(spell_verdict(s, span_of("barn-och")), SPELL_UNKNOWN);
	memset(big, 'k', sizeof big);
	CHECK_INT(spell_verdict(s, span_make(big, 60)), SPELL_ASKED);
	CHECK_INT(spell_verdict(s, span_make(big, 61)), SPELL_UNKNOWN);
	CHECK_INT(spell_verdict(s, SPAN_NONE), SPELL_KNOWN);
	spell_free(s);
	words_free(w);
}

TEST(forms_are_normal)
{
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);

	CHECK_INT(settled(s, "sko\xCC\x88k"), SPELL_KNOWN);
	CHECK_INT(spell_verdict(s, span_of("skök")), SPELL_KNOWN);
	CHECK_INT(spell_verdict(s, span_of("s\xC2\xADkök")), SPELL_KNOWN);
	CHECK_INT(f.asked, 1);
	CHECK_INT(settled(s, "vårk\xE2\x80\x91" "k"), SPELL_KNOWN);
	CHECK_INT(spell_verdict(s, span_of("vårk-k")), SPELL_KNOWN);
	CHECK_INT(settled(s, "\xFF\xFEk"), SPELL_KNOWN);
	spell_free(s);
}

static void check_hits(struct spell *s, const char *draft, const char *want)
{
	struct span src = span_of(draft);
	struct str got = STR_INIT;
	struct report r;
	struct err err = ERR_INIT;

	CHECK_INT(report_run(s, src, false, &r, &err), 0);
	for (size_t i = 0; i < r.n; i++)
		str_addf(&got, "%s%.*s%s%s", got.len ? " " : "", (int)r.row[i].where.n, draft + r.row[i].where.at,
			r.row[i].mark == SPELL_GREY ? "?" : r.row[i].mark == SPELL_YELLOW ? "!" : "", r.row[i].quoted ? ">" : "");
	CHECK_SPAN(span_make(str_c(&got), got.len), want);
	str_release(&got);
	report_release(&r);
}

TEST(what_is_no_prose)
{
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);

	check_hits(s, "---\nfel: fel\n---\n\n# § 1 rubrx\nDnr: felx 1\nSlag: felx\n\n- felx\n", "rubrx felx");
	check_hits(s, "ordk <!-- felx --> fely <!-- felx\nfelx\nfelx --> felz\n", "fely felz");
	check_hits(s, "[felx](https://felx.se/felx) och https://felx.se/a felx@felx.se www.felx.y\n",
		"felx och");
	check_hits(s, "> citatx\n\n| tabx | talk |\n|---|---|\nnot[^felx] \\* fel\\_x\n", "citatx> tabx not fel");
	check_hits(s, "---\nej stängd\n", "ej stängd");
	spell_free(s);
}

TEST(the_word_under_the_cursor)
{
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);
	struct span src = SPAN_LIT("ordx ordy");
	struct spell_hits h = {0};
	struct range r;

	spell_scan(s, src, (struct range){0, src.n}, SPELL_NOWHERE, SPELL_WORDS, &h);
	spell_wait(s, 1000);
	spell_hits_release(&h);
	spell_scan(s, src, (struct range){0, src.n}, 9, SPELL_WORDS, &h);
	CHECK_INT(h.n, 1);
	CHECK_INT(h.v[0].where.at, 0);
	spell_hits_release(&h);
	spell_scan(s, src, (struct range){0, src.n}, 4, SPELL_WORDS, &h);
	CHECK_INT(h.n, 1);
	CHECK_INT(h.v[0].where.at, 5);
	spell_hits_release(&h);
	spell_scan(s, src, (struct range){5, 100}, SPELL_NOWHERE, SPELL_WORDS, &h);
	CHECK_INT(h.n, 1);
	spell_hits_release(&h);
	spell_scan(s, SPAN_NONE, (struct range){0, 5}, SPELL_NOWHERE, SPELL_WORDS, &h);
	spell_scan(s, src, (struct range){50, 5}, SPELL_NOWHERE, SPELL_WORDS, &h);
	CHECK_INT(h.n, 0);
	CHECK(spell_word_at(src, 9, &r));
	CHECK_INT(r.at, 5);
	CHECK(!spell_word_at(src, 10, &r));
	spell_free(s);
}

/* Any bytes, cut anywhere: no crash, hits inside. */
TEST(random_bytes)
{
	static const char *const piece[] = {"<!--", "-->", "](", ")", "[^", "]", "\n", "# ", "a", "ordk", "\xC3", "å", ".",
		"-", " ", "---\n", "Dnr: ", ":", "@", "://", "\xE2\x80\x91", "\\", "> ", "|", "ABC", "(", "1"};
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);
	unsigned long seed = 7;

	for (int i = 0; i < 3000; i++) {
		struct str t = STR_INIT;
		struct spell_hits h = {0};
		size_t n = test_random(&seed) % 40;
		struct range within;

		for (size_t k = 0; k < n; k++)
			str_adds(&t, piece[test_random(&seed) % (sizeof piece / sizeof piece[0])]);
		within.at = t.len ? test_random(&seed) % t.len : 0;
		within.n = test_random(&seed) % 50;
		spell_scan(s, str_span(&t), within, SPELL_NOWHERE, SPELL_WORDS, &h);
		spell_pump(s);
		spell_scan(s, str_span(&t), within, within.at, SPELL_WORDS, &h);
		for (size_t k = 0; k < h.n; k++)
			CHECK(h.v[k].where.at + h.v[k].where.n <= t.len);
		spell_hits_release(&h);
		str_release(&t);
	}
	spell_free(s);
}

/* -------------------------------------------------- with sv_SE and the helper */

static struct spell *real_inline(struct speller *sp, struct words *w)
{
	return spell_new(worker_new_inline(speller_verdicts, sp), worker_new_inline(speller_suggestions, sp), w);
}

TEST(swedish_words_inline)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{"Beredningen beslutar att utreda mobil skötsel i tre byar.\n", ""},
		{"Hälso- och sjukvård, bl.a. t.ex. dvs. osv. m.fl. och kl. 14.30.\n", ""},
		{"Arbetet fortsäter, tex hälso-och sjukvård dvs nu.\n", "fortsäter tex hälso-och dvs"},
		{"Patienter över 67år och 3-åringar, 24/7-verksamhet, covid-19.\n", "67år"},
		{"SKR:s ram, IVO:s beslut, EU:s mål, GDPR-frågor.\n", ""},
		{"Regionens kompetensråd (RKR) möts; RKR beslutar.\n", ""},
		{"En fråga om XQZ.\n", "XQZ?"},
		{"En fråga om XQZ och mer om XQZ.\n", ""},
		{"Arbetsmiljöverket (AXV) granskar. AXV återkommer.\n", "AXV? AXV?"},
		{"Nya XQZ-lösningen och XQZ-lösningenn.\n", "XQZ-lösningenn"},
		{"PROTOKOLL NÄRVARANDE LEDAMÖTER\n", ""},
		{"> citerat feel\n", "feel>"},
		{"Egenmonitorering vid prehospital vård.\n", ""},
		{"Emma Brqnnström svarar.\n", "Brqnnström?"},
		{"milj.kr och 15 milj. kr.\n", "milj.kr"},
		{"Kungens migrantbakgrund är ny, men handlinginsatser är fel.\n", "migrantbakgrund! handlinginsatser"},
		{"O'Brien kommer inte. Ko\xCC\x88n är lång.\n", "O'Brien"},
	};
	struct speller *sp;
	struct spell *s;

	if (!dictionary())
		return;
	sp = speller_new(NULL);
	s = real_inline(sp, NULL);
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		check_hits(s, row[i].text, row[i].want);
	spell_free(s);
	speller_free(sp);
}

/* A slip in a name of the list is red, an unknown name a hint. */
TEST(names_near_names)
{
	struct words *w = words_new();
	struct speller *sp;
	struct spell *s;

	if (dictionary()) {
		words_add_name(w, span_of("Ismail Haddouchi"));
		sp = speller_new(NULL);
		s = real_inline(sp, w);
		check_hits(s, "Det säger Haddouchi, Hdadouchi och Tavvaddi.\n", "Hdadouchi Tavvaddi?");
		spell_free(s);
		speller_free(sp);
	}
	words_free(w);
}

TEST(classes_come_with_the_verdict)
{
	struct words *w = words_new();
	struct speller *sp;
	struct spell *s;
	unsigned bits = 0;

	if (dictionary()) {
		sp = speller_new(NULL);
		s = real_inline(sp, w);
		words_add_name(w, span_of("Berg"));
		CHECK(!spell_class(s, span_of("nämnden"), &bits));
		CHECK_INT(settled(s, "nämnden"), SPELL_KNOWN);
		CHECK(spell_class(s, span_of("nämnden"), &bits));
		CHECK_INT(bits & (WORD_KNOWN | WORD_ENTRY | WORD_NOUN_DEF | WORD_NOUN), WORD_KNOWN | WORD_ENTRY | WORD_NOUN_DEF);
		CHECK_INT(settled(s, "arbets"), SPELL_UNKNOWN);
		CHECK(spell_class(s, span_of("arbets"), &bits));
		CHECK_INT(bits & (WORD_KNOWN | WORD_ONLY_PART | WORD_FIRST), WORD_ONLY_PART | WORD_FIRST);
		CHECK_INT(settled(s, "siffor"), SPELL_UNKNOWN);
		CHECK(spell_class(s, span_of("siffor"), &bits));
		CHECK_INT(bits, 0);
		/* a name is known at once, and what it is besides when the dictionary has said it */
		CHECK_INT(spell_verdict(s, span_of("Berg")), SPELL_KNOWN);
		CHECK(!spell_class(s, span_of("Berg"), &bits));
		CHECK_INT(bits, WORD_KNOWN);
		spell_wait(s, 10000);
		CHECK(spell_class(s, span_of("Berg"), &bits));
		CHECK(bits & WORD_NOUN);
		CHECK(spell_class(s, span_of("24/7"), &bits));
		CHECK_INT(bits, WORD_KNOWN);
		spell_free(s);
		speller_free(sp);
	}
	words_free(w);
}

TEST(helper_process)
{
	struct spell *s;

	if (!dictionary())
		return;
	s = spell_open(NULL);
	CHECK_INT(spell_verdict(s, span_of("sammanträde")), SPELL_ASKED);
	CHECK_INT(settled(s, "sammanträde"), SPELL_KNOWN);
	CHECK_INT(settled(s, "samanträde"), SPELL_UNKNOWN);
	CHECK(!spell_trouble(s));
	spell_free(s);
}

/* Our child with this role. */
static pid_t helper_pid(const char *role)
{
	struct strlist l = {0};
	pid_t found = 0;

	CHECK_INT(fs_list("/proc", &l, NULL), 0);
	for (size_t i = 0; i < l.n; i++) {
		char *stat, *cmd, line[300] = "", args[300] = "";
		long pid, parent = 0;
		FILE *f;

		if (!span_int(span_of(l.v[i]), &pid))
			continue;
		stat = str_format("/proc/%ld/stat", pid);
		cmd = str_format("/proc/%ld/cmdline", pid);
		f = fopen(stat, "r");
		if (f && fgets(line, sizeof line, f) && strrchr(line, ')'))
			(void)sscanf(strrchr(line, ')'), ") %*c %ld", &parent);
		if (f)
			fclose(f);
		f = parent == (long)getpid() ? fopen(cmd, "r") : NULL;
		if (f) {
			size_t n = fread(args, 1, sizeof args - 1, f);

			if (span_ends(span_make(args, n ? n - 1 : 0), role))
				found = (pid_t)pid;
			fclose(f);
		}
		free(stat);
		free(cmd);
	}
	strlist_release(&l);
	return found;
}

TEST(killed_helper_comes_back)
{
	struct spell *s;
	pid_t pid;
	int64_t start;

	if (!dictionary())
		return;
	s = spell_open(NULL);
	CHECK_INT(settled(s, "sammanträde"), SPELL_KNOWN);
	pid = helper_pid("stavning");
	CHECK(pid > 0);
	if (pid > 0)
		kill(pid, SIGKILL);
	start = clock_monotonic_ms();
	CHECK_INT(spell_verdict(s, span_of("nämnden")), SPELL_ASKED);
	CHECK_INT(spell_verdict(s, span_of("nämdnen")), SPELL_ASKED);
	CHECK_INT(settled(s, "nämnden"), SPELL_KNOWN);
	CHECK_INT(settled(s, "nämdnen"), SPELL_UNKNOWN);
	printf("tillbaka efter %lld ms\n", (long long)(clock_monotonic_ms() - start));
	CHECK(!spell_trouble(s));
	spell_free(s);
}

TEST(no_helper_no_marks)
{
	char *was = getenv("PARAGRAF_ARBETARE") ? str_format("%s", getenv("PARAGRAF_ARBETARE")) : NULL;
	struct spell *s;
	struct report r;
	struct err err = ERR_INIT;

	setenv("PARAGRAF_ARBETARE", "/finns/inte", 1);
	s = spell_open(NULL);
	CHECK_INT(report_run(s, span_of("fellx ochx herx\n"), true, &r, &err), -1);
	CHECK(spell_trouble(s) != NULL);
	CHECK_INT(spell_verdict(s, span_of("fellx")), SPELL_ASKED);
	CHECK_INT(spell_asked(s), 0);
	spell_free(s);
	if (was)
		setenv("PARAGRAF_ARBETARE", was, 1);
	free(was);
}

TEST(no_dictionary_is_said)
{
	struct speller *sp = speller_new(NULL);
	struct spell *s;
	struct report r;
	struct err err = ERR_INIT;

	setenv("DICPATH", "/finns/inte", 1);
	s = real_inline(sp, NULL);
	CHECK_INT(report_run(s, span_of("fellx ochx\n"), true, &r, &err), -1);
	CHECK(spell_trouble(s) && span_find(span_of(spell_trouble(s)), "hunspell-sv", 0) != (size_t)-1);
	spell_free(s);
	speller_free(sp);
	unsetenv("DICPATH");
}

/* Each is one line; where the package helps it is named. */
TEST(broken_dictionaries_are_said)
{
	static const struct {
		const char *aff, *dic, *want; /* NULL: no such file */
	} row[] = {
		{NULL, "1\nord\n", "hunspell-sv"},
		{"SET UTF-8\n", NULL, "hunspell-sv"},
		{"SET UTF-8\n", "", "hunspell-sv"},
		{"SET UTF-8\n", "0\n", "hunspell-sv"},
		{"", "1\nord\n", NULL},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		char *dir = test_folder();
		char *aff = fs_join(dir, "sv_SE.aff"), *dic = fs_join(dir, "sv_SE.dic");
		struct speller *sp = speller_new(dir);
		struct err err = ERR_INIT;

		CHECK_INT(fs_mkdirs(dir, NULL), 0);
		if (row[i].aff)
			CHECK_INT(fs_write_atomic(aff, row[i].aff, strlen(row[i].aff), 0600, NULL), 0);
		if (row[i].dic)
			CHECK_INT(fs_write_atomic(dic, row[i].dic, strlen(row[i].dic), 0600, NULL), 0);
		setenv("DICPATH", dir, 1);
		CHECK_INT(speller_load(sp, &err), row[i].want ? -1 : 0);
		if (row[i].want)
			CHECK(span_find(span_of(err.msg), row[i].want, 0) != (size_t)-1 && !strchr(err.msg, '\n'));
		else
			CHECK(speller_knows(sp, span_of("ord")));
		CHECK_INT(speller_load(sp, NULL), row[i].want ? -1 : 0); /* and again */
		speller_free(sp);
		free(aff);
		free(dic);
		free(dir);
	}
	unsetenv("DICPATH");
}

TEST(report_forms)
{
	struct fake f = {0};
	struct spell *s = fake_spell(&f, NULL);
	struct span src = SPAN_LIT("åäö ordk\n  felx XQZ\n");
	struct report r;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(report_run(s, src, false, &r, &err), 0);
	report_add_lines(&out, &r, src, "a.md");
	CHECK_SPAN(str_span(&out), "a.md:1:1: varning: ”åäö” finns inte i ordlistan [STAV]\n"
				   "a.md:2:3: varning: ”felx” finns inte i ordlistan [STAV]\n"
				   "a.md:2:8: upplysning: ”XQZ” finns inte i ordlistan [STAV]\n");
	str_clear(&out);
	report_add_list(&out, &r, src);
	CHECK_SPAN(str_span(&out), "XQZ\nfelx\nåäö\n");
	str_clear(&out);
	report_add_json(&out, &r, src);
	CHECK(span_starts(str_span(&out), "{\"format\": \"paragraf-stava 1\", \"ord\": 4, \"fynd\": ["));
	CHECK(span_find(str_span(&out), "\"mark\": \"gra\", \"text\": \"XQZ\", \"forslag\": []}", 0) != (size_t)-1);
	str_release(&out);
	report_release(&r);
	spell_free(s);
}
