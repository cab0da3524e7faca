/* front: see front.h. A table of keys; each field is the text of its values, one
 * a line, and is written back only when it was changed. */
#include "screens/front.h"

#include <string.h>

#include "base/mem.h"
#include "doc/change.h"
#include "screens/frame.h"
#include "ui/form.h"
#include "ui/theme.h"

/* Each says what is odd in a text, in Swedish, or NULL; the arena lives as long
 * as the answer is needed. */
static const char *odd_date(struct span text, struct arena *a);
static const char *odd_time(struct span text, struct arena *a);
static const char *odd_persons(struct span text, struct arena *a);
static const char *odd_numbers(struct span text, struct arena *a);

#define PERSON_HINT "Namn (PARTI), roll, §§ 11–12"

static const struct {
	enum front_key key;
	const char *(*odd)(struct span text, struct arena *a);
} keys[] = {
	{FRONT_DATUM, odd_date},
	{FRONT_TID, odd_time},
	{FRONT_PLATS, NULL},
	{FRONT_BESLUTANDE, odd_persons},
	{FRONT_ERSATTARE, odd_persons},
	{FRONT_FOREDRAGANDE, odd_persons},
	{FRONT_TJANSTEPERSONER, odd_persons},
	{FRONT_OVRIGA, odd_persons},
	{FRONT_SEKRETERARE, odd_persons},
	{FRONT_JUSTERARE, odd_persons},
	{FRONT_JUSTERING, NULL},
	{FRONT_EXTRA, odd_numbers},
	{FRONT_FORINFORMATION, NULL},
	{FRONT_AJOURNERINGAR, NULL},
	{FRONT_REFERENS, NULL},
	{FRONT_ORGAN, NULL},
	{FRONT_STIL, NULL},
};
enum { FIELDS = sizeof keys / sizeof keys[0], STYLE = FIELDS - 1 };

/* In the order of `keys`. */
static const struct field_def defs[FIELDS + 1] = {
	{FIELD_LINE, "Datum", "ÅÅÅÅ-MM-DD", NULL, 1},
	{FIELD_LINE, "Tid", "10.00–15.40", NULL, 1},
	{FIELD_LINE, "Plats", "Lokal, ort", NULL, 1},
	{FIELD_AREA, "Beslutande, en per rad", PERSON_HINT, NULL, 8},
	{FIELD_AREA, "Ersättare", PERSON_HINT, NULL, 4},
	{FIELD_AREA, "Föredragande", "Namn, titel, § 12", NULL, 3},
	{FIELD_AREA, "Tjänstepersoner", "Namn, titel, § 12", NULL, 3},
	{FIELD_AREA, "Övriga", "Namn, titel, § 12", NULL, 3},
	{FIELD_AREA, "Sekreterare", "Namn", NULL, 1},
	{FIELD_AREA, "Justerare", "Namn (PARTI)", NULL, 2},
	{FIELD_LINE, "Justering", "digital, fysisk eller omedelbar, plats, datum", NULL, 1},
	{FIELD_LINE, "Extra ärenden", "nummer på tillagda §§: 6, 9", NULL, 1},
	{FIELD_AREA, "Förinformation", "titel, @namn, bilaga A", NULL, 2},
	{FIELD_AREA, "Ajourneringar", "13.05–14.00", NULL, 2},
	{FIELD_LINE, "Referens", NULL, NULL, 1},
	{FIELD_LINE, "Organ", NULL, NULL, 1},
	{FIELD_CHOICE, "Stil", NULL, NULL, 1},
	{0},
};

struct front_form {
	struct frame f;
	struct form form;
	char *loaded[FIELDS];   /* what each field held when the screen opened */
	const char *locked;     /* why it can only be read; NULL: it can be changed */
	bool ready;             /* there is a session */
};

/* --------------------------------------------------------------- validation */

static const char *odd_date(struct span text, struct arena *a)
{
	struct date d;

	(void)a;
	return !text.n || date_parse(span_trim(text), &d) ? NULL : "Skriv datumet som 2031-04-09.";
}

static const char *odd_time(struct span text, struct arena *a)
{
	struct span rest = text, piece;

	(void)a;
	while (text.n && span_split(&rest, span_find(text, "–", 0) != (size_t)-1 ? "–" : "-", &piece))
		if (clock_parse_hm(span_trim(piece)) < 0)
			return "Skriv tiden som 10.00–15.40.";
	return NULL;
}

static const char *odd_numbers(struct span text, struct arena *a)
{
	struct span rest = text, piece;
	long nr;

	(void)a;
	while (text.n && span_split(&rest, ",", &piece))
		if (!span_int(span_trim(piece), &nr))
			return "Skriv §-nummer med komma emellan: 6, 9.";
	return NULL;
}

static const char *odd_persons(struct span text, struct arena *a)
{
	struct span rest = text, line;

	for (int nr = 1; span_line(&rest, &line); nr++) {
		struct person p = {0};

		if (!span_trim(line).n)
			continue;
		person_parse(&p, span_trim(line), a);
		if (p.odd) {
			struct str why = STR_INIT;
			const char *kept;

			str_addf(&why, "Rad %d: %s", nr, p.odd);
			kept = arena_dup(a, str_c(&why), why.len);
			str_release(&why);
			return kept;
		}
	}
	return NULL;
}

static void validate(struct front_form *ff, int field)
{
	struct arena a = {0};
	struct span text = form_text(&ff->form, field);

	if (keys[field].odd)
		form_message(&ff->form, field, keys[field].odd(text, &a));
	arena_release(&a);
}

/* --------------------------------------------------------- in and out again */

static void load_styles(struct front_form *ff, const struct session *s, struct span now)
{
	struct strlist names = {0};

	style_names(s->archive, &names);
	if (now.n && !strlist_has(&names, now))
		strlist_add(&names, now.p, now.n);
	if (!now.n)
		strlist_add(&names, "", 0);
	form_choices(&ff->form, STYLE, &names);
	form_set(&ff->form, STYLE, now.p ? now : SPAN_LIT(""));
	strlist_release(&names);
}

static void load(struct front_form *ff)
{
	const struct session *s = ff->f.sv->session;
	const struct protocol *p = doc_protocol(s->doc);

	for (int i = 0; i < FIELDS; i++) {
		const struct front_field *field = front_field(&p->front, keys[i].key);
		struct str text = STR_INIT;

		for (size_t k = 0; field && k < field->n; k++) {
			if (k)
				str_addc(&text, '\n');
			str_addspan(&text, field->value[k].text);
		}
		if (i == STYLE)
			load_styles(ff, s, str_span(&text));
		else
			form_set(&ff->form, i, str_span(&text));
		str_release(&text);
		free(ff->loaded[i]);
		ff->loaded[i] = span_dup(form_text(&ff->form, i));
		validate(ff, i);
	}
	form_focus(&ff->form, 0);
}

/* The lines of a field that hold something, as values of its key. */
static int write_field(struct front_form *ff, int i, struct err *err)
{
	struct span rest = form_text(&ff->form, i), line, *value = NULL;
	size_t n = 0, cap = 0;
	int rc;

	while (span_line(&rest, &line)) {
		if (!span_trim(line).n)
			continue;
		value = mem_grow(value, n, &cap, sizeof *value);
		value[n++] = span_trim(line);
	}
	rc = change_front(ff->f.sv->session->doc, keys[i].key, value, n, err);
	free(value);
	return rc;
}

static bool field_changed(const struct front_form *ff, int i)
{
	return !span_eq(form_text(&ff->form, i), span_of(ff->loaded[i]));
}

/* All that was changed, as one undo step. How many fields; -1 with the reason. */
static int apply(struct front_form *ff, struct err *err)
{
	struct session *s = ff->f.sv->session;
	int changed = 0, rc = 0;

	doc_group_begin(s->doc, 0);
	for (int i = 0; i < FIELDS && rc == 0; i++)
		if (field_changed(ff, i)) {
			rc = write_field(ff, i, err);
			changed++;
		}
	doc_group_end(s->doc, 0);
	if (changed)
		session_refresh(s);
	return rc == 0 ? changed : -1;
}

/* --------------------------------------------------------------- commands */

static struct outcome run_close(void *ctx)
{
	struct front_form *ff = ctx;
	struct err err = ERR_INIT;
	int changed, bad;

	if (!ff->ready || ff->locked)
		return outcome_pop();
	changed = apply(ff, &err);
	bad = form_bad(&ff->form);
	if (changed < 0)
		return frame_err(&ff->f, &err);
	if (changed && bad >= 0)
		frame_say(&ff->f, MESSAGE_WARNING, "Framsidan är ändrad, men se %s: %s", defs[bad].label,
			ff->form.v[bad].message);
	else if (changed)
		frame_say(&ff->f, MESSAGE_INFO, "Framsidan är ändrad. Ctrl-Z ångrar.");
	return outcome_pop();
}

/* Back to what the draft says. */
static struct outcome run_revert(void *ctx)
{
	struct front_form *ff = ctx;

	if (!ff->ready)
		return outcome_pop();
	load(ff);
	return frame_say(&ff->f, MESSAGE_INFO, "Fälten är som de var när framsidan öppnades.");
}

static struct outcome run_next_bad(void *ctx)
{
	struct front_form *ff = ctx;

	for (int i = 1; i <= FIELDS; i++) {
		int at = (ff->form.focus + i) % FIELDS;

		if (ff->form.v[at].message) {
			form_focus(&ff->form, at);
			return outcome_stay();
		}
	}
	return frame_say(&ff->f, MESSAGE_INFO, "Inget fält har någon anmärkning.");
}

static const struct command commands[] = {
	{.id = "klar", .name = "Klar", .keys = {"Esc", "Ctrl-S"}, .group = "Framsida",
		.help = "Skriver in det som ändrats på framsidan och går tillbaka till texten.", .label = "Klar",
		.weight = 90, .run = run_close},
	{.id = "nasta-fel", .name = "Nästa anmärkning", .keys = {"F8", "Alt-N"}, .group = "Framsida",
		.help = "Går till nästa fält som ser fel ut.", .label = "Nästa fel", .weight = 40, .run = run_next_bad},
	{.id = "ateruppta", .name = "Återställ fälten", .keys = {"F9", "Alt-R"}, .group = "Framsida",
		.help = "Tar bort det som skrivits här sedan framsidan öppnades.", .label = "Återställ", .weight = 30,
		.run = run_revert},
	{0},
};

/* ------------------------------------------------------------------ events */

/* Does the event only look, or move? */
static bool harmless(const struct front_form *ff, const struct event *ev)
{
	static const int32_t moves[] = {K_TAB, K_UP, K_DOWN, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN};
	bool choice = defs[ff->form.focus].kind == FIELD_CHOICE;

	if (ev->type != EVENT_KEY)
		return ev->type != EVENT_PASTE && !(ev->type == EVENT_MOUSE && ev->mouse == MOUSE_PRESS);
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
		if (ev->key.code == moves[i])
			return true;
	return !choice && (ev->key.code == K_LEFT || ev->key.code == K_RIGHT);
}

static struct outcome front_event(void *state, const struct event *ev)
{
	struct front_form *ff = state;

	if (!ff->ready)
		return outcome_ignored();
	if (ff->locked && !harmless(ff, ev))
		return frame_say(&ff->f, MESSAGE_WARNING, "Framsidan kan inte ändras: %s.", ff->locked);
	switch (form_event(&ff->form, ev)) {
	case FORM_CHANGED:
		validate(ff, ff->form.focus);
		return outcome_stay();
	case FORM_MOVED:
		return outcome_stay();
	case FORM_SUBMIT:
		return run_close(ff);
	case FORM_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

static char *status(const struct front_form *ff)
{
	int bad = 0;

	if (!ff->ready)
		return mem_strdup("Inget sammanträde är öppet");
	if (ff->locked)
		return str_format("Kan bara läsas: %s", ff->locked);
	for (int i = 0; i < FIELDS; i++)
		bad += ff->form.v[i].message != NULL;
	if (bad)
		return str_format("%d %s", bad, bad == 1 ? "anmärkning" : "anmärkningar");
	return mem_strdup("Ändringar skrivs in när du går härifrån");
}

static void front_draw(void *state, struct surface *s)
{
	struct front_form *ff = state;
	struct surface body = frame_begin(&ff->f, s, "Framsida", ff->locked ? "läses bara" : NULL);
	int side = s->cols >= 60 ? 2 : 0;
	struct surface form = surface_sub(&body, 0, side, body.rows, body.cols - 2 * side);
	char *line = status(ff), *place = str_format("fält %d av %d", ff->form.focus + 1, (int)FIELDS);

	if (ff->ready)
		form_draw(&ff->form, &form);
	frame_end(&ff->f, s, line, ff->ready ? place : NULL);
	free(line);
	free(place);
}

static void front_close(void *state)
{
	struct front_form *ff = state;

	frame_release(&ff->f);
	form_release(&ff->form);
	for (int i = 0; i < FIELDS; i++)
		free(ff->loaded[i]);
	free(ff);
}

static const struct screen_ops ops = {
	.name = "Framsida",
	.commands = commands,
	.bar = true,
	.draw = front_draw,
	.event = front_event,
	.close = front_close,
};

struct screen front_new(struct services *sv)
{
	struct front_form *ff = mem_alloc(sizeof *ff);

	frame_init(&ff->f, sv, commands);
	form_init(&ff->form, defs);
	ff->ready = frame_session(&ff->f) != NULL;
	if (ff->ready) {
		ff->locked = frame_locked(sv->session);
		load(ff);
	}
	return (struct screen){&ops, ff};
}
