/* The editing screen as it looks: whole screens, at the sizes that matter. */
#include "screens/edit.h"

#include "screens/front.h"

#include "screens/scene.h"

#define HEAD \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\ndatum: 2031-04-09\ntid: 10.00–12.00\nplats: Vitmossen\nbeslutande:\n" \
	"  - Anna Ek (S), ordförande\n  - Bo Lind (M)\nsekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n"

#define FORMS HEAD \
	"# § 11 Justering av protokollet\n\n## Sammanfattning\n\n### @Gun Ask, konsult\n\n" \
	"En mening som är så lång att den måste brytas på skärmen.\nEn kort.\n\n- ett skäl som också är långt nog att bryta\n" \
	"  - inre\n\n## Förslag till beslut\n\nNämnden beslutar\n\n- att utse [[namn]].\n\n## Beslut = Förslag till beslut\n\n" \
	"# § 12 Skötsel\nDnr: FN 79-2031\n\n## Ärendet\n\n> Ett citat.\n\n<!-- ring -->\n\n| a | b |\n|---|---|\n| c | d |\n"

static void open_edit(struct scene *sc, int rows, int cols, const char *text)
{
	scene_init(sc, rows, cols);
	scene_open(sc, text);
	scene_push(sc, edit_new(&sc->sv));
	scene_keys(sc, NULL);
}

static void frame_is(struct scene *sc, const char *want)
{
	CHECK_STR(scene_frame(sc), want);
}

TEST(all_forms_at_80x24)
{
	struct scene sc;

	open_edit(&sc, 24, 80, FORMS);
	frame_is(&sc,
		"  FB 2031-04-09          § 11 Justering av protokollet                   10.42\n"
		"▸! 11 Justering av pro…│ § 11 Justering av protokollet\n"
		" ! 12 Skötsel          │ Sammanfattning\n"
		"                       │\n"
		"                       │ Gun Ask, konsult\n"
		"                       │ En mening som är så lång att den måste brytas på\n"
		"                       │ skärmen. En kort.\n"
		"                       │\n"
		"                       │ – ett skäl som också är långt nog att bryta\n"
		"                       │   – inre\n"
		"                       │\n"
		"                       │ Förslag till beslut\n"
		"                       │ Nämnden beslutar\n"
		"                       │\n"
		"                       │ – att utse [namn].\n"
		"                       │\n"
		"                       │ Beslut  som Förslag till beslut\n"
		"                       │   Nämnden beslutar\n"
		"                       │   – att utse [namn].\n"
		"                       │\n"
		"                       │ § 12 Skötsel\n"
		"                       │ Dnr: FN 79-2031\n"
		"  sparat · stavning 0 · fel 0, varningar 0  justering senast 23 april · utkast\n"
		"Ctrl-G Gå till F7 Stavning F8 Kontroll F9 Visa F2 Framsida F12 Justering\n");
	scene_release(&sc);
}

TEST(all_forms_at_40x10)
{
	struct scene sc;

	open_edit(&sc, 10, 40, FORMS);
	frame_is(&sc,
		"  FB 2031-04-09  § 11            10.42\n"
		"§ 11 Justering av protokollet\n"
		"Sammanfattning\n"
		"\n"
		"Gun Ask, konsult\n"
		"En mening som är så lång att den måste\n"
		"brytas på skärmen. En kort.\n"
		"\n"
		"  sparat · stavning 0 · fel 0, varning…\n"
		"Ctrl-G Gå till F7 Stavning F2 Framsida\n");
	scene_keys(&sc, "Ctrl-End");
	frame_is(&sc,
		"  FB 2031-04-09  § 12            10.42\n"
		"| a | b |\n"
		"|---|---|\n"
		"| c | d |\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"  sparat · stavning 0 · fel 0, varning…\n"
		"Ctrl-G Gå till F7 Stavning F2 Framsida\n");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(at_120x40)
{
	struct scene sc;

	open_edit(&sc, 40, 120, FORMS);
	scene_keys(&sc, "Ctrl-End");
	frame_is(&sc,
		"  Fjällberedningen 2031-04-09                         § 12 Skötsel                                               10.42\n"
		" ! 11 Justering av protokollet│ § 11 Justering av protokollet\n"
		"▸! 12 Skötsel                 │ Sammanfattning\n"
		"                              │\n"
		"                              │ Gun Ask, konsult\n"
		"                              │ En mening som är så lång att den måste brytas på skärmen. En kort.\n"
		"                              │\n"
		"                              │ – ett skäl som också är långt nog att bryta\n"
		"                              │   – inre\n"
		"                              │\n"
		"                              │ Förslag till beslut\n"
		"                              │ Nämnden beslutar\n"
		"                              │\n"
		"                              │ – att utse [namn].\n"
		"                              │\n"
		"                              │ Beslut  som Förslag till beslut\n"
		"                              │   Nämnden beslutar\n"
		"                              │   – att utse [namn].\n"
		"                              │\n"
		"                              │ § 12 Skötsel\n"
		"                              │ Dnr: FN 79-2031\n"
		"                              │ Ärendet\n"
		"                              │ │ Ett citat.\n"
		"                              │\n"
		"                              │  ring\n"
		"                              │\n"
		"                              │ | a | b |\n"
		"                              │ |---|---|\n"
		"                              │ | c | d |\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"                              │\n"
		"  sparat · stavning 0 · fel 0, varningar 0                            justering senast 23 april (om 14 dagar) · utkast\n"
		"Ctrl-G Gå till F6 Lucka Ctrl-K Klubba F7 Stavning Alt-. Rätta F8 Kontroll F9 Visa F2 Framsida F12 Justering\n");
	scene_release(&sc);
}

/* Row `n` of the frame, counted from 0. */
static void row_is(struct scene *sc, int n, const char *want)
{
	struct span rest = span_of(scene_frame(sc)), row = SPAN_NONE;

	for (int i = 0; i <= n; i++)
		span_line(&rest, &row);
	CHECK_SPAN(row, want);
}

static void styled_has(struct scene *sc, const char *piece)
{
	struct str s = STR_INIT;

	scene_frame(sc);
	term_mem_styled(sc->sv.term, &s);
	CHECK(span_find(str_span(&s), piece, 0) != (size_t)-1);
	if (test_bad)
		printf("  %s not in\n%s", piece, str_c(&s));
	str_release(&s);
}

TEST(the_status_line_says_where_the_text_is)
{
	struct scene sc;

	open_edit(&sc, 24, 80, NULL);
	row_is(&sc, 22, "  sparat · stavning 0 · fel 0, varningar 0  justering senast 23 april · utkast");
	scene_keys(&sc, "\"x\"");
	row_is(&sc, 22, "  säkrat, ej version · stavning 0 · fel 0, varningar 0                  utkast");
	scene_keys(&sc, "Ctrl-S");
	row_is(&sc, 22, "  sparat 10.42.07 · stavning 0 · fel 0, varningar 0   senast 23 april · utkast");
	scene_keys(&sc, "Ctrl-S");
	row_is(&sc, 22, " allt är redan sparat");
	sc.sv.session->read_only = true;
	scene_keys(&sc, "Vänster \"x\"");
	CHECK(span_find(span_of(scene_frame(&sc)), "här går det bara att läsa", 0) != (size_t)-1);
	scene_keys(&sc, "Vänster");
	row_is(&sc, 22, "  bara läsning · stavning 0 · fel 0, varningar 0      senast 23 april · utkast");
	scene_release(&sc);
}

TEST(questions_stand_on_the_bottom_line)
{
	struct scene sc;

	open_edit(&sc, 24, 80, NULL);
	scene_keys(&sc, "Ctrl-G");
	row_is(&sc, 22, " Gå till §:                                     nummer, eller början av rubriken");
	scene_keys(&sc, "Esc Ctrl-F \"byar\"");
	row_is(&sc, 22, " Sök: byar                                                               1 träff");
	styled_has(&sc, "«normal+selected:byar»");
	scene_keys(&sc, "Esc Ctrl-X");
	row_is(&sc, 22, " Obs: Klipp ut: inget är markerat");
	scene_release(&sc);
}

TEST(marks_are_more_than_colour)
{
	struct scene sc;

	open_edit(&sc, 24, 80, FORMS);
	styled_has(&sc, "«gap:[namn]»");
	scene_keys(&sc, "F6");
	styled_has(&sc, "«gap+selected:[namn]»");
	scene_keys(&sc, "Alt-2");
	row_is(&sc, 1, "§ 11 Justering av protokollet");
	scene_release(&sc);
}

/* The front page changes the text above; the cursor stays at its letter. */
TEST(the_cursor_stays_when_the_front_page_changes)
{
	struct scene sc;
	int before[2], after[2];

	open_edit(&sc, 24, 80, NULL);
	scene_keys(&sc, "Ctrl-End");
	scene_frame(&sc);
	term_mem_cursor(sc.sv.term, &before[0], &before[1]);
	scene_push(&sc, front_new(&sc.sv));
	scene_keys(&sc, "Tab Tab \"En mycket lång plats\"");
	scene_keys(&sc, "Esc");
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "En mycket lång plats\n", 0) != (size_t)-1);
	scene_frame(&sc);
	term_mem_cursor(sc.sv.term, &after[0], &after[1]);
	CHECK_INT(after[0], before[0]);
	CHECK_INT(after[1], before[1]);
	scene_release(&sc);
}

/* What is drawn over the frame before must be what is drawn on an empty surface. */
TEST(a_frame_over_the_last_one_is_whole)
{
	static const char *const keys[] = {"\"x\"", "\" ny\"", "\"ab. C\"", "Enter", "Backsteg", "Ner", "Upp", "PageDown", "PageUp", "Skift-Ner",
		"Skift-Höger", "Esc", "Ctrl-Z", "Ctrl-Y", "Delete", "Ctrl-End", "Ctrl-Home", "Home", "End", "paste \"a\\nb. C\"",
		"\"[[\"", "\"qzx \"", "Ctrl-Upp", "Tab", "wheel-down 5,40", "size 20x70", "size 24x80", "size 12x120"};
	struct scene sc;
	struct str over = STR_INIT, whole = STR_INIT;
	unsigned long seed = 20310409;
	int row[2], col[2];

	open_edit(&sc, 24, 80, FORMS);
	for (int i = 0; i < 1500 && !test_bad; i++) {
		const char *key = keys[test_random(&seed) % (sizeof keys / sizeof keys[0])];

		scene_keys(&sc, key);
		str_clear(&over);
		scene_frame(&sc);
		term_mem_styled(sc.sv.term, &over);
		term_mem_cursor(sc.sv.term, &row[0], &col[0]);
		sc.surface.stands = NULL;
		str_clear(&whole);
		scene_frame(&sc);
		term_mem_styled(sc.sv.term, &whole);
		term_mem_cursor(sc.sv.term, &row[1], &col[1]);
		/* the next frame goes on from the one that was drawn over */
		CHECK_INT(term_mem_changed(sc.sv.term), 0);
		CHECK_STR(str_c(&over), str_c(&whole));
		CHECK(row[0] == row[1] && col[0] == col[1]);
		if (test_bad)
			printf("  step %d, %s\n", i, key);
	}
	str_release(&over);
	str_release(&whole);
	scene_release(&sc);
}

TEST(a_typed_letter_changes_a_cell_and_draws_its_paragraph)
{
	struct str text = STR_INIT;
	struct scene sc;
	int rows = 0;

	/* so long that it is not parsed at each key */
	str_adds(&text, FORMS "\n");
	str_addrep(&text, "Utfyllnad utan slut\n\n", 300);
	open_edit(&sc, 24, 80, str_c(&text));
	scene_frame(&sc);
	scene_keys(&sc, "Ctrl-Home Ner Ner Ner End \"a\"");
	scene_frame(&sc);
	scene_keys(&sc, "\"b\"");
	screens_draw(&sc.st, &sc.surface);
	for (int r = 0; r < sc.surface.grid_rows; r++)
		rows += sc.surface.touched[r];
	/* the paragraph's two, the mirror's three, whose text stands elsewhere, and the cursor's own */
	CHECK(rows > 0 && rows <= 6);
	term_draw(sc.sv.term, &sc.surface);
	CHECK_INT(term_mem_changed(sc.sv.term), 1);
	for (int r = 0; r < sc.surface.grid_rows; r++)
		CHECK(!sc.surface.touched[r]);
	str_release(&text);
	scene_release(&sc);
}

TEST(justering_in_the_status_line)
{
	struct scene sc;

	open_edit(&sc, 24, 120, NULL);
	CHECK_SEEN(&sc, "justering senast 23 april (om 14 dagar) · utkast");
	sc.sv.session->suggestions = 3;
	CHECK_SEEN(&sc, "varningar 0 · förslag 3");
	/* what always stands there is never pushed out */
	surface_resize(&sc.surface, 24, 80);
	screens_draw(&sc.st, &sc.surface);
	for (int cols = 30; cols < 130; cols++) {
		struct str row = STR_INIT;

		surface_resize(&sc.surface, 24, cols);
		screens_draw(&sc.st, &sc.surface);
		surface_row_text(&sc.surface, 22, &row);
		if (cols >= 56)
			CHECK(span_find(str_span(&row), "utkast", 0) != (size_t)-1);
		if (cols >= 45)
			CHECK(span_find(str_span(&row), "varningar 0", 0) != (size_t)-1);
		str_release(&row);
	}
	scene_release(&sc);
	/* late: said also where only the day fits */
	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	clock_advance(30 * 86400);
	session_refresh_state(sc.sv.session);
	scene_push(&sc, edit_new(&sc.sv));
	CHECK_SEEN(&sc, "senast 23 april! · utkast");
	scene_keys(&sc, "Alt-7");
	CHECK_INT(sc.last.request, REQUEST_SUGGESTIONS);
	scene_release(&sc);
}
