/* Bytes of an unknown origin become UTF-8. */
#include "base/decode.h"
#include "test.h"

static struct span S(const char *s)
{
	return span_of(s);
}

TEST(windows_bytes)
{
	struct str out = STR_INIT;

	decode_add_windows(&out, S("\x94" "F\xF6rslag\x94 \x96 100 \x80\x81"));
	CHECK_SPAN(str_span(&out), "”Förslag” – 100 €\xEF\xBF\xBD");
	CHECK_INT(decode_windows_byte('a'), 'a');
	CHECK(decode_looks_windows(S("f\xF6r")));
	CHECK(!decode_looks_windows(S("för")));
	CHECK(!decode_looks_windows(S("för f\xF6r"))); /* some of it is UTF-8 */
	CHECK(!decode_looks_windows(SPAN_NONE));
	str_release(&out);
}

TEST(utf16)
{
	struct str out = STR_INIT;

	CHECK(decode_utf16(span_make("\xFF\xFE\xE5\0\n\0\x3D\xD8\x00\xDE", 10), &out));
	CHECK_SPAN(str_span(&out), "å\n😀");
	str_clear(&out);
	CHECK(decode_utf16(span_make("\xFE\xFF\0\xE5\xD8\x3D", 6), &out));
	CHECK_SPAN(str_span(&out), "å\xEF\xBF\xBD"); /* half of a pair */
	CHECK(!decode_utf16(S("\xEF\xBB\xBFhej"), &out));
	CHECK(!decode_utf16(SPAN_NONE, &out));
	str_release(&out);
}

TEST(quoted_printable)
{
	struct str out = STR_INIT;

	decode_quoted_printable(&out, S("F=C3=B6rslag till be=\nslut=20=\r\n =3D 1=x=\n"));
	CHECK_SPAN(str_span(&out), "Förslag till beslut  = 1=x");
	str_clear(&out);
	decode_quoted_printable(&out, S("slut ="));
	decode_quoted_printable(&out, SPAN_NONE);
	CHECK_SPAN(str_span(&out), "slut ");
	str_release(&out);
}

TEST(base64)
{
	struct str out = STR_INIT;

	decode_base64(&out, S("RsO2cnNs\r\nYWc="));
	CHECK_SPAN(str_span(&out), "Förslag");
	str_clear(&out);
	decode_base64(&out, S("=\x80!"));
	CHECK_INT(out.len, 0);
	str_release(&out);
}
