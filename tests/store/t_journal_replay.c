/* journal_replay: what comes back is what was there, with undo and redo. */
#include "store/journal.h"

#include <limits.h>

#include "base/clock.h"
#include "journal_help.h"

static bool replays(struct work *w)
{
	size_t cursor = 0;
	int first = 0;
	struct text *back = work_replay(w->dir, &cursor, &first);
	bool same = back && work_same(w->t, back, w->dir, first);

	text_free(back);
	return same;
}

TEST(any_work_in_one_part)
{
	for (unsigned long seed = 1; seed <= 150; seed++) {
		struct work w = work_new("Protokoll för Fjällberedningen.\n");

		w.seed = seed * 7919;
		for (int i = 0; i < 120; i++) {
			work_step(&w);
			if (i % 3 == 0)
				work_flush(&w);
		}
		work_flush(&w);
		if (!replays(&w)) {
			printf("seed %lu\n", seed);
			CHECK_FAIL("the text that came back is not the same");
		}
		/* the comparison itself undid and did it all again: that is work too */
		work_flush(&w);
		CHECK(replays(&w));
		work_free(&w);
	}
}

/* Somebody who works over many parts and many sessions, and `oracle`, a text
 * that was never put away: it is given the same operations. */
struct life {
	struct work w;
	struct text *oracle;
	int first;
};

static void oracle_follow(struct life *l)
{
	struct text_op op;
	size_t cursor;

	while (text_next_op(l->w.t, &op)) {
		journal_add(l->w.j, &op);
		if (!text_apply(l->oracle, &op, &cursor))
			CHECK_FAIL("an operation does not fit the oracle");
	}
}

static void life_flush(struct life *l)
{
	oracle_follow(l);
	CHECK_INT(journal_flush(l->w.j, NULL), 0);
}

/* The program ends and starts again. */
static void restart(struct life *l, bool on)
{
	struct work *w = &l->w;
	struct err err = ERR_INIT;
	struct journal_part p;
	int *have;
	size_t n;

	life_flush(l);
	journal_free(w->j);
	text_free(w->t);
	w->j = journal_new(w->dir);
	CHECK_INT(journal_lock(w->j, &err), 0);
	n = journal_parts(w->dir, &have);
	journal_part_read(&p, w->dir, have[n - 1]);
	CHECK_INT(p.state, JOURNAL_WHOLE);
	w->t = journal_replay_from(&p, INT64_MAX, &w->cursor, &l->first);
	if (on) {
		CHECK_INT(journal_continue(w->j, &p, &err), 0);
	} else {
		CHECK_INT(journal_begin(w->j, text_bytes(w->t), &err), 0);
		if (!text_can_undo(w->t) && !text_can_redo(w->t))
			l->first = p.number + 1;
	}
	CHECK_STR(err.msg, "");
	text_follow(w->t);
	journal_part_release(&p);
	free(have);
}

static void live(struct life *l, int steps)
{
	for (int i = 0; i < steps; i++) {
		if (!text_can_undo(l->w.t))
			journal_take_older(l->w.t, l->w.dir, &l->first);
		work_step(&l->w);
		switch (test_random(&l->w.seed) % 24) {
		case 0:
			life_flush(l);
			CHECK_INT(journal_begin(l->w.j, text_bytes(l->w.t), NULL), 0);
			break;
		case 1:
			restart(l, true);
			break;
		case 2:
			restart(l, false);
			break;
		default:
			if (i % 2)
				life_flush(l);
		}
	}
	life_flush(l);
}

static struct life life_new(const char *base, unsigned long seed)
{
	struct life l = {.w = work_new(base), .oracle = text_new(span_of(base)), .first = 1};

	l.w.seed = seed;
	return l;
}

static void life_free(struct life *l)
{
	work_free(&l->w);
	text_free(l->oracle);
}

TEST(undo_and_redo_over_many_parts_and_sessions)
{
	for (unsigned long seed = 1; seed <= 200; seed++) {
		struct life l = life_new("§ 1 Mötet öppnas\n", seed * 104729);
		size_t cursor = 0;
		struct text *back;
		int first = 0;

		live(&l, 120);
		back = work_replay(l.w.dir, &cursor, &first);
		if (!back || !work_same(l.oracle, back, l.w.dir, first)) {
			printf("seed %lu\n", seed);
			CHECK_FAIL("the text that came back is not the same");
		}
		text_free(back);
		life_free(&l);
	}
}

static char *part_path(struct work *w, int number)
{
	return str_format("%s/%d.journal", w->dir, number);
}

/* Without the part before it the bytes are right all the same. */
TEST(undo_of_what_stood_in_a_lost_part)
{
	for (unsigned long seed = 1; seed <= 60; seed++) {
		struct life l = life_new("§ 2 Val av justerare\n", seed * 31);
		size_t cursor;
		struct text *back;
		int *have, first;
		size_t n;

		live(&l, 80);
		n = journal_parts(l.w.dir, &have);
		for (size_t i = 0; i + 1 < n; i++) {
			char *path = part_path(&l.w, have[i]);

			if (test_random(&l.w.seed) % 2)
				CHECK(unlink(path) == 0);
			else
				CHECK(truncate(path, 60) == 0);
			free(path);
		}
		back = work_replay(l.w.dir, &cursor, &first);
		CHECK(back && span_eq(text_bytes(back), text_bytes(l.oracle)));
		/* undo ends at the base of the last part, by the bytes of its own journal */
		while (back && text_undo(back, &cursor))
			;
		CHECK(!journal_take_older(back, l.w.dir, &first));
		text_free(back);
		free(have);
		life_free(&l);
	}
}

/* The disk was full when the new part began: what waited is only in its base. */
TEST(undo_over_a_gap)
{
	struct work w = work_new("abc");
	struct journal *other;
	struct text *back;
	size_t cursor;

	text_replace(w.t, 3, 0, span_of("d"));
	work_flush(&w);
	text_replace(w.t, 4, 0, span_of("e"));
	work_add(&w);
	/* this one goes on elsewhere with all it has, as on a spare place */
	other = journal_new(w.dir);
	CHECK_INT(journal_begin(other, text_bytes(w.t), NULL), 0);
	CHECK(text_undo(w.t, &w.cursor) && text_undo(w.t, &w.cursor));
	CHECK(text_redo(w.t, &w.cursor));
	text_replace(w.t, 0, 1, span_of("A"));
	for (struct text_op op; text_next_op(w.t, &op);)
		journal_add(other, &op);
	CHECK_INT(journal_flush(other, NULL), 0);
	back = work_replay(w.dir, &cursor, NULL);
	CHECK_SPAN(text_bytes(back), "Abcd");
	CHECK_INT(cursor, 1);
	CHECK(text_undo(back, &cursor));
	CHECK_SPAN(text_bytes(back), "abcd");
	text_free(back);
	journal_free(other);
	work_free(&w);
}

static void at(struct work *w, const char *time, const char *want)
{
	struct str s = STR_INIT;
	struct stamp t;

	CHECK_INT(clock_parse(span_of(time), &t), 0);
	if (journal_text_at(w->dir, t.utc * 1000, &s))
		CHECK_SPAN(str_span(&s), want);
	else
		CHECK(want == NULL);
	str_release(&s);
}

TEST(the_text_as_of_a_time)
{
	struct work w;

	CHECK_INT(clock_fix("2031-04-09T14:30Z", NULL), 0);
	w = work_new("a");
	clock_advance(60);
	text_replace(w.t, 1, 0, span_of("b"));
	work_flush(&w);
	clock_advance(120);
	text_replace(w.t, 2, 0, span_of("c"));
	work_flush(&w);
	clock_advance(60);
	CHECK_INT(journal_begin(w.j, text_bytes(w.t), NULL), 0);
	clock_advance(60);
	CHECK(text_undo(w.t, &w.cursor));
	work_flush(&w);
	at(&w, "2031-04-09T14:29Z", NULL);
	at(&w, "2031-04-09T14:30Z", "a");
	at(&w, "2031-04-09T14:31Z", "ab");
	at(&w, "2031-04-09T14:32Z", "ab");
	at(&w, "2031-04-09T14:33Z", "abc");
	at(&w, "2031-04-09T14:34Z", "abc");
	at(&w, "2031-04-09T14:35Z", "ab");
	at(&w, "2041-04-09T14:35Z", "ab");
	work_free(&w);
}

TEST(the_cursor_and_checkpoints)
{
	struct work w = work_new("abc");
	struct journal_part p;
	struct journal_reader r = {.part = &p};
	struct journal_record rec;
	struct text *t;
	size_t cursor = 9;

	journal_add_checkpoint(w.j, "0123456789abcdef0123456789abcdef01234567");
	journal_add_cursor(w.j, 2);
	journal_add_checkpoint(w.j, NULL);
	work_flush(&w);
	journal_part_read(&p, w.dir, 1);
	CHECK_INT(p.state, JOURNAL_WHOLE);
	CHECK_INT(p.records, 3);
	CHECK(journal_next(&r, &rec));
	CHECK_INT(rec.type, JOURNAL_CHECKPOINT);
	CHECK_STR(rec.id, "0123456789abcdef0123456789abcdef01234567");
	CHECK(journal_next(&r, &rec));
	CHECK_INT(rec.type, JOURNAL_CURSOR);
	CHECK_INT(rec.cursor, 2);
	CHECK(journal_next(&r, &rec));
	CHECK_STR(rec.id, "");
	CHECK_INT(rec.seq, 3);
	CHECK(!journal_next(&r, &rec));
	journal_reader_release(&r);
	t = journal_replay(&p, INT64_MAX, &cursor);
	CHECK_INT(cursor, 2);
	text_free(t);
	journal_part_release(&p);
	/* behind the end: as far as there is text */
	journal_add_cursor(w.j, 2000);
	work_flush(&w);
	t = work_replay(w.dir, &cursor, NULL);
	CHECK_INT(cursor, 3);
	text_free(t);
	work_free(&w);
}

TEST(nothing_to_replay)
{
	struct journal_part p;
	size_t cursor;

	journal_part_read(&p, "/nowhere/at/all", 1);
	CHECK_INT(p.state, JOURNAL_ABSENT);
	CHECK(journal_replay(&p, INT64_MAX, &cursor) == NULL);
	journal_part_release(&p);
	CHECK(!journal_text_at("/nowhere/at/all", INT64_MAX, NULL));
}
