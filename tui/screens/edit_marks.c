/* edit_marks: what is marked in the text of the editing screen, and what is done
 * when it rests: rules, the check, counts. A key only looks at the words of the
 * paragraph it changed; what was known of the rest of it is carried along. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "jobs/gavel.h"
#include "screens/edit_inner.h"
#include "ui/term.h"
#include "ui/theme.h"

#define RULES_MS 300         /* a paragraph rests: its neighbours are looked at */
#define WORD_MS 600          /* the word under the cursor is left as it is */
#define NOTE_NEAR 16384      /* bytes: as far as lang/spell_scan looks back for a note */
#define SLICE 2048           /* bytes: work between two looks for a key, a millisecond with rules */
#define AHEAD 4096           /* bytes: a page of 40 x 120 */
#define NOTE_MAX 2000000     /* bytes: 20 ms */
#define COUNT_MAX 400000     /* bytes: above it only what is seen is spell-checked */

static const unsigned mark_styles[] = {
	[SPELL_RED] = MARK_WRONG,
	[SPELL_YELLOW] = MARK_DOUBTFUL,
	[SPELL_GREY] = MARK_HINT,
};

enum { ALL_MARKS = MARK_WRONG | MARK_DOUBTFUL | MARK_HINT | MARK_HINT_HEAD };

/* Go on with what a key need not wait for? */
static bool go_on(void *ctx)
{
	struct edit *e = ctx;

	return !e->sv->term || !term_waiting(e->sv->term);
}

static bool within(struct range r, size_t at)
{
	return at >= r.at && at < r.at + r.n;
}

void edit_calm(struct edit *e)
{
	int64_t quiet = clock_monotonic_ms() - e->typed_ms;

	e->calm_rules = quiet >= RULES_MS;
	e->calm_word = quiet >= WORD_MS;
}

/* ------------------------------------------------- findings of a moment ago */

static bool word_goes_on(struct span s, size_t at)
{
	int32_t cp = -1;

	if (at < s.n)
		u8_decode(s.p + at, s.n - at, &cp);
	return cp >= 0 && (u8_letter(cp) || u8_digit(cp) || cp == '-');
}

/* Where the range stands now; false: it was touched. */
static bool moved(const struct view_shift *h, struct span s, struct range *r)
{
	size_t end = (size_t)((ptrdiff_t)(h->at + h->n) - h->delta);

	/* a letter typed at its end makes another word of it, a blank does not */
	if (r->at + r->n == h->at && !word_goes_on(s, h->at))
		return true;
	if (r->at + r->n >= h->at && r->at <= end)
		return false;
	r->at = view_shift_on(h, r->at);
	return true;
}

/* At each turn: two edits apart from each other spare what stands between them. */
void edit_mark_begin(struct edit *e)
{
	uint64_t rev = doc_rev(e->s->doc);
	struct range r = text_changed_since(doc_text(e->s->doc), e->marks_rev);
	struct view_shift h = {r.at, r.n, (ptrdiff_t)edit_bytes(e).n - (ptrdiff_t)e->marks_n};
	struct span s = edit_bytes(e);
	size_t n = 0;

	if (rev == e->marks_rev)
		return;
	for (size_t i = 0; i < e->found.n; i++) {
		struct language_finding f = e->found.v[i];

		if (!moved(&h, s, &f.where))
			language_drop(&f);
		else
			e->found.v[n++] = f;
	}
	e->found.n = n;
	n = 0;
	for (size_t i = 0; i < e->carried.n; i++)
		if (moved(&h, s, &e->carried.v[i].where))
			e->carried.v[n++] = e->carried.v[i];
	e->carried.n = n;
	e->marks_rev = rev;
	e->marks_n = edit_bytes(e).n;
}

/* The first finding of the check at or behind a place. */
static size_t first_found(const struct edit *e, size_t at)
{
	size_t lo = 0, hi = e->found.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (e->found.v[mid].where.at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ------------------------------------------------------------------ marking */

static void add_hit(struct view_hits *l, struct range where, unsigned mark)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n++] = (struct view_hit){where, mark};
}

/* The check's findings in the unit, and what its rules said a moment ago: in the
 * unit's own places. */
static void add_known(struct edit *e, size_t base, size_t end, bool carried, struct view_hits *out)
{
	for (size_t i = first_found(e, base); i < e->found.n && e->found.v[i].where.at < end; i++) {
		struct range r = e->found.v[i].where;

		if (!e->found.v[i].info && r.n)
			add_hit(out, (struct range){r.at - base, r.n}, mark_styles[e->found.v[i].mark]);
	}
	for (size_t i = 0; carried && i < e->carried.n; i++) {
		struct range r = e->carried.v[i].where;

		if (r.at >= base && r.at < end)
			add_hit(out, (struct range){r.at - base, r.n}, e->carried.v[i].mark);
	}
}

static uint64_t sum_of(const struct view_hits *l)
{
	uint64_t h = 1469598103934665603U;

	for (size_t i = 0; i < l->n; i++) {
		const size_t part[] = {l->v[i].where.at, l->v[i].where.n, l->v[i].mark};

		for (size_t k = 0; k < 3; k++)
			h = (h ^ part[k]) * 1099511628211U;
	}
	return h;
}

/* The worst mark on the byte `at` of the unit. */
static unsigned mark_on(const struct view_hits *l, size_t at)
{
	unsigned best = 0;

	for (size_t i = 0; i < l->n; i++) {
		unsigned mark = l->v[i].mark;

		if (!within(l->v[i].where, at))
			continue;
		if (mark == MARK_WRONG)
			return mark;
		if (mark == MARK_DOUBTFUL || !best)
			best = mark == MARK_HINT && at == l->v[i].where.at ? MARK_HINT | MARK_HINT_HEAD : mark;
	}
	return best;
}

/* Lays the marks on the unit's image; true when it looks otherwise now. */
static bool paint(struct view_unit *x, const struct view_hits *l)
{
	bool changed = false;

	for (size_t i = 0; i < x->n; i++) {
		const struct view_row *row = &x->row[i];
		struct cell *cell = x->image + row->image;

		for (size_t k = 0; k < row->n && !row->is_virtual; k++) {
			const struct place_cell *c = &x->cells.v[row->first + k];
			unsigned mark, had;

			if (c->brk)
				continue;
			had = cell->style & ALL_MARKS;
			mark = !c->fixed && l->n ? mark_on(l, c->at) : 0;
			if (mark != had) {
				for (int w = 0; w < cell->width; w++)
					cell[w].style = (uint16_t)((cell[w].style & ~(unsigned)ALL_MARKS) | mark);
				changed = true;
			}
			cell += cell->width;
		}
	}
	return changed;
}

bool edit_notes_near(struct span s, size_t from, size_t end)
{
	for (size_t at = from > NOTE_NEAR ? from - NOTE_NEAR : 0; at < end; at++) {
		const char *hit = memchr(s.p + at, '<', end - at);

		if (!hit)
			return false;
		at = (size_t)(hit - s.p);
		if (span_starts(span_from(s, at), "<!--"))
			return true;
	}
	return false;
}

/* Is it the paragraph that is being typed in? */
static bool in_work(const struct edit *e, size_t base, size_t end)
{
	return !e->calm_rules && e->cur.at >= base && e->cur.at <= end;
}

/* What the speller says is kept with the unit, rules apart from words. */
static void scan_unit(struct edit *e, struct span s, const struct view_row *r, size_t cursor, unsigned what)
{
	struct view_unit *x = r->unit;
	struct spell_hits *hits = &e->hits;

	spell_hits_clear(hits);
	spell_scan(e->s->spell, s, (struct range){r->base, x->u.end},
		cursor == SPELL_NOWHERE ? cursor : cursor + r->base, what, hits);
	x->hits.n = x->nrules = 0;
	for (int words = 0; words < 2; words++)
		for (size_t i = 0; i < hits->n; i++) {
			struct range where = hits->v[i].where;
			bool word = !hits->v[i].id || strcmp(hits->v[i].id, "STAV") == 0;

			if (word != (words == 1) || where.at < r->base || where.at >= r->base + x->u.end)
				continue;
			where.at -= r->base;
			add_hit(&x->hits, where, mark_styles[hits->v[i].mark]);
			x->nrules += !word;
		}
	x->final = hits->asked == 0;
	x->rules = (what & SPELL_RULES) != 0;
}

void edit_mark_unit(struct edit *e, struct span s, const struct view_row *r, bool typing, bool keep)
{
	struct view_unit *x = r->unit;
	uint64_t generation = spell_generation(e->s->spell), words = words_rev(e->s->words), sum;
	size_t end = r->base + x->u.end, cursor = typing && !e->calm_word ? e->cur.at : SPELL_NOWHERE, own;
	bool busy = in_work(e, r->base, end), rules = e->ruling && !busy, same;

	/* a word being typed is in no unit but the cursor's */
	cursor = cursor >= r->base && cursor <= end ? cursor - r->base : SPELL_NOWHERE;
	same = keep && x->marked && x->words == words && x->cursor == cursor &&
		(x->final || x->generation == generation) && (!rules || (x->rules && x->noted == e->noted));
	e->known.n = 0;
	add_known(e, r->base, end, !x->rules || !same, &e->known);
	sum = sum_of(&e->known);
	if (same && x->known == sum)
		return;
	if (!same) {
		/* what the rules said of these very bytes stays until they are asked again */
		rules = rules || (x->rules && x->marked);
		scan_unit(e, s, r, cursor, rules ? SPELL_WORDS | SPELL_RULES : SPELL_WORDS);
		x->noted = e->noted;
		if (rules) {
			e->known.n = 0;
			add_known(e, r->base, end, false, &e->known);
			sum = sum_of(&e->known);
		}
	}
	own = x->hits.n;
	for (size_t i = 0; i < e->known.n; i++)
		add_hit(&x->hits, e->known.v[i].where, e->known.v[i].mark);
	if (paint(x, &x->hits))
		x->look = ++e->view.looks;
	x->hits.n = own;
	x->known = sum;
	x->generation = spell_generation(e->s->spell);
	x->words = words;
	x->cursor = cursor;
	x->marked = true;
}

/* The rules' marks of the paragraph the cursor is in, for when it is typed in. */
void edit_carry(struct edit *e)
{
	const struct view_row *v = e->view.row;

	for (size_t i = 0; i < e->view.n; i++) {
		const struct view_unit *x = v[i].unit;

		if (!x || !x->rules || !x->marked || e->cur.at < v[i].base || e->cur.at > v[i].base + x->u.end)
			continue;
		e->carried.n = 0;
		for (size_t k = 0; k < x->nrules; k++)
			add_hit(&e->carried, (struct range){v[i].base + x->hits.v[k].where.at, x->hits.v[k].where.n},
				x->hits.v[k].mark);
		return;
	}
}

/* ---------------------------------------------------------------- counts */

static void note_clock(struct edit *e)
{
	const struct style *style = session_style(e->s);
	struct span mark = style ? style_get(style, "tid.skilje") : SPAN_NONE;

	e->clock[0] = '\0';
	if (mark.n < sizeof e->clock)
		for (size_t i = 0; i <= mark.n; i++)
			e->clock[i] = i < mark.n ? mark.p[i] : '\0';
}

/* The errors and warnings of the text that rests; those on language are marked. */
static bool count_findings(struct edit *e)
{
	struct check_result r = {.v = NULL};
	struct check_facts facts = {0};
	struct gavel_reasons reasons;
	bool whole;

	session_refresh(e->s);
	note_clock(e);
	check_data_facts(session_rules(e->s), &facts);
	gavel_reasons_load(e->s->folder, &reasons);
	facts.reasons = &reasons;
	facts.clock = e->clock[0] ? e->clock : NULL;
	whole = check_run_while(doc_protocol(e->s->doc), e->s->organ, &facts, go_on, e, &r);
	if (whole) {
		language_clear(&e->found);
		language_add_check(&e->found, &r, edit_bytes(e));
		language_sort(&e->found);
		e->found_rev = doc_rev(e->s->doc);
		memcpy(e->count, r.count, sizeof e->count);
		check_release(&r);
	}
	gavel_reasons_release(&reasons);
	doc_rest(e->s->doc);
	return whole;
}

static bool count_words(struct edit *e, struct span s)
{
	struct spell_hits hits = {.v = NULL};
	bool whole = true;
	size_t n = 0;

	for (size_t at = 0, end; at < s.n && (whole = go_on(e)); at = end) {
		const char *nl = s.n - at > SLICE ? memchr(s.p + at + SLICE, '\n', s.n - at - SLICE) : NULL;

		end = nl ? (size_t)(nl - s.p) + 1 : s.n;
		spell_hits_clear(&hits);
		spell_scan(e->s->spell, s, (struct range){at, end - at}, SPELL_NOWHERE, SPELL_WORDS | SPELL_RULES, &hits);
		for (size_t i = 0; i < hits.n; i++)
			n += hits.v[i].mark != SPELL_GREY && hits.v[i].where.at >= at && hits.v[i].where.at < end;
	}
	if (whole)
		e->unknown = n;
	spell_hits_release(&hits);
	return whole;
}

static bool count(struct edit *e)
{
	struct span s = edit_bytes(e);
	uint64_t rev = doc_rev(e->s->doc);
	bool checked = e->counted_rev == rev;

	/* the words' answers come in many parts: they are counted when all are there */
	if (!edit_rests(e) || (checked && (e->counted_generation == spell_generation(e->s->spell) || s.n >= COUNT_MAX ||
			spell_asked(e->s->spell))))
		return false;
	if (!checked && e->noted_rev != rev && s.n < NOTE_MAX) {
		if (!spell_note_text_while(e->s->spell, s, go_on, e))
			return false;
		e->noted_rev = rev;
		e->noted++;
	}
	if (!checked && !count_findings(e))
		return false;
	e->counted_rev = rev;
	e->counted_generation = (uint64_t)-1;
	if (s.n >= COUNT_MAX || count_words(e, s))
		e->counted_generation = spell_generation(e->s->spell);
	return true;
}

/* The words a page further on are asked for, so that they are marked when they
 * are first shown. */
static void look_ahead(struct edit *e)
{
	struct span s = edit_bytes(e);
	const struct view_row *v = e->view.row;
	size_t n = e->view.n, from, end;
	struct spell_hits none = {.v = NULL};

	if (!n || e->ahead_of == e->top.at)
		return;
	from = v[0].base > AHEAD ? v[0].base - AHEAD : 0;
	end = v[n - 1].end + AHEAD < s.n ? v[n - 1].end + AHEAD : s.n;
	for (size_t at = from; at < end; at += SLICE / 2) {
		if (!go_on(e))
			break;
		spell_scan(e->s->spell, s, (struct range){at, end - at < SLICE / 2 ? end - at : SLICE / 2}, SPELL_NOWHERE,
			SPELL_WORDS, &none);
		if (at + SLICE / 2 >= end)
			e->ahead_of = e->top.at;
	}
	spell_hits_release(&none);
}

/* Is there something on the screen that the rules have not seen as it is now? */
static bool rules_wanted(const struct edit *e)
{
	const struct view_row *v = e->view.row;

	for (size_t i = 0; i < e->view.n; i++) {
		const struct view_unit *x = v[i].unit;

		if (x && (!x->rules || x->noted != e->noted) && !in_work(e, v[i].base, v[i].base + x->u.end))
			return true;
	}
	return false;
}

bool edit_idle(void *state)
{
	struct edit *e = state;
	uint64_t generation = spell_generation(e->s->spell);
	bool counted, ruling;

	look_ahead(e);
	counted = count(e);
	ruling = go_on(e) && clock_monotonic_ms() - e->s->key_ms >= RULES_MS && rules_wanted(e);
	e->ruling = e->ruling || ruling;
	counted = edit_look_here(e) || counted;
	spell_pump(e->s->spell);
	return counted || ruling || generation != spell_generation(e->s->spell);
}

void edit_add_found(struct edit *e, size_t from, size_t end, struct language_list *out)
{
	edit_mark_begin(e);
	for (size_t i = first_found(e, from); i < e->found.n && e->found.v[i].where.at <= end; i++)
		if (!e->found.v[i].info)
			language_add(out, &e->found.v[i]);
}
