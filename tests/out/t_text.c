/* Text: golden pages of each style, and what holds for every page. */
#include "out/render.h"

#include "base/u8.h"

static const char *const drafts[] = {
        "vasterbotten", "norrbotten", "vasternorrland", "sammanfattning", "motionssvar"};
enum { DRAFTS = sizeof drafts / sizeof *drafts };

static char *draft(const char *name)
{
	char *path = str_format("tests/out/prov/%s.md", name), *text = read_all(path);

	free(path);
	return text;
}

/* Lines of at most 80 columns, pages of at most 66 lines, UTKAST on each, no
 * trailing blanks, no control characters but newline and form feed. */
static void check_pages(const char *text, bool is_draft)
{
	struct span rest = span_of(text), page, line;

	while (rest.p && span_split(&rest, "\f", &page)) {
		int lines = 0;

		if (is_draft)
			CHECK(span_find(page, "UTKAST", 0) < 20);
		else
			CHECK(span_find(page, "UTKAST", 0) == (size_t)-1);
		while (page.n && span_line(&page, &line)) {
			lines++;
			CHECK(u8_width(line.p, line.n) <= 80);
			CHECK(!line.n || line.p[line.n - 1] != ' ');
			for (size_t at = 0; at < line.n;) {
				int32_t cp;

				at += u8_decode(line.p + at, line.n - at, &cp);
				CHECK(cp >= 0 && !u8_control(cp));
			}
		}
		CHECK(lines <= 66);
	}
}

TEST(golden)
{
	for (int i = 0; i < DRAFTS; i++) {
		const struct out_options o = {.draft = i % 2 == 0};
		char *d = draft(drafts[i]), *text = render_text(d, NULL, OUT_TXT, &o);
		char *name = str_format("%s.txt", drafts[i]);

		check_golden(name, text);
		check_pages(text, o.draft);
		free(name);
		free(text);
		free(d);
	}
}

TEST(each_draft_in_each_style)
{
	static const char *const styles[] = {
	        "grund", "vasterbotten", "norrbotten", "vasternorrland"};

	for (int i = 0; i < DRAFTS; i++)
		for (size_t k = 0; k < sizeof styles / sizeof *styles; k++) {
			const struct out_options o = {.draft = true};
			char *d = draft(drafts[i]), *a = render_text(d, styles[k], OUT_TXT, &o);
			char *b = render_text(d, styles[k], OUT_TXT, &o);

			check_pages(a, true);
			CHECK_STR(a, b);
			free(a);
			free(b);
			free(d);
		}
}

TEST(private_things_are_not_printed)
{
	char *d = draft("vasterbotten"), *text = render_text(d, NULL, OUT_TXT, NULL);

	CHECK(!strstr(text, "fråga Gun"));
	CHECK(!strstr(text, "yrkar avslag"));
	CHECK(!strstr(text, "[["));
	CHECK(strstr(text, "[Gun skickar siffran för helåret]"));
	free(text);
	free(d);
}

TEST(one_paragraph)
{
	const struct out_options o = {.only_nr = 13, .one_page = true}, none = {.only_nr = 99};
	char *d = draft("vasterbotten"), *text = render_text(d, NULL, OUT_TXT, &o);
	struct protocol *p = protocol_parse(span_of(d));
	struct err err = ERR_INIT;
	struct style *s = style_load("grund", NULL, NULL, &err);
	struct str out = STR_INIT;

	CHECK(strstr(text, "§ 13 Mobil skötsel"));
	CHECK(!strstr(text, "§ 12"));
	CHECK(!strchr(text, '\f'));
	CHECK_INT(out_render(p, s, OUT_TXT, &none, &out, NULL, &err), -1);
	CHECK_STR(err.msg, "§ 99 finns inte: protokollet har §§ 11–13");
	str_release(&out);
	style_free(s);
	protocol_free(p);
	free(text);
	free(d);
}

TEST(odd_input)
{
	static const char *const texts[] = {"", "\n", "# § 1", "---\n", "\xff\xfe",
	        "# § 1 x\n\n## Beslut = Förslag till beslut\n", "# § 1 a\x1b[31mb\n\ntext\a\x9b\n",
	        "# § 1 x\n\n|a|\n|-|\n", "---\ntyp: motionssvar\n---\n# Förslag till beslut\n",
	        "# § 99999999999999999999 x\n",
	        "# § 1 x\n\n## Reservation\n\n- : \n\n## Omröstning\n\nJa:\n"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int f = 0; f < OUT_FORMATS; f++) {
			const struct out_options o = {.draft = true};
			char *text = render_text(texts[i], "norrbotten", (enum out_format)f, &o);

			if (f == OUT_TXT)
				check_pages(text, true);
			CHECK(!strchr(text, '\033'));
			free(text);
		}
}
