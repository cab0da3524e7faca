/* journal: the writer: its folder, its lock, and what is left when calls fail or
 * the process is killed. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "journal_help.h"

static int mode_of(const char *path)
{
	struct stat st;

	return lstat(path, &st) ? -1 : (int)(st.st_mode & 07777);
}

TEST(where_it_is_kept)
{
	char *s = journal_dir("/a/mote/protokoll.md", "/a/mote");

	CHECK_STR(s, "/a/mote/.git/paragraf");
	free(s);
	s = journal_dir("/a/utkast.md", NULL);
	CHECK_STR(s, "/a/.utkast.md.paragraf");
	free(s);
	s = journal_dir("utkast.md", NULL);
	CHECK_STR(s, "./.utkast.md.paragraf");
	free(s);
}

TEST(spare_places)
{
	char *dir = test_folder(), *file = fs_join(dir, "protokoll.md"), *a, *b;
	char *state = getenv("XDG_STATE_HOME") ? mem_strdup(getenv("XDG_STATE_HOME")) : NULL;
	char *near = str_format("%s/../%s/protokoll.md", dir, fs_basename(dir));
	const char *home = getenv("HOME");
	struct err err = ERR_INIT;
	struct journal *j;

	setenv("XDG_STATE_HOME", dir, 1);
	CHECK_INT(fs_write_atomic(file, "x", 1, 0600, &err), 0);
	a = journal_spare_dir(file, 0);
	b = journal_spare_dir(near, 0);
	CHECK(span_starts(span_of(a), dir));
	CHECK(strstr(a, "/paragraf/"));
	CHECK_STR(a, b); /* one draft, one place, whatever it is called */
	free(b);
	b = journal_spare_dir("/other/protokoll.md", 0);
	CHECK(strcmp(a, b) != 0);
	free(b);
	b = journal_spare_dir(file, 1);
	CHECK(span_starts(span_of(b), "/dev/shm/paragraf-"));
	free(b);
	b = journal_spare_dir(file, 2);
	CHECK(span_starts(span_of(b), "/tmp/paragraf-"));
	free(b);
	CHECK(journal_spare_dir(file, 3) == NULL);
	CHECK(journal_spare_dir(file, -1) == NULL);
	/* it is made with all above it */
	j = journal_new(a);
	CHECK_INT(journal_lock(j, &err), 0);
	CHECK_INT(mode_of(a), 0700);
	journal_free(j);
	CHECK(!fs_exists(a));
	free(a);
	/* a relative one does not count; without any place at home the others remain */
	setenv("XDG_STATE_HOME", "state", 1);
	a = journal_spare_dir(file, 0);
	CHECK(home && a && strstr(a, "/.local/state/paragraf/"));
	free(a);
	if (state)
		setenv("XDG_STATE_HOME", state, 1);
	else
		unsetenv("XDG_STATE_HOME");
	free(state);
	free(near);
	free(file);
	free(dir);
}

TEST(only_the_owner_may_read)
{
	mode_t old = umask(0);
	struct work w = work_new("hemligt");
	char *lock = fs_join(w.dir, "las");

	CHECK_INT(mode_of(w.dir), 0700);
	CHECK_INT(mode_of(journal_path(w.j)), 0600);
	CHECK_INT(mode_of(lock), 0600);
	/* a folder that was opened to others is closed again */
	CHECK_INT(chmod(w.dir, 0755), 0);
	CHECK_INT(journal_begin(w.j, span_of("hemligt"), NULL), 0);
	CHECK_INT(mode_of(w.dir), 0700);
	umask(old);
	free(lock);
	work_free(&w);
}

TEST(folders_that_are_not_ours)
{
	char *dir = test_folder(), *link = str_format("%s-lank", dir), *under = fs_join(dir, "finns/inte/j");
	struct err err = ERR_INIT;
	struct journal *j = journal_new(link);

	CHECK_INT(symlink(dir, link), 0);
	CHECK_INT(journal_lock(j, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK(strstr(err.msg, "ingen mapp av din egen"));
	CHECK_INT(journal_begin(j, span_of("x"), &err), -1);
	CHECK(!journal_open(j));
	journal_free(j);
	CHECK(fs_is_dir(dir));
	/* a missing folder above is not made */
	j = journal_new(under);
	CHECK_INT(journal_lock(j, &err), -1);
	journal_free(j);
	/* of another owner: only root can make one here */
	if (geteuid() == 0 && chown(dir, 65534, 65534) == 0) {
		j = journal_new(dir);
		CHECK_INT(journal_lock(j, &err), -1);
		journal_free(j);
	}
	/* a link in the place of the lock, or of the part, is not written through */
	free(under);
	free(link);
	free(dir);
	dir = test_folder();
	link = fs_join(dir, "las");
	CHECK_INT(symlink("/dev/null", link), 0);
	j = journal_new(dir);
	CHECK_INT(journal_lock(j, &err), -1);
	journal_free(j);
	free(link);
	link = fs_join(dir, "1.journal");
	CHECK_INT(symlink("/dev/null", link), 0);
	j = journal_new(dir);
	CHECK_INT(journal_begin(j, span_of("x"), &err), 0);
	CHECK(strstr(journal_path(j), "2.journal"));
	journal_free(j);
	free(link);
	free(dir);
}

/* ------------------------------------------------------------------ lock */

TEST(one_at_a_time)
{
	struct work w = work_new("a");
	struct journal *other = journal_new(w.dir);
	struct err err = ERR_INIT;

	CHECK_INT(journal_lock(w.j, &err), 0); /* held already */
	CHECK_INT(journal_lock(other, &err), 1);
	/* who never had it takes nothing away */
	journal_free(other);
	other = journal_new(w.dir);
	CHECK_INT(journal_lock(other, &err), 1);
	journal_free(w.j);
	w.j = NULL;
	CHECK_INT(journal_lock(other, &err), 0);
	journal_free(other);
	CHECK(fs_is_dir(w.dir)); /* there is a part */
	work_free(&w);
}

TEST(nothing_is_left_when_nothing_was_written)
{
	char *folder = test_folder(), *dir = fs_join(folder, "j"), *other = fs_join(dir, "annat");
	struct err err = ERR_INIT;
	struct journal *j = journal_new(dir);

	CHECK(!fs_exists(dir));
	journal_free(j);
	CHECK(!fs_exists(dir));
	journal_free(NULL);
	j = journal_new(dir);
	CHECK_INT(journal_lock(j, &err), 0);
	CHECK(fs_is_dir(dir));
	CHECK(!journal_open(j));
	CHECK(journal_path(j) == NULL);
	CHECK_INT(journal_size(j), 0);
	CHECK_INT(journal_flush(j, &err), 0);
	CHECK(!journal_full(j));
	journal_free(j);
	CHECK(!fs_exists(dir));
	/* something else in the folder stays */
	j = journal_new(dir);
	CHECK_INT(journal_lock(j, &err), 0);
	CHECK_INT(fs_write_atomic(other, "x", 1, 0600, &err), 0);
	journal_free(j);
	CHECK(fs_exists(other));
	free(other);
	free(dir);
	free(folder);
}

static void wait_for_line(int fd)
{
	char c;

	CHECK_INT(read(fd, &c, 1), 1);
}

TEST(a_killed_holder_lets_go)
{
	char *folder = test_folder(), *dir = fs_join(folder, "j");
	struct journal *j = journal_new(dir);
	int pipes[2], status;
	pid_t child;

	CHECK_INT(pipe(pipes), 0);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		struct journal *mine = journal_new(dir);
		bool ok = journal_lock(mine, NULL) == 0 && journal_begin(mine, span_of("x"), NULL) == 0 &&
			  write(pipes[1], "x", 1) == 1;

		while (ok)
			pause();
		_exit(1);
	}
	wait_for_line(pipes[0]);
	CHECK_INT(journal_lock(j, NULL), 1);
	kill(child, SIGKILL);
	CHECK(waitpid(child, &status, 0) == child);
	CHECK_INT(journal_lock(j, NULL), 0);
	close(pipes[0]);
	close(pipes[1]);
	journal_free(j);
	free(dir);
	free(folder);
}

/* Whoever ends takes the file of the lock away: another who had opened it by
 * then must not believe that it holds the draft. */
TEST(a_lock_that_comes_and_goes)
{
	char *folder = test_folder(), *dir = fs_join(folder, "j");
	int *holders = mmap(NULL, sizeof *holders, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t child[4];
	int status;

	*holders = 0;
	fflush(stdout);
	for (size_t i = 0; i < 4; i++) {
		child[i] = fork();
		for (int k = 0; child[i] == 0 && k < 300; k++) {
			struct journal *j = journal_new(dir);
			int rc = journal_lock(j, NULL);

			if (rc == 0 && __atomic_add_fetch(holders, 1, __ATOMIC_SEQ_CST) != 1)
				_exit(1);
			if (rc == 0)
				__atomic_sub_fetch(holders, 1, __ATOMIC_SEQ_CST);
			journal_free(j);
		}
		if (child[i] == 0)
			_exit(0);
	}
	for (size_t i = 0; i < 4; i++)
		CHECK(waitpid(child[i], &status, 0) == child[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	munmap(holders, sizeof *holders);
	free(dir);
	free(folder);
}

/* ----------------------------------------------------------------- parts */

TEST(going_on_in_a_torn_part)
{
	struct work w = work_new("a");
	struct journal_part p;
	struct text *t;
	struct err err = ERR_INIT;
	int fd;

	text_replace(w.t, 1, 0, span_of("b"));
	work_flush(&w);
	fd = open(journal_path(w.j), O_WRONLY | O_APPEND);
	CHECK_INT(write(fd, "halv", 4), 4);
	close(fd);
	journal_free(w.j);
	w.j = journal_new(w.dir);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.state, JOURNAL_TORN);
	CHECK_INT(journal_continue(w.j, &p, &err), 0);
	CHECK_INT(journal_size(w.j), p.good);
	journal_part_release(&p);
	text_replace(w.t, 2, 0, span_of("c"));
	work_flush(&w);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.state, JOURNAL_WHOLE);
	CHECK_INT(p.records, 2);
	t = journal_replay(&p, INT64_MAX, NULL);
	CHECK_SPAN(text_bytes(t), "abc");
	text_free(t);
	/* somebody has written since it was read */
	text_replace(w.t, 3, 0, span_of("d"));
	work_flush(&w);
	journal_free(w.j);
	w.j = journal_new(w.dir);
	CHECK_INT(journal_continue(w.j, &p, &err), -1);
	CHECK_INT(err.code, ERR_MOVED);
	CHECK(!journal_open(w.j));
	journal_part_release(&p);
	work_free(&w);
}

TEST(a_part_is_full)
{
	struct work w = work_new("");
	struct str big = STR_INIT;

	str_addrep(&big, "x", JOURNAL_PART_MAX / 2);
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	CHECK(!journal_full(w.j));
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	CHECK(journal_full(w.j));
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	CHECK_INT(journal_begin(w.j, text_bytes(w.t), NULL), 0);
	CHECK(!journal_full(w.j));
	/* not before the records are more than the base */
	text_replace(w.t, 0, 0, str_span(&big));
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	text_replace(w.t, 0, 0, span_of("abc"));
	work_flush(&w);
	CHECK(!journal_full(w.j));
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	CHECK(journal_full(w.j));
	str_release(&big);
	work_free(&w);
}

TEST(forgetting)
{
	struct work w = work_new("a");
	char *first = mem_strdup(journal_path(w.j)), *other = fs_join(w.dir, "annat");
	int *have;

	CHECK_INT(journal_begin(w.j, span_of("b"), NULL), 0);
	CHECK_INT(fs_write_atomic(other, "x", 1, 0600, NULL), 0);
	text_replace(w.t, 0, 0, span_of("c"));
	work_add(&w);
	CHECK_INT(journal_forget(w.j, NULL), 0);
	CHECK(!journal_open(w.j));
	CHECK(!fs_exists(first));
	CHECK(fs_exists(other));
	CHECK_INT(journal_waiting(w.j), 0);
	CHECK_INT(journal_parts(w.dir, &have), 0);
	free(have);
	free(other);
	free(first);
	work_free(&w);
}

TEST(what_is_added_before_there_is_a_part)
{
	struct work w = work_new("a");
	struct journal *j = journal_new(w.dir);
	struct err err = ERR_INIT;
	struct text_op op;

	text_replace(w.t, 1, 0, span_of("b"));
	CHECK(text_next_op(w.t, &op));
	journal_add(j, &op);
	journal_add_cursor(j, 1);
	journal_add_checkpoint(j, "x");
	CHECK(journal_waiting(j) > 0);
	CHECK_INT(journal_flush(j, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK_INT(journal_begin(j, text_bytes(w.t), &err), 0);
	CHECK_INT(journal_waiting(j), 0);
	CHECK_INT(journal_flush(j, &err), 0);
	journal_free(j);
	work_free(&w);
}

/* ---------------------------------------------------------------- faults */

/* Call number `at` fails with `why`, all after it too when sticky. A write may
 * put some of its bytes first. */
static struct {
	int calls, at, why;
	bool sticky, half;
} fault;

static bool fails(void)
{
	fault.calls++;
	if (!fault.at || fault.calls < fault.at || (fault.calls > fault.at && !fault.sticky))
		return false;
	errno = fault.why;
	return true;
}

static int bad_open(const char *path, int flags, mode_t mode)
{
	return fails() ? -1 : open(path, flags, mode);
}

static ssize_t bad_write(int fd, const void *p, size_t n)
{
	ssize_t done = 0;

	if (!fails())
		return fault.why == EINTR && n > 1 ? write(fd, p, n / 2) : write(fd, p, n);
	if (fault.half && n > 1)
		done = write(fd, p, n / 2);
	errno = fault.why;
	return done > 0 && fault.sticky ? done : -1;
}

static int bad_fsync(int fd)
{
	return fails() ? -1 : fsync(fd);
}

static int bad_unlink(const char *path)
{
	return fails() ? -1 : unlink(path);
}

static int bad_mkdir(const char *path, mode_t mode)
{
	return fails() ? -1 : mkdir(path, mode);
}

static int bad_ftruncate(int fd, off_t size)
{
	return fails() ? -1 : ftruncate(fd, size);
}

static const struct fs_calls bad_calls = {
	.open = bad_open, .write = bad_write, .fsync = bad_fsync, .rename = rename, .unlink = bad_unlink,
	.mkdir = bad_mkdir, .ftruncate = bad_ftruncate, .fdatasync = bad_fsync};

/* A short session: work, a new part, work. Keeps every text there was, and
 * which of them was acknowledged last. */
struct session {
	struct work w;
	struct str text[128];
	size_t n, acked;
	bool any; /* something was acknowledged */
};

static void ack(struct session *s, bool ok)
{
	if (ok) {
		s->acked = s->n - 1;
		s->any = true;
	}
}

static void session_step(struct session *s)
{
	struct text_op op;

	/* one operation at a time: any of them may be the last on disk */
	for (work_step(&s->w); text_next_op(s->w.t, &op);) {
		struct str *now = &s->text[s->n];

		str_addspan(now, str_span(&s->text[s->n - 1]));
		for (size_t i = 0; i < op.n; i++)
			str_replace(now, op.edit[i].at, op.edit[i].del, op.edit[i].ins.p, op.edit[i].ins.n);
		s->n++;
		journal_add(s->w.j, &op);
		ack(s, journal_flush(s->w.j, NULL) == 0);
	}
	CHECK(span_eq(str_span(&s->text[s->n - 1]), text_bytes(s->w.t)));
}

static void session_run(struct session *s)
{
	char *folder = test_folder();

	*s = (struct session){.w = {.dir = fs_join(folder, "j"), .t = text_new(span_of("bas")), .seed = 77}};
	text_follow(s->w.t);
	s->w.j = journal_new(s->w.dir);
	str_addspan(&s->text[s->n++], text_bytes(s->w.t));
	fs_use_calls(&bad_calls);
	(void)!journal_lock(s->w.j, NULL);
	ack(s, journal_begin(s->w.j, text_bytes(s->w.t), NULL) == 0);
	for (int i = 0; i < 14; i++) {
		if (!journal_open(s->w.j) || i == 6)
			ack(s, journal_begin(s->w.j, text_bytes(s->w.t), NULL) == 0);
		session_step(s);
	}
	fs_use_calls(NULL);
	free(folder);
}

static void session_free(struct session *s)
{
	for (size_t i = 0; i < s->n; i++)
		str_release(&s->text[i]);
	work_free(&s->w);
}

/* What is on disk is what was acknowledged, or something later. */
static bool kept(struct session *s)
{
	size_t cursor;
	struct text *t = work_replay(s->w.dir, &cursor, NULL);
	bool ok = !t && !s->any;

	for (size_t i = s->acked; t && i < s->n; i++)
		ok = ok || span_eq(text_bytes(t), str_span(&s->text[i]));
	text_free(t);
	return ok;
}

TEST(a_fault_at_each_call)
{
	static const int whys[] = {ENOSPC, EIO, EROFS, EINTR};
	int total = 0;

	for (size_t mode = 0; mode < 16; mode++) {
		bool sticky = mode & 4, half = mode & 8;

		for (int at = 1;; at++) {
			struct session s;
			int *have;
			size_t n;

			if (whys[mode % 4] == EINTR && sticky)
				break; /* for ever interrupted: no such thing */
			memset(&fault, 0, sizeof fault);
			fault.at = at;
			fault.why = whys[mode % 4];
			fault.sticky = sticky;
			fault.half = half && whys[mode % 4] != EINTR;
			session_run(&s);
			if (!kept(&s)) {
				printf("call %d, mode %d\n", at, (int)mode);
				CHECK_FAIL("something acknowledged is lost");
			}
			/* once calls go well again nothing is missing */
			if (!journal_open(s.w.j))
				ack(&s, journal_begin(s.w.j, text_bytes(s.w.t), NULL) == 0);
			session_step(&s);
			CHECK_INT(s.acked, s.n - 1);
			CHECK(kept(&s));
			n = journal_parts(s.w.dir, &have);
			for (size_t i = 0; i < n; i++) {
				struct journal_part p;

				journal_part_read(&p, s.w.dir, have[i]);
				CHECK(p.state != JOURNAL_DAMAGED);
				journal_part_release(&p);
			}
			free(have);
			session_free(&s);
			total++;
			if (fault.calls < at)
				break;
		}
	}
	CHECK(total > 300);
}

TEST(what_is_said_when_a_write_fails)
{
	struct work w = work_new("a");
	struct err err = ERR_INIT;
	size_t waits;

	text_replace(w.t, 0, 0, span_of("b"));
	work_add(&w);
	waits = journal_waiting(w.j);
	fault.calls = 0;
	fault.at = 1;
	fault.why = ENOSPC;
	fault.sticky = true;
	fault.half = false;
	fs_use_calls(&bad_calls);
	CHECK_INT(journal_flush(w.j, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	CHECK(strstr(err.msg, "1.journal går inte att skriva: "));
	CHECK_INT(journal_waiting(w.j), waits);
	err = (struct err)ERR_INIT;
	CHECK_INT(journal_begin(w.j, span_of("ba"), &err), -1);
	CHECK(strstr(err.msg, "går inte att "));
	CHECK(journal_open(w.j));
	CHECK(strstr(journal_path(w.j), "1.journal"));
	fs_use_calls(NULL);
	CHECK_INT(journal_flush(w.j, &err), 0);
	CHECK_INT(journal_waiting(w.j), 0);
	work_free(&w);
}

/* What was acknowledged is counted in memory that outlives the killed process. */
TEST(killed_at_any_moment)
{
	unsigned long seed = 20310409;
	size_t records = 0;

	for (int trial = 0; trial < 40; trial++) {
		size_t *acked = mmap(NULL, sizeof *acked, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
		char *folder = test_folder(), *dir = fs_join(folder, "j");
		struct text *t;
		struct timespec nap = {0, 1000000 + (long)(test_random(&seed) % 20000000)};
		size_t length;
		int status;
		pid_t child;

		*acked = 0;
		fflush(stdout);
		child = fork();
		if (child == 0) {
			struct work w = {.dir = dir, .j = journal_new(dir), .t = text_new(span_of(""))};
			char letter;

			text_follow(w.t);
			if (journal_lock(w.j, NULL) || journal_begin(w.j, text_bytes(w.t), NULL))
				_exit(1);
			for (size_t i = 0;; i++) {
				letter = (char)('a' + i % 26);
				text_replace(w.t, i, 0, span_make(&letter, 1));
				work_add(&w);
				if (journal_flush(w.j, NULL))
					_exit(1);
				__atomic_store_n(acked, i + 1, __ATOMIC_SEQ_CST);
				if (i % 5000 == 4999 && journal_begin(w.j, text_bytes(w.t), NULL))
					_exit(1);
			}
		}
		while (!__atomic_load_n(acked, __ATOMIC_SEQ_CST) && waitpid(child, &status, WNOHANG) == 0)
			usleep(200);
		nanosleep(&nap, NULL);
		kill(child, SIGKILL);
		CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
		t = work_replay(dir, NULL, NULL);
		length = t ? text_bytes(t).n : 0;
		/* at most the one on its way more than what was acknowledged */
		CHECK(length == *acked || length == *acked + 1);
		for (size_t i = 0; i < length; i++)
			if (text_bytes(t).p[i] != (char)('a' + i % 26)) {
				CHECK_FAIL("another text");
				break;
			}
		records += length;
		text_free(t);
		munmap(acked, sizeof *acked);
		free(dir);
		free(folder);
	}
	printf("%d records\n", (int)records);
	CHECK(records > 400);
}

/* A part without an operation goes away with the one who began it - but only
 * when its text is in the file: it may be all there is of what was typed. */
TEST(an_unused_part_goes_away_when_it_was_saved)
{
	static const struct {
		bool checkpoint;
		const char *id;
		size_t left;
	} row[] = {
		{false, NULL, 2},          /* begun because the first one could not be written or synced */
		{true, NULL, 1},           /* as written to the file */
		{true, "0123456789abcdef", 2}, /* on its way to be saved */
		{true, "0123456789abcdef0123456789abcdef01234567", 2}, /* of a text from before, perhaps */
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct work w = work_new("a");
		struct text *t;
		int *have;

		text_replace(w.t, 1, 0, span_of("b"));
		work_flush(&w);
		text_replace(w.t, 2, 0, span_of("c"));
		CHECK_INT(journal_begin(w.j, row[i].left == 1 ? span_of("ab") : text_bytes(w.t), NULL), 0);
		if (row[i].checkpoint)
			journal_add_checkpoint(w.j, row[i].id);
		journal_add_cursor(w.j, 1);
		journal_free(w.j);
		w.j = NULL;
		CHECK_INT(journal_parts(w.dir, &have), row[i].left);
		free(have);
		t = work_replay(w.dir, NULL, NULL);
		CHECK_SPAN(text_bytes(t), row[i].left == 1 ? "ab" : "abc");
		text_free(t);
		work_free(&w);
	}
}
