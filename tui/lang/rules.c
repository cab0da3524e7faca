/* rules: the table and its run; see rules.h. The tests of a family stand in
 * rules_split.c, rules_form.c, rules_phrase.c and rules_case.c. */
#include "lang/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/paths.h"
#include "lang/rules_inner.h"

#define SECTION_3 "language.md 3"
#define SECTION_4 "language.md 4"

/* The first row that finds something at a place takes it, among those with the
 * same mark; a red finding goes before a yellow one. */
static const struct rules_row row[] = {
	{"OCH", SPELL_RED, "saknar blanksteg före ”och”", "Svenska skrivregler: bindestreck", rules_och},
	{"SAR", SPELL_RED, "ska skrivas ihop", "Svenska skrivregler: sammansättningar", rules_joined},
	{"SAR", SPELL_RED, "ska skrivas ihop", "Svenska skrivregler: sammansättningar", rules_split_bound},
	{"SAR", SPELL_RED, "ska skrivas ihop", "Svenska skrivregler: sammansättningar", rules_split_known},
	{"SAR", SPELL_RED, "ska skrivas ihop", "Svenska skrivregler: sammansättningar", rules_split_genitive},
	{"SAR", SPELL_RED, "ska skrivas ihop", "Svenska skrivregler: sammansättningar", rules_split_prefix},
	{"SAR", SPELL_RED, "ska ha bindestreck", "Svenska skrivregler: bindestreck", rules_split_acronym},
	{"SAR", SPELL_RED, "ska ha bindestreck", "Svenska skrivregler: bindestreck", rules_split_number},
	{"SAR", SPELL_YELLOW, "skrivs nog ihop", "Svenska skrivregler: sammansättningar", rules_split_adjective},
	{"SAR", SPELL_YELLOW, "skrivs nog ihop", "Svenska skrivregler: sammansättningar", rules_split_adhoc},
	{"ISAR", SPELL_RED, "ska skrivas isär", "Svenska skrivregler: ett eller flera ord", rules_apart},
	{"OCH", SPELL_RED, "saknar bindestreck: ordets andra del står längre fram", "Svenska skrivregler: bindestreck",
		rules_missing_hyphen},
	{"OCH", SPELL_GREY, "har bindestreck, men inget ord efter som det pekar på", "Svenska skrivregler: bindestreck", rules_hanging},
	{"KOLON", SPELL_RED, "ska ha kolon före ändelsen", "Svenska skrivregler: kolon", rules_colon},
	{"GEN", SPELL_RED, "saknar genitiv-s", "Svenska skrivregler: genitiv", rules_genitive},
	{"HAR", SPELL_RED, "har fel form efter ”har” eller ”hade”", "Svenska Akademiens grammatik: perfekt", rules_have},
	{"HAR", SPELL_RED, "har fel form efter hjälpverbet", "Svenska Akademiens grammatik: hjälpverb", rules_modal},
	{"FORV", SPELL_RED, "är fel ord eller fel form här", "dict/forvaxling", rules_confused},
	{"VERB", SPELL_RED, "är ingen böjd verbform, och satsen har ingen annan", "Svenska Akademiens grammatik: finit verb", rules_infinitive},
	{"DUBB", SPELL_RED, "står två gånger", "", rules_repeat},
	{"KON", SPELL_YELLOW, "passar inte till ordet efter", "Svenska Akademiens grammatik: kongruens", rules_article},
	{"NAMN", SPELL_RED, "skrivs med stora och små bokstäver på annat sätt", "dict/egennamn", rules_name},
	{"LITEN", SPELL_RED, "skrivs med liten bokstav", "Svenska skrivregler: stor och liten bokstav", rules_small},
};
#define NROWS (sizeof row / sizeof row[0])

struct rules *rules_new(const char *opt_dict)
{
	struct rules *r = mem_alloc(sizeof *r);
	char *dict = opt_dict ? mem_strdup(opt_dict) : paths_data("dict");

	rules_load(r, dict);
	free(dict);
	return r;
}

void rules_free(struct rules *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < sizeof r->list / sizeof r->list[0]; i++)
		pairs_release(&r->list[i]);
	free(r->phrase);
	wordset_release(&r->first);
	arena_release(&r->arena);
	free(r);
}

size_t rules_count(void)
{
	return NROWS;
}

struct rules_info rules_info(size_t i)
{
	return (struct rules_info){.id = row[i].id, .why = row[i].why, .source = row[i].source, .mark = row[i].mark};
}

/* ------------------------------------------------- words, as the tests ask */

bool rules_in(struct span low, const char *const *list)
{
	for (; *list; list++)
		if (span_is(low, *list))
			return true;
	return false;
}

bool rules_side(const struct rules_ctx *c, size_t i)
{
	return i + 1 < c->n && c->w[i + 1].gap == RULES_BLANK && !(c->w[i].flags & RULES_PERIOD);
}

bool rules_common(const struct rules_word *w)
{
	if (w->flags & (RULES_CODE | RULES_UPPER | RULES_INNER | RULES_HANGING | RULES_NAME))
		return false;
	return !(w->flags & RULES_CAPITAL) || (w->flags & RULES_BEGINS);
}

bool rules_verb_after(const struct rules_ctx *c, size_t i)
{
	for (size_t k = i + 1; k < c->n && k < i + 12 && c->w[k].gap != RULES_STOP; k++)
		if ((c->w[k].bits & (WORD_PRESENT | WORD_PAST)) && !(c->w[k].bits & (WORD_NOUN_MASK | WORD_PREPOSITION)))
			return true;
	return false;
}

bool rules_class(const struct rules_ctx *c, struct span word, unsigned *bits)
{
	*bits = 0;
	return c->host->class(c->host->ctx, word, bits);
}

bool rules_class_str(const struct rules_ctx *c, const struct str *word, unsigned *bits)
{
	return rules_class(c, str_span(word), bits);
}

/* ------------------------------------------------------------------- the run */

struct found {
	struct spell_hit hit;
	size_t row;
};

static bool is_off(const struct pairs *opt_off, const char *id)
{
	const struct pair *p = opt_off ? pairs_find(opt_off, span_of(id)) : NULL;

	return p && span_is(p->right, "av");
}

static bool quoted(const struct rules_ctx *c, const struct rules_find *f)
{
	for (size_t i = f->first; i <= f->last && i < c->n; i++)
		if (c->w[i].flags & RULES_QUOTED)
			return true;
	return false;
}

/* Red first, then the order of the table, then the place. */
static int by_weight(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->hit.mark != y->hit.mark)
		return x->hit.mark < y->hit.mark ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->hit.where.at < y->hit.where.at ? -1 : x->hit.where.at > y->hit.where.at;
}

static int by_place(const void *a, const void *b)
{
	const struct spell_hit *x = a, *y = b;

	return x->where.at < y->where.at ? -1 : x->where.at > y->where.at;
}

static void keep(struct spell_hits *out, size_t from, struct spell_hit *h)
{
	for (size_t i = from; i < out->n; i++) {
		const struct range *r = &out->v[i].where;

		if (r->at < h->where.at + h->where.n && h->where.at < r->at + r->n) {
			free(h->fix);
			return;
		}
	}
	out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
	out->v[out->n++] = *h;
}

static struct spell_hit hit_of(const struct rules_ctx *c, const struct rules_row *r, struct rules_find *f)
{
	const struct rules_word *a = &c->w[f->first], *b = &c->w[f->last];
	struct spell_hit h = {.where = f->where, .mark = f->mark, .id = r->id, .why = r->why, .quoted = quoted(c, f)};

	if (!h.where.n)
		h.where = (struct range){a->where.at, b->where.at + b->where.n - a->where.at};
	if (f->fix.len && !h.quoted)
		h.fix = str_take(&f->fix);
	str_release(&f->fix);
	/* a quotation stands as it was said: a hint at most that it may be a slip */
	if (h.quoted && h.mark == SPELL_RED)
		h.mark = SPELL_YELLOW;
	return h;
}

void rules_run(const struct rules *r, const struct rules_word *w, size_t n, const struct rules_host *host,
	const struct pairs *opt_off, struct spell_hits *out)
{
	const struct rules_ctx c = {.r = r, .w = w, .n = n, .host = host};
	struct found *v = NULL;
	size_t nv = 0, cap = 0, from = out->n;

	for (size_t k = 0; k < NROWS; k++) {
		if (is_off(opt_off, row[k].id))
			continue;
		for (size_t i = 0; i < n; i++) {
			struct rules_find f = {.first = i, .last = i, .mark = row[k].mark};

			if (row[k].test(&c, i, &f)) {
				v = mem_grow(v, nv, &cap, sizeof *v);
				v[nv++] = (struct found){.hit = hit_of(&c, &row[k], &f), .row = k};
			}
			str_release(&f.fix);
		}
	}
	if (nv) {
		qsort(v, nv, sizeof *v, by_weight);
		for (size_t i = 0; i < nv; i++)
			keep(out, from, &v[i].hit);
		qsort(out->v + from, out->n - from, sizeof *out->v, by_place);
	}
	free(v);
}
