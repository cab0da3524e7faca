/* checks: the form of the front matter once the whole draft is read: required
 * keys, forms of values, people against items. What the law and the organ say
 * is checked elsewhere. */
#include "base/clock.h"
#include "doc/read.h"

static bool is_hm(struct span s)
{
	return s.n == 5 && s.p[2] == '.' && clock_parse_hm(s) >= 0;
}

static bool is_date(struct span s)
{
	struct date d;

	return s.n == 10 && date_parse(s, &d);
}

static bool is_tid(struct span s)
{
	size_t cut = span_find(s, "–", 0);

	return cut == 5 && is_hm(span_sub(s, 0, 5)) && is_hm(span_from(s, 5 + strlen("–")));
}

static bool is_profil(struct span s)
{
	return span_is(s, "nämnd") || span_is(s, "fullmäktige") || span_is(s, "utskott") ||
		span_is(s, "beredning");
}

static bool is_stil(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
			return false;
	return s.n > 0;
}

static bool is_format(struct span s)
{
	return span_is(s, "paragraf 1");
}

static bool is_typ(struct span s)
{
	return span_is(s, "protokoll") || span_is(s, "sammanfattning") || span_is(s, "motionssvar") ||
		span_is(s, "organ");
}

static bool is_justering(struct span s)
{
	size_t cut = span_find(s, ",", 0);

	s = cut == (size_t)-1 ? s : span_sub(s, 0, cut);
	return span_is(s, "digital") || span_is(s, "fysisk") || span_is(s, "omedelbar");
}

static const struct {
	enum front_key key;
	bool (*ok)(struct span value);
	const char *form;
} forms[] = {
	{FRONT_FORMAT, is_format, "format: paragraf 1"},
	{FRONT_TYP, is_typ, "typ: protokoll, sammanfattning, motionssvar eller organ"},
	{FRONT_DATUM, is_date, "datum: åååå-mm-dd"},
	{FRONT_TID, is_tid, "tid: hh.mm–hh.mm"},
	{FRONT_PROFIL, is_profil, "profil: nämnd, fullmäktige, utskott eller beredning"},
	{FRONT_STIL, is_stil, "stil: små bokstäver, siffror och bindestreck"},
	{FRONT_JUSTERING, is_justering, "justering: digital, fysisk eller omedelbar, plats, datum"},
};

static const struct {
	enum doc_typ typ;
	enum front_key key;
} required[] = {
	{TYP_PROTOKOLL, FRONT_ORGAN},
	{TYP_PROTOKOLL, FRONT_DATUM},
	{TYP_PROTOKOLL, FRONT_BESLUTANDE},
	{TYP_SAMMANFATTNING, FRONT_ORGAN},
	{TYP_SAMMANFATTNING, FRONT_DATUM},
	{TYP_MOTIONSSVAR, FRONT_REFERENS},
	{TYP_ORGAN, FRONT_ORGAN},
	{TYP_ORGAN, FRONT_ORGAN_KORT},
	{TYP_ORGAN, FRONT_STIL},
	{TYP_ORGAN, FRONT_PLATSER},
	{TYP_ORGAN, FRONT_LEDAMOTER},
};

static void missing(struct reader *r, enum front_key key)
{
	if (!front_field(&r->p->front, key))
		read_odd(r, FAULT_FRONT_MISSING, 0, span_of(front_key_name(key)));
}

/* More than a meeting has; comparing them all would take time squared. */
enum { MANY_PEOPLE = 5000 };

static void check_people(struct reader *r)
{
	const struct protocol *p = r->p;

	for (size_t i = 0; i < p->npersons; i++) {
		const struct person *x = &p->person[i];
		bool found = x->group != GROUP_JUSTERARE || p->npersons > MANY_PEOPLE;

		for (size_t k = 0; k < p->npersons && !found; k++)
			found = p->person[k].group == GROUP_BESLUTANDE && person_same(p->person[k].name,
				p->person[k].party, x->name, x->party);
		if (!found)
			read_odd(r, FAULT_SIGNER, (size_t)x->line - 1, x->line_text);
		for (size_t k = 0; k < x->nrange && p->first; k++) {
			if (x->range[k].from < p->first || x->range[k].to > p->last) {
				read_odd(r, FAULT_RANGE, (size_t)x->line - 1, x->line_text);
				break;
			}
		}
	}
}

static void check_register(struct reader *r)
{
	struct span seats = front_get(&r->p->front, FRONT_PLATSER);
	const struct front_field *f = front_field(&r->p->front, FRONT_LEDAMOTER);
	const struct front_field *line = front_field(&r->p->front, FRONT_PLATSER);
	long n = 0;

	if (line && !span_int(seats, &n))
		read_odd(r, FAULT_FRONT_VALUE, (size_t)line->line - 1, SPAN_LIT("platser: ett antal"));
	else if (line && f && (long)f->n > n)
		read_odd(r, FAULT_REGISTER, (size_t)f->line - 1, SPAN_LIT("fler ledamöter än platser"));
}

static void check_extra(struct reader *r)
{
	const struct protocol *p = r->p;
	const struct front_field *f = front_field(&p->front, FRONT_EXTRA);

	for (size_t i = 0; i < p->nextra && f; i++)
		if (p->extra[i] < p->first || p->extra[i] > p->last)
			read_odd(r, FAULT_FRONT_VALUE, (size_t)f->line - 1,
				SPAN_LIT("extra nämner en paragraf som inte finns"));
}

void checks_front(struct reader *r)
{
	const struct protocol *p = r->p;

	if (!p->front.present)
		return;
	missing(r, FRONT_FORMAT);
	missing(r, FRONT_TYP);
	for (size_t i = 0; i < sizeof required / sizeof *required; i++)
		if (required[i].typ == p->typ)
			missing(r, required[i].key);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct front_field *f = front_field(&p->front, forms[i].key);

		if (f && f->n && !forms[i].ok(f->value[0].text))
			read_odd(r, FAULT_FRONT_VALUE, (size_t)f->line - 1, span_of(forms[i].form));
	}
	check_extra(r);
	check_people(r);
	if (p->typ == TYP_ORGAN)
		check_register(r);
}
