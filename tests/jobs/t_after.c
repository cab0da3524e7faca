/* t_after: anslag, taking down, archive and rättelser of a justerat meeting: what
 * each state allows, and that no signed byte changes. */
#include "jobs/after.h"

#include "jobs/verify.h"
#include "signed.h"

static struct after_act act(struct meeting *m)
{
	return (struct after_act){.w = m->w, .folder = m->folder, .who = "Finn Dahl"};
}

static int correct(struct meeting *m, int para, const char *old, const char *text, const char *reason)
{
	const struct after_act a = act(m);

	clock_advance(60);
	return after_correct(&a, para, span_of(old), span_of(text), span_of(reason), &m->err);
}

static int post(struct meeting *m, int year, int month, int day)
{
	const struct after_act a = act(m);

	return after_post(&a, (struct date){year, month, day}, "anslagstavlan i Storsele", &m->err);
}

TEST(nothing_before_it_is_justerat)
{
	struct meeting m = signed_begin();
	const struct after_act a = act(&m);
	struct str s = STR_INIT;

	CHECK_INT(post(&m, 2031, 4, 10), -1);
	CHECK_STR(m.err.msg, "Protokollet är inte justerat ännu");
	CHECK_INT(after_take_down(&a, (struct date){2031, 4, 10}, &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(after_archive(&a, NULL, &m.err), -1);
	CHECK_INT(correct(&m, 12, "tre", "fyra", "Räknefel"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(after_notice(m.folder, 0, &s, &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	str_release(&s);
	meeting_free(&m);
}

TEST(posted_taken_down_archived)
{
	struct meeting m = signed_begin();
	const struct after_act a = act(&m);

	if (signed_lock(&m, 0)) {
		char *before = signed_sums(&m), *now;

		CHECK_INT(after_archive(&a, NULL, &m.err), -1);
		CHECK_INT(after_take_down(&a, (struct date){2031, 4, 10}, &m.err), -1);
		CHECK_STR(m.err.msg, "anslaget är inte antecknat; anteckna först när det sattes upp");
		CHECK_INT(post(&m, 2031, 4, 9), -1);
		CHECK_STR(m.err.msg, "anslaget kan inte vara från före justeringen 2031-04-10");
		CHECK_INT(post(&m, 2031, 4, 11), -1);
		CHECK_STR(m.err.msg, "dagen har inte kommit ännu; i dag är det 2031-04-10");
		CHECK_INT(after_post(&a, (struct date){2031, 4, 10}, " ", &m.err), -1);
		CHECK_INT(post(&m, 2031, 4, 10), 0);
		CHECK_INT(post(&m, 2031, 4, 10), -1);
		CHECK_STR(m.err.msg, "Anslaget är redan antecknat");
		/* three weeks, 1 May is a holiday */
		clock_fix("2031-05-01T08:00:00+02:00", NULL);
		CHECK_INT(after_take_down(&a, (struct date){2031, 5, 1}, &m.err), -1);
		CHECK_STR(m.err.msg, "anslaget får inte tas ned före 2031-05-03");
		clock_fix("2031-05-03T08:00:00+02:00", NULL);
		CHECK_INT(after_take_down(&a, (struct date){2031, 5, 3}, &m.err), 0);
		CHECK_INT(after_take_down(&a, (struct date){2031, 5, 3}, &m.err), -1);
		CHECK_INT(after_archive(&a, "Regionarkivet", &m.err), 0);
		CHECK_INT(after_archive(&a, NULL, &m.err), -1);
		CHECK_STR(m.err.msg, "Protokollet är redan arkiverat");
		CHECK_INT(correct(&m, 12, "tre byar", "fyra byar", "Räknefel"), 0);
		now = signed_sums(&m);
		CHECK_STR(now, before);
		free(now);
		free(before);
	}
	meeting_free(&m);
}

TEST(what_is_corrected_stands_there)
{
	struct meeting m = signed_begin();

	if (signed_lock(&m, 0)) {
		struct after rows;
		char *before = signed_sums(&m), *now;

		CHECK_INT(correct(&m, 12, "fem byar", "fyra byar", "Räknefel"), -1);
		CHECK_STR(m.err.msg, "”fem byar” står inte i § 12");
		CHECK_INT(correct(&m, 13, "tre byar", "fyra byar", "Räknefel"), -1);
		CHECK_INT(correct(&m, 99, "tre byar", "fyra byar", "Räknefel"), -1);
		CHECK_STR(m.err.msg, "§ 99 finns inte i det justerade protokollet");
		CHECK_INT(correct(&m, 12, "Väg", "Led", "Stavning"), -1);
		CHECK_STR(m.err.msg, "”Väg” står 2 gånger i § 12: ta med fler ord så att det syns vilket som rättas");
		CHECK_INT(correct(&m, 12, "tre byar", "tre  byar", "Räknefel"), -1);
		CHECK_INT(correct(&m, 12, "tre byar", "fyra byar", " "), -1);
		CHECK_INT(correct(&m, 12, "", "fyra byar", "x"), -1);
		CHECK_INT(correct(&m, 12, "byggs\n  i tre byar", "byggs i fyra byar", "Räknefel"), 0);
		CHECK_INT(correct(&m, 12, "fyra byar", "fem byar", "Räknefel igen"), 0);
		CHECK_INT(correct(&m, 14, "Skogen* sparas", "Skogen sparas", "Överflödigt tecken"), 0);
		CHECK_INT(correct(&m, 0, "Cia Holm (V)", "Cia Holm (C)", "Fel parti"), 0);
		CHECK_INT(after_read(m.folder, 0, &rows, &m.err), 0);
		CHECK_INT(rows.n, 4);
		CHECK_STR(rows.v[0].old, "byggs i tre byar");
		after_release(&rows);
		now = signed_sums(&m);
		CHECK_STR(now, before);
		free(now);
		free(before);
	}
	meeting_free(&m);
}

TEST(the_notice)
{
	struct meeting m = signed_begin();
	struct str s = STR_INIT;

	if (signed_lock(&m, 0)) {
		CHECK_INT(after_notice(m.folder, 0, &s, &m.err), 0);
		CHECK(strstr(str_c(&s), "Anslås: 15 april 2031 (senast; anslaget är inte antecknat)\n"));
		str_clear(&s);
		CHECK_INT(post(&m, 2031, 4, 10), 0);
		CHECK_INT(after_notice(m.folder, 0, &s, &m.err), 0);
		CHECK_STR(str_c(&s),
			"ANSLAGSBEVIS\n\nJusteringen har tillkännagetts på anslagstavlan.\n\nOrgan: Fjällberedningen\n"
			"Sammanträdesdatum: 9 april 2031\nParagrafer: §§ 11–15\nJusterat: 10 april 2031\n"
			"Anslaget: 10 april 2031\nÖverklagandetiden går ut: 2 maj 2031\nTas ner: 3 maj 2031\n"
			"Anslagstavla: anslagstavlan i Storsele\n"
			"Protokollet finns hos: Finn Dahl, sekreterare, Region Fjällbygd\nIntygas: Finn Dahl\n");
	}
	str_release(&s);
	meeting_free(&m);
}

static bool verifies(struct meeting *m)
{
	struct verify_result r = {0};
	bool ok = job_verify(m->w, m->folder, &r, &m->err) == 0 && r.failed == 0;

	verify_release(&r);
	return ok;
}

/* What another program puts in after the lock is found, also as a version of its own. */
TEST(what_is_no_addition_is_found)
{
	static const struct {
		const char *does, *undoes;
	} rows[] = {
		{"printf 'x\\n' >>justerat/efter && git commit -qam x", "git reset -q --hard HEAD~1"},
		{"git replace HEAD HEAD~1", "git replace -d $(git rev-parse HEAD) >/dev/null"},
		{"git replace HEAD HEAD~1 && git pack-refs --all", "git replace -d $(git rev-parse HEAD) >/dev/null"},
	};
	struct meeting m = signed_begin();

	if (signed_lock(&m, 0)) {
		CHECK_INT(post(&m, 2031, 4, 10), 0);
		CHECK(verifies(&m));
		for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
			CHECK_SHELL(&m, rows[i].does, "=0\n");
			CHECK(!verifies(&m));
			CHECK_SHELL(&m, rows[i].undoes, "=0\n");
			CHECK(verifies(&m));
		}
	}
	meeting_free(&m);
}
