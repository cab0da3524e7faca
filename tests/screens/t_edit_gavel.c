/* t_edit_gavel: the klubbslag from the keyboard. */
#include "jobs/gavel.h"
#include "screens/edit.h"
#include "screens/scene.h"

/* The editing screen with the cursor in § 12. */
static void begin(struct scene *sc, int cols)
{
	scene_init(sc, 24, cols);
	scene_open(sc, NULL);
	scene_push(sc, edit_new(&sc->sv));
	scene_keys(sc, "Ctrl-End");
}

static struct span text(struct scene *sc)
{
	return doc_bytes(sc->sv.session->doc);
}

static bool holds(struct scene *sc, const char *what)
{
	return span_find(text(sc), what, 0) != (size_t)-1;
}

/* Goes to the words and types there. */
static void type_at(struct scene *sc, const char *what, const char *keys)
{
	size_t at = span_find(text(sc), what, 0);

	CHECK(at != (size_t)-1);
	session_target(sc->sv.session, at, at);
	scene_keys(sc, NULL);
	scene_frame(sc);
	scene_keys(sc, keys);
}

static enum store_kind last_kind(struct scene *sc, int *n)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = sc->sv.session->folder, .now = clock_now()};
	struct store_answer a;
	struct err err = ERR_INIT;
	enum store_kind kind = KIND_OTHER;

	if (store_run(sc->sv.repo, &q, &a, &err))
		CHECK_FAIL(err.msg);
	*n = (int)a.nversions;
	if (a.nversions)
		kind = a.version[0].kind;
	store_answer_release(&a);
	return kind;
}

TEST(one_key_seals_and_makes_a_version)
{
	struct scene sc;
	int n;

	begin(&sc, 80);
	scene_keys(&sc, "Ctrl-K");
	CHECK_SEEN(&sc, "Klubbat 10.42");
	CHECK(holds(&sc, "Dnr: FN 79-2031\nKlubbat: 10.42 "));
	CHECK_INT(last_kind(&sc, &n), KIND_KLUBBAT);
	CHECK_INT(n, 2);
	scene_keys(&sc, "Ner");
	CHECK_SEEN(&sc, " · klubbat 10.42 · ");
	/* the sum is not for people, and the line is not written in */
	CHECK(strstr(scene_frame(&sc), "Klubbat: 10.42\n") != NULL);
	type_at(&sc, "Klubbat: 10.42", "\"x\"");
	CHECK(holds(&sc, "\nKlubbat: 10.42 ") && !holds(&sc, "Klubbat: x"));
	scene_keys(&sc, "Ctrl-Z");
	/* again, as it stands: nothing is done */
	scene_keys(&sc, "Ctrl-K");
	CHECK_SEEN(&sc, "12 är redan klubbad 10.42");
	last_kind(&sc, &n);
	CHECK_INT(n, 2);
	/* one undo step */
	scene_keys(&sc, "Ctrl-Z");
	CHECK(!holds(&sc, "Klubbat"));
	scene_release(&sc);
}

TEST(where_there_is_no_decision_it_says_so)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, "---\nformat: paragraf 1\ntyp: protokoll\norgan: X\ndatum: 2031-04-09\n---\n\n# § 1 Ett\n\nText.\n");
	scene_push(&sc, edit_new(&sc.sv));
	scene_keys(&sc, "Ctrl-End Ctrl-K");
	CHECK_SEEN(&sc, "1 har inget beslut ännu");
	scene_release(&sc);
}

TEST(one_letter_inside_shows_at_once)
{
	struct scene sc;

	begin(&sc, 80);
	scene_keys(&sc, "Ctrl-K");
	type_at(&sc, "Den börjar i Storsele", "x");
	scene_keys(&sc, "Ner");
	CHECK_SEEN(&sc, "klubbat 10.42"); /* that was not the decision */
	type_at(&sc, "utreda mobil", "x");
	scene_frame(&sc);
	CHECK_SEEN(&sc, "ÄNDRAT EFTER KLUBBSLAGET 10.42");
	scene_keys(&sc, "Backsteg");
	CHECK_SEEN(&sc, " · klubbat 10.42");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(struck_anew_during_the_meeting)
{
	struct scene sc;
	struct gavel g;

	begin(&sc, 80);
	scene_keys(&sc, "Ctrl-K");
	type_at(&sc, "utreda mobil", "x");
	clock_fix("2031-04-09T10:55:00+02:00", NULL);
	scene_keys(&sc, "Ctrl-K");
	CHECK_SEEN(&sc, "Klubbat 10.55");
	CHECK(gavel_of(doc_protocol(sc.sv.session->doc), 1, &g));
	CHECK_INT(g.times, 2);
	CHECK(!g.changed);
	scene_release(&sc);
}

TEST(after_the_meeting_a_reason_is_asked_for)
{
	struct scene sc;
	struct gavel_reasons r;

	begin(&sc, 80);
	scene_keys(&sc, "Alt-Y");
	CHECK_SEEN(&sc, "har inte ändrats efter något klubbslag");
	scene_keys(&sc, "Ctrl-K");
	clock_fix("2031-04-10T09:00:00+02:00", NULL);
	type_at(&sc, "utreda mobil", "x");
	scene_keys(&sc, "Ctrl-K");
	CHECK_SEEN(&sc, "mötet är slut: ange skälet (Alt-Y)");
	scene_keys(&sc, "Alt-Y");
	CHECK_SEEN(&sc, "Skäl till ändringen");
	scene_keys(&sc, "f e l h ö r t Enter");
	CHECK_SEEN(&sc, "skälet är antecknat för");
	gavel_reasons_load(sc.sv.session->folder, &r);
	CHECK_INT(r.n, 1);
	if (r.n == 1)
		CHECK_STR(r.v[0].text, "felhört");
	gavel_reasons_release(&r);
	/* the session goes on from the version with the reason */
	type_at(&sc, "Den börjar i Storsele", "y Ctrl-S");
	CHECK(!session_dirty(sc.sv.session));
	CHECK(holds(&sc, "yDen börjar"));
	scene_release(&sc);
}
