/* unknown: see unknown.h. Groups what the speller marks by word; verdicts and
 * suggestions come when they come, and the screen is drawn again. */
#include "screens/unknown.h"

#include <string.h>

#include "base/mem.h"
#include "screens/frame.h"
#include "ui/list.h"
#include "ui/theme.h"

enum { CONTEXT = 40 };
enum ask { ASK_ONE, ASK_ALL };

struct word {
	char *text;
	size_t count, quoted;    /* places; of them inside quotations */
	size_t first;            /* index of its first hit */
};

struct unknown {
	struct frame f;
	struct spell_hits hits;
	struct word *word;
	size_t n, cap;
	struct list list;
	uint64_t rev, generation, words_rev;
	bool scanned;
};

static struct span text_of(const struct unknown *u, size_t hit)
{
	struct range r = u->hits.v[hit].where;

	return span_sub(doc_bytes(u->f.sv->session->doc), r.at, r.n);
}

static void clear(struct unknown *u)
{
	for (size_t i = 0; i < u->n; i++)
		free(u->word[i].text);
	u->n = 0;
	spell_hits_release(&u->hits);
	memset(&u->hits, 0, sizeof u->hits);
}

static struct word *find(struct unknown *u, struct span text)
{
	for (size_t i = 0; i < u->n; i++)
		if (span_is(text, u->word[i].text))
			return &u->word[i];
	u->word = mem_grow(u->word, u->n, &u->cap, sizeof *u->word);
	u->word[u->n] = (struct word){.text = span_dup(text), .first = (size_t)-1};
	return &u->word[u->n++];
}

/* Words in the order of their first place; the cursor stays on its word. */
static void scan(struct unknown *u)
{
	struct session *s = u->f.sv->session;
	size_t at = list_at(&u->list);
	char *keep = at < u->n ? mem_strdup(u->word[at].text) : NULL;
	struct span src = doc_bytes(s->doc);

	clear(u);
	spell_scan(s->spell, src, (struct range){0, src.n}, SPELL_NOWHERE, SPELL_WORDS, &u->hits);
	for (size_t i = 0; i < u->hits.n; i++) {
		struct word *w = find(u, text_of(u, i));

		if (w->count++ == 0)
			w->first = i;
		w->quoted += u->hits.v[i].quoted;
	}
	u->rev = doc_rev(s->doc);
	u->generation = spell_generation(s->spell);
	u->words_rev = words_rev(s->words);
	u->scanned = true;
	list_set(&u->list, u->n);
	for (size_t i = 0; keep && i < u->n; i++)
		if (strcmp(u->word[i].text, keep) == 0)
			list_go(&u->list, i);
	free(keep);
	spell_pump(s->spell);
}

static bool ready(const struct unknown *u)
{
	return u->f.sv->session && u->f.sv->session->spell && u->f.sv->session->words;
}

static void follow(struct unknown *u)
{
	const struct session *s = u->f.sv->session;

	if (!ready(u))
		return;
	if (!u->scanned || doc_rev(s->doc) != u->rev || words_rev(s->words) != u->words_rev ||
		spell_generation(s->spell) != u->generation)
		scan(u);
}

/* -------------------------------------------------------------------- rows */

/* A few words on each side, line ends as blanks. */
static void add_context(const struct unknown *u, const struct word *w, struct str *out)
{
	struct span src = doc_bytes(u->f.sv->session->doc);
	struct range r = u->hits.v[w->first].where;
	size_t from = r.at > CONTEXT ? r.at - CONTEXT : 0, end = r.at + r.n + CONTEXT, line;
	struct span part;

	while (from < r.at && from && ((unsigned char)src.p[from] & 0xc0) == 0x80)
		from++;
	if (end > src.n)
		end = src.n;
	while (end < src.n && ((unsigned char)src.p[end] & 0xc0) == 0x80)
		end++;
	part = span_sub(src, from, end - from);
	/* the line before or after a blank line belongs to something else */
	line = span_find_last(span_sub(part, 0, r.at - from), "\n");
	if (line != (size_t)-1) {
		part = span_from(part, line + 1);
		from += line + 1;
	}
	line = span_find(part, "\n", r.at + r.n - from);
	if (line != (size_t)-1)
		part = span_sub(part, 0, line);
	str_addspan(out, part);
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	str_adds(out, ((struct unknown *)ctx)->word[i].text);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	struct unknown *u = ctx;
	const struct word *w = &u->word[i];
	bool grey = u->hits.v[w->first].mark == SPELL_GREY;
	int cols = s->cols >= 60 ? 24 : s->cols - 9, col;
	struct str context = STR_INIT;

	col = surface_field(s, 0, 1, cols, span_of(w->text), grey ? ROLE_DIM : ROLE_NORMAL);
	surface_printf(s, 0, col + 1, ROLE_LABEL, "%zu", w->count);
	if (s->cols >= 60) {
		add_context(u, w, &context);
		surface_field(s, 0, col + 6, s->cols - col - 6, str_span(&context), ROLE_DIM);
	}
	str_release(&context);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

static const struct word *selected(const struct unknown *u)
{
	size_t i = list_at(&u->list);

	return i < u->n ? &u->word[i] : NULL;
}

static const struct word *need(struct unknown *u)
{
	const struct word *w = selected(u);

	if (frame_session(&u->f) && !w)
		frame_say(&u->f, MESSAGE_INFO, "Det finns inget okänt ord.");
	return w;
}

/* The word to change, or NULL after saying why nothing can be changed. */
static const struct word *need_unlocked(struct unknown *u)
{
	const struct word *w = need(u);
	const char *why = w ? frame_locked(u->f.sv->session) : NULL;

	if (why)
		frame_say(&u->f, MESSAGE_WARNING, "Ordet kan inte ersättas: %s.", why);
	return why ? NULL : w;
}

static const struct strlist *suggestions(const struct unknown *u, const struct word *w)
{
	struct session *s = u->f.sv->session;

	return w ? spell_suggested(s->spell, span_of(w->text)) : NULL;
}

static struct outcome run_go(void *ctx)
{
	struct unknown *u = ctx;
	const struct word *w = need(u);
	struct range r;

	if (!w)
		return outcome_stay();
	r = u->hits.v[w->first].where;
	session_target(u->f.sv->session, r.at, r.at + r.n);
	return outcome_pop();
}

static struct outcome ask(struct unknown *u, enum ask what, const char *form)
{
	const struct word *w = need_unlocked(u);
	const struct strlist *given = w ? suggestions(u, w) : NULL;
	char *question;

	if (!w)
		return outcome_stay();
	question = str_format(form, w->text);
	prompt_ask(&u->f.prompt, (int)what, question, span_of(given && given->n ? given->v[0] : w->text));
	free(question);
	return outcome_stay();
}

static struct outcome run_one(void *ctx)
{
	return ask(ctx, ASK_ONE, "Ersätt det första ”%s” med");
}

static struct outcome run_all(void *ctx)
{
	return ask(ctx, ASK_ALL, "Ersätt alla ”%s” med");
}

/* From the end, so that places before it stay; quotations are somebody else's words. */
static struct outcome replace(struct unknown *u, const struct word *w, bool all, struct span with)
{
	struct session *s = u->f.sv->session;
	struct err err = ERR_INIT;
	size_t done = 0, left = 0, first = u->hits.v[w->first].where.at;
	int rc = 0;

	if (!with.n)
		return frame_say(&u->f, MESSAGE_WARNING, "Inget skrevs; ordet står kvar.");
	doc_group_begin(s->doc, first);
	for (size_t i = u->hits.n; i-- > 0 && rc == 0;) {
		if (all ? !span_is(text_of(u, i), w->text) : i != w->first)
			continue;
		if (all && u->hits.v[i].quoted) {
			left++;
			continue;
		}
		rc = doc_edit(s->doc, u->hits.v[i].where.at, u->hits.v[i].where.n, with, &err);
		done += rc == 0;
	}
	doc_group_end(s->doc, first);
	scan(u);
	if (rc != 0)
		return frame_err(&u->f, &err);
	if (left)
		return frame_say(&u->f, MESSAGE_INFO, "%zu ändrade, %zu i citat lämnade. Ctrl-Z ångrar.", done, left);
	return frame_say(&u->f, MESSAGE_INFO, "%zu %s. Ctrl-Z ångrar.", done, done == 1 ? "ställe ändrat" : "ställen ändrade");
}

static struct outcome learn(struct unknown *u, enum words_level level, const char *where)
{
	struct session *s = u->f.sv->session;
	const struct word *w = need(u);
	struct err err = ERR_INIT;
	char *text;

	if (!w)
		return outcome_stay();
	if (level == WORDS_MEETING && (!s->folder || s->read_only))
		return frame_say(&u->f, MESSAGE_WARNING, "Sammanträdets ordlista kan inte ändras här; F8 och F9 går.");
	text = mem_strdup(w->text);
	if (words_learn(s->words, level, span_of(text), &err) != 0)
		frame_err(&u->f, &err);
	else
		frame_say(&u->f, MESSAGE_INFO, "”%s” är nu känt %s.", text, where);
	free(text);
	scan(u);
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

static struct outcome run_undo(void *ctx)
{
	struct unknown *u = ctx;
	struct session *s = frame_session(&u->f);
	struct err err = ERR_INIT;
	size_t cursor;

	if (!s)
		return outcome_stay();
	if (session_undo(s, &cursor, &err) != 0)
		return frame_err(&u->f, &err);
	follow(u);
	return frame_say(&u->f, MESSAGE_INFO, "Ångrat.");
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "ga-dit", .name = "Gå dit", .keys = {"Enter"}, .group = "Okända ord",
		.help = "Går till ordets första ställe i texten.", .label = "Gå dit", .weight = 80, .run = run_go},
	{.id = "ersatt", .name = "Ersätt ett", .keys = {"F5", "e"}, .group = "Okända ord",
		.help = "Ersätter ordets första ställe med något annat.", .label = "Ersätt", .weight = 60, .run = run_one},
	{.id = "ersatt-alla", .name = "Ersätt alla", .keys = {"F6", "a"}, .group = "Okända ord",
		.help = "Ersätter ordet överallt utom i citat. Siffertangenterna tar ett förslag.", .label = "Ersätt alla",
		.weight = 60, .run = run_all},
	{.id = "lar-motet", .name = "Lär sammanträdet", .keys = {"F7", "m"}, .group = "Okända ord",
		.help = "Ordet är rätt i det här sammanträdet.", .label = "Lär mötet", .weight = 50, .run = run_meeting},
	{.id = "lar-organisationen", .name = "Lär organisationen", .keys = {"F8", "o"}, .group = "Okända ord",
		.help = "Ordet är rätt i alla sammanträden i arkivet.", .label = "Lär organisationen", .weight = 40,
		.run = run_organ},
	{.id = "lar-mig", .name = "Lär mig", .keys = {"F9", "j"}, .group = "Okända ord",
		.help = "Ordet är rätt i allt du skriver.", .label = "Lär mig", .weight = 40, .run = run_me},
	{.id = "angra", .name = "Ångra", .keys = {"Ctrl-Z"}, .group = "Okända ord",
		.help = "Ångrar den senaste ändringen av texten.", .run = run_undo},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Okända ord", .help = "Går tillbaka till texten.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome unknown_first(void *state, const struct event *ev)
{
	struct unknown *u = state;
	const struct word *w;

	switch (prompt_event(&u->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		w = selected(u);
		return w ? replace(u, w, u->f.prompt.purpose == ASK_ALL, span_trim(prompt_text(&u->f.prompt)))
			 : outcome_stay();
	default:
		return outcome_stay();
	}
}

/* A digit takes that suggestion, for all places. */
static bool take_suggestion(struct unknown *u, const struct event *ev, struct outcome *out)
{
	char digit[4];
	size_t i;
	const struct word *w;
	const struct strlist *given;
	char *with;

	if (event_text(ev, digit) != 1 || digit[0] < '1' || digit[0] > '9' || !ready(u))
		return false;
	i = (size_t)(digit[0] - '1');
	w = need_unlocked(u);
	*out = outcome_stay();
	if (!w)
		return true;
	given = suggestions(u, w);
	if (!given || i >= given->n) {
		*out = frame_say(&u->f, MESSAGE_WARNING, "Det finns inget förslag %c.", digit[0]);
		return true;
	}
	with = mem_strdup(given->v[i]);
	*out = replace(u, w, true, span_of(with));
	free(with);
	return true;
}

static struct outcome unknown_event(void *state, const struct event *ev)
{
	struct unknown *u = state;
	struct outcome out;

	if (take_suggestion(u, ev, &out))
		return out;
	switch (list_event(&u->list, ev)) {
	case LIST_CHOSEN:
		return run_go(u);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

static struct outcome unknown_tick(void *state)
{
	follow(state);
	return outcome_stay();
}

/* ----------------------------------------------------------------- drawing */

static void add_suggestions(struct unknown *u, struct str *out)
{
	struct session *s = u->f.sv->session;
	const struct word *w = selected(u);
	const struct strlist *given = suggestions(u, w);

	if (!w)
		return;
	if (!given) {
		spell_suggest_post(s->spell, span_of(w->text));
		spell_pump(s->spell);
		given = suggestions(u, w);
	}
	if (!given)
		str_adds(out, "Söker förslag …");
	else if (!given->n)
		str_adds(out, "Inga förslag.");
	for (size_t i = 0; given && i < given->n; i++)
		str_addf(out, "%s%zu %s", i ? "   " : "", i + 1, given->v[i]);
}

static void add_full_context(struct unknown *u, struct str *out)
{
	const struct word *w = selected(u);

	if (!w)
		return;
	frame_add_place(out, doc_protocol(u->f.sv->session->doc), u->hits.v[w->first].where.at);
	str_adds(out, out->len ? ": … " : "… ");
	add_context(u, w, out);
	str_adds(out, " …");
}

static void draw_below(struct unknown *u, struct surface *s)
{
	struct str text = STR_INIT;
	int row;

	add_suggestions(u, &text);
	row = frame_text(s, 0, 0, str_span(&text), ROLE_NORMAL);
	str_clear(&text);
	add_full_context(u, &text);
	frame_text(s, row, 0, str_span(&text), ROLE_DIM);
	str_release(&text);
}

static const char *empty_text(const struct unknown *u)
{
	const struct session *s = u->f.sv->session;

	if (!s)
		return " Inget sammanträde är öppet.";
	if (!ready(u))
		return " Stavningen är inte igång.";
	if (spell_asked(s->spell))
		return " Läser igenom texten …";
	return " Inga okända ord.";
}

static void unknown_draw(void *state, struct surface *s)
{
	struct unknown *u = state;
	struct surface body = frame_begin(&u->f, s, "Okända ord", NULL), list, below;
	const char *trouble = ready(u) ? spell_trouble(u->f.sv->session->spell) : NULL;
	int detail = body.rows >= 12 ? 5 : body.rows >= 5 ? 2 : 0;
	char *count = str_format("%zu okända ord på %zu ställen", u->n, u->hits.n);

	list = surface_sub(&body, 0, 0, body.rows - (detail ? detail + 1 : 0), body.cols);
	if (detail) {
		surface_hline(&body, body.rows - detail - 1, 0, body.cols, ROLE_FRAME);
		below = surface_sub(&body, body.rows - detail, 1, detail, body.cols - 2);
		if (ready(u))
			draw_below(u, &below);
	}
	list_draw(&u->list, &list, true, empty_text(u));
	frame_end(&u->f, s, trouble ? trouble : count, NULL);
	free(count);
}

static void unknown_close(void *state)
{
	struct unknown *u = state;

	frame_release(&u->f);
	list_release(&u->list);
	clear(u);
	free(u->word);
	free(u);
}

static const struct screen_ops ops = {
	.name = "Okända ord",
	.commands = commands,
	.bar = true,
	.draw = unknown_draw,
	.first = unknown_first,
	.event = unknown_event,
	.tick = unknown_tick,
	.close = unknown_close,
};

struct screen unknown_new(struct services *sv)
{
	struct unknown *u = mem_alloc(sizeof *u);

	frame_init(&u->f, sv, commands);
	list_init(&u->list, &rows, u, false);
	frame_session(&u->f);
	follow(u);
	return (struct screen){&ops, u};
}
