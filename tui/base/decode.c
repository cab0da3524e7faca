/* decode: see decode.h. Tables and loops; knows nothing of what the text is. */
#include "base/decode.h"

#include "base/u8.h"

/* Windows-1252 for 0x80-0x9F; 0: not assigned. */
static const uint16_t cp1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static void add_cp(struct str *out, int32_t cp)
{
	char buf[4];
	size_t n = u8_encode(cp, buf);

	if (n)
		str_add(out, buf, n);
	else
		str_adds(out, "\xEF\xBF\xBD");
}

int32_t decode_windows_byte(unsigned char byte)
{
	if (byte < 0x80 || byte >= 0xA0)
		return byte;
	return cp1252[byte - 0x80] ? cp1252[byte - 0x80] : 0xFFFD;
}

void decode_add_windows(struct str *out, struct span bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		add_cp(out, decode_windows_byte((unsigned char)bytes.p[i]));
}

bool decode_looks_windows(struct span bytes)
{
	if (u8_valid(bytes.p, bytes.n, NULL))
		return false;
	for (size_t i = 0; i < bytes.n;) {
		int32_t cp;
		size_t n = u8_decode(bytes.p + i, bytes.n - i, &cp);

		if (n > 1)
			return false;
		i += n;
	}
	return true;
}

bool decode_utf16(struct span bytes, struct str *out)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	bool little;

	if (bytes.n < 2 || !((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
		return false;
	little = p[0] == 0xFF;
	for (size_t i = 2; i + 1 < bytes.n; i += 2) {
		int32_t u = little ? p[i] | p[i + 1] << 8 : p[i] << 8 | p[i + 1];

		if (u >= 0xD800 && u < 0xDC00 && i + 3 < bytes.n) {
			int32_t v = little ? p[i + 2] | p[i + 3] << 8 : p[i + 2] << 8 | p[i + 3];

			if (v >= 0xDC00 && v < 0xE000) {
				u = 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00);
				i += 2;
			}
		}
		add_cp(out, u);
	}
	return true;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void decode_quoted_printable(struct str *out, struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		struct span rest = span_from(text, i);
		size_t blanks = 1;

		if (rest.p[0] != '=') {
			str_addc(out, rest.p[0]);
			continue;
		}
		if (rest.n > 2 && hex(rest.p[1]) >= 0 && hex(rest.p[2]) >= 0) {
			str_addc(out, (char)(hex(rest.p[1]) << 4 | hex(rest.p[2])));
			i += 2;
			continue;
		}
		/* a soft line break, with the blanks that were put on on the way */
		while (blanks < rest.n && (rest.p[blanks] == ' ' || rest.p[blanks] == '\t' || rest.p[blanks] == '\r'))
			blanks++;
		if (blanks >= rest.n || rest.p[blanks] == '\n')
			i += blanks;
		else
			str_addc(out, '=');
	}
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void decode_base64(struct str *out, struct span text)
{
	unsigned bits = 0;
	int have = 0;

	for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
		int v = base64_value(text.p[i]);

		if (v < 0)
			continue;
		bits = bits << 6 | (unsigned)v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			str_addc(out, (char)(bits >> have & 0xFF));
		}
	}
}
