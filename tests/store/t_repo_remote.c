/* t_repo_remote: a shared repository in a folder, by the system's git and, with git
 * hidden, by libgit2; what is fetched passes the same checks as a bundle. */
#include "store/repo_serve.h"

#include "base/run.h"
#include "meeting.h"

#define SENT "Nämnden beslutar att bifalla.\n\nAndra stycket.\n"

static int push(struct meeting *m, const char *remote, const char *branch)
{
	return meeting_run(m, (struct store_request){.op = STORE_PUSH, .who = "Finn Dahl", .branch = branch, .message = "UTKAST\n",
		.remote = remote});
}

static int fetch(struct meeting *m, const char *remote, const char *branch, const char *known)
{
	char *v[] = {(char *)(uintptr_t)known};
	const struct strlist l = {v, 1, 1};

	return meeting_run(m, (struct store_request){.op = STORE_FETCH, .branch = branch, .remote = remote, .known = &l});
}

/* git is there for the shell of the test, not for us. */
static char *hide_git(void)
{
	char *path = mem_strdup(getenv("PATH"));

	setenv("PATH", "/finns/inte", 1);
	return path;
}

static void show_git(char *path)
{
	setenv("PATH", path, 1);
	free(path);
}

static void round_trip(bool with_git, bool url)
{
	struct meeting m = meeting_new();
	char *dir = fs_dirname(m.folder), *remote = str_format("%s%s/delad.git", url ? "file://" : "", dir);
	char sent[STORE_ID_SIZE], *path = NULL;

	meeting_create(&m, "hemligt utkast\n");
	meeting_save(&m, SENT);
	CHECK_SHELL(&m, "git init -q --bare ../delad.git", "=0\n");
	path = with_git ? NULL : hide_git();
	CHECK_INT(push(&m, remote, "justering/3"), 0);
	memcpy(sent, m.a.id, sizeof sent);
	CHECK_INT(push(&m, remote, "justering/3"), 0); /* again: there already */
	CHECK_STR(m.a.id, sent);
	CHECK_INT(fetch(&m, remote, "justering/3", sent), 0);
	CHECK_SPAN(str_span(&m.a.text), SENT);
	CHECK_STR(m.a.base, sent);
	if (path)
		show_git(path);
	setenv("GIT_AUTHOR_NAME", "Bo Lind (M)", 1);
	CHECK_SHELL(&m, "git clone -q -b justering/3 ../delad.git ../kopia && cd ../kopia && git fsck --strict && cat UTKAST.txt && "
		"git log --format=%s && sed -i 's/bifalla/avslå/' protokoll.md && git commit -qam x && git push -q origin justering/3",
		"UTKAST\nUtkast – ej justerat, version 2\n=0\n");
	path = with_git ? NULL : hide_git();
	CHECK_INT(fetch(&m, remote, "justering/3", sent), 0);
	CHECK_SPAN(str_span(&m.a.text), "Nämnden beslutar att avslå.\n\nAndra stycket.\n");
	CHECK_STR(m.a.who, "Bo Lind (M)");
	CHECK_STR(m.a.base, sent);
	/* a branch that has gone on is not written over */
	CHECK_INT(push(&m, remote, "justering/3"), -1);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK(strstr(m.err.msg, "delad.git"));
	CHECK_INT(fetch(&m, remote, "justering/4", sent), -1);
	CHECK_INT(fetch(&m, "/finns/inte.git", "justering/3", sent), -1);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK_INT(push(&m, "/finns/inte.git", "justering/3"), -1);
	if (path)
		show_git(path);
	/* hostile: refused as in a bundle */
	CHECK_SHELL(&m, "cd ../kopia && ln -s /etc/passwd länk && git add . && git commit -qm x && git push -q origin justering/3", "=0\n");
	path = with_git ? NULL : hide_git();
	CHECK_INT(fetch(&m, remote, "justering/3", sent), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	CHECK(strstr(m.err.msg, "länk"));
	if (path)
		show_git(path);
	/* and nothing is left of it */
	CHECK_SHELL(&m, "ls -A .git | grep karantan; git log --all --format=%an | sort -u; git fsck --strict --full; grep -rc hemligt ../delad.git | grep -v ':0'; true",
		"Finn Dahl\nSekreterare\n=0\n");
	free(remote);
	free(dir);
	meeting_free(&m);
}

TEST(by_git)
{
	if (!run_exists("git")) {
		printf("SKIP: git finns inte\n");
		return;
	}
	round_trip(true, true);
	round_trip(true, false);
}

TEST(by_libgit2)
{
	if (!run_exists("git")) {
		printf("SKIP: git finns inte\n");
		return;
	}
	round_trip(false, true);
	round_trip(false, false);
}

TEST(places_that_are_not_spoken_to)
{
	static const char *const bad[] = {"", "-x", "ext::sh -c id", "http://x/y", "https://x/y", "git://x/y", "file://x/y",
		"ssh://-oProxyCommand=id/x", "a\nb", "file:///x::y", NULL};
	struct meeting m = meeting_new();

	meeting_create(&m, SENT);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK_INT(push(&m, bad[i], "justering/1"), -1);
		CHECK_INT(m.err.code, ERR_USAGE);
		CHECK_INT(fetch(&m, bad[i], "justering/1", ""), -1);
		CHECK_INT(m.err.code, ERR_USAGE);
	}
	CHECK_INT(fetch(&m, "/x", "a..b", ""), -1);
	CHECK_INT(fetch(&m, "/x", NULL, ""), -1);
	meeting_free(&m);
}

/* A program that is named by the remote's or the user's settings is not run. */
TEST(no_hook_runs_here)
{
	struct meeting m = meeting_new();
	char *dir = fs_dirname(m.folder), *remote = fs_join(dir, "delad.git");

	if (!run_exists("git")) {
		printf("SKIP: git finns inte\n");
		free(remote);
		free(dir);
		meeting_free(&m);
		return;
	}
	meeting_create(&m, SENT);
	CHECK_SHELL(&m, "git init -q --bare ../delad.git; mkdir -p .git/hooks; for h in pre-push reference-transaction post-checkout; do "
		"printf '#!/bin/sh\\ntouch %s/../hook-$0\\n' \"$PWD\" >.git/hooks/$h; chmod +x .git/hooks/$h; done", "=0\n");
	CHECK_INT(push(&m, remote, "justering/1"), 0);
	CHECK_INT(fetch(&m, remote, "justering/1", m.a.id), 0);
	CHECK_SHELL(&m, "ls .. | grep hook; true", "=0\n");
	free(remote);
	free(dir);
	meeting_free(&m);
}
