/* fuzz_text: the input is a program of edits, undo, redo and groups, run on a
 * text and on the naive model; a twin gets only the operations that the text
 * says were done. (Joining is in tests/text/t_undo.c.) */
#include "fuzz.h"
#include "text/naive.h"
#include "text/text.h"

enum { INSERT, DELETE, REPLACE, UNDO, REDO, GROUP, MARK, NKINDS };

struct run {
	struct text *t, *twin;
	struct naive m;
	bool open, fresh; /* in a group; nothing changed in it yet */
	int mark;
};

static void change(struct run *r, size_t at, size_t del, struct span ins)
{
	uint64_t rev = text_rev(r->t);
	struct naive *m = &r->m;
	char *copy = span_dup(ins);

	ins.p = copy;
	text_replace(r->t, at, del, ins);
	if (text_rev(r->t) != rev) {
		naive_replace(m, at, del, ins, r->open && !r->fresh);
		r->fresh = false;
	}
	free(copy);
}

static void group(struct run *r)
{
	if (r->open) {
		text_group_end(r->t, 0);
		r->open = false;
		return;
	}
	text_group_begin(r->t, 0);
	r->open = true;
	r->fresh = true;
}

static void step(struct run *r, struct fuzz_input *in)
{
	size_t n = naive_bytes(&r->m).n, cursor;
	size_t kind = fuzz_number(in, NKINDS), at, del;

	switch (kind) {
	case UNDO:
		if (!r->open) {
			FUZZ_CHECK(text_undo(r->t, &cursor) == (r->m.now > 0));
			r->m.now -= r->m.now > 0;
		}
		break;
	case REDO:
		if (!r->open) {
			FUZZ_CHECK(text_redo(r->t, &cursor) == (r->m.now + 1 < r->m.n));
			r->m.now += r->m.now + 1 < r->m.n;
		}
		break;
	case GROUP:
		group(r);
		break;
	case MARK:
		text_mark_free(r->t, r->mark);
		r->mark = text_mark_new(r->t, fuzz_number(in, 1024));
		break;
	default:
		at = fuzz_number(in, n + 2);
		del = kind == INSERT ? 0 : fuzz_number(in, 20);
		change(r, at, del, kind == DELETE ? SPAN_NONE : fuzz_bytes(in, fuzz_number(in, 20)));
	}
}

/* The twin does what was written down, and is then the same. */
static void follow(struct run *r)
{
	struct text_op op;
	size_t cursor;

	if (r->open)
		return;
	while (text_next_op(r->t, &op))
		FUZZ_CHECK(text_apply(r->twin, &op, &cursor));
	FUZZ_CHECK(span_eq(text_bytes(r->t), text_bytes(r->twin)));
	FUZZ_CHECK(text_can_undo(r->t) == text_can_undo(r->twin));
	FUZZ_CHECK(text_can_redo(r->t) == text_can_redo(r->twin));
}

static void check(struct run *r)
{
	struct span s = text_bytes(r->t);
	size_t lines = 1;

	FUZZ_CHECK(span_eq(s, naive_bytes(&r->m)));
	FUZZ_CHECK(s.p[s.n] == '\0');
	FUZZ_CHECK(text_mark_at(r->t, r->mark) <= s.n);
	for (size_t i = 0; i < s.n; i++)
		lines += s.p[i] == '\n';
	FUZZ_CHECK(text_lines(r->t) == lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input in = fuzz_input(data, size);
	struct run r = {.t = text_new(fuzz_bytes(&in, fuzz_number(&in, 64)))};
	size_t cursor;

	r.twin = text_new(text_bytes(r.t));
	text_follow(r.t);
	naive_init(&r.m, text_bytes(r.t));
	r.mark = text_mark_new(r.t, 3);
	for (int i = 0; in.n > 0 && i < NAIVE_STATES - 2; i++) {
		step(&r, &in);
		check(&r);
		follow(&r);
	}
	if (r.open)
		text_group_end(r.t, 0);
	r.open = false;
	follow(&r);
	while (text_undo(r.t, &cursor)) {
		FUZZ_CHECK(r.m.now > 0);
		r.m.now--;
		check(&r);
		FUZZ_CHECK(text_undo(r.twin, &cursor));
		FUZZ_CHECK(span_eq(text_bytes(r.t), text_bytes(r.twin)));
	}
	FUZZ_CHECK(r.m.now == 0);
	naive_release(&r.m);
	text_free(r.t);
	text_free(r.twin);
	return 0;
}
