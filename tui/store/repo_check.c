/* repo_check: reads every byte of a history, and tells what the marks point at. It
 * changes nothing and judges no signature. */
#include "store/repo.h"

#include "base/fs.h"
#include "base/mem.h"

#define PARTS_MAX 99

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
		more = repo_parent(r, (git_commit *)o, &at);
		git_object_free(o);
		if (rc)
			return -1;
	}
	return n;
}

struct file_list {
	char **name;
	struct str *bytes;
	size_t n, cap_names, cap_bytes;
};

/* Is the file of the part (0: of none)? */
static bool of_part(const char *name, int part)
{
	char *folder = part ? str_format("justerat/del-%d/", part) : mem_strdup("justerat/");
	struct span s = span_of(name);
	bool yes = span_starts(s, folder) && (part || span_find(s, "/", strlen(folder)) == (size_t)-1);

	free(folder);
	return yes;
}

/* Files of one part in a version; only those that may grow, or only the others. */
static void add_files(struct repo *r, const git_oid *tree, int part, bool growing, struct file_list *out)
{
	struct repo_files l;

	if (repo_files(r, tree, "justerat", &l, NULL) == 0)
		for (size_t i = 0; i < l.n; i++) {
			if (!of_part(l.v[i].name, part) || repo_file_added(l.v[i].name) != growing)
				continue;
			out->name = mem_grow(out->name, out->n, &out->cap_names, sizeof *out->name);
			out->bytes = mem_grow(out->bytes, out->n, &out->cap_bytes, sizeof *out->bytes);
			out->bytes[out->n] = (struct str)STR_INIT;
			if (repo_blob(r, &l.v[i].id, &out->bytes[out->n], NULL) == 0)
				out->name[out->n++] = mem_strdup(l.v[i].name);
		}
	repo_files_release(&l);
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

/* The tree of a version; -1 when it can't be read. */
static int tree_of(struct repo *r, const git_oid *commit, git_oid *out, git_oid *opt_parent, bool *opt_more)
{
	git_object *o;

	if (repo_object(r, commit, GIT_OBJECT_COMMIT, &o, NULL))
		return -1;
	git_oid_cpy(out, git_commit_tree_id((git_commit *)o));
	if (opt_more)
		*opt_more = repo_parent(r, (git_commit *)o, opt_parent);
	git_object_free(o);
	return 0;
}

static bool grew(struct repo *r, const git_oid *before, const git_oid *now)
{
	struct str a = STR_INIT, b = STR_INIT;
	bool yes = repo_blob(r, before, &a, NULL) == 0 && repo_blob(r, now, &b, NULL) == 0 &&
		   span_eq(span_sub(str_span(&b), 0, a.len), str_span(&a));

	str_release(&a);
	str_release(&b);
	return yes;
}

static bool read_index(struct repo *r, const git_oid *tree, git_index **out)
{
	git_object *o;
	bool ok;

	*out = NULL;
	if (repo_vet_tree(r, tree, NULL) || repo_object(r, tree, GIT_OBJECT_TREE, &o, NULL))
		return false;
	ok = git_index_new(out) == 0 && git_index_read_tree(*out, (git_tree *)o) == 0;
	git_object_free(o);
	return ok;
}

/* From one tree to the next only justerat/efter... was added to. */
static bool only_added(struct repo *r, const git_oid *before, const git_oid *now)
{
	git_index *a, *b = NULL;
	bool ok = read_index(r, before, &a) && read_index(r, now, &b);
	size_t same = 0;

	for (size_t i = 0; ok && i < git_index_entrycount(b); i++) {
		const git_index_entry *e = git_index_get_byindex(b, i), *was = git_index_get_bypath(a, e->path, 0);

		same += was != NULL;
		if (was && was->mode == e->mode && git_oid_equal(&was->id, &e->id))
			continue;
		ok = repo_file_added(e->path) && e->mode == GIT_FILEMODE_BLOB && (!was || grew(r, &was->id, &e->id));
	}
	ok = ok && same == git_index_entrycount(a);
	git_index_free(a);
	git_index_free(b);
	return ok;
}

/* What came after the sealed version. */
static void check_after(struct repo *r, const git_oid *sealed, struct store_answer *a)
{
	git_oid at = r->tip, before = {{0}}, now, then;
	bool more = true, ok = r->has_tip;
	int n = 0;

	for (; ok && !git_oid_equal(&at, sealed); n++) {
		ok = tree_of(r, &at, &now, &before, &more) == 0 && more && tree_of(r, &before, &then, NULL, NULL) == 0 &&
		     only_added(r, &then, &now);
		at = before;
	}
	a->tip_follows = ok;
	a->after = ok ? n : 0;
}

static void add_object(struct repo *r, const git_oid *id, struct str *out)
{
	git_odb_object *o;

	if (git_odb_read(&o, r->odb, id))
		return;
	str_add(out, git_odb_object_data(o), git_odb_object_size(o));
	git_odb_object_free(o);
}

/* What the mark says, without the signature. */
static void add_message(git_object *tag, struct str *out)
{
	struct span s = span_of(git_tag_message((git_tag *)tag));
	size_t at = span_find(s, "\n-----BEGIN ", 0);

	str_addspan(out, at == (size_t)-1 ? s : span_sub(s, 0, at + 1));
}

/* A mark and the version it points at; false when either can't be read. */
static bool read_mark(struct repo *r, const char *ref, git_oid *id, git_object **tag, git_object **commit, struct err *err)
{
	*tag = *commit = NULL;
	return repo_ref(r, ref, id, err) == 0 && repo_object(r, id, GIT_OBJECT_TAG, tag, err) == 0 &&
	       repo_object(r, git_tag_target_id((git_tag *)*tag), GIT_OBJECT_COMMIT, commit, err) == 0;
}

static void check_mark(struct repo *r, struct store_answer *a)
{
	struct err why = ERR_INIT;
	struct file_list files = {0};
	git_object *tag = NULL, *commit = NULL;
	const git_oid *tree;
	git_oid id, blob;

	if (repo_ref(r, REPO_TAG, &id, NULL) == 1)
		return;
	if (!read_mark(r, REPO_TAG, &id, &tag, &commit, &why)) {
		strlist_addf(&a->problem, "%s", why.msg);
		git_object_free(tag);
		return;
	}
	tree = git_commit_tree_id((git_commit *)commit);
	a->tagged = strcmp(git_tag_name((git_tag *)tag), "justerat") == 0;
	a->tip_is_tagged = r->has_tip && git_oid_equal(&r->tip, git_object_id(commit));
	check_after(r, git_object_id(commit), a);
	add_object(r, &id, &a->tag_object);
	add_message(tag, &a->tag_message);
	git_oid_tostr(a->tag_commit, sizeof a->tag_commit, git_object_id(commit));
	if (git_commit_parentcount((git_commit *)commit))
		git_oid_tostr(a->tag_parent, sizeof a->tag_parent, git_commit_parent_id((git_commit *)commit, 0));
	if (repo_path_id(r, tree, REPO_DRAFT, &blob, NULL) == 0 && repo_blob(r, &blob, &a->tag_text, NULL) == 0)
		git_oid_tostr(a->tag_blob, sizeof a->tag_blob, &blob);
	add_files(r, tree, 0, false, &files);
	add_files(r, &r->tree, 0, true, &files);
	a->file_name = files.name;
	a->file_bytes = files.bytes;
	a->nfiles = files.n;
	sealed_appendices(r, tree, a);
	git_object_free(commit);
	git_object_free(tag);
}

/* Does the last version hold the files of the part as they were sealed? */
static bool part_kept(struct repo *r, const git_oid *tree, int part)
{
	struct repo_files then = {0}, now = {0};
	size_t n = 0, have = 0;
	bool ok = repo_files(r, tree, "justerat", &then, NULL) == 0 && repo_files(r, &r->tree, "justerat", &now, NULL) == 0;

	for (size_t i = 0; ok && i < then.n; i++) {
		const git_oid *id = repo_files_find(&now, then.v[i].name);

		n++;
		ok = of_part(then.v[i].name, part) && id && git_oid_equal(id, &then.v[i].id);
	}
	for (size_t i = 0; i < now.n; i++)
		have += of_part(now.v[i].name, part) && !repo_file_added(now.v[i].name);
	repo_files_release(&then);
	repo_files_release(&now);
	return ok && n == have;
}

static void check_part(struct repo *r, const char *ref, int part, struct store_mark *m, struct store_answer *a)
{
	struct err why = ERR_INIT;
	struct file_list files = {0};
	git_object *tag, *commit;
	git_oid id, blob;
	char *text = str_format("justerat/del-%d/" REPO_DRAFT, part);
	bool read = read_mark(r, ref, &id, &tag, &commit, &why);

	m->tag = mem_strdup(ref + strlen(REPO_TAGS));
	if (read) {
		const git_oid *tree = git_commit_tree_id((git_commit *)commit);

		m->whole = strcmp(git_tag_name((git_tag *)tag), m->tag) == 0;
		m->kept = part_kept(r, tree, part);
		add_object(r, &id, &m->object);
		add_message(tag, &m->message);
		git_oid_tostr(m->commit, sizeof m->commit, git_object_id(commit));
		if (git_commit_parentcount((git_commit *)commit))
			git_oid_tostr(m->parent, sizeof m->parent, git_commit_parent_id((git_commit *)commit, 0));
		if (repo_path_id(r, tree, text, &blob, NULL) == 0 && repo_blob(r, &blob, &m->text, NULL) == 0)
			git_oid_tostr(m->blob, sizeof m->blob, &blob);
		add_files(r, tree, part, false, &files);
		add_files(r, &r->tree, part, true, &files);
		m->file_name = files.name;
		m->file_bytes = files.bytes;
		m->nfiles = files.n;
		if (check_tree(r, tree, &why))
			read = false;
	}
	if (!read)
		strlist_addf(&a->problem, "%s", why.msg);
	git_object_free(commit);
	git_object_free(tag);
	free(text);
}

/* The marks of the parts: those there are, and those whose manifest the last version has. */
static void check_parts(struct repo *r, struct store_answer *a)
{
	struct repo_files l;
	size_t cap = 0;

	for (int part = 1; part <= PARTS_MAX; part++) {
		char *ref = str_format(REPO_PARTS "%d", part);
		git_oid id;

		if (repo_ref(r, ref, &id, NULL) != 1) {
			a->part = mem_grow(a->part, a->nparts, &cap, sizeof *a->part);
			a->part[a->nparts] = (struct store_mark){0};
			check_part(r, ref, part, &a->part[a->nparts++], a);
		}
		free(ref);
	}
	if (repo_files(r, &r->tree, "justerat", &l, NULL) == 0)
		for (size_t i = 0; i < l.n; i++) {
			struct span s = span_of(l.v[i].name);
			bool marked = !span_starts(s, "justerat/del-") || !span_ends(s, "/manifest");

			for (size_t k = 0; !marked && k < a->nparts; k++)
				marked = span_starts(span_from(s, strlen("justerat/")), a->part[k].tag + strlen("justerat-"));
			if (!marked)
				strlist_addf(&a->problem, "%s finns, men delen har inget märke", l.v[i].name);
		}
	repo_files_release(&l);
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

/* With these git shows other versions than those that are stored. */
static void check_replaced(struct repo *r, struct store_answer *a)
{
	char *dir = repo_path(r, "refs/replace"), *packed = repo_path(r, "packed-refs");
	struct strlist names = {0};
	struct str s = STR_INIT;

	fs_list(dir, &names, NULL);
	fs_read(packed, &s, NULL);
	if (names.n || span_find(str_span(&s), " refs/replace/", 0) != (size_t)-1)
		strlist_addf(&a->problem, "en version visas i stället för en annan (refs/replace): ta bort det med git replace -d");
	str_release(&s);
	strlist_release(&names);
	free(packed);
	free(dir);
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
	check_parts(&r, a);
	check_replaced(&r, a);
	a->sealed = repo_sealed(&r);
	repo_answer_tip(&r, a);
	str_addspan(&a->text, str_span(&r.text));
out:
	a->damaged = a->problem.n > 0;
	repo_close(&r);
	return rc;
}
