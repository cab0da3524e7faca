/* t_repo_health: full disks, cut and flipped objects, stale locks, killed
 * writers. A hang is a failure: each damaged repository is opened in a child
 * with an alarm. */
#include "store/repo_serve.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "meeting.h"

/* Runs fn in a child; its exit status, or -1 when it died or hung. */
static int in_child(int (*fn)(struct meeting *m), struct meeting *m)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		alarm(20);
		_exit(fn(m));
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* 0 healthy, 1 said to be damaged, 2 refused with an error. */
static int open_and_check(struct meeting *m)
{
	struct store_request q = {.op = STORE_CHECK};
	int rc;

	rc = meeting_run(m, q);
	return rc ? 2 : m->a.damaged ? 1 : 0;
}

static int open_and_save(struct meeting *m)
{
	bool damaged;

	if (meeting_run(m, (struct store_request){.op = STORE_OPEN}))
		return 2;
	damaged = m->a.damaged;
	meeting_save(m, "efter skadan\n");
	return damaged;
}

/* The paths of all loose objects. */
static void loose_objects(const struct meeting *m, struct strlist *out)
{
	char *text = shell(m, "find .git/objects -type f | grep -v /pack/");
	struct span rest = span_of(text), line;

	while (span_line(&rest, &line))
		if (span_starts(line, ".git"))
			strlist_add(out, line.p, line.n);
	strlist_sort(out);
	free(text);
}

static void put(const char *path, const char *p, size_t n)
{
	FILE *f;

	chmod(path, 0600);
	f = fopen(path, "wb");
	if (f) {
		fwrite(p, 1, n, f);
		fclose(f);
	}
}

TEST(cut_objects_are_reported_and_never_hang)
{
	struct meeting m = meeting_new();
	struct strlist files = {0};
	int bad = 0, tried = 0;

	meeting_create(&m, "ett är här\n");
	meeting_save(&m, "ett är här\nett till\n");
	loose_objects(&m, &files);
	CHECK_INT(files.n, 6);
	for (size_t i = 0; i < files.n; i++) {
		char *path = meeting_path(&m, files.v[i]);
		struct str whole = STR_INIT;

		CHECK_INT(fs_read(path, &whole, NULL), 0);
		for (size_t n = 0; n < whole.len; n += 1 + whole.len / 12) {
			put(path, whole.buf, n);
			tried++;
			if (in_child(open_and_check, &m) != 1)
				bad++;
		}
		put(path, whole.buf, whole.len);
		str_release(&whole);
		free(path);
	}
	CHECK(tried > 60);
	CHECK_INT(bad, 0);
	CHECK_INT(in_child(open_and_check, &m), 0);
	strlist_release(&files);
	meeting_free(&m);
}

TEST(flipped_bytes_are_reported)
{
	struct meeting m = meeting_new();
	struct strlist files = {0};
	unsigned long seed = 7;
	int bad = 0;

	meeting_create(&m, "ett är här\n");
	meeting_save(&m, "två är där\n");
	loose_objects(&m, &files);
	for (size_t i = 0; i < files.n; i++) {
		char *path = meeting_path(&m, files.v[i]);
		struct str whole = STR_INIT;

		CHECK_INT(fs_read(path, &whole, NULL), 0);
		for (int k = 0; k < 12; k++) {
			/* not the last bits before the check sum: deflate pads there */
			size_t at = test_random(&seed) % (whole.len - 6);

			whole.buf[at] = (char)(whole.buf[at] ^ 0x55);
			put(path, whole.buf, whole.len);
			whole.buf[at] = (char)(whole.buf[at] ^ 0x55);
			if (in_child(open_and_check, &m) != 1)
				bad++;
		}
		put(path, whole.buf, whole.len);
		str_release(&whole);
		free(path);
	}
	CHECK_INT(bad, 0);
	strlist_release(&files);
	meeting_free(&m);
}

TEST(a_damaged_last_version_is_mended_or_said)
{
	struct meeting m = meeting_new();
	struct strlist files = {0};

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	loose_objects(&m, &files);
	for (size_t i = 0; i < files.n; i++) {
		char *path = meeting_path(&m, files.v[i]);
		char *copy = str_format("cp -r . ../kopia%zu", i);
		struct meeting other = meeting_new();
		struct str whole = STR_INIT;
		int rc;

		CHECK_SHELL(&m, copy, "=0\n");
		free(other.folder);
		other.folder = str_format("%s/../kopia%zu", m.folder, i);
		free(path);
		path = meeting_path(&other, files.v[i]);
		fs_read(path, &whole, NULL);
		put(path, whole.buf, whole.len / 2);
		rc = in_child(open_and_save, &other);
		CHECK(rc == 0 || rc == 1);
		str_release(&whole);
		free(copy);
		free(path);
		meeting_free(&other);
	}
	strlist_release(&files);
	meeting_free(&m);
}

TEST(the_last_text_is_mended_from_the_work_file)
{
	struct meeting m = meeting_new();
	char *path, *line;

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	line = str_format(".git/objects/%.2s/%s", m.a.blob, m.a.blob + 2);
	path = meeting_path(&m, line);
	put(path, "x", 1);
	CHECK_INT(in_child(open_and_save, &m), 0);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git log --format=%s; ls .git/paragraf-skadat | wc -l",
		"Sparad\nSparad\nFörsta versionen\n1\n=0\n");
	free(path);
	free(line);
	meeting_free(&m);
}

TEST(a_lost_reference_comes_from_its_copy)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	meeting_write(&m, ".git/refs/heads/utkast", "");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(m.a.nr, 2);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK(m.a.problem.n == 1);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "rm .git/refs/heads/utkast", "=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(m.a.nr, 2);
	meeting_write(&m, ".git/HEAD", "");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(another_branch_is_somebody_s_choice)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	CHECK_SHELL(&m, "git switch -q -c egen", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_SHELL(&m, "git switch -q utkast", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(stale_locks_are_removed)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	/* as a killed writer of ours leaves them */
	meeting_write(&m, ".git/refs/heads/utkast.lock", "");
	meeting_write(&m, ".git/index.lock", "");
	meeting_write(&m, ".git/objects/ab/tmp_object_git2_x", "x");
	meeting_write(&m, "protokoll.md.ny-1", "x");
	meeting_write(&m, ".git/paragraf.lock", "s");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "find . -name '*.lock' -size +0; find . -name '*tmp_obj*' -o -name '*.ny-*' -o -name 'utkast.lock'", "=0\n");
	/* a fresh lock of another program's is left alone; an old one is not */
	meeting_write(&m, ".git/refs/heads/utkast.lock", "");
	CHECK_INT(meeting_save(&m, "tre\n"), -1);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK_SHELL(&m, "touch -d '2 minutes ago' .git/refs/heads/utkast.lock", "=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(meeting_save(&m, "tre\n"), 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(missing_folders_of_objects)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	CHECK_SHELL(&m, "git gc -q --prune=now; find .git/objects -type d -empty -delete", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_INT(m.a.nr, 2);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "ls .git/objects | grep -c '^..$'", "256\n=0\n");
	meeting_free(&m);
}

TEST(a_save_interrupted_after_the_version)
{
	struct meeting m = meeting_new();
	char *text;

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	/* the work file and the index as they were before the last version */
	CHECK_SHELL(&m, "cp .git/index ../index; git show HEAD~1:protokoll.md >protokoll.md; git read-tree HEAD~1", "=0\n");
	meeting_write(&m, ".git/paragraf.lock", "s");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(!m.a.has_other);
	CHECK_GIT(&m);
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(text, "två\n");
	free(text);
	CHECK_SHELL(&m, "rm protokoll.md; echo skräp >.git/index", "=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(a_file_that_may_not_grow)
{
	struct meeting m = meeting_new();
	struct rlimit old, small = {20000, 20000};
	struct str big = STR_INIT;
	char *text;

	signal(SIGXFSZ, SIG_IGN);
	meeting_create(&m, "ett\n");
	for (int i = 0; i < 20000; i++)
		str_addf(&big, "%d ", i * 7919);
	getrlimit(RLIMIT_FSIZE, &old);
	small.rlim_max = old.rlim_max;
	setrlimit(RLIMIT_FSIZE, &small);
	CHECK_INT(meeting_save(&m, str_c(&big)), -1);
	setrlimit(RLIMIT_FSIZE, &old);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK_GIT(&m);
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(text, "ett\n");
	free(text);
	CHECK_INT(meeting_save(&m, str_c(&big)), 0);
	CHECK_INT(m.a.nr, 2);
	CHECK_GIT(&m);
	str_release(&big);
	meeting_free(&m);
}

TEST(a_folder_that_can_only_be_read)
{
	struct meeting m = meeting_new();
	char *text;

	if (geteuid() == 0) {
		printf("SKIP: root får skriva överallt\n");
		meeting_free(&m);
		return;
	}
	meeting_create(&m, "ett\n");
	CHECK_SHELL(&m, "chmod -R a-w .", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), -1);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.busy);
	CHECK_SPAN(str_span(&m.a.text), "ett\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_HISTORY}), 0);
	CHECK_INT(m.a.nversions, 1);
	CHECK_SHELL(&m, "chmod -R u+w .", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_GIT(&m);
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(text, "två\n");
	free(text);
	meeting_free(&m);
}

TEST(a_folder_of_another_user_s)
{
	struct meeting m = meeting_new();
	char *git;

	if (geteuid() != 0) {
		printf("SKIP: bara root kan ge bort en mapp\n");
		meeting_free(&m);
		return;
	}
	meeting_create(&m, "ett\n");
	git = meeting_path(&m, ".git");
	CHECK_INT(chown(git, 65534, 65534), 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	CHECK_INT(meeting_save(&m, "två\n"), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	CHECK_INT(chown(git, 0, 0), 0);
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	free(git);
	meeting_free(&m);
}

TEST(a_thousand_saves_do_not_pile_up)
{
	struct meeting m = meeting_new();
	struct str text = STR_INIT;

	meeting_create(&m, "");
	for (int i = 0; i < 1000; i++) {
		str_addf(&text, "Mening %d i protokollet.\n", i);
		if (i % 3 == 0)
			meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = str_span(&text)});
		if (meeting_save(&m, str_c(&text)))
			CHECK_STR(m.err.msg, "");
	}
	CHECK_INT(m.a.nr, 1001);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git rev-list --count HEAD; test $(find .git/objects -type f | wc -l) -lt 350; "
		"test $(du -sk .git | cut -f1) -lt 6000", "1001\n=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_HISTORY}), 0);
	CHECK_INT(m.a.nversions, 1001);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 2}), 0);
	CHECK_SPAN(str_span(&m.a.text), "Mening 0 i protokollet.\n");
	CHECK_INT(in_child(open_and_check, &m), 0);
	str_release(&text);
	meeting_free(&m);
}

TEST(a_flipped_pack_is_reported)
{
	struct meeting m = meeting_new();
	char *list, *name, *path;
	struct str whole = STR_INIT;
	int bad = 0;

	meeting_create(&m, "ett\n");
	for (int i = 0; i < 100; i++) {
		char text[32];

		snprintf(text, sizeof text, "rad %d\n", i);
		meeting_save(&m, text);
	}
	list = shell(&m, "ls .git/objects/pack/*.pack .git/objects/pack/*.idx");
	for (int k = 0; k < 2; k++) {
		struct span rest = span_of(list), line = SPAN_NONE;

		for (int skip = 0; skip <= k; skip++)
			span_line(&rest, &line);
		name = span_dup(line);
		path = meeting_path(&m, name);
		str_clear(&whole);
		CHECK_INT(fs_read(path, &whole, NULL), 0);
		for (size_t at = 0; at < whole.len; at += 1 + whole.len / 20) {
			whole.buf[at] = (char)(whole.buf[at] ^ 1);
			put(path, whole.buf, whole.len);
			whole.buf[at] = (char)(whole.buf[at] ^ 1);
			if (in_child(open_and_check, &m) != 1)
				bad++;
			if (at == 0 && in_child(open_and_save, &m) != 1)
				bad++;
		}
		put(path, whole.buf, whole.len);
		free(name);
		free(path);
	}
	CHECK_INT(bad, 0);
	CHECK_INT(in_child(open_and_check, &m), 0);
	/* the text that could not become a version is not lost */
	name = meeting_read(&m, "protokoll-raddad.md");
	CHECK_STR(name, "efter skadan\n");
	free(name);
	str_release(&whole);
	free(list);
	meeting_free(&m);
}

/* Kills the worker process among our own children. */
static void kill_worker(int ms)
{
	char *path = str_format("/proc/%ld/task/%ld/children", (long)getpid(), (long)getpid());
	struct str list = STR_INIT;
	struct span rest, one;
	long pid;

	usleep((useconds_t)ms * 1000);
	fs_read(path, &list, NULL);
	rest = str_span(&list);
	while (span_split(&rest, " ", &one)) {
		char *comm = str_format("/proc/%.*s/comm", SPAN_FMT(one));
		struct str name = STR_INIT;

		if (span_int(one, &pid) && fs_read(comm, &name, NULL) == 0 &&
			span_starts(str_span(&name), "paragraf-arb"))
			kill((pid_t)pid, SIGKILL);
		str_release(&name);
		free(comm);
	}
	str_release(&list);
	free(path);
}

/* A real worker process: killed in the middle, the next request works. */
TEST(a_killed_worker_costs_one_request)
{
	struct meeting m = meeting_new();
	struct str big = STR_INIT, request = STR_INIT;
	struct worker_reply reply;
	int answered = 0, died = 0;

	worker_free(m.w);
	m.w = worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
	CHECK_INT(meeting_create(&m, "ett\n"), 0);
	CHECK_STR(m.err.msg, "");
	for (int i = 0; big.len < 3000000; i++)
		str_addf(&big, "Mening nummer %d.\n", i);
	for (int round = 0; round < 4; round++) {
		struct store_request q = {.op = STORE_SAVE, .folder = m.folder, .now = m.now,
			.text = str_span(&big)};

		str_adds(&big, "mer\n");
		q.text = str_span(&big);
		str_clear(&request);
		store_pack(&request, &q);
		worker_post(m.w, 7, str_span(&request));
		kill_worker(10 + 25 * round);
		CHECK(worker_drain(m.w, 20000));
		while (worker_next(m.w, &reply)) {
			answered += reply.outcome == WORKER_ANSWER;
			died += reply.outcome == WORKER_DIED;
			str_release(&reply.body);
		}
		str_addf(&big, "runda %d\n", round);
		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
		CHECK_STR(m.err.msg, "");
		CHECK_INT(meeting_save(&m, str_c(&big)), 0);
		CHECK_STR(m.err.msg, "");
		CHECK_GIT(&m);
	}
	CHECK_INT(answered + died, 4);
	str_release(&big);
	str_release(&request);
	meeting_free(&m);
}
