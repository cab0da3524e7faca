/* t_sha256: the examples of FIPS 180-4 and lengths round a block. */
#include "base/sha256.h"

#include "test.h"

TEST(known_answers)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	char hex[65];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		sha256_hex(span_of(rows[i].text), hex);
		CHECK_STR(hex, rows[i].want);
	}
	sha256_hex(SPAN_NONE, hex);
	CHECK_STR(hex, rows[0].want);
}

TEST(a_million)
{
	struct str s = STR_INIT;
	char hex[65];

	str_addrep(&s, "a", 1000000);
	sha256_hex(str_span(&s), hex);
	CHECK_STR(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	str_release(&s);
}
