/* textdiff: differences in lines and words. */
#include "text/textdiff.h"

#include "base/clock.h"
#include "test.h"

/* What is wrong with the runs as a difference between a and b; NULL for nothing. */
static const char *fault(const struct textdiff *d, struct span a, struct span b)
{
	size_t at_a = 0, at_b = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct diff_run *r = &d->run[i];

		if (r->a.at != at_a || r->b.at != at_b)
			return "a run does not begin where the last one ended";
		if (r->a.n == 0 && r->b.n == 0)
			return "empty run";
		if (r->op == DIFF_SAME && !span_eq(span_sub(a, r->a.at, r->a.n), span_sub(b, r->b.at, r->b.n)))
			return "SAME differs";
		if (r->op == DIFF_GONE && r->b.n)
			return "GONE with b";
		if (r->op == DIFF_NEW && r->a.n)
			return "NEW with a";
		if (i > 0 && (r->op == r[-1].op || (r->op == DIFF_GONE && r[-1].op == DIFF_NEW)))
			return "runs that should be one, or out of order";
		at_a += r->a.n;
		at_b += r->b.n;
	}
	return at_a == a.n && at_b == b.n ? NULL : "the runs do not cover the texts";
}

static char *shown(const char *a, const char *b, size_t context)
{
	struct str out = STR_INIT;
	struct textdiff d;
	const char *wrong;

	textdiff_words(&d, span_of(a), span_of(b));
	wrong = fault(&d, span_of(a), span_of(b));
	if (wrong)
		str_addf(&out, "(%s)", wrong);
	textdiff_format(&d, span_of(a), span_of(b), context, &out);
	textdiff_release(&d);
	return str_take(&out);
}

#define CHECK_DIFF(a, b, want) \
	do { \
		char *got_ = shown(a, b, (size_t)-1); \
		CHECK_STR(got_, want); \
		free(got_); \
	} while (0)

TEST(ends)
{
	CHECK_DIFF("", "", "");
	CHECK_DIFF(NULL, NULL, "");
	CHECK_DIFF("", "ny", "{+ny+}");
	CHECK_DIFF("bort", NULL, "[-bort-]");
	CHECK_DIFF("lika\n", "lika\n", "lika\n");
	CHECK_DIFF("slut", "slut\n", "slut{+\n+}");
}

TEST(words_are_what_a_person_sees)
{
	static const struct {
		const char *a, *b, *want;
	} row[] = {
		{"att utreda frågan.\n", "att avslå frågan.\n", "att [-utreda-]{+avslå+} frågan.\n"},
		/* a blank between two replaced words is no anchor */
		{"Bo Lind yrkar bifall.\n", "Eva Ek yrkar bifall.\n", "[-Bo Lind-]{+Eva Ek+} yrkar bifall.\n"},
		{"kl. 10.00 i sal A\n", "kl. 11.30 i sal B\n", "kl. [-10.00-]{+11.30+} i sal [-A-]{+B+}\n"},
		{"Ja, nej\n", "Ja nu, helst nej\n", "Ja{+ nu+}, {+helst +}nej\n"},
		{"hälso- och sjukvård\n", "hälso- eller sjukvård\n", "hälso- [-och-]{+eller+} sjukvård\n"},
		/* a little word between two rewritten phrases is no anchor either */
		{"Nämnden beslutar att ärendet skjuts upp.\n", "Fullmäktige yttrar att motionen bifalles.\n",
			"[-Nämnden beslutar att ärendet skjuts upp-]{+Fullmäktige yttrar att motionen bifalles+}.\n"},
		{"två tjänster, t.ex. en skötare.\n", "två tjänster.\n", "två tjänster[-, t.ex. en skötare-].\n"},
		{"Mötet börjar nu.\n", "Mötet börjar nu. Alla är här.\n", "Mötet börjar nu.{+ Alla är här.+}\n"},
		{"ett två ett två\n", "ett två ett två ett två\n", "{+ett två +}ett två ett två\n"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		CHECK_DIFF(row[i].a, row[i].b, row[i].want);
}

TEST(whole_lines)
{
	CHECK_DIFF("- att ett,\n- att två,\n- att tre.\n", "- att ett,\n- att tre.\n",
		"- att ett,\n[-- att två,-]\n- att tre.\n");
	CHECK_DIFF("## A\n\nEtt.\n\n## C\n\nTre.\n", "## A\n\nEtt.\n\n## B\n\nTvå.\n\n## C\n\nTre.\n",
		"## A\n\nEtt.\n\n{+## B\n\nTvå.+}\n\n## C\n\nTre.\n");
	/* next to a changed line; two insertions that become one */
	CHECK_DIFF("Ett ord.\n\n## C\n", "Ett nytt ord.\n\n## B\n\nTvå.\n\n## C\n",
		"Ett {+nytt +}ord.\n\n{+## B\n\nTvå.+}\n\n## C\n");
	CHECK_DIFF("byar: S, N,\n- att åter i mars.\n", "byar: S, Ö, N,\n- att kost, samt\n- att åter i april.\n",
		"byar: S, {+Ö, +}N,\n{+- att kost, samt+}\n- att åter i [-mars-]{+april+}.\n");
	/* a sentence broken on another line */
	CHECK_DIFF("Ett ord. Två ord.\n", "Ett ord.\nTvå ord.\n", "Ett ord.[- -]{+\n+}Två ord.\n");
}

TEST(letters_are_never_cut)
{
	CHECK_DIFF("ö\n", "o\xCC\x88\n", "[-ö-]{+o\xCC\x88+}\n");
	CHECK_DIFF("a \xFF b\n", "a \xFE b\n", "a [-\xFF-]{+\xFE+} b\n");
	CHECK_DIFF("\xC3", "\xC3\xA5", "[-\xC3-]{+å+}");
}

TEST(context_leaves_out_lines)
{
	const char *a = "1\n2\n3\n4\n5\n6\n7\n8\n9\n", *b = "1\n2\n3\n4\nfem\n6\n7\n8\n9\n";
	char *one = shown(a, b, 1), *none = shown(a, b, 0), *same = shown(a, a, 3);

	CHECK_STR(one, "…\n4\n[-5-]{+fem+}\n6\n…\n");
	CHECK_STR(none, "…\n[-5-]{+fem+}\n…\n");
	CHECK_STR(same, "…\n");
	free(one);
	free(none);
	free(same);
}

/* Random texts of few words, so that there is much that could match wrongly. */
static void add_random(struct str *s, unsigned long *seed, size_t tokens)
{
	static const char *const word[] = {"att", "och", " ", " ", " ", "\n", "\n\n", ".", ",", "Fjäll", "§ 3",
		"o\xCC\x88", "\xFF", "# ", "- ", "\xC3", "日", "\r\n", "\xCC\x88", "-"};

	while (tokens-- > 0)
		str_adds(s, word[test_random(seed) % (sizeof word / sizeof word[0])]);
}

TEST(runs_always_lead_from_a_to_b)
{
	unsigned long seed = 7;

	for (int i = 0; i < 3000; i++) {
		struct str a = STR_INIT, b = STR_INIT;
		struct textdiff d;
		const char *wrong;

		add_random(&a, &seed, test_random(&seed) % 40);
		add_random(&b, &seed, test_random(&seed) % 8);
		if (test_random(&seed) % 4)
			str_addspan(&b, str_span(&a));
		add_random(&b, &seed, test_random(&seed) % 8);
		textdiff_words(&d, str_span(&a), str_span(&b));
		wrong = fault(&d, str_span(&a), str_span(&b));
		if (wrong)
			printf("round %d: %s\n", i, wrong);
		CHECK(!wrong);
		textdiff_release(&d);
		str_release(&a);
		str_release(&b);
	}
}

static void big_text(struct str *s)
{
	for (int i = 0; i < 12000; i++)
		str_addf(s, "Mening nummer %d handlar om ärendets gång i nämnden.\n", i);
}

TEST(a_large_text_with_few_edits_is_quick)
{
	struct str a = STR_INIT, b = STR_INIT;
	struct textdiff d;
	int64_t start;

	big_text(&a);
	str_addspan(&b, str_span(&a));
	for (size_t i = 0; i < 20; i++)
		str_replace(&b, 30000 * (i + 1), 3, "xyzå", 5);
	start = clock_monotonic_ms();
	textdiff_words(&d, str_span(&a), str_span(&b));
	/* about 10 ms; the bound is for slow machines and sanitizers */
	CHECK(clock_monotonic_ms() - start < 500);
	CHECK(!fault(&d, str_span(&a), str_span(&b)));
	CHECK(d.n <= 3 * 20 + 1);
	textdiff_release(&d);
	str_release(&a);
	str_release(&b);
}

/* Every line and word there is on both sides, in another order: the budget ends it. */
TEST(a_shuffled_text_ends_in_time)
{
	struct str a = STR_INIT, b = STR_INIT;
	unsigned long seed = 3;
	struct textdiff d;
	int64_t start;

	for (int i = 0; i < 60000; i++) {
		str_addf(&a, "%lu\n", test_random(&seed) % 5000);
		str_addf(&b, "%lu\n", test_random(&seed) % 5000);
	}
	start = clock_monotonic_ms();
	textdiff_words(&d, str_span(&a), str_span(&b));
	CHECK(clock_monotonic_ms() - start < 60000); /* seconds, not minutes, also when all is watched */
	CHECK(!fault(&d, str_span(&a), str_span(&b)));
	textdiff_release(&d);
	str_release(&a);
	str_release(&b);
}
