/* justering: see justering.h. Shows what jobs/justera says and asks it for the
 * steps; decides nothing about states itself. The rows are made in
 * justering_rows.c, the steps taken in justering_do.c. */
#include "screens/justering.h"

#include <string.h>

#include "base/mem.h"
#include "jobs/parts.h"
#include "screens/justering_inner.h"
#include "ui/theme.h"


const struct row *justering_here(const struct justering *j)
{
	size_t i = list_at(&j->list);

	return i < j->n ? &j->row[i] : NULL;
}

static void drop(struct justering *j)
{
	if (j->loaded)
		justera_status_release(&j->st);
	memset(&j->st, 0, sizeof j->st);
	parts_release(&j->parts);
	memset(&j->parts, 0, sizeof j->parts);
	gavel_changes_release(&j->gavel);
	memset(&j->gavel, 0, sizeof j->gavel);
	j->loaded = false;
	justering_clear(j);
}

/* The last version may be made by a step here: the session goes on from it. */
static void follow(struct justering *j, struct session *s)
{
	struct err err = ERR_INIT;

	session_refresh_state(s);
	if (s->read_only || session_dirty(s) || strcmp(s->base, j->st.id) == 0)
		return;
	if (!state_writable(doc_state(s->doc)))
		memcpy(s->base, j->st.id, sizeof s->base);
	else if (session_take_version(s, j->st.id, str_span(&j->st.text), &err))
		frame_err(&j->f, &err);
}

static void read_all(struct justering *j, struct session *s)
{
	struct err err = ERR_INIT;

	if (parts_read(s->folder, &j->parts, &err)) {
		justering_add(j, ROW_TEXT, mem_strdup(err.msg));
		memset(&j->parts, 0, sizeof j->parts);
	}
	if (j->part && !parts_find(&j->parts, j->part))
		j->part = 0;
	if (justera_status_of(j->f.sv->repo, s->folder, j->part, &j->st, &err)) {
		justera_status_release(&j->st);
		memset(&j->st, 0, sizeof j->st);
		justering_add(j, ROW_TEXT, mem_strdup(err.msg));
		return;
	}
	j->loaded = true;
	if (gavel_changes(j->f.sv->repo, s->folder, str_span(&j->st.text), &j->gavel, &err))
		memset(&j->gavel, 0, sizeof j->gavel);
	follow(j, s);
	justering_rows(j);
}

void justering_load(struct justering *j)
{
	struct session *s = frame_session(&j->f);

	drop(j);
	if (!s)
		justering_add(j, ROW_TEXT, mem_strdup("Inget sammanträde är öppet."));
	else if (!s->folder)
		justering_add(j, ROW_TEXT, mem_strdup("Ett löst utkast kan inte justeras; skapa ett sammanträde först."));
	else
		read_all(j, s);
	list_set(&j->list, j->n);
}

/* ------------------------------------------------------------------ events */

static struct outcome justering_event(void *state, const struct event *ev)
{
	struct justering *j = state;

	switch (list_event(&j->list, ev)) {
	case LIST_CHOSEN:
		return justering_go(j);
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
	const struct row *r = justering_here(j);
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

/* The state is the guard, see `in` of justering_commands. */
static unsigned justering_have(void *state)
{
	const struct justering *j = state;

	return j->loaded ? 1U << j->st.state : 0;
}

static void justering_draw(void *state, struct surface *s)
{
	struct justering *j = state;
	const char *name = j->loaded ? state_name(j->st.state) : NULL;
	char *title = j->part ? str_format("Justering, del %d", j->part) : mem_strdup("Justering");
	struct surface body = frame_begin(&j->f, s, title, name), list;
	char *status = j->loaded ? str_format("Version %d", j->st.nr) : NULL;

	j->f.have = justering_have(j);
	draw_rest(j, &body, &list);
	list_draw(&j->list, &list, true, NULL);
	frame_end(&j->f, s, status, NULL);
	free(title);
	free(status);
}

static void justering_close(void *state)
{
	struct justering *j = state;

	drop(j);
	frame_release(&j->f);
	list_release(&j->list);
	free(j->row);
	for (int i = 0; i < ANSWERS; i++)
		free(j->answer[i]);
	free(j->who);
	str_release(&j->said);
	str_release(&j->page);
	free(j->reading);
	free(j);
}

static const struct screen_ops ops = {
	.name = "Justering",
	.commands = justering_commands,
	.have = justering_have,
	.bar = true,
	.draw = justering_draw,
	.first = justering_first,
	.event = justering_event,
	.back = justering_back,
	.close = justering_close,
};

struct screen justering_new(struct services *sv)
{
	struct justering *j = mem_alloc(sizeof *j);
	struct session *s = sv->session;

	frame_init(&j->f, sv, justering_commands);
	list_init(&j->list, &justering_list, j, false);
	if (s && s->folder && !s->read_only)
		(void)frame_save(&j->f, s);
	justering_load(j);
	return (struct screen){&ops, j};
}
