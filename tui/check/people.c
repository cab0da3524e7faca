/* people: names and parties of the text against the attendance list and the
 * register. People whom the lists do not know are nobody's slip: texts quote
 * other meetings. Only what is nearly right is said. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"

/* One slip in a name of six letters, two in one of twelve; never the same name. */
static bool similar(struct span a, struct span b)
{
	size_t n = u8_count(a.p, a.n), d;

	if (n < 6 || span_eq(a, b))
		return false;
	d = check_distance(a, b);
	return d && d <= (n < 12 ? 1U : 2U);
}

static struct known known_people(const struct check_run *r)
{
	const struct protocol *org = r->organ ? r->organ->p : NULL;
	struct known k = {mem_array(r->p->npersons + (org ? org->npersons : 0) + 1, sizeof *k.v), 0};

	for (size_t i = 0; i < r->p->npersons; i++)
		if (r->p->person[i].name.n)
			k.v[k.n++] = &r->p->person[i];
	for (size_t i = 0; org && i < org->npersons; i++)
		if (org->person[i].name.n)
			k.v[k.n++] = &org->person[i];
	return k;
}

/* Exactly that name; one with a party is preferred. */
static const struct person *exact(const struct known *k, struct span name)
{
	const struct person *found = NULL;

	for (size_t i = 0; i < k->n; i++)
		if (span_eq(k->v[i]->name, name) && (!found || (!found->party.n && k->v[i]->party.n)))
			found = k->v[i];
	return found;
}

static const struct person *nearly(const struct known *k, struct span name)
{
	for (size_t i = 0; i < k->n; i++)
		if (similar(k->v[i]->name, name))
			return k->v[i];
	return NULL;
}

/* ------------------------------------------------------------ the register */

void rule_register(struct check_run *r)
{
	const struct protocol *org = r->organ ? r->organ->p : NULL;

	for (size_t i = 0; org && i < r->p->npersons; i++) {
		const struct person *x = &r->p->person[i];
		const struct person *same = NULL, *near = NULL;

		if (x->group != GROUP_BESLUTANDE && x->group != GROUP_ERSATTARE && x->group != GROUP_JUSTERARE)
			continue;
		for (size_t k = 0; k < org->npersons; k++) {
			const struct person *o = &org->person[k];

			if (span_eq(o->name, x->name))
				same = o;
			else if (similar(o->name, x->name) && person_same(x->name, o->party, x->name, x->party))
				near = o;
		}
		if (same && same->party.n && x->party.n && !span_eq(same->party, x->party))
			check_add(r, x->where, NULL, "%.*s har partiet %.*s här men %.*s i registret.", SPAN_FMT(x->name),
				SPAN_FMT(x->party), SPAN_FMT(same->party));
		else if (!same && near)
			check_add(r, x->where, NULL, "%.*s finns inte i registret; menas %.*s?", SPAN_FMT(x->name),
				SPAN_FMT(near->name));
	}
}

/* ---------------------------------------------------------------- the text */

/* §§ of another meeting are spoken of: "HSN 18 juni 2025, § 114". */
static bool other_meeting(const struct check_run *r, struct span line)
{
	size_t at = 0, n;
	int nr;

	while ((at = span_find(line, "§ ", at)) != (size_t)-1) {
		at += strlen("§ ");
		n = check_number(line, at, &nr);
		if (n && r->p->first && (nr < r->p->first || nr > r->p->last))
			return true;
	}
	return false;
}

static bool particle(struct span w)
{
	return span_is(w, "von") || span_is(w, "af") || span_is(w, "de") || span_is(w, "la") || span_is(w, "van");
}

#define NAME_WORDS 5

/* The capitalised words that stand together right before `at`, last first:
 * start[0] is where the last begins. Their number. */
static size_t name_before(struct span s, size_t at, size_t start[NAME_WORDS])
{
	size_t n = 0;

	while (n < NAME_WORDS && at > 0) {
		size_t from = at;
		struct span w;
		int32_t cp;

		while (from > 0 && !strchr(" ,.;:()[]|@*\"", s.p[from - 1]))
			from--;
		w = span_sub(s, from, at - from);
		if (!w.n)
			break;
		u8_decode(w.p, w.n, &cp);
		if (!u8_upper(cp) && !(n && particle(w)))
			break;
		start[n++] = from;
		if (from == 0 || s.p[from - 1] != ' ')
			break;
		at = from - 1;
	}
	return n;
}

/* The only one of that first name; NULL: none or several. */
static const struct person *by_first_name(const struct known *k, struct span first)
{
	const struct person *found = NULL;

	for (size_t i = 0; i < k->n; i++) {
		struct span name = k->v[i]->name;

		if (name.n > first.n && span_starts(name, "") && memcmp(name.p, first.p, first.n) == 0 &&
			name.p[first.n] == ' ') {
			if (found && !span_eq(found->name, name))
				return NULL;
			if (!found || !found->party.n)
				found = k->v[i];
		}
	}
	return found;
}

static void wrong_party(struct check_run *r, const struct check_line *l, struct range party, const struct person *x)
{
	char *right = span_dup(x->party);

	check_add(r, (struct range){l->at + party.at, party.n}, l->quote ? NULL : right,
		"%.*s har partiet %.*s i listorna, inte %.*s.", SPAN_FMT(x->name), SPAN_FMT(x->party),
		SPAN_FMT(span_sub(l->text, party.at, party.n)));
	free(right);
}

void check_wrong_name(struct check_run *r, const struct check_line *l, struct range where, const struct person *x)
{
	char *right = span_dup(x->name);

	check_add(r, (struct range){l->at + where.at, where.n}, l->quote ? NULL : right,
		"”%.*s” finns inte i listorna; menas %s?", SPAN_FMT(span_sub(l->text, where.at, where.n)), right);
	free(right);
}

/* Name words end at `end`, the party stands at `party`. */
static void check_name(struct check_run *r, const struct check_line *l, const struct known *k, size_t end,
	struct range party)
{
	size_t start[NAME_WORDS], n = name_before(l->text, end, start);
	struct span said = span_sub(l->text, party.at, party.n);

	for (size_t i = n; i-- > 1;) {
		const struct person *x = exact(k, span_sub(l->text, start[i], end - start[i]));

		if (!x)
			continue;
		if (x->party.n && !span_eq(x->party, said))
			wrong_party(r, l, party, x);
		return;
	}
	for (size_t i = n; i-- > 1;) {
		struct range where = {start[i], end - start[i]};
		const struct person *x = nearly(k, span_sub(l->text, where.at, where.n));

		if (x && (!x->party.n || span_eq(x->party, said))) {
			check_wrong_name(r, l, where, x);
			return;
		}
	}
	if (n == 1) {
		const struct person *x = by_first_name(k, span_sub(l->text, start[0], end - start[0]));

		if (x && x->party.n && !span_eq(x->party, said))
			wrong_party(r, l, party, x);
	}
}

/* "(S)", "(SJVP)" at `at`: the party, 0 bytes when it is none. */
static struct range party_at(struct span s, size_t at)
{
	size_t n = 0, letters = 0;

	if (at >= s.n || s.p[at] != '(')
		return (struct range){at, 0};
	while (at + 1 + n < s.n && s.p[at + 1 + n] != ')') {
		int32_t cp;

		n += u8_decode(s.p + at + 1 + n, s.n - at - 1 - n, &cp);
		if (!u8_upper(cp) || ++letters > 5)
			return (struct range){at, 0};
	}
	return (struct range){at + 1, at + 1 + n < s.n ? n : 0};
}

struct people *check_people(struct check_run *r)
{
	if (!r->people) {
		r->people = mem_alloc(sizeof *r->people);
		r->people->known = known_people(r);
	}
	return r->people;
}

void check_people_release(struct check_run *r)
{
	if (!r->people)
		return;
	free(r->people->known.v);
	free(r->people->stray);
	free(r->people);
	r->people = NULL;
}

static void presenter(struct check_run *r, const struct check_line *l, const struct known *k)
{
	size_t from = strlen("### @"), end = span_find(l->text, ",", from);
	struct range where = {from, (end == (size_t)-1 ? l->text.n : end) - from};
	struct span name = span_sub(l->text, where.at, where.n);
	const struct person *x = exact(k, name) ? NULL : nearly(k, name);

	if (x)
		check_wrong_name(r, l, where, x);
}

void line_names(struct check_run *r, const struct check_line *l)
{
	const struct known *k = &check_people(r)->known;

	if (l->has & HAS_PAREN || span_starts(l->text, "### @")) {
		if (other_meeting(r, l->text))
			return;
		for (size_t at = 1; at < l->text.n; at++) {
			struct range party = party_at(l->text, at);

			if (party.n && l->text.p[at - 1] == ' ' && !check_masked(l, at))
				check_name(r, l, k, at - 1, party);
		}
	}
	if (span_starts(l->text, "### @"))
		presenter(r, l, k);
	else if (k->n && !l->heading && !other_meeting(r, l->text))
		check_listed_names(r, l);
}
