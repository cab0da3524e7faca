/* fuzz_reply: a draft and an answer, parted by a zero byte. Whatever came, the changes lie in
 * the draft, in order, apart from each other, and the draft as it was asks for nothing. */
#include "fuzz.h"

#include <string.h>

#include "base/u8.h"
#include "justering/packet.h"
#include "justering/reply.h"
#include "justering/sheet.h"

static void check(const struct reply *r, struct span base)
{
	const struct change *before = NULL;
	struct str out = STR_INIT;

	for (size_t i = 0; i < r->changes.n; i++) {
		const struct change *c = &r->changes.v[i];

		FUZZ_CHECK(c->at.at <= base.n && c->at.n <= base.n - c->at.at);
		FUZZ_CHECK(c->text);
		FUZZ_CHECK(!c->comment || !strchr(c->comment, '\n'));
		if (change_is_remark(c, base)) {
			FUZZ_CHECK(c->comment);
			continue;
		}
		FUZZ_CHECK(!before || before->at.at + before->at.n <= c->at.at);
		before = c;
	}
	FUZZ_CHECK(!r->none || r->changes.n == 0);
	changes_apply(&r->changes, base, &out);
	str_release(&out);
}

/* Sent and come back as it was. */
static void unchanged(struct span base, enum packet_form form)
{
	const struct packet_head h = {.meeting = "FB", .to = "Bo Lind (M)", .nr = 1, .version = 2,
		.id = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"};
	struct err err = ERR_INIT;
	struct str packet = STR_INIT;
	struct reply r;

	packet_write(&packet, form, base, &h);
	if (reply_read(&r, base, str_span(&packet), NULL, &err) == 0) {
		for (size_t i = 0; i < r.changes.n; i++)
			FUZZ_CHECK(change_is_remark(&r.changes.v[i], base));
		reply_release(&r);
	}
	str_release(&packet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct span base = fuzz_text(&in), bytes = fuzz_bytes(&in, in.n);
	struct err err = ERR_INIT;
	struct reply r;
	int rc = reply_read(&r, base, bytes, NULL, &err);

	FUZZ_CHECK(rc == 0 || (err.code == ERR_INPUT && err.msg[0]));
	if (rc == 0) {
		check(&r, base);
		reply_release(&r);
	}
	/* control characters and broken bytes are sent as something else */
	if (u8_valid(base.p, base.n, NULL) && u8_is_nfc(base.p, base.n) && span_find(base, "{", 0) == (size_t)-1 &&
		span_find(base, "}", 0) == (size_t)-1 && span_find(base, "TEXTEN", 0) == (size_t)-1 &&
		span_find(base, "EJ JUSTERAT", 0) == (size_t)-1 && span_find(base, "[", 0) == (size_t)-1)
		unchanged(base, PACKET_TXT);
	return 0;
}
