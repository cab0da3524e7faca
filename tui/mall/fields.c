/* fields: see fields.h. */
#include "mall/fields.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/u8.h"
#include "doc/gavel.h"
#include "doc/inline.h"
#include "mall/fields_inner.h"

/* Plain words of a text of the draft. */
static struct value *plain(struct arena *a, struct span text)
{
	struct str s = STR_INIT;
	struct value *v;

	inline_plain(&s, text);
	v = value_text(a, span_trim(str_span(&s)));
	str_release(&s);
	return v;
}

void fields_set_str(struct arena *a, struct value *map, const char *key, struct str *s)
{
	value_set_text(a, map, key, s->buf ? str_span(s) : SPAN_LIT(""));
	str_clear(s);
}

/* ------------------------------------------------------------- words */

void fields_definite(struct str *out, struct span role)
{
	str_addspan(out, role);
	if (span_ends(role, "ordförande"))
		str_addc(out, 'n');
}

void fields_inside(struct str *out, struct span name)
{
	int32_t cp = 0;
	size_t first = name.n ? u8_next(name.p, name.n, 0) : 0;

	if (first < name.n)
		u8_decode(name.p + first, name.n - first, &cp);
	if (first < name.n && u8_upper(cp))
		str_addspan(out, name);
	else
		u8_add_lower_first(out, name);
}

static void add_genitive(struct str *out, struct span name)
{
	str_addspan(out, name);
	if (name.n && !strchr("sxzSXZ", name.p[name.n - 1]))
		str_addc(out, 's');
}

void fields_genitive(struct str *out, struct span who)
{
	struct span name, party;

	if (person_split_name(who, &name, &party)) {
		add_genitive(out, name);
		str_addf(out, " (%.*s)", SPAN_FMT(party));
	} else {
		add_genitive(out, who);
	}
}

void fields_join(struct str *out, const struct span *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_adds(out, i + 1 == n ? " och " : ", ");
		str_addspan(out, v[i]);
	}
}

void fields_ranges(struct str *out, const struct style *s, const struct para_range *r, size_t n)
{
	struct span dash = style_get(s, "paragrafer.streck");
	bool many = n > 1 || (n == 1 && r[0].from != r[0].to);

	if (!n)
		return;
	str_adds(out, many ? "§§" : "§");
	if (style_yes(s, "paragrafer.blank"))
		str_addc(out, ' ');
	for (size_t i = 0; i < n; i++) {
		str_addf(out, "%s%d", i ? ", " : "", r[i].from);
		if (r[i].to != r[i].from) {
			str_addspan(out, dash.n ? dash : SPAN_LIT("–"));
			str_addf(out, "%d", r[i].to);
		}
	}
}

/* ------------------------------------------------------------- front matter */

static void set_front(struct arena *a, const struct protocol *p, struct value *m)
{
	static const struct {
		const char *field;
		enum front_key key;
	} same[] = {
	        {"typ", FRONT_TYP},
	        {"region", FRONT_REGION},
	        {"organ", FRONT_ORGAN},
	        {"organ_kort", FRONT_ORGAN_KORT},
	        {"profil", FRONT_PROFIL},
	        {"avdelning", FRONT_AVDELNING},
	        {"dokument_id", FRONT_DOKUMENT_ID},
	        {"version", FRONT_VERSION},
	        {"referens", FRONT_REFERENS},
	        {"plats", FRONT_PLATS},
	        {"justering_som_skriven", FRONT_JUSTERING},
	};
	struct span organ = front_get(&p->front, FRONT_ORGAN),
	            gen = front_get(&p->front, FRONT_ORGAN_GENITIV);
	struct span profile = front_get(&p->front, FRONT_PROFIL);
	struct value *places = value_list(a), *breaks = value_list(a);
	struct span rest = front_get(&p->front, FRONT_PLATS), part;
	const struct front_field *f = front_field(&p->front, FRONT_AJOURNERINGAR);
	struct str t = STR_INIT;

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		value_set(a, m, same[i].field, plain(a, front_get(&p->front, same[i].key)));
	fields_inside(&t, organ);
	fields_set_str(a, m, "organ_litet", &t);
	value_set_bool(
	        a, m, "bereder", span_is(profile, "beredning") || span_is(profile, "utskott"));
	if (gen.n)
		str_addspan(&t, gen);
	else
		add_genitive(&t, organ);
	value_set_text(a, m, "organ_genitiv", str_span(&t));
	{
		struct str small = STR_INIT;

		fields_inside(&small, str_span(&t));
		fields_set_str(a, m, "organ_genitiv_litet", &small);
		str_release(&small);
	}
	while (rest.p && span_split(&rest, " / ", &part)) {
		struct value *place = value_map(a);

		value_set(a, place, "plats", plain(a, part));
		value_push(a, places, place);
	}
	value_set(a, m, "platser", places);
	for (size_t i = 0; f && i < f->n; i++)
		value_push(a, breaks, value_text(a, f->value[i].text));
	value_set(a, m, "ajourneringar", breaks);
	str_release(&t);
}

static void set_date(struct arena *a, const struct style *s, struct value *m, const char *prefix,
        struct span text)
{
	struct date d;
	struct str t = STR_INIT, key = STR_INIT;
	bool real = date_parse(text, &d);

	str_adds(&key, prefix);
	if (real && span_is(style_get(s, "datum.form"), "lang"))
		date_add_long(&t, d);
	else
		str_addspan(&t, text);
	fields_set_str(a, m, str_c(&key), &t);
	str_adds(&key, "_iso");
	value_set_text(a, m, str_c(&key), text);
	str_clear(&key);
	str_addf(&key, "%s_lang", prefix);
	if (real)
		date_add_long(&t, d);
	else
		str_addspan(&t, text);
	fields_set_str(a, m, str_c(&key), &t);
	str_clear(&key);
	str_addf(&key, "%s_veckodag", prefix);
	value_set_text(a, m, str_c(&key),
	        real ? span_of(date_weekday_name(date_weekday(d))) : SPAN_NONE);
	str_release(&key);
	str_release(&t);
}

/* "13.05" with the style's sign between hour and minute. */
static void add_clock(struct str *out, const struct style *s, struct span hm)
{
	struct span sign = style_get(s, "tid.skilje");

	hm = span_trim(hm);
	for (size_t i = 0; i < hm.n; i++)
		if ((hm.p[i] == '.' || hm.p[i] == ':') && sign.n)
			str_addspan(out, sign);
		else
			str_addc(out, hm.p[i]);
}

static void set_time(struct arena *a, const struct style *s, struct value *m, struct span tid,
        struct remarks *remarks)
{
	static const char *const dashes[] = {"–", "-", "—"};
	struct span from = tid, to = SPAN_NONE;
	struct str t = STR_INIT;

	for (size_t i = 0; i < sizeof dashes / sizeof *dashes && !to.p; i++) {
		size_t at = span_find(tid, dashes[i], 0);

		if (tid.p && at != (size_t)-1) {
			from = span_sub(tid, 0, at);
			to = span_from(tid, at + strlen(dashes[i]));
		}
	}
	add_clock(&t, s, from);
	fields_set_str(a, m, "start", &t);
	add_clock(&t, s, to);
	fields_set_str(a, m, "slut", &t);
	if (tid.n)
		style_line(s, "tid.form", m, &t, remarks);
	fields_set_str(a, m, "tid", &t);
	str_release(&t);
}

/* `digital, Plats, 2031-04-16` */
static void set_justering(struct arena *a, const struct style *s, struct value *m, struct span text,
        struct remarks *remarks)
{
	struct value *j = value_map(a);
	struct span rest = text, part, how = SPAN_NONE, day = SPAN_NONE;
	struct str place = STR_INIT, line = STR_INIT;
	struct date d;

	while (rest.p && span_split(&rest, ",", &part)) {
		part = span_trim(part);
		if (!how.p)
			how = part;
		else if (date_parse(part, &d))
			day = part;
		else if (part.n)
			str_addf(&place, "%s%.*s", place.len ? ", " : "", SPAN_FMT(part));
	}
	value_set_text(a, j, "satt", how);
	fields_set_str(a, j, "plats", &place);
	set_date(a, s, j, "datum", day);
	if (how.n) {
		char *key = str_format("justering.%.*s", SPAN_FMT(how));

		if (style_get(s, key).p)
			style_line(s, key, j, &line, remarks);
		else
			str_addspan(&line, text);
		free(key);
	}
	fields_set_str(a, j, "rad", &line);
	value_set(a, m, "justering", j);
	str_release(&place);
	str_release(&line);
}

/* One attachment that all share is printed in the lead, not on the lines. */
static void set_forinformation(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, struct remarks *remarks)
{
	struct value *list = value_list(a), *lead = value_map(a);
	bool shared = p->nforinformation > 0;
	struct str t = STR_INIT;

	for (size_t i = 0; i < p->nforinformation; i++)
		shared = shared && p->forinformation[i].bilaga.n &&
		         span_eq(p->forinformation[i].bilaga, p->forinformation[0].bilaga);
	for (size_t i = 0; i < p->nforinformation; i++) {
		struct value *one = value_map(a);

		value_set_text(a, one, "titel", p->forinformation[i].title);
		value_set_text(a, one, "namn", p->forinformation[i].name);
		value_set_text(a, one, "bilaga", shared ? SPAN_NONE : p->forinformation[i].bilaga);
		style_line(s, "forinformation.rad", one, &t, remarks);
		{
			struct value *lines = value_list(a);
			struct span rest = str_span(&t), line;

			while (rest.n && span_line(&rest, &line))
				if (span_trim(line).n)
					value_push(a, lines, value_text(a, span_trim(line)));
			value_set(a, one, "rader", lines);
		}
		str_clear(&t);
		value_push(a, list, one);
	}
	value_set_text(a, lead, "bilaga", shared ? p->forinformation[0].bilaga : SPAN_NONE);
	style_line(s, "forinformation.ledtext", lead, &t, remarks);
	fields_set_str(a, m, "forinformation_ledtext", &t);
	value_set(a, m, "forinformation", list);
	value_set_bool(a, m, "har_forinformation", list->n > 0);
	str_release(&t);
}

/* The §§ of the document; one that holds some of the meeting's has gaps between them. */
static void add_paras(struct str *out, const struct style *s, const struct protocol *p)
{
	struct para_range *r = mem_array(p->nitems + 1, sizeof *r);
	size_t n = 0;

	for (size_t i = 0; i < p->nitems; i++) {
		int nr = p->item[i].nr;

		if (!nr)
			continue;
		if (n && r[n - 1].to + 1 == nr)
			r[n - 1].to = nr;
		else
			r[n++] = (struct para_range){nr, nr};
	}
	if (n)
		fields_ranges(out, s, r, n);
	free(r);
}

struct value *fields_meeting(
        struct arena *a, const struct style *s, const struct protocol *p, struct remarks *remarks)
{
	struct value *m = value_map(a);
	struct span day = front_get(&p->front, FRONT_DATUM);
	struct str t = STR_INIT;

	set_front(a, p, m);
	set_date(a, s, m, "datum", day);
	value_set_text(a, m, "ar", span_sub(day, 0, 4));
	set_time(a, s, m, front_get(&p->front, FRONT_TID), remarks);
	add_paras(&t, s, p);
	fields_set_str(a, m, "paragrafer", &t);
	if (p->first)
		str_addf(&t, "%d", p->first);
	fields_set_str(a, m, "forsta", &t);
	if (p->first)
		str_addf(&t, "%d", p->last);
	fields_set_str(a, m, "sista", &t);
	fields_people(a, s, p, m, remarks);
	set_justering(a, s, m, front_get(&p->front, FRONT_JUSTERING), remarks);
	set_forinformation(a, s, p, m, remarks);
	value_set_bool(a, m, "utkast", false);
	str_clear(&t);
	style_line(s, p->typ == TYP_MOTIONSSVAR ? "motionssvar.rubrik" : "sammanfattning.rubrik", m,
	        &t, remarks);
	fields_set_str(a, m, "rubrik", &t);
	str_release(&t);
	return m;
}

/* ------------------------------------------------------------- one § */

/* The sum of a klubbslag is the program's own. */
static struct value *meta_value(struct arena *a, const struct meta *m)
{
	struct str times = STR_INIT;
	struct value *v;

	if (span_is(m->key, "Klubbat"))
		gavel_add_times(&times, m->value);
	v = plain(a, times.len ? str_span(&times) : m->value);
	str_release(&times);
	return v;
}

struct value *fields_item(struct arena *a, const struct value *meeting, const struct item *it)
{
	static const char *const known[] = {
	        "arendeansvarig", "handlaggare", "sekretess", "klubbat", "omedelbart_justerad"};
	struct value *m = value_map(a), *others = value_list(a), *dnrs = value_list(a);
	struct str t = STR_INIT;

	for (size_t i = 0; meeting && i < meeting->n; i++) {
		char *key = span_dup(meeting->key[i]);

		value_set(a, m, key, meeting->item[i]);
		free(key);
	}
	if (it->nr > 0)
		str_addf(&t, "%d", it->nr);
	fields_set_str(a, m, "nr", &t);
	value_set(a, m, "titel", plain(a, it->title));
	for (size_t i = 0; i < it->ndnr; i++) {
		str_addf(&t, "%s%.*s", i ? ", " : "", SPAN_FMT(it->dnr[i]));
		value_push(a, dnrs, value_text(a, it->dnr[i]));
	}
	fields_set_str(a, m, "dnr", &t);
	value_set(a, m, "diarienummer", dnrs);
	value_set_text(a, m, "slag", it->slag < SLAGS ? span_of(slag_name(it->slag)) : SPAN_NONE);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		value_set_text(a, m, known[i], SPAN_NONE);
	for (size_t i = 0; i < it->nmeta; i++) {
		const struct meta *line = &it->meta[i];
		bool own = false;

		u8_add_plain(&t, line->key);
		for (size_t k = 0; k < t.len; k++)
			if (t.buf[k] == '-')
				t.buf[k] = '_';
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			own = own || span_is(str_span(&t), known[k]);
		if (own) {
			value_set(a, m, str_c(&t), meta_value(a, line));
		} else if (!span_is(str_span(&t), "dnr") && !span_is(str_span(&t), "slag")) {
			struct value *other = value_map(a);

			value_set_text(a, other, "nyckel", line->key);
			value_set(a, other, "varde", plain(a, line->value));
			value_push(a, others, other);
		}
		str_clear(&t);
	}
	value_set(a, m, "ovriga", others);
	str_release(&t);
	return m;
}
