/* oplog: see oplog.h. One array of operations, one of their edits, one of
 * bytes; all three start anew when everything was taken. */
#include "text/oplog.h"

#include <stdlib.h>

#include "base/mem.h"

struct op {
	enum text_op_kind kind;
	bool joined;
	size_t before, after;
	size_t edit, n; /* in the array of edits */
};

struct oplog {
	struct op *op;
	size_t nop, cop, taken;
	struct text_op_edit *edit; /* ins.p is set when the operation is taken */
	size_t nedit, cedit;
	struct str bytes;
	size_t taken_bytes;        /* of bytes, by the operations taken */
};

struct oplog *oplog_new(void)
{
	return mem_alloc(sizeof(struct oplog));
}

void oplog_free(struct oplog *l)
{
	if (!l)
		return;
	free(l->op);
	free(l->edit);
	str_release(&l->bytes);
	free(l);
}

static struct op *add(struct oplog *l, enum text_op_kind kind)
{
	if (l->taken == l->nop) {
		l->taken = l->nop = l->nedit = l->taken_bytes = 0;
		str_clear(&l->bytes);
	}
	l->op = mem_grow(l->op, l->nop, &l->cop, sizeof *l->op);
	l->op[l->nop] = (struct op){.kind = kind, .edit = l->nedit};
	return &l->op[l->nop++];
}

void oplog_add(struct oplog *l, enum text_op_kind kind, size_t before, size_t after)
{
	struct op *op = add(l, kind);

	op->before = before;
	op->after = after;
}

void oplog_begin(struct oplog *l, bool joined, size_t cursor)
{
	struct op *op = add(l, TEXT_OP_GROUP);

	op->joined = joined;
	op->before = cursor;
}

void oplog_edit(struct oplog *l, size_t at, size_t del, struct span ins)
{
	l->edit = mem_grow(l->edit, l->nedit, &l->cedit, sizeof *l->edit);
	l->edit[l->nedit++] = (struct text_op_edit){at, del, {NULL, ins.n}};
	l->op[l->nop - 1].n++;
	str_addspan(&l->bytes, ins);
}

void oplog_end(struct oplog *l, size_t cursor)
{
	struct op *op = &l->op[l->nop - 1];

	op->after = cursor;
	if (!op->n)
		l->nop--;
}

bool oplog_next(struct oplog *l, struct text_op *out)
{
	const struct op *op;

	if (l->taken == l->nop)
		return false;
	op = &l->op[l->taken++];
	for (size_t i = op->edit; i < op->edit + op->n; i++) {
		l->edit[i].ins.p = str_c(&l->bytes) + l->taken_bytes;
		l->taken_bytes += l->edit[i].ins.n;
	}
	*out = (struct text_op){op->kind, op->joined, op->before, op->after, op->n ? l->edit + op->edit : NULL, op->n};
	return true;
}
