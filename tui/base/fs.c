/* fs: see fs.h. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define READ_MAX ((size_t)64 << 20)

static int real_open(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

static const struct fs_calls real_calls = {
	.open = real_open,
	.write = write,
	.fsync = fsync,
	.rename = rename,
	.unlink = unlink,
	.mkdir = mkdir,
	.ftruncate = ftruncate,
	.fdatasync = fdatasync,
};

static const struct fs_calls *calls = &real_calls; /* replaced by tests only */

void fs_use_calls(const struct fs_calls *opt_calls)
{
	calls = opt_calls ? opt_calls : &real_calls;
}

static int read_fd(int fd, const char *path, struct str *out, struct err *err)
{
	char buf[65536];

	for (;;) {
		ssize_t n = read(fd, buf, sizeof buf);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(err, ERR_INPUT, errno, "%s går inte att läsa", path);
		if (n == 0)
			return 0;
		if (out->len + (size_t)n > READ_MAX)
			return err_set(err, ERR_INPUT, "%s är större än 64 MiB och läses inte", path);
		str_add(out, buf, (size_t)n);
	}
}

int fs_read(const char *path, struct str *out, struct err *err)
{
	struct stat st;
	int fd, rc;

	if (strcmp(path, "-") == 0)
		return read_fd(STDIN_FILENO, "standard in", out, err);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_sys(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INPUT, errno,
			"%s går inte att läsa", path);
	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode)) {
		close(fd);
		return err_set(err, ERR_INPUT, "%s är ingen fil", path);
	}
	fcntl(fd, F_SETFL, 0);
	rc = read_fd(fd, path, out, err);
	close(fd);
	return rc;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = calls->write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		if (done == 0) {
			errno = ENOSPC;
			return -1;
		}
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

static int sync_fd(int fd)
{
	int rc;

	do
		rc = calls->fsync(fd);
	while (rc && errno == EINTR);
	return rc;
}

static int sync_dir(const char *path)
{
	char *dir = fs_dirname(path);
	int fd = calls->open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	int rc = -1;

	if (fd >= 0) {
		rc = sync_fd(fd);
		/* some file systems have no fsync of a folder; that is not a loss of data we can mend */
		if (rc && (errno == EINVAL || errno == ENOTSUP))
			rc = 0;
		close(fd);
	}
	free(dir);
	return rc;
}

/* To a pipe or a device: nothing may take its place. */
static int write_special(const char *path, const void *p, size_t n, struct err *err)
{
	int fd = calls->open(path, O_WRONLY | O_CLOEXEC, 0), why = 0;

	if (fd < 0)
		return err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
	if (write_all(fd, p, n))
		why = errno;
	if (close(fd) && why == 0)
		why = errno;
	return why ? err_sys(err, ERR_SYSTEM, why, "%s går inte att skriva", path) : 0;
}

int fs_write_atomic(const char *path, const void *p, size_t n, mode_t mode, struct err *err)
{
	char *tmp;
	struct stat st;
	bool there = stat(path, &st) == 0;
	int fd, rc = -1, why = 0;

	if (there && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
		return write_special(path, p, n, err);
	tmp = str_format("%s.ny-%ld", path, (long)getpid());
	if (there)
		mode = st.st_mode & 07777;
	fd = calls->open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0) {
		why = errno;
		goto out;
	}
	/* open's mode is cut by the umask; an old file keeps all of its own */
	if ((there && fchmod(fd, mode)) || write_all(fd, p, n) || sync_fd(fd)) {
		why = errno;
		close(fd);
		calls->unlink(tmp);
		goto out;
	}
	if (close(fd)) {
		why = errno;
		calls->unlink(tmp);
		goto out;
	}
	if (calls->rename(tmp, path)) {
		why = errno;
		calls->unlink(tmp);
		goto out;
	}
	if (sync_dir(path)) {
		why = errno;
		goto out;
	}
	rc = 0;
out:
	if (rc)
		err_sys(err, ERR_SYSTEM, why, "%s går inte att skriva", path);
	free(tmp);
	return rc;
}

int fs_open(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = calls->open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int fs_append(int fd, const void *p, size_t n)
{
	return write_all(fd, p, n);
}

int fs_cut(int fd, size_t size)
{
	int rc;

	do
		rc = calls->ftruncate(fd, (off_t)size);
	while (rc && errno == EINTR);
	return rc;
}

int fs_datasync(int fd)
{
	int rc;

	do
		rc = calls->fdatasync(fd);
	while (rc && errno == EINTR);
	return rc;
}

int fs_sync_folder(const char *path)
{
	return sync_dir(path);
}

int fs_mkdir(const char *path)
{
	return calls->mkdir(path, 0700);
}

static bool holds(const char *path, const struct stat *st, struct span bytes)
{
	struct str s = STR_INIT;
	bool same = S_ISREG(st->st_mode) && (size_t)st->st_size == bytes.n && fs_read(path, &s, NULL) == 0 &&
		    span_eq(str_span(&s), bytes);

	str_release(&s);
	return same;
}

int fs_write_beside(const char *stem, const char *ext, struct span bytes, char **out_path, struct err *err)
{
	for (int nr = 1;; nr++) {
		char *path = nr > 1 ? str_format("%s-%d%s", stem, nr, ext) : str_format("%s%s", stem, ext);
		struct stat st;
		/* a link that leads nowhere is something too */
		bool there = lstat(path, &st) == 0;

		if (there && !holds(path, &st, bytes)) {
			free(path);
			continue;
		}
		if (!there && fs_write_atomic(path, bytes.p, bytes.n, 0600, err)) {
			free(path);
			return -1;
		}
		*out_path = path;
		return 0;
	}
}

int fs_mkdirs(const char *path, struct err *err)
{
	char *copy = mem_strdup(path);
	int rc = 0;

	for (char *p = copy + 1; rc == 0 && *copy; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (calls->mkdir(copy, 0700) && errno != EEXIST)
			rc = err_sys(err, ERR_SYSTEM, errno, "mappen %s går inte att skapa", copy);
		*p = c;
		if (c == '\0')
			break;
	}
	if (rc == 0 && !fs_is_dir(path))
		rc = err_set(err, ERR_SYSTEM, "%s är ingen mapp", path);
	free(copy);
	return rc;
}

bool fs_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool fs_hidden(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 && errno == EACCES;
}

bool fs_may_write(const char *path)
{
	return access(path, W_OK) == 0;
}

bool fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int64_t fs_mtime(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_mtime : -1;
}

int fs_list(const char *path, struct strlist *out, struct err *err)
{
	DIR *d = opendir(path);
	struct dirent *e;

	if (!d)
		return err_sys(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INPUT, errno,
			"mappen %s går inte att läsa", path);
	while ((e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			strlist_add(out, e->d_name, strlen(e->d_name));
	closedir(d);
	strlist_sort(out);
	return 0;
}

int fs_remove(const char *path, struct err *err)
{
	if (calls->unlink(path) && errno != ENOENT)
		return err_sys(err, ERR_SYSTEM, errno, "%s går inte att ta bort", path);
	return 0;
}

int fs_copy(const char *from, const char *to, struct err *err)
{
	struct str s = STR_INIT;
	int rc = fs_read(from, &s, err);

	if (rc == 0)
		rc = fs_write_atomic(to, str_c(&s), s.len, 0600, err);
	str_release(&s);
	return rc;
}

char *fs_join(const char *a, const char *b)
{
	size_t n = strlen(a);

	if (b[0] == '/' || n == 0)
		return mem_strdup(b);
	return str_format("%s%s%s", a, a[n - 1] == '/' ? "" : "/", b);
}

char *fs_dirname(const char *path)
{
	const char *slash = strrchr(path, '/');

	while (slash && slash > path && slash[1] == '\0') {
		const char *p = slash;

		while (p > path && p[-1] != '/')
			p--;
		slash = p > path ? p - 1 : NULL;
	}
	if (!slash)
		return mem_strdup(".");
	return mem_dup(path, slash == path ? 1 : (size_t)(slash - path));
}

const char *fs_basename(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *fs_absolute(const char *path)
{
	char cwd[4096];

	if (path[0] == '/' || !getcwd(cwd, sizeof cwd))
		return mem_strdup(path);
	while (path[0] == '.' && (path[1] == '/' || !path[1]))
		path += path[1] ? 1 + strspn(path + 1, "/") : 1;
	return *path ? fs_join(cwd, path) : mem_strdup(cwd);
}
