/* Språk: the panel of language: suggestions, mending, learning, what is shown. Spelling runs in the
 * helper program, as in the editor. */
#include <time.h>

#include "scene.h"

#include "screens/proof.h"

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
	scene_push(sc, proof_new(&sc->sv));
	scene_frame(sc);
	wait_for(sc, " Skrindlabb ");
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
	CHECK_SEEN(&sc, "Ersätt det här ”Ärendt” med: ");
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
	CHECK_SEEN(&sc, "Det kan inte ändras");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "Det kan inte ändras");
	scene_release(&sc);
	scene_init(&sc, 10, 40);
	scene_push(&sc, proof_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "Enter 1 F5 F6 F7 F8 F9 Ctrl-Z");
	scene_resize(&sc);
	scene_release(&sc);
}

#define MIXED \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 1 Val\n\n## Sammanfattning\n\n" \
	"Andelen är 10% och 12% nu.\nDen hälso-och sjukvård som ges är bra.\nEn hälso-och sjukvård till.\n\n" \
	"> En hälso-och sjukvård på 9% i citat.\n\nOm skotertrafken.\n"

static void ready_mixed(struct scene *sc, int rows, int cols)
{
	scene_init(sc, rows, cols);
	scene_open(sc, MIXED);
	scene_push(sc, proof_new(&sc->sv));
	scene_frame(sc);
	wait_for(sc, "hälso-och →");
	wait_for(sc, cols < 60 ? "röda 4, gula 0, grå 3" : "skotertrafken");
}

static bool holds(struct scene *sc, const char *text)
{
	return span_find(doc_bytes(sc->sv.session->doc), text, 0) != (size_t)-1;
}

/* What is certain is mended without a question, all alike in one step. */
TEST(rules_and_the_check_are_listed_and_mended)
{
	struct scene sc;

	ready_mixed(&sc, 24, 100);
	scene_check_table(&sc);
	CHECK_SEEN(&sc, " ✗ OCH   hälso-och → hälso- och");
	CHECK_SEEN(&sc, " · S02   Mellanslag före %");
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "2 ändrade, 1 i citat lämnade.");
	CHECK(holds(&sc, "10 % och 12 % nu."));
	CHECK(holds(&sc, "på 9% i citat"));
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), MIXED);
	/* the row is found again after the undo; the second place of two alone */
	scene_keys(&sc, "Home Ner Höger");
	wait_for(&sc, "2 av 2, § 1: … En hälso-och");
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "1 ställe ändrat. Ctrl-Z ångrar.");
	CHECK(holds(&sc, "Den hälso-och sjukvård"));
	CHECK(holds(&sc, "En hälso- och sjukvård till"));
	scene_keys(&sc, "1");
	CHECK(holds(&sc, "Den hälso- och sjukvård"));
	CHECK(holds(&sc, "> En hälso-och"));
	scene_keys(&sc, "Home F7");
	CHECK_SEEN(&sc, "Bara ord kan läras; F3 stänger av regeln för organet.");
	scene_release(&sc);
}

TEST(what_is_shown)
{
	struct scene sc;

	ready_mixed(&sc, 10, 40);
	CHECK_SEEN(&sc, "hälso-och → hälso- och");
	scene_keys(&sc, "F4");
	CHECK_SEEN(&sc, "Visar bara röda.");
	scene_keys(&sc, "v");
	CHECK_SEEN(&sc, "Inget sådant. F4 visar annat.");
	scene_keys(&sc, "v");
	CHECK_SEEN(&sc, "Mellanslag före %");
	CHECK(!strstr(scene_frame(&sc), "skotertrafken"));
	scene_keys(&sc, "v");
	CHECK_SEEN(&sc, "Ingen regel är avstängd");
	scene_keys(&sc, "Enter F5 F6 F7 1 Höger v");
	CHECK_SEEN(&sc, "Visar alla.");
	scene_resize(&sc);
	scene_release(&sc);
}

/* An answer that comes, a text that changes: the cursor stands on the same remark. */
TEST(the_row_under_the_cursor_stays)
{
	struct scene sc;
	struct err err = ERR_INIT;
	size_t at;

	ready_mixed(&sc, 24, 100);
	scene_keys(&sc, "End");
	wait_for(&sc, "1 skotertrafiken");
	at = span_find(doc_bytes(sc.sv.session->doc), "Andelen", 0);
	CHECK_INT(doc_edit(sc.sv.session->doc, at, 0, SPAN_LIT("Enn xqzy vägbommn. "), &err), 0);
	scene_keys(&sc, NULL);
	wait_for(&sc, "vägbommn");
	wait_for(&sc, "1 skotertrafiken");
	scene_keys(&sc, "F9");
	CHECK_SEEN(&sc, "”skotertrafken” är nu känt för dig.");
	scene_release(&sc);
}

/* For the organ, and back again: by undo, or later from the list of those that are off. */
TEST(a_rule_is_turned_off_and_on)
{
	struct scene sc;

	ready_mixed(&sc, 24, 100);
	scene_keys(&sc, "Home F3");
	CHECK_SEEN(&sc, "Regeln S02 är avstängd för organet. Ctrl-Z slår på den igen.");
	CHECK(!strstr(scene_frame(&sc), "Mellanslag före %"));
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SEEN(&sc, "Regeln S02 gäller igen");
	CHECK_SEEN(&sc, "Mellanslag före %");
	/* one on neighbours */
	scene_keys(&sc, "Home Ner s");
	CHECK_SEEN(&sc, "Regeln OCH är avstängd");
	CHECK(!strstr(scene_frame(&sc), "hälso-och →"));
	scene_keys(&sc, "End F3");
	CHECK_SEEN(&sc, "Ett okänt ord är ingen regel");
	/* the next time the panel is open */
	screens_pop(&sc.st);
	scene_push(&sc, proof_new(&sc.sv));
	scene_keys(&sc, "F4 F4 F4 F4");
	CHECK_SEEN(&sc, " OCH av: ");
	scene_keys(&sc, "F3 F4");
	wait_for(&sc, "hälso-och →");
	CHECK_SPAN(doc_bytes(sc.sv.session->doc), MIXED);
	scene_release(&sc);
}
