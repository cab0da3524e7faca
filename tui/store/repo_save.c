/* repo_save: making a version. The commit point is the reference; a version
 * counts when the reference has been read again and the text read back and
 * compared. Work files and index follow after. */
#include "store/repo.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "doc/protocol.h"

#define TRIES 6

static void aside_if_bad(void *ctx, const git_oid *id)
{
	struct repo *r = ctx;
	char *path;

	if (repo_vet_loose(r, id, NULL) != VET_BAD)
		return;
	path = repo_loose_path(r, id);
	repo_set_aside(r->gitdir, path, NULL);
	free(path);
}

int repo_write(struct repo *r, struct span bytes, git_object_t type, git_oid *out, struct err *err)
{
	const char *p = bytes.p ? bytes.p : "";

	for (int i = 0; i < 2; i++) {
		git_object *o;
		enum vet v;

		if (git_odb_write(out, r->odb, p, bytes.n, type))
			return repo_fail(err, "%s: versionen kunde inte sparas", r->folder);
		v = repo_vet_loose(r, out, NULL);
		if (v == VET_OK)
			return 0;
		/* not loose: it stands in a pack already */
		if (v == VET_ABSENT && git_object_lookup(&o, r->git, out, type) == 0) {
			git_object_free(o);
			return 0;
		}
		/* a damaged file by that name, which libgit2 takes for the object */
		repo_each_loose(r, aside_if_bad, r);
		git_odb_refresh(r->odb);
	}
	return err_set(err, ERR_SYSTEM, "%s: versionen kunde inte läsas tillbaka; försök igen", r->folder);
}

/* A name for a line of a commit: no < > or control characters, never empty. */
static void add_who(struct str *out, const char *who)
{
	struct span s = span_of(who ? who : "");
	size_t from = out->len;

	for (size_t i = 0; i < s.n;) {
		int32_t cp;
		size_t n = u8_decode(s.p + i, s.n - i, &cp);

		if (cp >= 0 && !u8_control(cp) && cp != '<' && cp != '>')
			str_add(out, s.p + i, n);
		i += n;
	}
	while (out->len > from && strchr(" .,:;\"'\\", out->buf[out->len - 1]))
		str_replace(out, out->len - 1, 1, "", 0);
	while (out->len > from && strchr(" .,:;\"'\\", out->buf[from]))
		str_replace(out, from, 1, "", 0);
	if (out->len == from)
		str_adds(out, "Sekreterare");
}

void repo_add_person(struct str *out, const char *role, const char *who, struct stamp t)
{
	int off = abs(t.offset);

	str_addf(out, "%s ", role);
	add_who(out, who);
	str_addf(out, " <paragraf@localhost> %lld %c%02d%02d\n", (long long)(t.utc < 0 ? 0 : t.utc),
		t.offset < 0 ? '-' : '+', off / 60, off % 60);
}

/* Never older than the version before it: a clock set back must not make one
 * that comes first. */
struct stamp repo_time(const struct repo *r, struct stamp now)
{
	return r->has_tip && now.utc < r->time.utc ? r->time : now;
}

int repo_commit(struct repo *r, const struct store_request *q, const git_oid *tree, const char *extra,
	git_oid *out, struct err *err)
{
	struct stamp t = repo_time(r, q->now);
	struct str s = STR_INIT;
	char hex[STORE_ID_SIZE];
	int rc;

	str_addf(&s, "tree %s\n", git_oid_tostr(hex, sizeof hex, tree));
	if (r->has_tip)
		str_addf(&s, "parent %s\n", git_oid_tostr(hex, sizeof hex, &r->tip));
	repo_add_person(&s, "author", q->author ? q->author : q->who, t);
	repo_add_person(&s, "committer", q->who, t);
	str_addc(&s, '\n');
	store_kind_message(&s, q->kind, q->para, q->npara, q->number);
	str_addf(&s, "\n\nSlag: %s\n", q->kind < KINDS ? store_kind_name(q->kind) : "sparad");
	if (q->npara) {
		str_adds(&s, "Paragrafer:");
		for (size_t i = 0; i < q->npara; i++)
			str_addf(&s, " %d", q->para[i]);
		str_addc(&s, '\n');
	}
	if (extra)
		str_adds(&s, extra);
	rc = repo_write(r, str_span(&s), GIT_OBJECT_COMMIT, out, err);
	str_release(&s);
	return rc;
}

int repo_set_ref(struct repo *r, const char *name, const git_oid *id, const git_oid *opt_old, struct err *err)
{
	git_reference *ref = NULL;
	struct err first = ERR_INIT;
	git_oid now;
	int rc = 0;

	for (unsigned i = 0; i < TRIES; i++) {
		rc = git_reference_create_matching(&ref, r->git, name, id, opt_old != NULL, opt_old, NULL);
		git_reference_free(ref);
		ref = NULL;
		if (rc == 0 || rc == GIT_EMODIFIED || rc == GIT_EEXISTS)
			break;
		/* a failing disk leaves the lock file there, and that is all the next tries see */
		if (first.code == ERR_NONE)
			repo_fail(&first, "%s: versionen kunde inte sparas", r->folder);
		usleep(10000U << i);
	}
	if (rc == GIT_EMODIFIED || rc == GIT_EEXISTS)
		return err_set(err, ERR_MOVED,
			"%s fick en ny version från ett annat program just nu; försök igen", r->folder);
	if (rc)
		return err_set(err, first.code, "%s", first.msg);
	if (repo_ref(r, name, &now, err))
		return -1;
	if (!git_oid_equal(&now, id))
		return err_set(err, ERR_SYSTEM, "%s: versionen kunde inte läsas tillbaka; försök igen", r->folder);
	return 0;
}

/* A copy or the autosave: whatever stood there before. */
void repo_set_second(struct repo *r)
{
	git_reference *ref = NULL;

	if (git_reference_create(&ref, r->git, REPO_SECOND, &r->tip, 1, NULL) == 0)
		git_reference_free(ref);
}

static int commit_once(struct repo *r, const struct store_request *q, struct repo_tree *t, bool *same,
	struct err *err)
{
	struct str back = STR_INIT, extra = STR_INIT;
	git_oid id;
	int rc, part;

	if (repo_tree_build(r, q, q->op == STORE_AFTER, t, err))
		return -1;
	*same = r->has_tip && git_oid_equal(&t->id, &r->tree);
	if (*same)
		return 0;
	/* what is needed to finish a lock that is interrupted before its mark */
	if (q->op == STORE_SEAL && q->kind != KIND_FOREIGN) {
		str_addf(&extra, REPO_MARK_KEY ": %s\n", q->message);
		if (repo_tag_name(q->tag, &part) && part)
			str_addf(&extra, REPO_MARK_NAME_KEY ": %s\n", q->tag);
		else
			str_addf(&extra, REPO_NUMBER_KEY ": %d\n", repo_number(r, NULL) + 1);
	}
	rc = repo_commit(r, q, &t->id, str_c(&extra), &id, err);
	str_release(&extra);
	if (rc || repo_set_ref(r, REPO_REF, &id, r->has_tip ? &r->tip : NULL, err))
		return -1;
	rc = q->text.p ? repo_text_of(r, &id, &back, err) : 0;
	if (rc == 0 && q->text.p && !span_eq(str_span(&back), q->text))
		rc = err_set(err, ERR_SYSTEM, "%s: texten kunde inte läsas tillbaka; försök igen", r->folder);
	str_release(&back);
	return rc;
}

static void count_one_more(struct repo *r, const git_oid *before, int nr)
{
	struct repo_server *s = r->server;
	char hex[STORE_ID_SIZE] = "";

	if (before)
		git_oid_tostr(hex, sizeof hex, before);
	if (before && strcmp(hex, s->tip) != 0)
		return;
	git_oid_tostr(s->tip, sizeof s->tip, &r->tip);
	s->tip_nr = nr + 1;
}

int repo_make_version(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct err why = ERR_INIT;
	struct repo_tree t = {0};
	bool had = r->has_tip, same = false;
	git_oid before = r->tip;
	int nr = had ? repo_number(r, err) : 0;
	int rc = -1;

	if (nr < 0)
		return -1;
	/* another program's clean-up can take folders and locks away under us */
	for (unsigned i = 0; i < TRIES; i++) {
		repo_tree_release(&t);
		rc = commit_once(r, q, &t, &same, &why);
		if (rc == 0 || why.code != ERR_SYSTEM)
			break;
		usleep(10000U << i);
		if (repo_fanout(r, &why))
			break;
	}
	if (rc)
		err_set(err, why.code, "%s", why.msg);
	else
		rc = repo_load_tip(r, err);
	if (rc)
		goto out;
	if (!same)
		count_one_more(r, had ? &before : NULL, nr);
	a->unchanged = same;
	repo_answer_tip(r, a);
	if (!same)
		repo_set_second(r);
	/* what the secretary has typed is not in another program's text */
	if (q->kind != KIND_FOREIGN)
		repo_autosave_drop(r);
	rc = repo_tree_checkout(r, q, &t, &why);
	if (rc)
		err_set(err, why.code, "version %d är sparad, men %s", a->nr, why.msg);
	else
		repo_pack(r, false, NULL); /* a pack that could not be made is made next time */
out:
	repo_tree_release(&t);
	return rc;
}

/* Where the text did not come from the editor, nobody has said which §§ it touches. */
static int make_touched(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct store_request full = *q;
	struct protocol *now, *before;
	int *para = NULL, rc;

	if (!q->text.p || q->npara || !r->has_tip || (q->kind != KIND_FOREIGN && q->kind != KIND_RESTORED))
		return repo_make_version(r, q, a, err);
	now = protocol_parse(q->text);
	before = protocol_parse(str_span(&r->text));
	para = mem_array(now->nitems + 1, sizeof *para);
	full.npara = protocol_touched(now, before, para);
	full.para = para;
	protocol_free(before);
	protocol_free(now);
	rc = repo_make_version(r, &full, a, err);
	free(para);
	return rc;
}

/* Was the work file changed by somebody else? The text before the last version
 * is what a save that was interrupted leaves. */
bool repo_foreign(struct repo *r, struct span disk, struct span opt_next)
{
	struct str before = STR_INIT;
	bool foreign;

	if (span_eq(disk, str_span(&r->text)) || (opt_next.p && span_eq(disk, opt_next)))
		return false;
	foreign = !(r->has_parent && repo_text_of(r, &r->parent, &before, NULL) == 0 &&
		    span_eq(disk, str_span(&before)));
	str_release(&before);
	return foreign;
}

int repo_check_moved(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct store_request other = *q;
	char *path = fs_join(r->folder, REPO_DRAFT);
	struct str disk = STR_INIT;
	char hex[STORE_ID_SIZE] = "";
	int rc = 0;

	repo_answer_tip(r, a);
	if (r->has_tip)
		git_oid_tostr(hex, sizeof hex, &r->tip);
	if (fs_exists(path) && fs_read(path, &disk, err)) {
		rc = -1;
	} else if (fs_exists(path) && repo_foreign(r, str_span(&disk), q->text)) {
		other.text = str_span(&disk);
		other.kind = KIND_FOREIGN;
		other.who = "Annat program";
		other.author = NULL;
		other.npara = other.nfiles = 0;
		rc = make_touched(r, &other, a, err);
		if (rc == 0)
			rc = err_set(err, ERR_MOVED, "%s har ändrats av ett annat program; den texten är sparad "
				"som version %d. Spara igen för att lägga din text efter den", path, a->nr);
	} else if (q->base && *q->base && strcmp(q->base, hex) != 0) {
		rc = err_set(err, ERR_MOVED, "%s har fått en nyare version (%d) från ett annat fönster; "
			"jämför i historiken och spara igen", r->folder, a->nr);
	}
	str_release(&disk);
	free(path);
	return rc;
}

int repo_begin(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	if (repo_lock(r, q->hold, err) || repo_fanout(r, err) || repo_load_tip(r, err))
		return -1;
	if (!r->has_tip)
		return err_set(err, ERR_NOT_FOUND, "%s har ingen version ännu", r->folder);
	a->sealed = repo_sealed(r);
	if (a->sealed && q->op != STORE_SEAL && q->op != STORE_AFTER && q->op != STORE_MARK && q->op != STORE_PURGE) {
		repo_answer_tip(r, a);
		return err_set(err, ERR_STATE, "%s är justerat och kan inte ändras", r->folder);
	}
	return 0;
}

int repo_save(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	if (repo_begin(r, q, a, err) || repo_check_parts(r, q, err) || repo_check_moved(r, q, a, err))
		return -1;
	return make_touched(r, q, a, err);
}

int repo_restore(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct store_request next = *q;
	struct str old = STR_INIT;
	git_oid id;
	int rc = -1;

	if (repo_begin(r, q, a, err) || repo_find(r, q->number, &id, err) || repo_text_of(r, &id, &old, err))
		goto out;
	next.text = str_span(&old);
	next.kind = KIND_RESTORED;
	next.nfiles = 0;
	rc = repo_check_moved(r, &next, a, err);
	if (rc == 0)
		rc = make_touched(r, &next, a, err);
	if (rc == 0)
		str_addspan(&a->text, str_span(&old));
out:
	str_release(&old);
	return rc;
}

int repo_create(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct store_request first = *q;
	char *path = fs_join(r->folder, REPO_DRAFT);
	struct str disk = STR_INIT;
	int rc = -1;

	if (repo_lock(r, q->hold, err) || repo_fanout(r, err) || repo_load_tip(r, err))
		goto out;
	if (r->has_tip) {
		err_set(err, ERR_STATE, "%s har redan en historik", r->folder);
		goto out;
	}
	if (fs_exists(path) && fs_read(path, &disk, err))
		goto out;
	if (fs_exists(path) && q->text.p && !span_eq(str_span(&disk), q->text)) {
		err_set(err, ERR_STATE, "%s finns redan med en annan text; öppna den i stället", path);
		goto out;
	}
	if (!q->text.p) {
		if (!fs_exists(path)) {
			err_set(err, ERR_NOT_FOUND, "%s finns inte", path);
			goto out;
		}
		first.text = str_span(&disk);
	}
	if (first.kind == KIND_SAVED)
		first.kind = KIND_FIRST;
	rc = repo_make_version(r, &first, a, err);
out:
	str_release(&disk);
	free(path);
	return rc;
}
