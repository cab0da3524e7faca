/* json: see json.h. Says what the draft says; counts and composes nothing but
 * what the form asks for. */
#include "out/json.h"

#include "base/clock.h"
#include "doc/gavel.h"
#include "out/chain.h"

enum { MAX_PRESENTERS = 64, MAX_META = 300 /* compared with each other */ };

struct json {
	struct str *out;
	bool first; /* nothing in the innermost object or list yet */
};

static void next(struct json *j)
{
	if (!j->first)
		str_addc(j->out, ',');
	j->first = false;
}

static void key(struct json *j, const char *name)
{
	next(j);
	str_addf(j->out, "\"%s\":", name);
}

static void begin(struct json *j, char bracket)
{
	str_addc(j->out, bracket);
	j->first = true;
}

static void end(struct json *j, char bracket)
{
	str_addc(j->out, bracket);
	j->first = false;
}

/* Empty is absent in the front matter, so it is null here. */
static void text(struct json *j, const char *name, struct span value)
{
	key(j, name);
	str_add_json(j->out, value.n ? value : SPAN_NONE);
}

static void number(struct json *j, const char *name, int value)
{
	key(j, name);
	if (value)
		str_addf(j->out, "%d", value);
	else
		str_adds(j->out, "null");
}

static void boolean(struct json *j, const char *name, bool value)
{
	key(j, name);
	str_adds(j->out, value ? "true" : "false");
}

static void strings(struct json *j, const char *name, const struct span *v, size_t n)
{
	key(j, name);
	begin(j, '[');
	for (size_t i = 0; i < n; i++) {
		next(j);
		str_add_json(j->out, v[i]);
	}
	end(j, ']');
}

static void joined(struct json *j, const char *name, const struct span *line, size_t n)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		if (i)
			str_addc(&s, ' ');
		str_addspan(&s, line[i]);
	}
	key(j, name);
	str_add_json(j->out, str_span(&s));
	str_release(&s);
}

/* ---------------------------------------------------------------- people */

static void name_and_party(struct json *j, struct span name, struct span party)
{
	begin(j, '{');
	text(j, "namn", name);
	text(j, "parti", party);
	end(j, '}');
}

static void people(struct json *j, const char *name, const struct protocol *p, enum person_group g)
{
	key(j, name);
	begin(j, '[');
	for (size_t i = 0; i < p->npersons; i++) {
		if (p->person[i].group != g)
			continue;
		next(j);
		name_and_party(j, p->person[i].name, p->person[i].party);
	}
	end(j, ']');
}

static void person_ranges(struct json *j, const struct protocol *p, const struct person *x)
{
	key(j, "paragrafer");
	begin(j, '[');
	for (size_t i = 0; i < x->nrange; i++) {
		next(j);
		str_addf(j->out, "[%d,%d]", x->range[i].from, x->range[i].to);
	}
	if (!x->nrange && p->first) {
		next(j);
		str_addf(j->out, "[%d,%d]", p->first, p->last);
	}
	end(j, ']');
}

static void attendance(struct json *j, const struct protocol *p)
{
	static const char *const groups[GROUPS] = {
		[GROUP_BESLUTANDE] = "beslutande",
		[GROUP_ERSATTARE] = "ersattare",
		[GROUP_FOREDRAGANDE] = "foredragande",
		[GROUP_TJANSTEPERSONER] = "tjanstepersoner",
		[GROUP_OVRIGA] = "ovriga",
	};

	key(j, "narvaro");
	begin(j, '[');
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *x = &p->person[i];

		if (!groups[x->group])
			continue;
		next(j);
		begin(j, '{');
		text(j, "namn", x->name);
		text(j, "parti", x->party);
		text(j, "titel", x->title);
		text(j, "grupp", span_of(groups[x->group]));
		text(j, "roll", x->role);
		key(j, "ersatter");
		if (x->for_name.n)
			name_and_party(j, x->for_name, x->for_party);
		else
			str_adds(j->out, "null");
		person_ranges(j, p, x);
		key(j, "jav");
		begin(j, '[');
		for (size_t k = 0; k < x->njav; k++) {
			next(j);
			str_addf(j->out, "%d", x->jav[k]);
		}
		end(j, ']');
		boolean(j, "distans", x->remote);
		end(j, '}');
	}
	end(j, ']');
}

/* ---------------------------------------------------------------- front matter */

static void start_and_end(struct json *j, struct span tid)
{
	size_t cut = span_find(tid, "–", 0), wide = strlen("–");

	if (cut == (size_t)-1) {
		cut = span_find(tid, "-", 0);
		wide = 1;
	}
	if (cut == (size_t)-1) {
		cut = tid.n;
		wide = 0;
	}
	text(j, "start", span_trim(span_sub(tid, 0, cut)));
	text(j, "slut", span_trim(span_from(tid, cut + wide)));
}

static void place(struct json *j, struct span plats)
{
	struct span piece;

	key(j, "plats");
	begin(j, '[');
	while (plats.n && span_split(&plats, " / ", &piece)) {
		next(j);
		str_add_json(j->out, span_trim(piece));
	}
	end(j, ']');
}

/* `digital, Storsele, 2031-04-16`: the way, the place and the date if known. */
static void adjustment(struct json *j, struct span s)
{
	struct span way = s, rest = SPAN_NONE, last, date = SPAN_NONE;
	struct date day;
	size_t cut = span_find(s, ",", 0);

	if (cut != (size_t)-1) {
		way = span_trim(span_sub(s, 0, cut));
		rest = span_trim(span_from(s, cut + 1));
	}
	cut = span_find_last(rest, ",");
	last = cut == (size_t)-1 ? rest : span_trim(span_from(rest, cut + 1));
	if (last.n == 10 && date_parse(last, &day)) {
		date = last;
		rest = cut == (size_t)-1 ? SPAN_NONE : span_trim(span_sub(rest, 0, cut));
	}
	key(j, "justering");
	begin(j, '{');
	text(j, "satt", way);
	text(j, "plats", rest);
	text(j, "datum", date);
	end(j, '}');
}

static void head(struct json *j, const struct protocol *p)
{
	const struct front *f = &p->front;
	const struct person *chair = protocol_chair(p, 0);

	text(j, "format", SPAN_LIT("paragraf-json 1"));
	text(j, "typ", front_get(f, FRONT_TYP));
	text(j, "stil", front_get(f, FRONT_STIL));
	text(j, "region", front_get(f, FRONT_REGION));
	text(j, "organ", front_get(f, FRONT_ORGAN));
	text(j, "organ_kort", front_get(f, FRONT_ORGAN_KORT));
	text(j, "profil", front_get(f, FRONT_PROFIL));
	text(j, "referens", front_get(f, FRONT_REFERENS));
	text(j, "datum", front_get(f, FRONT_DATUM));
	start_and_end(j, front_get(f, FRONT_TID));
	place(j, front_get(f, FRONT_PLATS));
	number(j, "forsta", p->first);
	number(j, "sista", p->last);
	key(j, "ordforande");
	if (chair)
		name_and_party(j, chair->name, chair->party);
	else
		str_adds(j->out, "null");
	people(j, "sekreterare", p, GROUP_SEKRETERARE);
	people(j, "justerare", p, GROUP_JUSTERARE);
	adjustment(j, front_get(f, FRONT_JUSTERING));
	attendance(j, p);
	key(j, "forinformation");
	begin(j, '[');
	for (size_t i = 0; i < p->nforinformation; i++) {
		next(j);
		begin(j, '{');
		text(j, "titel", p->forinformation[i].title);
		text(j, "namn", p->forinformation[i].name);
		text(j, "bilaga", p->forinformation[i].bilaga);
		end(j, '}');
	}
	end(j, ']');
	key(j, "extra");
	begin(j, '[');
	for (size_t i = 0; i < p->nextra; i++) {
		next(j);
		str_addf(j->out, "%d", p->extra[i]);
	}
	end(j, ']');
}

/* ---------------------------------------------------------------- items */

static void own_text(struct json *j, const char *name, const struct block *b, size_t n)
{
	struct str s = STR_INIT;

	blocks_text(b, n, &s);
	text(j, name, str_span(&s));
	str_release(&s);
}

static void sections(struct json *j, const struct item *it)
{
	struct str s = STR_INIT;

	key(j, "avsnitt");
	begin(j, '[');
	for (size_t i = 0; i < it->nsections; i++) {
		const struct section *x = &it->section[i];

		next(j);
		begin(j, '{');
		text(j, "slag", span_of(section_slag(x->kind)));
		text(j, "namn", section_name(x->kind) ? span_of(section_name(x->kind)) : x->name);
		text(j, "etikett", x->label);
		text(j, "spegel", x->mirror);
		str_clear(&s);
		section_text(it, x, &s);
		key(j, "text");
		str_add_json(j->out, str_span(&s));
		end(j, '}');
	}
	end(j, ']');
	str_release(&s);
}

static void presenters(struct json *j, const struct protocol *p, const struct item *it)
{
	const struct block *found[MAX_PRESENTERS];
	size_t n = item_presenters(it, found, MAX_PRESENTERS);

	key(j, "foredragande");
	begin(j, '[');
	for (size_t i = 0; i < n; i++) {
		next(j);
		begin(j, '{');
		text(j, "namn", found[i]->name);
		text(j, "titel", found[i]->title);
		end(j, '}');
	}
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *x = &p->person[i];
		bool known = x->group != GROUP_FOREDRAGANDE || !x->nrange || !person_present(x, it->nr);

		for (size_t k = 0; k < n && !known; k++)
			known = span_eq(found[k]->name, x->name);
		if (known)
			continue;
		next(j);
		begin(j, '{');
		text(j, "namn", x->name);
		text(j, "titel", x->title.n ? x->title : x->role);
		end(j, '}');
	}
	end(j, ']');
}

static void yrkanden(struct json *j, const struct item *it)
{
	key(j, "yrkanden");
	begin(j, '[');
	for (size_t i = 0; i < it->nyrkanden; i++) {
		const struct yrkande *y = &it->yrkande[i];

		next(j);
		begin(j, '{');
		number(j, "nr", y->nr);
		text(j, "slag", span_of(yrkande_kind_name(y->kind)));
		number(j, "till", y->till);
		if (y->all)
			text(j, "av", SPAN_LIT("samtliga ledamöter"));
		else
			strings(j, "av", y->who, y->nwho);
		boolean(j, "atertaget", y->withdrawn);
		joined(j, "text", y->text, y->ntext);
		text(j, "lydelse", y->wording);
		text(j, "tidigare", y->former);
		end(j, '}');
	}
	end(j, ']');
}

static void vote(struct json *j, const struct vote *v)
{
	static const char *const choices[] = {"ja", "nej", "avstar"};

	begin(j, '{');
	text(j, "ja", v->ja);
	text(j, "nej", v->nej);
	key(j, "roster");
	begin(j, '[');
	for (size_t i = 0; i < v->n; i++) {
		int c = v->row[i].choice;

		next(j);
		begin(j, '{');
		text(j, "namn", v->row[i].name);
		text(j, "parti", v->row[i].party);
		text(j, "rost", c < 0 ? SPAN_NONE : span_of(choices[c]));
		end(j, '}');
	}
	end(j, ']');
	key(j, "summor");
	str_addf(j->out, "{\"ja\":%d,\"nej\":%d,\"avstar\":%d}", v->sum[0], v->sum[1], v->sum[2]);
	end(j, '}');
}

static void votes_and_reservations(struct json *j, const struct item *it)
{
	key(j, "omrostningar");
	begin(j, '[');
	for (size_t i = 0; i < it->nsections; i++) {
		if (it->section[i].kind != SECTION_OMROSTNING)
			continue;
		next(j);
		vote(j, &it->section[i].vote);
	}
	end(j, ']');
	key(j, "reservationer");
	begin(j, '[');
	for (size_t i = 0; i < it->nsections; i++) {
		const struct section *s = &it->section[i];

		for (size_t k = 0; k < s->nreservations; k++) {
			next(j);
			begin(j, '{');
			strings(j, "av", s->reservation[k].who, s->reservation[k].nwho);
			text(j, "text", s->reservation[k].text);
			end(j, '}');
		}
	}
	end(j, ']');
}

static void add_clause(void *ctx, const struct block *b)
{
	struct json *j = ctx;
	struct str s = STR_INIT;

	if (b->kind != BLOCK_ITEM)
		return;
	for (size_t i = 0; i < b->ntext; i++) {
		if (i)
			str_addc(&s, ' ');
		str_addspan(&s, b->text[i]);
	}
	next(j);
	str_add_json(j->out, str_span(&s));
	str_release(&s);
}

static void decision(struct json *j, const struct item *it)
{
	const struct section *s = item_section(it, SECTION_BESLUT);
	struct str all = STR_INIT;
	struct chain chain = CHAIN_INIT;

	key(j, "beslut");
	if (!s) {
		str_adds(j->out, "null");
		return;
	}
	section_text(it, s, &all);
	chain_read(&chain, str_span(&all));
	begin(j, '{');
	key(j, "text");
	str_add_json(j->out, str_span(&all));
	strings(j, "kedja", chain.body, chain.n);
	key(j, "att");
	begin(j, '[');
	section_each_block(it, s, add_clause, j);
	end(j, ']');
	end(j, '}');
	str_release(&all);
}

/* As it stands when it is none of the known. */
static struct span slag_of(const struct item *it)
{
	for (size_t i = 0; i < it->nmeta && it->slag == SLAG_UNKNOWN; i++)
		if (span_is(it->meta[i].key, "Slag"))
			return it->meta[i].value;
	return span_of(slag_name(it->slag));
}

/* The sum of a klubbslag is the program's own. */
static void meta_value(struct json *j, const struct meta *m)
{
	struct str times = STR_INIT;

	if (span_is(m->key, "Klubbat"))
		gavel_add_times(&times, m->value);
	str_add_json(j->out, times.len ? str_span(&times) : m->value);
	str_release(&times);
}

static void item(struct json *j, const struct protocol *p, const struct item *it)
{
	begin(j, '{');
	number(j, "nr", it->nr);
	text(j, "titel", it->title);
	text(j, "slag", slag_of(it));
	strings(j, "dnr", it->dnr, it->ndnr);
	key(j, "meta");
	begin(j, '{');
	for (size_t i = 0; i < it->nmeta; i++) {
		bool again = span_is(it->meta[i].key, "Dnr");

		for (size_t k = 0; k < i && k < MAX_META && !again; k++)
			again = span_eq(it->meta[k].key, it->meta[i].key);
		if (again)
			continue;
		next(j);
		str_add_json(j->out, it->meta[i].key);
		str_addc(j->out, ':');
		meta_value(j, &it->meta[i]);
	}
	end(j, '}');
	own_text(j, "text", it->block, it->nblocks);
	sections(j, it);
	presenters(j, p, it);
	yrkanden(j, it);
	votes_and_reservations(j, it);
	decision(j, it);
	end(j, '}');
}

void json_write_with(const struct protocol *p, const struct finding *f, size_t n, struct str *out)
{
	struct json j = {.out = out, .first = true};

	begin(&j, '{');
	head(&j, p);
	own_text(&j, "inledning", p->block, p->nblocks);
	key(&j, "arenden");
	begin(&j, '[');
	for (size_t i = 0; i < p->nitems; i++) {
		next(&j);
		str_addc(out, '\n');
		item(&j, p, &p->item[i]);
	}
	end(&j, ']');
	key(&j, "fynd");
	begin(&j, '[');
	for (size_t i = 0; i < n; i++) {
		next(&j);
		begin(&j, '{');
		number(&j, "rad", f[i].line);
		number(&j, "kolumn", f[i].col);
		text(&j, "niva", span_of(severity_name(f[i].severity)));
		text(&j, "id", span_of(f[i].id));
		text(&j, "text", span_of(f[i].text));
		text(&j, "rattning", SPAN_NONE);
		end(&j, '}');
	}
	end(&j, ']');
	end(&j, '}');
	str_addc(out, '\n');
}

void json_write(const struct protocol *p, struct str *out)
{
	json_write_with(p, p->finding, p->nfindings, out);
}
