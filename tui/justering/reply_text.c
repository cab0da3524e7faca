/* reply_text: the bytes that came back as clean text. Knows encodings and control
 * characters, nothing of what is said. */
#include "base/decode.h"
#include "base/u8.h"
#include "justering/reply_inner.h"

#include <stdlib.h>
#include <string.h>

static bool has(struct span draft, struct span bytes)
{
	return draft.n >= bytes.n && memmem(draft.p, draft.n, bytes.p, bytes.n);
}

/* What is no part of any word: marks that programs put in when text is copied. Not
 * those that the draft itself has. */
static bool falls_away(struct span draft, int32_t cp, struct span bytes)
{
	static const int32_t none[] = {0xFEFF, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (cp == none[i])
			return !has(draft, bytes);
	return false;
}

/* One character of the text; false: it may not stand in one. */
static bool add_char(struct str *out, struct span draft, struct span at, int32_t cp, size_t n)
{
	if (cp < 0)
		decode_add_windows(out, span_sub(at, 0, 1));
	else if (cp == '\r')
		str_adds(out, at.n > 1 && at.p[1] == '\n' ? "" : "\n");
	else if (cp == '\n' || cp == '\f' || cp == 0x2028 || cp == 0x2029)
		str_adds(out, cp == 0x2029 ? "\n\n" : "\n");
	else if (falls_away(draft, cp, span_sub(at, 0, n)))
		;
	else if (u8_blank(cp))
		str_addc(out, ' ');
	else if (cp == 0x2011 && !has(draft, span_sub(at, 0, n)))
		str_addc(out, '-');
	else if (u8_control(cp) && !(cp > 0x9F && has(draft, span_sub(at, 0, n))))
		return false;
	else
		str_add(out, at.p, n);
	return true;
}

static int refuse(struct span text, size_t at, int32_t cp, struct err *err)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += text.p[i] == '\n' || (text.p[i] == '\r' && text.p[i + 1] != '\n');
	return err_set(err, ERR_INPUT, "rad %d: styrtecknet U+%04X får inte finnas i ett svar; spara svaret som ren text",
		line, (unsigned)cp);
}

static int clean(struct str *out, struct span draft, struct span text, struct err *err)
{
	for (size_t i = 0, n; i < text.n; i += n) {
		int32_t cp;

		n = u8_decode(text.p + i, text.n - i, &cp);
		if (!add_char(out, draft, span_from(text, i), cp, n))
			return refuse(text, i, cp, err);
	}
	return 0;
}

/* Files that hold text, but are none: named, since that is what people send. */
static int check_kind(struct span bytes, struct err *err)
{
	static const struct {
		const char *begins, *what;
	} kinds[] = {
		{"PK\x03\x04", "ett dokument från ett ordbehandlingsprogram (eller ett annat zip-arkiv)"},
		{"\xD0\xCF\x11\xE0", "ett äldre Word-dokument"},
		{"%PDF-", "en PDF"},
		{"{\\rtf", "ett RTF-dokument"},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (span_starts(bytes, kinds[i].begins))
			return err_set(err, ERR_INPUT, "svaret är %s, som inte kan läsas ännu; spara det som ren text och ta emot det",
				kinds[i].what);
	return 0;
}

int reply_clean(struct str *out, struct span draft, struct span bytes, struct err *err)
{
	struct str mail = STR_INIT, text = STR_INIT, nice = STR_INIT;
	size_t n;
	char *nfc;
	int rc;

	if (bytes.n > REPLY_MOST)
		return err_set(err, ERR_INPUT, "svaret är på %zu megabyte; högst %d tas emot", bytes.n >> 20,
			REPLY_MOST >> 20);
	if (check_kind(bytes, err))
		return -1;
	if (reply_mail_body(&mail, bytes))
		bytes = str_span(&mail);
	if (!decode_utf16(bytes, &text)) {
		if (decode_looks_windows(bytes))
			decode_add_windows(&text, bytes);
		else
			str_addspan(&text, bytes);
	}
	rc = clean(&nice, draft, str_span(&text), err);
	if (rc == 0) {
		nfc = u8_nfc(str_c(&nice), nice.len, &n);
		str_add(out, nfc, n);
		free(nfc);
	}
	str_release(&mail);
	str_release(&text);
	str_release(&nice);
	return rc;
}
