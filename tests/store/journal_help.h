/* journal_help: a text somebody works on, and its journal, for the tests of
 * store/journal*.c. */
#ifndef TESTS_STORE_JOURNAL_HELP_H
#define TESTS_STORE_JOURNAL_HELP_H

#include "test.h"

#include "base/fs.h"
#include "store/journal.h"

struct work {
	char *dir;
	struct journal *j;
	struct text *t;
	size_t cursor;
	unsigned long seed;
	size_t flushed; /* operations that journal_flush acknowledged */
};

__attribute__((unused)) static struct work work_new(const char *base)
{
	char *folder = test_folder();
	struct work w = {.dir = fs_join(folder, "j"), .t = text_new(span_of(base))};
	struct err err = ERR_INIT;

	w.j = journal_new(w.dir);
	CHECK_INT(journal_lock(w.j, &err), 0);
	CHECK_INT(journal_begin(w.j, text_bytes(w.t), &err), 0);
	CHECK_STR(err.msg, "");
	text_follow(w.t);
	free(folder);
	return w;
}

__attribute__((unused)) static void work_free(struct work *w)
{
	journal_free(w->j);
	text_free(w->t);
	free(w->dir);
}

/* Hands what was done to the journal; how many operations. */
__attribute__((unused)) static size_t work_add(struct work *w)
{
	struct text_op op;
	size_t n = 0;

	for (; text_next_op(w->t, &op); n++)
		journal_add(w->j, &op);
	return n;
}

__attribute__((unused)) static void work_flush(struct work *w)
{
	struct err err = ERR_INIT;

	w->flushed += work_add(w);
	CHECK_INT(journal_flush(w->j, &err), 0);
	CHECK_STR(err.msg, "");
}

/* One thing a person does: types on, deletes, a group of changes, undo, redo. */
__attribute__((unused)) static void work_step(struct work *w)
{
	static const char *const words[] = {"a", "å", "ord ", "\n", "x\0y", "日本", "En hel mening som klistras in.\n"};
	size_t n = text_bytes(w->t).n, what = test_random(&w->seed) % 16;
	struct span ins = span_of(words[test_random(&w->seed) % 7]);

	if (w->cursor > n)
		w->cursor = n;
	if (what < 8) { /* typing; often joined to what was typed before */
		if (test_random(&w->seed) % 3)
			text_group_join(w->t);
		text_group_begin(w->t, w->cursor);
		text_replace(w->t, w->cursor, 0, ins);
		w->cursor += ins.n;
		text_group_end(w->t, w->cursor);
	} else if (what < 10) {
		w->cursor = n ? test_random(&w->seed) % n : 0;
		text_replace(w->t, w->cursor, test_random(&w->seed) % 5, what == 9 ? ins : SPAN_NONE);
	} else if (what == 10) {
		text_group_begin(w->t, w->cursor);
		for (size_t i = test_random(&w->seed) % 5; i > 0; i--)
			text_replace(w->t, test_random(&w->seed) % (text_bytes(w->t).n + 1), i, ins);
		w->cursor = test_random(&w->seed) % (text_bytes(w->t).n + 1);
		text_group_end(w->t, w->cursor);
	} else if (what < 14) {
		for (size_t i = 1 + test_random(&w->seed) % 3; i > 0; i--)
			text_undo(w->t, &w->cursor);
	} else {
		for (size_t i = 1 + test_random(&w->seed) % 3; i > 0; i--)
			text_redo(w->t, &w->cursor);
	}
}

/* The text at the end of the last whole part. */
__attribute__((unused)) static struct text *work_replay(const char *dir, size_t *cursor, int *first)
{
	struct text *t = NULL;
	int *have;
	size_t n = journal_parts(dir, &have);

	while (n > 0 && !t) {
		struct journal_part p;

		journal_part_read(&p, dir, have[--n]);
		t = journal_replay_from(&p, INT64_MAX, cursor, first);
		journal_part_release(&p);
	}
	free(have);
	return t;
}

/* Both texts have the same bytes, the same steps to undo and to redo, with the
 * same cursors. Older parts are taken over on the way. Leaves both as they were. */
__attribute__((unused)) static bool work_same(struct text *a, struct text *b, const char *dir, int first)
{
	size_t ca = 0, cb = 0, down = 0;
	bool ua, ub, same = span_eq(text_bytes(a), text_bytes(b));

	for (; same; down++) {
		if (!text_can_undo(b) && dir)
			journal_take_older(b, dir, &first);
		ua = text_undo(a, &ca);
		ub = text_undo(b, &cb);
		same = ua == ub && ca == cb && span_eq(text_bytes(a), text_bytes(b));
		if (!ua || !ub)
			break;
	}
	while (same && down > 0) {
		down--;
		same = text_redo(a, &ca) && text_redo(b, &cb) && ca == cb && span_eq(text_bytes(a), text_bytes(b));
	}
	for (down = 0; same; down++) {
		ua = text_redo(a, &ca);
		ub = text_redo(b, &cb);
		same = ua == ub && ca == cb && span_eq(text_bytes(a), text_bytes(b));
		if (!ua || !ub)
			break;
	}
	while (same && down > 0) {
		down--;
		same = text_undo(a, &ca) && text_undo(b, &cb) && span_eq(text_bytes(a), text_bytes(b));
	}
	return same;
}

#endif
