/* paths: what the environment says, and what stands beside the program. */
#include "base/paths.h"

#include "base/fs.h"
#include "test.h"

#define CHECK_PATH(call, want) \
	do { \
		char *path_ = call; \
		CHECK_STR(path_, want); \
		free(path_); \
	} while (0)

TEST(environment_first)
{
	setenv("PARAGRAF_DATA", "/data", 1);
	CHECK_PATH(paths_data("templates"), "/data/templates");
	CHECK_PATH(paths_data(""), "/data");
	setenv("PARAGRAF_ARKIV", "/arkiv", 1);
	CHECK_PATH(paths_archive(), "/arkiv");
	setenv("XDG_CONFIG_HOME", "/konf", 1);
	CHECK_PATH(paths_config("tema"), "/konf/paragraf/tema");
}

TEST(home_otherwise)
{
	setenv("HOME", "/hem", 1);
	unsetenv("PARAGRAF_ARKIV");
	setenv("XDG_CONFIG_HOME", "", 1);
	CHECK_PATH(paths_archive(), "/hem/Protokoll");
	CHECK_PATH(paths_config(""), "/hem/.config/paragraf");
	unsetenv("HOME");
	CHECK_PATH(paths_archive(), "/Protokoll");
}

/* Without PARAGRAF_DATA: the checkout the test program was built in, or, when
 * it has no templates, the installed place. */
TEST(data_near_the_program)
{
	const char *top = getenv("TOP");
	char *grund, *got;

	unsetenv("PARAGRAF_DATA");
	got = paths_data("templates");
	grund = fs_join(top ? top : ".", "templates/grund");
	if (top && fs_is_dir(grund)) {
		char *want = fs_join(top, "templates");

		CHECK_STR(got, want);
		free(want);
	} else {
		CHECK(got[0] == '/' && span_ends(span_of(got), "templates"));
	}
	free(got);
	free(grund);
}

TEST(archive_of_a_meeting)
{
	char *dir = test_folder(), *meeting = fs_join(dir, "2031-04-09-fb"), *draft = fs_join(meeting, "protokoll.md");
	char *slash = fs_join(meeting, "");
	struct err err = ERR_INIT;

	CHECK_INT(fs_mkdirs(meeting, &err), 0);
	CHECK_INT(fs_write_atomic(draft, "", 0, 0600, &err), 0);
	CHECK_PATH(paths_archive_of(meeting), dir);
	CHECK_PATH(paths_archive_of(draft), dir);
	CHECK_PATH(paths_archive_of(slash), dir);
	CHECK_INT(chdir(meeting), 0);
	CHECK_PATH(paths_archive_of("."), dir);
	CHECK_PATH(paths_archive_of("./"), dir);
	CHECK_PATH(paths_archive_of("./."), dir);
	CHECK_PATH(paths_archive_of("./protokoll.md"), dir);
	CHECK_PATH(paths_archive_of("../2031-04-09-fb"), dir);
	CHECK_PATH(paths_archive_of("../2031-04-09-fb/."), dir);
	CHECK_INT(fs_mkdirs("bilagor", &err), 0);
	CHECK_INT(chdir("bilagor"), 0);
	CHECK_PATH(paths_archive_of(".."), dir);
	CHECK_PATH(paths_archive_of("../protokoll.md"), dir);
	free(slash);
	free(draft);
	free(meeting);
	free(dir);
}
