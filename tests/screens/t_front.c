/* Framsida: the front matter as a form. */
#include "scene.h"

#include "screens/front.h"

#define UNKNOWN \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\nkaffe: klockan två\n---\n\n# § 1 Val\n"

TEST(shows_and_changes)
{
	struct scene sc;
	const struct protocol *p;
	size_t cursor;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, front_new(&sc.sv));
	CHECK_SEEN(&sc, "2031-04-09");
	CHECK_SEEN(&sc, "Sammanträdesrum Vitmossen, Storsele");
	CHECK_SEEN(&sc, "Anna Ek (S), ordförande");
	scene_check_table(&sc);
	scene_keys(&sc, "Tab Ctrl-U \"09.00–12.00\" Tab Tab Ctrl-End Enter \"Dag Norén (V), ersätter Cia Holm (V), § 12\"");
	CHECK_SEEN(&sc, "Ändringar skrivs in när du går härifrån");
	scene_keys(&sc, "Esc");
	CHECK_INT(sc.st.n, 0);
	p = doc_protocol(sc.sv.session->doc);
	CHECK_SPAN(front_get(&p->front, FRONT_TID), "09.00–12.00");
	CHECK_INT(front_field(&p->front, FRONT_BESLUTANDE)->n, 4);
	CHECK(messages_current(&sc.messages) != NULL);
	/* one undo step */
	CHECK_INT(doc_undo(sc.sv.session->doc, &cursor, &err), 0);
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), SCENE_DRAFT);
	scene_release(&sc);
}

TEST(odd_values_stand_at_their_field)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, front_new(&sc.sv));
	scene_keys(&sc, "Ctrl-U \"9 april\"");
	CHECK_SEEN(&sc, "Skriv datumet som 2031-04-09.");
	CHECK_SEEN(&sc, "1 anmärkning");
	scene_keys(&sc, "Tab Ctrl-U \"tio\" F8");
	CHECK_SEEN(&sc, "2 anmärkningar");
	/* back to what the draft says */
	scene_keys(&sc, "F9");
	CHECK_SEEN(&sc, "2031-04-09");
	scene_keys(&sc, "Esc");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), SCENE_DRAFT);
	scene_release(&sc);
}

TEST(nothing_changed_nothing_written)
{
	struct scene sc;

	scene_init(&sc, 24, 120);
	scene_open(&sc, UNKNOWN);
	scene_push(&sc, front_new(&sc.sv));
	scene_resize(&sc);
	scene_keys(&sc, "Tab Tab Esc");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), UNKNOWN);
	CHECK(!text_can_undo(doc_text(sc.sv.session->doc)));
	/* a key the format does not have stays */
	scene_push(&sc, front_new(&sc.sv));
	scene_keys(&sc, "Ctrl-U \"2031-04-10\" Esc");
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "datum: 2031-04-10", 0) != (size_t)-1);
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "kaffe: klockan två", 0) != (size_t)-1);
	scene_release(&sc);
}

TEST(locked_says_why)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	doc_set_state(sc.sv.session->doc, STATE_JUSTERAT);
	scene_push(&sc, front_new(&sc.sv));
	CHECK_SEEN(&sc, "Kan bara läsas: protokollet är justerat och låst");
	scene_keys(&sc, "\"x\"");
	CHECK_SEEN(&sc, "Framsidan kan inte ändras");
	scene_keys(&sc, "Tab Esc");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), SCENE_DRAFT);
	scene_release(&sc);
}

TEST(no_session)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, front_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_resize(&sc);
	scene_keys(&sc, "\"x\" F9");
	scene_release(&sc);
}
