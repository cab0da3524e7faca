/* Förslag: marked in the text, decided one by one, in bulk, taken back. */
#include "suggested.h"

#include "screens/suggestions.h"

#define BO "Bo Lind (M)"
#define CIA "Cia Holm (V)"

static const struct want three[] = {
	{BO, NULL, "tre", "fyra", "Nedersele är två byar."},
	{BO, NULL, "Den", "Skötseln", NULL},
	{CIA, NULL, "utreda", "pröva", NULL},
	WANTS_END,
};

static void open_with(struct scene *sc, const struct want *wants, int rows, int cols)
{
	scene_init(sc, rows, cols);
	scene_open(sc, NULL);
	suggested_put(sc, wants);
	scene_push(sc, suggestions_new(&sc->sv));
}

static bool draft_has(const struct scene *sc, const char *piece)
{
	return span_find(doc_bytes(sc->sv.session->doc), piece, 0) != (size_t)-1;
}

TEST(marked_in_the_text)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	CHECK_SEEN(&sc, "3 av 3 kvar");
	CHECK_SEEN(&sc, "Skötseln ska bli mobil i [-tre-]{+fyra+} byar.");
	CHECK_SEEN(&sc, "[-Den-]{+Skötseln+} börjar i Storsele.");
	CHECK_SEEN(&sc, "- att [-utreda-]{+pröva+} mobil skötsel.");
	CHECK_SEEN(&sc, "Bo Lind (M) · sak · § 12 Sammanfattning · öppet");
	CHECK_SEEN(&sc, "Skriver   Nedersele är två byar.");
	CHECK_SEEN(&sc, "1 av 3");
	scene_check_table(&sc);
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(one_key_accepts_and_goes_on)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "Godtaget. Ctrl-Z tar tillbaka.");
	CHECK_SEEN(&sc, "2 av 3 kvar");
	CHECK_SEEN(&sc, "Skötseln ska bli mobil i fyra byar.");
	CHECK_SEEN(&sc, "Ska stå   Skötseln");
	CHECK(draft_has(&sc, "mobil i fyra byar"));
	CHECK(!session_dirty(sc.sv.session));
	CHECK_INT(suggested_state(&sc, 1), SUGGEST_ACCEPTED);
	scene_keys(&sc, "n g");
	CHECK(draft_has(&sc, "att pröva mobil"));
	CHECK_SEEN(&sc, "1 av 3 kvar");
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "Alla förslag är avgjorda.");
	CHECK(draft_has(&sc, "Skötseln börjar i Storsele"));
	scene_release(&sc);
}

TEST(rejected_with_a_reason_and_without)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	scene_keys(&sc, "a");
	CHECK_SEEN(&sc, "Avvisa, skäl (får vara tomt):");
	scene_keys(&sc, "\"Det är tre.\" Enter");
	CHECK_SEEN(&sc, "Avvisat.");
	CHECK_INT(suggested_state(&sc, 1), SUGGEST_REJECTED);
	scene_keys(&sc, "a Enter");
	CHECK_INT(suggested_state(&sc, 2), SUGGEST_REJECTED);
	CHECK(draft_has(&sc, "mobil i tre byar"));
	/* Esc decides nothing */
	scene_keys(&sc, "a Esc");
	CHECK_INT(suggested_state(&sc, 3), SUGGEST_OPEN);
	scene_keys(&sc, "b");
	CHECK_SEEN(&sc, "även avgjorda");
	scene_keys(&sc, "Home");
	CHECK_SEEN(&sc, "10.42: Det är tre.");
	scene_release(&sc);
}

TEST(other_words)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	scene_keys(&sc, "e");
	CHECK_SEEN(&sc, "Godta med orden: fyra");
	scene_keys(&sc, "\" eller fem\" Enter");
	CHECK_SEEN(&sc, "Godtaget med de nya orden.");
	CHECK(draft_has(&sc, "mobil i fyra eller fem byar"));
	scene_release(&sc);
}

TEST(taken_back)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SEEN(&sc, "Inget har avgjorts sedan skärmen öppnades");
	scene_keys(&sc, "g a Enter");
	CHECK_SEEN(&sc, "1 av 3 kvar");
	scene_keys(&sc, "Ctrl-Z");
	CHECK_INT(suggested_state(&sc, 2), SUGGEST_OPEN);
	CHECK_INT(suggested_state(&sc, 1), SUGGEST_ACCEPTED);
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SEEN(&sc, "förslaget är öppet igen");
	CHECK_SEEN(&sc, "3 av 3 kvar");
	CHECK(draft_has(&sc, "mobil i tre byar"));
	/* one that is decided, by its own key */
	scene_keys(&sc, "g b Home");
	CHECK_SEEN(&sc, "godtaget");
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "Förslaget är redan avgjort; F9 öppnar det igen.");
	scene_keys(&sc, "o");
	CHECK_SEEN(&sc, "Förslaget är öppet igen.");
	CHECK(draft_has(&sc, "mobil i tre byar"));
	scene_release(&sc);
}

TEST(language_in_bulk_never_matters)
{
	static const struct want wants[] = {
		{BO, NULL, "tre", "fyra", NULL},
		{BO, NULL, "Skötseln", "Skötslen", NULL},
		{CIA, NULL, "börjar", "börjer", NULL},
		WANTS_END,
	};
	struct scene sc;

	open_with(&sc, wants, 24, 80);
	scene_keys(&sc, "s");
	CHECK_SEEN(&sc, "Godta 2 språkändringar på en gång? (j/n)");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "3 av 3 kvar");
	scene_keys(&sc, "s j");
	CHECK_SEEN(&sc, "2 förslag av slaget språk är godtagna.");
	CHECK_INT(suggested_state(&sc, 1), SUGGEST_OPEN);
	CHECK(draft_has(&sc, "Den börjer i"));
	scene_keys(&sc, "s");
	CHECK_SEEN(&sc, "Inget öppet förslag av slaget språk passar");
	/* all of it is one step */
	scene_keys(&sc, "Ctrl-Z");
	CHECK_SEEN(&sc, "2 beslut är tagna tillbaka");
	CHECK(draft_has(&sc, "Den börjar i"));
	CHECK(draft_has(&sc, "Skötseln ska"));
	scene_release(&sc);
}

static const struct want clash[] = {
	{BO, NULL, "tre", "fyra", NULL},
	{CIA, NULL, "tre", "fem", "Det är fem."},
	WANTS_END,
};

TEST(rivals_side_by_side)
{
	struct scene sc;

	open_with(&sc, clash, 24, 80);
	CHECK_SEEN(&sc, "[-tre-]{+1: fyra+}{+2: fem+} byar");
	CHECK_SEEN(&sc, "▸1 Bo Lind (M), sak");
	CHECK_SEEN(&sc, " 2 Cia Holm (V), sak");
	CHECK_SEEN(&sc, "tre → fem  ”Det är fem.”");
	scene_keys(&sc, "n");
	CHECK_SEEN(&sc, "▸2 Cia Holm (V), sak");
	scene_keys(&sc, "g");
	CHECK(draft_has(&sc, "mobil i fem byar"));
	/* the other one is still there, for a person to decide */
	CHECK_SEEN(&sc, "1 av 2 kvar");
	CHECK_SEEN(&sc, "Orden har ändrats sedan förslaget skrevs");
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "F7 skriver om dem, F6 avvisar");
	scene_keys(&sc, "a Enter");
	CHECK_SEEN(&sc, "0 av 2 kvar");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(rivals_in_a_wide_terminal)
{
	struct scene sc;
	const char *frame;

	open_with(&sc, clash, 40, 120);
	frame = scene_frame(&sc);
	CHECK(strstr(frame, "▸1 Bo Lind (M), sak") != NULL);
	CHECK(strstr(strstr(frame, "▸1 Bo Lind (M), sak"), "2 Cia Holm (V), sak") < strchr(strstr(frame, "▸1 Bo"), '\n'));
	scene_release(&sc);
}

TEST(filters)
{
	struct scene sc;

	open_with(&sc, three, 24, 80);
	CHECK_SEEN(&sc, "alla personer · alla slag · bara öppna");
	scene_keys(&sc, "v");
	CHECK_SEEN(&sc, "Bo Lind (M) · alla slag");
	CHECK_SEEN(&sc, "1 av 2");
	scene_keys(&sc, "v");
	CHECK_SEEN(&sc, "Cia Holm (V) · alla slag");
	CHECK_SEEN(&sc, "1 av 1");
	CHECK_SEEN(&sc, "i tre byar");
	scene_keys(&sc, "v k k k");
	CHECK_SEEN(&sc, "alla personer · sak");
	scene_keys(&sc, "k");
	CHECK_SEEN(&sc, "Inget förslag passar det som visas");
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "Inget förslag visas; v, k och b byter vad som visas.");
	scene_release(&sc);
}

TEST(to_the_text_and_typing_is_saved_first)
{
	struct scene sc;
	struct session *s;
	struct err err = ERR_INIT;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	s = sc.sv.session;
	suggested_put(&sc, three);
	CHECK_INT(doc_edit(s->doc, span_find(doc_bytes(s->doc), "Den börjar", 0), 0, SPAN_LIT("Något nytt.\n"), &err), 0);
	scene_push(&sc, suggestions_new(&sc.sv));
	CHECK(!session_dirty(s));
	CHECK_SEEN(&sc, "Något nytt.");
	scene_keys(&sc, "g n");
	CHECK(draft_has(&sc, "Något nytt.\nDen börjar"));
	scene_keys(&sc, "Enter");
	CHECK_INT(sc.st.n, 0);
	CHECK(s->has_target);
	CHECK_INT(s->target, span_find(doc_bytes(s->doc), "utreda", 0));
	/* the text can be undone in the editing screen, and saved */
	CHECK_INT(session_undo(s, &(size_t){0}, &err), 0);
	CHECK(draft_has(&sc, "i tre byar"));
	CHECK_INT(session_save_wait(s, KIND_SAVED, 5000, &err), 0);
	CHECK_STR(err.msg, "");
	scene_release(&sc);
}

TEST(nothing_has_come)
{
	struct scene sc;

	scene_init(&sc, 24, 80);
	scene_open(&sc, NULL);
	scene_push(&sc, suggestions_new(&sc.sv));
	CHECK_SEEN(&sc, "Inga förslag har kommit in.");
	CHECK_SEEN(&sc, "Ta emot svaret med m");
	scene_keys(&sc, "g");
	CHECK_SEEN(&sc, "Det finns inga förslag.");
	scene_keys(&sc, "m");
	CHECK_INT(sc.last.request, REQUEST_RECEIVE);
	scene_keys(&sc, "u");
	CHECK_INT(sc.last.request, REQUEST_VIEW);
	CHECK(strstr(sc.last.text, "Inget är sänt") != NULL);
	scene_keys(&sc, "n p a e s o v k b Enter Home End PageDown");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(without_meeting)
{
	struct scene sc;

	scene_init(&sc, 10, 40);
	scene_push(&sc, suggestions_new(&sc.sv));
	CHECK_SEEN(&sc, "Inget sammanträde är öppet.");
	scene_keys(&sc, "g a e n p s o u v k b Ctrl-Z Enter Home End");
	scene_resize(&sc);
	scene_release(&sc);
}

TEST(no_sum_of_a_klubbslag)
{
	struct scene sc;

	scene_init(&sc, 40, 80);
	scene_open(&sc, NULL);
	suggested_seal(&sc, 1);
	suggested_put(&sc, three);
	scene_push(&sc, suggestions_new(&sc.sv));
	CHECK_SEEN(&sc, "Klubbat: 10.42\n");
	CHECK_SEEN(&sc, "Skötseln ska bli mobil i [-tre-]{+fyra+} byar.");
	CHECK_SEEN(&sc, "- att [-utreda-]{+pröva+} mobil skötsel.");
	/* what is decided is found where it stands now */
	scene_keys(&sc, "g g");
	CHECK_SEEN(&sc, "- att [-utreda-]{+pröva+} mobil skötsel.");
	CHECK_SEEN(&sc, "Klubbat: 10.42\n");
	scene_release(&sc);
}
