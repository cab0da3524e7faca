/* Versioner: the list, differences, comparing, restoring, text at a time. */
#include "scene.h"

#include "screens/history.h"

/* Puts text in front of `before` and makes it a version, some minutes later. */
static void edit_and_save(struct scene *sc, const char *before, const char *text)
{
	struct session *s = sc->sv.session;
	struct err err = ERR_INIT;

	clock_advance(600);
	if (doc_edit(s->doc, span_find(doc_bytes(s->doc), before, 0), 0, span_of(text), &err) != 0 ||
		session_save_wait(s, KIND_SAVED, 5000, &err) != 0) {
		printf("%s\n", err.msg);
		test_bad++;
	}
}

static void three_versions(struct scene *sc, int rows, int cols)
{
	scene_init(sc, rows, cols);
	scene_open(sc, NULL);
	edit_and_save(sc, "Den börjar", "Den ska följas upp.\n");
	edit_and_save(sc, "mobil skötsel.", "rörlig och ");
	scene_push(sc, history_new(&sc->sv));
}

TEST(list_and_difference)
{
	struct scene sc;

	three_versions(&sc, 24, 80);
	CHECK_SEEN(&sc, "  3  2031-04-09 11.02");
	CHECK_SEEN(&sc, "  1  2031-04-09 10.42");
	CHECK_SEEN(&sc, "§ 12");
	CHECK_SEEN(&sc, "rörlig och");
	CHECK_SEEN(&sc, "3 versioner");
	scene_keys(&sc, "Ner");
	CHECK_SEEN(&sc, "Den ska följas upp.");
	CHECK(strstr(scene_frame(&sc), "rörlig") == NULL);
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(wide)
{
	struct scene sc;

	three_versions(&sc, 24, 120);
	CHECK_SEEN(&sc, "  3  2031-04-09 11.02");
	CHECK_SEEN(&sc, "Version 3, ");
	CHECK_SEEN(&sc, "rörlig och");
	scene_release(&sc);
}

TEST(compares)
{
	struct scene sc;

	three_versions(&sc, 24, 80);
	scene_keys(&sc, "F7");
	CHECK_SEEN(&sc, "Märk en annan version först");
	scene_keys(&sc, "End F6");
	CHECK_SEEN(&sc, "Version 1 är märkt.");
	scene_keys(&sc, "Home F7");
	CHECK_SEEN(&sc, "Från version 1 till version 3");
	CHECK_SEEN(&sc, "Den ska följas upp.");
	CHECK_SEEN(&sc, "rörlig och");
	CHECK_SEEN(&sc, "märkt: version 1");
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "Från version 3 till texten nu");
	CHECK_SEEN(&sc, "Ingen skillnad.");
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "Version 3, ");
	scene_release(&sc);
}

TEST(shows_the_text)
{
	struct scene sc;

	three_versions(&sc, 24, 80);
	scene_keys(&sc, "Ner Enter");
	CHECK_INT(sc.last.kind, OUTCOME_PUSH);
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(span_starts(span_of(sc.last.text), "Version 2, 2031-04-09 10.52\n---\n"));
	scene_keys(&sc, "F8 \"10.57\" Enter");
	CHECK(span_starts(span_of(sc.last.text), "Texten 2031-04-09 10.57\n---\n"));
	scene_keys(&sc, "F8 \"kvart över\" Enter");
	CHECK_SEEN(&sc, "Skriv tiden som 14.32 eller 2031-04-09 14.32.");
	scene_release(&sc);
}

TEST(restores_as_the_next)
{
	struct scene sc;
	struct session *s;

	three_versions(&sc, 24, 80);
	s = sc.sv.session;
	scene_keys(&sc, "End F9");
	CHECK_SEEN(&sc, "Återställa version 1 som nästa version? (j/n)");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "3 versioner");
	scene_keys(&sc, "F9 j");
	CHECK_SPAN(doc_bytes(s->doc), SCENE_DRAFT);
	CHECK_SEEN(&sc, "  4  2031-04-09 11.02");
	CHECK_SEEN(&sc, "Version 1 är återställd.");
	CHECK_SEEN(&sc, "Återställd version 1");
	CHECK(!session_dirty(s));
	/* the next save goes after it, without a conflict */
	edit_and_save(&sc, "Den börjar", "Så blev det.\n");
	CHECK(!session_dirty(s));
	CHECK_INT(worker_pending(sc.sv.repo), 0);
	scene_release(&sc);
}

TEST(locked_and_lone)
{
	struct scene sc;

	three_versions(&sc, 10, 40);
	doc_set_state(sc.sv.session->doc, STATE_JUSTERAT);
	scene_keys(&sc, "End F9");
	CHECK_SEEN(&sc, "Ingen version kan återställas");
	scene_resize(&sc);
	scene_release(&sc);
	scene_init(&sc, 24, 80);
	scene_push(&sc, history_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "Enter F5 F6 F7 F8 F9 Tab");
	scene_resize(&sc);
	scene_release(&sc);
}
