/* lists: the items of one list have one form (S14). Lists that the format rules
 * (yrkanden, reservations, documents) are left alone. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"

/* ------------------------------------------------------- what leads to one */

/* "... beslutar;" before a list wants a colon. */
void line_list_lead(struct check_run *r, const struct check_line *l)
{
	struct span src = r->p->src, s = span_trim(l->text);
	size_t at = l->at + l->text.n, end;

	if (!span_ends(s, ";") || l->heading || l->table || l->list || s.p + s.n != l->text.p + l->text.n)
		return;
	while (at < src.n && src.p[at] == '\n')
		at++;
	for (end = at; end < src.n && src.p[end] >= '0' && src.p[end] <= '9';)
		end++;
	if (span_starts(span_from(src, at), "- ") || (end > at && span_starts(span_from(src, end), ". ")))
		check_mark(r, l, r->row->severity, l->text.n - 1, 1, ":", "Kolon före punktlista.");
}

/* -------------------------------------------------------------- the items */

struct form {
	struct range text;   /* of the draft: from the first letter to the last mark */
	bool att, small, capital;
	char end;            /* '.', ',', ';', ':' or 0: bare */
	bool several;        /* more than one sentence */
};

struct forms {
	struct form *v;
	size_t n, cap;
};

static bool form_of(const struct check_run *r, const struct block *b, struct form *out)
{
	struct span src = r->p->src, first, last;
	int32_t cp = -1;

	if (!b->ntext)
		return false;
	first = b->text[0];
	last = span_trim(b->text[b->ntext - 1]);
	if (!first.n || !last.n || first.p < src.p || last.p < first.p || last.p + last.n > src.p + src.n)
		return false;
	u8_decode(first.p, first.n, &cp);
	*out = (struct form){
		.text = {(size_t)(first.p - src.p), (size_t)(last.p + last.n - first.p)},
		.att = span_starts(first, "att "),
		.small = u8_lower(cp),
		.capital = u8_upper(cp),
		.end = strchr(".,;:!?", last.p[last.n - 1]) ? last.p[last.n - 1] : '\0',
		.several = b->ntext > 1 || span_find(first, ". ", 0) != (size_t)-1,
	};
	/* "... och" and "... samt" before the last one */
	if (span_ends(last, " samt") || span_ends(last, " och") || span_ends(last, "m.m.") || span_ends(last, "m.fl.") ||
		span_ends(last, "osv.") || span_ends(last, "kr."))
		out->end = ',';
	return true;
}

static void mixed_att(struct check_run *r, const struct forms *f)
{
	size_t with = 0;

	for (size_t i = 0; i < f->n; i++)
		with += f->v[i].att;
	if (!with || with == f->n)
		return;
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].att != (with * 2 >= f->n)) {
			check_add(r, f->v[i].text, NULL, "Ge punkterna samma form: alla med ”att” eller ingen.");
			return;
		}
}

/* The only one with a period, or the only one without. */
static void mixed_ends(struct check_run *r, const struct forms *f)
{
	size_t points = 0, bare = 0, at_point = 0, at_bare = 0;
	size_t end;

	for (size_t i = 0; i < f->n; i++) {
		if (f->v[i].end == '.') {
			points++;
			at_point = i;
		} else if (f->v[i].end == '\0') {
			bare++;
			at_bare = i;
		}
	}
	if (!points || !bare || points + bare != f->n || f->n < 3 || (points == 1 && at_point == f->n - 1))
		return;
	if (bare == 1) {
		end = f->v[at_bare].text.at + f->v[at_bare].text.n;
		check_add(r, (struct range){end, 0}, ".", "Ge punkterna samma form: punkt saknas här.");
	} else if (points == 1 && !f->v[at_point].several) {
		end = f->v[at_point].text.at + f->v[at_point].text.n;
		check_add(r, (struct range){end - 1, 1}, "", "Ge punkterna samma form: ingen punkt efter denna.");
	} else {
		check_add(r, f->v[points < bare ? at_point : at_bare].text, NULL,
			"Ge punkterna samma form: punkt efter alla eller ingen.");
	}
}

/* One that begins small among capitals; the other way round it may be a name. */
static void mixed_capitals(struct check_run *r, const struct forms *f)
{
	size_t small = 0, capital = 0, which = 0;
	struct str upper = STR_INIT;
	struct span letter;
	int32_t cp;

	for (size_t i = 0; i < f->n; i++) {
		small += f->v[i].small;
		capital += f->v[i].capital;
		if (f->v[i].small)
			which = i;
	}
	if (small != 1 || capital < 2 || f->v[which].att)
		return;
	letter = span_sub(r->p->src, f->v[which].text.at, f->v[which].text.n);
	letter.n = u8_decode(letter.p, letter.n, &cp);
	u8_add_upper_first(&upper, letter);
	check_add(r, (struct range){f->v[which].text.at, letter.n}, str_c(&upper),
		"Ge punkterna samma form: stor bokstav först.");
	str_release(&upper);
}

static void judge(struct check_run *r, struct forms *f)
{
	if (f->n > 1) {
		mixed_att(r, f);
		mixed_ends(r, f);
		mixed_capitals(r, f);
	}
	f->n = 0;
}

/* Lists inside an item are lists of their own; those of the outer level are read. */
static void lists_of(struct check_run *r, const struct block *b, size_t n, struct forms *f)
{
	for (size_t i = 0; i < n; i++) {
		struct form one;

		if (b[i].kind != BLOCK_ITEM || (b[i].level == 0 && b[i].list_start))
			judge(r, f);
		if (b[i].kind != BLOCK_ITEM || b[i].level > 0 || !form_of(r, &b[i], &one))
			continue;
		f->v = mem_grow(f->v, f->n, &f->cap, sizeof *f->v);
		f->v[f->n++] = one;
	}
	judge(r, f);
}

void rule_list_form(struct check_run *r)
{
	static const bool ruled[SECTIONS + 1] = {
		[SECTION_YRKANDEN] = true, [SECTION_OMROSTNING] = true, [SECTION_RESERVATION] = true,
		[SECTION_UNDERLAG] = true, [SECTION_UTDRAG] = true, [SECTION_JAV] = true,
	};
	const struct protocol *p = r->p;
	struct forms f = {.v = NULL};

	lists_of(r, p->block, p->nblocks, &f);
	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		lists_of(r, it->block, it->nblocks, &f);
		for (size_t s = 0; s < it->nsections; s++)
			if (!ruled[it->section[s].kind])
				lists_of(r, it->section[s].block, it->section[s].nblocks, &f);
	}
	free(f.v);
}
