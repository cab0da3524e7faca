/* job: the real program in a pseudo-terminal of 80x24 with a home of its own, a
 * shell beside it, and git as the judge of what stands on disk. */
#ifndef TESTS_PTY_JOB_H
#define TESTS_PTY_JOB_H

#include <signal.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "pty/pty.h"
#include "test.h"

#define MS 20000
#define F2 "\033OQ"
#define F3 "\033OR"
#define F5 "\033[15~"
#define F6 "\033[17~"
#define F7 "\033[18~"
#define F8 "\033[19~"
#define F9 "\033[20~"
#define F11 "\033[23~"
#define F12 "\033[24~"
#define UP "\033[A"
#define DOWN "\033[B"
#define RIGHT "\033[C"
#define LEFT "\033[D"
#define HOME "\033[H"
#define END "\033[F"
#define CTRL_HOME "\033[1;5H"
#define CTRL_END "\033[1;5F"
#define ALT(c) "\033" c
#define ESC "\033"
#define PASTE(text) "\033[200~" text "\033[201~"
#define CTRL(c) ((char[]){(char)((c) & 31), '\0'})

#define AGENDA \
	"Rapport från vinterns skotertrafik; FN 12-2031\nMobil skötsel i tre byar; FN 79-2031\n" \
	"Initiativärende (V) - vindskydd vid Granlid; FN 81-2031\nAktivitetsplan 2031; FN 7-2031\n"

struct job {
	char *home, *archive, *folder, *draft;
	struct pty *p;
};

/* -------------------------------------------------------------- the shell */

/* A command of the shell in the home; its output. H and A are home and archive. */
__attribute__((unused)) static char *sh(const struct job *j, int want, const char *script)
{
	struct str out = STR_INIT;
	char *all = str_format("export HOME='%s' A='%s' F='%s' P=\"$TOP/$B/paragraf\" PARAGRAF_TID=2031-04-09T10:42:07+02:00;"
			       " cd '%s'; { %s\n} 2>&1", j->home, j->archive, j->folder, j->home, script);
	FILE *f = popen(all, "r");
	char buf[4096];
	size_t n;
	int rc;

	while (f && (n = fread(buf, 1, sizeof buf, f)) > 0)
		str_add(&out, buf, n);
	rc = f ? pclose(f) : -1;
	if (want >= 0 && rc != want << 8) {
		printf("%s: status %d, not %d\n%s", script, rc >> 8, want, str_c(&out));
		test_bad++;
	}
	free(all);
	return str_take(&out);
}

__attribute__((unused)) static void run(const struct job *j, int want, const char *script)
{
	free(sh(j, want, script));
}

__attribute__((unused)) static struct job job_new(void)
{
	struct job j = {.home = test_folder()};

	j.archive = fs_join(j.home, "Protokoll");
	j.folder = fs_join(j.archive, "2031-04-09-fb");
	j.draft = fs_join(j.folder, "protokoll.md");
	return j;
}

/* The archive with the sample organ and a meeting from the agenda. */
__attribute__((unused)) static struct job job_meeting(void)
{
	struct job j = job_new();

	run(&j, 0, "mkdir -p \"$A/organ\" && cp \"$TOP/sample-protocols/organ/fb.md\" \"$A/organ/\" && "
		   "printf '" AGENDA "' > lista.txt && "
		   "\"$P\" ny --organ fb --datum 2031-04-09 --arkiv \"$A\" --arenden lista.txt");
	return j;
}

#define HEAD \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\ndatum: 2031-04-09\ntid: 10.00–12.00\nplats: Vitmossen\nbeslutande:\n" \
	"  - Anna Ek (S), ordförande\n  - Bo Lind (M)\nsekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n"

/* A single draft file, without versions. */
__attribute__((unused)) static struct job job_file(const char *body, size_t n)
{
	struct job j = job_new();
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	free(j.draft);
	j.draft = fs_join(j.home, "utkast.md");
	str_adds(&s, HEAD);
	str_add(&s, body, n);
	CHECK_INT(fs_write_atomic(j.draft, s.buf, s.len, 0644, &err), 0);
	str_release(&s);
	return j;
}

__attribute__((unused)) static void job_start_env(struct job *j, int rows, int cols, const char *opt_path, const char *opt_env)
{
	char *program = str_format("%s/%s/paragraf", getenv("TOP"), getenv("B"));
	char *home = str_format("HOME=%s", j->home);
	const char *argv[] = {program, opt_path, NULL};
	const char *env[] = {home, "PARAGRAF_TID=2031-04-09T10:42:07+02:00", "LC_ALL=C.UTF-8", opt_env, NULL};

	j->p = pty_start(rows, cols, env, argv);
	free(program);
	free(home);
}

__attribute__((unused)) static void job_start(struct job *j, const char *opt_path)
{
	job_start_env(j, 24, 80, opt_path, NULL);
}

__attribute__((unused)) static void job_end(struct job *j)
{
	pty_free(j->p);
	free(j->home);
	free(j->archive);
	free(j->folder);
	free(j->draft);
}

/* ------------------------------------------------------------------- keys */

__attribute__((unused)) static void type(struct job *j, const char *keys)
{
	pty_type(j->p, keys);
}

/* A lone Esc: the next key must not come so soon that it makes Alt of it. */
__attribute__((unused)) static void escape(struct job *j)
{
	pty_type(j->p, ESC);
	pty_wait_quiet(j->p, 120, MS);
}

__attribute__((unused)) static void sees(struct job *j, const char *text)
{
	if (!pty_wait_text(j->p, text, MS)) {
		printf("never seen: %s\n", text);
		test_bad++;
	}
}

__attribute__((unused)) static bool shows(struct job *j, const char *text)
{
	int row, col;

	return pty_find(j->p, text, &row, &col);
}

/* Waits until the text is on the screen and selected: by reverse, by colour, or,
 * where a gap is reversed already, by weight and line. */
__attribute__((unused)) static bool marked(struct job *j, const char *text)
{
	for (int waited = 0; waited < MS; waited += 50) {
		struct pty_cell cell;
		int row, col;

		if (pty_find(j->p, text, &row, &col)) {
			cell = pty_cell(j->p, row, col);
			if (cell.reverse || cell.bg != PTY_DEFAULT || (cell.bold && cell.underline))
				return true;
		}
		pty_wait_quiet(j->p, 50, 50);
	}
	{
		char *screen = pty_screen(j->p);

		printf("not marked: %s; the screen is\n%s", text, screen);
		free(screen);
	}
	return false;
}

__attribute__((unused)) static void rests(struct job *j)
{
	pty_wait_quiet(j->p, 400, MS);
}

__attribute__((unused)) static void leaves(struct job *j)
{
	int status = -1;

	type(j, CTRL('Q'));
	CHECK(pty_wait_exit(j->p, &status, MS));
	CHECK_INT(status, 0);
	CHECK(!pty_alternate(j->p));
}

__attribute__((unused)) static char *draft(const struct job *j)
{
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	if (fs_read(j->draft, &s, &err))
		printf("%s\n", err.msg);
	return str_take(&s);
}

__attribute__((unused)) static bool has(const char *text, const char *piece)
{
	bool hit = strstr(text, piece) != NULL;

	if (!hit)
		printf("not there: %s\nin:\n%s\n", piece, text);
	return hit;
}

__attribute__((unused)) static void draft_has(const struct job *j, const char *piece)
{
	char *s = draft(j);

	CHECK(has(s, piece));
	free(s);
}

/* What every way to end must leave: a sound repository, a clean work tree. */
__attribute__((unused)) static void git_is_sound(const struct job *j)
{
	char *s;

	run(j, 0, "cd \"$F\" && git fsck --strict --no-dangling");
	s = sh(j, 0, "cd \"$F\" && git status --porcelain");
	CHECK_STR(s, "");
	free(s);
	s = sh(j, 0, "cd \"$F\" && git show HEAD:protokoll.md | cmp - protokoll.md");
	CHECK_STR(s, "");
	free(s);
}

#endif
