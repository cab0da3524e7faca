/* folder: a file that is there, one that is not, and the draft against its version. */
#include "jobs/folder.h"

#include "base/fs.h"
#include "test.h"

static void put(const char *folder, const char *name, const char *text)
{
	char *path = fs_join(folder, name), *dir = fs_dirname(path);

	CHECK_INT(fs_mkdirs(dir, NULL), 0);
	CHECK_INT(fs_write_atomic(path, text, strlen(text), 0600, NULL), 0);
	free(dir);
	free(path);
}

TEST(files_below_the_folder)
{
	char *dir = test_folder();
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	put(dir, "justering/logg", "rad\n");
	CHECK(folder_has(dir, "justering/logg"));
	CHECK(!folder_has(dir, "justering/delar"));
	CHECK_INT(folder_read(dir, "justering/logg", &s, &err), 0);
	CHECK_INT(folder_read_any(dir, "justering/logg", &s, &err), 0);
	CHECK_SPAN(str_span(&s), "rad\nrad\n");
	CHECK_INT(folder_read_any(dir, "justering/delar", &s, &err), 0);
	CHECK_SPAN(str_span(&s), "rad\nrad\n");
	CHECK(folder_read(dir, "justering/delar", &s, &err) != 0);
	CHECK(*err.msg);
	str_release(&s);
	free(dir);
}

TEST(the_draft_against_its_version)
{
	char *dir = test_folder();
	struct err err = ERR_INIT;

	CHECK(folder_check_saved(dir, SPAN_LIT("text\n"), &err) != 0);
	put(dir, "protokoll.md", "text\n");
	CHECK_INT(folder_check_saved(dir, SPAN_LIT("text\n"), &err), 0);
	CHECK(folder_check_saved(dir, SPAN_LIT("text"), &err) != 0);
	CHECK_INT(err.code, ERR_MOVED);
	free(dir);
}
