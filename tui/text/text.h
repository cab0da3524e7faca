/* text: the document as one contiguous UTF-8 byte array, with undo and marks.
 *
 * Invariants
 *  1. text_replace is the only way to change the bytes.
 *  2. Every change raises rev by one; undo and redo raise it too.
 *  3. Marks stay on the same character when text before them changes; a mark
 *     inside deleted text moves to where the deletion began.
 *  4. Undo brings back the bytes exactly; a group is undone and redone whole.
 *  5. Any bytes are allowed; nothing here looks at characters.
 * The array costs one memmove per edit (13 us at 600 kB): no piece table. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct text;

struct text *text_new(struct span bytes);       /* copies; rev 0, nothing to undo */
struct text *text_take(struct str *bytes);      /* takes them over; *bytes is empty then */
/* The bytes where they stand are the caller's now (free()), and the text goes on
 * with a copy: for those who still point into them. */
char *text_leave(struct text *t);
void text_free(struct text *t);

/* Valid until the next change. p[n] is 0 (not part of the text). */
struct span text_bytes(const struct text *t);
uint64_t text_rev(const struct text *t);

/* Replaces `del` bytes at `at` by `ins`. Ranges outside are clipped. `ins` may
 * not point into the text itself. A call without effect changes nothing. */
void text_replace(struct text *t, size_t at, size_t del, struct span ins);

/* Many changes in a row (a journal that is replayed) cost only the distance from
 * one to the next instead of the rest of the text. In between the bytes are not
 * in one piece: nothing may be called but what changes the text. */
void text_bulk_begin(struct text *t);
void text_bulk_end(struct text *t);

/* Groups nest; the outermost is the unit of undo. `at` is where the cursor
 * stood, given back by the undo of the group. Outside a group each
 * text_replace is a group of its own. */
void text_group_begin(struct text *t, size_t cursor);
void text_group_end(struct text *t, size_t cursor);
/* The next group continues the last one (typing a word is one undo step), if
 * nothing else came in between: call before text_group_begin. */
void text_group_join(struct text *t);

/* false when there is nothing to undo / redo, or a group is open; *cursor is
 * then not written. */
bool text_undo(struct text *t, size_t *cursor);
bool text_redo(struct text *t, size_t *cursor);
bool text_can_undo(const struct text *t);
bool text_can_redo(const struct text *t);

/* Marks: small numbers from text_mark_new, valid until text_mark_free. */
int text_mark_new(struct text *t, size_t at);
void text_mark_free(struct text *t, int mark);
size_t text_mark_at(const struct text *t, int mark);
void text_mark_set(struct text *t, int mark, size_t at);

/* What the last changes did, for those who follow (journal, spelling): the
 * smallest range of today's bytes that may differ from those of revision `rev`.
 * The whole text when that is too long ago. n = 0 and rev == now: nothing. */
struct range text_changed_since(const struct text *t, uint64_t rev);

/* What was done, for those who write it down (the journal). From text_follow
 * on each outermost group, undo and redo is kept as one operation until it is
 * taken. Applied in order to a text with the same bytes and the same things to
 * undo, they give the same bytes and the same things to undo. */
enum text_op_kind { TEXT_OP_GROUP, TEXT_OP_UNDO, TEXT_OP_REDO };

struct text_op_edit {
	size_t at, del;
	struct span ins;
};

struct text_op {
	enum text_op_kind kind;
	bool joined;                       /* GROUP: continues the undo step before it */
	size_t before, after;              /* the cursor */
	const struct text_op_edit *edit;   /* at least one; of UNDO and REDO: what it did to the bytes,
	                                    * for those who can't undo. text_apply does not look at it */
	size_t n;
};

void text_follow(struct text *t);
/* The oldest that is not taken; valid until the next change or call. */
bool text_next_op(struct text *t, struct text_op *out);
/* Does it. false when it does not fit (a range outside the text, nothing to
 * undo): nothing is changed then. *opt_cursor: where the cursor stood. */
bool text_apply(struct text *t, const struct text_op *op, size_t *opt_cursor);
/* Takes over what can be undone in `older`, a text whose bytes are those t had
 * when it was made; t can then be undone further. `older` has nothing left to undo. */
void text_take_undo(struct text *t, struct text *older);

/* Line index, rebuilt when asked for after a change. Lines count from 0; the
 * text "a\n" has lines 0 ("a") and 1 (""). */
size_t text_lines(struct text *t);
size_t text_line_of(struct text *t, size_t at);
size_t text_line_start(struct text *t, size_t line);   /* n for lines past the end */
struct range text_line(struct text *t, size_t line);   /* without its newline */

#endif
