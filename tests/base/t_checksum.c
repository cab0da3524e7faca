/* checksum: the function others know by this name, and that each bit counts. */
#include "base/checksum.h"

#include "test.h"

/* The values are those of XXH3_64bits in the published implementation. */
TEST(is_xxh3)
{
	CHECK(checksum("", 0, 0) == 0x2D06800538D394C2u);
	CHECK(checksum(NULL, 0, 0) == checksum("", 0, 0));
	CHECK(checksum("a", 1, 0) == 0xE6C632B61E964E1Fu);
	CHECK(checksum("abc", 3, 0) == 0x78AF5F94892F3950u);
}

TEST(each_bit_and_the_seed_count)
{
	char s[300];
	uint64_t whole;

	for (size_t i = 0; i < sizeof s; i++)
		s[i] = (char)(i * 7);
	whole = checksum(s, sizeof s, 5);
	CHECK(whole != checksum(s, sizeof s, 6));
	CHECK(whole != checksum(s, sizeof s - 1, 5));
	for (size_t i = 0; i < 8 * sizeof s; i++) {
		s[i / 8] = (char)(s[i / 8] ^ 1 << i % 8);
		CHECK(checksum(s, sizeof s, 5) != whole);
		s[i / 8] = (char)(s[i / 8] ^ 1 << i % 8);
	}
	CHECK(checksum(s, sizeof s, 5) == whole);
}
