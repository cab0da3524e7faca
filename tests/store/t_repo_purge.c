/* t_repo_purge: after weeding no word of a draft is anywhere in the history, and what was
 * sealed is found whole by us and by stock git. */
#include "store/repo_serve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/run.h"
#include "../fault/fault.h"
#include "sealing.h"
#include "store/journal.h"

#define CANARY "kanariefågel"

/* A meeting with a long life: drafts, a part, suggestions, an autosave, a branch, a journal. */
static void live(struct meeting *m)
{
	struct store_file f[2] = {file("justering/forslag", CANARY " i ett avvisat förslag\n"), file("justering/logg", "logg\n")};
	struct str big = STR_INIT;

	meeting_create(m, CANARY " ett\n");
	for (int i = 0; i < 5; i++) {
		str_clear(&big);
		str_addf(&big, "del ett\nstycke %d\n" CANARY " %d\n", i, i);
		meeting_save(m, str_c(&big));
	}
	str_release(&big);
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_SAVE, .file = f, .nfiles = 2}), 0);
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_BUNDLE, .branch = "justering/1", .message = CANARY "\n"}), 0);
	meeting_run(m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("del ett\n" CANARY " automatiskt\n")});
	CHECK_INT(seal_part(m, 1, "del ett\n"), 0);
	CHECK_INT(meeting_save(m, "del ett\nresten " CANARY "\n"), 0);
}

static void seal_it(struct meeting *m)
{
	const struct store_file f[] = {file("justerat/manifest", "manifest\n"), file("justerat/protokoll.txt", "slutlig\n"),
		file("justering/forslag", NULL)};

	CHECK_INT(meeting_save(m, "del ett\nresten\n"), 0);
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_SEAL, .kind = KIND_LOCKED, .message = "manifest bb",
		.file = f, .nfiles = 3}), 0);
}

/* The word in any object, packed or loose, in any file: the places. */
#define SEARCH \
	"git cat-file --batch-all-objects --batch 2>&1 | grep -ac " CANARY "; " \
	"grep -rlac " CANARY " .git . 2>/dev/null | sort -u; find . -name '*" CANARY "*'; true"

static void check_purged(struct meeting *m)
{
	CHECK_SHELL(m, SEARCH, "0\n=0\n");
	CHECK_SHELL(m, "git fsck --strict --full", "=0\n");
	CHECK_SHELL(m, "git status --porcelain", "=0\n");
	CHECK_SHELL(m, "git show HEAD:protokoll.md; git show justerat:justerat/protokoll.txt; git show justerat-del-1:justerat/del-1/protokoll.md",
		"del ett\nresten\nslutlig\ndel ett\n=0\n");
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_CHECK}), 0);
	for (size_t i = 0; i < m->a.problem.n; i++)
		printf("%s\n", m->a.problem.v[i]);
	CHECK(!m->a.damaged && m->a.tagged && m->a.tip_follows && m->a.sealed);
	CHECK_INT(m->a.nparts, 1);
	CHECK(m->a.nparts == 1 && m->a.part[0].whole && m->a.part[0].kept);
	CHECK_SPAN(str_span(&m->a.text), "del ett\nresten\n");
}

TEST(nothing_of_a_draft_is_left)
{
	struct meeting m = meeting_new();
	char sealed[STORE_ID_SIZE], *dir;
	struct journal *j;
	struct str want = STR_INIT;

	live(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	seal_it(&m);
	memcpy(sealed, m.a.id, sizeof sealed);
	CHECK_INT(m.a.nr, 11);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "rad\n"), 0);
	/* what else may lie there */
	CHECK_SHELL(&m, "git branch sida HEAD~3; git tag eget HEAD~2; git update-ref refs/stash HEAD~2; git update-ref -m " CANARY
		" --create-reflog refs/heads/logg HEAD~1; git rev-parse HEAD~2 >.git/ORIG_HEAD; echo " CANARY " >.git/COMMIT_EDITMSG; "
		"mkdir -p .git/paragraf-skadat .git/lost-found/other .git/paragraf-karantan-abc; echo " CANARY " | tee .git/paragraf-skadat/x "
		".git/lost-found/other/y .git/paragraf-karantan-abc/z .git/objects/tmp_obj_q .git/objects/aa/tmp_obj_r .git/objects/pack/tmp_pack_s "
		"protokoll-raddad.md .protokoll.md.ny-12 justering/svar-1.txt justering/.x.ny-1 >/dev/null; "
		"echo " CANARY " | git hash-object -w --stdin >/dev/null; git pack-refs --all; git repack -adq; "
		"echo " CANARY " två | git hash-object -w --stdin >/dev/null; git multi-pack-index write; git commit-graph write --reachable",
		"=0\n");
	dir = journal_dir(NULL, m.folder);
	j = journal_new(dir);
	CHECK_INT(journal_lock(j, NULL), 0);
	CHECK_INT(journal_begin(j, SPAN_LIT(CANARY " i journalen\n"), NULL), 0);
	journal_add_cursor(j, 3);
	CHECK_INT(journal_flush(j, NULL), 0);
	/* a window is open: its journal stays, and that is said */
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK(fs_is_dir(dir));
	journal_free(j);
	free(dir);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK_INT(m.a.nr, 2);
	check_purged(&m);
	CHECK_SHELL(&m, "git for-each-ref --format='%(refname)'; ls justering; ls -A .git | tr '\\n' ' '; find .git/objects -type f | wc -l",
		"refs/heads/utkast\nrefs/paragraf/senast\nrefs/tags/justerat\nrefs/tags/justerat-del-1\nlogg\n"
		"HEAD config description hooks index info objects packed-refs paragraf.lock refs shallow 2\n=0\n");
	str_clear(&want);
	str_addf(&want, "%s\n=0\n", sealed);
	CHECK_SHELL(&m, "git rev-parse justerat^{}", str_c(&want));
	str_release(&want);
	meeting_free(&m);
}

TEST(numbers_and_ids_stay)
{
	struct meeting m = meeting_new();
	char *wanted, sealed[STORE_ID_SIZE];

	live(&m);
	seal_it(&m);
	memcpy(sealed, m.a.id, sizeof sealed);
	wanted = shell(&m, "git rev-parse justerat justerat^{} justerat-del-1 justerat-del-1^{} HEAD");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK_INT(m.a.nr, 1);
	CHECK(m.a.problem.n > 0);
	CHECK_SHELL(&m, "git rev-parse justerat justerat^{} justerat-del-1 justerat-del-1^{} HEAD", wanted);
	free(wanted);
	meeting_run(&m, (struct store_request){.op = STORE_HISTORY});
	CHECK_INT(m.a.nversions, 1);
	CHECK_INT(m.a.version[0].nr, 11);
	CHECK_STR(m.a.version[0].id, sealed);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 11}), 0);
	CHECK_SPAN(str_span(&m.a.text), "del ett\nresten\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 10}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 12}), -1);
	/* what follows goes on as before */
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "rad\n"), 0);
	CHECK_INT(m.a.nr, 12);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/del-1/efter", "rad\n"), 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(m.a.problem.n, 0);
	check_purged(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK_INT(m.a.nr, 3);
	check_purged(&m);
	CHECK_SHELL(&m, "git log --format=%s; git gc -q && git fsck --strict --full", "Anslag\nAnslag\nJusterat\n=0\n");
	check_purged(&m);
	meeting_free(&m);
}

/* What somebody wrote over the draft since is theirs to take away; it is seen. */
TEST(a_work_file_of_somebody_else_stays)
{
	struct meeting m = meeting_new();

	live(&m);
	seal_it(&m);
	meeting_write(&m, "protokoll.md", "del ett\nsmyget\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK_SHELL(&m, "cat protokoll.md; git status --porcelain", "del ett\nsmyget\n M protokoll.md\n=0\n");
	meeting_write(&m, "protokoll.md", "del ett\nresten\n");
	check_purged(&m);
	meeting_free(&m);
}

TEST(a_signed_mark_holds)
{
	struct meeting m = meeting_new();
	struct str s = STR_INIT;
	char *path;

	live(&m);
	seal_it(&m);
	if (!run_exists("ssh-keygen") || !run_exists("git")) {
		printf("SKIP: ssh-keygen eller git finns inte\n");
		goto out;
	}
	path = meeting_path(&m, "../mark");
	fs_write_atomic(path, m.a.tag_object.buf, m.a.tag_object.len, 0600, NULL);
	free(path);
	CHECK_SHELL(&m, "ssh-keygen -q -t ed25519 -N '' -f ../key && ssh-keygen -q -Y sign -n git -f ../key ../mark 2>/dev/null && "
		"cat ../mark ../mark.sig >../signed && echo \"f@x $(cat ../key.pub)\" >../allowed", "=0\n");
	path = meeting_path(&m, "../signed");
	CHECK_INT(fs_read(path, &s, NULL), 0);
	free(path);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = str_span(&s)}), 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_PURGE}), 0);
	CHECK_SHELL(&m, "git -c gpg.format=ssh -c gpg.ssh.allowedSignersFile=../allowed verify-tag justerat 2>&1 | cut -c1-24", "Good \"git\" signature for\n=0\n");
	check_purged(&m);
out:
	str_release(&s);
	meeting_free(&m);
}

/* --------------------------------------------------- killed at every call */

static struct {
	long left;
} calls; /* in the child only */

static void tick(void)
{
	if (calls.left-- == 0)
		_exit(9);
}

static int t_open(const char *path, int flags, mode_t mode)
{
	tick();
	return open(path, flags, mode);
}

static ssize_t t_write(int fd, const void *p, size_t n)
{
	tick();
	return write(fd, p, n);
}

static int t_fsync(int fd)
{
	(void)fd;
	return 0;
}

static int t_rename(const char *from, const char *to)
{
	tick();
	return rename(from, to);
}

static int t_unlink(const char *path)
{
	tick();
	return unlink(path);
}

static int t_mkdir(const char *path, mode_t mode)
{
	tick();
	return mkdir(path, mode);
}

/* In a child that ends itself before call n; did it come to its end? */
static bool purge_until(struct meeting *m, long n)
{
	static const struct fs_calls ours = {t_open, t_write, t_fsync, t_rename, t_unlink, t_mkdir, ftruncate, fdatasync};
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		calls.left = n;
		fs_use_calls(&ours);
		_exit(meeting_run(m, (struct store_request){.op = STORE_PURGE}) ? 1 : 0);
	}
	waitpid(pid, &status, 0);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) != 1);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* As it was before; then purged until it is killed; whole for stock git all the time, and
 * finished by what comes next. */
static bool kill_one(struct meeting *m, bool (*until)(struct meeting *m, long n), long n)
{
	bool done, begun;
	char *text;

	CHECK_SHELL(m, "find . -mindepth 1 -delete; cp -a ../orig/. .", "=0\n");
	done = until(m, n);
	CHECK_SHELL(m, "git fsck --strict --full --no-dangling 2>&1; git show HEAD:protokoll.md; git show justerat:justerat/protokoll.txt",
		"del ett\nresten\nslutlig\n=0\n");
	text = shell(m, "test -e .git/paragraf-gallring");
	begun = span_ends(span_of(text), "=0\n");
	free(text);
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(!m->a.damaged && m->a.sealed);
	/* what was begun is finished by opening it */
	if (!begun && !done)
		CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_PURGE}), 0);
	check_purged(m);
	return done;
}

static void kill_all(bool (*until)(struct meeting *m, long n), int first)
{
	struct meeting m = meeting_new();
	bool done = false;
	int n = first;

	live(&m);
	seal_it(&m);
	CHECK_SHELL(&m, "git branch sida HEAD~3; git pack-refs --all; cp -a . ../orig", "=0\n");
	for (; !done && n < 1000; n += 1 + n / 5)
		done = kill_one(&m, until, n);
	CHECK(done);
	CHECK(n > 30);
	meeting_free(&m);
}

TEST(killed_at_any_call)
{
	kill_all(purge_until, 0);
}

static char *state_file; /* of the preload library */

/* In the worker program under the library that kills at the n:th change of the disk,
 * libgit2's own among them. */
static bool shim_until(struct meeting *m, long n)
{
	char *at = str_format("%ld", n), *shim = str_format("%s/%s/tests/fault/shim.so", getenv("TOP"), getenv("B"));
	char *tree = realpath(m->folder, NULL);
	struct store_request q = {.op = STORE_PURGE, .folder = m->folder, .now = m->now};
	struct fault_state zero = {0};
	struct worker *w = worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
	struct store_answer a;
	struct err err = ERR_INIT;
	bool done;

	CHECK_INT(fs_write_atomic(state_file, &zero, sizeof zero, 0600, NULL), 0);
	setenv("FAULT_TREE", tree, 1);
	setenv("FAULT_STATE", state_file, 1);
	setenv("FAULT_DO", "kill", 1);
	setenv("FAULT_AT", at, 1);
	setenv("LD_PRELOAD", shim, 1);
	done = store_run(w, &q, &a, &err) == 0;
	CHECK(done || err.code == ERR_SYSTEM);
	unsetenv("LD_PRELOAD");
	unsetenv("FAULT_TREE");
	store_answer_release(&a);
	worker_free(w);
	free(tree);
	free(shim);
	free(at);
	return done;
}

TEST(killed_at_any_change_of_the_disk)
{
	char *dir = test_folder(), *shim = str_format("%s/%s/tests/fault/shim.so", getenv("TOP") ? getenv("TOP") : "", getenv("B") ? getenv("B") : "");

	if (!fs_exists(shim) || strstr(shim, "asan")) {
		printf("SKIP: %s går inte att använda\n", shim);
	} else {
		state_file = fs_join(dir, "state");
		kill_all(shim_until, 1);
		free(state_file);
	}
	free(shim);
	free(dir);
}
