/* worker: see worker.h. The only file that starts processes. A frame is u32
 * length, u32 tag, bytes. */
#include "base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"

#define FRAME_MAX ((size_t)256 << 20)
#define DEATHS_MAX 3

struct request {
	uint32_t tag;
	struct str frame;
	size_t sent;        /* bytes of the frame written */
	int64_t since;      /* monotonic ms when it became the first in line */
};

struct worker {
	char *role;
	int watchdog_ms;
	worker_handler *handler; /* inline when set */
	void *state;
	pid_t pid;
	int fd;
	int deaths;
	uint32_t next_call;
	struct request *queue; /* in order, the first is being worked on */
	size_t nqueue, cqueue;
	struct worker_reply *done;
	size_t ndone, cdone;
	struct str in;
};

struct worker *worker_new(const char *role, int watchdog_ms)
{
	struct worker *w = mem_alloc(sizeof *w);

	w->role = mem_strdup(role);
	w->watchdog_ms = watchdog_ms;
	w->fd = -1;
	w->next_call = 0x80000000U;
	return w;
}

struct worker *worker_new_inline(worker_handler *handler, void *state)
{
	struct worker *w = worker_new("inline", 0);

	w->handler = handler;
	w->state = state;
	return w;
}

char *worker_program(void)
{
	static const char *const places[] = {
		"paragraf-arbetare", "../libexec/paragraf/paragraf-arbetare"};
	const char *env = getenv("PARAGRAF_ARBETARE");
	char exe[4096];
	ssize_t n;
	char *dir;

	if (env && *env)
		return mem_strdup(env);
	n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	dir = fs_dirname(exe);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		char *path = fs_join(dir, places[i]);

		if (access(path, X_OK) == 0) {
			free(dir);
			return path;
		}
		free(path);
	}
	free(dir);
	return NULL;
}

static void child(const char *program, const char *role, int fd)
{
	sigset_t none;

	/* a session of its own: Ctrl-C and a closed terminal are the editor's business */
	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (fd != 3) {
		if (dup2(fd, 3) < 0)
			_exit(127);
	} else {
		fcntl(fd, F_SETFD, 0);
	}
	execl(program, "paragraf-arbetare", role, (char *)NULL);
	_exit(127);
}

static bool start(struct worker *w)
{
	char *program;
	int pair[2];

	if (w->pid || w->deaths >= DEATHS_MAX)
		return w->pid != 0;
	program = worker_program();
	if (!program || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
		free(program);
		w->deaths = DEATHS_MAX;
		return false;
	}
	w->pid = fork();
	if (w->pid == 0)
		child(program, w->role, pair[1]);
	free(program);
	close(pair[1]);
	if (w->pid < 0) {
		close(pair[0]);
		w->pid = 0;
		w->deaths = DEATHS_MAX;
		return false;
	}
	w->fd = pair[0];
	fcntl(w->fd, F_SETFL, O_NONBLOCK);
	for (size_t i = 0; i < w->nqueue; i++)
		w->queue[i].sent = 0;
	if (w->nqueue)
		w->queue[0].since = clock_monotonic_ms();
	str_clear(&w->in);
	return true;
}

static void add_done(struct worker *w, uint32_t tag, enum worker_outcome outcome, struct span body)
{
	struct worker_reply *r;

	w->done = mem_grow(w->done, w->ndone, &w->cdone, sizeof *w->done);
	r = &w->done[w->ndone++];
	*r = (struct worker_reply){tag, outcome, STR_INIT};
	str_addspan(&r->body, body);
}

static void drop_first(struct worker *w)
{
	str_release(&w->queue[0].frame);
	w->nqueue--;
	memmove(w->queue, w->queue + 1, w->nqueue * sizeof *w->queue);
	if (w->nqueue)
		w->queue[0].since = clock_monotonic_ms();
}

static void end_process(struct worker *w)
{
	if (!w->pid)
		return;
	close(w->fd);
	w->fd = -1;
	kill(w->pid, SIGKILL);
	while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
}

/* The process is gone or hangs: the first request pays for it. */
static void died(struct worker *w)
{
	end_process(w);
	w->deaths++;
	if (w->nqueue) {
		add_done(w, w->queue[0].tag, WORKER_DIED, SPAN_NONE);
		drop_first(w);
	}
	if (w->nqueue && start(w))
		return;
	while (w->nqueue) {
		add_done(w, w->queue[0].tag, WORKER_DIED, SPAN_NONE);
		drop_first(w);
	}
}

void worker_post(struct worker *w, uint32_t tag, struct span request)
{
	struct request *r;

	if (w->handler) {
		struct str answer = STR_INIT;

		w->handler(w->state, request, &answer);
		add_done(w, tag, WORKER_ANSWER, str_span(&answer));
		str_release(&answer);
		return;
	}
	w->queue = mem_grow(w->queue, w->nqueue, &w->cqueue, sizeof *w->queue);
	r = &w->queue[w->nqueue++];
	*r = (struct request){tag, STR_INIT, 0, clock_monotonic_ms()};
	pack_u32(&r->frame, (uint32_t)request.n);
	pack_u32(&r->frame, tag);
	str_addspan(&r->frame, request);
	if (!w->pid && !start(w)) {
		while (w->nqueue) {
			add_done(w, w->queue[0].tag, WORKER_DIED, SPAN_NONE);
			drop_first(w);
		}
		return;
	}
	worker_pump(w);
}

void worker_retry(struct worker *w)
{
	if (w->deaths >= DEATHS_MAX)
		w->deaths = DEATHS_MAX - 1;
}

static struct request *unsent(struct worker *w)
{
	for (size_t i = 0; i < w->nqueue; i++)
		if (w->queue[i].sent < w->queue[i].frame.len)
			return &w->queue[i];
	return NULL;
}

/* false: the other side is gone. */
static bool send_some(struct worker *w)
{
	struct request *r;

	while ((r = unsent(w))) {
		ssize_t n = send(w->fd, r->frame.buf + r->sent, r->frame.len - r->sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK;
		r->sent += (size_t)n;
	}
	return true;
}

static bool receive_some(struct worker *w)
{
	char buf[65536];

	for (;;) {
		ssize_t n = recv(w->fd, buf, sizeof buf, 0);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN || errno == EWOULDBLOCK;
		if (n == 0)
			return false;
		str_add(&w->in, buf, (size_t)n);
	}
}

/* Whole frames out of w->in; false when it is no frame of ours. */
static bool take_frames(struct worker *w)
{
	size_t used = 0;

	while (w->in.len - used >= 8) {
		struct unpack u = unpack_of(w->in.buf + used, 8);
		size_t n = unpack_u32(&u);
		uint32_t tag = unpack_u32(&u);

		if (n > FRAME_MAX || !w->nqueue || tag != w->queue[0].tag)
			return false;
		if (w->in.len - used - 8 < n)
			break;
		add_done(w, tag, WORKER_ANSWER, span_make(w->in.buf + used + 8, n));
		drop_first(w);
		w->deaths = 0;
		used += 8 + n;
	}
	str_replace(&w->in, 0, used, "", 0);
	return true;
}

int worker_pump(struct worker *w)
{
	int64_t left;
	bool open;

	if (!w->pid)
		return -1;
	if (!send_some(w)) {
		/* answers may still be there to read */
		receive_some(w);
		take_frames(w);
		died(w);
		return w->nqueue ? 0 : -1;
	}
	open = receive_some(w);
	if (!take_frames(w) || !open) {
		died(w);
		return w->nqueue ? 0 : -1;
	}
	if (!w->nqueue || !w->watchdog_ms)
		return -1;
	left = w->queue[0].since + w->watchdog_ms - clock_monotonic_ms();
	if (left > 0)
		return (int)left;
	died(w);
	return 0;
}

int worker_fd(const struct worker *w, short *events)
{
	*events = POLLIN;
	for (size_t i = 0; i < w->nqueue; i++)
		if (w->queue[i].sent < w->queue[i].frame.len)
			*events = POLLIN | POLLOUT;
	return w->fd;
}

bool worker_next(struct worker *w, struct worker_reply *out)
{
	if (!w->ndone)
		return false;
	*out = w->done[0];
	w->ndone--;
	memmove(w->done, w->done + 1, w->ndone * sizeof *w->done);
	return true;
}

size_t worker_pending(const struct worker *w)
{
	return w->nqueue;
}

static void wait_a_bit(struct worker *w, int ms)
{
	short events;
	int fd = worker_fd(w, &events);
	struct pollfd p = {.fd = fd, .events = events, .revents = 0};

	poll(&p, 1, ms);
}

int worker_call(struct worker *w, struct span request, struct str *answer, struct err *err)
{
	uint32_t tag = w->next_call++;

	worker_post(w, tag, request);
	for (;;) {
		int next = worker_pump(w);

		for (size_t i = 0; i < w->ndone; i++) {
			struct worker_reply r = w->done[i];

			if (r.tag != tag)
				continue;
			w->ndone--;
			memmove(w->done + i, w->done + i + 1, (w->ndone - i) * sizeof *w->done);
			if (r.outcome == WORKER_ANSWER)
				str_addspan(answer, str_span(&r.body));
			str_release(&r.body);
			if (r.outcome == WORKER_ANSWER)
				return 0;
			return err_set(err, ERR_SYSTEM,
				"hjälpprocessen för %s svarade inte; försök igen", w->role);
		}
		wait_a_bit(w, next < 0 ? 1000 : next);
	}
}

bool worker_drain(struct worker *w, int ms)
{
	int64_t end = clock_monotonic_ms() + ms;

	while (w->nqueue) {
		int next = worker_pump(w);
		int64_t left = end - clock_monotonic_ms();

		if (!w->nqueue)
			break;
		if (left <= 0)
			return false;
		wait_a_bit(w, next >= 0 && next < left ? next : (int)left);
	}
	return true;
}

void worker_stop(struct worker *w)
{
	if (!w->pid)
		return;
	/* Idle: closing the socket lets it end by itself; else it must go now. */
	if (!w->nqueue) {
		shutdown(w->fd, SHUT_WR);
		for (int i = 0; i < 100; i++) {
			if (waitpid(w->pid, NULL, WNOHANG) == w->pid) {
				close(w->fd);
				w->fd = -1;
				w->pid = 0;
				return;
			}
			usleep(2000);
		}
	}
	end_process(w);
}

void worker_free(struct worker *w)
{
	if (!w)
		return;
	worker_stop(w);
	while (w->nqueue)
		drop_first(w);
	for (size_t i = 0; i < w->ndone; i++)
		str_release(&w->done[i].body);
	free(w->queue);
	free(w->done);
	str_release(&w->in);
	free(w->role);
	free(w);
}

static bool read_all(int fd, char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, p, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = send(fd, p, n, MSG_NOSIGNAL);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

int worker_serve(int fd, worker_handler *handler, void *state)
{
	char head[8];

	while (read_all(fd, head, sizeof head)) {
		struct unpack u = unpack_of(head, sizeof head);
		size_t n = unpack_u32(&u);
		uint32_t tag = unpack_u32(&u);
		struct str frame = STR_INIT;
		struct str answer = STR_INIT;
		char *request;
		bool ok;

		if (n > FRAME_MAX)
			return -1;
		request = mem_alloc(n + 1);
		if (!read_all(fd, request, n)) {
			free(request);
			return -1;
		}
		handler(state, span_make(request, n), &answer);
		pack_u32(&frame, (uint32_t)answer.len);
		pack_u32(&frame, tag);
		str_addspan(&frame, str_span(&answer));
		ok = write_all(fd, frame.buf, frame.len);
		str_release(&frame);
		str_release(&answer);
		free(request);
		if (!ok)
			return -1;
	}
	return 0;
}
