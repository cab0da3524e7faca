/* The main job in the real program: a pseudo-terminal of 80x24, keys as a
 * secretary types them, and git as the judge of what stands on disk. Each test
 * has a home of its own and fails by itself. */
#include "pty/job.h"

/* ============================================================ the main job */

TEST(the_first_start_makes_an_archive_and_a_meeting)
{
	struct job j = job_new();
	char *s;

	job_start(&j, NULL);
	sees(&j, "Välkommen till paragraf");
	type(&j, "\r");
	sees(&j, "F2 börjar ett nytt sammanträde");
	type(&j, F2);
	sees(&j, "Nytt sammanträde");
	sees(&j, "Fjällberedningen");
	type(&j, "\t\t09.00-12.00\tVitmossen\t");
	type(&j, PASTE(AGENDA));
	sees(&j, "Aktivitetsplan 2031; FN 7-2031");
	type(&j, CTRL('S'));
	sees(&j, "Sammanträdet är skapat: 7 §§");
	sees(&j, "§ 1 Justering");
	leaves(&j);
	git_is_sound(&j);
	draft_has(&j, "# § 5 Mobil skötsel i tre byar\nDnr: FN 79-2031\n");
	draft_has(&j, "tid: 09.00–12.00\n");
	draft_has(&j, "plats: Vitmossen\n");
	s = sh(&j, 0, "cd \"$F\" && git log --format=%s");
	CHECK(has(s, "Första versionen"));
	free(s);
	job_end(&j);
}

TEST(writing_in_several_paragraphs)
{
	struct job j = job_meeting();

	job_start(&j, j.folder);
	sees(&j, "§ 1 Justering");
	/* a gap is selected and filled */
	type(&j, CTRL('G'));
	sees(&j, "Gå till §:");
	type(&j, "5");
	sees(&j, "▸!  5");
	type(&j, F6);
	rests(&j);
	/* sentences are running text on the screen and lines in the file */
	type(&j, "Tre byar berörs, t.ex. Granlid. Skötseln blir billigare. Åren går.");
	sees(&j, "billigare. Åren går.");
	type(&j, "\r- ett skäl\rett till\r\rSlut.");
	sees(&j, "– ett till");
	/* the next section; its gap is selected */
	type(&j, "\t");
	type(&j, F6 "fjällnämnden" F6 "att utreda frågan,\ratt återrapportera.");
	sees(&j, "– att återrapportera");
	/* typing in a mirror makes it the section's own */
	type(&j, "\t");
	rests(&j);
	type(&j, " Omedelbart justerat.");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42.07");
	leaves(&j);
	git_is_sound(&j);
	draft_has(&j, "## Sammanfattning\n\nTre byar berörs, t.ex. Granlid.\nSkötseln blir billigare.\nÅren går.\n\n"
		      "- ett skäl\n- ett till\n\nSlut.\n");
	draft_has(&j, "beslutar\n\n- att ");
	draft_has(&j, "att utreda frågan,\n- att återrapportera.");
	draft_has(&j, "## Beslut\n\n");
	draft_has(&j, "Omedelbart justerat.");
	job_end(&j);
}

TEST(undo_redo_search_and_replace)
{
	struct job j = job_file("# § 1 Ett\n\n## Beslut\n\nEn röd stuga.\nRöd färg.\n\n# § 2 Två\n\n## Beslut\n\nEn röd båt.\n", 88);

	job_start(&j, j.draft);
	sees(&j, "En röd stuga");
	type(&j, CTRL('F'));
	type(&j, "båt");
	sees(&j, "1 träff");
	type(&j, "\r");
	rests(&j);
	type(&j, "skuta");
	sees(&j, "En röd skuta.");
	type(&j, CTRL('Z'));
	sees(&j, "En röd båt.");
	type(&j, CTRL('Y'));
	sees(&j, "En röd skuta.");
	type(&j, ALT("x"));
	rests(&j);
	type(&j, CTRL('R'));
	rests(&j);
	sees(&j, "Ersätt");
	type(&j, "röd\r");
	sees(&j, "Ersätt med");
	type(&j, "grön\r");
	sees(&j, "Ersätt?");
	type(&j, "a");
	sees(&j, "ställen ersatta");
	sees(&j, "En grön skuta.");
	type(&j, CTRL('Z'));
	sees(&j, "En röd stuga.");
	sees(&j, "En röd skuta.");
	type(&j, CTRL('Y'));
	sees(&j, "En grön stuga.");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42");
	leaves(&j);
	draft_has(&j, "En grön stuga.\n");
	draft_has(&j, "En grön skuta.\n");
	job_end(&j);
}

TEST(go_to_a_paragraph_in_three_keys)
{
	struct job j = job_meeting();

	job_start(&j, j.folder);
	sees(&j, "▸!  1");
	type(&j, CTRL('G'));
	type(&j, "6");
	sees(&j, "▸!  6");
	rests(&j);
	CHECK(!shows(&j, "Gå till §:"));
	CHECK(pty_wait_cursor(j.p, 1, 29, MS));
	leaves(&j);
	job_end(&j);
}

TEST(insert_move_and_remove_a_paragraph)
{
	struct job j = job_meeting();

	job_start(&j, j.folder);
	sees(&j, "▸!  1");
	type(&j, CTRL('G'));
	type(&j, "3");
	sees(&j, "▸!  3");
	type(&j, ALT("n"));
	sees(&j, "Ny paragraf");
	type(&j, "val\r");
	sees(&j, "Rubrik:");
	type(&j, "Val av ombud\r");
	sees(&j, "Diarienummer");
	type(&j, "FN 99-2031\r");
	sees(&j, "▸!  4 Val av ombud");
	sees(&j, "8 Aktivitetsplan");
	type(&j, "\033[1;4A");
	sees(&j, "▸!  3 Val av ombud");
	sees(&j, "4 Informationer");
	type(&j, CTRL('Z'));
	sees(&j, "4 Val av ombud");
	type(&j, CTRL('Y'));
	sees(&j, "3 Val av ombud");
	type(&j, CTRL('G'));
	type(&j, "4");
	sees(&j, "▸!  4");
	type(&j, CTRL('P'));
	sees(&j, "Kommandon");
	type(&j, "ta bort\r");
	sees(&j, "Ta bort § 4 och numrera om? (j/n)");
	type(&j, "j");
	sees(&j, "paragrafen är borttagen");
	sees(&j, "7 Aktivitetsplan");
	leaves(&j);
	git_is_sound(&j);
	draft_has(&j, "# § 3 Val av ombud\nDnr: FN 99-2031\n");
	draft_has(&j, "# § 4 Rapport från vinterns skotertrafik\n");
	draft_has(&j, "# § 7 Aktivitetsplan 2031\n");
	job_end(&j);
}

TEST(the_front_page)
{
	struct job j = job_meeting();

	job_start(&j, j.folder);
	sees(&j, "▸!  1");
	type(&j, F2);
	sees(&j, "Framsida");
	sees(&j, "Beslutande, en per rad");
	type(&j, "\t");
	type(&j, "09.30–11.45");
	sees(&j, "09.30–11.45");
	type(&j, "\t");
	type(&j, "Storsele");
	escape(&j);
	sees(&j, "Framsidan är ändrad");
	leaves(&j);
	git_is_sound(&j);
	draft_has(&j, "tid: 09.30–11.45\n");
	draft_has(&j, "Storsele");
	job_end(&j);
}

TEST(an_unknown_word_is_replaced_and_one_is_learnt)
{
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\nNämnden beslutar om skotertrafken och xyzzbyn.\n";
	struct job j = job_file(body, sizeof body - 1);
	char *s;

	job_start(&j, j.draft);
	sees(&j, "stavning 2");
	type(&j, F7);
	sees(&j, "1 skotertrafiken");
	sees(&j, "lär: d möte  o organ  m mig");
	type(&j, "1");
	sees(&j, "om skotertrafiken och");
	type(&j, F7);
	sees(&j, "xyzzbyn");
	sees(&j, "lär: d möte  o organ  m mig");
	type(&j, "m");
	sees(&j, "är lärt");
	type(&j, HOME);
	sees(&j, "stavning 0");
	type(&j, CTRL('S'));
	leaves(&j);
	draft_has(&j, "om skotertrafiken och xyzzbyn.");
	s = sh(&j, 0, "grep -rl xyzzbyn . --include='*' | grep -v utkast");
	CHECK(s[0] != '\0');
	free(s);
	job_end(&j);
}

TEST(preview_history_and_findings)
{
	struct job j = job_meeting();

	job_start(&j, j.folder);
	sees(&j, "▸!  1");
	type(&j, CTRL('G'));
	type(&j, "5");
	sees(&j, "▸!  5");
	type(&j, F6 "Byarna är tre.");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42.07");
	type(&j, F9);
	sees(&j, "Förhandsgranskning");
	sees(&j, "UTKAST");
	escape(&j);
	sees(&j, "Byarna är tre.");
	type(&j, F11);
	sees(&j, "Första versionen");
	sees(&j, "{+Byarna är tre.+}");
	escape(&j);
	type(&j, F8);
	sees(&j, "Formaliakontroll");
	sees(&j, "Lucka att fylla i");
	escape(&j);
	sees(&j, "Byarna är tre.");
	leaves(&j);
	git_is_sound(&j);
	job_end(&j);
}

/* Every gap that the draft on disk has, one after the other. */
static void fill_gaps(struct job *j)
{
	char *s = draft(j);
	size_t n = 0;

	for (const char *p = s; (p = strstr(p, "[[")) != NULL; p += 2)
		n++;
	free(s);
	CHECK(n > 5);
	for (size_t i = 0; i < n; i++)
		type(j, F6 "ifyllt");
	type(j, F6);
	sees(j, "inga luckor är kvar");
}

TEST(justering_from_start_to_lock)
{
	struct job j = job_meeting();
	char *s;

	job_start(&j, j.folder);
	sees(&j, "▸!  1");
	fill_gaps(&j);
	type(&j, F2);
	sees(&j, "Beslutande, en per rad");
	type(&j, "\t10.00–12.00\tVitmossen\t\t\t\t\t\t\t");
	type(&j, "Bo Lind (M)");
	sees(&j, "▸Justerare");
	escape(&j);
	sees(&j, "Framsidan är ändrad");
	type(&j, F12);
	sees(&j, "Inget hindrar justering");
	type(&j, F5);
	sees(&j, "Starta justeringen?");
	type(&j, "j");
	sees(&j, "0 av 2 har godkänt");
	/* writing is refused, with the reason */
	escape(&j);
	sees(&j, "låst");
	type(&j, "x");
	sees(&j, "låst under justeringen");
	type(&j, F12);
	sees(&j, "0 av 2 har godkänt");
	type(&j, F6);
	sees(&j, "Godkänner Anna Ek (S) texten?");
	type(&j, "j");
	sees(&j, "1 av 2 har godkänt");
	type(&j, F6);
	sees(&j, "Godkänner Bo Lind (M) texten?");
	type(&j, "j");
	sees(&j, "2 av 2 har godkänt");
	type(&j, F8);
	sees(&j, "Låsa protokollet?");
	type(&j, "j");
	sees(&j, "Texten är låst och kan inte ändras");
	escape(&j);
	sees(&j, "▸✓  7");
	type(&j, "x");
	sees(&j, "justerat");
	leaves(&j);
	git_is_sound(&j);
	run(&j, 0, "cd \"$F\" && test -s justerat/protokoll.md && ls justerat | grep -q . && \"$P\" verifiera \"$F\"");
	s = sh(&j, 0, "cd \"$F\" && cmp protokoll.md justerat/protokoll.md");
	CHECK_STR(s, "");
	free(s);
	/* one changed byte is seen */
	run(&j, 1, "cd \"$F\" && chmod u+w justerat/protokoll.md && sed -i 's/ifyllt/ifyllX/' justerat/protokoll.md && "
		   "\"$P\" verifiera \"$F\"");
	job_end(&j);
}

/* ======================================================= what goes wrong */

#define LONG_TEXT "Ett stycke som är långt nog för att brytas på flera rader i en vanlig terminal, med å, ä och ö i."

/* The text of the draft is what was typed, whatever the size was meanwhile. */
TEST(resize_at_any_moment)
{
	static const int sizes[][2] = {{24, 80}, {10, 40}, {60, 200}, {24, 63}, {5, 20}, {40, 120}, {2, 10}, {24, 110}};
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\nBörjan.\n";
	struct job j = job_file(body, sizeof body - 1);
	struct str want = STR_INIT;

	job_start(&j, j.draft);
	sees(&j, "Början.");
	type(&j, CTRL_END);
	str_adds(&want, "Början.");
	for (int i = 0; i < 100; i++) {
		pty_resize(j.p, sizes[i % 8][0], sizes[i % 8][1]);
		type(&j, i % 10 == 9 ? " " : "å");
		str_adds(&want, i % 10 == 9 ? " " : "å");
	}
	pty_resize(j.p, 24, 80);
	type(&j, "slut");
	sees(&j, "slut");
	str_adds(&want, "slut\n");
	rests(&j);
	CHECK(pty_wait_text(j.p, "FB 2031-04-09", MS));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		pty_resize(j.p, sizes[i][0], sizes[i][1]);
		rests(&j);
	}
	pty_resize(j.p, 10, 40);
	sees(&j, "slut");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42");
	leaves(&j);
	draft_has(&j, str_c(&want));
	str_release(&want);
	job_end(&j);
}

/* In a shell with job control, which says when it has the terminal. */
static void job_start_shell(struct job *j)
{
	char *script = str_format("export HOME='%s' PARAGRAF_TID=2031-04-09T10:42:07+02:00; cd; set -m;"
				  "sh -c 'echo $$ >pid; exec \"$TOP/$B/paragraf\" utkast.md';"
				  "for i in 1 2; do echo i skalet; read x; fg >/dev/null; done", j->home);
	const char *argv[] = {"/bin/sh", "-c", script, NULL};

	j->p = pty_start(24, 80, NULL, argv);
	free(script);
}

TEST(suspend_and_resume)
{
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\nBörjan.\n";
	struct job j = job_file(body, sizeof body - 1);

	job_start_shell(&j);
	sees(&j, "Början.");
	type(&j, CTRL_END " Före.");
	sees(&j, "Före.");
	for (int i = 0; i < 2; i++) {
		if (i == 0)
			type(&j, ALT("z"));
		else
			run(&j, 0, "kill -TSTP $(cat pid)");
		CHECK(pty_wait_text(j.p, "i skalet", MS));
		CHECK(!pty_alternate(j.p));
		CHECK(pty_cursor_visible(j.p));
		type(&j, "\r");
		sees(&j, "Före.");
		CHECK(pty_alternate(j.p));
	}
	type(&j, " Efter.");
	sees(&j, "Efter.");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42");
	leaves(&j);
	draft_has(&j, "Före.\nEfter.\n");
	job_end(&j);
}

TEST(a_paste_of_ten_kilobytes_is_one_step)
{
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\nBörjan.\n";
	struct job j = job_file(body, sizeof body - 1);
	struct str text = STR_INIT, want = STR_INIT;
	char *s;

	str_adds(&text, "\033[200~");
	for (int i = 0; i < 100; i++) {
		str_addf(&text, "Mening %d är ett. Mening %d är två.\r\r", i, i);
		str_addf(&want, "Mening %d är ett.\nMening %d är två.\n%s", i, i, i < 99 ? "\n" : "");
		for (int k = 0; k < 2; k++) {
			str_addf(&text, "Det här är en utfyllnad med å %d.\r\r", k);
			str_replace(&want, want.len - (i < 99 ? 1 : 0), i < 99 ? 1 : 0, "", 0);
			str_addf(&want, "\nDet här är en utfyllnad med å %d.\n%s", k, i < 99 ? "\n" : "");
		}
	}
	str_adds(&text, "Sist av allt.\033[201~");
	CHECK(text.len > 10000);
	job_start(&j, j.draft);
	sees(&j, "Början.");
	type(&j, CTRL_END "\r");
	pty_send(j.p, str_span(&text));
	sees(&j, "Sist av allt.");
	type(&j, CTRL('S'));
	sees(&j, "sparat 10.42");
	s = draft(&j);
	CHECK(strstr(s, str_c(&want)) != NULL);
	free(s);
	type(&j, CTRL('Z'));
	sees(&j, "Början.");
	CHECK(pty_wait_gone(j.p, "utfyllnad", MS));
	type(&j, CTRL('Y'));
	sees(&j, "Sist av allt.");
	leaves(&j);
	str_release(&text);
	str_release(&want);
	job_end(&j);
}

/* Columns and rows of the mouse count from 1. */
static void mouse(struct job *j, int button, int row, int col, bool down)
{
	char *s = str_format("\033[<%d;%d;%d%c", button, col + 1, row + 1, down ? 'M' : 'm');

	type(j, s);
	free(s);
}

TEST(the_mouse)
{
	struct job j = job_meeting();
	int row = 0, col = 0;

	job_start(&j, j.folder);
	sees(&j, "Förslag till beslut");
	CHECK(pty_find(j.p, "Föredragningslistan fastställs.", &row, &col));
	mouse(&j, 0, row, col + 4, true);
	mouse(&j, 0, row, col + 4, false);
	CHECK(pty_wait_cursor(j.p, row, col + 4, MS));
	/* a double click takes the word; typing replaces it */
	pty_wait_quiet(j.p, 500, MS);
	for (int i = 0; i < 2; i++) {
		mouse(&j, 0, row, col + 4, true);
		mouse(&j, 0, row, col + 4, false);
	}
	type(&j, "Listan");
	sees(&j, "Listan fastställs.");
	/* drag selects */
	pty_wait_quiet(j.p, 500, MS);
	mouse(&j, 0, row, col, true);
	CHECK(pty_wait_cursor(j.p, row, col, MS));
	mouse(&j, 32, row, col + 6, true);
	mouse(&j, 0, row, col + 6, false);
	CHECK(pty_wait_cursor(j.p, row, col + 6, MS));
	CHECK(pty_cell(j.p, row, col).reverse || pty_cell(j.p, row, col).bg != PTY_DEFAULT);
	type(&j, "Den");
	sees(&j, "Den fastställs.");
	/* the wheel scrolls, the outline is a list of places */
	mouse(&j, 65, 10, 40, true);
	CHECK(pty_wait_gone(j.p, "│ § 1 Justering", MS));
	rests(&j);
	mouse(&j, 64, 10, 40, true);
	sees(&j, "│ § 1 Justering");
	mouse(&j, 0, 6, 8, true);
	mouse(&j, 0, 6, 8, false);
	sees(&j, "▸!  6");
	leaves(&j);
	draft_has(&j, "Den fastställs.\n");
	git_is_sound(&j);
	job_end(&j);
}

/* No colour anywhere: not in the cells, not in what was sent. */
static void without_colour(const char *env)
{
	struct job j = job_meeting();
	bool coloured = false;
	int row = 0, col = 0;

	job_start_env(&j, 24, 80, j.folder, env);
	sees(&j, "Föredragningslistan fastställs.");
	type(&j, CTRL('G'));
	type(&j, "5");
	sees(&j, "§ 5 Mobil");
	rests(&j);
	for (int r = 0; r < 24; r++)
		for (int c = 0; c < 80; c++) {
			struct pty_cell cell = pty_cell(j.p, r, c);

			coloured |= cell.fg != PTY_DEFAULT || cell.bg != PTY_DEFAULT;
		}
	CHECK(!coloured);
	for (int c = 30; c < 50; c++) {
		char *seq = str_format("\033[%dm", c);

		CHECK(span_find(pty_written(j.p), seq, 0) == (size_t)-1);
		free(seq);
	}
	CHECK(span_find(pty_written(j.p), "[38;5", 0) == (size_t)-1);
	/* the selection and the headings are seen all the same */
	CHECK(pty_find(j.p, "§ 5 Mobil", &row, &col));
	CHECK(pty_cell(j.p, row, col).reverse || pty_cell(j.p, row, col).bold || pty_cell(j.p, row, col).underline);
	type(&j, F6);
	CHECK(marked(&j, "[vad ärendet"));
	leaves(&j);
	job_end(&j);
}

TEST(no_color)
{
	without_colour("NO_COLOR=1");
}

TEST(a_vt100)
{
	without_colour("TERM=vt100");
}

/* The hardware cursor stands where the next letter will be: what a screen
 * reader follows. */
TEST(the_cursor_stands_where_text_appears)
{
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\n" LONG_TEXT
				   "\nEn rad med 日本 bred och o\xCC\x88 delad bokstav här, så att raden bryts en gång till på skärmen.\n";
	static const char *const marks[] = {"långt nog", "å, ä och", " bred", " delad", "på skärmen"};
	struct job j = job_file(body, sizeof body - 1);

	job_start(&j, j.draft);
	sees(&j, "på skärmen");
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		int row = 0, col = 0, r2 = 0, c2 = 0;

		CHECK(pty_find(j.p, marks[i], &row, &col));
		mouse(&j, 0, row, col, true);
		mouse(&j, 0, row, col, false);
		if (!pty_wait_cursor(j.p, row, col, 2000))
			printf("at %s\n", marks[i]);
		CHECK(pty_wait_cursor(j.p, row, col, 1));
		type(&j, "Q");
		rests(&j);
		CHECK(pty_find(j.p, "Q", &row, &col));
		pty_cursor(j.p, &r2, &c2);
		/* behind the letter, or at the start of the next row when the row is full */
		CHECK((r2 == row && c2 == col + 1) || r2 == row + 1);
		type(&j, "\177");
		CHECK(pty_wait_gone(j.p, "Q", MS));
	}
	CHECK(pty_cursor_visible(j.p));
	type(&j, CTRL('S'));
	leaves(&j);
	/* saved in composed form, otherwise as it was */
	draft_has(&j, LONG_TEXT "\nEn rad med 日本 bred och ö delad bokstav");
	job_end(&j);
}

TEST(a_draft_with_escapes_never_sends_them)
{
	static const char body[] = "# § 1 Ett\x1b]0;titel\x07\n\n## Beslut\n\nHär \x1b[31mrött\x1b[0m och \xC2\x9B" "5A samt \x1b]52;c;aGVq\x07 slut.\n";
	struct job j = job_file(body, sizeof body - 1);
	struct span sent;

	job_start(&j, j.draft);
	sees(&j, "slut.");
	type(&j, F9);
	sees(&j, "Förhandsgranskning");
	escape(&j);
	sees(&j, "▸✓  1");
	type(&j, F8);
	sees(&j, "Formaliakontroll");
	escape(&j);
	sees(&j, "▸✓  1");
	sent = pty_written(j.p);
	CHECK(span_find(sent, "\x1b[31mrött", 0) == (size_t)-1);
	CHECK(span_find(sent, "]52;c;aGVq", 0) == (size_t)-1 || span_find(sent, "\x1b]52;c;aGVq", 0) == (size_t)-1);
	CHECK(span_find(sent, "\x1b]0;titel", 0) == (size_t)-1);
	CHECK(span_find(sent, "\xC2\x9B", 0) == (size_t)-1);
	leaves(&j);
	job_end(&j);
}

TEST(a_draft_in_broken_utf8_opens)
{
	static const char body[] = "# § 1 Ett\n\n## Beslut\n\nTrasigt \xFF\xC3 h\xE4r.\n\xE2\x82\n";
	struct job j = job_file(body, sizeof body - 1);

	job_start(&j, j.draft);
	sees(&j, "Trasigt");
	type(&j, CTRL_HOME RIGHT RIGHT DOWN END " Nytt.");
	sees(&j, "Nytt.");
	leaves(&j);
	draft_has(&j, "Nytt.");
	job_end(&j);
}

static size_t lines_of(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == '\n';
	return n;
}

TEST(what_is_no_meeting_gives_one_line)
{
	static const struct {
		const char *path;
		int status;
	} cases[] = {{"tom", 3}, {"saknas", 3}, {"tom/bild.md", 3}};
	struct job j = job_new();

	run(&j, 0, "mkdir tom && head -c 300 /dev/urandom | tr -d '\\n' | sed 's/^/\\x00/' >tom/bild.md; true");
	for (size_t i = 0; i < 2; i++) {
		int status = -1;
		char *path = fs_join(j.home, cases[i].path), *s;

		job_start(&j, path);
		CHECK(pty_wait_exit(j.p, &status, MS));
		CHECK_INT(status, cases[i].status);
		CHECK(!pty_alternate(j.p));
		s = pty_screen(j.p);
		CHECK(strstr(s, "paragraf: ") != NULL);
		CHECK(lines_of(s) <= 2);
		printf("%s", s);
		free(s);
		free(path);
		pty_free(j.p);
		j.p = NULL;
	}
	job_end(&j);
}
