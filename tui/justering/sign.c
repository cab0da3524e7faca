/* sign: see sign.h. Reading writes the round back and compares, so that two
 * files with the same meaning can't differ in a byte. */
#include "justering/sign.h"

#include "base/mem.h"
#include "base/u8.h"

#define FORMAT "paragraf-godkännanden 1"

void signing_release(struct signing *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->signer[i].who);
		free(s->signer[i].role);
	}
	free(s->signer);
	*s = (struct signing)SIGNING_INIT;
}

static char *one_line(struct span s)
{
	char *text = span_dup(span_trim(s));

	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
	return text;
}

void signing_add(struct signing *s, struct span who, struct span role)
{
	struct signer *g;

	for (size_t i = 0; i < s->n; i++)
		if (span_is(span_trim(who), s->signer[i].who))
			return;
	s->signer = mem_grow(s->signer, s->n, &s->cap, sizeof *s->signer);
	g = &s->signer[s->n++];
	*g = (struct signer){.who = one_line(who), .role = one_line(role)};
}

static void add_person(struct signing *s, const struct person *p, struct span role)
{
	char *who = p->party.n ? str_format("%.*s (%.*s)", SPAN_FMT(p->name), SPAN_FMT(p->party))
			       : span_dup(p->name);

	if (*who)
		signing_add(s, span_of(who), role);
	free(who);
}

void signing_from_protocol(struct signing *s, const struct protocol *p)
{
	const struct person *chair = protocol_chair(p, 0);

	/* whoever led a § signs for it */
	for (size_t i = 0; i < p->nitems; i++) {
		const struct person *led = p->item[i].nr ? protocol_chair(p, p->item[i].nr) : NULL;

		if (led)
			add_person(s, led, SPAN_LIT("ordförande"));
	}
	if (s->n == 0 && chair)
		add_person(s, chair, SPAN_LIT("ordförande"));
	for (size_t i = 0; i < p->npersons; i++)
		if (p->person[i].group == GROUP_JUSTERARE)
			add_person(s, &p->person[i], SPAN_LIT("justerare"));
}

static bool is_digest(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("0123456789abcdef", s.p[i]) || !s.p[i])
			return false;
	return s.n == 64;
}

static bool get_digest(struct span s, char out[65])
{
	if (!is_digest(s))
		return false;
	memcpy(out, s.p, 64);
	out[64] = '\0';
	return true;
}

/* "<time> <digest> <who>" */
static bool get_approval(struct signing *s, struct span v)
{
	size_t a = span_find(v, " ", 0);
	struct span rest = a == (size_t)-1 ? SPAN_NONE : span_from(v, a + 1);
	size_t b = span_find(rest, " ", 0);

	if (!rest.p || b == (size_t)-1)
		return false;
	for (size_t i = 0; i < s->n; i++) {
		struct signer *g = &s->signer[i];

		if (!span_is(span_from(rest, b + 1), g->who))
			continue;
		g->approved = clock_parse(span_sub(v, 0, a), &g->at) == 0 &&
			      get_digest(span_sub(rest, 0, b), g->digest);
		return g->approved;
	}
	return false;
}

static bool get_signer(struct signing *s, struct span v)
{
	size_t comma = span_find_last(v, ", ");

	if (comma == (size_t)-1)
		return false;
	signing_add(s, span_sub(v, 0, comma), span_from(v, comma + 2));
	return true;
}

static bool get_line(struct signing *s, struct span line)
{
	size_t colon = span_find(line, ": ", 0);
	struct span key, v;

	if (colon == (size_t)-1)
		return false;
	key = span_sub(line, 0, colon);
	v = span_from(line, colon + 2);
	if (span_is(key, "format"))
		return span_is(v, FORMAT);
	if (span_is(key, "text"))
		return get_digest(v, s->digest);
	if (span_is(key, "start"))
		return clock_parse(v, &s->start) == 0;
	if (span_is(key, "undertecknare"))
		return get_signer(s, v);
	return span_is(key, "godkänd") && get_approval(s, v);
}

int signing_parse(struct signing *out, struct span bytes, struct err *err)
{
	struct signing s = SIGNING_INIT;
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	int nr = 0;
	bool ok = bytes.n > 0;

	while (ok && span_line(&rest, &line)) {
		ok = get_line(&s, line);
		nr++;
	}
	if (ok) {
		signing_write(&s, &back);
		ok = span_eq(str_span(&back), bytes);
		nr = 0;
	}
	str_release(&back);
	if (ok) {
		*out = s;
		return 0;
	}
	signing_release(&s);
	if (nr)
		return err_set(err, ERR_INPUT, "godkännandena är skadade på rad %d", nr);
	return err_set(err, ERR_INPUT, "godkännandena är skadade eller omskrivna");
}

void signing_write(const struct signing *s, struct str *out)
{
	str_adds(out, "format: " FORMAT "\n");
	str_addf(out, "text: %s\nstart: ", s->digest);
	clock_add_iso(out, s->start);
	str_addc(out, '\n');
	for (size_t i = 0; i < s->n; i++)
		str_addf(out, "undertecknare: %s, %s\n", s->signer[i].who, s->signer[i].role);
	for (size_t i = 0; i < s->n; i++) {
		if (!s->signer[i].approved)
			continue;
		str_adds(out, "godkänd: ");
		clock_add_iso(out, s->signer[i].at);
		str_addf(out, " %s %s\n", s->signer[i].digest, s->signer[i].who);
	}
}

static bool same_name(struct span a, struct span b)
{
	size_t na, nb;
	char *x = u8_fold(a.p ? a.p : "", a.n, &na);
	char *y = u8_fold(b.p ? b.p : "", b.n, &nb);
	bool same = na == nb && memcmp(x, y, na) == 0;

	free(x);
	free(y);
	return same;
}

struct signer *signing_find(const struct signing *s, struct span who)
{
	struct signer *found = NULL;

	who = span_trim(who);
	if (who.n == 0)
		return NULL;
	for (size_t i = 0; i < s->n; i++) {
		struct signer *g = &s->signer[i];
		struct span name, party;
		bool split = person_split_name(span_of(g->who), &name, &party);

		if (!same_name(who, span_of(g->who)) && !(split && same_name(who, name)))
			continue;
		if (found)
			return NULL;
		found = g;
	}
	return found;
}

int signing_approve(struct signing *s, struct span who, const char *digest, struct stamp at, struct err *err)
{
	struct signer *g = signing_find(s, who);
	struct str names = STR_INIT;

	if (!g) {
		for (size_t i = 0; i < s->n; i++)
			str_addf(&names, "%s%s", i ? ", " : "", s->signer[i].who);
		err_set(err, ERR_NOT_FOUND, "”%.*s” ska inte justera protokollet; det ska %s", SPAN_FMT(who),
			names.len ? str_c(&names) : "ingen");
		str_release(&names);
		return -1;
	}
	if (strcmp(digest, s->digest) != 0)
		return err_set(err, ERR_MOVED, "texten har ändrats sedan den sändes till justering; börja om justeringen");
	if (g->approved)
		return err_set(err, ERR_STATE, "%s har redan godkänt texten", g->who);
	g->approved = true;
	g->at = at;
	memcpy(g->digest, digest, sizeof g->digest);
	return 0;
}

int signing_count(const struct signing *s, const char *digest)
{
	int n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->signer[i].approved && strcmp(s->signer[i].digest, digest) == 0;
	return n;
}
