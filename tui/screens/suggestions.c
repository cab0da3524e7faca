/* suggestions: see suggestions.h. What is shown, the keys and the picture; the
 * decisions are in suggestions_do.c, the marks in suggestions_text.c. */
#include "screens/suggestions.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/request.h"
#include "screens/suggestions_inner.h"
#include "ui/theme.h"


/* -------------------------------------------------------------- what is shown */

const struct suggestion *suggested_here(const struct suggested *x)
{
	return x->loaded && x->at < x->n ? &x->all.all.v[x->order[x->at]] : NULL;
}

size_t suggested_open(const struct suggested *x)
{
	size_t n = 0;

	for (size_t i = 0; x->loaded && i < x->all.all.n; i++)
		n += x->all.all.v[i].state == SUGGEST_OPEN;
	return n;
}

int suggested_next_open(const struct suggested *x)
{
	for (size_t k = 1; k < x->n; k++) {
		const struct suggestion *s = &x->all.all.v[x->order[(x->at + k) % x->n]];

		if (s->state == SUGGEST_OPEN)
			return s->nr;
	}
	return 0;
}

static bool passes(const struct suggested *x, const struct suggestion *s)
{
	bool named = x->person == 0;

	for (size_t i = 0; i < s->nwho && !named; i++)
		named = strcmp(s->who[i], x->who.v[x->person - 1]) == 0;
	return named && (x->cls == SUGGESTED_ALL || x->cls == (int)s->cls) && (x->decided || s->state == SUGGEST_OPEN);
}

static int by_place(const void *a, const void *b, void *ctx)
{
	const struct suggested *x = ctx;
	size_t i = *(const size_t *)a, k = *(const size_t *)b;
	size_t at = x->all.place[i].at.at, other = x->all.place[k].at.at;

	if (at != other)
		return at < other ? -1 : 1;
	return x->all.all.v[i].nr < x->all.all.v[k].nr ? -1 : 1;
}

/* Shows the one at the cursor in the text. */
static void show(struct suggested *x)
{
	if (suggested_here(x))
		textview_show(&x->view, x->shown[x->order[x->at]]);
}

/* What passes the filter, by place; stands at nr, or where it was. */
static void select_shown(struct suggested *x, int nr)
{
	size_t was = x->at;

	free(x->order);
	x->order = mem_array(x->all.all.n + 1, sizeof *x->order);
	x->n = 0;
	for (size_t i = 0; i < x->all.all.n; i++)
		if (passes(x, &x->all.all.v[i]))
			x->order[x->n++] = i;
	qsort_r(x->order, x->n, sizeof *x->order, by_place, x);
	x->at = was < x->n ? was : x->n ? x->n - 1 : 0;
	for (size_t i = 0; i < x->n; i++)
		if (x->all.all.v[x->order[i]].nr == nr)
			x->at = i;
	suggested_mark(x);
	show(x);
}

static void drop(struct suggested *x)
{
	if (x->loaded)
		suggest_list_release(&x->all);
	memset(&x->all, 0, sizeof x->all);
	protocol_free(x->p);
	x->p = NULL;
	x->loaded = false;
	x->n = 0;
	free(x->why);
	x->why = NULL;
}

static void find_people(struct suggested *x)
{
	char *kept = x->person ? mem_strdup(x->who.v[x->person - 1]) : NULL;

	strlist_release(&x->who);
	memset(&x->who, 0, sizeof x->who);
	x->person = 0;
	for (size_t i = 0; i < x->all.all.n; i++)
		for (size_t k = 0; k < x->all.all.v[i].nwho; k++)
			if (!strlist_has(&x->who, span_of(x->all.all.v[i].who[k])))
				strlist_addf(&x->who, "%s", x->all.all.v[i].who[k]);
	strlist_sort(&x->who);
	for (size_t i = 0; kept && i < x->who.n; i++)
		if (strcmp(x->who.v[i], kept) == 0)
			x->person = i + 1;
	free(kept);
}

/* The session goes on from the version the list was made of. */
static void follow(struct suggested *x, struct session *s)
{
	struct err err = ERR_INIT;

	if (s->read_only || session_dirty(s) || !state_writable(doc_state(s->doc)) || strcmp(s->base, x->all.id) == 0)
		return;
	if (session_take_version(s, x->all.id, str_span(&x->all.text), &err))
		frame_err(&x->f, &err);
}

void suggested_load(struct suggested *x, int nr)
{
	struct session *s = x->f.sv->session;
	struct err err = ERR_INIT;

	drop(x);
	if (!s)
		x->why = mem_strdup("Inget sammanträde är öppet.");
	else if (!s->folder)
		x->why = mem_strdup("Ett löst utkast har inga förslag; de finns i en sammanträdesmapp.");
	else if (suggest_list(x->f.sv->repo, s->folder, &x->all, &err))
		x->why = mem_strdup(err.msg);
	if (x->why) {
		suggest_list_release(&x->all);
		memset(&x->all, 0, sizeof x->all);
		textview_set(&x->view, SPAN_NONE);
		return;
	}
	x->loaded = true;
	x->p = protocol_parse(str_span(&x->all.text));
	session_refresh_state(s);
	follow(x, s);
	find_people(x);
	select_shown(x, nr);
}

/* --------------------------------------------------------------- commands */

static struct outcome go(struct suggested *x, size_t to)
{
	x->at = to;
	show(x);
	return outcome_stay();
}

static struct outcome nothing(struct suggested *x)
{
	return frame_say(&x->f, MESSAGE_WARNING, "%s", x->why ? x->why
		: x->all.all.n ? "Inget förslag visas; v, k och b byter vad som visas." : "Det finns inga förslag.");
}

static struct outcome run_next(void *ctx)
{
	struct suggested *x = ctx;

	return x->n ? go(x, (x->at + 1) % x->n) : nothing(x);
}

static struct outcome run_previous(void *ctx)
{
	struct suggested *x = ctx;

	return x->n ? go(x, (x->at + x->n - 1) % x->n) : nothing(x);
}

static struct outcome run_accept(void *ctx)
{
	return suggested_accept(ctx);
}

static struct outcome run_reject(void *ctx)
{
	return suggested_ask_reason(ctx);
}

static struct outcome run_edit(void *ctx)
{
	return suggested_edit(ctx);
}

static struct outcome run_language(void *ctx)
{
	return suggested_ask_language(ctx);
}

static struct outcome run_reopen(void *ctx)
{
	return suggested_reopen(ctx);
}

static struct outcome run_undo(void *ctx)
{
	return suggested_undo(ctx);
}

static struct outcome run_go(void *ctx)
{
	struct suggested *x = ctx;
	const struct suggestion *s = suggested_here(x);
	struct range at;

	if (!s)
		return nothing(x);
	at = x->all.place[x->order[x->at]].at;
	return frame_go(&x->f, at.at, at.at + at.n);
}

static struct outcome filtered(struct suggested *x)
{
	const struct suggestion *s = suggested_here(x);

	if (!x->loaded)
		return nothing(x);
	select_shown(x, s ? s->nr : 0);
	return outcome_stay();
}

static struct outcome run_person(void *ctx)
{
	struct suggested *x = ctx;

	x->person = x->who.n ? (x->person + 1) % (x->who.n + 1) : 0;
	return filtered(x);
}

static struct outcome run_class(void *ctx)
{
	struct suggested *x = ctx;

	x->cls = x->cls + 1 == SUGGEST_CLASSES ? SUGGESTED_ALL : x->cls + 1;
	return filtered(x);
}

static struct outcome run_decided(void *ctx)
{
	struct suggested *x = ctx;

	x->decided = !x->decided;
	return filtered(x);
}

static struct outcome run_people(void *ctx)
{
	struct suggested *x = ctx;
	struct str text = STR_INIT;

	if (!frame_session(&x->f))
		return outcome_stay();
	suggested_people(x->f.sv->session->folder, x->loaded ? &x->all.all : NULL, &text);
	return (struct outcome){.kind = OUTCOME_PUSH, .request = REQUEST_VIEW, .text = str_take(&text)};
}

static struct outcome run_receive(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_RECEIVE);
}

static struct outcome run_send(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_SEND);
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "godta", .name = "Godta", .keys = {"g", "F5"}, .group = "Förslag",
		.help = "Gör ändringen i texten och går till nästa förslag.", .label = "Godta", .weight = 80, .run = run_accept},
	{.id = "avvisa", .name = "Avvisa", .keys = {"a", "F6"}, .group = "Förslag",
		.help = "Avvisar förslaget, med ett skäl om du vill, och går till nästa.", .label = "Avvisa", .weight = 80,
		.run = run_reject},
	{.id = "andra", .name = "Ändra och godta", .keys = {"e", "F7"}, .group = "Förslag",
		.help = "Låter dig skriva om de föreslagna orden och godtar dem sedan.", .label = "Ändra", .weight = 70,
		.run = run_edit},
	{.id = "nasta", .name = "Nästa förslag", .keys = {"n", "Tab", "Ner"}, .group = "Förslag",
		.help = "Går till nästa förslag i texten.", .label = "Nästa", .weight = 60, .run = run_next},
	{.id = "forra", .name = "Föregående förslag", .keys = {"p", "Skift-Tab", "Upp"}, .group = "Förslag",
		.help = "Går till föregående förslag i texten.", .label = "Förra", .weight = 40, .run = run_previous},
	{.id = "allt-sprak", .name = "Godta allt av slaget språk", .keys = {"s", "F8"}, .group = "Förslag",
		.help = "Godtar på en gång alla språkändringar som inte krockar; sak och formulering aldrig.",
		.label = "Språk", .weight = 58, .run = run_language},
	{.id = "oppna-igen", .name = "Öppna igen", .keys = {"o", "F9"}, .group = "Förslag",
		.help = "Tar tillbaka beslutet om det avgjorda förslaget; godtagna ord tas bort ur texten.", .run = run_reopen},
	{.id = "angra", .name = "Ångra", .keys = {"Ctrl-Z", "Alt-U"}, .group = "Förslag",
		.help = "Tar tillbaka det senaste beslutet här.", .label = "Ångra", .weight = 52, .run = run_undo},
	{.id = "till-texten", .name = "Gå till stället i texten", .keys = {"Enter"}, .group = "Förslag",
		.help = "Går till orden på redigeringsskärmen.", .label = "Till texten", .weight = 35, .run = run_go},
	{.id = "visa-person", .name = "Visa en person i taget", .keys = {"v", "F2"}, .group = "Förslag",
		.help = "Visar förslag av en person, nästa, eller alla.", .label = "Vems", .weight = 30, .run = run_person},
	{.id = "visa-slag", .name = "Visa ett slag i taget", .keys = {"k", "F3"}, .group = "Förslag",
		.help = "Visar språk, formulering, sak, anmärkningar eller alla.", .label = "Slag", .weight = 30, .run = run_class},
	{.id = "visa-avgjorda", .name = "Visa även avgjorda", .keys = {"b", "F4"}, .group = "Förslag",
		.help = "Visar också de förslag som är godtagna eller avvisade, eller bara de öppna.", .label = "Avgjorda",
		.weight = 20, .run = run_decided},
	{.id = "svar", .name = "Utskick och svar", .keys = {"u"}, .group = "Förslag",
		.help = "Visar vem som fått texten, vem som svarat och vem som inte hade några anmärkningar.", .run = run_people},
	{.id = "ta-emot", .name = "Ta emot svar", .keys = {"m"}, .group = "Förslag",
		.help = "Tar in det som en justerare skickat tillbaka.", .label = "Ta emot", .weight = 25, .run = run_receive},
	{.id = "skicka-ut", .name = "Skicka ut", .keys = {"i"}, .group = "Förslag",
		.help = "Sänder texten till justerare och ledamöter.", .run = run_send},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Förslag", .help = "Går tillbaka.",
		.label = "Stäng", .weight = 75, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome suggestions_first(void *state, const struct event *ev)
{
	struct suggested *x = state;

	switch (prompt_event(&x->f.prompt, ev)) {
	case PROMPT_IGNORED:
		break;
	case PROMPT_DONE:
		return suggested_answer(x);
	default:
		return outcome_stay();
	}
	return x->editing && suggested_area_event(x, ev) ? outcome_stay() : outcome_ignored();
}

static struct outcome suggestions_event(void *state, const struct event *ev)
{
	struct suggested *x = state;

	if (x->n && event_is(ev, K_HOME, 0))
		return go(x, 0);
	if (x->n && event_is(ev, K_END, 0))
		return go(x, x->n - 1);
	return textview_event(&x->view, ev) ? outcome_stay() : outcome_ignored();
}

/* Something may have come in meanwhile. */
static struct outcome suggestions_back(void *state, const struct outcome *answer)
{
	struct suggested *x = state;
	const struct suggestion *s = suggested_here(x);

	(void)answer;
	suggested_load(x, s ? s->nr : 0);
	return outcome_stay();
}

/* ----------------------------------------------------------------- drawing */

static void add_filter(const struct suggested *x, struct str *out)
{
	str_addf(out, "%s", x->person ? x->who.v[x->person - 1] : "alla personer");
	str_addf(out, " · %s", x->cls == SUGGESTED_ALL ? "alla slag" : suggest_class_name((enum suggest_class)x->cls));
	str_addf(out, " · %s", x->decided ? "även avgjorda" : "bara öppna");
}

static void draw_empty(const struct suggested *x, struct surface *s)
{
	struct str none = STR_INIT;
	int row = 1;

	if (x->why) {
		frame_text(s, row, 2, span_of(x->why), ROLE_WARNING);
		return;
	}
	if (x->all.all.n) {
		row = frame_text(s, row, 2, suggested_open(x) ? SPAN_LIT("Inget förslag passar det som visas; v, k och b byter.")
							      : SPAN_LIT("Alla förslag är avgjorda. b visar dem."), ROLE_NORMAL);
	} else {
		row = frame_text(s, row, 2, SPAN_LIT("Inga förslag har kommit in."), ROLE_NORMAL) + 1;
		row = frame_text(s, row, 2, SPAN_LIT("Sänd texten till justerarna med i (Skicka ut). De ändrar i filen, eller skriver "
			"”§ 4: ...” i ett brev, och sänder tillbaka. Ta emot svaret med m: det blir förslag här, ett för varje ändring, "
			"att godta eller avvisa."), ROLE_NORMAL);
	}
	if (x->f.sv->session)
		suggested_none(x->f.sv->session->folder, &none);
	if (none.len)
		frame_text(s, row + 1, 2, str_span(&none), ROLE_NORMAL);
	str_release(&none);
}

static void draw_area(struct suggested *x, struct surface *panel)
{
	struct surface area = surface_sub(panel, 1, 1, panel->rows - 1, panel->cols - 2);

	if (x->editing)
		textarea_draw(&x->area, &area, ROLE_FIELD, true);
}

static void suggestions_draw(void *state, struct surface *s)
{
	struct suggested *x = state;
	char *left = x->all.all.n ? str_format("%zu av %zu kvar", suggested_open(x), x->all.all.n) : NULL;
	struct surface body = frame_begin(&x->f, s, "Förslag", left), text, panel;
	int rows = suggested_panel_rows(x, body.cols, body.rows * 3 / 5);
	char *where = x->n ? str_format("%zu av %zu", x->at + 1, x->n) : NULL;
	struct str filter = STR_INIT;

	if (x->n) {
		text = surface_sub(&body, 0, 0, body.rows - rows, body.cols);
		panel = surface_sub(&body, body.rows - rows, 0, rows, body.cols);
		textview_draw(&x->view, &text);
		suggested_panel(x, &panel);
		draw_area(x, &panel);
	} else {
		draw_empty(x, &body);
	}
	add_filter(x, &filter);
	frame_end(&x->f, s, x->all.all.n ? str_c(&filter) : "", where);
	str_release(&filter);
	free(left);
	free(where);
}

static void suggestions_close(void *state)
{
	struct suggested *x = state;

	drop(x);
	frame_release(&x->f);
	textview_release(&x->view);
	textarea_release(&x->area);
	strlist_release(&x->who);
	str_release(&x->head);
	str_release(&x->tail);
	free(x->order);
	free(x->shown);
	free(x->step);
	free(x);
}

static const struct screen_ops ops = {
	.name = "Förslag",
	.commands = commands,
	.bar = true,
	.draw = suggestions_draw,
	.first = suggestions_first,
	.event = suggestions_event,
	.back = suggestions_back,
	.close = suggestions_close,
};

struct screen suggestions_new(struct services *sv)
{
	struct suggested *x = mem_alloc(sizeof *x);
	struct session *s = sv->session;

	frame_init(&x->f, sv, commands);
	textview_init(&x->view, TEXTVIEW_WRAP | TEXTVIEW_HEADINGS);
	textarea_init(&x->area, SPAN_NONE);
	x->cls = SUGGESTED_ALL;
	if (s && s->folder && !s->read_only)
		(void)frame_save(&x->f, s);
	suggested_load(x, 0);
	return (struct screen){&ops, x};
}
