/* justering: see justering.h. Shows what jobs/justera says and asks it for the
 * steps; decides nothing about states itself. */
#include "screens/justering.h"

#include <string.h>

#include "base/mem.h"
#include "jobs/check.h"
#include "jobs/justera.h"
#include "jobs/verify.h"
#include "screens/frame.h"
#include "screens/render.h"
#include "screens/request.h"
#include "ui/list.h"
#include "ui/theme.h"

enum { SAVE_MS = 10000, NO_PLACE = -1 };
enum ask { ASK_START, ASK_APPROVE, ASK_WITHDRAW, ASK_LOCK };

struct row {
	enum { ROW_HEAD, ROW_TEXT, ROW_SIGNER, ROW_BLOCK } kind;
	char *text;
	size_t at, end;      /* BLOCK: its place in the draft */
	size_t signer;       /* SIGNER: index */
	bool done;           /* SIGNER: has approved */
};

struct justering {
	struct frame f;
	struct justera_status st;
	bool loaded;         /* st is there */
	int errors;          /* findings of severity fel */
	struct row *row;
	size_t n, cap;
	struct list list;
	char *asked;         /* who is to approve, while it is asked */
};

/* -------------------------------------------------------------------- rows */

static struct row *add_row(struct justering *j, int kind, char *text)
{
	j->row = mem_grow(j->row, j->n, &j->cap, sizeof *j->row);
	j->row[j->n] = (struct row){.text = text};
	j->row[j->n].kind = (unsigned)kind;
	return &j->row[j->n++];
}

static void clear_rows(struct justering *j)
{
	for (size_t i = 0; i < j->n; i++)
		free(j->row[i].text);
	j->n = 0;
}

static void add_when(struct str *out, struct stamp t)
{
	date_add_iso(out, clock_date(t));
	str_addc(out, ' ');
	clock_add_time(out, t, false);
}

static void add_state(struct justering *j)
{
	struct str s = STR_INIT;

	switch (j->st.state) {
	case STATE_UTKAST:
		str_adds(&s, "Utkast. Texten kan ändras.");
		break;
	case STATE_JUSTERING:
		str_adds(&s, "Justering sedan ");
		add_when(&s, j->st.signing.start);
		str_addf(&s, ". %d av %zu har godkänt.", j->st.approved, j->st.signing.n);
		break;
	default:
		str_adds(&s, "Justerat. Texten är låst och kan inte ändras.");
		break;
	}
	add_row(j, ROW_TEXT, str_take(&s));
	if (j->st.fallen)
		add_row(j, ROW_TEXT, mem_strdup("Texten är ändrad sedan justeringen startade: den måste startas igen."));
}

static void add_signers(struct justering *j)
{
	add_row(j, ROW_HEAD, mem_strdup("Undertecknar"));
	for (size_t i = 0; i < j->st.signing.n; i++) {
		const struct signer *who = &j->st.signing.signer[i];
		struct str s = STR_INIT;
		struct row *row;

		str_addf(&s, "%s, %s: ", who->who, who->role);
		if (who->approved) {
			str_adds(&s, "godkände ");
			add_when(&s, who->at);
		} else {
			str_adds(&s, j->st.state == STATE_UTKAST ? "inte tillfrågad än" : "har inte godkänt än");
		}
		row = add_row(j, ROW_SIGNER, str_take(&s));
		row->signer = i;
		row->done = who->approved;
	}
	if (!j->st.signing.n)
		add_row(j, ROW_TEXT, mem_strdup("Ingen ordförande eller justerare står på framsidan."));
}

static void add_block(struct justering *j, const struct protocol *p, struct range where, struct span what)
{
	struct str s = STR_INIT;
	struct row *row;
	size_t before = s.len;

	frame_add_place(&s, p, where.at);
	if (s.len > before)
		str_adds(&s, ": ");
	for (size_t i = 0; i < what.n; i++)
		str_addc(&s, what.p[i] == '\n' ? ' ' : what.p[i]);
	row = add_row(j, ROW_BLOCK, str_take(&s));
	row->at = where.at;
	row->end = where.at + where.n;
}

/* Each place of `open` ... `close` in the text. */
static void add_marked(struct justering *j, const struct protocol *p, const char *open, const char *close,
	const char *label)
{
	size_t at = 0;

	while ((at = span_find(p->src, open, at)) != (size_t)-1) {
		size_t end = span_find(p->src, close, at), n;
		struct str what = STR_INIT;

		if (end == (size_t)-1)
			break;
		n = end + strlen(close) - at;
		str_addf(&what, "%s %.*s", label, SPAN_FMT(span_sub(p->src, at, n)));
		add_block(j, p, (struct range){at, n}, str_span(&what));
		str_release(&what);
		at += n;
	}
}

static bool inside_block(const struct justering *j, size_t at)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->row[i].kind == ROW_BLOCK && at >= j->row[i].at && at < j->row[i].end)
			return true;
	return false;
}

/* Gaps, notes and findings of severity fel, each with its place. */
static void add_blocks(struct justering *j)
{
	struct meeting m;
	struct check_result r = {0};
	struct str head = STR_INIT;
	size_t from = j->n + 1, count;

	frame_meeting(j->f.sv->session, &m);
	check_meeting(&m, &r);
	j->errors = (int)r.count[SEVERITY_FEL];
	add_row(j, ROW_HEAD, NULL);
	add_marked(j, m.p, "[[", "]]", "lucka");
	add_marked(j, m.p, "<!--", "-->", "anteckning");
	for (size_t i = 0; i < r.n; i++)
		if (r.v[i].severity == SEVERITY_FEL && !inside_block(j, r.v[i].where.at))
			add_block(j, m.p, r.v[i].where, span_of(r.v[i].text));
	count = j->n - from;
	if (count)
		str_addf(&head, "Hindrar justering: %zu", count);
	else
		str_adds(&head, "Inget hindrar justering");
	j->row[from - 1].text = str_take(&head);
	check_release(&r);
	meeting_release(&m);
}

static void load(struct justering *j)
{
	struct session *s = frame_session(&j->f);
	struct err err = ERR_INIT;

	if (j->loaded)
		justera_status_release(&j->st);
	memset(&j->st, 0, sizeof j->st);
	j->loaded = false;
	clear_rows(j);
	if (!s) {
		add_row(j, ROW_TEXT, mem_strdup("Inget sammanträde är öppet."));
	} else if (!s->folder) {
		add_row(j, ROW_TEXT, mem_strdup("Ett löst utkast kan inte justeras; skapa ett sammanträde först."));
	} else if (justera_status(j->f.sv->repo, s->folder, &j->st, &err) != 0) {
		justera_status_release(&j->st);
		memset(&j->st, 0, sizeof j->st);
		add_row(j, ROW_TEXT, mem_strdup(err.msg));
	} else {
		j->loaded = true;
		add_state(j);
		add_signers(j);
		if (j->st.state == STATE_UTKAST)
			add_blocks(j);
	}
	list_set(&j->list, j->n);
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	str_adds(out, ((struct justering *)ctx)->row[i].text);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct row *r = &((struct justering *)ctx)->row[i];
	const char *sign = r->kind == ROW_SIGNER ? (r->done ? "✓" : "·") : r->kind == ROW_BLOCK ? "!" : NULL;
	unsigned style = r->kind == ROW_HEAD ? ROLE_HEADING : ROLE_NORMAL;
	int col = 1;

	if (sign) {
		surface_puts(s, 0, 2, sign, r->kind == ROW_BLOCK ? ROLE_ERROR : r->done ? ROLE_OK : ROLE_DIM);
		col = 4;
	}
	surface_field(s, 0, col, s->cols - col, span_of(r->text), style);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

/* The open meeting with its state known, or NULL after saying why not. */
static struct session *need(struct justering *j)
{
	struct session *s = frame_session(&j->f);

	if (!s)
		return NULL;
	if (!s->folder) {
		frame_say(&j->f, MESSAGE_WARNING, "Ett löst utkast kan inte justeras; skapa ett sammanträde först.");
		return NULL;
	}
	if (!j->loaded) {
		frame_say(&j->f, MESSAGE_WARNING, "Läget kan inte läsas; se raden i listan.");
		return NULL;
	}
	return s;
}

/* For steps that change the draft's folder: nobody else holds it, all is saved. */
static struct session *need_saved(struct justering *j)
{
	struct session *s = need(j);
	struct err err = ERR_INIT;

	if (!s)
		return NULL;
	if (s->read_only && !state_final(j->st.state)) {
		frame_say(&j->f, MESSAGE_WARNING, "Här går det bara att läsa: %s.", s->why_read_only);
		return NULL;
	}
	if (session_dirty(s) && session_save_wait(s, KIND_SAVED, SAVE_MS, &err) != 0) {
		frame_err(&j->f, &err);
		return NULL;
	}
	return s;
}

static const struct row *selected(const struct justering *j)
{
	size_t i = list_at(&j->list);

	return i < j->n ? &j->row[i] : NULL;
}

static struct outcome refuse(struct justering *j, const char *why)
{
	return frame_say(&j->f, MESSAGE_WARNING, "%s", why);
}

static struct outcome ask(struct justering *j, enum ask what, char *question)
{
	prompt_ask_key(&j->f.prompt, (int)what, question, "jn");
	free(question);
	return outcome_stay();
}

static struct outcome run_start(void *ctx)
{
	struct justering *j = ctx;

	if (!need_saved(j))
		return outcome_stay();
	if (j->st.state != STATE_UTKAST)
		return refuse(j, state_final(j->st.state) ? "Protokollet är redan justerat." : "Justeringen är redan startad.");
	return ask(j, ASK_START, mem_strdup("Starta justeringen? Texten låses medan den pågår."));
}

/* The signer under the cursor, or else the first who has not approved. */
static const struct signer *next_signer(struct justering *j)
{
	const struct row *r = selected(j);
	const struct signing *all = &j->st.signing;

	if (r && r->kind == ROW_SIGNER)
		return &all->signer[r->signer];
	for (size_t i = 0; i < all->n; i++)
		if (!all->signer[i].approved)
			return &all->signer[i];
	return NULL;
}

static struct outcome run_approve(void *ctx)
{
	struct justering *j = ctx;
	const struct signer *who;

	if (!need_saved(j))
		return outcome_stay();
	if (j->st.state != STATE_JUSTERING)
		return refuse(j, j->st.state == STATE_UTKAST ? "Starta justeringen först, med F5." : "Protokollet är redan justerat.");
	who = next_signer(j);
	if (!who)
		return frame_say(&j->f, MESSAGE_INFO, "Alla har godkänt; lås texten med F8.");
	if (who->approved)
		return frame_say(&j->f, MESSAGE_INFO, "%s har redan godkänt.", who->who);
	free(j->asked);
	j->asked = mem_strdup(who->who);
	return ask(j, ASK_APPROVE, str_format("Godkänner %s texten?", who->who));
}

static struct outcome run_withdraw(void *ctx)
{
	struct justering *j = ctx;

	if (!need_saved(j))
		return outcome_stay();
	if (j->st.state != STATE_JUSTERING)
		return refuse(j, j->st.state == STATE_UTKAST ? "Ingen justering pågår."
							    : "Protokollet är justerat och kan inte återtas.");
	return ask(j, ASK_WITHDRAW, mem_strdup("Återta justeringen? Alla godkännanden faller."));
}

static struct outcome run_lock(void *ctx)
{
	struct justering *j = ctx;

	if (!need_saved(j))
		return outcome_stay();
	if (j->st.state != STATE_JUSTERING)
		return refuse(j, j->st.state == STATE_UTKAST ? "Starta justeringen först, med F5." : "Protokollet är redan justerat.");
	if (j->st.approved < (int)j->st.signing.n)
		return frame_say(&j->f, MESSAGE_WARNING, "Alla har inte godkänt: %d av %zu.", j->st.approved,
			j->st.signing.n);
	return ask(j, ASK_LOCK, mem_strdup("Låsa protokollet? Det kan inte göras ogjort."));
}

static struct outcome run_verify(void *ctx)
{
	struct justering *j = ctx;
	struct session *s = need(j);
	struct verify_result r = {0};
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	if (!s)
		return outcome_stay();
	if (job_verify(j->f.sv->repo, s->folder, &r, &err) != 0)
		return frame_err(&j->f, &err);
	str_addf(&text, "Verifiering: %s\n", r.failed ? "något stämmer inte" : "allt stämmer");
	verify_format(&r, &text);
	verify_release(&r);
	return (struct outcome){.kind = OUTCOME_PUSH, .request = REQUEST_VIEW, .text = str_take(&text)};
}

static struct outcome run_go(void *ctx)
{
	struct justering *j = ctx;
	const struct row *r = selected(j);

	if (r && r->kind == ROW_SIGNER)
		return run_approve(j);
	if (!r || r->kind != ROW_BLOCK)
		return refuse(j, "Ställ markören på en rad med ! för att gå dit, eller på ett namn för att godkänna.");
	return frame_go(&j->f, r->at, r->end);
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "ga-dit", .name = "Gå dit eller godkänn", .keys = {"Enter"}, .group = "Justering",
		.help = "Går till stället i texten, eller godkänner för namnet under markören.", .label = "Gå dit",
		.weight = 40, .run = run_go},
	{.id = "starta-justering", .name = "Starta justeringen", .keys = {"F5", "s"}, .group = "Justering",
		.help = "Låser texten och öppnar för godkännanden.", .label = "Starta", .weight = 80, .run = run_start},
	{.id = "godkann", .name = "Godkänn", .keys = {"F6", "g"}, .group = "Justering",
		.help = "Antecknar att den under markören godkänner exakt den här texten.", .label = "Godkänn",
		.weight = 80, .run = run_approve},
	{.id = "aterta", .name = "Återta", .keys = {"F7", "t"}, .group = "Justering",
		.help = "Gör protokollet till utkast igen; alla godkännanden faller.", .label = "Återta", .weight = 50,
		.run = run_withdraw},
	{.id = "las", .name = "Lås protokollet", .keys = {"F8", "l"}, .group = "Justering",
		.help = "Skriver den slutliga texten och låser protokollet för gott, när alla har godkänt.",
		.label = "Lås", .weight = 70, .run = run_lock},
	{.id = "verifiera", .name = "Verifiera", .keys = {"F9", "v"}, .group = "Justering",
		.help = "Visar om den slutliga texten, godkännandena och versionerna hänger ihop.",
		.label = "Verifiera", .weight = 60, .run = run_verify},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Justering", .help = "Går tillbaka till texten.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ----------------------------------------------------------------- answers */

static int step_start(struct justering *j, struct session *s, struct err *err)
{
	return justera_start(&(const struct justera_act){j->f.sv->repo, s->folder, s->who, true, 0}, j->errors, err);
}

static int step_approve(struct justering *j, struct session *s, struct err *err)
{
	return justera_approve(&(const struct justera_act){j->f.sv->repo, s->folder, s->who, true, 0}, span_of(j->asked), err);
}

static int step_withdraw(struct justering *j, struct session *s, struct err *err)
{
	return justera_withdraw(&(const struct justera_act){j->f.sv->repo, s->folder, s->who, true, 0}, SPAN_NONE, err);
}

static int step_lock(struct justering *j, struct session *s, struct err *err)
{
	return justera_lock(&(const struct justera_act){j->f.sv->repo, s->folder, s->who, true, 0}, NULL, err);
}

static const struct {
	int (*run)(struct justering *j, struct session *s, struct err *err);
	const char *said;
} steps[] = {
	[ASK_START] = {step_start, "Justeringen är startad. Godkänn med F6 för var och en."},
	[ASK_APPROVE] = {step_approve, "Godkännandet är antecknat."},
	[ASK_WITHDRAW] = {step_withdraw, "Justeringen är återtagen. Texten kan ändras igen."},
	[ASK_LOCK] = {step_lock, "Protokollet är justerat och låst."},
};

/* Each step makes a version of its own: the session's text comes from it now. */
static struct outcome take_step(struct justering *j, int step)
{
	struct session *s = need(j);
	struct err err = ERR_INIT;
	int rc;

	if (!s)
		return outcome_stay();
	rc = steps[step].run(j, s, &err);
	load(j);
	if (j->loaded)
		memcpy(s->base, j->st.id, sizeof s->base);
	session_refresh_state(s);
	return rc == 0 ? frame_say(&j->f, MESSAGE_INFO, "%s", steps[step].said) : frame_err(&j->f, &err);
}

/* ------------------------------------------------------------------ events */

static struct outcome justering_first(void *state, const struct event *ev)
{
	struct justering *j = state;

	switch (prompt_event(&j->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return take_step(j, j->f.prompt.purpose);
	default:
		return outcome_stay();
	}
}

static struct outcome justering_event(void *state, const struct event *ev)
{
	struct justering *j = state;

	switch (list_event(&j->list, ev)) {
	case LIST_CHOSEN:
		return run_go(j);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* The row under the cursor stands in full below the list when it is too long. */
static void draw_rest(struct justering *j, struct surface *body, struct surface *list)
{
	const struct row *r = selected(j);
	int cols = body->cols - 2, need;

	*list = *body;
	if (!r || surface_width(span_of(r->text)) <= body->cols - 4)
		return;
	need = frame_text_rows(cols, span_of(r->text));
	if (need > body->rows / 2)
		need = body->rows / 2;
	*list = surface_sub(body, 0, 0, body->rows - need - 1, body->cols);
	surface_hline(body, body->rows - need - 1, 0, body->cols, ROLE_FRAME);
	frame_text(body, body->rows - need, 1, span_of(r->text), ROLE_NORMAL);
}

static void justering_draw(void *state, struct surface *s)
{
	struct justering *j = state;
	const char *name = j->loaded ? state_name(j->st.state) : NULL;
	struct surface body = frame_begin(&j->f, s, "Justering", name), list;
	char *status = j->loaded ? str_format("Version %d", j->st.nr) : NULL;

	draw_rest(j, &body, &list);
	list_draw(&j->list, &list, true, NULL);
	frame_end(&j->f, s, status, NULL);
	free(status);
}

static void justering_close(void *state)
{
	struct justering *j = state;

	frame_release(&j->f);
	list_release(&j->list);
	clear_rows(j);
	free(j->row);
	free(j->asked);
	if (j->loaded)
		justera_status_release(&j->st);
	free(j);
}

static const struct screen_ops ops = {
	.name = "Justering",
	.commands = commands,
	.bar = true,
	.draw = justering_draw,
	.first = justering_first,
	.event = justering_event,
	.close = justering_close,
};

struct screen justering_new(struct services *sv)
{
	struct justering *j = mem_alloc(sizeof *j);
	struct session *s = sv->session;
	struct err err = ERR_INIT;

	frame_init(&j->f, sv, commands);
	list_init(&j->list, &rows, j, false);
	if (s && s->folder && !s->read_only && session_dirty(s) && session_save_wait(s, KIND_SAVED, SAVE_MS, &err) != 0)
		frame_err(&j->f, &err);
	load(j);
	return (struct screen){&ops, j};
}
