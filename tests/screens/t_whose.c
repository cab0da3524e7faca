/* Vems ord: the words of others are marked and named. */
#include "suggested.h"

#include "jobs/suggest.h"
#include "screens/history.h"
#include "screens/whose.h"

static void accept_two(struct scene *sc)
{
	static const struct want wants[] = {
		{"Bo Lind (M)", NULL, "tre", "fyra", NULL},
		{"Cia Holm (V)", NULL, "utreda", "pröva", NULL},
		WANTS_END,
	};
	struct suggest_act act;
	struct err err = ERR_INIT;

	scene_open(sc, NULL);
	suggested_seal(sc, 1);
	suggested_put(sc, wants);
	act = (struct suggest_act){.w = sc->sv.repo, .folder = sc->sv.session->folder, .who = "Finn Dahl", .hold = true};
	clock_advance(60);
	CHECK_INT(suggest_accept(&act, 1, NULL, NULL, &err), 0);
	CHECK_INT(suggest_accept(&act, 2, NULL, NULL, &err), 0);
	CHECK_STR(err.msg, "");
}

TEST(names_in_the_column)
{
	struct scene sc;

	scene_init(&sc, 40, 80);
	accept_two(&sc);
	scene_push(&sc, whose_new(&sc.sv));
	CHECK_SEEN(&sc, "Lind (M)      │ Skötseln ska bli mobil i fyra byar.");
	CHECK_SEEN(&sc, "Holm (V)      │ - att pröva mobil skötsel.");
	CHECK_SEEN(&sc, "Klubbat: 10.42\n");
	CHECK_SEEN(&sc, "Bo Lind (M), version 4");
	CHECK_SEEN(&sc, "godtaget av Finn Dahl");
	CHECK_SEEN(&sc, "1 av 2");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "Cia Holm (V), version 5");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "Bo Lind (M), version 4");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(the_list_says_who_accepted)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	accept_two(&sc);
	scene_push(&sc, history_new(&sc.sv));
	CHECK_SEEN(&sc, "Cia Holm (V), godtog Finn Dahl");
	CHECK_SEEN(&sc, "Version 5, Cia Holm (V), godtagen av Finn Dahl: ");
	scene_keys(&sc, "Ner Ner Ner");
	CHECK_SEEN(&sc, "{+Klubbat: 10.42+}\n");
	scene_keys(&sc, "o");
	CHECK_INT(sc.last.request, REQUEST_WHOSE);
	scene_release(&sc);
}

TEST(all_of_it_the_secretarys)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, whose_new(&sc.sv));
	CHECK_SEEN(&sc, "Alla ord är sekreterarens");
	scene_keys(&sc, "n p Ner PageDown");
	scene_resize(&sc);
	scene_keys(&sc, "Esc");
	CHECK_INT(sc.st.n, 0);
	scene_release(&sc);
	scene_init(&sc, 10, 40);
	scene_push(&sc, whose_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "n p");
	scene_release(&sc);
}
