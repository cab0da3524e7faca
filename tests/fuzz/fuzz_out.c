/* fuzz: any bytes as a draft are printed in a style: no line is wider than the
 * page, no page higher, nothing a terminal would obey. */
#include "fuzz.h"

#include "base/u8.h"
#include "out/out.h"

static void check_text(struct span text)
{
	struct span rest = text, page, line;

	while (rest.p && span_split(&rest, "\f", &page)) {
		int lines = 0;

		FUZZ_CHECK(span_find(page, "UTKAST", 0) != (size_t)-1);
		while (page.n && span_line(&page, &line)) {
			lines++;
			FUZZ_CHECK(u8_width(line.p, line.n) <= 80);
			for (size_t at = 0; at < line.n;) {
				int32_t cp;

				at += u8_decode(line.p + at, line.n - at, &cp);
				FUZZ_CHECK(cp >= 0 && !u8_control(cp));
			}
		}
		FUZZ_CHECK(lines <= 66);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const styles[] = {"grund", "vasterbotten", "norrbotten", "vasternorrland"};
	const struct out_options o = {.draft = true};
	struct fuzz_input in = fuzz_input(data, size);
	struct err err = ERR_INIT;
	struct style *s = style_load(styles[fuzz_number(&in, 4)], NULL, NULL, &err);
	struct protocol *p;
	struct str text = STR_INIT, md = STR_INIT;

	FUZZ_CHECK(s != NULL);
	p = protocol_parse(fuzz_bytes(&in, 20000));
	FUZZ_CHECK(out_render(p, s, OUT_TXT, &o, &text, NULL, &err) == 0);
	FUZZ_CHECK(out_render(p, s, OUT_MD, &o, &md, NULL, &err) == 0);
	check_text(str_span(&text));
	str_release(&text);
	str_release(&md);
	protocol_free(p);
	style_free(s);
	return 0;
}
