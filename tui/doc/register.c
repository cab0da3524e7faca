/* register: see register.h. */
#include "doc/register.h"

#include "base/u8.h"
#include "doc/vec.h"

/* `lista-fasta`: the items before a line "…" open the list, those after close it. */
static void read_fixed(struct organ *o)
{
	const struct front_field *f = front_field(&o->p->front, FRONT_LISTA_FASTA);
	struct vec open = VEC(struct span), close = VEC(struct span);
	bool after = false;

	for (size_t i = 0; f && i < f->n; i++) {
		struct span text = f->value[i].text;

		if (span_is(text, "…") || span_is(text, "..."))
			after = true;
		else
			*(struct span *)vec_push(after ? &close : &open) = text;
	}
	o->nopen = open.n;
	o->fixed_open = vec_take(&open, &o->p->arena);
	o->nclose = close.n;
	o->fixed_close = vec_take(&close, &o->p->arena);
}

struct organ *organ_parse(struct span bytes)
{
	struct organ *o = mem_alloc(sizeof *o);
	const struct front *f;
	long seats;

	o->p = protocol_parse(bytes);
	f = &o->p->front;
	o->name = front_get(f, FRONT_ORGAN);
	o->kort = front_get(f, FRONT_ORGAN_KORT);
	o->genitiv = front_get(f, FRONT_ORGAN_GENITIV);
	o->region = front_get(f, FRONT_REGION);
	o->stil = front_get(f, FRONT_STIL);
	o->profil = front_get(f, FRONT_PROFIL);
	o->dnr_serie = front_get(f, FRONT_DNR_SERIE);
	if (span_int(front_get(f, FRONT_PLATSER), &seats))
		o->platser = (int)seats;
	read_fixed(o);
	return o;
}

void organ_free(struct organ *o)
{
	if (!o)
		return;
	protocol_free(o->p);
	free(o);
}

static bool same_folded(struct span a, struct span b)
{
	size_t na, nb;
	char *x = u8_fold(a.p, a.n, &na), *y = u8_fold(b.p, b.n, &nb);
	bool same = na > 0 && span_eq(span_make(x, na), span_make(y, nb));

	free(x);
	free(y);
	return same;
}

bool organ_is(const struct organ *o, struct span who)
{
	return same_folded(o->kort, who) || same_folded(o->name, who);
}

void organ_add_genitiv(const struct organ *o, struct str *out)
{
	if (o->genitiv.n) {
		str_addspan(out, o->genitiv);
		return;
	}
	str_addspan(out, o->name);
	if (o->name.n && !strchr("sxzSXZ", o->name.p[o->name.n - 1]))
		str_addc(out, 's');
}

bool organ_serves(const struct person *p, struct date day)
{
	struct date d;

	if (p->from_date.p && date_parse(p->from_date, &d) && date_days(day) < date_days(d))
		return false;
	if (p->to_date.p && date_parse(p->to_date, &d) && date_days(day) > date_days(d))
		return false;
	return true;
}

static size_t run_of(struct span s, size_t at, const char *c)
{
	size_t n = 0, w = strlen(c);

	while (at + (n + 1) * w <= s.n && memcmp(s.p + at + n * w, c, w) == 0)
		n++;
	return n;
}

static size_t digits_at(struct span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

/* A run of N in the mask that is not part of a word: HSN ends in one that is.
 * Three or more are a number wherever they stand: ÅÅRSNNNNN. */
static bool number_here(struct span mask, size_t at, size_t n)
{
	int32_t cp;

	if (n >= 3)
		return true;
	if (at && (u8_decode(mask.p + at - 1, 1, &cp), cp < 0 || u8_letter(cp)))
		return false;
	return at + n >= mask.n || (u8_decode(mask.p + at + n, mask.n - at - n, &cp), !u8_letter(cp));
}

bool dnr_matches(struct span mask, struct span text)
{
	size_t m = 0, t = 0, n, have;

	while (m < mask.n) {
		n = run_of(mask, m, "Å");
		if (n == 2 || n == 4) {
			if (digits_at(text, t) < n)
				return false;
			m += n * strlen("Å");
			t += n;
			continue;
		}
		n = run_of(mask, m, "N");
		if (n && number_here(mask, m, n)) {
			have = digits_at(text, t);
			if (have == 0 || (n > 1 && have != n))
				return false;
			m += n;
			t += have;
			continue;
		}
		if (t >= text.n || text.p[t] != mask.p[m])
			return false;
		m++;
		t++;
	}
	return mask.n > 0 && t == text.n;
}
