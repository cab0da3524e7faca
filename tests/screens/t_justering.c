/* Justering: what stands in the way, start, approve, withdraw, lock, verify. */
#include "scene.h"

#include "doc/gavel.h"
#include "screens/justering.h"
#include "screens/sending.h"
#include "screens/viewer.h"

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

/* At 80 columns: what the state has, and no more. */
TEST(the_bar_is_the_states)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "F2 Skicka F3 Ta emot F4 Förslag F5 Starta");
	CHECK(!strstr(scene_frame(&sc), "Godkänn"));
	scene_keys(&sc, "F5 j");
	CHECK_SEEN(&sc, "F6 Godkänn F7 Återta F8 Lås");
	CHECK_SEEN(&sc, "k Nyckel w Vägran");
	CHECK(!strstr(scene_frame(&sc), "F5 Starta"));
	scene_keys(&sc, "F6 j F6 j F8 j");
	CHECK_SEEN(&sc, "F9 Verifiera");
	CHECK_SEEN(&sc, "F11 Anslag r Rättelse x Rensa");
	CHECK(!strstr(scene_frame(&sc), "F8 Lås"));
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

TEST(refused_noted_and_handed_over)
{
	struct scene sc;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "w");
	CHECK_SEEN(&sc, "Starta justeringen först, med F5.");
	scene_keys(&sc, "F5 j");
	go_to(&sc, "Bo Lind");
	scene_keys(&sc, "w");
	CHECK_SEEN(&sc, "Skäl till att Bo Lind (M) inte skriver under:");
	scene_keys(&sc, "\"Jag var inte med.\" Enter");
	CHECK_SEEN(&sc, "Vägran är antecknad.");
	CHECK_SEEN(&sc, "1 vägrar.");
	CHECK_SEEN(&sc, "! Bo Lind (M), justerare: vägrar 2031-04-09 10.42: Jag var inte med.");
	go_to(&sc, "Bo Lind (M), justerare");
	scene_keys(&sc, "å");
	CHECK_SEEN(&sc, "Vägran är återtagen.");
	go_to(&sc, "Bo Lind (M), justerare");
	scene_keys(&sc, "w Enter");
	CHECK_SEEN(&sc, "skriv skälet till att Bo Lind (M) inte skriver under");
	go_to(&sc, "Bo Lind (M), justerare");
	scene_keys(&sc, "w \"Nej.\" Enter");
	go_to(&sc, "Bo Lind (M), justerare");
	scene_keys(&sc, "a");
	CHECK_SEEN(&sc, "Anteckna att Bo Lind (M) har avvikande uppfattning? (j/n)");
	scene_keys(&sc, "j");
	CHECK_SEEN(&sc, "Avvikande uppfattning är antecknad.");
	go_to(&sc, "Anna Ek");
	scene_keys(&sc, "F6 j F8 j");
	CHECK_SEEN(&sc, "Protokollet är justerat och låst.");
	scene_release(&sc);
}

TEST(signed_on_paper)
{
	struct scene sc;
	char *file;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	file = fs_join(sc.home, "retur.pdf");
	CHECK_INT(fs_write_atomic(file, "%PDF", 4, 0600, &err), 0);
	free(file);
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "F5 j");
	go_to(&sc, "Bo Lind");
	scene_keys(&sc, "p");
	CHECK_SEEN(&sc, "Hur har Bo Lind (M) skrivit under?  p papper  t tjänst");
	scene_keys(&sc, "p");
	CHECK_SEEN(&sc, "Underskrivet den: 2031-04-09");
	scene_keys(&sc, "\"i går\" Enter");
	CHECK_SEEN(&sc, "Fil som kom tillbaka:");
	/* Tab fills in the path */
	scene_keys(&sc, "\"~/ret\" Tab Enter");
	CHECK_SEEN(&sc, "Fel: skriv dagen som 2031-04-16");
	go_to(&sc, "Bo Lind");
	scene_keys(&sc, "p p Enter \"~/ret\" Tab");
	CHECK_SEEN(&sc, "Fil som kom tillbaka: ~/retur.pdf");
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Underskriften är antecknad och filen sparad.");
	CHECK_SEEN(&sc, "1 av 2 har godkänt.");
	/* Esc takes back what was asked */
	go_to(&sc, "Anna Ek");
	scene_keys(&sc, "F6 Esc F8");
	CHECK_SEEN(&sc, "Alla har inte godkänt: 1 av 2.");
	scene_release(&sc);
}

TEST(a_decision_changed_after_the_gavel_needs_a_reason)
{
	struct scene sc;
	struct session *s;
	struct str ins = STR_INIT;
	struct err err = ERR_INIT;
	size_t at = 0, del = 0;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	s = sc.sv.session;
	CHECK_INT(gavel_seal(doc_protocol(s->doc), 1, 10, 42, &at, &del, &ins, &err), 0);
	CHECK_INT(doc_edit(s->doc, at, del, str_span(&ins), &err), 0);
	CHECK_INT(session_save_wait(s, KIND_KLUBBAT, 5000, &err), 0);
	at = span_find(doc_bytes(s->doc), "utreda", 0);
	CHECK_INT(doc_edit(s->doc, at, 6, SPAN_LIT("pröva"), &err), 0);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Beslut ändrade efter klubbslaget");
	CHECK_SEEN(&sc, "Hindrar justering: 1");
	CHECK_SEEN(&sc, "[-utreda-]{+pröva+}");
	scene_keys(&sc, "F5 j");
	CHECK_SEEN(&sc, "Fel: ");
	CHECK_INT(doc_state(s->doc), STATE_UTKAST);
	scene_keys(&sc, "e");
	CHECK_SEEN(&sc, "Skäl till ändringen efter klubbslaget:");
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "ett skäl behövs");
	go_to(&sc, "klubbat");
	scene_keys(&sc, "Enter \"Rättat ord.\" Enter");
	CHECK_SEEN(&sc, "Skälet är antecknat.");
	CHECK_SEEN(&sc, "Inget hindrar justering");
	CHECK_SEEN(&sc, "Rättat ord.");
	scene_keys(&sc, "F5 j");
	CHECK_SEEN(&sc, "Justeringen är startad.");
	str_release(&ins);
	scene_release(&sc);
}

TEST(what_is_new_is_read)
{
	struct scene sc;
	struct session *s;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	s = sc.sv.session;
	scene_push(&sc, sending_new(&sc.sv));
	scene_keys(&sc, "F5 Esc");
	CHECK_INT(doc_edit(s->doc, span_find(doc_bytes(s->doc), "tre byar", 0), 3, SPAN_LIT("fyra"), &err), 0);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Utsänt: 2 utskick.");
	CHECK_SEEN(&sc, "inte tillfrågad än · nytt att läsa: n");
	go_to(&sc, "Bo Lind");
	scene_keys(&sc, "n");
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(span_starts(span_of(sc.last.text), "Nytt för Bo Lind (M) sedan version "));
	CHECK(strstr(sc.last.text, "[-tre-]{+fyra+}") != NULL);
	/* the page is closed */
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Har Bo Lind (M) läst det? (j/n)");
	scene_keys(&sc, "j");
	CHECK_SEEN(&sc, "Det är antecknat att det är läst.");
	CHECK_SEEN(&sc, "Bo Lind (M), justerare: inte tillfrågad än\n");
	scene_release(&sc);
}

TEST(a_part_at_once)
{
	struct scene sc;

	scene_init(&sc, 30, 120);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "d");
	CHECK_SEEN(&sc, "Protokollet har inga delar");
	scene_keys(&sc, "+");
	CHECK_SEEN(&sc, "§§ som justeras omedelbart (12, 14–15):");
	scene_keys(&sc, "\"12\" Enter");
	CHECK_SEEN(&sc, "Del 1 visas här: starta dess justering med F5.");
	CHECK_SEEN(&sc, "Justering, del 1");
	CHECK_SEEN(&sc, "Del 1, § 12: justeras omedelbart · visas här");
	scene_keys(&sc, "F5 j F6 j F6 j F8 j");
	CHECK_SEEN(&sc, "Del 1, § 12: omedelbart justerad · visas här");
	scene_keys(&sc, "d");
	CHECK_SEEN(&sc, "Protokollet i övrigt · visas här");
	CHECK_SEEN(&sc, "Texten kan ändras.");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(after_it_is_justerat)
{
	struct scene sc;

	scene_init(&sc, 30, 120);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "b");
	CHECK_SEEN(&sc, "Protokollet är inte justerat än.");
	scene_keys(&sc, "F5 j F6 j F6 j F8 j b Enter \"Storsele\" Enter");
	CHECK_SEEN(&sc, "Anslaget är antecknat.");
	CHECK_SEEN(&sc, "Anslaget 9 april 2031, Storsele (Finn Dahl)");
	scene_keys(&sc, "r \"12\" Enter \"tre byar\" Enter \"fyra byar\" Enter \"Fel antal.\" Enter");
	CHECK_SEEN(&sc, "Rättelsen är antecknad; den trycks på protokollet.");
	CHECK_SEEN(&sc, "Efter justeringen");
	CHECK_SEEN(&sc, "Fel antal.");
	scene_keys(&sc, "F9");
	CHECK(span_starts(span_of(sc.last.text), "Verifiering: allt stämmer\n"));
	scene_release(&sc);
}

TEST(a_place_chosen_above_leads_to_the_text)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, justering_new(&sc.sv));
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	session_target(sc.sv.session, 3, 3);
	scene_keys(&sc, "Esc");
	CHECK_INT(sc.st.n, 0);
	scene_release(&sc);
}

/* Runs the round to its end. */
#define LOCKED "F5 j F6 j F6 j F8 j"

TEST(the_drafts_are_weeded)
{
	struct scene sc;
	struct session *s;
	struct store_answer a;
	struct store_request q = {.op = STORE_HISTORY, .now = clock_now(), .hold = true};
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	s = sc.sv.session;
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, "x");
	CHECK_SEEN(&sc, "Protokollet är inte justerat än.");
	scene_keys(&sc, LOCKED " x");
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(span_starts(span_of(sc.last.text), "Rensa utkasten\nAnslaget är inte antecknat: "));
	/* too early: it is asked with what is missing, and Esc is no */
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Anslaget är inte antecknat. Rensa utkasten ändå? (j/n)");
	scene_keys(&sc, "n b Enter \"Storsele\" Enter");
	CHECK_SEEN(&sc, "Anslaget är antecknat.");
	CHECK(!strstr(scene_frame(&sc), "kan gallras"));
	scene_keys(&sc, "x");
	CHECK(strstr(sc.last.text, "är inte ute: den går ut ") != NULL);
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Tiden för överklagande går ut 2031-");
	CHECK_SEEN(&sc, "Rensa utkasten ändå? (j/n)");
	scene_keys(&sc, "Esc Esc");
	/* when it is out it is offered */
	clock_advance(60 * 86400);
	scene_push(&sc, justering_new(&sc.sv));
	CHECK_SEEN(&sc, "Tiden för överklagande är ute: utkasten kan gallras (x).");
	go_to(&sc, "kan gallras");
	scene_keys(&sc, "Enter");
	CHECK(strstr(sc.last.text, "alla versioner före den justerade") != NULL);
	CHECK(strstr(sc.last.text, ".git") == NULL);
	CHECK(strstr(sc.last.text, "Tiden för överklagande gick ut ") != NULL);
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Rensa utkasten? Det kan inte göras ogjort. (j/n)");
	scene_keys(&sc, "j");
	CHECK_SEEN(&sc, "Utkasten är gallrade; protokollet är prövat och håller.");
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(span_starts(span_of(sc.last.text), "Utkasten är gallrade\nBorttaget:\n"));
	CHECK(strstr(sc.last.text, "Verifiering: allt stämmer\nok: ") != NULL);
	CHECK(!strstr(scene_frame(&sc), "kan gallras"));
	q.folder = s->folder;
	CHECK_INT(store_run(sc.sv.repo, &q, &a, &err), 0);
	for (size_t i = 0; i < a.nversions; i++)
		CHECK(a.version[i].nr > 1);
	CHECK(a.nversions > 0);
	store_answer_release(&a);
	/* again: nothing is left, and it still holds */
	scene_keys(&sc, "x");
	scene_push(&sc, viewer_new("", SPAN_NONE, 0, NULL));
	scene_keys(&sc, "Esc j");
	CHECK(strstr(sc.last.text, "Verifiering: allt stämmer\n") != NULL);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(the_organ_keeps_its_drafts)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_write(&sc, "organ/fb.regler", "gallring = behåll\n");
	scene_push(&sc, justering_new(&sc.sv));
	scene_keys(&sc, LOCKED " x");
	CHECK_SEEN(&sc, "Organet har bestämt att utkasten behålls; inget gallras.");
	scene_release(&sc);
}
