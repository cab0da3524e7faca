/* choose: see choose.h. One screen, three lists: what is listed and what a
 * choice does stands in a table. */
#include "screens/choose.h"

#include <string.h>

#include "base/mem.h"
#include "doc/change.h"
#include "mall/fields.h"
#include "mall/kind.h"
#include "screens/frame.h"
#include "ui/list.h"
#include "ui/theme.h"

enum what { CHOOSE_ITEM, CHOOSE_SECTION, CHOOSE_PHRASE };
enum ask { ASK_TITLE, ASK_DNR };

struct choose {
	struct frame f;
	enum what what;
	long value;              /* ITEM: before which; SECTION: of which item */
	struct kinds kinds;
	struct phrases phrases;
	struct strlist filled;   /* PHRASE: their texts with what the draft says */
	enum section_kind section[SECTIONS];
	size_t nsections;
	struct list list;
	char *title;             /* ITEM: answered, while the dnr is asked */
};

static const struct {
	const char *title, *empty;
} texts[] = {
	[CHOOSE_ITEM] = {"Ny paragraf", " Stilen har inga sorters paragrafer."},
	[CHOOSE_SECTION] = {"Nytt avsnitt", " Alla avsnitt finns redan i paragrafen."},
	[CHOOSE_PHRASE] = {"Standardfraser", " Stilen har inga fraser."},
};

/* -------------------------------------------------------------------- rows */

static void row_label(void *ctx, size_t i, struct str *out)
{
	const struct choose *c = ctx;

	switch (c->what) {
	case CHOOSE_ITEM:
		str_addspan(out, c->kinds.v[i].name.n ? c->kinds.v[i].name : c->kinds.v[i].id);
		break;
	case CHOOSE_SECTION:
		str_adds(out, section_name(c->section[i]));
		break;
	case CHOOSE_PHRASE:
		str_addf(out, "%.*s %.*s %s", SPAN_FMT(c->phrases.v[i].id), SPAN_FMT(c->phrases.v[i].name),
			c->filled.v[i]);
		break;
	}
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct choose *c = ctx;
	struct str label = STR_INIT;

	if (c->what == CHOOSE_PHRASE && s->cols >= 60) {
		int col = surface_field(s, 0, 1, 26, c->phrases.v[i].name, ROLE_NORMAL);

		surface_field(s, 0, col + 1, s->cols - col - 1, span_of(c->filled.v[i]), ROLE_DIM);
		return; /* label was not used */
	}
	if (c->what == CHOOSE_PHRASE)
		str_addspan(&label, c->phrases.v[i].name);
	else
		row_label(ctx, i, &label);
	surface_field(s, 0, 1, s->cols - 1, str_span(&label), ROLE_NORMAL);
	str_release(&label);
}

static const struct list_source rows = {row_label, row_draw};

/* Sections that are not there yet; a vote may stand several times. */
static void load_sections(struct choose *c)
{
	const struct protocol *p = doc_protocol(c->f.sv->session->doc);
	const struct item *it = c->value >= 0 && (size_t)c->value < p->nitems ? &p->item[c->value] : NULL;

	for (int k = 0; it && k < SECTIONS; k++)
		if (k == SECTION_OMROSTNING || !item_section(it, (enum section_kind)k))
			c->section[c->nsections++] = (enum section_kind)k;
}

/* The fields of the draft, and of a § of it. */
static struct value *fields(struct session *s, struct arena *a, int nr, struct span title, struct span dnr)
{
	return kind_fields(a, fields_meeting(a, session_style(s), doc_protocol(s->doc), NULL), nr, title, dnr);
}

/* What a phrase may take from the draft. A time, a date, a name in it are those
 * of what just happened, not of the meeting: they are gaps to fill. */
static const char *const certain[] = {"organ", "organ_litet", "organ_kort", "organ_genitiv", "region",
	"ordforande_titel", "ordforande_titel_stor"};

static void fill(struct choose *c, struct span text, struct str *out)
{
	struct arena a = {0};
	const struct phrase ph = {.text = text};
	struct value *all = fields(c->f.sv->session, &a, 0, SPAN_NONE, SPAN_NONE), *some = value_map(&a);

	for (size_t i = 0; i < sizeof certain / sizeof certain[0]; i++) {
		const struct value *v = value_get(all, span_of(certain[i]));

		if (value_true(v))
			value_set_text(&a, some, certain[i], v->text);
	}
	phrase_render(&ph, some, out);
	arena_release(&a);
}

static void load_phrases(struct choose *c)
{
	phrases_load(&c->phrases, session_style(c->f.sv->session), NULL);
	for (size_t i = 0; i < c->phrases.n; i++) {
		struct str text = STR_INIT;

		fill(c, c->phrases.v[i].text, &text);
		strlist_add(&c->filled, str_c(&text), text.len);
		str_release(&text);
	}
}

static void load(struct choose *c)
{
	struct session *s = frame_session(&c->f);
	size_t n = 0;

	if (s && c->what != CHOOSE_SECTION && !session_style(s)) {
		frame_say(&c->f, MESSAGE_WARNING, "Husstilen kan inte läsas; se stil på framsidan.");
	} else if (s && c->what == CHOOSE_ITEM) {
		kinds_load(&c->kinds, session_style(s), NULL);
		n = c->kinds.n;
	} else if (s && c->what == CHOOSE_PHRASE) {
		load_phrases(c);
		n = c->phrases.n;
	} else if (s) {
		load_sections(c);
		n = c->nsections;
	}
	list_set(&c->list, n);
}

/* -------------------------------------------------------------- the choices */

static struct outcome choose_item(struct choose *c, size_t i)
{
	const struct kind *k = &c->kinds.v[i];
	struct str title = STR_INIT;

	/* a field in it is for the person to fill in: only what is certain is given */
	if (k->title.n)
		fill(c, k->title, &title);
	if (span_find(str_span(&title), "[[", 0) != (size_t)-1)
		str_clear(&title);
	prompt_ask(&c->f.prompt, ASK_TITLE, "Rubrik", str_span(&title));
	str_release(&title);
	return outcome_stay();
}

/* The number is only a first guess: the draft is renumbered around it. */
static struct outcome insert_item(struct choose *c, struct span dnr)
{
	struct session *s = c->f.sv->session;
	const struct kind *k = &c->kinds.v[list_at(&c->list)];
	const struct protocol *p = doc_protocol(s->doc);
	size_t before = c->value >= 0 && (size_t)c->value < p->nitems ? (size_t)c->value : p->nitems, cursor = 0;
	int nr = before < p->nitems ? p->item[before].nr : p->last + 1;
	struct arena a = {0};
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int rc;

	kind_render(&c->kinds, k, fields(s, &a, nr > 0 ? nr : 1, span_of(c->title), dnr), &text, NULL);
	rc = change_insert_item(s->doc, before, str_span(&text), &cursor, &err);
	arena_release(&a);
	str_release(&text);
	if (rc != 0)
		return frame_err(&c->f, &err);
	session_target(s, cursor, cursor);
	return outcome_pop();
}

static struct outcome choose_section(struct choose *c, size_t i)
{
	struct session *s = c->f.sv->session;
	struct err err = ERR_INIT;
	size_t cursor = 0;

	if (change_add_section(s->doc, (size_t)c->value, c->section[i], &cursor, &err) != 0)
		return frame_err(&c->f, &err);
	session_target(s, cursor, cursor);
	return outcome_pop();
}

static struct outcome choose_phrase(struct choose *c, size_t i)
{
	struct outcome out = outcome_pop();

	out.text = mem_strdup(c->filled.v[i]);
	return out;
}

static struct outcome (*const choices[])(struct choose *c, size_t i) = {
	[CHOOSE_ITEM] = choose_item,
	[CHOOSE_SECTION] = choose_section,
	[CHOOSE_PHRASE] = choose_phrase,
};

/* --------------------------------------------------------------- commands */

static struct outcome run_choose(void *ctx)
{
	struct choose *c = ctx;
	size_t i = list_at(&c->list);
	const char *why = frame_locked(c->f.sv->session);

	if (why)
		return frame_say(&c->f, MESSAGE_WARNING, "Inget kan sättas in: %s.", why);
	if (i == (size_t)-1)
		return frame_say(&c->f, MESSAGE_INFO, "Det finns inget att välja.");
	return choices[c->what](c, i);
}

static struct outcome run_close(void *ctx)
{
	struct choose *c = ctx;
	struct event esc = {.type = EVENT_KEY, .key = {K_ESC, 0}};

	/* the first Esc empties the filter */
	return list_event(&c->list, &esc) == LIST_IGNORED ? outcome_pop() : outcome_stay();
}

static const struct command commands[] = {
	{.id = "valj", .name = "Sätt in", .keys = {"Enter"}, .group = "Sätt in",
		.help = "Sätter in det som står under markören.", .label = "Sätt in", .weight = 80, .run = run_choose},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Sätt in",
		.help = "Tömmer filtret, eller går tillbaka till texten.", .label = "Stäng", .weight = 90,
		.run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome answered(struct choose *c)
{
	struct span typed = span_trim(prompt_text(&c->f.prompt));

	if (c->f.prompt.purpose == ASK_DNR)
		return insert_item(c, typed);
	if (!typed.n)
		return frame_say(&c->f, MESSAGE_WARNING, "En paragraf behöver en rubrik.");
	free(c->title);
	c->title = span_dup(typed);
	prompt_ask(&c->f.prompt, ASK_DNR, "Diarienummer, om det finns", SPAN_NONE);
	return outcome_stay();
}

static struct outcome choose_first(void *state, const struct event *ev)
{
	struct choose *c = state;

	switch (prompt_event(&c->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return answered(c);
	default:
		return outcome_stay();
	}
}

static struct outcome choose_event(void *state, const struct event *ev)
{
	struct choose *c = state;

	switch (list_event(&c->list, ev)) {
	case LIST_CHOSEN:
		return run_choose(c);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

static void choose_draw(void *state, struct surface *s)
{
	struct choose *c = state;
	struct surface body = frame_begin(&c->f, s, texts[c->what].title, NULL), list = body;
	size_t i = list_at(&c->list);

	/* a phrase is longer than a row */
	if (c->what == CHOOSE_PHRASE && i < c->phrases.n && body.rows >= 5) {
		int rows_below = body.rows >= 12 ? 4 : 2;
		struct surface below = surface_sub(&body, body.rows - rows_below, 1, rows_below, body.cols - 2);

		list = surface_sub(&body, 0, 0, body.rows - rows_below - 1, body.cols);
		surface_hline(&body, body.rows - rows_below - 1, 0, body.cols, ROLE_FRAME);
		frame_text(&below, 0, 0, span_of(c->filled.v[i]), ROLE_NORMAL);
	}
	list_draw(&c->list, &list, true, c->f.sv->session ? texts[c->what].empty : " Inget sammanträde är öppet.");
	frame_end(&c->f, s, "Skriv för att söka i listan", NULL);
}

static void choose_close(void *state)
{
	struct choose *c = state;

	frame_release(&c->f);
	list_release(&c->list);
	kinds_release(&c->kinds);
	phrases_release(&c->phrases);
	strlist_release(&c->filled);
	free(c->title);
	free(c);
}

static const struct screen_ops ops = {
	.name = "Sätt in",
	.commands = commands,
	.bar = true,
	.draw = choose_draw,
	.first = choose_first,
	.event = choose_event,
	.close = choose_close,
};

static struct screen choose_new(struct services *sv, enum what what, long value)
{
	struct choose *c = mem_alloc(sizeof *c);

	frame_init(&c->f, sv, commands);
	c->what = what;
	c->value = value;
	list_init(&c->list, &rows, c, true);
	load(c);
	return (struct screen){&ops, c};
}

struct screen choose_item_new(struct services *sv, long before)
{
	return choose_new(sv, CHOOSE_ITEM, before);
}

struct screen choose_section_new(struct services *sv, long item)
{
	return choose_new(sv, CHOOSE_SECTION, item);
}

struct screen choose_phrase_new(struct services *sv)
{
	return choose_new(sv, CHOOSE_PHRASE, 0);
}
