/* receiving: see receiving.h. From whom, a file or text put in, and below what it
 * became. */
#include "screens/receiving.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/logbook.h"
#include "jobs/receive.h"
#include "screens/complete.h"
#include "screens/frame.h"
#include "screens/request.h"
#include "ui/form.h"
#include "ui/theme.h"

enum { FROM, FILE_NAME, PASTED };

static const struct field_def defs[] = {
	{FIELD_CHOICE, "Från", NULL, NULL, 1},
	{FIELD_LINE, "Fil", "sökväg till filen; Tab fyller i", NULL, 1},
	{FIELD_AREA, "Eller brevets text", NULL, NULL, 8},
	{0},
};

struct receiving {
	struct frame f;
	struct form form;
	struct strlist names;    /* files that the path begins */
	struct str result;       /* what the last one became */
	bool failed;
};

/* ------------------------------------------------------------------ people */

static void add_name(struct strlist *names, const char *who)
{
	if (!strlist_has(names, span_of(who)))
		strlist_addf(names, "%s", who);
}

/* Those who were sent the text and have not answered first. */
static void add_from_log(struct strlist *names, const char *folder)
{
	struct log l = {0};
	struct strlist answered = {0}, later = {0};
	struct err err = ERR_INIT;

	if (logbook_read(folder, &l, &err))
		return;
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].kind == LOG_SVAR || l.v[i].kind == LOG_INGA)
			add_name(&answered, l.v[i].field[1]);
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i].kind == LOG_UTSKICK)
			add_name(strlist_has(&answered, span_of(l.v[i].field[1])) ? &later : names, l.v[i].field[1]);
	for (size_t i = 0; i < later.n; i++)
		add_name(names, later.v[i]);
	log_release(&l);
	strlist_release(&answered);
	strlist_release(&later);
}

static void fill_people(struct receiving *x)
{
	const struct session *s = x->f.sv->session;
	const struct protocol *p = doc_protocol(s->doc);
	struct strlist names = {0};

	if (s->folder)
		add_from_log(&names, s->folder);
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *m = &p->person[i];
		char *who;

		if (m->group != GROUP_BESLUTANDE && m->group != GROUP_ERSATTARE && m->group != GROUP_JUSTERARE)
			continue;
		who = m->party.n ? str_format("%.*s (%.*s)", SPAN_FMT(m->name), SPAN_FMT(m->party)) : span_dup(m->name);
		add_name(&names, who);
		free(who);
	}
	form_choices(&x->form, FROM, &names);
	strlist_release(&names);
}

/* ------------------------------------------------------------------ the job */

static void describe(struct receiving *x, const char *from, const struct received *r)
{
	struct str *s = &x->result;

	str_clear(s);
	str_addf(s, "%s", from);
	if (r->packet)
		str_addf(s, ", utskick %d", r->packet);
	if (r->version)
		str_addf(s, " (version %d)", r->version);
	str_addf(s, ", läst som %s: ", r->form ? r->form : "text");
	if (r->none)
		str_adds(s, "inga anmärkningar.");
	else
		str_addf(s, "%zu %s, %zu ny%s.", r->asked, r->asked == 1 ? "ändring" : "ändringar", r->added, r->added == 1 ? "" : "a");
	if (r->conflicts)
		str_addf(s, " %d krockar med andras.", r->conflicts);
	str_addc(s, '\n');
	for (size_t i = 0; i < r->note.n; i++)
		str_addf(s, "Obs: %s\n", r->note.v[i]);
	if (r->message && *r->message)
		str_addf(s, "Skrev också: %s\n", r->message);
}

static bool is_url(struct span s)
{
	return span_find(s, "://", 0) != (size_t)-1 || span_find(s, "@", 0) != (size_t)-1;
}

static struct outcome run_receive(void *ctx)
{
	struct receiving *x = ctx;
	struct session *s = frame_saved(&x->f, "Ett löst utkast kan inte ta emot svar; gör ett sammanträde av det först.");
	struct span file = span_trim(form_text(&x->form, FILE_NAME)), text = form_text(&x->form, PASTED);
	struct receive_request q;
	struct received r = {0};
	struct err err = ERR_INIT;
	char *from, *path;
	int rc;

	if (!s)
		return outcome_stay();
	if (!form_text(&x->form, FROM).n)
		return frame_say(&x->f, MESSAGE_WARNING, "Ingen ledamot står på framsidan; svaret måste vara någons.");
	if (!file.n && !span_trim(text).n)
		return frame_say(&x->f, MESSAGE_WARNING, "Skriv vilken fil det är, eller klistra in texten.");
	if (file.n && span_trim(text).n)
		return frame_say(&x->f, MESSAGE_WARNING, "Både fil och text är ifyllda: töm ett av fälten.");
	from = span_dup(form_text(&x->form, FROM));
	path = !file.n ? mem_strdup("-") : is_url(file) ? span_dup(file) : frame_path(file);
	q = (struct receive_request){.folder = s->folder, .who = s->who, .hold = true, .from = span_of(from), .file = path,
		.bytes = file.n ? SPAN_NONE : text};
	rc = job_receive(x->f.sv->repo, &q, &r, &err);
	x->failed = rc != 0;
	if (rc == 0) {
		describe(x, from, &r);
		received_release(&r);
		form_set(&x->form, FILE_NAME, SPAN_LIT(""));
		form_set(&x->form, PASTED, SPAN_LIT(""));
		rc = frame_follow(&x->f, &err);
		fill_people(x);
	} else {
		str_clear(&x->result);
		str_addf(&x->result, "%s\n", err.msg);
	}
	free(from);
	free(path);
	if (rc)
		return frame_err(&x->f, &err);
	return frame_say(&x->f, MESSAGE_INFO, "Svaret är mottaget. F6 visar förslagen.");
}

static struct outcome run_suggestions(void *ctx)
{
	struct outcome out = outcome_push(REQUEST_SUGGESTIONS);

	(void)ctx;
	out.kind = OUTCOME_REPLACE;
	return out;
}

/* What was pasted is not thrown away by one key. */
static struct outcome run_close(void *ctx)
{
	struct receiving *x = ctx;

	if (!span_trim(form_text(&x->form, PASTED)).n)
		return outcome_pop();
	prompt_ask_key(&x->f.prompt, 0, "Stänga utan att ta emot texten?", "jn");
	return outcome_stay();
}

static const struct command commands[] = {
	{.id = "ta-in", .name = "Ta emot", .keys = {"F5", "Ctrl-S"}, .group = "Ta emot",
		.help = "Läser svaret och gör förslag av det; texten ändras inte.", .label = "Ta emot", .weight = 90,
		.run = run_receive},
	{.id = "till-forslagen", .name = "Till förslagen", .keys = {"F6", "Alt-8"}, .group = "Ta emot",
		.help = "Öppnar förslagen, för att godta eller avvisa.", .label = "Förslag", .weight = 70, .run = run_suggestions},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Ta emot", .help = "Går tillbaka.",
		.label = "Stäng", .weight = 80, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static void look_up(struct receiving *x)
{
	struct str longer = STR_INIT;

	strlist_release(&x->names);
	memset(&x->names, 0, sizeof x->names);
	if (form_text(&x->form, FILE_NAME).n)
		complete_path(form_text(&x->form, FILE_NAME), &longer, &x->names);
	str_release(&longer);
}

/* Tab in the path fills in what is certain, and stays while several names begin so; a
 * whole name, or one that nothing begins with, is left. */
static bool completed(struct receiving *x)
{
	struct span typed = form_text(&x->form, FILE_NAME);
	struct strlist names = {0};
	struct str longer = STR_INIT;
	char *path;
	bool more;

	if (!typed.n)
		return false;
	complete_path(typed, &longer, &names);
	path = frame_path(str_span(&longer));
	more = longer.len > typed.n || (names.n > 1 && (!fs_exists(path) || fs_is_dir(path)));
	free(path);
	if (longer.len > typed.n)
		form_set(&x->form, FILE_NAME, str_span(&longer));
	str_release(&longer);
	strlist_release(&names);
	look_up(x);
	return more;
}

static struct outcome receiving_first(void *state, const struct event *ev)
{
	struct receiving *x = state;

	switch (prompt_event(&x->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return outcome_pop();
	default:
		return outcome_stay();
	}
}

static struct outcome receiving_event(void *state, const struct event *ev)
{
	struct receiving *x = state;

	if (x->form.focus == FILE_NAME && event_is(ev, K_TAB, 0) && completed(x))
		return outcome_stay();
	switch (form_event(&x->form, ev)) {
	case FORM_CHANGED:
		str_clear(&x->result);
		look_up(x);
		return outcome_stay();
	case FORM_MOVED:
		return outcome_stay();
	case FORM_SUBMIT:
		return run_receive(x);
	case FORM_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

static void draw_names(const struct receiving *x, struct surface *s)
{
	int row = 0;

	for (size_t i = 0; i < x->names.n && row < s->rows; i++)
		if (row + 1 == s->rows && i + 1 < x->names.n)
			surface_printf(s, row++, 3, ROLE_DIM, "… och %zu till", x->names.n - i);
		else
			surface_puts(s, row++, 3, x->names.v[i], ROLE_NORMAL);
}

static void receiving_draw(void *state, struct surface *s)
{
	struct receiving *x = state;
	struct surface body = frame_begin(&x->f, s, "Ta emot", NULL), form, below;
	int side = s->cols >= 60 ? 1 : 0, rows = 12 < body.rows - 2 ? 12 : body.rows;

	form = surface_sub(&body, 0, side, rows, body.cols - 2 * side);
	below = surface_sub(&body, rows, 0, body.rows - rows, body.cols);
	if (x->result.len)
		frame_text(&below, 0, 1, str_span(&x->result), x->failed ? ROLE_WARNING : ROLE_NORMAL);
	else if (x->form.focus == FILE_NAME)
		draw_names(x, &below);
	form_draw(&x->form, &form);
	frame_end(&x->f, s, "En ändrad kopia, CriticMarkup, ”§ 4: ...”, paket eller gemensam mapp", NULL);
}

static void receiving_close(void *state)
{
	struct receiving *x = state;

	frame_release(&x->f);
	form_release(&x->form);
	strlist_release(&x->names);
	str_release(&x->result);
	free(x);
}

static const struct screen_ops ops = {
	.name = "Ta emot",
	.commands = commands,
	.bar = true,
	.draw = receiving_draw,
	.first = receiving_first,
	.event = receiving_event,
	.close = receiving_close,
};

struct screen receiving_new(struct services *sv)
{
	struct receiving *x = mem_alloc(sizeof *x);

	frame_init(&x->f, sv, commands);
	form_init(&x->form, defs);
	if (frame_session(&x->f))
		fill_people(x);
	return (struct screen){&ops, x};
}
