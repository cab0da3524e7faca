/* Ta emot: a file or pasted text becomes suggestions; what it became is said. */
#include "suggested.h"

#include "screens/receiving.h"

static void answer_file(const struct scene *sc, const char *name, const char *text)
{
	char *path = fs_join(sc->home, name);
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_atomic(path, text, strlen(text), 0600, &err), 0);
	free(path);
}

TEST(pasted_remarks)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, receiving_new(&sc.sv));
	CHECK_SEEN(&sc, "‹ Anna Ek (S) ›");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "Skriv vilken fil det är, eller klistra in texten.");
	scene_keys(&sc, "\"b\" Tab Tab paste \"§ 12: byt ”tre” mot ”fyra”\\n\"");
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Stänga utan att ta emot texten? (j/n)");
	scene_keys(&sc, "n F5");
	CHECK_SEEN(&sc, "Svaret är mottaget. F6 visar förslagen.");
	CHECK_SEEN(&sc, "1 ändring, 1 ny.");
	CHECK_INT(suggested_state(&sc, 1), SUGGEST_OPEN);
	CHECK_INT(sc.sv.session->suggestions, 1);
	CHECK(!session_dirty(sc.sv.session));
	scene_keys(&sc, "F6");
	CHECK_INT(sc.last.kind, OUTCOME_REPLACE);
	CHECK_INT(sc.last.request, REQUEST_SUGGESTIONS);
	scene_release(&sc);
}

TEST(a_file_by_its_first_letters)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	answer_file(&sc, "svar-lind.txt", "Inga anmärkningar.\n");
	answer_file(&sc, "svar-holm.txt", "§ 12: byt ”tre” mot ”fem”\n");
	scene_push(&sc, receiving_new(&sc.sv));
	scene_keys(&sc, "\"b\" Tab \"~/s\"");
	CHECK_SEEN(&sc, "svar-holm.txt");
	CHECK_SEEN(&sc, "svar-lind.txt");
	scene_keys(&sc, "Tab");
	CHECK_SEEN(&sc, "~/svar-");
	scene_keys(&sc, "\"l\" Tab F5");
	CHECK_SEEN(&sc, "Bo Lind (M)");
	CHECK_SEEN(&sc, "inga anmärkningar.");
	CHECK_INT(suggested_state(&sc, 1), -1);
	scene_keys(&sc, "Upp Upp \"c\" Tab \"~/svar-h\" Tab F5");
	CHECK_SEEN(&sc, "Cia Holm (V)");
	CHECK_SEEN(&sc, "1 ändring, 1 ny.");
	scene_release(&sc);
}

TEST(what_cannot_be_read)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, receiving_new(&sc.sv));
	scene_keys(&sc, "Tab \"~/finns-inte.txt\" F5");
	CHECK_SEEN(&sc, "finns-inte.txt");
	CHECK_SEEN(&sc, "Fel: ");
	scene_keys(&sc, "Tab \"något\" F5");
	CHECK_SEEN(&sc, "Både fil och text är ifyllda");
	scene_release(&sc);
}

TEST(without_meeting)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, receiving_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "F5 Tab Tab Tab Upp Ner Enter F6");
	scene_resize(&sc);
	scene_release(&sc);
}
