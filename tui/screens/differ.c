/* differ: see differ.h. Shows and asks; what is done with the texts is
 * session_other's. */
#include "screens/differ.h"

#include <string.h>

#include "base/mem.h"
#include "screens/difference.h"
#include "screens/frame.h"
#include "screens/session_other.h"
#include "ui/theme.h"

enum { CONTEXT = 2 };

struct differ {
	struct frame f;
	struct textview view;
	size_t changes, at;  /* the change shown, from 0 */
	bool whole;          /* all of the text, not only round the changes */
	uint64_t rev;        /* of the text that was compared */
};

/* -------------------------------------------------------------------- show */

static void go(struct differ *d, size_t nr)
{
	d->at = nr;
	textview_go_change(&d->view, nr);
}

/* Both in canonical form: how a thing is written down is no difference. */
static void canonical(struct span text, struct str *out)
{
	struct protocol *p = protocol_parse(text);

	protocol_write(p, out);
	protocol_free(p);
}

static void show(struct differ *d)
{
	const struct session *s = d->f.sv->session;
	struct str mine = STR_INIT, other = STR_INIT;

	canonical(doc_bytes(s->doc), &mine);
	canonical(str_span(&s->other), &other);
	difference_show(&d->view, str_span(&mine), str_span(&other), d->whole ? (size_t)-1 : CONTEXT);
	d->changes = textview_changes(&d->view);
	d->rev = doc_rev(s->doc);
	if (d->at >= d->changes)
		d->at = 0;
	go(d, d->at);
	str_release(&mine);
	str_release(&other);
}

/* --------------------------------------------------------------- commands */

static bool waits(struct differ *d)
{
	return d->f.sv->session && d->f.sv->session->has_other;
}

static struct outcome step(struct differ *d, size_t by)
{
	if (!d->changes)
		return frame_say(&d->f, MESSAGE_INFO, "Texterna säger samma sak.");
	go(d, (d->at + by) % d->changes);
	return outcome_stay();
}

static struct outcome run_next(void *ctx)
{
	return step(ctx, 1);
}

static struct outcome run_prev(void *ctx)
{
	struct differ *d = ctx;

	return step(d, d->changes ? d->changes - 1 : 0);
}

static struct outcome choose(struct differ *d, int (*how)(struct session *s, struct err *err), const char *said)
{
	const char *why = frame_locked(d->f.sv->session);
	struct err err = ERR_INIT;

	if (!waits(d))
		return outcome_pop();
	if (why)
		return frame_say(&d->f, MESSAGE_WARNING, "Det går inte att välja nu: %s.", why);
	if (how(d->f.sv->session, &err) != 0)
		return frame_err(&d->f, &err);
	frame_say(&d->f, MESSAGE_INFO, said,
		d->f.sv->session->folder ? "en version" : "en fil bredvid");
	return outcome_pop();
}

static struct outcome run_take(void *ctx)
{
	return choose(ctx, session_other_take, "Den andra texten är tagen; den som stod här finns som %s. Ctrl-Z ångrar.");
}

static struct outcome run_keep(void *ctx)
{
	return choose(ctx, session_other_keep, "Texten här är kvar; den andra finns som %s.");
}

static struct outcome run_whole(void *ctx)
{
	struct differ *d = ctx;

	d->whole = !d->whole;
	if (waits(d))
		show(d);
	return outcome_stay();
}

static struct outcome run_close(void *ctx)
{
	struct differ *d = ctx;

	if (waits(d))
		frame_say(&d->f, MESSAGE_INFO, "Båda texterna är kvar; F5 visar skillnaden igen.");
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "nasta-skillnad", .name = "Nästa skillnad", .keys = {"F7", "n", "Tab"}, .group = "Två texter",
		.help = "Går till nästa ställe där texterna skiljer sig.", .label = "Nästa", .weight = 70, .run = run_next},
	{.id = "forra-skillnad", .name = "Föregående skillnad", .keys = {"Skift-F7", "p", "Skift-Tab"}, .group = "Två texter",
		.help = "Går till föregående ställe där texterna skiljer sig.", .run = run_prev},
	{.id = "ta-andra", .name = "Ta den andra texten", .keys = {"F6", "a"}, .group = "Två texter",
		.help = "Den andra texten tar platsen, som ett steg att ångra; den som stod här sparas som en version eller en fil bredvid.",
		.label = "Ta den andra", .weight = 80, .run = run_take},
	{.id = "behall", .name = "Behåll texten här", .keys = {"F8", "b"}, .group = "Två texter",
		.help = "Texten står kvar; den andra sparas som en version eller en fil bredvid.", .label = "Behåll",
		.weight = 85, .run = run_keep},
	{.id = "hela-texten", .name = "Hela texten eller bara skillnaderna", .keys = {"F9", "v"}, .group = "Två texter",
		.help = "Visar hela texten med skillnaderna, eller bara raderna runt dem.", .label = "Hela", .weight = 50,
		.run = run_whole},
	{.id = "senare", .name = "Senare", .keys = {"Esc"}, .group = "Två texter",
		.help = "Går tillbaka utan att välja; båda texterna är kvar.", .label = "Senare", .weight = 90, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome differ_event(void *state, const struct event *ev)
{
	struct differ *d = state;

	return textview_event(&d->view, ev) ? outcome_stay() : outcome_ignored();
}

/* The draft may be followed or taken over while we look at it. */
static struct outcome differ_tick(void *state)
{
	struct differ *d = state;

	if (!waits(d))
		return outcome_pop();
	if (d->rev != doc_rev(d->f.sv->session->doc))
		show(d);
	return outcome_stay();
}

/* ----------------------------------------------------------------- drawing */

static void legend(struct surface *s, const char *what)
{
	int col = surface_puts(s, 0, 1, "struket", ROLE_GONE);

	col = surface_puts(s, 0, col, " finns bara i texten här, ", ROLE_LABEL);
	col = surface_puts(s, 0, col, "nytt", ROLE_NEW);
	col = surface_puts(s, 0, col, " bara i ", ROLE_LABEL);
	surface_puts(s, 0, col, what, ROLE_LABEL);
}

static void differ_draw(void *state, struct surface *s)
{
	struct differ *d = state;
	const char *what = waits(d) ? d->f.sv->session->other_what : "";
	struct surface body = frame_begin(&d->f, s, "Två texter", what);
	int top = body.rows > 3 ? 2 : 0;
	struct surface view = surface_sub(&body, top, 0, body.rows - top, body.cols);
	char *where = d->changes ? str_format("skillnad %zu av %zu", d->at + 1, d->changes) : mem_strdup("ingen skillnad");

	if (top)
		legend(&body, what);
	textview_draw(&d->view, &view);
	frame_end(&d->f, s, where, NULL);
	free(where);
}

static void differ_close(void *state)
{
	struct differ *d = state;

	frame_release(&d->f);
	textview_release(&d->view);
	free(d);
}

static const struct screen_ops ops = {
	.name = "Två texter",
	.commands = commands,
	.bar = true,
	.draw = differ_draw,
	.event = differ_event,
	.tick = differ_tick,
	.close = differ_close,
};

struct screen differ_new(struct services *sv)
{
	struct differ *d = mem_alloc(sizeof *d);

	frame_init(&d->f, sv, commands);
	textview_init(&d->view, TEXTVIEW_WRAP | TEXTVIEW_DIFF);
	if (waits(d))
		show(d);
	return (struct screen){&ops, d};
}
