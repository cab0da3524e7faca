/* suggested: a meeting with suggestions of several people, put in as a job would. */
#ifndef TESTS_SCREENS_SUGGESTED_H
#define TESTS_SCREENS_SUGGESTED_H

#include "scene.h"

#include "doc/gavel.h"
#include "justering/suggest.h"

/* `old` in the draft is to be `text`; "" as old with `after`: put in behind it. */
struct want {
	const char *who, *after, *old, *text, *comment;
};

#define WANTS_END {NULL, NULL, NULL, NULL, NULL}

/* Strikes the gavel for an item, in a version of its own. */
__attribute__((unused)) static void suggested_seal(struct scene *sc, int item)
{
	struct session *s = sc->sv.session;
	struct str ins = STR_INIT;
	struct err err = ERR_INIT;
	size_t at = 0, del = 0;

	CHECK_INT(gavel_seal(doc_protocol(s->doc), item, 10, 42, &at, &del, &ins, &err), 0);
	CHECK_INT(doc_edit(s->doc, at, del, str_span(&ins), &err), 0);
	CHECK_INT(session_save_wait(s, KIND_KLUBBAT, 5000, &err), 0);
	str_release(&ins);
}

/* All of `wants` in a version of its own. */
__attribute__((unused)) static void suggested_put(struct scene *sc, const struct want *wants)
{
	struct store_request q = {.op = STORE_TEXT, .folder = sc->sv.session->folder, .now = clock_now(), .who = "Finn Dahl", .hold = true};
	struct suggestions all = {0};
	struct store_answer a, made;
	struct str bytes = STR_INIT;
	struct store_file file = {.name = (char *)SUGGEST_FILE};
	struct err err = ERR_INIT;

	CHECK_INT(store_run(sc->sv.repo, &q, &a, &err), 0);
	for (const struct want *w = wants; w->who; w++) {
		struct changes c = {0};
		size_t at = span_find(str_span(&a.text), w->after ? w->after : w->old, 0);

		CHECK(at != (size_t)-1);
		if (at == (size_t)-1)
			printf("not in the draft: %s\n", w->old);
		if (w->after)
			at += strlen(w->after);
		changes_add(&c, (struct range){at, strlen(w->old)}, span_of(w->text), w->comment ? span_of(w->comment) : SPAN_NONE);
		suggest_add(&all, &c, str_span(&a.text), a.id, w->who, 1, clock_now());
		changes_release(&c);
	}
	suggest_write(&all, &bytes);
	file.bytes = str_span(&bytes);
	q.op = STORE_SAVE;
	q.kind = KIND_CAME;
	q.base = a.id;
	q.file = &file;
	q.nfiles = 1;
	if (store_run(sc->sv.repo, &q, &made, &err)) {
		printf("%s\n", err.msg);
		test_bad++;
	}
	memcpy(sc->sv.session->base, made.id, sizeof sc->sv.session->base);
	store_answer_release(&a);
	store_answer_release(&made);
	suggest_release(&all);
	str_release(&bytes);
}

/* What the file says of one: enum suggest_state, -1 when there is none. */
__attribute__((unused)) static int suggested_state(const struct scene *sc, int nr)
{
	char *path = fs_join(sc->sv.session->folder, SUGGEST_FILE);
	struct str bytes = STR_INIT;
	struct suggestions all = {0};
	struct err err = ERR_INIT;
	int state = -1;

	if (fs_read(path, &bytes, &err) == 0 && suggest_parse(&all, str_span(&bytes), &err) == 0 && suggest_find(&all, nr))
		state = (int)suggest_find(&all, nr)->state;
	suggest_release(&all);
	str_release(&bytes);
	free(path);
	return state;
}

#endif
