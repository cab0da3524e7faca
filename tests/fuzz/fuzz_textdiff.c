/* fuzz_textdiff: two texts parted by a zero byte; the runs must cover both in
 * order and say SAME only of what is the same. */
#include "fuzz.h"

#include "text/textdiff.h"

static void check(const struct textdiff *d, struct span a, struct span b)
{
	size_t at_a = 0, at_b = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct diff_run *r = &d->run[i];

		FUZZ_CHECK(r->a.at == at_a && r->b.at == at_b);
		FUZZ_CHECK(r->a.n + r->b.n > 0);
		FUZZ_CHECK(r->op != DIFF_GONE || r->b.n == 0);
		FUZZ_CHECK(r->op != DIFF_NEW || r->a.n == 0);
		FUZZ_CHECK(r->op != DIFF_SAME ||
			   span_eq(span_sub(a, r->a.at, r->a.n), span_sub(b, r->b.at, r->b.n)));
		FUZZ_CHECK(i == 0 || r->op != r[-1].op);
		FUZZ_CHECK(i == 0 || r->op != DIFF_GONE || r[-1].op != DIFF_NEW);
		at_a += r->a.n;
		at_b += r->b.n;
	}
	FUZZ_CHECK(at_a == a.n && at_b == b.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct span a = fuzz_text(&in), b = fuzz_bytes(&in, in.n);
	struct str out = STR_INIT;
	struct textdiff d;

	textdiff_words(&d, a, b);
	check(&d, a, b);
	textdiff_format(&d, a, b, 1, &out);
	str_clear(&out);
	textdiff_format(&d, a, b, (size_t)-1, &out);
	FUZZ_CHECK(span_eq(a, b) == (span_eq(str_span(&out), a) && d.n <= 1));
	textdiff_release(&d);
	str_release(&out);
	return 0;
}
