/* preview: see preview.h. Rendered once when it is opened, and again when asked;
 * knows nothing of how it is laid out. */
#include "screens/preview.h"

#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "screens/frame.h"
#include "screens/render.h"
#include "ui/textview.h"
#include "ui/theme.h"

enum ask { ASK_FIND, ASK_PAGE, ASK_FILE, ASK_OVER };

struct preview {
	struct frame f;
	struct textview view;
	struct str text;
	char *needle;
	char *path;          /* while it is asked whether it may be written over */
};

static void render(struct preview *p)
{
	struct err err = ERR_INIT;

	str_clear(&p->text);
	if (!frame_session(&p->f))
		return;
	if (render_draft(p->f.sv->session, SPAN_LIT("txt"), &p->text, &err) != 0) {
		frame_err(&p->f, &err);
		str_clear(&p->text);
	}
	textview_set(&p->view, str_span(&p->text));
}

/* --------------------------------------------------------------- commands */

static struct outcome run_find(void *ctx)
{
	struct preview *p = ctx;

	prompt_ask(&p->f.prompt, ASK_FIND, "Sök", span_of(p->needle ? p->needle : ""));
	return outcome_stay();
}

static struct outcome find_on(struct preview *p, bool back)
{
	if (!p->needle || !*p->needle)
		return run_find(p);
	if (!textview_find(&p->view, span_of(p->needle), back))
		return frame_say(&p->f, MESSAGE_WARNING, "”%s” finns inte i texten.", p->needle);
	return outcome_stay();
}

static struct outcome run_next(void *ctx)
{
	return find_on(ctx, false);
}

static struct outcome run_prev(void *ctx)
{
	return find_on(ctx, true);
}

static struct outcome run_page(void *ctx)
{
	struct preview *p = ctx;
	char *question = str_format("Gå till sida (1–%d)", textview_pages(&p->view));

	prompt_ask(&p->f.prompt, ASK_PAGE, question, SPAN_NONE);
	free(question);
	return outcome_stay();
}

/* Not in the meeting's folder, where every file belongs to the history. */
static struct outcome run_save(void *ctx)
{
	struct preview *p = ctx;
	const struct session *s = frame_session(&p->f);
	char *name, *shown, *initial;

	if (!s)
		return outcome_stay();
	name = s->folder ? mem_strdup(fs_basename(s->folder)) : mem_strdup("protokoll");
	shown = frame_show_path(getenv("HOME") ? getenv("HOME") : ".");
	initial = str_format("%s/%s.txt", shown, name);
	prompt_ask(&p->f.prompt, ASK_FILE, "Spara som (.txt eller .md)", span_of(initial));
	free(name);
	free(shown);
	free(initial);
	return outcome_stay();
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static struct outcome run_render(void *ctx)
{
	render(ctx);
	return outcome_stay();
}

static const struct command commands[] = {
	{.id = "sok", .name = "Sök", .keys = {"Ctrl-F", "F7"}, .group = "Förhandsgranskning",
		.help = "Söker i texten.", .label = "Sök", .weight = 60, .run = run_find},
	{.id = "nasta", .name = "Nästa träff", .keys = {"F3", "n"}, .group = "Förhandsgranskning",
		.help = "Går till nästa ställe som stämmer med det sökta.", .label = "Nästa", .weight = 30, .run = run_next},
	{.id = "forra", .name = "Föregående träff", .keys = {"Skift-F3", "N"}, .group = "Förhandsgranskning",
		.help = "Går till förra stället som stämmer med det sökta.", .run = run_prev},
	{.id = "ga-till-sida", .name = "Gå till sida", .keys = {"F5", "g"}, .group = "Förhandsgranskning",
		.help = "Går till en viss sida.", .label = "Gå till sida", .weight = 50, .run = run_page},
	{.id = "spara-som-fil", .name = "Spara som fil", .keys = {"F6", "s"}, .group = "Förhandsgranskning",
		.help = "Skriver dokumentet till en text- eller Markdownfil.", .label = "Spara som fil", .weight = 70,
		.run = run_save},
	{.id = "rendera-om", .name = "Läs om stilen", .keys = {"Ctrl-R"}, .group = "Förhandsgranskning",
		.help = "Gör dokumentet på nytt, till exempel när stilens filer ändrats.", .run = run_render},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Förhandsgranskning",
		.help = "Går tillbaka till texten.", .label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ----------------------------------------------------------------- answers */

static struct outcome go_page(struct preview *p, struct span typed)
{
	long nr;

	if (!span_int(span_trim(typed), &nr) || nr < 1 || nr > textview_pages(&p->view))
		return frame_say(&p->f, MESSAGE_WARNING, "Det finns ingen sida %.*s; skriv 1 till %d.", SPAN_FMT(typed),
			textview_pages(&p->view));
	textview_go_page(&p->view, (int)nr);
	return outcome_stay();
}

/* The form follows from the end of the name; the version it was made from is kept. */
static struct outcome write_file(struct preview *p)
{
	struct session *s = p->f.sv->session;
	struct span name = span_of(p->path), form = SPAN_LIT("txt");
	size_t dot = span_find_last(name, "."), slash = span_find_last(name, "/");
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	struct outcome out = outcome_stay();

	if (dot != (size_t)-1 && (slash == (size_t)-1 || dot > slash))
		form = span_from(name, dot + 1);
	if (render_draft(s, form, &text, &err) != 0 || fs_write_atomic(p->path, str_c(&text), text.len, 0600, &err) != 0) {
		frame_err(&p->f, &err);
	} else {
		char *shown = frame_show_path(p->path);

		if (!s->read_only)
			session_save(s, KIND_EXPORT);
		frame_say(&p->f, MESSAGE_INFO, "Sparat som %s.", shown);
		free(shown);
	}
	str_release(&text);
	return out;
}

static struct outcome answered(struct preview *p)
{
	struct span typed = prompt_text(&p->f.prompt);
	char *question;

	switch (p->f.prompt.purpose) {
	case ASK_FIND:
		free(p->needle);
		p->needle = span_dup(typed);
		return typed.n ? find_on(p, false) : outcome_stay();
	case ASK_PAGE:
		return go_page(p, typed);
	case ASK_FILE:
		if (!span_trim(typed).n)
			return outcome_stay();
		free(p->path);
		p->path = frame_path(typed);
		if (fs_is_dir(p->path))
			return frame_say(&p->f, MESSAGE_WARNING, "%s är en mapp; skriv ett filnamn efter den.", p->path);
		if (!fs_exists(p->path))
			return write_file(p);
		question = str_format("%s finns. Skriva över?", fs_basename(p->path));
		prompt_ask_key(&p->f.prompt, ASK_OVER, question, "jn");
		free(question);
		return outcome_stay();
	default:
		return write_file(p);
	}
}

static struct outcome preview_first(void *state, const struct event *ev)
{
	struct preview *p = state;

	switch (prompt_event(&p->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return answered(p);
	default:
		return outcome_stay();
	}
}

static struct outcome preview_event(void *state, const struct event *ev)
{
	struct preview *p = state;

	return textview_event(&p->view, ev) ? outcome_stay() : outcome_ignored();
}

static void preview_draw(void *state, struct surface *s)
{
	struct preview *p = state;
	bool final = p->f.sv->session && state_final(doc_state(p->f.sv->session->doc));
	struct surface body = frame_begin(&p->f, s, "Förhandsgranskning", final ? "justerat" : "utkast");
	char *pages;

	textview_draw(&p->view, &body);
	surface_cursor(&body, 0, 0);
	pages = p->text.len ? str_format("Sida %d av %d", textview_page(&p->view), textview_pages(&p->view))
			    : mem_strdup("Inget att visa");
	frame_end(&p->f, s, pages, s->cols < 80 && p->text.len ? "Vänster/Höger visar resten" : NULL);
	free(pages);
}

static void preview_close(void *state)
{
	struct preview *p = state;

	frame_release(&p->f);
	textview_release(&p->view);
	str_release(&p->text);
	free(p->needle);
	free(p->path);
	free(p);
}

static const struct screen_ops ops = {
	.name = "Förhandsgranskning",
	.commands = commands,
	.bar = true,
	.draw = preview_draw,
	.first = preview_first,
	.event = preview_event,
	.close = preview_close,
};

struct screen preview_new(struct services *sv)
{
	struct preview *p = mem_alloc(sizeof *p);

	frame_init(&p->f, sv, commands);
	textview_init(&p->view, TEXTVIEW_PAGES);
	render(p);
	return (struct screen){&ops, p};
}
