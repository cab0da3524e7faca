/* start: see start.h. Reads the archive as plain files each time it comes on
 * top; knows nothing of what is in a meeting. */
#include "screens/start.h"

#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/paths.h"
#include "jobs/deadlines.h"
#include "screens/frame.h"
#include "screens/request.h"
#include "store/archive.h"
#include "ui/list.h"
#include "ui/theme.h"

enum ask { ASK_FILE, ASK_ARCHIVE };

struct start {
	struct frame f;
	struct archive_list meetings;
	struct list list;
	bool empty;          /* no register and no meeting: there is no archive yet */
	bool unread;         /* the archive can't be read; why was said */
};

/* ------------------------------------------------------------ the archive */

int start_make_archive(const char *archive, const char *opt_from, struct err *err)
{
	char *from = opt_from ? mem_strdup(opt_from) : paths_data("sample-protocols/organ");
	char *to = fs_join(archive, "organ");
	struct strlist names = {0};
	int copied = 0;

	if (!from || fs_list(from, &names, NULL) != 0)
		copied = err_set(err, ERR_NOT_FOUND, "övningsorganets register saknas i installationen: %s",
			from ? from : "sample-protocols/organ");
	else if (fs_mkdirs(to, err) != 0)
		copied = -1;
	for (size_t i = 0; copied >= 0 && i < names.n; i++) {
		char *a = fs_join(from, names.v[i]), *b = fs_join(to, names.v[i]);

		if (span_ends(span_of(names.v[i]), ".md") && !fs_exists(b))
			copied = fs_copy(a, b, err) == 0 ? copied + 1 : -1;
		free(a);
		free(b);
	}
	strlist_release(&names);
	free(from);
	free(to);
	return copied;
}

static void load(struct start *st)
{
	struct archive_organs organs = {0};
	struct err err = ERR_INIT;

	archive_list_release(&st->meetings);
	memset(&st->meetings, 0, sizeof st->meetings);
	st->unread = archive_list(st->f.sv->archive, &st->meetings, &err) != 0;
	if (!st->unread)
		st->unread = archive_organs(st->f.sv->archive, &organs, &err) != 0;
	if (st->unread)
		frame_err(&st->f, &err);
	st->empty = !st->unread && organs.n == 0 && st->meetings.n == 0;
	archive_organs_release(&organs);
	list_set(&st->list, st->meetings.n);
}

/* ------------------------------------------------------------------- rows */

static void add_changed(struct str *out, int64_t changed)
{
	struct stamp now = clock_now(), t = {changed, now.offset};

	if (changed < 0)
		return;
	if (date_days(clock_date(t)) == date_days(clock_date(now))) {
		str_adds(out, "i dag ");
		clock_add_time(out, t, false);
	} else {
		date_add_iso(out, clock_date(t));
	}
}

static void add_paragraphs(struct str *out, const struct archive_meeting *m)
{
	if (m->first > 0 && m->last > m->first)
		str_addf(out, "§§ %d–%d", m->first, m->last);
	else if (m->first > 0)
		str_addf(out, "§ %d", m->first);
}

static void add_organ(struct str *out, const struct archive_meeting *m)
{
	if (!m->readable)
		str_addf(out, "%s (kan inte läsas)", fs_basename(m->folder));
	else if (*m->organ && *m->kort)
		str_addf(out, "%s (%s)", m->organ, m->kort);
	else
		str_adds(out, *m->organ ? m->organ : *m->kort ? m->kort : fs_basename(m->folder));
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	const struct archive_meeting *m = &((struct start *)ctx)->meetings.meeting[i];

	if (m->date.year)
		date_add_iso(out, m->date);
	str_addc(out, ' ');
	add_organ(out, m);
	str_addc(out, ' ');
	add_paragraphs(out, m);
	str_addf(out, " %s", state_name(m->state));
}

/* Columns from the right, those of least use left out when it is narrow. */
struct columns {
	int date, organ, organ_cols, paragraphs, state, changed; /* -1: not shown */
};

static struct columns columns_of(int cols)
{
	struct columns c = {.date = 1, .organ = 13, .paragraphs = -1, .changed = -1};
	int end = cols - 1;

	if (cols >= 66)
		c.changed = end -= 11;
	c.state = end -= cols >= 66 ? 13 : 10;
	if (cols >= 56)
		c.paragraphs = end -= 12;
	c.organ_cols = end - c.organ - 1;
	return c;
}

static void draw_columns(struct surface *s, int row, const struct columns *c, const struct span part[5], unsigned style)
{
	surface_field(s, row, c->date, 11, part[0], style);
	if (c->organ_cols > 0)
		surface_field(s, row, c->organ, c->organ_cols, part[1], style);
	if (c->paragraphs >= 0)
		surface_field(s, row, c->paragraphs, 11, part[2], style);
	surface_field(s, row, c->state, 10, part[3], style);
	if (c->changed >= 0)
		surface_field(s, row, c->changed, 11, part[4], style);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct archive_meeting *m = &((struct start *)ctx)->meetings.meeting[i];
	struct columns c = columns_of(s->cols);
	struct str part[5] = {STR_INIT, STR_INIT, STR_INIT, STR_INIT, STR_INIT};
	struct span text[5];

	if (m->date.year)
		date_add_iso(&part[0], m->date);
	else
		str_adds(&part[0], "utan datum");
	add_organ(&part[1], m);
	add_paragraphs(&part[2], m);
	str_adds(&part[3], state_name(m->state));
	add_changed(&part[4], m->changed);
	for (int k = 0; k < 5; k++)
		text[k] = str_span(&part[k]);
	draw_columns(s, 0, &c, text, m->readable ? ROLE_NORMAL : ROLE_ERROR);
	for (int k = 0; k < 5; k++)
		str_release(&part[k]);
}

static const struct list_source rows = {row_label, row_draw};

/* --------------------------------------------------------------- commands */

static struct outcome run_make(void *ctx)
{
	struct start *st = ctx;
	struct err err = ERR_INIT;
	char *shown;
	int copied;

	if (!st->empty)
		return frame_say(&st->f, MESSAGE_INFO, "Arkivet finns redan; F2 börjar ett nytt sammanträde.");
	copied = start_make_archive(st->f.sv->archive, NULL, &err);
	if (copied < 0)
		return frame_err(&st->f, &err);
	load(st);
	shown = frame_show_path(st->f.sv->archive);
	if (copied > 0)
		frame_say(&st->f, MESSAGE_INFO, "Arkivet %s är skapat. F2 börjar ett nytt sammanträde.", shown);
	else
		frame_say(&st->f, MESSAGE_WARNING, "Inget övningsorgan fanns att kopiera; lägg ett register i %s/organ.",
			shown);
	free(shown);
	return outcome_stay();
}

static struct outcome run_open(void *ctx)
{
	struct start *st = ctx;
	size_t i = list_at(&st->list);

	if (st->empty)
		return run_make(st);
	if (i == (size_t)-1)
		return frame_say(&st->f, MESSAGE_INFO, "Det finns inget sammanträde att öppna; F2 börjar ett nytt.");
	return outcome_push_with(REQUEST_OPEN, st->meetings.meeting[i].folder, 0);
}

static struct outcome run_new(void *ctx)
{
	struct start *st = ctx;

	if (st->empty)
		return frame_say(&st->f, MESSAGE_WARNING, "Skapa arkivet först, med Enter, eller byt arkiv med F6.");
	return outcome_push(REQUEST_NEW);
}

static struct outcome run_file(void *ctx)
{
	struct start *st = ctx;

	prompt_ask(&st->f.prompt, ASK_FILE, "Öppna fil eller mapp", SPAN_NONE);
	return outcome_stay();
}

static struct outcome run_archive(void *ctx)
{
	struct start *st = ctx;
	char *shown = frame_show_path(st->f.sv->archive);

	prompt_ask(&st->f.prompt, ASK_ARCHIVE, "Arkivets mapp", span_of(shown));
	free(shown);
	return outcome_stay();
}

static struct outcome run_reload(void *ctx)
{
	load(ctx);
	return outcome_stay();
}

static struct outcome run_clear(void *ctx)
{
	struct start *st = ctx;
	struct event esc = {.type = EVENT_KEY, .key = {K_ESC, 0}};

	list_event(&st->list, &esc);
	return outcome_stay();
}

static const struct command commands[] = {
	{.id = "oppna", .name = "Öppna sammanträdet", .keys = {"Enter"}, .group = "Arkivet",
		.help = "Öppnar sammanträdet under markören.", .label = "Öppna", .weight = 90, .run = run_open},
	{.id = "nytt", .name = "Nytt sammanträde", .keys = {"F2", "Ctrl-N"}, .group = "Arkivet",
		.help = "Skapar ett sammanträde ur ett register och en föredragningslista.", .label = "Nytt",
		.weight = 80, .run = run_new},
	{.id = "oppna-fil", .name = "Öppna fil", .keys = {"F3", "Ctrl-O"}, .group = "Arkivet",
		.help = "Öppnar ett utkast eller en sammanträdesmapp var som helst.", .label = "Öppna fil",
		.weight = 40, .run = run_file},
	{.id = "skapa-arkiv", .name = "Skapa arkiv", .keys = {"F4", "Alt-S"}, .group = "Arkivet",
		.help = "Skapar ett arkiv med ett övningsorgan, där inget arkiv finns.", .run = run_make},
	{.id = "las-om", .name = "Läs om listan", .keys = {"F5", "Ctrl-R"}, .group = "Arkivet",
		.help = "Läser arkivets mappar på nytt.", .run = run_reload},
	{.id = "byt-arkiv", .name = "Byt arkiv", .keys = {"F6", "Alt-A"}, .group = "Arkivet",
		.help = "Visar sammanträdena i en annan mapp.", .label = "Byt arkiv", .weight = 30,
		.run = run_archive},
	{.id = "tom-filter", .name = "Töm filtret", .keys = {"Esc"}, .group = "Arkivet",
		.help = "Visar alla sammanträden igen.", .run = run_clear},
	{0},
};

/* ------------------------------------------------------------------ events */

static struct outcome answered(struct start *st)
{
	char *path = frame_path(prompt_text(&st->f.prompt));
	struct outcome out = outcome_stay();

	if (!span_trim(prompt_text(&st->f.prompt)).n) {
		;
	} else if (st->f.prompt.purpose == ASK_ARCHIVE) {
		free(st->f.sv->archive);
		st->f.sv->archive = mem_strdup(path);
		load(st);
	} else if (!fs_exists(path)) {
		char *shown = frame_show_path(path);

		frame_say(&st->f, MESSAGE_ERROR, "Det finns ingen fil eller mapp %s.", shown);
		free(shown);
	} else {
		out = outcome_push_with(REQUEST_OPEN, path, 0);
	}
	free(path);
	return out;
}

static struct outcome start_first(void *state, const struct event *ev)
{
	struct start *st = state;

	switch (prompt_event(&st->f.prompt, ev)) {
	case PROMPT_IGNORED:
		return outcome_ignored();
	case PROMPT_DONE:
		return answered(st);
	default:
		return outcome_stay();
	}
}

static struct outcome start_event(void *state, const struct event *ev)
{
	struct start *st = state;

	switch (list_event(&st->list, ev)) {
	case LIST_CHOSEN:
		return run_open(st);
	case LIST_MOVED:
		return outcome_stay();
	case LIST_IGNORED:
		break;
	}
	return outcome_ignored();
}

static struct outcome start_back(void *state, const struct outcome *answer)
{
	(void)answer;
	load(state);
	return outcome_stay();
}

/* ----------------------------------------------------------------- drawing */

static void draw_welcome(struct start *st, struct surface *body)
{
	char *shown = frame_show_path(st->f.sv->archive);
	char *where = str_format("I mappen %s finns inget protokollarkiv ännu.", shown);
	int indent = body->cols >= 60 ? 4 : 1, row = body->rows >= 12 ? 2 : 0;
	struct surface part = surface_sub(body, 0, indent, body->rows, (body->cols < 76 ? body->cols : 76) - 2 * indent);

	row = frame_text(&part, row, 0, SPAN_LIT("Välkommen till paragraf."), ROLE_HEADING);
	row += body->rows >= 12 ? 1 : 0;
	row = frame_text(&part, row, 0, span_of(where), ROLE_NORMAL);
	if (body->rows >= 12) {
		row = frame_text(&part, row + 1, 0,
			SPAN_LIT("Ett arkiv är en vanlig mapp: organens register ligger i organ/, och varje sammanträde får "
				 "en egen mapp bredvid."), ROLE_NORMAL);
		row++;
	}
	surface_cursor(&part, row, 0);
	row = frame_text(&part, row, 0, SPAN_LIT("Enter: skapa arkivet, med ett övningsorgan att prova med"), ROLE_LABEL);
	frame_text(&part, row, 0, SPAN_LIT("F6: välj en annan mapp"), ROLE_LABEL);
	free(where);
	free(shown);
}

static void draw_meetings(struct start *st, struct surface *body)
{
	const struct span head[5] = {SPAN_LIT("Datum"), SPAN_LIT("Organ"), SPAN_LIT("§§"), SPAN_LIT("Läge"),
		SPAN_LIT("Ändrat")};
	struct columns c = columns_of(body->cols);
	struct surface list = surface_sub(body, 1, 0, body->rows - 1, body->cols);

	surface_fill(body, 0, 0, 1, body->cols, ROLE_LABEL);
	draw_columns(body, 0, &c, head, ROLE_LABEL);
	list_draw(&st->list, &list, true,
		st->unread ? " Arkivet kan inte läsas. F6 byter arkiv." : " Inga sammanträden ännu. F2 börjar ett nytt.");
}

/* "9 sammanträden · justering senast ..." of the one under the cursor. */
static void add_status(const struct start *st, struct str *out)
{
	size_t i = list_at(&st->list);
	const struct archive_meeting *m = i < st->meetings.n ? &st->meetings.meeting[i] : NULL;
	struct str next = STR_INIT;

	if (st->empty)
		str_adds(out, "Inget arkiv");
	else
		str_addf(out, "%zu %s", st->meetings.n, st->meetings.n == 1 ? "sammanträde" : "sammanträden");
	if (m)
		deadlines_add_next(&next, m->date, m->state, m->folder, clock_date(clock_now()));
	if (next.len)
		str_addf(out, " · %s", str_c(&next));
	str_release(&next);
}

static void start_draw(void *state, struct surface *s)
{
	struct start *st = state;
	char *shown = frame_show_path(st->f.sv->archive);
	char *title = str_format("Sammanträden i %s", shown);
	struct str now = STR_INIT, status = STR_INIT;
	struct surface body;

	clock_add_time(&now, clock_now(), false);
	body = frame_begin(&st->f, s, title, str_c(&now));
	if (st->empty)
		draw_welcome(st, &body);
	else
		draw_meetings(st, &body);
	add_status(st, &status);
	frame_end(&st->f, s, str_c(&status),
		st->list.n_shown > 8 ? "Skriv för att söka i listan" : NULL);
	str_release(&now);
	str_release(&status);
	free(title);
	free(shown);
}

static void start_close(void *state)
{
	struct start *st = state;

	frame_release(&st->f);
	list_release(&st->list);
	archive_list_release(&st->meetings);
	free(st);
}

static const struct screen_ops ops = {
	.name = "Sammanträden",
	.commands = commands,
	.bar = true,
	.draw = start_draw,
	.first = start_first,
	.event = start_event,
	.back = start_back,
	.close = start_close,
};

struct screen start_new(struct services *sv)
{
	struct start *st = mem_alloc(sizeof *st);

	frame_init(&st->f, sv, commands);
	list_init(&st->list, &rows, st, true);
	load(st);
	return (struct screen){&ops, st};
}
