/* search: finding text. */
#include "text/search.h"

#include "base/u8.h"
#include "test.h"

/* "at+n" of the match, "-" for none; free(). */
static char *find(const char *s, const char *needle, size_t from, unsigned flags)
{
	struct range r = {9999, 9999};

	if (!search_find(span_of(s), span_of(needle), from, flags, &r))
		return str_format(r.at == 9999 ? "-" : "written without a match");
	return str_format("%zu+%zu", r.at, r.n);
}

TEST(table)
{
	static const struct {
		const char *s, *needle;
		size_t from;
		unsigned flags;
		const char *want;
	} row[] = {
		{"ett två ett", "ett", 0, 0, "0+3"},
		{"ett två ett", "ett", 1, 0, "9+3"},
		{"ett två ett", "ett", 10, 0, "-"},
		{"ett två ett", "ett", 10, SEARCH_WRAP, "0+3"},
		{"ett två ett", "ett", 9, SEARCH_BACK, "0+3"},
		{"ett två ett", "ett", 99, SEARCH_BACK, "9+3"},
		{"ett två ett", "ett", 0, SEARCH_BACK, "-"},
		{"ett två ett", "ett", 0, SEARCH_BACK | SEARCH_WRAP, "9+3"},
		{"ÅRE", "åre", 0, 0, "0+4"},
		{"ÅRE", "åre", 0, SEARCH_CASE, "-"},
		{"are", "åre", 0, 0, "-"},
		{"A\xCC\x8AR", "år", 0, 0, "0+4"},
		{"år", "A\xCC\x8AR", 0, 0, "0+3"},
		{"år", "a", 0, 0, "-"},
		{"a\xCC\x8Ar", "a", 0, 0, "-"}, /* not half a letter */
		{"beslut", "slut", 0, SEARCH_WORD, "-"},
		{"beslut slut.", "slut", 0, SEARCH_WORD, "7+4"},
		{"EU:s EU", "eu", 0, SEARCH_WORD, "5+2"},
		{"ett\ntvå", "ett två", 0, 0, "0+8"},
		{"ett\n  två", "ett två", 0, 0, "0+10"},
		{"ett\n\ntvå", "ett två", 0, 0, "-"},
		{"# ett\ntvå", "ett två", 0, 0, "-"},
		{"ett\n- två", "ett - två", 0, 0, "-"},
		{"ett\n12. två", "ett 12. två", 0, 0, "-"},
		{"10\xC2\xA0" "000", "10 000", 0, 0, "0+7"},
		{"10 000", "10\xC2\xA0" "000", 0, 0, "0+6"},
		{"a\nb", "\n", 0, 0, "1+1"},
		{"abc", "", 0, 0, "-"},
		{"", "a", 0, 0, "-"},
		{NULL, NULL, 5, SEARCH_WRAP, "-"},
		{"a\xFF" "b", "\xFF", 0, 0, "1+1"},
		{"å", "\xC3", 0, 0, "-"},
		{"straße", "ASS", 0, 0, "3+3"},
		{"straße", "AS", 0, 0, "-"}, /* nor half of one that folds to two */
		{"straße", "RASSE", 0, 0, "2+5"},
		{"aaaa", "aa", 1, 0, "1+2"},
		{"xETT", "ett", 0, 0, "1+3"},
		{"xett", "ETT", 0, 0, "1+3"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		char *got = find(row[i].s, row[i].needle, row[i].from, row[i].flags);

		if (strcmp(got, row[i].want) != 0)
			printf("row %zu: %s in %s\n", i, row[i].needle, row[i].s);
		CHECK_STR(got, row[i].want);
		free(got);
	}
}

TEST(count)
{
	CHECK_INT(search_count(span_of("aaaa"), span_of("aa"), 0), 2);
	CHECK_INT(search_count(span_of("Ett ett\nETT"), span_of("ett"), 0), 3);
	CHECK_INT(search_count(span_of("Ett"), SPAN_NONE, 0), 0);
}

/* The naive truth, for texts of one line with single blanks: fold both whole. */
static bool naive_at(struct span s, size_t at, size_t end, const char *needle, bool mind_case)
{
	char *a, *b;
	bool same;

	a = mind_case ? u8_nfc(s.p + at, end - at, NULL) : u8_fold(s.p + at, end - at, NULL);
	b = mind_case ? u8_nfc(needle, strlen(needle), NULL) : u8_fold(needle, strlen(needle), NULL);
	same = strcmp(a, b) == 0;
	free(a);
	free(b);
	return same;
}

static bool naive_find(struct span s, const char *needle, size_t from, bool mind_case, struct range *out)
{
	for (size_t at = 0; at < s.n; at = u8_next(s.p, s.n, at))
		for (size_t end = u8_next(s.p, s.n, at); at >= from; end = u8_next(s.p, s.n, end)) {
			if (naive_at(s, at, end, needle, mind_case)) {
				*out = (struct range){at, end - at};
				return true;
			}
			if (end == s.n)
				break;
		}
	return false;
}

static bool naive_find_last(struct span s, const char *needle, size_t before, bool mind_case, struct range *out)
{
	struct range r;
	bool found = false;

	for (size_t from = 0; naive_find(s, needle, from, mind_case, &r) && r.at < before; from = r.at + 1) {
		*out = r;
		found = true;
	}
	return found;
}

TEST(agrees_with_the_naive_search)
{
	static const char *const piece[] = {"a", "A", "å", "Å", "a\xCC\x8A", "b", " ", "\xFF", "ß", "s", "\xCC\x88"};
	unsigned long seed = 41;

	for (int i = 0; i < 4000; i++) {
		struct str s = STR_INIT, needle = STR_INIT;
		struct range got = {0, 0}, want = {0, 0};
		bool mind = test_random(&seed) % 2, back = test_random(&seed) % 2, a, b;
		size_t from;

		for (size_t n = test_random(&seed) % 20; n > 0; n--)
			str_adds(&s, piece[test_random(&seed) % 11]);
		for (size_t n = 1 + test_random(&seed) % 3; n > 0; n--)
			str_adds(&needle, piece[test_random(&seed) % 11]);
		from = test_random(&seed) % (s.len + 2);
		a = search_find(str_span(&s), str_span(&needle), from,
			(mind ? SEARCH_CASE : 0) | (back ? SEARCH_BACK : 0), &got);
		b = back ? naive_find_last(str_span(&s), str_c(&needle), from, mind, &want)
			 : naive_find(str_span(&s), str_c(&needle), from, mind, &want);
		if (a != b || got.at != want.at || got.n != want.n)
			printf("round %d: |%s| in |%s| from %zu: %d %zu+%zu, naive %d %zu+%zu\n", i, str_c(&needle),
				str_c(&s), from, a, got.at, got.n, b, want.at, want.n);
		CHECK(a == b && got.at == want.at && got.n == want.n);
		str_release(&s);
		str_release(&needle);
	}
}
