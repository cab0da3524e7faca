/* oplog: the operations on a text as others take them. fuzz_text compares a
 * whole twin; here what a record holds. */
#include "text/oplog.h"

#include "test.h"

TEST(nothing_is_kept_before_somebody_follows)
{
	struct text *t = text_new(span_of("ab"));
	struct text_op op;

	text_replace(t, 0, 0, span_of("x"));
	CHECK(!text_next_op(t, &op));
	text_follow(t);
	CHECK(!text_next_op(t, &op));
	text_replace(t, 1, 1, span_of("å"));
	CHECK(text_next_op(t, &op));
	CHECK_INT(op.kind, TEXT_OP_GROUP);
	CHECK_INT(op.n, 1);
	CHECK_INT(op.edit[0].at, 1);
	CHECK_INT(op.edit[0].del, 1);
	CHECK_SPAN(op.edit[0].ins, "å");
	CHECK(!text_next_op(t, &op));
	text_free(t);
}

TEST(a_group_is_one_operation_with_its_cursors)
{
	struct text *t = text_new(span_of("0123456789"));
	struct text_op op;

	text_follow(t);
	text_group_begin(t, 4);
	text_replace(t, 8, 1, SPAN_NONE);
	CHECK(!text_next_op(t, &op)); /* not done yet */
	text_group_begin(t, 1);
	text_replace(t, 2, 0, span_of("xy"));
	text_group_end(t, 1);
	text_group_end(t, 6);
	text_group_begin(t, 3);
	text_group_end(t, 3); /* empty: no trace */
	CHECK(text_next_op(t, &op));
	CHECK_INT(op.before, 4);
	CHECK_INT(op.after, 6);
	CHECK_INT(op.n, 2);
	CHECK_INT(op.edit[1].at, 2);
	CHECK_SPAN(op.edit[1].ins, "xy");
	CHECK(!text_next_op(t, &op));
	text_free(t);
}

/* typing a word, undo, redo, typing on: the twin undoes word by word too */
TEST(joined_groups_stay_one_step)
{
	struct text *t = text_new(span_of("")), *twin = text_new(span_of(""));
	struct text_op op;
	size_t cursor = 0;

	text_follow(t);
	for (size_t i = 0; i < 3; i++) {
		text_group_join(t);
		text_group_begin(t, i);
		text_replace(t, i, 0, span_make(&"abc"[i], 1));
		text_group_end(t, i + 1);
	}
	text_undo(t, &cursor);
	text_redo(t, &cursor);
	text_group_join(t); /* comes after an undo: a step of its own */
	text_group_begin(t, 3);
	text_replace(t, 3, 0, span_of("d"));
	text_group_end(t, 4);
	for (int i = 0; text_next_op(t, &op); i++) {
		CHECK_INT(op.joined, i == 1 || i == 2);
		CHECK(text_apply(twin, &op, &cursor));
	}
	CHECK_INT(cursor, 4);
	CHECK_SPAN(text_bytes(twin), "abcd");
	CHECK(text_undo(twin, &cursor));
	CHECK_SPAN(text_bytes(twin), "abc");
	CHECK(text_undo(twin, &cursor));
	CHECK_SPAN(text_bytes(twin), "");
	CHECK(!text_undo(twin, &cursor));
	text_free(t);
	text_free(twin);
}

TEST(what_does_not_fit_changes_nothing)
{
	struct text *t = text_new(span_of("abc"));
	const struct text_op_edit outside[] = {{1, 1, SPAN_LIT("x")}, {4, 0, SPAN_LIT("y")}};
	const struct text_op_edit too_long[] = {{2, 2, SPAN_NONE}};
	struct text_op op = {.kind = TEXT_OP_GROUP, .edit = outside, .n = 2};
	size_t cursor = 77;

	CHECK(!text_apply(t, &op, &cursor));
	op.edit = too_long;
	op.n = 1;
	CHECK(!text_apply(t, &op, &cursor));
	op.n = 0;
	CHECK(!text_apply(t, &op, NULL));
	CHECK(!text_apply(t, &(struct text_op){.kind = TEXT_OP_UNDO}, &cursor));
	CHECK(!text_apply(t, &(struct text_op){.kind = TEXT_OP_REDO}, NULL));
	CHECK_INT(cursor, 77);
	CHECK_SPAN(text_bytes(t), "abc");
	text_free(t);
}

TEST(an_older_texts_steps_come_first)
{
	struct text *older = text_new(span_of("")), *t;
	size_t cursor;

	text_replace(older, 0, 0, span_of("a"));
	text_replace(older, 1, 0, span_of("b"));
	text_replace(older, 2, 0, span_of("gone"));
	text_undo(older, &cursor);
	t = text_new(text_bytes(older));
	text_replace(t, 2, 0, span_of("c"));
	text_replace(t, 3, 0, span_of("d"));
	text_undo(t, &cursor);
	text_take_undo(t, older);
	CHECK(!text_can_undo(older));
	CHECK_SPAN(text_bytes(t), "abc");
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "ab");
	CHECK(text_undo(t, &cursor));
	CHECK(text_undo(t, &cursor));
	CHECK_SPAN(text_bytes(t), "");
	CHECK(!text_undo(t, &cursor));
	while (text_redo(t, &cursor))
		;
	CHECK_SPAN(text_bytes(t), "abcd");
	text_free(older);
	text_free(t);
}

/* for a journal that begins in between: what undo and redo did to the bytes */
TEST(undo_and_redo_say_what_they_did)
{
	struct text *t = text_new(span_of("abc"));
	struct text_op op;
	size_t cursor;

	text_group_begin(t, 2);
	text_replace(t, 0, 1, span_of("XY"));
	text_replace(t, 4, 0, span_of("d"));
	text_group_end(t, 1);
	text_follow(t);
	CHECK(text_undo(t, &cursor) && text_redo(t, &cursor));
	CHECK(text_next_op(t, &op));
	CHECK_INT(op.kind, TEXT_OP_UNDO);
	CHECK_INT(op.before, 1);
	CHECK_INT(op.after, 2);
	CHECK_INT(op.n, 2);
	CHECK_INT(op.edit[0].at, 4);
	CHECK_INT(op.edit[0].del, 1);
	CHECK_INT(op.edit[0].ins.n, 0);
	CHECK_INT(op.edit[1].del, 2);
	CHECK_SPAN(op.edit[1].ins, "a");
	CHECK(text_next_op(t, &op));
	CHECK_INT(op.kind, TEXT_OP_REDO);
	CHECK_INT(op.before, 2);
	CHECK_INT(op.after, 1);
	CHECK_INT(op.n, 2);
	CHECK_SPAN(op.edit[0].ins, "XY");
	CHECK_SPAN(op.edit[1].ins, "d");
	CHECK(!text_next_op(t, &op));
	text_free(t);
}
