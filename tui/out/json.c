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
}
