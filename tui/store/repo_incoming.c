/* repo_incoming: reading a pack from outside. See repo_incoming.h. The form is that of
 * git's documentation, gitformat-pack. */
#include "store/repo_incoming.h"

#include <zlib.h>

#include "base/mem.h"

#define OBJECTS_MAX 4096
#define PASSES_MAX 16   /* over deltas that stand before what they change */

static int broken(struct err *err, const char *why)
{
	return err_set(err, ERR_INPUT, "det som kom är skadat (%s); be om en ny kopia", why);
}

static int too_big(struct err *err)
{
	return err_set(err, ERR_INPUT, "det som kom är för stort: högst 64 MB och 16 MB per fil");
}

void incoming_release(struct incoming *in)
{
	for (size_t i = 0; i < in->n; i++)
		str_release(&in->v[i].bytes);
	free(in->v);
	*in = (struct incoming){0};
}

const struct incoming_object *incoming_find(const struct incoming *in, const unsigned char id[20])
{
	for (size_t i = 0; i < in->n; i++)
		if (in->v[i].type <= PACK_TAG && memcmp(in->v[i].id, id, 20) == 0)
			return &in->v[i];
	return NULL;
}

static struct incoming_object *add(struct incoming *in, int type)
{
	struct incoming_object *o;

	in->v = mem_grow(in->v, in->n, &in->cap, sizeof *in->v);
	o = &in->v[in->n++];
	*o = (struct incoming_object){.type = type};
	return o;
}

static void name_object(struct incoming_object *o)
{
	static const char *const names[] = {"", "commit", "tree", "blob", "tag"};
	struct str s = STR_INIT;

	str_addf(&s, "%s %zu", names[o->type], o->bytes.len);
	str_addc(&s, '\0');
	str_addspan(&s, str_span(&o->bytes));
	digest_sha1(str_span(&s), o->id);
	str_release(&s);
}

/* ------------------------------------------------------ what was there before */

static int add_known(struct incoming *in, struct repo *r, const git_oid *id, git_object_t type, struct err *err)
{
	struct incoming_object *o;
	git_object *whole;
	git_odb_object *raw;

	if (incoming_find(in, id->id))
		return 0;
	if (repo_object(r, id, type, &whole, err))
		return -1;
	git_object_free(whole);
	if (git_odb_read(&raw, r->odb, id))
		return repo_fail(err, "historiken i %s går inte att läsa", r->folder);
	o = add(in, type == GIT_OBJECT_COMMIT ? PACK_COMMIT : type == GIT_OBJECT_TREE ? PACK_TREE : PACK_BLOB);
	memcpy(o->id, id->id, sizeof o->id);
	str_add(&o->bytes, git_odb_object_data(raw), git_odb_object_size(raw));
	git_odb_object_free(raw);
	return 0;
}

/* Is it one of ours: no forerunner, and the two files at most? */
static bool is_snapshot(const git_commit *c, const git_tree *t)
{
	bool ok = git_commit_parentcount(c) == 0;

	for (size_t i = 0; ok && i < git_tree_entrycount(t); i++) {
		const char *name = git_tree_entry_name(git_tree_entry_byindex(t, i));

		ok = strcmp(name, REPO_DRAFT) == 0 || strcmp(name, SNAPSHOT_NOTE) == 0;
	}
	return ok;
}

int incoming_add_snapshot(struct incoming *in, struct repo *r, const char *hex, struct err *err)
{
	git_object *c = NULL, *t = NULL;
	git_oid id, tree;
	int rc = 0;

	if (strlen(hex) != 40 || git_oid_fromstr(&id, hex) || !git_odb_exists(r->odb, &id))
		return 0;
	if (repo_object(r, &id, GIT_OBJECT_COMMIT, &c, err))
		return -1;
	git_oid_cpy(&tree, git_commit_tree_id((git_commit *)c));
	rc = repo_object(r, &tree, GIT_OBJECT_TREE, &t, err);
	if (rc == 0 && is_snapshot((git_commit *)c, (git_tree *)t)) {
		rc = add_known(in, r, &id, GIT_OBJECT_COMMIT, err) || add_known(in, r, &tree, GIT_OBJECT_TREE, err) ? -1 : 0;
		for (size_t i = 0; rc == 0 && i < git_tree_entrycount((git_tree *)t); i++)
			rc = add_known(in, r, git_tree_entry_id(git_tree_entry_byindex((git_tree *)t, i)), GIT_OBJECT_BLOB, err);
	}
	git_object_free(t);
	git_object_free(c);
	return rc;
}

/* ------------------------------------------------------------------- a pack */

struct reader {
	struct span pack;   /* without its last 20 bytes */
	size_t at;
};

static bool get(struct reader *r, unsigned char *c)
{
	if (r->at >= r->pack.n)
		return false;
	*c = (unsigned char)r->pack.p[r->at++];
	return true;
}

/* A stream of exactly `size` bytes. */
static bool get_stream(struct reader *r, size_t size, struct str *out)
{
	z_stream z = {0};
	char *buf = mem_alloc(size + 1);
	int rc;

	if (inflateInit(&z) != Z_OK) {
		free(buf);
		return false;
	}
	z.next_in = (Bytef *)(uintptr_t)(r->pack.p + r->at);
	z.avail_in = (uInt)(r->pack.n - r->at);
	z.next_out = (Bytef *)buf;
	z.avail_out = (uInt)(size + 1); /* one more than allowed, to see that there is more */
	rc = inflate(&z, Z_FINISH);
	r->at += z.total_in;
	if (rc == Z_STREAM_END && z.total_out == size)
		str_add(out, buf, size);
	free(buf);
	inflateEnd(&z);
	return rc == Z_STREAM_END && out->len == size;
}

/* Type and size of an entry, and what a delta stands on. */
static int get_head(struct reader *r, struct incoming_object *o, size_t *size, struct err *err)
{
	unsigned char c;
	size_t back;
	int shift = 4;

	o->at = r->at;
	if (!get(r, &c))
		return broken(err, "avklippt");
	o->type = c >> 4 & 7;
	*size = c & 15;
	while (c & 128) {
		if (!get(r, &c) || shift > 32)
			return broken(err, "avklippt");
		*size |= (size_t)(c & 127) << shift;
		shift += 7;
	}
	if (o->type == PACK_REF_DELTA)
		for (int i = 0; i < 20; i++)
			if (!get(r, &o->base[i]))
				return broken(err, "avklippt");
	if (o->type == PACK_OFS_DELTA) {
		if (!get(r, &c))
			return broken(err, "avklippt");
		for (back = c & 127; c & 128; back = (back + 1) << 7 | (c & 127))
			if (!get(r, &c) || back > INCOMING_BYTES)
				return broken(err, "avklippt");
		if (back == 0 || back > o->at)
			return broken(err, "fel ordning");
		o->base_at = o->at - back;
	}
	if (o->type == 0 || o->type == 5)
		return broken(err, "okänd del");
	return *size > INCOMING_BLOB ? too_big(err) : 0;
}

static int read_entries(struct incoming *in, struct reader *r, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct incoming_object *o = add(in, 0);
		size_t size = 0;

		if (get_head(r, o, &size, err))
			return -1;
		in->total += size;
		if (in->total > INCOMING_BYTES)
			return too_big(err);
		if (!get_stream(r, size, &o->bytes))
			return broken(err, "en del går inte att packa upp");
		if (o->type <= PACK_TAG)
			name_object(o);
	}
	return r->at == r->pack.n ? 0 : broken(err, "något står efter slutet");
}

static bool delta_size(struct span *d, size_t *out)
{
	int shift = 0;
	unsigned char c;

	*out = 0;
	do {
		if (d->n == 0 || shift > 28)
			return false;
		c = (unsigned char)d->p[0];
		*out |= (size_t)(c & 127) << shift;
		shift += 7;
		*d = span_from(*d, 1);
	} while (c & 128);
	return true;
}

/* The next bits of a copy instruction: those that are named. */
static bool delta_number(struct span *d, unsigned mask, int bytes, size_t *out)
{
	*out = 0;
	for (int i = 0; i < bytes; i++, mask >>= 1) {
		if (!(mask & 1))
			continue;
		if (d->n == 0)
			return false;
		*out |= (size_t)(unsigned char)d->p[0] << 8 * i;
		*d = span_from(*d, 1);
	}
	return true;
}

static bool apply_delta(struct span base, struct span d, struct str *out, size_t *total)
{
	size_t from, size, at, n;

	if (!delta_size(&d, &from) || !delta_size(&d, &size) || from != base.n || size > INCOMING_BLOB)
		return false;
	*total += size;
	if (*total > INCOMING_BYTES)
		return false;
	while (d.n) {
		unsigned char c = (unsigned char)d.p[0];

		d = span_from(d, 1);
		if (c & 128) {
			if (!delta_number(&d, c, 4, &at) || !delta_number(&d, c >> 4 & 7, 3, &n))
				return false;
			n = n ? n : 0x10000;
			if (at > base.n || n > base.n - at || n > size - out->len)
				return false;
			str_add(out, base.p + at, n);
		} else {
			if (c == 0 || c > d.n || c > size - out->len)
				return false;
			str_add(out, d.p, c);
			d = span_from(d, c);
		}
	}
	return out->len == size;
}

static const struct incoming_object *base_of(const struct incoming *in, const struct incoming_object *o, size_t first)
{
	if (o->type == PACK_REF_DELTA)
		return incoming_find(in, o->base);
	for (size_t i = first; i < in->n; i++)
		if (in->v[i].at == o->base_at)
			return &in->v[i];
	return NULL;
}

static int resolve(struct incoming *in, size_t first, struct err *err)
{
	const struct incoming_object *left = NULL;
	char hex[STORE_ID_SIZE];
	git_oid id;

	for (int pass = 0; pass < PASSES_MAX; pass++) {
		bool any = false;

		left = NULL;
		for (size_t i = first; i < in->n; i++) {
			struct incoming_object *o = &in->v[i];
			const struct incoming_object *base = o->type > PACK_TAG ? base_of(in, o, first) : NULL;
			struct str whole = STR_INIT;

			if (o->type <= PACK_TAG)
				continue;
			if (!base || base->type > PACK_TAG) {
				left = o;
				continue;
			}
			if (!apply_delta(str_span(&base->bytes), str_span(&o->bytes), &whole, &in->total)) {
				str_release(&whole);
				return in->total > INCOMING_BYTES ? too_big(err) : broken(err, "en del går inte att packa upp");
			}
			str_release(&o->bytes);
			o->bytes = whole;
			o->type = base->type;
			name_object(o);
			any = true;
		}
		if (!left)
			return 0;
		if (!any)
			break;
	}
	if (left->type != PACK_REF_DELTA)
		return broken(err, "en del saknas");
	memcpy(id.id, left->base, sizeof left->base);
	git_oid_tostr(hex, sizeof hex, &id);
	return err_set(err, ERR_INPUT, "det som kom bygger på %.12s, som inte finns här; be om hela grenen", hex);
}

/* Only the two names, plain files, each once. */
static int vet_tree(struct span s, struct err *err)
{
	int seen[2] = {0, 0};

	while (s.n) {
		const char *end = memchr(s.p, '\0', s.n);
		struct span name, mode = SPAN_NONE;
		int which;

		if (!end || s.n - (size_t)(end - s.p) - 1 < 20)
			return broken(err, "en mapp är avklippt");
		name = span_make(s.p, (size_t)(end - s.p));
		if (!span_split(&name, " ", &mode) || !name.p)
			return broken(err, "en mapp går inte att läsa");
		which = span_is(name, REPO_DRAFT) ? 0 : span_is(name, SNAPSHOT_NOTE) ? 1 : -1;
		if (which < 0)
			return err_set(err, ERR_INPUT, "det som kom håller ”%.*s”; bara " REPO_DRAFT " och " SNAPSHOT_NOTE " tas emot",
				(int)(name.n < 60 ? name.n : 60), name.p);
		if (!span_is(mode, "100644") || seen[which]++)
			return err_set(err, ERR_INPUT, "%.*s i det som kom är ingen vanlig fil", SPAN_FMT(name));
		s = span_from(s, (size_t)(end - s.p) + 21);
	}
	return 0;
}

static int vet(const struct incoming *in, size_t first, struct err *err)
{
	for (size_t i = first; i < in->n; i++) {
		const struct incoming_object *o = &in->v[i];

		if (o->type == PACK_TAG)
			return err_set(err, ERR_INPUT, "det som kom håller ett märke; bara en gren med text tas emot");
		if (o->type == PACK_TREE && vet_tree(str_span(&o->bytes), err))
			return -1;
	}
	return 0;
}

int incoming_read_pack(struct incoming *in, struct span pack, struct err *err)
{
	struct reader r = {.pack = span_sub(pack, 0, pack.n < 20 ? 0 : pack.n - 20), .at = 12};
	size_t first = in->n, n = 0;
	unsigned char sha[20];

	if (pack.n > INCOMING_BYTES)
		return too_big(err);
	if (r.pack.n < 12 || memcmp(pack.p, "PACK\0\0\0\2", 8) != 0)
		return broken(err, "inget paket");
	digest_sha1(r.pack, sha);
	if (memcmp(sha, pack.p + r.pack.n, sizeof sha) != 0)
		return broken(err, "kontrollsumman stämmer inte");
	for (int i = 8; i < 12; i++)
		n = n << 8 | (unsigned char)pack.p[i];
	if (n > OBJECTS_MAX)
		return err_set(err, ERR_INPUT, "det som kom har %zu delar; högst %d tas emot", n, OBJECTS_MAX);
	return read_entries(in, &r, n, err) || resolve(in, first, err) || vet(in, first, err) ? -1 : 0;
}
