/* voting: rules on yrkanden, beslutsgång, votes, reservations and jäv. */
#include "base/u8.h"
#include "check/inner.h"

static const struct person *serving_person(const struct check_run *r, struct span who, int nr)
{
	const struct protocol *p = r->p;
	struct span name, party = SPAN_NONE;

	if (!person_split_name(who, &name, &party))
		name = who;
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *x = &p->person[i];

		if (x->group == GROUP_BESLUTANDE && person_same(x->name, x->party, name, party) && check_serves(x, nr))
			return x;
	}
	return NULL;
}

static bool needs_text(enum yrkande_kind k)
{
	return k == YRKANDE_TILLAGG || k == YRKANDE_ANDRING || k == YRKANDE_EGET;
}

void rule_yrkande(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];

		for (size_t k = 0; k < it->nyrkanden; k++) {
			const struct yrkande *y = &it->yrkande[k];
			size_t words = 0;

			for (size_t t = 0; t < y->ntext; t++)
				words += span_trim(y->text[t]).n;
			if (!y->all && !y->nwho)
				check_add(r, y->where, NULL, "Y%d i § %d saknar namn.", y->nr, it->nr);
			if (!words && needs_text(y->kind))
				check_add(r, y->where, NULL, "Y%d i § %d saknar lydelse.", y->nr, it->nr);
			for (size_t w = 0; w < y->nwho; w++) {
				struct span name, party = SPAN_NONE;

				if (person_split_name(y->who[w], &name, &party) && party.n &&
					check_find(r, GROUP_BESLUTANDE, y->who[w]) && !serving_person(r, y->who[w], it->nr))
					check_add(r, y->where, NULL, "%.*s yrkar i § %d men tjänstgör inte där.",
						SPAN_FMT(y->who[w]), it->nr);
			}
		}
	}
}

/* Does the section say anything? */
static bool has_words(const struct item *it, enum section_kind k)
{
	const struct section *s = item_section(it, k);
	struct str text = STR_INIT;
	struct range word;
	bool has;

	if (!s)
		return false;
	section_text(it, s, &text);
	has = u8_word(str_c(&text), text.len, 0, &word);
	str_release(&text);
	return has;
}

void rule_beslutsgang(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];
		int proposals = has_words(it, SECTION_FORSLAG) ? 1 : 0;

		for (size_t k = 0; k < it->nyrkanden; k++)
			proposals += !it->yrkande[k].withdrawn && it->yrkande[k].kind != YRKANDE_BIFALL;
		if (proposals >= 2 && it->nyrkanden && !has_words(it, SECTION_BESLUTSGANG))
			check_add(r, it->head, NULL, "Beslutsgång saknas i § %d: %d förslag står mot varandra.", it->nr,
				proposals);
	}
}

typedef void vote_fn(struct check_run *r, const struct item *it, const struct section *s);

static void each_vote(struct check_run *r, vote_fn *fn)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];

		for (size_t k = 0; k < it->nsections; k++)
			if (it->section[k].kind == SECTION_OMROSTNING)
				fn(r, it, &it->section[k]);
	}
}

static void meaning(struct check_run *r, const struct item *it, const struct section *s)
{
	if (!s->vote.ja.n || !s->vote.nej.n)
		check_add(r, s->head, NULL, "Skriv vad ja-röst och nej-röst innebär vid omröstningen i § %d.", it->nr);
	else if (span_eq(span_trim(s->vote.ja), span_trim(s->vote.nej)))
		check_add(r, s->head, NULL, "Ja och nej betyder samma sak vid omröstningen i § %d.", it->nr);
}

void rule_vote_meaning(struct check_run *r)
{
	each_vote(r, meaning);
}

static int serving(const struct check_run *r, int nr)
{
	int n = 0;

	for (size_t i = 0; i < r->p->npersons; i++)
		n += r->p->person[i].group == GROUP_BESLUTANDE && check_serves(&r->p->person[i], nr);
	return n;
}

static void sums(struct check_run *r, const struct item *it, const struct section *s)
{
	const struct vote *v = &s->vote;
	int all = serving(r, it->nr), total = v->sum[0] + v->sum[1] + v->sum[2];

	if (!v->n) {
		check_add(r, s->head, NULL, "Omröstningen i § %d saknar röster.", it->nr);
		return;
	}
	for (size_t i = 0; i < v->n; i++)
		if (v->row[i].choice < 0)
			check_add(r, check_line_range(r->p->src, v->row[i].line), NULL,
				"Rösten från %.*s är oklar: ett kryss, under Ja, Nej eller Avstår.", SPAN_FMT(v->row[i].name));
	if (total != all)
		check_add(r, s->head, NULL, "Röstsumman %d (ja %d, nej %d, avstår %d) stämmer inte med %d tjänstgörande i § %d.",
			total, v->sum[0], v->sum[1], v->sum[2], all, it->nr);
}

void rule_vote_sums(struct check_run *r)
{
	each_vote(r, sums);
}

static bool row_serves(const struct check_run *r, const struct vote_row *row, int nr)
{
	for (size_t i = 0; i < r->p->npersons; i++) {
		const struct person *x = &r->p->person[i];

		if (x->group == GROUP_BESLUTANDE && person_same(x->name, x->party, row->name, row->party) &&
			check_serves(x, nr))
			return true;
	}
	return false;
}

static void voters(struct check_run *r, const struct item *it, const struct section *s)
{
	const struct vote *v = &s->vote;

	for (size_t i = 0; i < v->n; i++) {
		const struct vote_row *row = &v->row[i];
		struct range where = check_line_range(r->p->src, row->line);

		if (!row_serves(r, row, it->nr))
			check_add(r, where, NULL, "%.*s har röstat men tjänstgör inte i § %d.", SPAN_FMT(row->name), it->nr);
		for (size_t k = 0; k < i; k++)
			if (person_same(row->name, row->party, v->row[k].name, v->row[k].party))
				check_add(r, where, NULL, "%.*s står två gånger i omröstningen i § %d.", SPAN_FMT(row->name), it->nr);
	}
}

void rule_voters(struct check_run *r)
{
	each_vote(r, voters);
}

/* The casting vote may be told in the vote, the beslutsgång or the decision. */
static void tie(struct check_run *r, const struct item *it, const struct section *s)
{
	struct span text = span_sub(r->p->src, it->where.at, it->where.n);

	if (s->vote.n && s->vote.sum[0] == s->vote.sum[1] && span_find(text, "utslagsröst", 0) == (size_t)-1 &&
		span_find(text, "lottning", 0) == (size_t)-1)
		check_add(r, s->head, NULL,
			"Lika röstetal i § %d: skriv hur ordförandens utslagsröst (eller lottningen) föll.", it->nr);
}

void rule_tie(struct check_run *r)
{
	each_vote(r, tie);
}

void rule_reservation(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];
		const struct section *s = item_section(it, SECTION_RESERVATION);

		for (size_t k = 0; s && k < s->nreservations; k++) {
			const struct reservation *x = &s->reservation[k];

			for (size_t w = 0; w < x->nwho; w++) {
				struct span name, party = SPAN_NONE;

				if (person_split_name(x->who[w], &name, &party) && party.n && !serving_person(r, x->who[w], it->nr))
					check_add(r, check_line_range(r->p->src, x->line), NULL,
						"%.*s deltog inte i beslutet i § %d och kan inte reservera sig.", SPAN_FMT(x->who[w]),
						it->nr);
			}
		}
	}
}

static bool is_jav(const struct check_run *r, struct span name, struct span party, int nr)
{
	for (size_t i = 0; i < r->p->npersons; i++) {
		const struct person *x = &r->p->person[i];

		for (size_t k = 0; k < x->njav; k++)
			if (x->jav[k] == nr && person_same(x->name, x->party, name, party))
				return true;
	}
	return false;
}

static void jav_who(struct check_run *r, struct span who, int nr, struct range where, const char *does)
{
	struct span name, party = SPAN_NONE;

	if (!person_split_name(who, &name, &party))
		name = who;
	if (is_jav(r, name, party, nr))
		check_add(r, where, NULL, "%.*s är jävig i § %d men %s.", SPAN_FMT(name), nr, does);
}

void rule_jav(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];

		for (size_t k = 0; k < it->nyrkanden; k++)
			for (size_t w = 0; w < it->yrkande[k].nwho; w++)
				jav_who(r, it->yrkande[k].who[w], it->nr, it->yrkande[k].where, "yrkar där");
		for (size_t k = 0; k < it->nsections; k++) {
			const struct section *s = &it->section[k];

			for (size_t v = 0; v < s->vote.n; v++)
				if (is_jav(r, s->vote.row[v].name, s->vote.row[v].party, it->nr))
					check_add(r, check_line_range(r->p->src, s->vote.row[v].line), NULL,
						"%.*s är jävig i § %d men röstar där.", SPAN_FMT(s->vote.row[v].name), it->nr);
			for (size_t v = 0; v < s->nreservations; v++)
				for (size_t w = 0; w < s->reservation[v].nwho; w++)
					jav_who(r, s->reservation[v].who[w], it->nr,
						check_line_range(r->p->src, s->reservation[v].line), "reserverar sig där");
		}
	}
}
