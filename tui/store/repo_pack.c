/* repo_pack: many loose objects become one pack. A loose object is removed only
 * when the pack has been read back whole. */
#include "store/repo.h"

#include <unistd.h>

#include <git2/sys/odb_backend.h>

#include "base/fs.h"
#include "base/mem.h"

#define LOOSE_MANY 240 /* objects; some 60 versions */

struct ids {
	git_oid *v;
	size_t n, cap;
};

static void add_id(struct ids *l, const git_oid *id)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	git_oid_cpy(&l->v[l->n++], id);
}

static void count_loose(void *ctx, const git_oid *id)
{
	size_t *n = ctx;

	(void)id;
	(*n)++;
}

/* Adds a loose object once; false when it is not loose (then it is packed). */
static bool add_loose(struct repo *r, struct ids *l, const git_oid *id)
{
	if (repo_vet_loose(r, id, NULL) != VET_OK)
		return false;
	add_id(l, id);
	return true;
}

static int add_tree(struct repo *r, struct ids *l, const git_oid *id, struct err *err)
{
	git_object *o;
	int rc = 0;

	if (!add_loose(r, l, id))
		return 0;
	if (repo_object(r, id, GIT_OBJECT_TREE, &o, err))
		return -1;
	for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)o); i++) {
		const git_tree_entry *e = git_tree_entry_byindex((git_tree *)o, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			rc = add_tree(r, l, git_tree_entry_id(e), err);
		else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB)
			add_loose(r, l, git_tree_entry_id(e));
	}
	git_object_free(o);
	return rc;
}

/* The loose objects of the history; all: also behind versions that are packed. */
static int collect(struct repo *r, struct ids *l, bool all, struct err *err)
{
	git_oid at = r->tip;
	bool more = true;

	while (more) {
		git_object *o;
		int rc;

		if (!add_loose(r, l, &at) && !all)
			return 0;
		if (repo_object(r, &at, GIT_OBJECT_COMMIT, &o, err))
			return -1;
		rc = add_tree(r, l, git_commit_tree_id((git_commit *)o), err);
		more = repo_parent(r, (git_commit *)o, &at);
		git_object_free(o);
		if (rc)
			return -1;
	}
	return 0;
}

/* The marks' own objects, and the versions of parts beside the line. */
static void collect_marks(struct repo *r, struct ids *l)
{
	git_strarray names = {0};

	git_reference_list(&names, r->git);
	for (size_t i = 0; i < names.count; i++) {
		git_object *o = NULL, *c = NULL;
		git_oid id;
		int part;

		if (!span_starts(span_of(names.strings[i]), REPO_TAGS) ||
			!repo_tag_name(names.strings[i] + strlen(REPO_TAGS), &part) ||
			repo_ref(r, names.strings[i], &id, NULL) || repo_object(r, &id, GIT_OBJECT_TAG, &o, NULL))
			continue;
		add_loose(r, l, &id);
		if (part && repo_object(r, git_tag_target_id((git_tag *)o), GIT_OBJECT_COMMIT, &c, NULL) == 0 &&
			add_loose(r, l, git_object_id(c)))
			add_tree(r, l, git_commit_tree_id((git_commit *)c), NULL);
		git_object_free(c);
		git_object_free(o);
	}
	git_strarray_dispose(&names);
}

static int write_pack(struct repo *r, const struct ids *l, char name[STORE_ID_SIZE])
{
	git_packbuilder *pb;
	int rc = git_packbuilder_new(&pb, r->git);

	if (rc)
		return rc;
	git_packbuilder_set_threads(pb, 1);
	for (size_t i = 0; rc == 0 && i < l->n; i++)
		rc = git_packbuilder_insert(pb, &l->v[i], REPO_DRAFT);
	if (rc == 0)
		rc = git_packbuilder_write(pb, NULL, 0, NULL, NULL);
	if (rc == 0)
		git_oid_tostr(name, STORE_ID_SIZE, git_packbuilder_hash(pb));
	git_packbuilder_free(pb);
	return rc;
}

/* Every object comes out of the pack itself (libgit2 checks its hash). */
static bool reads_back(const char *idx, const struct ids *l)
{
	git_odb *odb;
	git_odb_backend *one;
	bool ok;

	if (git_odb_new(&odb))
		return false;
	ok = git_odb_backend_one_pack(&one, idx) == 0 && git_odb_add_backend(odb, one, 1) == 0;
	for (size_t i = 0; ok && i < l->n; i++) {
		git_odb_object *o;

		ok = git_odb_read(&o, odb, &l->v[i]) == 0;
		if (ok)
			git_odb_object_free(o);
	}
	git_odb_free(odb);
	return ok;
}

int repo_pack_ids(struct repo *r, const git_oid *v, size_t n, char name[STORE_ID_SIZE], struct err *err)
{
	const struct ids l = {(git_oid *)(uintptr_t)v, n, n};
	struct strlist problem = {0};
	char *idx = NULL;
	int rc = 0;

	if (write_pack(r, &l, name)) {
		rc = repo_fail(err, "%s: historiken kunde inte packas", r->folder);
	} else {
		idx = str_format("%s/objects/pack/pack-%s.idx", r->gitdir, name);
		if (vet_packs(r->gitdir, NULL, &problem) || !reads_back(idx, &l))
			rc = err_set(err, ERR_SYSTEM, "%s: historiken kunde inte packas", r->folder);
	}
	strlist_release(&problem);
	free(idx);
	return rc;
}

int repo_pack(struct repo *r, bool all, struct err *err)
{
	struct ids l = {0};
	char name[STORE_ID_SIZE] = "";
	size_t loose = 0;
	int rc = 0;

	repo_each_loose(r, count_loose, &loose);
	if (loose == 0 || (!all && loose < LOOSE_MANY))
		return 0;
	if (collect(r, &l, all, err)) {
		rc = -1;
		goto out;
	}
	if (all)
		collect_marks(r, &l);
	if (l.n == 0)
		goto out;
	rc = repo_pack_ids(r, l.v, l.n, name, err);
	if (rc)
		goto out;
	for (size_t i = 0; i < l.n; i++) {
		char *path = repo_loose_path(r, &l.v[i]);

		fs_remove(path, NULL);
		free(path);
	}
	git_odb_refresh(r->odb);
out:
	free(l.v);
	return rc;
}
