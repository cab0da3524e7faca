/* journal_replay: from a part of a journal to the text it leads to, with its
 * undo. What undid something from before the part (RECORD_BACK) is done as such
 * when the part before it is there and gives just the bytes that the record
 * says, else as the plain change it amounts to: so the bytes are always right. */
#include "store/journal.h"

#include <stdlib.h>

#include "base/checksum.h"
#include "base/mem.h"
#include "store/journal_inner.h"

struct replay {
	const struct journal_part *p;
	struct text *t;
	size_t cursor;
	int first; /* number of the part whose base undo reaches back to */
};

/* The nearest whole part before `number`; false when there is none. */
static bool part_before(struct journal_part *p, const char *dir, int number)
{
	int *have;
	size_t n = journal_parts(dir, &have);
	bool found = false;

	while (n > 0 && !found) {
		if (have[--n] >= number)
			continue;
		journal_part_read(p, dir, have[n]);
		found = p->state != JOURNAL_ABSENT;
		if (!found)
			journal_part_release(p);
	}
	free(have);
	return found;
}

/* The text at the end of the part before *first, if that is `base`; then *first
 * is where its undo reaches to. */
static struct text *text_before(const char *dir, struct span base, int *first, size_t *cursor)
{
	struct journal_part p;
	struct text *t;
	int reach;

	if (!part_before(&p, dir, *first))
		return NULL;
	t = journal_replay_from(&p, INT64_MAX, cursor, &reach);
	journal_part_release(&p);
	if (t && span_eq(text_bytes(t), base)) {
		*first = reach;
		return t;
	}
	text_free(t);
	return NULL;
}

static bool take_before(struct text *t, const char *dir, struct span base, int *first)
{
	size_t cursor;
	struct text *older = text_before(dir, base, first, &cursor);

	if (older)
		text_take_undo(t, older);
	text_free(older);
	return older != NULL;
}

bool journal_take_older(struct text *t, const char *dir, int *first)
{
	bool more = true;

	/* a part without steps of its own is passed on the way */
	while (more && !text_can_undo(t)) {
		struct journal_part p;

		journal_part_read(&p, dir, *first);
		more = p.state != JOURNAL_ABSENT && take_before(t, dir, p.base, first);
		journal_part_release(&p);
	}
	return more;
}

/* Undoing all of t must lead to the base of `first`: take what stands before. */
static bool reach_back(struct replay *r)
{
	if (text_can_undo(r->t))
		return true;
	/* the part itself is in memory */
	if (r->first == r->p->number && !take_before(r->t, r->p->dir, r->p->base, &r->first))
		return false;
	return journal_take_older(r->t, r->p->dir, &r->first);
}

/* The bytes as they must be after the record. */
static bool expected(const struct text *t, const struct text_op *op, struct str *out)
{
	str_addspan(out, text_bytes(t));
	for (size_t i = 0; i < op->n; i++) {
		const struct text_op_edit *e = &op->edit[i];

		if (e->at > out->len || e->del > out->len - e->at)
			return false;
		str_replace(out, e->at, e->del, e->ins.p, e->ins.n);
	}
	return true;
}

/* An undo or redo of what was done before the part. */
static bool step_back(struct replay *r, const struct journal_record *rec)
{
	bool undo = rec->did == TEXT_OP_UNDO, done;
	struct str want = STR_INIT;
	size_t cursor;

	if (!expected(r->t, &rec->op, &want)) {
		str_release(&want);
		return false;
	}
	done = undo ? reach_back(r) && text_undo(r->t, &cursor) : text_redo(r->t, &cursor);
	if (done && !span_eq(text_bytes(r->t), str_span(&want))) {
		done = undo ? !text_redo(r->t, &cursor) : !text_undo(r->t, &cursor);
	}
	if (done)
		r->cursor = cursor;
	else
		done = text_apply(r->t, &rec->op, &r->cursor);
	str_release(&want);
	return done;
}

static bool apply(struct replay *r, const struct journal_record *rec)
{
	struct text_op op = rec->op;
	bool done;

	if (!rec->back)
		return text_apply(r->t, &op, &r->cursor);
	text_bulk_end(r->t);
	if (rec->did != TEXT_OP_GROUP) {
		done = step_back(r, rec);
	} else {
		op.joined = reach_back(r);
		done = text_apply(r->t, &op, &r->cursor);
	}
	text_bulk_begin(r->t);
	return done;
}

/* The part begins in the middle of undoing, or nothing was done in it yet: what
 * was there to be done again before it still is. */
static bool begins_undone(const struct journal_part *p)
{
	struct journal_reader reader = {.part = p};
	struct journal_record rec;
	bool undone = true, op = false;

	while (!op && journal_next(&reader, &rec)) {
		op = rec.type == JOURNAL_OP;
		undone = !op || (rec.back && rec.did != TEXT_OP_GROUP);
	}
	journal_reader_release(&reader);
	return undone;
}

struct text *journal_replay_from(const struct journal_part *p, int64_t until, size_t *opt_cursor, int *opt_first)
{
	struct replay r = {.p = p, .first = p->number, .cursor = 0};
	struct journal_reader reader = {.part = p};
	struct journal_record rec;

	if (p->state == JOURNAL_ABSENT)
		return NULL;
	if (begins_undone(p))
		r.t = text_before(p->dir, p->base, &r.first, &r.cursor);
	if (!r.t)
		r.t = text_new(p->base);
	text_bulk_begin(r.t);
	while (journal_next(&reader, &rec) && rec.ms <= until) {
		if (rec.type == JOURNAL_CURSOR)
			r.cursor = rec.cursor;
		else if (rec.type == JOURNAL_OP && !apply(&r, &rec))
			break;
	}
	text_bulk_end(r.t);
	journal_reader_release(&reader);
	if (opt_cursor)
		*opt_cursor = r.cursor < text_bytes(r.t).n ? r.cursor : text_bytes(r.t).n;
	if (opt_first)
		*opt_first = r.first;
	return r.t;
}

struct text *journal_replay(const struct journal_part *p, int64_t until, size_t *opt_cursor)
{
	return journal_replay_from(p, until, opt_cursor, NULL);
}

bool journal_text_at(const char *dir, int64_t ms, struct str *out)
{
	int *have;
	size_t n = journal_parts(dir, &have);
	bool found = false;

	while (n > 0 && !found) {
		struct journal_part p;
		struct text *t = NULL;

		journal_part_read(&p, dir, have[--n]);
		if (p.state != JOURNAL_ABSENT && p.began <= ms)
			t = journal_replay(&p, ms, NULL);
		if (t) {
			str_addspan(out, text_bytes(t));
			found = true;
		}
		text_free(t);
		journal_part_release(&p);
	}
	free(have);
	return found;
}
