/* u8: clusters, widths, NFC, folding, words. */
#include "base/u8.h"

#include "test.h"

TEST(words_keep_their_hyphens)
{
	const char *s = "hälso- och EU:s 24/7-verksamhet kl. 14.30";
	const char *want[] = {"hälso-", "och", "EU:s", "24/7-verksamhet", "kl", "14.30"};
	struct range r = {0, 0};
	size_t at = 0;

	for (size_t i = 0; i < 6; i++) {
		CHECK(u8_word(s, strlen(s), at, &r));
		CHECK_SPAN(span_make(s + r.at, r.n), want[i]);
		at = r.at + r.n;
	}
	CHECK(!u8_word(s, strlen(s), at, &r));
}

TEST(fold_keeps_swedish_letters)
{
	char *a = u8_fold("ÅÄÖÉ", strlen("ÅÄÖÉ"), NULL);

	CHECK_STR(a, "åäöé");
	free(a);
}

TEST(clusters_and_widths)
{
	const char *s = "ao\xCC\x88" "日\xFF";

	CHECK_INT(u8_next(s, strlen(s), 1), 4);
	CHECK_INT(u8_prev(s, strlen(s), 4), 1);
	CHECK_INT(u8_width(s, strlen(s)), 1 + 1 + 2 + 1);
	CHECK_INT(u8_snap(s, strlen(s), 2), 1);
}

TEST(plain_names)
{
	struct str s = STR_INIT;

	u8_add_plain(&s, span_of("Förslag till beslut É"));
	CHECK_STR(str_c(&s), "forslag-till-beslut-e");
	str_release(&s);
}
