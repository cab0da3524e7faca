/* app_open: which screen a request opens, and the commands that work everywhere. */
#include <stdlib.h>
#include <string.h>

#include "app_inner.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/paths.h"
#include "screens/choose.h"
#include "screens/differ.h"
#include "screens/edit.h"
#include "screens/findings.h"
#include "screens/front.h"
#include "screens/help.h"
#include "screens/history.h"
#include "screens/justering.h"
#include "screens/log.h"
#include "screens/new.h"
#include "screens/palette.h"
#include "screens/preview.h"
#include "screens/proof.h"
#include "screens/receiving.h"
#include "screens/request.h"
#include "screens/sending.h"
#include "screens/start.h"
#include "screens/suggestions.h"
#include "screens/viewer.h"
#include "screens/whose.h"
#include "ui/textview.h"

static void push(struct app *a, struct screen s)
{
	if (!screens_push(&a->screens, s))
		messages_say(&a->messages, MESSAGE_WARNING, "för många fönster är öppna; stäng ett med Esc");
}

/* The same draft again: this window must not lock itself out. */
static void close_same(struct app *a, const char *path)
{
	struct session *s = a->services.session;
	char *whole = fs_absolute(path);

	if (s && (strcmp(whole, s->file) == 0 || (s->folder && strcmp(whole, s->folder) == 0))) {
		screens_release(&a->screens);
		session_close(s);
		a->services.session = NULL;
	}
	free(whole);
}

int app_open_path(struct app *a, const char *path, struct err *err)
{
	struct session *s;

	close_same(a, path);
	s = session_open(&a->services, path, err);
	if (!s)
		return -1;
	screens_release(&a->screens);
	session_close(a->services.session);
	a->services.session = s;
	free(a->services.archive);
	a->services.archive = paths_archive_of(path);
	push(a, edit_new(&a->services));
	term_title(a->term, "paragraf");
	return 0;
}

void app_take_over(struct app *a)
{
	char *path = mem_strdup(a->services.session->file);
	size_t at = a->services.session->cursor;
	struct err err = ERR_INIT;

	if (app_open_path(a, path, &err)) {
		messages_err(&a->messages, &err);
		app_open_start(a);
	} else {
		session_target(a->services.session, at, at);
		messages_say(&a->messages, MESSAGE_INFO, "det andra fönstret är stängt; nu går det att skriva här");
	}
	free(path);
}

void app_open_start(struct app *a)
{
	screens_release(&a->screens);
	session_close(a->services.session);
	a->services.session = NULL;
	push(a, start_new(&a->services));
}

/* ---------------------------------------------------------------- requests */

static void open_start(struct app *a, const struct outcome *out)
{
	(void)out;
	app_open_start(a);
}

static void open_path(struct app *a, const struct outcome *out)
{
	struct err err = ERR_INIT;

	if (app_open_path(a, out->text ? out->text : "", &err)) {
		messages_err(&a->messages, &err);
		if (!a->screens.n)
			app_open_start(a);
	}
}

static void open_new(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, new_new(&a->services));
}

static void open_front(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, front_new(&a->services));
}

static void open_history(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, history_new(&a->services));
}

static void open_differ(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, differ_new(&a->services));
}

static void open_justering(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, justering_new(&a->services));
}

static void open_suggestions(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, suggestions_new(&a->services));
}

static void open_send(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, sending_new(&a->services));
}

static void open_receive(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, receiving_new(&a->services));
}

static void open_whose(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, whose_new(&a->services));
}

static void open_findings(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, findings_new(&a->services));
}

static void open_proof(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, proof_new(&a->services));
}

static void open_preview(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, preview_new(&a->services));
}

static void open_insert(struct app *a, const struct outcome *out)
{
	push(a, choose_item_new(&a->services, out->value));
}

static void open_section(struct app *a, const struct outcome *out)
{
	push(a, choose_section_new(&a->services, out->value));
}

static void open_phrase(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, choose_phrase_new(&a->services));
}

static void open_help(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, help_new(&a->screens));
}

static void open_palette(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, palette_new(&a->screens));
}

static void open_log(struct app *a, const struct outcome *out)
{
	(void)out;
	push(a, log_new(&a->messages, app_commands));
}

static void open_view(struct app *a, const struct outcome *out)
{
	struct span rest = span_of(out->text), title = SPAN_NONE;
	char *name;

	if (!span_line(&rest, &title))
		return;
	name = span_dup(title);
	push(a, viewer_new(name, rest, TEXTVIEW_WRAP | (out->value ? TEXTVIEW_DIFF : 0), app_commands));
	free(name);
}

static void (*const requests[])(struct app *a, const struct outcome *out) = {
	[REQUEST_START] = open_start,
	[REQUEST_NEW] = open_new,
	[REQUEST_OPEN] = open_path,
	[REQUEST_FRONT] = open_front,
	[REQUEST_HISTORY] = open_history,
	[REQUEST_DIFFER] = open_differ,
	[REQUEST_JUSTERING] = open_justering,
	[REQUEST_SUGGESTIONS] = open_suggestions,
	[REQUEST_SEND] = open_send,
	[REQUEST_RECEIVE] = open_receive,
	[REQUEST_WHOSE] = open_whose,
	[REQUEST_FINDINGS] = open_findings,
	[REQUEST_PROOF] = open_proof,
	[REQUEST_PREVIEW] = open_preview,
	[REQUEST_INSERT] = open_insert,
	[REQUEST_SECTION] = open_section,
	[REQUEST_PHRASE] = open_phrase,
	[REQUEST_HELP] = open_help,
	[REQUEST_PALETTE] = open_palette,
	[REQUEST_LOG] = open_log,
	[REQUEST_VIEW] = open_view,
};

static void leave(struct app *a)
{
	struct err err = ERR_INIT;

	if (a->services.session && !a->quit_anyway &&
		session_save_wait(a->services.session, KIND_EXIT, 10000, &err)) {
		messages_say(&a->messages, MESSAGE_ERROR, "%s; Ctrl-Q avslutar", err.msg);
		a->quit_anyway = true;
		return;
	}
	a->quit = true;
}

void app_outcome(struct app *a, struct outcome out)
{
	if (out.kind == OUTCOME_QUIT) {
		leave(a);
	} else if (out.kind == OUTCOME_PUSH || out.kind == OUTCOME_REPLACE) {
		a->redraw = true;
		if (out.request > 0 && (size_t)out.request < sizeof requests / sizeof requests[0] && requests[out.request])
			requests[out.request](a, &out);
	}
	free(out.text);
}

/* ---------------------------------------------------------------- commands */

static struct outcome help(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_HELP);
}

static struct outcome palette(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_PALETTE);
}

static struct outcome show_log(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_LOG);
}

static struct outcome suspend(void *ctx)
{
	struct app *a = ctx;

	term_suspend(a->term);
	return outcome_stay();
}

static struct outcome quit(void *ctx)
{
	(void)ctx;
	return outcome_quit();
}

const struct command app_commands[] = {
	{"hjalp", "Hjälp", {"F1", "Alt-H"}, "Programmet", "Visar den här skärmens tangenter.", "Hjälp", 90, 0, help, 0},
	{"kommandon", "Alla kommandon", {"Ctrl-P", "F10"}, "Programmet", "Listar allt som går att göra här; skriv för att söka.",
		"Kommandon", 80, 0, palette, 0},
	{"meddelanden", "Meddelanden", {"Alt-M"}, "Programmet", "Visar vad programmet har sagt.", NULL, 0, 0, show_log, 0},
	{"bakgrund", "Lägg i bakgrunden", {"Alt-Z"}, "Programmet", "Ger tillbaka skalet; fg tar fram programmet igen.", NULL, 0,
		0, suspend, 0},
	{"avsluta", "Avsluta", {"Ctrl-Q", "Alt-Q"}, "Programmet", "Sparar och avslutar.", "Avsluta", 30, 0, quit, 0},
	{.id = NULL},
};
