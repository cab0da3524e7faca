/* disk: see disk.h. A file system of names and bytes in memory, three times over. */
#include "disk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/fs.h"
#include "base/mem.h"

struct entry {
	char *name;
	size_t node;
};

struct names {
	struct entry *v;
	size_t n, c;
};

struct node {
	bool dir;
	struct names now, strict, ordered; /* of a folder */
	struct str synced;                 /* the bytes of the last fsync */
	struct str kept;                   /* the same, or what a rename or a cut left */
};

struct disk {
	struct node *node; /* the first is the folder itself */
	size_t n, c;
};

#define NOWHERE ((size_t)-1)

/* ------------------------------------------------------------------ names */

static void names_release(struct names *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i].name);
	free(s->v);
	*s = (struct names){0};
}

static void names_copy(struct names *to, const struct names *from)
{
	names_release(to);
	for (size_t i = 0; i < from->n; i++) {
		to->v = mem_grow(to->v, to->n, &to->c, sizeof *to->v);
		to->v[to->n++] = (struct entry){mem_strdup(from->v[i].name), from->v[i].node};
	}
}

static size_t names_find(const struct names *s, struct span name)
{
	for (size_t i = 0; i < s->n; i++)
		if (span_eq(span_of(s->v[i].name), name))
			return i;
	return NOWHERE;
}

static void names_drop(struct names *s, struct span name)
{
	size_t i = names_find(s, name);

	if (i == NOWHERE)
		return;
	free(s->v[i].name);
	s->v[i] = s->v[--s->n];
}

static void names_set(struct names *s, struct span name, size_t node)
{
	names_drop(s, name);
	s->v = mem_grow(s->v, s->n, &s->c, sizeof *s->v);
	s->v[s->n++] = (struct entry){span_dup(name), node};
}

/* ------------------------------------------------------------------ nodes */

static size_t add_node(struct disk *d, bool dir)
{
	d->node = mem_grow(d->node, d->n, &d->c, sizeof *d->node);
	d->node[d->n] = (struct node){.dir = dir, .synced = STR_INIT, .kept = STR_INIT};
	return d->n++;
}

/* The folder of a path and the last part of its name; NOWHERE when it is not there. */
static size_t folder_of(const struct disk *d, struct span path, struct span *last)
{
	size_t at = 0, slash;

	while ((slash = span_find(path, "/", 0)) != (size_t)-1) {
		size_t i = names_find(&d->node[at].now, span_sub(path, 0, slash));

		if (i == NOWHERE)
			return NOWHERE;
		at = d->node[at].now.v[i].node;
		path = span_from(path, slash + 1);
	}
	*last = path;
	return at;
}

static size_t find(const struct disk *d, struct span path)
{
	struct span name;
	size_t dir, i;

	if (!path.n)
		return 0;
	dir = folder_of(d, path, &name);
	i = dir == NOWHERE ? NOWHERE : names_find(&d->node[dir].now, name);
	return i == NOWHERE ? NOWHERE : d->node[dir].now.v[i].node;
}

static void set_bytes(struct str *s, struct span bytes)
{
	str_clear(s);
	str_addspan(s, bytes);
}

static void load(struct disk *d, size_t at, const char *folder)
{
	struct strlist names = {0};

	if (fs_list(folder, &names, NULL))
		abort();
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(folder, names.v[i]);
		bool dir = fs_is_dir(path);
		size_t node = add_node(d, dir);

		names_set(&d->node[at].now, span_of(names.v[i]), node);
		if (dir)
			load(d, node, path);
		else if (fs_read(path, &d->node[node].synced, NULL) == 0)
			set_bytes(&d->node[node].kept, str_span(&d->node[node].synced));
		free(path);
	}
	names_copy(&d->node[at].strict, &d->node[at].now);
	names_copy(&d->node[at].ordered, &d->node[at].now);
	strlist_release(&names);
}

struct disk *disk_load(const char *folder)
{
	struct disk *d = mem_alloc(sizeof *d);

	add_node(d, true);
	load(d, 0, folder);
	return d;
}

void disk_free(struct disk *d)
{
	for (size_t i = 0; i < d->n; i++) {
		names_release(&d->node[i].now);
		names_release(&d->node[i].strict);
		names_release(&d->node[i].ordered);
		str_release(&d->node[i].synced);
		str_release(&d->node[i].kept);
	}
	free(d->node);
	free(d);
}

/* ------------------------------------------------------------------ events */

bool disk_next(struct span *log, struct disk_event *out)
{
	struct fault_record r;

	if (log->n < sizeof r)
		return false;
	memcpy(&r, log->p, sizeof r);
	*log = span_from(*log, sizeof r);
	if (log->n < r.npath + r.npath2 + r.ndata)
		return false;
	*out = (struct disk_event){r, span_sub(*log, 0, r.npath), span_sub(*log, r.npath, r.npath2),
		span_sub(*log, r.npath + r.npath2, (size_t)r.ndata)};
	*log = span_from(*log, r.npath + r.npath2 + (size_t)r.ndata);
	return true;
}

static unsigned synced(struct disk *d, const struct disk_event *e)
{
	size_t at = find(d, e->path);

	/* any fsync makes the file system write what it knows about names */
	for (size_t i = 0; i < d->n; i++)
		if (d->node[i].dir)
			names_copy(&d->node[i].ordered, &d->node[i].now);
	if (at != NOWHERE && d->node[at].dir) {
		names_copy(&d->node[at].strict, &d->node[at].now);
	} else if (at != NOWHERE) {
		set_bytes(&d->node[at].synced, e->data);
		set_bytes(&d->node[at].kept, e->data);
	}
	return 1U << DISK_STRICT | 1U << DISK_ORDERED | 1U << DISK_LATE;
}

static void renamed(struct disk *d, const struct disk_event *e)
{
	struct span from, to;
	size_t node = find(d, e->path), a = folder_of(d, e->path, &from), b = folder_of(d, e->path2, &to);

	if (node == NOWHERE || a == NOWHERE || b == NOWHERE)
		return;
	/* over another file: the bytes go first, so that one of the two is there */
	if (names_find(&d->node[b].now, to) != NOWHERE)
		set_bytes(&d->node[node].kept, e->data);
	names_drop(&d->node[a].now, from);
	names_set(&d->node[b].now, to, node);
}

unsigned disk_apply(struct disk *d, const struct disk_event *e)
{
	struct span name = SPAN_NONE;
	bool second = e->r.kind == FAULT_LINK;
	size_t dir = folder_of(d, second ? e->path2 : e->path, &name), node = find(d, e->path);

	switch (e->r.kind) {
	case FAULT_SYNC:
		return synced(d, e);
	case FAULT_RENAME:
		renamed(d, e);
		break;
	case FAULT_CREATE:
	case FAULT_MKDIR:
		if (node != NOWHERE && e->r.flag == 2)
			str_clear(&d->node[node].kept);
		else if (dir != NOWHERE && node == NOWHERE)
			names_set(&d->node[dir].now, name, add_node(d, e->r.kind == FAULT_MKDIR));
		break;
	case FAULT_LINK:
		if (dir != NOWHERE && node != NOWHERE)
			names_set(&d->node[dir].now, name, node);
		break;
	case FAULT_UNLINK:
		if (dir != NOWHERE)
			names_drop(&d->node[dir].now, name);
		break;
	case FAULT_TRUNCATE:
		if (node != NOWHERE && d->node[node].kept.len > e->data.n)
			set_bytes(&d->node[node].kept, e->data);
		break;
	default:
		return 0;
	}
	return 1U << DISK_LATE;
}

static bool build(const struct disk *d, enum disk_model m, size_t at, const char *path)
{
	const struct node *n = &d->node[at];
	const struct names *s = m == DISK_STRICT ? &n->strict : m == DISK_ORDERED ? &n->ordered : &n->now;
	const struct str *bytes = m == DISK_STRICT ? &n->synced : &n->kept;
	const struct timespec before[2] = {{.tv_sec = time(NULL) - 120}, {.tv_sec = time(NULL) - 120}};
	bool ok = true;
	FILE *f;

	if (!n->dir) {
		f = fopen(path, "wb");
		ok = f && fwrite(str_c(bytes), 1, bytes->len, f) == bytes->len && chmod(path, 0600) == 0;
		ok = f && fclose(f) == 0 && ok;
		/* a machine does not start again in a moment */
		utimensat(AT_FDCWD, path, before, 0);
		return ok;
	}
	if (mkdir(path, 0700))
		return false;
	for (size_t i = 0; ok && i < s->n; i++) {
		char *below = fs_join(path, s->v[i].name);

		ok = build(d, m, s->v[i].node, below);
		free(below);
	}
	return ok;
}

bool disk_build(const struct disk *d, enum disk_model m, const char *folder)
{
	return build(d, m, 0, folder);
}
