/* settings: what is on or off, in a file of the user's own. */
#include "screens/settings.h"

#include "base/fs.h"
#include "base/paths.h"
#include "base/str.h"
#include "test.h"

static char *whole(void)
{
	char *file = paths_config("installningar");
	struct str s = STR_INIT;

	if (fs_read(file, &s, NULL) != 0)
		str_adds(&s, "none");
	free(file);
	return str_take(&s);
}

TEST(a_row_is_written_and_others_are_kept)
{
	char *home = test_folder(), *file, *s;
	static const char had[] = "# mina val\nskrivhjalp = på\nannat = 3\n";
	struct err err = ERR_INIT;

	setenv("HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	CHECK(settings_on("skrivhjalp", true));
	CHECK(!settings_on("skrivhjalp", false));
	CHECK_INT(settings_set("skrivhjalp", false, &err), 0);
	CHECK(!settings_on("skrivhjalp", true));
	file = paths_config("installningar");
	CHECK_INT(fs_write_atomic(file, had, sizeof had - 1, 0600, &err), 0);
	CHECK(settings_on("skrivhjalp", false));
	CHECK_INT(settings_set("skrivhjalp", false, &err), 0);
	s = whole();
	CHECK_STR(s, "# mina val\nannat = 3\nskrivhjalp = av\n");
	free(s);
	/* a folder where the file should stand: said, and nothing breaks */
	CHECK_INT(fs_remove(file, &err), 0);
	CHECK_INT(fs_mkdirs(file, &err), 0);
	CHECK(settings_on("skrivhjalp", true));
	CHECK(settings_set("skrivhjalp", false, &err) != 0);
	free(file);
	free(home);
}
