/* viewer: see viewer.h. */
#include "screens/viewer.h"

#include <string.h>

#include "base/mem.h"
#include "ui/bars.h"
#include "ui/prompt.h"
#include "ui/textview.h"
#include "ui/theme.h"

enum { ASK_FIND };

struct viewer {
	char *title;
	struct textview text;
	struct prompt prompt;
	char *needle;
	bool missed;
	const struct command *global;
};

static void find(struct viewer *v, bool back)
{
	v->missed = v->needle && *v->needle && !textview_find(&v->text, span_of(v->needle), back);
	prompt_note(&v->prompt, v->missed ? "finns inte" : NULL);
}

static struct outcome run_find(void *ctx)
{
	struct viewer *v = ctx;

	prompt_ask(&v->prompt, ASK_FIND, "Sök", span_of(v->needle ? v->needle : ""));
	return outcome_stay();
}

static struct outcome run_next(void *ctx)
{
	struct viewer *v = ctx;

	if (!v->needle)
		return run_find(ctx);
	find(v, false);
	return outcome_stay();
}

static struct outcome run_previous(void *ctx)
{
	struct viewer *v = ctx;

	if (!v->needle)
		return run_find(ctx);
	find(v, true);
	return outcome_stay();
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static struct outcome run_page(void *ctx, int by)
{
	struct viewer *v = ctx;

	textview_go_page(&v->text, textview_page(&v->text) + by);
	return outcome_stay();
}

static struct outcome run_page_next(void *ctx)
{
	return run_page(ctx, 1);
}

static struct outcome run_page_previous(void *ctx)
{
	return run_page(ctx, -1);
}

static const struct command commands[] = {
	{.id = "visa-stang", .name = "Stäng", .keys = {"Esc", "q"}, .group = "Läsa",
		.help = "Går tillbaka.", .label = "Stäng", .weight = 9, .run = run_close},
	{.id = "visa-sok", .name = "Sök", .keys = {"Ctrl-F", "/"}, .group = "Läsa",
		.help = "Söker i texten medan man skriver.", .label = "Sök", .weight = 8, .run = run_find},
	{.id = "visa-nasta", .name = "Nästa träff", .keys = {"F3", "Ctrl-G"}, .group = "Läsa",
		.help = "Går till nästa ställe där det sökta står.", .label = "Nästa", .weight = 7, .run = run_next},
	{.id = "visa-forra", .name = "Förra träffen", .keys = {"Skift-F3", "Alt-G"}, .group = "Läsa",
		.help = "Går till förra stället där det sökta står.", .run = run_previous},
	{.id = "visa-sida-fram", .name = "Nästa sida", .keys = {"Ctrl-PageDown", "Alt-Ner"}, .group = "Läsa",
		.help = "Går till nästa sida av den utskrivna texten.", .run = run_page_next},
	{.id = "visa-sida-bak", .name = "Förra sidan", .keys = {"Ctrl-PageUp", "Alt-Upp"}, .group = "Läsa",
		.help = "Går till förra sidan av den utskrivna texten.", .run = run_page_previous},
	{.id = NULL},
};

static void viewer_draw(void *state, struct surface *s)
{
	struct viewer *v = state;
	struct surface text = surface_sub(s, 1, 0, s->rows - 2, s->cols);
	struct str right = STR_INIT;

	textview_draw(&v->text, &text);
	if (textview_pages(&v->text) > 1)
		str_addf(&right, "sida %d av %d", textview_page(&v->text), textview_pages(&v->text));
	else
		str_addf(&right, "%d %%", textview_percent(&v->text));
	bars_status(s, 0, v->title, v->missed ? "finns inte" : NULL, str_c(&right), ROLE_TITLE);
	str_release(&right);
	if (s->rows < 2)
		return;
	if (!prompt_draw(&v->prompt, s, s->rows - 1))
		bars_functions(s, s->rows - 1, commands, v->global, ~0u);
}

static struct outcome viewer_first(void *state, const struct event *ev)
{
	struct viewer *v = state;

	switch (prompt_event(&v->prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_CHANGED:
		free(v->needle);
		v->needle = span_dup(prompt_text(&v->prompt));
		/* a longer word may begin where the shorter did */
		v->text.match.n = 0;
		find(v, false);
		break;
	case PROMPT_UP:
		find(v, true);
		break;
	case PROMPT_DOWN:
		find(v, false);
		break;
	case PROMPT_CANCEL:
		v->text.match.n = 0;
		v->missed = false;
		break;
	case PROMPT_OPEN:
	case PROMPT_DONE:
		break;
	}
	return outcome_stay();
}

static struct outcome viewer_event(void *state, const struct event *ev)
{
	struct viewer *v = state;

	return textview_event(&v->text, ev) ? outcome_stay() : outcome_ignored();
}

static void viewer_close(void *state)
{
	struct viewer *v = state;

	free(v->title);
	free(v->needle);
	textview_release(&v->text);
	prompt_release(&v->prompt);
	free(v);
}

static const struct screen_ops ops = {
	.name = "Läsa",
	.commands = commands,
	.draw = viewer_draw,
	.first = viewer_first,
	.event = viewer_event,
	.close = viewer_close,
};

struct screen viewer_new(const char *title, struct span text, unsigned mode, const struct command *opt_global)
{
	struct viewer *v = mem_alloc(sizeof *v);

	v->title = mem_strdup(title);
	v->global = opt_global;
	textview_init(&v->text, mode);
	textview_set(&v->text, text);
	return (struct screen){&ops, v};
}
