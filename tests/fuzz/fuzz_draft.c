/* fuzz_draft: any bytes as a draft. Every byte is covered once, written twice is
 * written once, and inline marks, JSON and the plain text take it too. */
#include "fuzz.h"

#include "doc/inline.h"
#include "doc/protocol.h"
#include "out/json.h"

struct sum {
	size_t at;
	struct span src;
};

static void add_up(void *ctx, struct range r)
{
	struct sum *s = ctx;

	FUZZ_CHECK(r.at == s->at && r.n <= s->src.n - r.at);
	s->at += r.n;
}

static void check_cover(const struct protocol *p)
{
	struct sum s = {0, p->src};

	protocol_cover(p, add_up, &s);
	FUZZ_CHECK(s.at == p->src.n);
}

static void check_inline(struct span text)
{
	struct inline_runs r = {NULL, 0, 0};
	size_t at = 0;

	inline_parse(&r, text);
	for (size_t i = 0; i < r.n; i++) {
		FUZZ_CHECK(r.v[i].where.at == at && r.v[i].where.n > 0);
		at += r.v[i].where.n;
	}
	FUZZ_CHECK(at == text.n);
	inline_release(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct protocol *p = protocol_parse(text), *q;
	struct str once = STR_INIT, twice = STR_INIT, json = STR_INIT;

	check_cover(p);
	check_inline(text);
	json_write(p, &json);
	protocol_write(p, &once);
	q = protocol_parse(str_span(&once));
	check_cover(q);
	protocol_write(q, &twice);
	FUZZ_CHECK(span_eq(str_span(&once), str_span(&twice)));
	FUZZ_CHECK(q->nitems == p->nitems || p->src.n != once.len);
	protocol_free(p);
	protocol_free(q);
	str_release(&once);
	str_release(&twice);
	str_release(&json);
	return 0;
}
