<<<<<<< HEAD
/* json: the machine form of a draft. Only values of the protocol are written;
 * nothing is derived here but who decides through whom (`kedja`). */
#include "out/json.h"

#include "base/clock.h"
#include "base/u8.h"

/* The next key or element: with a comma unless it opens. */
static void next(struct str *out)
{
	if (out->len && out->buf[out->len - 1] != '{' && out->buf[out->len - 1] != '[')
		str_adds(out, ", ");
}

static void key(struct str *out, const char *name)
{
	next(out);
	str_addf(out, "\"%s\": ", name);
}

static void put_span(struct str *out, const char *name, struct span v)
{
	key(out, name);
	str_add_json(out, v.n ? v : SPAN_NONE);
}

static void put_number(struct str *out, const char *name, int nr)
{
	key(out, name);
	if (nr)
		str_addf(out, "%d", nr);
	else
		str_adds(out, "null");
}

static void put_bool(struct str *out, const char *name, bool yes)
{
	key(out, name);
	str_adds(out, yes ? "true" : "false");
}

static void put_spans(struct str *out, const char *name, const struct span *v, size_t n)
{
	key(out, name);
	str_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		next(out);
		str_add_json(out, v[i]);
	}
	str_addc(out, ']');
}

static void open_list(struct str *out, const char *name)
{
	key(out, name);
	str_addc(out, '[');
}

static void open_object(struct str *out)
{
	next(out);
	str_addc(out, '{');
}

static void put_joined(struct str *out, const char *name, const struct span *line, size_t n)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		str_adds(&text, i ? " " : "");
		str_addspan(&text, line[i]);
	}
	key(out, name);
	str_add_json(out, span_make(str_c(&text), text.len));
	str_release(&text);
}

/* ----------------------------------------------------------------- people */

static const char *const groups[GROUPS] = {
	[GROUP_BESLUTANDE] = "beslutande",
	[GROUP_ERSATTARE] = "ersattare",
	[GROUP_FOREDRAGANDE] = "foredragande",
	[GROUP_TJANSTEPERSONER] = "tjanstepersoner",
	[GROUP_OVRIGA] = "ovriga",
};

static void put_name(struct str *out, const char *name, struct span who, struct span party)
{
	key(out, name);
	if (who.n == 0) {
		str_adds(out, "null");
		return;
	}
	str_addc(out, '{');
	put_span(out, "namn", who);
	put_span(out, "parti", party);
	str_addc(out, '}');
}

static void put_group(struct str *out, const char *name, const struct protocol *p, enum person_group g)
{
	open_list(out, name);
	for (size_t i = 0; i < p->npersons; i++) {
		if (p->person[i].group != g)
			continue;
		open_object(out);
		put_span(out, "namn", p->person[i].name);
		put_span(out, "parti", p->person[i].party);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

static void put_ranges(struct str *out, const struct protocol *p, const struct person *who)
{
	open_list(out, "paragrafer");
	for (size_t i = 0; i < who->nrange; i++) {
		next(out);
		str_addf(out, "[%d, %d]", who->range[i].from, who->range[i].to);
	}
	if (who->nrange == 0 && p->first)
		str_addf(out, "[%d, %d]", p->first, p->last);
	str_addc(out, ']');
}

static void put_attendance(struct str *out, const struct protocol *p)
{
	open_list(out, "narvaro");
	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *who = &p->person[i];

		if (!groups[who->group])
			continue;
		open_object(out);
		put_span(out, "namn", who->name);
		put_span(out, "parti", who->party);
		put_span(out, "titel", who->title);
		put_span(out, "grupp", span_of(groups[who->group]));
		put_span(out, "roll", who->role);
		put_name(out, "ersatter", who->for_name, who->for_party);
		put_ranges(out, p, who);
		open_list(out, "jav");
		for (size_t k = 0; k < who->njav; k++)
			str_addf(out, "%s%d", k ? ", " : "", who->jav[k]);
		str_addc(out, ']');
		put_bool(out, "distans", who->remote);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

/* ------------------------------------------------------------ front matter */

/* "digital, Storsele, 2031-04-16": the way, then place and date if known */
static void put_adjustment(struct str *out, struct span v)
{
	struct span how = v, place = SPAN_NONE, day = SPAN_NONE;
	size_t at = span_find(v, ", ", 0), last = span_find_last(v, ", ");
	struct date d;

	if (at != (size_t)-1) {
		how = span_sub(v, 0, at);
		place = span_from(v, at + 2);
		if (date_parse(span_from(v, last + 2), &d)) {
			day = span_from(v, last + 2);
			place = last > at ? span_sub(v, at + 2, last - at - 2) : SPAN_NONE;
		}
	}
	key(out, "justering");
	str_addc(out, '{');
	put_span(out, "satt", how);
	put_span(out, "plats", place);
	put_span(out, "datum", day);
	str_addc(out, '}');
}

static void put_place(struct str *out, struct span place)
{
	struct span rest = place, piece;

	open_list(out, "plats");
	while (place.n && span_split(&rest, " / ", &piece)) {
		next(out);
		str_add_json(out, piece);
	}
	str_addc(out, ']');
}

static void put_front(struct str *out, const struct protocol *p)
{
	static const struct {
		const char *name;
		enum front_key key;
	} plain[] = {
		{"typ", FRONT_TYP}, {"stil", FRONT_STIL}, {"region", FRONT_REGION}, {"organ", FRONT_ORGAN},
		{"organ_kort", FRONT_ORGAN_KORT}, {"profil", FRONT_PROFIL}, {"referens", FRONT_REFERENS}, {"datum", FRONT_DATUM},
	};
	struct span time = front_get(&p->front, FRONT_TID);
	size_t dash = span_find(time, "–", 0);
	const struct person *chair = protocol_chair(p, 0);

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		put_span(out, plain[i].name, front_get(&p->front, plain[i].key));
	put_span(out, "start", dash == (size_t)-1 ? time : span_sub(time, 0, dash));
	put_span(out, "slut", dash == (size_t)-1 ? SPAN_NONE : span_from(time, dash + strlen("–")));
	put_place(out, front_get(&p->front, FRONT_PLATS));
	put_number(out, "forsta", p->first);
	put_number(out, "sista", p->last);
	put_name(out, "ordforande", chair ? chair->name : SPAN_NONE, chair ? chair->party : SPAN_NONE);
	put_group(out, "sekreterare", p, GROUP_SEKRETERARE);
	put_group(out, "justerare", p, GROUP_JUSTERARE);
	put_adjustment(out, front_get(&p->front, FRONT_JUSTERING));
	put_attendance(out, p);
	open_list(out, "forinformation");
	for (size_t i = 0; i < p->nforinformation; i++) {
		open_object(out);
		put_span(out, "titel", p->forinformation[i].title);
		put_span(out, "namn", p->forinformation[i].name);
		put_span(out, "bilaga", p->forinformation[i].bilaga);
		str_addc(out, '}');
	}
	str_addc(out, ']');
	open_list(out, "extra");
	for (size_t i = 0; i < p->nextra; i++)
		str_addf(out, "%s%d", i ? ", " : "", p->extra[i]);
	str_addc(out, ']');
}

/* ------------------------------------------------------------------ items */

/* "A föreslår att b beslutar", "A föreslår b att föreslå c att": A, b, c. Empty
 * when the sentence names nobody: then the organ itself decides. */
static void put_chain(struct str *out, struct span text)
{
	static const char *const ends[] = {" besluta", " att ", ",", "\n"};
	size_t nl = span_find(text, "\n", 0);
	struct span line = nl == (size_t)-1 ? text : span_sub(text, 0, nl);
	size_t at = span_find(line, " föreslår ", 0), decides = span_find(line, " beslutar", 0);

	open_list(out, "kedja");
	if (at == (size_t)-1 || decides < at) {
		if (decides != (size_t)-1)
			str_add_json(out, span_sub(line, 0, decides));
		str_addc(out, ']');
		return;
	}
	str_add_json(out, span_sub(line, 0, at));
	line = span_from(line, at + strlen(" föreslår "));
	for (;;) {
		size_t end = line.n;

		if (span_starts(line, "att "))
			line = span_from(line, strlen("att "));
		end = line.n;
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
			size_t hit = span_find(line, ends[i], 0);

			end = hit < end ? hit : end;
		}
		if (end == 0)
			break;
		next(out);
		str_add_json(out, span_trim(span_sub(line, 0, end)));
		line = span_trim(span_from(line, end));
		if (!span_starts(line, "att föreslå "))
			break;
		line = span_from(line, strlen("att föreslå "));
	}
	str_addc(out, ']');
}

/* The list clauses of a decision: its own, or those of the section it mirrors. */
static void put_clauses(struct str *out, const struct item *it, const struct section *s)
{
	const struct section *own = s;

	if (s->mirror.p && s->nparts && s->part[0].section >= 0)
		own = &it->section[s->part[0].section];
	open_list(out, "att");
	for (size_t i = 0; i < own->nblocks; i++) {
		struct str text = STR_INIT;

		if (own->block[i].kind != BLOCK_ITEM)
			continue;
		for (size_t k = 0; k < own->block[i].ntext; k++) {
			str_adds(&text, k ? " " : "");
			str_addspan(&text, own->block[i].text[k]);
		}
		next(out);
		str_add_json(out, span_make(str_c(&text), text.len));
		str_release(&text);
	}
	str_addc(out, ']');
}

static void put_decision(struct str *out, const struct item *it)
{
	const struct section *s = item_section(it, SECTION_BESLUT);
	struct str text = STR_INIT;

	key(out, "beslut");
	if (!s) {
		str_adds(out, "null");
		return;
	}
	section_text(it, s, &text);
	str_addc(out, '{');
	key(out, "text");
	str_add_json(out, span_make(str_c(&text), text.len));
	put_chain(out, str_span(&text));
	put_clauses(out, it, s);
	str_addc(out, '}');
	str_release(&text);
}

static void put_sections(struct str *out, const struct item *it)
{
	open_list(out, "avsnitt");
	for (size_t i = 0; i < it->nsections; i++) {
		const struct section *s = &it->section[i];
		struct str text = STR_INIT;

		section_text(it, s, &text);
		open_object(out);
		put_span(out, "slag", span_of(section_slag(s->kind)));
		put_span(out, "namn", s->name);
		put_span(out, "etikett", s->label);
		put_span(out, "spegel", s->mirror);
		key(out, "text");
		str_add_json(out, span_make(str_c(&text), text.len));
		str_addc(out, '}');
		str_release(&text);
	}
	str_addc(out, ']');
}

static void put_motions(struct str *out, const struct item *it)
{
	open_list(out, "yrkanden");
	for (size_t i = 0; i < it->nyrkanden; i++) {
		const struct yrkande *y = &it->yrkande[i];

		open_object(out);
		put_number(out, "nr", y->nr);
		put_span(out, "slag", span_of(yrkande_kind_name(y->kind)));
		put_number(out, "till", y->till);
		if (y->all)
			put_span(out, "av", SPAN_LIT("samtliga ledamöter"));
		else
			put_spans(out, "av", y->who, y->nwho);
		put_bool(out, "atertaget", y->withdrawn);
		put_joined(out, "text", y->text, y->ntext);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

static void put_votes(struct str *out, const struct item *it)
{
	static const char *const choices[] = {"ja", "nej", "avstar"};

	open_list(out, "omrostningar");
	for (size_t i = 0; i < it->nsections; i++) {
		const struct vote *v = &it->section[i].vote;

		if (it->section[i].kind != SECTION_OMROSTNING)
			continue;
		open_object(out);
		put_span(out, "ja", v->ja);
		put_span(out, "nej", v->nej);
		open_list(out, "roster");
		for (size_t k = 0; k < v->n; k++) {
			open_object(out);
			put_span(out, "namn", v->row[k].name);
			put_span(out, "parti", v->row[k].party);
			put_span(out, "rost", v->row[k].choice < 0 ? SPAN_NONE : span_of(choices[v->row[k].choice]));
			str_addc(out, '}');
		}
		str_addc(out, ']');
		key(out, "summor");
		str_addf(out, "{\"ja\": %d, \"nej\": %d, \"avstar\": %d}", v->sum[0], v->sum[1], v->sum[2]);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

static void put_reservations(struct str *out, const struct item *it)
{
	open_list(out, "reservationer");
	for (size_t i = 0; i < it->nsections; i++)
		for (size_t k = 0; k < it->section[i].nreservations; k++) {
			const struct reservation *r = &it->section[i].reservation[k];

			open_object(out);
			put_spans(out, "av", r->who, r->nwho);
			key(out, "text");
			str_add_json(out, span_make(r->text.p ? r->text.p : "", r->text.n));
			str_addc(out, '}');
		}
	str_addc(out, ']');
}

static void put_presenters(struct str *out, const struct item *it)
{
	const struct block **who;
	size_t n = it->nblocks;

	for (size_t i = 0; i < it->nsections; i++)
		n += it->section[i].nblocks;
	who = mem_array(n + 1, sizeof(*who));
	n = item_presenters(it, who, n);
	open_list(out, "foredragande");
	for (size_t i = 0; i < n; i++) {
		open_object(out);
		put_span(out, "namn", who[i]->name);
		put_span(out, "titel", who[i]->title);
		str_addc(out, '}');
	}
	str_addc(out, ']');
	free(who);
}

static void put_meta(struct str *out, const struct item *it)
{
	key(out, "meta");
	str_addc(out, '{');
	for (size_t i = 0; i < it->nmeta; i++) {
		bool later = span_is(it->meta[i].key, "Dnr"); /* a list of its own */

		for (size_t k = i + 1; k < it->nmeta; k++)
			later = later || span_eq(it->meta[k].key, it->meta[i].key);
		if (later)
			continue;
		next(out);
		str_add_json(out, it->meta[i].key);
		str_adds(out, ": ");
		str_add_json(out, it->meta[i].value);
	}
	str_addc(out, '}');
}

static struct span slag_of(const struct item *it)
{
	if (it->slag != SLAG_UNKNOWN)
		return span_of(slag_name(it->slag));
	for (size_t i = 0; i < it->nmeta; i++)
		if (span_is(it->meta[i].key, "Slag"))
			return it->meta[i].value;
	return SPAN_NONE;
}

static void put_text(struct str *out, const char *name, const struct block *b, size_t n)
{
	struct str text = STR_INIT;

	blocks_text(b, n, &text);
	put_span(out, name, str_span(&text));
	str_release(&text);
}

static void put_item(struct str *out, const struct item *it)
{
	if (out->buf[out->len - 1] != '[')
		str_addc(out, ',');
	str_adds(out, "\n{");
	put_number(out, "nr", it->nr);
	put_span(out, "titel", it->title);
	put_span(out, "slag", slag_of(it));
	put_spans(out, "dnr", it->dnr, it->ndnr);
	put_meta(out, it);
	put_text(out, "text", it->block, it->nblocks);
	put_sections(out, it);
	put_presenters(out, it);
	put_motions(out, it);
	put_votes(out, it);
	put_reservations(out, it);
	put_decision(out, it);
	str_addc(out, '}');
}

void out_write_json(const struct protocol *p, struct str *out)
{
	str_addc(out, '{');
	put_span(out, "format", SPAN_LIT("paragraf-json 1"));
	put_front(out, p);
	put_text(out, "inledning", p->block, p->nblocks);
	open_list(out, "arenden");
	for (size_t i = 0; i < p->nitems; i++)
		put_item(out, &p->item[i]);
	str_addc(out, ']');
	open_list(out, "fynd");
	for (size_t i = 0; i < p->nfindings; i++) {
		const struct finding *f = &p->finding[i];

		open_object(out);
		put_number(out, "rad", f->line);
		put_number(out, "kolumn", f->col);
		put_span(out, "niva", span_of(severity_name(f->severity)));
		put_span(out, "id", span_of(f->id));
		put_span(out, "text", span_of(f->text));
		str_addc(out, '}');
	}
	str_adds(out, "]}\n");
=======
/* json: see json.h. Says what the draft says; counts and composes nothing but
 * what the form asks for. */
#include "out/json.h"

#include "base/clock.h"
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
		str_add_json(j->out, it->meta[i].value);
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
>>>>>>> main
}
