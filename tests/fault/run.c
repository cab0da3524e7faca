/* run: see run.h. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"

#define LEFT_MS 10000

void run_place_init(struct run_place *p, const char *base, const char *program, const char *shim)
{
	int fd;

	*p = (struct run_place){.program = program, .shim = shim, .home = fs_join(base, "home"),
		.tree = fs_join(base, "arkiv"), .state = fs_join(base, "state"), .log = fs_join(base, "log")};
	if (fs_mkdirs(p->home, NULL))
		abort();
	fd = open(p->state, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || ftruncate(fd, sizeof *p->shared))
		abort();
	p->shared = mmap(NULL, sizeof *p->shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p->shared == MAP_FAILED)
		abort();
	close(fd);
	/* what the program leaves running is ours to wait for */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void run_place_release(struct run_place *p)
{
	munmap(p->shared, sizeof *p->shared);
	free(p->home);
	free(p->tree);
	free(p->state);
	free(p->log);
}

static void number(const char *name, unsigned long n)
{
	char s[32];

	snprintf(s, sizeof s, "%lu", n);
	if (n)
		setenv(name, s, 1);
}

static void obey(const struct run_place *p, const struct run_orders *o)
{
	setenv("LD_PRELOAD", p->shim, 1);
	/* the library comes before the one that watches memory */
	setenv("ASAN_OPTIONS", "abort_on_error=1:detect_leaks=0:verify_asan_link_order=0", 1);
	setenv("FAULT_TREE", p->tree, 1);
	setenv("FAULT_STATE", p->state, 1);
	if (o->what)
		setenv("FAULT_DO", o->what, 1);
	number("FAULT_AT", o->at);
	number("FAULT_STICKY", o->sticky);
	number("FAULT_DELAY", o->delay);
	if (o->lie)
		setenv("FAULT_LIE", o->lie, 1);
	if (o->log)
		setenv("FAULT_LOG", p->log, 1);
}

static char *beside(const struct run_place *p, const char *name)
{
	return str_format("%s.%s", p->state, name);
}

static void child(const struct run_place *p, const char *const *argv, const struct run_orders *o)
{
	static const int to[] = {STDOUT_FILENO, STDERR_FILENO};
	static const char *const names[] = {"out", "err"};

	for (size_t i = 0; i < 2; i++) {
		char *path = beside(p, names[i]);
		int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (fd < 0 || dup2(fd, to[i]) < 0)
			_exit(126);
		close(fd);
		free(path);
	}
	setenv("HOME", p->home, 1);
	setenv("TMPDIR", p->home, 1);
	setenv("XDG_STATE_HOME", p->home, 1);
	setenv("DICPATH", "/finns/inte", 1); /* a dictionary costs more than the whole run */
	setenv("PARAGRAF_TID", "2031-04-09T10:00+02:00", 1);
	if (o)
		obey(p, o);
	execv(argv[0] ? argv[0] : p->program, (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Our children now, those that the program left among them. */
static size_t children(pid_t *out, size_t max)
{
	char *path = str_format("/proc/self/task/%ld/children", (long)getpid());
	struct str list = STR_INIT;
	struct span rest, one;
	size_t n = 0;
	long pid;

	if (fs_read(path, &list, NULL) == 0)
		for (rest = str_span(&list); n < max && span_split(&rest, " ", &one);)
			if (span_int(one, &pid))
				out[n++] = (pid_t)pid;
	str_release(&list);
	free(path);
	return n;
}

/* Waits until none is left, or ends those that are; false when some had to be. */
static bool reap(int64_t until, pid_t main, int *status)
{
	const struct timespec bit = {0, 2000000};
	pid_t pids[64], pid;

	while ((pid = waitpid(-1, status, WNOHANG)) >= 0 || errno == EINTR) {
		if (pid > 0 && pid == main)
			return true;
		if (clock_monotonic_ms() > until) {
			size_t n = children(pids, 64);

			for (size_t i = 0; i < n; i++)
				kill(pids[i], SIGKILL);
			while (waitpid(-1, status, 0) > 0)
				;
			return false;
		}
		if (pid <= 0)
			nanosleep(&bit, NULL);
	}
	return true;
}

static void take(const struct run_place *p, const char *name, struct str *out)
{
	char *path = beside(p, name);

	*out = (struct str)STR_INIT;
	fs_read(path, out, NULL);
	free(path);
}

void run_program(const struct run_place *p, const char *const *argv, const struct run_orders *orders, int seconds,
	struct run_result *out)
{
	const char *full[16] = {argv[0] ? argv[0] : p->program};
	int status = 0, other;
	pid_t pid;

	for (size_t i = 1; i < 15 && argv[i]; i++)
		full[i] = argv[i];
	if (orders && !orders->go_on)
		memset(p->shared, 0, sizeof *p->shared);
	if (orders && orders->log && !orders->go_on)
		fclose(fopen(p->log, "wb"));
	*out = (struct run_result){.status = -1};
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		child(p, full, orders);
	out->hung = !reap(clock_monotonic_ms() + seconds * 1000, pid, &status);
	out->left = !out->hung && !reap(clock_monotonic_ms() + LEFT_MS, 0, &other);
	if (!out->hung && WIFEXITED(status))
		out->status = WEXITSTATUS(status);
	else if (!out->hung)
		out->signal = WTERMSIG(status);
	take(p, "out", &out->out);
	take(p, "err", &out->err);
}

void run_result_release(struct run_result *r)
{
	str_release(&r->out);
	str_release(&r->err);
}
