/* compose_vote: yrkanden, votes and reservations in words. The draft names an
 * yrkande "Y3"; in print it has a name of its own ("Bo Linds (M) avslagsyrkande"). */
#include <stdlib.h>

#include "base/u8.h"
#include "out/compose.h"

static const struct yrkande *by_number(const struct item *it, int nr)
{
	for (size_t i = 0; i < it->nyrkanden; i++)
		if (it->yrkande[i].nr == nr)
			return &it->yrkande[i];
	return NULL;
}

static int of_kind(const struct item *it, enum yrkande_kind kind)
{
	int n = 0;

	for (size_t i = 0; i < it->nyrkanden; i++)
		n += it->yrkande[i].kind == kind && !it->yrkande[i].withdrawn;
	return n;
}

static char *kind_key(const char *before, enum yrkande_kind kind)
{
	struct str key = STR_INIT;

	str_adds(&key, before);
	u8_add_plain(&key, span_of(yrkande_kind_name(kind)));
	return str_take(&key);
}

static void add_who(struct compose *c, const struct yrkande *y, struct str *out)
{
	if (y->all)
		str_addspan(out, style_get(c->style, "yrkande.alla"));
	else
		fields_join(out, y->who, y->nwho);
}

/* "ändringsyrkandet", or whose it is when there are several of the kind. */
static void add_name(struct compose *c, const struct yrkande *y, struct str *out)
{
	struct value *m = value_map(&c->arena);
	struct str whose = STR_INIT;
	bool alone = of_kind(c->item, y->kind) <= 1 || y->all || !y->nwho;
	char *key = kind_key(alone ? "yrkande.mal." : "yrkande.av.", y->kind);

	for (size_t i = 0; i < y->nwho; i++) {
		if (i)
			str_adds(&whose, i + 1 == y->nwho ? " och " : ", ");
		fields_genitive(&whose, y->who[i]);
	}
	value_set_text(&c->arena, m, "vems", str_span(&whose));
	style_line(c->style, key, m, out, c->remarks);
	free(key);
	str_release(&whose);
}

static bool is_one_of(struct span who, const struct yrkande *y)
{
	struct span name, party, other, its;

	if (!person_split_name(who, &name, &party)) {
		name = who;
		party = SPAN_NONE;
	}
	for (size_t i = 0; i < y->nwho; i++) {
		if (!person_split_name(y->who[i], &other, &its)) {
			other = y->who[i];
			its = SPAN_NONE;
		}
		if (person_same(name, party, other, its))
			return true;
	}
	return false;
}

/* Is it the yrkande of all who are named? */
static bool own(const struct yrkande *y, const struct span *who, size_t nwho)
{
	for (size_t i = 0; i < nwho; i++)
		if (!is_one_of(who[i], y))
			return false;
	return nwho > 0;
}

/* A text of the draft with each "Y3" in words. */
static void add_resolved(
        struct compose *c, struct span text, const struct span *who, size_t nwho, struct str *out)
{
	for (size_t i = 0; i < text.n;) {
		size_t end = i + 1;
		const struct yrkande *y = NULL;
		long nr;

		while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
			end++;
		if (text.p[i] == 'Y' && (i == 0 || strchr(" (\n", text.p[i - 1])) &&
		        span_int(span_sub(text, i + 1, end - i - 1), &nr))
			y = by_number(c->item, (int)nr);
		if (!y) {
			str_addc(out, text.p[i++]);
			continue;
		}
		if (own(y, who, nwho))
			str_addspan(out, style_get(c->style, "reservation.eget"));
		else
			add_name(c, y, out);
		i = end;
	}
}

/* ------------------------------------------------------------- yrkanden */

static bool starts_with_any(struct span text, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_starts(text, word[i]))
			return true;
	return false;
}

static struct value *yrkande_fields(struct compose *c, const struct yrkande *y)
{
	static const char *const att[] = {"att "};
	static const char *const follows[] = {
	        "för ", "till ", "med ", "på ", "av ", "mot ", "enligt ", "om ", "att "};
	struct arena *a = &c->arena;
	struct value *m = value_map(a);
	const struct yrkande *target = y->till ? by_number(c->item, y->till) : NULL;
	struct str t = STR_INIT;
	struct span text;

	add_who(c, y, &t);
	value_set_text(a, m, "vem", str_span(&t));
	str_clear(&t);
	for (size_t i = 0; i < y->ntext; i++)
		str_addf(&t, "%s%.*s", i ? " " : "", SPAN_FMT(y->text[i]));
	value_set_text(a, m, "text", span_trim(str_span(&t)));
	text = value_get(m, SPAN_LIT("text"))->text;
	value_set_bool(a, m, "att", starts_with_any(text, att, 1));
	str_clear(&t);
	if (text.n)
		str_addf(&t, "%s%.*s",
		        starts_with_any(text, follows, sizeof follows / sizeof *follows) ? " "
		                                                                         : ": ",
		        SPAN_FMT(text));
	value_set_text(a, m, "fortsattning", str_span(&t));
	str_clear(&t);
	if (target)
		add_name(c, target, &t);
	value_set_text(a, m, "mal", str_span(&t));
	str_release(&t);
	return m;
}

bool compose_has_yrkanden(const struct item *it)
{
	const struct section *s = item_section(it, SECTION_YRKANDEN);

	for (size_t i = 0; i < it->nyrkanden; i++)
		if (!it->yrkande[i].withdrawn)
			return true;
	for (size_t i = 0; s && i < s->nblocks; i++)
		if (s->block[i].kind != BLOCK_ITEM && s->block[i].kind != BLOCK_COMMENT)
			return true;
	return false;
}

static bool inside(struct range part, struct range whole)
{
	return part.at >= whole.at && part.at < whole.at + whole.n;
}

void compose_yrkanden(struct compose *c)
{
	const struct item *it = c->item;
	const struct section *s = item_section(it, SECTION_YRKANDEN);
	size_t next = 0;

	for (size_t i = 0; s && i < s->nblocks; i++) {
		const struct yrkande *y = NULL;
		char *key;

		for (size_t k = 0; k < it->nyrkanden && !y; k++)
			if (inside(s->block[i].where, it->yrkande[k].where))
				y = &it->yrkande[k];
		if (!y) {
			compose_block(c, &s->block[i]);
			continue;
		}
		if (y < it->yrkande + next)
			continue; /* further blocks of one that is written */
		next = (size_t)(y - it->yrkande) + 1;
		if (y->withdrawn)
			continue;
		key = kind_key("yrkande.", y->kind);
		compose_phrase(c, key, yrkande_fields(c, y), ROLE_YRKANDE);
		free(key);
	}
}

/* ------------------------------------------------------------- votes */

static void vote_line(struct compose *c, const char *key, struct span what)
{
	struct value *m = value_map(&c->arena);
	struct str t = STR_INIT, low = STR_INIT;

	if (!what.n)
		return;
	if (section_find(span_trim(what)) == SECTION_FORSLAG)
		str_addspan(&t, style_get(c->style, "omrostning.forslag"));
	else
		add_resolved(c, what, NULL, 0, &t);
	if (span_ends(str_span(&t), "."))
		str_replace(&t, t.len - 1, 1, "", 0);
	fields_inside(&low, str_span(&t));
	value_set_text(&c->arena, m, "vad", str_span(&low));
	compose_phrase(c, key, m, ROLE_VOTE);
	str_release(&t);
	str_release(&low);
}

static void vote_table(struct compose *c, const struct vote *v, int line)
{
	struct out_cell *cell = arena_alloc(&c->out->arena, (v->n + 2) * 4 * sizeof *cell);
	struct strlist head = {NULL, 0, 0};
	struct str t = STR_INIT;
	struct out_block *o;

	style_list(c->style, "omrostning.huvud", &head);
	for (size_t i = 0; i < 4 && i < head.n; i++)
		cell[i].runs = runs_plain(c->out, span_of(head.v[i]));
	strlist_release(&head);
	for (size_t r = 0; r < v->n; r++) {
		const struct vote_row *row = &v->row[r];

		str_clear(&t);
		str_addspan(&t, row->name);
		if (row->party.n)
			str_addf(&t, " (%.*s)", SPAN_FMT(row->party));
		cell[(r + 1) * 4].runs = runs_plain(c->out, str_span(&t));
		if (row->choice >= 0 && row->choice < 3)
			cell[(r + 1) * 4 + 1 + (size_t)row->choice].runs =
			        runs_plain(c->out, SPAN_LIT("x"));
	}
	cell[(v->n + 1) * 4].runs = runs_plain(c->out, style_get(c->style, "omrostning.summa"));
	for (size_t i = 0; i < 3; i++) {
		str_clear(&t);
		str_addf(&t, "%d", v->sum[i]);
		cell[(v->n + 1) * 4 + 1 + i].runs = runs_plain(c->out, str_span(&t));
	}
	o = out_add(c->out, OUT_TABLE, ROLE_VOTE);
	o->cell = cell;
	o->rows = v->n + 2;
	o->cols = 4;
	o->head_row = true;
	o->keep_whole = o->rows <= 14;
	o->item_nr = c->item->nr;
	o->line = line;
	str_release(&t);
}

void compose_vote(struct compose *c, const struct section *s)
{
	bool table = false, said = false;

	for (size_t i = 0; i < s->nblocks; i++) {
		const struct block *b = &s->block[i];

		if (b->kind == BLOCK_PARA && b->ntext &&
		        (span_starts(b->text[0], "Ja:") || span_starts(b->text[0], "Nej:"))) {
			if (!said) {
				vote_line(c, "omrostning.ja", s->vote.ja);
				vote_line(c, "omrostning.nej", s->vote.nej);
			}
			said = true;
		} else if (b->kind == BLOCK_TABLE && s->vote.n && !table) {
			vote_table(c, &s->vote, b->line);
			table = true;
		} else {
			compose_block(c, b);
		}
	}
}

/* ------------------------------------------------------------- reservations */

/* "till förmån för ..." goes on in the sentence; a text with a capital begins its own. */
static void set_continuation(struct arena *a, struct value *m)
{
	struct span text = value_get(m, SPAN_LIT("text"))->text;
	struct str t = STR_INIT;
	int32_t cp = 0;

	if (text.n) {
		u8_decode(text.p, text.n, &cp);
		str_addf(&t, "%s%.*s", u8_upper(cp) ? ". " : " ", SPAN_FMT(text));
	}
	value_set_text(a, m, "fortsattning", t.buf ? str_span(&t) : SPAN_NONE);
	str_release(&t);
}

static void one_reservation(struct compose *c, const struct reservation *r)
{
	struct value *m = value_map(&c->arena);
	struct str t = STR_INIT;

	fields_join(&t, r->who, r->nwho);
	value_set_text(&c->arena, m, "vem", str_span(&t));
	str_clear(&t);
	add_resolved(c, r->text, r->who, r->nwho, &t);
	value_set_text(&c->arena, m, "text", span_trim(str_span(&t)));
	set_continuation(&c->arena, m);
	compose_phrase(c, "reservation.rad", m, ROLE_RESERVATION);
	str_release(&t);
}

void compose_reservations(struct compose *c, const struct section *s)
{
	for (size_t i = 0; i < s->nblocks; i++) {
		const struct reservation *r = NULL;

		for (size_t k = 0; k < s->nreservations && !r; k++)
			if (s->reservation[k].line == s->block[i].line && s->reservation[k].nwho)
				r = &s->reservation[k];
		if (r)
			one_reservation(c, r);
		else
			compose_block(c, &s->block[i]);
	}
}
