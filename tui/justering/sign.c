/* sign: see sign.h. Reading writes the round back and compares, so that two
 * files with the same meaning can't differ in a byte. */
#include "justering/sign.h"

#include "base/mem.h"
#include "base/u8.h"

#define FORMAT "paragraf-underskrifter 1"

static const char *const states[SIGN_STATES] = {
	[SIGN_WAITING] = "väntar",
	[SIGN_SIGNED] = "undertecknat",
	[SIGN_REFUSED] = "vägrat",
	[SIGN_NOTED] = "avvikande uppfattning antecknad",
	[SIGN_HANDED] = "överlämnat till nästa sammanträde",
};

static const char *const methods[SIGN_METHODS] = {
	[SIGN_GODKANNANDE] = "godkännande",
	[SIGN_SSH] = "ssh",
	[SIGN_OPENPGP] = "openpgp",
	[SIGN_PAPPER] = "papper",
	[SIGN_TJANST] = "tjänst",
};

const char *sign_method_name(enum sign_method m)
{
	return m < SIGN_METHODS ? methods[m] : "";
}

int sign_method_find(struct span name)
{
	static const char *const plain[SIGN_METHODS] = {[SIGN_GODKANNANDE] = "godkannande", [SIGN_TJANST] = "tjanst"};

	for (int i = 0; i < SIGN_METHODS; i++)
		if (span_is(name, methods[i]) || (plain[i] && span_is(name, plain[i])))
			return i;
	return -1;
}

static void clear_answer(struct signer *g)
{
	free(g->key);
	free(g->file);
	free(g->reason);
	*g = (struct signer){.who = g->who, .role = g->role};
}

void signing_release(struct signing *s)
{
	for (size_t i = 0; i < s->n; i++) {
		clear_answer(&s->signer[i]);
		free(s->signer[i].who);
		free(s->signer[i].role);
	}
	free(s->signer);
	*s = (struct signing)SIGNING_INIT;
}

/* One line for a file of lines; NULL when nothing is left. */
static char *one_line(struct span s)
{
	char *text = span_dup(span_trim(s));

	for (char *p = text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
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

static char *dup_or_null(const char *s)
{
	return s ? mem_strdup(s) : NULL;
}

void signing_copy(struct signing *to, const struct signing *from)
{
	*to = *from;
	to->cap = from->n;
	to->signer = mem_array(from->n + 1, sizeof *to->signer);
	for (size_t i = 0; i < from->n; i++) {
		const struct signer *g = &from->signer[i];

		to->signer[i] = *g;
		to->signer[i].who = mem_strdup(g->who);
		to->signer[i].role = mem_strdup(g->role);
		to->signer[i].key = dup_or_null(g->key);
		to->signer[i].file = dup_or_null(g->file);
		to->signer[i].reason = dup_or_null(g->reason);
	}
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

/* ------------------------------------------------------------ the file */

static bool get_digest(struct span s, char out[65])
{
	if (s.n != 64)
		return false;
	memcpy(out, s.p, 64);
	out[64] = '\0';
	return strspn(out, "0123456789abcdef") == 64;
}

static bool get_text(struct span v, char **out)
{
	free(*out);
	*out = v.n ? span_dup(v) : NULL;
	return v.n > 0;
}

static int find_name(const char *const *names, int n, struct span v)
{
	for (int i = 0; i < n; i++)
		if (span_is(v, names[i]))
			return i;
	return -1;
}

/* A line of the group of the last signer named. */
static bool get_answer(struct signer *g, struct span key, struct span v)
{
	int i;

	if (span_is(key, "svar")) {
		i = find_name(states, SIGN_STATES, v);
		g->state = i < 0 ? SIGN_WAITING : (enum sign_state)i;
		return i > SIGN_WAITING;
	}
	if (span_is(key, "sätt")) {
		i = find_name(methods, SIGN_METHODS, v);
		g->method = i < 0 ? SIGN_GODKANNANDE : (enum sign_method)i;
		return i >= 0;
	}
	if (span_is(key, "tid"))
		return clock_parse(v, &g->at) == 0;
	if (span_is(key, "manifest"))
		return get_digest(v, g->digest);
	if (span_is(key, "nyckel"))
		return get_text(v, &g->key);
	if (span_is(key, "fil"))
		return get_text(v, &g->file);
	if (span_is(key, "fil-sha256"))
		return get_digest(v, g->file_digest);
	if (span_is(key, "dag"))
		return date_parse(v, &g->day);
	return span_is(key, "skäl") && get_text(v, &g->reason);
}

static bool get_line(struct signing *s, struct span line)
{
	size_t colon = span_find(line, ": ", 0), comma;
	struct span key, v;

	if (line.n == 0)
		return true;
	if (colon == (size_t)-1)
		return false;
	key = span_sub(line, 0, colon);
	v = span_from(line, colon + 2);
	if (span_is(key, "undertecknare")) {
		comma = span_find_last(v, ", ");
		if (comma == (size_t)-1)
			return false;
		signing_add(s, span_sub(v, 0, comma), span_from(v, comma + 2));
		return true;
	}
	if (s->n)
		return get_answer(&s->signer[s->n - 1], key, v);
	if (span_is(key, "format"))
		return span_is(v, FORMAT);
	if (span_is(key, "manifest"))
		return get_digest(v, s->digest);
	return span_is(key, "start") && clock_parse(v, &s->start) == 0;
}

static void set_approved(struct signer *g)
{
	g->approved = g->state == SIGN_SIGNED || g->state == SIGN_NOTED || (g->state == SIGN_HANDED && g->day.year);
}

/* Every signature is of this manifest: what says otherwise was put together by somebody. */
static bool coherent(const struct signing *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->signer[i].state == SIGN_SIGNED && strcmp(s->signer[i].digest, s->digest) != 0)
			return false;
	return *s->digest != '\0';
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
	for (size_t i = 0; i < s.n; i++)
		set_approved(&s.signer[i]);
	if (ok) {
		signing_write(&s, &back);
		ok = span_eq(str_span(&back), bytes) && coherent(&s);
		nr = 0;
	}
	str_release(&back);
	if (ok) {
		*out = s;
		return 0;
	}
	signing_release(&s);
	if (nr)
		return err_set(err, ERR_INPUT, "underskrifterna är skadade på rad %d", nr);
	return err_set(err, ERR_INPUT, "underskrifterna är skadade eller omskrivna");
}

static void add_row(struct str *out, const char *key, const char *value)
{
	if (value && *value)
		str_addf(out, "%s: %s\n", key, value);
}

static void add_day(struct str *out, struct date day)
{
	if (!day.year)
		return;
	str_adds(out, "dag: ");
	date_add_iso(out, day);
	str_addc(out, '\n');
}

static void write_signer(const struct signer *g, struct str *out)
{
	str_addf(out, "\nundertecknare: %s, %s\n", g->who, g->role);
	if (g->state == SIGN_WAITING)
		return;
	str_addf(out, "svar: %s\ntid: ", states[g->state]);
	clock_add_iso(out, g->at);
	str_addc(out, '\n');
	if (g->state == SIGN_SIGNED) {
		add_row(out, "sätt", methods[g->method]);
		add_row(out, "manifest", g->digest);
		add_row(out, "nyckel", g->key);
		add_row(out, "fil", g->file);
		add_row(out, "fil-sha256", g->file_digest);
	} else {
		add_row(out, "skäl", g->reason);
	}
	add_day(out, g->day);
}

void signing_write(const struct signing *s, struct str *out)
{
	str_addf(out, "format: " FORMAT "\nmanifest: %s\nstart: ", s->digest);
	clock_add_iso(out, s->start);
	str_addc(out, '\n');
	for (size_t i = 0; i < s->n; i++)
		write_signer(&s->signer[i], out);
}

/* ------------------------------------------------------------- the people */

static bool same_folded(struct span a, struct span b)
{
	size_t na, nb;
	char *x = u8_fold(a.p ? a.p : "", a.n, &na);
	char *y = u8_fold(b.p ? b.p : "", b.n, &nb);
	bool same = na == nb && memcmp(x, y, na) == 0;

	free(x);
	free(y);
	return same;
}

bool signing_same_person(struct span a, struct span b)
{
	struct span x = span_trim(a), y = span_trim(b), name, party;

	if (x.n == 0 || y.n == 0)
		return false;
	if (same_folded(x, y))
		return true;
	return (person_split_name(y, &name, &party) && same_folded(x, name)) ||
	       (person_split_name(x, &name, &party) && same_folded(name, y));
}

struct signer *signing_find(const struct signing *s, struct span who)
{
	struct signer *found = NULL;

	for (size_t i = 0; i < s->n; i++) {
		struct signer *g = &s->signer[i];

		if (same_folded(span_trim(who), span_of(g->who)))
			return g;
		if (!signing_same_person(who, span_of(g->who)))
			continue;
		if (found)
			return NULL;
		found = g;
	}
	return found;
}

struct signer *signing_need(const struct signing *s, struct span who, struct err *err)
{
	struct signer *g = signing_find(s, who);
	struct str names = STR_INIT;

	if (g)
		return g;
	for (size_t i = 0; i < s->n; i++)
		str_addf(&names, "%s%s", i ? ", " : "", s->signer[i].who);
	err_set(err, ERR_NOT_FOUND, "”%.*s” ska inte justera protokollet; det ska %s", SPAN_FMT(who),
		names.len ? str_c(&names) : "ingen");
	str_release(&names);
	return NULL;
}

/* ------------------------------------------------------------- the answers */

int signing_sign(struct signing *s, struct signer *g, const char *digest, const struct sign_act *a, struct err *err)
{
	if (strcmp(digest, s->digest) != 0)
		return err_set(err, ERR_MOVED, "texten har ändrats sedan den sändes till justering; börja om justeringen");
	if (g->state == SIGN_SIGNED)
		return err_set(err, ERR_STATE, "%s har redan godkänt texten", g->who);
	clear_answer(g);
	g->state = SIGN_SIGNED;
	g->method = a->method;
	g->at = a->at;
	g->day = a->day;
	g->key = dup_or_null(a->key);
	g->file = dup_or_null(a->file);
	memcpy(g->digest, digest, sizeof g->digest);
	if (a->file_digest)
		memcpy(g->file_digest, a->file_digest, sizeof g->file_digest);
	set_approved(g);
	return 0;
}

void signing_answer(struct signer *g, enum sign_state state, struct stamp at, struct span reason)
{
	char *text = reason.n ? one_line(reason) : NULL;

	clear_answer(g);
	g->state = state;
	if (state != SIGN_WAITING)
		g->at = at;
	if (text && *text && state != SIGN_WAITING)
		g->reason = text;
	else
		free(text);
	set_approved(g);
}

int signing_confirm(struct signing *s, struct date day)
{
	int n = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct signer *g = &s->signer[i];

		if (g->state != SIGN_HANDED)
			continue;
		g->day = day;
		set_approved(g);
		n++;
	}
	return n;
}

int signing_count(const struct signing *s, enum sign_state state)
{
	int n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->signer[i].state == state;
	return n;
}

int signing_approved(const struct signing *s)
{
	int n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->signer[i].approved;
	return n;
}

/* -------------------------------------------------------------- the date */

/* 01.00 UTC of the last Sunday of a month: when summer time begins and ends
 * (directive 2000/84/EC). */
static int64_t last_sunday(int year, int month)
{
	struct date d = {year, month, 31};

	return ((int64_t)(date_days(d) - date_weekday(d) % 7) * 24 + 1) * 3600;
}

/* As the clock in Stockholm shows it. */
static struct stamp local(struct stamp t)
{
	int year = clock_date((struct stamp){t.utc, 0}).year;
	bool summer = t.utc >= last_sunday(year, 3) && t.utc < last_sunday(year, 10);

	return (struct stamp){t.utc, summer ? 120 : 60};
}

struct date signing_local_date(struct stamp t)
{
	return clock_date(local(t));
}

struct date signing_date(const struct signing *s)
{
	struct date last = {0, 0, 0};

	for (size_t i = 0; i < s->n; i++) {
		const struct signer *g = &s->signer[i];
		struct date d = g->day.year ? g->day : signing_local_date(g->at);

		if (!g->approved)
			return (struct date){0, 0, 0};
		if (!last.year || date_days(d) > date_days(last))
			last = d;
	}
	return last;
}

void sign_add_answer(struct str *out, const struct signer *g)
{
	static const char *const said[SIGN_STATES] = {
		[SIGN_WAITING] = "inte godkänt",
		[SIGN_SIGNED] = "undertecknat",
		[SIGN_REFUSED] = "vägrar",
		[SIGN_NOTED] = "avvikande uppfattning antecknad",
		[SIGN_HANDED] = "justeringen överlämnad till nästa sammanträde",
	};
	struct stamp at = local(g->at);

	str_adds(out, g->state == SIGN_SIGNED && g->method == SIGN_GODKANNANDE ? "godkänt" : said[g->state]);
	if (g->state == SIGN_WAITING)
		return;
	str_addc(out, ' ');
	date_add_iso(out, clock_date(at));
	str_addc(out, ' ');
	clock_add_time(out, at, false);
	if (g->state == SIGN_SIGNED && g->method != SIGN_GODKANNANDE) {
		str_addf(out, " (%s", methods[g->method]);
		if (g->day.year) {
			str_addc(out, ' ');
			date_add_iso(out, g->day);
		}
		if (g->key || g->file)
			str_addf(out, ", %s", g->key ? g->key : g->file);
		str_addc(out, ')');
	} else if (g->state == SIGN_HANDED && g->day.year) {
		str_adds(out, ", justerat av organet ");
		date_add_iso(out, g->day);
	}
	if (g->reason)
		str_addf(out, ": %s", g->reason);
}
