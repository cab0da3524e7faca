/* Skicka ut: people are marked, packets made, what became of each is said. */
#include "suggested.h"

#include "justering/log.h"
#include "screens/sending.h"

static char *log_of(const struct scene *sc)
{
	char *path = fs_join(sc->sv.session->folder, LOG_FILE);
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;

	if (fs_read(path, &bytes, &err))
		str_clear(&bytes);
	free(path);
	return str_take(&bytes);
}

TEST(signers_are_marked_and_get_it)
{
	struct scene sc;
	char *l, *dir;
	struct strlist files = {0};
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, sending_new(&sc.sv));
	CHECK_SEEN(&sc, "[x] Anna Ek (S)                 ordförande");
	CHECK_SEEN(&sc, "[x] Bo Lind (M)                 justerare");
	CHECK_SEEN(&sc, "[ ] Cia Holm (V)                ledamot");
	CHECK_SEEN(&sc, "‹ vanlig text ›");
	CHECK_SEEN(&sc, "Svar senast 2031-04-16");
	CHECK_SEEN(&sc, "2 märkta");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_keys(&sc, "F5");
	CHECK_SEEN(&sc, "2 utskick är gjorda.");
	CHECK_SEEN(&sc, "utskick 1: utskick/2031-04-09-fb-1.txt");
	CHECK_SEEN(&sc, "[ ] Bo Lind (M)");
	l = log_of(&sc);
	CHECK(strstr(l, "| utskick | 1 | Anna Ek (S) | txt |") != NULL);
	CHECK(strstr(l, "| utskick | 2 | Bo Lind (M) | txt |") != NULL);
	free(l);
	dir = fs_join(sc.sv.session->folder, "utskick");
	CHECK_INT(fs_list(dir, &files, &err), 0);
	CHECK_INT(files.n, 2);
	strlist_release(&files);
	free(dir);
	CHECK_INT(doc_state(sc.sv.session->doc), STATE_UTSANT);
	CHECK(!session_dirty(sc.sv.session));
	scene_release(&sc);
}

TEST(to_a_folder_and_in_another_form)
{
	struct scene sc;
	char *dir, *file;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	dir = fs_join(sc.home, "ut");
	CHECK_INT(fs_mkdirs(dir, &err), 0);
	scene_push(&sc, sending_new(&sc.sv));
	scene_keys(&sc, "Blanksteg Ner Ner Blanksteg");
	CHECK_SEEN(&sc, "[ ] Anna Ek (S)");
	CHECK_SEEN(&sc, "[x] Cia Holm (V)");
	scene_keys(&sc, "Tab Höger Tab Tab \"~/ut/\" F5");
	CHECK_SEEN(&sc, "2 utskick är gjorda.");
	file = fs_join(dir, "2031-04-09-fb-2.md");
	CHECK(fs_exists(file));
	free(file);
	free(dir);
	scene_release(&sc);
}

TEST(why_not)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, sending_new(&sc.sv));
	scene_keys(&sc, "Blanksteg Ner Blanksteg F5");
	CHECK_SEEN(&sc, "Märk först vem som ska få texten, med Blanksteg.");
	scene_keys(&sc, "Blanksteg Tab Tab Ctrl-U \"snart\" F5");
	CHECK_SEEN(&sc, "Skriv datumet som 2031-04-16");
	scene_keys(&sc, "Ctrl-U Skift-Tab \"g\" F5");
	CHECK_SEEN(&sc, "Skriv var den gemensamma mappen finns.");
	/* a folder that is not there */
	scene_keys(&sc, "\"/finns/inte\" F5");
	CHECK_SEEN(&sc, "1 av 1 utskick gjordes inte; se raden vid namnet.");
	scene_resize(&sc);
	scene_keys(&sc, "Esc");
	CHECK_INT(sc.st.n, 0);
	scene_release(&sc);
}

TEST(without_meeting)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, sending_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "F5 F6 Tab Tab Tab Tab Skift-Tab Upp Ner Enter");
	scene_resize(&sc);
	scene_release(&sc);
}
