/* repo_remote: a snapshot to a branch of a shared repository, and back from it. By the
 * system's git where there is one (it knows the user's ssh), else by libgit2.
 *
 * Both ways go through a repository of its own below .git, removed afterwards: nothing
 * of the meeting but the snapshot can leave, and what is fetched is read as the bytes
 * of a pack, like a bundle. Only folders, file:// and ssh are spoken to. */
#include "store/repo_incoming.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/run.h"

#define QUARANTINE "paragraf-karantan-"
#define TIME_MS 45000          /* less than the watchdog of the worker */
#define OLD_SECONDS 120
#define PACKS_MAX 4

/* ------------------------------------------------------------- quarantine */

void repo_remove_all(const char *path)
{
	struct strlist names = {0};
	struct stat st;

	if (lstat(path, &st))
		return;
	if (!S_ISDIR(st.st_mode)) {
		fs_remove(path, NULL);
		return;
	}
	if (fs_list(path, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *sub = fs_join(path, names.v[i]);

			repo_remove_all(sub);
			free(sub);
		}
	strlist_release(&names);
	rmdir(path);
}

void repo_quarantine_clean(const struct repo *r)
{
	struct strlist names = {0};
	struct stat st;

	if (fs_list(r->gitdir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(r->gitdir, names.v[i]);

			/* another window may be fetching just now */
			if (span_starts(span_of(names.v[i]), QUARANTINE) && lstat(path, &st) == 0 &&
				st.st_mtime + OLD_SECONDS < time(NULL))
				repo_remove_all(path);
			free(path);
		}
	strlist_release(&names);
}

struct quarantine {
	char *path;
	git_repository *git;
};

static int quarantine_open(struct quarantine *z, const struct repo *r, struct err *err)
{
	git_repository_init_options o = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};

	repo_quarantine_clean(r);
	*z = (struct quarantine){.path = str_format("%s/" QUARANTINE "XXXXXX", r->gitdir)};
	if (!mkdtemp(z->path)) {
		free(z->path);
		z->path = NULL;
		return err_set(err, ERR_SYSTEM, "%s går inte att skriva", r->gitdir);
	}
	o.flags = GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_BARE;
	o.initial_head = "svar";
	if (git_repository_init_ext(&z->git, z->path, &o))
		return repo_fail(err, "%s går inte att skriva", z->path);
	return 0;
}

static void quarantine_close(struct quarantine *z)
{
	git_repository_free(z->git);
	if (z->path)
		repo_remove_all(z->path);
	free(z->path);
}

/* ------------------------------------------------------------------ remote */

/* A path, file://, ssh:// or host:path; no other way is spoken. */
static int vet_remote(const char *remote, struct err *err)
{
	struct span s = span_of(remote);
	bool url = span_find(s, "://", 0) != (size_t)-1;
	bool ok = s.n > 0 && s.p[0] != '-' && span_find(s, "::", 0) == (size_t)-1 &&
		  (!url || span_starts(s, "file:///") || (span_starts(s, "ssh://") && s.n > 6 && s.p[6] != '-'));

	for (size_t i = 0; ok && i < s.n; i++)
		ok = (unsigned char)s.p[i] >= ' ' && s.p[i] != 127;
	return ok ? 0 : err_set(err, ERR_USAGE, "%s: den delade platsen ska vara en mapp, file:///… eller ssh (dator:mapp)",
		remote ? remote : "den delade platsen saknas");
}

/* The last line that says something, for people: the reason stands last. */
static struct span reason(const struct run_result *run)
{
	struct span rest = str_span(&run->err), line, best = SPAN_NONE;

	while (span_line(&rest, &line)) {
		if (span_starts(line, "fatal: ") || span_starts(line, "error: "))
			return span_from(line, strlen("fatal: "));
		if (line.n && !span_starts(line, "hint:"))
			best = line;
	}
	return best.p ? best : SPAN_LIT("okänt skäl");
}

/* git COMMAND... in the quarantine. `a` are its last arguments, NULL ends. */
static int run_git(const struct quarantine *z, const char *const *a, const char *what, const char *remote, struct err *err)
{
	/* nothing of a repository round us, no program that a setting names, only the two
	 * ways; packs stay packs, so that they can be read as bytes */
	static const char *const head[] = {"git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c",
		"protocol.allow=never", "-c", "protocol.file.allow=always", "-c", "protocol.ssh.allow=always", "-c",
		"protocol.ext.allow=never", "-c", "fetch.unpackLimit=1", "-c", "transfer.unpackLimit=1", "-c", "gc.auto=0",
		"-c", "maintenance.auto=false", "-c", "fetch.writeCommitGraph=false", "-c", "push.gpgSign=false", "-c",
		"fetch.recurseSubmodules=false", "-c", "push.recurseSubmodules=no"};
	const char *argv[sizeof head / sizeof head[0] + 16];
	char *dir = str_format("GIT_DIR=%s", z->path), *objects = str_format("GIT_OBJECT_DIRECTORY=%s/objects", z->path);
	const char *const env[] = {dir, objects, "GIT_TERMINAL_PROMPT=0", "GIT_ALTERNATE_OBJECT_DIRECTORIES=",
		"GIT_NAMESPACE=", "GIT_TRACE=0", NULL};
	struct run_result run;
	size_t n = sizeof head / sizeof head[0];
	int rc;

	memcpy(argv, head, sizeof head);
	for (size_t i = 0; a[i]; i++)
		argv[n++] = a[i];
	argv[n] = NULL;
	rc = run_program(&(struct run_request){.argv = argv, .opt_env = env, .timeout_ms = TIME_MS, .most = 1 << 20}, &run, err);
	if (rc == 0 && run.status) {
		struct span why = reason(&run);

		rc = err_set(err, ERR_SYSTEM, "%s %s: %.*s", remote, what, SPAN_FMT(why));
	}
	run_release(&run);
	free(dir);
	free(objects);
	return rc;
}

struct call {
	int tries;
	struct str why;         /* of the other side, when it would not take a branch */
};

static int from_agent(git_credential **out, const char *url, const char *user, unsigned allowed, void *payload)
{
	struct call *c = payload;

	(void)url;
	/* a key that was refused is offered once */
	if (!(allowed & GIT_CREDENTIAL_SSH_KEY) || c->tries++)
		return GIT_EAUTH;
	return git_credential_ssh_key_from_agent(out, user ? user : "git");
}

static int not_too_much(const git_indexer_progress *p, void *payload)
{
	(void)payload;
	return p->received_bytes > INCOMING_BYTES ? -1 : 0;
}

static int refused(const char *ref, const char *status, void *payload)
{
	struct call *c = payload;

	(void)ref;
	if (status)
		str_adds(&c->why, status);
	return 0;
}

/* By libgit2. RSA keys are refused by today's servers (libssh2 signs the old way). */
static int run_library(const struct quarantine *z, bool push, const char *spec, const char *what, const char *remote,
	struct err *err)
{
	git_strarray specs = {(char **)(uintptr_t)&spec, 1};
	git_remote *re = NULL;
	struct call call = {0};
	int rc;

	rc = git_remote_create_anonymous(&re, z->git, remote);
	if (rc == 0 && push) {
		git_push_options o;

		git_push_options_init(&o, GIT_PUSH_OPTIONS_VERSION);
		o.callbacks.credentials = from_agent;
		o.callbacks.push_update_reference = refused;
		o.callbacks.payload = &call;
		rc = git_remote_push(re, &specs, &o);
	} else if (rc == 0) {
		git_fetch_options o;

		git_fetch_options_init(&o, GIT_FETCH_OPTIONS_VERSION);
		o.callbacks.credentials = from_agent;
		o.callbacks.transfer_progress = not_too_much;
		o.callbacks.payload = &call;
		o.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
		o.update_fetchhead = 0;
		rc = git_remote_fetch(re, &specs, &o, NULL);
	}
	git_remote_free(re);
	if (rc == 0 && call.why.len)
		rc = err_set(err, ERR_SYSTEM, "%s %s: %s", remote, what, str_c(&call.why));
	else if (rc == GIT_EAUTH)
		rc = err_set(err, ERR_SYSTEM, "%s %s: nyckeln godtogs inte. Installera git om den är en RSA-nyckel", remote, what);
	else if (rc)
		rc = repo_fail(err, "%s %s", remote, what);
	str_release(&call.why);
	return rc;
}

/* -------------------------------------------------------------------- push */

/* The objects of the snapshot, into the quarantine. */
static int copy_objects(struct repo *r, const struct quarantine *z, const git_oid *part, size_t n, struct err *err)
{
	git_odb *odb = NULL;
	int rc = git_repository_odb(&odb, z->git);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		git_odb_object *o = NULL;
		git_oid id;

		if (repo_vet(r, &part[i], err)) {
			git_odb_free(odb);
			return -1;
		}
		rc = git_odb_read(&o, r->odb, &part[i]);
		if (rc == 0)
			rc = git_odb_write(&id, odb, git_odb_object_data(o), git_odb_object_size(o), git_odb_object_type(o));
		git_odb_object_free(o);
	}
	git_odb_free(odb);
	return rc ? repo_fail(err, "%s: den delade versionen kunde inte göras", r->folder) : 0;
}

int repo_push(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	static const char what[] = "tog inte emot utskicket";
	git_oid part[SNAPSHOT_MAX];
	struct quarantine z = {0};
	git_reference *ref = NULL;
	char *spec = NULL;
	size_t n = 0;
	int rc = -1;

	if (vet_remote(q->remote, err) || repo_snapshot(r, q, a, part, &n, err) || quarantine_open(&z, r, err) ||
		copy_objects(r, &z, part, n, err))
		goto out;
	if (git_reference_create(&ref, z.git, "refs/heads/svar", &part[0], 1, NULL)) {
		repo_fail(err, "%s: den delade versionen kunde inte göras", r->folder);
		goto out;
	}
	spec = str_format("refs/heads/svar:refs/heads/%s", q->branch);
	if (run_exists("git")) {
		const char *const argv[] = {"push", "-q", "--no-verify", "--no-follow-tags", "--", q->remote, spec, NULL};

		rc = run_git(&z, argv, what, q->remote, err);
	} else {
		rc = run_library(&z, true, spec, what, q->remote, err);
	}
out:
	git_reference_free(ref);
	free(spec);
	quarantine_close(&z);
	return rc;
}

/* ------------------------------------------------------------------- fetch */

static int take_packs(struct repo *r, const struct store_request *q, const struct quarantine *z, struct store_answer *a,
	struct err *err)
{
	char *dir = fs_join(z->path, "objects/pack"), *ref = fs_join(z->path, "refs/heads/svar");
	struct str pack[PACKS_MAX] = {STR_INIT}, tip = STR_INIT;
	struct strlist names = {0};
	size_t n = 0;
	git_oid id;
	int rc = fs_read(ref, &tip, err) || fs_list(dir, &names, err) ? -1 : 0;

	if (rc == 0 && (tip.len < 40 || git_oid_fromstrn(&id, tip.buf, 40)))
		rc = err_set(err, ERR_INPUT, "%s svarade obegripligt", q->remote);
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		if (span_ends(span_of(path), ".pack"))
			rc = n == PACKS_MAX ? err_set(err, ERR_INPUT, "%s svarade obegripligt", q->remote)
					    : fs_read(path, &pack[n++], err);
		free(path);
	}
	if (rc == 0)
		rc = repo_take_packs(r, q, pack, n, &id, a, err);
	for (size_t i = 0; i < n; i++)
		str_release(&pack[i]);
	str_release(&tip);
	strlist_release(&names);
	free(dir);
	free(ref);
	return rc;
}

int repo_fetch(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	static const char what[] = "kunde inte läsas";
	struct quarantine z = {0};
	char *spec = NULL;
	int rc = -1;

	if (!repo_branch_ok(q->branch))
		return err_set(err, ERR_USAGE, "grenens namn duger inte: %s", q->branch ? q->branch : "");
	if (vet_remote(q->remote, err) || quarantine_open(&z, r, err))
		goto out;
	spec = str_format("+refs/heads/%s:refs/heads/svar", q->branch);
	if (run_exists("git")) {
		const char *const argv[] = {"fetch", "-q", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--",
			q->remote, spec, NULL};

		rc = run_git(&z, argv, what, q->remote, err);
	} else {
		rc = run_library(&z, false, spec, what, q->remote, err);
	}
	if (rc == 0)
		rc = take_packs(r, q, &z, a, err);
out:
	free(spec);
	quarantine_close(&z);
	return rc;
}
