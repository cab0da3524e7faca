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
