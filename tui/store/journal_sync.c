/* journal_sync: the role "journal" of the helper program, and how it is asked.
 * The editor itself never waits for the disk. A file is kept open from one
 * request to the next: an error of the disk that came in between belongs to
 * descriptors that were open then. After an error it is closed and never
 * synced again by this one: Linux would say that all is well. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"

#define WAIT_MAX_MS 60000

struct syncer {
	int wake_fd;
	int fd;
	char *path; /* of fd; its folder is synced */
};

void *journal_sync_new(int wake_fd)
{
	struct syncer *s = mem_alloc(sizeof *s);

	s->wake_fd = wake_fd;
	s->fd = -1;
	return s;
}

static void let_go(struct syncer *s)
{
	if (s->fd >= 0)
		close(s->fd);
	free(s->path);
	s->fd = -1;
	s->path = NULL;
}

void journal_sync_free(void *state)
{
	if (!state)
		return;
	let_go(state);
	free(state);
}

void journal_sync_pack(struct str *out, const char *path, int after_ms)
{
	pack_cstr(out, path);
	pack_u32(out, after_ms > 0 ? (uint32_t)after_ms : 0);
}

int journal_sync_unpack(struct span answer, struct err *err)
{
	struct unpack u = unpack_of(answer.p, answer.n);
	struct err e = ERR_INIT;

	unpack_err(&u, &e);
	return e.code == ERR_NONE ? 0 : err_set(err, e.code, "%s", e.msg);
}

static void wait_for(int wake_fd, int ms)
{
	int64_t end = clock_monotonic_ms() + ms;
	struct pollfd p = {.fd = wake_fd, .events = POLLIN};

	while (ms > 0 && poll(&p, 1, ms) < 0 && errno == EINTR)
		ms = (int)(end - clock_monotonic_ms());
}

/* The part, the folder it stands in, and the one that one was made in. */
static int sync_new_path(struct syncer *s)
{
	char *dir = fs_dirname(s->path);
	int rc = fs_datasync(s->fd) || fs_sync_folder(s->path) || fs_sync_folder(dir) ? -1 : 0;

	free(dir);
	return rc;
}

static int sync_path(struct syncer *s, const char *path)
{
	if (s->path && strcmp(s->path, path) == 0)
		return fs_datasync(s->fd);
	let_go(s);
	s->fd = fs_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
	if (s->fd < 0)
		return -1;
	s->path = mem_strdup(path);
	return sync_new_path(s);
}

void journal_sync_serve(void *state, struct span request, struct str *answer)
{
	struct syncer once = {-1, -1, NULL}, *s = state ? state : &once;
	struct unpack u = unpack_of(request.p, request.n);
	char *path = unpack_dup(&u);
	uint32_t ms = unpack_u32(&u);
	struct err err = ERR_INIT;

	if (u.bad || !*path) {
		err_set(&err, ERR_USAGE, "begäran går inte att läsa");
	} else {
		if (state)
			wait_for(s->wake_fd, ms < WAIT_MAX_MS ? (int)ms : WAIT_MAX_MS);
		if (sync_path(s, path)) {
			err_sys(&err, ERR_SYSTEM, errno, "%s är inte säkert på disken", path);
			let_go(s);
		}
	}
	pack_err(answer, &err);
	free(path);
	let_go(&once);
}
