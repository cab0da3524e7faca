/* repo_tree: which files a version holds, and the work files and index that go
 * with it. protokoll.md, justering/ and justerat/ come from the request, bilagor/ from the
 * disk; whatever else the last version holds is kept. */
#include "store/repo.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

#define APPENDICES "bilagor"
#define DEPTH_MAX 8

int repo_fanout(const struct repo *r, struct err *err)
{
	char *objects = repo_path(r, "objects");
	bool made = false;
	int rc = 0, fd;

	for (int i = 0; rc == 0 && i < 256; i++) {
		char *dir = str_format("%s/%02x", objects, (unsigned)i);

		if (mkdir(dir, 0700) == 0)
			made = true;
		else if (errno != EEXIST)
			rc = err_sys(err, ERR_SYSTEM, errno, "mappen %s går inte att skapa", dir);
		free(dir);
	}
	if (rc == 0 && made) {
		fd = open(objects, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0) {
			fsync(fd);
			close(fd);
		}
	}
	free(objects);
	return rc;
}

static void set_stat(git_index_entry *e, const struct stat *st)
{
	e->ctime.seconds = (int32_t)st->st_ctim.tv_sec;
	e->ctime.nanoseconds = (uint32_t)st->st_ctim.tv_nsec;
	e->mtime.seconds = (int32_t)st->st_mtim.tv_sec;
	e->mtime.nanoseconds = (uint32_t)st->st_mtim.tv_nsec;
	e->dev = (uint32_t)st->st_dev;
	e->ino = (uint32_t)st->st_ino;
	e->uid = st->st_uid;
	e->gid = st->st_gid;
	e->file_size = (uint32_t)st->st_size;
}

static bool same_stat(const git_index_entry *e, const struct stat *st)
{
	git_index_entry now = {0};

	set_stat(&now, st);
	return e->file_size == now.file_size && e->ino == now.ino &&
	       e->mtime.seconds == now.mtime.seconds && e->mtime.nanoseconds == now.mtime.nanoseconds &&
	       e->ctime.seconds == now.ctime.seconds && e->ctime.nanoseconds == now.ctime.nanoseconds;
}

static int add_entry(struct repo *r, git_index *index, const char *path, const git_oid *id,
	const struct stat *opt_st, struct err *err)
{
	git_index_entry e = {.mode = GIT_FILEMODE_BLOB, .path = path};

	git_oid_cpy(&e.id, id);
	if (opt_st)
		set_stat(&e, opt_st);
	if (git_index_add(index, &e))
		return repo_fail(err, "%s: %s kan inte tas med i versionen", r->folder, path);
	return 0;
}

struct scan {
	struct repo *r;
	git_index *index;   /* gets the entries */
	git_index *disk;    /* the index on disk, or NULL */
	int64_t disk_time;  /* when it was written: what is as new may have changed since */
};

/* The id of a file whose size and times are those of the index: not read again. */
static bool known(const struct scan *s, const char *path, const struct stat *st, git_oid *id)
{
	const git_index_entry *e = s->disk ? git_index_get_bypath(s->disk, path, 0) : NULL;

	if (!e || !same_stat(e, st) || st->st_mtim.tv_sec >= s->disk_time)
		return false;
	git_oid_cpy(id, &e->id);
	return git_odb_exists(s->r->odb, id);
}

static int scan_file(struct scan *s, const char *full, const char *path, const struct stat *st, struct err *err)
{
	struct str bytes = STR_INIT;
	git_oid id;
	int rc = 0;

	if (!known(s, path, st, &id)) {
		rc = fs_read(full, &bytes, err);
		if (rc == 0)
			rc = repo_write(s->r, str_span(&bytes), GIT_OBJECT_BLOB, &id, err);
	}
	str_release(&bytes);
	return rc ? -1 : add_entry(s->r, s->index, path, &id, st, err);
}

/* Hidden files, backups and our own temporary files are no bilagor. */
static bool left_out(const char *name)
{
	return name[0] == '.' || name[strlen(name) - 1] == '~' || strstr(name, ".ny-");
}

static int scan_dir(struct scan *s, const char *path, int depth, struct err *err)
{
	char *dir = fs_join(s->r->folder, path);
	struct strlist names = {0};
	int rc = 0;

	if (fs_is_dir(dir) && depth < DEPTH_MAX)
		rc = fs_list(dir, &names, err);
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		char *full = fs_join(dir, names.v[i]);
		char *sub = str_format("%s/%s", path, names.v[i]);
		struct stat st;

		if (!left_out(names.v[i]) && lstat(full, &st) == 0) {
			if (S_ISDIR(st.st_mode))
				rc = scan_dir(s, sub, depth + 1, err);
			else if (S_ISREG(st.st_mode))
				rc = scan_file(s, full, sub, &st, err);
		}
		free(sub);
		free(full);
	}
	strlist_release(&names);
	free(dir);
	return rc;
}

static int add_appendices(struct repo *r, git_index *index, struct err *err)
{
	struct scan s = {.r = r, .index = index};
	char *path = repo_path(r, "index");
	int rc;

	s.disk_time = fs_mtime(path);
	free(path);
	if (git_repository_index(&s.disk, r->git))
		s.disk = NULL;
	git_index_remove_directory(index, APPENDICES, 0);
	rc = scan_dir(&s, APPENDICES, 0, err);
	git_index_free(s.disk);
	return rc;
}

static int add_files(struct repo *r, const struct store_request *q, git_index *index, struct err *err)
{
	for (size_t i = 0; i < q->nfiles; i++) {
		const struct store_file *f = &q->file[i];
		git_oid id;

		if (!repo_file_name(f->name))
			return err_set(err, ERR_USAGE, "%s är inget namn på en fil i justering/ eller justerat/", f->name);
		if (!f->bytes.p)
			git_index_remove(index, f->name, 0);
		else if (repo_write(r, f->bytes, GIT_OBJECT_BLOB, &id, err) ||
			 add_entry(r, index, f->name, &id, NULL, err))
			return -1;
	}
	return 0;
}

static int last_tree(struct repo *r, git_index *index, struct err *err)
{
	git_object *tree;
	int rc;

	if (repo_vet_tree(r, &r->tree, err) || repo_object(r, &r->tree, GIT_OBJECT_TREE, &tree, err))
		return -1;
	rc = git_index_read_tree(index, (git_tree *)tree);
	git_object_free(tree);
	return rc ? repo_fail(err, "historiken i %s går inte att läsa", r->folder) : 0;
}

int repo_tree_build(struct repo *r, const struct store_request *q, bool without_appendices, struct repo_tree *out,
	struct err *err)
{
	git_oid id;

	*out = (struct repo_tree){0};
	if (git_index_new(&out->index))
		return repo_fail(err, "%s: versionen kunde inte göras", r->folder);
	if (r->has_tip && last_tree(r, out->index, err))
		return -1;
	if (q->text.p && (repo_write(r, q->text, GIT_OBJECT_BLOB, &id, err) ||
				 add_entry(r, out->index, REPO_DRAFT, &id, NULL, err)))
		return -1;
	if (add_files(r, q, out->index, err) || (!without_appendices && add_appendices(r, out->index, err)))
		return -1;
	if (git_index_write_tree_to(&out->id, out->index, r->git))
		return repo_fail(err, "%s: versionen kunde inte sparas", r->folder);
	return repo_vet_tree(r, &out->id, err);
}

void repo_tree_release(struct repo_tree *t)
{
	git_index_free(t->index);
	t->index = NULL;
}

static int write_work_file(struct repo *r, const char *name, struct span bytes, struct err *err)
{
	char *path = fs_join(r->folder, name);
	char *dir = fs_dirname(path);
	struct str now = STR_INIT;
	int rc = 0;

	if (!bytes.p) {
		rc = fs_remove(path, err);
		rmdir(dir); /* when it was the last file there */
	} else if (fs_read(path, &now, NULL) || !span_eq(str_span(&now), bytes)) {
		rc = fs_mkdirs(dir, err) ? -1 : fs_write_atomic(path, bytes.p, bytes.n, 0600, err);
	}
	str_release(&now);
	free(dir);
	free(path);
	return rc;
}

/* Stat data of the entry as it stands on disk: of what was just written or
 * scanned, or of the index before when the file is the same one. */
static void fill_stat(struct repo *r, const struct store_request *q, git_index *old, git_index_entry *e)
{
	const git_index_entry *was = old ? git_index_get_bypath(old, e->path, 0) : NULL;
	bool ours = q->op != STORE_PURGE && strcmp(e->path, REPO_DRAFT) == 0;
	char *path;
	struct stat st;

	if (e->file_size || e->mtime.seconds)
		return;
	for (size_t i = 0; i < q->nfiles && !ours; i++)
		ours = strcmp(e->path, q->file[i].name) == 0;
	path = fs_join(r->folder, e->path);
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
		(ours || (was && git_oid_equal(&was->id, &e->id) && same_stat(was, &st))))
		set_stat(e, &st);
	free(path);
}

static int write_index(struct repo *r, const struct store_request *q, struct repo_tree *t)
{
	git_index *disk, *old = NULL;
	int rc = git_repository_index(&disk, r->git);

	if (rc) {
		/* an index that can't be read holds nothing of value: it is made again */
		char *path = repo_path(r, "index");

		if (repo_set_aside(r->gitdir, path, NULL) == 0)
			rc = git_repository_index(&disk, r->git);
		free(path);
		if (rc)
			return rc;
	}
	rc = git_index_new(&old);
	for (size_t i = 0; rc == 0 && i < git_index_entrycount(disk); i++)
		rc = git_index_add(old, git_index_get_byindex(disk, i));
	if (rc == 0)
		rc = git_index_clear(disk);
	for (size_t i = 0; rc == 0 && i < git_index_entrycount(t->index); i++) {
		git_index_entry e = *git_index_get_byindex(t->index, i);

		fill_stat(r, q, old, &e);
		rc = git_index_add(disk, &e);
	}
	if (rc == 0)
		rc = git_index_write(disk);
	git_index_free(old);
	git_index_free(disk);
	return rc;
}

int repo_tree_checkout(struct repo *r, const struct store_request *q, struct repo_tree *t, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < q->nfiles; i++)
		rc = write_work_file(r, q->file[i].name, q->file[i].bytes, err);
	if (rc == 0 && r->has_draft)
		rc = write_work_file(r, REPO_DRAFT, str_span(&r->text), err);
	if (rc)
		return -1;
	return repo_write_index(r, q, t, err);
}

int repo_write_index(struct repo *r, const struct store_request *q, struct repo_tree *t, struct err *err)
{
	int rc;

	/* another program may look at the index just now */
	for (unsigned i = 0; (rc = write_index(r, q, t)) && i < 5; i++)
		usleep(10000U << i);
	return rc ? repo_fail(err, "%s: förteckningen över filer kunde inte skrivas", r->folder) : 0;
}
