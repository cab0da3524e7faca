/* The start screen: no archive, an archive, a narrow terminal. */
#include "scene.h"

#include "base/paths.h"
#include "screens/start.h"
#include "store/archive.h"

TEST(welcome_makes_an_archive)
{
	struct scene sc;
	struct archive_organs organs = {0};
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_push(&sc, start_new(&sc.sv));
	CHECK_SEEN(&sc, "Välkommen till paragraf.");
	CHECK_SEEN(&sc, "I mappen ~/Protokoll finns inget protokollarkiv ännu.");
	scene_keys(&sc, "F2");
	CHECK_SEEN(&sc, "Skapa arkivet först");
	CHECK_INT(sc.last.kind, OUTCOME_STAY);
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Inga sammanträden ännu. F2 börjar ett nytt.");
	CHECK_SEEN(&sc, "Arkivet ~/Protokoll är skapat.");
	CHECK_INT(archive_organs(sc.sv.archive, &organs, &err), 0);
	CHECK(organs.n > 0);
	archive_organs_release(&organs);
	scene_keys(&sc, "F2");
	CHECK_INT(sc.last.kind, OUTCOME_PUSH);
	CHECK_INT(sc.last.request, REQUEST_NEW);
	scene_release(&sc);
}

TEST(no_sample_to_copy)
{
	struct scene sc;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	CHECK_INT(start_make_archive(sc.sv.archive, "/nowhere/organ", &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	scene_release(&sc);
}

static void three_meetings(struct scene *sc)
{
	scene_write(sc, "organ/fb.md", SCENE_REGISTER);
	scene_write(sc, "2031-04-09-fb/protokoll.md", SCENE_DRAFT);
	scene_write(sc, "2031-02-05-fn/protokoll.md",
		"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällnämnden\norgan-kort: FN\ndatum: 2031-02-05\n---\n\n"
		"# § 1 Val\n");
	scene_write(sc, "2031-03-12-fb/protokoll.md", "inget här\n");
}

TEST(lists_and_opens)
{
	struct scene sc;
	const char *frame, *newest, *oldest;

	scene_init(&sc, 24, 80);
	three_meetings(&sc);
	scene_push(&sc, start_new(&sc.sv));
	frame = scene_frame(&sc);
	newest = strstr(frame, "2031-04-09  Fjällberedningen (FB)");
	oldest = strstr(frame, "2031-02-05  Fjällnämnden (FN)");
	CHECK(newest != NULL);
	CHECK(oldest != NULL && oldest > newest);
	CHECK_SEEN(&sc, "§§ 11–12");
	CHECK_SEEN(&sc, "utkast");
	CHECK_SEEN(&sc, "3 sammanträden · justering senast onsdag 23 april 2031");
	scene_check_table(&sc);
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.last.request, REQUEST_OPEN);
	CHECK(span_ends(span_of(sc.last.text), "/2031-04-09-fb"));
	scene_keys(&sc, "\"nämnden\" Enter");
	CHECK(span_ends(span_of(sc.last.text), "/2031-02-05-fn"));
	scene_keys(&sc, "Esc Home");
	CHECK_SEEN(&sc, "2031-04-09  Fjällberedningen (FB)");
	scene_resize(&sc);
	scene_release(&sc);
}

/* What the day says of the meeting under the cursor. */
TEST(the_next_deadline)
{
	static const struct {
		const char *clock, *says;
	} days[] = {{"2031-04-22T23:30+02:00", "april 2031 – i morgon"}, {"2031-04-23T00:10+02:00", "april 2031 – i dag"},
		{"2031-04-24T08:00+02:00", "april 2031 – dagen har gått"}};
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		struct scene sc;

		scene_init(&sc, 24, 80);
		CHECK_INT(clock_fix(days[i].clock, &err), 0);
		three_meetings(&sc);
		scene_push(&sc, start_new(&sc.sv));
		CHECK_SEEN(&sc, days[i].says);
		scene_release(&sc);
	}
}

TEST(mouse_opens)
{
	struct scene sc;

	scene_init(&sc, 24, 120);
	three_meetings(&sc);
	scene_push(&sc, start_new(&sc.sv));
	scene_frame(&sc);
	scene_keys(&sc, "double-click 2,20");
	CHECK_INT(sc.last.request, REQUEST_OPEN);
	/* the bar's second entry */
	scene_keys(&sc, "click 23,15");
	CHECK_INT(sc.last.request, REQUEST_NEW);
	scene_release(&sc);
}

TEST(opens_a_file_and_another_archive)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	three_meetings(&sc);
	scene_push(&sc, start_new(&sc.sv));
	scene_keys(&sc, "Ctrl-O \"~/finns/inte.md\" Enter");
	CHECK_SEEN(&sc, "Det finns ingen fil eller mapp ~/finns/inte.md.");
	CHECK_INT(sc.last.kind, OUTCOME_STAY);
	scene_keys(&sc, "Ctrl-O \"~/Protokoll/2031-04-09-fb/protokoll.md\" Enter");
	CHECK_INT(sc.last.request, REQUEST_OPEN);
	CHECK(span_ends(span_of(sc.last.text), "/2031-04-09-fb/protokoll.md"));
	scene_keys(&sc, "F6 Ctrl-U \"~/Annat arkiv\" Enter");
	CHECK_SEEN(&sc, "I mappen ~/Annat arkiv finns inget protokollarkiv ännu.");
	scene_keys(&sc, "F6 Esc");
	CHECK_SEEN(&sc, "Annat arkiv");
	scene_release(&sc);
}

TEST(narrow)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, start_new(&sc.sv));
	CHECK_SEEN(&sc, "Enter: skapa arkivet");
	CHECK_SEEN(&sc, "F6: välj en annan mapp");
	scene_resize(&sc);
	scene_release(&sc);
	scene_init(&sc, 10, 40);
	three_meetings(&sc);
	scene_push(&sc, start_new(&sc.sv));
	CHECK_SEEN(&sc, "2031-04-09  Fjällb");
	CHECK_SEEN(&sc, "utkast");
	scene_release(&sc);
}
