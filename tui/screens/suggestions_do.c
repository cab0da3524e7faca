/* suggestions_do: deciding. Each decision is a job that makes a version; its text
 * then becomes that of the session, and the cursor goes to the next. Knows nothing
 * of how it is drawn. */
#include <string.h>

#include "base/mem.h"
#include "screens/suggestions_inner.h"


/* The open session, with all that was typed saved; NULL after saying why nothing
 * can be decided. */
static struct session *ready(struct suggested *x)
{
	struct session *s = frame_session(&x->f);
	const char *why = frame_locked(s);

	if (!s)
		return NULL;
	if (!x->loaded) {
		frame_say(&x->f, MESSAGE_WARNING, "%s", x->why ? x->why : "Förslagen kan inte läsas.");
		return NULL;
	}
	if (why) {
		frame_say(&x->f, MESSAGE_WARNING, "Förslagen kan inte avgöras: %s.", why);
		return NULL;
	}
	return frame_save(&x->f, s) ? s : NULL;
}

static struct suggest_act act_of(const struct suggested *x)
{
	const struct session *s = x->f.sv->session;

	return (struct suggest_act){.w = x->f.sv->repo, .folder = s->folder, .who = s->who, .hold = true};
}

/* The one at the cursor, to be decided; NULL after saying why not. */
static const struct suggestion *need_open(struct suggested *x)
{
	const struct suggestion *s = suggested_here(x);

	if (!ready(x))
		return NULL;
	if (!s) {
		frame_say(&x->f, MESSAGE_WARNING, x->all.all.n ? "Inget förslag visas; v, k och b byter vad som visas."
							       : "Det finns inga förslag.");
		return NULL;
	}
	if (s->state != SUGGEST_OPEN) {
		frame_say(&x->f, MESSAGE_WARNING, "Förslaget är redan avgjort; F9 öppnar det igen.");
		return NULL;
	}
	return s;
}

static const struct suggest_place *place_of(const struct suggested *x, const struct suggestion *s)
{
	return &x->all.place[s - x->all.all.v];
}

static int last_step(const struct suggested *x)
{
	return x->nsteps ? x->step[x->nsteps - 1].step : 0;
}

static void remember(struct suggested *x, int nr, int step)
{
	x->step = mem_grow(x->step, x->nsteps, &x->cap_steps, sizeof *x->step);
	x->step[x->nsteps++] = (struct suggested_step){nr, step};
}

static void forget(struct suggested *x, int nr)
{
	size_t n = 0;

	for (size_t i = 0; i < x->nsteps; i++)
		if (x->step[i].nr != nr)
			x->step[n++] = x->step[i];
	x->nsteps = n;
}

/* After a job: what it said, all read anew, the cursor on `nr`. */
static struct outcome done(struct suggested *x, int rc, const struct err *err, int nr, const char *said)
{
	suggested_load(x, nr);
	if (rc)
		return frame_err(&x->f, err);
	if (!x->loaded)
		return frame_say(&x->f, MESSAGE_WARNING, "%s", x->why ? x->why : "");
	return frame_say(&x->f, MESSAGE_INFO, "%s%s Ctrl-Z tar tillbaka.", said,
		suggested_open(x) ? "" : " Alla förslag är avgjorda.");
}

static struct outcome decided(struct suggested *x, int nr, int rc, const struct err *err, const char *said)
{
	int next = suggested_next_open(x);

	if (rc == 0)
		remember(x, nr, last_step(x) + 1);
	return done(x, rc, err, rc == 0 && next ? next : nr, said);
}

struct outcome suggested_accept(struct suggested *x)
{
	const struct suggestion *s = need_open(x);
	struct suggest_act act;
	struct err err = ERR_INIT;
	int nr, rc;

	if (!s)
		return outcome_stay();
	if (place_of(x, s)->fit == SUGGEST_MOVED && !suggested_remark(s))
		return frame_say(&x->f, MESSAGE_WARNING,
			"Orden har ändrats sedan förslaget skrevs: F7 skriver om dem, F6 avvisar.");
	nr = s->nr;
	act = act_of(x);
	rc = suggest_accept(&act, nr, NULL, NULL, &err);
	return decided(x, nr, rc, &err, "Godtaget.");
}

struct outcome suggested_ask_reason(struct suggested *x)
{
	if (!need_open(x))
		return outcome_stay();
	prompt_ask(&x->f.prompt, SUGGESTED_REASON, "Avvisa, skäl (får vara tomt)", SPAN_NONE);
	return outcome_stay();
}

static struct outcome reject(struct suggested *x, struct span reason)
{
	const struct suggestion *s = need_open(x);
	struct suggest_act act;
	struct err err = ERR_INIT;
	char *why;
	int nr, rc;

	if (!s)
		return outcome_stay();
	nr = s->nr;
	act = act_of(x);
	why = span_dup(span_trim(reason));
	rc = suggest_reject(&act, nr, *why ? why : NULL, &err);
	free(why);
	return decided(x, nr, rc, &err, "Avvisat.");
}

/* -------------------------------------------------------------- other words */

static bool blank(char c)
{
	return c == ' ' || c == '\n';
}

struct outcome suggested_edit(struct suggested *x)
{
	const struct suggestion *s = need_open(x);
	struct span words;
	size_t head = 0, tail = 0;

	if (!s)
		return outcome_stay();
	words = span_of(s->text);
	while (head < words.n && blank(words.p[head]))
		head++;
	while (tail < words.n - head && blank(words.p[words.n - 1 - tail]))
		tail++;
	str_clear(&x->head);
	str_clear(&x->tail);
	str_addspan(&x->head, span_sub(words, 0, head));
	str_addspan(&x->tail, span_from(words, words.n - tail));
	words = span_sub(words, head, words.n - head - tail);
	x->edited = s->nr;
	if (span_find(words, "\n", 0) == (size_t)-1) {
		prompt_ask(&x->f.prompt, SUGGESTED_WORDS, "Godta med orden", words);
		x->f.prompt.fresh = false; /* they are to be mended, not replaced */
		return outcome_stay();
	}
	textarea_set(&x->area, words);
	x->editing = true;
	return frame_say(&x->f, MESSAGE_INFO, "Skriv om orden. Ctrl-S godtar dem, Esc avbryter.");
}

static struct outcome accept_words(struct suggested *x, struct span words)
{
	const struct suggestion *s = need_open(x);
	struct suggest_act act;
	struct range at;
	struct str all = STR_INIT;
	struct err err = ERR_INIT;
	bool moved;
	int rc;

	if (!s || s->nr != x->edited)
		return outcome_stay();
	if (span_trim(words).n) {
		str_addspan(&all, str_span(&x->head));
		str_addspan(&all, words);
		str_addspan(&all, str_span(&x->tail));
	}
	at = place_of(x, s)->at;
	moved = place_of(x, s)->fit == SUGGEST_MOVED;
	act = act_of(x);
	rc = suggest_accept(&act, x->edited, str_c(&all), moved ? &at : NULL, &err);
	str_release(&all);
	return decided(x, x->edited, rc, &err, "Godtaget med de nya orden.");
}

bool suggested_area_event(struct suggested *x, const struct event *ev)
{
	char *words;

	if (event_is(ev, K_ESC, 0)) {
		x->editing = false;
		return true;
	}
	if (event_is(ev, 's', KEYMOD_CTRL) || event_is(ev, K_F7, 0)) {
		x->editing = false;
		words = span_dup(textarea_text(&x->area));
		accept_words(x, span_of(words));
		free(words);
		return true;
	}
	return textarea_event(&x->area, ev) || ev->type == EVENT_KEY;
}

/* ------------------------------------------------------------------ in bulk */

static bool in_bulk(const struct suggested *x, size_t i)
{
	const struct suggestion *s = &x->all.all.v[i];

	return s->state == SUGGEST_OPEN && s->cls == SUGGEST_SPRAK && x->all.place[i].fit == SUGGEST_FITS && !x->all.conflict[i];
}

struct outcome suggested_ask_language(struct suggested *x)
{
	size_t n = 0;
	char *question;

	if (!ready(x))
		return outcome_stay();
	for (size_t i = 0; i < x->all.all.n; i++)
		n += in_bulk(x, i);
	if (!n)
		return frame_say(&x->f, MESSAGE_WARNING,
			"Inget öppet förslag av slaget språk passar; sak och formulering avgörs ett i taget.");
	question = str_format("Godta %zu språk%s på en gång?", n, n == 1 ? "ändring" : "ändringar");
	prompt_ask_key(&x->f.prompt, SUGGESTED_LANGUAGE, question, "jn");
	free(question);
	return outcome_stay();
}

static struct outcome accept_language(struct suggested *x)
{
	struct suggest_act act;
	struct err err = ERR_INIT;
	int *nr, rc, step = last_step(x) + 1, here;
	size_t n = 0;
	char *said;
	struct outcome out;

	if (!ready(x))
		return outcome_stay();
	nr = mem_array(x->all.all.n + 1, sizeof *nr);
	for (size_t i = 0; i < x->all.all.n; i++)
		if (in_bulk(x, i))
			nr[n++] = x->all.all.v[i].nr;
	here = suggested_here(x) ? suggested_here(x)->nr : 0;
	act = act_of(x);
	rc = suggest_accept_language(&act, &err);
	said = str_format("%d förslag av slaget språk är %s.", rc, rc == 1 ? "godtaget" : "godtagna");
	out = done(x, rc < 0 ? -1 : 0, &err, here, said);
	for (size_t i = 0; i < n && x->loaded; i++) {
		const struct suggestion *s = suggest_find(&x->all.all, nr[i]);

		if (s && s->state == SUGGEST_ACCEPTED)
			remember(x, nr[i], step);
	}
	free(said);
	free(nr);
	return out;
}

/* ------------------------------------------------------------------- undone */

struct outcome suggested_reopen(struct suggested *x)
{
	const struct suggestion *s = suggested_here(x);
	struct suggest_act act;
	struct err err = ERR_INIT;
	int nr, rc;

	if (!ready(x))
		return outcome_stay();
	if (!s || s->state == SUGGEST_OPEN)
		return frame_say(&x->f, MESSAGE_WARNING,
			s ? "Förslaget är öppet; det finns inget beslut att ta tillbaka."
			  : "Inget avgjort förslag är valt; b visar även de avgjorda.");
	nr = s->nr;
	act = act_of(x);
	rc = suggest_reopen(&act, nr, &err);
	suggested_load(x, nr);
	if (rc)
		return frame_err(&x->f, &err);
	forget(x, nr);
	return frame_say(&x->f, MESSAGE_INFO, "Förslaget är öppet igen.");
}

/* All of the last step, the last first. */
struct outcome suggested_undo(struct suggested *x)
{
	struct suggest_act act;
	struct err err = ERR_INIT;
	int step = last_step(x), nr = 0, rc = 0;
	size_t n = 0;

	if (!ready(x))
		return outcome_stay();
	if (!x->nsteps)
		return frame_say(&x->f, MESSAGE_WARNING, "Inget har avgjorts sedan skärmen öppnades; F9 öppnar ett avgjort igen.");
	act = act_of(x);
	while (x->nsteps && x->step[x->nsteps - 1].step == step && rc == 0) {
		nr = x->step[x->nsteps - 1].nr;
		rc = suggest_reopen(&act, nr, &err);
		x->nsteps -= rc == 0;
		n += rc == 0;
	}
	suggested_load(x, nr);
	if (rc)
		return frame_err(&x->f, &err);
	return n == 1 ? frame_say(&x->f, MESSAGE_INFO, "Beslutet är taget tillbaka; förslaget är öppet igen.")
		      : frame_say(&x->f, MESSAGE_INFO, "%zu beslut är tagna tillbaka; förslagen är öppna igen.", n);
}

struct outcome suggested_answer(struct suggested *x)
{
	char *text = span_dup(prompt_text(&x->f.prompt));
	struct outcome out = outcome_stay();

	switch (x->f.prompt.purpose) {
	case SUGGESTED_REASON:
		out = reject(x, span_of(text));
		break;
	case SUGGESTED_WORDS:
		out = accept_words(x, span_of(text));
		break;
	default:
		out = accept_language(x);
		break;
	}
	free(text);
	return out;
}
