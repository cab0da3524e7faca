/* sending: see sending.h. A list of people to be marked, a form below it; what
 * became of each stands behind the name. */
#include "screens/sending.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/logbook.h"
#include "jobs/send.h"
#include "justering/deadline.h"
#include "justering/sign.h"
#include "screens/frame.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/theme.h"

enum { WEEK = 7 };
enum { FORM, BY, WHERE };

static const char *const form_names[] = {"vanlig text", "Markdown", "CriticMarkup (ändringar med tecken)",
	"paket för git", "gemensam mapp", NULL};
static const enum packet_form forms[] = {PACKET_TXT, PACKET_MD, PACKET_CRITIC, PACKET_BUNDLE, PACKET_REMOTE};

static const struct field_def defs[] = {
	{FIELD_CHOICE, "Form", NULL, form_names, 1},
	{FIELD_LINE, "Svar senast", "ÅÅÅÅ-MM-DD, eller tomt", NULL, 1},
	{FIELD_LINE, "Var", "tomt: mappen utskick i sammanträdets mapp", NULL, 1},
	{0},
};

struct person_row {
	char *who, *role;
	bool marked;
	bool failed;
	bool now;            /* it was just done, or tried */
	char *said;          /* what stands behind the name; NULL */
};

struct sending {
	struct frame f;
	struct person_row *row;
	size_t n, cap;
	struct list list;
	struct form form;
	bool on_form;
};

/* ------------------------------------------------------------------ people */

static void add_person(struct sending *x, const char *who, const char *role, bool marked)
{
	for (size_t i = 0; i < x->n; i++)
		if (strcmp(x->row[i].who, who) == 0)
			return;
	x->row = mem_grow(x->row, x->n, &x->cap, sizeof *x->row);
	x->row[x->n++] = (struct person_row){.who = mem_strdup(who), .role = mem_strdup(role), .marked = marked};
}

/* Those who sign, marked, then the others who serve. */
static void find_people(struct sending *x, const struct protocol *p)
{
	struct signing who = SIGNING_INIT;

	signing_from_protocol(&who, p);
	for (size_t i = 0; i < who.n; i++)
		add_person(x, who.signer[i].who, who.signer[i].role, true);
	signing_release(&who);
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *m = &p->person[i];
		struct str name = STR_INIT;
		char *role;

		if (m->group != GROUP_BESLUTANDE && m->group != GROUP_ERSATTARE)
			continue;
		str_addspan(&name, m->name);
		if (m->party.n)
			str_addf(&name, " (%.*s)", SPAN_FMT(m->party));
		role = m->role.n ? span_dup(m->role) : mem_strdup(m->group == GROUP_ERSATTARE ? "ersättare" : "ledamot");
		add_person(x, str_c(&name), role, false);
		free(role);
		str_release(&name);
	}
}

/* What the log says of each: when, which version. */
static void find_sent(struct sending *x, const char *folder)
{
	struct log l = {0};
	struct err err = ERR_INIT;

	if (logbook_read(folder, &l, &err))
		return;
	for (size_t i = 0; i < x->n; i++) {
		const struct log_entry *e = log_last_packet(&l, span_of(x->row[i].who));
		struct str s = STR_INIT;

		if (!e || x->row[i].said)
			continue;
		str_adds(&s, "fick ");
		date_add_iso(&s, clock_date(e->at));
		str_addf(&s, " version %s", e->field[3]);
		x->row[i].said = str_take(&s);
	}
	log_release(&l);
}

/* A week, but not later than the minutes must be justerade. */
static void fill_answer_by(struct sending *x, const struct protocol *p)
{
	struct deadline_facts facts = {0};
	struct deadline d[DEADLINE_COUNT];
	long today = date_days(clock_date(clock_now())), by = today + WEEK;
	struct str s = STR_INIT;

	if (date_parse(front_get(&p->front, FRONT_DATUM), &facts.meeting) && deadline_chain(&facts, d)) {
		long last = date_days(d[DEADLINE_JUSTERING].day);

		if (last < by && last > today)
			by = last;
	}
	date_add_iso(&s, date_from_days(by));
	form_set(&x->form, BY, str_span(&s));
	str_release(&s);
}

/* -------------------------------------------------------------------- rows */

static void row_label(void *ctx, size_t i, struct str *out)
{
	str_adds(out, ((struct sending *)ctx)->row[i].who);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct person_row *r = &((struct sending *)ctx)->row[i];
	int name = s->cols >= 70 ? 28 : s->cols / 2, at;

	surface_puts(s, 0, 1, r->marked ? "[x]" : "[ ]", r->marked ? ROLE_LABEL : ROLE_DIM);
	at = surface_field(s, 0, 5, name, span_of(r->who), ROLE_NORMAL);
	/* what has just been done takes the room of the role where that is little */
	if (s->cols >= 100 || (s->cols >= 70 && !r->now))
		at = surface_field(s, 0, at, 16, span_of(r->role), ROLE_DIM);
	if (r->said)
		surface_field(s, 0, at, s->cols - at, span_of(r->said), r->failed ? ROLE_ERROR : ROLE_OK);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

static struct person_row *here(struct sending *x)
{
	size_t i = list_at(&x->list);

	return i < x->n ? &x->row[i] : NULL;
}

static struct outcome run_mark(void *ctx)
{
	struct sending *x = ctx;
	struct person_row *r = here(x);

	if (!r)
		return frame_say(&x->f, MESSAGE_WARNING, "Ingen ledamot står på framsidan.");
	r->marked = !r->marked;
	return outcome_stay();
}

/* Where a file goes: in the folder that was named, with the name it has anyway. */
static char *file_for(const struct session *s, struct span where, enum packet_form form)
{
	char *folder, *name, *file;
	struct log l = {0};
	struct err err = ERR_INIT;

	if (!where.n)
		return NULL;
	folder = frame_path(where);
	if (!fs_is_dir(folder) && !span_ends(where, "/"))
		return folder;
	if (logbook_read(s->folder, &l, &err))
		l = (struct log){0};
	name = str_format("%s-%d%s", fs_basename(s->folder), log_next_packet(&l), packet_suffix(form));
	file = fs_join(folder, name);
	log_release(&l);
	free(folder);
	free(name);
	return file;
}

/* Below the meeting's folder: from there. */
static char *short_path(const struct session *s, const char *file)
{
	size_t n = strlen(s->folder);

	return strncmp(file, s->folder, n) == 0 && file[n] == '/' ? mem_strdup(file + n + 1) : frame_show_path(file);
}

static bool send_one(struct sending *x, struct session *s, struct person_row *r, const struct date *by)
{
	struct span where = span_trim(form_text(&x->form, WHERE));
	enum packet_form form = forms[form_choice(&x->form, FORM)];
	char *file = form == PACKET_REMOTE ? NULL : file_for(s, where, form), *shown;
	char *remote = form == PACKET_REMOTE ? span_dup(where) : NULL;
	struct send_request q = {.folder = s->folder, .who = s->who, .hold = true, .to = span_of(r->who), .form = form,
		.opt_file = file, .opt_remote = remote, .answer_by = *by};
	struct sent sent = {0};
	struct err err = ERR_INIT;
	int rc = job_send(x->f.sv->repo, &q, &sent, &err);

	free(r->said);
	r->failed = rc != 0;
	r->now = true;
	shown = rc == 0 && sent.file ? short_path(s, sent.file) : NULL;
	r->said = rc ? mem_strdup(err.msg) : str_format("utskick %d: %s", sent.nr, shown ? shown : sent.branch ? sent.branch : "");
	if (rc == 0)
		r->marked = false;
	free(shown);
	if (rc == 0)
		sent_release(&sent);
	free(file);
	free(remote);
	return rc == 0;
}

static struct outcome bad_field(struct sending *x, int field, const char *why)
{
	form_message(&x->form, field, why);
	form_focus(&x->form, field);
	x->on_form = true;
	return frame_say(&x->f, MESSAGE_WARNING, "%s", why);
}

static struct outcome run_send(void *ctx)
{
	struct sending *x = ctx;
	struct session *s = frame_saved(&x->f, "Ett löst utkast kan inte sändas ut; gör ett sammanträde av det först.");
	struct span by = span_trim(form_text(&x->form, BY));
	struct date day = {0};
	struct err err = ERR_INIT;
	size_t marked = 0, done = 0;

	if (!s)
		return outcome_stay();
	for (size_t i = 0; i < x->n; i++)
		marked += x->row[i].marked;
	if (!marked)
		return frame_say(&x->f, MESSAGE_WARNING, "Märk först vem som ska få texten, med Blanksteg.");
	if (by.n && !date_parse(by, &day))
		return bad_field(x, BY, "Skriv datumet som 2031-04-16, eller lämna det tomt.");
	if (forms[form_choice(&x->form, FORM)] == PACKET_REMOTE && !span_trim(form_text(&x->form, WHERE)).n)
		return bad_field(x, WHERE, "Skriv var den gemensamma mappen finns.");
	for (size_t i = 0; i < x->n; i++)
		if (x->row[i].marked)
			done += send_one(x, s, &x->row[i], &day);
	if (frame_follow(&x->f, &err))
		return frame_err(&x->f, &err);
	if (done < marked)
		return frame_say(&x->f, MESSAGE_ERROR, "%zu av %zu utskick gjordes inte; se raden vid namnet.", marked - done, marked);
	return frame_say(&x->f, MESSAGE_INFO, "%zu utskick %s. Svaren läses in i Ta emot.", done, done == 1 ? "är gjort" : "är gjorda");
}

static void to_list(struct sending *x)
{
	x->on_form = false;
	form_leave(&x->form);
}

static struct outcome run_focus(void *ctx)
{
	struct sending *x = ctx;

	if (!x->on_form) {
		x->on_form = true;
		form_focus(&x->form, FORM);
	} else if (x->form.focus == WHERE) {
		to_list(x);
	} else {
		form_focus(&x->form, x->form.focus + 1);
	}
	return outcome_stay();
}

static struct outcome run_focus_back(void *ctx)
{
	struct sending *x = ctx;

	if (!x->on_form) {
		x->on_form = true;
		form_focus(&x->form, WHERE);
	} else if (x->form.focus == FORM) {
		to_list(x);
	} else {
		form_focus(&x->form, x->form.focus - 1);
	}
	return outcome_stay();
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "sand", .name = "Skicka", .keys = {"F5", "Ctrl-S"}, .group = "Skicka ut",
		.help = "Gör ett utskick till var och en som är märkt.", .label = "Skicka", .weight = 90, .run = run_send},
	{.id = "mark", .name = "Märk eller avmärk", .keys = {"F6", "Alt-X"}, .group = "Skicka ut",
		.help = "Märker den under markören, eller tar bort märket; Blanksteg och Enter gör också det i listan.",
		.label = "Märk", .weight = 60, .run = run_mark},
	{.id = "byt-falt", .name = "Nästa fält", .keys = {"Tab"}, .group = "Skicka ut",
		.help = "Går från listan till fälten och tillbaka.", .label = "Nästa", .weight = 40, .run = run_focus},
	{.id = "byt-falt-bak", .name = "Föregående fält", .keys = {"Skift-Tab"}, .group = "Skicka ut",
		.help = "Går åt andra hållet.", .run = run_focus_back},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Skicka ut", .help = "Går tillbaka.",
		.label = "Stäng", .weight = 80, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome form_takes(struct sending *x, const struct event *ev)
{
	switch (form_event(&x->form, ev)) {
	case FORM_SUBMIT:
		return run_send(x);
	case FORM_IGNORED:
		if (event_is(ev, K_UP, 0)) {
			to_list(x);
			return outcome_stay();
		}
		return outcome_ignored();
	default:
		return outcome_stay();
	}
}

static struct outcome sending_event(void *state, const struct event *ev)
{
	struct sending *x = state;
	size_t before = list_at(&x->list);
	int r, c;

	if (ev->type == EVENT_MOUSE && ev->mouse == MOUSE_PRESS) {
		to_list(x);
		x->on_form = area_has(x->form.area, ev->row, ev->col, &r, &c);
		if (x->on_form)
			form_focus(&x->form, FORM);
	}
	if (x->on_form)
		return form_takes(x, ev);
	if (event_is(ev, ' ', 0))
		return run_mark(x);
	switch (list_event(&x->list, ev)) {
	case LIST_CHOSEN:
		return run_mark(x);
	case LIST_MOVED:
		/* below the last name stand the fields */
		if (event_is(ev, K_DOWN, 0) && list_at(&x->list) == before)
			return run_focus(x);
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

static void sending_draw(void *state, struct surface *s)
{
	struct sending *x = state;
	struct surface body = frame_begin(&x->f, s, "Skicka ut", NULL), list, form;
	int below = 4, side = s->cols >= 60 ? 1 : 0;
	size_t marked = 0;
	char *status;

	for (size_t i = 0; i < x->n; i++)
		marked += x->row[i].marked;
	for (int i = 0; i < x->form.n; i++)
		below += x->form.v[i].message != NULL;
	if (below > body.rows - 2)
		below = body.rows / 2;
	list = surface_sub(&body, 0, 0, body.rows - below, body.cols);
	surface_hline(&body, body.rows - below, 0, body.cols, ROLE_FRAME);
	form = surface_sub(&body, body.rows - below + 1, side, below - 1, body.cols - 2 * side);
	if (x->on_form) {
		list_draw(&x->list, &list, false, " Ingen ledamot står på framsidan.");
		form_draw(&x->form, &form);
	} else {
		form_draw(&x->form, &form);
		list_draw(&x->list, &list, true, " Ingen ledamot står på framsidan.");
	}
	status = str_format("%zu %s · Blanksteg märker, F5 skickar", marked, marked == 1 ? "märkt" : "märkta");
	frame_end(&x->f, s, status, NULL);
	free(status);
}

static void sending_close(void *state)
{
	struct sending *x = state;

	for (size_t i = 0; i < x->n; i++) {
		free(x->row[i].who);
		free(x->row[i].role);
		free(x->row[i].said);
	}
	free(x->row);
	frame_release(&x->f);
	list_release(&x->list);
	form_release(&x->form);
	free(x);
}

static const struct screen_ops ops = {
	.name = "Skicka ut",
	.commands = commands,
	.bar = true,
	.draw = sending_draw,
	.event = sending_event,
	.close = sending_close,
};

struct screen sending_new(struct services *sv)
{
	struct sending *x = mem_alloc(sizeof *x);
	struct session *s;

	frame_init(&x->f, sv, commands);
	list_init(&x->list, &rows, x, false);
	form_init(&x->form, defs);
	form_leave(&x->form);
	s = frame_session(&x->f);
	if (s) {
		find_people(x, doc_protocol(s->doc));
		fill_answer_by(x, doc_protocol(s->doc));
		if (s->folder)
			find_sent(x, s->folder);
	}
	list_set(&x->list, x->n);
	return (struct screen){&ops, x};
}
