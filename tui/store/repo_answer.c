/* repo_answer: what a branch from outside says: the text at its tip, whose it is, and
 * which snapshot of ours it descends from. Reads from memory alone (repo_incoming). */
#include "store/repo_incoming.h"

#include "base/mem.h"
#include "base/u8.h"

#define VERSIONS_MAX 4096

static bool read_id(struct span hex, unsigned char out[20])
{
	git_oid id;

	if (hex.n != 40 || git_oid_fromstrn(&id, hex.p, hex.n))
		return false;
	memcpy(out, id.id, 20);
	return true;
}

struct version {
	unsigned char tree[20];
	struct span parents;    /* the lines */
	struct span author;     /* the name */
};

static bool read_version(struct span s, struct version *out)
{
	struct span line = SPAN_NONE;
	size_t end;

	if (!span_line(&s, &line) || !span_starts(line, "tree ") || !read_id(span_from(line, 5), out->tree))
		return false;
	out->parents = span_sub(s, 0, 0);
	while (span_starts(s, "parent ")) {
		span_line(&s, &line);
		out->parents.n = (size_t)(line.p + line.n - out->parents.p) + 1;
	}
	if (!span_line(&s, &line) || !span_starts(line, "author "))
		return false;
	line = span_from(line, strlen("author "));
	end = span_find(line, "<", 0);
	out->author = span_trim(span_sub(line, 0, end == (size_t)-1 ? 0 : end));
	return end != (size_t)-1;
}

static int missing(const unsigned char id[20], struct err *err)
{
	char hex[STORE_ID_SIZE];
	git_oid o;

	memcpy(o.id, id, sizeof o.id);
	git_oid_tostr(hex, sizeof hex, &o);
	return err_set(err, ERR_INPUT, "det som kom bygger på %.12s, som inte finns här; be om hela grenen", hex);
}

static bool is_known(const unsigned char id[20], const struct strlist *known)
{
	char hex[STORE_ID_SIZE];
	git_oid o;

	memcpy(o.id, id, sizeof o.id);
	git_oid_tostr(hex, sizeof hex, &o);
	return known && strlist_has(known, span_of(hex));
}

/* The id of a name in a tree that is vetted. */
static bool in_tree(struct span s, const char *want, unsigned char out[20])
{
	while (s.n) {
		const char *end = memchr(s.p, '\0', s.n);
		struct span name = span_make(s.p, (size_t)(end - s.p)), mode;

		span_split(&name, " ", &mode);
		memcpy(out, end + 1, 20);
		if (span_is(name, want))
			return true;
		s = span_from(s, (size_t)(end - s.p) + 21);
	}
	return false;
}

/* Clean text: every line may be shown on a screen. */
static int vet_text(struct span s, struct err *err)
{
	size_t line = 1;

	for (size_t i = 0; i < s.n;) {
		int32_t cp;
		size_t n = u8_decode(s.p + i, s.n - i, &cp);
		bool end = cp == '\r' && i + 1 < s.n && s.p[i + 1] == '\n';

		if (cp < 0)
			return err_set(err, ERR_INPUT, REPO_DRAFT " i det som kom är ingen UTF-8-text (rad %zu)", line);
		if (cp == '\n')
			line++;
		else if (u8_control(cp) && cp != '\t' && !end)
			return err_set(err, ERR_INPUT, REPO_DRAFT " i det som kom har styrtecken (rad %zu)", line);
		i += n;
	}
	return 0;
}

static int vet_author(struct span s, struct err *err)
{
	for (size_t i = 0; i < s.n;) {
		int32_t cp;

		i += u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0 || u8_control(cp))
			return err_set(err, ERR_INPUT, "namnet på den som ändrat har styrtecken");
	}
	return 0;
}

static void add_parents(const struct version *v, unsigned char (*queue)[20], size_t *n)
{
	struct span rest = v->parents, line;
	unsigned char id[20];

	while (span_line(&rest, &line)) {
		bool had = !read_id(span_from(line, strlen("parent ")), id);

		for (size_t i = 0; i < *n && !had; i++)
			had = memcmp(queue[i], id, sizeof id) == 0;
		if (!had && *n < VERSIONS_MAX)
			memcpy(queue[(*n)++], id, sizeof id);
	}
}

/* Every version from the tip down is whole, the nearest known one is found. */
static int walk(const struct incoming *in, const unsigned char tip[20], const struct strlist *known,
	struct store_answer *a, struct err *err)
{
	unsigned char (*queue)[20] = mem_array(VERSIONS_MAX, sizeof *queue);
	unsigned char blob[20];
	size_t n = 1;
	int rc = 0;

	memcpy(queue[0], tip, sizeof queue[0]);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct incoming_object *c = incoming_find(in, queue[i]), *t, *b;
		struct version v;
		git_oid id;

		t = NULL;
		if (!c || c->type != PACK_COMMIT) {
			rc = missing(queue[i], err);
		} else if (!read_version(str_span(&c->bytes), &v)) {
			rc = err_set(err, ERR_INPUT, "det som kom är skadat (en version går inte att läsa); be om en ny kopia");
		} else if (!(t = incoming_find(in, v.tree)) || t->type != PACK_TREE) {
			rc = missing(v.tree, err);
		} else if (in_tree(str_span(&t->bytes), REPO_DRAFT, blob) &&
			   (!(b = incoming_find(in, blob)) || b->type != PACK_BLOB)) {
			rc = missing(blob, err);
		} else {
			if (!*a->base && is_known(queue[i], known)) {
				memcpy(id.id, queue[i], sizeof id.id);
				git_oid_tostr(a->base, sizeof a->base, &id);
			}
			add_parents(&v, queue, &n);
		}
	}
	free(queue);
	return rc;
}

int incoming_answer(const struct incoming *in, const unsigned char tip[20], const struct strlist *known,
	struct store_answer *a, struct err *err)
{
	const struct incoming_object *c = incoming_find(in, tip), *t, *b;
	unsigned char blob[20];
	struct version v;
	git_oid id;

	if (walk(in, tip, known, a, err) || !c || !read_version(str_span(&c->bytes), &v))
		return -1;
	t = incoming_find(in, v.tree);
	if (!t || !in_tree(str_span(&t->bytes), REPO_DRAFT, blob))
		return err_set(err, ERR_INPUT, "det som kom saknar " REPO_DRAFT);
	b = incoming_find(in, blob);
	if (!b || vet_text(str_span(&b->bytes), err) || vet_author(v.author, err))
		return -1;
	memcpy(id.id, tip, sizeof id.id);
	git_oid_tostr(a->id, sizeof a->id, &id);
	a->who = span_dup(v.author);
	str_addspan(&a->text, str_span(&b->bytes));
	return 0;
}
