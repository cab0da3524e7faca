/* repo_health: opening a meeting after anything may have happened. Nothing is removed because it is damaged: it is
 * moved to .git/paragraf-skadat and said. */
#include "store/repo.h"

#include "base/fs.h"
#include "base/mem.h"
#include "store/recover.h"

static int read_draft(struct repo *r, struct str *out)
{
	char *path = fs_join(r->folder, REPO_DRAFT);
	int rc = fs_read(path, out, NULL);

	free(path);
	return rc;
}

static bool is_choice(struct repo *r, struct span head)
{
	struct span name = span_from(head, 5);
	struct str packed = STR_INIT;
	char *branch, *path, *list;
	bool yes;

	if (head.n >= 41 && head.p[40] == '\n')
		return strspn(head.p, "0123456789abcdef") == 40;
	if (!span_starts(head, "ref: refs/heads/") || !name.n || name.p[name.n - 1] != '\n' || memchr(name.p, '\0', name.n))
		return false;
	branch = span_dup(span_sub(name, 0, name.n - 1));
	path = repo_path(r, branch);
	list = repo_path(r, "packed-refs");
	yes = strcmp(branch, REPO_REF) == 0 || fs_exists(path);
	if (!yes && fs_read(list, &packed, NULL) == 0)
		yes = span_find(str_span(&packed), branch, 0) != (size_t)-1;
	str_release(&packed);
	free(list);
	free(path);
	free(branch);
	return yes;
}

/* An empty or cut HEAD is what a power cut leaves; another branch is somebody's
 * choice and stays, if there is one by that name. */
static void mend_head(struct repo *r, struct store_answer *a)
{
	static const char right[] = "ref: " REPO_REF "\n";
	char *path = repo_path(r, "HEAD");
	struct str s = STR_INIT;

	if (fs_read(path, &s, NULL) || !is_choice(r, str_span(&s))) {
		if (fs_exists(path))
			repo_set_aside(r->gitdir, path, NULL);
		if (fs_write_atomic(path, right, sizeof right - 1, 0600, NULL) == 0)
			strlist_addf(&a->problem, "lagat: %s saknades eller var skadad", path);
	}
	str_release(&s);
	free(path);
}

static bool is_blob(struct span text, const git_oid *blob)
{
	git_oid id;

	return git_odb_hash(&id, text.p ? text.p : "", text.n, GIT_OBJECT_BLOB) == 0 && git_oid_equal(&id, blob);
}

/* The bytes of the last version from elsewhere: the work file, or the journal. */
static const char *find_blob(struct repo *r, const git_oid *blob, struct str *out)
{
	char *draft = fs_join(r->folder, REPO_DRAFT), *dir = journal_dir(draft, r->folder);
	char tip[STORE_ID_SIZE];
	const char *from = NULL;

	git_oid_tostr(tip, sizeof tip, &r->tip);
	if (read_draft(r, out) == 0 && is_blob(str_span(out), blob))
		from = "protokoll.md";
	else
		str_clear(out);
	if (!from && recover_version(dir, tip, out) && is_blob(str_span(out), blob))
		from = "journalen";
	free(dir);
	free(draft);
	return from;
}

/* The damaged blob of the last version, written again. */
static bool mend_blob(struct repo *r, struct store_answer *a)
{
	struct str text = STR_INIT;
	git_oid id, blob;
	git_object *o;
	const char *from = NULL;
	bool ok = false;
	char *path;

	if (repo_ref(r, REPO_REF, &id, NULL) || repo_object(r, &id, GIT_OBJECT_COMMIT, &o, NULL))
		return false;
	git_oid_cpy(&r->tip, &id);
	if (repo_path_id(r, git_commit_tree_id((git_commit *)o), REPO_DRAFT, &blob, NULL) == 0 &&
		repo_vet(r, &blob, NULL) != 0)
		from = find_blob(r, &blob, &text);
	if (from) {
		path = repo_loose_path(r, &blob);
		ok = (!fs_exists(path) || repo_set_aside(r->gitdir, path, NULL) == 0) &&
		     repo_write(r, str_span(&text), GIT_OBJECT_BLOB, &id, NULL) == 0;
		free(path);
	}
	if (ok)
		strlist_addf(&a->problem, "lagat: den senaste versionen i %s var skadad och är skriven på nytt ur %s", r->folder, from);
	git_object_free(o);
	str_release(&text);
	return ok;
}

/* The reference from its second copy. */
static bool mend_ref(struct repo *r, struct store_answer *a)
{
	char *path = repo_path(r, REPO_REF);
	struct str text = STR_INIT;
	git_oid second, now;
	bool ok = false;

	if (repo_ref(r, REPO_SECOND, &second, NULL) == 0 && repo_text_of(r, &second, &text, NULL) == 0 &&
		!(repo_ref(r, REPO_REF, &now, NULL) == 0 && git_oid_equal(&now, &second))) {
		ok = (!fs_exists(path) || repo_set_aside(r->gitdir, path, NULL) == 0) &&
		     repo_set_ref(r, REPO_REF, &second, NULL, NULL) == 0;
	}
	if (ok)
		strlist_addf(&a->problem, "lagat: uppgiften om senaste version i %s var skadad och är hämtad ur kopian",
			r->folder);
	str_release(&text);
	free(path);
	return ok;
}

static int load_or_mend(struct repo *r, struct store_answer *a, bool may_write, struct err *err)
{
	struct err why = ERR_INIT;

	if (repo_load_tip(r, &why) == 0 && r->has_tip)
		return 0;
	if (may_write && (mend_blob(r, a) || mend_ref(r, a))) {
		git_odb_refresh(r->odb);
		if (repo_load_tip(r, &why) == 0 && r->has_tip)
			return 0;
	}
	if (why.code == ERR_NONE)
		err_set(&why, ERR_NOT_FOUND, "%s har ingen version ännu", r->folder);
	return err_set(err, why.code, "%s", why.msg);
}

/* Work files and index as the last version says: a save was interrupted. */
static void mend_work(struct repo *r, const struct store_request *q, struct store_answer *a)
{
	struct store_request none = {.op = STORE_OPEN, .folder = q->folder, .now = q->now};
	struct repo_tree t = {0};

	repo_files_mend(r, NULL);
	if (repo_tree_build(r, &none, true, &t, NULL) == 0 && repo_tree_checkout(r, &none, &t, NULL) == 0 &&
		r->stale)
		strlist_addf(&a->problem, "lagat: en avbruten sparning i %s är avslutad", r->folder);
	repo_tree_release(&t);
}

/* The references beside the version: a damaged one goes, the copy comes back. */
static void mend_copies(struct repo *r, struct store_answer *a)
{
	static const char *const names[] = {REPO_SECOND, REPO_AUTOSAVE};
	git_oid id;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *path = repo_path(r, names[i]);

		if (repo_ref(r, names[i], &id, NULL) < 0 && repo_set_aside(r->gitdir, path, NULL) == 0)
			strlist_addf(&a->problem, "lagat: %s var skadad", path);
		free(path);
	}
	if (repo_ref(r, REPO_SECOND, &id, NULL) == 1)
		repo_set_second(r);
}

static void read_autosave(struct repo *r, struct store_answer *a)
{
	git_oid id;
	git_object *o;
	const git_commit *c;
	const git_oid *parent;
	bool follows;

	if (repo_ref(r, REPO_AUTOSAVE, &id, NULL) || repo_object(r, &id, GIT_OBJECT_COMMIT, &o, NULL))
		return;
	c = (git_commit *)o;
	parent = git_commit_parentcount(c) ? git_commit_parent_id(c, 0) : NULL;
	/* it hangs on the last version, or on the one another program's text follows */
	follows = parent && (git_oid_equal(parent, &r->tip) ||
				    (r->kind == KIND_FOREIGN && r->has_parent && git_oid_equal(parent, &r->parent)));
	a->has_autosave = follows && repo_text_of(r, &id, &a->autosave, NULL) == 0 &&
			  !span_eq(str_span(&a->autosave), str_span(&r->text));
	if (!a->has_autosave)
		str_clear(&a->autosave);
	git_object_free(o);
}

/* The history can't be used: the text on disk is what there is. */
static int give_up(struct repo *r, struct store_answer *a, const struct err *why, struct err *err)
{
	if (why->code != ERR_SYSTEM)
		return err_set(err, why->code, "%s", why->msg);
	strlist_addf(&a->problem, "%s", why->msg);
	a->damaged = true;
	str_clear(&a->text);
	read_draft(r, &a->text);
	return 0;
}

int repo_health(struct repo_server *s, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct err why = ERR_INIT;
	struct str disk = STR_INIT;
	struct repo r;
	bool writable, on_disk;
	int rc = -1;

	if (repo_prepare(&r, s, q->folder, err))
		goto out;
	writable = repo_lock(&r, q->hold, &why) == 0;
	a->busy = !writable;
	if (!writable)
		strlist_addf(&a->problem, "%s", why.msg);
	why = (struct err)ERR_INIT;
	if (writable) {
		repo_lock_clean(&r);
		mend_head(&r, a);
		if (repo_mend_config(&r))
			strlist_addf(&a->problem, "lagat: inställningarna i %s var skadade och är skrivna på nytt", r.gitdir);
		if (repo_mend_packed(&r))
			strlist_addf(&a->problem, "lagat: %s/packed-refs var skadad; det som gick att läsa står kvar", r.gitdir);
		repo_fanout(&r, NULL);
	}
	if (repo_attach(&r, &why) || load_or_mend(&r, a, writable, &why)) {
		rc = give_up(&r, a, &why, err);
		goto out;
	}
	if (writable)
		repo_mend_purge(&r, a);
	on_disk = read_draft(&r, &disk) == 0;
	if (on_disk && repo_foreign(&r, str_span(&disk), SPAN_NONE)) {
		a->has_other = true;
		str_addspan(&a->other, str_span(&disk));
	} else if (writable) {
		mend_work(&r, q, a);
	}
	if (writable) {
		mend_copies(&r, a);
		if (repo_mend_mark(&r, q))
			strlist_addf(&a->problem, "lagat: en avbruten låsning i %s är avslutad", r.folder);
	}
	read_autosave(&r, a);
	repo_answer_tip(&r, a);
	a->sealed = repo_sealed(&r);
	str_addspan(&a->text, str_span(&r.text));
	rc = 0;
out:
	str_release(&disk);
	repo_close(&r);
	return rc;
}
