/* job_spoil: a secretary was killed while she wrote, and then one file of the meeting
 * is found cut, emptied, flipped, with zeros at its end, or gone: the work file, the
 * journal, any file of the history. What was on the screen must be found all the same;
 * where the journal itself is spoilt, at least what was saved. */
#include "sweep.h"

#include <stdlib.h>

#include "base/fs.h"

#define SAVED "alfa bertil"
#define TYPED SAVED " cesar david"

static void prepare(struct try *t)
{
	char *path;

	try_meeting(t);
	path = try_script(t, "skriv.spela", SPAN_LIT("skriv Ctrl-End\nskriv \" " SAVED "\"\nskriv Ctrl-S\nklar\n"
		"skriv \" cesar\"\nskriv \" david\"\nvila 30000\n"));
	if (t->why.len == 0)
		try_run(t, (const char *const[]){"/usr/bin/timeout", "-s", "KILL", "3", t->place->program, "--spela", path,
				   t->folder, NULL}, NULL, NULL);
	str_clear(&t->told);
	str_clear(&t->why); /* killed it was meant to be */
	free(path);
}

/* ------------------------------------------------------------ the files */

static void add_files(const char *folder, struct strlist *out)
{
	struct strlist names = {0};

	if (fs_list(folder, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(folder, names.v[i]);

			if (fs_is_dir(path))
				add_files(path, out);
			else
				strlist_add(out, path, strlen(path));
			free(path);
		}
	}
	strlist_release(&names);
}

static void cut(struct str *s)
{
	str_replace(s, s->len / 2, s->len - s->len / 2, "", 0);
}

static void emptied(struct str *s)
{
	str_clear(s);
}

static void flipped(struct str *s)
{
	if (s->len)
		s->buf[s->len * 2 / 3] ^= 4;
}

static void zeros(struct str *s)
{
	for (size_t i = s->len - s->len / 4; i < s->len; i++)
		s->buf[i] = '\0';
}

static const struct {
	const char *name;
	void (*run)(struct str *s); /* NULL: the file goes */
} ways[] = {{"cut", cut}, {"emptied", emptied}, {"flipped", flipped}, {"with zeros", zeros}, {"gone", NULL}};
#define WAYS (sizeof ways / sizeof ways[0])

/* Operation N is way N % WAYS on file N / WAYS. */
static void act(struct try *t, const struct run_orders *o)
{
	struct strlist files = {0};
	struct str s = STR_INIT;
	size_t n = o->at ? o->at - 1 : 0;
	const char *path;

	add_files(t->folder, &files);
	t->place->shared->count = (uint32_t)(files.n * WAYS);
	t->place->shared->what[0] = '\0';
	if (o->at && o->at <= files.n * WAYS && fs_read(path = files.v[n / WAYS], &s, NULL) == 0) {
		snprintf(t->place->shared->what, sizeof t->place->shared->what, "%s %s",
			path + strlen(t->folder) + 1, ways[n % WAYS].name);
		if (ways[n % WAYS].run)
			ways[n % WAYS].run(&s);
		if (fs_remove(path, NULL) || (ways[n % WAYS].run && fs_write_atomic(path, str_c(&s), s.len, 0600, NULL)))
			try_wrong(t, "%s can't be spoilt", path);
	}
	str_release(&s);
	strlist_release(&files);
}

/* ----------------------------------------------------------------- check */

static void add_text(struct str *all, const char *folder, const char *opt_start)
{
	struct strlist names = {0};

	if (fs_list(folder, &names, NULL) == 0) {
		for (size_t i = 0; i < names.n; i++) {
			char *path = fs_join(folder, names.v[i]);

			if (!opt_start || span_starts(span_of(names.v[i]), opt_start))
				fs_read(path, all, NULL);
			free(path);
		}
	}
	strlist_release(&names);
}

static void check(struct try *t)
{
	bool journal = span_find(span_of(t->place->shared->what), ".journal ", 0) != (size_t)-1;
	char *out = fs_join(t->place->home, "ater.md");
	struct str all = STR_INIT;
	int rc = try_run(t, (const char *const[]){NULL, "--aterhamta", t->folder, "--till", out, NULL}, NULL, NULL);

	if (!fs_exists(out))
		try_wrong(t, "--aterhamta: status %d and no text", rc);
	fs_read(out, &all, NULL);
	try_open(t, !span_starts(span_of(t->place->shared->what), ".git/objects/"));
	add_text(&all, t->place->home, NULL);
	add_text(&all, t->folder, "protokoll");
	if (span_find(str_span(&all), journal ? SAVED : TYPED, 0) == (size_t)-1)
		try_wrong(t, "the text is lost");
	/* the front of the draft, too */
	if (span_find(str_span(&all), "format: paragraf 1\n", 0) == (size_t)-1)
		try_wrong(t, "the draft is lost");
	str_release(&all);
	free(out);
}

const struct job job_spoil = {"skada", prepare, act, check};
