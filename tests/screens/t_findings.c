/* Formaliakontroll: the list, correcting, levels, going there. */
#include "scene.h"

#include "screens/findings.h"

/* § 12 follows § 10, a wrong party, a gap, no decision in § 12. */
#define FAULTY \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\ntid: 10.00–15.40\nplats: Storsele\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n" \
	"sekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n# § 10 Justering\nSlag: justering\n\n" \
	"## Beslut\n\nFjällberedningen beslutar\n\n- att utse Bo Lind (M) att justera.\n\n" \
	"# § 12 Mobil skötsel\n\n## Sammanfattning\n\nSkötseln ska bli mobil.\nAnna Ek (M) frågar när.\n\n[[mer text]]\n"

TEST(lists_with_words_and_places)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, FAULTY);
	scene_push(&sc, findings_new(&sc.sv));
	CHECK_SEEN(&sc, "✗ fel");
	CHECK_SEEN(&sc, "§ 12");
	CHECK_SEEN(&sc, "fel ");
	scene_check_table(&sc);
	scene_resize(&sc);
	/* levels: fewer and fewer, then all again */
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Visar fel och varningar.");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Visar bara fel.");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Visar alla.");
	/* typing filters; Enter goes to the gap */
	scene_keys(&sc, "\"mer text\"");
	CHECK_SEEN(&sc, "Filter: mer text");
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK(sc.sv.session->has_target);
	CHECK_INT(sc.sv.session->target, span_find(doc_bytes(sc.sv.session->doc), "[[", 0));
	scene_release(&sc);
}

/* Every correction the check offers can be made, and undone. */
TEST(corrects)
{
	struct scene sc;
	struct session *s;
	struct str before = STR_INIT;
	bool corrected = false;

	scene_init(&sc, 24, 120);
	scene_open(&sc, FAULTY);
	s = sc.sv.session;
	str_addspan(&before, doc_bytes(s->doc));
	scene_push(&sc, findings_new(&sc.sv));
	for (int i = 0; i < 12 && !corrected; i++) {
		scene_keys(&sc, "F5");
		corrected = !span_eq(doc_bytes(s->doc), str_span(&before));
		if (!corrected)
			scene_keys(&sc, "Ner");
	}
	CHECK(corrected);
	CHECK_SEEN(&sc, "Ctrl-Z ångrar.");
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SPAN(doc_bytes(s->doc), str_c(&before));
	/* locked: nothing is changed */
	doc_set_state(s->doc, STATE_JUSTERAT);
	scene_keys(&sc, "Home F5");
	CHECK_SEEN(&sc, "Inget kan rättas: protokollet är justerat och låst.");
	CHECK_SPAN(doc_bytes(s->doc), str_c(&before));
	str_release(&before);
	scene_release(&sc);
}

TEST(follows_the_text)
{
	struct scene sc;
	struct err err = ERR_INIT;
	struct session *s;

	scene_init(&sc, 24, 80);
	scene_open(&sc, FAULTY);
	s = sc.sv.session;
	scene_push(&sc, findings_new(&sc.sv));
	CHECK_SEEN(&sc, "mer text");
	CHECK_INT(doc_edit(s->doc, span_find(doc_bytes(s->doc), "[[", 0), strlen("[[mer text]]"), SPAN_LIT("Nog."), &err), 0);
	scene_keys(&sc, NULL);
	CHECK(strstr(scene_frame(&sc), "mer text") == NULL);
	scene_release(&sc);
}

TEST(no_session)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, findings_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "Enter F5 F6 Ctrl-Z");
	scene_resize(&sc);
	scene_release(&sc);
}
