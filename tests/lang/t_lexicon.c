/* lexicon: what words can be, from the system's dictionary and from small ones;
 * lines that make no sense. */
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "lang/speller_lexicon.h"

#include "test.h"

static struct lexicon *swedish(void)
{
	char *dict = fs_join(getenv("TOP") ? getenv("TOP") : ".", "dict");
	struct lexicon *lx = NULL;

	if (access("/usr/share/hunspell/sv_SE.aff", R_OK) == 0)
		lx = lexicon_open("/usr/share/hunspell/sv_SE.aff", "/usr/share/hunspell/sv_SE.dic", dict, NULL);
	else
		printf("SKIP: hunspell-sv saknas\n");
	free(dict);
	return lx;
}

static const struct row {
	const char *word;
	unsigned has, lacks;
} rows[] = {
	/* nouns, utrum */
	{"nämnd", WORD_ENTRY | WORD_NOUN | WORD_UTRUM | WORD_TAIL, WORD_NEUTRUM | WORD_NOUN_PL | WORD_VERB_MASK | WORD_ADJ_MASK},
	{"nämnden", WORD_NOUN_DEF | WORD_UTRUM, WORD_NOUN | WORD_GENITIVE},
	{"nämnder", WORD_NOUN_PL | WORD_UTRUM, WORD_NOUN | WORD_PRESENT},
	{"nämnderna", WORD_NOUN_PLDEF | WORD_UTRUM, WORD_NOUN_PL},
	{"nämnds", WORD_GENITIVE | WORD_GENITIVE_INDEF | WORD_MIDDLE | WORD_LINK_S, WORD_ONLY_PART},
	{"nämndens", WORD_GENITIVE | WORD_UTRUM, WORD_GENITIVE_INDEF | WORD_NOUN_DEF},
	{"nämnders", WORD_GENITIVE, WORD_GENITIVE_INDEF},
	{"utredningar", WORD_NOUN_PL | WORD_UTRUM, WORD_PRESENT},
	{"ledamöter", WORD_NOUN_PL | WORD_UTRUM, WORD_NOUN},
	{"ledamöterna", WORD_NOUN_PLDEF, WORD_NOUN},
	{"sekreterare", WORD_NOUN | WORD_NOUN_PL | WORD_UTRUM, WORD_NEUTRUM},
	{"sekreterarna", WORD_NOUN_PLDEF, WORD_NOUN},
	{"ordförande", WORD_NOUN | WORD_NOUN_PL | WORD_UTRUM, WORD_NEUTRUM},
	{"mannen", WORD_NOUN_DEF | WORD_UTRUM, WORD_NOUN_PLDEF},
	{"män", WORD_NOUN_PL, WORD_NEUTRUM},
	/* neuter */
	{"beslut", WORD_ENTRY | WORD_NOUN | WORD_NOUN_PL | WORD_NEUTRUM, WORD_UTRUM},
	{"beslutet", WORD_NOUN_DEF | WORD_NEUTRUM, WORD_NOUN},
	{"besluten", WORD_NOUN_PLDEF | WORD_NEUTRUM, WORD_NOUN_DEF},
	{"beslutets", WORD_GENITIVE, WORD_GENITIVE_INDEF},
	{"möte", WORD_NOUN | WORD_NEUTRUM, WORD_NOUN_PL},
	{"möten", WORD_NOUN_PL | WORD_NEUTRUM, WORD_NOUN_DEF},
	{"mötena", WORD_NOUN_PLDEF | WORD_NEUTRUM, 0},
	{"rum", WORD_NOUN | WORD_NOUN_PL | WORD_NEUTRUM, 0},
	{"rummen", WORD_NOUN_PLDEF | WORD_NEUTRUM, 0},
	{"fönster", WORD_NOUN | WORD_NOUN_PL | WORD_NEUTRUM, WORD_UTRUM},
	{"barn", WORD_NOUN | WORD_NOUN_PL | WORD_FIRST, 0},
	/* parts */
	{"verksamhets", WORD_ENTRY | WORD_FIRST | WORD_LINK_S | WORD_GENITIVE | WORD_GENITIVE_INDEF, WORD_ONLY_PART},
	{"arbets", WORD_FIRST | WORD_MIDDLE | WORD_LINK_S | WORD_ONLY_PART, WORD_ENTRY},
	{"hälso", WORD_FIRST | WORD_ONLY_PART, WORD_ENTRY | WORD_LINK_S},
	{"hälso-", WORD_FIRST | WORD_ONLY_PART, WORD_ENTRY},
	{"hälsa", WORD_ENTRY | WORD_NOUN | WORD_INFINITIVE, WORD_ONLY_PART},
	{"utomlän", WORD_ONLY_PART | WORD_FIRST | WORD_OWN, WORD_ENTRY},
	/* adjectives */
	{"stor", WORD_ADJ, WORD_NOUN | WORD_ADJ_T},
	{"stort", WORD_ADJ_T, WORD_ADJ},
	{"stora", WORD_ADJ_A, WORD_INFINITIVE},
	{"största", WORD_ADJ_A, 0},
	{"enkelt", WORD_ADJ_T, WORD_VERB_MASK},
	{"enkla", WORD_ADJ_A, WORD_VERB_MASK},
	{"nytt", WORD_ADJ_T, 0},
	{"svenska", WORD_ADJ_A, WORD_INFINITIVE},
	{"ökad", WORD_ADJ, WORD_NOUN},
	/* verbs */
	{"besluta", WORD_INFINITIVE | WORD_IMPERATIVE, WORD_NOUN_MASK | WORD_ADJ_MASK},
	{"beslutar", WORD_PRESENT, WORD_NOUN_MASK},
	{"beslutade", WORD_PAST | WORD_ADJ_A, WORD_PRESENT},
	{"beslutat", WORD_SUPINE | WORD_ADJ_T, WORD_PRESENT},
	{"beslutas", WORD_PASSIVE | WORD_INFINITIVE | WORD_PRESENT, WORD_GENITIVE},
	{"beslutades", WORD_PASSIVE | WORD_PAST, 0},
	{"köper", WORD_PRESENT, WORD_NOUN_MASK},
	{"köpte", WORD_PAST, 0},
	{"köpt", WORD_SUPINE, 0},
	{"ser", WORD_PRESENT, 0},
	{"ses", WORD_PASSIVE | WORD_PRESENT, WORD_GENITIVE},
	{"såg", WORD_PAST | WORD_NOUN, WORD_PRESENT},
	{"föreslog", WORD_PAST, WORD_NOUN_MASK},
	{"antogs", WORD_PAST | WORD_PASSIVE, 0},
	{"deltagit", WORD_SUPINE, WORD_NOUN_MASK},
	{"hoppas", WORD_INFINITIVE | WORD_PRESENT | WORD_PASSIVE, WORD_GENITIVE},
	/* names */
	{"Göran", WORD_NAME | WORD_ENTRY, WORD_CLOSED},
	{"Görans", WORD_NAME | WORD_GENITIVE, 0},
	{"göran", 0, WORD_ENTRY | WORD_NAME},
	{"Norrbottens", WORD_NAME | WORD_GENITIVE | WORD_FIRST, 0},
	/* capitals */
	{"Nämnden", WORD_NOUN_DEF | WORD_ENTRY, WORD_NAME},
	{"NÄMNDEN", WORD_NOUN_DEF | WORD_ENTRY, WORD_NAME},
	{"Tandvårdsnämnden", WORD_NOUN_DEF, WORD_ENTRY},
	/* closed words */
	{"under", WORD_CLOSED | WORD_PREPOSITION, WORD_PRONOUN},
	{"och", WORD_CLOSED | WORD_ENTRY, WORD_PRONOUN | WORD_VERB_MASK},
	{"har", WORD_CLOSED | WORD_AUXILIARY | WORD_PRESENT, WORD_INFINITIVE},
	{"denna", WORD_CLOSED | WORD_PRONOUN, WORD_NOUN_MASK},
	{"fem", WORD_CLOSED | WORD_NUMERAL, 0},
	/* compounds made up for the occasion have the class of their last part */
	{"tandvårdsnämnden", WORD_NOUN_DEF | WORD_UTRUM | WORD_TAIL, WORD_ENTRY | WORD_NAME},
	{"skolskjutsbeslut", WORD_NOUN | WORD_NEUTRUM, WORD_ENTRY},
	{"utomlänsvårdkontakter", WORD_NOUN_PL, WORD_ENTRY},
	{"12-åringar", WORD_NOUN_PL, WORD_ENTRY},
	/* forbidden by the dictionary, and nothing at all */
	{"slagmål", 0, ~0u},
	{"siffor", 0, ~0u},
	{"", 0, ~0u},
	{"-", 0, WORD_NOUN_MASK},
};

TEST(joined_but_not_allowed)
{
	static const char *const loose[] = {"chefläkare", "nödventilation", "handlinginsatser", "migrantbakgrund"};
	static const char *const not[] = {"skotertrafken", "nämdens", "kosnader", "förvaltningn", "utvecklig", "beslutt", "xyzzy", "", "å"};
	struct lexicon *lx = swedish();

	if (!lx)
		return;
	for (size_t i = 0; i < sizeof loose / sizeof loose[0]; i++)
		CHECK(lexicon_loose(lx, span_of(loose[i])) > 2);
	for (size_t i = 0; i < sizeof not / sizeof not[0]; i++)
		CHECK(!lexicon_loose(lx, span_of(not[i])));
	lexicon_free(lx);
}

TEST(words_of_the_dictionary)
{
	struct lexicon *lx = swedish();

	for (size_t i = 0; lx && i < sizeof rows / sizeof rows[0]; i++) {
		unsigned bits = lexicon_word(lx, span_of(rows[i].word));

		if ((bits & rows[i].has) != rows[i].has || (bits & rows[i].lacks))
			printf("%s: %x lacks %x, has not to have %x\n", rows[i].word, bits, rows[i].has & ~bits,
				bits & rows[i].lacks);
		CHECK_INT(bits & rows[i].has, rows[i].has);
		CHECK_INT(bits & rows[i].lacks, 0);
	}
	lexicon_free(lx);
}

static const char aff[] =
	"SET UTF-8\nSFX A Y 1\nSFX A 0 s .\nSFX D Y 3\nSFX D 0 en [^a]\nSFX D 0 ens [^a]\nSFX D 0 nde a\n"
	"SFX v N 1\nSFX v 0 s/WXZ [^a]\n";

static unsigned small(const char *dic, const char *own, const char *word)
{
	struct lexicon *lx = lexicon_parse(span_of(aff), span_of(dic), span_of(own), SPAN_NONE);
	unsigned bits = lexicon_word(lx, span_of(word));

	lexicon_free(lx);
	return bits;
}

TEST(own_words_are_told_apart)
{
	CHECK(!(small("1\nbåt/ADY", "1\nrodd/ADvY", "båten") & WORD_OWN));
	CHECK(small("1\nbåt/ADY", "1\nrodd/ADvY", "rodden") & WORD_OWN);
	CHECK(small("1\nbåt/ADY", "1\nrodd/ADvY", "roddsbåten") & WORD_NOUN_DEF);
	CHECK(!(small("1\nbåt/ADY", "1\nrodd/ADvY", "roddsbåten") & WORD_ENTRY));
	CHECK_INT(small("1\nbåt/ADY", "1\nrodd/ADvY", "båtrodd"), 0); /* no X on båt */
}

/* The first line of a .dic is a number, whatever it is. */
TEST(lines_that_make_no_sense_are_passed_over)
{
	static const char *const affs[] = {"", "\n", "SFX", "SFX \n", "SFX A\n", "SFX A 0\n", "SFX A 0 s\n", "SFX A 0 s [\n",
		"SFX A 0 s ]\n", "SFX A 0 s []\n", "SFX A 0 s [^]\n", "SFX A 0 s [^\n", "SFX AB 0 s .\n", "SFX A 0 / .\n",
		"SFX A 0 /WXZ .\n", "SFX A abcdefghijklmnopqrstuvwxyz s .\n", "SFX A 0 \xFF\xC3 [\xC3]\n", "SFX A 0 0 .",
		"#pragma ignore-start\nSFX A 0 s .\n"};
	static const char *const dics[] = {"", "\n", "\n\n\n", "1\n/", "1\n//\n", "1\n/A", "1\nx/", "1\n\t\n", "1\nb\xC3/A\n",
		"1\n\xFF\xFE\n", "1", "1\nord/A po:noun\n", "1\r\nord/A\r\n"};

	for (size_t i = 0; i < sizeof affs / sizeof affs[0]; i++)
		for (size_t k = 0; k < sizeof dics / sizeof dics[0]; k++) {
			struct lexicon *lx = lexicon_parse(span_of(affs[i]), span_of(dics[k]), span_of(dics[k]), SPAN_NONE);

			(void)lexicon_word(lx, SPAN_LIT("ords"));
			(void)lexicon_word(lx, SPAN_LIT("\xC3"));
			(void)lexicon_word(lx, SPAN_LIT("s"));
			(void)lexicon_word(lx, SPAN_NONE);
			lexicon_free(lx);
		}
	CHECK(small("1\r\nord/A\r\n", "", "ord") & WORD_ENTRY);
	CHECK(small("1\nord/A\tpo:noun\n", "", "ords") & WORD_GENITIVE);
	CHECK_INT(small("ord/A\nbåt/A\n", "", "ord"), 0);
}

TEST(long_words_cost_nothing)
{
	struct lexicon *lx = swedish();
	char w[5000];

	for (size_t i = 0; i < sizeof w; i++)
		w[i] = "as"[i % 2];
	for (size_t n = 60; lx && n < sizeof w; n += 37)
		(void)lexicon_word(lx, span_make(w, n));
	if (lx)
		CHECK_INT(lexicon_word(lx, span_make(w, 101)), 0);
	lexicon_free(lx);
}

TEST(a_missing_file_is_said)
{
	struct err err = ERR_INIT;

	CHECK(!lexicon_open("finns-inte.aff", "finns-inte.dic", NULL, &err));
	CHECK(err.msg[0] != '\0');
	lexicon_free(NULL);
}
