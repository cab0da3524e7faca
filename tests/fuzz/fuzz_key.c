/* fuzz_key: any bytes through the key decoder, whole and in two parts (the
 * first byte says where), give the same events and always come to an end. */
#include "fuzz.h"

#include "ui/key.h"

static size_t drain(struct key_decoder *d, int64_t now, struct str *out)
{
	struct event ev;
	size_t n = 0;

	while (key_decoder_next(d, now, &ev)) {
		n++;
		str_addf(out, "%d ", (int)ev.type);
		if (ev.type == EVENT_KEY)
			key_add_name(out, ev.key);
		if (ev.type == EVENT_PASTE)
			str_addspan(out, ev.paste);
		if (ev.type == EVENT_MOUSE)
			str_addf(out, "%d,%d,%d", ev.row, ev.col, ev.button);
	}
	return n;
}

static struct str decode(const char *p, size_t n, size_t split)
{
	struct key_decoder d;
	struct str out = STR_INIT;

	key_decoder_init(&d, NULL, 0);
	key_decoder_feed(&d, p, split, 1000);
	drain(&d, 1000, &out);
	key_decoder_feed(&d, p + split, n - split, 1000);
	drain(&d, 1000, &out);
	for (int64_t now = 100000; drain(&d, now, &out) > 0; now += 10000)
		;
	FUZZ_CHECK(key_decoder_timeout(&d, 10000000) == -1);
	key_decoder_release(&d);
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data + 1;
	struct str whole, parts;

	if (size < 2)
		return 0;
	whole = decode(p, size - 1, 0);
	parts = decode(p, size - 1, data[0] % (size - 1));
	FUZZ_CHECK(span_eq(str_span(&whole), str_span(&parts)));
	str_release(&whole);
	str_release(&parts);
	return 0;
}
