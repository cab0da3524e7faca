/* repo_lock: one writer at a time, and what an interrupted one left.
 *
 * The lock is an OFD lock on .git/paragraf.lock: it goes with the process,
 * however it ends, and is not lost by another close() of the file. While we
 * write, the file holds a byte: who finds one there knows that the lock files
 * of the repository are left from us and not in use by another program. */
#include "store/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

#define TRIES 6
#define STALE_SECONDS 30

static int try_lock(int fd)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(fd, F_OFD_SETLK, &l);
}

static int take(struct repo *r, struct err *err)
{
	char *path = repo_path(r, "paragraf.lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct stat st;
	int rc = -1;

	if (fd < 0) {
		err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
		free(path);
		return -1;
	}
	free(path);
	/* another command may be in the middle of a save: it takes some 10 ms */
	for (int i = 0; i < TRIES && (rc = try_lock(fd)); i++) {
		if (errno != EAGAIN && errno != EACCES)
			break;
		usleep(10000U << i);
	}
	if (rc) {
		err_set(err, ERR_LOCKED, "%s är öppet i ett annat fönster; stäng det först", r->folder);
		close(fd);
		return -1;
	}
	r->stale = fstat(fd, &st) == 0 && st.st_size > 0;
	return fd;
}

void repo_server_release(struct repo_server *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	free(s->held);
	s->held = NULL;
}

static int lock_fd(const struct repo *r)
{
	return r->lock >= 0 ? r->lock : r->server->fd;
}

int repo_lock(struct repo *r, bool hold, struct err *err)
{
	struct repo_server *s = r->server;
	char *key = realpath(r->folder, NULL);
	bool mine = key && s->held && strcmp(s->held, key) == 0;
	int fd = -1;

	if (!mine) {
		fd = take(r, err);
		if (fd < 0) {
			free(key);
			return -1;
		}
		if (hold && key) {
			repo_server_release(s);
			s->fd = fd;
			s->held = key;
			key = NULL;
		} else {
			r->lock = fd;
		}
	}
	free(key);
	r->writing = true;
	if (r->stale)
		repo_lock_clean(r);
	/* a full disk must not stop the lock: the byte is only a help */
	if (pwrite(lock_fd(r), "s", 1, 0) != 1)
		errno = 0;
	return 0;
}

void repo_lock_done(struct repo *r)
{
	if (!r->writing)
		return;
	r->writing = false;
	if (ftruncate(lock_fd(r), 0))
		errno = 0; /* the next one cleans up where nothing is */
	if (r->lock >= 0)
		close(r->lock);
	r->lock = -1;
}

static void remove_stale(const struct repo *r, const char *path)
{
	struct stat st;

	if (lstat(path, &st) || !S_ISREG(st.st_mode))
		return;
	if (r->stale || st.st_mtime + STALE_SECONDS < time(NULL))
		fs_remove(path, NULL);
}

static void clean_dir(const struct repo *r, const char *dir, const char *const *marks)
{
	struct strlist names = {0};

	if (fs_list(dir, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);

			for (size_t k = 0; marks[k]; k++)
				if (strstr(names.v[i], marks[k]))
					remove_stale(r, path);
			free(path);
		}
	}
	strlist_release(&names);
}

/* The folders in dir, one deep: justerat/del-1. */
static void clean_below(const struct repo *r, const char *dir, const char *const *marks)
{
	struct strlist names = {0};

	if (fs_list(dir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);

			if (fs_is_dir(path))
				clean_dir(r, path, marks);
			free(path);
		}
	strlist_release(&names);
}

/* The index of a pack that never came. */
static void clean_packs(const struct repo *r, const char *dir)
{
	struct strlist names = {0};

	if (fs_list(dir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			struct span name = span_of(names.v[i]);
			char *path = fs_join(dir, names.v[i]);
			char *pack = str_format("%s/%.*s.pack", dir, (int)(name.n < 4 ? 0 : name.n - 4), name.p);

			if (span_ends(name, ".idx") && !fs_exists(pack))
				remove_stale(r, path);
			free(pack);
			free(path);
		}
	strlist_release(&names);
}

void repo_lock_clean(struct repo *r)
{
	static const char *const locks[] = {"index.lock", "HEAD.lock", "config.lock", "packed-refs.lock"};
	static const char *const refs[] = {"refs/heads", "refs/tags", "refs/paragraf", "refs/paragraf/utskick"};
	static const char *const files[] = {"justerat", "justering"};
	static const char *const lock[] = {".lock", NULL};
	static const char *const tmp[] = {"tmp_obj", "tmp_pack", "tmp_idx", "pack_git2_", NULL};
	static const char *const work[] = {".ny-", NULL};
	char *dir;

	for (size_t i = 0; i < sizeof locks / sizeof locks[0]; i++) {
		char *path = repo_path(r, locks[i]);

		remove_stale(r, path);
		free(path);
	}
	for (size_t i = 0; i < sizeof refs / sizeof refs[0]; i++) {
		dir = repo_path(r, refs[i]);
		clean_dir(r, dir, lock);
		free(dir);
	}
	for (int i = 0; i < 256; i++) {
		dir = str_format("%s/objects/%02x", r->gitdir, (unsigned)i);
		clean_dir(r, dir, tmp);
		free(dir);
	}
	dir = repo_path(r, "objects/pack");
	clean_dir(r, dir, tmp);
	clean_packs(r, dir);
	free(dir);
	clean_dir(r, r->folder, work);
	repo_quarantine_clean(r);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		dir = fs_join(r->folder, files[i]);
		clean_dir(r, dir, work);
		clean_below(r, dir, work);
		free(dir);
	}
	r->stale = false;
}
