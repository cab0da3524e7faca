/* place: see place.h. The one file that decides what of the source is hidden. */
#include "screens/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "doc/gavel.h"
#include "doc/inline.h"
#include "ui/theme.h"

static struct place_cell *add(struct place_cells *c, size_t at, size_t n, struct span glyph, unsigned style)
{
	struct place_cell *cell;

	c->v = mem_grow(c->v, c->n, &c->cap, sizeof *c->v);
	cell = &c->v[c->n++];
	*cell = (struct place_cell){.at = at, .n = n, .glyph = glyph, .style = style};
	return cell;
}

static void add_fixed(struct place_cells *c, size_t at, struct span glyphs, unsigned style)
{
	for (size_t i = 0; i < glyphs.n;) {
		size_t next = u8_next(glyphs.p, glyphs.n, i);

		add(c, at, 0, span_sub(glyphs, i, next - i), style)->fixed = true;
		i = next;
	}
}

/* A newline inside running text, with the blanks or "> " that begin the next line. */
static size_t joint(struct span s, const struct unit *u, size_t at)
{
	size_t end = at + 1;

	if (u->kind == UNIT_QUOTE && end < u->text_end && s.p[end] == '>')
		end++;
	while (end < u->text_end && s.p[end] == ' ')
		end++;
	return end - at;
}

static bool no_break(struct span glyph)
{
	return span_is(glyph, "\xC2\xA0") || span_is(glyph, "\xE2\x80\xAF");
}

static void add_text(struct place_cells *c, struct span s, const struct unit *u, struct range r, unsigned style)
{
	size_t end = r.at + r.n;

	for (size_t i = r.at; i < end;) {
		size_t next;

		if (s.p[i] == '\n') {
			next = i + joint(s, u, i);
			add(c, i, next - i, SPAN_LIT(" "), style);
		} else {
			struct span glyph;
			bool glue;

			next = u8_next(s.p, end, i);
			glyph = span_sub(s, i, next - i);
			glue = no_break(glyph);
			add(c, i, next - i, glue ? SPAN_LIT(" ") : glyph, style)->glue = glue;
		}
		i = next;
	}
}

static unsigned marks_of(unsigned inline_style)
{
	return (inline_style & INLINE_BOLD ? MARK_STRONG : 0U) | (inline_style & INLINE_ITALIC ? MARK_EM : 0U);
}

/* The yrkande's first line "Y1 tillägg, namn:" stands on a row of its own. */
static void break_after_lead(struct place_cells *c, struct span s, const struct unit *u)
{
	if (u->kind != UNIT_LIST || u->text + 2 >= u->text_end || s.p[u->text] != 'Y' ||
		s.p[u->text + 1] < '0' || s.p[u->text + 1] > '9')
		return;
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].n && s.p[c->v[i].at] == '\n') {
			c->v[i].brk = i > 0 && s.p[c->v[i - 1].at] == ':';
			return;
		}
}

static void add_inline(struct place_cells *c, struct span s, const struct unit *u, unsigned role)
{
	struct inline_runs runs = {NULL, 0, 0};
	struct span text = span_sub(s, u->text, u->text_end - u->text);
	bool escaped = false;

	inline_parse(&runs, text);
	for (size_t i = 0; i < runs.n; i++) {
		const struct inline_run *r = &runs.v[i];
		struct range where = {u->text + r->where.at, r->where.n};
		struct range inner = {u->text + r->inner.at, r->inner.n};
		unsigned style = role | marks_of(r->style);
		size_t from = c->n;

		switch (r->kind) {
		case INLINE_MARK:
			escaped = r->where.n == 1 && s.p[where.at] == '\\';
			continue;
		case INLINE_TEXT:
			add_text(c, s, u, where, style);
			/* the backslash of an escape goes with its character */
			if (escaped && c->n > from && c->v[from].at == where.at) {
				c->v[from].at--;
				c->v[from].n++;
			}
			break;
		case INLINE_GAP:
			add(c, where.at, 2, SPAN_LIT("["), ROLE_GAP)->bracket = true;
			add_text(c, s, u, inner, ROLE_GAP);
			add(c, where.at + where.n - 2, 2, SPAN_LIT("]"), ROLE_GAP)->bracket = true;
			break;
		case INLINE_IMAGE:
			add_text(c, s, u, inner, style | MARK_EM);
			break;
		case INLINE_NOTE:
			add(c, where.at, 2, SPAN_LIT("["), ROLE_DIM);
			add_text(c, s, u, inner, ROLE_DIM);
			add(c, where.at + where.n - 1, 1, SPAN_LIT("]"), ROLE_DIM);
			break;
		case INLINE_COMMENT:
			add_text(c, s, u, inner, ROLE_NOTE);
			break;
		case INLINE_BREAK: {
			size_t nl = where.at + 1;
			size_t n = nl < u->text_end ? 1 + joint(s, u, nl) : 1;

			/* joint() may reach past the run, over the indent of the next line */
			add(c, where.at, n, SPAN_LIT(" "), style)->brk = true;
			break;
		}
		case INLINE_KINDS:
			break;
		}
		escaped = false;
	}
	inline_release(&runs);
	/* blanks that a break or joint already took belong to it alone */
	for (size_t i = 0; i + 1 < c->n;) {
		if (c->v[i].n && !c->v[i + 1].fixed && c->v[i + 1].at < c->v[i].at + c->v[i].n) {
			memmove(&c->v[i + 1], &c->v[i + 2], (c->n - i - 2) * sizeof *c->v);
			c->n--;
		} else {
			i++;
		}
	}
	break_after_lead(c, s, u);
}

static void add_section(struct place_cells *c, struct span s, const struct unit *u)
{
	struct span head = span_sub(s, u->text, u->text_end - u->text), name = head, label, mirror = SPAN_NONE;
	size_t at = span_find(head, " = ", 0);

	if (u->kind == UNIT_MIRROR && at != (size_t)-1) {
		name = span_sub(head, 0, at);
		mirror = span_from(head, at + 3);
	}
	at = span_find(name, " | ", 0);
	if (at != (size_t)-1) {
		label = span_from(name, at + 3);
		name = label;
	}
	add_fixed(c, u->text, name, ROLE_SECTION);
	if (mirror.p) {
		add_fixed(c, u->text, SPAN_LIT("  som "), ROLE_DIM);
		add_fixed(c, u->text, mirror, ROLE_DIM);
	}
}

static const unsigned unit_role[UNIT_KINDS] = {
	[UNIT_ITEM] = ROLE_HEADING,
	[UNIT_META] = ROLE_META,
	[UNIT_SECTION] = ROLE_SECTION,
	[UNIT_MIRROR] = ROLE_SECTION,
	[UNIT_SUB] = ROLE_SECTION,
	[UNIT_PRESENTER] = ROLE_PERSON,
	[UNIT_QUOTE] = ROLE_QUOTE,
	[UNIT_NOTE] = ROLE_DIM,
	[UNIT_COMMENT] = ROLE_NOTE,
};

/* A klubbslag with its sum is struck by a key and not written by hand. */
static bool sealed_meta(struct span s, const struct unit *u)
{
	return u->kind == UNIT_META && gavel_sum_at(span_sub(s, 0, u->text_end), u->at).n > 0;
}

/* The times alone. */
static void add_sealed(struct place_cells *out, struct span s, const struct unit *u)
{
	size_t at = u->at;

	while (at < u->text_end) {
		struct range sum = gavel_sum_at(span_sub(s, 0, u->text_end), at);

		add_fixed(out, u->text, span_sub(s, at, sum.at - at), ROLE_DIM);
		at = sum.at + sum.n;
	}
}

void place_cells(struct span s, const struct unit *u, struct place_cells *out)
{
	unsigned role = unit_role[u->kind];

	out->n = 0;
	switch (u->kind) {
	case UNIT_EMPTY:
	case UNIT_FRONT:
	case UNIT_KINDS:
		break;
	case UNIT_SECTION:
	case UNIT_MIRROR:
		add_section(out, s, u);
		break;
	case UNIT_RULER:
		add_fixed(out, u->at, span_sub(s, u->at, u->text_end - u->at), ROLE_DIM);
		break;
	case UNIT_ITEM:
		add_fixed(out, u->text, span_sub(s, u->at + 2, u->text - u->at - 2), role);
		add_inline(out, s, u, role);
		break;
	case UNIT_META:
		if (sealed_meta(s, u)) {
			add_sealed(out, s, u);
			break;
		}
		add_fixed(out, u->text, span_sub(s, u->at, u->text - u->at), ROLE_DIM);
		add_text(out, s, u, (struct range){u->text, u->text_end - u->text}, role);
		break;
	case UNIT_LIST:
		add_fixed(out, u->text, u->mark.n == 1 ? SPAN_LIT("\xE2\x80\x93") : u->mark, ROLE_LIST_MARK);
		add_fixed(out, u->text, SPAN_LIT(" "), ROLE_NORMAL);
		add_inline(out, s, u, role);
		break;
	case UNIT_TABLE:
	case UNIT_SUB:
	case UNIT_PRESENTER:
	case UNIT_PARA:
	case UNIT_QUOTE:
	case UNIT_NOTE:
	case UNIT_COMMENT:
		add_inline(out, s, u, role);
		break;
	}
}

void place_cells_release(struct place_cells *c)
{
	free(c->v);
	*c = (struct place_cells){NULL, 0, 0};
}

/* ------------------------------------------------------------ empty lines */

struct empty_run place_empty_run(struct span s, const struct unit *u, const struct unit *opt_before)
{
	struct empty_run r = {.n = 1, .index = 0};
	struct unit v = *u, w;

	if (opt_before && opt_before->kind != UNIT_EMPTY) {
		r.has_before = true;
		w = *opt_before;
	} else {
		while ((r.has_before = unit_prev(s, &v, &w)) && w.kind == UNIT_EMPTY) {
			v = w;
			r.n++;
			r.index++;
		}
	}
	r.before = w;
	v = *u;
	while ((r.has_after = unit_next(s, &v, &w)) && w.kind == UNIT_EMPTY) {
		v = w;
		r.n++;
	}
	r.after = w;
	return r;
}

static bool heading(const struct unit *u)
{
	return u->kind == UNIT_SECTION || u->kind == UNIT_ITEM || u->kind == UNIT_META || u->kind == UNIT_MIRROR ||
	       u->kind == UNIT_FRONT;
}

/* Can text go below it: a heading that waits for its text. */
static bool waits(const struct empty_run *r)
{
	if (!r->has_before)
		return true;
	if (r->before.kind == UNIT_SECTION || r->before.kind == UNIT_SUB || r->before.kind == UNIT_PRESENTER)
		return !r->has_after || heading(&r->after) || r->after.kind == UNIT_SUB ||
		       r->after.kind == UNIT_PRESENTER;
	if (r->before.kind == UNIT_ITEM || r->before.kind == UNIT_META)
		return !r->has_after || r->after.kind == UNIT_ITEM;
	if (r->before.kind == UNIT_FRONT)
		return !r->has_after;
	return false;
}

/* Slag is the template's business, set by commands. */
static bool hidden_meta(struct span s, const struct unit *u)
{
	return u->kind == UNIT_META && span_starts(span_from(s, u->at), "Slag: ");
}

bool place_empty_shown(const struct empty_run *r)
{
	if (r->n > 1)
		return r->has_after || r->index + 1 < r->n || r->n == 2;
	if (waits(r))
		return true;
	if (!r->has_after)
		return false;
	return !(r->before.kind == UNIT_SECTION || r->before.kind == UNIT_ITEM || r->before.kind == UNIT_META ||
		 r->before.kind == UNIT_SUB || r->before.kind == UNIT_PRESENTER || r->before.kind == UNIT_FRONT);
}

bool place_empty_stops(const struct empty_run *r)
{
	if (r->n == 1)
		return waits(r);
	if (r->n == 2)
		return r->index == 1;
	return r->index > 0 && r->index + 1 < r->n;
}

bool place_shown(struct span s, const struct unit *u)
{
	struct empty_run r;

	if (u->kind == UNIT_FRONT || hidden_meta(s, u))
		return false;
	if (u->kind != UNIT_EMPTY)
		return true;
	r = place_empty_run(s, u, NULL);
	return place_empty_shown(&r);
}

bool place_stops(struct span s, const struct unit *u)
{
	struct empty_run r;

	if (u->kind != UNIT_EMPTY)
		return !unit_fixed(u->kind) && !hidden_meta(s, u) && !sealed_meta(s, u);
	r = place_empty_run(s, u, NULL);
	return place_empty_stops(&r);
}

/* ----------------------------------------------------------------- places */

size_t place_first(struct span s, const struct unit *u)
{
	struct place_cells c = {NULL, 0, 0};
	size_t at = u->text;

	if (u->kind == UNIT_EMPTY || u->kind == UNIT_MIRROR)
		return u->text;
	place_cells(s, u, &c);
	for (size_t i = 0; i < c.n; i++)
		if (!c.v[i].fixed) {
			at = c.v[i].at;
			break;
		}
	place_cells_release(&c);
	return at;
}

size_t place_last(struct span s, const struct unit *u)
{
	(void)s;
	return u->kind == UNIT_EMPTY || u->kind == UNIT_MIRROR ? u->text : u->text_end;
}

/* The places of a unit round `at`: the last before it, the first at or after. */
static void around(struct span s, const struct unit *u, size_t at, size_t *before, size_t *from)
{
	struct place_cells c = {NULL, 0, 0};

	*before = *from = (size_t)-1;
	if (u->kind == UNIT_MIRROR || u->kind == UNIT_EMPTY) {
		*(u->text < at ? before : from) = u->text;
		return;
	}
	place_cells(s, u, &c);
	for (size_t i = 0; i < c.n; i++) {
		if (c.v[i].fixed)
			continue;
		if (c.v[i].at < at) {
			*before = c.v[i].at;
		} else {
			*from = c.v[i].at;
			break;
		}
	}
	if (*from == (size_t)-1) {
		if (u->text_end < at)
			*before = u->text_end;
		else
			*from = u->text_end;
	}
	place_cells_release(&c);
}

size_t place_next(struct span s, size_t at)
{
	struct unit u = unit_at(s, at), v;
	size_t before, from;

	if (place_stops(s, &u)) {
		around(s, &u, at + 1, &before, &from);
		if (from != (size_t)-1)
			return from;
	}
	while (unit_next(s, &u, &v)) {
		u = v;
		if (place_stops(s, &u))
			return place_first(s, &u);
	}
	return at;
}

size_t place_prev(struct span s, size_t at)
{
	struct unit u = unit_at(s, at), v;
	size_t before, from;

	if (place_stops(s, &u)) {
		around(s, &u, at, &before, &from);
		if (before != (size_t)-1)
			return before;
	}
	while (unit_prev(s, &u, &v)) {
		u = v;
		if (place_stops(s, &u))
			return place_last(s, &u);
	}
	return at;
}

size_t place_snap(struct span s, size_t at)
{
	struct unit u = unit_at(s, at);
	size_t before, from, other;

	/* where most is typed; a unit's end is a place whatever its marks are */
	if (at == u.text_end && u.kind != UNIT_EMPTY && u.kind != UNIT_MIRROR && place_stops(s, &u))
		return at;
	if (place_stops(s, &u)) {
		around(s, &u, at, &before, &from);
		return from != (size_t)-1 ? from : before;
	}
	other = place_next(s, at);
	return other != at ? other : place_prev(s, at);
}

bool place_cell_before(struct span s, size_t at, struct range *out)
{
	struct unit u = unit_at(s, at);
	struct place_cells c = {NULL, 0, 0};
	bool hit = false;

	place_cells(s, &u, &c);
	for (size_t i = 0; i < c.n && c.v[i].at < at; i++) {
		if (c.v[i].fixed)
			continue;
		*out = (struct range){c.v[i].at, c.v[i].n};
		hit = true;
	}
	place_cells_release(&c);
	return hit;
}

bool place_cell_at(struct span s, size_t at, struct range *out)
{
	struct unit u = unit_at(s, at);
	struct place_cells c = {NULL, 0, 0};
	bool hit = false;

	place_cells(s, &u, &c);
	for (size_t i = 0; i < c.n && !hit; i++) {
		if (c.v[i].fixed || c.v[i].at < at)
			continue;
		*out = (struct range){c.v[i].at, c.v[i].n};
		hit = true;
	}
	place_cells_release(&c);
	return hit;
}
