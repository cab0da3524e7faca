/* screen: see screen.h. The stack and the way of an event; knows no screen. */
#include "ui/screen.h"

#include <string.h>

#include "base/mem.h"
#include "ui/bars.h"

static void close_screen(struct screen *s)
{
	if (s->ops && s->ops->close)
		s->ops->close(s->state);
}

bool screens_push(struct screens *st, struct screen s)
{
	if (st->n == SCREENS_MAX) {
		close_screen(&s);
		return false;
	}
	st->v[st->n++] = s;
	return true;
}

void screens_pop(struct screens *st)
{
	if (st->n)
		close_screen(&st->v[--st->n]);
}

void screens_release(struct screens *st)
{
	while (st->n)
		screens_pop(st);
}

struct screen *screens_top(struct screens *st)
{
	return st->n ? &st->v[st->n - 1] : NULL;
}

unsigned screens_have(struct screens *st, int depth)
{
	unsigned have = st->have ? st->have(st->app) : 0;
	const struct screen *s;

	if (depth < 0 || depth >= st->n)
		return have;
	s = &st->v[st->n - 1 - depth];
	return s->ops->have ? have | s->ops->have(s->state) : have;
}

void screens_draw(struct screens *st, struct surface *s)
{
	struct screen *top = screens_top(st);

	if (!top || !top->ops->adds || s->stands != top->state)
		surface_clear(s, 0);
	surface_cursor(s, 0, 0);
	if (top)
		top->ops->draw(top->state, s);
	s->stands = top && top->ops->adds ? top->state : NULL;
}

static struct outcome resolve(struct screens *st, struct outcome out);

/* The screen is closed; the one below hears how it went. */
static struct outcome popped(struct screens *st, struct outcome out)
{
	struct screen *top;
	struct outcome next = outcome_stay();

	screens_pop(st);
	top = screens_top(st);
	if (!top) {
		free(out.text);
		return outcome_quit();
	}
	if (top->ops->back)
		next = top->ops->back(top->state, &out);
	free(out.text);
	return resolve(st, next);
}

static struct outcome resolve(struct screens *st, struct outcome out)
{
	const struct command *command = out.command;

	switch (out.kind) {
	case OUTCOME_POP:
		return popped(st, out);
	case OUTCOME_RUN:
		out.kind = OUTCOME_POP;
		out.command = NULL;
		out = popped(st, out);
		return out.kind == OUTCOME_STAY && command ? screens_run(st, command) : out;
	case OUTCOME_REPLACE:
		screens_pop(st);
		return out;
	case OUTCOME_IGNORED:
		out.kind = OUTCOME_STAY;
		return out;
	case OUTCOME_STAY:
	case OUTCOME_PUSH:
	case OUTCOME_QUIT:
		break;
	}
	return out;
}

static bool in_table(const struct command *table, const struct command *c)
{
	for (; table && table->id; table++)
		if (table == c)
			return true;
	return false;
}

/* The bits of `needs` are the screen's own, or the app's for global commands. */
static const struct guard *guards_of(struct screens *st, bool global)
{
	struct screen *top = screens_top(st);

	return global || !top || !top->ops->guards ? st->guards : top->ops->guards;
}

struct outcome screens_run(struct screens *st, const struct command *c)
{
	struct screen *top = screens_top(st);
	bool global = in_table(st->global, c);
	const char *why = command_why_not(c, screens_have(st, 0), guards_of(st, global));

	if (why) {
		if (st->messages)
			messages_say(st->messages, MESSAGE_WARNING, "%s: %s", c->name, why);
		return outcome_stay();
	}
	if (!top && !global)
		return outcome_stay();
	return resolve(st, c->run(global ? st->app : top->state));
}

struct outcome screens_event(struct screens *st, const struct event *ev)
{
	struct screen *top = screens_top(st);
	const struct command *c = NULL;
	struct outcome out;

	if (!top)
		return outcome_quit();
	if (st->messages && (ev->type == EVENT_KEY || ev->type == EVENT_PASTE || ev->type == EVENT_MOUSE))
		messages_hide(st->messages);
	if (top->ops->first) {
		out = top->ops->first(top->state, ev);
		if (out.kind != OUTCOME_IGNORED)
			return resolve(st, out);
	}
	if (ev->type == EVENT_KEY) {
		c = command_find(top->ops->commands, ev->key);
		if (!c)
			c = command_find(st->global, ev->key);
	}
	if (c)
		return screens_run(st, c);
	return resolve(st, top->ops->event(top->state, ev));
}

const struct command *screens_bar_hit(struct screens *st, const struct event *ev, int rows, int cols)
{
	struct screen *top = screens_top(st);

	if (!top || !top->ops->bar || ev->type != EVENT_MOUSE || ev->mouse != MOUSE_PRESS || ev->button != 1 ||
		ev->row != rows - 1)
		return NULL;
	return bars_functions_at(cols, ev->col, top->ops->commands, st->global, screens_have(st, 0));
}

struct outcome screens_tick(struct screens *st)
{
	struct screen *top = screens_top(st);

	if (!top || !top->ops->tick)
		return outcome_stay();
	return resolve(st, top->ops->tick(top->state));
}

bool screens_idle(struct screens *st)
{
	struct screen *top = screens_top(st);

	return top && top->ops->idle && top->ops->idle(top->state);
}

static void add_commands(struct screens *st, const struct command *table, bool global, struct command_list *out)
{
	unsigned have = screens_have(st, 0);

	for (const struct command *c = table; c && c->id; c++) {
		out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
		out->v[out->n++] = (struct command_entry){c, command_why_not(c, have, guards_of(st, global)), global};
	}
}

void screens_commands(struct screens *st, struct command_list *out)
{
	struct screen *top = screens_top(st);

	memset(out, 0, sizeof *out);
	if (top)
		add_commands(st, top->ops->commands, false, out);
	add_commands(st, st->global, true, out);
}

void command_list_release(struct command_list *l)
{
	free(l->v);
	memset(l, 0, sizeof *l);
}
