/* compose: a draft and a style to blocks: front page, contents, §§ with their
 * sections in the style's order, signatures. It knows no page and no file. */
#include "out/compose.h"

#include <stdlib.h>

#include "base/u8.h"
#include "out/markup.h"

/* ------------------------------------------------------------- templates */

/* A template file of the style as blocks. */
static void put_file(struct compose *c, const char *name, enum out_role role)
{
	struct str text = STR_INIT;
	struct span src;
	const char *path = name;

	if (style_file(c->style, name, &src, &path) &&
	        style_render(c->style, name, c->fields, &text, c->remarks))
		markup_blocks(c->out, str_span(&text), role, path, c->remarks);
	str_release(&text);
}

static bool wants(const struct compose *c, const char *key, const char *value)
{
	return span_is(style_get(c->style, key), value);
}

static void page_break(struct compose *c)
{
	if (c->out->n && c->out->v[c->out->n - 1].kind != OUT_BREAK)
		out_add(c->out, OUT_BREAK, ROLE_NONE);
}

static void put_contents(struct compose *c)
{
	struct str t = STR_INIT;
	struct runs runs;
	struct out_block *o;

	if (!c->p->nitems || wants(c, "innehall.form", "nej") ||
	        !style_get(c->style, "innehall.form").n)
		return;
	style_line(c->style, "innehall.rubrik", c->meeting, &t, c->remarks);
	if (t.len) {
		runs = runs_plain(c->out, str_span(&t));
		o = out_add(c->out, OUT_HEAD, ROLE_SECTION);
		o->runs = runs;
		o->level = 2;
		o->keep_next = true;
	}
	out_add(c->out, OUT_TOC, ROLE_NONE);
	if (style_yes(c->style, "innehall.egen-sida"))
		page_break(c);
	str_release(&t);
}

/* ------------------------------------------------------------- sections */

static void put_label(struct compose *c, struct span label, bool marks)
{
	struct runs runs;
	struct out_block *o;

	if (!span_trim(label).n)
		return;
	runs = marks ? runs_parse(c->out, label) : runs_plain(c->out, label);
	o = out_add(c->out, OUT_HEAD, ROLE_SECTION);
	o->runs = runs;
	o->level = 3;
	o->keep_next = true;
	o->item_nr = c->item ? c->item->nr : 0;
}

static void put_kind_label(struct compose *c, enum section_kind k)
{
	struct str t = STR_INIT;

	style_label(c->style, k, c->item->slag, c->fields, &t, c->remarks);
	put_label(c, str_span(&t), false);
	str_release(&t);
}

static void each_block(void *ctx, const struct block *b)
{
	compose_block(ctx, b);
}

static void put_content(struct compose *c, const struct section *s)
{
	if (s->mirror.p)
		section_each_block(c->item, s, each_block, c);
	else if (s->kind == SECTION_OMROSTNING)
		compose_vote(c, s);
	else if (s->kind == SECTION_RESERVATION)
		compose_reservations(c, s);
	else if (s->kind == SECTION_YRKANDEN)
		compose_yrkanden(c);
	else
		compose_blocks(c, s->block, s->nblocks);
}

void compose_section(struct compose *c, const struct section *s)
{
	size_t before = c->out->n, label_end;

	c->section = s->kind == SECTION_FREE ? style_section(c->style, s->name) : s->kind;
	if (s->label.p)
		put_label(c, s->label, true);
	else if (c->section == SECTION_FREE)
		put_label(c, s->name, true);
	else
		put_kind_label(c, c->section);
	label_end = c->out->n;
	put_content(c, s);
	if (c->out->n == label_end)
		c->out->n = before; /* a heading with nothing under it is not printed */
	c->section = SECTION_FREE;
}

static bool is_kind(const struct compose *c, const struct section *s, enum section_kind k)
{
	return (s->kind == SECTION_FREE ? style_section(c->style, s->name) : s->kind) == k;
}

/* Free sections stand after the one they follow in the draft. */
static void put_free_after(struct compose *c, size_t i)
{
	const struct item *it = c->item;

	for (; i < it->nsections && is_kind(c, &it->section[i], SECTION_FREE); i++)
		compose_section(c, &it->section[i]);
}

static bool ordered(const enum section_kind *order, size_t n, enum section_kind k)
{
	for (size_t i = 0; i < n; i++)
		if (order[i] == k)
			return true;
	return false;
}

/* The yrkanden of a style that does not order them: at the end of behandling,
 * under its label also when there is no other text. */
static void put_behandling_end(struct compose *c, bool has_section)
{
	size_t before = c->out->n, label_end;

	if (!compose_has_yrkanden(c->item))
		return;
	c->section = SECTION_BEHANDLING;
	if (!has_section)
		put_kind_label(c, SECTION_BEHANDLING);
	label_end = c->out->n;
	compose_yrkanden(c);
	if (c->out->n == label_end)
		c->out->n = before;
	c->section = SECTION_FREE;
}

static void put_sections(struct compose *c)
{
	const struct item *it = c->item;
	enum section_kind order[SECTIONS];
	size_t n = style_order(c->style, order);
	bool inline_yrkanden = !ordered(order, n, SECTION_YRKANDEN);

	put_free_after(c, 0);
	for (size_t k = 0; k < n; k++) {
		bool printed = false;

		for (size_t i = 0; i < it->nsections; i++) {
			size_t before = c->out->n;

			if (!is_kind(c, &it->section[i], order[k]))
				continue;
			compose_section(c, &it->section[i]);
			printed = printed || c->out->n > before;
			if (order[k] == SECTION_BEHANDLING && inline_yrkanden)
				put_behandling_end(c, c->out->n > before);
			put_free_after(c, i + 1);
		}
		if (order[k] == SECTION_BEHANDLING && inline_yrkanden && !printed)
			put_behandling_end(c, false);
		if (order[k] == SECTION_BEHANDLING && inline_yrkanden)
			for (size_t i = 0; i < it->nsections; i++)
				if (it->section[i].kind == SECTION_YRKANDEN)
					put_free_after(c, i + 1);
	}
}

/* ------------------------------------------------------------- §§ */

static const char *heading_key(const struct compose *c)
{
	switch (c->p->typ) {
	case TYP_SAMMANFATTNING:
		return "sammanfattning.amne";
	case TYP_MOTIONSSVAR:
		return "motionssvar.punkt";
	default:
		return "paragraf.rubrik";
	}
}

static struct span kept(struct compose *c, struct str *s)
{
	struct span text = span_make(arena_dup(&c->out->arena, str_c(s), s->len), s->len);

	str_clear(s);
	return text;
}

static void put_heading(struct compose *c)
{
	struct str t = STR_INIT, lines = STR_INIT;
	struct span rest, line;
	struct out_block *o;
	struct runs runs;

	style_line(c->style, heading_key(c), c->fields, &t, c->remarks);
	rest = str_span(&t);
	while (rest.n && span_line(&rest, &line))
		if (span_trim(line).n)
			str_addf(
			        &lines, "%s%.*s", lines.len ? "\n" : "", SPAN_FMT(span_trim(line)));
	runs = runs_plain(c->out, str_span(&lines));
	str_clear(&t);
	style_line(c->style, "innehall.rad", c->fields, &t, c->remarks);
	o = out_add(c->out, OUT_HEAD, ROLE_ITEM);
	o->runs = runs;
	o->level = 2;
	o->keep_next = true;
	o->in_toc = true;
	o->item_nr = c->item->nr;
	o->line = c->item->line;
	o->toc = kept(c, &t);
	str_clear(&t);
	if (c->p->typ == TYP_PROTOKOLL || c->p->typ == TYP_UNKNOWN)
		style_line(c->style, "paragraf.under", c->fields, &t, c->remarks);
	rest = str_span(&t);
	while (rest.n && span_line(&rest, &line))
		if (span_trim(line).n) {
			runs = runs_plain(c->out, span_trim(line));
			o = out_add(c->out, OUT_PARA, ROLE_DNR);
			o->runs = runs;
			o->tight = true;
			o->keep_next = true;
			o->item_nr = c->item->nr;
		}
	str_release(&t);
	str_release(&lines);
}

static void put_notes(struct compose *c)
{
	for (size_t i = 0; i < c->nnotes; i++) {
		const struct block *b = c->note[i];
		struct str t = STR_INIT;
		struct runs runs;
		struct out_block *o;

		for (size_t k = 0; k < b->ntext; k++)
			str_addf(&t, "%s%.*s", k ? " " : "", SPAN_FMT(b->text[k]));
		runs = runs_parse(c->out, str_span(&t));
		str_clear(&t);
		str_addf(&t, "[%.*s]", SPAN_FMT(b->label));
		o = out_add(c->out, OUT_PARA, ROLE_NOTE);
		o->runs = runs;
		o->mark = kept(c, &t);
		o->item_nr = c->item ? c->item->nr : 0;
		str_release(&t);
	}
	c->nnotes = 0;
}

/* A whole-document section of a motionssvar: its label runs in. */
static void put_whole(struct compose *c)
{
	const struct item *it = c->item;
	struct str t = STR_INIT;
	char *key = str_format("motionssvar.etikett.%s", section_slag(it->whole));
	struct runs runs;
	struct out_block *o;
	size_t first;

	if (style_get(c->style, key).p)
		style_line(c->style, key, c->fields, &t, c->remarks);
	else
		style_label(c->style, it->whole, SLAG_BESLUT, c->fields, &t, c->remarks);
	free(key);
	c->section = it->whole;
	if (t.len)
		str_addc(&t, ' ');
	runs = runs_plain(c->out, str_span(&t));
	for (size_t i = 0; i < runs.n; i++)
		runs.v[i].flags |= RUN_BOLD;
	if (runs.n && (!it->nblocks || it->block[0].kind != BLOCK_PARA)) {
		o = out_add(c->out, OUT_PARA, ROLE_LABEL);
		o->runs = runs;
		o->keep_next = true;
		runs.n = 0;
	}
	first = c->out->n;
	compose_blocks(c, it->block, it->nblocks);
	if (runs.n && c->out->n > first) {
		runs_append(c->out, &runs, c->out->v[first].runs);
		c->out->v[first].runs = runs;
	}
	put_sections(c);
	c->section = SECTION_FREE;
	str_release(&t);
}

static void put_item(struct compose *c, const struct item *it)
{
	struct str t = STR_INIT;
	struct span rest, line;

	c->item = it;
	c->fields = fields_item(&c->arena, c->meeting, it);
	if (it->whole != SECTION_FREE) {
		put_whole(c);
	} else {
		put_heading(c);
		compose_blocks(c, it->block, it->nblocks);
		put_sections(c);
		style_line(c->style, "paragraf.slut", c->fields, &t, c->remarks);
		rest = str_span(&t);
		while (rest.n && span_line(&rest, &line))
			compose_line(c, line, ROLE_NONE, false);
		compose_corrected(c, it->nr);
	}
	put_notes(c);
	c->item = NULL;
	c->fields = c->meeting;
	str_release(&t);
}

static int put_items(struct compose *c, int only_nr, struct err *err)
{
	bool own_page = c->p->typ != TYP_SAMMANFATTNING && c->p->typ != TYP_MOTIONSSVAR &&
	                style_yes(c->style, "paragraf.egen-sida");
	bool found = false;

	for (size_t i = 0; i < c->p->nitems; i++) {
		if (only_nr && c->p->item[i].nr != only_nr)
			continue;
		if (!only_nr && c->p->item[i].nr)
			compose_elsewhere(c, c->p->item[i].nr);
		if (own_page && (found || !only_nr))
			page_break(c);
		put_item(c, &c->p->item[i]);
		found = true;
	}
	if (only_nr && !found)
		return err_set(err, ERR_NOT_FOUND, "§ %d finns inte: protokollet har §§ %d–%d",
		        only_nr, c->p->first, c->p->last);
	if (!only_nr)
		compose_elsewhere(c, 0);
	return 0;
}

/* ------------------------------------------------------------- documents */

static void put_introduction(struct compose *c)
{
	compose_blocks(c, c->p->block, c->p->nblocks);
	put_notes(c);
}

static int put_protocol(struct compose *c, int only_nr, struct err *err)
{
	if (only_nr) {
		put_file(c, "utdrag.mall", ROLE_FRONT);
		return put_items(c, only_nr, err);
	}
	put_file(c, "framsida.mall", ROLE_FRONT);
	if (style_yes(c->style, "framsida.egen-sida"))
		page_break(c);
	put_contents(c);
	put_file(c, "forinformation.mall", ROLE_NONE);
	put_introduction(c);
	if (put_items(c, 0, err) < 0)
		return -1;
	if (wants(c, "underskrift.plats", "egen-sida"))
		page_break(c);
	if (wants(c, "underskrift.plats", "egen-sida") || wants(c, "underskrift.plats", "slut"))
		put_file(c, "underskrift.mall", ROLE_SIGN);
	return 0;
}

int out_compose(const struct protocol *p, const struct style *s, const struct out_options *o,
        struct out_blocks *out, struct remarks *remarks, struct err *err)
{
	struct compose c = {
	        .p = p, .style = s, .out = out, .remarks = remarks, .section = SECTION_FREE, .options = o};
	int rc;

	c.meeting = fields_meeting(&c.arena, s, p, remarks);
	value_set_bool(&c.arena, c.meeting, "utkast", o && o->draft);
	c.fields = c.meeting;
	if (p->typ == TYP_SAMMANFATTNING || p->typ == TYP_MOTIONSSVAR) {
		put_file(&c, p->typ == TYP_MOTIONSSVAR ? "motionssvar.mall" : "sammanfattning.mall",
		        ROLE_FRONT);
		put_introduction(&c);
		rc = put_items(&c, o ? o->only_nr : 0, err);
	} else {
		rc = put_protocol(&c, o ? o->only_nr : 0, err);
		compose_corrections(&c);
	}
	while (out->n && out->v[out->n - 1].kind == OUT_BREAK)
		out->n--;
	free(c.note);
	arena_release(&c.arena);
	return rc;
}
