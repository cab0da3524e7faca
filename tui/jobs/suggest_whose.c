/* suggest_whose: whose words the draft of today has. Part of jobs/suggest.h. The
 * versions are walked from the first on; those in a row by one author count as
 * one, so only as many texts are compared as there are changes of hands. */
#include "jobs/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "jobs/folder.h"
#include "store/store.h"
#include "text/textdiff.h"

void whose_release(struct whose *w)
{
	free(w->run);
	strlist_release(&w->names);
	*w = (struct whose){0};
}

static int name_of(struct whose *w, const char *name)
{
	for (size_t i = 0; i < w->names.n; i++)
		if (strcmp(w->names.v[i], name) == 0)
			return (int)i;
	strlist_add(&w->names, name, strlen(name));
	return (int)w->names.n - 1;
}

/* Adds bytes at the end. */
static void add(struct whose *w, size_t n, int who, int nr)
{
	struct whose_run *last = w->n ? &w->run[w->n - 1] : NULL;
	size_t at = last ? last->at.at + last->at.n : 0;

	if (n == 0)
		return;
	if (last && last->who == who && last->nr == nr) {
		last->at.n += n;
		return;
	}
	w->run = mem_grow(w->run, w->n, &w->cap, sizeof *w->run);
	w->run[w->n++] = (struct whose_run){{at, n}, who, nr};
}

/* Bytes `r` of the text before are here still. */
static void keep(struct whose *now, const struct whose *before, struct range r, size_t *at)
{
	for (; *at < before->n; ++*at) {
		const struct whose_run *v = &before->run[*at];
		size_t from = v->at.at > r.at ? v->at.at : r.at;
		size_t end = v->at.at + v->at.n, to = end < r.at + r.n ? end : r.at + r.n;

		if (to > from)
			add(now, to - from, v->who, v->nr);
		if (end > r.at + r.n)
			return;
	}
}

/* The lines in front and behind that are the same in both: most versions differ in
 * one sentence, and nothing else need be compared. */
static void same_ends(struct span a, struct span b, size_t *out_head, size_t *out_tail)
{
	size_t head = 0, tail = 0, most = a.n < b.n ? a.n : b.n;

	while (head < most && a.p[head] == b.p[head])
		head++;
	while (head > 0 && a.p[head - 1] != '\n')
		head--;
	while (tail < most - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
		tail++;
	while (tail > 0 && tail < a.n && a.p[a.n - tail - 1] != '\n')
		tail--;
	*out_head = head;
	*out_tail = tail;
}

static void next_text(struct whose *w, struct span before, struct span now, int who, int nr)
{
	struct whose next = {0};
	size_t at = 0, head, tail;
	struct textdiff d;

	same_ends(before, now, &head, &tail);
	keep(&next, w, (struct range){0, head}, &at);
	textdiff_words(&d, span_sub(before, head, before.n - head - tail), span_sub(now, head, now.n - head - tail));
	for (size_t i = 0; i < d.n; i++) {
		const struct diff_run *r = &d.run[i];

		if (r->op == DIFF_SAME)
			keep(&next, w, (struct range){head + r->a.at, r->a.n}, &at);
		else if (r->op == DIFF_NEW)
			add(&next, r->b.n, who, nr);
	}
	keep(&next, w, (struct range){before.n - tail, tail}, &at);
	textdiff_release(&d);
	free(w->run);
	w->run = next.run;
	w->n = next.n;
	w->cap = next.cap;
}

int whose_words(struct worker *w, const char *folder, struct whose *out, struct err *err)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = folder, .now = clock_now()};
	struct str before = STR_INIT;
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	*out = (struct whose){0};
	for (size_t i = a.nversions; rc == 0 && i-- > 0;) {
		const struct store_version *v = &a.version[i];
		struct str text = STR_INIT;

		if (i > 0 && strcmp(v->who, v[-1].who) == 0)
			continue;
		rc = folder_version(w, folder, NULL, v->nr, &text, err);
		if (rc == 0)
			next_text(out, str_span(&before), str_span(&text), name_of(out, v->who), v->nr);
		str_release(&before);
		before = text;
	}
	str_release(&before);
	store_answer_release(&a);
	if (rc)
		whose_release(out);
	return rc;
}
