/* fuzz_search: the needle, a zero, flags, the text. What is found must really be
 * there, forwards and backwards must agree, and counting must find as many. */
#include "fuzz.h"

#include "base/u8.h"
#include "text/search.h"

static bool boundary(struct span s, size_t at)
{
	return u8_snap(s.p, s.n, at) == at;
}

/* All matches in both directions are the same set. */
static void both_ways(struct span s, struct span needle, unsigned flags)
{
	size_t *found = malloc((s.n + 1) * sizeof *found), n = 0, from;
	struct range r;

	FUZZ_CHECK(found != NULL);
	for (from = 0; search_find(s, needle, from, flags, &r); from = r.at + 1) {
		FUZZ_CHECK(r.at >= from && r.n > 0 && r.at + r.n <= s.n);
		FUZZ_CHECK(boundary(s, r.at) && boundary(s, r.at + r.n));
		found[n++] = r.at;
	}
	for (from = s.n; search_find(s, needle, from, flags | SEARCH_BACK, &r); from = r.at)
		FUZZ_CHECK(n > 0 && found[--n] == r.at);
	FUZZ_CHECK(n == 0);
	free(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct span needle = fuzz_text(&in), s;
	unsigned flags = (unsigned)fuzz_number(&in, 4); /* SEARCH_CASE, SEARCH_WORD */
	struct range r = {0, 0};
	size_t count = 0;

	s = fuzz_bytes(&in, 2000);
	both_ways(s, needle, flags);
	for (size_t from = 0; search_find(s, needle, from, flags, &r); from = r.at + r.n)
		count++;
	FUZZ_CHECK(search_count(s, needle, flags) == count);
	FUZZ_CHECK(search_find(s, needle, s.n, flags | SEARCH_WRAP, &r) == (count > 0));
	/* a text always finds itself */
	if (needle.n > 0)
		FUZZ_CHECK(search_find(needle, needle, 0, SEARCH_CASE, &r) && r.at == 0);
	return 0;
}
