/* repo_files: the files of justering/ and justerat/ that versions hold beside the
 * text: which names there may be, and the work files after a save was interrupted. */
#include "store/repo.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct repo_file *)a)->name, ((const struct repo_file *)b)->name);
}

static int add_folder(struct repo *r, const git_oid *tree, const char *folder, int deep, struct repo_files *out,
	struct err *err)
{
	git_object *o;
	int rc = 0;

	if (repo_object(r, tree, GIT_OBJECT_TREE, &o, err))
		return -1;
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)o); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)o, i);
		char *name = str_format("%s/%s", folder, git_tree_entry_name(e));

		if (git_tree_entry_type(e) == GIT_OBJECT_BLOB) {
			out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
			out->v[out->n].name = mem_strdup(name);
			git_oid_cpy(&out->v[out->n++].id, git_tree_entry_id(e));
		} else if (git_tree_entry_type(e) == GIT_OBJECT_TREE && deep > 0) {
			rc = add_folder(r, git_tree_entry_id(e), name, deep - 1, out, err);
		}
		free(name);
	}
	git_object_free(o);
	return rc;
}

int repo_files(struct repo *r, const git_oid *tree, const char *folder, struct repo_files *out, struct err *err)
{
	const git_tree_entry *e;
	git_object *o;
	int rc = 0;

	*out = (struct repo_files){0};
	if (repo_object(r, tree, GIT_OBJECT_TREE, &o, err))
		return -1;
	e = git_tree_entry_byname((git_tree *)o, folder);
	if (e && git_tree_entry_type(e) == GIT_OBJECT_TREE)
		rc = add_folder(r, git_tree_entry_id(e), folder, 1, out, err);
	git_object_free(o);
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, compare);
	return rc;
}

const git_oid *repo_files_find(const struct repo_files *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->v[i].name, name) == 0)
			return &l->v[i].id;
	return NULL;
}

void repo_files_release(struct repo_files *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->v[i].name);
	free(l->v);
	*l = (struct repo_files){0};
}

bool repo_file_name(const char *name)
{
	struct span rest = span_of(name), piece;
	int depth = 0;

	if (!span_starts(rest, "justerat/") && !span_starts(rest, "justering/"))
		return false;
	while (span_split(&rest, "/", &piece)) {
		if (piece.n == 0 || piece.p[0] == '.' || ++depth > 3)
			return false;
		for (size_t i = 0; i < piece.n; i++)
			if ((unsigned char)piece.p[i] < ' ' || piece.p[i] == '\\' || piece.p[i] == 127)
				return false;
	}
	return depth > 1;
}

bool repo_file_added(const char *name)
{
	struct span s = span_of(name);
	size_t slash;

	if (!repo_file_name(name) || !span_starts(s, "justerat/"))
		return false;
	s = span_from(s, strlen("justerat/"));
	slash = span_find(s, "/", 0);
	if (slash != (size_t)-1 && span_starts(s, "del-"))
		s = span_from(s, slash + 1);
	else if (slash != (size_t)-1)
		return false;
	return span_starts(s, "efter");
}

/* One file of the last version or of the one before. */
static void mend_one(struct repo *r, const char *name, const git_oid *now, const git_oid *before)
{
	char *path = fs_join(r->folder, name), *dir = fs_dirname(path);
	struct str disk = STR_INIT, bytes = STR_INIT;
	bool there = fs_read(path, &disk, NULL) == 0;
	git_oid id;

	if (there && git_odb_hash(&id, str_c(&disk), disk.len, GIT_OBJECT_BLOB))
		goto out;
	/* what is neither of the two is somebody's change: it stays */
	if (there ? !before || !git_oid_equal(&id, before) || (now && git_oid_equal(&id, now)) : !now)
		goto out;
	if (!now) {
		fs_remove(path, NULL);
		rmdir(dir);
	} else if (repo_blob(r, now, &bytes, NULL) == 0 && fs_mkdirs(dir, NULL) == 0) {
		fs_write_atomic(path, str_c(&bytes), bytes.len, 0600, NULL);
	}
out:
	str_release(&bytes);
	str_release(&disk);
	free(dir);
	free(path);
}

void repo_files_mend(struct repo *r, struct err *err)
{
	static const char *const folders[] = {"justering", "justerat"};
	git_object *o;
	git_oid tag, parent_tree = {{0}};
	/* what is sealed and missing is to be seen, not put there again in silence */
	bool sealed = repo_ref(r, REPO_TAG, &tag, NULL) != 1, has = false;

	if (r->has_parent && repo_object(r, &r->parent, GIT_OBJECT_COMMIT, &o, err) == 0) {
		git_oid_cpy(&parent_tree, git_commit_tree_id((git_commit *)o));
		has = true;
		git_object_free(o);
	}
	for (size_t i = 0; i < 2; i++) {
		struct repo_files now = {0}, before = {0};

		if (repo_files(r, &r->tree, folders[i], &now, err) == 0 &&
			(!has || repo_files(r, &parent_tree, folders[i], &before, err) == 0)) {
			for (size_t k = 0; k < now.n; k++)
				if (!sealed || repo_file_added(now.v[k].name))
					mend_one(r, now.v[k].name, &now.v[k].id, repo_files_find(&before, now.v[k].name));
			for (size_t k = 0; k < before.n; k++)
				if (!repo_files_find(&now, before.v[k].name))
					mend_one(r, before.v[k].name, NULL, &before.v[k].id);
		}
		repo_files_release(&now);
		repo_files_release(&before);
	}
}
