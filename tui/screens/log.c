/* log: see log.h. The list grows while it is open, so the page is made anew
 * when there is more. */
#include "screens/log.h"

#include "base/mem.h"
#include "ui/bars.h"
#include "ui/textview.h"
#include "ui/theme.h"

struct log {
	struct messages *messages;
	struct textview text;
	const struct command *global;
	int n;                          /* the page was made of this many */
};

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "logg-stang", .name = "Stäng", .keys = {"Esc", "q"}, .group = "Meddelanden", .help = "Går tillbaka.",
		.label = "Stäng", .weight = 9, .run = run_close},
	{.id = NULL},
};

static void make(struct log *l)
{
	static const char *const prefix[] = {
		[MESSAGE_INFO] = "", [MESSAGE_WARNING] = "Obs: ", [MESSAGE_ERROR] = "Fel: "};
	struct str page = STR_INIT;

	for (int i = 0; i < l->messages->n; i++) {
		const struct message *m = &l->messages->v[i];

		clock_add_time(&page, m->at, true);
		str_addf(&page, "  %s%s\n", prefix[m->level], m->text ? m->text : "");
	}
	if (!page.len)
		str_adds(&page, "Inga meddelanden än.\n");
	textview_set(&l->text, str_span(&page));
	str_release(&page);
	l->n = l->messages->n;
}

static void log_draw(void *state, struct surface *s)
{
	struct log *l = state;
	struct surface text = surface_sub(s, 1, 0, s->rows - 2, s->cols);

	if (l->n != l->messages->n)
		make(l);
	textview_draw(&l->text, &text);
	bars_status(s, 0, "Meddelanden", NULL, NULL, ROLE_TITLE);
	if (s->rows > 2)
		bars_functions(s, s->rows - 1, commands, l->global, ~0u);
}

static struct outcome log_event(void *state, const struct event *ev)
{
	struct log *l = state;

	return textview_event(&l->text, ev) ? outcome_stay() : outcome_ignored();
}

static void log_close(void *state)
{
	struct log *l = state;

	textview_release(&l->text);
	free(l);
}

static const struct screen_ops ops = {
	.name = "Meddelanden",
	.commands = commands,
	.draw = log_draw,
	.event = log_event,
	.close = log_close,
};

struct screen log_new(struct messages *m, const struct command *opt_global)
{
	struct log *l = mem_alloc(sizeof *l);

	l->messages = m;
	l->global = opt_global;
	textview_init(&l->text, TEXTVIEW_WRAP);
	make(l);
	textview_go_end(&l->text);
	return (struct screen){&ops, l};
}
