/* words: names with genitive, learned words and their files. */
#include "base/fs.h"
#include "base/u8.h"
#include "lang/words.h"

#include "test.h"

static bool has(struct words *w, const char *word)
{
	return words_has(w, span_of(word));
}

TEST(names_with_genitive_and_capitals)
{
	struct words *w = words_new();

	words_add_name(w, span_of("Anna-Maja Törelid Holmås (V)"));
	CHECK(has(w, "Törelid"));
	CHECK(has(w, "Törelids"));
	CHECK(has(w, "TÖRELID"));
	CHECK(has(w, "TÖRELIDS"));
	CHECK(!has(w, "törelid"));
	CHECK(!has(w, "TörelidS"));
	CHECK(has(w, "Anna-Maja"));
	CHECK(has(w, "Anna-Majas"));
	CHECK(has(w, "Maja"));
	CHECK(has(w, "Anna"));
	CHECK(has(w, "Holmås"));
	CHECK(!has(w, "Holmåss"));
	CHECK(!has(w, "Törelit"));
	words_clear_names(w);
	CHECK(!has(w, "Törelid"));
	words_free(w);
}

TEST(decomposed_names_are_the_same)
{
	struct words *w = words_new();

	words_add_name(w, span_of("To\xCC\x88relid"));
	CHECK(has(w, "Törelid"));
	words_free(w);
}

TEST(learned_words_and_their_forms)
{
	struct words *w = words_new();

	words_add(w, span_of("skötselvarv"));
	CHECK(has(w, "skötselvarv"));
	CHECK(has(w, "Skötselvarv"));
	CHECK(has(w, "SKÖTSELVARV"));
	CHECK(has(w, "skötselvarvs"));
	words_add(w, span_of("Vitmossen"));
	CHECK(has(w, "Vitmossens"));
	CHECK(!has(w, "vitmossen"));
	words_free(w);
}

TEST(learning_writes_and_is_read_again)
{
	char *dir = test_folder();
	char *file = fs_join(dir, "ord.dic");
	struct words *w = words_new();
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	words_load(w, dir, NULL, NULL);
	CHECK_INT(words_learn(w, WORDS_MEETING, span_of("skötselvarv"), &err), 0);
	CHECK_INT(words_learn(w, WORDS_MEETING, span_of("skötselvarv"), &err), 0);
	CHECK_INT(words_learn(w, WORDS_MEETING, span_of("Lillselebo"), &err), 0);
	CHECK_INT(fs_read(file, &s, &err), 0);
	CHECK_SPAN(str_span(&s), "skötselvarv\nLillselebo\n");
	words_free(w);
	w = words_new();
	words_load(w, dir, NULL, NULL);
	CHECK(has(w, "skötselvarv"));
	CHECK(has(w, "Lillselebo"));
	words_free(w);
	str_release(&s);
	free(file);
	free(dir);
}

TEST(learning_refuses_what_is_no_word)
{
	static const char *const bad[] = {"", "två ord", "a\nb", "!!", "\xFF", "ord/X"};
	char *dir = test_folder();
	struct words *w = words_new();
	struct err err = ERR_INIT;
	char big[200];

	words_load(w, dir, NULL, NULL);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK_INT(words_learn(w, WORDS_MEETING, span_of(bad[i]), &err), -1);
		CHECK_INT(err.code, ERR_USAGE);
	}
	memset(big, 'a', sizeof big);
	CHECK_INT(words_learn(w, WORDS_MEETING, span_make(big, sizeof big), &err), -1);
	CHECK_INT(words_learn(w, WORDS_ME, span_of("ord"), &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	words_free(w);
	free(dir);
}

TEST(any_bytes_are_read_and_kept)
{
	static const char odd[] = "# kommentar\r\n3\nfjällko/ADX\r\n\xFF\xFE\n\n  blank  \nsista";
	char *dir = test_folder();
	char *file = fs_join(dir, "ord.dic");
	struct words *w = words_new();
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_atomic(file, odd, sizeof odd - 1, 0644, &err), 0);
	words_load(w, dir, NULL, NULL);
	CHECK(has(w, "fjällko"));
	CHECK(has(w, "sista"));
	CHECK(has(w, "blank"));
	CHECK(!has(w, "kommentar"));
	CHECK_INT(words_learn(w, WORDS_MEETING, span_of("ny"), &err), 0);
	CHECK_INT(fs_read(file, &s, &err), 0);
	CHECK(span_starts(str_span(&s), "# kommentar\r\n3\n"));
	CHECK(span_ends(str_span(&s), "sista\nny\n"));
	words_free(w);
	str_release(&s);
	free(file);
	free(dir);
}

TEST(three_levels)
{
	char *arkiv = test_folder(), *me = test_folder();
	char *meeting = fs_join(arkiv, "2031-04-09-fb"), *ord = fs_join(arkiv, "ord/region.dic");
	char *dir = fs_join(arkiv, "ord");
	struct words *w = words_new();
	struct err err = ERR_INIT;

	CHECK_INT(fs_mkdirs(meeting, &err), 0);
	CHECK_INT(fs_mkdirs(dir, &err), 0);
	CHECK_INT(fs_write_atomic(ord, "1\nregionord\n", 12, 0644, &err), 0);
	words_load(w, meeting, arkiv, me);
	CHECK(has(w, "regionord"));
	CHECK_INT(words_learn(w, WORDS_ORGAN, span_of("organord"), &err), 0);
	CHECK_INT(words_learn(w, WORDS_ME, span_of("mittord"), &err), 0);
	words_load(w, meeting, arkiv, me);
	CHECK(has(w, "organord"));
	CHECK(has(w, "mittord"));
	words_load(w, meeting, arkiv, NULL);
	CHECK(!has(w, "mittord"));
	words_free(w);
	free(dir);
	free(ord);
	free(meeting);
	free(arkiv);
	free(me);
}

TEST(near_words)
{
	struct words *w = words_new();
	struct strlist out = {0};

	words_add_name(w, span_of("Törelid Ek"));
	words_near(w, span_of("Törelidd"), 3, &out);
	CHECK(strlist_has(&out, span_of("Törelid")));
	strlist_release(&out);
	words_near(w, span_of("Toerlid"), 3, &out);
	CHECK_INT(out.n, 0);
	words_near(w, span_of("Töreild"), 3, &out);
	CHECK(strlist_has(&out, span_of("Törelid")));
	strlist_release(&out);
	words_near(w, SPAN_NONE, 3, &out);
	CHECK_INT(out.n, 0);
	words_free(w);
}
