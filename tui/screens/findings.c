/* findings: see findings.h. Runs the check again whenever the draft has changed;
 * the rules stand in check/. */
#include "screens/findings.h"

#include <string.h>

#include "base/mem.h"
#include "jobs/check.h"
#include "screens/frame.h"
#include "ui/list.h"
#include "ui/theme.h"

struct findings_screen {
	struct frame f;
	struct meeting m;        /* what was checked; the result borrows from it */
	struct check_result r;
	bool checked;
	uint64_t rev;            /* of the draft that was checked */
	int least;               /* severities up to this one are shown */
	size_t *shown, n, cap;   /* findings of these severities */
	struct list list;
};

/* Words and signs: a colour says nothing alone. */
static const struct {
	const char *sign, *word;
	unsigned style;
} severities[] = {
	[SEVERITY_FEL] = {"✗", "fel", ROLE_ERROR},
	[SEVERITY_VARNING] = {"!", "varning", ROLE_WARNING},
	[SEVERITY_UPPLYSNING] = {"i", "upplysning", ROLE_INFO},
};

static const struct check_finding *finding_at(const struct findings_screen *x, size_t row)
{
	return row < x->n ? &x->r.v[x->shown[row]] : NULL;
}

static void filter(struct findings_screen *x)
{
	x->n = 0;
	for (size_t i = 0; i < x->r.n; i++) {
		if ((int)x->r.v[i].severity > x->least)
			continue;
		x->shown = mem_grow(x->shown, x->n, &x->cap, sizeof *x->shown);
		x->shown[x->n++] = i;
	}
	list_set(&x->list, x->n);
}

static void forget(struct findings_screen *x)
{
	if (!x->checked)
		return;
	check_release(&x->r);
	meeting_release(&x->m);
	memset(&x->r, 0, sizeof x->r);
	memset(&x->m, 0, sizeof x->m);
	x->checked = false;
}

static void check(struct findings_screen *x)
{
	const struct session *s = x->f.sv->session;

	forget(x);
	if (s) {
		frame_meeting(s, &x->m);
		check_meeting(&x->m, &x->r);
		x->checked = true;
		x->rev = doc_rev(s->doc);
	}
	filter(x);
}

/* -------------------------------------------------------------------- rows */

static void add_where(const struct findings_screen *x, const struct check_finding *c, struct str *out)
{
	size_t before = out->len;

	frame_add_place(out, x->m.p, c->where.at);
	if (out->len == before)
		str_addf(out, "rad %d", c->line);
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	const struct findings_screen *x = ctx;
	const struct check_finding *c = finding_at(x, i);

	str_addf(out, "%s ", severities[c->severity].word);
	add_where(x, c, out);
	str_addf(out, " %s", c->text);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct findings_screen *x = ctx;
	const struct check_finding *c = finding_at(x, i);
	struct str where = STR_INIT;
	int col = 1;

	surface_puts(s, 0, col, severities[c->severity].sign, severities[c->severity].style);
	col += 2;
	if (s->cols >= 60)
		col = surface_field(s, 0, col, 11, span_of(severities[c->severity].word), severities[c->severity].style);
	add_where(x, c, &where);
	col = surface_field(s, 0, col, 9, str_span(&where), ROLE_LABEL);
	surface_field(s, 0, col, s->cols - col - (c->rattning ? 4 : 0), span_of(c->text), ROLE_NORMAL);
	if (c->rattning)
		surface_puts(s, 0, s->cols - 3, "F5", ROLE_BAR_KEY);
	str_release(&where);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

static const struct check_finding *need(struct findings_screen *x)
{
	const struct check_finding *c = finding_at(x, list_at(&x->list));

	if (frame_session(&x->f) && !c)
		frame_say(&x->f, MESSAGE_INFO, "Det finns ingen anmärkning här.");
	return c;
}

static struct outcome run_go(void *ctx)
{
	struct findings_screen *x = ctx;
	const struct check_finding *c = need(x);

	if (!c)
		return outcome_stay();
	return frame_go(&x->f, c->where.at, c->where.at + c->where.n);
}

static struct outcome run_correct(void *ctx)
{
	struct findings_screen *x = ctx;
	const struct check_finding *c = need(x);
	struct session *s = x->f.sv->session;
	struct err err = ERR_INIT;
	const char *why = frame_locked(s);
	char *said;
	int rc;

	if (!c)
		return outcome_stay();
	if (why)
		return frame_say(&x->f, MESSAGE_WARNING, "Inget kan rättas: %s.", why);
	if (!c->rattning)
		return frame_say(&x->f, MESSAGE_WARNING, "Den här måste rättas för hand; Enter går dit.");
	doc_group_begin(s->doc, c->where.at);
	rc = doc_edit(s->doc, c->where.at, c->where.n, span_of(c->rattning), &err);
	doc_group_end(s->doc, c->where.at);
	if (rc != 0)
		return frame_err(&x->f, &err);
	said = mem_strdup(*c->rattning ? c->rattning : "");
	check(x);
	frame_say(&x->f, MESSAGE_INFO, *said ? "Rättat till ”%s”. Ctrl-Z ångrar." : "Borttaget%s. Ctrl-Z ångrar.", said);
	free(said);
	return outcome_stay();
}

static struct outcome run_undo(void *ctx)
{
	struct findings_screen *x = ctx;
	struct session *s = frame_session(&x->f);
	struct err err = ERR_INIT;
	size_t cursor;

	if (!s)
		return outcome_stay();
	if (session_undo(s, &cursor, &err) != 0)
		return frame_err(&x->f, &err);
	check(x);
	return frame_say(&x->f, MESSAGE_INFO, "Ångrat.");
}

static const char *const least_names[] = {"bara fel", "fel och varningar", "alla"};

static struct outcome run_filter(void *ctx)
{
	struct findings_screen *x = ctx;

	x->least = x->least == SEVERITY_FEL ? SEVERITY_UPPLYSNING : x->least - 1;
	filter(x);
	return frame_say(&x->f, MESSAGE_INFO, "Visar %s.", least_names[x->least]);
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "ga-dit", .name = "Gå dit", .keys = {"Enter"}, .group = "Formaliakontroll",
		.help = "Går till stället i texten.", .label = "Gå dit", .weight = 80, .run = run_go},
	{.id = "ratta", .name = "Rätta", .keys = {"F5", "Alt-R"}, .group = "Formaliakontroll",
		.help = "Rättar det under markören, där det finns en rättning.", .label = "Rätta", .weight = 70,
		.run = run_correct},
	{.id = "angra", .name = "Ångra", .keys = {"Ctrl-Z"}, .group = "Formaliakontroll",
		.help = "Ångrar den senaste ändringen av texten.", .label = "Ångra", .weight = 30, .run = run_undo},
	{.id = "niva", .name = "Visa fel, varningar, alla", .keys = {"F6", "Alt-F"}, .group = "Formaliakontroll",
		.help = "Växlar mellan alla anmärkningar, fel och varningar, och bara fel.", .label = "Nivå", .weight = 50,
		.run = run_filter},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Formaliakontroll",
		.help = "Går tillbaka till texten.", .label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ----------------------------------------------------------------- the rest */

static struct outcome findings_event(void *state, const struct event *ev)
{
	struct findings_screen *x = state;

	switch (list_event(&x->list, ev)) {
	case LIST_CHOSEN:
		return run_go(x);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

static struct outcome findings_tick(void *state)
{
	struct findings_screen *x = state;

	if (x->checked && x->f.sv->session && doc_rev(x->f.sv->session->doc) != x->rev)
		check(x);
	return outcome_stay();
}

/* The whole finding under the cursor, its source, and what it would be corrected to. */
static void add_detail(const struct check_finding *c, struct str *out)
{
	str_addf(out, "%s: %s", severities[c->severity].word, c->text);
	if (c->source && *c->source)
		str_addf(out, " (%s)", c->source);
	if (c->rattning && *c->rattning)
		str_addf(out, "\nF5 skriver: %s", c->rattning);
	else if (c->rattning)
		str_adds(out, "\nF5 tar bort det.");
}

static void findings_draw(void *state, struct surface *s)
{
	struct findings_screen *x = state;
	const struct check_finding *c = finding_at(x, list_at(&x->list));
	struct surface body = frame_begin(&x->f, s, "Formaliakontroll", NULL);
	int detail = body.rows >= 7 ? (body.rows >= 14 ? 4 : 2) : 0;
	struct surface list = surface_sub(&body, 0, 0, body.rows - (detail ? detail + 1 : 0), body.cols);
	struct str text = STR_INIT;
	char *counts = str_format("fel %zu, varningar %zu, upplysningar %zu", x->r.count[SEVERITY_FEL],
		x->r.count[SEVERITY_VARNING], x->r.count[SEVERITY_UPPLYSNING]);

	if (detail)
		surface_hline(&body, body.rows - detail - 1, 0, body.cols, ROLE_FRAME);
	if (detail && c) {
		struct surface below = surface_sub(&body, body.rows - detail, 1, detail, body.cols - 2);

		add_detail(c, &text);
		frame_text(&below, 0, 0, str_span(&text), ROLE_NORMAL);
	}
	list_draw(&x->list, &list, true,
		!x->f.sv->session ? " Inget sammanträde är öppet."
				  : x->r.n ? " Inget på den här nivån. F6 visar fler." : " Inget att anmärka på.");
	frame_end(&x->f, s, counts, x->least == SEVERITY_UPPLYSNING ? NULL : least_names[x->least]);
	str_release(&text);
	free(counts);
}

static void findings_close(void *state)
{
	struct findings_screen *x = state;

	frame_release(&x->f);
	list_release(&x->list);
	forget(x);
	free(x->shown);
	free(x);
}

static const struct screen_ops ops = {
	.name = "Formaliakontroll",
	.commands = commands,
	.bar = true,
	.draw = findings_draw,
	.event = findings_event,
	.tick = findings_tick,
	.close = findings_close,
};

struct screen findings_new(struct services *sv)
{
	struct findings_screen *x = mem_alloc(sizeof *x);

	frame_init(&x->f, sv, commands);
	list_init(&x->list, &rows, x, true);
	x->least = SEVERITY_UPPLYSNING;
	frame_session(&x->f);
	check(x);
	return (struct screen){&ops, x};
}
