/* frame: see frame.h. Knows no screen; paths and places are here because every
 * screen shows them the same way. */
#include "screens/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/u8.h"
#include "screens/request.h"
#include "ui/bars.h"
#include "ui/theme.h"

enum { SAVE_MS = 10000 };

void frame_init(struct frame *f, struct services *sv, const struct command *table)
{
	memset(f, 0, sizeof *f);
	f->sv = sv;
	f->table = table;
	f->have = ~0u;
}

void frame_release(struct frame *f)
{
	prompt_release(&f->prompt);
}

/* The rows at the edges give way when there are few: first the bar, then the title. */
static bool has_bar(const struct surface *s)
{
	return s->rows >= 4;
}

static bool has_title(const struct surface *s)
{
	return s->rows >= 3;
}

struct surface frame_begin(struct frame *f, struct surface *s, const char *title, const char *opt_right)
{
	int top = has_title(s) ? 1 : 0;
	int below = (has_bar(s) ? 1 : 0) + (s->rows >= 2 ? 1 : 0);

	(void)f;
	surface_clear(s, ROLE_NORMAL);
	if (top)
		bars_status(s, 0, title, NULL, opt_right, ROLE_TITLE);
	return surface_sub(s, top, 0, s->rows - top - below, s->cols);
}

void frame_end(struct frame *f, struct surface *s, const char *opt_status, const char *opt_right)
{
	int row = s->rows - 1;

	if (has_bar(s)) {
		bars_functions(s, row, f->table, f->sv->global, f->have);
		row--;
	}
	if (s->rows < 2 && !f->prompt.open)
		return;
	if (prompt_draw(&f->prompt, s, row) || (f->sv->messages && messages_draw(f->sv->messages, s, row)))
		return;
	bars_status(s, row, opt_status ? opt_status : "", NULL, opt_right, ROLE_STATUS);
}

struct outcome frame_say(struct frame *f, enum message_level level, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	if (f->sv->messages)
		messages_say(f->sv->messages, level, "%s", str_c(&text));
	str_release(&text);
	return outcome_stay();
}

struct outcome frame_err(struct frame *f, const struct err *err)
{
	if (f->sv->messages)
		messages_err(f->sv->messages, err);
	return outcome_stay();
}

struct session *frame_session(struct frame *f)
{
	if (!f->sv->session)
		frame_say(f, MESSAGE_WARNING, "Inget sammanträde är öppet.");
	return f->sv->session;
}

bool frame_save(struct frame *f, struct session *s)
{
	struct err err = ERR_INIT;

	if (!session_dirty(s) || session_save_wait(s, KIND_SAVED, SAVE_MS, &err) == 0)
		return true;
	frame_err(f, &err);
	return false;
}

struct session *frame_saved(struct frame *f, const char *loose)
{
	struct session *s = frame_session(f);

	if (!s)
		return NULL;
	if (!s->folder) {
		frame_say(f, MESSAGE_WARNING, "%s", loose);
		return NULL;
	}
	if (s->read_only) {
		frame_say(f, MESSAGE_WARNING, "Här går det bara att läsa: %s.", s->why_read_only);
		return NULL;
	}
	return frame_save(f, s) ? s : NULL;
}

struct outcome frame_go(struct frame *f, size_t at, size_t end)
{
	struct session *s = f->sv->session;

	if (at < doc_protocol(s->doc)->body)
		return (struct outcome){.kind = OUTCOME_REPLACE, .request = REQUEST_FRONT};
	session_target(s, at, end);
	return outcome_pop();
}

int frame_follow(struct frame *f, struct err *err)
{
	struct session *s = f->sv->session;
	struct store_request q = {.op = STORE_TEXT, .now = clock_now(), .hold = true};
	struct store_answer a;
	int rc;

	session_refresh_state(s);
	if (!s->folder || s->read_only || session_dirty(s))
		return 0;
	q.folder = s->folder;
	q.who = s->who;
	rc = store_run(f->sv->repo, &q, &a, err);
	if (rc == 0 && strcmp(a.id, s->base) != 0)
		rc = session_take_version(s, a.id, str_span(&a.text), err);
	store_answer_release(&a);
	return rc;
}

const char *frame_locked(const struct session *s)
{
	if (!s)
		return "inget sammanträde är öppet";
	if (!state_writable(doc_state(s->doc)))
		return state_final(doc_state(s->doc)) ? "protokollet är justerat och låst"
							   : "texten är låst medan den justeras";
	return s->read_only ? s->why_read_only : NULL;
}

/* ------------------------------------------------------------ running text */

/* The bytes of `rest` that go on one row; at least one cluster. *skip is what
 * the row's end swallows: blanks or the newline. */
static size_t row_bytes(struct span rest, int cols, size_t *skip)
{
	size_t line = span_find(rest, "\n", 0), fit, cut;

	if (line == (size_t)-1)
		line = rest.n;
	*skip = line < rest.n ? 1 : 0;
	fit = u8_fit(rest.p, line, cols > 0 ? cols : 1);
	if (fit >= line)
		return line;
	*skip = 0;
	if (fit == 0)
		return u8_next(rest.p, rest.n, 0);
	for (cut = fit; cut > 0 && rest.p[cut] != ' '; cut--)
		;
	if (cut == 0)
		return fit;
	*skip = 1;
	return cut;
}

int frame_text(struct surface *s, int row, int col, struct span text, unsigned style)
{
	size_t skip;

	while (text.n) {
		size_t n = row_bytes(text, s->cols - col, &skip);

		surface_print(s, row++, col, span_sub(text, 0, n), style);
		text = span_from(text, n + skip);
	}
	return row;
}

int frame_text_rows(int cols, struct span text)
{
	int rows = 0;
	size_t skip;

	while (text.n) {
		size_t n = row_bytes(text, cols, &skip);

		rows++;
		text = span_from(text, n + skip);
	}
	return rows;
}

/* ------------------------------------------------------------------- paths */

char *frame_path(struct span typed)
{
	struct span t = span_trim(typed);
	const char *home = getenv("HOME");
	char *raw, *path;

	if (home && *home && (span_is(t, "~") || span_starts(t, "~/")))
		raw = str_format("%s%.*s", home, SPAN_FMT(span_from(t, 1)));
	else
		raw = span_dup(t);
	path = fs_absolute(raw);
	free(raw);
	return path;
}

char *frame_show_path(const char *path)
{
	const char *home = getenv("HOME");
	size_t n = home ? strlen(home) : 0;

	if (n > 1 && strncmp(path, home, n) == 0 && (path[n] == '/' || !path[n]))
		return str_format("~%s", path + n);
	return mem_strdup(path);
}

void frame_meeting(const struct session *s, struct meeting *out)
{
	meeting_of_text(out, doc_bytes(s->doc), s->archive);
	out->file = s->file ? mem_strdup(s->file) : NULL;
	out->folder = s->folder ? mem_strdup(s->folder) : NULL;
	out->state = doc_state(s->doc);
}

void frame_add_place(struct str *out, const struct protocol *p, size_t at)
{
	int i = protocol_item_at(p, at);

	if (i >= 0 && p->item[i].nr > 0)
		str_addf(out, "§ %d", p->item[i].nr);
	else if (at < p->body)
		str_adds(out, "Framsida");
}
