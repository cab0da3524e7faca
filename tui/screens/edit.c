/* edit: the editing screen's life: events, time, what other screens bring back.
 * Drawing, motion, search and spelling have files of their own. */
#include "screens/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "doc/change.h"
#include "screens/edit_inner.h"
#include "screens/settings.h"

struct span edit_bytes(const struct edit *e)
{
	return doc_bytes(e->s->doc);
}

struct edit_ctx edit_ctx(struct edit *e)
{
	return (struct edit_ctx){.doc = e->s->doc, .cur = &e->cur, .abbreviations = &e->sv->abbreviations,
		.aids = e->aids, .clock = e->clock};
}

int edit_item(struct edit *e)
{
	return protocol_item_at(doc_frame(e->s->doc), e->cur.at);
}

int edit_say(struct edit *e, int rc, const struct err *err)
{
	if (rc)
		messages_err(e->sv->messages, err);
	return rc;
}

void edit_go(struct edit *e, size_t at, bool select)
{
	e->cur.at = place_snap(edit_bytes(e), at);
	if (!select)
		e->cur.anchor = e->cur.at;
	e->want_col = -1;
	e->follow = true;
}

/* A text that was changed becomes a version when the § is left. */
static void notice_item(struct edit *e)
{
	int item;

	/* asking where the cursor is may cost a parse: a large text must rest first */
	if (edit_large(e) && !edit_rests(e))
		return;
	item = edit_item(e);
	if (item == e->left_item)
		return;
	if (e->left_item >= 0 && session_dirty(e->s))
		session_save(e->s, KIND_LEFT);
	e->left_item = item;
}

static unsigned have(void *state)
{
	struct edit *e = state;
	struct text *t = doc_text(e->s->doc);
	struct range sel;
	unsigned h = 0;

	if (!e->s->read_only && state_writable(doc_state(e->s->doc)))
		h |= EDIT_CAN_WRITE;
	if (edit_selection(&e->cur, &sel))
		h |= EDIT_SELECTION;
	if (e->s->folder)
		h |= EDIT_MEETING;
	if (edit_item(e) >= 0)
		h |= EDIT_IN_ITEM;
	if (e->s->has_other)
		h |= EDIT_OTHER;
	if (session_can_undo(e->s))
		h |= EDIT_CAN_UNDO;
	if (text_can_redo(t))
		h |= EDIT_CAN_REDO;
	if (e->clip_source.len)
		h |= EDIT_CLIPBOARD;
	if (e->needle.len)
		h |= EDIT_SEARCHED;
	if (session_style(e->s))
		h |= EDIT_STYLE;
	return h;
}

static int refuse(struct edit *e, struct err *err)
{
	if (e->s->read_only)
		return err_set(err, ERR_LOCKED, "%s; här går det bara att läsa", e->s->why_read_only);
	return 0;
}

/* What a key does to the text, when it is no command. */
static const struct {
	int32_t code;
	unsigned mods;
	int (*run)(struct edit_ctx *ctx, struct err *err);
} edit_keys[] = {
	{K_ENTER, 0, edit_enter},
	{K_ENTER, KEYMOD_ALT, edit_line_break},
	{K_ENTER, KEYMOD_SHIFT, edit_line_break},
	{K_BACKSPACE, 0, edit_backspace},
	{K_BACKSPACE, KEYMOD_SHIFT, edit_backspace},
	{K_DELETE, 0, edit_delete},
};

static bool change_key(struct edit *e, const struct event *ev)
{
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	char buf[4];
	size_t n = event_text(ev, buf);

	if (n) {
		edit_say(e, refuse(e, &err) ? -1 : edit_type(&ctx, span_make(buf, n), &err), &err);
		return true;
	}
	if (event_is(ev, K_BACKSPACE, KEYMOD_ALT) || event_is(ev, K_BACKSPACE, KEYMOD_CTRL)) {
		edit_say(e, refuse(e, &err) ? -1 : edit_delete_word(&ctx, true, &err), &err);
		return true;
	}
	if (event_is(ev, K_DELETE, KEYMOD_CTRL)) {
		edit_say(e, refuse(e, &err) ? -1 : edit_delete_word(&ctx, false, &err), &err);
		return true;
	}
	for (size_t i = 0; i < sizeof edit_keys / sizeof edit_keys[0]; i++) {
		if (!event_is(ev, edit_keys[i].code, edit_keys[i].mods))
			continue;
		edit_say(e, refuse(e, &err) ? -1 : edit_keys[i].run(&ctx, &err), &err);
		return true;
	}
	return false;
}

static struct outcome first(void *state, const struct event *ev)
{
	struct edit *e = state;
	enum prompt_result r = prompt_event(&e->prompt, ev);

	e->ruling = false; /* first what the key does */
	e->s->key_ms = clock_monotonic_ms();
	if (r == PROMPT_IGNORED)
		return outcome_ignored();
	return edit_find_event(e, r);
}

static struct outcome event(void *state, const struct event *ev)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;

	switch (ev->type) {
	case EVENT_KEY:
		if (edit_move(e, ev))
			return outcome_stay();
		if (!change_key(e, ev)) {
			if (ev->key.code == K_ESC) {
				e->cur.anchor = e->cur.at;
				return outcome_stay();
			}
			return outcome_ignored();
		}
		break;
	case EVENT_PASTE:
		edit_say(e, refuse(e, &err) ? -1 : edit_paste(&ctx, ev->paste, &err), &err);
		break;
	case EVENT_MOUSE:
		return edit_mouse(e, ev);
	case EVENT_RESIZE:
		e->follow = true;
		return outcome_stay();
	case EVENT_NONE:
	case EVENT_END:
		return outcome_ignored();
	}
	e->want_col = -1;
	e->follow = true;
	return outcome_stay();
}

static void take_target(struct edit *e)
{
	if (!e->s->has_target)
		return;
	e->s->has_target = false;
	edit_go(e, e->s->target, false);
	if (e->s->target_end > e->s->target) {
		e->cur.anchor = e->s->target;
		e->cur.at = e->s->target_end;
	}
}

static struct outcome tick(void *state)
{
	struct edit *e = state;
	size_t n = edit_bytes(e).n;

	/* another screen may have changed the text */
	if (e->cur.at > n)
		e->cur.at = n;
	if (e->cur.anchor > n)
		e->cur.anchor = n;
	if (e->top.at > n)
		e->top = (struct view_top){0, 0};
	take_target(e);
	if (e->changed_rev != doc_rev(e->s->doc)) {
		e->changed_rev = doc_rev(e->s->doc);
		e->changed_ms = e->typed_ms = clock_monotonic_ms();
	}
	e->s->cursor = e->cur.at;
	e->body = unit_body(edit_bytes(e));
	notice_item(e);
	edit_mark_begin(e);
	edit_calm(e);
	edit_suggest_tick(e);
	return outcome_stay();
}

/* The front page may have grown or shrunk above the text meanwhile. */
static void follow_body(struct edit *e)
{
	size_t body = unit_body(edit_bytes(e)), *const place[] = {&e->cur.at, &e->cur.anchor, &e->top.at};

	for (size_t i = 0; i < sizeof place / sizeof place[0]; i++)
		if (*place[i] >= e->body)
			*place[i] += body - e->body;
	e->body = body;
}

/* A phrase chosen on another screen is put in at the cursor. */
static struct outcome back(void *state, const struct outcome *answer)
{
	struct edit *e = state;
	struct edit_ctx ctx = edit_ctx(e);
	struct err err = ERR_INIT;
	enum unit_kind kind;

	follow_body(e);
	session_refresh_state(e->s);
	/* a rule may have been turned off, a word learnt */
	e->counted_rev = e->noted_rev = (uint64_t)-1;
	kind = unit_at(edit_bytes(e), e->cur.at).kind;
	/* a phrase is no part of a heading: below it */
	if (answer->text && *answer->text && (kind == UNIT_ITEM || kind == UNIT_META))
		edit_say(e, edit_enter(&ctx, &err), &err);
	if (answer->text && *answer->text)
		edit_say(e, refuse(e, &err) ? -1 : edit_paste_own(&ctx, span_of(answer->text), &err), &err);
	e->follow = true;
	return outcome_stay();
}

static void close_edit(void *state)
{
	struct edit *e = state;

	for (size_t i = 0; i < e->noutline; i++)
		free(e->outline[i].title);
	free(e->outline);
	str_release(&e->drawn.title);
	str_release(&e->drawn.status);
	free(e->drawn.row);
	view_release(&e->view);
	prompt_release(&e->prompt);
	str_release(&e->clip_source);
	str_release(&e->clip_plain);
	str_release(&e->needle);
	str_release(&e->replacement);
	str_release(&e->word);
	strlist_release(&e->suggestion);
	spell_hits_release(&e->hits);
	language_release(&e->found);
	if (e->has_here)
		language_drop(&e->here);
	free(e->carried.v);
	free(e->known.v);
	free(e);
}

/* Ready to write at once: after the first heading that waits for text, else the first place. */
static size_t first_place(struct span s)
{
	return place_snap(s, unit_body(s));
}

static const struct screen_ops ops = {
	.name = "Redigera",
	.commands = edit_command_table,
	.guards = edit_guard_table,
	.draw = edit_draw,
	.first = first,
	.event = event,
	.have = have,
	.tick = tick,
	.idle = edit_idle,
	.back = back,
	.close = close_edit,
	.adds = true,
	.bar = true,
};

struct screen edit_new(struct services *sv)
{
	struct edit *e = mem_alloc(sizeof *e);

	e->sv = sv;
	e->s = sv->session;
	e->want_col = -1;
	e->follow = true;
	e->show_outline = true;
	e->aids = settings_on(TYPING_KEY, true);
	e->outline_rev = e->counted_rev = (uint64_t)-1;
	e->ahead_of = e->here_at = e->word_back = (size_t)-1;
	e->noted_rev = e->gavel_rev = (uint64_t)-1;
	e->marks_rev = doc_rev(e->s->doc);
	e->marks_n = edit_bytes(e).n;
	e->changed_rev = doc_rev(e->s->doc);
	e->changed_ms = clock_monotonic_ms();
	e->cur.at = e->cur.anchor = first_place(edit_bytes(e));
	e->top.at = e->body = unit_body(edit_bytes(e));
	e->left_item = edit_item(e);
	return (struct screen){&ops, e};
}
