/* Markdown: golden text, and that it reads back as the same words. */
#include "out/render.h"

TEST(golden)
{
	static const char *const drafts[] = {
	        "vasterbotten", "norrbotten", "vasternorrland", "sammanfattning", "motionssvar",
	        "fjallval"};

	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++) {
		const struct out_options o = {.draft = i == 0};
		char *path = str_format("tests/out/prov/%s.md", drafts[i]), *d = read_all(path);
		char *text = render_text(d, NULL, OUT_MD, &o),
		     *name = str_format("%s.facit.md", drafts[i]);

		check_golden(name, text);
		CHECK(!strstr(text, "\n\n\n"));
		CHECK(!strstr(text, "\\\n"));
		CHECK(!strstr(text, "   \n"));
		free(name);
		free(text);
		free(d);
		free(path);
	}
}

TEST(marks_are_escaped)
{
	static const char draft[] =
	        "---\ntyp: protokoll\n---\n\n# § 1 Stjärna \\* och \\[klammer\\]\n\n"
	        "\\- 40 milj. **fet** *kursiv* [länk](u) [[lucka]] \\# a\n\n| a\\|b | c "
	        "|\n|---|---|\n| 1 | 2 |\n";
	char *text = render_text(draft, "vasternorrland", OUT_MD, NULL);

	CHECK(strstr(text, "## § 1 Stjärna \\* och \\[klammer]\n"));
	CHECK(strstr(text, "\\- 40 milj. **fet** *kursiv* [länk](u) \\[lucka] # a\n"));
	CHECK(strstr(text, "| a\\|b | c |\n|---|---|\n| 1 | 2 |\n"));
	free(text);
}
