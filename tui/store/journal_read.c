/* journal_read: the parts of a journal as they stand on disk. Any bytes may
 * stand there: nothing is believed before its checksum and its form are right.
 * Knows no text (journal_replay.c) and never writes. */
#include "store/journal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/pack.h"
#include "base/u8.h"
#include "store/journal_inner.h"

#define EDIT_MIN 3          /* bytes of an edit in a record, without what it inserts */
#define RECORD_MIN (JOURNAL_FRAME + 2)
#define NEAR 16             /* so far behind a bad record its neighbour need not vouch for one */
#define SEARCH_FACTOR 64    /* bytes hashed in the search for good records, per byte of the file */

/* ------------------------------------------------------------- one record */

/* A record taken apart; points into the part. */
struct raw {
	unsigned type;              /* RECORD_GROUP ... */
	bool joined, typed, back, clock;
	int64_t time;               /* with clock: ms UTC, else since the record before */
	size_t before, after, n;    /* of the edits */
	struct unpack edits;        /* at, deleted, length; n times */
	struct span bytes;          /* inserted; the id of a CHECKPOINT */
	size_t size;                /* with its frame */
};

static uint32_t le32(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Does a record fit at p, and which: *seq its number's low 32 bits. */
static bool frame_fits(const char *p, size_t n, uint64_t salt, uint32_t *seq, size_t *size)
{
	uint32_t mark, len;

	if (n < RECORD_MIN)
		return false;
	mark = le32(p);
	len = le32(p + 4);
	if (len < RECORD_MIN - JOURNAL_FRAME || len > n - JOURNAL_FRAME)
		return false;
	*seq = (mark - (uint32_t)checksum(p + 4, (size_t)len + 4, salt)) * JOURNAL_UNMIX;
	*size = JOURNAL_FRAME + len;
	return true;
}

static bool kind_fits(unsigned char c)
{
	unsigned type = c & RECORD_TYPE;

	if (type >= RECORD_TYPES)
		return false;
	if ((c & (RECORD_JOINED | RECORD_TYPED)) && type != RECORD_GROUP)
		return false;
	return !(c & RECORD_BACK) || type == RECORD_UNDO || type == RECORD_REDO ||
	       (type == RECORD_GROUP && (c & RECORD_JOINED));
}

static bool has_edits(const struct raw *r)
{
	return r->type == RECORD_GROUP || (r->back && r->type <= RECORD_REDO);
}

/* The lengths must add up to just the bytes that follow. */
static bool edits_fit(struct raw *r, struct unpack u)
{
	size_t sum = 0;

	if (u.bad || r->n == 0 || r->n > u.n / EDIT_MIN)
		return false;
	r->edits = u;
	for (size_t i = 0; i < r->n; i++) {
		uint64_t at = unpack_varint(&u), del = unpack_varint(&u), ins = unpack_varint(&u);

		if (u.bad || at > SIZE_MAX / 4 || del > SIZE_MAX / 4 || ins > r->edits.n - sum)
			return false;
		sum += (size_t)ins;
	}
	r->bytes = span_make(u.p, u.n);
	return sum == u.n;
}

static bool typing_fits(struct raw *r, struct unpack u)
{
	r->before = (size_t)unpack_varint(&u);
	r->bytes = span_make(u.p, u.n);
	r->after = r->before + u.n;
	r->n = 1;
	return !u.bad && u.n > 0 && r->before <= SIZE_MAX / 4;
}

static bool fields_fit(struct raw *r, struct unpack u)
{
	if (r->typed)
		return typing_fits(r, u);
	if (has_edits(r)) {
		r->before = (size_t)unpack_varint(&u);
		r->after = (size_t)unpack_varint(&u);
		r->n = (size_t)unpack_varint(&u);
		return edits_fit(r, u);
	}
	if (r->type == RECORD_CHECKPOINT) {
		r->bytes = span_make(u.p, u.n);
		return u.n < STORE_ID_SIZE && (u.n == 0 || !memchr(u.p, '\0', u.n));
	}
	if (r->type == RECORD_CURSOR)
		r->after = (size_t)unpack_varint(&u);
	return !u.bad && u.n == 0;
}

/* `p` is a whole record of `size` bytes whose checksum fits. */
static bool raw_read(struct raw *r, const char *p, size_t size)
{
	struct unpack u = unpack_of(p + JOURNAL_FRAME + 1, size - JOURNAL_FRAME - 1);
	unsigned char c = (unsigned char)p[JOURNAL_FRAME];

	*r = (struct raw){.type = c & RECORD_TYPE, .size = size};
	r->joined = c & RECORD_JOINED;
	r->typed = c & RECORD_TYPED;
	r->back = c & RECORD_BACK;
	r->clock = c & RECORD_CLOCK;
	if (!kind_fits(c))
		return false;
	r->time = r->clock ? unpack_i64(&u) : (int64_t)unpack_varint(&u);
	if (u.bad || r->time > (r->clock ? JOURNAL_MS_MAX : JOURNAL_STEP_MAX) ||
		r->time < (r->clock ? -JOURNAL_MS_MAX : 0))
		return false;
	return fields_fit(r, u);
}

/* The record with number `seq` at `at` of the part; false when another or
 * nothing whole stands there. */
static bool raw_at(const struct journal_part *p, size_t at, uint64_t seq, struct raw *r)
{
	uint32_t low;
	size_t size;

	return frame_fits(p->bytes.buf + at, p->bytes.len - at, p->salt, &low, &size) && low == (uint32_t)seq &&
	       raw_read(r, p->bytes.buf + at, size);
}

static const enum text_op_kind kinds[] = {
	[RECORD_GROUP] = TEXT_OP_GROUP, [RECORD_UNDO] = TEXT_OP_UNDO, [RECORD_REDO] = TEXT_OP_REDO};

/* ---------------------------------------------------------------- damage */

struct search {
	const struct journal_part *p;
	size_t bad;                 /* where the first bad record stands */
	uint64_t budget;            /* bytes that may still be hashed */
	size_t next;                /* where text goes on that was inserted last */
};

/* A record behind the bad one has a number from `seq` on, and not more than
 * fit in between; its neighbour, or the end of the file, must agree. */
static bool found_at(struct search *s, size_t at, uint64_t seq, uint64_t *found, struct raw *r)
{
	const struct str *b = &s->p->bytes;
	uint32_t low, next;
	size_t size, more;
	uint64_t ahead;

	if (!kind_fits((unsigned char)b->buf[at + JOURNAL_FRAME]) ||
		!frame_fits(b->buf + at, b->len - at, s->p->salt, &low, &size))
		return false;
	s->budget = s->budget > size ? s->budget - size : 0;
	ahead = (uint32_t)(low - (uint32_t)seq);
	if (ahead > 1 + (at - s->bad) / RECORD_MIN || !raw_read(r, b->buf + at, size))
		return false;
	*found = seq + ahead;
	if (ahead <= NEAR || at + size == b->len)
		return true;
	return frame_fits(b->buf + at + size, b->len - at - size, s->p->salt, &next, &more) && next == low + 1;
}

static bool find(struct search *s, size_t *at, uint64_t seq, uint64_t *found, struct raw *r)
{
	const struct str *b = &s->p->bytes;

	for (; b->len - *at >= RECORD_MIN && s->budget; ++*at)
		if (found_at(s, *at, seq, found, r))
			return true;
	return false;
}

/* What stands apart in the text is put on a line of its own. */
static void add_typed(struct search *s, struct str *typed, const struct raw *r)
{
	struct unpack u = r->edits;
	struct span rest = r->bytes;

	for (size_t i = 0; r->type == RECORD_GROUP && i < r->n; i++) {
		size_t at = r->before, n = rest.n;

		if (!r->typed) {
			at = (size_t)unpack_varint(&u);
			unpack_varint(&u);
			n = (size_t)unpack_varint(&u);
		}
		if (n && typed->len && at != s->next && typed->buf[typed->len - 1] != '\n')
			str_addc(typed, '\n');
		str_addspan(typed, span_sub(rest, 0, n));
		rest = span_from(rest, n);
		s->next = at + n;
	}
}

/* Good records behind the first bad one make the difference between a tail that
 * was never acknowledged and damage. */
static void look_behind(struct journal_part *p)
{
	struct search s = {p, p->good, (uint64_t)p->bytes.len * SEARCH_FACTOR + JOURNAL_PART_MAX, 0};
	size_t at = p->good;
	uint64_t seq = p->records + 1, found;
	struct raw r;

	while (find(&s, &at, seq, &found, &r)) {
		p->lost++;
		add_typed(&s, &p->typed, &r);
		at += r.size;
		seq = found + 1;
	}
	/* not all could be searched: then nothing may be cut off */
	p->state = p->lost || !s.budget ? JOURNAL_DAMAGED : JOURNAL_TORN;
}

/* ----------------------------------------------------------------- parts */

static int number_of(const char *name)
{
	size_t n = strspn(name, "0123456789");
	long v;

	if (n < 1 || n > 9 || name[0] == '0' || strcmp(name + n, ".journal") != 0 || !span_int(span_make(name, n), &v))
		return 0;
	return (int)v;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

size_t journal_parts(const char *dir, int **out)
{
	struct strlist names = {NULL, 0, 0};
	size_t n = 0;

	*out = NULL;
	if (!journal_dir_ours(dir) || fs_list(dir, &names, NULL))
		return 0;
	*out = mem_array(names.n + 1, sizeof **out);
	for (size_t i = 0; i < names.n; i++) {
		int number = number_of(names.v[i]);

		if (number)
			(*out)[n++] = number;
	}
	qsort(*out, n, sizeof **out, by_number);
	strlist_release(&names);
	return n;
}

static bool header_fits(const char *p)
{
	struct unpack u = unpack_of(p + JOURNAL_HEADER - 8, 8);

	return (uint64_t)unpack_i64(&u) == checksum(p, JOURNAL_HEADER - 8, 0);
}

/* Header and base. */
static bool read_head(struct journal_part *p)
{
	struct unpack u = unpack_of(str_c(&p->bytes), p->bytes.len);
	size_t magic = sizeof JOURNAL_MAGIC - 1;
	uint64_t n, sum;

	if (u.n < JOURNAL_HEADER || memcmp(u.p, JOURNAL_MAGIC, magic) != 0)
		return false;
	u.p += magic;
	u.n -= magic;
	p->salt = (uint64_t)unpack_i64(&u);
	p->began = p->ended = unpack_i64(&u);
	n = (uint64_t)unpack_i64(&u);
	sum = (uint64_t)unpack_i64(&u);
	unpack_i64(&u); /* see header_fits */
	if (!header_fits(p->bytes.buf) || n > u.n ||
		p->began > JOURNAL_MS_MAX || p->began < -JOURNAL_MS_MAX)
		return false;
	p->base = span_make(u.p, (size_t)n);
	p->records_at = p->good = JOURNAL_HEADER + (size_t)n;
	return checksum(u.p, (size_t)n, p->salt) == sum;
}

/* Without a header nothing can be told apart: the letters of what stands there. */
static void add_letters(struct str *out, struct span s)
{
	for (size_t i = 0; i < s.n;) {
		int32_t cp;
		size_t n = u8_decode(s.p + i, s.n - i, &cp);

		if (cp == '\n' || (cp >= 0 && !u8_control(cp)))
			str_add(out, s.p + i, n);
		i += n;
	}
}

/* A part that was written whole once but does not begin right: what stands in it
 * is for a person to read. One that is shorter than its base was never begun. */
static void spoilt(struct journal_part *p)
{
	struct str typed = STR_INIT;

	if (p->records_at) {
		str_addspan(&typed, p->base);
		if (p->good < p->bytes.len)
			look_behind(p);
		if (p->typed.len && typed.len && typed.buf[typed.len - 1] != '\n')
			str_addc(&typed, '\n');
		str_addspan(&typed, str_span(&p->typed));
	} else if (p->bytes.len > JOURNAL_HEADER && !header_fits(p->bytes.buf)) {
		add_letters(&typed, span_from(str_span(&p->bytes), JOURNAL_HEADER));
	}
	str_release(&p->typed);
	p->typed = typed;
	p->state = JOURNAL_ABSENT;
	p->base = SPAN_NONE;
	p->records_at = p->good = 0;
	p->records = 0;
}

/* All good records from p->good on. */
static void read_records(struct journal_part *p)
{
	struct raw r;

	while (raw_at(p, p->good, p->records + 1, &r)) {
		p->good += r.size;
		p->records++;
		p->ended = r.clock ? r.time : p->ended + r.time;
		if (r.type <= RECORD_REDO)
			journal_count(&p->undo, &p->redo, kinds[r.type], r.joined);
	}
}

void journal_part_take(struct journal_part *p)
{
	p->state = JOURNAL_ABSENT;
	if (read_head(p)) {
		p->state = JOURNAL_WHOLE;
		read_records(p);
		if (p->good < p->bytes.len)
			look_behind(p);
	} else {
		spoilt(p);
		str_release(&p->bytes);
	}
}

void journal_part_read(struct journal_part *p, const char *dir, int number)
{
	char *path = journal_part_path(dir, number);

	*p = (struct journal_part){.number = number, .dir = mem_strdup(dir)};
	if (journal_dir_ours(dir) && fs_read(path, &p->bytes, NULL) == 0)
		journal_part_take(p);
	else
		str_release(&p->bytes);
	free(path);
}

void journal_part_release(struct journal_part *p)
{
	str_release(&p->bytes);
	str_release(&p->typed);
	free(p->dir);
	*p = (struct journal_part){.number = 0};
}

/* ---------------------------------------------------------------- reader */

static void put_edits(struct journal_reader *r, const struct raw *raw)
{
	struct unpack u = raw->edits;
	struct span rest = raw->bytes;

	if (r->cedit < raw->n) {
		r->edit = mem_resize(r->edit, raw->n, sizeof *r->edit);
		r->cedit = raw->n;
	}
	for (size_t i = 0; i < raw->n; i++) {
		struct text_op_edit *e = &r->edit[i];
		size_t n;

		if (raw->typed) {
			*e = (struct text_op_edit){raw->before, 0, rest};
			return;
		}
		e->at = (size_t)unpack_varint(&u);
		e->del = (size_t)unpack_varint(&u);
		n = (size_t)unpack_varint(&u);
		e->ins = span_sub(rest, 0, n);
		rest = span_from(rest, n);
	}
}

static void put_op(struct journal_reader *r, const struct raw *raw, struct journal_record *out)
{
	enum text_op_kind kind = kinds[raw->type];

	if (has_edits(raw))
		put_edits(r, raw);
	out->type = JOURNAL_OP;
	out->back = raw->back;
	out->did = kind;
	out->joined = raw->joined;
	out->op = (struct text_op){
		.kind = raw->back ? TEXT_OP_GROUP : kind,
		.joined = raw->joined && !raw->back,
		.before = raw->before,
		.after = raw->after,
		.edit = raw->n ? r->edit : NULL,
		.n = raw->n,
	};
}

bool journal_next(struct journal_reader *r, struct journal_record *out)
{
	const struct journal_part *p = r->part;
	struct raw raw;

	if (p->state == JOURNAL_ABSENT)
		return false;
	if (r->at < p->records_at) {
		r->at = p->records_at;
		r->ms = p->began;
	}
	/* up to `good` the frames were looked at when the part was read */
	if (r->at >= p->good ||
		!raw_read(&raw, p->bytes.buf + r->at, JOURNAL_FRAME + le32(p->bytes.buf + r->at + 4)))
		return false;
	r->at += raw.size;
	r->ms = raw.clock ? raw.time : r->ms + raw.time;
	*out = (struct journal_record){.seq = ++r->seq, .ms = r->ms};
	if (raw.type <= RECORD_REDO) {
		put_op(r, &raw, out);
	} else if (raw.type == RECORD_CURSOR) {
		out->type = JOURNAL_CURSOR;
		out->cursor = raw.after;
	} else {
		out->type = JOURNAL_CHECKPOINT;
		memcpy(out->id, raw.bytes.p, raw.bytes.n);
	}
	return true;
}

void journal_reader_release(struct journal_reader *r)
{
	free(r->edit);
	*r = (struct journal_reader){.part = NULL};
}

/* ---------------------------------------------------------------- follow */

/* Has a part its base? While that is being written it has not. */
static bool began(const char *dir, int number, bool *there)
{
	char *path = journal_part_path(dir, number), head[JOURNAL_HEADER];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool whole = false;

	free(path);
	*there = fd >= 0;
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head) {
		struct unpack u = unpack_of(head + 32, 8);
		uint64_t n = (uint64_t)unpack_i64(&u);

		whole = n <= (uint64_t)st.st_size && (uint64_t)st.st_size - n >= JOURNAL_HEADER;
	}
	close(fd);
	return whole;
}

/* Numbers are given without gaps: the first that is missing is the last. */
static bool next_began(const struct journal_part *p, const char *dir)
{
	bool there = true, whole = false;

	for (int number = p->number + 1; there && !whole; number++)
		whole = began(dir, number, &there);
	return whole;
}

/* Reads again from the last good record on: a half-written one may have been cut
 * back and another put in its place. */
static bool read_more(struct journal_part *p, const char *path, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char buf[65536];
	ssize_t got = 0;

	if (fd < 0)
		return false;
	str_replace(&p->bytes, p->good, p->bytes.len - p->good, "", 0);
	while (p->bytes.len < size &&
		(got = pread(fd, buf, sizeof buf, (off_t)p->bytes.len)) > 0)
		str_add(&p->bytes, buf, (size_t)got);
	close(fd);
	p->base.p = p->bytes.buf + JOURNAL_HEADER;
	read_records(p);
	p->state = p->good < p->bytes.len ? JOURNAL_TORN : JOURNAL_WHOLE;
	return got >= 0;
}

int journal_follow(struct journal_part *p, struct journal_reader *r, const char *dir, struct journal_record *out)
{
	char *path;
	struct stat st;
	bool there, later;

	if (journal_next(r, out))
		return 1;
	if (p->state == JOURNAL_ABSENT)
		return -1;
	/* asked first: what is in this part then is all that it will ever hold */
	later = next_began(p, dir);
	path = journal_part_path(dir, p->number);
	there = stat(path, &st) == 0 && (size_t)st.st_size >= p->good;
	if (there && (size_t)st.st_size != p->bytes.len)
		there = read_more(p, path, (size_t)st.st_size);
	free(path);
	if (there && journal_next(r, out))
		return 1;
	return !there || later ? -1 : 0;
}
