/* oplog: the operations on a text that nobody has taken yet. Internal to
 * text.c; copies what was put in, so that later changes do not matter. */
#ifndef TEXT_OPLOG_H
#define TEXT_OPLOG_H

#include "text/text.h"

struct oplog;

struct oplog *oplog_new(void);
void oplog_free(struct oplog *l);
void oplog_begin(struct oplog *l, bool joined, size_t cursor);
void oplog_edit(struct oplog *l, size_t at, size_t del, struct span ins);
/* A group without an edit leaves no trace. */
void oplog_end(struct oplog *l, size_t cursor);
/* An undo or redo; its edits follow. */
void oplog_add(struct oplog *l, enum text_op_kind kind, size_t before, size_t after);
bool oplog_next(struct oplog *l, struct text_op *out);

#endif
