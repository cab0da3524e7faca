/* journal_sync: the role "journal": inline, with calls that fail, and as the
 * process it is. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/worker.h"
#include "journal_help.h"

/* What was synced, and which call is to fail. */
static struct {
	int opens, datasyncs, syncs;
	int fail_open, fail_datasync, fail_sync; /* the errno, 0: goes well */
} seen;

static int my_open(const char *path, int flags, mode_t mode)
{
	seen.opens++;
	if (seen.fail_open) {
		errno = seen.fail_open;
		return -1;
	}
	return open(path, flags, mode);
}

static int my_fsync(int fd)
{
	struct stat st;

	seen.syncs++;
	CHECK(fstat(fd, &st) == 0 && S_ISDIR(st.st_mode));
	errno = seen.fail_sync;
	return seen.fail_sync ? -1 : 0;
}

static int my_fdatasync(int fd)
{
	struct stat st;

	seen.datasyncs++;
	CHECK(fstat(fd, &st) == 0 && S_ISREG(st.st_mode));
	errno = seen.fail_datasync;
	return seen.fail_datasync ? -1 : 0;
}

static const struct fs_calls counting = {
	.open = my_open, .write = write, .fsync = my_fsync, .rename = rename, .unlink = unlink, .mkdir = mkdir,
	.ftruncate = ftruncate, .fdatasync = my_fdatasync};

static int ask(void *state, const char *path, int ms, struct err *err)
{
	struct str q = STR_INIT, a = STR_INIT;
	int rc;

	journal_sync_pack(&q, path, ms);
	journal_sync_serve(state, str_span(&q), &a);
	rc = journal_sync_unpack(str_span(&a), err);
	str_release(&q);
	str_release(&a);
	return rc;
}

TEST(the_folders_once_the_file_each_time)
{
	struct work w = work_new("a");
	void *s = journal_sync_new(-1);
	struct err err = ERR_INIT;

	memset(&seen, 0, sizeof seen);
	fs_use_calls(&counting);
	CHECK_INT(ask(s, journal_path(w.j), 0, &err), 0);
	CHECK_INT(seen.datasyncs, 1);
	CHECK_INT(seen.syncs, 2); /* the journal's folder, and the one that was made in */
	CHECK_INT(ask(s, journal_path(w.j), 0, &err), 0);
	CHECK_INT(seen.datasyncs, 2);
	CHECK_INT(seen.syncs, 2);
	CHECK_INT(seen.opens, 3);
	fs_use_calls(NULL);
	CHECK_INT(journal_begin(w.j, text_bytes(w.t), &err), 0);
	fs_use_calls(&counting);
	CHECK_INT(ask(s, journal_path(w.j), 0, &err), 0);
	CHECK_INT(seen.syncs, 4);
	CHECK_INT(ask(NULL, journal_path(w.j), 5000, &err), 0); /* at once */
	CHECK_INT(seen.datasyncs, 4);
	CHECK_STR(err.msg, "");
	fs_use_calls(NULL);
	journal_sync_free(s);
	journal_sync_free(NULL);
	work_free(&w);
}

TEST(what_fails_is_said)
{
	struct work w = work_new("a");
	void *s = journal_sync_new(-1);
	struct err err = ERR_INIT;
	int *const fail[] = {&seen.fail_open, &seen.fail_datasync, &seen.fail_sync};

	fs_use_calls(&counting);
	for (size_t i = 0; i < 3; i++) {
		memset(&seen, 0, sizeof seen);
		*fail[i] = EIO;
		err = (struct err)ERR_INIT;
		CHECK_INT(ask(s, journal_path(w.j), 0, &err), -1);
		CHECK_INT(err.code, ERR_SYSTEM);
		CHECK(strstr(err.msg, "1.journal är inte säkert på disken"));
		/* the same descriptor is not asked again: it might say that all is well */
		*fail[i] = 0;
		seen.opens = 0;
		CHECK_INT(ask(s, journal_path(w.j), 0, &err), 0);
		CHECK(seen.opens > 0);
		journal_sync_free(s);
		s = journal_sync_new(-1);
	}
	fs_use_calls(NULL);
	CHECK_INT(ask(s, "/nowhere/1.journal", 0, &err), -1);
	CHECK(strstr(err.msg, "/nowhere/1.journal"));
	CHECK_INT(ask(s, "", 0, &err), -1);
	CHECK_INT(journal_sync_unpack(span_of("x"), &err), -1);
	CHECK_INT(journal_sync_unpack(SPAN_NONE, &err), -1);
	journal_sync_free(s);
	work_free(&w);
}

TEST(bytes_that_are_no_request)
{
	struct str a = STR_INIT;

	journal_sync_serve(NULL, span_of("zzz"), &a);
	CHECK_INT(journal_sync_unpack(str_span(&a), NULL), -1);
	str_release(&a);
}

/* A folder where a file should be, a pipe that nobody writes to: answers. */
TEST(strange_files)
{
	char *dir = test_folder(), *pipe = fs_join(dir, "1.journal"), *link = fs_join(dir, "2.journal");
	struct err err = ERR_INIT;

	CHECK_INT(mkfifo(pipe, 0600), 0);
	CHECK_INT(symlink("/etc/passwd", link), 0);
	CHECK_INT(ask(NULL, pipe, 0, &err), -1);
	CHECK_INT(ask(NULL, link, 0, &err), -1);
	free(pipe);
	free(link);
	free(dir);
}

static void post(struct worker *w, uint32_t tag, const char *path, int ms)
{
	struct str q = STR_INIT;

	journal_sync_pack(&q, path, ms);
	worker_post(w, tag, str_span(&q));
	str_release(&q);
}

TEST(in_a_process_of_its_own)
{
	struct work w = work_new("a");
	struct worker *k = worker_new(JOURNAL_ROLE, 0);
	struct worker_reply r;
	int64_t before = clock_monotonic_ms();

	post(k, 1, journal_path(w.j), 300);
	CHECK(worker_drain(k, 10000));
	CHECK(clock_monotonic_ms() - before >= 300);
	CHECK(worker_next(k, &r));
	CHECK_INT(r.outcome, WORKER_ANSWER);
	CHECK_INT(journal_sync_unpack(str_span(&r.body), NULL), 0);
	str_release(&r.body);
	/* who is in a hurry does not wait for the one before */
	before = clock_monotonic_ms();
	post(k, 2, journal_path(w.j), 30000);
	post(k, 3, "/nowhere/1.journal", 0);
	CHECK(worker_drain(k, 20000));
	CHECK(clock_monotonic_ms() - before < 20000);
	CHECK(worker_next(k, &r));
	CHECK_INT(r.tag, 2);
	CHECK_INT(journal_sync_unpack(str_span(&r.body), NULL), 0);
	str_release(&r.body);
	CHECK(worker_next(k, &r));
	CHECK_INT(r.tag, 3);
	CHECK_INT(journal_sync_unpack(str_span(&r.body), NULL), -1);
	str_release(&r.body);
	worker_free(k);
	work_free(&w);
}
