/* prompt: see prompt.h. */
#include "ui/prompt.h"

#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "ui/theme.h"

void prompt_release(struct prompt *p)
{
	free(p->question);
	free(p->keys);
	free(p->note);
	lineedit_release(&p->line);
	memset(p, 0, sizeof *p);
}

static void ask(struct prompt *p, int purpose, const char *question)
{
	free(p->question);
	free(p->note);
	p->note = NULL;
	p->question = mem_strdup(question ? question : "");
	p->purpose = purpose;
	free(p->keys);
	p->keys = NULL;
	p->key = 0;
	p->open = true;
	p->fresh = true;
}

void prompt_ask(struct prompt *p, int purpose, const char *question, struct span initial)
{
	/* `initial` may be the text that stands here already */
	struct str copy = STR_INIT;

	str_addspan(&copy, initial);
	ask(p, purpose, question);
	lineedit_set(&p->line, span_make(str_c(&copy), copy.len));
	str_release(&copy);
}

void prompt_ask_key(struct prompt *p, int purpose, const char *question, const char *keys)
{
	ask(p, purpose, question);
	p->keys = mem_strdup(keys);
	lineedit_set(&p->line, SPAN_NONE);
}

void prompt_close(struct prompt *p)
{
	p->open = false;
}

void prompt_note(struct prompt *p, const char *opt_note)
{
	free(p->note);
	p->note = opt_note ? mem_strdup(opt_note) : NULL;
}

struct span prompt_text(const struct prompt *p)
{
	return lineedit_text(&p->line);
}

static enum prompt_result end(struct prompt *p, enum prompt_result how)
{
	p->open = false;
	return how;
}

static bool yes_or_no(const struct prompt *p)
{
	return strcmp(p->keys, "jn") == 0;
}

static enum prompt_result key_answer(struct prompt *p, const struct event *ev)
{
	char text[4];

	if (event_text(ev, text) != 1)
		return PROMPT_OPEN;
	if (text[0] >= 'A' && text[0] <= 'Z')
		text[0] = (char)(text[0] + 'a' - 'A');
	if (!strchr(p->keys, text[0]))
		return PROMPT_OPEN;
	p->key = text[0];
	return end(p, p->key == 'n' && yes_or_no(p) ? PROMPT_CANCEL : PROMPT_DONE);
}

static const struct {
	struct key key;
	enum prompt_result result;
} moves[] = {
	{{K_UP, 0}, PROMPT_UP},
	{{K_F3, KEYMOD_SHIFT}, PROMPT_UP},
	{{K_DOWN, 0}, PROMPT_DOWN},
	{{K_F3, 0}, PROMPT_DOWN},
};

enum prompt_result prompt_event(struct prompt *p, const struct event *ev)
{
	char text[4];

	if (!p->open)
		return PROMPT_IGNORED;
	if (ev->type != EVENT_KEY && ev->type != EVENT_PASTE)
		return PROMPT_IGNORED;
	if (event_is(ev, K_ESC, 0) || event_is(ev, 'c', KEYMOD_CTRL))
		return end(p, PROMPT_CANCEL);
	if (p->keys)
		return key_answer(p, ev);
	if (event_is(ev, K_ENTER, 0))
		return end(p, PROMPT_DONE);
	for (size_t i = 0; ev->type == EVENT_KEY && i < sizeof moves / sizeof moves[0]; i++)
		if (key_eq(moves[i].key, ev->key))
			return moves[i].result;
	if (p->fresh && (ev->type == EVENT_PASTE || event_text(ev, text)))
		lineedit_set(&p->line, SPAN_NONE);
	p->fresh = false;
	return lineedit_event(&p->line, ev) == LINEEDIT_CHANGED ? PROMPT_CHANGED : PROMPT_OPEN;
}

bool prompt_draw(struct prompt *p, struct surface *s, int row)
{
	struct str question = STR_INIT;
	int note = p->note ? surface_width(span_of(p->note)) + 2 : 0, col, least = p->keys ? 1 : 8;

	if (!p->open)
		return false;
	str_addf(&question, " %s", p->question);
	str_adds(&question, !p->keys ? ": " : yes_or_no(p) ? " (j/n) " : "  ");
	surface_fill(s, row, 0, 1, s->cols, ROLE_NORMAL);
	/* the answer is never squeezed out by the question */
	col = surface_width(str_span(&question));
	if (col > s->cols - least)
		col = s->cols > least ? s->cols - least : 0;
	surface_field(s, row, 0, col, str_span(&question), ROLE_LABEL);
	if (col + least + note > s->cols)
		note = 0;
	if (p->keys)
		surface_cursor(s, row, col);
	else
		lineedit_draw(&p->line, s, row, col, s->cols - col - note,
			p->fresh && p->line.text.len ? ROLE_FIELD | MARK_SELECTED : ROLE_FIELD, true);
	if (note)
		surface_right(s, row, s->cols, span_of(p->note), ROLE_DIM);
	str_release(&question);
	return true;
}
