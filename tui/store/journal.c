/* journal: the writer; see journal.h. Folder, lock, parts, records. The reader
 * is journal_read.c; nothing here reads a record. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "store/journal_inner.h"

#define JUMP_MS 1000            /* the clocks may differ by so much before it is written down */
#define KEEP_MAX ((size_t)1 << 20) /* storage kept for what waits */
#define TRIES 8

struct journal {
	char *dir;
	int lock;                 /* descriptor, -1: not held */
	int fd;                   /* of the part in use, -1: none */
	char *path;
	int number;
	uint64_t salt, seq;
	size_t base, size;        /* bytes of the base; of the file as far as it is right */
	bool uncut;               /* a half-written record stands behind `size` */
	struct str waiting;
	size_t unkept;            /* operations added while no part was in use */
	int64_t ms, mono;         /* of the last record: wall clock by the file, our clock */
	bool fresh;               /* we began the part, and nothing was done to the text since */
	bool idle;                /* ... and it only says that the text is the file's */
	bool tell_clock;          /* the next record carries the wall clock */
	uint64_t undo, redo;      /* see journal_count */
};

/* ------------------------------------------------------------ the folder */

char *journal_dir(const char *file, const char *opt_folder)
{
	char *dir, *name, *path;

	if (opt_folder)
		return fs_join(opt_folder, ".git/paragraf");
	dir = fs_dirname(file);
	name = str_format(".%s.paragraf", fs_basename(file));
	path = fs_join(dir, name);
	free(name);
	free(dir);
	return path;
}

static char *state_home(void)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	/* the standard says that a relative path is to be ignored */
	if (state && state[0] == '/')
		return fs_join(state, "paragraf");
	return home && home[0] == '/' ? fs_join(home, ".local/state/paragraf") : NULL;
}

char *journal_spare_dir(const char *file, int which)
{
	static const char *const shared[] = {"/dev/shm", "/tmp"};
	char *real = realpath(file, NULL), *path = real ? real : fs_absolute(file);
	char *name = str_format("%016llx", (unsigned long long)checksum(path, strlen(path), 0));
	char *state = state_home(), *dir = NULL;
	int nshared = (int)(sizeof shared / sizeof shared[0]);

	if (state && which-- == 0)
		dir = fs_join(state, name);
	else if (which >= 0 && which < nshared)
		dir = str_format("%s/paragraf-%lu-%s", shared[which], (unsigned long)geteuid(), name);
	free(state);
	free(name);
	free(path);
	return dir;
}

bool journal_dir_ours(const char *dir)
{
	struct stat st;

	return lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid();
}

char *journal_part_path(const char *dir, int number)
{
	return str_format("%s/%d.journal", dir, number);
}

/* Folders above it are made only in our own place for state: elsewhere a missing
 * one means that the draft is not where we think. */
static int make_dir(const char *dir, struct err *err)
{
	char *above = fs_dirname(dir);
	struct stat st;
	int rc = fs_mkdir(dir);

	if (rc && errno == ENOENT && strcmp(fs_basename(above), "paragraf") == 0 && fs_mkdirs(above, NULL) == 0)
		rc = fs_mkdir(dir);
	free(above);
	if (rc && errno != EEXIST)
		return err_sys(err, ERR_SYSTEM, errno, "journalens mapp %s går inte att skapa", dir);
	if (!journal_dir_ours(dir))
		return err_set(err, ERR_SYSTEM, "%s är ingen mapp av din egen; journalen skrivs inte där", dir);
	if (lstat(dir, &st) == 0 && (st.st_mode & 077) && chmod(dir, 0700))
		return err_sys(err, ERR_SYSTEM, errno, "%s kan läsas av andra; journalen skrivs inte där", dir);
	return 0;
}

/* ------------------------------------------------------------------ lock */

struct journal *journal_new(const char *dir)
{
	struct journal *j = mem_alloc(sizeof *j);

	j->dir = mem_strdup(dir);
	j->lock = j->fd = -1;
	return j;
}

/* The one who held it may have taken the file away between our open and our
 * lock: then we hold a file without a name, and try anew. */
static bool still_there(int fd, const char *path)
{
	struct stat a, b;

	return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev;
}

/* 0, 1 or -1 as journal_lock; 2: once more. */
static int try_lock(struct journal *j, const char *path, struct err *err)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = fs_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600), why;

	if (fd < 0)
		return errno == ENOENT ? 2 : err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
	if (fcntl(fd, F_OFD_SETLK, &l)) {
		why = errno;
		close(fd);
		if (why == EAGAIN || why == EACCES)
			return 1;
		return err_sys(err, ERR_SYSTEM, why, "%s går inte att låsa", path);
	}
	if (!still_there(fd, path)) {
		close(fd);
		return 2;
	}
	j->lock = fd;
	return 0;
}

int journal_lock(struct journal *j, struct err *err)
{
	char *path;
	int rc = 2;

	if (j->lock >= 0)
		return 0;
	path = fs_join(j->dir, JOURNAL_LOCK);
	for (int i = 0; i < TRIES && rc == 2; i++) {
		rc = make_dir(j->dir, err);
		if (rc == 0)
			rc = try_lock(j, path, err);
	}
	if (rc == 2)
		rc = err_set(err, ERR_SYSTEM, "%s går inte att låsa: filen försvinner", path);
	free(path);
	return rc;
}

/* ----------------------------------------------------------------- parts */

static void use_part(struct journal *j, int fd, int number, char *path)
{
	if (j->fd >= 0)
		close(j->fd);
	free(j->path);
	j->fd = fd;
	j->number = number;
	j->path = path;
	j->uncut = false;
	j->unkept = 0;
	j->fresh = j->idle = false;
	j->tell_clock = true;
	j->mono = clock_monotonic_ms();
	str_clear(&j->waiting);
}

/* The first number that is free; a part of any condition keeps its own. */
static int new_part(const char *dir, int *number, char **path, struct err *err)
{
	int *have, fd = -1;
	size_t n = journal_parts(dir, &have);

	*number = n ? have[n - 1] : 0;
	*path = NULL;
	free(have);
	for (int i = 0; i < TRIES && fd < 0; i++) {
		free(*path);
		*path = journal_part_path(dir, ++*number);
		fd = fs_open(*path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", *path);
	return fd;
}

static uint64_t new_salt(void)
{
	uint64_t salt = 0;

	if (getrandom(&salt, sizeof salt, GRND_NONBLOCK) != (ssize_t)sizeof salt)
		salt ^= (uint64_t)clock_now_ms() << 20 ^ (uint64_t)clock_monotonic_ms() << 40 ^ (uint64_t)getpid();
	return salt;
}

static void add_u64(struct str *out, uint64_t v)
{
	pack_i64(out, (int64_t)v);
}

static void add_header(struct str *out, uint64_t salt, int64_t began, struct span base)
{
	str_adds(out, JOURNAL_MAGIC);
	add_u64(out, salt);
	pack_i64(out, began);
	add_u64(out, base.n);
	add_u64(out, checksum(base.p, base.n, salt));
	add_u64(out, checksum(out->buf, out->len, 0));
}

int journal_begin(struct journal *j, struct span base, struct err *err)
{
	uint64_t salt = new_salt();
	int64_t began = clock_now_ms();
	struct str header = STR_INIT;
	int number, fd, rc = 0;
	char *path;

	if (make_dir(j->dir, err))
		return -1;
	/* so that the old part ends with this base, if that is still possible */
	if (j->fd >= 0)
		(void)!journal_flush(j, NULL);
	fd = new_part(j->dir, &number, &path, err);
	if (fd < 0) {
		free(path);
		return -1;
	}
	add_header(&header, salt, began, base);
	if (fs_append(fd, header.buf, header.len) || fs_append(fd, base.p, base.n)) {
		rc = err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
		close(fd);
		fs_remove(path, NULL);
		free(path);
	} else {
		use_part(j, fd, number, path);
		j->salt = salt;
		j->seq = j->undo = j->redo = 0;
		j->base = base.n;
		j->size = header.len + base.n;
		j->ms = began;
		j->fresh = true;
	}
	str_release(&header);
	return rc;
}

int journal_continue(struct journal *j, const struct journal_part *p, struct err *err)
{
	char *path = journal_part_path(j->dir, p->number);
	struct stat st;
	int fd;

	if (p->state != JOURNAL_WHOLE && p->state != JOURNAL_TORN) {
		err_set(err, ERR_STATE, "%s är skadad och skrivs inte mer", path);
		free(path);
		return -1;
	}
	fd = fs_open(path, O_WRONLY | O_APPEND | O_NOFOLLOW, 0);
	if (fd < 0) {
		err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
	} else if (fstat(fd, &st) || !S_ISREG(st.st_mode) || (size_t)st.st_size != p->bytes.len) {
		err_set(err, ERR_MOVED, "%s har ändrats av ett annat program", path);
	} else if (p->good < p->bytes.len && fs_cut(fd, p->good)) {
		err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", path);
	} else {
		use_part(j, fd, p->number, path);
		j->salt = p->salt;
		j->seq = p->records;
		j->base = p->base.n;
		j->size = p->good;
		j->ms = p->ended;
		j->undo = p->undo;
		j->redo = p->redo;
		return 0;
	}
	if (fd >= 0)
		close(fd);
	free(path);
	return -1;
}

bool journal_open(const struct journal *j)
{
	return j->fd >= 0;
}

/* --------------------------------------------------------------- records */

bool journal_count(uint64_t *undo, uint64_t *redo, enum text_op_kind kind, bool joined)
{
	bool back = kind == TEXT_OP_GROUP ? joined && *undo == 0
		    : kind == TEXT_OP_UNDO ? *undo == 0
					   : *redo == 0;

	if (kind == TEXT_OP_GROUP)
		*undo += !joined;
	else if (!back)
		*undo = kind == TEXT_OP_UNDO ? *undo - 1 : *undo + 1;
	*redo = kind == TEXT_OP_GROUP || back ? 0 : kind == TEXT_OP_UNDO ? *redo + 1 : *redo - 1;
	return back;
}

/* Makes room for the frame and says type and time. Returns where it begins. By
 * the fixed clock of a script the same keys give the same records. */
static size_t begin_record(struct journal *j, unsigned type)
{
	int64_t wall = clock_now_ms(), mono = clock_fixed() ? wall : clock_monotonic_ms();
	int64_t step = clock_fixed() ? wall - j->ms : mono - j->mono;
	int64_t off = wall - (j->ms + step);
	size_t at = j->waiting.len;

	if (off > JUMP_MS || off < -JUMP_MS || step < 0 || step >= JOURNAL_STEP_MAX)
		j->tell_clock = true;
	str_add(&j->waiting, "\0\0\0\0\0\0\0", JOURNAL_FRAME);
	str_addc(&j->waiting, (char)(type | (j->tell_clock ? RECORD_CLOCK : 0)));
	if (j->tell_clock)
		pack_i64(&j->waiting, wall);
	else
		pack_varint(&j->waiting, (uint64_t)step);
	j->ms = j->tell_clock ? wall : j->ms + step;
	j->mono = mono;
	j->tell_clock = false;
	return at;
}

static void put_u32(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(v >> (8 * i) & 0xFF);
}

static void end_record(struct journal *j, size_t at)
{
	char *p = j->waiting.buf + at;
	size_t n = j->waiting.len - at - JOURNAL_FRAME;

	put_u32(p + 4, (uint32_t)n);
	put_u32(p, (uint32_t)checksum(p + 4, n + 4, j->salt) + (uint32_t)++j->seq * JOURNAL_MIX);
}

static bool is_typing(const struct text_op *op)
{
	const struct text_op_edit *e = op->edit;

	return op->n == 1 && e->del == 0 && op->before == e->at && op->after == e->at + e->ins.n;
}

static void add_edits(struct str *out, const struct text_op *op)
{
	pack_varint(out, op->before);
	pack_varint(out, op->after);
	pack_varint(out, op->n);
	for (size_t i = 0; i < op->n; i++) {
		pack_varint(out, op->edit[i].at);
		pack_varint(out, op->edit[i].del);
		pack_varint(out, op->edit[i].ins.n);
	}
	for (size_t i = 0; i < op->n; i++)
		str_addspan(out, op->edit[i].ins);
}

void journal_add(struct journal *j, const struct text_op *op)
{
	static const unsigned types[] = {
		[TEXT_OP_GROUP] = RECORD_GROUP, [TEXT_OP_UNDO] = RECORD_UNDO, [TEXT_OP_REDO] = RECORD_REDO};
	bool group = op->kind == TEXT_OP_GROUP, joined = group && op->joined;
	unsigned type = types[op->kind];
	bool back;
	size_t at;

	if (j->fd < 0) {
		j->unkept++;
		return;
	}
	j->fresh = j->idle = false;
	back = journal_count(&j->undo, &j->redo, op->kind, joined);
	type |= joined ? RECORD_JOINED : 0;
	type |= back ? RECORD_BACK : 0;
	type |= group && is_typing(op) ? RECORD_TYPED : 0;
	at = begin_record(j, type);
	if (type & RECORD_TYPED) {
		pack_varint(&j->waiting, op->edit->at);
		str_addspan(&j->waiting, op->edit->ins);
	} else if (group || back) {
		add_edits(&j->waiting, op);
	}
	end_record(j, at);
}

void journal_add_checkpoint(struct journal *j, const char *opt_id)
{
	size_t at;

	if (j->fd < 0)
		return;
	j->idle = j->fresh && !(opt_id && *opt_id);
	j->fresh = j->idle;
	at = begin_record(j, RECORD_CHECKPOINT);
	str_add(&j->waiting, opt_id ? opt_id : "", opt_id ? strnlen(opt_id, STORE_ID_SIZE - 1) : 0);
	end_record(j, at);
}

void journal_add_cursor(struct journal *j, size_t cursor)
{
	size_t at;

	if (j->fd < 0)
		return;
	at = begin_record(j, RECORD_CURSOR);
	pack_varint(&j->waiting, cursor);
	end_record(j, at);
}

int journal_flush(struct journal *j, struct err *err)
{
	int why;

	if (j->fd < 0 && j->unkept)
		return err_set(err, ERR_SYSTEM, "%s: ingen journal skrivs; spara texten", j->dir);
	if (j->waiting.len == 0)
		return 0;
	if (j->uncut && fs_cut(j->fd, j->size))
		return err_sys(err, ERR_SYSTEM, errno, "%s går inte att skriva", j->path);
	j->uncut = false;
	if (fs_append(j->fd, j->waiting.buf, j->waiting.len)) {
		why = errno;
		j->uncut = fs_cut(j->fd, j->size) != 0;
		return err_sys(err, ERR_SYSTEM, why, "%s går inte att skriva", j->path);
	}
	j->size += j->waiting.len;
	if (j->waiting.cap > KEEP_MAX)
		str_release(&j->waiting);
	str_clear(&j->waiting);
	return 0;
}

size_t journal_waiting(const struct journal *j)
{
	return j->waiting.len + j->unkept;
}

bool journal_full(const struct journal *j)
{
	size_t records = j->size + j->waiting.len - j->base;

	return j->fd >= 0 && records > JOURNAL_PART_MAX && records > j->base;
}

const char *journal_path(const struct journal *j)
{
	return j->fd >= 0 ? j->path : NULL;
}

size_t journal_size(const struct journal *j)
{
	return j->fd >= 0 ? j->size : 0;
}

/* ------------------------------------------------------------------- end */

static void remove_lock(const struct journal *j)
{
	char *path = fs_join(j->dir, JOURNAL_LOCK);

	/* while we hold it: who opened it meanwhile finds it gone and begins anew */
	fs_remove(path, NULL);
	rmdir(j->dir); /* refuses when anything else is there */
	free(path);
}

void journal_free(struct journal *j)
{
	int *have;

	if (!j)
		return;
	if (j->fd >= 0) {
		if (j->idle)
			fs_remove(j->path, NULL);
		else
			(void)!journal_flush(j, NULL); /* a failure was said when it was tried before */
		close(j->fd);
	}
	if (j->lock >= 0) {
		if (journal_parts(j->dir, &have) == 0)
			remove_lock(j);
		free(have);
		close(j->lock);
	}
	str_release(&j->waiting);
	free(j->path);
	free(j->dir);
	free(j);
}

int journal_forget(struct journal *j, struct err *err)
{
	int *have, rc = 0;
	size_t n = journal_parts(j->dir, &have);

	if (j->fd >= 0)
		close(j->fd);
	j->fd = -1;
	j->unkept = 0;
	str_release(&j->waiting);
	for (size_t i = 0; i < n; i++) {
		char *path = journal_part_path(j->dir, have[i]);

		/* all that can be removed are, the first reason is told */
		if (fs_remove(path, rc ? NULL : err))
			rc = -1;
		free(path);
	}
	free(have);
	return rc;
}

void journal_discard(const char *dir)
{
	struct journal *j;

	if (!fs_is_dir(dir))
		return;
	j = journal_new(dir);
	if (journal_lock(j, NULL) == 0)
		(void)!journal_forget(j, NULL);
	journal_free(j);
}
