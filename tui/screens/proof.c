/* proof: see proof.h. What the keys of the panel do; what stands in it is found in
 * proof_rows.c. */
#include "screens/proof.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/proof_inner.h"
#include "ui/theme.h"

enum ask { ASK_ONE, ASK_ALL };

/* --------------------------------------------------------------- commands */

static struct proof_group *need(struct proof *p)
{
	struct proof_group *g = proof_selected(p);

	if (frame_session(&p->f) && !g)
		frame_say(&p->f, MESSAGE_INFO, p->show == PROOF_OFF ? "F3 slår på regeln igen; F4 visar annat."
								     : "Det finns inget märkt här.");
	return g;
}

/* The group to change, or NULL after saying why nothing can be changed. */
static struct proof_group *need_unlocked(struct proof *p)
{
	struct proof_group *g = need(p);
	const char *why = g ? frame_locked(p->f.sv->session) : NULL;

	if (why)
		frame_say(&p->f, MESSAGE_WARNING, "Det kan inte ändras: %s.", why);
	return why ? NULL : g;
}

/* The group, when it is a word; NULL after saying that it is none. */
static struct proof_group *need_word(struct proof *p)
{
	struct proof_group *g = need(p);

	if (g && p->all.v[g->rep].kind == LANGUAGE_WORD)
		return g;
	if (g)
		frame_say(&p->f, MESSAGE_WARNING, "Bara ord kan läras; F3 stänger av regeln för organet.");
	return NULL;
}

/* NULL while they are not there; the certain fix is the only one of a rule. */
static const struct strlist *suggestions(const struct proof *p, const struct proof_group *g)
{
	return g && p->all.v[g->rep].kind == LANGUAGE_WORD ? spell_suggested(p->f.sv->session->spell, span_of(g->text)) : NULL;
}

static struct outcome run_go(void *ctx)
{
	struct proof *p = ctx;
	const struct language_finding *f = proof_finding(p, need(p));

	return f ? frame_go(&p->f, f->where.at, f->where.at + f->where.n) : outcome_stay();
}

static struct outcome step(struct proof *p, int dir)
{
	struct proof_group *g = need(p);

	if (g)
		g->place = (g->place + g->count + (size_t)(dir + 1) - 1) % g->count;
	return outcome_stay();
}

static struct outcome run_next(void *ctx)
{
	return step(ctx, 1);
}

static struct outcome run_prev(void *ctx)
{
	return step(ctx, -1);
}

/* From the end, so that places before it stay; quotations are somebody else's words. */
static struct outcome replace(struct proof *p, struct proof_group *g, bool all, struct span with)
{
	struct session *s = p->f.sv->session;
	struct err err = ERR_INIT;
	size_t done = 0, left = 0, only = proof_place(p, g, g->place), at = p->all.v[only].where.at;
	struct span src = doc_bytes(s->doc);
	size_t *place = mem_array(p->all.n, sizeof *place), n = 0;
	int rc = 0;

	for (size_t i = 0; i < p->all.n; i++)
		if (all ? language_alike(&p->all.v[g->rep], src, &p->all.v[i], src) : i == only)
			place[n++] = i;
	doc_group_begin(s->doc, at);
	while (n-- > 0 && rc == 0) {
		const struct language_finding *f = &p->all.v[place[n]];

		if (all && f->quoted) {
			left++;
			continue;
		}
		rc = doc_edit(s->doc, f->where.at, f->where.n, with, &err);
		done += rc == 0;
	}
	doc_group_end(s->doc, at);
	free(place);
	p->turned[0] = '\0';
	proof_scan(p);
	if (rc != 0)
		return frame_err(&p->f, &err);
	if (left)
		return frame_say(&p->f, MESSAGE_INFO, "%zu ändrade, %zu i citat lämnade. Ctrl-Z ångrar.", done, left);
	return frame_say(&p->f, MESSAGE_INFO, "%zu %s. Ctrl-Z ångrar.", done, done == 1 ? "ställe ändrat" : "ställen ändrade");
}

/* What is certain is written at once; for a word it is asked what to write. */
static struct outcome mend(struct proof *p, enum ask what, const char *form)
{
	struct proof_group *g = need_unlocked(p);
	const struct language_finding *f = proof_finding(p, g);
	const struct strlist *given = suggestions(p, g);
	const char *fix;
	char *question, *with;

	if (!g)
		return outcome_stay();
	fix = p->all.v[g->rep].fix;
	if (fix) {
		struct outcome out;

		with = mem_strdup(fix);
		out = replace(p, g, what == ASK_ALL, span_of(with));
		free(with);
		return out;
	}
	if (f->kind != LANGUAGE_WORD)
		return frame_say(&p->f, MESSAGE_WARNING, "Den här måste rättas för hand; Enter går dit.");
	question = str_format(form, g->text);
	prompt_ask(&p->f.prompt, (int)what, question, span_of(given && given->n ? given->v[0] : g->text));
	free(question);
	return outcome_stay();
}

static struct outcome run_one(void *ctx)
{
	return mend(ctx, ASK_ONE, "Ersätt det här ”%s” med");
}

static struct outcome run_all(void *ctx)
{
	return mend(ctx, ASK_ALL, "Ersätt alla ”%s” med");
}

static struct outcome learn(struct proof *p, enum words_level level, const char *where)
{
	struct session *s = p->f.sv->session;
	const struct proof_group *g = need_word(p);
	struct err err = ERR_INIT;
	char *text;

	if (!g)
		return outcome_stay();
	if (level == WORDS_MEETING && (!s->folder || s->read_only))
		return frame_say(&p->f, MESSAGE_WARNING, "Sammanträdets ordlista kan inte ändras här; F8 och F9 går.");
	text = mem_strdup(g->text);
	if (words_learn(s->words, level, span_of(text), &err) != 0)
		frame_err(&p->f, &err);
	else
		frame_say(&p->f, MESSAGE_INFO, "”%s” är nu känt %s.", text, where);
	free(text);
	proof_scan(p);
	return outcome_stay();
}

static struct outcome run_meeting(void *ctx)
{
	return learn(ctx, WORDS_MEETING, "i sammanträdet");
}

static struct outcome run_organ(void *ctx)
{
	return learn(ctx, WORDS_ORGAN, "i organisationen");
}

static struct outcome run_me(void *ctx)
{
	return learn(ctx, WORDS_ME, "för dig");
}

/* -------------------------------------------------------------- the rules */

static struct outcome turn(struct proof *p, const char *id, bool on)
{
	struct session *s = p->f.sv->session;
	struct span kort = front_get(&doc_frame(s->doc)->front, FRONT_ORGAN_KORT);
	struct err err = ERR_INIT;
	char rule[LANGUAGE_ID] = "";

	for (size_t i = 0; id[i] && i + 1 < sizeof rule; i++)
		rule[i] = id[i];
	if (check_rule_set(s->archive, kort, rule, on, &err) != 0)
		return frame_err(&p->f, &err);
	for (size_t i = 0; i < sizeof rule; i++)
		p->turned[i] = rule[i];
	p->turned_on = on;
	session_rules_changed(s);
	p->check_stale = true;
	proof_scan(p);
	return frame_say(&p->f, MESSAGE_INFO, on ? "Regeln %s gäller igen för organet." : "Regeln %s är avstängd för organet. Ctrl-Z slår på den igen.",
		rule);
}

static struct outcome run_rule(void *ctx)
{
	struct proof *p = ctx;
	size_t at = list_at(&p->list);
	struct proof_group *g;

	if (!frame_session(&p->f))
		return outcome_stay();
	if (p->show == PROOF_OFF && at < p->off.n)
		return turn(p, p->off.v[at].id, true);
	g = need(p);
	if (!g)
		return outcome_stay();
	if (p->all.v[g->rep].kind == LANGUAGE_WORD)
		return frame_say(&p->f, MESSAGE_WARNING, "Ett okänt ord är ingen regel; F7, F8 och F9 lär det.");
	return turn(p, p->all.v[g->rep].id, false);
}

static const char *const show_names[] = {
	[PROOF_ALL] = "alla", [PROOF_RED] = "bara röda", [PROOF_YELLOW] = "bara gula", [PROOF_GREY] = "bara grå",
	[PROOF_OFF] = "avstängda regler",
};

static struct outcome run_show(void *ctx)
{
	struct proof *p = ctx;

	p->show = (enum proof_show)((p->show + 1) % PROOF_SHOWS);
	proof_filter(p);
	return frame_say(&p->f, MESSAGE_INFO, "Visar %s.", show_names[p->show]);
}

static struct outcome run_undo(void *ctx)
{
	struct proof *p = ctx;
	struct session *s = frame_session(&p->f);
	struct err err = ERR_INIT;
	size_t cursor;

	if (!s)
		return outcome_stay();
	if (p->turned[0]) {
		struct outcome out = turn(p, p->turned, !p->turned_on);

		p->turned[0] = '\0';
		return out;
	}
	if (session_undo(s, &cursor, &err) != 0)
		return frame_err(&p->f, &err);
	proof_follow(p);
	return frame_say(&p->f, MESSAGE_INFO, "Ångrat.");
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "ga-dit", .name = "Gå dit", .keys = {"Enter"}, .group = "Språk",
		.help = "Går till stället i texten.", .label = "Gå dit", .weight = 80, .run = run_go},
	{.id = "nasta-stalle", .name = "Nästa ställe", .keys = {"Höger"}, .group = "Språk",
		.help = "Visar nästa ställe av likadana; rättning av ett och Gå dit gäller det.", .run = run_next},
	{.id = "forra-stalle", .name = "Föregående ställe", .keys = {"Vänster"}, .group = "Språk",
		.help = "Visar föregående ställe av likadana.", .run = run_prev},
	{.id = "ersatt", .name = "Rätta ett", .keys = {"F5", "e"}, .group = "Språk",
		.help = "Rättar det ställe som visas; för ett okänt ord frågas vad som ska stå.", .label = "Rätta", .weight = 60,
		.run = run_one},
	{.id = "ersatt-alla", .name = "Rätta alla", .keys = {"F6", "a"}, .group = "Språk",
		.help = "Rättar alla likadana utom i citat. Siffertangenterna tar ett förslag.", .label = "Rätta alla",
		.weight = 60, .run = run_all},
	{.id = "lar-motet", .name = "Lär sammanträdet", .keys = {"F7", "m"}, .group = "Språk",
		.help = "Ordet är rätt i det här sammanträdet.", .label = "Lär mötet", .weight = 50, .run = run_meeting},
	{.id = "lar-organisationen", .name = "Lär organisationen", .keys = {"F8", "o"}, .group = "Språk",
		.help = "Ordet är rätt i alla sammanträden i arkivet.", .label = "Lär organisationen", .weight = 40,
		.run = run_organ},
	{.id = "lar-mig", .name = "Lär mig", .keys = {"F9", "j"}, .group = "Språk",
		.help = "Ordet är rätt i allt du skriver.", .label = "Lär mig", .weight = 40, .run = run_me},
	{.id = "visa", .name = "Visa alla, röda, gula, grå", .keys = {"F4", "v"}, .group = "Språk",
		.help = "Växlar vad som visas: alla, bara röda, gula eller grå, avstängda regler.", .label = "Visa", .weight = 55,
		.run = run_show},
	{.id = "regel", .name = "Stäng av regeln", .keys = {"F3", "s"}, .group = "Språk",
		.help = "Regeln under markören gäller inte för organet; under avstängda regler slår den på regeln igen.",
		.label = "Regel av", .weight = 45, .run = run_rule},
	{.id = "angra", .name = "Ångra", .keys = {"Ctrl-Z"}, .group = "Språk",
		.help = "Ångrar den senaste ändringen av texten eller av en regel.", .run = run_undo},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Språk", .help = "Går tillbaka till texten.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome proof_first(void *state, const struct event *ev)
{
	struct proof *p = state;
	struct proof_group *g;
	struct span with;

	switch (prompt_event(&p->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		g = proof_selected(p);
		with = span_trim(prompt_text(&p->f.prompt));
		if (!g)
			return outcome_stay();
		if (!with.n)
			return frame_say(&p->f, MESSAGE_WARNING, "Inget skrevs; ordet står kvar.");
		return replace(p, g, p->f.prompt.purpose == ASK_ALL, with);
	default:
		return outcome_stay();
	}
}

/* A digit takes that suggestion, for all places. */
static bool take_suggestion(struct proof *p, const struct event *ev, struct outcome *out)
{
	char digit[4], *with;
	size_t i;
	struct proof_group *g;
	const struct strlist *given;
	const char *fix;

	if (event_text(ev, digit) != 1 || digit[0] < '1' || digit[0] > '9' || !proof_ready(p))
		return false;
	i = (size_t)(digit[0] - '1');
	g = need_unlocked(p);
	*out = outcome_stay();
	if (!g)
		return true;
	given = suggestions(p, g);
	fix = p->all.v[g->rep].fix;
	if (fix ? i > 0 : !given || i >= given->n) {
		*out = frame_say(&p->f, MESSAGE_WARNING, "Det finns inget förslag %c.", digit[0]);
		return true;
	}
	with = mem_strdup(fix ? fix : given->v[i]);
	*out = replace(p, g, true, span_of(with));
	free(with);
	return true;
}

static struct outcome proof_event(void *state, const struct event *ev)
{
	struct proof *p = state;
	struct outcome out;

	if (take_suggestion(p, ev, &out))
		return out;
	switch (list_event(&p->list, ev)) {
	case LIST_CHOSEN:
		return run_go(p);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

static struct outcome proof_tick(void *state)
{
	proof_follow(state);
	return outcome_stay();
}

/* ----------------------------------------------------------------- drawing */

static void add_fix(struct proof *p, const struct proof_group *g, const struct language_finding *f, struct str *out)
{
	struct session *s = p->f.sv->session;
	const struct strlist *given = suggestions(p, g);
	const char *fix = p->all.v[g->rep].fix;

	if (fix) {
		str_addf(out, *fix ? "1 %s%s" : "1 ta bort%s%s", fix, f->quoted ? "   (ett citat: F6 lämnar det)" : "");
		return;
	}
	if (f->kind != LANGUAGE_WORD) {
		str_adds(out, "Rättas för hand.");
		return;
	}
	if (!given) {
		spell_suggest_post(s->spell, span_of(g->text));
		spell_pump(s->spell);
		given = suggestions(p, g);
	}
	if (!given)
		str_adds(out, "Söker förslag …");
	else if (!given->n)
		str_adds(out, "Inga förslag.");
	for (size_t i = 0; given && i < given->n; i++)
		str_addf(out, "%s%zu %s", i ? "   " : "", i + 1, given->v[i]);
}

static void add_why(const struct language_finding *f, struct str *out)
{
	str_adds(out, f->why ? f->why : f->mark == SPELL_GREY ? "okänt" : "okänt ord");
	str_addf(out, " [%s]", f->id);
	if (f->source)
		str_addf(out, " (%s)", f->source);
}

static void draw_below(struct proof *p, struct surface *s)
{
	struct proof_group *g = proof_selected(p);
	const struct language_finding *f = proof_finding(p, g);
	struct str text = STR_INIT;
	int row;

	if (!f)
		return;
	add_fix(p, g, f, &text);
	row = frame_text(s, 0, 0, str_span(&text), ROLE_NORMAL);
	str_clear(&text);
	add_why(f, &text);
	row = frame_text(s, row, 0, str_span(&text), ROLE_DIM);
	str_clear(&text);
	if (g->count > 1)
		str_addf(&text, "%zu av %zu, ", g->place + 1, g->count);
	frame_add_place(&text, doc_protocol(p->f.sv->session->doc), f->where.at);
	str_adds(&text, text.len ? ": … " : "… ");
	proof_add_context(p, f, &text);
	str_adds(&text, " …");
	frame_text(s, row, 0, str_span(&text), ROLE_DIM);
	str_release(&text);
}

static const char *empty_text(const struct proof *p)
{
	const struct session *s = p->f.sv->session;

	if (!s)
		return " Inget sammanträde är öppet.";
	if (!proof_ready(p))
		return " Stavningen är inte igång.";
	if (p->show == PROOF_OFF)
		return " Ingen regel är avstängd för organet.";
	if (spell_asked(s->spell))
		return " Läser igenom texten …";
	return p->all.n ? " Inget sådant. F4 visar annat." : " Inget är märkt.";
}

static void proof_draw(void *state, struct surface *s)
{
	struct proof *p = state;
	struct surface body = frame_begin(&p->f, s, "Språk", p->show == PROOF_ALL ? NULL : show_names[p->show]), list, below;
	const char *trouble = proof_ready(p) ? spell_trouble(p->f.sv->session->spell) : NULL;
	int detail = body.rows >= 12 ? 5 : body.rows >= 5 ? 2 : 0;
	char *count = str_format("röda %zu, gula %zu, grå %zu", p->count[SPELL_RED], p->count[SPELL_YELLOW], p->count[SPELL_GREY]);
	char *whole = p->fragments ? str_format("ofullständiga meningar %zu av %zu", p->fragments, p->sentences) : NULL;

	list = surface_sub(&body, 0, 0, body.rows - (detail ? detail + 1 : 0), body.cols);
	if (detail) {
		surface_hline(&body, body.rows - detail - 1, 0, body.cols, ROLE_FRAME);
		below = surface_sub(&body, body.rows - detail, 1, detail, body.cols - 2);
		if (proof_ready(p))
			draw_below(p, &below);
	}
	list_draw(&p->list, &list, true, empty_text(p));
	frame_end(&p->f, s, trouble ? trouble : count, whole);
	free(count);
	free(whole);
}

static void proof_close(void *state)
{
	struct proof *p = state;

	frame_release(&p->f);
	proof_release(p);
	free(p);
}

static const struct screen_ops ops = {
	.name = "Språk",
	.commands = commands,
	.bar = true,
	.draw = proof_draw,
	.first = proof_first,
	.event = proof_event,
	.tick = proof_tick,
	.close = proof_close,
};

struct screen proof_new(struct services *sv)
{
	struct proof *p = mem_alloc(sizeof *p);

	frame_init(&p->f, sv, commands);
	list_init(&p->list, &proof_rows, p, false);
	frame_session(&p->f);
	proof_follow(p);
	return (struct screen){&ops, p};
}
