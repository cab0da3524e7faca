/* suggest: the list of suggestions and its file. Where they stand in the text of
 * today is suggest_place.c, what they are about classify.c. Reading writes the
 * list back and compares, so that two files with the same meaning can't differ. */
#include "justering/suggest.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/checksum.h"
#include "base/mem.h"
#include "base/u8.h"

#define FORMAT "format: paragraf-förslag 1"

static const char *const class_name[SUGGEST_CLASSES] = {
	[SUGGEST_SPRAK] = "språk",
	[SUGGEST_FORMULERING] = "formulering",
	[SUGGEST_SAK] = "sak",
	[SUGGEST_REMARK] = "anmärkning",
};

static const char *const state_names[SUGGEST_STATES] = {
	[SUGGEST_OPEN] = "öppet",
	[SUGGEST_ACCEPTED] = "godtaget",
	[SUGGEST_REJECTED] = "avvisat",
};

const char *suggest_class_name(enum suggest_class c)
{
	return class_name[c];
}

const char *suggest_state_name(enum suggest_state s)
{
	return state_names[s];
}

static void suggestion_release(struct suggestion *s)
{
	for (size_t i = 0; i < s->nwho; i++)
		free(s->who[i]);
	free(s->who);
	free(s->old);
	free(s->text);
	free(s->comment);
	free(s->reason);
	free(s->accepted);
	*s = (struct suggestion){0};
}

void suggest_release(struct suggestions *l)
{
	for (size_t i = 0; i < l->n; i++)
		suggestion_release(&l->v[i]);
	free(l->v);
	*l = (struct suggestions){0};
}

struct suggestion *suggest_find(const struct suggestions *l, int nr)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].nr == nr)
			return &l->v[i];
	return NULL;
}

static void add_who(struct suggestion *s, struct span who)
{
	s->who = mem_resize(s->who, s->nwho + 1, sizeof *s->who);
	s->who[s->nwho++] = span_dup(who);
}

static bool is_by(const struct suggestion *s, const char *who)
{
	for (size_t i = 0; i < s->nwho; i++)
		if (strcmp(s->who[i], who) == 0)
			return true;
	return false;
}

static struct suggestion *push(struct suggestions *l)
{
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n] = (struct suggestion){0};
	return &l->v[l->n++];
}

/* ---------------------------------------------------------- any bytes, quoted */

static bool plain(int32_t cp)
{
	return cp >= 0 && !u8_control(cp);
}

static void add_quoted(struct str *out, struct span s)
{
	str_addc(out, '"');
	for (size_t i = 0; i < s.n;) {
		int32_t cp;
		size_t n = u8_decode(s.p + i, s.n - i, &cp);

		if (cp == '"' || cp == '\\')
			str_addf(out, "\\%c", s.p[i]);
		else if (cp == '\n')
			str_adds(out, "\\n");
		else if (plain(cp))
			str_add(out, s.p + i, n);
		else
			for (size_t k = 0; k < n; k++)
				str_addf(out, "\\x%02x", (unsigned char)s.p[i + k]);
		i += n;
	}
	str_addc(out, '"');
}

static int hex(char c)
{
	const char *at = c ? strchr("0123456789abcdef", c) : NULL;

	return at ? (int)(at - "0123456789abcdef") : -1;
}

/* Takes one character after a backslash; false when it is none of ours. */
static bool get_escape(struct span s, size_t *i, struct str *out)
{
	char c = *i < s.n ? s.p[*i] : '\0';

	if (c == '"' || c == '\\' || c == 'n') {
		str_addc(out, c == 'n' ? '\n' : c);
		*i += 1;
		return true;
	}
	if (c != 'x' || *i + 2 >= s.n || hex(s.p[*i + 1]) < 0 || hex(s.p[*i + 2]) < 0)
		return false;
	str_addc(out, (char)(hex(s.p[*i + 1]) * 16 + hex(s.p[*i + 2])));
	*i += 3;
	return true;
}

/* NULL when it is not quoted as above; free(). */
static char *get_quoted(struct span s)
{
	struct str out = STR_INIT;
	bool ok = s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"';

	if (!ok)
		return NULL;
	s = span_sub(s, 1, s.n - 2);
	for (size_t i = 0; ok && i < s.n;) {
		if (s.p[i] == '\\') {
			i++;
			ok = get_escape(s, &i, &out);
		} else {
			str_addc(&out, s.p[i++]);
		}
	}
	if (ok && memchr(str_c(&out), '\0', out.len) != NULL)
		ok = false; /* no text of ours holds one */
	if (!ok) {
		str_release(&out);
		return NULL;
	}
	return out.len ? str_take(&out) : span_dup(SPAN_NONE);
}

/* --------------------------------------------------------------------- fields */

typedef void put_fn(struct str *out, const void *field);
typedef bool get_fn(struct suggestion *s, void *field, struct span v);

static void put_int(struct str *out, const void *field)
{
	const int *v = field;

	str_addf(out, "%d", *v);
}

static bool get_int(struct suggestion *s, void *field, struct span v)
{
	int *to = field;
	long n;

	(void)s;
	if (!span_int(v, &n))
		return false;
	*to = (int)n;
	return true;
}

static void put_text(struct str *out, const void *field)
{
	char *const *v = field;

	add_quoted(out, span_of(*v));
}

static bool get_text(struct suggestion *s, void *field, struct span v)
{
	char **to = field;

	(void)s;
	if (*to)
		return false; /* said twice */
	*to = get_quoted(v);
	return *to != NULL;
}

static bool get_who(struct suggestion *s, void *field, struct span v)
{
	char *who = get_quoted(v);
	bool ok = who && *who && !is_by(s, who);

	(void)field;
	if (ok)
		add_who(s, span_of(who));
	free(who);
	return ok;
}

static void put_time(struct str *out, const void *field)
{
	const struct stamp *t = field;

	clock_add_iso(out, *t);
}

static bool get_time(struct suggestion *s, void *field, struct span v)
{
	(void)s;
	return clock_parse(v, field) == 0;
}

static bool all_hex(struct span v, size_t n)
{
	for (size_t i = 0; i < v.n; i++)
		if (hex(v.p[i]) < 0)
			return false;
	return v.n == n;
}

static void put_id(struct str *out, const void *field)
{
	str_adds(out, field);
}

static bool get_id(struct suggestion *s, void *field, struct span v)
{
	char *to = field;

	(void)s;
	if (!all_hex(v, 40))
		return false;
	memcpy(to, v.p, 40);
	to[40] = '\0';
	return true;
}

static void put_base(struct str *out, const void *field)
{
	const struct suggestion *s = field;

	str_addf(out, "%s %s", s->base, s->sum);
}

static bool get_base(struct suggestion *s, void *field, struct span v)
{
	(void)field;
	if (v.n != 57 || v.p[40] != ' ' || !get_id(s, s->base, span_sub(v, 0, 40)) || !all_hex(span_from(v, 41), 16))
		return false;
	memcpy(s->sum, v.p + 41, 16);
	s->sum[16] = '\0';
	return true;
}

static void put_place(struct str *out, const void *field)
{
	const struct range *r = field;

	str_addf(out, "%zu+%zu", r->at, r->n);
}

static bool get_place(struct suggestion *s, void *field, struct span v)
{
	struct range *to = field;
	size_t plus = span_find(v, "+", 0);
	long at, n;

	(void)s;
	if (plus == (size_t)-1 || !span_int(span_sub(v, 0, plus), &at) || !span_int(span_from(v, plus + 1), &n))
		return false;
	*to = (struct range){(size_t)at, (size_t)n};
	return true;
}

static bool find_name(const char *const *name, size_t n, struct span v, size_t *out)
{
	for (*out = 0; *out < n; ++*out)
		if (span_is(v, name[*out]))
			return true;
	return false;
}

static void put_class(struct str *out, const void *field)
{
	const enum suggest_class *c = field;

	str_adds(out, suggest_class_name(*c));
}

static bool get_class(struct suggestion *s, void *field, struct span v)
{
	size_t i;

	(void)field;
	if (!find_name(class_name, SUGGEST_CLASSES, v, &i))
		return false;
	s->cls = (enum suggest_class)i;
	return true;
}

static void put_state(struct str *out, const void *field)
{
	const enum suggest_state *v = field;

	str_adds(out, suggest_state_name(*v));
}

static bool get_state(struct suggestion *s, void *field, struct span v)
{
	size_t i;

	(void)field;
	if (!find_name(state_names, SUGGEST_STATES, v, &i))
		return false;
	s->state = (enum suggest_state)i;
	return true;
}

/* When a field is written. */
enum when { ALWAYS, IF_TEXT, IF_DECIDED, IF_ACCEPTED };

enum { FIELD_NR, FIELD_WHO };

static const struct field {
	const char *key;
	size_t at;
	enum when when;
	put_fn *put;
	get_fn *get;
} fields[] = {
	[FIELD_NR] = {"nr", offsetof(struct suggestion, nr), ALWAYS, put_int, get_int},
	[FIELD_WHO] = {"av", 0, ALWAYS, NULL, get_who},
	{"kom", offsetof(struct suggestion, came), ALWAYS, put_time, get_time},
	{"utskick", offsetof(struct suggestion, packet), ALWAYS, put_int, get_int},
	{"version", 0, ALWAYS, put_base, get_base},
	{"plats", offsetof(struct suggestion, at), ALWAYS, put_place, get_place},
	{"klass", offsetof(struct suggestion, cls), ALWAYS, put_class, get_class},
	{"gammalt", offsetof(struct suggestion, old), ALWAYS, put_text, get_text},
	{"nytt", offsetof(struct suggestion, text), ALWAYS, put_text, get_text},
	{"kommentar", offsetof(struct suggestion, comment), IF_TEXT, put_text, get_text},
	{"läge", offsetof(struct suggestion, state), ALWAYS, put_state, get_state},
	{"beslutat", offsetof(struct suggestion, decided), IF_DECIDED, put_time, get_time},
	{"skäl", offsetof(struct suggestion, reason), IF_TEXT, put_text, get_text},
	{"godtaget", offsetof(struct suggestion, accepted), IF_TEXT, put_text, get_text},
	{"före", offsetof(struct suggestion, made), IF_ACCEPTED, put_id, get_id},
};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static bool is_written(const struct suggestion *s, const struct field *f)
{
	const char *field = (const char *)s + f->at;
	char *const *text = (char *const *)(const void *)field;

	switch (f->when) {
	case IF_TEXT:
		return *text != NULL;
	case IF_DECIDED:
		return s->state != SUGGEST_OPEN;
	case IF_ACCEPTED:
		return s->state == SUGGEST_ACCEPTED;
	case ALWAYS:
		break;
	}
	return true;
}

static void write_one(struct str *out, const struct suggestion *s)
{
	str_addc(out, '\n');
	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct field *f = &fields[i];

		for (size_t k = 0; i == FIELD_WHO && k < s->nwho; k++) {
			str_addf(out, "%s: ", f->key);
			add_quoted(out, span_of(s->who[k]));
			str_addc(out, '\n');
		}
		if (i == FIELD_WHO || !is_written(s, f))
			continue;
		str_addf(out, "%s: ", f->key);
		f->put(out, (const char *)s + f->at);
		str_addc(out, '\n');
	}
}

void suggest_write(const struct suggestions *l, struct str *out)
{
	str_adds(out, FORMAT "\n");
	for (size_t i = 0; i < l->n; i++)
		write_one(out, &l->v[i]);
}

/* -------------------------------------------------------------------- reading */

static bool get_line(struct suggestions *l, struct span line)
{
	size_t colon = span_find(line, ": ", 0);
	struct suggestion *s;

	if (colon == (size_t)-1)
		return false;
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!span_is(span_sub(line, 0, colon), fields[i].key))
			continue;
		if (i == FIELD_NR)
			push(l);
		if (l->n == 0)
			return false;
		s = &l->v[l->n - 1];
		if (!fields[i].get(s, (char *)s + fields[i].at, span_from(line, colon + 2)))
			return false;
		return i != FIELD_NR || (s->nr > 0 && (l->n < 2 || s->nr > s[-1].nr));
	}
	return false;
}

/* What the fields of one say together. */
static bool holds(const struct suggestion *s)
{
	return s->nwho > 0 && (s->state == SUGGEST_ACCEPTED || !s->accepted) &&
	       (s->state == SUGGEST_REJECTED || !s->reason);
}

/* The line where two texts begin to differ. */
static int first_difference(struct span a, struct span b)
{
	int line = 1;

	for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
		line += a.p[i] == '\n';
	return line;
}

int suggest_parse(struct suggestions *out, struct span bytes, struct err *err)
{
	struct suggestions l = {0};
	struct str back = STR_INIT;
	struct span rest = bytes, line;
	bool ok = true;
	int nr = 0;

	*out = l;
	if (bytes.n == 0)
		return 0;
	while (ok && span_line(&rest, &line)) {
		nr++;
		ok = nr == 1 ? span_is(line, FORMAT) : line.n == 0 || get_line(&l, line);
	}
	for (size_t i = 0; ok && i < l.n; i++)
		ok = holds(&l.v[i]);
	if (ok) {
		suggest_write(&l, &back);
		ok = span_eq(str_span(&back), bytes);
		nr = first_difference(str_span(&back), bytes);
	}
	str_release(&back);
	if (ok) {
		*out = l;
		return 0;
	}
	suggest_release(&l);
	return err_set(err, ERR_INPUT, SUGGEST_FILE " är skadad eller omskriven på rad %d; återställ en tidigare version",
		nr);
}

/* --------------------------------------------------------------------- adding */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_words(const struct suggestion *s, const struct change *c, const char *sum, bool remark)
{
	return strcmp(s->sum, sum) == 0 && s->at.at == c->at.at && s->at.n == c->at.n && same_text(s->text, c->text) &&
	       (s->cls == SUGGEST_REMARK) == remark && (!remark || same_text(s->comment, c->comment));
}

/* The one that asks for this already: the same person's own, else one that the
 * name may be put under. */
static struct suggestion *find_same(const struct suggestions *l, const struct change *c, const char *sum, bool remark,
	const char *who)
{
	struct suggestion *found = NULL;

	for (size_t i = 0; i < l->n; i++) {
		struct suggestion *s = &l->v[i];

		if (!same_words(s, c, sum, remark))
			continue;
		if (is_by(s, who))
			return s;
		if (s->state != SUGGEST_REJECTED)
			found = s;
	}
	return found;
}

/* One more who asks for it, and what they say of it: of several each comment has
 * its name. */
static void join(struct suggestion *s, const char *who, const char *comment)
{
	bool same = is_by(s, who), more = comment && *comment && !(s->comment && strstr(s->comment, comment));
	struct str all = STR_INIT;

	if (!same && s->comment && s->nwho == 1)
		str_addf(&all, "%s: ", s->who[0]);
	if (s->comment)
		str_adds(&all, s->comment);
	if (more && s->comment)
		str_adds(&all, " / ");
	if (more && (!same || s->nwho > 1))
		str_addf(&all, "%s: ", who);
	if (more)
		str_adds(&all, comment);
	if (!same)
		add_who(s, span_of(who));
	free(s->comment);
	s->comment = all.len ? str_take(&all) : NULL;
	str_release(&all);
}

static int next_nr(const struct suggestions *l)
{
	return l->n ? l->v[l->n - 1].nr + 1 : 1;
}

size_t suggest_add(struct suggestions *l, const struct changes *c, struct span base, const char *base_id,
	const char *who, int packet, struct stamp came)
{
	struct protocol *p = protocol_parse(base);
	size_t added = 0;
	char sum[17];

	snprintf(sum, sizeof sum, "%016llx", (unsigned long long)checksum(base.p ? base.p : "", base.n, 0));
	for (size_t i = 0; i < c->n; i++) {
		const struct change *v = &c->v[i];
		bool remark = change_is_remark(v, base);
		struct suggestion *s = find_same(l, v, sum, remark, who);
		int nr = next_nr(l);

		if (v->at.at > base.n || v->at.n > base.n - v->at.at || (remark && !v->comment))
			continue;
		if (s) {
			join(s, who, v->comment);
			continue;
		}
		s = push(l);
		*s = (struct suggestion){.nr = nr, .packet = packet, .at = v->at, .came = came,
			.old = span_dup(span_sub(base, v->at.at, v->at.n)), .text = mem_strdup(v->text),
			.comment = v->comment ? mem_strdup(v->comment) : NULL};
		s->cls = remark ? SUGGEST_REMARK : suggest_classify(p, v->at, span_of(v->text));
		snprintf(s->base, sizeof s->base, "%s", base_id);
		memcpy(s->sum, sum, sizeof s->sum);
		add_who(s, span_of(who));
		added++;
	}
	protocol_free(p);
	return added;
}
