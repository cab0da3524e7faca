/* t_repo_files: files of justering/ beside the text, an author who is not the one
 * who makes the version, and work files after an interrupted save. */
#include "store/repo_serve.h"

#include "meeting.h"

static struct store_file file(const char *name, const char *text)
{
	return (struct store_file){(char *)(uintptr_t)name, text ? span_of(text) : SPAN_NONE};
}

TEST(names_a_version_may_hold)
{
	static const char *const good[] = {"justering/logg", "justerat/protokoll.md", "justerat/del-1/manifest", "justering/del-1/å.sig"};
	static const char *const bad[] = {"justering", "justering/", "justering/../x", "justerat/del-1/a/b", "justering//x",
		"protokoll.md", "/justering/x", "justering/.git", "justering/a\nb", "justering/a\\b", "justerat/.dold/x", ""};
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct store_file f = file(good[i], "x\n");

		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = &f, .nfiles = 1}), 0);
	}
	CHECK_INT(m.a.nr, 5);
	CHECK_GIT(&m);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct store_file f = file(bad[i], "x\n");

		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = &f, .nfiles = 1}), -1);
		CHECK_INT(m.err.code, ERR_USAGE);
	}
	meeting_free(&m);
}

TEST(an_empty_folder_goes_with_its_last_file)
{
	struct meeting m = meeting_new();
	struct store_file f = file("justering/del-1/manifest", "x\n");

	meeting_create(&m, "ett\n");
	meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = &f, .nfiles = 1});
	f.bytes = SPAN_NONE;
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = &f, .nfiles = 1}), 0);
	CHECK_SHELL(&m, "ls justering", "=0\n");
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(author_and_who_made_it)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "Nämnden beslutar.\n\nAndra stycket.\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .who = "Finn Dahl", .author = "Bo Lind (M)",
		.kind = KIND_ACCEPTED, .number = 3, .text = SPAN_LIT("Nämnden avslår.\n\nAndra stycket.\n")}), 0);
	CHECK_SHELL(&m, "git log -1 --format='%an|%cn|%s'", "Bo Lind (M)|Finn Dahl|Förslag 3 godtaget\n=0\n");
	CHECK_SHELL(&m, "git blame --first-parent --line-porcelain protokoll.md | grep '^author '",
		"author Bo Lind (M)\nauthor Sekreterare\nauthor Sekreterare\n=0\n");
	meeting_run(&m, (struct store_request){.op = STORE_HISTORY});
	CHECK_STR(m.a.version[0].who, "Bo Lind (M)");
	CHECK_STR(m.a.version[0].by, "Finn Dahl");
	CHECK_STR(m.a.version[1].by, "Sekreterare");
	/* another program's text is nobody's suggestion */
	meeting_write(&m, "protokoll.md", "något annat\n");
	meeting_run(&m, (struct store_request){.op = STORE_SAVE, .author = "Bo Lind (M)", .text = SPAN_LIT("mitt\n")});
	CHECK_SHELL(&m, "git log -1 --format='%an|%cn'", "Annat program|Annat program\n=0\n");
	meeting_free(&m);
}

TEST(an_interrupted_save_is_finished)
{
	struct meeting m = meeting_new();
	struct store_file f[2] = {file("justering/logg", "1\n"), file("justering/svar-1.txt", "svar\n")};

	meeting_create(&m, "ett\n");
	meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = f, .nfiles = 2});
	f[0].bytes = SPAN_LIT("1\n2\n");
	f[1].bytes = SPAN_NONE;
	meeting_run(&m, (struct store_request){.op = STORE_SAVE, .file = f, .nfiles = 2});
	/* as it was before the work files followed */
	meeting_write(&m, "justering/logg", "1\n");
	meeting_write(&m, "justering/svar-1.txt", "svar\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_SHELL(&m, "cat justering/*; ls justering", "1\n2\nlogg\n=0\n");
	CHECK_GIT(&m);
	/* what somebody else wrote is not touched */
	meeting_write(&m, "justering/logg", "eget\n");
	meeting_run(&m, (struct store_request){.op = STORE_OPEN});
	CHECK_SHELL(&m, "cat justering/logg", "eget\n=0\n");
	meeting_free(&m);
}
