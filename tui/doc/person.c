/* person: see person.h. Reads and writes one line; who serves stands elsewhere. */
#include "doc/person.h"

#include "base/clock.h"
#include "base/u8.h"
#include "doc/vec.h"

#define EN_DASH "\xE2\x80\x93"

/* Letters only, the first a capital: the abbreviation of a party. */
static bool party_ok(struct span s)
{
	bool first = true;

	for (size_t i = 0; i < s.n; first = false) {
		int32_t cp;

		i += u8_decode(s.p + i, s.n - i, &cp);
		if (cp < 0 || !u8_letter(cp) || (first && !u8_upper(cp)))
			return false;
	}
	return !first;
}

static bool has_any(struct span s, const char *set)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] && strchr(set, s.p[i]))
			return true;
	return false;
}

bool person_split_name(struct span text, struct span *name, struct span *party)
{
	struct span n = text, p = SPAN_NONE;
	size_t open;

	if (span_ends(text, ")")) {
		open = span_find_last(text, " (");
		if (open != (size_t)-1) {
			p = span_sub(text, open + 2, text.n - open - 3);
			n = span_sub(text, 0, open);
		}
	}
	*name = text;
	*party = SPAN_NONE;
	if (!n.n || span_trim(n).n != n.n || has_any(n, ",()") || (p.p && !party_ok(p)))
		return false;
	*name = n;
	*party = p;
	return true;
}

bool person_same(struct span name_a, struct span party_a, struct span name_b, struct span party_b)
{
	if (!span_eq(name_a, name_b))
		return false;
	return !party_a.n || !party_b.n || span_eq(party_a, party_b);
}

/* "4", "4–7", "4-7" */
static bool read_range(struct span s, struct para_range *out, bool *hyphen)
{
	size_t cut = span_find(s, EN_DASH, 0), width = sizeof EN_DASH - 1;
	long from, to;

	if (cut == (size_t)-1) {
		cut = span_find(s, "-", 0);
		width = 1;
	}
	if (cut == (size_t)-1) {
		if (!span_int(s, &from))
			return false;
		to = from;
	} else {
		if (!span_int(span_trim(span_sub(s, 0, cut)), &from) ||
			!span_int(span_trim(span_from(s, cut + width)), &to))
			return false;
		*hyphen = *hyphen || width == 1;
	}
	*out = (struct para_range){(int)from, (int)to};
	return true;
}

/* What follows "§" or "§§", or absent. */
static struct span after_sign(struct span s)
{
	if (!span_starts(s, "§"))
		return SPAN_NONE;
	s = span_from(s, strlen("§"));
	if (span_starts(s, "§"))
		s = span_from(s, strlen("§"));
	return span_trim(s);
}

struct tail {
	struct span rest;    /* what is not yet read */
	struct vec ranges;   /* from the right: the last first */
	struct vec jav;
	bool hyphen;
	struct person *p;
};

/* The text after the last ", "; `before` is what stands in front of it. */
static struct span last_part(struct span rest, struct span *before)
{
	size_t cut = span_find_last(rest, ", ");

	if (cut == (size_t)-1) {
		*before = SPAN_NONE;
		return rest;
	}
	*before = span_sub(rest, 0, cut);
	return span_trim(span_from(rest, cut + 2));
}

/* "§ 3", or "§§ 1–2, 5" whose parts stand between commas; "jäv § 3" too. */
static bool read_sections(struct tail *t)
{
	struct vec found = VEC(struct para_range);
	struct span rest = t->rest, before, part, numbers;
	struct para_range one;
	bool ok = false, jav = false, hyphen = false;

	while (rest.p) {
		part = last_part(rest, &before);
		jav = span_starts(part, "jäv ");
		numbers = after_sign(jav ? span_trim(span_from(part, strlen("jäv "))) : part);
		if (!read_range(numbers.p ? numbers : part, &one, &hyphen))
			break;
		*(struct para_range *)vec_push(&found) = one;
		rest = before;
		if (numbers.p) {
			ok = rest.p && (jav || !t->ranges.n);
			break;
		}
	}
	for (size_t i = 0; ok && i < found.n; i++) {
		one = *(struct para_range *)vec_at(&found, i);
		if (!jav)
			*(struct para_range *)vec_push(&t->ranges) = one;
		else if (one.from == one.to)
			*(int *)vec_push(&t->jav) = one.from;
		else
			ok = false;
	}
	if (ok) {
		t->rest = rest;
		t->hyphen = t->hyphen || hyphen;
	}
	vec_release(&found);
	return ok;
}

static bool set_once(struct span *slot, struct span value)
{
	if (slot->p || !value.n)
		return false;
	*slot = value;
	return true;
}

/* Reads one known part from the right; false when the last one is none. */
static bool read_part(struct tail *t)
{
	struct span before, part = last_part(t->rest, &before);
	struct person *p = t->p;
	struct date day;
	bool ok = false;

	if (!before.p)
		return false;
	if (span_starts(part, "kl. "))
		ok = set_once(&p->clock, span_trim(span_from(part, 4)));
	else if (span_is(part, "distans") && !p->remote)
		ok = p->remote = true;
	else if (span_starts(part, "fr.o.m. ") && date_parse(span_from(part, 8), &day))
		ok = set_once(&p->from_date, span_from(part, 8));
	else if (span_starts(part, "t.o.m. ") && date_parse(span_from(part, 7), &day))
		ok = set_once(&p->to_date, span_from(part, 7));
	else if (span_starts(part, "ersätter ") && !p->for_name.p)
		ok = person_split_name(span_trim(span_from(part, strlen("ersätter "))), &p->for_name,
			&p->for_party) || (p->for_name = SPAN_NONE, false);
	else
		return read_sections(t);
	if (ok)
		t->rest = before;
	return ok;
}

static void *reversed(struct vec *v, struct arena *a)
{
	void *out = v->n ? arena_alloc(a, v->n * v->size) : NULL;

	for (size_t i = 0; i < v->n; i++)
		memcpy((char *)out + i * v->size, vec_at(v, v->n - 1 - i), v->size);
	vec_release(v);
	return out;
}

static bool clock_ok(struct span s)
{
	size_t cut = span_find(s, EN_DASH, 0);

	return s.n == 5 + strlen(EN_DASH) + 5 && cut == 5 && clock_parse_hm(span_sub(s, 0, 5)) >= 0 &&
		clock_parse_hm(span_from(s, 5 + strlen(EN_DASH))) >= 0 && s.p[2] == '.' && s.p[10] == '.';
}

static bool ascending(const struct para_range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].to < r[i].from || (i && r[i].from <= r[i - 1].to))
			return false;
	return true;
}

static const char *what_is_odd(const struct person *p, bool name_ok, bool hyphen)
{
	struct span free_text = p->office;

	if (!name_ok)
		return "Raden börjar inte med ett namn, eller ”Namn (PARTI)”";
	if (span_find(free_text, "§", 0) != (size_t)-1 || span_starts(free_text, "ersätter "))
		return "Delarna ska stå i ordningen roll, ersätter, §, kl., distans, jäv";
	if (p->clock.p && !clock_ok(p->clock))
		return "Klockslag skrivs kl. hh.mm–hh.mm";
	if (!ascending(p->range, p->nrange) || !ascending(p->led, p->nled))
		return "Paragraferna ska stå i stigande ordning utan att gå i varandra";
	return hyphen ? "Intervall av paragrafer skrivs med tankstreck: §§ 4–7" : NULL;
}

/* "ordförande §§ 4–7" last in the role: its range, and the office in front. */
static void read_led(struct person *out, bool *hyphen, struct arena *a)
{
	struct span text = out->role.p ? out->role : out->title, rest, piece;
	struct vec found = VEC(struct para_range);
	size_t at = span_find_last(text, "ordförande §");
	struct para_range one;
	bool ok = at == 0 || (at != (size_t)-1 && span_ends(span_sub(text, 0, at), ", "));

	out->office = text;
	rest = ok ? after_sign(span_from(text, at + strlen("ordförande "))) : SPAN_NONE;
	while (ok && span_split(&rest, ",", &piece)) {
		ok = read_range(span_trim(piece), &one, hyphen);
		if (ok)
			*(struct para_range *)vec_push(&found) = one;
	}
	if (ok && found.n) {
		out->office = at ? span_sub(text, 0, at - 2) : SPAN_LIT("");
		out->nled = found.n;
		out->led = vec_take(&found, a);
	} else {
		vec_release(&found);
	}
}

void person_parse(struct person *out, struct span text, struct arena *a)
{
	struct tail t = {.rest = span_trim(text), .ranges = VEC(struct para_range), .jav = VEC(int)};
	struct span name = SPAN_NONE, free_text = SPAN_NONE;
	size_t cut;
	bool ok;

	*out = (struct person){.line_text = text};
	t.p = out;
	while (read_part(&t))
		;
	out->nrange = t.ranges.n;
	out->range = reversed(&t.ranges, a);
	out->njav = t.jav.n;
	out->jav = reversed(&t.jav, a);
	cut = span_find(t.rest, ", ", 0);
	name = cut == (size_t)-1 ? t.rest : span_sub(t.rest, 0, cut);
	if (cut != (size_t)-1)
		free_text = span_trim(span_from(t.rest, cut + 2));
	ok = person_split_name(name, &out->name, &out->party);
	if (free_text.n && out->party.p)
		out->role = free_text;
	else if (free_text.n)
		out->title = free_text;
	read_led(out, &t.hyphen, a);
	out->odd = what_is_odd(out, ok, t.hyphen);
}

void person_add_ranges(struct str *out, const struct person *p)
{
	bool many = p->nrange > 1 || p->range[0].from != p->range[0].to;

	str_adds(out, many ? " §§ " : " § ");
	for (size_t i = 0; i < p->nrange; i++) {
		if (p->range[i].from == p->range[i].to)
			str_addf(out, "%s%d", i ? ", " : "", p->range[i].from);
		else
			str_addf(out, "%s%d" EN_DASH "%d", i ? ", " : "", p->range[i].from, p->range[i].to);
	}
}

static void add_part(struct str *out, const char *before, struct span s)
{
	if (!s.n)
		return;
	str_adds(out, before);
	str_addspan(out, s);
}

static void add_name(struct str *out, struct span name, struct span party)
{
	str_addspan(out, name);
	if (party.n)
		str_addf(out, " (%.*s)", SPAN_FMT(party));
}

void person_write(struct str *out, const struct person *p)
{
	add_name(out, p->name, p->party);
	add_part(out, ", ", p->role);
	add_part(out, ", ", p->title);
	if (p->for_name.n) {
		str_adds(out, ", ersätter ");
		add_name(out, p->for_name, p->for_party);
	}
	if (p->nrange) {
		str_addc(out, ',');
		person_add_ranges(out, p);
	}
	add_part(out, ", kl. ", p->clock);
	if (p->remote)
		str_adds(out, ", distans");
	for (size_t i = 0; i < p->njav; i++)
		str_addf(out, ", jäv § %d", p->jav[i]);
	add_part(out, ", fr.o.m. ", p->from_date);
	add_part(out, ", t.o.m. ", p->to_date);
}

bool person_led(const struct person *p, int nr)
{
	for (size_t i = 0; i < p->nled; i++)
		if (nr >= p->led[i].from && nr <= p->led[i].to)
			return true;
	return false;
}

bool person_present(const struct person *p, int nr)
{
	for (size_t i = 0; i < p->nrange; i++)
		if (nr >= p->range[i].from && nr <= p->range[i].to)
			return true;
	return p->nrange == 0;
}
