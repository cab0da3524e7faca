/* fields_people: the persons of a draft as values: the groups of the attendance
 * list, the secretary, the signers and the one who presides. */
#include "mall/fields_inner.h"

#include <stdlib.h>

#include "base/u8.h"

struct value *fields_person(struct arena *a, const struct style *s, const struct person *p)
{
	struct value *m = value_map(a);
	struct str t = STR_INIT;

	value_set_text(a, m, "namn", p->name);
	value_set_text(a, m, "parti", p->party);
	value_set_text(a, m, "roll", p->role);
	u8_add_upper_first(&t, p->role);
	fields_set_str(a, m, "roll_stor", &t);
	fields_definite(&t, p->role);
	fields_set_str(a, m, "roll_bestamd", &t);
	value_set_text(a, m, "titel", p->title);
	fields_ranges(&t, s, p->range, p->nrange);
	fields_set_str(a, m, "paragrafer", &t);
	value_set_text(a, m, "klockslag", p->clock);
	value_set_bool(a, m, "distans", p->remote);
	value_set_bool(a, m, "ar_sekreterare", p->group == GROUP_SEKRETERARE);
	for (size_t i = 0; i < p->njav; i++)
		str_addf(&t, "%s%d", i ? ", " : p->njav > 1 ? "§§ " : "§ ", p->jav[i]);
	fields_set_str(a, m, "jav", &t);
	if (p->for_name.p) {
		struct value *other = value_map(a);

		value_set_text(a, other, "namn", p->for_name);
		value_set_text(a, other, "parti", p->for_party);
		value_set(a, m, "ersatter", other);
	} else {
		value_set_text(a, m, "ersatter", SPAN_NONE);
	}
	str_release(&t);
	return m;
}

/* What `narvaro.<grupp>.tar` may name. */
static const struct {
	const char *name;
	enum person_group group;
	int serving; /* -1: whether or not */
} takes[] = {
        {"beslutande", GROUP_BESLUTANDE, -1},
        {"ordinarie", GROUP_BESLUTANDE, 0},
        {"tjanstgorande", GROUP_BESLUTANDE, 1},
        {"ersattare", GROUP_ERSATTARE, -1},
        {"foredragande", GROUP_FOREDRAGANDE, -1},
        {"tjanstepersoner", GROUP_TJANSTEPERSONER, -1},
        {"ovriga", GROUP_OVRIGA, -1},
        {"sekreterare", GROUP_SEKRETERARE, -1},
};

static bool is_source(struct span name)
{
	for (size_t i = 0; i < sizeof takes / sizeof *takes; i++)
		if (span_is(name, takes[i].name))
			return true;
	return false;
}

static void say_empty_group(const struct style *s, struct span group, struct remarks *remarks)
{
	const char *file = "";
	int line = 0;

	style_place(s, "narvaro.grupper", &file, &line);
	remark_add(remarks, file, line,
	        "gruppen ”%.*s” tar inga personer: skriv narvaro.%.*s.tar", SPAN_FMT(group),
	        SPAN_FMT(group));
}

static bool taken_by(const struct person *p, struct span source)
{
	bool serves = p->for_name.p || span_is(p->role, "ersättare") ||
	              span_is(p->role, "tjänstgörande ersättare");

	for (size_t i = 0; i < sizeof takes / sizeof *takes; i++)
		if (span_is(source, takes[i].name))
			return p->group == takes[i].group &&
			       (takes[i].serving < 0 || takes[i].serving == serves);
	return false;
}

static struct span group_key(const struct style *s, struct span group, const char *what)
{
	struct span v = style_getf(s, "narvaro.%.*s.%s", SPAN_FMT(group), what);

	return v.p ? v : style_getf(s, "narvaro.%s", what);
}

static void add_line(struct arena *a, const struct style *s, struct span group,
        struct value *person, struct remarks *remarks)
{
	struct str key = STR_INIT, line = STR_INIT;

	str_addf(&key, "narvaro.%.*s.rad", SPAN_FMT(group));
	if (!style_get(s, str_c(&key)).p) {
		str_clear(&key);
		str_adds(&key, "narvaro.rad");
	}
	style_line(s, str_c(&key), person, &line, remarks);
	fields_set_str(a, person, "rad", &line);
	str_release(&key);
	str_release(&line);
}

static bool named_in(
        const struct protocol *p, const struct person *who, const struct strlist *sources)
{
	if (who->group != GROUP_SEKRETERARE)
		return false;
	for (size_t k = 0; k < p->npersons; k++)
		for (size_t i = 0; i < sources->n; i++)
			if (p->person[k].group != GROUP_SEKRETERARE &&
			        taken_by(&p->person[k], span_of(sources->v[i])) &&
			        span_eq(p->person[k].name, who->name))
				return true;
	return false;
}

/* The secretary listed in another group is told as such, where the draft does not. */
static bool is_untold_secretary(const struct protocol *p, const struct person *who)
{
	if (span_ends(who->role, "sekreterare") || span_ends(who->title, "sekreterare"))
		return false;
	for (size_t k = 0; k < p->npersons; k++)
		if (p->person[k].group == GROUP_SEKRETERARE &&
		        span_eq(p->person[k].name, who->name))
			return true;
	return false;
}

static struct value *one_group(struct arena *a, const struct style *s, const struct protocol *p,
        struct span group, struct remarks *remarks)
{
	struct value *m = value_map(a), *people = value_list(a);
	struct strlist sources = {NULL, 0, 0};
	struct str text = STR_INIT;

	str_addf(&text, "narvaro.%.*s.tar", SPAN_FMT(group));
	style_list(s, str_c(&text), &sources);
	if (!sources.n) {
		strlist_add(&sources, group.p, group.n);
		if (!is_source(group))
			say_empty_group(s, group, remarks);
	}
	str_clear(&text);
	for (size_t i = 0; i < sources.n; i++)
		for (size_t k = 0; k < p->npersons; k++) {
			struct value *person;

			if (!taken_by(&p->person[k], span_of(sources.v[i])) ||
			        named_in(p, &p->person[k], &sources))
				continue;
			person = fields_person(a, s, &p->person[k]);
			if (is_untold_secretary(p, &p->person[k]))
				value_set_bool(a, person, "ar_sekreterare", true);
			add_line(a, s, group, person, remarks);
			value_push(a, people, person);
			str_addf(&text, "%s%.*s", text.len ? " " : "",
			        SPAN_FMT(value_get(person, SPAN_LIT("rad"))->text));
		}
	value_set_text(a, m, "grupp", group);
	value_set(a, m, "personer", people);
	fields_set_str(a, m, "rad", &text);
	str_addf(&text, "narvaro.%.*s.etikett", SPAN_FMT(group));
	{
		struct str label = STR_INIT;

		style_line(s, str_c(&text), m, &label, remarks);
		fields_set_str(a, m, "etikett", &label);
		str_release(&label);
	}
	value_set_bool(a, m, "lopande", span_is(group_key(s, group, "form"), "lopande"));
	strlist_release(&sources);
	str_release(&text);
	return people->n || span_is(group_key(s, group, "tom"), "ja") ? m : NULL;
}

static void set_groups(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, struct remarks *remarks)
{
	struct strlist names = {NULL, 0, 0};
	struct value *groups = value_list(a);

	style_list(s, "narvaro.grupper", &names);
	for (size_t i = 0; i < names.n; i++) {
		struct value *g = one_group(a, s, p, span_of(names.v[i]), remarks);

		if (g)
			value_push(a, groups, g);
	}
	value_set(a, m, "grupper", groups);
	strlist_release(&names);
}

static void set_people(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, enum person_group group, const char *key)
{
	struct value *list = value_list(a);

	for (size_t i = 0; i < p->npersons; i++)
		if (p->person[i].group == group)
			value_push(a, list, fields_person(a, s, &p->person[i]));
	value_set(a, m, key, list);
}

static void set_chair(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, struct remarks *remarks)
{
	static const struct person nobody = {.role = {"ordförande", sizeof "ordförande" - 1}};
	const struct person *chair = protocol_chair(p, 0);
	struct value *v;
	struct str t = STR_INIT, form = STR_INIT;

	if (!chair) /* a register has no attendance: the first with a role of those who serve */
		for (size_t i = 0; i < p->npersons && !chair; i++)
			if (p->person[i].group == GROUP_LEDAMOTER &&
			        span_ends(p->person[i].role, "ordförande"))
				chair = &p->person[i];
	v = fields_person(a, s, chair ? chair : &nobody);
	if (chair)
		value_set(a, m, "ordforande", v);
	else
		value_set_text(a, m, "ordforande", SPAN_NONE);
	style_line(s, "ordforande.titel", v, &t, remarks);
	value_set_text(a, m, "ordforande_titel", str_span(&t));
	u8_add_upper_first(&form, str_span(&t));
	fields_set_str(a, m, "ordforande_titel_stor", &form);
	u8_add_upper(&form, str_span(&t));
	fields_set_str(a, m, "ordforande_titel_versal", &form);
	str_release(&form);
	str_release(&t);
}

void fields_people(struct arena *a, const struct style *s, const struct protocol *p,
        struct value *m, struct remarks *remarks)
{
	set_groups(a, s, p, m, remarks);
	set_people(a, s, p, m, GROUP_SEKRETERARE, "sekreterare");
	set_people(a, s, p, m, GROUP_JUSTERARE, "justerare");
	set_chair(a, s, p, m, remarks);
}
