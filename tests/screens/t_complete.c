/* complete: the rest of a path. */
#include "test.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "screens/complete.h"

static void check(const char *typed, size_t n, const char *want)
{
	struct str out = STR_INIT;
	struct strlist names = {0};

	CHECK_INT(complete_path(span_of(typed), &out, &names), n);
	CHECK_STR(str_c(&out), want);
	strlist_release(&names);
	str_release(&out);
}

static void put(const char *dir, const char *name)
{
	char *path = fs_join(dir, name);
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_atomic(path, "x", 1, 0600, &err), 0);
	free(path);
}

TEST(paths)
{
	char *home = test_folder(), *sub = fs_join(home, "brev"), *whole, *full;
	struct err err = ERR_INIT;

	setenv("HOME", home, 1);
	CHECK_INT(fs_mkdirs(sub, &err), 0);
	put(sub, "svar-lind.txt");
	put(sub, "svar-holm.txt");
	put(sub, "åtta.md");
	put(sub, "åttio.md");
	put(sub, ".dold");
	check("~/br", 1, "~/brev/");
	check("~/brev/", 4, "~/brev/");
	check("~/brev/s", 2, "~/brev/svar-");
	check("~/brev/svar-l", 1, "~/brev/svar-lind.txt");
	check("~/brev/å", 2, "~/brev/ått");
	check("~/brev/.", 1, "~/brev/.dold");
	check("~/brev/x", 0, "~/brev/x");
	check("~/finns/inte/", 0, "~/finns/inte/");
	whole = str_format("%s/svar-h", sub);
	full = str_format("%s/svar-holm.txt", sub);
	check(whole, 1, full);
	free(whole);
	free(full);
	free(sub);
	free(home);
}

TEST(odd)
{
	check("~", 0, "~");
	check("\xFF", 0, "\xFF");
}
