/* undo: groups, joining, cursors. */
#include "text/undo.h"

#include "naive.h"
#include "test.h"
#include "text/text.h"

static void type(struct text *t, const char *s)
{
	text_replace(t, text_bytes(t).n, 0, span_of(s));
}

TEST(a_group_is_one_step_and_gives_the_cursor_back)
{
	struct text *t = text_new(span_of("ett två"));
	size_t cursor = 0;

	text_group_begin(t, 4);
	text_replace(t, 4, 4, span_of("tre"));
	text_replace(t, 0, 3, span_of("fem"));
	text_group_end(t, 7);
	CHECK_SPAN(text_bytes(t), "fem tre");
	CHECK(text_can_undo(t) && !text_can_redo(t));
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "ett två");
	CHECK_INT(cursor, 4);
	CHECK(!text_can_undo(t) && text_can_redo(t));
	CHECK(text_redo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "fem tre");
	CHECK_INT(cursor, 7);
	text_free(t);
}

TEST(groups_nest)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor = 9;

	text_group_begin(t, 0);
	type(t, "a");
	text_group_begin(t, 5);
	type(t, "b");
	CHECK(!text_undo(t, &cursor)); /* not within a group */
	text_group_end(t, 6);
	type(t, "c");
	text_group_end(t, 3);
	text_group_end(t, 4); /* one too many: nothing */
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "");
	CHECK_INT(cursor, 0);
	text_free(t);
}

TEST(an_empty_group_leaves_no_trace)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor;

	type(t, "a");
	CHECK(text_undo(t, &cursor));
	text_group_begin(t, 0);
	text_replace(t, 0, 0, SPAN_NONE);
	text_group_end(t, 0);
	CHECK(text_can_redo(t)); /* still there to redo */
	CHECK(!text_can_undo(t));
	CHECK(text_redo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "a");
	text_free(t);
}

TEST(a_change_forgets_what_could_be_redone)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor;

	type(t, "a");
	type(t, "b");
	CHECK(text_undo(t, &cursor));
	type(t, "c");
	CHECK(!text_can_redo(t));
	CHECK(text_undo(t, &cursor));
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "");
	text_free(t);
}

static void key(struct text *t, const char *s, bool join)
{
	size_t at = text_bytes(t).n;

	if (join)
		text_group_join(t);
	text_group_begin(t, at);
	type(t, s);
	text_group_end(t, at + strlen(s));
}

TEST(typing_joins_until_something_comes_between)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor = 0;

	key(t, "o", true); /* nothing to join: a group of its own */
	key(t, "r", true);
	key(t, "d", true);
	key(t, " ", false);
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "ord");
	CHECK_INT(cursor, 3);
	key(t, "x", true); /* an undo came between */
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "ord");
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "");
	CHECK_INT(cursor, 0);
	CHECK(text_redo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "ord");
	CHECK_INT(cursor, 3);
	text_free(t);
}

TEST(a_redone_group_is_not_continued)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor;

	key(t, "a", false);
	CHECK(text_undo(t, &cursor));
	CHECK(text_redo(t, &cursor));
	key(t, "b", true);
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "a");
	text_free(t);
}

TEST(undo_raises_the_revision)
{
	struct text *t = text_new(SPAN_NONE);
	size_t cursor;
	uint64_t rev;

	type(t, "a");
	rev = text_rev(t);
	CHECK(text_undo(t, &cursor));
	CHECK(text_rev(t) > rev);
	text_free(t);
}

/* Groups of random edits, joined at random; all the way back and forth again. */
TEST(everything_can_be_taken_back_and_done_again)
{
	unsigned long seed = 21;

	for (int round = 0; round < 60; round++) {
		struct text *t = text_new(span_of("grund"));
		struct naive m;
		size_t cursor;

		naive_init(&m, text_bytes(t));
		for (int g = 0; g < 40; g++) {
			bool joined = g > 0 && m.now > 0 && test_random(&seed) % 4 == 0;
			int n = (int)(test_random(&seed) % 4);
			bool fresh = !joined;

			if (joined)
				text_group_join(t);
			text_group_begin(t, 0);
			for (int i = 0; i < n; i++) {
				size_t at = test_random(&seed) % (text_bytes(t).n + 1);
				size_t del = test_random(&seed) % 3;
				struct span ins = span_of(test_random(&seed) % 2 ? "ny" : "");
				uint64_t rev = text_rev(t);

				text_replace(t, at, del, ins);
				if (text_rev(t) == rev)
					continue;
				naive_replace(&m, at, del, ins, !fresh);
				fresh = false;
			}
			text_group_end(t, 0);
			CHECK(span_eq(text_bytes(t), naive_bytes(&m)));
		}
		while (text_undo(t, &cursor)) {
			m.now--;
			CHECK(span_eq(text_bytes(t), naive_bytes(&m)));
		}
		CHECK_INT(m.now, 0);
		while (text_redo(t, &cursor)) {
			m.now++;
			CHECK(span_eq(text_bytes(t), naive_bytes(&m)));
		}
		CHECK_INT(m.now, m.n - 1);
		naive_release(&m);
		text_free(t);
	}
}

TEST(a_day_of_typing_takes_little)
{
	struct undo u = {0};
	size_t n = 0;

	/* a word typed, then taken back letter by letter: seven steps */
	for (int i = 0; i < 1000; i++) {
		undo_begin(&u, n);
		undo_add(&u, n, SPAN_NONE, span_of("skidor"));
		undo_end(&u, n + 6);
		for (size_t k = 6; k-- > 0;) {
			undo_begin(&u, n + k + 1);
			undo_add(&u, n + k, span_of("x"), SPAN_NONE);
			undo_end(&u, n + k);
		}
	}
	CHECK_INT(u.n, 7000);
	CHECK(u.tape.len < 7000 * 12);
	undo_release(&u);
}

TEST(older_steps_come_before)
{
	struct text *t = text_new(SPAN_NONE), *then = text_new(SPAN_NONE);
	size_t cursor;

	key(then, "a", false);
	key(then, "b", false);
	key(then, "c", false);
	CHECK(text_undo(then, &cursor)); /* what could be redone does not come along */
	text_free(t);
	t = text_new(text_bytes(then));
	key(t, "d", false);
	key(t, "e", false);
	CHECK(text_undo(t, &cursor));
	text_take_undo(t, then);
	CHECK(!text_can_undo(then));
	for (const char *want = "dba"; *want; want++) {
		CHECK_INT(text_bytes(t).p[text_bytes(t).n - 1], *want);
		CHECK(text_undo(t, &cursor));
	}
	CHECK_SPAN(text_bytes(t), "");
	CHECK(!text_undo(t, &cursor));
	while (text_redo(t, &cursor))
		;
	CHECK_SPAN(text_bytes(t), "abde");
	text_free(t);
	text_free(then);
}
