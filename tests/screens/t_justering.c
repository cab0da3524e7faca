/* Justering: what stands in the way, start, approve, withdraw, lock, verify. */
#include "scene.h"

#include "screens/justering.h"

#define GAPS \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\njusterare:\n  - Bo Lind (M)\n---\n\n" \
	"# § 11 Informationer\nSlag: information\n\n## Sammanfattning\n\nSjukfrånvaron minskar.\n\n" \
	"[[Gun skickar siffran]]\n\n<!-- fråga Gun -->\n\n## Beslut\n\nInformationen läggs till handlingarna.\n"

/* The row of the list whose text has `what`: the cursor goes there. */
static void go_to(struct scene *sc, const char *what)
{
	for (int i = 0; i < 20; i++) {
		int row, col;
		struct str text = STR_INIT;
		bool here;

		scene_frame(sc);
		term_mem_cursor(sc->sv.term, &row, &col);
		surface_row_text(&sc->surface, row, &text);
		here = strstr(str_c(&text), what) != NULL;
		str_release(&text);
		if (here)
			return;
		scene_keys(sc, i == 0 ? "Home" : "Ner");
	}
	CHECK_FAIL("no such row");
}

TEST(blocked)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, GAPS);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Utkast. Texten kan ändras.");
	CHECK_SEEN(&sc, "Anna Ek (S), ordförande: inte tillfrågad än");
	CHECK_SEEN(&sc, "§ 11: lucka [[Gun skickar siffran]]");
	CHECK_SEEN(&sc, "§ 11: anteckning <!-- fråga Gun -->");
	CHECK_SEEN(&sc, "Hindrar justering: 5");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "Starta justeringen? Texten låses medan den pågår. (j/n)");
	scene_keys(&sc, "j");
	CHECK_SEEN(&sc, "Fel: ");
	CHECK_SEEN(&sc, "Utkast.");
	CHECK_INT(doc_state(sc.sv.session->doc), STATE_UTKAST);
	/* Enter goes to the place */
	go_to(&sc, "lucka");
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK(sc.sv.session->has_target);
	CHECK_INT(sc.sv.session->target, span_find(doc_bytes(sc.sv.session->doc), "[[", 0));
	/* the front page has a form of its own */
	scene_push(&sc, justering_new(&sc.sv));
	go_to(&sc, "Sekreterare saknas");
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.last.kind, OUTCOME_REPLACE);
	CHECK_INT(sc.last.request, REQUEST_FRONT);
	scene_release(&sc);
}

TEST(start_approve_lock_verify)
{
	struct scene sc;
	struct session *s;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	s = sc.sv.session;
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget hindrar justering");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Starta justeringen först, med F5.");
	scene_keys(&sc, "F5 j");
	CHECK_SEEN(&sc, "Justeringen är startad.");
	CHECK_SEEN(&sc, "Justering sedan 2031-04-09 10.42. 0 av 2 har godkänt.");
	CHECK_INT(doc_state(s->doc), STATE_JUSTERING);
	scene_keys(&sc, "F8");
	CHECK_SEEN(&sc, "Alla har inte godkänt: 0 av 2.");
	go_to(&sc, "Anna Ek");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Godkänner Anna Ek (S) texten? (j/n)");
	scene_keys(&sc, "j");
	CHECK_SEEN(&sc, "Anna Ek (S), ordförande: godkänt 2031-04-09 10.42");
	go_to(&sc, "Bo Lind");
	scene_keys(&sc, "Enter j");
	CHECK_SEEN(&sc, "2 av 2 har godkänt.");
	scene_keys(&sc, "F8 j");
	CHECK_SEEN(&sc, "Protokollet är justerat och låst.");
	CHECK_SEEN(&sc, "Justerat 9 april 2031. Texten är låst och kan inte ändras.");
	CHECK_INT(doc_state(s->doc), STATE_JUSTERAT);
	scene_keys(&sc, "F9");
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(span_starts(span_of(sc.last.text), "Verifiering: allt stämmer\nok: "));
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "Protokollet är redan justerat.");
	scene_keys(&sc, "F7");
	CHECK_SEEN(&sc, "Protokollet är redan justerat.");
	scene_release(&sc);
}

TEST(withdraw)
{
	struct scene sc;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "F5 j F7");
	CHECK_SEEN(&sc, "Återta: alla godkännanden faller. Skäl (får vara tomt):");
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Justeringen är återtagen.");
	CHECK_INT(doc_state(sc.sv.session->doc), STATE_UTKAST);
	/* the text can be changed and saved again */
	CHECK_INT(doc_edit(sc.sv.session->doc, doc_bytes(sc.sv.session->doc).n, 0, SPAN_LIT("\nMer text.\n"), &err), 0);
	CHECK_INT(session_save_wait(sc.sv.session, KIND_SAVED, 5000, &err), 0);
	CHECK_STR(err.msg, "");
	scene_release(&sc);
}

TEST(without_meeting)
{
	struct scene sc;
	struct err err = ERR_INIT;
	char *file;

	scene_init(&sc, 10, 40);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "F5 F6 F7 F8 F9 Enter");
	scene_resize(&sc);
	scene_release(&sc);
	/* a single file */
	scene_init(&sc, 24, 80);
	scene_write(&sc, "utkast.md", SCENE_DRAFT);
	file = fs_join(sc.sv.archive, "utkast.md");
	sc.sv.session = session_open(&sc.sv, file, &err);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Ett löst utkast kan inte justeras");
	scene_keys(&sc, "F5 F6 F7 F8 F9");
	CHECK_SEEN(&sc, "Ett löst utkast kan inte justeras");
	free(file);
	scene_release(&sc);
}
