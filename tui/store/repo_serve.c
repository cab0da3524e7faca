/* repo_serve: one request of the role "arkiv": unpack, open, run, pack. */
#include "store/repo_serve.h"

#include <errno.h>

#include "base/fs.h"
#include "base/mem.h"
#include "store/repo.h"
#include "store/wire.h"

struct repo_server *repo_server_new(void)
{
	static const int levels[] = {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
		GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL};
	struct repo_server *s = mem_alloc(sizeof *s);

	s->fd = -1;
	git_libgit2_init();
	/* before anything is opened: the library keeps the answer */
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	/* it would read objects we have not checked; repo.c checks the owner itself */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	/* nothing of the user's own git settings may change what is stored */
	for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	return s;
}

void repo_server_free(struct repo_server *s)
{
	if (!s)
		return;
	repo_server_release(s);
	strlist_release(&s->vetted);
	free(s);
	git_libgit2_shutdown();
}

typedef int with_repo(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err);
typedef int with_server(struct repo_server *s, const struct store_request *q, struct store_answer *a,
	struct err *err);

static int run_digest(struct repo_server *s, const struct store_request *q, struct store_answer *a,
	struct err *err)
{
	(void)s;
	(void)err;
	digest_sha256_hex(q->text, a->digest);
	return 0;
}

/* What was begun and not finished is begun anew. */
static bool begun(const char *folder)
{
	char *head = fs_join(folder, ".git/HEAD");
	bool yes = fs_exists(head);

	free(head);
	return yes;
}

static int run_create(struct repo_server *s, const struct store_request *q, struct store_answer *a,
	struct err *err)
{
	struct repo r = {.lock = -1};
	int rc = -1;

	if (fs_mkdirs(q->folder, err) == 0 && (begun(q->folder) || repo_init(q->folder, err) == 0) &&
		repo_prepare(&r, s, q->folder, err) == 0 && repo_attach(&r, err) == 0)
		rc = repo_create(&r, q, a, err);
	repo_close(&r);
	return rc;
}

/* Either opens what it needs itself, or gets the repository opened. */
static const struct {
	with_server *server;
	with_repo *repo;
} rows[STORE_OPS] = {
	[STORE_CREATE] = {run_create, NULL},
	[STORE_OPEN] = {repo_health, NULL},
	[STORE_SAVE] = {NULL, repo_save},
	[STORE_AUTOSAVE] = {NULL, repo_autosave},
	[STORE_HISTORY] = {NULL, repo_history},
	[STORE_TEXT] = {NULL, repo_text},
	[STORE_RESTORE] = {NULL, repo_restore},
	[STORE_SEAL] = {NULL, repo_seal},
	[STORE_BUNDLE] = {NULL, repo_bundle},
	[STORE_UNBUNDLE] = {NULL, repo_unbundle},
	[STORE_PUSH] = {NULL, repo_push},
	[STORE_FETCH] = {NULL, repo_fetch},
	[STORE_AFTER] = {NULL, repo_after},
	[STORE_MARK] = {NULL, repo_mark},
	[STORE_PURGE] = {NULL, repo_purge},
	[STORE_CHECK] = {repo_check, NULL},
	[STORE_DIGEST] = {run_digest, NULL},
};

/* No version could be made: the text at least goes to a file of its own, which
 * nobody else writes. */
static void rescue(const struct store_request *q, struct err *err)
{
	char *path = fs_join(q->folder, STORE_RESCUE);
	struct err why = *err;

	if (fs_write_atomic(path, q->text.p, q->text.n, 0600, NULL) == 0)
		err_set(err, why.code, "%.250s; texten ligger i %s", why.msg, fs_basename(path));
	free(path);
}

static int run(struct repo_server *s, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct repo r = {.lock = -1};
	int rc = -1;

	if (!rows[q->op].server && !rows[q->op].repo)
		return err_set(err, ERR_USAGE, "%s: det kan historiken inte göra ännu", q->folder);
	if (rows[q->op].server)
		return rows[q->op].server(s, q, a, err);
	if (repo_prepare(&r, s, q->folder, err) == 0 && repo_attach(&r, err) == 0)
		rc = rows[q->op].repo(&r, q, a, err);
	repo_close(&r);
	if (rc && err->code == ERR_SYSTEM && q->op == STORE_SAVE && q->text.p && !*a->id)
		rescue(q, err);
	return rc;
}

void repo_serve(void *state, struct span request, struct str *answer)
{
	struct repo_server *s = state;
	struct store_request q;
	struct store_answer a = {0};
	struct err err = ERR_INIT;
	struct arena arena = {0};

	if (wire_read_request(&q, request, &arena))
		err_set(&err, ERR_SYSTEM, "hjälpprocessen för arkivet förstod inte frågan; installera om");
	else if (run(s, &q, &a, &err) && err.code == ERR_NONE)
		err_set(&err, ERR_SYSTEM, "%s: något gick fel i historiken; försök igen", q.folder);
	wire_add_answer(answer, &a, &err);
	store_answer_release(&a);
	arena_release(&arena);
}
