/* recover: the case table row by row, damage, what waits, and random histories:
 * no text is ever passed over. */
#include "recover_help.h"

#include <sys/stat.h>

#include "base/clock.h"
#include "store/journal_inner.h"

#define ONE "---\nformat: paragraf 1\n---\n\n# § 1 Ett\n\nEn mening.\n"
#define TWO "---\nformat: paragraf 1\n---\n\n# § 1 Ett\n\nNågon annans mening.\n"

static const enum recover_action file = RECOVER_FILE, journal = RECOVER_JOURNAL, ask = RECOVER_ASK;

TEST(the_table)
{
	static const struct {
		bool journal, saved;
		enum recover_file is;
		enum recover_action want;
	} row[] = {
		{false, false, RECOVER_IS_ABSENT, RECOVER_FILE}, {false, true, RECOVER_IS_ABSENT, RECOVER_FILE},
		{false, false, RECOVER_IS_SAME, RECOVER_FILE}, {false, true, RECOVER_IS_SAME, RECOVER_FILE},
		{false, false, RECOVER_IS_KNOWN, RECOVER_FILE}, {false, true, RECOVER_IS_KNOWN, RECOVER_FILE},
		{false, false, RECOVER_IS_UNKNOWN, RECOVER_FILE}, {false, true, RECOVER_IS_UNKNOWN, RECOVER_FILE},
		{true, false, RECOVER_IS_ABSENT, RECOVER_JOURNAL}, {true, true, RECOVER_IS_ABSENT, RECOVER_JOURNAL},
		{true, false, RECOVER_IS_SAME, RECOVER_JOURNAL}, {true, true, RECOVER_IS_SAME, RECOVER_JOURNAL},
		{true, false, RECOVER_IS_KNOWN, RECOVER_JOURNAL}, {true, true, RECOVER_IS_KNOWN, RECOVER_JOURNAL},
		{true, true, RECOVER_IS_UNKNOWN, RECOVER_FILE}, {true, false, RECOVER_IS_UNKNOWN, RECOVER_ASK},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		CHECK_INT(recover_decide(row[i].journal, row[i].saved, row[i].is), row[i].want);
}

/* A draft opened with ONE, one letter typed. */
static void opened(struct draft *d)
{
	draft_init(d);
	draft_file(d, SPAN_LIT(ONE));
	draft_begin(d, SPAN_LIT(ONE), true);
}

static void silent(const struct recovery *r)
{
	CHECK_INT(r->report.n, 0);
	CHECK(!r->damaged);
	CHECK(!r->has_other);
	CHECK_INT(r->nleft, 0);
}

static void said(const struct recovery *r, const char *what)
{
	for (size_t i = 0; i < r->report.n; i++)
		if (strstr(r->report.v[i], what))
			return;
	test_bad++;
	printf("not said: %s\n", what);
	for (size_t i = 0; i < r->report.n; i++)
		printf("  %s\n", r->report.v[i]);
}

static struct recovery *reopened(struct draft *d, enum recover_action want)
{
	struct recovery *r;

	draft_kill(d);
	r = draft_recover(d);
	CHECK_INT(r->action, want);
	CHECK((r->text != NULL) == (r->action == RECOVER_JOURNAL));
	return r;
}

TEST(no_journal)
{
	struct draft d;

	draft_init(&d);
	silent(reopened(&d, file));
	CHECK(!d.r.dir);
	draft_file(&d, SPAN_LIT(ONE));
	silent(reopened(&d, file));
	draft_release(&d);
}

TEST(the_file_is_the_journal_s_last_text)
{
	struct draft d;
	size_t at;

	opened(&d);
	draft_type(&d, 5, 0, "x");
	draft_save(&d);
	silent(reopened(&d, journal));
	CHECK(!d.r.newer);
	CHECK(d.r.part_usable);
	CHECK(text_undo(d.r.text, &at));
	CHECK_SPAN(text_bytes(d.r.text), ONE);
	draft_release(&d);
}

TEST(known_the_journal_is_newer)
{
	struct draft d;
	struct str sent = STR_INIT;
	size_t at;

	/* by the base */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	reopened(&d, journal);
	silent(&d.r);
	CHECK(d.r.newer);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Mer.");
	CHECK_INT(d.r.cursor, sizeof ONE - 1 + 4);
	CHECK(text_undo(d.r.text, &at));
	CHECK(!text_can_undo(d.r.text));
	CHECK_SPAN(text_bytes(d.r.text), ONE);
	draft_release(&d);
	/* by the name, the save was not confirmed */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	draft_file(&d, str_span(&sent));
	draft_type(&d, sizeof ONE - 1, 0, "Och ");
	reopened(&d, journal);
	CHECK(d.r.newer);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Och Mer.");
	draft_release(&d);
	/* named, but the file was not written */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	reopened(&d, journal);
	CHECK(d.r.newer);
	draft_release(&d);
	/* in another form than the one sent */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	str_adds(&sent, "\n\n\n");
	draft_file(&d, str_span(&sent));
	draft_type(&d, sizeof ONE - 1, 0, "Och ");
	reopened(&d, journal);
	draft_release(&d);
	str_release(&sent);
}

TEST(no_file_or_nothing_in_it)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_save(&d);
	unlink(d.file);
	reopened(&d, journal);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Mer.");
	CHECK(!d.r.newer);
	said(&d.r, "utkast.md saknas; texten är tagen ur journalen ");
	draft_file(&d, SPAN_LIT(""));
	reopened(&d, journal);
	said(&d.r, "utkast.md är tom; ");
	draft_file(&d, SPAN_LIT("\n\0\0\n"));
	reopened(&d, journal);
	said(&d.r, "utkast.md är tom; ");
	unlink(d.file);
	mkdir(d.file, 0700);
	reopened(&d, journal);
	said(&d.r, "utkast.md går inte att läsa; ");
	draft_release(&d);
}

TEST(saved_and_changed_by_another)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_save(&d);
	draft_file(&d, SPAN_LIT(TWO));
	silent(reopened(&d, file));
	CHECK(d.r.dir != NULL);
	draft_release(&d);
	/* a version's id confirms as well */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	struct str sent = STR_INIT;
	draft_send(&d, &sent);
	draft_mark(&d, "0123456789012345678901234567890123456789");
	draft_file(&d, SPAN_LIT(TWO));
	silent(reopened(&d, file));
	draft_release(&d);
	/* nothing was typed at all */
	opened(&d);
	draft_file(&d, SPAN_LIT(TWO));
	silent(reopened(&d, file));
	draft_release(&d);
	str_release(&sent);
}

TEST(unsaved_and_changed_by_another)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_file(&d, SPAN_LIT(TWO));
	reopened(&d, ask);
	CHECK(d.r.has_other);
	CHECK_SPAN(str_span(&d.r.other), ONE "Mer.");
	CHECK(!d.r.part_usable);
	said(&d.r, "utkast.md är ändrad av ett annat program, och journalen ");
	CHECK_INT(d.r.report.n, 1);
	draft_release(&d);
	/* a save that nobody confirmed is none */
	struct str sent = STR_INIT;
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	draft_file(&d, SPAN_LIT(TWO));
	reopened(&d, ask);
	draft_release(&d);
	/* what was typed while it was on its way is not in it */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	draft_type(&d, sizeof ONE - 1, 0, "Och ");
	draft_mark(&d, "0123456789012345678901234567890123456789");
	draft_file(&d, SPAN_LIT(TWO));
	reopened(&d, ask);
	CHECK_SPAN(str_span(&d.r.other), ONE "Och Mer.");
	draft_release(&d);
	str_release(&sent);
}

TEST(an_old_text_put_back_on_purpose)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_save(&d);
	draft_file(&d, SPAN_LIT(ONE));
	silent(reopened(&d, file));
	draft_release(&d);
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_save(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Osparat.");
	draft_file(&d, SPAN_LIT(ONE));
	reopened(&d, ask);
	CHECK_SPAN(str_span(&d.r.other), ONE "Osparat.Mer.");
	draft_release(&d);
}

TEST(a_question_without_an_answer_waits)
{
	struct draft d;
	char name[RECOVER_NAME_SIZE];

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_file(&d, SPAN_LIT(TWO));
	reopened(&d, ask);
	snprintf(name, sizeof name, "%s", d.r.other_name);
	/* the file's text is gone on with, and killed too */
	draft_begin(&d, SPAN_LIT(TWO), true);
	draft_type(&d, sizeof TWO - 1, 0, "Vidare.");
	reopened(&d, journal);
	CHECK_SPAN(text_bytes(d.r.text), TWO "Vidare.");
	CHECK(d.r.has_other);
	CHECK_SPAN(str_span(&d.r.other), ONE "Mer.");
	CHECK_STR(d.r.other_name, name);
	said(&d.r, "/.utkast.md.paragraf/1.journal");
	/* answered: it was put elsewhere */
	d.t = text_new(text_bytes(d.r.text));
	draft_begin(&d, text_bytes(d.t), false);
	draft_mark(&d, name);
	silent(reopened(&d, journal));
	draft_release(&d);
}

/* The bytes of part n, changed and written back. */
static void change_part(struct draft *d, int number, size_t at, size_t cut)
{
	char *path = journal_part_path(d->dir, number);
	struct str s = STR_INIT;

	CHECK_INT(fs_read(path, &s, NULL), 0);
	if (cut)
		s.len -= cut;
	else
		s.buf[at] = (char)(s.buf[at] ^ 0x40);
	put_file(path, str_span(&s));
	str_release(&s);
	free(path);
}

static size_t part_size(const struct draft *d, int number)
{
	char *path = journal_part_path(d->dir, number);
	struct stat st = {0};

	CHECK_INT(stat(path, &st), 0);
	free(path);
	return (size_t)st.st_size;
}

TEST(a_torn_tail_is_nothing_to_say)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_type(&d, sizeof ONE - 1, 0, "Och ");
	draft_kill(&d);
	change_part(&d, 1, 0, 3);
	silent(reopened(&d, journal));
	CHECK(d.r.part_usable);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Mer.");
	draft_release(&d);
}

TEST(a_damaged_place)
{
	struct draft d;
	struct err err = ERR_INIT;
	struct str s = STR_INIT;
	char *beside, name[RECOVER_NAME_SIZE];
	size_t bad;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Före. ");
	bad = part_size(&d, 1) + 2;
	draft_type(&d, sizeof ONE - 1, 0, "Skadat.");
	draft_type(&d, sizeof ONE - 1, 0, "Efter ett.");
	draft_type(&d, 0, 0, "Efter två.");
	draft_kill(&d);
	change_part(&d, 1, bad, 0);
	reopened(&d, journal);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Före. ");
	CHECK(d.r.damaged);
	CHECK(!d.r.part_usable);
	said(&d.r, "/1.journal är skadad: 2 ändringar efter skadan går inte att använda");
	CHECK_INT(d.r.nleft, 1);
	CHECK(d.r.left[0].fragment);
	CHECK_SPAN(str_span(&d.r.left[0].text), "Efter ett.\nEfter två.");
	snprintf(name, sizeof name, "%s", d.r.left[0].name);
	/* put beside, over nothing, and once */
	beside = fs_join(d.home, "utkast-ur-journalen.md");
	put_file(beside, SPAN_LIT("något annat"));
	CHECK_INT(recover_keep(&d.r, d.file, NULL, &err), 0);
	said(&d.r, "/utkast-ur-journalen-2.md");
	CHECK_INT(fs_read(beside, &s, NULL), 0);
	CHECK_STR(str_c(&s), "något annat");
	free(beside);
	beside = fs_join(d.home, "utkast-ur-journalen-2.md");
	str_clear(&s);
	CHECK_INT(fs_read(beside, &s, NULL), 0);
	CHECK_STR(str_c(&s), "Efter ett.\nEfter två.");
	free(beside);
	CHECK_INT(recover_keep(&d.r, d.file, NULL, &err), 0);
	beside = fs_join(d.home, "utkast-ur-journalen-3.md");
	CHECK(!fs_exists(beside));
	free(beside);
	/* the next part says that it is kept */
	draft_begin(&d, SPAN_LIT(ONE "Före. "), false);
	draft_mark(&d, name);
	silent(reopened(&d, journal));
	CHECK(d.r.part_usable);
	draft_release(&d);
	str_release(&s);
}

TEST(a_part_with_a_damaged_beginning)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_begin(&d, text_bytes(d.t), false);
	draft_type(&d, sizeof ONE - 1, 0, "Sist. ");
	draft_kill(&d);
	change_part(&d, 2, JOURNAL_HEADER + 50, 0);
	reopened(&d, journal);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Mer.");
	CHECK(d.r.damaged);
	said(&d.r, "/2.journal är skadad i början");
	CHECK_INT(d.r.nleft, 1);
	CHECK(d.r.nleft && strstr(str_c(&d.r.left[0].text), "Sist. ") != NULL);
	draft_release(&d);
	/* what a killed program leaves of one is nothing to say */
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_begin(&d, text_bytes(d.t), false);
	draft_kill(&d);
	change_part(&d, 2, 0, part_size(&d, 2) - JOURNAL_HEADER - 10);
	silent(reopened(&d, journal));
	CHECK_SPAN(text_bytes(d.r.text), ONE "Mer.");
	draft_release(&d);
}

TEST(a_folder_that_may_not_be_used)
{
	struct draft d;
	char *real;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_kill(&d);
	real = fs_join(d.home, "annan");
	CHECK_INT(rename(d.dir, real), 0);
	CHECK_INT(symlink(real, d.dir), 0);
	reopened(&d, file);
	CHECK(d.r.damaged);
	said(&d.r, ".utkast.md.paragraf används inte: den är en länk");
	unlink(d.dir);
	put_file(d.dir, SPAN_LIT("ingen mapp"));
	reopened(&d, file);
	said(&d.r, "används inte: den är ingen mapp");
	unlink(d.dir);
	CHECK_INT(rename(real, d.dir), 0);
	if (geteuid() == 0) {
		printf("SKIP: root får läsa allt\n");
	} else {
		CHECK_INT(chmod(d.dir, 0), 0);
		reopened(&d, file);
		said(&d.r, "används inte: ");
		CHECK_INT(chmod(d.dir, 0700), 0);
		char *part = journal_part_path(d.dir, 1);
		CHECK_INT(chmod(part, 0), 0);
		reopened(&d, file);
		said(&d.r, "/1.journal går inte att läsa: ");
		free(part);
	}
	free(real);
	draft_release(&d);
}

/* The journal goes on in its spare place. */
static void to_spare(struct draft *d)
{
	struct err err = ERR_INIT;

	journal_free(d->j);
	free(d->dir);
	d->dir = journal_spare_dir(d->file, 0);
	d->j = journal_new(d->dir);
	CHECK_INT(journal_lock(d->j, &err), 0);
	CHECK_INT(journal_begin(d->j, text_bytes(d->t), &err), 0);
	CHECK_STR(err.msg, "");
}

TEST(the_spare_place)
{
	struct draft d;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	to_spare(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Och ");
	silent(reopened(&d, journal));
	CHECK(d.r.spare);
	CHECK_SPAN(text_bytes(d.r.text), ONE "Och Mer.");
	/* what the own place never got, and the spare one begins with */
	draft_release(&d);
	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	text_replace(d.t, 0, 0, SPAN_LIT("Tappat. "));
	to_spare(&d);
	draft_file(&d, SPAN_LIT(TWO));
	reopened(&d, ask);
	CHECK_SPAN(str_span(&d.r.other), "Tappat. " ONE "Mer.");
	said(&d.r, "text som inte är sparad finns också i ");
	CHECK_INT(d.r.nleft, 1);
	CHECK_SPAN(str_span(&d.r.left[0].text), ONE "Mer.");
	draft_release(&d);
}

TEST(does_the_journal_know)
{
	struct draft d;
	struct str sent = STR_INIT;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	CHECK(recover_knows(d.dir, SPAN_LIT(ONE)));
	CHECK(recover_knows(d.dir, str_span(&sent)));
	CHECK(!recover_knows(d.dir, SPAN_LIT(TWO)));
	CHECK(!recover_knows(d.dir, SPAN_NONE));
	CHECK(!recover_knows("/finns/inte", SPAN_LIT(ONE)));
	draft_release(&d);
	str_release(&sent);
}

TEST(a_version_out_of_the_journal)
{
	static const char id[] = "0123456789012345678901234567890123456789";
	struct draft d;
	struct str sent = STR_INIT, got = STR_INIT;

	opened(&d);
	draft_type(&d, sizeof ONE - 1, 0, "Mer.");
	draft_send(&d, &sent);
	draft_type(&d, sizeof ONE - 1, 0, "Medan den sparas. ");
	draft_mark(&d, id);
	draft_type(&d, sizeof ONE - 1, 0, "Sen. ");
	draft_kill(&d);
	CHECK(recover_version(d.dir, id, &got));
	CHECK_SPAN(str_span(&got), str_c(&sent));
	CHECK(!recover_version(d.dir, "0123456789012345678901234567890123456788", &got));
	CHECK(!recover_version(d.dir, "", &got));
	draft_release(&d);
	str_release(&sent);
	str_release(&got);
}

/* --------------------------------------------------------- random histories */

/* The editor and the world round it, and every text that somebody has written. */
struct world {
	struct draft d;
	unsigned long seed;
	struct strlist kept;     /* versions, files beside */
	struct strlist waiting;  /* texts that a question stands for */
	struct str now;          /* the text when the process was killed */
	bool jumps;              /* the clock jumps back now and then */
	int counter;
};

static bool holds(const struct strlist *l, struct span text)
{
	for (size_t i = 0; i < l->n; i++)
		if (recover_same(span_of(l->v[i]), text))
			return true;
	return false;
}

static void keep(struct strlist *l, struct span text)
{
	strlist_add(l, text.p ? text.p : "", text.n);
}

static char *sentence(struct world *w, const char *who)
{
	return str_format("%s %d. ", who, ++w->counter);
}

static void type(struct world *w)
{
	size_t n = text_bytes(w->d.t).n, at = 40 + test_random(&w->seed) % (n - 40 + 1);
	char *s = sentence(w, "Jag skrev");

	draft_type(&w->d, at, test_random(&w->seed) % 3 ? 0 : test_random(&w->seed) % 9, s);
	free(s);
}

static void undo(struct world *w)
{
	size_t at;

	if (test_random(&w->seed) % 3)
		(void)text_undo(w->d.t, &at);
	else
		(void)text_redo(w->d.t, &at);
	draft_flush(&w->d);
}

/* A save, interrupted after so many steps of it. */
static bool save(struct world *w)
{
	struct str sent = STR_INIT;
	unsigned long steps = test_random(&w->seed) % 6;

	draft_send(&w->d, &sent);
	if (steps > 0)
		draft_file(&w->d, str_span(&sent));
	if (steps > 1) {
		keep(&w->kept, str_span(&sent));
		draft_mark(&w->d, test_random(&w->seed) % 2 ? "" : "0123456789012345678901234567890123456789");
	}
	str_release(&sent);
	return steps > 1;
}

static void foreign(struct world *w)
{
	struct str s = STR_INIT;
	char *line = sentence(w, "Någon annan skrev");

	if (test_random(&w->seed) % 4 == 0 && w->kept.n) {
		/* an old version is put back */
		str_adds(&s, w->kept.v[test_random(&w->seed) % w->kept.n]);
	} else {
		str_adds(&s, ONE);
		str_adds(&s, line);
	}
	draft_file(&w->d, str_span(&s));
	free(line);
	str_release(&s);
}

static void another_part(struct world *w)
{
	clock_advance(1);
	if (test_random(&w->seed) % 3 == 0)
		to_spare(&w->d);
	else
		draft_begin(&w->d, text_bytes(w->d.t), false);
}

static bool known(struct world *w, struct span text)
{
	char *own = journal_dir(w->d.file, NULL), *spare = journal_spare_dir(w->d.file, 0);
	bool yes = recover_knows(own, text) || recover_knows(spare, text);

	free(own);
	free(spare);
	return yes;
}

/* All that must be somewhere is somewhere: else its history is printed. */
static void check_open(struct world *w, struct span disk)
{
	struct recovery *r = &w->d.r;
	struct strlist have = {NULL, 0, 0};

	if (r->action == RECOVER_JOURNAL)
		keep(&have, text_bytes(r->text));
	else
		keep(&have, disk);
	if (r->has_other)
		keep(&have, str_span(&r->other));
	for (size_t i = 0; i < r->nleft; i++)
		keep(&have, str_span(&r->left[i].text));
	/* without a clock two places that know each other's end can't be told apart, and
	 * what is asked of a text that was gone on from is not asked again */
	for (size_t i = 0; i < w->waiting.n && !w->jumps; i++)
		CHECK(holds(&have, span_of(w->waiting.v[i])) || holds(&w->kept, span_of(w->waiting.v[i])));
	/* likewise when what was typed in one place was taken back in the other: the
	 * text is then one step of undo away */
	CHECK(holds(&have, str_span(&w->now)) || holds(&w->kept, str_span(&w->now)) ||
		(w->jumps && r->dir && strcmp(r->dir, w->d.dir) != 0 && recover_knows(r->dir, str_span(&w->now))));
	/* another's text is never passed over */
	if (r->action == RECOVER_JOURNAL && strstr(disk.p ? disk.p : "", "Någon annan"))
		CHECK(holds(&have, disk) || holds(&w->kept, disk) || known(w, disk));
	strlist_release(&have);
}

/* As the session does it. */
static void open_again(struct world *w, struct span disk)
{
	struct draft *d = &w->d;
	struct recovery *r = &d->r;
	struct err err = ERR_INIT;

	free(d->dir);
	d->dir = journal_dir(d->file, NULL);
	strlist_release(&w->waiting);
	if (r->action == RECOVER_JOURNAL) {
		d->t = r->text;
		r->text = NULL;
		text_follow(d->t);
		d->j = journal_new(d->dir);
		CHECK_INT(journal_lock(d->j, &err), 0);
		if (!(r->part_usable && !r->spare && journal_continue(d->j, &r->part, &err) == 0))
			draft_begin(d, text_bytes(d->t), false);
	} else {
		keep(&w->kept, disk); /* the next version takes it in first */
		draft_begin(d, disk, true);
	}
	for (size_t i = 0; i < r->nleft; i++) {
		keep(&w->kept, str_span(&r->left[i].text));
		draft_mark(d, r->left[i].name);
	}
	if (r->has_other && test_random(&w->seed) % 2) {
		keep(&w->kept, str_span(&r->other));
		draft_mark(d, r->other_name);
	} else if (r->has_other) {
		keep(&w->waiting, str_span(&r->other));
	}
}

static void killed(struct world *w)
{
	struct str disk = STR_INIT;

	clock_advance(1);
	str_clear(&w->now);
	str_addspan(&w->now, text_bytes(w->d.t));
	draft_kill(&w->d);
	if (test_random(&w->seed) % 3 == 0)
		foreign(w);
	draft_recover(&w->d);
	CHECK_INT(fs_read(w->d.file, &disk, NULL), 0);
	check_open(w, str_span(&disk));
	open_again(w, str_span(&disk));
	str_release(&disk);
}

static void history(unsigned long seed)
{
	struct world w = {.seed = seed, .jumps = seed % 2};

	clock_fix("2031-04-09T10:42:07+02:00", NULL);
	opened(&w.d);
	keep(&w.kept, SPAN_LIT(ONE));
	for (int i = 0; i < 60 && !test_bad; i++) {
		clock_advance(w.jumps && test_random(&w.seed) % 10 == 0 ? -3600 : 1);
		switch (test_random(&w.seed) % 12) {
		case 0:
			if (!save(&w))
				killed(&w);
			break;
		case 1:
			undo(&w);
			break;
		case 2:
			another_part(&w);
			break;
		case 3:
			killed(&w);
			break;
		default:
			type(&w);
		}
	}
	if (test_bad)
		printf("seed %lu, folder %s\n", seed, w.d.home);
	draft_release(&w.d);
	strlist_release(&w.kept);
	strlist_release(&w.waiting);
	str_release(&w.now);
}

TEST(no_history_loses_a_text)
{
	for (unsigned long seed = 1; seed <= 100 && !test_bad; seed++)
		history(seed * 7919);
	clock_fix("2031-04-09T10:42:07+02:00", NULL);
}
