/* Replays the fuzz target words (see replay.h), and sends many made-up words
 * through the verdicts in batches, as the editor does: FUZZ_WORDS of them. */
#define FUZZ_TARGET "words"
#define FUZZ_ROUNDS 400
#include "fuzz_words.c"
#include "replay.h"

#include "base/clock.h"

#define WORDS 10000
#define BATCH 50
#define SLOW_MS 1000 /* a batch; the worst of 50 words costs 60 ms each */

/* A third whole parts of compounds, which hunspell takes apart longest, a third
 * nasty bytes, a third anything. */
static void make_word(struct str *s, unsigned long *seed)
{
	static const char *const part[] = {"tand", "vårds", "nämnds", "arbets", "hälso", "sjuk", "verksamhets", "möte", "en",
		"er", "s", "barn", "skol", "region", "kommun", "under", "för", "av", "del", "an", "bo", "ar", "å", "ö", "glas",
		"sten", "plan", "ings", "het", "-"};
	static const char *const nasty[] = {"a\xCC\x88", "\xC2\xAD", "\xE2\x80\x91", "\xC2\xA0", "-", ":", ".", "'", "\xE2\x80\x99",
		"\xFF", "\xC3", "\xF0\x9F\x91\xA9", "\xE2\x80\x8D", "/", "%", "1", "0", ":s", "EU", "\xC3\x85", " ", "\n", "\t",
		"\x01", "\xEF\xAC\x81", "\xC4\xB0", "\xC3\x9F", "[", "^", "*", "ﬁ"};
	unsigned kind = (unsigned)(test_random(seed) % 3);
	size_t pieces = 1 + test_random(seed) % (test_random(seed) % 50 == 0 ? 60 : 8);

	str_clear(s);
	for (size_t i = 0; i < pieces; i++) {
		char byte = (char)test_random(seed);

		if (kind == 0 || test_random(seed) % 3 == 0)
			str_adds(s, part[test_random(seed) % (sizeof part / sizeof part[0])]);
		else if (kind == 1)
			str_adds(s, nasty[test_random(seed) % (sizeof nasty / sizeof nasty[0])]);
		else
			str_add(s, &byte, 1);
	}
}

TEST(many_words)
{
	const char *wanted = getenv("FUZZ_WORDS");
	long all = WORDS;
	unsigned long seed = wanted ? (unsigned long)clock_monotonic_ms() : 20310409;
	struct str s[BATCH] = {{0}};
	int64_t worst = 0, start = clock_monotonic_ms();

	if (wanted)
		all = strtol(wanted, NULL, 10);
	if (!swedish())
		printf("SKIP: hunspell-sv saknas\n");
	for (long done = 0; swedish() && done < all; done += BATCH) {
		struct span word[BATCH];
		int64_t before = clock_monotonic_ms();

		for (size_t i = 0; i < BATCH; i++) {
			make_word(&s[i], &seed);
			word[i] = str_span(&s[i]);
		}
		check_verdicts(swedish(), word, BATCH);
		before = clock_monotonic_ms() - before;
		worst = before > worst ? before : worst;
	}
	if (wanted)
		printf("%ld words in %lld s, the slowest %d in %lld ms\n", all,
			(long long)((clock_monotonic_ms() - start) / 1000), BATCH, (long long)worst);
	CHECK(worst < SLOW_MS * 20); /* never hangs, on a busy machine either */
	for (size_t i = 0; i < BATCH; i++)
		str_release(&s[i]);
}

/* The one that was loaded; not a test of anything, but leaks would hide in it. */
TEST(release)
{
	speller_free(speller);
	speller = NULL;
}
