/* fuzz_journal: any bytes as a part of a journal. The first byte says how: 0, the
 * rest is the file; otherwise the file is made from the rest, a base and records
 * whose checksums fit (or, now and then, not), so that what stands in them is
 * looked at too. What is good must be read again alike, and a file cut short
 * must give the first of the same records. */
#include "fuzz.h"

#include "base/checksum.h"
#include "base/mem.h"
#include "base/pack.h"
#include "store/journal_inner.h"

#define SALT 0x5041524147524146

static void add_u64(struct str *out, uint64_t v)
{
	pack_i64(out, (int64_t)v);
}

static void add_head(struct str *out, struct span base)
{
	str_adds(out, JOURNAL_MAGIC);
	add_u64(out, SALT);
	add_u64(out, 1900000000000);
	add_u64(out, base.n);
	add_u64(out, checksum(base.p, base.n, SALT));
	add_u64(out, checksum(out->buf, out->len, 0));
	str_addspan(out, base);
}

/* A length, a payload; a length over 250 is a fault of a kind of its own. */
static void add_record(struct str *out, struct fuzz_input *in, uint32_t *seq)
{
	size_t n = fuzz_number(in, 256);
	struct span payload = fuzz_bytes(in, n % 64);
	struct str body = STR_INIT;

	if (n > 250) {
		*seq += (uint32_t)(n - 250);
		str_addspan(out, payload);
		return;
	}
	pack_u32(&body, (uint32_t)payload.n);
	str_addspan(&body, payload);
	pack_u32(out, (uint32_t)checksum(body.buf, body.len, SALT) + ++*seq * JOURNAL_MIX);
	str_addspan(out, str_span(&body));
	str_release(&body);
}

static struct str file_of(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct str out = STR_INIT;
	uint32_t seq = 0;

	if (fuzz_number(&in, 256) == 0) {
		str_addspan(&out, span_make(in.p, in.n));
		return out;
	}
	add_head(&out, fuzz_bytes(&in, fuzz_number(&in, 64)));
	while (in.n > 0)
		add_record(&out, &in, &seq);
	return out;
}

/* Steps through the part; `text` gets what it says, to compare. */
static void walk(const struct journal_part *p, struct str *text)
{
	struct journal_reader r = {.part = p};
	struct journal_record rec;
	uint64_t n = 0;

	while (journal_next(&r, &rec)) {
		FUZZ_CHECK(rec.seq == ++n && r.at <= p->good);
		str_addf(text, "%d %lld\n", (int)rec.type, (long long)rec.ms);
		FUZZ_CHECK(rec.type != JOURNAL_OP || rec.op.kind != TEXT_OP_GROUP || rec.op.n > 0);
		for (size_t i = 0; rec.type == JOURNAL_OP && i < rec.op.n; i++)
			str_addspan(text, rec.op.edit[i].ins);
	}
	FUZZ_CHECK(n == p->records);
	FUZZ_CHECK(n == 0 || r.ms == p->ended);
	journal_reader_release(&r);
}

static void check(struct span file, struct str *says, uint64_t *records)
{
	struct journal_part p = {.number = 1, .dir = mem_strdup("/nowhere")};
	struct text *t;
	size_t cursor = 0;

	str_addspan(&p.bytes, file);
	journal_part_take(&p);
	*records = p.records;
	walk(&p, says);
	t = journal_replay(&p, INT64_MAX, &cursor);
	FUZZ_CHECK((t == NULL) == (p.state == JOURNAL_ABSENT));
	if (t) {
		FUZZ_CHECK(cursor <= text_bytes(t).n);
		FUZZ_CHECK(p.good <= file.n && (p.good == file.n) == (p.state == JOURNAL_WHOLE));
		FUZZ_CHECK(p.typed.len <= 2 * file.n);
		while (text_undo(t, &cursor))
			;
		text_free(t);
		t = journal_replay(&p, p.began, NULL);
		FUZZ_CHECK(t != NULL);
	}
	text_free(t);
	journal_part_release(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str file = file_of(data, size), all = STR_INIT, some = STR_INIT;
	uint64_t n, fewer;
	size_t cut = size ? data[size - 1] % (file.len + 1) : 0;

	check(str_span(&file), &all, &n);
	check(span_sub(str_span(&file), 0, file.len - cut), &some, &fewer);
	FUZZ_CHECK(fewer <= n);
	FUZZ_CHECK(some.len <= all.len && span_eq(span_sub(str_span(&all), 0, some.len), str_span(&some)));
	str_release(&file);
	str_release(&all);
	str_release(&some);
	return 0;
}
