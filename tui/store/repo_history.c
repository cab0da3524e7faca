/* repo_history: the versions, along the first parent. The order of descent
 * counts, never the clock. */
#include "store/repo.h"

#include "base/mem.h"

#define VERSIONS_MAX 100000

/* The value of "Key: value" in the lines of a message. */
struct span repo_message_field(struct span message, const char *key)
{
	struct span line;
	size_t n = strlen(key);

	while (span_line(&message, &line))
		if (span_starts(line, key) && line.n > n && line.p[n] == ':')
			return span_trim(span_from(line, n + 1));
	return SPAN_NONE;
}

enum store_kind repo_message_kind(struct span message)
{
	struct span name = repo_message_field(message, "Slag");

	return name.p ? store_kind_find(name) : KIND_OTHER;
}

/* One step down the line: the parent of *at; false at the first version. */
static int step(struct repo *r, git_oid *at, bool *more, struct err *err)
{
	git_object *o;

	if (repo_object(r, at, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	*more = repo_parent(r, (git_commit *)o, at);
	git_object_free(o);
	return 0;
}

/* How many versions were weeded before the first one there is. */
static int weeded(struct repo *r, const git_oid *first, int *out, struct err *err)
{
	git_object *o;
	long nr;

	*out = 0;
	if (repo_object(r, first, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	if (git_commit_parentcount((git_commit *)o) &&
		span_int(repo_message_field(span_of(git_commit_message((git_commit *)o)), REPO_NUMBER_KEY), &nr) && nr > 0)
		*out = (int)nr - 1;
	git_object_free(o);
	return 0;
}

int repo_number(struct repo *r, struct err *err)
{
	struct repo_server *s = r->server;
	char hex[STORE_ID_SIZE];
	git_oid at = r->tip;
	bool more = true;
	int n = 0, before;

	git_oid_tostr(hex, sizeof hex, &r->tip);
	if (strcmp(hex, s->tip) == 0)
		return s->tip_nr;
	while (more && n < VERSIONS_MAX) {
		if (step(r, &at, &more, err))
			return -1;
		n++;
	}
	if (weeded(r, &at, &before, err))
		return -1;
	n += before;
	memcpy(s->tip, hex, sizeof hex);
	s->tip_nr = n;
	return n;
}

int repo_find(struct repo *r, int nr, git_oid *out, struct err *err)
{
	int n = repo_number(r, err);
	git_oid at = r->tip;
	bool more = true;

	if (n < 0)
		return -1;
	if (nr == 0)
		nr = n;
	if (nr < 1 || nr > n)
		return err_set(err, ERR_NOT_FOUND, "version %d finns inte; %s har versionerna 1–%d", nr,
			r->folder, n);
	while (n > nr && more) {
		if (step(r, &at, &more, err))
			return -1;
		n -= more;
	}
	if (n > nr)
		return err_set(err, ERR_NOT_FOUND, "version %d i %s är gallrad; den första som finns är %d", nr,
			r->folder, n);
	git_oid_cpy(out, &at);
	return 0;
}

static void read_numbers(struct store_version *v, struct span list)
{
	struct span one;
	size_t cap = 0;
	long nr;

	while (span_split(&list, " ", &one)) {
		if (!span_int(one, &nr))
			continue;
		v->para = mem_grow(v->para, v->npara, &cap, sizeof *v->para);
		v->para[v->npara++] = (int)nr;
	}
}

static void describe(struct store_version *v, const git_commit *c)
{
	struct span message = span_of(git_commit_message(c)), rest = message, line = SPAN_NONE;
	const git_signature *who = git_commit_author(c), *by = git_commit_committer(c);

	git_oid_tostr(v->id, sizeof v->id, git_commit_id(c));
	v->time = (struct stamp){git_commit_time(c), git_commit_time_offset(c)};
	v->who = mem_strdup(who && who->name ? who->name : "");
	v->by = mem_strdup(by && by->name ? by->name : "");
	span_line(&rest, &line);
	v->what = span_dup(line);
	v->kind = repo_message_kind(message);
	read_numbers(v, repo_message_field(message, "Paragrafer"));
}

int repo_history(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	size_t cap = 0;
	git_oid at;
	bool more = true;
	int nr;

	(void)q;
	if (repo_load_tip(r, err))
		return -1;
	a->sealed = repo_sealed(r);
	repo_answer_tip(r, a);
	if (!r->has_tip)
		return 0;
	nr = repo_number(r, err);
	for (at = r->tip; more && nr > 0; nr--) {
		struct store_version *v;
		git_object *o;

		if (repo_object(r, &at, GIT_OBJECT_COMMIT, &o, err))
			return -1;
		a->version = mem_grow(a->version, a->nversions, &cap, sizeof *a->version);
		v = &a->version[a->nversions++];
		*v = (struct store_version){.nr = nr};
		describe(v, (git_commit *)o);
		more = repo_parent(r, (git_commit *)o, &at);
		git_object_free(o);
	}
	return nr < 0 ? -1 : 0;
}

static int commit_time(struct repo *r, const git_oid *id, struct stamp *out, struct err *err)
{
	git_object *o;

	if (repo_object(r, id, GIT_OBJECT_COMMIT, &o, err))
		return -1;
	*out = (struct stamp){git_commit_time((git_commit *)o), git_commit_time_offset((git_commit *)o)};
	git_object_free(o);
	return 0;
}

/* The last version made at or before t; the autosave counts when it is later
 * than the last version. */
static int find_time(struct repo *r, struct stamp t, git_oid *out, int *nr, struct err *err)
{
	struct stamp then;
	git_oid at;
	bool more = true;

	if (repo_ref(r, REPO_AUTOSAVE, &at, NULL) == 0 && commit_time(r, &at, &then, NULL) == 0 &&
		then.utc <= t.utc && then.utc > r->time.utc) {
		git_oid_cpy(out, &at);
		*nr = repo_number(r, err);
		return *nr < 0 ? -1 : 0;
	}
	*nr = repo_number(r, err);
	for (at = r->tip; *nr > 0 && more; (*nr)--) {
		if (commit_time(r, &at, &then, err))
			return -1;
		if (then.utc <= t.utc) {
			git_oid_cpy(out, &at);
			return 0;
		}
		if (step(r, &at, &more, err))
			return -1;
	}
	return err_set(err, ERR_NOT_FOUND, "%s hade ingen version då", r->folder);
}

static int find_id(struct repo *r, const char *hex, git_oid *out, int *nr, struct err *err)
{
	git_oid at = r->tip, want;
	bool more = true;

	*nr = repo_number(r, err);
	if (strlen(hex) == 40 && git_oid_fromstr(&want, hex) == 0)
		for (; *nr > 0 && more; (*nr)--) {
			if (git_oid_equal(&at, &want)) {
				git_oid_cpy(out, &at);
				return 0;
			}
			if (step(r, &at, &more, err))
				return -1;
		}
	return err_set(err, ERR_NOT_FOUND, "versionen %.10s finns inte i %s", hex, r->folder);
}

/* The last version; as of a time also by the second copy of its reference, or
 * without its text, for one before it may do. */
static int load(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	struct err why = ERR_INIT;

	if (repo_load_tip(r, &why) == 0) {
		if (r->has_tip)
			return 0;
		err_set(&why, ERR_NOT_FOUND, "%s har ingen version ännu", r->folder);
	}
	if (q->time.utc && r->has_tip)
		return 0;
	if (q->time.utc && (repo_load_ref(r, REPO_SECOND, NULL) == 0 || r->has_tip) && r->has_tip) {
		strlist_addf(&a->problem, "uppgiften om senaste version i %s är skadad; kopian är använd", r->folder);
		return 0;
	}
	return err_set(err, why.code, "%s", why.msg);
}

/* The text of the version, or, as of a time, of the nearest one before it that
 * can be read; that is said. */
static int read_text(struct repo *r, const struct store_request *q, git_oid *id, int *nr, struct store_answer *a,
	struct err *err)
{
	struct err why = ERR_INIT, first = ERR_INIT;
	git_oid autosave;
	bool beside = repo_ref(r, REPO_AUTOSAVE, &autosave, NULL) == 0 && git_oid_equal(&autosave, id);
	bool more = true;
	int bad = *nr;

	while (repo_text_of(r, id, &a->text, first.code ? &why : &first)) {
		str_clear(&a->text);
		if (!q->time.utc || step(r, id, &more, &why) || !more || (!beside && --*nr < 1))
			return err_set(err, first.code, "%s", first.msg);
		if (beside)
			strlist_addf(&a->problem, "den automatiskt sparade texten i %s är skadad", r->folder);
		beside = false;
	}
	if (*nr != bad)
		strlist_addf(&a->problem, "version %d i %s är skadad; texten är den i version %d", bad, r->folder, *nr);
	return 0;
}

int repo_text(struct repo *r, const struct store_request *q, struct store_answer *a, struct err *err)
{
	git_oid id;
	int nr, rc;

	if (load(r, q, a, err))
		return -1;
	a->sealed = repo_sealed(r);
	if (q->id) {
		rc = find_id(r, q->id, &id, &nr, err);
	} else if (q->time.utc) {
		rc = find_time(r, q->time, &id, &nr, err);
	} else {
		nr = q->number ? q->number : repo_number(r, err);
		rc = nr < 0 ? -1 : repo_find(r, q->number, &id, err);
	}
	if (rc || read_text(r, q, &id, &nr, a, err) || commit_time(r, &id, &a->time, err))
		return -1;
	a->nr = nr;
	git_oid_tostr(a->id, sizeof a->id, &id);
	if (git_oid_equal(&id, &r->tip) && r->has_draft)
		git_oid_tostr(a->blob, sizeof a->blob, &r->blob);
	return 0;
}
