/* The generic screens (palette, help, viewer, log) over a small demonstration
 * screen with a list, a form or a text, as scenes. */
#include "scene.h"

#include "base/mem.h"
#include "screens/help.h"
#include "screens/log.h"
#include "screens/palette.h"
#include "screens/viewer.h"
#include "ui/bars.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/screen.h"
#include "ui/textview.h"

enum { OPEN_PALETTE = 1, OPEN_HELP, OPEN_LOG, OPEN_VIEWER };
enum { HAVE_ROW = 1, HAVE_NEVER = 2 };

struct demo {
	struct term *term;
	struct surface surface;
	struct screens screens;
	struct messages messages;
	struct list list;
	struct form form;
	struct prompt prompt;
	bool form_mode, quit;
};

static const char *const names[] = {"Justering", "Informationer", "Mobil skötsel", "Aktivitetsplan", "Älgtornet i Storsele"};
static const char *const kinds[] = {"nämnd", "fullmäktige", "utskott", NULL};
static const struct field_def fields[] = {
	{FIELD_TEXT, "Nytt sammanträde", NULL, NULL, 0},
	{FIELD_LINE, "Organ", "Fjällnämnden", NULL, 0},
	{FIELD_CHOICE, "Profil", NULL, kinds, 0},
	{FIELD_AREA, "Föredragningslista", "en rad per ärende", NULL, 4},
	{FIELD_LINE, "Plats", NULL, NULL, 0},
	{0, NULL, NULL, NULL, 0},
};

static void label(void *ctx, size_t i, struct str *out)
{
	(void)ctx;
	str_addf(out, "%zu %s", i + 11, names[i]);
}

static const struct list_source source = {.label = label};

static struct outcome run_say(void *ctx)
{
	struct demo *d = ctx;

	messages_say(&d->messages, MESSAGE_INFO, "Rad %zu är vald.", list_at(&d->list) + 1);
	return outcome_stay();
}

static struct outcome run_ask(void *ctx)
{
	struct demo *d = ctx;

	prompt_ask_key(&d->prompt, 1, "Ta bort raden?", "jn");
	return outcome_stay();
}

static struct outcome run_goto(void *ctx)
{
	struct demo *d = ctx;

	prompt_ask(&d->prompt, 2, "Gå till §", SPAN_NONE);
	return outcome_stay();
}

static struct outcome run_palette(void *ctx)
{
	(void)ctx;
	return outcome_push(OPEN_PALETTE);
}

static struct outcome run_help(void *ctx)
{
	(void)ctx;
	return outcome_push(OPEN_HELP);
}

static struct outcome run_log(void *ctx)
{
	(void)ctx;
	return outcome_push(OPEN_LOG);
}

static struct outcome run_viewer(void *ctx)
{
	(void)ctx;
	return outcome_push_with(OPEN_VIEWER, "Förhandsvisning", 0);
}

static struct outcome run_quit(void *ctx)
{
	(void)ctx;
	return outcome_quit();
}

static const struct command commands[] = {
	{.id = "sag", .name = "Säg raden", .keys = {"F2", "Alt-2"}, .group = "Rader", .help = "Säger vilken rad som är vald.",
		.label = "Säg", .weight = 5, .needs = HAVE_ROW, .run = run_say},
	{.id = "ta-bort", .name = "Ta bort", .keys = {"F8", "Alt-8"}, .group = "Rader", .help = "Tar bort raden efter en fråga.",
		.label = "Ta bort", .weight = 3, .needs = HAVE_ROW, .run = run_ask},
	{.id = "ga-till", .name = "Gå till §", .keys = {"Ctrl-G"}, .group = "Rader", .help = "Frågar efter ett nummer.",
		.label = "Gå till", .weight = 4, .run = run_goto},
	{.id = "justera", .name = "Justera", .keys = {"F9"}, .group = "Justering", .help = "Låser texten.",
		.label = "Justera", .weight = 2, .needs = HAVE_NEVER, .run = run_say},
	{.id = NULL},
};

static const struct command global[] = {
	{.id = "hjalp", .name = "Hjälp", .keys = {"F1", "Alt-H"}, .group = "Program", .help = "Visar vad tangenterna gör.",
		.label = "Hjälp", .weight = 9, .run = run_help},
	{.id = "kommandon", .name = "Kommandon", .keys = {"Ctrl-P"}, .group = "Program", .help = "Visar alla kommandon.",
		.run = run_palette},
	{.id = "meddelanden", .name = "Meddelanden", .keys = {"F11"}, .group = "Program", .help = "Visar vad som har sagts.",
		.run = run_log},
	{.id = "forhandsvisa", .name = "Förhandsvisa", .keys = {"F12"}, .group = "Program", .help = "Visar sidorna.",
		.run = run_viewer},
	{.id = "avsluta", .name = "Avsluta", .keys = {"Ctrl-Q"}, .group = "Program", .help = "Lämnar programmet.",
		.label = "Avsluta", .weight = 8, .run = run_quit},
	{.id = NULL},
};

static const struct guard guards[] = {
	{HAVE_ROW, "Ingen rad är vald."},
	{HAVE_NEVER, "Texten är inte klar."},
	{0, NULL},
};

static unsigned demo_have(void *state)
{
	struct demo *d = state;

	return list_at(&d->list) != (size_t)-1 ? HAVE_ROW : 0;
}

static void demo_draw(void *state, struct surface *s)
{
	struct demo *d = state;
	struct surface body = surface_sub(s, 1, 0, s->rows - 3, s->cols);

	bars_status(s, 0, "Fjällberedningen 2031-04-09", "§ 13 Mobil skötsel", "10.42", ROLE_TITLE);
	if (d->form_mode)
		form_draw(&d->form, &body);
	else
		list_draw(&d->list, &body, true, "Inga rader.");
	if (s->rows < 3)
		return;
	if (!prompt_draw(&d->prompt, s, s->rows - 2) && !messages_draw(&d->messages, s, s->rows - 2))
		bars_status(s, s->rows - 2, "Sparat 10.42.07", NULL, "utkast", ROLE_STATUS);
	bars_functions(s, s->rows - 1, commands, global, demo_have(d));
}

static struct outcome demo_first(void *state, const struct event *ev)
{
	struct demo *d = state;
	enum prompt_result r = prompt_event(&d->prompt, ev);

	if (r == PROMPT_DONE && d->prompt.purpose == 1)
		messages_say(&d->messages, MESSAGE_WARNING, "Raden är borta.");
	if (r == PROMPT_DONE && d->prompt.purpose == 2)
		messages_say(&d->messages, MESSAGE_ERROR, "§ %.*s finns inte.", SPAN_FMT(prompt_text(&d->prompt)));
	return r == PROMPT_IGNORED ? outcome_ignored() : outcome_stay();
}

static struct outcome demo_event(void *state, const struct event *ev)
{
	struct demo *d = state;

	if (d->form_mode) {
		if (form_event(&d->form, ev) == FORM_SUBMIT && !form_text(&d->form, 1).n)
			form_message(&d->form, 1, "Ange vilket organ som sammanträder.");
		return outcome_stay();
	}
	if (list_event(&d->list, ev) == LIST_CHOSEN)
		return run_say(d);
	return outcome_stay();
}

static void demo_close(void *state)
{
	(void)state;
}

static const struct screen_ops demo_ops = {
	.name = "Ärenden",
	.commands = commands,
	.draw = demo_draw,
	.first = demo_first,
	.event = demo_event,
	.have = demo_have,
	.close = demo_close,
};

static void frame(struct demo *d)
{
	screens_draw(&d->screens, &d->surface);
	term_draw(d->term, &d->surface);
}

static void *demo_start(struct term *t, struct span words, struct err *err)
{
	struct demo *d = mem_alloc(sizeof *d);
	int rows, cols;

	(void)err;
	d->term = t;
	d->form_mode = span_is(words, "form");
	term_size(t, &rows, &cols);
	surface_init(&d->surface, rows, cols);
	list_init(&d->list, &source, d, true);
	list_set(&d->list, span_is(words, "empty") ? 0 : sizeof names / sizeof names[0]);
	form_init(&d->form, fields);
	d->screens.global = global;
	d->screens.guards = guards;
	d->screens.app = d;
	d->screens.messages = &d->messages;
	screens_push(&d->screens, (struct screen){&demo_ops, d});
	frame(d);
	return d;
}

static void push(struct demo *d, struct outcome out)
{
	struct screens *st = &d->screens;

	if (out.request == OPEN_PALETTE)
		screens_push(st, palette_new(st));
	else if (out.request == OPEN_HELP)
		screens_push(st, help_new(st));
	else if (out.request == OPEN_LOG)
		screens_push(st, log_new(&d->messages, global));
	else
		screens_push(st, viewer_new(out.text, SPAN_LIT("FJÄLLBEREDNINGEN\n\n§ 11 Justering\n\fSida två\n"
			"Mobil skötsel utreds.\n\fSida tre\n§ 12 justerat\n"), TEXTVIEW_PAGES, global));
}

static void demo_turn(void *app)
{
	struct demo *d = app;
	struct event ev;

	while (!d->quit && term_read(d->term, &ev)) {
		struct outcome out;

		if (ev.type == EVENT_RESIZE)
			surface_resize(&d->surface, ev.rows, ev.cols);
		out = screens_event(&d->screens, &ev);
		if (out.kind == OUTCOME_PUSH)
			push(d, out);
		d->quit = out.kind == OUTCOME_QUIT;
		free(out.text);
		frame(d);
	}
}

static void demo_stop(void *app)
{
	struct demo *d = app;

	screens_release(&d->screens);
	messages_release(&d->messages);
	list_release(&d->list);
	form_release(&d->form);
	prompt_release(&d->prompt);
	surface_release(&d->surface);
	free(d);
}

static const struct scene_driver driver = {demo_start, demo_turn, demo_stop};

TEST(scenes)
{
	scene_play_all(&driver, "ui_");
}

TEST(tables_are_sound)
{
	struct str faults = STR_INIT;

	CHECK_INT(command_check(commands, global, &faults), 0);
	CHECK_STR(str_c(&faults), "");
	str_release(&faults);
}

/* Every screen at every size from 1x1: nothing outside, no crash, and the
 * cursor on the screen. */
TEST(any_size)
{
	static const char *const starts[] = {"list", "form", "empty"};
	static const char *const opens[] = {"", "Ctrl-P", "F1", "F11", "F12", "Ctrl-G", "F8"};
	static const int sizes[][2] = {{1, 1}, {1, 80}, {24, 1}, {2, 2}, {3, 5}, {10, 40}, {24, 80}, {40, 120}};

	for (size_t i = 0; i < 3 * 7 * 8; i++) {
		const char *start = starts[i % 3], *open = opens[i / 3 % 7];
		struct term *t = term_mem_new(sizes[i / 21][0], sizes[i / 21][1]);
		struct err err = ERR_INIT;
		void *app = demo_start(t, span_of(start), &err);
		int row, col;

		CHECK_INT(term_mem_keys(t, span_of(open), &err), 0);
		CHECK_INT(term_mem_keys(t, SPAN_LIT("Ner \"å\" PageDown Tab paste \"a\\nb\" Ctrl-F \"x\" Upp click 0,0 size 7x13 "
			"wheel-down 1,1 End Esc size 1x1 Ner Enter"), &err), 0);
		demo_turn(app);
		term_mem_cursor(t, &row, &col);
		CHECK(row == 0 && col == 0);
		demo_stop(app);
		term_free(t);
	}
}
