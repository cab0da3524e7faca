/* repo_bundle: a version as a bundle of git's (form v2) that can be mailed, and a
 * bundle that came back. What is sent is a snapshot: one version without what came
 * before it, with the text and UTKAST.txt alone. It stays in the meeting, on a
 * reference of its own, so that an answer can build on it. */
#include "store/repo_incoming.h"

#include <zlib.h>

#include "base/mem.h"

#define SIGNATURE "# v2 git bundle\n"
#define ID_SHOWN 12

/* --------------------------------------------------------------- going out */

static int write_tree(struct repo *r, const git_oid *draft, const git_oid *opt_note, git_oid *out, struct err *err)
{
	struct str s = STR_INIT;
	int rc;

	/* in the order of bytes */
	if (opt_note) {
		str_adds(&s, "100644 " SNAPSHOT_NOTE);
		str_addc(&s, '\0');
		str_add(&s, (const char *)opt_note->id, sizeof opt_note->id);
	}
	str_adds(&s, "100644 " REPO_DRAFT);
	str_addc(&s, '\0');
	str_add(&s, (const char *)draft->id, sizeof draft->id);
	rc = repo_write(r, str_span(&s), GIT_OBJECT_TREE, out, err);
	str_release(&s);
	return rc;
}

/* Of the version, not of now: the same request makes the same snapshot. */
static int write_version(struct repo *r, const struct store_request *q, const git_oid *version, int nr,
	const git_oid *tree, git_oid *out, struct err *err)
{
	struct str s = STR_INIT;
	char hex[STORE_ID_SIZE];
	git_object *o;
	struct stamp t;
	int rc;

	if (repo_object(r, version, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	t = (struct stamp){git_commit_time((git_commit *)o), git_commit_time_offset((git_commit *)o)};
	git_object_free(o);
	str_addf(&s, "tree %s\n", git_oid_tostr(hex, sizeof hex, tree));
	repo_add_person(&s, "author", q->who, t);
	repo_add_person(&s, "committer", q->who, t);
	str_addf(&s, "\nUtkast – ej justerat, version %d\n", nr);
	rc = repo_write(r, str_span(&s), GIT_OBJECT_COMMIT, out, err);
	str_release(&s);
	return rc;
}

bool repo_branch_ok(const char *branch)
{
	char *ref = str_format("refs/heads/%s", branch ? branch : "");
	int valid = 0;
	bool ok = branch && *branch && *branch != '-' && git_reference_name_is_valid(&valid, ref) == 0 && valid;

	free(ref);
	return ok;
}

/* The objects of a snapshot, the version first. */
enum { SNAP_VERSION, SNAP_TREE, SNAP_DRAFT, SNAP_NOTE, SNAP_ALL };

static int keep(struct repo *r, const git_oid *id, struct err *err)
{
	char hex[STORE_ID_SIZE], *ref;
	git_oid now;
	int rc;

	git_oid_tostr(hex, sizeof hex, id);
	ref = str_format(REPO_SENT "%.*s", ID_SHOWN, hex);
	rc = repo_ref(r, ref, &now, NULL) == 0 && git_oid_equal(&now, id) ? 0 : repo_set_ref(r, ref, id, NULL, err);
	free(ref);
	return rc;
}

int repo_snapshot(struct repo *r, const struct store_request *q, struct store_answer *a, git_oid out[SNAPSHOT_MAX],
	size_t *n, struct err *err)
{
	struct str text = STR_INIT;
	git_oid version;
	bool note = q->message != NULL;
	int nr = q->number, rc = -1;

	if (!repo_branch_ok(q->branch))
		return err_set(err, ERR_USAGE, "grenens namn duger inte: %s", q->branch ? q->branch : "");
	if (repo_begin(r, q, a, err))
		return -1;
	repo_answer_tip(r, a);
	nr = nr ? nr : a->nr;
	if (repo_find(r, nr, &version, err) || (!q->text.p && repo_text_of(r, &version, &text, err)) ||
		repo_write(r, q->text.p ? q->text : str_span(&text), GIT_OBJECT_BLOB, &out[SNAP_DRAFT], err) ||
		(note && repo_write(r, span_of(q->message), GIT_OBJECT_BLOB, &out[SNAP_NOTE], err)) ||
		write_tree(r, &out[SNAP_DRAFT], note ? &out[SNAP_NOTE] : NULL, &out[SNAP_TREE], err) ||
		write_version(r, q, &version, nr, &out[SNAP_TREE], &out[SNAP_VERSION], err) ||
		keep(r, &out[SNAP_VERSION], err))
		goto out;
	*n = note ? SNAP_ALL : SNAP_NOTE;
	a->nr = nr;
	git_oid_tostr(a->id, sizeof a->id, &out[SNAP_VERSION]);
	rc = 0;
out:
	str_release(&text);
	return rc;
}

static int add_object(struct repo *r, const git_oid *id, struct str *out, struct err *err)
{
	static const int types[] = {[GIT_OBJECT_COMMIT] = PACK_COMMIT, [GIT_OBJECT_TREE] = PACK_TREE,
		[GIT_OBJECT_BLOB] = PACK_BLOB};
	git_odb_object *o;
	size_t size, rest;
	unsigned char c;
	uLongf packed;
	char *buf;

	if (repo_vet(r, id, err))
		return -1;
	if (git_odb_read(&o, r->odb, id))
		return repo_fail(err, "historiken i %s går inte att läsa", r->folder);
	size = git_odb_object_size(o);
	c = (unsigned char)((unsigned)types[git_odb_object_type(o)] << 4 | (size & 15));
	for (rest = size >> 4; rest; rest >>= 7) {
		str_addc(out, (char)(c | 128));
		c = rest & 127;
	}
	str_addc(out, (char)c);
	packed = compressBound((uLong)size);
	buf = mem_alloc(packed);
	if (compress2((Bytef *)buf, &packed, git_odb_object_data(o), (uLong)size, 6) == Z_OK)
		str_add(out, buf, packed);
	free(buf);
	git_odb_object_free(o);
	return 0;
}

int repo_bundle(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	git_oid part[SNAPSHOT_MAX];
	struct str pack = STR_INIT;
	unsigned char sha[20];
	size_t n;
	int rc = repo_snapshot(r, q, a, part, &n, err);

	if (rc)
		return -1;
	str_add(&pack, "PACK\0\0\0\2\0\0\0", 11);
	str_addc(&pack, (char)n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = add_object(r, &part[i], &pack, err);
	digest_sha1(str_span(&pack), sha);
	str_add(&pack, (const char *)sha, sizeof sha);
	/* HEAD, so that a clone stands on the branch */
	str_addf(&a->text, SIGNATURE "%s refs/heads/%s\n%s HEAD\n\n", a->id, q->branch, a->id);
	str_addspan(&a->text, str_span(&pack));
	str_release(&pack);
	return rc;
}

/* ------------------------------------------------------------- coming back */

struct bundle {
	struct incoming_ref {
		struct span name;
		unsigned char id[20];
	} ref[INCOMING_REFS];
	size_t nrefs;
	struct span pack;
};

static bool read_id(struct span line, unsigned char out[20])
{
	git_oid id;

	if (line.n < 40 || git_oid_fromstrn(&id, line.p, 40))
		return false;
	memcpy(out, id.id, 20);
	return true;
}

/* Of refs/heads/ alone; HEAD and what a clone remembers of us are seen and not used. */
static int add_ref(struct bundle *b, struct span line, struct err *err)
{
	struct span name = span_from(line, 41);
	char *c = span_dup(name);
	int valid = 0;
	bool ours = span_starts(name, "refs/heads/") || span_is(name, "HEAD") || span_starts(name, "refs/remotes/origin/");
	bool ok = ours && git_reference_name_is_valid(&valid, c) == 0 && valid && !memchr(name.p, '\0', name.n);

	free(c);
	if (!ok)
		return err_set(err, ERR_INPUT, "det som kom håller ”%.*s”; bara grenar tas emot",
			(int)(name.n < 60 ? name.n : 60), name.p ? name.p : "");
	if (span_starts(name, "refs/remotes/"))
		return 0;
	if (b->nrefs == INCOMING_REFS)
		return err_set(err, ERR_INPUT, "det som kom har fler än %d grenar", INCOMING_REFS);
	b->ref[b->nrefs].name = name;
	return read_id(line, b->ref[b->nrefs++].id) ? 0 : err_set(err, ERR_INPUT, "det som kom är inget svar i git-form");
}

static int read_bundle(struct bundle *b, const struct incoming *in, struct span s, struct err *err)
{
	struct span line;
	unsigned char id[20];

	if (s.n > INCOMING_BYTES)
		return err_set(err, ERR_INPUT, "det som kom är för stort: högst 64 MB");
	if (!span_starts(s, SIGNATURE))
		return err_set(err, ERR_INPUT, "det som kom är inget svar i git-form (git bundle)");
	s = span_from(s, strlen(SIGNATURE));
	while (span_line(&s, &line) && line.n) {
		if (line.p[0] == '-') {
			if (!read_id(span_from(line, 1), id) || !incoming_find(in, id))
				return err_set(err, ERR_INPUT, "det som kom bygger på %.*s, som inte har skickats härifrån; be om hela grenen",
					(int)(line.n < 13 ? line.n - 1 : 12), line.p + 1);
		} else if (line.n < 42 || line.p[40] != ' ' || !read_id(line, id)) {
			return err_set(err, ERR_INPUT, "det som kom är inget svar i git-form (git bundle)");
		} else if (add_ref(b, line, err)) {
			return -1;
		}
	}
	b->pack = s;
	return 0;
}

/* The branch asked for, or the only one; HEAD where there is none. */
static int choose(const struct bundle *b, const char *branch, const unsigned char **out, struct err *err)
{
	const struct incoming_ref *found = NULL, *head = NULL;
	char *want = branch ? str_format("refs/heads/%s", branch) : NULL;
	size_t n = 0;

	for (size_t i = 0; i < b->nrefs; i++) {
		const struct incoming_ref *ref = &b->ref[i];

		if (span_is(ref->name, "HEAD")) {
			head = ref;
		} else if (!want || span_is(ref->name, want)) {
			found = ref;
			n++;
		}
	}
	free(want);
	/* no such branch, or several: HEAD is the one that was worked on */
	if (head && (n == 0 || (n > 1 && !branch))) {
		found = head;
		n = 1;
	}
	if (n == 0 && branch)
		return err_set(err, ERR_INPUT, "det som kom har ingen gren %s", branch);
	if (n != 1)
		return err_set(err, ERR_INPUT, n ? "det som kom har flera grenar; säg vilken" : "det som kom har ingen gren");
	*out = found->id;
	return 0;
}

/* What was sent from here, for an answer to build on. */
static int add_snapshots(struct repo *r, const struct strlist *known, struct incoming *in, struct err *err)
{
	for (size_t i = 0; known && i < known->n; i++)
		if (incoming_add_snapshot(in, r, known->v[i], err))
			return -1;
	return 0;
}

int repo_unbundle(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct incoming in = {0};
	struct bundle b = {0};
	const unsigned char *tip = NULL;
	int rc = add_snapshots(r, q->known, &in, err) || read_bundle(&b, &in, q->text, err) ||
		 choose(&b, q->branch, &tip, err) || incoming_read_pack(&in, b.pack, err) ||
		 incoming_answer(&in, tip, q->known, a, err);

	incoming_release(&in);
	return rc ? -1 : 0;
}

int repo_take_packs(struct repo *r, const struct store_request *q, const struct str *pack, size_t n,
	const git_oid *tip, struct store_answer *a, struct err *err)
{
	struct incoming in = {0};
	int rc = add_snapshots(r, q->known, &in, err);

	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = incoming_read_pack(&in, str_span(&pack[i]), err);
	if (rc == 0)
		rc = incoming_answer(&in, tip->id, q->known, a, err);
	incoming_release(&in);
	return rc;
}
