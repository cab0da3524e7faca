/* Förhandsgranskning: pages, search, writing to a file. */
#include "scene.h"

#include "screens/preview.h"

TEST(pages_and_search)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, preview_new(&sc.sv));
	CHECK_SEEN(&sc, "UTKAST");
	CHECK_SEEN(&sc, "Sida 1 av ");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "Ctrl-F \"mobil i tre\" Enter");
	CHECK_SEEN(&sc, "mobil i tre");
	scene_keys(&sc, "Ctrl-F Ctrl-U \"finns inte\" Enter");
	CHECK_SEEN(&sc, "”finns inte” finns inte i texten.");
	scene_keys(&sc, "F5 \"99\" Enter");
	CHECK_SEEN(&sc, "Det finns ingen sida 99");
	scene_keys(&sc, "F5 \"1\" Enter");
	CHECK_SEEN(&sc, "Sida 1 av ");
	scene_release(&sc);
}

TEST(writes_a_file)
{
	struct scene sc;
	char *path;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 120);
	scene_open(&sc, NULL);
	scene_push(&sc, preview_new(&sc.sv));
	scene_keys(&sc, "F6");
	CHECK_SEEN(&sc, "~/2031-04-09-fb.txt");
	scene_keys(&sc, "Enter");
	CHECK_SEEN(&sc, "Sparat som ~/2031-04-09-fb.txt.");
	path = fs_join(sc.home, "2031-04-09-fb.txt");
	CHECK_INT(fs_read(path, &text, &err), 0);
	CHECK(strstr(str_c(&text), "UTKAST") != NULL);
	scene_keys(&sc, "F6 Enter");
	CHECK_SEEN(&sc, "2031-04-09-fb.txt finns. Skriva över? (j/n)");
	scene_keys(&sc, "n");
	scene_keys(&sc, "F6 Ctrl-U \"~/ut.md\" Enter");
	CHECK_SEEN(&sc, "Sparat som ~/ut.md.");
	scene_keys(&sc, "F6 Ctrl-U \"~/ut.doc\" Enter");
	CHECK_SEEN(&sc, "filens namn ska sluta på");
	scene_keys(&sc, "F6 Ctrl-U \"~\" Enter");
	CHECK_SEEN(&sc, "är en mapp");
	free(path);
	str_release(&text);
	scene_release(&sc);
}

TEST(no_session)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, preview_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "F3 Esc F5 \"1\" Enter F6 Ctrl-R");
	scene_resize(&sc);
	scene_release(&sc);
}
