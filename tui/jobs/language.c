/* language (job): see language.h. Judges nothing: it puts the findings of two
 * services into one form. */
#include "jobs/language.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct language_finding *add(struct language_list *l, const char *id)
{
	struct language_finding *f;

	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	f = &l->v[l->n++];
	memset(f, 0, sizeof *f);
	for (size_t i = 0; id && id[i] && i + 1 < sizeof f->id; i++)
		f->id[i] = id[i];
	return f;
}

static char *copy(const char *opt_text)
{
	return opt_text ? mem_strdup(opt_text) : NULL;
}

void language_add(struct language_list *l, const struct language_finding *f)
{
	struct language_finding *to = add(l, NULL);

	*to = *f;
	to->why = copy(f->why);
	to->source = copy(f->source);
	to->fix = copy(f->fix);
}

void language_add_hits(struct language_list *l, struct spell_hits *h)
{
	for (size_t i = 0; i < h->n; i++) {
		struct spell_hit *hit = &h->v[i];
		struct language_finding *f = add(l, hit->id);

		f->where = hit->where;
		f->mark = hit->mark;
		f->kind = hit->id && strcmp(hit->id, "STAV") != 0 ? LANGUAGE_RULE : LANGUAGE_WORD;
		f->quoted = hit->quoted;
		f->why = copy(hit->why);
		f->fix = hit->fix;
		hit->fix = NULL;
	}
}

/* S01, T02: a letter and figures. SAR and the like are the speller's. */
bool language_rule(const char *id)
{
	return id && (id[0] == 'S' || id[0] == 'T') && id[1] >= '0' && id[1] <= '9';
}

/* Does the line of the place begin as a quotation? */
static bool quoted(struct span src, size_t at)
{
	while (at > 0 && at <= src.n && src.p[at - 1] != '\n')
		at--;
	return at < src.n && src.p[at] == '>';
}

void language_add_check(struct language_list *l, const struct check_result *r, struct span src)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct check_finding *c = &r->v[i];
		struct language_finding *f;

		if (!language_rule(c->id))
			continue;
		f = add(l, c->id);
		f->where = c->where;
		f->kind = LANGUAGE_CHECK;
		f->mark = SPELL_GREY;
		f->info = c->severity == SEVERITY_UPPLYSNING;
		f->quoted = quoted(src, c->where.at);
		f->why = copy(c->text);
		f->source = copy(c->source && *c->source ? c->source : NULL);
		f->fix = copy(c->rattning);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct language_finding *x = a, *y = b;

	if (x->where.at != y->where.at)
		return x->where.at < y->where.at ? -1 : 1;
	if (x->mark != y->mark)
		return x->mark < y->mark ? -1 : 1;
	return x->info - y->info;
}

void language_sort(struct language_list *l)
{
	if (l->n > 1)
		qsort(l->v, l->n, sizeof *l->v, by_place);
}

void language_drop(struct language_finding *f)
{
	free(f->why);
	free(f->source);
	free(f->fix);
}

void language_clear(struct language_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		language_drop(&l->v[i]);
	l->n = 0;
}

void language_release(struct language_list *l)
{
	language_clear(l);
	free(l->v);
	*l = (struct language_list){NULL, 0, 0};
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool language_alike(const struct language_finding *a, struct span a_src, const struct language_finding *b,
	struct span b_src)
{
	return a->kind == b->kind && strcmp(a->id, b->id) == 0 && (a->quoted || b->quoted || same(a->fix, b->fix)) &&
		span_eq(span_sub(a_src, a->where.at, a->where.n), span_sub(b_src, b->where.at, b->where.n)) &&
		(a->kind != LANGUAGE_CHECK || same(a->why, b->why));
}
