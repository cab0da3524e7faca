/* wire: see wire.h. Fields in the order of the structs of store.h. */
#include "store/wire.h"

#include "base/pack.h"

#define FORMAT 2
#define COUNT_MAX 1000000U
#define MARKS_MAX 1000

static void add_stamp(struct str *out, struct stamp t)
{
	pack_i64(out, t.utc);
	pack_i64(out, t.offset);
}

static struct stamp get_stamp(struct unpack *u)
{
	struct stamp t;

	t.utc = unpack_i64(u);
	t.offset = (int)unpack_i64(u);
	return t;
}

static void add_numbers(struct str *out, const int *v, size_t n)
{
	pack_u32(out, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		pack_u32(out, (uint32_t)v[i]);
}

/* A count never larger than what the bytes left could hold. */
static size_t get_count(struct unpack *u)
{
	uint32_t n = unpack_u32(u);

	if (n > COUNT_MAX || n > u->n) {
		u->bad = true;
		return 0;
	}
	return n;
}

static void add_list(struct str *out, const struct strlist *l)
{
	pack_u32(out, l ? (uint32_t)l->n : 0);
	for (size_t i = 0; l && i < l->n; i++)
		pack_cstr(out, l->v[i]);
}

void store_pack(struct str *out, const struct store_request *q)
{
	pack_u32(out, FORMAT);
	pack_u32(out, (uint32_t)q->op);
	pack_cstr(out, q->folder);
	add_stamp(out, q->now);
	pack_cstr(out, q->who);
	pack_cstr(out, q->author);
	pack_u32(out, q->hold);
	pack_cstr(out, q->base);
	pack_span(out, q->text);
	pack_u32(out, (uint32_t)q->kind);
	add_numbers(out, q->para, q->npara);
	pack_u32(out, (uint32_t)q->number);
	pack_cstr(out, q->id);
	add_stamp(out, q->time);
	pack_u32(out, (uint32_t)q->nfiles);
	for (size_t i = 0; i < q->nfiles; i++) {
		pack_cstr(out, q->file[i].name);
		pack_span(out, q->file[i].bytes);
	}
	pack_cstr(out, q->message);
	pack_cstr(out, q->tag);
	pack_cstr(out, q->branch);
	pack_cstr(out, q->remote);
	add_list(out, q->known);
}

static char *get_cstr(struct unpack *u, struct arena *a)
{
	struct span s = unpack_span(u);

	return s.p ? arena_dup(a, s.p, s.n) : NULL;
}

static const struct strlist *get_list(struct unpack *u, struct arena *a)
{
	struct strlist *l = arena_alloc(a, sizeof *l);

	l->n = get_count(u);
	l->v = arena_alloc(a, (l->n + 1) * sizeof *l->v);
	for (size_t i = 0; i < l->n; i++) {
		l->v[i] = get_cstr(u, a);
		if (!l->v[i]) {
			u->bad = true;
			l->n = i;
		}
	}
	return l;
}

int wire_read_request(struct store_request *out, struct span bytes, struct arena *a)
{
	struct unpack u = unpack_of(bytes.p, bytes.n);
	struct store_request q = {0};
	struct store_file *file;
	int *para;

	if (unpack_u32(&u) != FORMAT)
		return -1;
	q.op = (enum store_op)unpack_u32(&u);
	q.folder = get_cstr(&u, a);
	q.now = get_stamp(&u);
	q.who = get_cstr(&u, a);
	q.author = get_cstr(&u, a);
	q.hold = unpack_u32(&u) != 0;
	q.base = get_cstr(&u, a);
	q.text = unpack_span(&u);
	q.kind = (enum store_kind)unpack_u32(&u);
	q.npara = get_count(&u);
	para = arena_alloc(a, (q.npara + 1) * sizeof *para);
	for (size_t i = 0; i < q.npara; i++)
		para[i] = (int)unpack_u32(&u);
	q.para = para;
	q.number = (int)unpack_u32(&u);
	q.id = get_cstr(&u, a);
	q.time = get_stamp(&u);
	q.nfiles = get_count(&u);
	file = arena_alloc(a, (q.nfiles + 1) * sizeof *file);
	for (size_t i = 0; i < q.nfiles; i++) {
		file[i].name = get_cstr(&u, a);
		file[i].bytes = unpack_span(&u);
		if (!file[i].name)
			u.bad = true;
	}
	q.file = file;
	q.message = get_cstr(&u, a);
	q.tag = get_cstr(&u, a);
	q.branch = get_cstr(&u, a);
	q.remote = get_cstr(&u, a);
	q.known = get_list(&u, a);
	if (u.bad || q.op >= STORE_OPS || q.kind > KINDS || (q.op != STORE_DIGEST && !q.folder))
		return -1;
	*out = q;
	return 0;
}

static void add_versions(struct str *out, const struct store_answer *a)
{
	pack_u32(out, (uint32_t)a->nversions);
	for (size_t i = 0; i < a->nversions; i++) {
		const struct store_version *v = &a->version[i];

		pack_u32(out, (uint32_t)v->nr);
		add_stamp(out, v->time);
		pack_cstr(out, v->who);
		pack_cstr(out, v->what);
		pack_cstr(out, v->by);
		add_numbers(out, v->para, v->npara);
		pack_u32(out, (uint32_t)v->kind);
		pack_cstr(out, v->id);
	}
}

static void add_files(struct str *out, char *const *name, const struct str *bytes, size_t n)
{
	pack_u32(out, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		pack_cstr(out, name[i]);
		pack_span(out, str_span(&bytes[i]));
	}
}

static void add_mark(struct str *out, const struct store_mark *m)
{
	pack_cstr(out, m->tag);
	pack_u32(out, m->whole);
	pack_u32(out, m->kept);
	pack_span(out, str_span(&m->object));
	pack_span(out, str_span(&m->message));
	pack_cstr(out, m->commit);
	pack_cstr(out, m->parent);
	pack_cstr(out, m->blob);
	pack_span(out, str_span(&m->text));
	add_files(out, m->file_name, m->file_bytes, m->nfiles);
}

void wire_add_answer(struct str *out, const struct store_answer *a, const struct err *err)
{
	pack_u32(out, FORMAT);
	pack_err(out, err);
	pack_u32(out, (uint32_t)a->nr);
	pack_cstr(out, a->id);
	pack_cstr(out, a->blob);
	pack_u32(out, a->unchanged);
	pack_u32(out, a->busy);
	pack_u32(out, a->sealed);
	pack_cstr(out, a->digest);
	pack_cstr(out, a->base);
	pack_cstr(out, a->who);
	pack_span(out, str_span(&a->text));
	pack_u32(out, a->has_other);
	pack_span(out, str_span(&a->other));
	pack_u32(out, a->has_autosave);
	pack_span(out, str_span(&a->autosave));
	add_stamp(out, a->time);
	add_versions(out, a);
	pack_u32(out, (uint32_t)a->problem.n);
	for (size_t i = 0; i < a->problem.n; i++)
		pack_cstr(out, a->problem.v[i]);
	pack_u32(out, a->damaged);
	pack_u32(out, a->tagged);
	pack_u32(out, a->tip_is_tagged);
	pack_u32(out, a->tip_follows);
	pack_u32(out, (uint32_t)a->after);
	pack_span(out, str_span(&a->tag_object));
	pack_span(out, str_span(&a->tag_message));
	pack_cstr(out, a->tag_commit);
	pack_cstr(out, a->tag_parent);
	pack_cstr(out, a->tag_blob);
	pack_span(out, str_span(&a->tag_text));
	add_files(out, a->file_name, a->file_bytes, a->nfiles);
	pack_u32(out, (uint32_t)a->nparts);
	for (size_t i = 0; i < a->nparts; i++)
		add_mark(out, &a->part[i]);
}

static void get_fixed(struct unpack *u, char *out, size_t size)
{
	struct span s = unpack_span(u);

	if (s.n >= size) {
		u->bad = true;
		s.n = 0;
	}
	if (s.n)
		memcpy(out, s.p, s.n);
	out[s.n] = '\0';
}

static void get_versions(struct unpack *u, struct store_answer *a)
{
	size_t n = get_count(u);

	a->version = mem_array(n + 1, sizeof *a->version);
	for (size_t i = 0; i < n && !u->bad; i++) {
		struct store_version *v = &a->version[i];

		a->nversions = i + 1;
		v->nr = (int)unpack_u32(u);
		v->time = get_stamp(u);
		v->who = unpack_dup(u);
		v->what = unpack_dup(u);
		v->by = unpack_dup(u);
		v->npara = get_count(u);
		v->para = mem_array(v->npara + 1, sizeof *v->para);
		for (size_t k = 0; k < v->npara; k++)
			v->para[k] = (int)unpack_u32(u);
		v->kind = (enum store_kind)unpack_u32(u);
		get_fixed(u, v->id, sizeof v->id);
	}
}

static size_t get_files(struct unpack *u, char ***name, struct str **bytes)
{
	size_t n = get_count(u), done = 0;

	*name = mem_array(n + 1, sizeof **name);
	*bytes = mem_array(n + 1, sizeof **bytes);
	for (; done < n && !u->bad; done++) {
		(*name)[done] = unpack_dup(u);
		str_addspan(&(*bytes)[done], unpack_span(u));
	}
	return done;
}

static void get_marks(struct unpack *u, struct store_answer *a)
{
	size_t n = get_count(u);

	if (n > MARKS_MAX) {
		u->bad = true;
		n = 0;
	}
	a->part = mem_array(n + 1, sizeof *a->part);
	for (size_t i = 0; i < n && !u->bad; i++) {
		struct store_mark *m = &a->part[i];

		a->nparts = i + 1;
		m->tag = unpack_dup(u);
		m->whole = unpack_u32(u) != 0;
		m->kept = unpack_u32(u) != 0;
		str_addspan(&m->object, unpack_span(u));
		str_addspan(&m->message, unpack_span(u));
		get_fixed(u, m->commit, sizeof m->commit);
		get_fixed(u, m->parent, sizeof m->parent);
		get_fixed(u, m->blob, sizeof m->blob);
		str_addspan(&m->text, unpack_span(u));
		m->nfiles = get_files(u, &m->file_name, &m->file_bytes);
	}
}

int store_unpack(struct span answer, struct store_answer *out, struct err *err)
{
	struct unpack u = unpack_of(answer.p, answer.n);
	struct err found = ERR_INIT;
	struct span who;
	size_t n;

	*out = (struct store_answer){0};
	if (unpack_u32(&u) != FORMAT)
		return err_set(err, ERR_SYSTEM, "hjälpprocessen för arkivet är av en annan version; installera om");
	unpack_err(&u, &found);
	out->nr = (int)unpack_u32(&u);
	get_fixed(&u, out->id, sizeof out->id);
	get_fixed(&u, out->blob, sizeof out->blob);
	out->unchanged = unpack_u32(&u) != 0;
	out->busy = unpack_u32(&u) != 0;
	out->sealed = unpack_u32(&u) != 0;
	get_fixed(&u, out->digest, sizeof out->digest);
	get_fixed(&u, out->base, sizeof out->base);
	who = unpack_span(&u);
	out->who = who.p ? span_dup(who) : NULL;
	str_addspan(&out->text, unpack_span(&u));
	out->has_other = unpack_u32(&u) != 0;
	str_addspan(&out->other, unpack_span(&u));
	out->has_autosave = unpack_u32(&u) != 0;
	str_addspan(&out->autosave, unpack_span(&u));
	out->time = get_stamp(&u);
	get_versions(&u, out);
	n = get_count(&u);
	for (size_t i = 0; i < n && !u.bad; i++) {
		struct span s = unpack_span(&u);

		strlist_add(&out->problem, s.p ? s.p : "", s.n);
	}
	out->damaged = unpack_u32(&u) != 0;
	out->tagged = unpack_u32(&u) != 0;
	out->tip_is_tagged = unpack_u32(&u) != 0;
	out->tip_follows = unpack_u32(&u) != 0;
	out->after = (int)unpack_u32(&u);
	str_addspan(&out->tag_object, unpack_span(&u));
	str_addspan(&out->tag_message, unpack_span(&u));
	get_fixed(&u, out->tag_commit, sizeof out->tag_commit);
	get_fixed(&u, out->tag_parent, sizeof out->tag_parent);
	get_fixed(&u, out->tag_blob, sizeof out->tag_blob);
	str_addspan(&out->tag_text, unpack_span(&u));
	out->nfiles = get_files(&u, &out->file_name, &out->file_bytes);
	get_marks(&u, out);
	if (u.bad)
		return err_set(err, ERR_SYSTEM, "hjälpprocessen för arkivet svarade obegripligt; försök igen");
	if (found.code != ERR_NONE)
		return err_set(err, found.code, "%s", found.msg);
	return 0;
}

static void release_files(char **name, struct str *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free(name[i]);
		str_release(&bytes[i]);
	}
	free(name);
	free(bytes);
}

static void release_mark(struct store_mark *m)
{
	free(m->tag);
	str_release(&m->object);
	str_release(&m->message);
	str_release(&m->text);
	release_files(m->file_name, m->file_bytes, m->nfiles);
}

void store_answer_release(struct store_answer *a)
{
	for (size_t i = 0; i < a->nversions; i++) {
		free(a->version[i].who);
		free(a->version[i].what);
		free(a->version[i].by);
		free(a->version[i].para);
	}
	release_files(a->file_name, a->file_bytes, a->nfiles);
	for (size_t i = 0; i < a->nparts; i++)
		release_mark(&a->part[i]);
	free(a->version);
	free(a->part);
	free(a->who);
	str_release(&a->text);
	str_release(&a->other);
	str_release(&a->autosave);
	str_release(&a->tag_object);
	str_release(&a->tag_message);
	str_release(&a->tag_text);
	strlist_release(&a->problem);
	*a = (struct store_answer){0};
}
