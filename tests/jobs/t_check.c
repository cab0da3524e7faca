/* check (job): an organ's rules are read, written and obeyed; the lists of dict/
 * are there. */
#include "base/fs.h"
#include "jobs/check.h"

#include "test.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\ntid: 10.00–15.40\nplats: Storsele\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n"
	"# § 11 Ärendet\nDnr: FN 36-2031\n\nNämnden skall bygga 4% fler leder, tex i väster.\n";

static size_t findings(const char *archive, const char *id)
{
	struct meeting m;
	struct check_result r;
	size_t n = 0;

	meeting_of_text(&m, SPAN_LIT(draft), archive);
	check_meeting(&m, &r);
	for (size_t i = 0; i < r.n; i++)
		n += strcmp(r.v[i].id, id) == 0;
	check_release(&r);
	meeting_release(&m);
	return n;
}

static void file_is(const char *archive, const char *want)
{
	char *path = str_format("%s/organ/fb.regler", archive);
	struct str s = STR_INIT;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	CHECK_SPAN(str_span(&s), want);
	str_release(&s);
	free(path);
}

/* F45 of a meeting in its folder, on a day, with these rows after the lock. */
static void check_days(const char *today, const char *opt_after, const char *want, enum severity severity)
{
	char *archive = test_folder(), *folder = fs_join(archive, "2031-04-09-fb"), *file = fs_join(folder, "protokoll.md");
	char *sealed = fs_join(folder, "justerat"), *after = fs_join(sealed, "efter"), *git = fs_join(folder, ".git/objects");
	char *manifest = fs_join(sealed, "manifest");
	struct meeting m;
	struct check_result r;
	struct err err = ERR_INIT;
	const char *got = NULL;

	clock_fix(today, NULL);
	CHECK_INT(fs_mkdirs(git, &err), 0);
	CHECK_INT(fs_write_atomic(file, draft, sizeof draft - 1, 0600, &err), 0);
	if (opt_after) {
		CHECK_INT(fs_mkdirs(sealed, &err), 0);
		CHECK_INT(fs_write_atomic(manifest, "x", 1, 0600, &err), 0);
		CHECK_INT(fs_write_atomic(after, opt_after, strlen(opt_after), 0600, &err), 0);
	}
	CHECK_INT(meeting_open(&m, folder, &err), 0);
	check_meeting(&m, &r);
	for (size_t i = 0; i < r.n; i++)
		if (strcmp(r.v[i].id, "F45") == 0) {
			got = r.v[i].text;
			CHECK_INT(r.v[i].severity, severity);
		}
	CHECK_STR(got, want);
	check_release(&r);
	meeting_release(&m);
	free(archive);
	free(folder);
	free(file);
	free(sealed);
	free(after);
	free(git);
	free(manifest);
}

TEST(days_of_justering)
{
#define AFTER "format: paragraf-efter 1\n"
#define UP(day) "anslaget: " day " " day "T08:00:00+02:00 | tavlan | Finn Dahl\n"
	check_days("2031-04-18T10:00+02:00", NULL, NULL, SEVERITY_VARNING);
	check_days("2031-04-19T10:00+02:00", NULL, "Justering senast 23 april 2031.", SEVERITY_VARNING);
	check_days("2031-04-24T10:00+02:00", NULL, "Protokollet skulle ha justerats senast 23 april 2031.", SEVERITY_VARNING);
	check_days("2031-04-18T10:00+02:00", AFTER UP("2031-04-28"), "Anslaget sattes upp efter sista dag, 25 april 2031.",
		SEVERITY_VARNING);
	check_days("2031-04-18T10:00+02:00", AFTER UP("2031-04-17")
		"nedtaget: 2031-05-02 2031-05-02T08:00:00+02:00 | Finn Dahl\n", "Anslaget fick inte tas ned före 9 maj 2031.",
		SEVERITY_FEL);
}

TEST(lists_are_loaded)
{
	char *archive = test_folder();

	CHECK_INT(findings(archive, "S02"), 1);
	CHECK_INT(findings(archive, "S07"), 1);
	CHECK_INT(findings(archive, "S10"), 1);
	free(archive);
}

TEST(a_rule_is_turned_off_and_on)
{
	char *archive = test_folder();
	char *path = str_format("%s/organ/fb.regler", archive);
	struct err err = ERR_INIT;
	struct check_data d;

	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S10", false, &err), 0);
	CHECK_INT(findings(archive, "S10"), 0);
	CHECK_INT(findings(archive, "S02"), 1);
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S10", true, &err), 0);
	CHECK_INT(findings(archive, "S10"), 1);

	/* what a person wrote stays */
	CHECK_INT(fs_write_atomic(path, "# våra\n\nX9 = av\nS02=av\n# slut", strlen("# våra\n\nX9 = av\nS02=av\n# slut"), 0600, NULL), 0);
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S07", false, &err), 0);
	file_is(archive, "# våra\n\nX9 = av\nS02=av\n# slut\nS07 = av\n");
	CHECK_INT(findings(archive, "S02"), 0);
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S02", true, &err), 0);
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S07", false, &err), 0);
	file_is(archive, "# våra\n\nX9 = av\n# slut\nS07 = av\n");

	check_data_load(&d, archive, SPAN_LIT("FB"));
	CHECK(check_is_off(&d.off, "S07") && !check_is_off(&d.off, "S02"));
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "S07", true, &err), 0);
	check_data_reload(&d, archive, SPAN_LIT("FB"));
	CHECK(!check_is_off(&d.off, "S07"));
	check_data_release(&d);
	free(path);
	free(archive);
}

TEST(what_cant_be_turned_off)
{
	char *archive = test_folder();
	struct err err = ERR_INIT;

	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "F14", false, &err), -1);
	CHECK_INT(err.code, ERR_STATE);
	CHECK_INT(check_rule_set(archive, SPAN_LIT("FB"), "FORMAT", false, &err), -1);
	CHECK_INT(check_rule_set(archive, SPAN_NONE, "S10", false, &err), -1);
	CHECK_INT(err.code, ERR_USAGE);
	CHECK_INT(check_rule_set(NULL, SPAN_LIT("FB"), "S10", false, &err), -1);
	CHECK_INT(check_rule_set("/proc/nothing", SPAN_LIT("FB"), "S10", false, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	free(archive);
}

TEST(nothing_is_known)
{
	struct check_data d;
	struct check_facts facts = {.last_number = 0};

	check_data_load(&d, NULL, SPAN_NONE);
	check_data_facts(&d, &facts);
	CHECK(facts.lists->lagar.n > 0 && facts.off->n == 0);
	check_data_release(&d);
	check_data_release(&d);
}
