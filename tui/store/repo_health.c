/* repo_health: opening a meeting after anything may have happened, and reading
 * every byte of its history. Nothing is removed because it is damaged: it is
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

/* The files of justerat/ that the last version holds and the disk does not. */
static size_t missing_files(struct repo *r, struct store_file *out, struct str *bytes, size_t max)
{
	static const char *const names[] = {"justerat/manifest", "justerat/godkannanden",
		"justerat/protokoll.txt", "justerat/protokoll.md"};
	size_t n = 0;

	for (size_t i = 0; i < sizeof names / sizeof names[0] && n < max; i++) {
		char *path = fs_join(r->folder, names[i]);
		git_oid id;

		if (!fs_exists(path) && repo_path_id(r, &r->tree, names[i], &id, NULL) == 0 &&
			repo_blob(r, &id, &bytes[n], NULL) == 0) {
			out[n] = (struct store_file){(char *)(uintptr_t)names[i], str_span(&bytes[n])};
			n++;
		}
		free(path);
	}
	return n;
}

/* Work files and index as the last version says: a save was interrupted. */
static void mend_work(struct repo *r, const struct store_request *q, struct store_answer *a)
{
	struct store_request none = {.op = STORE_OPEN, .folder = q->folder, .now = q->now};
	struct store_file file[4];
	struct str bytes[4] = {STR_INIT, STR_INIT, STR_INIT, STR_INIT};
	struct repo_tree t = {0};
	git_oid id;

	if (repo_ref(r, REPO_TAG, &id, NULL) == 1) {
		none.file = file;
		none.nfiles = missing_files(r, file, bytes, 4);
	}
	if (repo_tree_build(r, &none, true, &t, NULL) == 0 && repo_tree_checkout(r, &none, &t, NULL) == 0 &&
		r->stale)
		strlist_addf(&a->problem, "lagat: en avbruten sparning i %s är avslutad", r->folder);
	repo_tree_release(&t);
	for (size_t i = 0; i < 4; i++)
		str_release(&bytes[i]);
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

/* A lock that was interrupted between its version and its mark. */
static void mend_mark(struct repo *r, const struct store_request *q, struct store_answer *a)
{
	git_object *o;
	git_oid id;
	struct span mark;
	char *text;

	if (r->kind != KIND_LOCKED || repo_ref(r, REPO_TAG, &id, NULL) != 1 ||
		repo_path_id(r, &r->tree, REPO_MANIFEST, &id, NULL) ||
		repo_object(r, &r->tip, GIT_OBJECT_COMMIT, &o, NULL))
		return;
	mark = repo_message_field(span_of(git_commit_message((git_commit *)o)), REPO_MARK_KEY);
	text = span_dup(mark);
	if (mark.p && repo_set_mark(r, q, text, NULL) == 0)
		strlist_addf(&a->problem, "lagat: en avbruten låsning i %s är avslutad", r->folder);
	free(text);
	git_object_free(o);
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
	on_disk = read_draft(&r, &disk) == 0;
	if (on_disk && repo_foreign(&r, str_span(&disk), SPAN_NONE)) {
		a->has_other = true;
		str_addspan(&a->other, str_span(&disk));
	} else if (writable) {
		mend_work(&r, q, a);
	}
	if (writable) {
		mend_copies(&r, a);
		mend_mark(&r, q, a);
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

/* ------------------------------------------------------------ every byte */

struct check {
	struct repo *r;
	struct store_answer *a;
};

static void check_loose(void *ctx, const git_oid *id)
{
	struct check *c = ctx;
	char *path;

	if (repo_vet_loose(c->r, id, NULL) == VET_OK)
		return;
	path = repo_loose_path(c->r, id);
	strlist_addf(&c->a->problem, "skadad: %s", path);
	free(path);
}

static int check_tree(struct repo *r, const git_oid *id, struct err *err)
{
	git_object *o, *b;
	int rc = 0;

	if (repo_object(r, id, GIT_OBJECT_TREE, &o, err))
		return -1;
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)o); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)o, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE) {
			rc = check_tree(r, git_tree_entry_id(e), err);
		} else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB) {
			rc = repo_object(r, git_tree_entry_id(e), GIT_OBJECT_BLOB, &b, err);
			if (rc == 0)
				git_object_free(b);
		}
	}
	git_object_free(o);
	return rc;
}

/* All versions with all they hold; the number of them, or -1. */
static int check_versions(struct repo *r, struct err *err)
{
	git_oid at = r->tip;
	bool more = true;
	int n = 0;

	for (; more; n++) {
		git_object *o;
		int rc;

		if (repo_object(r, &at, GIT_OBJECT_COMMIT, &o, err))
			return -1;
		rc = check_tree(r, git_commit_tree_id((git_commit *)o), err);
		more = git_commit_parentcount((git_commit *)o) > 0;
		if (more)
			git_oid_cpy(&at, git_commit_parent_id((git_commit *)o, 0));
		git_object_free(o);
		if (rc)
			return -1;
	}
	return n;
}

static void sealed_files(struct repo *r, const git_oid *tree, struct store_answer *a)
{
	git_object *o, *sub = NULL;
	const git_tree_entry *e;
	size_t n;

	if (repo_object(r, tree, GIT_OBJECT_TREE, &o, NULL))
		return;
	e = git_tree_entry_byname((git_tree *)o, "justerat");
	if (e && git_tree_entry_type(e) == GIT_OBJECT_TREE &&
		repo_object(r, git_tree_entry_id(e), GIT_OBJECT_TREE, &sub, NULL) == 0) {
		n = git_tree_entrycount((git_tree *)sub);
		a->file_name = mem_array(n + 1, sizeof *a->file_name);
		a->file_bytes = mem_array(n + 1, sizeof *a->file_bytes);
		for (size_t i = 0; i < n; i++) {
			const git_tree_entry *f = git_tree_entry_byindex((git_tree *)sub, i);

			if (git_tree_entry_type(f) == GIT_OBJECT_BLOB &&
				repo_blob(r, git_tree_entry_id(f), &a->file_bytes[a->nfiles], NULL) == 0)
				a->file_name[a->nfiles++] = str_format("justerat/%s", git_tree_entry_name(f));
		}
	}
	git_object_free(sub);
	git_object_free(o);
}

/* The bilagor of the sealed version, against the files in the folder. */
static void sealed_appendices(struct repo *r, const git_oid *tree, struct store_answer *a)
{
	git_index *index = NULL;
	git_object *o = NULL;

	if (repo_vet_tree(r, tree, NULL) || repo_object(r, tree, GIT_OBJECT_TREE, &o, NULL) || git_index_new(&index) ||
		git_index_read_tree(index, (git_tree *)o)) {
		strlist_addf(&a->problem, "filerna i den låsta versionen går inte att läsa");
		goto out;
	}
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		const git_index_entry *e = git_index_get_byindex(index, i);
		char *path = fs_join(r->folder, e->path);
		struct str bytes = STR_INIT;
		git_oid now;

		if (!span_starts(span_of(e->path), "bilagor/"))
			;
		else if (fs_read(path, &bytes, NULL))
			strlist_addf(&a->problem, "%s saknas; den finns i den låsta versionen", e->path);
		else if (git_odb_hash(&now, str_c(&bytes), bytes.len, GIT_OBJECT_BLOB) || !git_oid_equal(&now, &e->id))
			strlist_addf(&a->problem, "%s stämmer inte med den låsta versionen: filen har ändrats", e->path);
		str_release(&bytes);
		free(path);
	}
out:
	git_index_free(index);
	git_object_free(o);
}

static void check_mark(struct repo *r, struct store_answer *a)
{
	struct err why = ERR_INIT;
	git_object *tag = NULL, *commit = NULL;
	git_oid id, blob;
	int rc = repo_ref(r, REPO_TAG, &id, &why);

	if (rc == 1)
		return;
	if (rc || repo_object(r, &id, GIT_OBJECT_TAG, &tag, &why) ||
		repo_object(r, git_tag_target_id((git_tag *)tag), GIT_OBJECT_COMMIT, &commit, &why)) {
		strlist_addf(&a->problem, "%s", why.msg);
		git_object_free(tag);
		return;
	}
	a->tagged = strcmp(git_tag_name((git_tag *)tag), "justerat") == 0;
	a->tip_is_tagged = r->has_tip && git_oid_equal(&r->tip, git_object_id(commit));
	str_adds(&a->tag_message, git_tag_message((git_tag *)tag));
	git_oid_tostr(a->tag_commit, sizeof a->tag_commit, git_object_id(commit));
	if (git_commit_parentcount((git_commit *)commit))
		git_oid_tostr(a->tag_parent, sizeof a->tag_parent, git_commit_parent_id((git_commit *)commit, 0));
	if (repo_path_id(r, git_commit_tree_id((git_commit *)commit), REPO_DRAFT, &blob, NULL) == 0 &&
		repo_blob(r, &blob, &a->tag_text, NULL) == 0)
		git_oid_tostr(a->tag_blob, sizeof a->tag_blob, &blob);
	sealed_files(r, git_commit_tree_id((git_commit *)commit), a);
	sealed_appendices(r, git_commit_tree_id((git_commit *)commit), a);
	git_object_free(commit);
	git_object_free(tag);
}

static void check_copies(struct repo *r, struct store_answer *a)
{
	static const char *const names[] = {REPO_SECOND, REPO_AUTOSAVE};
	struct err why = ERR_INIT;
	git_object *o;
	git_oid id;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		int rc = repo_ref(r, names[i], &id, &why);

		if (rc == 0)
			rc = repo_object(r, &id, GIT_OBJECT_COMMIT, &o, &why);
		if (rc == 0)
			git_object_free(o);
		if (rc < 0)
			strlist_addf(&a->problem, "%s", why.msg);
	}
}

int repo_check(struct repo_server *s, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct err why = ERR_INIT;
	struct repo r;
	struct check c = {&r, a};
	int n, rc = -1;

	if (repo_prepare(&r, s, q->folder, err))
		goto out;
	rc = 0;
	repo_each_loose(&r, check_loose, &c);
	if (vet_packs(r.gitdir, NULL, &a->problem))
		goto out;
	if (repo_attach(&r, &why) || repo_load_tip(&r, &why)) {
		strlist_addf(&a->problem, "%s", why.msg);
		goto out;
	}
	if (!r.has_tip) {
		rc = err_set(err, ERR_NOT_FOUND, "%s har ingen version ännu", r.folder);
		goto out;
	}
	n = check_versions(&r, &why);
	if (n < 0)
		strlist_addf(&a->problem, "%s", why.msg);
	check_copies(&r, a);
	check_mark(&r, a);
	a->sealed = repo_sealed(&r);
	repo_answer_tip(&r, a);
	str_addspan(&a->text, str_span(&r.text));
out:
	a->damaged = a->problem.n > 0;
	repo_close(&r);
	return rc;
}
