/* undo: see undo.h. */
#include "text/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void group_release(struct undo_group *g)
{
	for (size_t i = 0; i < g->n; i++) {
		str_release(&g->edit[i].gone);
		str_release(&g->edit[i].came);
	}
	free(g->edit);
}

static void forget_from(struct undo *u, size_t first)
{
	while (u->n > first)
		group_release(&u->group[--u->n]);
}

void undo_release(struct undo *u)
{
	forget_from(u, 0);
	free(u->group);
	*u = (struct undo){0};
}

bool undo_begin(struct undo *u, size_t cursor)
{
	bool join = u->join_next && !u->moved && u->done > 0 && u->done == u->n;

	u->join_next = false;
	u->open = true;
	if (join)
		return true;
	/* What could be redone is forgotten at the first edit, not here: a group
	 * that turns out empty must leave no trace. So the new one stands last. */
	u->group = mem_grow(u->group, u->n, &u->cap, sizeof *u->group);
	u->group[u->n++] = (struct undo_group){.cursor_before = cursor, .cursor_after = cursor};
	return false;
}

void undo_end(struct undo *u, size_t cursor)
{
	struct undo_group *g = &u->group[u->n - 1];

	u->open = false;
	if (g->n == 0)
		forget_from(u, u->n - 1);
	else
		g->cursor_after = cursor;
}

void undo_join(struct undo *u)
{
	u->join_next = true;
}

struct span undo_add(struct undo *u, size_t at, struct span gone, struct span came)
{
	struct undo_group *g = &u->group[u->n - 1];
	struct edit *e;

	if (g->n == 0) {
		struct undo_group fresh = *g;

		u->n--;
		forget_from(u, u->done);
		u->group[u->n++] = fresh;
		u->done = u->n;
		u->moved = false;
		g = &u->group[u->n - 1];
	}
	/* typing: one record that grows instead of one for each key */
	e = g->n ? &g->edit[g->n - 1] : NULL;
	if (e && gone.n == 0 && e->at + e->came.len == at) {
		str_addspan(&e->came, came);
		return span_from(str_span(&e->came), e->came.len - came.n);
	}
	g->edit = mem_grow(g->edit, g->n, &g->cap, sizeof *g->edit);
	e = &g->edit[g->n++];
	*e = (struct edit){at, STR_INIT, STR_INIT};
	str_addspan(&e->gone, gone);
	str_addspan(&e->came, came);
	return str_span(&e->came);
}

const struct undo_group *undo_back(struct undo *u)
{
	if (u->open || u->done == 0)
		return NULL;
	u->moved = true;
	return &u->group[--u->done];
}

const struct undo_group *undo_forward(struct undo *u)
{
	if (u->open || u->done == u->n)
		return NULL;
	u->moved = true;
	return &u->group[u->done++];
}

void undo_prepend(struct undo *u, struct undo *older)
{
	size_t k = older->done;

	forget_from(older, k);
	for (size_t i = 0; i < k; i++) {
		u->group = mem_grow(u->group, u->n, &u->cap, sizeof *u->group);
		u->n++;
	}
	if (k) {
		memmove(u->group + k, u->group, (u->n - k) * sizeof *u->group);
		memcpy(u->group, older->group, k * sizeof *u->group);
		u->done += k;
	}
	older->n = 0;
	undo_release(older);
}
