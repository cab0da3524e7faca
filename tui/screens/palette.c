/* palette: see palette.h. */
#include "screens/palette.h"

#include "base/mem.h"
#include "ui/bars.h"
#include "ui/list.h"
#include "ui/theme.h"

struct palette {
	struct command_list commands;
	struct list list;
};

static void label(void *ctx, size_t i, struct str *out)
{
	const struct palette *p = ctx;
	const struct command *c = p->commands.v[i].command;

	str_addf(out, "%s %s ", c->name, c->group);
	command_add_keys(out, c, true);
}

static void draw_row(void *ctx, size_t i, struct surface *s)
{
	const struct palette *p = ctx;
	const struct command_entry *e = &p->commands.v[i];
	struct str keys = STR_INIT;
	int right = s->cols, name = surface_width(span_of(e->command->name)), col;

	command_add_keys(&keys, e->command, false);
	/* the key gives way to the name, the reason stands between */
	if (name + surface_width(str_span(&keys)) + 3 <= s->cols)
		right = surface_right(s, 0, s->cols - 1, str_span(&keys), ROLE_BAR_KEY) - 1;
	col = surface_field(s, 0, 1, name < right - 1 ? name : right - 1, span_of(e->command->name),
		e->why_not ? ROLE_BAR_OFF : ROLE_NORMAL);
	if (e->why_not && right - col > 8) {
		col = surface_puts(s, 0, col, " – ", ROLE_BAR_OFF);
		surface_field(s, 0, col, right - col, span_of(e->why_not), ROLE_BAR_OFF);
	}
	str_release(&keys);
}

static const struct list_source source = {.label = label, .draw = draw_row};

static void palette_draw(void *state, struct surface *s)
{
	struct palette *p = state;
	size_t at = list_at(&p->list);
	struct surface rows = surface_sub(s, 1, 0, s->rows - 2, s->cols);
	const struct command_entry *e = at < p->commands.n ? &p->commands.v[at] : NULL;

	bars_status(s, 0, "Kommandon", NULL, "Enter kör, Esc stänger", ROLE_TITLE);
	if (s->rows > 2)
		bars_status(s, s->rows - 1, e ? (e->why_not ? e->why_not : e->command->help) : "", NULL, NULL, ROLE_STATUS);
	list_draw(&p->list, &rows, true, "Inga kommandon.");
}

static struct outcome palette_event(void *state, const struct event *ev)
{
	struct palette *p = state;
	struct outcome out = {.kind = OUTCOME_RUN};

	switch (list_event(&p->list, ev)) {
	case LIST_CHOSEN:
		out.command = p->commands.v[list_at(&p->list)].command;
		return out;
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return event_is(ev, K_ESC, 0) ? outcome_pop() : outcome_ignored();
}

/* The list takes what it wants before global commands see it. */
static struct outcome palette_first(void *state, const struct event *ev)
{
	return palette_event(state, ev);
}

static void palette_close(void *state)
{
	struct palette *p = state;

	command_list_release(&p->commands);
	list_release(&p->list);
	free(p);
}

static const struct screen_ops ops = {
	.name = "Kommandon",
	.draw = palette_draw,
	.first = palette_first,
	.event = palette_event,
	.close = palette_close,
};

struct screen palette_new(struct screens *st)
{
	struct palette *p = mem_alloc(sizeof *p);

	screens_commands(st, &p->commands);
	list_init(&p->list, &source, p, true);
	list_set(&p->list, p->commands.n);
	return (struct screen){&ops, p};
}
