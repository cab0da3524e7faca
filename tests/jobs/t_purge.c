/* t_purge: the organ's policy, what is looked at, and who is refused. That no word of a draft
 * is left is tests/cli/t_rensa.sh's. */
#include "jobs/purge.h"

#include "jobs/after.h"
#include "signed.h"

TEST(policies)
{
	char *archive = test_folder(), *file = str_format("%s/organ/fb.regler", archive);
	static const struct {
		const char *rules;
		enum purge_policy want;
	} rows[] = {
		{"S10 = av\n", PURGE_FRAGA}, {"gallring = rensa\n", PURGE_RENSA}, {"gallring = behåll\n", PURGE_BEHALL},
		{"gallring = behall\n", PURGE_BEHALL}, {"gallring = fråga\n", PURGE_FRAGA}, {"gallring = kasta\n", PURGE_FRAGA},
		{"gallring\n", PURGE_FRAGA}, {"", PURGE_FRAGA},
	};
	enum purge_policy p;

	CHECK_INT(purge_policy_of(archive, SPAN_LIT("FB")), PURGE_FRAGA);
	CHECK_INT(purge_policy_of(NULL, SPAN_NONE), PURGE_FRAGA);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		write_file(file, rows[i].rules);
		CHECK_INT(purge_policy_of(archive, SPAN_LIT("FB")), rows[i].want);
	}
	CHECK_INT(purge_policy_find(SPAN_LIT("behall"), &p), 0);
	CHECK_INT(p, PURGE_BEHALL);
	CHECK_INT(purge_policy_find(SPAN_NONE, &p), -1);
	free(file);
	free(archive);
}

static void put(const struct meeting *m, const char *name)
{
	char *path = meeting_path(m, name);

	write_file(path, "x\n");
	free(path);
}

TEST(looks_and_weeds)
{
	struct meeting m = signed_begin();
	const struct after_act a = {.w = m.w, .folder = m.folder, .who = "Finn Dahl"};
	struct purge_look look;
	struct strlist out = {0};

	CHECK_INT(purge_look(m.folder, &look, &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(purge_run(m.w, m.folder, &out, &m.err), -1);
	if (signed_lock(&m, 0)) {
		char *before = signed_sums(&m), *now;

		put(&m, "utskick/2031-04-09-fb-1.txt");
		put(&m, "protokoll.annan-3.md");
		put(&m, "mina-egna.txt");
		CHECK_INT(purge_look(m.folder, &look, &m.err), 0);
		CHECK(!look.appeal_over && look.appeal.year == 0);
		CHECK(strlist_has(&look.file, SPAN_LIT("utskick")) && strlist_has(&look.file, SPAN_LIT("protokoll.annan-3.md")));
		CHECK(!strlist_has(&look.file, SPAN_LIT("mina-egna.txt")) && strlist_has(&look.other, SPAN_LIT("mina-egna.txt")));
		purge_look_release(&look);
		CHECK_INT(after_post(&a, (struct date){2031, 4, 10}, "tavlan", &m.err), 0);
		clock_fix("2031-05-02T23:00:00+02:00", NULL);
		CHECK_INT(purge_look(m.folder, &look, &m.err), 0);
		CHECK(!look.appeal_over && look.appeal.day == 2);
		purge_look_release(&look);
		clock_fix("2031-05-03T00:30:00+02:00", NULL);
		CHECK_INT(purge_look(m.folder, &look, &m.err), 0);
		CHECK(look.appeal_over);
		purge_look_release(&look);
		if (purge_run(m.w, m.folder, &out, &m.err))
			CHECK_FAIL(m.err.msg);
		CHECK(strlist_has(&out, SPAN_LIT("utskick")));
		strlist_release(&out);
		if (purge_run(m.w, m.folder, &out, &m.err))
			CHECK_FAIL(m.err.msg);
		now = signed_sums(&m);
		CHECK_STR(now, before);
		free(now);
		free(before);
	}
	strlist_release(&out);
	meeting_free(&m);
}

TEST(what_does_not_verify_is_not_weeded)
{
	struct meeting m = signed_begin();
	struct strlist out = {0};

	if (signed_lock(&m, 0)) {
		char *path = meeting_path(&m, "justerat/protokoll.txt");

		put(&m, "utskick/1.txt");
		write_file(path, "något annat\n");
		CHECK_INT(purge_run(m.w, m.folder, &out, &m.err), -1);
		CHECK_INT(m.err.code, ERR_STATE);
		free(path);
		path = meeting_path(&m, "utskick/1.txt");
		CHECK(fs_exists(path));
		free(path);
	}
	strlist_release(&out);
	meeting_free(&m);
}
