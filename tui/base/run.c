/* run: see run.h. The only file besides worker.c that starts a process: its pipes
 * are fed and emptied at once, so that neither side waits for the other. */
#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"

#define MOST ((size_t)64 << 20)
#define WAIT_MS 50

extern char **environ;

enum { IN, OUT, ERR, PIPES };

struct child {
	pid_t pid;
	int ours[PIPES], theirs[PIPES]; /* -1: closed */
	bool reaped, lost;
	int status;
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_all(int *fd)
{
	for (int i = 0; i < PIPES; i++)
		close_fd(&fd[i]);
}

/* Above the numbers of the standard files, which the child gets by dup2: one of
 * ours may be closed in a program that is started oddly. */
static int high(int fd)
{
	int up;

	if (fd < 0 || fd > 2)
		return fd;
	up = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	close(fd);
	return up;
}

static int make_pipes(struct child *c)
{
	for (int i = 0; i < PIPES; i++)
		c->ours[i] = c->theirs[i] = -1;
	for (int i = 0; i < PIPES; i++) {
		int pair[2];

		if (pipe2(pair, O_CLOEXEC))
			return -1;
		c->ours[i] = high(pair[i == IN]);
		c->theirs[i] = high(pair[i != IN]);
		if (c->ours[i] < 0 || c->theirs[i] < 0 || fcntl(c->ours[i], F_SETFL, O_NONBLOCK))
			return -1;
	}
	return 0;
}

/* Ours with LC_ALL=C and the rows put in; the strings are borrowed. free(). */
static const char **make_env(const char *const *opt_env)
{
	size_t n = 0, extra = 1, at = 0;
	const char **env;

	while (environ && environ[n])
		n++;
	for (const char *const *row = opt_env; row && *row; row++)
		extra++;
	env = mem_array(n + extra + 1, sizeof *env);
	env[at++] = "LC_ALL=C";
	for (size_t i = 0; i + 1 < extra; i++)
		env[at++] = opt_env[i];
	for (size_t i = 0; i < n; i++) {
		const char *eq = strchr(environ[i], '=');
		size_t name = eq ? (size_t)(eq - environ[i]) + 1 : 0;
		bool ours = name == 0;

		for (size_t k = 0; k < extra && !ours; k++)
			ours = strncmp(env[k], environ[i], name) == 0;
		if (!ours)
			env[at++] = environ[i];
	}
	return env;
}

/* 0 or an errno value. */
static int spawn(struct child *c, const struct run_request *q)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, defaults;
	const char **env;
	int rc;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	for (int i = 0; i < PIPES; i++)
		posix_spawn_file_actions_adddup2(&files, c->theirs[i], i);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
	/* the socket of a worker process, say: a program that stays would keep it open */
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
	if (q->opt_dir)
		posix_spawn_file_actions_addchdir_np(&files, q->opt_dir);
	env = make_env(q->opt_env);
	rc = posix_spawnp(&c->pid, q->argv[0], &files, &attr, (char *const *)(uintptr_t)q->argv,
		(char *const *)(uintptr_t)env);
	free(env);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return rc;
}

/* write() to a pipe nobody reads raises SIGPIPE in this thread: it is held back,
 * and taken away again if it was us. */
static ssize_t write_quietly(int fd, const char *p, size_t n)
{
	const struct timespec now = {0, 0};
	sigset_t pipe_only, before, waiting;
	bool was;
	ssize_t rc;
	int e;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	sigpending(&waiting);
	was = sigismember(&waiting, SIGPIPE) == 1;
	sigprocmask(SIG_BLOCK, &pipe_only, &before);
	rc = write(fd, p, n);
	e = errno;
	if (rc < 0 && e == EPIPE && !was)
		while (sigtimedwait(&pipe_only, NULL, &now) < 0 && errno == EINTR)
			;
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = e;
	return rc;
}

static void feed(struct child *c, struct span *input)
{
	ssize_t n = input->n ? write_quietly(c->ours[IN], input->p, input->n) : 0;

	if (n > 0)
		*input = span_from(*input, (size_t)n);
	/* a program may read only what it wants */
	if (input->n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_fd(&c->ours[IN]);
}

/* false: too much. */
static bool empty_out(int *fd, struct str *out, size_t most)
{
	char buf[65536];
	ssize_t n = read(*fd, buf, sizeof buf);

	if (n > 0) {
		size_t room = most - out->len;

		str_add(out, buf, (size_t)n < room ? (size_t)n : room);
		return (size_t)n <= room;
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		close_fd(fd);
	return true;
}

static bool try_reap(struct child *c)
{
	pid_t got;

	if (!c->reaped) {
		while ((got = waitpid(c->pid, &c->status, WNOHANG)) < 0 && errno == EINTR)
			;
		/* taken by somebody else (SIGCHLD ignored, say): it is over, how nobody knows */
		c->reaped = got != 0;
		c->lost = got < 0;
	}
	return c->reaped;
}

static void end_child(struct child *c)
{
	kill(c->pid, SIGKILL);
	while (!c->reaped && waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
		;
	c->reaped = true;
}

enum outcome { DONE, TOO_LONG, TOO_MUCH };

static int time_left(int64_t end)
{
	int64_t left = end - clock_monotonic_ms();

	return left < 0 ? 0 : left < WAIT_MS ? (int)left : WAIT_MS;
}

/* Until the program has ended and its pipes are empty. A grandchild that keeps them
 * open (an agent that was started) is not waited for. */
static enum outcome serve(struct child *c, const struct run_request *q, struct run_result *out)
{
	size_t most = q->most ? q->most : MOST;
	int64_t end = clock_monotonic_ms() + q->timeout_ms;
	struct span input = q->input;

	for (;;) {
		struct pollfd p[PIPES];
		int ready, wait;

		for (int i = 0; i < PIPES; i++)
			p[i] = (struct pollfd){.fd = c->ours[i], .events = i == IN ? POLLOUT : POLLIN};
		wait = q->timeout_ms ? time_left(end) : WAIT_MS;
		ready = poll(p, PIPES, wait);
		if (ready <= 0 && try_reap(c)) {
			/* what it wrote last: once more, then it is over */
			while (c->ours[OUT] >= 0 && poll(&p[OUT], 1, 0) > 0)
				if (!empty_out(&c->ours[OUT], &out->out, most))
					return TOO_MUCH;
				else
					p[OUT].fd = c->ours[OUT];
			return DONE;
		}
		if (ready > 0 && p[IN].revents)
			feed(c, &input);
		if (ready > 0 && ((p[OUT].revents && !empty_out(&c->ours[OUT], &out->out, most)) ||
				  (p[ERR].revents && !empty_out(&c->ours[ERR], &out->err, most))))
			return TOO_MUCH;
		if (c->ours[OUT] < 0 && c->ours[ERR] < 0 && try_reap(c))
			return DONE;
		if (q->timeout_ms && clock_monotonic_ms() >= end)
			return TOO_LONG;
	}
}

int run_program(const struct run_request *q, struct run_result *out, struct err *err)
{
	struct child c = {0};
	enum outcome how;
	int rc;

	*out = (struct run_result){0};
	if (make_pipes(&c)) {
		rc = err_sys(err, ERR_SYSTEM, errno, "%s kunde inte startas", q->argv[0]);
		close_all(c.ours);
		close_all(c.theirs);
		return rc;
	}
	rc = run_exists(q->argv[0]) ? spawn(&c, q) : ENOENT;
	close_all(c.theirs);
	if (rc) {
		close_all(c.ours);
		if (rc == ENOENT && !run_exists(q->argv[0]))
			return err_set(err, ERR_NOT_FOUND, "programmet %s finns inte på den här datorn", q->argv[0]);
		return err_sys(err, ERR_SYSTEM, rc, "%s kunde inte startas", q->argv[0]);
	}
	if (q->input.n == 0)
		close_fd(&c.ours[IN]);
	how = serve(&c, q, out);
	close_all(c.ours);
	if (how != DONE)
		end_child(&c);
	if (how == TOO_LONG)
		return err_set(err, ERR_SYSTEM, "%s blev inte klart på %d s och avbröts", q->argv[0], (q->timeout_ms + 999) / 1000);
	if (how == TOO_MUCH)
		return err_set(err, ERR_SYSTEM, "%s svarade med för mycket och avbröts", q->argv[0]);
	if (c.lost)
		return err_set(err, ERR_SYSTEM, "%s är klart, men inte hur det gick; försök igen", q->argv[0]);
	out->status = WIFSIGNALED(c.status) ? 128 + WTERMSIG(c.status) : WEXITSTATUS(c.status);
	return 0;
}

void run_release(struct run_result *r)
{
	str_release(&r->out);
	str_release(&r->err);
	*r = (struct run_result){0};
}

bool run_exists(const char *name)
{
	struct span rest = span_of(getenv("PATH")), dir;
	bool found = false;

	if (strchr(name, '/'))
		return access(name, X_OK) == 0;
	while (!found && *name && span_split(&rest, ":", &dir)) {
		char *path = str_format("%.*s/%s", SPAN_FMT(dir), name);

		found = dir.n && access(path, X_OK) == 0;
		free(path);
	}
	return found;
}
