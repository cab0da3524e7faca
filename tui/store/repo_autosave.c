/* repo_autosave: the text between two versions, on a reference of its own.
 *
 * There is one at a time; it hangs on the last version. Its message lists the
 * objects that were new with it. When it goes, those are removed unless a
 * version made since uses them (undo can bring an identical text back): so
 * autosaves do not pile up, and a text mistyped and taken away does not live on. */
#include "store/repo.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

#define NEW_KEY "Nya"
#define WALK_MAX 200

struct saved {
	git_oid id, tree, blob, parent;
	bool has_parent;
	git_oid new[2];     /* tree and blob that came with it */
	size_t nnew;
};

static int load(struct repo *r, struct saved *s, struct err *err)
{
	git_object *o;
	struct span ids, hex;
	int rc = repo_ref(r, REPO_AUTOSAVE, &s->id, err);

	if (rc)
		return rc;
	if (repo_object(r, &s->id, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	git_oid_cpy(&s->tree, git_commit_tree_id((git_commit *)o));
	s->has_parent = git_commit_parentcount((git_commit *)o) > 0;
	if (s->has_parent)
		git_oid_cpy(&s->parent, git_commit_parent_id((git_commit *)o, 0));
	ids = repo_message_field(span_of(git_commit_message((git_commit *)o)), NEW_KEY);
	s->nnew = 0;
	while (s->nnew < 2 && span_split(&ids, " ", &hex))
		if (hex.n == 40 && git_oid_fromstrn(&s->new[s->nnew], hex.p, 40) == 0)
			s->nnew++;
	git_object_free(o);
	rc = repo_path_id(r, &s->tree, REPO_DRAFT, &s->blob, err);
	return rc < 0 ? -1 : 0;
}

/* Only the references we know: with others we can't say what is in use. */
static bool only_ours(struct repo *r)
{
	static const char *const ours[] = {REPO_REF, REPO_SECOND, REPO_AUTOSAVE, REPO_TAG};
	git_strarray names = {0};
	bool yes = git_reference_list(&names, r->git) == 0;

	for (size_t i = 0; yes && i < names.count; i++) {
		bool known = false;

		for (size_t k = 0; k < sizeof ours / sizeof ours[0]; k++)
			known = known || strcmp(names.strings[i], ours[k]) == 0;
		yes = known || span_starts(span_of(names.strings[i]), REPO_PARTS) ||
		      span_starts(span_of(names.strings[i]), REPO_SENT);
	}
	git_strarray_dispose(&names);
	return yes;
}

/* Is the tree or blob part of a version made since the autosave's parent? */
static bool used_since(struct repo *r, const struct saved *s, const git_oid *id)
{
	git_oid at = r->tip, tree, blob;

	for (int i = 0; i < WALK_MAX; i++) {
		git_object *o;
		bool more;

		if (s->has_parent && git_oid_equal(&at, &s->parent))
			return false;
		if (repo_object(r, &at, GIT_OBJECT_COMMIT, &o, NULL))
			return true;
		git_oid_cpy(&tree, git_commit_tree_id((git_commit *)o));
		more = repo_parent(r, (git_commit *)o, &at);
		git_object_free(o);
		if (git_oid_equal(&tree, id) || repo_path_id(r, &tree, REPO_DRAFT, &blob, NULL) != 0 ||
			git_oid_equal(&blob, id))
			return true;
		if (!more)
			return true; /* another line of descent: leave it */
	}
	return true;
}

/* Is it part of a text that was sent? */
static bool was_sent(struct repo *r, const git_oid *id)
{
	git_strarray names = {0};
	bool yes = git_reference_list(&names, r->git) != 0;

	for (size_t i = 0; !yes && i < names.count; i++) {
		git_object *o;
		git_oid at, blob;

		if (!span_starts(span_of(names.strings[i]), REPO_SENT))
			continue;
		yes = repo_ref(r, names.strings[i], &at, NULL) != 0 || repo_object(r, &at, GIT_OBJECT_COMMIT, &o, NULL) != 0;
		if (yes)
			break;
		yes = git_oid_equal(git_commit_tree_id((git_commit *)o), id) ||
		      repo_path_id(r, git_commit_tree_id((git_commit *)o), REPO_DRAFT, &blob, NULL) != 0 ||
		      git_oid_equal(&blob, id);
		git_object_free(o);
	}
	git_strarray_dispose(&names);
	return yes;
}

static void unlink_loose(const struct repo *r, const git_oid *id)
{
	char *path = repo_loose_path(r, id);

	fs_remove(path, NULL);
	free(path);
}

static bool in_other(const git_oid *id, const struct saved *opt_next)
{
	return opt_next && (git_oid_equal(id, &opt_next->tree) || git_oid_equal(id, &opt_next->blob) ||
				   git_oid_equal(id, &opt_next->id));
}

static void prune(struct repo *r, const struct saved *s, const struct saved *opt_next)
{
	if (!only_ours(r) || in_other(&s->id, opt_next))
		return;
	unlink_loose(r, &s->id);
	for (size_t i = 0; i < s->nnew; i++)
		if (!in_other(&s->new[i], opt_next) && !used_since(r, s, &s->new[i]) && !was_sent(r, &s->new[i]))
			unlink_loose(r, &s->new[i]);
}

void repo_autosave_drop(struct repo *r)
{
	struct saved s = {0};

	if (load(r, &s, NULL) || git_reference_remove(r->git, REPO_AUTOSAVE))
		return;
	prune(r, &s, NULL);
}

/* The objects that are new with this autosave: a tree with a new text in it is
 * new too. With an old text (undo, back to an earlier version) the tree may be
 * that version's: then nothing is listed, and at most one tree is left over. */
static void note_new(struct str *out, const git_oid *blob, const git_oid *tree)
{
	char hex[STORE_ID_SIZE];

	str_addf(out, NEW_KEY ": %s", git_oid_tostr(hex, sizeof hex, tree));
	str_addf(out, " %s\n", git_oid_tostr(hex, sizeof hex, blob));
}

int repo_autosave(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct store_request next = *q;
	struct saved before = {0}, now = {0};
	struct repo_tree t = {0};
	struct str extra = STR_INIT, back = STR_INIT;
	bool had, blob_is_new;
	int rc = -1;

	if (!q->text.p)
		return err_set(err, ERR_USAGE, "%s: ingen text att spara", r->folder);
	if (repo_lock(r, q->hold, err) || repo_fanout(r, err) || repo_load_tip(r, err))
		return -1;
	repo_answer_tip(r, a);
	a->sealed = repo_sealed(r);
	if (!r->has_tip || a->sealed)
		return err_set(err, ERR_STATE, "%s är justerat och kan inte ändras", r->folder);
	had = load(r, &before, NULL) == 0;
	if (git_odb_hash(&now.blob, q->text.p, q->text.n, GIT_OBJECT_BLOB))
		return repo_fail(err, "%s: texten kunde inte sparas", r->folder);
	a->unchanged = git_oid_equal(&now.blob, had ? &before.blob : &r->blob);
	if (a->unchanged)
		return 0;
	if (r->has_draft && git_oid_equal(&now.blob, &r->blob)) {
		repo_autosave_drop(r);
		return 0;
	}
	blob_is_new = !git_odb_exists(r->odb, &now.blob);
	next.kind = KIND_AUTOSAVE;
	next.npara = next.nfiles = 0;
	if (repo_tree_build(r, &next, true, &t, err))
		goto out;
	now.tree = t.id;
	if (blob_is_new)
		note_new(&extra, &now.blob, &now.tree);
	if (repo_commit(r, &next, &t.id, str_c(&extra), &now.id, err) ||
		repo_set_ref(r, REPO_AUTOSAVE, &now.id, had ? &before.id : NULL, err) ||
		repo_text_of(r, &now.id, &back, err))
		goto out;
	if (!span_eq(str_span(&back), q->text)) {
		err_set(err, ERR_SYSTEM, "%s: texten kunde inte läsas tillbaka; försök igen", r->folder);
		goto out;
	}
	if (had)
		prune(r, &before, &now);
	rc = 0;
out:
	repo_tree_release(&t);
	str_release(&extra);
	str_release(&back);
	return rc;
}
