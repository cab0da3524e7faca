/* naive: slow and plain versions of what tui/text does, to compare with. */
#ifndef TESTS_TEXT_NAIVE_H
#define TESTS_TEXT_NAIVE_H

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

#define NAIVE_MARKS 4
#define NAIVE_STATES 600

/* A text as a row of states; undo is going back to an earlier copy. Marks are
 * kept by numbering every byte that ever came in. */
struct naive {
	char *state[NAIVE_STATES]; /* states[0..n), the one at `now` holds */
	size_t len[NAIVE_STATES];
	size_t n, now;
};

__attribute__((unused)) static void naive_init(struct naive *m, struct span s)
{
	m->state[0] = span_dup(s);
	m->len[0] = s.n;
	m->n = 1;
	m->now = 0;
}

__attribute__((unused)) static struct span naive_bytes(const struct naive *m)
{
	return span_make(m->state[m->now], m->len[m->now]);
}

/* A new state after `now`; what could be redone is gone. `same`: into the state
 * that is there (a change within a group). */
__attribute__((unused)) static void naive_replace(struct naive *m, size_t at, size_t del, struct span ins, bool same)
{
	struct span old = naive_bytes(m);
	size_t n;
	char *p;

	if (at > old.n)
		at = old.n;
	if (del > old.n - at)
		del = old.n - at;
	n = old.n - del + ins.n;
	p = mem_alloc(n + 1);
	memcpy(p, old.p, at);
	if (ins.n)
		memcpy(p + at, ins.p, ins.n);
	memcpy(p + at + ins.n, old.p + at + del, old.n - at - del);
	if (same) {
		free(m->state[m->now]);
	} else {
		while (m->n > m->now + 1)
			free(m->state[--m->n]);
		m->now = m->n++;
	}
	m->state[m->now] = p;
	m->len[m->now] = n;
}

__attribute__((unused)) static void naive_release(struct naive *m)
{
	while (m->n > 0)
		free(m->state[--m->n]);
}

#endif
