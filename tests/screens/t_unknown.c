/* Okända ord: the list, suggestions, replacing, learning. Spelling runs in the
 * helper program, as in the editor. */
#include <time.h>

#include "scene.h"

#include "screens/unknown.h"

#define SLIPS \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 1 Val\n\n## Sammanfattning\n\n" \
	"Ärendt är skrivet.\nNämnden läser ärendt och Skrindlabb.\nÄven det andra ärendt läses.\n\n" \
	"> Ett ärendt i ett citat.\n"

/* Turns until the frame holds `what`, or ten seconds have passed. */
static void wait_for(struct scene *sc, const char *what)
{
	for (int i = 0; i < 1000 && !strstr(scene_frame(sc), what); i++) {
		struct timespec ms = {0, 10 * 1000 * 1000};

		nanosleep(&ms, NULL);
		scene_keys(sc, NULL);
	}
	CHECK_SEEN(sc, what);
}

static void ready(struct scene *sc, int rows, int cols)
{
	scene_init(sc, rows, cols);
	scene_open(sc, SLIPS);
	scene_push(sc, unknown_new(&sc->sv));
	scene_frame(sc);
	wait_for(sc, cols < 60 ? " Skrindlabb " : "3 okända ord på 5 ställen");
}

TEST(groups_and_suggests)
{
	struct scene sc;

	ready(&sc, 24, 80);
	wait_for(&sc, " 2 Ärende");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "Ner");
	wait_for(&sc, " 1 ärende");
	/* everywhere but in the quotation */
	scene_keys(&sc, "1");
	CHECK_SEEN(&sc, "2 ändrade, 1 i citat lämnade. Ctrl-Z ångrar.");
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "läser ärende och", 0) != (size_t)-1);
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "Ett ärendt i", 0) != (size_t)-1);
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), SLIPS);
	scene_release(&sc);
}

TEST(learns_and_goes)
{
	struct scene sc;

	ready(&sc, 24, 120);
	scene_keys(&sc, "End F9");
	CHECK_SEEN(&sc, "”Skrindlabb” är nu känt för dig.");
	CHECK_SEEN(&sc, " ärendt");
	scene_keys(&sc, "Home F5");
	CHECK_SEEN(&sc, "Ersätt det första ”Ärendt” med: ");
	scene_keys(&sc, "Ctrl-U \"Texten\" Enter");
	CHECK_SEEN(&sc, "1 ställe ändrat. Ctrl-Z ångrar.");
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "Texten är skrivet.", 0) != (size_t)-1);
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK(sc.sv.session->has_target);
	scene_release(&sc);
}

TEST(locked_and_lone)
{
	struct scene sc;

	ready(&sc, 10, 40);
	doc_set_state(sc.sv.session->doc, STATE_JUSTERAT);
	scene_keys(&sc, "1");
	CHECK_SEEN(&sc, "Ordet kan inte ersättas");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Ordet kan inte ersättas");
	scene_release(&sc);
	scene_init(&sc, 10, 40);
	scene_push(&sc, unknown_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "Enter 1 F5 F6 F7 F8 F9 Ctrl-Z");
	scene_resize(&sc);
	scene_release(&sc);
}
