/* history: see history.h. Texts of versions are asked for one at a time, when
 * they are looked at, and the last few are kept; knows nothing of how they are
 * stored. */
#include "screens/history.h"

#include <string.h>

#include "base/mem.h"
#include "doc/gavel.h"
#include "jobs/parts.h"
#include "screens/difference.h"
#include "screens/frame.h"
#include "screens/request.h"
#include "ui/list.h"
#include "ui/textview.h"
#include "ui/theme.h"

enum { KEPT = 4, WIDE = 100, LIST_WIDE = 52, SAVE_MS = 10000, CONTEXT = 2 };
enum ask { ASK_RESTORE, ASK_TIME };
enum compare { WITH_BEFORE, WITH_NOW, WITH_MARKED };

struct history {
	struct frame f;
	struct store_answer all;  /* the versions, the last first */
	struct list list;
	struct textview view;
	char *caption;
	enum compare compare;
	int marked;               /* number of a version; 0: none */
	bool on_text;             /* the focus is on the difference */
	struct {
		int nr;
		struct str text;
	} kept[KEPT];
	int next;                 /* of kept, to be given up */
};

/* ------------------------------------------------------------------- texts */

static const struct store_version *selected(const struct history *h)
{
	size_t i = list_at(&h->list);

	return i < h->all.nversions ? &h->all.version[i] : NULL;
}

static struct store_request request_of(const struct history *h, enum store_op op)
{
	const struct session *s = h->f.sv->session;

	return (struct store_request){.op = op, .folder = s->folder, .now = clock_now(), .who = s->who, .hold = true};
}

/* The text of a version, valid until KEPT others have been asked for. */
static int text_of(struct history *h, int nr, struct span *out, struct err *err)
{
	struct store_request q = request_of(h, STORE_TEXT);
	struct store_answer a;

	for (int i = 0; i < KEPT; i++)
		if (h->kept[i].nr == nr) {
			*out = span_make(str_c(&h->kept[i].text), h->kept[i].text.len);
			return 0;
		}
	q.number = nr;
	if (store_run(h->f.sv->repo, &q, &a, err) != 0) {
		store_answer_release(&a);
		return -1;
	}
	str_clear(&h->kept[h->next].text);
	str_addspan(&h->kept[h->next].text, str_span(&a.text));
	h->kept[h->next].nr = nr;
	*out = span_make(str_c(&h->kept[h->next].text), h->kept[h->next].text.len);
	h->next = (h->next + 1) % KEPT;
	store_answer_release(&a);
	return 0;
}

static void caption(struct history *h, char *text)
{
	free(h->caption);
	h->caption = text;
}

/* Somebody's words, taken in by another. */
static bool accepted(const struct store_version *v)
{
	return v->by && *v->by && strcmp(v->by, v->who) != 0;
}

/* What is compared with what; false when a text can't be had (it is said). */
static bool sides(struct history *h, const struct store_version *v, struct str *a, struct str *b)
{
	struct err err = ERR_INIT;
	struct span t = SPAN_NONE;
	int other = v->nr - 1;

	if (text_of(h, v->nr, &t, &err) != 0)
		goto fail;
	str_addspan(b, t);
	if (h->compare == WITH_NOW) {
		str_addspan(a, str_span(b));
		str_clear(b);
		protocol_write(doc_protocol(h->f.sv->session->doc), b);
		caption(h, str_format("Från version %d till texten nu", v->nr));
		return true;
	}
	if (h->compare == WITH_MARKED) {
		other = h->marked < v->nr ? h->marked : v->nr;
		if (h->marked > v->nr) {
			str_clear(b);
			if (text_of(h, h->marked, &t, &err) != 0)
				goto fail;
			str_addspan(b, t);
		}
		caption(h, str_format("Från version %d till version %d", other, h->marked > v->nr ? h->marked : v->nr));
	} else {
		bool taken = accepted(v);

		caption(h, str_format("Version %d, %s%s%s: %s", v->nr, v->who, taken ? ", godtagen av " : "", taken ? v->by : "",
			v->what));
	}
	if (other < 1)
		return true;
	if (text_of(h, other, &t, &err) != 0)
		goto fail;
	str_addspan(a, t);
	return true;
fail:
	frame_err(&h->f, &err);
	return false;
}

static void show_whole(struct history *h, struct span text)
{
	struct str shown = STR_INIT;

	gavel_add_shown(&shown, text);
	textview_set(&h->view, str_span(&shown));
	str_release(&shown);
}

/* Shows what the version under the cursor changed. */
static void show(struct history *h)
{
	const struct store_version *v = selected(h);
	struct str a = STR_INIT, b = STR_INIT;

	textview_set(&h->view, SPAN_NONE);
	caption(h, NULL);
	if (v && sides(h, v, &a, &b)) {
		if (h->compare == WITH_BEFORE && v->nr == 1)
			show_whole(h, str_span(&b));
		else
			difference_show(&h->view, str_span(&a), str_span(&b), CONTEXT);
		textview_go_page(&h->view, 1);
	}
	str_release(&a);
	str_release(&b);
}

static void load(struct history *h)
{
	struct store_request q;
	struct err err = ERR_INIT;

	store_answer_release(&h->all);
	memset(&h->all, 0, sizeof h->all);
	if (!frame_session(&h->f))
		return;
	if (!h->f.sv->session->folder) {
		frame_say(&h->f, MESSAGE_WARNING, "Ett löst utkast har inga versioner; de finns i en sammanträdesmapp.");
		return;
	}
	q = request_of(h, STORE_HISTORY);
	if (store_run(h->f.sv->repo, &q, &h->all, &err) != 0) {
		frame_err(&h->f, &err);
		h->all.nversions = 0;
	}
	list_set(&h->list, h->all.nversions);
	show(h);
}

/* -------------------------------------------------------------------- rows */

static void add_when(struct str *out, struct stamp t)
{
	date_add_iso(out, clock_date(t));
	str_addc(out, ' ');
	clock_add_time(out, t, false);
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	const struct store_version *v = &((struct history *)ctx)->all.version[i];

	str_addf(out, "%d %s %s", v->nr, v->what, v->who);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	struct history *h = ctx;
	const struct store_version *v = &h->all.version[i];
	struct str when = STR_INIT, by = STR_INIT;
	int who = s->cols < 70 ? 0 : accepted(v) ? 34 : 20, at = 6;

	add_when(&when, v->time);
	surface_puts(s, 0, 0, v->nr == h->marked ? "*" : " ", ROLE_LABEL);
	surface_printf(s, 0, 1, ROLE_NORMAL, "%3d", v->nr);
	/* a narrow list keeps the time of day, which tells today's apart */
	if (s->cols < 46)
		at = surface_field(s, 0, at, 6, span_sub(str_span(&when), 11, 5), ROLE_NORMAL);
	else
		at = surface_field(s, 0, at, 18, str_span(&when), ROLE_NORMAL);
	surface_field(s, 0, at, s->cols - at - who, span_of(v->what), ROLE_NORMAL);
	if (who && accepted(v))
		str_addf(&by, "%s, godtog %s", v->who, v->by);
	if (who)
		surface_field(s, 0, s->cols - who + 1, who - 1, by.len ? str_span(&by) : span_of(v->who), ROLE_DIM);
	str_release(&by);
	str_release(&when);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

static const struct store_version *need_version(struct history *h)
{
	const struct store_version *v = selected(h);

	if (!v)
		frame_say(&h->f, MESSAGE_WARNING, "Det finns ingen version ännu; Ctrl-S i texten sparar en.");
	return v;
}

static struct outcome view_text(const char *title, struct span text)
{
	struct outcome out = {.kind = OUTCOME_PUSH, .request = REQUEST_VIEW};
	struct str s = STR_INIT;

	str_addf(&s, "%s\n", title);
	gavel_add_shown(&s, text);
	out.text = str_take(&s);
	return out;
}

static struct outcome run_show(void *ctx)
{
	struct history *h = ctx;
	const struct store_version *v = need_version(h);
	struct outcome out;
	struct err err = ERR_INIT;
	struct span text;
	struct str title = STR_INIT;

	if (!v)
		return outcome_stay();
	if (text_of(h, v->nr, &text, &err) != 0)
		return frame_err(&h->f, &err);
	str_addf(&title, "Version %d, ", v->nr);
	add_when(&title, v->time);
	out = view_text(str_c(&title), text);
	str_release(&title);
	return out;
}

static struct outcome compare_with(struct history *h, enum compare how)
{
	h->compare = h->compare == how ? WITH_BEFORE : how;
	show(h);
	return outcome_stay();
}

static struct outcome run_with_now(void *ctx)
{
	return need_version(ctx) ? compare_with(ctx, WITH_NOW) : outcome_stay();
}

static struct outcome run_mark(void *ctx)
{
	struct history *h = ctx;
	const struct store_version *v = need_version(h);

	if (!v)
		return outcome_stay();
	h->marked = h->marked == v->nr ? 0 : v->nr;
	return h->marked ? frame_say(&h->f, MESSAGE_INFO, "Version %d är märkt. Gå till en annan och tryck F7.", v->nr)
			 : frame_say(&h->f, MESSAGE_INFO, "Ingen version är märkt.");
}

static struct outcome run_with_marked(void *ctx)
{
	struct history *h = ctx;
	const struct store_version *v = need_version(h);

	if (!v)
		return outcome_stay();
	if (!h->marked || h->marked == v->nr)
		return frame_say(&h->f, MESSAGE_WARNING, "Märk en annan version först, med F6 eller Blanksteg.");
	return compare_with(h, WITH_MARKED);
}

static struct outcome run_restore(void *ctx)
{
	struct history *h = ctx;
	const struct store_version *v = need_version(h);
	const char *why = frame_locked(h->f.sv->session);
	char *question;

	if (!v)
		return outcome_stay();
	if (why)
		return frame_say(&h->f, MESSAGE_WARNING, "Ingen version kan återställas: %s.", why);
	if (v->nr == h->all.version[0].nr && !session_dirty(h->f.sv->session))
		return frame_say(&h->f, MESSAGE_INFO, "Version %d är den som är öppen nu.", v->nr);
	question = str_format("Återställa version %d som nästa version?", v->nr);
	prompt_ask_key(&h->f.prompt, ASK_RESTORE, question, "jn");
	free(question);
	return outcome_stay();
}

static struct outcome run_time(void *ctx)
{
	struct history *h = ctx;

	if (need_version(h))
		prompt_ask(&h->f.prompt, ASK_TIME, "Texten som den var (14.32 eller 2031-04-09 14.32)", SPAN_NONE);
	return outcome_stay();
}

static struct outcome run_whose(void *ctx)
{
	return need_version(ctx) ? outcome_push(REQUEST_WHOSE) : outcome_stay();
}

static struct outcome run_focus(void *ctx)
{
	struct history *h = ctx;

	h->on_text = !h->on_text;
	return outcome_stay();
}

static struct outcome run_close(void *ctx)
{
	(void)ctx;
	return outcome_pop();
}

static const struct command commands[] = {
	{.id = "visa", .name = "Visa texten", .keys = {"Enter", "v"}, .group = "Versioner",
		.help = "Visar hela texten i versionen.", .label = "Visa", .weight = 80, .run = run_show},
	{.id = "jamfor-nu", .name = "Jämför med texten nu", .keys = {"F5", "n"}, .group = "Versioner",
		.help = "Visar vad som ändrats från versionen till texten som den är nu; en gång till visar ändringen i versionen.",
		.label = "Mot nu", .weight = 70, .run = run_with_now},
	{.id = "mark", .name = "Märk versionen", .keys = {"F6", "Blanksteg"}, .group = "Versioner",
		.help = "Märker versionen, för att jämföra den med en annan.", .label = "Märk", .weight = 50,
		.run = run_mark},
	{.id = "jamfor-markt", .name = "Jämför med den märkta", .keys = {"F7", "m"}, .group = "Versioner",
		.help = "Visar skillnaden mellan den märkta versionen och den under markören.", .label = "Mot märkt",
		.weight = 50, .run = run_with_marked},
	{.id = "vid-tid", .name = "Text vid tidpunkt", .keys = {"F8", "t"}, .group = "Versioner",
		.help = "Visar texten som den var ett visst klockslag.", .label = "Vid tid", .weight = 40, .run = run_time},
	{.id = "vems-ord", .name = "Vems ord", .keys = {"F3", "o"}, .group = "Versioner",
		.help = "Visar texten med vem som föreslagit vilka ord.", .label = "Vems ord", .weight = 45, .run = run_whose},
	{.id = "aterstall", .name = "Återställ", .keys = {"F9", "å"}, .group = "Versioner",
		.help = "Gör versionen till nästa version; inget försvinner.", .label = "Återställ", .weight = 60,
		.run = run_restore},
	{.id = "byt-del", .name = "Byt mellan lista och text", .keys = {"Tab"}, .group = "Versioner",
		.help = "Flyttar markören mellan listan och skillnaden.", .label = "Byt del", .weight = 20, .run = run_focus},
	{.id = "stang", .name = "Stäng", .keys = {"Esc"}, .group = "Versioner", .help = "Går tillbaka till texten.",
		.label = "Stäng", .weight = 90, .run = run_close},
	{0},
};

/* ----------------------------------------------------------------- answers */

/* What is not a version yet becomes one first, so that nothing is lost. */
static struct outcome restore(struct history *h)
{
	struct session *s = h->f.sv->session;
	const struct store_version *v = selected(h);
	struct store_request q;
	struct store_answer a;
	struct err err = ERR_INIT;
	struct span text;
	int nr = v->nr;

	if (session_save_wait(s, KIND_SAVED, SAVE_MS, &err) != 0 || text_of(h, nr, &text, &err) != 0)
		return frame_err(&h->f, &err);
	if (s->folder && parts_intact(s->folder, text, &err))
		return frame_err(&h->f, &err);
	q = request_of(h, STORE_RESTORE);
	q.number = nr;
	if (store_run(h->f.sv->repo, &q, &a, &err) != 0) {
		store_answer_release(&a);
		return frame_err(&h->f, &err);
	}
	if (session_set_text(s, text, &err) != 0) {
		store_answer_release(&a);
		return frame_err(&h->f, &err);
	}
	memcpy(s->base, a.id, sizeof s->base);
	store_answer_release(&a);
	session_save(s, KIND_RESTORED);
	h->compare = WITH_BEFORE;
	load(h);
	list_go(&h->list, 0);
	show(h);
	return frame_say(&h->f, MESSAGE_INFO, "Version %d är återställd. Ctrl-Z i texten ångrar.", nr);
}

static struct outcome text_at_time(struct history *h)
{
	struct store_request q = request_of(h, STORE_TEXT);
	struct store_answer a = {0};
	struct err err = ERR_INIT;
	struct outcome out;
	struct str title = STR_INIT;

	if (clock_parse_when(prompt_text(&h->f.prompt), clock_now(), &q.time) != 0)
		return frame_say(&h->f, MESSAGE_WARNING, "Skriv tiden som 14.32 eller 2031-04-09 14.32.");
	/* the journal knows each key; the versions reach further back */
	if (!session_text_at(h->f.sv->session, q.time, &a.text) && store_run(h->f.sv->repo, &q, &a, &err) != 0) {
		store_answer_release(&a);
		return frame_err(&h->f, &err);
	}
	/* a damaged version stands back for the one before it */
	for (size_t i = 0; i < a.problem.n; i++)
		frame_say(&h->f, MESSAGE_WARNING, "%s", a.problem.v[i]);
	str_adds(&title, "Texten ");
	add_when(&title, q.time);
	if (a.nr)
		str_addf(&title, " (version %d)", a.nr);
	out = view_text(str_c(&title), str_span(&a.text));
	str_release(&title);
	store_answer_release(&a);
	return out;
}

/* ------------------------------------------------------------------ events */

static struct outcome history_first(void *state, const struct event *ev)
{
	struct history *h = state;

	switch (prompt_event(&h->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return h->f.prompt.purpose == ASK_TIME ? text_at_time(h) : restore(h);
	default:
		return outcome_stay();
	}
}

static struct outcome history_event(void *state, const struct event *ev)
{
	struct history *h = state;
	size_t before = list_at(&h->list);
	int r, c;

	if (ev->type == EVENT_MOUSE && ev->mouse == MOUSE_PRESS)
		h->on_text = area_has(h->view.area, ev->row, ev->col, &r, &c);
	if (ev->type == EVENT_MOUSE ? area_has(h->view.area, ev->row, ev->col, &r, &c) : h->on_text)
		return textview_event(&h->view, ev) ? outcome_stay() : outcome_ignored();
	switch (list_event(&h->list, ev)) {
	case LIST_CHOSEN:
		return run_show(h);
	case LIST_MOVED:
		if (list_at(&h->list) != before) {
			h->compare = WITH_BEFORE;
			show(h);
		}
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

/* ----------------------------------------------------------------- drawing */

static void draw_view(struct history *h, struct surface *s)
{
	struct surface view = surface_sub(s, 1, 0, s->rows - 1, s->cols);

	surface_field(s, 0, 0, s->cols, span_of(h->caption ? h->caption : ""), ROLE_LABEL);
	textview_draw(&h->view, &view);
	if (h->on_text)
		surface_cursor(&view, 0, 0);
}

static void history_draw(void *state, struct surface *s)
{
	struct history *h = state;
	struct surface body = frame_begin(&h->f, s, "Versioner", NULL), list, view;
	char *status = str_format("%zu %s", h->all.nversions, h->all.nversions == 1 ? "version" : "versioner");
	char *marked = h->marked ? str_format("märkt: version %d", h->marked) : NULL;
	int upper = body.rows / 3 > 3 ? body.rows / 3 : 3;

	if (body.cols >= WIDE) {
		list = surface_sub(&body, 0, 0, body.rows, LIST_WIDE);
		surface_vline(&body, 0, LIST_WIDE, body.rows, ROLE_FRAME);
		view = surface_sub(&body, 0, LIST_WIDE + 2, body.rows, body.cols - LIST_WIDE - 2);
	} else {
		list = surface_sub(&body, 0, 0, upper, body.cols);
		view = surface_sub(&body, upper, 0, body.rows - upper, body.cols);
	}
	draw_view(h, &view);
	list_draw(&h->list, &list, !h->on_text, " Inga versioner ännu.");
	frame_end(&h->f, s, status, marked);
	free(status);
	free(marked);
}

static void history_close(void *state)
{
	struct history *h = state;

	frame_release(&h->f);
	list_release(&h->list);
	textview_release(&h->view);
	store_answer_release(&h->all);
	for (int i = 0; i < KEPT; i++)
		str_release(&h->kept[i].text);
	free(h->caption);
	free(h);
}

static const struct screen_ops ops = {
	.name = "Versioner",
	.commands = commands,
	.bar = true,
	.draw = history_draw,
	.first = history_first,
	.event = history_event,
	.close = history_close,
};

struct screen history_new(struct services *sv)
{
	struct history *h = mem_alloc(sizeof *h);

	frame_init(&h->f, sv, commands);
	list_init(&h->list, &rows, h, false);
	textview_init(&h->view, TEXTVIEW_WRAP | TEXTVIEW_DIFF);
	load(h);
	return (struct screen){&ops, h};
}
