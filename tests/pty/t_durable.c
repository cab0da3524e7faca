/* What was on the screen is there at the next start: after kill -9 at any
 * moment, signals, a terminal that goes away, storms of resizes, stops, jumps of
 * the clock. The real program, and the real next start. */
#include "pty/job.h"

#include <unistd.h>

/* In § 5, below its decision, ready to type. */
static void start_typing(struct job *j)
{
	job_start(j, j->folder);
	sees(j, "▸!  1");
	type(j, CTRL('G'));
	type(j, "5");
	sees(j, "▸!  5");
	type(j, F6);
}

static void next_start_has(struct job *j, const char *text)
{
	char *s;

	pty_free(j->p);
	/* without a screen first: it changes nothing */
	s = sh(j, -1, "\"$P\" --aterhamta \"$F\" --till -");
	CHECK(has(s, text));
	free(s);
	job_start(j, j->folder);
	sees(j, text);
	leaves(j);
	draft_has(j, text);
	git_is_sound(j);
}

/* Each trial is killed as soon as the character is on the screen. */
TEST(killed_when_a_character_is_seen)
{
	static const char *const words[] = {"a", "Ström", "Strömmen gick.", "Strömmen gick, mer", "en, två, tre;"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct job j = job_meeting();
		char *seen = str_format("Ord: %s", words[i]);
		int status = -1;

		start_typing(&j);
		type(&j, seen);
		sees(&j, seen);
		pty_signal(j.p, SIGKILL);
		CHECK(pty_wait_exit(j.p, &status, MS));
		CHECK_INT(status, 128 + SIGKILL);
		next_start_has(&j, seen);
		free(seen);
		job_end(&j);
	}
}

/* Killed while the helper makes a version. */
TEST(killed_during_a_save)
{
	for (int ms = 0; ms < 40; ms += 8) {
		struct job j = job_meeting();
		int status = -1;

		start_typing(&j);
		type(&j, "Före, ");
		sees(&j, "Före,");
		type(&j, CTRL('S'));
		type(&j, "efter.");
		sees(&j, "Före, efter.");
		usleep((useconds_t)ms * 1000);
		pty_signal(j.p, SIGKILL);
		CHECK(pty_wait_exit(j.p, &status, MS));
		next_start_has(&j, "Före, efter.");
		job_end(&j);
	}
}

TEST(cursor_and_undo_are_there_at_the_next_start)
{
	struct job j = job_meeting();
	int status = -1, row = 0, col = 0;

	start_typing(&j);
	type(&j, "Ett två.");
	sees(&j, "Ett två.");
	type(&j, LEFT LEFT LEFT LEFT);
	type(&j, "och ");
	sees(&j, "Ett och två.");
	pty_signal(j.p, SIGKILL);
	CHECK(pty_wait_exit(j.p, &status, MS));
	pty_free(j.p);
	job_start(&j, j.folder);
	sees(&j, "Ett och två.");
	sees(&j, "text som inte hann sparas");
	CHECK(pty_find(j.p, "Ett och två.", &row, &col));
	CHECK(pty_wait_cursor(j.p, row, col + 8, MS));
	/* word by word: the blank, "och", " två.", "Ett" */
	type(&j, CTRL('Z'));
	type(&j, CTRL('Z'));
	sees(&j, "Ett två.");
	type(&j, CTRL('Z'));
	type(&j, CTRL('Z'));
	CHECK(pty_wait_gone(j.p, "Ett", MS));
	leaves(&j);
	git_is_sound(&j);
	job_end(&j);
}

static void ended_by(bool hang_up, int sig)
{
	struct job j = job_meeting();
	int status = -1;

	start_typing(&j);
	type(&j, "Oväntat slut.");
	sees(&j, "Oväntat slut.");
	if (hang_up)
		pty_hang_up(j.p);
	else
		pty_signal(j.p, sig);
	CHECK(pty_wait_exit(j.p, &status, MS));
	CHECK(!pty_alternate(j.p) || hang_up);
	next_start_has(&j, "Oväntat slut.");
	job_end(&j);
}

TEST(sigterm_keeps_all_and_restores_the_terminal)
{
	ended_by(false, SIGTERM);
}

TEST(sighup_keeps_all)
{
	ended_by(false, SIGHUP);
}

TEST(a_terminal_that_goes_away_keeps_all)
{
	ended_by(true, 0);
}

/* Keys and sizes mixed: every character is on disk, in order. */
TEST(a_storm_of_resizes_while_typing)
{
	struct job j = job_meeting();
	int status = -1;

	start_typing(&j);
	for (int i = 0; i < 200; i++) {
		char key[2] = {(char)('a' + i % 26), '\0'};

		pty_resize(j.p, 3 + i * 7 % 40, 5 + i * 13 % 120);
		type(&j, i % 27 == 26 ? " " : key);
	}
	type(&j, "SLUT");
	pty_resize(j.p, 24, 80);
	sees(&j, "SLUT");
	pty_signal(j.p, SIGKILL);
	CHECK(pty_wait_exit(j.p, &status, MS));
	pty_free(j.p);
	{
		char *s = sh(&j, -1, "\"$P\" --aterhamta \"$F\" --till - | tr -d '\\n ' ");
		struct str want = STR_INIT;

		for (int i = 0; i < 200; i++)
			if (i % 27 != 26)
				str_addc(&want, (char)('a' + i % 26));
		str_adds(&want, "SLUT");
		CHECK(has(s, str_c(&want)));
		str_release(&want);
		free(s);
	}
	job_start(&j, j.folder);
	sees(&j, "SLUT");
	leaves(&j);
	git_is_sound(&j);
	job_end(&j);
}

TEST(stopped_and_killed_while_stopped)
{
	struct job j = job_meeting();
	int status = -1;

	start_typing(&j);
	type(&j, "Pausad.");
	sees(&j, "Pausad.");
	pty_signal(j.p, SIGSTOP);
	CHECK(pty_wait_stopped(j.p, MS));
	pty_signal(j.p, SIGKILL);
	CHECK(pty_wait_exit(j.p, &status, MS));
	next_start_has(&j, "Pausad.");
	job_end(&j);
}

/* A draft outside a meeting has its journal beside it. */
TEST(a_single_file_killed)
{
	struct job j = job_file("# § 1 Ett\n\nText.\n", 17);
	char *s;
	int status = -1;

	job_start(&j, j.draft);
	sees(&j, "Text.");
	type(&j, CTRL_END "Mer text.");
	sees(&j, "Mer text.");
	pty_signal(j.p, SIGKILL);
	CHECK(pty_wait_exit(j.p, &status, MS));
	pty_free(j.p);
	s = sh(&j, -1, "\"$P\" --aterhamta utkast.md --till ut.md; cat ut.md");
	CHECK(has(s, "Mer text."));
	free(s);
	job_start(&j, j.draft);
	sees(&j, "Mer text.");
	leaves(&j);
	draft_has(&j, "Mer text.");
	job_end(&j);
}

/* Two windows: the second follows, and takes over when the first is killed. */
TEST(the_second_terminal_takes_over)
{
	struct job j = job_meeting();
	struct pty *first;
	int status = -1;

	start_typing(&j);
	first = j.p;
	job_start(&j, j.folder);
	sees(&j, "annat fönster");
	pty_type(first, "Skrivet i det ena.");
	sees(&j, "Skrivet i det ena.");
	pty_signal(first, SIGKILL);
	CHECK(pty_wait_exit(first, &status, MS));
	pty_free(first);
	sees(&j, "nu går det att skriva här");
	type(&j, CTRL_END "Skrivet i det andra.");
	sees(&j, "Skrivet i det andra.");
	leaves(&j);
	draft_has(&j, "Skrivet i det ena.");
	draft_has(&j, "Skrivet i det andra.");
	git_is_sound(&j);
	job_end(&j);
}
