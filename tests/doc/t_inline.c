/* inline: marks inside a line. */
#include "doc/inline.h"

#include "test.h"

/* The runs as a line: kind letter, styles, the bytes. */
static void shown(const char *text, const char *want)
{
	static const char letters[] = "TmGINCB";
	struct inline_runs r = {NULL, 0, 0};
	struct str s = STR_INIT;
	size_t at = 0;

	inline_parse(&r, span_of(text));
	for (size_t i = 0; i < r.n; i++) {
		CHECK_INT(r.v[i].where.at, at);
		at += r.v[i].where.n;
		str_addf(&s, "%s%c%s%s%s:%.*s", i ? " " : "", letters[r.v[i].kind],
			r.v[i].style & INLINE_BOLD ? "b" : "", r.v[i].style & INLINE_ITALIC ? "i" : "",
			r.v[i].style & INLINE_LINK ? "l" : "", (int)r.v[i].where.n, text + r.v[i].where.at);
	}
	CHECK_INT(at, strlen(text));
	CHECK_STR(str_c(&s), want);
	str_release(&s);
	inline_release(&r);
}

TEST(emphasis)
{
	shown("en **fet** och *sned* rad",
		"T:en  m:** Tb:fet m:** T: och  m:* Ti:sned m:* T: rad");
	shown("***båda***", "m:*** Tbi:båda m:***");
	shown("*a **b** c*", "m:* Ti:a  mi:** Tbi:b mi:** Ti: c m:*");
	shown("**fet *sned***", "m:** Tb:fet  mb:* Tbi:sned m:***");
	shown("*sned **fet***", "m:* Ti:sned  mi:** Tbi:fet m:***");
	shown("***fet** sned*", "m:*** Tbi:fet mi:** Ti: sned m:*");
	shown("***sned* fet**", "m:*** Tbi:sned mb:* Tb: fet m:**");
	shown("2 * 3 * 4", "T:2 * 3 * 4");
	shown("**öppen", "T:**öppen");
	shown("*a **b* c**", "m:* Ti:a **b m:* T: c**");
	shown("a*\n\n*b", "T:a*\n\n*b");
	shown("****", "T:****");
}

TEST(links_images_notes)
{
	shown("se [kartan](https://x.se/a_b) nu", "T:se  m:[ Tl:kartan m:](https://x.se/a_b) T: nu");
	shown("[**fet** text](u)", "m:[ ml:** Tbl:fet ml:** Tl: text m:](u)");
	shown("![alt](bilagor/a.png)", "I:![alt](bilagor/a.png)");
	shown("ord[^1].", "T:ord N:[^1] T:.");
	shown("[inte länk] (nej)", "T:[inte länk] (nej)");
	shown("[a](b c)", "T:[a](b c)");
}

TEST(gaps_comments_escapes_breaks)
{
	shown("a [[fyll i]] b", "T:a  G:[[fyll i]] T: b");
	shown("[[a [[b]]", "T:[[a  G:[[b]]");
	shown("a <!-- x --> b", "T:a  C:<!-- x --> T: b");
	shown("\\*a\\*", "m:\\ T:*a m:\\ T:*");
	shown("a\\\nb", "T:a B:\\\n T:b");
	shown("a\\", "T:a B:\\");
	shown("c:\\x", "T:c:\\x");
	shown("<!-- öppen", "T:<!-- öppen");
}

TEST(plain_words)
{
	struct str s = STR_INIT;

	inline_plain(&s, span_of("**Fet** [länk](u), [[lucka]], not[^1] och <!-- n --> slut.\\\nRad \\*2"));
	CHECK_STR(str_c(&s), "Fet länk, [lucka], not och slut.\nRad *2");
	str_release(&s);
}

TEST(counts_of_a_draft)
{
	struct inline_counts c = inline_count(span_of("[[a]]\n\n[[b\n\n]] <!-- n --> \\[[c]]\n<!-- öppen"));

	CHECK_INT(c.gaps, 1);
	CHECK_INT(c.comments, 2);
}

TEST(escape_comes_back)
{
	static const char *const texts[] = {"- 40 milj.", "2. mars", "# nr", "a * b [c] \\* \\x", "a|b", "<!-- x",
		"[^1]: x", "> större", "slut\\", "---", "åäö"};
	struct str s = STR_INIT, back = STR_INIT;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		str_clear(&s);
		str_clear(&back);
		inline_escape(&s, span_of(texts[i]), true, true);
		inline_plain(&back, str_span(&s));
		CHECK_STR(str_c(&back), texts[i]);
	}
	inline_escape(&back, span_of("2. mars"), true, false);
	CHECK(span_ends(str_span(&back), "2\\. mars"));
	str_release(&s);
	str_release(&back);
}

TEST(any_bytes_are_covered)
{
	static const char set[] = "*[]()!\\<>-^ \na\xC3\xA5\xFF";
	unsigned long seed = 7;
	char buf[64];

	for (int i = 0; i < 5000; i++) {
		size_t n = test_random(&seed) % sizeof buf, at = 0;
		struct inline_runs r = {NULL, 0, 0};

		for (size_t k = 0; k < n; k++)
			buf[k] = set[test_random(&seed) % (sizeof set - 1)];
		inline_parse(&r, span_make(buf, n));
		for (size_t k = 0; k < r.n; k++) {
			CHECK(r.v[k].where.at == at && r.v[k].where.n > 0);
			CHECK(r.v[k].inner.at + r.v[k].inner.n <= n);
			at += r.v[k].where.n;
		}
		CHECK_INT(at, n);
		inline_release(&r);
	}
}
