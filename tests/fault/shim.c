/* shim: a preload library that makes the disk fail. What it does and its orders stand
 * in fault.h. It knows nothing of paragraf.
 *
 * Each operation is counted, made and logged under one lock of the whole run, so that
 * the log's order is the order in which things happened, across processes. */
#include "fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define HIGH_FD 500 /* out of the way of the program's own */

/* The one place of this library's state; a preload library has no other. */
static struct {
	bool ready;
	char tree[PATH_MAX];
	size_t ntree;
	struct fault_state *state;
	int lock, log;
	const char *what;
	unsigned long at;
	bool sticky;
	unsigned delay;
	char lie_kind;
	const char *lie_text;
} shim = {.lock = -1, .log = -1};

#define REAL(name) \
	static __typeof__(name) *real; \
	if (!real) \
		*(void **)&real = dlsym(RTLD_NEXT, #name)

static ssize_t real_write(int fd, const void *p, size_t n)
{
	REAL(write);
	return real(fd, p, n);
}

static int real_open(const char *path, int flags, mode_t mode)
{
	REAL(open);
	return real(path, flags, mode);
}

static int high(const char *path, int flags)
{
	int fd = real_open(path, flags | O_CLOEXEC, 0600), up;

	if (fd < 0)
		return -1;
	up = fcntl(fd, F_DUPFD_CLOEXEC, HIGH_FD);
	close(fd);
	return up;
}

static const char *order(const char *name)
{
	const char *s = getenv(name);

	return s && *s ? s : NULL;
}

__attribute__((constructor)) static void start(void)
{
	const char *tree = order("FAULT_TREE"), *state = order("FAULT_STATE"), *log = order("FAULT_LOG");
	const char *s;

	if (shim.ready || !tree || strlen(tree) >= sizeof shim.tree)
		return;
	shim.ntree = strlen(tree);
	memcpy(shim.tree, tree, shim.ntree + 1);
	shim.what = order("FAULT_DO");
	shim.at = (s = order("FAULT_AT")) ? strtoul(s, NULL, 10) : 0;
	shim.sticky = order("FAULT_STICKY") != NULL;
	shim.delay = (s = order("FAULT_DELAY")) ? (unsigned)strtoul(s, NULL, 10) : 0;
	s = order("FAULT_LIE");
	if (s && s[1] == ':') {
		shim.lie_kind = s[0];
		shim.lie_text = s + 2;
	}
	if (state) {
		shim.lock = high(state, O_RDWR);
		if (shim.lock >= 0)
			shim.state = mmap(NULL, sizeof *shim.state, PROT_READ | PROT_WRITE, MAP_SHARED, shim.lock, 0);
		if (shim.state == MAP_FAILED)
			shim.state = NULL;
	}
	if (log)
		shim.log = high(log, O_WRONLY | O_APPEND);
	shim.ready = true;
}

/* ------------------------------------------------------------------ paths */

/* Takes "//", "/./" and "/../" out of an absolute path, in place. */
static void normal(char *p)
{
	char *to = p;

	for (char *from = p; *from;) {
		size_t n = strcspn(from + 1, "/");

		if (n == 0 || (n == 1 && from[1] == '.'))
			;
		else if (n == 2 && from[1] == '.' && from[2] == '.')
			while (to > p && *--to != '/')
				;
		else {
			memmove(to, from, n + 1);
			to += n + 1;
		}
		from += n + 1;
	}
	*to = '\0';
}

static bool fd_path(int fd, char out[PATH_MAX])
{
	char link[64];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, out, PATH_MAX - 1);
	if (n <= 0)
		return false;
	out[n] = '\0';
	return out[0] == '/';
}

/* Below the tree? out: the path from there, "" for the tree itself. */
static bool inside(const char *path, char out[PATH_MAX])
{
	if (strncmp(path, shim.tree, shim.ntree) != 0 || (path[shim.ntree] && path[shim.ntree] != '/'))
		return false;
	snprintf(out, PATH_MAX, "%s", path[shim.ntree] ? path + shim.ntree + 1 : "");
	return true;
}

static bool name_inside(int dir, const char *name, char out[PATH_MAX])
{
	char whole[2 * PATH_MAX], base[PATH_MAX];

	if (!shim.ready || !name || strlen(name) >= PATH_MAX)
		return false;
	if (name[0] == '/')
		snprintf(whole, sizeof whole, "%s", name);
	else if (dir == AT_FDCWD ? getcwd(base, sizeof base) != NULL : fd_path(dir, base))
		snprintf(whole, sizeof whole, "%s/%s", base, name);
	else
		return false;
	normal(whole);
	return strlen(whole) < PATH_MAX && inside(whole, out);
}

static bool fd_inside(int fd, char out[PATH_MAX])
{
	char whole[PATH_MAX];

	return shim.ready && fd > 2 && fd < HIGH_FD && fd_path(fd, whole) && inside(whole, out);
}

/* ------------------------------------------------------------------- log */

static void log_bytes(const void *p, size_t n)
{
	while (n > 0) {
		ssize_t done = real_write(shim.log, p, n);

		if (done <= 0)
			_exit(98); /* a log with a hole proves nothing */
		p = (const char *)p + done;
		n -= (size_t)done;
	}
}

static void log_record(enum fault_kind kind, unsigned flag, const char *path, const char *path2, const void *data,
	size_t n)
{
	struct timespec t;
	struct fault_record r = {.kind = kind, .flag = flag, .npath = (uint32_t)strlen(path),
		.npath2 = (uint32_t)strlen(path2), .ndata = n};

	clock_gettime(CLOCK_MONOTONIC, &t);
	r.ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	log_bytes(&r, sizeof r);
	log_bytes(path, r.npath);
	log_bytes(path2, r.npath2);
	log_bytes(data, n);
}

/* With the bytes the file has now: what a sync makes lasting, however it was written. */
static void log_file(enum fault_kind kind, unsigned flag, const char *path, const char *path2)
{
	char whole[2 * PATH_MAX];
	struct stat st;
	char *p = NULL;
	size_t n = 0;
	int fd;

	snprintf(whole, sizeof whole, "%s/%s", shim.tree, *path2 ? path2 : path);
	fd = real_open(whole, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (p = malloc((size_t)st.st_size + 1))) {
		ssize_t got;

		while (n < (size_t)st.st_size && (got = read(fd, p + n, (size_t)st.st_size - n)) > 0)
			n += (size_t)got;
	} else if (fd >= 0 && S_ISDIR(st.st_mode)) {
		flag |= 1;
	}
	log_record(kind, flag, path, path2, p, n);
	free(p);
	if (fd >= 0)
		close(fd);
}

/* ------------------------------------------------------------- operations */

struct op {
	enum fault_kind kind;
	unsigned flag;
	const char *path, *path2;
};

enum { GO_ON = 0, SHORTER = -1, DO_NOTHING = -2 }; /* else an errno */

__attribute__((noreturn)) static void die(void)
{
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

static const struct {
	const char *name;
	int error;
	const char *refuses; /* the kinds such a disk goes on refusing */
} faults[] = {
	{"enospc", ENOSPC, "cwml"},
	{"edquot", EDQUOT, "cwml"},
	{"erofs", EROFS, "cwmlurt"},
	{"eio", EIO, "cwmlurtf"},
	{"short", SHORTER, "w"},
	{"torn", SHORTER, ""},
	{"kill", 0, ""},
	{"killall", 0, ""},
};

static bool is(const char *what)
{
	return shim.what && strcmp(shim.what, what) == 0;
}

/* Counts; GO_ON, SHORTER or the errno to fail with. May not return. */
static int judge(const struct op *op)
{
	struct fault_state *st = shim.state;
	unsigned long now;

	if ((is("short") || is("torn")) && op->kind != FAULT_WRITE)
		return GO_ON;
	now = atomic_fetch_add(&st->count, 1) + 1;
	if (!shim.what || !shim.at || now < shim.at || (now > shim.at && !shim.sticky))
		return GO_ON;
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		if (!is(faults[i].name) || (now > shim.at && !strchr(faults[i].refuses, (char)op->kind)))
			continue;
		/* a full disk still opens the files that are there */
		if (now > shim.at && op->kind == FAULT_CREATE && op->flag != 1 && faults[i].error != EROFS)
			continue;
		if (atomic_fetch_add(&st->hits, 1) == 0)
			snprintf(st->what, sizeof st->what, "%c %.400s%s%.400s (%ld)", (char)op->kind, op->path,
				*op->path2 ? " -> " : "", op->path2, (long)getpid());
		if (is("killall"))
			atomic_store(&st->dead, 1);
		if (is("kill") || is("killall"))
			die();
		return faults[i].error;
	}
	return GO_ON;
}

static int begin(const struct op *op)
{
	if (shim.delay && op->kind == FAULT_SYNC)
		usleep(shim.delay * 1000);
	if (shim.lie_kind == (char)op->kind && strstr(op->path, shim.lie_text))
		return DO_NOTHING;
	if (!shim.state)
		return GO_ON;
	while (flock(shim.lock, LOCK_EX) && errno == EINTR)
		;
	if (atomic_load(&shim.state->dead))
		die();
	return judge(op);
}

static void finish(const struct op *op, bool done)
{
	int error = errno;

	if (done && shim.log >= 0 && op->kind != FAULT_WRITE) {
		if (op->kind == FAULT_SYNC || op->kind == FAULT_RENAME || op->kind == FAULT_TRUNCATE)
			log_file(op->kind, op->flag, op->path, op->path2);
		else
			log_record(op->kind, op->flag, op->path, op->path2, "", 0);
	}
	if (shim.state)
		flock(shim.lock, LOCK_UN);
	errno = error;
}

/* Makes the operation `call` (an expression that is < 0 when it fails) on (op). */
#define RUN(op, call) \
	__extension__({ \
		int verdict_ = begin(&(op)); \
		__typeof__(call) rc_; \
		if (verdict_ > 0) { \
			errno = verdict_; \
			rc_ = -1; \
		} else if (verdict_ == DO_NOTHING) { \
			rc_ = 0; \
		} else { \
			rc_ = (call); \
		} \
		if (verdict_ != DO_NOTHING) \
			finish(&(op), rc_ >= 0); \
		rc_; \
	})

static bool there(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* ------------------------------------------------------------------- open */

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
	char path[PATH_MAX];
	struct op op = {FAULT_CREATE, 0, path, ""};

	REAL(openat);
	if (!(flags & (O_CREAT | O_WRONLY | O_RDWR | O_TRUNC)) || !name_inside(dir, name, path))
		return real(dir, name, flags, mode);
	op.flag = !there(dir, name) ? 1 : flags & O_TRUNC ? 2 : 0;
	return RUN(op, real(dir, name, flags, mode));
}

static mode_t mode_of(int flags, va_list ap)
{
	return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? (mode_t)va_arg(ap, int) : 0;
}

#define WITH_MODE(last, flags, call) \
	va_list ap; \
	mode_t mode; \
	va_start(ap, last); \
	mode = mode_of(flags, ap); \
	va_end(ap); \
	return call

int open(const char *name, int flags, ...)
{
	WITH_MODE(flags, flags, open_at(AT_FDCWD, name, flags, mode));
}

int open64(const char *name, int flags, ...)
{
	WITH_MODE(flags, flags, open_at(AT_FDCWD, name, flags | O_LARGEFILE, mode));
}

int openat(int dir, const char *name, int flags, ...)
{
	WITH_MODE(flags, flags, open_at(dir, name, flags, mode));
}

int openat64(int dir, const char *name, int flags, ...)
{
	WITH_MODE(flags, flags, open_at(dir, name, flags | O_LARGEFILE, mode));
}

int creat(const char *name, mode_t mode)
{
	return open_at(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int creat64(const char *name, mode_t mode)
{
	return open_at(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC | O_LARGEFILE, mode);
}

/* What a program built with _FORTIFY_SOURCE calls. */
int __open_2(const char *name, int flags);
int __open64_2(const char *name, int flags);
int __openat_2(int dir, const char *name, int flags);
int __openat64_2(int dir, const char *name, int flags);

int __open_2(const char *name, int flags)
{
	return open_at(AT_FDCWD, name, flags, 0);
}

int __open64_2(const char *name, int flags)
{
	return open_at(AT_FDCWD, name, flags | O_LARGEFILE, 0);
}

int __openat_2(int dir, const char *name, int flags)
{
	return open_at(dir, name, flags, 0);
}

int __openat64_2(int dir, const char *name, int flags)
{
	return open_at(dir, name, flags | O_LARGEFILE, 0);
}

/* The name is made in the call: counted as what it is, logged when it is known. */
int mkstemp(char *name)
{
	char path[PATH_MAX];
	struct op op = {FAULT_CREATE, 1, path, ""};
	int verdict, fd;

	REAL(mkstemp);
	if (!name_inside(AT_FDCWD, name, path))
		return real(name);
	verdict = begin(&op);
	if (verdict > 0) {
		finish(&op, false);
		errno = verdict;
		return -1;
	}
	fd = real(name);
	if (name_inside(AT_FDCWD, name, path))
		finish(&op, fd >= 0);
	return fd;
}

int mkstemp64(char *name)
{
	return mkstemp(name);
}

/* ------------------------------------------------------------------ write */

/* What the program says: in its place among the operations. */
static void said(const void *p, size_t n)
{
	if (!shim.state)
		return;
	while (flock(shim.lock, LOCK_EX) && errno == EINTR)
		;
	if (atomic_load(&shim.state->dead))
		die();
	if (shim.log >= 0)
		log_record(FAULT_SAID, 0, "", "", p, n);
	flock(shim.lock, LOCK_UN);
}

ssize_t write(int fd, const void *p, size_t n)
{
	char path[PATH_MAX];
	struct op op = {FAULT_WRITE, 0, path, ""};
	ssize_t rc = 0;
	int verdict;

	if (fd == STDOUT_FILENO && shim.ready)
		said(p, n);
	if (!fd_inside(fd, path))
		return real_write(fd, p, n);
	verdict = begin(&op);
	if (verdict == DO_NOTHING)
		return (ssize_t)n;
	if (verdict <= 0)
		rc = real_write(fd, p, verdict == SHORTER && n > 1 ? n / 2 : n);
	if (verdict == SHORTER && is("torn")) {
		atomic_store(&shim.state->dead, 1);
		die();
	}
	finish(&op, verdict <= 0 && rc >= 0);
	if (verdict > 0)
		errno = verdict;
	return verdict > 0 ? -1 : rc;
}

static ssize_t write_at(int fd, const void *p, size_t n, off_t at)
{
	char path[PATH_MAX];
	struct op op = {FAULT_WRITE, 0, path, ""};

	REAL(pwrite);
	if (!fd_inside(fd, path))
		return real(fd, p, n, at);
	return RUN(op, real(fd, p, verdict_ == SHORTER && n > 1 ? n / 2 : n, at));
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	return write_at(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	return write_at(fd, p, n, at);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
	char path[PATH_MAX];
	struct op op = {FAULT_WRITE, 0, path, ""};

	REAL(writev);
	if (!fd_inside(fd, path))
		return real(fd, v, n);
	/* the first part alone is a short one */
	return RUN(op, real(fd, v, verdict_ == SHORTER ? 1 : n));
}

static int sync_fd(int fd, int (*real)(int fd))
{
	char path[PATH_MAX];
	struct op op = {FAULT_SYNC, 0, path, ""};

	if (!fd_inside(fd, path))
		return real(fd);
	return RUN(op, real(fd));
}

int fsync(int fd)
{
	REAL(fsync);
	return sync_fd(fd, real);
}

int fdatasync(int fd)
{
	REAL(fdatasync);
	return sync_fd(fd, real);
}

int ftruncate(int fd, off_t n)
{
	char path[PATH_MAX];
	struct op op = {FAULT_TRUNCATE, 0, path, ""};

	REAL(ftruncate);
	if (!fd_inside(fd, path))
		return real(fd, n);
	return RUN(op, real(fd, n));
}

int ftruncate64(int fd, off64_t n)
{
	return ftruncate(fd, n);
}

/* ------------------------------------------------------------------ names */

static int rename_at(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	char path[PATH_MAX], path2[PATH_MAX];
	struct op op = {FAULT_RENAME, 0, path, path2};

	REAL(renameat2);
	if (!name_inside(from_dir, from, path) || !name_inside(to_dir, to, path2))
		return real(from_dir, from, to_dir, to, flags);
	return RUN(op, real(from_dir, from, to_dir, to, flags));
}

int rename(const char *from, const char *to)
{
	return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
	return rename_at(from_dir, from, to_dir, to, 0);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
	return rename_at(from_dir, from, to_dir, to, flags);
}

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
	char path[PATH_MAX], path2[PATH_MAX];
	struct op op = {FAULT_LINK, 0, path, path2};

	REAL(linkat);
	if (!name_inside(from_dir, from, path) || !name_inside(to_dir, to, path2))
		return real(from_dir, from, to_dir, to, flags);
	return RUN(op, real(from_dir, from, to_dir, to, flags));
}

int link(const char *from, const char *to)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int dir, const char *name, int flags)
{
	char path[PATH_MAX];
	struct op op = {FAULT_UNLINK, 0, path, ""};

	REAL(unlinkat);
	if (!name_inside(dir, name, path) || !there(dir, name))
		return real(dir, name, flags);
	return RUN(op, real(dir, name, flags));
}

int unlink(const char *name)
{
	return unlinkat(AT_FDCWD, name, 0);
}

int rmdir(const char *name)
{
	return unlinkat(AT_FDCWD, name, AT_REMOVEDIR);
}

int mkdirat(int dir, const char *name, mode_t mode)
{
	char path[PATH_MAX];
	struct op op = {FAULT_MKDIR, 0, path, ""};

	REAL(mkdirat);
	if (!name_inside(dir, name, path) || there(dir, name))
		return real(dir, name, mode);
	return RUN(op, real(dir, name, mode));
}

int mkdir(const char *name, mode_t mode)
{
	return mkdirat(AT_FDCWD, name, mode);
}
