/* suggestions_text: the draft with the changes marked in it, and the part below
 * that says what the one at the cursor wants. Signs and looks both say what is
 * gone and what is new, so that it can be read without colours:
 *
 *   [-gone-]{+new+}   [-words-]{+1: so+}{+2: or so+}   {=a remark=}   {?its words have changed?} */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "doc/gavel.h"
#include "screens/suggestions_inner.h"
#include "ui/theme.h"

enum { WIDE = 100, LABEL = 10 };

bool suggested_remark(const struct suggestion *s)
{
	return s->cls == SUGGEST_REMARK || strcmp(s->old, s->text) == 0;
}

/* -------------------------------------------------------------------- text */

/* A piece of the draft and where it stands in the marked text. */
struct piece {
	size_t from, n, to;
};

struct marking {
	struct suggested *x;
	struct span draft;
	size_t at;               /* of the draft, done up to here */
	struct str text;
	struct textview_run *run;
	size_t nruns, cap_runs;
	struct piece *piece;
	size_t npieces, cap_pieces;
};

/* The sums of klubbslag are left out. */
static void plain(struct marking *m, size_t end)
{
	while (m->at < end) {
		struct range sum = gavel_sum_at(span_sub(m->draft, 0, end), m->at);

		m->piece = mem_grow(m->piece, m->npieces, &m->cap_pieces, sizeof *m->piece);
		m->piece[m->npieces++] = (struct piece){m->at, sum.at - m->at, m->text.len};
		str_addspan(&m->text, span_sub(m->draft, m->at, sum.at - m->at));
		m->at = sum.at + sum.n;
	}
}

static struct range styled(struct marking *m, const char *open, struct span words, const char *close, unsigned style)
{
	struct range r = {m->text.len, 0};

	str_adds(&m->text, open);
	gavel_add_shown(&m->text, words);
	str_adds(&m->text, close);
	r.n = m->text.len - r.at;
	m->run = mem_grow(m->run, m->nruns, &m->cap_runs, sizeof *m->run);
	m->run[m->nruns++] = (struct textview_run){r, style};
	return r;
}

/* Line breaks at the edges of what is marked stand outside the marks. */
static struct span inner(struct span s, size_t *before, size_t *after)
{
	size_t head = 0, tail = 0;

	while (head < s.n && s.p[head] == '\n')
		head++;
	while (tail < s.n - head && s.p[s.n - 1 - tail] == '\n')
		tail++;
	*before = head > *before ? head : *before;
	*after = tail > *after ? tail : *after;
	return span_sub(s, head, s.n - head - tail);
}

static void put_one(struct marking *m, size_t i)
{
	const struct suggestion *s = &m->x->all.all.v[i];
	const struct suggest_place *pl = &m->x->all.place[i];
	struct span there = span_sub(m->draft, pl->at.at, pl->at.n), old, now;
	size_t before = 0, after = 0;
	struct range r;

	if (pl->fit == SUGGEST_MOVED || suggested_remark(s)) {
		bool moved = pl->fit == SUGGEST_MOVED;

		old = inner(there, &before, &after);
		str_addrep(&m->text, "\n", before);
		m->x->shown[i] = old.n ? styled(m, moved ? "{?" : "{=", old, moved ? "?}" : "=}", ROLE_WARNING)
				       : styled(m, moved ? "{?}" : "{*}", SPAN_LIT(""), "", ROLE_WARNING);
		str_addrep(&m->text, "\n", after);
		return;
	}
	old = inner(there, &before, &after);
	now = inner(span_of(s->text), &before, &after);
	str_addrep(&m->text, "\n", before);
	r = (struct range){m->text.len, 0};
	if (old.n)
		styled(m, "[-", old, "-]", ROLE_GONE);
	if (now.n)
		styled(m, "{+", now, "+}", ROLE_NEW);
	r.n = m->text.len - r.at;
	m->x->shown[i] = r;
	str_addrep(&m->text, "\n", after);
}

/* What U would be with this one done. */
static void words_of(const struct marking *m, size_t i, struct range u, struct str *out)
{
	const struct suggest_place *pl = &m->x->all.place[i];

	if (pl->fit == SUGGEST_MOVED) {
		str_adds(out, m->x->all.all.v[i].text);
		return;
	}
	str_addspan(out, span_sub(m->draft, u.at, pl->at.at - u.at));
	str_adds(out, m->x->all.all.v[i].text);
	str_addspan(out, span_sub(m->draft, pl->at.at + pl->at.n, u.at + u.n - pl->at.at - pl->at.n));
}

/* Several that touch the same words: what stands there once, then each one's. */
static void put_rivals(struct marking *m, const size_t *v, size_t n, struct range u)
{
	size_t before = 0, after = 0;
	struct span old = inner(span_sub(m->draft, u.at, u.n), &before, &after);

	str_addrep(&m->text, "\n", before);
	if (old.n)
		styled(m, "[-", old, "-]", ROLE_GONE);
	for (size_t k = 0; k < n; k++) {
		struct str words = STR_INIT;
		char *open = str_format("{+%zu: ", k + 1);
		size_t b = 0, a = 0;

		words_of(m, v[k], u, &words);
		m->x->shown[v[k]] = styled(m, open, inner(str_span(&words), &b, &a), "+}", ROLE_NEW);
		free(open);
		str_release(&words);
	}
	str_addrep(&m->text, "\n", after);
}

static bool is_marked(const struct suggested *x, size_t i)
{
	return x->all.all.v[i].state == SUGGEST_OPEN && x->all.place[i].fit != SUGGEST_DONE;
}

/* How many from v[0] on belong together: they overlap, or are a conflict. */
static size_t together(const struct suggested *x, const size_t *v, size_t n, struct range *u)
{
	size_t k = 1;

	*u = x->all.place[v[0]].at;
	for (; k < n; k++) {
		struct range r = x->all.place[v[k]].at;
		bool same = x->all.conflict[v[k]] && x->all.conflict[v[k]] == x->all.conflict[v[0]];

		if (r.at >= u->at + u->n && !same)
			break;
		if (r.at + r.n > u->at + u->n)
			u->n = r.at + r.n - u->at;
	}
	return k;
}

/* Where a place of the draft stands in the marked text. */
static struct range shown_at(const struct marking *m, struct range r)
{
	for (size_t i = 0; i < m->npieces; i++)
		if (r.at <= m->piece[i].from + m->piece[i].n) {
			size_t into = r.at > m->piece[i].from ? r.at - m->piece[i].from : 0;

			return (struct range){m->piece[i].to + into, r.n < m->piece[i].n - into ? r.n : m->piece[i].n - into};
		}
	return (struct range){m->text.len, 0};
}

/* The front matter is shown when something in it is to be decided. */
static size_t first_byte(const struct suggested *x)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->all.place[x->order[i]].at.at < x->p->body)
			return 0;
	return x->p->body;
}

void suggested_mark(struct suggested *x)
{
	struct marking m = {.x = x, .draft = str_span(&x->all.text), .at = first_byte(x)};
	size_t *marked = mem_array(x->n + 1, sizeof *marked), n = 0;

	free(x->shown);
	x->shown = mem_array(x->all.all.n + 1, sizeof *x->shown);
	for (size_t i = 0; i < x->n; i++)
		if (is_marked(x, x->order[i]))
			marked[n++] = x->order[i];
	for (size_t i = 0, k; i < n; i += k) {
		struct range u;

		k = together(x, marked + i, n - i, &u);
		plain(&m, u.at);
		if (k > 1)
			put_rivals(&m, marked + i, k, u);
		else
			put_one(&m, marked[i]);
		m.at = u.at + u.n > m.at ? u.at + u.n : m.at;
	}
	plain(&m, m.draft.n);
	for (size_t i = 0; i < x->n; i++)
		if (!is_marked(x, x->order[i]))
			x->shown[x->order[i]] = shown_at(&m, x->all.place[x->order[i]].at);
	textview_set(&x->view, str_span(&m.text));
	textview_runs(&x->view, m.run, m.nruns);
	str_release(&m.text);
	free(m.run);
	free(m.piece);
	free(marked);
}

/* ------------------------------------------------------------------- panel */

/* Rows of a label and running text; one that is long is cut at `most` rows. */
struct panel {
	struct surface *s;   /* NULL: only counted */
	int cols, row;
};

static void add_row(struct panel *p, const char *label, struct span text, unsigned style)
{
	int rows = frame_text_rows(p->cols - LABEL - 1, text);

	if (p->s && p->row < p->s->rows) {
		struct surface s = surface_sub(p->s, p->row, 0, p->s->rows - p->row, p->cols);

		surface_puts(&s, 0, 1, label, ROLE_LABEL);
		frame_text(&s, 0, LABEL + 1, text, style);
	}
	p->row += rows > 0 ? rows : 1;
}

/* One line: what breaks lines in the draft is shown as a sign. */
static void add_words(struct panel *p, const char *label, struct span text, unsigned style)
{
	struct str s = STR_INIT, shown = STR_INIT;

	gavel_add_shown(&shown, text);
	for (size_t i = 0; i < shown.len; i++)
		if (shown.buf[i] == '\n')
			str_adds(&s, " / ");
		else
			str_addc(&s, shown.buf[i]);
	add_row(p, label, span_trim(str_span(&s)), style);
	str_release(&s);
	str_release(&shown);
}

static void names_of(const struct suggestion *s, struct str *out)
{
	for (size_t i = 0; i < s->nwho; i++)
		str_addf(out, "%s%s", i ? ", " : "", s->who[i]);
}

static void change_rows(struct panel *p, const struct suggested *x, size_t i)
{
	const struct suggestion *s = &x->all.all.v[i];
	const struct suggest_place *pl = &x->all.place[i];
	struct span now = span_sub(str_span(&x->all.text), pl->at.at, pl->at.n);

	if (suggested_remark(s)) {
		if (*s->old)
			add_words(p, "Vid", span_of(s->old), ROLE_NORMAL);
	} else if (!*s->old) {
		add_words(p, "Tillägg", span_of(s->text), ROLE_NEW);
	} else {
		add_words(p, *s->text ? "Står" : "Stryks", span_of(s->old), ROLE_GONE);
		if (*s->text)
			add_words(p, "Ska stå", span_of(s->text), ROLE_NEW);
	}
	if (s->comment)
		add_words(p, suggested_remark(s) ? "Säger" : "Skriver", span_of(s->comment), ROLE_NORMAL);
	if (s->state != SUGGEST_OPEN)
		return;
	if (pl->fit == SUGGEST_DONE)
		add_row(p, "Obs", SPAN_LIT("Texten säger redan så."), ROLE_WARNING);
	if (pl->fit != SUGGEST_MOVED)
		return;
	add_row(p, "Obs", SPAN_LIT("Orden har ändrats sedan förslaget skrevs; F7 skriver om dem."), ROLE_WARNING);
	if (now.n)
		add_words(p, "Nu står", now, ROLE_NORMAL);
}

static void decided_rows(struct panel *p, const struct suggestion *s)
{
	struct str t = STR_INIT;

	if (s->state == SUGGEST_OPEN)
		return;
	date_add_long(&t, clock_date(s->decided));
	str_addc(&t, ' ');
	clock_add_time(&t, s->decided, false);
	if (s->state == SUGGEST_REJECTED)
		str_addf(&t, "%s%s", s->reason && *s->reason ? ": " : "", s->reason ? s->reason : "");
	add_row(p, s->state == SUGGEST_ACCEPTED ? "Godtaget" : "Avvisat", str_span(&t), ROLE_NORMAL);
	if (s->accepted)
		add_words(p, "Med orden", span_of(s->accepted), ROLE_NORMAL);
	str_release(&t);
}

static size_t rivals(const struct suggested *x, size_t here, size_t *out, size_t most)
{
	size_t n = 0;

	if (!x->all.conflict[here] || x->all.all.v[here].state != SUGGEST_OPEN)
		return 0;
	for (size_t i = 0; i < x->all.all.n && n < most; i++)
		if (x->all.conflict[i] == x->all.conflict[here])
			out[n++] = i;
	return n;
}

static void rival_head(const struct suggested *x, size_t i, size_t nr, bool here, struct str *out)
{
	const struct suggestion *s = &x->all.all.v[i];

	str_addf(out, "%s%zu ", here ? "▸" : " ", nr);
	names_of(s, out);
	str_addf(out, ", %s", suggest_class_name(s->cls));
}

static struct span wanted(const struct suggestion *s)
{
	return *s->text ? span_of(s->text) : SPAN_LIT("(stryks)");
}

/* Side by side where there is room, else under each other. */
static void rival_rows(struct panel *p, const struct suggested *x, size_t here, const size_t *v, size_t n)
{
	bool wide = p->cols >= WIDE && (int)n <= p->cols / 30;
	int cols = wide ? p->cols / (int)n : p->cols, most = 0;

	add_row(p, "Krock", SPAN_LIT("Olika förslag till samma ord. Godta ett; de andra är kvar tills de också avgörs."), ROLE_WARNING);
	for (size_t k = 0; k < n; k++) {
		const struct suggestion *s = &x->all.all.v[v[k]];
		struct str head = STR_INIT, words = STR_INIT;
		int left = wide ? (int)k * cols : 0, rows;

		rival_head(x, v[k], k + 1, v[k] == here, &head);
		gavel_add_shown(&words, span_of(s->old));
		if (*s->old)
			str_adds(&words, " → ");
		gavel_add_shown(&words, wanted(s));
		if (s->comment)
			str_addf(&words, "  ”%s”", s->comment);
		rows = 1 + frame_text_rows(cols - 4, str_span(&words));
		if (p->s && p->row < p->s->rows) {
			struct surface part = surface_sub(p->s, p->row, left, p->s->rows - p->row, cols - 1);

			surface_field(&part, 0, 1, part.cols - 1, str_span(&head), ROLE_LABEL);
			frame_text(&part, 1, 4, str_span(&words), v[k] == here ? ROLE_NEW : ROLE_NORMAL);
		}
		most = rows > most ? rows : most;
		p->row += wide ? 0 : rows;
		str_release(&head);
		str_release(&words);
	}
	p->row += wide ? most : 0;
}

enum { RIVALS = 16 };

static int lay_out(const struct suggested *x, struct surface *s, int cols)
{
	const struct suggestion *here = suggested_here(x);
	struct panel p = {.s = s, .cols = cols};
	size_t v[RIVALS], i, n;

	if (!here)
		return 0;
	i = (size_t)(here - x->all.all.v);
	n = rivals(x, i, v, RIVALS);
	if (n > 1)
		rival_rows(&p, x, i, v, n);
	else
		change_rows(&p, x, i);
	decided_rows(&p, here);
	return p.row;
}

int suggested_panel_rows(const struct suggested *x, int cols, int most)
{
	int rows = 1 + (x->editing ? 4 : lay_out(x, NULL, cols));

	if (!suggested_here(x))
		return 0;
	return rows > most ? most : rows;
}

static void heading(const struct suggested *x, const struct suggestion *s, struct str *out)
{
	size_t at = x->all.place[s - x->all.all.v].at.at;
	int item = protocol_item_at(x->p, at), section;

	str_addc(out, ' ');
	names_of(s, out);
	str_addf(out, " · %s · ", suggest_class_name(s->cls));
	frame_add_place(out, x->p, at);
	section = item >= 0 ? item_section_at(&x->p->item[item], at) : -1;
	if (section >= 0)
		str_addf(out, " %.*s", SPAN_FMT(x->p->item[item].section[section].name));
	str_addf(out, " · %s ", suggest_state_name(s->state));
}

void suggested_panel(const struct suggested *x, struct surface *s)
{
	const struct suggestion *here = suggested_here(x);
	struct surface rest = surface_sub(s, 1, 0, s->rows - 1, s->cols);
	struct str head = STR_INIT;

	if (!here || s->rows < 1)
		return;
	surface_hline(s, 0, 0, s->cols, ROLE_FRAME);
	heading(x, here, &head);
	if (surface_width(str_span(&head)) <= s->cols - 2)
		surface_print(s, 0, 1, str_span(&head), ROLE_SECTION);
	else
		surface_field(s, 0, 1, s->cols - 2, str_span(&head), ROLE_SECTION);
	str_release(&head);
	if (x->editing)
		return;
	lay_out(x, &rest, s->cols);
}
