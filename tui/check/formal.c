/* formal: rules on the frame of the minutes: time, people, numbers, decisions. */
#include <stdlib.h>
#include <string.h>

#include "base/u8.h"
#include "check/inner.h"

static struct range field_place(const struct front_field *f)
{
	return f && f->n ? f->value[0].where : f ? f->where : (struct range){0, 0};
}

struct range check_front(const struct check_run *r, enum front_key key)
{
	return field_place(front_field(&r->p->front, key));
}

bool check_serves(const struct person *p, int nr)
{
	for (size_t i = 0; i < p->njav; i++)
		if (p->jav[i] == nr)
			return false;
	return person_present(p, nr);
}

const struct person *check_find(const struct check_run *r, enum person_group g, struct span who)
{
	struct span name, party = SPAN_NONE;

	if (!person_split_name(who, &name, &party))
		name = who;
	for (size_t i = 0; i < r->p->npersons; i++) {
		const struct person *p = &r->p->person[i];

		if (p->group == g && person_same(p->name, p->party, name, party))
			return p;
	}
	return NULL;
}

/* "10.00–15.40" with dash or hyphen to minutes; false: not of that form. */
static bool parse_tid(struct span tid, int *start, int *end)
{
	size_t dash = span_find(tid, "–", 0), n = strlen("–");

	if (dash == (size_t)-1) {
		dash = span_find(tid, "-", 0);
		n = 1;
	}
	*start = clock_parse_hm(span_trim(dash == (size_t)-1 ? tid : span_sub(tid, 0, dash)));
	*end = dash == (size_t)-1 ? -1 : clock_parse_hm(span_trim(span_from(tid, dash + n)));
	return *start >= 0;
}

/* What the parser found, except what a rule below says with its law. */
void rule_format(struct check_run *r)
{
	static const char *const covered[] = {"FORMAT-JUSTERARE", "FORMAT-NARVARO", "FORMAT-NUMMER"};
	const struct protocol *p = r->p;
	const struct front_field *tid = front_field(&p->front, FRONT_TID);
	int start, end, line_nr = 1;
	size_t line_at = 0;

	for (size_t i = 0; i < p->nfindings; i++) {
		const struct finding *f = &p->finding[i];
		bool on = f->line >= line_nr;
		/* they come in order, but for a few: on from the line before */
		struct range line = check_line_range(on ? span_from(p->src, line_at) : p->src, on ? f->line - line_nr + 1 : f->line);
		size_t place;
		bool skip = false;

		line.at += on ? line_at : 0;
		place = line_at = line.at;
		line_nr = f->line;

		/* a time without its end, as it stands while the meeting goes on: F01 says it, once */
		skip = tid && f->line == tid->line && (!parse_tid(front_get(&p->front, FRONT_TID), &start, &end) || end < 0);
		for (size_t k = 0; k < sizeof covered / sizeof covered[0]; k++)
			skip = skip || (p->typ == TYP_PROTOKOLL && strcmp(f->id, covered[k]) == 0);
		if (skip)
			continue;
		for (int c = 1; c < f->col && place < line.at + line.n; c++) {
			int32_t cp;

			place += u8_decode(p->src.p + place, p->src.n - place, &cp);
		}
		check_add_as(r, f->severity, (struct range){place, 0}, "%s", f->text);
		r->out->v[r->out->n - 1].id = f->id;
	}
}

void rule_time_and_place(struct check_run *r)
{
	const struct front *f = &r->p->front;
	struct span tid = front_get(f, FRONT_TID);
	struct range where = check_front(r, FRONT_TID);
	int start, end;

	if (!front_get(f, FRONT_PLATS).n)
		check_add(r, check_front(r, FRONT_PLATS), NULL, "Platsen för sammanträdet saknas; skriv den vid ”plats:”.");
	if (!tid.n)
		check_add(r, where, NULL, "Tiden för sammanträdet saknas; skriv den vid ”tid:”, t.ex. 10.00–15.40.");
	else if (!parse_tid(tid, &start, &end))
		check_add(r, where, NULL, "Tiden ”%.*s” går inte att läsa; skriv t.ex. 10.00–15.40.", SPAN_FMT(tid));
	else if (end < 0)
		check_add(r, where, NULL, "Sluttiden saknas; skriv den efter ”%.*s” när mötet är slut.", SPAN_FMT(tid));
	else if (end <= start)
		check_add(r, where, NULL, "Mötet slutar före det börjar: ”%.*s”.", SPAN_FMT(tid));
}

void rule_chair(struct check_run *r)
{
	const struct protocol *p = r->p;
	bool secretary = false;

	for (size_t i = 0; i < p->npersons; i++)
		secretary = secretary || p->person[i].group == GROUP_SEKRETERARE;
	if (!secretary)
		check_add(r, check_front(r, FRONT_SEKRETERARE), NULL, "Sekreterare saknas.");
	if (!protocol_chair(p, 0)) {
		check_add(r, check_front(r, FRONT_BESLUTANDE), NULL,
			"Ordförande saknas: ingen bland beslutande har rollen.");
		return;
	}
	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr && !protocol_chair(p, p->item[i].nr))
			check_add(r, p->item[i].head, NULL, "Ingen närvarande leder § %d.", p->item[i].nr);
}

static bool presides_always(const struct check_run *r, const struct person *who)
{
	const struct protocol *p = r->p;

	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr && protocol_chair(p, p->item[i].nr) != who)
			return false;
	return protocol_chair(p, 0) == who;
}

static bool serves_at_all(const struct check_run *r, const struct person *who)
{
	for (size_t i = 0; i < r->p->nitems; i++)
		if (check_serves(who, r->p->item[i].nr))
			return true;
	return !r->p->nitems;
}

void rule_signers(struct check_run *r)
{
	const struct protocol *p = r->p;
	size_t n = 0;

	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *j = &p->person[i];
		const struct person *who;

		if (j->group != GROUP_JUSTERARE)
			continue;
		n++;
		who = check_find(r, GROUP_BESLUTANDE, j->line_text);
		if (!who)
			who = check_find(r, GROUP_BESLUTANDE, j->name);
		if (!who || !person_same(who->name, who->party, j->name, j->party))
			check_add(r, j->where, NULL, "Justeraren %.*s står inte bland beslutande.", SPAN_FMT(j->name));
		else if (presides_always(r, who))
			check_add(r, j->where, NULL, "%.*s är ordförande och kan inte också vara justerare.", SPAN_FMT(j->name));
		else if (!serves_at_all(r, who))
			check_add(r, j->where, NULL, "Justeraren %.*s har inte tjänstgjort.", SPAN_FMT(j->name));
	}
	if (!n)
		check_add(r, check_front(r, FRONT_JUSTERARE), NULL, "Justerare saknas.");
}

static int serving(const struct protocol *p, int nr)
{
	int n = 0;

	for (size_t i = 0; i < p->npersons; i++)
		n += p->person[i].group == GROUP_BESLUTANDE && check_serves(&p->person[i], nr);
	return n;
}

void rule_quorum(struct check_run *r)
{
	int seats = r->organ ? r->organ->platser : 0;

	for (size_t i = 0; seats > 0 && i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];
		int n = serving(r->p, it->nr);

		if (it->nr && 2 * n <= seats)
			check_add(r, it->head, NULL, "Inte beslutför vid § %d: %d av %d tjänstgör.", it->nr, n, seats);
	}
}

static void check_own_ranges(struct check_run *r, const struct person *p)
{
	int first = r->p->first, last = r->p->last;

	for (size_t i = 0; i < p->nrange; i++) {
		struct para_range a = p->range[i];

		if (a.to < a.from)
			check_add(r, p->where, NULL, "%.*s: §§ %d–%d går baklänges.", SPAN_FMT(p->name), a.from, a.to);
		else if (first && (a.from < first || a.to > last))
			check_add(r, p->where, NULL, "%.*s: §§ %d–%d ligger utanför protokollets §§ %d–%d.",
				SPAN_FMT(p->name), a.from, a.to, first, last);
		for (size_t k = 0; k < i; k++)
			if (a.from <= p->range[k].to && p->range[k].from <= a.to)
				check_add(r, p->where, NULL, "%.*s: §§ %d–%d överlappar §§ %d–%d.", SPAN_FMT(p->name),
					p->range[k].from, p->range[k].to, a.from, a.to);
	}
}

/* The first § at which both serve; 0: none. */
static int both_serve(const struct protocol *p, const struct person *a, const struct person *b)
{
	for (size_t i = 0; i < p->nitems; i++)
		if (check_serves(a, p->item[i].nr) && check_serves(b, p->item[i].nr))
			return p->item[i].nr;
	return 0;
}

static void check_substitute(struct check_run *r, const struct person *p)
{
	const struct protocol *pr = r->p;

	for (size_t i = 0; i < pr->npersons; i++) {
		const struct person *o = &pr->person[i];
		int nr;

		if (o == p || o->group != GROUP_BESLUTANDE)
			continue;
		nr = both_serve(pr, p, o);
		if (nr && p->for_name.p && person_same(o->name, o->party, p->for_name, p->for_party))
			check_add(r, p->where, NULL, "%.*s ersätter %.*s, men båda tjänstgör vid § %d.", SPAN_FMT(p->name),
				SPAN_FMT(o->name), nr);
		if (nr && o < p && person_same(o->name, o->party, p->name, p->party))
			check_add(r, p->where, NULL, "%.*s står två gånger bland beslutande vid § %d.", SPAN_FMT(p->name), nr);
		if (nr && o < p && p->for_name.p && o->for_name.p &&
			person_same(o->for_name, o->for_party, p->for_name, p->for_party))
			check_add(r, p->where, NULL, "Både %.*s och %.*s ersätter %.*s vid § %d.", SPAN_FMT(o->name),
				SPAN_FMT(p->name), SPAN_FMT(p->for_name), nr);
	}
	if (span_is(p->role, "ersättare") && !p->for_name.p)
		check_add_as(r, SEVERITY_VARNING, p->where, "%.*s tjänstgör som ersättare; skriv för vem.", SPAN_FMT(p->name));
}

void rule_serving(struct check_run *r)
{
	const struct protocol *p = r->p;
	int seats = r->organ ? r->organ->platser : 0;

	for (size_t i = 0; i < p->npersons; i++) {
		check_own_ranges(r, &p->person[i]);
		if (p->person[i].group == GROUP_BESLUTANDE)
			check_substitute(r, &p->person[i]);
	}
	for (size_t i = 0; seats > 0 && i < p->nitems; i++) {
		int n = serving(p, p->item[i].nr);

		if (p->item[i].nr && n > seats)
			check_add(r, p->item[i].head, NULL, "Vid § %d tjänstgör %d, men organet har %d platser.", p->item[i].nr,
				n, seats);
	}
}

void rule_numbers(struct check_run *r)
{
	const struct protocol *p = r->p;
	int want = r->facts->last_number > 0 ? r->facts->last_number + 1 : r->facts->first_of_year ? 1 : 0;

	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		if (!it->nr)
			continue;
		if (want && it->nr < want && i > 0)
			check_add(r, it->head, NULL, "§ %d följer inte på § %d: numret är för lågt eller står två gånger.",
				it->nr, want - 1);
		else if (want && it->nr != want && i > 0)
			check_add(r, it->head, NULL, "§ %d följer inte på § %d: ett nummer är överhoppat.", it->nr, want - 1);
		else if (want && it->nr != want)
			check_add(r, it->head, NULL, "§ %d följer inte på årets förra protokoll, som slutar med § %d.", it->nr,
				want - 1);
		want = it->nr + 1;
	}
}

/* What each kind of item needs. */
static const struct {
	enum item_slag slag;
	bool dnr, decision;
} needs[] = {
	{SLAG_BESLUT, true, true},
	{SLAG_INFORMATION, true, true},
	{SLAG_INITIATIV, true, true},
	{SLAG_VAL, false, true},
	{SLAG_JUSTERING, false, true},
	{SLAG_FOREDRAGNINGSLISTA, false, true},
	{SLAG_DELEGATION, false, true},
};

static bool needs_dnr(const struct item *it)
{
	for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
		if (needs[i].slag == it->slag)
			return needs[i].dnr;
	return false;
}

static bool needs_decision(const struct item *it)
{
	for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
		if (needs[i].slag == it->slag)
			return needs[i].decision;
	return false;
}

void rule_dnr(struct check_run *r)
{
	const struct protocol *p = r->p;

	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];

		if (!it->ndnr && needs_dnr(it))
			check_add(r, it->head, NULL, "Diarienummer saknas i § %d.", it->nr);
		for (size_t k = 0; k < it->ndnr && r->organ && r->organ->dnr_serie.n; k++)
			if (!dnr_matches(r->organ->dnr_serie, it->dnr[k]))
				check_add_as(r, SEVERITY_UPPLYSNING, it->head,
					"Diarienumret ”%.*s” i § %d har inte organets form ”%.*s”.", SPAN_FMT(it->dnr[k]), it->nr,
					SPAN_FMT(r->organ->dnr_serie));
	}
}

/* The words of a decision, without marks and blanks at the ends. */
static void decision_text(const struct item *it, struct str *out)
{
	const struct section *s = item_section(it, SECTION_BESLUT);

	if (s)
		section_text(it, s, out);
}

void rule_decision(struct check_run *r)
{
	const struct protocol *p = r->p;

	for (size_t i = 0; i < p->nitems; i++) {
		const struct item *it = &p->item[i];
		const struct section *s = item_section(it, SECTION_BESLUT);
		struct str text = STR_INIT;
		struct range word;

		if (!needs_decision(it))
			continue;
		decision_text(it, &text);
		if (!s)
			check_add(r, it->head, NULL, "Beslut saknas i § %d.", it->nr);
		else if (!u8_word(str_c(&text), text.len, 0, &word))
			check_add(r, s->head, NULL, "Beslutet i § %d är tomt.", it->nr);
		str_release(&text);
	}
}

/* "... enligt förslaget", and nothing that says what it is. */
static bool only_refers(struct span text)
{
	static const char *const ends[] = {"enligt förslag", "enligt förslaget", "enligt föreliggande förslag",
		"enligt liggande förslag", "enligt beredningens förslag", "enligt arbetsutskottets förslag",
		"bifaller förslaget", "att bifalla förslaget", "bifalles", "i enlighet med förslaget"};
	size_t n;
	char *low = u8_fold(text.p ? text.p : "", text.n, &n);
	struct span s = span_trim(span_make(low, n));
	bool refers = false;

	while (s.n && strchr(" .\n", s.p[s.n - 1]))
		s.n--;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		refers = refers || span_ends(s, ends[i]);
	refers = refers && !memchr(s.p, '\n', s.n) && u8_count(s.p, s.n) < 120;
	free(low);
	return refers;
}

void rule_decision_alone(struct check_run *r)
{
	for (size_t i = 0; i < r->p->nitems; i++) {
		const struct item *it = &r->p->item[i];
		struct str text = STR_INIT;

		decision_text(it, &text);
		if (text.len && only_refers(str_span(&text)))
			check_add(r, item_section(it, SECTION_BESLUT)->head, NULL,
				"Beslutet i § %d går inte att förstå fristående; skriv vad förslaget är.", it->nr);
		str_release(&text);
	}
}

static long days_between(struct date a, struct date b)
{
	return a.year && b.year ? date_days(b) - date_days(a) : 0;
}

static void late(struct check_run *r, enum severity severity, const char *before, struct date day, const char *after)
{
	struct str s = STR_INIT;

	date_add_long(&s, day);
	check_add_as(r, severity, check_front(r, FRONT_DATUM), "%s%s%s", before, str_c(&s), after);
	str_release(&s);
}

/* What is late is a warning: an error would stop the very step that ends it. */
static void days_of_justering(struct check_run *r, struct date met)
{
	const struct check_days *d = r->facts->days;

	if (!d || !d->today.year)
		return;
	if (!d->justerat.year && days_between(d->justering, d->today) > 0)
		late(r, SEVERITY_VARNING, "Protokollet skulle ha justerats senast ", d->justering, ".");
	else if (!d->justerat.year && days_between(met, d->today) >= 10)
		late(r, SEVERITY_VARNING, "Justering senast ", d->justering, ".");
	if (d->justerat.year && !d->anslaget.year && days_between(d->anslag, d->today) > 0)
		late(r, SEVERITY_VARNING, "Justeringen skulle ha anslagits senast ", d->anslag, ".");
	if (d->anslaget.year && days_between(d->anslag, d->anslaget) > 0)
		late(r, SEVERITY_VARNING, "Anslaget sattes upp efter sista dag, ", d->anslag, ".");
	if (d->nedtaget.year && days_between(d->nedtaget, d->down) > 0)
		late(r, SEVERITY_FEL, "Anslaget fick inte tas ned före ", d->down, ".");
}

void rule_signing_day(struct check_run *r)
{
	struct span j = front_get(&r->p->front, FRONT_JUSTERING), piece;
	struct date met, signing, last;
	struct str s = STR_INIT;
	bool found = false;
	long days;

	if (!date_parse(front_get(&r->p->front, FRONT_DATUM), &met))
		return;
	days_of_justering(r, met);
	while (span_split(&j, ",", &piece))
		found = date_parse(span_trim(piece), &signing) || found;
	if (!found)
		return;
	days = date_days(signing) - date_days(met);
	last = date_from_days(date_days(met) + 14);
	date_add_long(&s, last);
	if (days > 14)
		check_add(r, check_front(r, FRONT_JUSTERING), NULL,
			"Justeringen ligger %ld dagar efter mötet; senast %s.", days, str_c(&s));
	else if (days < 0)
		check_add(r, check_front(r, FRONT_JUSTERING), NULL, "Justeringen ligger före mötet.");
	str_release(&s);
}

/* ------------------------------------------------------------------ bilagor */

void line_bilaga(struct check_run *r, const struct check_line *l)
{
	size_t at = 0;

	if (!r->facts->has_bilaga)
		return;
	while ((at = span_find(l->text, "ilaga ", at)) != (size_t)-1) {
		size_t from = at + strlen("ilaga "), n = 0;
		struct span name;

		while (from + n < l->text.n && n < 8 &&
			(u8_digit(l->text.p[from + n]) || (l->text.p[from + n] >= 'A' && l->text.p[from + n] <= 'Z')))
			n++;
		name = span_sub(l->text, from, n);
		/* "bilaga 2", "bilaga A", "bilaga 2B"; not "bilaga Finansiering" */
		if (at && (l->text.p[at - 1] == 'b' || l->text.p[at - 1] == 'B') && n && n <= 3 &&
			(from + n == l->text.n || (unsigned char)l->text.p[from + n] < 0x80) &&
			(from + n == l->text.n || !u8_letter(l->text.p[from + n])) && !r->facts->has_bilaga(r->facts->ctx, name))
			check_add(r, (struct range){l->at + at - 1, from + n - at + 1}, NULL,
				"Bilaga %.*s nämns men finns inte i mappen ”bilagor”.", SPAN_FMT(name));
		at = from;
	}
	at = 0;
	while ((at = span_find(l->text, "](bilagor/", at)) != (size_t)-1) {
		size_t from = at + 2, close = span_find(l->text, ")", from);
		struct span name = span_sub(l->text, from, close == (size_t)-1 ? 0 : close - from);

		if (name.n && !r->facts->has_bilaga(r->facts->ctx, name))
			check_add(r, (struct range){l->at + from, name.n}, NULL, "Filen ”%.*s” finns inte.", SPAN_FMT(name));
		at = from;
	}
}
