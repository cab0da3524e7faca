/* sweep: makes the disk fail at each operation of the real program, one after the
 * other, and looks at what is left. See HACKING.md, `make crash`.
 *
 *   sweep PROGRAM SHIM DATA [--sample [--places N]] [--jobs N]
 *         [--only JOB/MODE[/N]] [--lie KIND:TEXT] [--keep]
 *
 * In each mode the fault is made at operation 1, 2, 3 ... until a run ends without
 * reaching it. A power cut needs one run only: its log is cut at every place. Prints
 * a line per failure and per mode, and last "N passed, N failed". */
#include "sweep.h"

#include <stdatomic.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "disk.h"

#define RUN_SECONDS 90
#define LOST_MS 1500  /* one second is promised; half a one for a machine that is busy */
#define MODES_MAX 20

static const struct mode {
	const char *name;
	enum how how;
	const char *what;
	bool sticky;
} modes[] = {
	{"kill", HOW_KILL, "kill", false},
	{"killall", HOW_KILL, "killall", false},
	{"torn", HOW_KILL, "torn", false},
	{"enospc", HOW_ERROR, "enospc", false},
	{"enospc-on", HOW_ERROR, "enospc", true},
	{"edquot", HOW_ERROR, "edquot", false},
	{"edquot-on", HOW_ERROR, "edquot", true},
	{"eio", HOW_ERROR, "eio", false},
	{"eio-on", HOW_ERROR, "eio", true},
	{"erofs", HOW_ERROR, "erofs", false},
	{"erofs-on", HOW_ERROR, "erofs", true},
	{"short", HOW_ERROR, "short", false},
	{"short-on", HOW_ERROR, "short", true},
	{"spoil", HOW_SPOIL, NULL, false},
	{"cut-strict", HOW_CUT, NULL, false},
	{"cut-ordered", HOW_CUT, NULL, false},
	{"cut-late", HOW_CUT, NULL, false},
};
#define MODES (sizeof modes / sizeof modes[0])
_Static_assert(MODES <= MODES_MAX, "room for the counts");

/* What each job is tried with: faults at each call, power cuts (in a run with pauses),
 * or files that are spoilt. The long jobs take every third call, others in each mode.
 * A sample is so many places in each, or in every third or fourth, mode. */
enum kind { CALLS, CUTS, FILES };
static const struct {
	const struct job *job;
	enum kind kind;
	unsigned stride, places, every;
} plan[] = {
	{&job_write, CALLS, 1, 2, 1},
	{&job_rest, CUTS, 1, 3, 1},
	{&job_new, CALLS, 3, 1, 3},
	{&job_justera, CALLS, 3, 1, 3},
	{&job_export, CALLS, 1, 1, 4},
	{&job_spoil, FILES, 1, 6, 1},
};

struct counts {
	_Atomic unsigned passed, failed;
	_Atomic unsigned mode_runs[MODES_MAX], mode_bad[MODES_MAX];
};

struct sweep {
	const char *program, *shim, *data, *base;
	const char *opt_job, *opt_mode;
	unsigned long opt_at;
	bool sample, keep;
	unsigned places;            /* of a sample, where it is not the plan's */
	unsigned jobs, me;          /* processes at work; which of them this is */
	struct counts *counts;      /* shared by all */
	const char *lie;
	unsigned long all;          /* operations without a fault; for the cuts: syncs */
};

/* -------------------------------------------------------------------- a try */

void try_wrong(struct try *t, const char *fmt, ...)
{
	va_list ap;

	if (t->why.len)
		str_adds(&t->why, "; ");
	va_start(ap, fmt);
	str_vaddf(&t->why, fmt, ap);
	va_end(ap);
}

static const char *short_name(const char *const *argv)
{
	return argv[0] ? argv[0] : argv[1];
}

int try_run(struct try *t, const char *const *argv, const struct run_orders *o, struct str *opt_out)
{
	struct run_result r;
	int status;

	run_program(t->place, argv, o, RUN_SECONDS, &r);
	if (r.hung)
		try_wrong(t, "%s hangs", short_name(argv));
	else if (r.left)
		try_wrong(t, "%s leaves a process running", short_name(argv));
	else if (r.signal && !(o && t->how == HOW_KILL && r.signal == 9))
		try_wrong(t, "%s died of signal %d", short_name(argv), r.signal);
	if (opt_out)
		str_addspan(opt_out, str_span(&r.out));
	status = r.status;
	str_addspan(&t->told, str_span(&r.err));
	if (o) {
		str_addspan(&t->said, str_span(&r.out));
		t->status = status;
	}
	run_result_release(&r);
	return status;
}

/* A command that only copies or removes. */
static void run_or_end(struct try *t, const char *const *argv)
{
	struct run_result r;

	run_program(t->place, argv, NULL, 60, &r);
	if (r.status != 0) {
		fprintf(stderr, "%s: %s\n", argv[0], str_c(&r.err));
		exit(2);
	}
	run_result_release(&r);
}

static void try_begin(struct try *t, const struct sweep *s, enum how how)
{
	const char *name = how == HOW_NONE ? "mall" : "try";

	*t = (struct try){.place = mem_alloc(sizeof *t->place), .data = s->data, .how = how, .why = STR_INIT};
	t->base = str_format("%s/%s%u", s->base, name, s->me);
	if (fs_mkdirs(t->base, NULL))
		abort();
	run_place_init(t->place, t->base, s->program, s->shim);
	t->folder = fs_join(t->place->tree, MEETING);
}

static void try_clear(struct try *t)
{
	run_or_end(t, (const char *const[]){"/bin/rm", "-rf", t->place->tree, t->place->home, NULL});
	if (fs_mkdirs(t->place->home, NULL))
		abort();
	str_clear(&t->why);
	str_clear(&t->said);
	str_clear(&t->told);
}

static void try_end(struct try *t)
{
	run_place_release(t->place);
	free(t->place);
	free(t->base);
	free(t->folder);
	str_release(&t->why);
	str_release(&t->said);
	str_release(&t->told);
}

static void verdict(const struct sweep *s, const struct job *job, size_t mode, unsigned long at, const struct try *t)
{
	bool ok = !t->why.len;
	struct span what = span_of(t->place->shared->what);

	atomic_fetch_add(ok ? &s->counts->passed : &s->counts->failed, 1);
	atomic_fetch_add(&s->counts->mode_runs[mode], 1);
	if (ok)
		return;
	atomic_fetch_add(&s->counts->mode_bad[mode], 1);
	printf("FAIL %s/%s/%lu [%.*s]: %s\n", job->name, modes[mode].name, at, SPAN_FMT(what), str_c(&t->why));
	fflush(stdout);
	if (s->keep) {
		printf("kept in %s\n%s\n%s\n", t->base, str_c(&t->said), str_c(&t->told));
		exit(1);
	}
}

/* ------------------------------------------------------- faults at call N */

static char *template_of(const struct sweep *s, const struct job *job)
{
	return str_format("%s/arkiv-%s", s->base, job->name);
}

static void fill(struct try *t, const char *template)
{
	try_clear(t);
	run_or_end(t, (const char *const[]){"/bin/cp", "-a", template, t->place->tree, NULL});
}

/* false: the run ended without reaching the operation. */
static bool at_call(const struct sweep *s, const struct job *job, size_t mode, unsigned long at, struct try *t)
{
	struct run_orders o = {.what = modes[mode].what, .at = at, .sticky = modes[mode].sticky, .lie = s->lie};
	char *template = template_of(s, job);
	bool reached;

	fill(t, template);
	free(template);
	job->act(t, &o);
	reached = t->place->shared->count >= at;
	if (!reached)
		t->place->shared->what[0] = '\0';
	t->how = reached ? modes[mode].how : HOW_NONE;
	job->check(t);
	t->how = modes[mode].how;
	verdict(s, job, mode, at, t);
	return reached;
}

/* Of `all` places, numbered from 1, the k-th of a sample: another one in each mode and job. */
static unsigned long place_of(size_t row, size_t mode, unsigned k, unsigned long all)
{
	return 1 + (mode * 37 + row * 13 + k * (all * 5 / 8 + 1)) % (all ? all : 1);
}

static bool sampled(const struct sweep *s, size_t row, size_t mode, unsigned long at)
{
	unsigned places = s->places ? s->places : plan[row].places;

	if (mode % plan[row].every != row % plan[row].every)
		return false;
	for (unsigned k = 0; k < places; k++)
		if (place_of(row, mode, k, s->all) == at)
			return true;
	return false;
}

static void at_all_calls(const struct sweep *s, size_t row, size_t mode)
{
	const struct job *job = plan[row].job;
	unsigned stride = plan[row].stride;
	struct try t;

	try_begin(&t, s, modes[mode].how);
	if (s->opt_at)
		at_call(s, job, mode, s->opt_at, &t);
	for (unsigned long at = 1; s->sample && !s->opt_at && at <= s->all; at++)
		if (at % s->jobs == s->me && sampled(s, row, mode, at))
			at_call(s, job, mode, at, &t);
	for (unsigned long at = 1 + mode % stride + s->me * stride;
		!s->sample && !s->opt_at && at_call(s, job, mode, at, &t); at += s->jobs * stride)
		;
	try_end(&t);
}

/* ------------------------------------------------------------ power cuts */

/* How much of what the program says had been said by then. */
static size_t steps_by(struct span log, int64_t ms)
{
	struct disk_event e;
	struct str said = STR_INIT;
	size_t n;

	while (disk_next(&log, &e) && e.r.ms <= ms)
		if (e.r.kind == FAULT_SAID)
			str_addspan(&said, e.data);
	n = job_steps_said(str_span(&said));
	str_release(&said);
	return n;
}

/* When the model would show something else the next time; the end of the log. */
static int64_t next_change(struct span log, enum disk_model m)
{
	struct disk_event e;
	int64_t ms = 0;

	while (disk_next(&log, &e)) {
		ms = e.r.ms;
		if (e.r.kind == FAULT_SYNC || (m == DISK_LATE && e.r.kind != FAULT_SAID))
			break;
	}
	return ms;
}

static void one_cut(const struct sweep *s, const struct job *job, size_t mode, unsigned long at,
	const struct disk *d, struct span log, struct span rest, struct try *t)
{
	enum disk_model m = (enum disk_model)(mode - (MODES - DISK_MODELS));
	int64_t until = next_change(rest, m);

	try_clear(t);
	if (!disk_build(d, m, t->place->tree))
		abort();
	/* cut as late as this state lasts: the most may be asked for */
	t->least = steps_by(log, until - LOST_MS);
	t->most = steps_by(log, until) + 1;
	job->check(t);
	verdict(s, job, mode, at, t);
}

static void all_cuts(const struct sweep *s, size_t row, size_t mode, struct span log)
{
	const struct job *job = plan[row].job;
	enum disk_model m = (enum disk_model)(mode - (MODES - DISK_MODELS));
	char *template = template_of(s, job);
	struct disk *d = disk_load(template);
	struct span rest = log;
	struct disk_event e;
	unsigned long n = 0;
	struct try t;

	try_begin(&t, s, HOW_CUT);
	while (disk_next(&rest, &e)) {
		if (!(disk_apply(d, &e) & 1U << m))
			continue;
		n++;
		if (s->opt_at ? n != s->opt_at : n % s->jobs != s->me)
			continue;
		if (s->sample && !s->opt_at && !sampled(s, row, mode, n))
			continue;
		snprintf(t.place->shared->what, sizeof t.place->shared->what, "after %c %.*s %.*s", (char)e.r.kind,
			SPAN_FMT(e.path), SPAN_FMT(e.path2));
		one_cut(s, job, mode, n, d, log, rest, &t);
	}
	try_end(&t);
	disk_free(d);
	free(template);
}

/* One run without a fault: it has to pass; its log is what is cut afterwards. */
static void without_fault(struct sweep *s, size_t row, struct str *log)
{
	const struct job *job = plan[row].job;
	char *template = template_of(s, job);
	struct run_orders o = {.log = true, .lie = s->lie};
	struct disk_event e;
	struct span rest;
	struct try t;

	try_begin(&t, s, HOW_NONE);
	fill(&t, template);
	job->act(&t, &o);
	if (fs_read(t.place->log, log, NULL) && plan[row].kind == CUTS)
		abort();
	s->all = t.place->shared->count;
	if (plan[row].kind == CUTS)
		for (s->all = 0, rest = str_span(log); disk_next(&rest, &e);)
			s->all += e.r.kind == FAULT_SYNC;
	job->check(&t);
	if (t.why.len && !s->lie)
		printf("FAIL %s without a fault: %s\n", job->name, str_c(&t.why));
	atomic_fetch_add(t.why.len ? &s->counts->failed : &s->counts->passed, 1);
	try_end(&t);
	free(template);
}

/* -------------------------------------------------------------- the whole */

static bool wanted(const struct sweep *s, const struct job *job, size_t mode, enum kind kind)
{
	return (!s->opt_job || strcmp(s->opt_job, job->name) == 0) &&
	       (!s->opt_mode || strcmp(s->opt_mode, modes[mode].name) == 0) && 
	       kind == (modes[mode].how == HOW_CUT ? CUTS : modes[mode].how == HOW_SPOIL ? FILES : CALLS);
}

static void work(const struct sweep *s, size_t row, struct span log)
{
	for (size_t mode = 0; mode < MODES; mode++) {
		if (!wanted(s, plan[row].job, mode, plan[row].kind))
			continue;
		if (plan[row].kind == CUTS)
			all_cuts(s, row, mode, log);
		else
			at_all_calls(s, row, mode);
	}
}

static void prepare(struct sweep *s, const struct job *job)
{
	char *template = template_of(s, job);
	struct try t;

	try_begin(&t, s, HOW_NONE);
	try_clear(&t);
	job->prepare(&t);
	if (t.why.len) {
		fprintf(stderr, "%s: %s: %s\n", job->name, str_c(&t.why), str_c(&t.told));
		exit(2);
	}
	if (rename(t.place->tree, template))
		abort();
	try_end(&t);
	free(template);
}

/* The rows of the plan one after the other, each shared by the processes. */
static void do_row(struct sweep *s, size_t row)
{
	struct str log = STR_INIT;
	int status;

	prepare(s, plan[row].job);
	without_fault(s, row, &log);
	fflush(stdout);
	for (s->me = 0; s->me < s->jobs; s->me++) {
		pid_t pid = fork();

		if (pid == 0) {
			work(s, row, str_span(&log));
			fflush(stdout);
			_exit(0);
		}
	}
	while (wait(&status) > 0)
		if (!WIFEXITED(status) || WEXITSTATUS(status))
			atomic_fetch_add(&s->counts->failed, 1);
	s->me = 0;
	str_release(&log);
	printf("%s: %u passed, %u failed so far\n", plan[row].job->name, s->counts->passed, s->counts->failed);
	fflush(stdout);
}

static int usage(void)
{
	fprintf(stderr, "sweep PROGRAM SHIM DATA [--sample [--places N]] [--jobs N] [--only JOB/MODE[/N]] [--lie KIND:TEXT] [--keep]\n");
	return 2;
}

static void only(struct sweep *s, char *spec)
{
	char *mode = strchr(spec, '/'), *at = mode ? strchr(mode + 1, '/') : NULL;

	s->opt_job = spec;
	if (mode) {
		*mode = '\0';
		s->opt_mode = mode + 1;
	}
	if (at) {
		*at = '\0';
		s->opt_at = strtoul(at + 1, NULL, 10);
		s->jobs = 1;
	}
}

int main(int argc, char **argv)
{
	const char *tmp = getenv("TMPDIR");
	char *base = str_format("%s/sweep-XXXXXX", tmp ? tmp : "/tmp");
	struct sweep s = {.jobs = (unsigned)sysconf(_SC_NPROCESSORS_ONLN) * 2}; /* they mostly wait */

	if (argc < 4 || !mkdtemp(base))
		return usage();
	s.program = argv[1];
	s.shim = argv[2];
	s.data = argv[3];
	for (int i = 4; i < argc; i++) {
		if (strcmp(argv[i], "--sample") == 0)
			s.sample = true;
		else if (strcmp(argv[i], "--keep") == 0)
			s.keep = true;
		else if (strcmp(argv[i], "--places") == 0 && i + 1 < argc)
			s.places = (unsigned)strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--jobs") == 0 && i + 1 < argc)
			s.jobs = (unsigned)strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc)
			only(&s, argv[++i]);
		else if (strcmp(argv[i], "--lie") == 0 && i + 1 < argc)
			s.lie = argv[++i];
		else
			return usage();
	}
	s.base = realpath(base, NULL);
	s.counts = mmap(NULL, sizeof *s.counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!s.base || s.counts == MAP_FAILED || s.jobs < 1 || s.jobs > 64)
		return usage();
	for (size_t i = 0; i < sizeof plan / sizeof plan[0]; i++)
		if (!s.opt_job || strcmp(s.opt_job, plan[i].job->name) == 0)
			do_row(&s, i);
	for (size_t i = 0; i < MODES; i++)
		if (s.counts->mode_runs[i])
			printf("%-12s %5u tries, %u failed\n", modes[i].name, s.counts->mode_runs[i], s.counts->mode_bad[i]);
	if (!s.keep) {
		struct try t;

		try_begin(&t, &s, HOW_NONE);
		run_or_end(&t, (const char *const[]){"/bin/rm", "-rf", s.base, NULL});
	}
	if (s.counts->passed + s.counts->failed == 0)
		s.counts->failed = 1;
	printf("%u passed, %u failed\n", s.counts->passed, s.counts->failed);
	return s.counts->failed ? 1 : 0;
}
