/* Nytt sammanträde: the form, its live line, what it makes. */
#include "scene.h"

#include "screens/new.h"

static void ready(struct scene *sc, int rows, int cols)
{
	scene_init(sc, rows, cols);
	scene_write(sc, "organ/fb.md", SCENE_REGISTER);
	scene_write(sc, "2031-03-12-fb/protokoll.md",
		"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\norgan-kort: FB\ndatum: 2031-03-12\n"
		"plats: Lokal Ripan, Storsele\n---\n\n# § 9 Justering\n\n# § 10 Avslut\n");
	scene_push(sc, new_new(&sc->sv));
}

TEST(form_and_live_line)
{
	struct scene sc;

	ready(&sc, 24, 80);
	CHECK_SEEN(&sc, "‹ Fjällberedningen ›");
	CHECK_SEEN(&sc, "2031-04-09");
	CHECK_SEEN(&sc, "onsdag 9 april 2031");
	CHECK_SEEN(&sc, "Lokal Ripan, Storsele");
	CHECK_SEEN(&sc, "1 §, med nummer 11");
	scene_keys(&sc, "Tab Tab Tab Tab paste \"Mobil skötsel; FN 79-2031\\nAktivitetsplan\\n\"");
	CHECK_SEEN(&sc, "3 §§, börjar med § 11");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(errors_stand_at_their_field)
{
	struct scene sc;

	ready(&sc, 24, 80);
	scene_keys(&sc, "Tab Ctrl-U \"2031-02-30\"");
	CHECK_SEEN(&sc, "Skriv datumet som 2031-04-09.");
	scene_keys(&sc, "Tab \"10:00-25:00\"");
	CHECK_SEEN(&sc, "Skriv tiden som 10.00–15.40 eller 10.00.");
	scene_keys(&sc, "Ctrl-S");
	CHECK_INT(sc.last.kind, OUTCOME_STAY);
	CHECK(!fs_exists("2031-02-30-fb"));
	scene_keys(&sc, "Ctrl-U \"2031-04-10\" Tab Ctrl-U \"10.00\" Tab");
	CHECK_SEEN(&sc, "torsdag 10 april 2031");
	CHECK_SEEN(&sc, "1 §, med nummer 11");
	scene_release(&sc);
}

TEST(creates_and_opens)
{
	struct scene sc;
	char *draft;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	ready(&sc, 24, 120);
	scene_keys(&sc, "Tab Tab \"10.00–15.40\" Tab Tab paste \"Mobil skötsel; FN 79-2031\"");
	scene_keys(&sc, "Ctrl-S");
	CHECK_INT(sc.last.kind, OUTCOME_REPLACE);
	CHECK_INT(sc.last.request, REQUEST_OPEN);
	CHECK(span_ends(span_of(sc.last.text), "/2031-04-09-fb"));
	draft = fs_join(sc.last.text ? sc.last.text : "", "protokoll.md");
	CHECK_INT(fs_read(draft, &text, &err), 0);
	CHECK(strstr(str_c(&text), "tid: 10.00–15.40") != NULL);
	CHECK(strstr(str_c(&text), "plats: Lokal Ripan, Storsele") != NULL);
	CHECK(strstr(str_c(&text), "# § 12 Mobil skötsel\nDnr: FN 79-2031") != NULL);
	str_release(&text);
	free(draft);
	scene_release(&sc);
}

TEST(agenda_from_a_file)
{
	struct scene sc;

	ready(&sc, 24, 80);
	scene_write(&sc, "../lista.txt", "Mobil skötsel\nAktivitetsplan\nVargfrågan\n");
	scene_write(&sc, "../latin.txt", "F\xf6rsta \xe4rendet\n");
	scene_keys(&sc, "Ctrl-O \"~/lista.txt\" Enter");
	CHECK_SEEN(&sc, "Vargfrågan");
	CHECK_SEEN(&sc, "4 §§, börjar med § 11");
	scene_keys(&sc, "Ctrl-O \"~/latin.txt\" Enter");
	CHECK_SEEN(&sc, "@~/latin.txt");
	CHECK_SEEN(&sc, "2 §§, börjar med § 11");
	scene_keys(&sc, "Ctrl-O \"~/finns-inte\" Enter");
	CHECK_SEEN(&sc, "Fel: ");
	/* a list is not thrown away by one key */
	scene_keys(&sc, "Esc");
	CHECK_SEEN(&sc, "Stänga utan att skapa sammanträdet? (j/n)");
	scene_keys(&sc, "n");
	CHECK_INT(sc.st.n, 1);
	scene_keys(&sc, "Esc j");
	CHECK_INT(sc.st.n, 0);
	scene_release(&sc);
}

TEST(no_register)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, new_new(&sc.sv));
	CHECK_SEEN(&sc, "Register saknas");
	scene_keys(&sc, "Ctrl-S");
	CHECK_INT(sc.last.kind, OUTCOME_STAY);
	scene_resize(&sc);
	scene_release(&sc);
}
