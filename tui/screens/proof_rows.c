/* proof_rows: the rows of the panel of language: finds, groups and draws them. The
 * answers of the speller come when they come; the cursor stays on its row. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lang/rules.h"
#include "screens/proof_inner.h"
#include "ui/theme.h"

enum { CONTEXT = 40, AGAIN_MS = 250 };

bool proof_ready(const struct proof *p)
{
	return p->f.sv->session && p->f.sv->session->spell && p->f.sv->session->words;
}

struct span proof_text(const struct proof *p, const struct language_finding *f)
{
	return span_sub(doc_bytes(p->f.sv->session->doc), f->where.at, f->where.n);
}

static bool alike(const struct proof *p, const struct language_finding *a, const struct language_finding *b)
{
	struct span src = doc_bytes(p->f.sv->session->doc);

	return a->where.n == b->where.n && language_alike(a, src, b, src);
}

struct proof_group *proof_selected(const struct proof *p)
{
	size_t i = list_at(&p->list);

	return i < p->n && p->show != PROOF_OFF ? &p->group[p->shown[i]] : NULL;
}

size_t proof_place(const struct proof *p, const struct proof_group *g, size_t nth)
{
	size_t i = g->first;

	for (size_t k = i; k < p->all.n; k++)
		if (alike(p, &p->all.v[g->rep], &p->all.v[k])) {
			i = k;
			if (nth-- == 0)
				break;
		}
	return i;
}

const struct language_finding *proof_finding(const struct proof *p, const struct proof_group *g)
{
	return g ? &p->all.v[g->place ? proof_place(p, g, g->place) : g->first] : NULL;
}

/* ----------------------------------------------------------------- finding */

static void run_check(struct proof *p)
{
	struct session *s = p->f.sv->session;
	struct meeting m = {0};
	struct check_result r = {.v = NULL};

	frame_meeting(s, &m);
	check_meeting(&m, &r);
	language_clear(&p->checked);
	language_add_check(&p->checked, &r, doc_bytes(s->doc));
	p->sentences = r.sentences;
	p->fragments = r.fragments;
	p->check_rev = doc_rev(s->doc);
	check_release(&r);
	meeting_release(&m);
}

static void forget_groups(struct proof *p)
{
	for (size_t g = 0; g < p->ngroup; g++)
		free(p->group[g].text);
	p->ngroup = 0;
}

static void group_all(struct proof *p)
{
	memset(p->count, 0, sizeof p->count);
	forget_groups(p);
	for (size_t i = 0; i < p->all.n; i++) {
		const struct language_finding *f = &p->all.v[i];
		size_t g = 0;

		p->count[f->mark]++;
		while (g < p->ngroup && !alike(p, &p->all.v[p->group[g].rep], f))
			g++;
		if (g == p->ngroup) {
			p->group = mem_grow(p->group, p->ngroup, &p->cgroup, sizeof *p->group);
			p->group[p->ngroup++] = (struct proof_group){.text = span_dup(proof_text(p, f)), .first = i, .rep = i};
		}
		if (p->all.v[p->group[g].rep].quoted)
			p->group[g].rep = i;
		p->group[g].count++;
		p->group[g].quoted += f->quoted;
	}
}

/* The organ's rules that are off, with what each is about. */
static void find_off(struct proof *p)
{
	const struct check_data *d = session_rules(p->f.sv->session);

	language_clear(&p->off);
	for (size_t i = 0; i < d->off.n; i++) {
		char *id = span_dup(d->off.v[i].left), *why = NULL;
		struct language_finding f = {.kind = LANGUAGE_CHECK, .mark = SPELL_GREY};

		for (size_t k = 0; k < check_rules() && !why; k++)
			if (strcmp(check_rule(k).id, id) == 0)
				why = mem_strdup(check_rule(k).text);
		for (size_t k = 0; k < rules_count() && !why; k++)
			if (strcmp(rules_info(k).id, id) == 0)
				why = mem_strdup(rules_info(k).why);
		f.why = why;
		for (size_t k = 0; id[k] && k + 1 < sizeof f.id; k++)
			f.id[k] = id[k];
		if (why && check_is_off(&d->off, id))
			language_add(&p->off, &f);
		free(id);
		free(why);
	}
}

void proof_filter(struct proof *p)
{
	if (proof_ready(p))
		find_off(p);
	p->n = 0;
	for (size_t g = 0; g < p->ngroup && p->show != PROOF_OFF; g++) {
		if (p->show != PROOF_ALL && (int)p->all.v[p->group[g].rep].mark != (int)p->show - PROOF_RED)
			continue;
		p->shown = mem_grow(p->shown, p->n, &p->cap, sizeof *p->shown);
		p->shown[p->n++] = g;
	}
	list_set(&p->list, p->show == PROOF_OFF ? p->off.n : p->n);
}

/* The row of what was selected before, and the place that was shown of it. */
static void find_again(struct proof *p, const struct language_finding *f, struct span text, size_t place)
{
	struct span src = doc_bytes(p->f.sv->session->doc);
	struct language_finding was = *f;

	was.where = (struct range){0, text.n};
	for (size_t i = 0; i < p->n; i++) {
		struct proof_group *g = &p->group[p->shown[i]];

		if (!language_alike(&was, text, &p->all.v[g->rep], src))
			continue;
		g->place = place < g->count ? place : 0;
		list_go(&p->list, i);
		return;
	}
}

void proof_scan(struct proof *p)
{
	struct session *s = p->f.sv->session;
	struct proof_group *at = p->scanned ? proof_selected(p) : NULL;
	struct language_list keep = {NULL, 0, 0};
	char *text = at ? mem_strdup(at->text) : NULL;
	struct spell_hits hits = {.v = NULL};
	struct span src = doc_bytes(s->doc);
	size_t place = at ? at->place : 0;

	if (at)
		language_add(&keep, &p->all.v[at->rep]);
	session_rules(s);
	if (!p->scanned || p->check_stale || doc_rev(s->doc) != p->rev) {
		p->check_stale = false;
		spell_note_text(s->spell, src);
		run_check(p);
	}
	language_clear(&p->all);
	spell_scan(s->spell, src, (struct range){0, src.n}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, &hits);
	language_add_hits(&p->all, &hits);
	for (size_t i = 0; i < p->checked.n; i++)
		language_add(&p->all, &p->checked.v[i]);
	language_sort(&p->all);
	p->rev = doc_rev(s->doc);
	p->generation = spell_generation(s->spell);
	p->words = words_rev(s->words);
	p->scanned_ms = clock_monotonic_ms();
	p->scanned = true;
	group_all(p);
	proof_filter(p);
	if (keep.n)
		find_again(p, &keep.v[0], span_of(text), place);
	spell_hits_release(&hits);
	language_release(&keep);
	free(text);
	spell_pump(s->spell);
}

void proof_follow(struct proof *p)
{
	struct session *s = p->f.sv->session;

	if (!proof_ready(p))
		return;
	if (!p->scanned || doc_rev(s->doc) != p->rev || words_rev(s->words) != p->words ||
		(spell_generation(s->spell) != p->generation &&
			(!spell_asked(s->spell) || clock_monotonic_ms() - p->scanned_ms >= AGAIN_MS)))
		proof_scan(p);
}

void proof_release(struct proof *p)
{
	list_release(&p->list);
	language_release(&p->all);
	language_release(&p->checked);
	language_release(&p->off);
	forget_groups(p);
	free(p->group);
	free(p->shown);
}

/* -------------------------------------------------------------------- rows */

void proof_add_context(const struct proof *p, const struct language_finding *f, struct str *out)
{
	struct span src = doc_bytes(p->f.sv->session->doc);
	struct range r = f->where;
	size_t from = r.at > CONTEXT ? r.at - CONTEXT : 0, end = r.at + r.n + CONTEXT, line;
	struct span part;

	while (from < r.at && from && ((unsigned char)src.p[from] & 0xc0) == 0x80)
		from++;
	if (end > src.n)
		end = src.n;
	while (end < src.n && ((unsigned char)src.p[end] & 0xc0) == 0x80)
		end++;
	part = span_sub(src, from, end - from);
	/* the line before or after a blank line belongs to something else */
	line = span_find_last(span_sub(part, 0, r.at - from), "\n");
	if (line != (size_t)-1) {
		part = span_from(part, line + 1);
		from += line + 1;
	}
	line = span_find(part, "\n", r.at + r.n - from);
	if (line != (size_t)-1)
		part = span_sub(part, 0, line);
	str_addspan(out, part);
}

/* Signs and words: a colour says nothing alone. */
static const struct {
	const char *sign, *word;
	unsigned style;
} marks[] = {
	[SPELL_RED] = {"✗", "röd", ROLE_NORMAL | MARK_WRONG},
	[SPELL_YELLOW] = {"?", "gul", ROLE_NORMAL | MARK_DOUBTFUL},
	[SPELL_GREY] = {"·", "grå", ROLE_DIM},
};

/* What the row is about: the words, or what a rule of the check says of them. */
static void add_what(const struct proof *p, const struct language_finding *f, struct str *out)
{
	if (f->kind == LANGUAGE_CHECK)
		str_adds(out, f->why ? f->why : f->id);
	else
		str_addspan(out, proof_text(p, f));
	if (f->kind == LANGUAGE_RULE && f->fix)
		str_addf(out, " → %s", f->fix);
}

static const struct language_finding *row_finding(const struct proof *p, size_t i)
{
	if (p->show == PROOF_OFF)
		return i < p->off.n ? &p->off.v[i] : NULL;
	return i < p->n ? &p->all.v[p->group[p->shown[i]].rep] : NULL;
}

static void row_label(void *ctx, size_t i, struct str *out)
{
	const struct proof *p = ctx;
	const struct language_finding *f = row_finding(p, i);

	str_addf(out, "%s %s ", marks[f->mark].word, f->id);
	if (p->show == PROOF_OFF)
		str_adds(out, f->why ? f->why : "");
	else
		add_what(p, f, out);
}

static void row_draw(void *ctx, size_t i, struct surface *s)
{
	const struct proof *p = ctx;
	const struct language_finding *f = row_finding(p, i);
	struct str text = STR_INIT, context = STR_INIT;
	bool wide = s->cols >= 60;
	int cols = wide ? s->cols / 3 : s->cols - 8, col = 1;

	if (p->show == PROOF_OFF) {
		str_addf(&text, "%s av: %s", f->id, f->why ? f->why : "");
		surface_field(s, 0, 1, s->cols - 1, str_span(&text), ROLE_NORMAL);
		str_release(&text);
		return;
	}
	col = surface_puts(s, 0, col, marks[f->mark].sign, f->mark == SPELL_RED ? ROLE_ERROR : ROLE_WARNING) + 1;
	if (wide)
		col = surface_field(s, 0, col, 6, span_of(f->id), ROLE_DIM);
	add_what(p, f, &text);
	col = surface_field(s, 0, col, cols, str_span(&text), f->mark == SPELL_GREY ? ROLE_DIM : ROLE_NORMAL);
	surface_printf(s, 0, col + 1, ROLE_LABEL, "%zu", p->group[p->shown[i]].count);
	if (wide) {
		proof_add_context(p, f, &context);
		surface_field(s, 0, col + 6, s->cols - col - 6, str_span(&context), ROLE_DIM);
	}
	str_release(&text);
	str_release(&context);
}

const struct list_source proof_rows = {row_label, row_draw};
