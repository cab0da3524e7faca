/* numbering: see numbering.h. All edits are found in one parsed view and made
 * from the end to the beginning, so that no place moves before its turn. */
#include "doc/numbering.h"

#include "doc/refs.h"
#include "doc/vec.h"

struct edit {
	size_t at, del;
	struct span ins; /* in the arena */
};

struct work {
	const struct protocol *p;
	const struct renumber *r;
	int *to;            /* new number of each item, 0: has none */
	struct vec edits;
	struct arena arena;
};

static void find_numbers(const struct protocol *p, const struct renumber *r, int *to)
{
	int nr = r->first;

	for (size_t i = 0; i < p->nitems; i++) {
		if (!p->item[i].nr)
			continue;
		if (!nr)
			nr = p->item[i].nr;
		to[i] = nr++;
	}
}

bool numbering_moves(const struct protocol *p, const struct renumber *r)
{
	int *to = mem_array(p->nitems, sizeof *to);
	bool moves = false;

	find_numbers(p, r, to);
	for (size_t i = 0; i < p->nitems; i++)
		moves = moves || ((int)i != r->fresh && to[i] != p->item[i].nr);
	free(to);
	return moves;
}

static void add_edit(struct work *w, struct range at, const char *ins, size_t n)
{
	struct edit *e = vec_push(&w->edits);

	*e = (struct edit){at.at, at.n, span_make(arena_dup(&w->arena, ins, n), n)};
}

static void add_number(struct work *w, struct range at, int nr)
{
	char buf[32];
	int n = snprintf(buf, sizeof buf, nr > 0 ? "%d" : "[[%d]]", nr > 0 ? nr : -nr);

	add_edit(w, at, buf, (size_t)n);
}

/* The new number of an old one: the same when no item had it, negative when
 * its item is gone. */
static int new_number(const struct work *w, int nr)
{
	for (size_t i = 0; i < w->p->nitems; i++)
		if (w->p->item[i].nr == nr && (int)i != w->r->fresh)
			return w->to[i];
	return nr == w->r->removed ? -nr : nr;
}

/* ---------------------------------------------------------------- headings and text */

static void edit_head(struct work *w, size_t i)
{
	const struct item *it = &w->p->item[i];
	struct span head = span_sub(w->p->src, it->head.at, it->head.n);
	size_t at = 0, n = 0;

	if (!it->nr || it->nr == w->to[i])
		return;
	while (at < head.n && !(head.p[at] >= '0' && head.p[at] <= '9'))
		at++;
	while (at + n < head.n && head.p[at + n] >= '0' && head.p[at + n] <= '9')
		n++;
	add_number(w, (struct range){it->head.at + at, n}, w->to[i]);
}

static void edit_text(struct work *w, struct span s)
{
	struct refs refs = {NULL, 0, 0};
	const char *src = w->p->src.p;

	/* a text the parser made is no place in the source */
	if (!s.n || s.p < src || s.p >= src + w->p->src.n)
		return;
	refs_find(&refs, s, (size_t)(s.p - src));
	for (size_t i = 0; i < refs.n; i++) {
		int nr = refs.v[i].other ? refs.v[i].nr : new_number(w, refs.v[i].nr);

		if (nr != refs.v[i].nr)
			add_number(w, refs.v[i].where, nr);
	}
	refs_release(&refs);
}

/* A quotation is somebody else's text. */
static void edit_blocks(struct work *w, const struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (b[i].kind == BLOCK_QUOTE)
			continue;
		for (size_t k = 0; k < b[i].ntext; k++)
			edit_text(w, b[i].text[k]);
		for (size_t k = 0; k < b[i].rows * b[i].cols; k++)
			edit_text(w, b[i].cell[k]);
		edit_text(w, b[i].kind == BLOCK_SUB ? b[i].title : SPAN_NONE);
	}
}

/* ---------------------------------------------------------------- attendance */

static bool was_there(const struct work *w, const struct person *x, size_t i)
{
	const struct protocol *p = w->p;

	if ((int)i != w->r->fresh)
		return p->item[i].nr && person_present(x, p->item[i].nr);
	return i > 0 && i + 1 < p->nitems && person_present(x, p->item[i - 1].nr) &&
		person_present(x, p->item[i + 1].nr);
}

static struct para_range *new_ranges(struct work *w, const struct person *x, size_t *n)
{
	struct vec found = VEC(struct para_range);

	for (size_t i = 0; i < w->p->nitems; i++) {
		struct para_range *last = found.n ? vec_at(&found, found.n - 1) : NULL;

		if (!w->to[i] || !was_there(w, x, i))
			continue;
		if (last && last->to == w->to[i] - 1)
			last->to = w->to[i];
		else
			*(struct para_range *)vec_push(&found) = (struct para_range){w->to[i], w->to[i]};
	}
	*n = found.n;
	return vec_take(&found, &w->arena);
}

/* The role with the new numbers of its own range. */
static void edit_led(struct work *w, const struct person *x, struct person *now)
{
	struct person led = {.range = x->led, .nrange = x->nled}, to = {0};
	struct str role = STR_INIT;

	to.range = new_ranges(w, &led, &to.nrange);
	if (to.nrange) {
		str_addspan(&role, x->office);
		str_adds(&role, x->office.n ? ", ordförande" : "ordförande");
		person_add_ranges(&role, &to);
		*(x->role.p ? &now->role : &now->title) = span_make(arena_dup(&w->arena, role.buf, role.len), role.len);
	}
	str_release(&role);
}

static void edit_person(struct work *w, const struct person *x)
{
	struct str before = STR_INIT, after = STR_INIT, value = STR_INIT;
	struct person now = *x;

	if (!x->nrange && !x->njav && !x->nled)
		return;
	if (x->nled)
		edit_led(w, x, &now);
	/* without a range the whole meeting, as before */
	now.range = x->nrange ? new_ranges(w, x, &now.nrange) : NULL;
	/* only at an item that is gone: the line stays, and is a finding */
	if (!now.nrange) {
		now.range = x->range;
		now.nrange = x->nrange;
	}
	now.jav = x->njav ? arena_alloc(&w->arena, x->njav * sizeof *now.jav) : NULL;
	for (size_t i = 0; i < x->njav; i++) {
		int nr = new_number(w, x->jav[i]);

		now.jav[i] = nr > 0 ? nr : x->jav[i];
	}
	person_write(&before, x);
	person_write(&after, &now);
	if (!span_eq(str_span(&before), str_span(&after))) {
		front_add_value(&value, str_span(&after));
		add_edit(w, x->where, value.buf, value.len);
	}
	str_release(&before);
	str_release(&after);
	str_release(&value);
}

static void edit_extra(struct work *w)
{
	const struct front_field *f = front_field(&w->p->front, FRONT_EXTRA);
	struct str s = STR_INIT;
	bool changed = false;

	for (size_t i = 0; i < w->p->nextra; i++) {
		int nr = new_number(w, w->p->extra[i]);

		changed = changed || nr != w->p->extra[i];
		if (nr > 0)
			str_addf(&s, "%s%d", s.len ? ", " : "", nr);
	}
	if (f && f->n == 1 && changed && s.len)
		add_edit(w, f->value[0].where, s.buf, s.len);
	str_release(&s);
}

static void edit_front(struct work *w)
{
	const struct front_field *f = front_field(&w->p->front, FRONT_AJOURNERINGAR);

	for (size_t i = 0; f && i < f->n; i++)
		edit_text(w, span_sub(w->p->src, f->value[i].where.at, f->value[i].where.n));
	for (size_t i = 0; i < w->p->npersons; i++)
		edit_person(w, &w->p->person[i]);
	edit_extra(w);
}

/* ---------------------------------------------------------------- the whole */

static int from_the_end(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;

	return x->at > y->at ? -1 : x->at < y->at;
}

int numbering_apply(struct doc *d, const struct renumber *r, struct err *err)
{
	const struct protocol *p = doc_protocol(d);
	struct work w = {.p = p, .r = r, .edits = VEC(struct edit)};
	int rc = 0;

	w.to = mem_array(p->nitems, sizeof *w.to);
	find_numbers(p, r, w.to);
	edit_front(&w);
	edit_blocks(&w, p->block, p->nblocks);
	for (size_t i = 0; i < p->nitems; i++) {
		edit_head(&w, i);
		edit_text(&w, p->item[i].title);
		edit_blocks(&w, p->item[i].block, p->item[i].nblocks);
		for (size_t k = 0; k < p->item[i].nsections; k++)
			edit_blocks(&w, p->item[i].section[k].block, p->item[i].section[k].nblocks);
	}
	if (w.edits.n)
		qsort(w.edits.p, w.edits.n, w.edits.size, from_the_end);
	for (size_t i = 0; i < w.edits.n && rc == 0; i++) {
		const struct edit *e = vec_at(&w.edits, i);

		rc = doc_edit(d, e->at, e->del, e->ins, err);
	}
	free(w.to);
	vec_release(&w.edits);
	arena_release(&w.arena);
	return rc;
}
