/* The real drafts, exported as text, have the words of the published documents
 * in their order. Says so where the shared material is not. */
#include "out/render.h"

#define SHARED "../shared"

TEST(words_in_their_order)
{
	static const char *const names[] = {
	        "vasterbotten-protokoll", "norrbotten-protokoll", "vasterbotten-sammanfattning"};
	char *dir = test_folder();

	if (!fs_exists(SHARED "/bench/wordseq")) {
		printf("SKIP: " SHARED " saknas\n");
		free(dir);
		return;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct out_options o = {.draft = true};
		char *path = str_format(SHARED "/real/%s.md", names[i]), *draft = read_all(path);
		char *text = render_text(draft, NULL, OUT_TXT, &o),
		     *to = fs_join(dir, "export.txt");
		char *run = str_format("python3 " SHARED "/bench/wordseq --ignore " SHARED
		                       "/real/%s.ignore " SHARED "/real/%s.txt %s --min 0.998",
		        names[i], names[i], to);
		struct err err = ERR_INIT;

		CHECK_INT(fs_write_atomic(to, text, strlen(text), 0644, &err), 0);
		fflush(stdout);
		CHECK_INT(system(run), 0);
		free(run);
		free(to);
		free(text);
		free(draft);
		free(path);
	}
	free(dir);
}
