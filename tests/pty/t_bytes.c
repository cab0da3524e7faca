/* What a key sends to the terminal: an SSH line and a slow terminal feel each
 * byte, and a frame in pieces flickers. The real program, 40 x 120. */
#include "pty/pty.h"

#include <stdlib.h>

#include "base/fs.h"
#include "test.h"

#define MS 10000

static struct pty *opened(char **folder)
{
	struct str text = STR_INIT;
	char *home = test_folder(), *file = fs_join(home, "utkast.md"), *env_home = str_format("HOME=%s", home);
	char *program = str_format("%s/paragraf", getenv("B") ? getenv("B") : "build/dev");
	const char *env[] = {env_home, "TERM=xterm-256color", "PARAGRAF_TID=2031-04-09T10:42:07+02:00", NULL};
	const char *argv[] = {program, file, NULL};
	struct pty *p;

	str_adds(&text, "---\nformat: paragraf 1\ntyp: protokoll\norgan: Byrådet\ndatum: 2031-04-09\n---\n\n# § 1 Ett\n\n"
			"## Beslut\n\nFörsta stycket står här.\n\n");
	for (int i = 0; i < 300; i++)
		str_addf(&text, "Stycke %d handlar om byn.\n\n", i);
	CHECK_INT(fs_write_atomic(file, text.buf, text.len, 0600, NULL), 0);
	p = pty_start(40, 120, env, argv);
	CHECK(pty_wait_text(p, "Stycke 9 handlar", MS));
	CHECK(pty_wait_quiet(p, 600, MS));
	free(program);
	free(env_home);
	free(file);
	*folder = home;
	str_release(&text);
	return p;
}

/* Types letters one by one; bytes sent for each in the mean. */
static size_t bytes_of(struct pty *p, const char *text)
{
	size_t before = pty_written(p).n, n = strlen(text);
	struct str seen = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		char key[2] = {text[i], '\0'};

		str_addc(&seen, text[i]);
		pty_type(p, key);
		if (text[i] != ' ')
			CHECK(pty_wait_text(p, str_c(&seen), MS));
	}
	CHECK(pty_wait_quiet(p, 300, MS));
	str_release(&seen);
	return (pty_written(p).n - before) / n;
}

TEST(a_typed_letter_is_little_more_than_itself)
{
	char *folder;
	struct pty *p = opened(&folder);
	size_t n;

	/* at the end of a paragraph in the middle of the screen */
	pty_type(p, "\x1b[B\x1b[B\x1b[B\x1b[B\x1b[F");
	CHECK(pty_wait_quiet(p, 300, MS));
	n = bytes_of(p, " och vi talar om skolan och om stigen");
	printf("%zu byte per tecken i slutet av ett stycke\n", n);
	CHECK(n <= 8);
	/* inside a line: what stands after it moves; nano sends 19 at the end of one */
	pty_type(p, "\x1b[H");
	CHECK(pty_wait_quiet(p, 300, MS));
	n = bytes_of(p, "nu ser vi att ");
	printf("%zu byte per tecken i början av ett stycke\n", n);
	CHECK(n <= 90);
	pty_free(p);
	free(folder);
}

TEST(nothing_is_sent_while_nothing_happens)
{
	char *folder;
	struct pty *p = opened(&folder);
	size_t before;

	pty_type(p, "\x1b[B\x1b[B\x1b[F");
	CHECK(pty_wait_quiet(p, 900, MS));
	before = pty_written(p).n;
	CHECK(pty_wait_quiet(p, 1500, MS));
	CHECK_INT(pty_written(p).n, before);
	pty_free(p);
	free(folder);
}

TEST(a_paste_is_one_frame)
{
	char *folder;
	struct pty *p = opened(&folder);
	struct str paste = STR_INIT;
	size_t before;

	str_adds(&paste, "\x1b[200~");
	for (int i = 0; i < 150; i++)
		str_addf(&paste, "Rad %d om skolan och vägen och budgeten för nästa år i byn\r", i);
	str_adds(&paste, "sist av allt\x1b[201~");
	CHECK(paste.len > 9000);
	pty_type(p, "\x1b[1;5F\r");
	CHECK(pty_wait_quiet(p, 300, MS));
	before = pty_written(p).n;
	pty_send(p, str_span(&paste));
	CHECK(pty_wait_text(p, "sist av allt", MS));
	CHECK(pty_wait_quiet(p, 600, MS));
	/* one screen of text and its counts, not one for each line */
	printf("%zu byte för en inklistring\n", pty_written(p).n - before);
	CHECK(pty_written(p).n - before < 8000);
	str_release(&paste);
	pty_free(p);
	free(folder);
}
