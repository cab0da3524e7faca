/* new: see new.h. The form; what becomes of it is jobs/new_meeting's. */
#include "screens/new.h"

#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "in/agenda.h"
#include "jobs/new_meeting.h"
#include "screens/frame.h"
#include "screens/request.h"
#include "store/archive.h"
#include "ui/form.h"
#include "ui/theme.h"

enum { ORGAN, DATE, TIME, PLACE, AGENDA };
enum ask { ASK_FILE, ASK_CLOSE };
enum { SLOW_MS = 40 }; /* a trial longer than this is not made for each letter */

static const struct field_def defs[] = {
	{FIELD_CHOICE, "Organ", NULL, NULL, 1},
	{FIELD_LINE, "Datum", "ÅÅÅÅ-MM-DD", NULL, 1},
	{FIELD_LINE, "Tid", "10.00–15.40, kan vänta", NULL, 1},
	{FIELD_LINE, "Plats", "kan vänta", NULL, 1},
	{FIELD_AREA, "Föredragningslista", "Klistra in den, eller skriv @ och en fils namn", NULL, 8},
	{0},
};

struct new_form {
	struct frame f;
	struct form form;
	struct archive_organs organs;
	size_t organ;          /* whose place was filled in last */
	bool place_typed;      /* the place is the user's own */
	char *line;            /* what it would become */
	bool line_bad, stale;
	int64_t trial_ms;      /* how long the last trial took */
};

/* --------------------------------------------------------- what was typed */

static bool parse_date(const struct new_form *n, struct date *out)
{
	return date_parse(span_trim(form_text(&n->form, DATE)), out);
}

/* "10.00–15.40", "10-15.40", "10.00": absent parts are absent. */
static bool parse_time(struct span typed, struct span *start, struct span *end)
{
	struct span t = span_trim(typed), rest = t, piece;
	const char *dash = span_find(t, "–", 0) != (size_t)-1 ? "–" : "-";

	*start = *end = SPAN_NONE;
	if (!t.n)
		return true;
	if (!span_split(&rest, dash, &piece))
		return false;
	*start = span_trim(piece);
	if (clock_parse_hm(*start) < 0)
		return false;
	if (!rest.p)
		return true;
	*end = span_trim(rest);
	return clock_parse_hm(*end) >= 0;
}

/* The agenda: what stands in the area, or the file that "@..." names. */
static int agenda_bytes(const struct new_form *n, struct str *out, struct err *err)
{
	struct span t = span_trim(form_text(&n->form, AGENDA));
	char *path;
	int rc;

	if (!span_starts(t, "@") || span_find(t, "\n", 0) != (size_t)-1) {
		str_addspan(out, form_text(&n->form, AGENDA));
		return 0;
	}
	path = frame_path(span_from(t, 1));
	rc = fs_read(path, out, err);
	free(path);
	return rc;
}

static bool no_agenda(const struct str *agenda)
{
	struct span s = str_span(agenda);

	for (size_t i = 0; i < s.n; i++)
		if (!strchr(" \t\r\n", s.p[i]))
			return false;
	return true;
}

static void set_line(struct new_form *n, bool bad, char *text)
{
	free(n->line);
	n->line = text;
	n->line_bad = bad;
}

/* Fills *q from the form; false when a field is wrong (it says so). */
static bool gather(struct new_form *n, struct new_meeting *q, struct str *agenda)
{
	struct span start, end;
	struct date date = {0};
	struct err err = ERR_INIT;

	form_message(&n->form, ORGAN, n->organs.n ? NULL : "Register saknas i organ/.");
	form_message(&n->form, DATE, parse_date(n, &date) ? NULL : "Skriv datumet som 2031-04-09.");
	form_message(&n->form, TIME,
		parse_time(form_text(&n->form, TIME), &start, &end) ? NULL : "Skriv tiden som 10.00–15.40 eller 10.00.");
	form_message(&n->form, AGENDA, agenda_bytes(n, agenda, &err) == 0 ? NULL : err.msg);
	if (form_bad(&n->form) >= 0)
		return false;
	*q = (struct new_meeting){
		.archive = n->f.sv->archive,
		.organ = n->organs.organ[form_choice(&n->form, ORGAN)].file,
		.date = date,
		.start = start,
		.end = end,
		.place = span_trim(form_text(&n->form, PLACE)),
		.agenda = no_agenda(agenda) ? SPAN_NONE : str_span(agenda),
	};
	return true;
}

/* Rows that are no item; how the others were read is no loss. */
static size_t not_read(const struct new_meeting_result *res)
{
	size_t n = 0;

	for (size_t i = 0; res->agenda && i < res->agenda->nfindings; i++)
		n += res->agenda->finding[i].severity != SEVERITY_UPPLYSNING;
	return n;
}

static char *describe(const struct new_meeting_result *res)
{
	struct str s = STR_INIT;

	if (res->items == 0)
		str_adds(&s, "Inga §§ ännu: listan är tom");
	else if (res->items == 1)
		str_addf(&s, "1 §, med nummer %d", res->first);
	else
		str_addf(&s, "%zu §§, börjar med § %d", res->items, res->first);
	if (not_read(res))
		str_addf(&s, "; %zu %s inte läsas", not_read(res), not_read(res) == 1 ? "rad kunde" : "rader kunde");
	return str_take(&s);
}

/* What would it become? Nothing is written. */
static void try_it(struct new_form *n)
{
	struct new_meeting q;
	struct new_meeting_result res = {0};
	struct str agenda = STR_INIT, text = STR_INIT;
	struct err err = ERR_INIT;
	int64_t began = clock_monotonic_ms();

	n->stale = false;
	if (!gather(n, &q, &agenda)) {
		set_line(n, true, mem_strdup("Rätta det som är markerat."));
	} else if (new_meeting_text(&q, &text, &res, &err) != 0) {
		set_line(n, true, mem_strdup(err.msg));
		new_meeting_release(&res);
	} else {
		set_line(n, not_read(&res) > 0, describe(&res));
		new_meeting_release(&res);
	}
	str_release(&agenda);
	str_release(&text);
	n->trial_ms = clock_monotonic_ms() - began;
}

/* -------------------------------------------------------- what is known */

/* The place of the organ's last meeting. */
static void fill_place(struct new_form *n)
{
	struct archive_list list = {0};
	struct err err = ERR_INIT;
	size_t organ = form_choice(&n->form, ORGAN);
	const char *kort;

	n->organ = organ;
	if (n->place_typed || organ >= n->organs.n)
		return;
	form_set(&n->form, PLACE, SPAN_NONE);
	kort = n->organs.organ[organ].kort;
	if (archive_list(n->f.sv->archive, &list, &err) != 0)
		return;
	for (size_t i = 0; i < list.n; i++) {
		struct str text = STR_INIT;
		struct protocol *p;

		if (!*kort || strcmp(list.meeting[i].kort, kort) != 0 || fs_read(list.meeting[i].draft, &text, &err) != 0) {
			str_release(&text);
			continue;
		}
		p = protocol_parse(str_span(&text));
		if (front_get(&p->front, FRONT_PLATS).n)
			form_set(&n->form, PLACE, front_get(&p->front, FRONT_PLATS));
		protocol_free(p);
		str_release(&text);
		break;
	}
	archive_list_release(&list);
}

static void fill(struct new_form *n)
{
	struct strlist names = {0};
	struct str today = STR_INIT;
	struct err err = ERR_INIT;

	if (archive_organs(n->f.sv->archive, &n->organs, &err) != 0)
		frame_err(&n->f, &err);
	for (size_t i = 0; i < n->organs.n; i++) {
		const char *name = n->organs.organ[i].name;

		strlist_add(&names, name, strlen(name));
	}
	form_choices(&n->form, ORGAN, &names);
	date_add_iso(&today, clock_date(clock_now()));
	form_set(&n->form, DATE, str_span(&today));
	fill_place(n);
	try_it(n);
	strlist_release(&names);
	str_release(&today);
}

/* --------------------------------------------------------------- commands */

static struct outcome run_create(void *ctx)
{
	struct new_form *n = ctx;
	struct new_meeting q;
	struct new_meeting_result res = {0};
	struct str agenda = STR_INIT;
	struct err err = ERR_INIT;
	struct outcome out = outcome_stay();

	if (!gather(n, &q, &agenda)) {
		form_focus(&n->form, form_bad(&n->form));
		frame_say(&n->f, MESSAGE_WARNING, "%s", n->form.v[form_bad(&n->form)].message);
	} else if (new_meeting_create(&q, n->f.sv->repo, &res, &err) != 0) {
		frame_err(&n->f, &err);
		new_meeting_release(&res);
	} else {
		char *what = describe(&res);

		frame_say(&n->f, not_read(&res) ? MESSAGE_WARNING : MESSAGE_INFO, "Sammanträdet är skapat: %s.", what);
		out = (struct outcome){.kind = OUTCOME_REPLACE, .request = REQUEST_OPEN, .text = mem_strdup(res.folder)};
		free(what);
		new_meeting_release(&res);
	}
	str_release(&agenda);
	return out;
}

static struct outcome run_read(void *ctx)
{
	struct new_form *n = ctx;

	prompt_ask(&n->f.prompt, ASK_FILE, "Läs föredragningslistan från fil", SPAN_NONE);
	return outcome_stay();
}

/* A list that was pasted is not thrown away by one key. */
static struct outcome run_close(void *ctx)
{
	struct new_form *n = ctx;

	if (!span_trim(form_text(&n->form, AGENDA)).n)
		return outcome_pop();
	prompt_ask_key(&n->f.prompt, ASK_CLOSE, "Stänga utan att skapa sammanträdet?", "jn");
	return outcome_stay();
}

static const struct command commands[] = {
	{.id = "skapa", .name = "Skapa sammanträdet", .keys = {"Ctrl-S", "F8", "Ctrl-Enter"}, .group = "Nytt sammanträde",
		.help = "Skapar mappen, utkastet och den första versionen, och öppnar det.", .label = "Skapa",
		.weight = 90, .run = run_create},
	{.id = "las-lista", .name = "Läs listan från fil", .keys = {"F3", "Ctrl-O"}, .group = "Nytt sammanträde",
		.help = "Läser föredragningslistan från en textfil, en CSV-fil eller en kallelse som text.",
		.label = "Läs fil", .weight = 60, .run = run_read},
	{.id = "avbryt", .name = "Avbryt", .keys = {"Esc"}, .group = "Nytt sammanträde",
		.help = "Stänger utan att skapa något.", .label = "Avbryt", .weight = 50, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

/* Text that is UTF-8 is shown and can be changed; other bytes are read from the
 * file itself, because the area would not keep them. */
static void read_agenda(struct new_form *n)
{
	char *path = frame_path(prompt_text(&n->f.prompt));
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;

	if (fs_read(path, &bytes, &err) != 0) {
		frame_err(&n->f, &err);
	} else {
		char *shown = frame_show_path(path), *named = str_format("@%s", shown);

		form_set(&n->form, AGENDA,
			u8_valid(str_c(&bytes), bytes.len, NULL) ? str_span(&bytes) : span_of(named));
		form_focus(&n->form, AGENDA);
		try_it(n);
		free(shown);
		free(named);
	}
	str_release(&bytes);
	free(path);
}

static struct outcome new_first(void *state, const struct event *ev)
{
	struct new_form *n = state;

	switch (prompt_event(&n->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		if (n->f.prompt.purpose == ASK_CLOSE)
			return outcome_pop();
		read_agenda(n);
		return outcome_stay();
	default:
		return outcome_stay();
	}
}

static void changed(struct new_form *n, int field, bool by_letter)
{
	if (field == PLACE)
		n->place_typed = form_text(&n->form, PLACE).n > 0;
	if (form_choice(&n->form, ORGAN) != n->organ)
		fill_place(n);
	if (by_letter && n->trial_ms > SLOW_MS) {
		struct new_meeting q;
		struct str agenda = STR_INIT;

		/* what is wrong in a field is said at once all the same */
		gather(n, &q, &agenda);
		str_release(&agenda);
		n->stale = true;
	} else {
		try_it(n);
	}
}

static struct outcome new_event(void *state, const struct event *ev)
{
	struct new_form *n = state;
	int field = n->form.focus;

	switch (form_event(&n->form, ev)) {
	case FORM_CHANGED:
		changed(n, n->form.focus, ev->type == EVENT_KEY);
		return outcome_stay();
	case FORM_MOVED:
		if (n->stale && field != n->form.focus)
			try_it(n);
		return outcome_stay();
	case FORM_SUBMIT:
		return run_create(n);
	case FORM_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

static void new_draw(void *state, struct surface *s)
{
	struct new_form *n = state;
	struct surface body = frame_begin(&n->f, s, "Nytt sammanträde", NULL);
	int margin = body.rows >= 14 ? 1 : 0, side = s->cols >= 60 ? 2 : 0;
	struct surface form = surface_sub(&body, margin, side, body.rows - margin - 1, body.cols - 2 * side);
	struct str day = STR_INIT;
	struct date date;

	if (parse_date(n, &date)) {
		str_adds(&day, date_weekday_name(date_weekday(date)));
		str_addc(&day, ' ');
		date_add_long(&day, date);
	}
	form_draw(&n->form, &form);
	if (body.rows > 1) {
		surface_field(&body, body.rows - 1, side, body.cols - side, span_of(n->stale ? "…" : n->line),
			n->line_bad ? ROLE_WARNING : ROLE_OK);
	}
	frame_end(&n->f, s, str_c(&day), NULL);
	str_release(&day);
}

static void new_close(void *state)
{
	struct new_form *n = state;

	frame_release(&n->f);
	form_release(&n->form);
	archive_organs_release(&n->organs);
	free(n->line);
	free(n);
}

static const struct screen_ops ops = {
	.name = "Nytt sammanträde",
	.commands = commands,
	.bar = true,
	.draw = new_draw,
	.first = new_first,
	.event = new_event,
	.close = new_close,
};

struct screen new_new(struct services *sv)
{
	struct new_form *n = mem_alloc(sizeof *n);

	frame_init(&n->f, sv, commands);
	form_init(&n->form, defs);
	fill(n);
	return (struct screen){&ops, n};
}
