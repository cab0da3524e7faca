/* fs: files, and what is left when a call fails. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "test.h"

/* The real calls, but the one numbered `fail_at` fails with `why`. `calls` counts. */
static int calls, fail_at, why;

static bool fails(void)
{
	if (++calls != fail_at)
		return false;
	errno = why;
	return true;
}

static int my_open(const char *path, int flags, mode_t mode)
{
	return fails() ? -1 : open(path, flags, mode);
}

static ssize_t my_write(int fd, const void *p, size_t n)
{
	if (fails())
		return -1;
	return write(fd, p, n > 3 ? 3 : n); /* short writes are no failure */
}

static int my_fsync(int fd)
{
	return fails() ? -1 : fsync(fd);
}

static int my_rename(const char *from, const char *to)
{
	return fails() ? -1 : rename(from, to);
}

static int my_mkdir(const char *path, mode_t mode)
{
	return fails() ? -1 : mkdir(path, mode);
}

/* Taking away the temp file is not what these tests fail. */
static const struct fs_calls failing = {my_open, my_write, my_fsync, my_rename, unlink, my_mkdir, ftruncate, fdatasync};

static char *content(const char *path)
{
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	if (fs_read(path, &s, &err))
		str_adds(&s, err.msg);
	return str_take(&s);
}

static size_t files_in(const char *dir)
{
	struct strlist names = {NULL, 0, 0};
	struct err err = ERR_INIT;
	size_t n;

	CHECK_INT(fs_list(dir, &names, &err), 0);
	n = names.n;
	strlist_release(&names);
	return n;
}

TEST(write_and_read)
{
	struct err err = ERR_INIT;
	char *dir = test_folder(), *path = fs_join(dir, "protokoll.md"), *s;

	CHECK_INT(fs_write_atomic(path, "ett\0två", 8, 0600, &err), 0);
	s = content(path);
	CHECK(memcmp(s, "ett\0två", 9) == 0);
	free(s);
	CHECK_INT(fs_write_atomic(path, NULL, 0, 0600, &err), 0);
	s = content(path);
	CHECK_STR(s, "");
	CHECK_INT(files_in(dir), 1);
	CHECK(fs_mtime(path) > 0);
	free(s);
	free(path);
	free(dir);
}

TEST(mode_is_kept_whatever_the_umask)
{
	struct err err = ERR_INIT;
	char *dir = test_folder(), *path = fs_join(dir, "f");
	mode_t old = umask(077);
	struct stat st;

	CHECK_INT(fs_write_atomic(path, "a", 1, 0600, &err), 0);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0600);
	CHECK(chmod(path, 0664) == 0);
	CHECK_INT(fs_write_atomic(path, "b", 1, 0600, &err), 0);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 07777) == 0664);
	umask(old);
	free(path);
	free(dir);
}

TEST(a_call_that_fails_leaves_the_old_file)
{
	static const int reason[] = {ENOSPC, EIO, EACCES};
	char *dir = test_folder(), *path = fs_join(dir, "protokoll.md");
	struct err err = ERR_INIT;
	int done = 0;

	CHECK_INT(fs_write_atomic(path, "gammalt", 7, 0600, &err), 0);
	fs_use_calls(&failing);
	for (int n = 1; !done; n++) {
		char *s;
		int rc;

		calls = 0;
		fail_at = n;
		why = reason[n % 3];
		rc = fs_write_atomic(path, "nytt och längre", 16, 0600, &err);
		done = calls < n;
		s = content(path);
		CHECK_INT(rc, done ? 0 : -1);
		CHECK_INT(files_in(dir), 1); /* no temp file */
		/* the last two calls sync the folder: the new file stands, the loss of
		 * power could still take it, and that is said */
		if (n < 9)
			CHECK_STR(s, "gammalt");
		if (!done) {
			CHECK_INT(err.code, ERR_SYSTEM);
			CHECK(strstr(err.msg, "protokoll.md") && strstr(err.msg, err_reason(why)));
		}
		free(s);
	}
	/* open, 6 writes, fsync, rename, open, fsync; and one more that never came */
	CHECK_INT(fail_at, 12);
	fs_use_calls(NULL);
	free(path);
	free(dir);
}

TEST(interrupted_calls_are_made_again)
{
	char *dir = test_folder(), *path = fs_join(dir, "f");
	struct err err = ERR_INIT;

	fs_use_calls(&failing);
	why = EINTR;
	for (fail_at = 2; fail_at < 5; fail_at++) {
		calls = 0;
		CHECK_INT(fs_write_atomic(path, "abcdef", 6, 0600, &err), 0);
	}
	fs_use_calls(NULL);
	free(path);
	free(dir);
}

TEST(read_says_why_not)
{
	struct err err = ERR_INIT;
	struct str s = STR_INIT;
	char *dir = test_folder(), *path = fs_join(dir, "saknas");

	CHECK_INT(fs_read(path, &s, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK(strstr(err.msg, "finns inte"));
	CHECK_INT(fs_read(dir, &s, &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(fs_read("/dev/zero", &s, &err), -1);
	CHECK_INT(err.code, ERR_INPUT);
	CHECK_INT(fs_read("", &s, &err), -1);
	CHECK_INT(s.len, 0);
	str_release(&s);
	free(path);
	free(dir);
}

TEST(folders)
{
	struct err err = ERR_INIT;
	char *dir = test_folder(), *deep = fs_join(dir, "a/b//c/"), *file = fs_join(dir, "fil");
	char *below = fs_join(file, "x");

	CHECK_INT(fs_mkdirs(deep, &err), 0);
	CHECK_INT(fs_mkdirs(deep, &err), 0);
	CHECK(fs_is_dir(deep) && fs_exists(deep));
	CHECK_INT(fs_mkdirs("/", &err), 0);
	CHECK_INT(fs_mkdirs("", &err), -1);
	CHECK_INT(fs_write_atomic(file, "x", 1, 0600, &err), 0);
	CHECK(!fs_is_dir(file));
	CHECK_INT(fs_mkdirs(file, &err), -1);
	CHECK_INT(fs_mkdirs(below, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK_INT(fs_write_atomic(below, "x", 1, 0600, &err), -1);
	CHECK_INT(files_in(dir), 2);
	CHECK_INT(fs_remove(file, &err), 0);
	CHECK_INT(fs_remove(file, &err), 0);
	CHECK_INT(fs_remove(dir, &err), -1);
	CHECK(!fs_exists(file));
	CHECK_INT(fs_mtime(file), -1);
	free(deep);
	free(file);
	free(below);
	free(dir);
}

TEST(list_is_sorted)
{
	struct err err = ERR_INIT;
	struct strlist names = {NULL, 0, 0};
	char *dir = test_folder();
	static const char *const name[] = {"b", "å", "a", ".gömd"};

	for (int i = 0; i < 4; i++) {
		char *path = fs_join(dir, name[i]);

		CHECK_INT(fs_write_atomic(path, "", 0, 0600, &err), 0);
		free(path);
	}
	CHECK_INT(fs_list(dir, &names, &err), 0);
	CHECK_INT(names.n, 4);
	CHECK_STR(names.v[0], ".gömd");
	CHECK_STR(names.v[3], "å");
	strlist_release(&names);
	CHECK_INT(fs_list("/finns/inte", &names, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	free(dir);
}

TEST(copy)
{
	struct err err = ERR_INIT;
	char *dir = test_folder(), *a = fs_join(dir, "a"), *b = fs_join(dir, "b"), *s;

	CHECK_INT(fs_copy(a, b, &err), -1);
	CHECK_INT(err.code, ERR_NOT_FOUND);
	CHECK_INT(fs_write_atomic(a, "å", 2, 0600, &err), 0);
	CHECK_INT(fs_copy(a, b, &err), 0);
	s = content(b);
	CHECK_STR(s, "å");
	free(s);
	free(a);
	free(b);
	free(dir);
}

TEST(paths)
{
	static const struct {
		const char *path, *dir, *base;
	} row[] = {
		{"a", ".", "a"}, {"a/b", "a", "b"}, {"/a", "/", "a"}, {"/", "/", ""},
		{"a/", ".", ""}, {"/a/b/", "/a", ""}, {"", ".", ""},
	};
	static const struct {
		const char *a, *b, *want;
	} joined[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "b"}, {"a", "/b", "/b"}, {"/", "b", "/b"}};
	char *s;

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		s = fs_dirname(row[i].path);
		CHECK_STR(s, row[i].dir);
		CHECK_STR(fs_basename(row[i].path), row[i].base);
		free(s);
	}
	for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++) {
		s = fs_join(joined[i].a, joined[i].b);
		CHECK_STR(s, joined[i].want);
		free(s);
	}
	s = fs_absolute("x");
	CHECK(s[0] == '/' && span_ends(span_of(s), "/x"));
	free(s);
	s = fs_absolute("/x");
	CHECK_STR(s, "/x");
	free(s);
	s = fs_absolute(".");
	CHECK(s[0] == '/' && !span_ends(span_of(s), "."));
	free(s);
}

TEST(beside_and_never_over)
{
	char *dir = test_folder(), *stem = fs_join(dir, "utkast.annan"), *path = NULL, *link;
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_beside(stem, ".md", SPAN_LIT("ett"), &path, &err), 0);
	CHECK_STR(fs_basename(path), "utkast.annan.md");
	free(path);
	CHECK_INT(fs_write_beside(stem, ".md", SPAN_LIT("två"), &path, &err), 0);
	CHECK_STR(fs_basename(path), "utkast.annan-2.md");
	free(path);
	/* what stands there already is not written again */
	CHECK_INT(fs_write_beside(stem, ".md", SPAN_LIT("ett"), &path, &err), 0);
	CHECK_STR(fs_basename(path), "utkast.annan.md");
	free(path);
	link = fs_join(dir, "utkast.annan-3.md");
	CHECK_INT(symlink("ingenstans", link), 0);
	CHECK_INT(fs_write_beside(stem, ".md", SPAN_LIT(""), &path, &err), 0);
	CHECK_STR(fs_basename(path), "utkast.annan-4.md");
	free(path);
	free(link);
	free(stem);
	stem = fs_join(dir, "saknas/x");
	CHECK_INT(fs_write_beside(stem, "", SPAN_LIT("ett"), &path, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	free(stem);
	free(dir);
}

TEST(a_file_that_is_added_to)
{
	char *dir = test_folder(), *path = fs_join(dir, "f"), *sub = fs_join(dir, "s"), *s;
	int fd = fs_open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL, 0600);
	struct stat st;

	CHECK(fd >= 0);
	CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	CHECK_INT(fs_append(fd, "abcdefgh", 8), 0);
	CHECK_INT(fs_cut(fd, 3), 0);
	CHECK_INT(fs_append(fd, "xy", 2), 0);
	CHECK_INT(fs_datasync(fd), 0);
	CHECK_INT(fs_sync_folder(path), 0);
	s = content(path);
	CHECK_STR(s, "abcxy");
	free(s);
	close(fd);
	CHECK_INT(fs_mkdir(sub), 0);
	CHECK(stat(sub, &st) == 0 && (st.st_mode & 077) == 0);
	CHECK_INT(fs_mkdir(sub), -1);
	CHECK_INT(errno, EEXIST);
	free(sub);
	free(path);
	free(dir);
}

TEST(adding_and_a_call_that_fails)
{
	char *dir = test_folder(), *path = fs_join(dir, "f");
	int fd = fs_open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);

	calls = 0;
	fail_at = 1;
	why = EINTR;
	fs_use_calls(&failing);
	CHECK_INT(fs_append(fd, "abcdefgh", 8), 0); /* three bytes at a time, once interrupted */
	CHECK_INT(calls, 4);
	calls = 0;
	fail_at = 2;
	why = ENOSPC;
	CHECK_INT(fs_append(fd, "abcdefgh", 8), -1);
	CHECK_INT(errno, ENOSPC);
	fs_use_calls(NULL);
	CHECK_INT(lseek(fd, 0, SEEK_END), 8 + 3); /* for the caller to cut back */
	close(fd);
	free(path);
	free(dir);
}

/* A pipe or a device that was named is written to; it is never put aside for a file. */
TEST(write_what_is_no_file)
{
	char *dir = test_folder(), *path = fs_join(dir, "pipe"), got[8] = "";
	struct err err = ERR_INIT;
	struct stat st;
	int fd;

	CHECK_INT(mkfifo(path, 0600), 0);
	fd = open(path, O_RDONLY | O_NONBLOCK);
	CHECK(fd >= 0);
	CHECK_INT(fs_write_atomic(path, "ett", 3, 0600, &err), 0);
	CHECK_INT(read(fd, got, sizeof got - 1), 3);
	CHECK_STR(got, "ett");
	CHECK(lstat(path, &st) == 0 && S_ISFIFO(st.st_mode));
	close(fd);
	free(path);
	free(dir);
}
