/* fuzz_words: the path of a word, from the bytes of a draft to its mark and what
 * to write instead. The first byte says what is done with the rest, which is
 * words with a zero byte after each:
 *   through the normal form, the lexicon and the helper's answers (sv_SE, if it
 *   is installed; suggestions for one word in 64, for they take their time);
 *   or as a dictionary of its own: .aff, .dic and words;
 *   or as the answers that a broken helper gives to the editor. */
#include "fuzz.h"

#include "base/pack.h"
#include "lang/spell.h"
#include "lang/speller.h"
#include "lang/speller_inner.h"

#define WORDS_MAX 64

/* Loaded once: it takes a tenth of a second. */
static struct speller *speller;
static bool tried;

static struct speller *swedish(void)
{
	if (!tried)
		speller = speller_new(NULL);
	if (!tried && speller_load(speller, NULL)) {
		speller_free(speller);
		speller = NULL;
	}
	tried = true;
	return speller;
}

/* The answer must have as many bits as words were asked for. */
static void check_verdicts(struct speller *sp, const struct span *word, size_t n)
{
	struct str request = STR_INIT, answer = STR_INIT;
	struct unpack u;

	pack_u32(&request, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		pack_span(&request, word[i]);
	speller_verdicts(sp, str_span(&request), &answer);
	u = unpack_of(answer.buf, answer.len);
	FUZZ_CHECK(!unpack_span(&u).p);
	FUZZ_CHECK(unpack_u32(&u) == n);
	for (size_t i = 0; i < n; i++) {
		uint32_t bits = unpack_u32(&u);

		FUZZ_CHECK(bits < 0x80000000U);
		FUZZ_CHECK(bits & WORD_KNOWN || !bits || bits & WORD_ONLY_PART || bits == WORD_LOOSE);
	}
	FUZZ_CHECK(!u.bad && !u.n);
	/* and cut short it is still answered */
	str_clear(&answer);
	speller_verdicts(sp, span_sub(str_span(&request), 0, request.len / 2), &answer);
	FUZZ_CHECK(answer.len > 0);
	str_release(&request);
	str_release(&answer);
}

static void check_suggestions(struct speller *sp, struct span word)
{
	struct strlist out = {0};
	int32_t cost[8];

	(void)speller_suggest(sp, word, 8, &out, cost);
	FUZZ_CHECK(out.n <= 8);
	for (size_t i = 0; i < out.n; i++)
		FUZZ_CHECK(out.v[i][0] != '\0' && (i == 0 || cost[i - 1] <= cost[i]));
	strlist_release(&out);
}

static void through_the_helper(const struct span *word, size_t n, bool suggest)
{
	struct speller *sp = swedish();

	if (!sp)
		return;
	check_verdicts(sp, word, n);
	for (size_t i = 0; i < n; i++)
		FUZZ_CHECK(lexicon_plain(sp->lexicon, word[i]) < 0x80000000U);
	if (suggest && n)
		check_suggestions(sp, word[0]);
}

static void as_dictionary(const struct span *part, size_t n)
{
	struct lexicon *lx = lexicon_parse(n > 0 ? part[0] : SPAN_NONE, n > 1 ? part[1] : SPAN_NONE,
		n > 2 ? part[2] : SPAN_NONE, n > 3 ? part[3] : SPAN_NONE);

	for (size_t i = 0; i < n; i++) {
		struct span rest = part[i], line;

		while (span_line(&rest, &line))
			FUZZ_CHECK(lexicon_word(lx, line) < 0x80000000U);
		(void)lexicon_entry(lx, part[i]);
	}
	lexicon_free(lx);
}

/* Answers with the words themselves, whatever was asked. */
static void broken(void *state, struct span request, struct str *answer)
{
	const struct span *s = state;

	str_addspan(answer, span_sub(*s, request.n % (s->n + 1), s->n));
}

static void broken_helper(struct span text, const struct span *word, size_t n)
{
	struct spell *s = spell_new(worker_new_inline(broken, &text), worker_new_inline(broken, &text), NULL);
	struct spell_hits h = {0};
	struct strlist out = {0};
	unsigned bits;

	for (size_t i = 0; i < n; i++) {
		(void)spell_verdict(s, word[i]);
		spell_suggest_post(s, word[i]);
	}
	spell_note_text(s, text);
	spell_scan(s, text, (struct range){0, text.n}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, &h);
	for (int i = 0; i < 4 && spell_asked(s); i++)
		spell_pump(s);
	FUZZ_CHECK(!spell_asked(s));
	for (size_t i = 0; i < n; i++) {
		(void)spell_class(s, word[i], &bits);
		(void)spell_suggested(s, word[i]);
	}
	(void)spell_suggest(s, n ? word[0] : SPAN_NONE, &out, NULL);
	FUZZ_CHECK(out.n <= SPELL_SUGGESTIONS);
	strlist_release(&out);
	spell_hits_release(&h);
	spell_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	size_t what = fuzz_number(&in, 256), n = 0;
	struct span text = {in.p, in.n}, word[WORDS_MAX];

	while (in.n && n < WORDS_MAX)
		word[n++] = fuzz_text(&in);
	if (what % 4 == 0)
		as_dictionary(word, n);
	else if (what % 4 == 1)
		broken_helper(text, word, n);
	else
		through_the_helper(word, n, what / 4 == 0);
	return 0;
}
