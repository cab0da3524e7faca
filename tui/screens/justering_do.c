/* justering_do: the commands of the screen "Justering": whether a step can be
 * taken now, what it asks for, and taking it. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "jobs/after.h"
#include "jobs/verify.h"
#include "screens/complete.h"
#include "screens/justering_inner.h"
#include "screens/request.h"
#include "ui/term.h"

static struct outcome no(struct justering *j, const char *why)
{
	return frame_say(&j->f, MESSAGE_WARNING, "%s", why);
}

/* The open meeting with its state known, or NULL after saying why not. */
static struct session *need(struct justering *j)
{
	struct session *s = frame_session(&j->f);

	if (!s)
		return NULL;
	if (!s->folder) {
		no(j, "Ett löst utkast kan inte justeras; skapa ett sammanträde först.");
		return NULL;
	}
	if (!j->loaded) {
		no(j, "Läget kan inte läsas; se raden i listan.");
		return NULL;
	}
	return s;
}

/* For steps that change the draft's folder: nobody else holds it, all is saved. */
static struct session *need_saved(struct justering *j)
{
	struct session *s = need(j);

	if (!s)
		return NULL;
	if (s->read_only && !state_final(j->st.state)) {
		frame_say(&j->f, MESSAGE_WARNING, "Här går det bara att läsa: %s.", s->why_read_only);
		return NULL;
	}
	return frame_save(&j->f, s) ? s : NULL;
}

/* Why a step can't be taken in the state there is. */
static const char *wrong_state(enum state now, unsigned in)
{
	if (state_final(now))
		return "Protokollet är redan justerat.";
	if (now == STATE_JUSTERING)
		return in & (1 << STATE_UTKAST) ? "Justeringen pågår redan; F7 återtar den."
						 : "Protokollet är inte justerat än; lås det med F8 när alla har godkänt.";
	return in & (1 << STATE_JUSTERING) ? "Starta justeringen först, med F5." : "Protokollet är inte justerat än.";
}

/* The signer under the cursor, or else the first who has not answered. */
static const struct signer *next_signer(struct justering *j)
{
	const struct row *r = justering_here(j);
	const struct signing *all = &j->st.signing;

	if (r && r->kind == ROW_SIGNER)
		return &all->signer[r->nr];
	for (size_t i = 0; i < all->n; i++)
		if (!all->signer[i].approved)
			return &all->signer[i];
	return NULL;
}

static struct outcome page(struct str *text)
{
	return (struct outcome){.kind = OUTCOME_PUSH, .request = REQUEST_VIEW, .text = str_take(text), .value = 1};
}

/* --------------------------------------------------------------- asking */

static char *with_name(const char *text, const char *name)
{
	struct str s = STR_INIT;
	size_t at;

	str_adds(&s, text);
	at = span_find(str_span(&s), "{}", 0);
	if (at != (size_t)-1)
		str_replace(&s, at, 2, name ? name : "", strlen(name ? name : ""));
	return str_take(&s);
}

/* The first key there is, as ssh looks for them. */
static void fill_key(struct str *out)
{
	static const char *const names[] = {"~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"};

	for (size_t i = 0; i < sizeof names / sizeof names[0] && !out->len; i++) {
		char *path = frame_path(span_of(names[i]));

		if (fs_exists(path))
			str_adds(out, names[i]);
		free(path);
	}
}

static void fill(const struct justering *j, enum justering_fill what, struct str *out)
{
	switch (what) {
	case FILL_TODAY:
		date_add_iso(out, clock_date(clock_now()));
		break;
	case FILL_KEY:
		fill_key(out);
		break;
	case FILL_REQUEST:
		str_addf(out, "~/%s-att-skriva-under", fs_basename(j->f.sv->session->folder));
		if (j->part)
			str_addf(out, "-del-%d", j->part);
		break;
	case FILL_NOTHING:
	case FILL_PATH:
		break;
	}
}

/* Asks for the next answer; false when there is nothing more to ask. */
static bool ask_next(struct justering *j)
{
	const struct justering_action *a = j->action;
	struct str initial = STR_INIT;
	char *text;

	if (j->asked == ANSWERS || !a->ask[j->asked].text)
		return false;
	text = with_name(a->ask[j->asked].text, j->who);
	fill(j, a->ask[j->asked].fill, &initial);
	if (a->ask[j->asked].keys)
		prompt_ask_key(&j->f.prompt, j->asked, text, a->ask[j->asked].keys);
	else
		prompt_ask(&j->f.prompt, j->asked, text, str_span(&initial));
	if (a->ask[j->asked].fill == FILL_REQUEST || a->ask[j->asked].fill == FILL_KEY)
		j->f.prompt.fresh = false; /* a path is mended, not replaced */
	str_release(&initial);
	free(text);
	return true;
}

struct job {
	struct justering *j;
	struct justera_act act;
	struct err *err;
	int rc;
};

static void run_job(void *ctx)
{
	struct job *b = ctx;

	b->rc = b->j->action->run(b->j, &b->act, b->err);
}

/* Each step makes a version of its own: the session's text comes from it now. */
static struct outcome take_step(struct justering *j)
{
	struct session *s = need_saved(j);
	struct err err = ERR_INIT;
	struct job b = {.j = j, .err = &err};

	if (!s)
		return outcome_stay();
	b.act = (struct justera_act){.w = j->f.sv->repo, .folder = s->folder, .who = s->who, .hold = true, .part = j->part};
	str_clear(&j->said);
	str_clear(&j->page);
	if (j->action->terminal && j->f.sv->term)
		term_outside(j->f.sv->term, run_job, &b);
	else
		run_job(&b);
	justering_load(j);
	if (b.rc)
		return frame_err(&j->f, &err);
	frame_say(&j->f, MESSAGE_INFO, "%s", j->action->said ? j->action->said : str_c(&j->said));
	return j->page.len ? page(&j->page) : outcome_stay();
}

static struct outcome go_on(struct justering *j)
{
	return ask_next(j) ? outcome_stay() : take_step(j);
}

static void set_who(struct justering *j, const char *who)
{
	char *copy = who ? mem_strdup(who) : NULL;

	free(j->who);
	j->who = copy;
}

static struct outcome begin(struct justering *j, enum justering_step step)
{
	const struct justering_action *a = &justering_actions[step];
	const struct signer *who = NULL;

	if (!need_saved(j))
		return outcome_stay();
	if (!(a->in & 1U << j->st.state))
		return no(j, wrong_state(j->st.state, a->in));
	if (a->signer) {
		who = next_signer(j);
		if (!who)
			return frame_say(&j->f, MESSAGE_INFO, "Alla har svarat. Ställ markören på den det gäller, eller lås texten med F8.");
		if (who->approved && (step == STEP_APPROVE || step == STEP_KEY || step == STEP_CONFIRM))
			return frame_say(&j->f, MESSAGE_INFO, "%s har redan godkänt.", who->who);
	}
	if (step == STEP_LOCK && j->st.approved < (int)j->st.signing.n)
		return frame_say(&j->f, MESSAGE_WARNING, "Alla har inte godkänt: %d av %zu.", j->st.approved, j->st.signing.n);
	set_who(j, who ? who->who : NULL);
	j->action = a;
	j->asked = 0;
	return go_on(j);
}

/* Tab fills in what is certain of a path. */
static bool completes(struct justering *j, const struct event *ev)
{
	struct str longer = STR_INIT;
	struct strlist names = {0};
	bool path;

	if (!j->f.prompt.open || !j->action || !event_is(ev, K_TAB, 0))
		return false;
	path = j->action->ask[j->asked].fill >= FILL_KEY;
	if (path) {
		complete_path(prompt_text(&j->f.prompt), &longer, &names);
		lineedit_set(&j->f.prompt.line, str_span(&longer));
		j->f.prompt.fresh = false;
		strlist_release(&names);
		str_release(&longer);
	}
	return path;
}

struct outcome justering_first(void *state, const struct event *ev)
{
	struct justering *j = state;

	if (completes(j, ev))
		return outcome_stay();
	switch (prompt_event(&j->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		free(j->answer[j->asked]);
		j->answer[j->asked] = j->f.prompt.keys ? str_format("%c", j->f.prompt.key) : span_dup(prompt_text(&j->f.prompt));
		j->asked++;
		return go_on(j);
	default:
		return outcome_stay();
	}
}

/* -------------------------------------------------- what is no step of its own */

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
	return page(&text);
}

/* A page to read; when it is closed it is asked whether it has been. */
static struct outcome run_news(void *ctx)
{
	struct justering *j = ctx;
	struct session *s = need(j);
	const struct signer *g = s ? next_signer(j) : NULL;
	struct str text = STR_INIT, news = STR_INIT;
	struct err err = ERR_INIT;
	int since = 0;

	if (!s)
		return outcome_stay();
	if (!g)
		return no(j, "Ställ markören på den som ska läsa.");
	if (justera_news(j->f.sv->repo, s->folder, span_of(g->who), &news, &since, &err)) {
		str_release(&news);
		return frame_err(&j->f, &err);
	}
	if (!news.len) {
		str_release(&news);
		return since ? frame_say(&j->f, MESSAGE_INFO, "Inget är nytt för %s sedan version %d.", g->who, since)
			     : frame_say(&j->f, MESSAGE_INFO, "%s har inte fått texten än; F9 i redigeringen visar hela.", g->who);
	}
	if (since)
		str_addf(&text, "Nytt för %s sedan version %d\n", g->who, since);
	else
		str_addf(&text, "Nytt för %s\n", g->who);
	str_addspan(&text, str_span(&news));
	str_release(&news);
	free(j->reading);
	j->reading = mem_strdup(g->who);
	return page(&text);
}

/* What goes and what stays is read first; then it is asked. */
static struct outcome run_purge(void *ctx)
{
	struct justering *j = ctx;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int rc;

	if (!need_saved(j))
		return outcome_stay();
	if (!(justering_actions[STEP_PURGE].in & 1U << j->st.state))
		return no(j, wrong_state(j->st.state, justering_actions[STEP_PURGE].in));
	rc = justering_purge_page(j, &text, &err);
	if (rc == 0) {
		j->purging = true;
		return page(&text);
	}
	str_release(&text);
	return rc < 0 ? frame_err(&j->f, &err)
		      : frame_say(&j->f, MESSAGE_INFO, "Organet har bestämt att utkasten behålls; inget gallras.");
}

static void ask_purge(struct justering *j)
{
	struct str question = STR_INIT;

	justering_purge_question(j, &question);
	set_who(j, str_c(&question));
	str_release(&question);
	j->action = &justering_actions[STEP_PURGE];
	j->asked = 0;
	ask_next(j);
}

struct outcome justering_back(void *state, const struct outcome *answer)
{
	struct justering *j = state;
	char *who = j->reading;

	(void)answer;
	j->reading = NULL;
	/* a place in the text was chosen above: on to the text */
	if (j->f.sv->session && j->f.sv->session->has_target) {
		free(who);
		return outcome_pop();
	}
	justering_load(j);
	if (j->purging && j->loaded)
		ask_purge(j);
	j->purging = false;
	if (who && j->loaded && !state_final(j->st.state) && !j->f.sv->session->read_only) {
		set_who(j, who);
		j->action = &justering_actions[STEP_SEEN];
		j->asked = 0;
		ask_next(j);
	}
	free(who);
	return outcome_stay();
}

static struct outcome run_notice(void *ctx)
{
	struct justering *j = ctx;
	struct session *s = need(j);
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (!s)
		return outcome_stay();
	str_adds(&text, "Anslagsbevis\n");
	if (after_notice(s->folder, j->part, &text, &err)) {
		str_release(&text);
		return frame_err(&j->f, &err);
	}
	return page(&text);
}

static struct outcome run_part(void *ctx)
{
	struct justering *j = ctx;
	size_t i = 0;

	if (!need(j))
		return outcome_stay();
	if (!j->parts.n)
		return no(j, "Protokollet har inga delar; kommandot Justera §§ omedelbart (Ctrl-P) gör en.");
	while (i < j->parts.n && j->parts.v[i].nr <= j->part)
		i++;
	j->part = i < j->parts.n ? j->parts.v[i].nr : 0;
	justering_load(j);
	return outcome_stay();
}

static struct outcome give_reason(struct justering *j, const struct row *r)
{
	j->para = (int)r->nr;
	return begin(j, STEP_REASON);
}

struct outcome justering_go(struct justering *j)
{
	const struct row *r = justering_here(j);

	switch (r ? r->kind : ROW_HEAD) {
	case ROW_SIGNER:
		return begin(j, STEP_APPROVE);
	case ROW_BLOCK:
		return frame_go(&j->f, r->at, r->end);
	case ROW_OPEN:
		return outcome_push((int)r->nr);
	case ROW_DECISION:
		return r->done ? frame_go(&j->f, r->at, r->end) : give_reason(j, r);
	case ROW_PURGE:
		return run_purge(j);
	case ROW_PART:
		j->part = (int)r->nr;
		justering_load(j);
		return outcome_stay();
	default:
		return no(j, "Ställ markören på en rad med ! för att gå dit, eller på ett namn för att godkänna.");
	}
}

static struct outcome run_go(void *ctx)
{
	return justering_go(ctx);
}

static struct outcome run_reason(void *ctx)
{
	struct justering *j = ctx;
	const struct row *r = justering_here(j);

	if (!need(j))
		return outcome_stay();
	if (r && r->kind == ROW_DECISION)
		return give_reason(j, r);
	for (size_t i = 0; i < j->n; i++)
		if (j->row[i].kind == ROW_DECISION && !j->row[i].done)
			return give_reason(j, &j->row[i]);
	return no(j, "Inget beslut är ändrat efter klubbslaget utan skäl.");
}

static struct outcome run_send(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_SEND);
}

static struct outcome run_receive(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_RECEIVE);
}

static struct outcome run_suggestions(void *ctx)
{
	(void)ctx;
	return outcome_push(REQUEST_SUGGESTIONS);
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

/* A command that is a step. */
#define STEP(name, step) \
	static struct outcome name(void *ctx) \
	{ \
		return begin(ctx, step); \
	}

STEP(run_start, STEP_START)
STEP(run_approve, STEP_APPROVE)
STEP(run_key, STEP_KEY)
STEP(run_take, STEP_TAKE)
STEP(run_request, STEP_REQUEST)
STEP(run_confirm, STEP_CONFIRM)
STEP(run_refuse, STEP_REFUSE)
STEP(run_return, STEP_RETURN)
STEP(run_note, STEP_NOTE)
STEP(run_hand_over, STEP_HAND_OVER)
STEP(run_organ, STEP_ORGAN)
STEP(run_withdraw, STEP_WITHDRAW)
STEP(run_lock, STEP_LOCK)
STEP(run_mark, STEP_MARK)
STEP(run_add_key, STEP_ADD_KEY)
STEP(run_new_part, STEP_PART)
STEP(run_drop_part, STEP_DROP_PART)
STEP(run_post, STEP_POST)
STEP(run_take_down, STEP_TAKE_DOWN)
STEP(run_correct, STEP_CORRECT)
STEP(run_archive, STEP_ARCHIVE)

const struct command justering_commands[] = {
	{.id = "ga-dit", .name = "Gå dit eller godkänn", .keys = {"Enter"}, .group = "Justering",
		.help = "Går till stället i texten, ger ett skäl, visar delen eller godkänner för namnet under markören.",
		.label = "Gå dit", .weight = 35, .run = run_go, .in = DRAFT | ROUND},
	{.id = "skicka-ut", .name = "Skicka ut", .keys = {"F2", "i"}, .group = "Granskning",
		.help = "Sänder texten till justerare och ledamöter.", .label = "Skicka", .weight = 65, .run = run_send, .in = DRAFT},
	{.id = "ta-emot", .name = "Ta emot svar", .keys = {"F3", "m"}, .group = "Granskning",
		.help = "Tar in det som en justerare skickat tillbaka.", .label = "Ta emot", .weight = 64, .run = run_receive, .in = DRAFT},
	{.id = "forslag", .name = "Förslag", .keys = {"F4", "Alt-8"}, .group = "Granskning",
		.help = "Visar vad justerarna vill ändra.", .label = "Förslag", .weight = 63, .run = run_suggestions, .in = DRAFT},
	{.id = "starta-justering", .name = "Starta justeringen", .keys = {"F5", "s"}, .group = "Justering",
		.help = "Låser texten och öppnar för underskrifter.", .label = "Starta", .weight = 80, .run = run_start, .in = DRAFT},
	{.id = "godkann", .name = "Godkänn", .keys = {"F6", "g"}, .group = "Justering",
		.help = "Antecknar att den under markören godkänner exakt den här texten.", .label = "Godkänn",
		.weight = 80, .run = run_approve, .in = ROUND},
	{.id = "aterta", .name = "Återta", .keys = {"F7", "t"}, .group = "Justering",
		.help = "Gör protokollet till utkast igen; alla godkännanden faller.", .label = "Återta", .weight = 50,
		.run = run_withdraw, .in = ROUND},
	{.id = "las", .name = "Lås protokollet", .keys = {"F8", "l"}, .group = "Justering",
		.help = "Låser protokollet för gott, när alla har godkänt.", .label = "Lås", .weight = 70, .run = run_lock, .in = ROUND},
	{.id = "verifiera", .name = "Verifiera", .keys = {"F9", "v"}, .group = "Justering",
		.help = "Visar om den slutliga texten, underskrifterna och versionerna hänger ihop.",
		.label = "Verifiera", .weight = 60, .run = run_verify, .in = FINAL},
	{.id = "nytt-att-lasa", .name = "Läs det som är nytt", .keys = {"n"}, .group = "Justering",
		.help = "Visar vad som ändrats sedan den under markören senast såg texten, och antecknar att det är läst.",
		.label = "Nytt", .weight = 45, .run = run_news, .in = DRAFT | ROUND},
	{.id = "skriv-under", .name = "Skriv under med nyckel", .keys = {"k"}, .group = "Underskrift",
		.help = "Skriver under här med en SSH-nyckel eller med gpg; lösenfrasen frågas på terminalen.", .label = "Nyckel",
		.weight = 47, .run = run_key, .in = ROUND},
	{.id = "underlag", .name = "Underlag att skriva under", .keys = {"u"}, .group = "Underskrift",
		.help = "Skriver filen som undertecknas på en annan dator.", .run = run_request},
	{.id = "ta-in", .name = "Ta in underskriftsfil", .keys = {"f"}, .group = "Underskrift",
		.help = "Tar in en underskrift som gjorts på en annan dator.", .run = run_take},
	{.id = "bekrafta", .name = "Underskrift på papper eller i tjänst", .keys = {"p"}, .group = "Underskrift",
		.help = "Antecknar vem som skrivit under, när, och sparar filen som kom tillbaka.", .run = run_confirm},
	{.id = "lagg-till-nyckel", .name = "Lägg till nyckel", .keys = {NULL}, .group = "Underskrift",
		.help = "Lägger den offentliga nyckeln för namnet under markören till organets nycklar.", .run = run_add_key},
	{.id = "skriv-under-market", .name = "Skriv under märket", .keys = {NULL}, .group = "Underskrift",
		.help = "Skriver under märket i versionerna med sekreterarens nyckel.", .run = run_mark},
	{.id = "vagra", .name = "Vägran", .keys = {"w"}, .group = "Avvikelse",
		.help = "Antecknar att den under markören inte skriver under, och varför.", .label = "Vägran", .weight = 48,
		.run = run_refuse, .in = ROUND},
	{.id = "aterga", .name = "Ta tillbaka vägran", .keys = {"å"}, .group = "Avvikelse",
		.help = "Den som vägrat kan godkänna igen.", .run = run_return},
	{.id = "avvikande", .name = "Avvikande uppfattning antecknas", .keys = {"a"}, .group = "Avvikelse",
		.help = "Antecknar att den som vägrat har en avvikande uppfattning; texten kan låsas.", .run = run_note},
	{.id = "overlamna", .name = "Överlämna till nästa sammanträde", .keys = {"ö"}, .group = "Avvikelse",
		.help = "Lämnar justeringen för den som vägrat till organet självt.", .run = run_hand_over},
	{.id = "organet", .name = "Organet har justerat", .keys = {"o"}, .group = "Avvikelse",
		.help = "Antecknar dagen då organet självt justerade det som lämnats över.", .run = run_organ},
	{.id = "skal", .name = "Skäl till ändrat beslut", .keys = {"e"}, .group = "Justering",
		.help = "Ger skälet till att ett beslut ändrats efter klubbslaget.", .run = run_reason},
	{.id = "nasta-del", .name = "Visa nästa del", .keys = {"d"}, .group = "Delar",
		.help = "Visar nästa del av protokollet: det som justeras omedelbart, eller resten.", .run = run_part},
	{.id = "ny-del", .name = "Justera §§ omedelbart", .keys = {"+"}, .group = "Delar",
		.help = "Gör en del av några §§, som justeras för sig.", .run = run_new_part},
	{.id = "ta-bort-del", .name = "Ta tillbaka delen", .keys = {NULL}, .group = "Delar",
		.help = "Lägger tillbaka delens §§ till protokollet i övrigt, när den inte är justerad.", .run = run_drop_part},
	{.id = "ansla", .name = "Anteckna anslaget", .keys = {"F11", "b"}, .group = "Efter justeringen",
		.help = "Antecknar dagen och anslagstavlan.", .label = "Anslag", .weight = 30, .run = run_post, .in = FINAL},
	{.id = "ta-ner", .name = "Anteckna nedtagandet", .keys = {NULL}, .group = "Efter justeringen",
		.help = "Antecknar dagen då anslaget togs ned.", .run = run_take_down},
	{.id = "anslagsbevis", .name = "Anslagsbevis", .keys = {NULL}, .group = "Efter justeringen",
		.help = "Visar anslagsbeviset.", .run = run_notice},
	{.id = "rattelse", .name = "Rättelse", .keys = {"r"}, .group = "Efter justeringen",
		.help = "Antecknar en rättelse; den underskrivna texten rörs inte.", .label = "Rättelse", .weight = 29,
		.run = run_correct, .in = FINAL},
	{.id = "arkivera", .name = "Anteckna arkiveringen", .keys = {NULL}, .group = "Efter justeringen",
		.help = "Antecknar att protokollet är arkiverat.", .run = run_archive},
	{.id = "rensa-utkasten", .name = "Rensa utkasten", .keys = {"x"}, .group = "Efter justeringen",
		.help = "Visar vad som gallras och vad som blir kvar, frågar, och prövar protokollet efteråt.",
		.label = "Rensa", .weight = 28, .run = run_purge, .in = FINAL},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Justering", .help = "Går tillbaka till texten.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};
