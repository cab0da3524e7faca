/* suggestions: rewrites, ranking, the asynchronous form. */
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/pack.h"
#include "lang/spell.h"
#include "lang/speller.h"
#include "lang/speller_inner.h"

#include "test.h"

static struct speller *ours(void)
{
	struct speller *sp = speller_new(NULL);

	if (speller_load(sp, NULL)) {
		printf("SKIP: hunspell-sv saknas\n");
		speller_free(sp);
		return NULL;
	}
	return sp;
}

TEST(first_suggestion)
{
	static const struct {
		const char *word, *want;
	} row[] = {
		{"67år", "67 år"},
		{"hälso-och", "hälso- och"},
		{"tex", "t.ex."},
		{"dvs", "dvs."},
		{"osv", "osv."},
		{"pga", "p.g.a."},
		{"fortsäter", "fortsätter"},
		{"samanträde", "sammanträde"},
		{"sammantärde", "sammanträde"},
		{"Beredningne", "Beredningen"},
		{"tandvardsstrateg", "tandvårdsstrateg"},
		{"tandvårdvårdsstrateg", "tandvårdsstrateg"},
		{"BESLTU", "BESLUT"},
		{"tillskillnad", "till skillnad"},
		{"sjukvårdsnämdnen", "sjukvårdsnämnden"},
	};
	struct speller *sp = ours();

	if (!sp)
		return;
	/* which words come first must not hang on how busy the machine is */
	sp->patience_ms = 20000;
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct strlist out = {0};

		speller_suggest(sp, span_of(row[i].word), 8, &out, NULL);
		CHECK_STR(out.n ? out.v[0] : "", row[i].want);
		CHECK(out.n <= 8);
		strlist_release(&out);
	}
	speller_free(sp);
}

TEST(odd_words_give_no_crash)
{
	static const char *const odd[] = {"", "\xFF", "-tandvårdsstrateg", ":vårdsstrateg", "xtandvårdsstrateg",
		"'", "åäö-", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a b", "\n", "日本語"};
	struct speller *sp = ours();
	struct strlist out = {0};

	if (!sp)
		return;
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		speller_suggest(sp, span_of(odd[i]), 8, &out, NULL);
		strlist_release(&out);
	}
	speller_suggest(sp, SPAN_NONE, 8, &out, NULL);
	speller_suggest(sp, span_of("samanträde"), 0, &out, NULL);
	CHECK_INT(out.n, 0);
	speller_free(sp);
}

static struct spell *inline_spell(struct speller *sp, struct words *w)
{
	return spell_new(worker_new_inline(speller_verdicts, sp), worker_new_inline(speller_suggestions, sp), w);
}

TEST(names_come_first)
{
	struct speller *sp = ours();
	struct words *w = words_new();
	struct strlist out = {0};
	struct spell *s;

	if (!sp)
		return;
	s = inline_spell(sp, w);
	words_add_name(w, span_of("Törelid"));
	CHECK_INT(spell_suggest(s, span_of("Törelidd"), &out, NULL), 0);
	CHECK(out.n && span_is(span_of("Törelid"), out.v[0]));
	strlist_release(&out);
	spell_free(s);
	words_free(w);
	speller_free(sp);
}

TEST(posted_and_pumped)
{
	struct speller *sp = ours();
	const struct strlist *l;
	struct spell *s;
	uint64_t before;

	if (!sp)
		return;
	s = inline_spell(sp, NULL);
	CHECK(!spell_suggested(s, span_of("samanträde")));
	spell_suggest_post(s, span_of("samanträde"));
	CHECK(!spell_suggested(s, span_of("samanträde")));
	before = spell_generation(s);
	for (int i = 0; i < 3; i++)
		spell_pump(s);
	CHECK(spell_generation(s) > before);
	l = spell_suggested(s, span_of("samanträde"));
	CHECK(l && l->n && span_is(span_of("sammanträde"), l->v[0]));
	CHECK(l && l->n <= SPELL_SUGGESTIONS);
	spell_suggest_post(s, SPAN_NONE);
	for (int i = 0; i < 200; i++) { /* more than the ring holds */
		char *w = str_format("q%dz", i);

		spell_suggest_post(s, span_of(w));
		if (i % 7 == 0)
			spell_pump(s);
		free(w);
	}
	spell_free(s);
	speller_free(sp);
}

/* Words of the draft and of the archive come before others as likely. */
TEST(what_is_written_here_comes_first)
{
	struct speller *sp = ours();
	struct strlist out = {0};
	struct spell *s;
	char *dir, *folder, *file;

	if (!sp)
		return;
	s = inline_spell(sp, NULL);
	CHECK_INT(spell_suggest(s, span_of("stoba"), &out, NULL), 0);
	CHECK(out.n && !span_is(span_of("stoja"), out.v[0]));
	strlist_release(&out);
	spell_note_text(s, span_of("Ungarna stoja och stoja i vattnet. Alla stoja.\n"));
	CHECK_INT(spell_suggest(s, span_of("stoba"), &out, NULL), 0);
	CHECK_STR(out.n ? out.v[0] : "", "stoja");
	strlist_release(&out);
	spell_note_text(s, SPAN_NONE);

	dir = fs_join(test_folder(), "arkiv");
	folder = fs_join(dir, "2031-04-09-fb");
	file = fs_join(folder, "protokoll.md");
	CHECK_INT(fs_mkdirs(folder, NULL), 0);
	CHECK_INT(fs_write_atomic(file, "stoja stoja stoja stoja\n", 24, 0600, NULL), 0);
	CHECK(common_bonus(&sp->common, span_of("stoja")) < 40);
	spell_set_archive(s, dir);
	CHECK_INT(spell_suggest(s, span_of("stobja"), &out, NULL), 0);
	CHECK_STR(out.n ? out.v[0] : "", "stoja");
	CHECK(common_bonus(&sp->common, span_of("Stoja")) > 40);
	strlist_release(&out);
	spell_set_archive(s, "/finns/inte");
	CHECK_INT(spell_suggest(s, span_of("stobja"), &out, NULL), 0);
	CHECK(common_bonus(&sp->common, span_of("stoja")) < 40);
	strlist_release(&out);
	free(dir);
	free(folder);
	free(file);
	spell_free(s);
	speller_free(sp);
}

/* A question that waits on the descriptor ends the work on this one. */
TEST(given_up_for_a_newer_question)
{
	struct speller *sp = ours();
	struct strlist out = {0};
	int fd[2];

	if (!sp)
		return;
	CHECK_INT(pipe(fd), 0);
	speller_listen(sp, fd[0]);
	sp->patience_ms = 20000;
	CHECK(speller_suggest(sp, span_of("kompetensförsörjnign"), 8, &out, NULL));
	CHECK(out.n > 0);
	strlist_release(&out);
	CHECK_INT(write(fd[1], "x", 1), 1);
	CHECK(!speller_suggest(sp, span_of("kompetensförsörjnign"), 8, &out, NULL));
	strlist_release(&out);
	close(fd[0]);
	close(fd[1]);
	speller_free(sp);
}

static void gives_up(void *state, struct span request, struct str *answer)
{
	int *asked = state;

	(void)request;
	++*asked;
	pack_cstr(answer, NULL);
	pack_u32(answer, 0);
	pack_u32(answer, 0);
}

/* It was asked again for ever once. */
TEST(a_helper_that_always_gives_up)
{
	int asked = 0;
	struct spell *s = spell_new(worker_new_inline(gives_up, &asked), worker_new_inline(gives_up, &asked), NULL);

	spell_suggest_post(s, span_of("ettord"));
	spell_suggest_post(s, span_of("tvåord"));
	for (int i = 0; i < 5; i++)
		spell_pump(s);
	CHECK(spell_suggested(s, span_of("ettord")) && spell_suggested(s, span_of("tvåord")));
	CHECK(asked <= 4);
	spell_free(s);
}

TEST(through_the_helper)
{
	struct speller *sp = ours();
	struct strlist out = {0};
	struct err err = ERR_INIT;
	struct spell *s;
	int64_t start;

	if (!sp)
		return;
	speller_free(sp);
	s = spell_open(NULL);
	CHECK_INT(spell_suggest(s, span_of("fortsäter"), &out, &err), 0);
	CHECK(strlist_has(&out, span_of("fortsätter")));
	strlist_release(&out);
	start = clock_monotonic_ms();
	CHECK_INT(spell_suggest(s, span_of("kompetensförsörjnign"), &out, &err), 0);
	printf("förslag efter %lld ms\n", (long long)(clock_monotonic_ms() - start));
	CHECK(out.n && span_is(span_of("kompetensförsörjning"), out.v[0]));
	strlist_release(&out);
	spell_free(s);
}
