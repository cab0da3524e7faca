/* repo: opening a meeting's repository safely, and reading from it. */
#include "store/repo.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

/* The work files are ours alone; everything else in the folder (exports, an
 * editor's backups) is left out, so that `git status` stays empty. */
static const char exclude[] =
	"/*\n!/protokoll.md\n!/bilagor/\n!/justerat/\n!/justering/\n.*\n*~\n*.ny-*\n";
/* The bytes are the text: no filter of the user's may touch line ends. */
static const char attributes[] = "* -text\n";

int repo_fail(struct err *err, const char *fmt, ...)
{
	static const int known[] = {ENOSPC, EDQUOT, EROFS, EACCES, EPERM, EFBIG, EIO, ENOENT, ENOTDIR};
	const git_error *e = git_error_last();
	struct span msg = span_of(e ? e->message : "");
	struct str what = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&what, fmt, ap);
	va_end(ap);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (span_find(msg, strerror(known[i]), 0) == (size_t)-1)
			continue;
		err_sys(err, ERR_SYSTEM, known[i], "%s", str_c(&what));
		str_release(&what);
		return -1;
	}
	err_set(err, ERR_SYSTEM, "%s (%.*s)", str_c(&what), SPAN_FMT(msg));
	str_release(&what);
	return -1;
}

char *repo_path(const struct repo *r, const char *name)
{
	return fs_join(r->gitdir, name);
}

/* A repository of somebody else's can make the library do things: refuse it. */
static int check_owner(const char *folder, const char *gitdir, struct err *err)
{
	const char *const paths[] = {folder, gitdir};
	char *alternates;
	struct stat st;
	bool bad;

	if (lstat(gitdir, &st))
		return err_set(err, ERR_NOT_FOUND, "%s har ingen historik; den skapas med paragraf ny", folder);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "%s är ingen mapp; historiken kan inte läsas", gitdir);
	for (size_t i = 0; i < 2; i++)
		if (stat(paths[i], &st) || st.st_uid != geteuid())
			return err_set(err, ERR_INPUT,
				"%s ägs av en annan användare (nummer %ld); kopiera mötet till en egen mapp",
				paths[i], (long)st.st_uid);
	alternates = fs_join(gitdir, "objects/info/alternates");
	bad = fs_exists(alternates);
	free(alternates);
	if (bad)
		return err_set(err, ERR_INPUT,
			"historiken i %s hämtar delar ur en annan mapp och öppnas inte", folder);
	return 0;
}

static int check_head(struct repo *r, struct err *err)
{
	char *path = repo_path(r, "HEAD");
	struct str head = STR_INIT;
	int rc = fs_read(path, &head, err);

	if (rc == 0 && !span_is(span_trim(span_sub(str_span(&head), 0, head.len ? head.len - 1 : 0)),
			       "ref: " REPO_REF))
		rc = err_set(err, ERR_STATE,
			"%s står på en annan gren i git än utkast; växla tillbaka med git switch utkast",
			r->folder);
	str_release(&head);
	free(path);
	return rc;
}

int repo_prepare(struct repo *r, struct repo_server *s, const char *folder, struct err *err)
{
	size_t n = strlen(folder);

	*r = (struct repo){.server = s, .lock = -1};
	while (n > 1 && folder[n - 1] == '/')
		n--;
	r->folder = mem_dup(folder, n);
	r->gitdir = fs_join(r->folder, ".git");
	return check_owner(r->folder, r->gitdir, err);
}

/* The versions before these are weeded (a file of git's own: it stops there too). */
void repo_read_cut(struct repo *r)
{
	char *path = repo_path(r, "shallow");
	struct str s = STR_INIT;
	struct span rest, line;
	size_t cap = 0;

	free(r->cut);
	r->cut = NULL;
	r->ncut = 0;
	if (fs_exists(path) && fs_read(path, &s, NULL) == 0)
		for (rest = str_span(&s); span_line(&rest, &line);) {
			r->cut = mem_grow(r->cut, r->ncut, &cap, sizeof *r->cut);
			if (line.n == 40 && git_oid_fromstrn(&r->cut[r->ncut], line.p, line.n) == 0)
				r->ncut++;
		}
	str_release(&s);
	free(path);
}

bool repo_parent(const struct repo *r, const git_commit *c, git_oid *out)
{
	if (git_commit_parentcount(c) == 0)
		return false;
	for (size_t i = 0; i < r->ncut; i++)
		if (git_oid_equal(&r->cut[i], git_commit_id(c)))
			return false;
	git_oid_cpy(out, git_commit_parent_id(c, 0));
	return true;
}

int repo_attach(struct repo *r, struct err *err)
{
	struct strlist problem = {0};

	if (check_head(r, err))
		return -1;
	if (vet_packs(r->gitdir, &r->server->vetted, &problem)) {
		err_set(err, ERR_SYSTEM, "historiken i %s är %s; hämta en säkerhetskopia", r->folder,
			problem.v[0]);
		strlist_release(&problem);
		return -1;
	}
	strlist_release(&problem);
	if (git_repository_open_ext(&r->git, r->folder, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) ||
		git_repository_odb(&r->odb, r->git))
		return repo_fail(err, "historiken i %s går inte att öppna", r->folder);
	repo_read_cut(r);
	return 0;
}

void repo_close(struct repo *r)
{
	repo_lock_done(r);
	git_odb_free(r->odb);
	git_repository_free(r->git);
	str_release(&r->text);
	free(r->cut);
	free(r->folder);
	free(r->gitdir);
	*r = (struct repo){.lock = -1};
}

int repo_configure(const char *gitdir)
{
	/* gc.auto: a clean-up by another program in the middle of a save fails it;
	 * logAllRefUpdates: no log of names and times beside the versions */
	static const struct {
		const char *key;
		int value;
	} rows[] = {{"gc.auto", 0}, {"core.autocrlf", 0}, {"core.filemode", 0},
		{"core.logallrefupdates", 0}, {"core.ignorecase", 0}};
	char *path = fs_join(gitdir, "config");
	git_config *c;
	int rc = git_config_open_ondisk(&c, path);

	free(path);
	if (rc)
		return rc;
	for (size_t i = 0; rc == 0 && i < sizeof rows / sizeof rows[0]; i++)
		rc = i == 0 ? git_config_set_int32(c, rows[i].key, rows[i].value)
			    : git_config_set_bool(c, rows[i].key, rows[i].value);
	git_config_free(c);
	return rc;
}

static int write_info(const char *gitdir, const char *name, const char *text, struct err *err)
{
	char *dir = fs_join(gitdir, "info");
	char *path = fs_join(dir, name);
	int rc = fs_mkdirs(dir, err);

	if (rc == 0)
		rc = fs_write_atomic(path, text, strlen(text), 0600, err);
	free(path);
	free(dir);
	return rc;
}

int repo_init(const char *folder, struct err *err)
{
	git_repository_init_options o = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};
	git_repository *git = NULL;
	char *gitdir = fs_join(folder, ".git");
	int rc = -1;

	o.flags = GIT_REPOSITORY_INIT_MKDIR;
	o.initial_head = "utkast";
	if (git_repository_init_ext(&git, folder, &o) || repo_configure(gitdir)) {
		repo_fail(err, "historiken i %s går inte att skapa", folder);
		goto out;
	}
	if (write_info(gitdir, "exclude", exclude, err) || write_info(gitdir, "attributes", attributes, err))
		goto out;
	rc = 0;
out:
	git_repository_free(git);
	free(gitdir);
	return rc;
}

int repo_ref(struct repo *r, const char *name, git_oid *out, struct err *err)
{
	int rc = git_reference_name_to_id(out, r->git, name);

	if (rc == GIT_ENOTFOUND)
		return 1;
	if (rc == 0)
		return 0;
	return repo_fail(err, "historiken i %s är skadad: %s går inte att läsa", r->folder, name);
}

int repo_object(struct repo *r, const git_oid *id, git_object_t type, git_object **out, struct err *err)
{
	char hex[STORE_ID_SIZE];

	if (repo_vet(r, id, err))
		return -1;
	if (git_object_lookup(out, r->git, id, type) == 0)
		return 0;
	git_oid_tostr(hex, sizeof hex, id);
	return repo_fail(err, "historiken i %s är skadad: del %.10s går inte att läsa", r->folder, hex);
}

int repo_blob(struct repo *r, const git_oid *id, struct str *out, struct err *err)
{
	git_object *o;

	if (repo_object(r, id, GIT_OBJECT_BLOB, &o, err))
		return -1;
	str_add(out, git_blob_rawcontent((git_blob *)o), (size_t)git_blob_rawsize((git_blob *)o));
	git_object_free(o);
	return 0;
}

int repo_path_id(struct repo *r, const git_oid *tree, const char *path, git_oid *out, struct err *err)
{
	const char *slash = strchr(path, '/');
	char *name = slash ? mem_dup(path, (size_t)(slash - path)) : mem_strdup(path);
	git_object *o = NULL;
	const git_tree_entry *e;
	git_oid id;
	int rc = -1;

	if (repo_object(r, tree, GIT_OBJECT_TREE, &o, err))
		goto out;
	e = git_tree_entry_byname((git_tree *)o, name);
	if (!e || git_tree_entry_type(e) != (slash ? GIT_OBJECT_TREE : GIT_OBJECT_BLOB)) {
		rc = 1;
		goto out;
	}
	git_oid_cpy(&id, git_tree_entry_id(e));
	if (slash) {
		rc = repo_path_id(r, &id, slash + 1, out, err);
	} else {
		git_oid_cpy(out, &id);
		rc = 0;
	}
out:
	git_object_free(o);
	free(name);
	return rc;
}

int repo_text_of(struct repo *r, const git_oid *commit, struct str *out, struct err *err)
{
	git_object *c;
	git_oid blob;
	int rc;

	if (repo_object(r, commit, GIT_OBJECT_COMMIT, &c, err))
		return -1;
	rc = repo_path_id(r, git_commit_tree_id((git_commit *)c), REPO_DRAFT, &blob, err);
	git_object_free(c);
	return rc ? (rc > 0 ? 0 : -1) : repo_blob(r, &blob, out, err);
}

int repo_load_tip(struct repo *r, struct err *err)
{
	return repo_load_ref(r, REPO_REF, err);
}

int repo_load_ref(struct repo *r, const char *name, struct err *err)
{
	git_object *o;
	const git_commit *c;
	int rc = repo_ref(r, name, &r->tip, err);

	r->has_tip = false;
	str_clear(&r->text);
	if (rc)
		return rc < 0 ? -1 : 0;
	if (repo_object(r, &r->tip, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	c = (git_commit *)o;
	git_oid_cpy(&r->tree, git_commit_tree_id(c));
	r->has_parent = repo_parent(r, c, &r->parent);
	r->time = (struct stamp){git_commit_time(c), git_commit_time_offset(c)};
	r->kind = repo_message_kind(span_of(git_commit_message(c)));
	git_object_free(o);
	rc = repo_path_id(r, &r->tree, REPO_DRAFT, &r->blob, err);
	if (rc < 0)
		return -1;
	r->has_draft = rc == 0;
	r->has_tip = true;
	return r->has_draft ? repo_blob(r, &r->blob, &r->text, err) : 0;
}

bool repo_sealed(struct repo *r)
{
	char *manifest = fs_join(r->folder, REPO_MANIFEST);
	git_oid id;
	/* a mark that can't be read seals too: never write on a doubt */
	bool yes = fs_exists(manifest) || repo_ref(r, REPO_TAG, &id, NULL) != 1 ||
		   (r->has_tip && repo_path_id(r, &r->tree, REPO_MANIFEST, &id, NULL) != 1);

	free(manifest);
	return yes;
}

void repo_answer_tip(struct repo *r, struct store_answer *a)
{
	if (!r->has_tip)
		return;
	a->nr = repo_number(r, NULL);
	if (a->nr < 0)
		a->nr = 0;
	git_oid_tostr(a->id, sizeof a->id, &r->tip);
	if (r->has_draft)
		git_oid_tostr(a->blob, sizeof a->blob, &r->blob);
	a->time = r->time;
}
