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

TEST(decode_and_encode_agree)
{
	char buf[4];

	for (int32_t cp = 0; cp < 0x110000; cp += cp < 0x3000 ? 1 : 97) {
		size_t n = u8_encode(cp, buf);
		int32_t back = -2;

		if (cp >= 0xD800 && cp < 0xE000) {
			CHECK_INT(n, 0);
			continue;
		}
		CHECK(n > 0 && u8_decode(buf, n, &back) == n && back == cp);
	}
	CHECK_INT(u8_encode(-1, buf), 0);
	CHECK_INT(u8_encode(0x110000, buf), 0);
}

TEST(invalid_bytes_are_one_character_each)
{
	static const char *const bad[] = {"\xFF", "\xC3", "\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
		"\xE2\x82", "\xF8\x88\x80\x80\x80"};
	size_t at = 99;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK(!u8_valid(bad[i], strlen(bad[i]), &at) && at == 0);
		CHECK_INT(u8_count(bad[i], strlen(bad[i])), strlen(bad[i]));
		CHECK_INT(u8_next(bad[i], strlen(bad[i]), 0), 1);
		CHECK_INT(u8_width(bad[i], strlen(bad[i])), strlen(bad[i]));
	}
	CHECK(!u8_valid("a\xC3(", 3, &at) && at == 1);
	CHECK(u8_valid(NULL, 0, NULL));
}

TEST(nothing_at_all)
{
	struct str s = STR_INIT;
	struct range r;
	char *p;
	size_t n = 9;

	CHECK_INT(u8_next(NULL, 0, 0), 0);
	CHECK_INT(u8_prev(NULL, 0, 5), 0);
	CHECK_INT(u8_snap(NULL, 0, 5), 0);
	CHECK_INT(u8_width(NULL, 0), 0);
	CHECK_INT(u8_fit(NULL, 0, 5), 0);
	CHECK(!u8_word(NULL, 0, 0, &r));
	CHECK(u8_is_nfc(NULL, 0));
	p = u8_fold(NULL, 0, &n);
	CHECK(n == 0 && *p == '\0');
	free(p);
	p = u8_nfc(NULL, 0, &n);
	CHECK(n == 0 && *p == '\0');
	free(p);
	u8_add_upper_first(&s, SPAN_NONE);
	u8_add_plain(&s, SPAN_NONE);
	u8_add_upper(&s, SPAN_NONE);
	CHECK_STR(str_c(&s), "");
	str_release(&s);
}

TEST(nfc_composes_and_keeps_what_is_broken)
{
	static const struct {
		const char *in, *want;
	} row[] = {
		{"Fo\xCC\x88rslag a\xCC\x8A", "Förslag å"},
		{"a\xFFo\xCC\x88\xC3", "a\xFFö\xC3"},
		{"ren text", "ren text"},
		{"\xE2\x84\xAB", "Å"}, /* the angstrom sign */
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		size_t n;
		char *p = u8_nfc(row[i].in, strlen(row[i].in), &n);

		CHECK_STR(p, row[i].want);
		CHECK_INT(n, strlen(row[i].want));
		CHECK_INT(u8_is_nfc(row[i].in, strlen(row[i].in)), strcmp(row[i].in, row[i].want) == 0);
		CHECK(u8_is_nfc(p, n));
		free(p);
	}
	CHECK(u8_is_nfc("å\xFF", 3)); /* broken bytes are kept, so nothing would change */
}

TEST(fit)
{
	const char *s = "a日o\xCC\x88z";

	CHECK_INT(u8_fit(s, strlen(s), 0), 0);
	CHECK_INT(u8_fit(s, strlen(s), 2), 1); /* half a wide one does not fit */
	CHECK_INT(u8_fit(s, strlen(s), 3), 4);
	CHECK_INT(u8_fit(s, strlen(s), 4), 7);
	CHECK_INT(u8_fit(s, strlen(s), 99), 8);
}

TEST(cases)
{
	struct str s = STR_INIT;

	u8_add_upper_first(&s, span_of("åre by"));
	u8_add_lower_first(&s, span_of("Ärende"));
	u8_add_upper(&s, span_of("å\xFFz"));
	u8_add_upper_first(&s, span_of("\xFFz"));
	CHECK_STR(str_c(&s), "Åre byärendeÅ\xFFZ\xFFz");
	str_release(&s);
}

TEST(plain_names_survive_broken_bytes)
{
	struct str s = STR_INIT;

	u8_add_plain(&s, span_of("A\xFF å-9/b\nc\tÖ"));
	CHECK_STR(str_c(&s), "a-a-9bco");
	str_release(&s);
}

TEST(word_bounds)
{
	static const struct {
		const char *s, *want; /* words parted by | */
	} row[] = {
		{"", ""},
		{" . , ", ""},
		{"hälso- och sjukvård", "hälso-|och|sjukvård"},
		{"slut-", "slut-"},
		{"in- och ut-\nbetalning", "in-|och|ut-|betalning"},
		{"-a", "a"},
		{"a--b", "a|b"},
		{"d’Art O'Hara", "d’Art|O'Hara"},
		{"1,5 % och 3/4", "1,5|och|3/4"},
		{"kl.10", "kl|10"},
		{"o\xCC\x88" "rn", "o\xCC\x88" "rn"},
		{"\xCC\x88 a", "a"},  /* a mark alone is no word */
		{"a\xFF" "b", "a|b"},
		{"väl\xC2\xAD" "fungerande", "väl\xC2\xAD" "fungerande"},
		{"§ 12–14", "12|14"},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct str got = STR_INIT;
		struct range r = {0, 0};

		while (u8_word(row[i].s, strlen(row[i].s), r.at + r.n, &r)) {
			if (got.len)
				str_addc(&got, '|');
			str_add(&got, row[i].s + r.at, r.n);
		}
		CHECK_STR(str_c(&got), row[i].want);
		str_release(&got);
	}
}

/* Backwards finds the bounds that forwards from the start finds, on any bytes. */
TEST(clusters_agree_in_both_directions)
{
	static const char *const piece[] = {"a", "\r", "\n", "\r\n", "\xCC\x88", "\xFF", "\xC3", "å", "日",
		"\xF0\x9F\x87\xB8", "\xF0\x9F\x91\xA9", "\xE2\x80\x8D", "\xE1\x84\x80", "\xE1\x85\xA1", "\xD8\x80",
		"\xE0\xA4\x95", "\xE0\xA5\x8D"};
	unsigned long seed = 8;

	for (int i = 0; i < 2000; i++) {
		struct str s = STR_INIT;
		size_t last = 0, n = 1 + test_random(&seed) % 12;
		size_t few = i % 4 ? 17 : i % 20 ? 2 : 1;
		const char *const *from = i % 4 ? piece : piece + 9;

		if (i % 10 == 0)
			n *= 20; /* longer than any step back */
		while (n-- > 0)
			str_adds(&s, from[test_random(&seed) % few]);
		while (last < s.len) {
			size_t next = u8_next(s.buf, s.len, last);

			CHECK(next > last && next <= s.len);
			CHECK_INT(u8_prev(s.buf, s.len, next), last);
			for (size_t at = last; at < next; at++)
				CHECK_INT(u8_snap(s.buf, s.len, at), last);
			last = next;
		}
		str_release(&s);
	}
}

TEST(controls_never_reach_a_terminal)
{
	static const int32_t bad[] = {0, 7, 27, 0x7F, 0x80, 0x9B, 0x2028, 0x202E, 0x2066, 0xFEFF, 0x200E, 0x61C};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(u8_control(bad[i]));
	CHECK(!u8_control('a') && !u8_control(0xA0) && !u8_control(0xAD) && !u8_control(0xE5));
}

TEST(plain_words)
{
	struct str s = STR_INIT;

	u8_add_plain_word(&s, SPAN_LIT("ha\xCC\x88lso\xE2\x80\x91 va\xC2\xADrd"));
	CHECK_STR(str_c(&s), "hälso- vard");
	str_clear(&s);
	u8_add_plain_word(&s, SPAN_LIT("a\xFF"));
	CHECK_SPAN(str_span(&s), "a\xFF");
	str_release(&s);
}
