/* whose: see whose.h. The runs come from jobs/suggest, what a version was from the
 * history; neither is computed here. */
#include "screens/whose.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "doc/gavel.h"
#include "jobs/suggest.h"
#include "screens/frame.h"
#include "ui/textview.h"
#include "ui/theme.h"

enum { NAMES_AT = 60, NAMES = 16, LOOKS = 2 };

struct whose_screen {
	struct frame f;
	struct whose all;
	struct store_answer history;
	bool loaded;
	struct stop {
		size_t run;           /* that somebody else than the secretary wrote */
		struct range shown;   /* where it stands in the view */
	} *stop;
	size_t n, at;
	struct textview view;
};

/* -------------------------------------------------------------------- data */

static const char *name_of(const struct whose_screen *x, const struct whose_run *r)
{
	return r->who >= 0 && (size_t)r->who < x->all.names.n ? x->all.names.v[r->who] : "";
}

static bool secretary(const struct whose_screen *x, const struct whose_run *r)
{
	const char *who = x->f.sv->session->who;

	return strcmp(name_of(x, r), who ? who : "Sekreterare") == 0;
}

static void show(struct whose_screen *x)
{
	if (x->n)
		textview_show(&x->view, x->stop[x->at].shown);
}

/* Marks what others wrote; two looks by turns, so that neighbours can be told apart. */
static void mark(struct whose_screen *x)
{
	static const unsigned looks[LOOKS] = {ROLE_NEW, ROLE_PERSON | MARK_EM};
	struct textview_run *run = mem_array(x->all.n + 1, sizeof *run);

	for (size_t i = 0; i < x->n; i++) {
		const struct whose_run *r = &x->all.run[x->stop[i].run];

		run[i] = (struct textview_run){x->stop[i].shown, looks[(size_t)r->who % LOOKS]};
	}
	textview_runs(&x->view, run, x->n);
	free(run);
}

struct showing {
	struct span text;
	size_t at;           /* shown up to here */
	struct range sum;    /* the next that is not */
	struct str out;
};

static void show_to(struct showing *h, size_t end)
{
	while (h->at < end) {
		size_t stop = h->sum.n && h->sum.at < end ? h->sum.at : end;

		if (h->at < stop) {
			str_addspan(&h->out, span_sub(h->text, h->at, stop - h->at));
			h->at = stop;
			continue;
		}
		h->at = h->sum.at + h->sum.n;
		h->sum = gavel_sum_at(h->text, h->at);
	}
}

/* The text from `body` on without the sums of klubbslag, and where what others wrote stands in it. */
static void lay_out(struct whose_screen *x, struct span text, size_t body)
{
	struct showing h = {text, body, gavel_sum_at(text, body), STR_INIT};

	x->stop = mem_array(x->all.n + 1, sizeof *x->stop);
	for (size_t i = 0; i < x->all.n; i++) {
		struct range r = x->all.run[i].at;
		struct stop stop = {i, {0, 0}};

		if (r.at < body)
			continue;
		show_to(&h, r.at);
		stop.shown.at = h.out.len;
		show_to(&h, r.at + r.n);
		stop.shown.n = h.out.len - stop.shown.at;
		if (!secretary(x, &x->all.run[i]) && stop.shown.n)
			x->stop[x->n++] = stop;
	}
	show_to(&h, text.n);
	textview_set(&x->view, str_span(&h.out));
	str_release(&h.out);
}

static bool load(struct whose_screen *x, struct session *s, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = s->folder, .now = clock_now(), .who = s->who, .hold = true};
	struct store_answer a;
	struct protocol *p;

	if (whose_words(x->f.sv->repo, s->folder, &x->all, err))
		return false;
	if (store_run(x->f.sv->repo, &q, &a, err)) {
		store_answer_release(&a);
		return false;
	}
	p = protocol_skim(str_span(&a.text));
	lay_out(x, str_span(&a.text), p->body);
	protocol_free(p);
	store_answer_release(&a);
	q.op = STORE_HISTORY;
	if (store_run(x->f.sv->repo, &q, &x->history, err))
		x->history.nversions = 0;
	mark(x);
	show(x);
	return true;
}

/* --------------------------------------------------------------- commands */

static struct outcome step(struct whose_screen *x, size_t by)
{
	if (!x->n)
		return frame_say(&x->f, MESSAGE_INFO, "Alla ord är sekreterarens.");
	x->at = (x->at + by) % x->n;
	show(x);
	return outcome_stay();
}

static struct outcome run_next(void *ctx)
{
	return step(ctx, 1);
}

static struct outcome run_previous(void *ctx)
{
	struct whose_screen *x = ctx;

	return step(x, x->n ? x->n - 1 : 0);
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "nasta", .name = "Nästa som någon annan skrivit", .keys = {"n", "Tab"}, .group = "Vems ord",
		.help = "Går till nästa ord som någon annan än sekreteraren föreslagit.", .label = "Nästa", .weight = 60,
		.run = run_next},
	{.id = "forra", .name = "Föregående", .keys = {"p", "Skift-Tab"}, .group = "Vems ord",
		.help = "Går till föregående.", .label = "Förra", .weight = 50, .run = run_previous},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Vems ord", .help = "Går tillbaka till versionerna.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

static struct outcome whose_event(void *state, const struct event *ev)
{
	struct whose_screen *x = state;

	return textview_event(&x->view, ev) ? outcome_stay() : outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

/* The family name, which is what fits: "Lind (M)". */
static struct span short_name(const char *name)
{
	struct span s = span_of(name);
	size_t party = span_find(s, " (", 0);
	size_t blank = span_find_last(span_sub(s, 0, party == (size_t)-1 ? s.n : party), " ");

	return blank == (size_t)-1 ? s : span_from(s, blank + 1);
}

/* The first run of another that touches the line. */
static const struct whose_run *run_in(const struct whose_screen *x, size_t at, size_t n)
{
	for (size_t i = 0; i < x->n; i++) {
		struct range r = x->stop[i].shown;

		if (r.at + r.n > at && r.at < at + n)
			return &x->all.run[x->stop[i].run];
	}
	return NULL;
}

static void draw_names(const struct whose_screen *x, struct surface *s)
{
	int last = -1;

	for (int row = 0; row < s->rows && x->view.top + (size_t)row < x->view.n; row++) {
		const struct textview_line *l = &x->view.line[x->view.top + (size_t)row];
		const struct whose_run *r = run_in(x, l->bytes.at, l->bytes.n);

		if (r && r->who != last)
			surface_field(s, row, 0, s->cols, short_name(name_of(x, r)), ROLE_PERSON);
		else if (r)
			surface_puts(s, row, 0, "·", ROLE_PERSON);
		last = r ? r->who : -1;
	}
}

static char *here(const struct whose_screen *x)
{
	const struct whose_run *r = x->n ? &x->all.run[x->stop[x->at].run] : NULL;
	struct str s = STR_INIT;

	if (!r)
		return mem_strdup(x->loaded ? "Alla ord är sekreterarens" : "");
	str_addf(&s, "%s, version %d", name_of(x, r), r->nr);
	for (size_t i = 0; i < x->history.nversions; i++) {
		const struct store_version *v = &x->history.version[i];

		if (v->nr != r->nr)
			continue;
		str_addc(&s, ' ');
		date_add_iso(&s, clock_date(v->time));
		if (v->by && strcmp(v->by, v->who) != 0)
			str_addf(&s, ", godtaget av %s", v->by);
	}
	return str_take(&s);
}

static void whose_draw(void *state, struct surface *s)
{
	struct whose_screen *x = state;
	struct surface body = frame_begin(&x->f, s, "Vems ord", NULL), names, text;
	int left = body.cols >= NAMES_AT ? NAMES : 0;
	char *status = here(x), *where = x->n ? str_format("%zu av %zu", x->at + 1, x->n) : NULL;

	names = surface_sub(&body, 0, 0, body.rows, left ? left - 2 : 0);
	if (left)
		surface_vline(&body, 0, left - 2, body.rows, ROLE_FRAME);
	text = surface_sub(&body, 0, left, body.rows, body.cols - left);
	textview_draw(&x->view, &text);
	if (left)
		draw_names(x, &names);
	frame_end(&x->f, s, status, where);
	free(status);
	free(where);
}

static void whose_close(void *state)
{
	struct whose_screen *x = state;

	frame_release(&x->f);
	whose_release(&x->all);
	store_answer_release(&x->history);
	textview_release(&x->view);
	free(x->stop);
	free(x);
}

static const struct screen_ops ops = {
	.name = "Vems ord",
	.commands = commands,
	.bar = true,
	.draw = whose_draw,
	.event = whose_event,
	.close = whose_close,
};

struct screen whose_new(struct services *sv)
{
	struct whose_screen *x = mem_alloc(sizeof *x);
	struct session *s;
	struct err err = ERR_INIT;

	frame_init(&x->f, sv, commands);
	textview_init(&x->view, TEXTVIEW_WRAP | TEXTVIEW_HEADINGS);
	s = frame_session(&x->f);
	if (s && !s->folder)
		frame_say(&x->f, MESSAGE_WARNING, "Ett löst utkast har inga versioner; de finns i en sammanträdesmapp.");
	else if (s && !(x->loaded = load(x, s, &err)))
		frame_err(&x->f, &err);
	return (struct screen){&ops, x};
}
