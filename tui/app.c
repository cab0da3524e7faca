/* app: see app.h. The event loop; which screen a request opens stands in
 * app_open.c. Nothing here waits but poll(2). */
#include "app.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_inner.h"
#include "base/mem.h"
#include "base/paths.h"
#include "lang/abbrev.h"
#include "play.h"

#define FRAME_MS 250   /* while something is under way */

static int sooner(int a, int b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

static void draw(struct app *a)
{
	int rows, cols;

	term_size(a->term, &rows, &cols);
	if (rows != a->surface.grid_rows || cols != a->surface.grid_cols)
		surface_resize(&a->surface, rows, cols);
	screens_draw(&a->screens, &a->surface);
	term_draw(a->term, &a->surface);
	a->redraw = false;
}

/* The program is asked to end at once: what is typed is in the journal; only
 * when it can't be, a version is tried. */
static void end(struct app *a)
{
	if (a->services.session && !session_end(a->services.session, 1500) && session_save_wait(a->services.session, KIND_EXIT, 3000, &a->end_err))
		a->end_failed = true;
	a->quit = true;
}

static void events(struct app *a)
{
	const struct command *c;
	struct event ev;

	while (!a->quit && term_read(a->term, &ev)) {
		a->redraw = true;
		if (ev.type == EVENT_END) {
			end(a);
			return;
		}
		if (a->services.session)
			session_arm(a->services.session);
		c = screens_bar_hit(&a->screens, &ev, a->surface.grid_rows, a->surface.grid_cols);
		app_outcome(a, c ? screens_run(&a->screens, c) : screens_event(&a->screens, &ev));
	}
}

int app_turn(struct app *a)
{
	struct session *s;
	int next = -1;

	events(a);
	if (a->quit)
		return 0;
	/* what the workers answered is taken in before the screens look at it */
	if (a->services.session)
		next = session_tick(a->services.session, &a->redraw);
	if (a->services.session && a->services.session->take_over)
		app_take_over(a);
	app_outcome(a, screens_tick(&a->screens));
	s = a->services.session;
	if (s) {
		if (s->saving || spell_asked(s->spell))
			next = sooner(next, FRAME_MS);
	}
	/* on disk before it is on the screen */
	if (s)
		session_record(s);
	if (a->redraw && !a->quit)
		draw(a);
	if (!a->quit && !term_waiting(a->term) && screens_idle(&a->screens)) {
		a->redraw = true;
		next = 0;
	}
	return sooner(next, term_timeout(a->term));
}

static bool saving(const struct app *a)
{
	const struct session *s = a->services.session;

	return s && (s->saving || s->save_again || worker_pending(a->services.repo));
}

static bool busy(const struct app *a)
{
	return saving(a) || (a->services.session && spell_asked(a->services.session->spell));
}

/* Waits on the workers' descriptors and the terminal's. */
static void wait_for(struct app *a, int ms)
{
	struct worker *const workers[] = {a->services.repo, a->services.journal};
	struct pollfd fds[TERM_FDS + 4];
	int n = term_poll(a->term, fds);

	for (size_t i = 0; i < sizeof workers / sizeof workers[0]; i++) {
		short want;
		int fd = worker_fd(workers[i], &want);

		if (fd >= 0)
			fds[n++] = (struct pollfd){.fd = fd, .events = want};
	}
	if (a->services.session)
		n += (int)spell_fds(a->services.session->spell, fds + n);
	if (poll(fds, (nfds_t)n, ms) == 0)
		a->redraw = true; /* time went by: the clock, the counts */
}

void app_wait(struct app *a, int ms, bool until_saved)
{
	int64_t until = clock_monotonic_ms() + ms, left = ms;

	while (!a->quit && left > 0 && !(until_saved && !saving(a))) {
		int next = app_turn(a);

		if (!a->quit)
			wait_for(a, sooner(next, (int)left));
		left = until - clock_monotonic_ms();
	}
	if (!a->quit)
		app_turn(a);
}

void app_settle(struct app *a, int ms)
{
	int64_t until = clock_monotonic_ms() + ms;
	int quiet = 0;

	/* the counts are made when the text has rested: some turns without work */
	while (!a->quit && quiet < 3 && clock_monotonic_ms() < until) {
		a->redraw = true;
		app_turn(a);
		quiet = busy(a) ? 0 : quiet + 1;
		if (!a->quit)
			wait_for(a, FRAME_MS);
	}
	if (!a->quit) {
		a->redraw = true;
		app_turn(a);
	}
}

static void loop(struct app *a)
{
	while (!a->quit) {
		int next = app_turn(a);

		if (!a->quit)
			wait_for(a, sooner(next, 30000));
	}
}

static void release(struct app *a)
{
	screens_release(&a->screens);
	session_close(a->services.session);
	worker_free(a->services.repo);
	worker_free(a->services.journal);
	term_free(a->term);
	strlist_release(&a->services.abbreviations);
	free(a->services.archive);
	messages_release(&a->messages);
	surface_release(&a->surface);
	free(a);
}

static int start(struct app *a, const char *path, const char *play, struct err *err)
{
	a->services.archive = path ? paths_archive_of(path) : paths_archive();
	a->services.repo = worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
	a->services.journal = worker_new(JOURNAL_ROLE, JOURNAL_WATCHDOG_MS);
	a->services.messages = &a->messages;
	a->services.global = app_commands;
	a->screens.global = app_commands;
	a->screens.app = a;
	a->screens.messages = &a->messages;
	abbrev_load(NULL, &a->services.abbreviations, NULL);
	a->term = play ? term_mem_new(24, 80) : term_curses_new(err);
	if (!a->term)
		return -1;
	a->services.term = a->term;
	surface_init(&a->surface, 24, 80);
	a->redraw = true;
	if (path)
		return app_open_path(a, path, err);
	app_open_start(a);
	return 0;
}

int app_run(const char *opt_path, const char *opt_play)
{
	struct app *a = mem_alloc(sizeof *a);
	struct err err = ERR_INIT;
	int rc;

	mem_keep_small();
	setlocale(LC_ALL, "");
	signal(SIGPIPE, SIG_IGN);
	rc = start(a, opt_path, opt_play, &err);
	if (rc == 0) {
		if (opt_play)
			rc = play_run(a, opt_play, &err);
		else
			loop(a);
		if (rc == 0 && a->end_failed) {
			err = a->end_err;
			rc = -1;
		}
	}
	if (rc == 0 && opt_play && a->services.session)
		rc = session_save_wait(a->services.session, KIND_EXIT, 10000, &err);
	release(a);
	if (rc)
		fprintf(stderr, "paragraf: %s\n", err.msg);
	return rc ? err_exit_status(err.code) : 0;
}
