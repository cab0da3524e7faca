/* drafts: every draft there is to try something on: samples, corpora, odd ones, real ones. */
#ifndef TESTS_JUSTERING_DRAFTS_H
#define TESTS_JUSTERING_DRAFTS_H

#include "base/fs.h"
#include "test.h"

typedef void each_draft(struct span bytes, bool whole);

/* Files below dir whose names end so; how many. */
static int each_file(const char *dir, const char *suffix, bool whole, each_draft *fn)
{
	struct strlist names = {NULL, 0, 0};
	int n = 0;

	if (fs_list(dir, &names, NULL))
		return 0;
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);
		struct str bytes = STR_INIT;

		if (fs_is_dir(path)) {
			n += names.v[i][0] == '.' ? 0 : each_file(path, suffix, whole, fn);
		} else if (span_ends(span_of(path), suffix)) {
			if (fs_read(path, &bytes, NULL))
				CHECK_FAIL(path);
			fn(str_span(&bytes), whole);
			n++;
		}
		str_release(&bytes);
		free(path);
	}
	strlist_release(&names);
	return n;
}

static char *in_top(const char *name)
{
	const char *at = getenv("TOP");

	return fs_join(at ? at : ".", name);
}

/* whole: a draft as people write them, not what is made to be odd. */
static void each_draft_there_is(each_draft *fn)
{
	char *samples = in_top("sample-protocols"), *corpus = in_top("tests/fuzz/corpus"), *odd = in_top("tests/doc"),
	     *real = in_top("../shared/real");

	CHECK(each_file(samples, ".md", true, fn) >= 9);
	CHECK(each_file(odd, ".md", false, fn) >= 2);
	CHECK(each_file(corpus, "", false, fn) > 20);
	if (fs_is_dir(real))
		CHECK(each_file(real, ".md", true, fn) > 0);
	else
		printf("SKIP: %s is not here\n", real);
	free(samples);
	free(corpus);
	free(odd);
	free(real);
}

/* Something like a draft, put together of pieces, with notes among them whose words
 * (hemligt) must stay. Without one that is escaped, which is none. */
__attribute__((unused)) static void random_draft(unsigned long *seed, struct str *out)
{
	static const char *const bits[] = {"# § 1 Ett\n", "\n", "\n\n", "## Beslut\n", "ord ", "- ", "  ", "> ", "| a | b |\n",
		"|---|---|\n", "**", "*", "\\", "[[", "]]", "[", "](x)", "](", "![", "[^1]: ", "<!-- hemligt -->",
		"<!-- hemligt\n", "<!-- hemligt", "1. ", "### @Gun, x\n", "Klubbat: 10.42 9f86d081884c7d65\n", "---\n",
		"organ: X\n", "\xff", "å", "\x1b", "\r\n", "\\\n", "\xC2\xA0", "  - <!-- hemligt -->\n", "-->", "EU:s 14.30 "};

	if (test_random(seed) % 2)
		str_adds(out, "---\nformat: paragraf 1\ntyp: protokoll\n");
	for (unsigned long n = test_random(seed) % 30; n > 0; n--) {
		const char *bit = bits[test_random(seed) % (sizeof bits / sizeof *bits)];

		if (*bit == '<' && out->len && out->buf[out->len - 1] == '\\')
			continue;
		str_adds(out, bit);
	}
}

#endif
