/* Text: golden pages of each style, and what holds for every page. */
#include "out/render.h"

#include "base/u8.h"

static const char *const drafts[] = {
        "vasterbotten", "norrbotten", "vasternorrland", "sammanfattning", "motionssvar", "fjallval"};
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

/* House styles of other organs, made of data with the manual at hand. */
TEST(styles_from_outside)
{
	static const char *const styles[] = {"kommunstyrelse", "namnd", "fullmaktige"};

	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		const struct out_options o = {.draft = i != 0};
		char *dir = str_format("tests/out/stilar/%s", styles[i]);
		char *d = draft("stilprov"), *text = render_text(d, dir, OUT_TXT, &o);
		char *name = str_format("stilprov-%s.txt", styles[i]);

		check_golden(name, text);
		check_pages(text, o.draft);
		free(name);
		free(text);
		free(d);
		free(dir);
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

/* Takes the next word; bullets, form feeds, the draft mark and page
 * numbers are not words. */
static bool next_word(struct span *rest, struct span *word)
{
	static const char *const marks[] = {"•", "o", "-", "–"};
	bool skip;

	do {
		size_t at = 0;

		while (rest->n && strchr(" \n\f", rest->p[0]))
			*rest = span_from(*rest, 1);
		if (span_starts(*rest, "UTKAST") || span_starts(*rest, "Sida ")) {
			skip = span_line(rest, word);
			continue;
		}
		while (at < rest->n && !strchr(" \n\f", rest->p[at]))
			at++;
		*word = span_sub(*rest, 0, at);
		*rest = span_from(*rest, at);
		skip = false;
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			skip = skip || span_is(*word, marks[i]);
	} while (skip);
	return word->n > 0;
}

/* An .avskrift is what the published text says, written by hand from the description
 * of the style: the same words in the same order, nothing more. */
TEST(transcripts)
{
	static const char *const names[] = {"fjallval", "leder"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = str_format("tests/out/prov/%s.avskrift", names[i]);
		const struct out_options o = {.draft = true};
		char *d = draft(names[i]), *text = render_text(d, NULL, OUT_TXT, &o);
		char *published = read_all(path);
		struct span a = span_of(text), b = span_of(published), x, y;
		int n = 0;

		for (;;) {
			bool more_a = next_word(&a, &x), more_b = next_word(&b, &y);

			if (!more_a && !more_b)
				break;
			n++;
			CHECK(more_a && more_b);
			if (!more_a || !more_b)
				break;
			if (span_eq(x, y))
				continue;
			printf("%s: word %d is %.*s, not %.*s\n", path, n, SPAN_FMT(x), SPAN_FMT(y));
			CHECK_FAIL("not as published");
			break;
		}
		CHECK(n > 100);
		free(published);
		free(text);
		free(d);
		free(path);
	}
}

TEST(the_secretary_listed_twice_is_printed_once)
{
	char *text = render_text("---\ntyp: protokoll\nstil: vasternorrland\norgan: Rådet\n"
	                         "datum: 2031-04-09\ntjänstepersoner:\n  - Finn Dahl\n"
	                         "  - Ida Ro, utredare\nsekreterare:\n  - Finn Dahl\n---\n\n# § 1 A\n",
	        NULL, OUT_TXT, NULL);
	const char *first = strstr(text, "Finn Dahl");

	CHECK(strstr(text, "Tjänstepersoner\n    Finn Dahl sekreterare\n    Ida Ro utredare\n"));
	CHECK(first && strstr(first + 1, "Finn Dahl") > strstr(text, "Vid protokollet"));
	free(text);
}

TEST(no_style_takes_the_draft_mark_away)
{
	static const char *const words[] = {"", "utkast.text =\n", "utkast.text = Ej justerat\n"};
	static const char *const wants[] = {
	        "UTKAST – inte justerat", "UTKAST", "UTKAST – Ej justerat"};
	const struct out_options o = {.draft = true};

	char *top = test_folder();

	for (size_t i = 0; i < 3; i++) {
		char *dir = str_format("%s/stil%zu", top, i), *path = fs_join(dir, "stil");
		char *md, *txt, *want = str_format("%s\n", wants[i]);
		struct err err = ERR_INIT;

		CHECK_INT(fs_mkdirs(dir, &err), 0);
		CHECK_INT(fs_write_atomic(path, words[i], strlen(words[i]), 0644, &err), 0);
		txt = render_text("# § 1 A\n", dir, OUT_TXT, &o);
		md = render_text("# § 1 A\n", dir, OUT_MD, &o);
		CHECK(strstr(txt, want));
		CHECK(span_starts(span_of(md), want));
		free(txt);
		free(md);
		free(want);
		free(path);
		free(dir);
	}
	free(top);
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
