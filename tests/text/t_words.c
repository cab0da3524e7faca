/* words: a text cut in pieces. */
#include "text/words.h"

#include "test.h"

/* The pieces, each in bars, a blank as "_". */
static char *cut(struct span text)
{
	struct words_piece p = {.text = text};
	struct str out = STR_INIT;
	size_t end = 0;

	while (words_next(&p)) {
		CHECK_INT(p.at.at, end);
		CHECK(p.at.n > 0);
		CHECK_INT(p.blank, words_blank(text, p.at.at));
		end = p.at.at + p.at.n;
		str_addc(&out, '|');
		if (p.blank)
			str_addc(&out, '_');
		else
			str_addspan(&out, span_sub(text, p.at.at, p.at.n));
	}
	CHECK_INT(end, text.n);
	CHECK(!words_next(&p));
	return str_take(&out);
}

static void check_cut(struct span text, const char *want)
{
	char *got = cut(text);

	CHECK_STR(got, want);
	free(got);
}

TEST(words_and_each_other_character)
{
	check_cut(SPAN_LIT("Kl. 14.30, EU:s hälso- och"), "|Kl|.|_|14.30|,|_|EU:s|_|hälso-|_|och");
	check_cut(SPAN_LIT("**x** 5 %"), "|*|*|x|*|*|_|5|_|%");
	check_cut(SPAN_LIT("§§"), "|§|§");
}

TEST(blanks_and_ends_of_lines)
{
	check_cut(SPAN_LIT("a\r\nb\n\n\tc\xC2\xA0" "d"), "|a|_|b|_|_|_|c|_|d");
	CHECK(!words_blank(SPAN_LIT("\x1b"), 0));
	CHECK(!words_blank(SPAN_LIT("\xFF"), 0));
}

TEST(any_bytes)
{
	check_cut(SPAN_NONE, "");
	check_cut(SPAN_LIT(""), "");
	check_cut(SPAN_LIT("a\xFF\xC3 \xE2\x80"), "|a|\xFF|\xC3|_|\xE2|\x80");
	/* a letter with its mark behind it is one piece */
	check_cut(SPAN_LIT("sa\xCC\x88g!\xCC\x88."), "|sa\xCC\x88g|!\xCC\x88|.");
	/* what joins on to a following letter does not reach into the word */
	check_cut(SPAN_LIT("\xD8\x80" "1"), "|\xD8\x80|1");
}
