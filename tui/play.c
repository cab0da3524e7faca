/* play: see play.h. */
#include "play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"

#define SETTLE_MS 20000

static int play_size(struct app *a, struct span arg, struct err *err)
{
	struct span cols = arg, rows;
	size_t x = span_find(arg, "x", 0);
	long r, c;

	if (x == (size_t)-1)
		return err_set(err, ERR_USAGE, "storlek skrivs som 80x24");
	rows = span_from(arg, x + 1);
	cols = span_sub(arg, 0, x);
	if (!span_int(rows, &r) || !span_int(cols, &c) || r < 1 || c < 1 || r > 500 || c > 500)
		return err_set(err, ERR_USAGE, "storlek skrivs som 80x24");
	term_mem_resize(a->term, (int)r, (int)c);
	return 0;
}

static int play_keys(struct app *a, struct span arg, struct err *err)
{
	return term_mem_keys(a->term, arg, err);
}

/* What is said here has been on the screen: whoever kills us afterwards may ask
 * for it. write(2), since the answer must be out before the next key. */
static int play_type(struct app *a, struct span arg, struct err *err)
{
	struct str line = STR_INIT;
	bool out;

	if (term_mem_keys(a->term, arg, err))
		return -1;
	do
		app_turn(a);
	while (a->redraw && !a->quit);
	fflush(stdout);
	str_addf(&line, "skrivet %.*s\n", SPAN_FMT(arg));
	out = write(STDOUT_FILENO, line.buf, line.len) == (ssize_t)line.len;
	str_release(&line);
	return out ? 0 : err_set(err, ERR_SYSTEM, "standard ut går inte att skriva");
}

static int play_rest(struct app *a, struct span arg, struct err *err)
{
	long ms;

	if (!span_int(arg, &ms) || ms < 0 || ms > 600000)
		return err_set(err, ERR_USAGE, "vila vill ha ett antal millisekunder");
	app_wait(a, (int)ms, false);
	return 0;
}

static int play_done(struct app *a, struct span arg, struct err *err)
{
	(void)arg;
	(void)err;
	app_wait(a, SETTLE_MS, true);
	return 0;
}

static int play_advance(struct app *a, struct span arg, struct err *err)
{
	long s;

	(void)a;
	if (!span_int(arg, &s))
		return err_set(err, ERR_USAGE, "fram vill ha ett antal sekunder");
	clock_advance((int)s);
	return 0;
}

static int play_wait(struct app *a, struct span arg, struct err *err)
{
	(void)arg;
	(void)err;
	app_settle(a, SETTLE_MS);
	return 0;
}

static int play_screen(struct app *a, struct span arg, struct err *err)
{
	struct str text = STR_INIT;
	struct span rest, line;
	int rows, cols;

	(void)err;
	term_mem_text(a->term, &text);
	term_size(a->term, &rows, &cols);
	printf("\n-- %.*s (%dx%d)\n", SPAN_FMT(arg), cols, rows);
	for (rest = str_span(&text); span_line(&rest, &line);)
		printf("%.*s\n", SPAN_FMT(line));
	str_release(&text);
	return 0;
}

static bool on_screen(struct app *a, struct span text)
{
	struct str screen = STR_INIT;
	char *needle = span_dup(text);
	bool hit;

	term_mem_text(a->term, &screen);
	hit = span_find(str_span(&screen), needle, 0) != (size_t)-1;
	free(needle);
	str_release(&screen);
	return hit;
}

static int play_has(struct app *a, struct span arg, struct err *err)
{
	if (on_screen(a, arg))
		return 0;
	play_screen(a, SPAN_LIT("fel"), err);
	return err_set(err, ERR_INPUT, "”%.*s” finns inte på skärmen", SPAN_FMT(arg));
}

static int play_lacks(struct app *a, struct span arg, struct err *err)
{
	if (!on_screen(a, arg))
		return 0;
	play_screen(a, SPAN_LIT("fel"), err);
	return err_set(err, ERR_INPUT, "”%.*s” finns på skärmen", SPAN_FMT(arg));
}

static const struct word {
	const char *word;
	int (*run)(struct app *a, struct span arg, struct err *err);
	bool at_once; /* the program does not settle around it */
} words[] = {
	{"storlek", play_size, false},
	{"tangenter", play_keys, false},
	{"skriv", play_type, true},
	{"vila", play_rest, true},
	{"klar", play_done, true},
	{"fram", play_advance, false},
	{"vänta", play_wait, false},
	{"skärm", play_screen, false},
	{"bild", play_screen, true},
	{"finns", play_has, false},
	{"saknas", play_lacks, false},
};

static const struct word *find(struct span line, struct span *arg)
{
	size_t blank = span_find(line, " ", 0);
	struct span word = blank == (size_t)-1 ? line : span_sub(line, 0, blank);

	*arg = blank == (size_t)-1 ? SPAN_LIT("") : span_trim(span_from(line, blank));
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (span_is(word, words[i].word))
			return &words[i];
	return NULL;
}

static int play_line(struct app *a, struct span line, bool *settled, struct err *err)
{
	struct span arg;
	const struct word *w = find(line, &arg);
	int rc;

	if (!w)
		return err_set(err, ERR_USAGE, "okänt ord: ”%.*s”", SPAN_FMT(line));
	if (!w->at_once && !*settled)
		app_settle(a, SETTLE_MS);
	rc = w->run(a, arg, err);
	if (!w->at_once)
		app_settle(a, SETTLE_MS);
	*settled = !w->at_once;
	return rc;
}

int play_run(struct app *a, const char *file, struct err *err)
{
	struct str text = STR_INIT;
	struct span rest, line;
	bool settled = false;
	int n = 0, rc = fs_read(file, &text, err);

	rest = str_span(&text);
	while (rc == 0 && !a->quit && span_line(&rest, &line)) {
		struct err why = ERR_INIT;

		n++;
		line = span_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		rc = play_line(a, line, &settled, &why);
		if (rc)
			err_set(err, why.code, "%s:%d: %s", file, n, why.msg);
	}
	str_release(&text);
	return rc;
}
