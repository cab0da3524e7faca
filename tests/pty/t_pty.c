/* pty: the test terminal itself, on programs that are always there. */
#include "pty/pty.h"

#include <signal.h>

#include "test.h"

#define MS 10000

static struct pty *sh(int rows, int cols, const char *script)
{
	const char *argv[] = {"/bin/sh", "-c", script, NULL};
	const char *env[] = {"HUND=katt", NULL};

	return pty_start(rows, cols, env, argv);
}

TEST(cat_echoes)
{
	const char *argv[] = {"/bin/cat", NULL};
	struct pty *p = pty_start(5, 20, NULL, argv);
	int row, col, status = -1;
	char *s;

	pty_type(p, "räksmörgås\r");
	CHECK(pty_wait_row(p, 1, "räksmörgås", MS));
	s = pty_screen(p);
	CHECK_STR(s, "räksmörgås\nräksmörgås\n");
	free(s);
	CHECK(pty_wait_cursor(p, 2, 0, MS));
	pty_cursor(p, &row, &col);
	CHECK_INT(row, 2);
	CHECK_INT(col, 0);
	pty_type(p, "\x04");
	CHECK(pty_wait_exit(p, &status, MS));
	CHECK_INT(status, 0);
	CHECK_SPAN(pty_written(p), "räksmörgås\r\nräksmörgås\r\n");
	pty_free(p);
}

TEST(cells)
{
	struct pty *p = sh(3, 40, "printf 'a\\033[1;4;31mb\\033[0;7;48;5;200mc\\033[0;38;2;1;2;3md\\033[0mo\\314\\210日z'");
	struct pty_cell c;
	int row = -1, col = -1;

	CHECK(pty_wait_text(p, "z", MS));
	c = pty_cell(p, 0, 0);
	CHECK_STR(c.text, "a");
	CHECK(!c.bold && !c.underline && !c.reverse && c.fg == PTY_DEFAULT && c.bg == PTY_DEFAULT);
	c = pty_cell(p, 0, 1);
	CHECK(c.bold && c.underline && !c.reverse && c.fg % 8 == 1);
	c = pty_cell(p, 0, 2);
	CHECK(!c.bold && c.reverse);
	CHECK_INT(c.bg, 200);
	CHECK_INT(pty_cell(p, 0, 3).fg, 0x1010203);
	CHECK_STR(pty_cell(p, 0, 4).text, "o\xCC\x88");
	c = pty_cell(p, 0, 5);
	CHECK_STR(c.text, "日");
	CHECK_INT(c.width, 2);
	CHECK_STR(pty_cell(p, 0, 6).text, "");
	CHECK(pty_find(p, "z", &row, &col));
	CHECK_INT(row, 0);
	CHECK_INT(col, 7);
	CHECK(!pty_find(p, "saknas", &row, &col));
	CHECK_STR(pty_cell(p, 2, 0).text, " ");
	CHECK_STR(pty_cell(p, 3, 0).text, "");
	CHECK_STR(pty_cell(p, 0, -1).text, "");
	pty_free(p);
}

TEST(size_environment_and_exit_status)
{
	struct pty *p = sh(7, 33, "stty size; echo $HUND; exit 3");
	int status = -1;

	CHECK(pty_wait_row(p, 0, "7 33", MS));
	CHECK(pty_wait_row(p, 1, "katt", MS));
	CHECK(pty_wait_exit(p, &status, MS));
	CHECK_INT(status, 3);
	pty_type(p, "till ingen");
	CHECK(pty_wait_exit(p, &status, MS));
	pty_free(p);
}

TEST(resize)
{
	struct pty *p = sh(5, 20, "trap 'stty size' WINCH; echo redo; while :; do read x; done");

	CHECK(pty_wait_text(p, "redo", MS));
	pty_resize(p, 9, 30);
	CHECK(pty_wait_text(p, "9 30", MS));
	pty_free(p);
}

TEST(signals)
{
	struct pty *p = sh(5, 20, "echo redo; read x");
	int status = -1;

	CHECK(pty_wait_text(p, "redo", MS));
	pty_signal(p, SIGSTOP);
	CHECK(pty_wait_stopped(p, MS));
	pty_signal(p, SIGCONT);
	pty_signal(p, SIGKILL);
	CHECK(pty_wait_exit(p, &status, MS));
	CHECK_INT(status, 128 + SIGKILL);
	pty_signal(p, SIGKILL); /* to nobody */
	pty_free(p);
}

TEST(hang_up)
{
	struct pty *p = sh(5, 20, "echo redo; read x");
	int status = -1;

	CHECK(pty_wait_text(p, "redo", MS));
	pty_hang_up(p);
	CHECK(pty_wait_exit(p, &status, MS));
	CHECK(status != 0);
	pty_free(p);
}

TEST(terminal_answers_and_knows_its_modes)
{
	struct pty *p = sh(5, 40, "stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[6n'; dd bs=1 count=6 2>/dev/null |"
		" tr '\\033' E; printf ' svar'; read x");

	CHECK(pty_wait_text(p, "svar", MS));
	CHECK(pty_wait_text(p, "E[1;1R", MS));
	CHECK(pty_alternate(p));
	CHECK(!pty_cursor_visible(p));
	CHECK(pty_wait_written(p, "\033[?25l", 0, MS));
	CHECK(pty_wait_quiet(p, 20, MS));
	pty_free(p);
}

/* More than a terminal's buffer holds, both ways. */
TEST(much_is_no_trouble)
{
	const char *argv[] = {"/bin/sh", "-c", "stty raw -echo; echo redo; head -c 200000 | wc -c", NULL};
	struct pty *p = pty_start(5, 20, NULL, argv);
	struct str s = STR_INIT;
	int status = -1;

	CHECK(pty_wait_text(p, "redo", MS));
	str_addrep(&s, "x", 200000);
	pty_send(p, str_span(&s));
	CHECK(pty_wait_text(p, "200000", MS));
	CHECK(pty_wait_exit(p, &status, MS));
	str_release(&s);
	pty_free(p);
}

TEST(no_such_program)
{
	const char *argv[] = {"/finns/inte", NULL};
	struct pty *p = pty_start(1, 1, NULL, argv);
	int status = -1;

	CHECK(pty_wait_exit(p, &status, MS));
	CHECK_INT(status, 127);
	pty_free(p);
	pty_free(NULL);
}
