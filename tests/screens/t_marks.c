/* The marks in the text: when they come, that they stay while one types, what is
 * said at the cursor, and the one key that mends. Spelling runs in the helper. */
#include <time.h>

#include "screens/edit.h"

#include "screens/scene.h"

#define HEAD \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\norgan: Fjällberedningen\norgan-kort: FB\n" \
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n---\n\n# § 1 Val\n\n## Sammanfattning\n\n"

static void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000 * 1000};

	nanosleep(&t, NULL);
}

static const char *styled(struct scene *sc, struct str *out)
{
	str_clear(out);
	scene_frame(sc);
	term_mem_styled(sc->sv.term, out);
	return str_c(out);
}

/* Turns of the loop until the styled frame holds (does not hold) it, ten seconds at most. */
static void until(struct scene *sc, const char *piece, bool there, const char *file, int line)
{
	struct str s = STR_INIT;

	for (int i = 0; i < 1000 && (strstr(styled(sc, &s), piece) != NULL) != there; i++) {
		screens_idle(&sc->st);
		pause_ms(10);
		scene_keys(sc, NULL);
	}
	if ((strstr(styled(sc, &s), piece) != NULL) != there) {
		test_bad++;
		printf("%s:%d: %s |%s| in\n%s", file, line, there ? "no" : "still", piece, str_c(&s));
	}
	str_release(&s);
}
#define COMES(sc, piece) until(sc, piece, true, __FILE__, __LINE__)
#define GOES(sc, piece) until(sc, piece, false, __FILE__, __LINE__)

static bool seen(struct scene *sc, const char *piece)
{
	struct str s = STR_INIT;
	bool hit = strstr(styled(sc, &s), piece) != NULL;

	str_release(&s);
	return hit;
}

static void open_text(struct scene *sc, int rows, int cols, const char *body)
{
	char *text = str_format("%s%s", HEAD, body);

	scene_init(sc, rows, cols);
	scene_open(sc, text);
	scene_push(sc, edit_new(&sc->sv));
	scene_keys(sc, NULL);
	scene_frame(sc);
	free(text);
}

static void body_is(struct scene *sc, const char *want)
{
	struct span s = doc_bytes(sc->sv.session->doc);

	CHECK(span_starts(s, HEAD));
	CHECK_SPAN(span_from(s, strlen(HEAD)), want);
}

TEST(a_word_is_marked_when_it_is_written)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Skötseln är mobil.\n");
	/* the helper is awake before it matters how fast it is */
	scene_keys(&sc, "Ctrl-End \" xqzy \"");
	COMES(&sc, "«normal+wrong:xqzy»");
	scene_keys(&sc, "\"skotertrafken\"");
	screens_idle(&sc.st);
	CHECK(!seen(&sc, "wrong:skotertrafken"));
	/* a separator, or a pause */
	scene_keys(&sc, "\" \"");
	COMES(&sc, "«normal+wrong:skotertrafken»");
	scene_keys(&sc, "\"vägbommn\"");
	CHECK(!seen(&sc, "wrong:vägbommn"));
	pause_ms(650);
	COMES(&sc, "«normal+wrong:vägbommn»");
	scene_keys(&sc, "\"e\"");
	CHECK(!seen(&sc, "wrong:vägbommn"));
	scene_release(&sc);
}

TEST(a_finding_of_the_check_is_grey_and_stays_in_its_place)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Andelen är 10% nu.\nDen var 9 % då.\n\nEtt stycke till.\n");
	COMES(&sc, "«normal+hint+head:%»");
	/* typed before it in its paragraph, and in front of that: nothing waits */
	scene_keys(&sc, "Ctrl-Home Ner Ner Home \"Nu. \"");
	CHECK(seen(&sc, "«normal+hint+head:%»"));
	scene_keys(&sc, "Ctrl-End \" mer\"");
	CHECK(seen(&sc, "«normal+hint+head:%»"));
	/* where it is edited it is gone at once */
	scene_keys(&sc, "Ctrl-F \"10\" Enter Höger \" \"");
	CHECK(!seen(&sc, "+hint"));
	scene_release(&sc);
}

TEST(one_key_mends_at_the_cursor_and_behind_it)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Andelen är 10% nu och sedan.\n");
	COMES(&sc, "+hint+head:%»");
	scene_keys(&sc, "Ctrl-F \"0%\" Enter");
	COMES(&sc, "Alt-. rättar · Mellanslag före %");
	scene_keys(&sc, "Alt-.");
	body_is(&sc, "Andelen är 10 % nu och sedan.\n");
	CHECK_SEEN(&sc, "”%” är nu ” %”; Ctrl-Z ångrar");
	scene_keys(&sc, "Ctrl-Z");
	body_is(&sc, "Andelen är 10% nu och sedan.\n");
	/* from the end of the line: the cursor stays there */
	COMES(&sc, "+hint+head:%»");
	scene_keys(&sc, "Ctrl-End Ctrl-E \"x\"");
	body_is(&sc, "Andelen är 10 % nu och sedan.x\n");
	/* from the next sentence, too, and not from the next paragraph */
	scene_keys(&sc, "Ctrl-Z Ctrl-Z Ctrl-End \" Det är mycket.\"");
	body_is(&sc, "Andelen är 10% nu och sedan.\nDet är mycket.\n");
	COMES(&sc, "+hint+head:%»");
	scene_keys(&sc, "Alt-. Enter \"Ja\" Alt-.");
	body_is(&sc, "Andelen är 10 % nu och sedan.\nDet är mycket.\n\nJa\n");
	CHECK_SEEN(&sc, "inget är märkt här");
	scene_release(&sc);
}

TEST(one_key_gives_suggestions_and_the_cursor_comes_back)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Om skotertrafken i byn\n");
	COMES(&sc, "«normal+wrong:skotertrafken»");
	scene_keys(&sc, "Ctrl-End");
	COMES(&sc, "Alt-. ger förslag · okänt ord ”skotertrafken”");
	scene_keys(&sc, "Alt-.");
	COMES(&sc, "1 skotertrafiken");
	scene_keys(&sc, "1");
	body_is(&sc, "Om skotertrafiken i byn\n");
	scene_keys(&sc, "\"ar\"");
	body_is(&sc, "Om skotertrafiken i bynar\n");
	scene_release(&sc);
}

TEST(next_goes_past_what_is_grey)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Andelen är 10% och VHQ.\n\nEtt skotertrafken till.\n");
	COMES(&sc, "+wrong:skotertrafken»");
	COMES(&sc, "+hint+head:%»");
	COMES(&sc, "«normal+hint+head:V»«normal+hint:HQ»");
	COMES(&sc, "stavning 1 ");
	scene_keys(&sc, "Ctrl-Home F7");
	COMES(&sc, "+wrong+selected:skotertrafken»");
	scene_keys(&sc, "Esc Ctrl-End Skift-F7");
	COMES(&sc, "+wrong+selected:skotertrafken»");
	scene_release(&sc);
}

/* Rules look at a paragraph that rests, and what they said of it is not lost at the next key. */
TEST(a_split_compound_is_marked_at_rest_and_joined_by_one_key)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Skötseln är mobil.\n\nEtt stycke till.\n");
	scene_keys(&sc, "Ctrl-Home Ner End \" Folk tandvården\"");
	COMES(&sc, "«normal+wrong:Folk tandvården»");
	scene_keys(&sc, "\" \"");
	CHECK(seen(&sc, "«normal+wrong:Folk tandvården»"));
	scene_keys(&sc, "\"växer\"");
	CHECK(seen(&sc, "«normal+wrong:Folk tandvården»"));
	/* more is typed in the paragraph, before and behind: it stays at every key */
	scene_keys(&sc, "\" n\"");
	CHECK(seen(&sc, "«normal+wrong:Folk tandvården»"));
	scene_keys(&sc, "Home");
	scene_keys(&sc, "\"Nu\"");
	CHECK(seen(&sc, "«normal+wrong:Folk tandvården»"));
	/* ... and goes where it is touched */
	scene_keys(&sc, "Ctrl-F \"tandvården\" Enter Höger \"s\"");
	CHECK(!seen(&sc, "+wrong:Folk"));
	scene_keys(&sc, "Backsteg End");
	COMES(&sc, "«normal+wrong:Folk tandvården»");
	COMES(&sc, "Alt-. skriver ”Folktandvården” · ska skrivas ihop");
	scene_keys(&sc, "Alt-. \"!\"");
	body_is(&sc, "NuSkötseln är mobil.\nFolktandvården växer n!\n\nEtt stycke till.\n");
	CHECK(!seen(&sc, "+wrong"));
	scene_release(&sc);
}

/* F7 goes to what a rule found, too; nothing is asked there. */
TEST(next_goes_to_a_split_compound)
{
	struct scene sc;

	open_text(&sc, 24, 80, "Folk tandvården växer.\n\n> Folk tandvården i citat.\n");
	COMES(&sc, "«normal+wrong:Folk tandvården»");
	scene_keys(&sc, "Ctrl-Home F7");
	COMES(&sc, "«normal+wrong+selected:Folk tandvården»");
	COMES(&sc, "Alt-. skriver ”Folktandvården”");
	scene_keys(&sc, "Ctrl-E");
	body_is(&sc, "Folktandvården växer.\n\n> Folk tandvården i citat.\n");
	/* somebody else's words are changed by hand */
	scene_keys(&sc, "Ctrl-End Alt-.");
	CHECK(span_find(doc_bytes(sc.sv.session->doc), "> Folk tandvården", 0) != (size_t)-1);
	scene_release(&sc);
}

TEST(nothing_is_marked_here)
{
	struct scene sc;

	open_text(&sc, 10, 40, "Skötseln är mobil.\n");
	scene_keys(&sc, "Alt-.");
	CHECK_SEEN(&sc, "inget är märkt här; F7 går");
	sc.sv.session->read_only = true;
	sc.sv.session->why_read_only = "en annan skriver";
	scene_keys(&sc, "Alt-.");
	CHECK_SEEN(&sc, "Rätta här: texten är låst");
	scene_resize(&sc);
	scene_release(&sc);
}
