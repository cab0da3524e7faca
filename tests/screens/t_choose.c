/* Inserting a §, a section, a phrase. */
#include "scene.h"

#include "screens/choose.h"

static bool holds(struct scene *sc, const char *what)
{
	return span_find(doc_bytes(sc->sv.session->doc), what, 0) != (size_t)-1;
}

TEST(item)
{
	struct scene sc;
	const struct protocol *p;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, choose_item_new(&sc.sv, 1));
	CHECK_SEEN(&sc, "Ny paragraf");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Rubrik:");
	scene_keys(&sc, "Ctrl-U Enter");
	CHECK_SEEN(&sc, "En paragraf behöver en rubrik.");
	scene_keys(&sc, "Enter Ctrl-U \"Vargfrågan\" Enter");
	CHECK_SEEN(&sc, "Diarienummer, om det finns:");
	scene_keys(&sc, "\"FN 80-2031\" Enter");
	CHECK_INT(sc.st.n, 0);
	p = doc_protocol(sc.sv.session->doc);
	CHECK_INT(p->nitems, 3);
	CHECK_SPAN(p->item[1].title, "Vargfrågan");
	CHECK_INT(p->item[1].nr, 12);
	CHECK(holds(&sc, "Dnr: FN 80-2031"));
	CHECK(holds(&sc, "# § 13 Mobil skötsel"));
	CHECK(sc.sv.session->has_target);
	CHECK_INT(protocol_item_at(p, sc.sv.session->target), 1);
	scene_release(&sc);
}

TEST(item_at_the_end)
{
	struct scene sc;
	const struct protocol *p;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	scene_push(&sc, choose_item_new(&sc.sv, 99));
	scene_keys(&sc, "\"beslut\" Enter Ctrl-U \"Övrigt\" Enter Enter");
	p = doc_protocol(sc.sv.session->doc);
	CHECK_INT(p->nitems, 3);
	CHECK_INT(p->item[2].nr, 13);
	scene_release(&sc);
}

TEST(section)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, choose_section_new(&sc.sv, 1));
	CHECK_SEEN(&sc, "Nytt avsnitt");
	CHECK_SEEN(&sc, "Yrkanden");
	CHECK_SEEN(&sc, "Protokollsutdrag");
	/* what is there already is not offered */
	CHECK(strstr(scene_frame(&sc), " Sammanfattning\n") == NULL);
	scene_keys(&sc, "\"reserv\" Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK(holds(&sc, "## Reservation"));
	CHECK(sc.sv.session->has_target);
	/* no such item */
	scene_push(&sc, choose_section_new(&sc.sv, 77));
	CHECK_SEEN(&sc, "Alla avsnitt finns redan");
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.st.n, 1);
	scene_release(&sc);
}

TEST(phrase)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, choose_phrase_new(&sc.sv));
	CHECK_SEEN(&sc, "Standardfraser");
	/* as they would stand, not as templates */
	CHECK_SEEN(&sc, "Ordföranden förklarar sammanträdet öppnat kl. [[tid]].");
	CHECK(strstr(scene_frame(&sc), "{{") == NULL);
	scene_resize(&sc);
	scene_keys(&sc, "Ner \"a\" Esc Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK_INT(sc.last.kind, OUTCOME_QUIT); /* a pop of the last screen */
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), SCENE_DRAFT);
	scene_release(&sc);
}

TEST(locked_and_lone)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	doc_set_state(sc.sv.session->doc, STATE_JUSTERAT);
	scene_push(&sc, choose_section_new(&sc.sv, 0));
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Inget kan sättas in: protokollet är justerat och låst.");
	scene_release(&sc);
	scene_init(&sc, 10, 40);
	scene_push(&sc, choose_item_new(&sc.sv, 0));
	scene_push(&sc, choose_section_new(&sc.sv, 0));
	scene_push(&sc, choose_phrase_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "Enter Esc Enter Esc Enter");
	scene_resize(&sc);
	scene_release(&sc);
}
