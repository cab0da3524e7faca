/* fuzz_pack: any bytes as a pack that somebody sent, and any entries in a pack whose
 * sum is right: versions, folders, texts and deltas of them. What is taken is whole. */
#include "fuzz.h"

#include <zlib.h>

#include "base/mem.h"
#include "base/u8.h"
#include "store/repo_incoming.h"

/* Takes three bytes of the input, and so many as they say. */
static void add_entry(struct str *pack, struct fuzz_input *in)
{
	int type = (int)fuzz_number(in, 8);
	size_t said = fuzz_number(in, 64), n = fuzz_number(in, 200);
	struct span bytes = type == PACK_OFS_DELTA || type == PACK_REF_DELTA ? fuzz_bytes(in, type == PACK_OFS_DELTA ? 1 : 20) : SPAN_NONE;
	struct span body = fuzz_bytes(in, n);
	size_t size = said ? body.n : body.n + 1; /* now and then it lies */
	uLongf packed = compressBound((uLong)body.n);
	unsigned char c = (unsigned char)((unsigned)type << 4 | (size & 15));
	char *buf = mem_alloc(packed);

	for (size_t rest = size >> 4; rest; rest >>= 7) {
		str_addc(pack, (char)(c | 128));
		c = rest & 127;
	}
	str_addc(pack, (char)c);
	str_addspan(pack, bytes);
	if (compress2((Bytef *)buf, &packed, (const Bytef *)(body.n ? body.p : ""), (uLong)body.n, 1) == Z_OK)
		str_add(pack, buf, packed);
	free(buf);
}

static void close_pack(struct str *pack, size_t n)
{
	unsigned char sha[20];

	pack->buf[11] = (char)n;
	digest_sha1(str_span(pack), sha);
	str_add(pack, (const char *)sha, sizeof sha);
}

static void check_taken(struct incoming *in)
{
	for (size_t i = 0; i < in->n; i++) {
		struct store_answer a = {0};
		struct err err = ERR_INIT;

		FUZZ_CHECK(in->v[i].type >= PACK_COMMIT && in->v[i].type < PACK_TAG);
		FUZZ_CHECK(in->v[i].bytes.len <= INCOMING_BLOB);
		if (incoming_answer(in, in->v[i].id, NULL, &a, &err) == 0)
			FUZZ_CHECK(u8_valid(str_c(&a.text), a.text.len, NULL) && strlen(a.id) == 40);
		else
			FUZZ_CHECK(err.code == ERR_INPUT);
		store_answer_release(&a);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const int started = git_libgit2_init(); /* its errors have a place of their own */
	struct fuzz_input f = fuzz_input(data, size);
	size_t how = fuzz_number(&f, 4), n = 0;
	struct incoming in = {0};
	struct str pack = STR_INIT;
	struct err err = ERR_INIT;

	FUZZ_CHECK(started > 0);
	str_add(&pack, "PACK\0\0\0\2\0\0\0\0", 12);
	if (how == 0) {
		str_clear(&pack);
		str_addspan(&pack, span_make(f.p, f.n));
	} else if (how == 1) {
		n = fuzz_number(&f, 8);
		str_addspan(&pack, span_make(f.p, f.n));
		close_pack(&pack, n);
	} else {
		for (; f.n && n < 100; n++)
			add_entry(&pack, &f);
		close_pack(&pack, n);
	}
	if (incoming_read_pack(&in, str_span(&pack), &err) == 0)
		check_taken(&in);
	else
		FUZZ_CHECK(err.code == ERR_INPUT);
	incoming_release(&in);
	str_release(&pack);
	git_libgit2_shutdown();
	return 0;
}
