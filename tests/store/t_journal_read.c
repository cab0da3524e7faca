/* journal_read: always exactly the right prefix, whatever happened to the file. */
#include "store/journal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/checksum.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/pack.h"
#include "journal_help.h"

/* A journal of about 100 records, its bytes, and where each record ends. */
struct sample {
	struct work w;
	char *path;
	struct str bytes;
	struct str text[200]; /* after that many records */
	size_t end[200], n;
};

static void sample_add(struct sample *s)
{
	s->text[s->n] = (struct str)STR_INIT;
	str_addspan(&s->text[s->n], text_bytes(s->w.t));
	s->end[s->n++] = journal_size(s->w.j);
}

static void sample_init(struct sample *s, unsigned long seed)
{
	*s = (struct sample){.w = work_new("§ 1\nEn text att börja med.\n")};
	s->path = mem_strdup(journal_path(s->w.j));
	s->w.seed = seed;
	sample_add(s);
	while (s->n <= 100) {
		struct text_op op;

		work_step(&s->w);
		/* one at a time, so that each has its place */
		while (s->n < 150 && text_next_op(s->w.t, &op)) {
			struct str now = STR_INIT;

			journal_add(s->w.j, &op);
			CHECK_INT(journal_flush(s->w.j, NULL), 0);
			/* the text between two undos of one step is not at hand: replay says it */
			str_addspan(&now, str_span(&s->text[s->n - 1]));
			for (size_t i = 0; i < op.n; i++)
				str_replace(&now, op.edit[i].at, op.edit[i].del, op.edit[i].ins.p, op.edit[i].ins.n);
			s->text[s->n] = now;
			s->end[s->n++] = journal_size(s->w.j);
		}
	}
	CHECK(span_eq(str_span(&s->text[s->n - 1]), text_bytes(s->w.t)));
	CHECK_INT(fs_read(s->path, &s->bytes, NULL), 0);
	CHECK_INT(s->bytes.len, s->end[s->n - 1]);
}

static void sample_release(struct sample *s)
{
	for (size_t i = 0; i < s->n; i++)
		str_release(&s->text[i]);
	str_release(&s->bytes);
	free(s->path);
	work_free(&s->w);
}

static void put(const char *path, const char *p, size_t n)
{
	FILE *f = fopen(path, "wb");

	CHECK(f && fwrite(p, 1, n, f) == n);
	if (f)
		fclose(f);
}

/* How many whole records stand before byte `at`. */
static size_t before(const struct sample *s, size_t at)
{
	size_t k = 0;

	while (k + 1 < s->n && s->end[k + 1] <= at)
		k++;
	return k;
}

/* Reading gives just the first k records and the text they lead to. */
static bool gives(const struct sample *s, size_t k, enum journal_state state)
{
	struct journal_part p;
	struct text *t;
	size_t cursor;
	bool ok;

	journal_part_read(&p, s->w.dir, 1);
	t = journal_replay(&p, INT64_MAX, &cursor);
	ok = p.state == state && p.records == k && p.good == s->end[k] && t &&
	     span_eq(text_bytes(t), str_span(&s->text[k])) && cursor <= text_bytes(t).n;
	if (!ok)
		printf("state %d not %d, records %d not %d\n", (int)p.state, (int)state, (int)p.records, (int)k);
	text_free(t);
	journal_part_release(&p);
	return ok;
}

static bool absent(const struct sample *s)
{
	struct journal_part p;
	bool ok;

	journal_part_read(&p, s->w.dir, 1);
	ok = p.state == JOURNAL_ABSENT && journal_replay(&p, INT64_MAX, NULL) == NULL;
	journal_part_release(&p);
	return ok;
}

TEST(cut_at_every_byte)
{
	struct sample s;

	sample_init(&s, 4711);
	for (size_t n = 0; n <= s.bytes.len; n++) {
		size_t k = before(&s, n);

		put(s.path, s.bytes.buf, n);
		if (n < s.end[0] ? !absent(&s) : !gives(&s, k, n == s.end[k] ? JOURNAL_WHOLE : JOURNAL_TORN)) {
			printf("cut at %d of %d\n", (int)n, (int)s.bytes.len);
			CHECK_FAIL("not the right prefix");
		}
	}
	sample_release(&s);
}

TEST(every_bit_flipped)
{
	struct sample s;

	sample_init(&s, 815);
	for (size_t bit = 0; bit < 8 * s.bytes.len; bit++) {
		size_t at = bit / 8, k = before(&s, at);
		bool last = k + 2 >= s.n, ok;

		s.bytes.buf[at] = (char)(s.bytes.buf[at] ^ 1 << bit % 8);
		put(s.path, s.bytes.buf, s.bytes.len);
		ok = at < s.end[0] ? absent(&s) : gives(&s, k, last ? JOURNAL_TORN : JOURNAL_DAMAGED);
		s.bytes.buf[at] = (char)(s.bytes.buf[at] ^ 1 << bit % 8);
		if (!ok) {
			printf("bit %d, record %d of %d\n", (int)bit, (int)k + 1, (int)s.n - 1);
			CHECK_FAIL("not the right prefix");
		}
	}
	sample_release(&s);
}

TEST(zeroed_and_foreign_tails)
{
	struct sample s, old;
	struct str b = STR_INIT;

	sample_init(&s, 12);
	sample_init(&old, 13);
	for (size_t at = s.end[0]; at < s.bytes.len; at += 7) {
		size_t k = before(&s, at);

		/* zeros from some byte on, as a file system leaves them */
		str_clear(&b);
		str_add(&b, s.bytes.buf, s.bytes.len);
		memset(b.buf + at, 0, b.len - at);
		put(s.path, b.buf, b.len);
		if (k + 1 < s.n && memcmp(b.buf, s.bytes.buf, s.end[k + 1]) == 0)
			k++; /* the record ended with zeros */
		CHECK(gives(&s, k, s.end[k] == b.len ? JOURNAL_WHOLE : JOURNAL_TORN));
		/* records of another journal in their place */
		str_clear(&b);
		k = before(&s, at);
		str_add(&b, s.bytes.buf, s.end[k]);
		str_addspan(&b, span_sub(str_span(&old.bytes), old.end[k < 90 ? k : 0], 200));
		put(s.path, b.buf, b.len);
		CHECK(gives(&s, k, JOURNAL_TORN));
	}
	str_release(&b);
	sample_release(&s);
	sample_release(&old);
}

TEST(a_record_twice_or_left_out_or_moved)
{
	struct sample s;
	struct str b = STR_INIT;

	sample_init(&s, 99);
	for (size_t k = 0; k + 1 < s.n; k++) {
		size_t from = s.end[k], to = s.end[k + 1];
		bool last = k + 2 == s.n;

		str_clear(&b);
		str_add(&b, s.bytes.buf, to);
		str_add(&b, s.bytes.buf + from, s.bytes.len - from);
		put(s.path, b.buf, b.len);
		CHECK(gives(&s, k + 1, last ? JOURNAL_TORN : JOURNAL_DAMAGED));
		if (last)
			break;
		str_clear(&b);
		str_add(&b, s.bytes.buf, from);
		str_add(&b, s.bytes.buf + to, s.bytes.len - to);
		put(s.path, b.buf, b.len);
		CHECK(gives(&s, k, JOURNAL_DAMAGED));
	}
	str_release(&b);
	sample_release(&s);
}

/* Typing "ett två tre" and "fyra" further up; the record of the first "t" of
 * "två" goes bad. */
TEST(what_was_typed_after_the_damage)
{
	struct work w = work_new("\n");
	const char *typed = "ett tva tre";
	struct str b = STR_INIT;
	struct journal_part p;
	size_t at[16];
	char *path = mem_strdup(journal_path(w.j));

	for (size_t i = 0; typed[i]; i++) {
		at[i] = journal_size(w.j);
		text_replace(w.t, 1 + i, 0, span_make(typed + i, 1));
		work_flush(&w);
	}
	CHECK(text_undo(w.t, &w.cursor)); /* puts nothing in */
	text_replace(w.t, 0, 0, span_of("fyra"));
	text_replace(w.t, 0, 1, SPAN_NONE);
	work_flush(&w);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.lost, 0);
	CHECK_INT(p.typed.len, 0);
	journal_part_release(&p);
	CHECK_INT(fs_read(path, &b, NULL), 0);
	b.buf[at[4] + 9] ^= 1;
	put(path, b.buf, b.len);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.state, JOURNAL_DAMAGED);
	CHECK_INT(p.records, 4);
	CHECK_INT(p.lost, 6 + 3);
	CHECK_SPAN(str_span(&p.typed), "va tre\nfyra");
	CHECK_INT(journal_continue(w.j, &p, NULL), -1);
	journal_part_release(&p);
	/* two bad places */
	b.buf[at[8] + 9] ^= 1;
	put(path, b.buf, b.len);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.lost, 5 + 3);
	CHECK_SPAN(str_span(&p.typed), "va \nre\nfyra");
	journal_part_release(&p);
	str_release(&b);
	free(path);
	work_free(&w);
}

TEST(a_typed_letter_takes_15_bytes)
{
	struct work w = work_new("");
	struct str big = STR_INIT;
	size_t before_it;

	str_addrep(&big, "x", 300000);
	text_replace(w.t, 0, 0, str_span(&big));
	work_flush(&w);
	for (int i = 0; i < 200; i++) {
		before_it = journal_size(w.j);
		text_group_join(w.t);
		text_group_begin(w.t, 1000);
		text_replace(w.t, 1000, 0, span_of(i % 2 ? "a" : "å"));
		text_group_end(w.t, i % 2 ? 1001 : 1002);
		work_flush(&w);
		/* only the first of a session carries the wall clock */
		CHECK(journal_size(w.j) - before_it <= 16);
	}
	str_release(&big);
	work_free(&w);
}

static int64_t last_time(struct work *w)
{
	struct journal_part p;
	struct journal_reader r = {.part = &p};
	struct journal_record rec = {.ms = -1};
	int64_t ended;

	journal_part_read(&p, w->dir, 1);
	while (journal_next(&r, &rec))
		;
	ended = p.ended;
	journal_reader_release(&r);
	journal_part_release(&p);
	CHECK_INT(rec.ms, ended);
	return ended;
}

TEST(times_follow_the_wall_clock)
{
	struct work w;
	struct err err = ERR_INIT;
	struct stamp t;

	CHECK_INT(clock_fix("2031-04-09T14:30Z", &err), 0);
	CHECK_INT(clock_parse(span_of("2031-04-09T14:30Z"), &t), 0);
	w = work_new("");
	for (int i = 1; i <= 5; i++) {
		clock_advance(i * 1000);
		t.utc += i * 1000;
		text_replace(w.t, 0, 0, span_of("a"));
		work_flush(&w);
		CHECK_INT(last_time(&w), t.utc * 1000);
	}
	/* backwards, by years */
	CHECK_INT(clock_fix("1999-04-09T14:30Z", &err), 0);
	CHECK_INT(clock_parse(span_of("1999-04-09T14:30Z"), &t), 0);
	text_replace(w.t, 0, 0, span_of("a"));
	work_flush(&w);
	CHECK_INT(last_time(&w), t.utc * 1000);
	work_free(&w);
}

/* Adds a record whose checksum fits. */
static int forge(const char *path, const char *payload, size_t n)
{
	struct str b = STR_INIT, rec = STR_INIT;
	struct unpack u;
	uint64_t salt;
	FILE *f;

	CHECK_INT(fs_read(path, &b, NULL), 0);
	u = unpack_of(b.buf + 16, 8);
	salt = (uint64_t)unpack_i64(&u);
	pack_u32(&rec, (uint32_t)n);
	str_add(&rec, payload, n);
	f = fopen(path, "ab");
	if (f) {
		struct str mark = STR_INIT;

		pack_u32(&mark, (uint32_t)checksum(rec.buf, rec.len, salt) + 0x9E3779B9u);
		fwrite(mark.buf, 1, mark.len, f);
		fwrite(rec.buf, 1, rec.len, f);
		fclose(f);
		str_release(&mark);
	}
	str_release(&b);
	str_release(&rec);
	return f ? 0 : -1;
}

/* Frames of any kind with a checksum that fits: form is checked too. */
TEST(fields_that_make_no_sense)
{
	static const struct {
		const char *payload;
		size_t n;
		bool good;
	} row[] = {
		{"\x20\0\0a", 4, true},                   /* typed at 0 */
		{"\x20\0\0", 3, false},                   /* nothing typed */
		{"\0\0\0\1\1\0\0\1a", 9, true},            /* a group: before 0, after 1, one edit */
		{"\0\0\0\1\1\0\0\2a", 9, false},           /* more bytes than there are */
		{"\0\0\0\1\1\0\0\0a", 9, false},           /* fewer */
		{"\0\0\0\1\0", 5, false},                 /* no edit */
		{"\0\0\0\1\xFF\xFF\xFF\xFF\x0F\0\0\1a", 13, false}, /* 4 G edits */
		{"\0\0\0\1\1\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1a", 18, false},
		{"\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\0", 12, false}, /* a time of 70 bits */
		{"\3\0", 2, true},                        /* a checkpoint without id */
		{"\3\0zzzz", 6, true},
		{"\3\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 43, false}, /* 41 digits */
		{"\4\0\7", 3, true},
		{"\4\0\7\7", 4, false},
		{"\1\0", 2, true},                        /* an undo of nothing */
		{"\1\0x", 3, false},
		{"\5\0", 2, false},                       /* no such type */
		{"\x21\0", 2, false},                     /* typed undo */
		{"\x40\0\0\1\1\0\0\1a", 9, false},         /* a plain group is never back */
		{"\x83\0\0\0\0\0\0\0\0", 9, true},         /* with the wall clock */
		{"\x83\0\0\0\0\0\0\0\x70", 9, false},      /* in 250 million years */
		{"\x83\0\0\0", 4, false},
	};

	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct work w = work_new("abc");
		char *path = mem_strdup(journal_path(w.j));
		struct journal_part p;
		struct text *t;

		CHECK_INT(forge(path, row[i].payload, row[i].n), 0);
		journal_part_read(&p, w.dir, 1);
		if (p.records != row[i].good) {
			printf("row %d\n", (int)i);
			CHECK_FAIL("taken for something else");
		}
		t = journal_replay(&p, INT64_MAX, NULL);
		CHECK(t != NULL);
		text_free(t);
		journal_part_release(&p);
		free(path);
		work_free(&w);
	}
}

/* A file made to be slow: each byte looks like a long record. */
TEST(the_search_behind_damage_ends)
{
	struct work w = work_new("");
	struct str b = STR_INIT;
	char *path = mem_strdup(journal_path(w.j));
	struct journal_part p;
	int64_t began;

	CHECK_INT(fs_read(path, &b, NULL), 0);
	for (size_t i = 0; i < 3u << 20; i++)
		str_addc(&b, (char)(i % 4 == 2 ? 2 : 0));
	put(path, b.buf, b.len);
	began = clock_monotonic_ms();
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.records, 0);
	CHECK_INT(p.state, JOURNAL_DAMAGED); /* not all was looked at: nothing is cut off */
	CHECK(clock_monotonic_ms() - began < 10000);
	journal_part_release(&p);
	str_release(&b);
	free(path);
	work_free(&w);
}

TEST(what_is_no_part)
{
	char *dir = test_folder(), *link = str_format("%s-lank", dir);
	static const char *const names[] = {"0.journal", "01.journal", "x.journal", "1.journal.bak", ".journal", "las",
		"12345678901.journal", "-1.journal"};
	struct journal_part p;
	int *have;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char *path = fs_join(dir, names[i]);

		put(path, "", 0);
		free(path);
	}
	CHECK_INT(journal_parts(dir, &have), 0);
	free(have);
	for (int i = 12; i > 8; i--) {
		char *path = str_format("%s/%d.journal", dir, i);

		put(path, "PARAGRAFJOURNAL1", 16);
		free(path);
	}
	CHECK_INT(journal_parts(dir, &have), 4);
	CHECK_INT(have[0], 9);
	CHECK_INT(have[3], 12);
	free(have);
	journal_part_read(&p, dir, 9);
	CHECK_INT(p.state, JOURNAL_ABSENT);
	journal_part_release(&p);
	CHECK_INT(journal_parts("/nowhere", &have), 0);
	free(have);
	/* a link to somebody's folder is not followed */
	CHECK_INT(symlink(dir, link), 0);
	CHECK_INT(journal_parts(link, &have), 0);
	free(have);
	free(link);
	free(dir);
}

/* ---------------------------------------------------------------- follow */

TEST(following_another_process)
{
	struct work w = work_new("början\n");
	struct text *t;
	struct journal_part p;
	struct journal_reader r = {.part = &p};
	struct journal_record rec;
	int64_t until = clock_monotonic_ms() + 20000;
	int status, parts = 0, rc;
	bool gone = false;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		w.seed = 5;
		for (int i = 0; i < 3000; i++) {
			work_step(&w);
			work_flush(&w);
			if (i % 700 == 699 && journal_begin(w.j, text_bytes(w.t), NULL))
				_exit(1);
		}
		text_replace(w.t, 0, 0, span_of("SLUT"));
		work_flush(&w);
		_exit(0);
	}
	journal_part_read(&p, w.dir, 1);
	t = text_new(p.base);
	do {
		rc = journal_follow(&p, &r, w.dir, &rec);
		if (rc > 0 && rec.type == JOURNAL_OP && !text_apply(t, &rec.op, NULL)) {
			CHECK_FAIL("a record does not fit");
			break;
		}
		if (rc < 0) {
			int number = p.number + 1;

			journal_part_release(&p);
			journal_reader_release(&r);
			journal_part_read(&p, w.dir, number);
			r = (struct journal_reader){.part = &p};
			CHECK(p.state != JOURNAL_ABSENT && span_eq(p.base, text_bytes(t)));
			parts++;
		}
		if (rc == 0 && !gone)
			gone = waitpid(child, &status, WNOHANG) == child;
	} while (!(rc == 0 && span_starts(text_bytes(t), "SLUT")) && clock_monotonic_ms() < until);
	CHECK(span_starts(text_bytes(t), "SLUT"));
	CHECK_INT(parts, 4);
	if (!gone)
		CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	journal_reader_release(&r);
	journal_part_release(&p);
	text_free(t);
	work_free(&w);
}

TEST(following_over_a_half_written_record)
{
	struct work w = work_new("abc");
	struct journal_part p;
	struct journal_reader r = {.part = &p};
	struct journal_record rec;
	struct str b = STR_INIT;
	char *path = mem_strdup(journal_path(w.j));
	size_t empty = journal_size(w.j);

	journal_part_read(&p, w.dir, 1);
	CHECK_INT(journal_follow(&p, &r, w.dir, &rec), 0);
	text_replace(w.t, 3, 0, span_of("d"));
	work_flush(&w);
	text_replace(w.t, 4, 0, span_of("e"));
	work_flush(&w);
	CHECK_INT(fs_read(path, &b, NULL), 0);
	for (size_t n = empty; n <= b.len; n++) {
		/* the writer fails in the middle, cuts back, and writes again */
		put(path, b.buf, n);
		while (journal_follow(&p, &r, w.dir, &rec) == 1)
			CHECK_SPAN(rec.op.edit[0].ins, r.seq == 1 ? "d" : "e");
	}
	CHECK_INT(r.seq, 2);
	/* shorter than what was read already: another file */
	put(path, b.buf, empty);
	CHECK_INT(journal_follow(&p, &r, w.dir, &rec), -1);
	CHECK_INT(unlink(path), 0);
	CHECK_INT(journal_follow(&p, &r, w.dir, &rec), -1);
	journal_reader_release(&r);
	journal_part_release(&p);
	str_release(&b);
	free(path);
	work_free(&w);
}

/* A part that was never begun whole is passed over, as when all are read. */
TEST(following_past_a_part_that_is_none)
{
	struct work w = work_new("abc");
	char *path = str_format("%s/2.journal", w.dir);
	struct journal_part p;
	struct journal_reader r = {.part = &p};
	struct journal_record rec;

	journal_part_read(&p, w.dir, 1);
	put(path, "PARAGRAFJOURNAL1 halv", 21);
	CHECK_INT(journal_follow(&p, &r, w.dir, &rec), 0);
	CHECK_INT(journal_begin(w.j, text_bytes(w.t), NULL), 0);
	CHECK(strstr(journal_path(w.j), "3.journal"));
	CHECK_INT(journal_follow(&p, &r, w.dir, &rec), -1);
	journal_reader_release(&r);
	journal_part_release(&p);
	free(path);
	work_free(&w);
}
