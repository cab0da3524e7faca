/* scene: a screen test as a text file, run in process against a memory
 * terminal. Other rooms' tests use it with a driver of their own.
 *
 *   # comment
 *   clock 2031-04-09T10:42+02:00     fixes the clock
 *   size 24x80                       rows x columns, before start
 *   start WORDS                      the driver opens its program
 *   keys "text" Ctrl-S Enter         as term_mem_keys; then the driver turns
 *   screen                           the whole screen, a row a line after "|"
 *   |...
 *   rows 3                           some rows, from row 3 (0 is the first)
 *   |...
 *   styled 3                         the same with roles: «role:text»
 *   |...
 *   cursor 3,10
 *   clipboard "text"
 *
 * Blanks at the end of a row do not count. A scene that fails prints what the
 * screen is, in the form of a scene. */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "test.h"

#include "base/clock.h"
#include "base/err.h"
#include "base/fs.h"
#include "ui/term.h"

struct scene_driver {
	/* NULL: err says why. Draws the first frame. */
	void *(*start)(struct term *t, struct span words, struct err *err);
	/* Handles every event that waits and draws. */
	void (*turn)(void *app);
	void (*stop)(void *app);
};

struct scene_run {
	const struct scene_driver *driver;
	const char *path;
	int line;
	struct term *term;
	void *app;
	bool bad;
};

static void scene_fail(struct scene_run *r, const char *what)
{
	if (!r->bad)
		printf("%s:%d: %s\n", r->path, r->line, what);
	r->bad = true;
	test_bad++;
}

/* Compares rows from `first` with the "|" lines that follow. */
static void scene_rows(struct scene_run *r, struct span *rest, int first, bool whole, bool styled)
{
	struct str text = STR_INIT, is = STR_INIT, want = STR_INIT;
	struct span rows, row, line, peek = *rest;
	int n = 0;

	if (!r->term)
		return;
	if (styled)
		term_mem_styled(r->term, &text);
	else
		term_mem_text(r->term, &text);
	rows = str_span(&text);
	for (int i = 0; i < first; i++)
		span_line(&rows, &row);
	while (span_line(&peek, &line) && line.n && line.p[0] == '|') {
		*rest = peek;
		r->line++;
		line = span_from(line, 1);
		while (line.n && line.p[line.n - 1] == ' ')
			line.n--;
		str_addf(&want, "|%.*s\n", SPAN_FMT(line));
		n++;
	}
	for (int i = 0; (whole || i < n) && span_line(&rows, &row); i++)
		str_addf(&is, "|%.*s\n", SPAN_FMT(row));
	if (!span_eq(str_span(&is), str_span(&want))) {
		scene_fail(r, "the screen differs; it is");
		printf("%s", str_c(&is));
	}
	str_release(&text);
	str_release(&is);
	str_release(&want);
}

static bool scene_pair(struct span s, const char *sep, long *a, long *b)
{
	struct span first;

	s = span_trim(s);
	return span_split(&s, sep, &first) && span_int(first, a) && span_int(s, b);
}

static void scene_line(struct scene_run *r, struct span line, struct span *rest, int *rows, int *cols)
{
	struct span word = SPAN_NONE, arg = line;
	struct err err = ERR_INIT;
	long a = 0, b = 0;

	span_split(&arg, " ", &word);
	arg = span_trim(arg);
	if (span_is(word, "clock")) {
		char *iso = span_dup(arg);

		if (clock_fix(iso, &err) < 0)
			scene_fail(r, err.msg);
		free(iso);
	} else if (span_is(word, "size") && scene_pair(arg, "x", &a, &b)) {
		*rows = (int)a;
		*cols = (int)b;
	} else if (span_is(word, "start") && !r->term) {
		r->term = term_mem_new(*rows, *cols);
		r->app = r->driver->start(r->term, arg, &err);
		if (!r->app)
			scene_fail(r, err.msg);
	} else if (span_is(word, "keys") && r->app) {
		if (term_mem_keys(r->term, arg, &err) < 0)
			scene_fail(r, err.msg);
		r->driver->turn(r->app);
	} else if (span_is(word, "screen")) {
		scene_rows(r, rest, 0, true, false);
	} else if (span_is(word, "rows") && span_int(arg, &a)) {
		scene_rows(r, rest, (int)a, false, false);
	} else if (span_is(word, "styled") && span_int(arg, &a)) {
		scene_rows(r, rest, (int)a, false, true);
	} else if (span_is(word, "cursor") && r->term && scene_pair(arg, ",", &a, &b)) {
		int row, col;

		term_mem_cursor(r->term, &row, &col);
		if (row != a || col != b) {
			scene_fail(r, "the cursor is elsewhere");
			printf("cursor %d,%d\n", row, col);
		}
	} else if (span_is(word, "clipboard") && r->term) {
		struct span is = term_mem_clipboard(r->term);
		char *quoted = str_format("\"%.*s\"", SPAN_FMT(is));

		if (!span_is(arg, quoted)) {
			scene_fail(r, "the clipboard differs");
			printf("clipboard %s\n", quoted);
		}
		free(quoted);
	} else {
		scene_fail(r, "a line that means nothing here");
	}
}

/* Runs one scene; failures count in the running test. */
__attribute__((unused)) static void scene_play(const struct scene_driver *driver, const char *path)
{
	struct scene_run r = {.driver = driver, .path = path};
	struct str file = STR_INIT;
	struct err err = ERR_INIT;
	struct span rest, line;
	int rows = 24, cols = 80;

	if (fs_read(path, &file, &err) < 0) {
		scene_fail(&r, err.msg);
		return;
	}
	rest = str_span(&file);
	while (!r.bad && span_line(&rest, &line)) {
		r.line++;
		if (span_trim(line).n && line.p[0] != '#')
			scene_line(&r, line, &rest, &rows, &cols);
	}
	if (r.app)
		driver->stop(r.app);
	term_free(r.term);
	str_release(&file);
}

/* Every tests/scenes/<prefix>*.scene; at least one must be there. */
__attribute__((unused)) static void scene_play_all(const struct scene_driver *driver, const char *prefix)
{
	const char *top = getenv("TOP");
	char *dir = str_format("%s/tests/scenes", top ? top : ".");
	struct strlist names = {0};
	struct err err = ERR_INIT;
	int played = 0;

	CHECK_INT(fs_list(dir, &names, &err), 0);
	for (size_t i = 0; i < names.n; i++) {
		struct span name = span_of(names.v[i]);
		char *path;

		if (!span_starts(name, prefix) || !span_ends(name, ".scene"))
			continue;
		path = fs_join(dir, names.v[i]);
		scene_play(driver, path);
		free(path);
		played++;
	}
	CHECK(played > 0);
	strlist_release(&names);
	free(dir);
}

#endif
