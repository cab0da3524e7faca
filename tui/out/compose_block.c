/* compose_block: the text of a draft, block by block. */
#include <stdlib.h>

#include "base/u8.h"
#include "out/compose.h"

struct span compose_mark(const struct compose *c, int level)
{
	struct span v = SPAN_NONE;

	if (level <= 0 && c->section < SECTIONS)
		v = style_getf(c->style, "lista.%s", section_slag(c->section));
	if (!v.p && level > 0)
		v = style_get(c->style, "lista.punkt.2");
	if (!v.p)
		v = style_get(c->style, "lista.punkt");
	if (!v.p)
		return SPAN_LIT("-");
	return span_is(v, "ingen") || span_is(v, "stycken") ? SPAN_LIT("") : v;
}

/* Items that are paragraphs of their own, with an empty line between. */
static bool loose(const struct compose *c)
{
	return c->section < SECTIONS &&
	       span_is(style_getf(c->style, "lista.%s", section_slag(c->section)), "stycken");
}

/* The lines of a paragraph run on; a "\" at the end of one is kept for inline. */
static struct runs joined(struct compose *c, const struct span *line, size_t n)
{
	struct str s = STR_INIT;
	struct runs r;

	for (size_t i = 0; i < n; i++) {
		if (i)
			str_addc(&s, '\n');
		str_addspan(&s, line[i]);
	}
	r = runs_parse(c->out, s.buf ? str_span(&s) : SPAN_LIT(""));
	str_release(&s);
	return r;
}

static bool blank(struct runs r)
{
	for (size_t i = 0; i < r.n; i++)
		if (span_trim(r.v[i].text).n)
			return false;
	return true;
}

static enum out_role role_of(const struct compose *c)
{
	switch ((int)c->section) {
	case SECTION_BESLUT:
		return ROLE_BESLUT;
	case SECTION_FORSLAG:
		return ROLE_FORSLAG;
	case SECTION_RESERVATION:
		return ROLE_RESERVATION;
	default:
		return ROLE_NONE;
	}
}

static struct out_block *add(
        struct compose *c, enum out_block_kind kind, enum out_role role, const struct block *b)
{
	struct out_block *o = out_add(c->out, kind, role);

	o->item_nr = c->item ? c->item->nr : 0;
	o->line = b ? b->line : 0;
	return o;
}

static void add_list_item(struct compose *c, const struct block *b)
{
	struct runs runs = joined(c, b->text, b->ntext);
	bool numbered = b->mark.n > 1;
	struct span mark = numbered ? b->mark : compose_mark(c, b->level);
	struct out_block *o = add(c, OUT_ITEM, role_of(c), b);

	o->runs = runs;
	o->level = b->level < 8 ? b->level : 8;
	o->numbered = numbered;
	o->mark = span_make(arena_dup(&c->out->arena, mark.p, mark.n), mark.n);
	o->list_start = b->list_start;
	o->tight = !b->list_start && (numbered || b->level > 0 || !loose(c));
}

static void add_table(struct compose *c, const struct block *b)
{
	size_t n = b->rows * b->cols;
	struct out_cell *cell = arena_alloc(&c->out->arena, (n + 1) * sizeof *cell);
	struct out_block *o;
	bool head = false;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		cell[i].runs = runs_parse(c->out, b->cell[i]);
		head = head || (i < b->cols && !blank(cell[i].runs));
	}
	o = add(c, OUT_TABLE, ROLE_NONE, b);
	o->cell = head ? cell : cell + b->cols;
	o->rows = head ? b->rows : b->rows - 1;
	o->cols = b->cols;
	o->head_row = head;
	o->keep_whole = b->rows <= 13;
}

static void add_presenter(struct compose *c, const struct block *b)
{
	struct value *m = value_map(&c->arena);
	struct str line = STR_INIT;
	struct runs runs;
	struct out_block *o;

	value_set_text(&c->arena, m, "namn", b->name);
	value_set_text(&c->arena, m, "titel", b->title);
	style_line(c->style, "foredragande.rad", m, &line, c->remarks);
	if (span_ends(str_span(&line), ".."))
		str_replace(&line, line.len - 1, 1, "", 0);
	runs = runs_parse(c->out, str_span(&line));
	o = add(c, OUT_PARA, ROLE_PRESENTER, b);
	o->runs = runs;
	o->keep_next = true;
	str_release(&line);
}

static void keep_note(struct compose *c, const struct block *b)
{
	c->note = mem_grow(c->note, c->nnotes, &c->notecap, sizeof *c->note);
	c->note[c->nnotes++] = b;
}

/* A picture alone in a paragraph is a figure. */
static bool add_figure(struct compose *c, const struct block *b, struct runs runs)
{
	struct out_block *o;

	if (b->ntext != 1 || !span_starts(b->text[0], "![") || runs.n != 1 || !runs.v[0].href.n)
		return false;
	o = add(c, OUT_FIGURE, ROLE_NONE, b);
	o->runs = runs;
	o->href = runs.v[0].href;
	return true;
}

void compose_block(struct compose *c, const struct block *b)
{
	struct runs runs;
	struct out_block *o;

	switch (b->kind) {
	case BLOCK_PARA:
	case BLOCK_QUOTE:
		runs = joined(c, b->text, b->ntext);
		if (blank(runs) || (b->kind == BLOCK_PARA && add_figure(c, b, runs)))
			return;
		o = add(c, OUT_PARA, b->kind == BLOCK_QUOTE ? ROLE_QUOTE : role_of(c), b);
		o->runs = runs;
		return;
	case BLOCK_ITEM:
		add_list_item(c, b);
		return;
	case BLOCK_TABLE:
		add_table(c, b);
		return;
	case BLOCK_SUB:
		runs = runs_parse(c->out, b->title);
		if (blank(runs))
			return;
		o = add(c, OUT_HEAD, ROLE_SUB, b);
		o->runs = runs;
		o->level = 4;
		o->keep_next = true;
		return;
	case BLOCK_PRESENTER:
		add_presenter(c, b);
		return;
	case BLOCK_NOTE:
		keep_note(c, b);
		return;
	case BLOCK_COMMENT:
		return;
	}
}

void compose_blocks(struct compose *c, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t before = c->out->n;

		compose_block(c, &b[i]);
		/* A lead ("beslutar att:") is not left alone at the foot of a page. */
		if (i + 1 < n && b[i].kind == BLOCK_PARA && b[i + 1].kind == BLOCK_ITEM &&
		        c->out->n > before)
			c->out->v[c->out->n - 1].keep_next = true;
	}
}

bool compose_line(struct compose *c, struct span text, enum out_role role, bool tight)
{
	struct runs runs = runs_parse(c->out, text);
	struct out_block *o;

	if (blank(runs))
		return false;
	o = add(c, OUT_PARA, role, NULL);
	o->runs = runs;
	o->tight = tight;
	return true;
}

static bool ends_sentence(struct span s)
{
	static const char *const ends[] = {".", "!", "?", ":", ";", ".”", "!”", "?”", ".\""};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends(s, ends[i]))
			return true;
	return false;
}

void compose_phrase(
        struct compose *c, const char *key, const struct value *data, enum out_role role)
{
	struct str text = STR_INIT;
	struct span rest, line;
	bool first = true, in_list = false;

	style_line(c->style, key, data, &text, c->remarks);
	rest = str_span(&text);
	while (rest.n && span_line(&rest, &line)) {
		bool item = span_starts(line, "- ");
		struct str whole = STR_INIT;
		struct out_block *o;
		struct runs runs;

		line = span_trim(item ? span_from(line, 2) : line);
		str_addspan(&whole, line);
		if (line.n && !item && !ends_sentence(line))
			str_addc(&whole, '.');
		runs = runs_parse(c->out, str_span(&whole));
		str_release(&whole);
		if (blank(runs))
			continue;
		o = add(c, item ? OUT_ITEM : OUT_PARA, role, NULL);
		o->runs = runs;
		if (item) {
			struct span mark = compose_mark(c, 0);

			o->mark = span_make(arena_dup(&c->out->arena, mark.p, mark.n), mark.n);
			o->list_start = !in_list;
			o->tight = in_list;
			if (!in_list && !first)
				c->out->v[c->out->n - 2].keep_next = true;
		}
		in_list = item;
		first = false;
	}
	str_release(&text);
}
