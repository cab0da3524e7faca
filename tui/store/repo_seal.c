/* repo_seal: the marks. The whole protocol gets `justerat` on its last version. A
 * part, justerad omedelbart, gets `justerat-del-1` on a version beside the line, with
 * the files of the part alone, which descends from the version that was signed: so it
 * can stay when the drafts are weeded, and drafting goes on. What is sealed is never
 * written again; justerat/efter... is added to. */
#include "store/repo.h"

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"

#define TAG "justerat"
#define PART_TAG "justerat-del-"
#define SEALING_MAX 100000

bool repo_tag_name(const char *tag, int *part)
{
	struct span nr = span_from(span_of(tag), strlen(PART_TAG));
	long n;

	*part = 0;
	if (!tag || strcmp(tag, TAG) == 0)
		return true;
	if (!span_starts(span_of(tag), PART_TAG) || !span_int(nr, &n) || n < 1 || nr.p[0] == '0')
		return false;
	*part = (int)n;
	return true;
}

static char *tag_name(int part)
{
	return part ? str_format(PART_TAG "%d", part) : mem_strdup(TAG);
}

static char *tag_ref(int part)
{
	return part ? str_format(REPO_PARTS "%d", part) : mem_strdup(REPO_TAG);
}

static char *manifest_name(int part)
{
	return part ? str_format("justerat/del-%d/manifest", part) : mem_strdup(REPO_MANIFEST);
}

/* There is a mark, or one that can't be read. */
static bool is_marked(struct repo *r, int part)
{
	char *ref = tag_ref(part);
	git_oid id;
	bool yes = repo_ref(r, ref, &id, NULL) != 1;

	free(ref);
	return yes;
}

/* Which part a file belongs to: 0 when to none. */
static int part_of(const char *name)
{
	struct span s = span_of(name);
	size_t slash;
	long nr;

	if (!span_starts(s, "justerat/del-"))
		return 0;
	s = span_from(s, strlen("justerat/del-"));
	slash = span_find(s, "/", 0);
	return slash != (size_t)-1 && span_int(span_sub(s, 0, slash), &nr) ? (int)nr : 0;
}

int repo_check_parts(struct repo *r, const struct store_request *q, struct err *err)
{
	for (size_t i = 0; i < q->nfiles; i++) {
		int part = part_of(q->file[i].name);

		if (part && is_marked(r, part))
			return err_set(err, ERR_STATE, "%s: del %d är justerad och kan inte ändras (%s)", r->folder, part,
				q->file[i].name);
	}
	return 0;
}

/* ---------------------------------------------------------------- marking */

static int subtree(struct repo *r, const git_oid *tree, const char *path, git_oid *out, struct err *err)
{
	git_object *o;
	git_tree_entry *e = NULL;
	int rc;

	if (repo_vet_tree(r, tree, err) || repo_object(r, tree, GIT_OBJECT_TREE, &o, err))
		return -1;
	rc = git_tree_entry_bypath(&e, (git_tree *)o, path);
	if (rc == 0)
		git_oid_cpy(out, git_tree_entry_id(e));
	git_tree_entry_free(e);
	git_object_free(o);
	return rc ? err_set(err, ERR_USAGE, "%s: %s finns inte i versionen", r->folder, path) : 0;
}

/* A tree that holds one folder. */
static int wrap_tree(struct repo *r, const char *name, git_oid *id, struct err *err)
{
	struct str s = STR_INIT;
	int rc;

	str_addf(&s, "40000 %s", name);
	str_addc(&s, '\0');
	str_add(&s, (const char *)id->id, sizeof id->id);
	rc = repo_write(r, str_span(&s), GIT_OBJECT_TREE, id, err);
	str_release(&s);
	return rc;
}

/* The version of a part beside the line: the same each time it is made. */
static int part_version(struct repo *r, const git_commit *sealing, int part, git_oid *out, struct err *err)
{
	const git_signature *by = git_commit_committer(sealing);
	const struct stamp t = {git_commit_time(sealing), git_commit_time_offset(sealing)};
	char *folder = str_format("justerat/del-%d", part), *name = str_format("del-%d", part);
	struct str s = STR_INIT;
	char hex[STORE_ID_SIZE];
	git_oid tree;
	int rc = -1;

	if (subtree(r, git_commit_tree_id(sealing), folder, &tree, err) || wrap_tree(r, name, &tree, err) ||
		wrap_tree(r, "justerat", &tree, err))
		goto out;
	str_addf(&s, "tree %s\n", git_oid_tostr(hex, sizeof hex, &tree));
	if (git_commit_parentcount(sealing))
		str_addf(&s, "parent %s\n", git_oid_tostr(hex, sizeof hex, git_commit_parent_id(sealing, 0)));
	repo_add_person(&s, "author", by ? by->name : NULL, t);
	repo_add_person(&s, "committer", by ? by->name : NULL, t);
	str_addc(&s, '\n');
	store_kind_message(&s, KIND_PART, NULL, 0, part);
	str_addf(&s, "\n\nSlag: %s\n", store_kind_name(KIND_PART));
	rc = repo_write(r, str_span(&s), GIT_OBJECT_COMMIT, out, err);
out:
	str_release(&s);
	free(folder);
	free(name);
	return rc;
}

/* The mark on the version that sealed (of a part: on the one beside it). */
static int set_mark(struct repo *r, const struct store_request *q, const git_oid *sealing, int part,
	const char *message, struct str *opt_object, struct err *err)
{
	char *name = tag_name(part), *ref = tag_ref(part);
	struct str s = STR_INIT;
	char hex[STORE_ID_SIZE];
	git_oid at = *sealing, id;
	git_object *o = NULL;
	int rc = -1;

	if (part && (repo_object(r, sealing, GIT_OBJECT_COMMIT, &o, err) || part_version(r, (git_commit *)o, part, &at, err)))
		goto out;
	str_addf(&s, "object %s\ntype commit\ntag %s\n", git_oid_tostr(hex, sizeof hex, &at), name);
	repo_add_person(&s, "tagger", q->who, repo_time(r, q->now));
	str_addf(&s, "\n%s\n", message);
	rc = repo_write(r, str_span(&s), GIT_OBJECT_TAG, &id, err);
	if (rc == 0)
		rc = repo_set_ref(r, ref, &id, NULL, err);
	if (rc == 0 && opt_object)
		str_addspan(opt_object, str_span(&s));
out:
	git_object_free(o);
	str_release(&s);
	free(ref);
	free(name);
	return rc;
}

/* The version that was made to seal: its message tells the text of the mark. NULL: none. free(). */
static char *find_sealing(struct repo *r, int part, git_oid *out)
{
	char *name = tag_name(part), *text = NULL;
	git_oid at = r->tip;
	bool more = true;

	for (int i = 0; more && !text && i < SEALING_MAX; i++) {
		struct span message, mark, of;
		git_object *o;

		if (repo_object(r, &at, GIT_OBJECT_COMMIT, &o, NULL))
			break;
		message = span_of(git_commit_message((git_commit *)o));
		mark = repo_message_field(message, REPO_MARK_KEY);
		of = repo_message_field(message, REPO_MARK_NAME_KEY);
		git_oid_cpy(out, &at);
		if (mark.p && span_is(of.p ? of : SPAN_LIT(TAG), name))
			text = span_dup(mark);
		more = repo_parent(r, (git_commit *)o, &at);
		git_object_free(o);
	}
	free(name);
	return text;
}

static bool finish(struct repo *r, const struct store_request *q, int part)
{
	git_oid at;
	char *text = is_marked(r, part) ? NULL : find_sealing(r, part, &at);
	bool done = text && set_mark(r, q, &at, part, text, NULL, NULL) == 0;

	free(text);
	return done;
}

bool repo_mend_mark(struct repo *r, const struct store_request *q)
{
	struct repo_files l;
	bool any = false;

	if (repo_files(r, &r->tree, "justerat", &l, NULL) == 0)
		for (size_t i = 0; i < l.n; i++) {
			int part = part_of(l.v[i].name);
			char *name = manifest_name(part);

			if (strcmp(l.v[i].name, name) == 0)
				any = finish(r, q, part) || any;
			free(name);
		}
	repo_files_release(&l);
	return any;
}

int repo_seal(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	char *manifest = NULL;
	git_oid id, at;
	bool in_tip;
	int part, rc = -1;

	if (!q->message || !*q->message || strchr(q->message, '\n') || !repo_tag_name(q->tag, &part))
		return err_set(err, ERR_USAGE, "%s: märkets text saknas eller är flera rader", r->folder);
	if (repo_begin(r, q, a, err))
		return -1;
	repo_answer_tip(r, a);
	manifest = manifest_name(part);
	in_tip = repo_path_id(r, &r->tree, manifest, &id, NULL) == 0;
	/* a lock that was interrupted before its mark is finished, nothing else */
	if (is_marked(r, part) || (in_tip ? q->nfiles || q->text.p : a->sealed) || (part && a->sealed)) {
		if (part && !a->sealed)
			err_set(err, ERR_STATE, "del %d av %s är redan justerad", part, r->folder);
		else
			err_set(err, ERR_STATE, "%s är redan justerat", r->folder);
		goto out;
	}
	if (!in_tip && (repo_check_parts(r, q, err) || repo_check_moved(r, q, a, err) || repo_make_version(r, q, a, err)))
		goto out;
	at = r->tip;
	if (repo_path_id(r, &r->tree, manifest, &id, err)) {
		err_set(err, ERR_USAGE, "%s: manifestet saknas, mötet låses inte", r->folder);
		goto out;
	}
	if (in_tip)
		free(find_sealing(r, part, &at));
	rc = set_mark(r, q, &at, part, q->message, &a->tag_object, err);
	a->sealed = a->sealed || (rc == 0 && !part);
	if (rc == 0)
		rc = repo_pack(r, true, err);
out:
	free(manifest);
	return rc;
}

/* ------------------------------------------------------------------ after */

/* The file of the last version grows: 0, or -1 with ERR_STATE. */
static int check_growth(struct repo *r, const struct store_file *f, struct err *err)
{
	struct str before = STR_INIT;
	git_oid id;
	int part = part_of(f->name), rc = 0;

	if (!repo_file_added(f->name))
		return err_set(err, ERR_USAGE, "%s kan inte läggas till efter justeringen", f->name);
	if (!is_marked(r, part))
		return err_set(err, ERR_STATE, "%s är inte justerat ännu", r->folder);
	if (repo_path_id(r, &r->tree, f->name, &id, NULL) == 0)
		rc = repo_blob(r, &id, &before, err);
	if (rc == 0 && (!f->bytes.p || !span_eq(span_sub(f->bytes, 0, before.len), str_span(&before))))
		rc = err_set(err, ERR_STATE, "i %s/%s får rader bara läggas till", r->folder, f->name);
	str_release(&before);
	return rc;
}

int repo_after(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	char *path = fs_join(r->folder, REPO_DRAFT);
	struct str disk = STR_INIT;
	char hex[STORE_ID_SIZE];
	int rc = -1;

	if (repo_begin(r, q, a, err))
		goto out;
	repo_answer_tip(r, a);
	if (q->text.p || q->nfiles == 0) {
		err_set(err, ERR_USAGE, "%s: inget att lägga till", r->folder);
		goto out;
	}
	for (size_t i = 0; i < q->nfiles; i++)
		if (check_growth(r, &q->file[i], err))
			goto out;
	git_oid_tostr(hex, sizeof hex, &r->tip);
	if (!a->sealed) {
		rc = repo_check_moved(r, q, a, err);
	} else if (fs_read(path, &disk, NULL) == 0 && repo_foreign(r, str_span(&disk), SPAN_NONE)) {
		err_set(err, ERR_MOVED, "%s är ändrad efter justeringen; ställ undan den filen först", path);
	} else if (q->base && *q->base && strcmp(q->base, hex) != 0) {
		err_set(err, ERR_MOVED, "%s har fått en nyare version (%d); försök igen", r->folder, a->nr);
	} else {
		rc = 0;
	}
	if (rc == 0)
		rc = repo_make_version(r, q, a, err);
out:
	str_release(&disk);
	free(path);
	return rc;
}

/* ---------------------------------------------------------------- signing */

/* "tagger NAME <ADDRESS> 123 +0200", as git wants it. */
static bool tagger_line(struct span s)
{
	size_t open = span_find(s, " <", 0), close = span_find(s, "> ", 0), blank;
	struct span t, zone;

	if (!span_starts(s, "tagger ") || open == (size_t)-1 || open <= strlen("tagger") || close == (size_t)-1 || close < open)
		return false;
	t = span_from(s, close + 2);
	blank = span_find(t, " ", 0);
	zone = span_from(t, blank == (size_t)-1 ? t.n : blank + 1);
	for (size_t i = 0; i < t.n; i++)
		if (!strchr(i == blank + 1 ? "+-" : i == blank ? " " : "0123456789", t.p[i]))
			return false;
	return blank != (size_t)-1 && blank > 0 && (blank == 1 || t.p[0] != '0') && zone.n == 5 &&
	       memchr(s.p + open + 2, '<', close - open - 2) == NULL;
}

/* The mark as it was, with a signature after it: nothing else may differ. */
static bool is_signed_form(struct span now, const char *tag, const char *target, struct span message)
{
	static const char *const signs[] = {"-----BEGIN SSH SIGNATURE-----\n", "-----BEGIN PGP SIGNATURE-----\n"};
	char *head = str_format("object %s\ntype commit\ntag %s\n", target, tag);
	struct span rest = now, line;
	bool ok = span_starts(now, head) && u8_valid(now.p, now.n, NULL) && !memchr(now.p, '\0', now.n), sign = false;

	rest = span_from(rest, strlen(head));
	free(head);
	ok = ok && span_line(&rest, &line) && tagger_line(line) && span_line(&rest, &line) && line.n == 0;
	if (!ok || rest.n < message.n || memcmp(rest.p, message.p, message.n) != 0)
		return false;
	rest = span_from(rest, message.n);
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		sign = sign || span_starts(rest, signs[i]);
	return sign && span_ends(rest, "\n");
}

int repo_mark(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	char *ref = NULL, *name = NULL, hex[STORE_ID_SIZE];
	git_object *old = NULL;
	git_oid was, id;
	int part, found, rc = -1;

	if (!repo_tag_name(q->tag, &part) || !q->text.p)
		return err_set(err, ERR_USAGE, "%s: märket saknas", r->folder);
	ref = tag_ref(part);
	name = tag_name(part);
	if (repo_begin(r, q, a, err))
		goto out;
	repo_answer_tip(r, a);
	found = repo_ref(r, ref, &was, err);
	if (found == 1)
		err_set(err, ERR_NOT_FOUND, "%s har inget märke %s att skriva under", r->folder, name);
	if (found || repo_object(r, &was, GIT_OBJECT_TAG, &old, err))
		goto out;
	git_odb_hash(&id, q->text.p, q->text.n, GIT_OBJECT_TAG);
	a->unchanged = git_oid_equal(&id, &was);
	if (a->unchanged) {
		rc = 0;
		goto out;
	}
	git_oid_tostr(hex, sizeof hex, git_tag_target_id((git_tag *)old));
	if (!is_signed_form(q->text, name, hex, span_of(git_tag_message((git_tag *)old)))) {
		err_set(err, ERR_INPUT, "%s: det underskrivna märket är inte märket %s med en underskrift", r->folder, name);
		goto out;
	}
	rc = repo_write(r, q->text, GIT_OBJECT_TAG, &id, err) || repo_set_ref(r, ref, &id, &was, err) ? -1 : 0;
out:
	git_object_free(old);
	free(name);
	free(ref);
	return rc;
}
