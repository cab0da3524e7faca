/* undo: see undo.h. A packed group is a row of varints: the cursor before and
 * after, the number of edits, and of each the place, the lengths of what went
 * and what came, and their bytes. */
#include "text/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pack.h"

/* ----------------------------------------------------- the last group */

static void last_clear(struct undo_last *l)
{
	for (size_t i = 0; i < l->n; i++) {
		str_release(&l->edit[i].gone);
		str_release(&l->edit[i].came);
	}
	l->n = 0;
}

static struct undo_growing *last_add(struct undo_last *l, size_t at, struct span gone, struct span came)
{
	struct undo_growing *e;

	l->edit = mem_grow(l->edit, l->n, &l->cap, sizeof *l->edit);
	e = &l->edit[l->n++];
	*e = (struct undo_growing){at, STR_INIT, STR_INIT};
	str_addspan(&e->gone, gone);
	str_addspan(&e->came, came);
	return e;
}

/* ------------------------------------------------------------ the tape */

/* Nothing more comes to the last group: onto the tape with it. */
static void pack_last(struct undo *u)
{
	const struct undo_last *l = &u->last;

	if (!l->n)
		return;
	u->start = mem_grow(u->start, u->npacked, &u->cstart, sizeof *u->start);
	u->start[u->npacked++] = u->tape.len;
	pack_varint(&u->tape, l->cursor_before);
	pack_varint(&u->tape, l->cursor_after);
	pack_varint(&u->tape, l->n);
	for (size_t i = 0; i < l->n; i++) {
		const struct undo_growing *e = &l->edit[i];

		pack_varint(&u->tape, e->at);
		pack_varint(&u->tape, e->gone.len);
		pack_varint(&u->tape, e->came.len);
		str_addspan(&u->tape, str_span(&e->gone));
		str_addspan(&u->tape, str_span(&e->came));
	}
	last_clear(&u->last);
}

static struct span take_bytes(struct unpack *p, size_t n)
{
	struct span s = span_make(p->p, n);

	p->p += n;
	p->n -= n;
	return s;
}

static void view_packed(struct undo *u, size_t group, struct undo_group *out)
{
	size_t at = u->start[group];
	struct unpack p = unpack_of(str_c(&u->tape) + at, u->tape.len - at);

	out->cursor_before = (size_t)unpack_varint(&p);
	out->cursor_after = (size_t)unpack_varint(&p);
	out->n = (size_t)unpack_varint(&p);
	for (size_t i = 0; i < out->n; i++) {
		struct undo_edit e = {.at = (size_t)unpack_varint(&p)};
		size_t gone = (size_t)unpack_varint(&p), came = (size_t)unpack_varint(&p);

		e.gone = take_bytes(&p, gone);
		e.came = take_bytes(&p, came);
		u->view = mem_grow(u->view, i, &u->cview, sizeof *u->view);
		u->view[i] = e;
	}
}

static void view(struct undo *u, size_t group, struct undo_group *out)
{
	const struct undo_last *l = &u->last;

	if (group < u->npacked) {
		view_packed(u, group, out);
	} else {
		*out = (struct undo_group){NULL, l->n, l->cursor_before, l->cursor_after};
		for (size_t i = 0; i < l->n; i++) {
			u->view = mem_grow(u->view, i, &u->cview, sizeof *u->view);
			u->view[i] = (struct undo_edit){l->edit[i].at, str_span(&l->edit[i].gone),
				str_span(&l->edit[i].came)};
		}
	}
	out->edit = u->view;
}

static void cut_tape(struct undo *u, size_t at)
{
	str_replace(&u->tape, at, u->tape.len - at, NULL, 0);
}

static void forget_from(struct undo *u, size_t first)
{
	if (first >= u->n)
		return;
	last_clear(&u->last);
	if (first < u->npacked) {
		cut_tape(u, u->start[first]);
		u->npacked = first;
	}
	u->n = first;
}

/* The last group can be continued: it comes off the tape again. */
static void unpack_last(struct undo *u)
{
	struct undo_group g;

	if (u->last.n || !u->npacked)
		return;
	view(u, u->npacked - 1, &g);
	u->last.cursor_before = g.cursor_before;
	u->last.cursor_after = g.cursor_after;
	for (size_t i = 0; i < g.n; i++)
		last_add(&u->last, g.edit[i].at, g.edit[i].gone, g.edit[i].came);
	u->npacked--;
	cut_tape(u, u->start[u->npacked]);
}

void undo_release(struct undo *u)
{
	last_clear(&u->last);
	free(u->last.edit);
	str_release(&u->tape);
	free(u->start);
	free(u->view);
	*u = (struct undo){0};
}

/* -------------------------------------------------------------- groups */

bool undo_begin(struct undo *u, size_t cursor)
{
	bool join = u->join_next && !u->moved && u->done > 0 && u->done == u->n;

	u->join_next = false;
	u->open = true;
	u->fresh = !join;
	u->cursor = cursor;
	if (join)
		unpack_last(u);
	return join;
}

void undo_end(struct undo *u, size_t cursor)
{
	u->open = false;
	if (!u->fresh)
		u->last.cursor_after = cursor;
	u->fresh = false;
}

void undo_join(struct undo *u)
{
	u->join_next = true;
}

struct span undo_add(struct undo *u, size_t at, struct span gone, struct span came)
{
	struct undo_last *l = &u->last;
	struct undo_growing *e;

	/* what could be redone is forgotten at the first edit: a group that turns
	 * out empty leaves no trace */
	if (u->fresh) {
		forget_from(u, u->done);
		pack_last(u);
		l->cursor_before = l->cursor_after = u->cursor;
		u->done = ++u->n;
		u->fresh = u->moved = false;
	}
	/* typing: one record that grows instead of one for each key */
	e = l->n ? &l->edit[l->n - 1] : NULL;
	if (e && gone.n == 0 && e->at + e->came.len == at) {
		str_addspan(&e->came, came);
		return span_from(str_span(&e->came), e->came.len - came.n);
	}
	return str_span(&last_add(l, at, gone, came)->came);
}

bool undo_back(struct undo *u, struct undo_group *out)
{
	if (u->open || u->done == 0)
		return false;
	u->moved = true;
	view(u, --u->done, out);
	return true;
}

bool undo_forward(struct undo *u, struct undo_group *out)
{
	if (u->open || u->done == u->n)
		return false;
	u->moved = true;
	view(u, u->done++, out);
	return true;
}

void undo_prepend(struct undo *u, struct undo *older)
{
	size_t bytes, groups;

	forget_from(older, older->done);
	pack_last(older);
	bytes = older->tape.len;
	groups = older->npacked;
	str_replace(&u->tape, 0, 0, str_c(&older->tape), bytes);
	for (size_t i = 0; i < groups; i++)
		u->start = mem_grow(u->start, u->npacked + i, &u->cstart, sizeof *u->start);
	if (groups)
		memmove(u->start + groups, u->start, u->npacked * sizeof *u->start);
	for (size_t i = 0; i < groups; i++)
		u->start[i] = older->start[i];
	u->npacked += groups;
	for (size_t i = groups; i < u->npacked; i++)
		u->start[i] += bytes;
	u->n += groups;
	u->done += groups;
	undo_release(older);
}
