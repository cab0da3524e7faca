/* fuzz_u8: clusters, widths, words, NFC and folding on any bytes. */
#include "fuzz.h"

#include <string.h>

#include "base/u8.h"

static void clusters(const char *p, size_t n)
{
	size_t at = 0;
	int width = 0;

	while (at < n) {
		size_t next = u8_next(p, n, at);

		FUZZ_CHECK(next > at && next <= n);
		FUZZ_CHECK(u8_prev(p, n, next) == at);
		for (size_t i = at; i < next; i++)
			FUZZ_CHECK(u8_snap(p, n, i) == at);
		width += u8_cluster_width(p + at, next - at);
		FUZZ_CHECK(u8_fit(p, n, width) >= next);
		at = next;
	}
	FUZZ_CHECK(u8_width(p, n) == width);
	FUZZ_CHECK(u8_count(p, n) <= n);
}

static void words(const char *p, size_t n)
{
	struct range r = {0, 0};
	size_t end = 0;

	while (u8_word(p, n, end, &r)) {
		FUZZ_CHECK(r.at >= end && r.n > 0 && r.at + r.n <= n);
		FUZZ_CHECK(!memchr(p + r.at, '\n', r.n) && u8_valid(p + r.at, r.n, NULL));
		end = r.at + r.n;
	}
}

static void forms(const char *p, size_t n)
{
	size_t n1, n2;
	char *once = u8_nfc(p, n, &n1), *again = u8_nfc(once, n1, &n2);
	char *fold = u8_fold(p, n, NULL);
	struct str s = STR_INIT;

	FUZZ_CHECK(n1 == n2 && memcmp(once, again, n1) == 0);
	FUZZ_CHECK(u8_is_nfc(once, n1));
	FUZZ_CHECK(u8_is_nfc(p, n) == (n == n1 && memcmp(p, once, n) == 0));
	u8_add_plain(&s, span_make(p, n));
	for (size_t i = 0; i < s.len; i++)
		FUZZ_CHECK(strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s.buf[i]) && s.buf[i]);
	u8_add_upper(&s, span_make(p, n));
	u8_add_upper_first(&s, span_make(p, n));
	u8_add_lower_first(&s, span_make(p, n));
	free(once);
	free(again);
	free(fold);
	str_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;

	if (size > 2000)
		size = 2000;
	clusters(p, size);
	words(p, size);
	forms(p, size);
	return 0;
}
