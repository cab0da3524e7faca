/* repo_purge: after justering the drafts go. What stays is the sealed version, those
 * after it, the versions of sealed parts and the marks, with the ids they had: the line
 * is cut below the sealed version (git's own file `shallow`), so that signatures hold
 * and stock git finds the history whole.
 *
 * In order: what stays is packed and read back; a file says that weeding has begun; the
 * cut is written, and from then on nothing of ours looks below it; then all else goes.
 * Killed anywhere the meeting is as before, or as after with something left to take
 * away: the next opening or weeding goes on. Bytes are unlinked, not overwritten. */
#include "store/repo.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "store/journal.h"

#define BEGUN "paragraf-gallring"
#define PARTS_MAX 99

struct kept {
	git_oid *v;             /* every object */
	size_t n, cap;
	git_oid cut[PARTS_MAX + 1];
	size_t ncut;
	struct strlist refs;    /* as in packed-refs: "id name", "^id" */
	int versions;
};

static void kept_release(struct kept *k)
{
	free(k->v);
	strlist_release(&k->refs);
}

static bool has(const struct kept *k, const git_oid *id)
{
	for (size_t i = 0; i < k->n; i++)
		if (git_oid_equal(&k->v[i], id))
			return true;
	return false;
}

/* ------------------------------------------------------------- what stays */

/* An object that can be read; 1 when it was there already. */
static int keep_one(struct repo *r, struct kept *k, const git_oid *id, git_object_t type, git_object **opt_out, struct err *err)
{
	git_object *o;

	if (repo_object(r, id, type, &o, err))
		return -1;
	if (opt_out)
		*opt_out = o;
	else
		git_object_free(o);
	if (has(k, id))
		return 1;
	k->v = mem_grow(k->v, k->n, &k->cap, sizeof *k->v);
	git_oid_cpy(&k->v[k->n++], id);
	return 0;
}

static int keep_tree(struct repo *r, struct kept *k, const git_oid *id, struct err *err)
{
	git_object *o = NULL;
	int rc = keep_one(r, k, id, GIT_OBJECT_TREE, &o, err);

	if (rc) {
		git_object_free(rc > 0 ? o : NULL);
		return rc < 0 ? -1 : 0;
	}
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)o); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)o, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			rc = keep_tree(r, k, git_tree_entry_id(e), err);
		else if (keep_one(r, k, git_tree_entry_id(e), GIT_OBJECT_BLOB, NULL, err) < 0)
			rc = -1;
	}
	git_object_free(o);
	return rc;
}

static int keep_version(struct repo *r, struct kept *k, const git_oid *id, git_oid *opt_parent, bool *opt_more, struct err *err)
{
	git_object *o;
	int rc;

	if (keep_one(r, k, id, GIT_OBJECT_COMMIT, &o, err) < 0)
		return -1;
	rc = keep_tree(r, k, git_commit_tree_id((git_commit *)o), err);
	if (opt_more)
		*opt_more = repo_parent(r, (git_commit *)o, opt_parent);
	git_object_free(o);
	return rc;
}

static void keep_ref(struct kept *k, const char *name, const git_oid *id, const git_oid *opt_peeled)
{
	char hex[STORE_ID_SIZE];

	strlist_addf(&k->refs, "%s %s", git_oid_tostr(hex, sizeof hex, id), name);
	if (opt_peeled)
		strlist_addf(&k->refs, "^%s", git_oid_tostr(hex, sizeof hex, opt_peeled));
}

/* A mark, and the version it points at: 1 when there is none. */
static int keep_mark(struct repo *r, struct kept *k, const char *ref, git_oid *at, struct err *err)
{
	git_object *o;
	git_oid id;
	int rc = repo_ref(r, ref, &id, err);

	if (rc || keep_one(r, k, &id, GIT_OBJECT_TAG, &o, err) < 0)
		return rc ? rc : -1;
	git_oid_cpy(at, git_tag_target_id((git_tag *)o));
	git_object_free(o);
	keep_ref(k, ref, &id, at);
	git_oid_cpy(&k->cut[k->ncut++], at);
	return 0;
}

/* The version of a part must hold nothing but the part. */
static int check_part(struct repo *r, const git_oid *version, const char *ref, struct err *err)
{
	git_object *c, *t = NULL;
	bool ok;

	if (repo_object(r, version, GIT_OBJECT_COMMIT, &c, err))
		return -1;
	ok = repo_object(r, git_commit_tree_id((git_commit *)c), GIT_OBJECT_TREE, &t, err) == 0 &&
	     git_tree_entrycount((git_tree *)t) == 1 && git_tree_entry_byname((git_tree *)t, "justerat");
	git_object_free(t);
	git_object_free(c);
	return ok ? 0 : err_set(err, ERR_STATE, "%s: märket %s står på ett helt utkast; inget är gallrat", r->folder, ref);
}

static int collect(struct repo *r, struct kept *k, struct err *err)
{
	git_oid sealed, at = r->tip, before = {{0}};
	bool more = true;
	int rc;

	keep_ref(k, REPO_REF, &r->tip, NULL);
	keep_ref(k, REPO_SECOND, &r->tip, NULL);
	rc = keep_mark(r, k, REPO_TAG, &sealed, err);
	if (rc)
		return rc < 0 ? -1 : err_set(err, ERR_STATE, "%s är inte justerat; utkasten behövs", r->folder);
	for (;;) {
		if (!more)
			return err_set(err, ERR_STATE, "%s: märket justerat står inte på den här historiken; inget är gallrat", r->folder);
		if (keep_version(r, k, &at, &before, &more, err))
			return -1;
		k->versions++;
		if (git_oid_equal(&at, &sealed))
			break;
		at = before;
	}
	for (int part = 1; part <= PARTS_MAX; part++) {
		char *ref = str_format(REPO_PARTS "%d", part);

		rc = keep_mark(r, k, ref, &at, err);
		if (rc == 0 && (check_part(r, &at, ref, err) || keep_version(r, k, &at, NULL, NULL, err)))
			rc = -1;
		free(ref);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* --------------------------------------------------------------- the cut */

static int write_lines(struct repo *r, const char *name, const char *head, const struct strlist *l, struct err *err)
{
	char *path = repo_path(r, name);
	struct str s = STR_INIT;
	int rc;

	str_adds(&s, head);
	for (size_t i = 0; i < l->n; i++)
		str_addf(&s, "%s\n", l->v[i]);
	rc = fs_write_atomic(path, str_c(&s), s.len, 0600, err);
	str_release(&s);
	free(path);
	return rc;
}

/* A version without a forerunner needs no cut. */
static int write_cut(struct repo *r, const struct kept *k, struct err *err)
{
	struct strlist l = {0};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < k->ncut; i++) {
		char hex[STORE_ID_SIZE];
		git_object *o;

		rc = repo_object(r, &k->cut[i], GIT_OBJECT_COMMIT, &o, err);
		if (rc)
			break;
		git_oid_tostr(hex, sizeof hex, &k->cut[i]);
		if (git_commit_parentcount((git_commit *)o))
			strlist_add(&l, hex, strlen(hex));
		git_object_free(o);
	}
	strlist_sort(&l);
	if (rc == 0 && l.n)
		rc = write_lines(r, "shallow", "", &l, err);
	strlist_release(&l);
	return rc;
}

/* ---------------------------------------------------------- what goes away */

static bool kept_ref(const struct kept *k, const char *name)
{
	for (size_t i = 0; i < k->refs.n; i++)
		if (k->refs.v[i][0] != '^' && strcmp(k->refs.v[i] + STORE_ID_SIZE, name) == 0)
			return true;
	return false;
}

static void tell_ref(struct store_answer *a, const char *name)
{
	if (strcmp(name, REPO_AUTOSAVE) == 0)
		strlist_addf(&a->problem, "den automatiskt sparade texten är borttagen");
	else if (span_starts(span_of(name), "refs/heads/") && !span_ends(span_of(name), ".lock"))
		strlist_addf(&a->problem, "grenen %s är borttagen", name + strlen("refs/heads/"));
	else if (span_starts(span_of(name), REPO_TAGS) && !span_ends(span_of(name), ".lock"))
		strlist_addf(&a->problem, "märket %s är borttaget", name + strlen(REPO_TAGS));
}

static int weed_refs(struct repo *r, const struct kept *k, const char *name, struct store_answer *a, struct err *err)
{
	char *path = repo_path(r, name);
	struct strlist names = {0};
	int rc = fs_list(path, &names, err);

	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *sub = str_format("%s/%s", name, names.v[i]), *full = repo_path(r, sub);

		if (fs_is_dir(full)) {
			rc = weed_refs(r, k, sub, a, err);
			rmdir(full); /* when it is empty */
		} else if (!kept_ref(k, sub)) {
			tell_ref(a, sub);
			rc = fs_remove(full, err);
		}
		free(full);
		free(sub);
	}
	strlist_release(&names);
	free(path);
	return rc;
}

/* First those that are packed, at once; then the files. */
static int weed_all_refs(struct repo *r, struct kept *k, struct store_answer *a, struct err *err)
{
	static const char *const needed[] = {"refs", "refs/heads", "refs/tags"};
	struct str s = STR_INIT;
	char *path = repo_path(r, "packed-refs");
	struct span rest, line;
	int rc = -1;

	if (fs_exists(path) && fs_read(path, &s, err))
		goto out;
	for (rest = str_span(&s); span_line(&rest, &line);) {
		char *name = span_dup(span_from(line, STORE_ID_SIZE));

		if (line.n > STORE_ID_SIZE && line.p[0] != '#' && line.p[0] != '^' && !kept_ref(k, name))
			tell_ref(a, name);
		free(name);
	}
	rc = write_lines(r, "packed-refs", "# pack-refs with: peeled fully-peeled sorted \n", &k->refs, err) ||
	     weed_refs(r, k, "refs", a, err) ? -1 : 0;
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
		char *dir = repo_path(r, needed[i]);

		fs_mkdirs(dir, NULL);
		free(dir);
	}
out:
	free(path);
	str_release(&s);
	return rc;
}

/* Everything in a folder below .git but the names that stay. */
static int weed_folder(struct repo *r, const char *folder, const char *const *stay, struct err *err)
{
	char *dir = repo_path(r, folder);
	struct strlist names = {0};
	int rc = fs_is_dir(dir) ? fs_list(dir, &names, err) : 0;

	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);
		bool keep = false;

		for (size_t j = 0; stay[j]; j++)
			keep = keep || strcmp(stay[j], names.v[i]) == 0;
		if (!keep) {
			repo_remove_all(path);
			if (fs_exists(path))
				rc = err_set(err, ERR_SYSTEM, "%s går inte att ta bort", path);
		}
		free(path);
	}
	strlist_release(&names);
	free(dir);
	return rc;
}

static int weed_objects(struct repo *r, const char *pack, struct err *err)
{
	static const char *const none[] = {NULL};
	char *idx = str_format("pack-%s.idx", pack), *data = str_format("pack-%s.pack", pack);
	const char *const packs[] = {idx, data, NULL};
	char *objects = repo_path(r, "objects"), *dir = fs_join(objects, "pack");
	struct strlist names = {0};
	int rc = fs_list(objects, &names, err);

	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *sub = str_format("objects/%s", names.v[i]);

		char *full = fs_join(objects, names.v[i]);

		if (!fs_is_dir(full))
			rc = fs_remove(full, err);
		else if (strcmp(names.v[i], "pack") != 0)
			rc = weed_folder(r, sub, none, err);
		free(full);
		free(sub);
	}
	strlist_release(&names);
	/* the index of a pack first: one without its pack would look damaged */
	if (rc == 0)
		rc = fs_list(dir, &names, err);
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		if (span_ends(span_of(path), ".idx") && strcmp(names.v[i], idx) != 0)
			rc = fs_remove(path, err);
		free(path);
	}
	if (rc == 0)
		rc = weed_folder(r, "objects/pack", packs, err);
	git_odb_refresh(r->odb);
	strlist_release(&names);
	free(dir);
	free(objects);
	free(idx);
	free(data);
	return rc;
}

static void weed_journal(const char *dir, struct store_answer *a)
{
	struct journal *j;

	if (!journal_dir_ours(dir))
		return;
	j = journal_new(dir);
	if (journal_lock(j, NULL) == 0) {
		(void)!journal_forget(j, NULL);
		journal_free(j);
		repo_remove_all(dir);
		strlist_addf(&a->problem, "journalen är borttagen");
	} else {
		journal_free(j);
		strlist_addf(&a->problem, "journalen används i ett annat fönster och är kvar: stäng det och gallra igen");
	}
}

static void weed_journals(struct repo *r, struct store_answer *a)
{
	char *draft = fs_join(r->folder, REPO_DRAFT), *dir = journal_dir(NULL, r->folder);

	weed_journal(dir, a);
	free(dir);
	dir = journal_dir(draft, NULL);
	weed_journal(dir, a);
	free(dir);
	for (int i = 0; (dir = journal_spare_dir(draft, i)); i++) {
		weed_journal(dir, a);
		free(dir);
	}
	free(draft);
}

/* Work files of justering that no version holds any more, and what interrupted writing left. */
static void weed_work(struct repo *r, const char *folder, const struct repo_files *opt_stay, struct store_answer *a)
{
	char *dir = *folder ? fs_join(r->folder, folder) : mem_strdup(r->folder);
	struct strlist names = {0};

	if (fs_list(dir, &names, NULL) == 0)
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(dir, names.v[i]);
			char *name = *folder ? str_format("%s/%s", folder, names.v[i]) : mem_strdup(names.v[i]);
			bool rescued = strcmp(name, STORE_RESCUE) == 0;

			if (*folder && fs_is_dir(path)) {
				weed_work(r, name, opt_stay, a);
				rmdir(path);
			} else if (rescued || strstr(names.v[i], ".ny-") || (opt_stay && !repo_files_find(opt_stay, name))) {
				if (fs_remove(path, NULL) == 0 && !strstr(names.v[i], ".ny-"))
					strlist_addf(&a->problem, "%s är borttagen", name);
			}
			free(name);
			free(path);
		}
	strlist_release(&names);
	free(dir);
}

/* The index holds what the last version does, and nothing of before. */
static int weed_index(struct repo *r, struct err *err)
{
	struct store_request none = {.op = STORE_PURGE, .folder = r->folder};
	struct repo_tree t;
	int rc = repo_tree_build(r, &none, true, &t, err);

	if (rc == 0)
		rc = repo_write_index(r, &none, &t, err);
	repo_tree_release(&t);
	return rc;
}

static int weed(struct repo *r, struct kept *k, const char *pack, struct store_answer *a, struct err *err)
{
	static const char *const stay[] = {"HEAD", "config", "description", "hooks", "info", "objects", "refs", "packed-refs",
		"shallow", "index", "paragraf.lock", "paragraf", BEGUN, NULL};
	static const char *const info[] = {"exclude", "attributes", NULL};
	struct repo_files files;
	char *begun;
	int rc;

	if (weed_all_refs(r, k, a, err) || weed_index(r, err) || weed_objects(r, pack, err) ||
		weed_folder(r, "info", info, err))
		return -1;
	weed_journals(r, a);
	if (repo_files(r, &r->tree, "justering", &files, err)) {
		repo_files_release(&files);
		return -1;
	}
	weed_work(r, "", NULL, a);
	weed_work(r, "justering", &files, a);
	weed_work(r, "justerat", NULL, a);
	for (size_t i = 0; i < files.n; i++)
		if (strcmp(files.v[i].name, "justering/logg") != 0)
			strlist_addf(&a->problem, "%s hör till den justerade versionen och är kvar", files.v[i].name);
	repo_files_release(&files);
	/* journals of a window that is open are all that may be left beside */
	rc = weed_folder(r, ".", stay, err);
	begun = repo_path(r, BEGUN);
	if (rc == 0)
		rc = fs_remove(begun, err);
	free(begun);
	return rc;
}

/* In a meeting that is held and loaded. */
static int purge(struct repo *r, struct store_answer *a, struct err *err)
{
	struct kept k = {0};
	struct strlist none = {0};
	char name[STORE_ID_SIZE];
	bool was_whole = r->ncut == 0;
	int before, rc = -1;

	before = repo_number(r, err);
	if (before < 0 || collect(r, &k, err) || repo_pack_ids(r, k.v, k.n, name, err))
		goto out;
	rc = write_lines(r, BEGUN, "gallring\n", &none, err) || write_cut(r, &k, err) || weed(r, &k, name, a, err) ? -1 : 0;
	/* ids and numbers are as they were, if the sealing version knows its own */
	r->server->tip[0] = '\0';
	a->nr = k.versions;
	repo_read_cut(r);
	if (repo_load_tip(r, rc ? NULL : err))
		rc = -1;
	if (rc == 0 && before > k.versions && was_whole)
		strlist_addf(&a->problem, "%d äldre versioner är borttagna", before - k.versions);
out:
	kept_release(&k);
	return rc;
}

int repo_purge(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	if (repo_begin(r, q, a, err))
		return -1;
	repo_answer_tip(r, a);
	return purge(r, a, err);
}

void repo_mend_purge(struct repo *r, struct store_answer *a)
{
	char *path = repo_path(r, BEGUN);
	struct store_answer gone = {0};
	struct err why = ERR_INIT;

	if (fs_exists(path)) {
		if (purge(r, &gone, &why))
			strlist_addf(&a->problem, "gallringen i %s är inte avslutad: %s", r->folder, why.msg);
		else
			strlist_addf(&a->problem, "lagat: en avbruten gallring i %s är avslutad", r->folder);
	}
	store_answer_release(&gone);
	free(path);
}
