/* cli_suggest: `andringar`: what the justerare suggest, and what is done with it. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/u8.h"
#include "cli_parts.h"
#include "doc/gavel.h"
#include "jobs/suggest.h"
#include "text/motion.h"

static const struct cli_option options[] = {
	{"json", 0, NULL, "för andra program: ”paragraf-andringar 1”"},
	{"godta", 0, "N…", "förslagens ord sätts in i texten, en version för varje"},
	{"avvisa", 0, "N…", "förslagen avvisas; de finns kvar i listan"},
	{"oppna", 0, "N…", "ångra: öppna igen det som är godtaget eller avvisat"},
	{"sprak", 0, NULL, "godta alla öppna av klassen språk som inte krockar"},
	{"med", 0, "TEXT", "godta med de här orden i stället (ett förslag)"},
	{"skal", 0, "TEXT", "varför det avvisas"},
	{NULL, 0, NULL, NULL},
};

/* ------------------------------------------------------------------------ list */

/* Where a suggestion stands, for people. */
struct spot {
	int para;              /* 0: none */
	struct span section;   /* absent */
	int line, column;      /* 1.., code points */
};

static struct spot spot_of(const struct protocol *p, size_t at)
{
	size_t start = motion_line_start(p->src, at);
	struct spot s = {.line = 1};
	int i = protocol_item_at(p, at), k;

	for (size_t b = 0; b < start; b++)
		s.line += p->src.p[b] == '\n';
	s.column = (int)u8_count(p->src.p + start, at - start) + 1;
	if (i < 0)
		return s;
	s.para = p->item[i].nr;
	k = item_section_at(&p->item[i], at);
	if (k >= 0)
		s.section = p->item[i].section[k].name;
	return s;
}

/* Newlines are shown, so that a suggestion is one line. */
static void add_words(struct str *out, struct span s)
{
	struct str shown = STR_INIT;

	gavel_add_shown(&shown, s);
	for (size_t i = 0; i < shown.len; i++)
		if (shown.buf[i] == '\n')
			str_adds(out, "↵");
		else
			str_addc(out, shown.buf[i]);
	str_release(&shown);
}

enum { BESIDE = 30 };

/* A few words before and after the change, of the same line. */
static void add_before(struct str *out, struct span text, size_t at)
{
	size_t start = motion_line_start(text, at), from = at;

	while (from > start && at - from < BESIDE)
		from = u8_prev(text.p, text.n, from);
	while (from > start && from < at && text.p[from - 1] != ' ')
		from = u8_next(text.p, text.n, from);
	gavel_add_shown(out, span_sub(text, from, at - from));
}

static void add_after(struct str *out, struct span text, size_t at)
{
	size_t end = motion_line_end(text, at), to = at;

	while (to < end && to - at < BESIDE)
		to = u8_next(text.p, text.n, to);
	while (to < end && to > at && text.p[to] != ' ')
		to = u8_prev(text.p, text.n, to);
	gavel_add_shown(out, span_sub(text, at, to - at));
}

static void add_change(struct str *out, const struct suggest_list *l, size_t i)
{
	const struct suggestion *s = &l->all.v[i];
	const char *text = s->accepted ? s->accepted : s->text;
	const struct range at = l->place[i].at;

	add_before(out, str_span(&l->text), at.at);
	if (s->cls == SUGGEST_REMARK) {
		add_words(out, span_of(s->old));
	} else {
		if (*s->old) {
			str_adds(out, "[-");
			add_words(out, span_of(s->old));
			str_adds(out, "-]");
		}
		if (*text) {
			str_adds(out, "{+");
			add_words(out, span_of(text));
			str_adds(out, "+}");
		}
	}
	add_after(out, str_span(&l->text), at.at + at.n);
}

static void add_names(struct str *out, const struct suggestion *s)
{
	for (size_t i = 0; i < s->nwho; i++)
		str_addf(out, "%s%s", i ? ", " : "", s->who[i]);
}

static void add_notes(struct str *out, const struct suggest_list *l, size_t i)
{
	const struct suggestion *s = &l->all.v[i];
	bool open = s->state == SUGGEST_OPEN, first = true;

	if (s->comment)
		str_addf(out, "     kommentar: %s\n", s->comment);
	if (s->accepted)
		str_addf(out, "     föreslaget: %s\n", s->text);
	if (s->reason)
		str_addf(out, "     skäl: %s\n", s->reason);
	if (open && s->cls != SUGGEST_REMARK && l->place[i].fit == SUGGEST_DONE)
		str_adds(out, "     texten säger det redan\n");
	if (open && l->place[i].fit == SUGGEST_MOVED)
		str_adds(out, "     orden har ändrats sedan förslaget gavs\n");
	for (size_t k = 0; k < l->all.n; k++) {
		if (!suggest_clash(&l->all, l->place, i, k))
			continue;
		str_addf(out, "%s%d (", first ? "     krockar med " : ", ", l->all.v[k].nr);
		add_names(out, &l->all.v[k]);
		str_addc(out, ')');
		first = false;
	}
	if (!first)
		str_addc(out, '\n');
}

static void add_line(struct str *out, const struct suggest_list *l, const struct protocol *p, size_t i)
{
	const struct suggestion *s = &l->all.v[i];
	struct spot spot = spot_of(p, l->place[i].at.at);

	str_addf(out, "%3d  %s  %s  ", s->nr, suggest_state_name(s->state), suggest_class_name(s->cls));
	add_names(out, s);
	if (spot.para)
		str_addf(out, "  § %d", spot.para);
	else
		str_adds(out, " ");
	if (spot.section.n)
		str_addf(out, " %.*s", SPAN_FMT(spot.section));
	str_addf(out, "%s ", spot.para ? ":" : "");
	add_change(out, l, i);
	str_addc(out, '\n');
	add_notes(out, l, i);
}

/* ------------------------------------------------------------------------ JSON */

static void add_key(struct str *out, const char *key, const char *opt_text)
{
	str_addf(out, ", \"%s\": ", key);
	str_add_json(out, span_of(opt_text));
}

static void add_plain(struct str *out, const char *key, const char *name)
{
	struct str plain = STR_INIT;

	u8_add_plain(&plain, span_of(name));
	add_key(out, key, str_c(&plain));
	str_release(&plain);
}

static const char *const fit_name[] = {
	[SUGGEST_FITS] = "passar", [SUGGEST_DONE] = "finns", [SUGGEST_MOVED] = "flyttat"};

static void add_object(struct str *out, const struct suggest_list *l, const struct protocol *p, size_t i)
{
	const struct suggestion *s = &l->all.v[i];
	struct spot spot = spot_of(p, l->place[i].at.at);
	bool first = true;

	str_addf(out, "%s\n  {\"nr\": %d, \"vem\": [", i ? "," : "", s->nr);
	for (size_t k = 0; k < s->nwho; k++) {
		str_adds(out, k ? ", " : "");
		str_add_json(out, span_of(s->who[k]));
	}
	str_addc(out, ']');
	add_plain(out, "klass", suggest_class_name(s->cls));
	add_plain(out, "lage", suggest_state_name(s->state));
	add_key(out, "plats", fit_name[l->place[i].fit]);
	if (spot.para)
		str_addf(out, ", \"paragraf\": %d", spot.para);
	else
		str_adds(out, ", \"paragraf\": null");
	str_addf(out, ", \"rad\": %d, \"kolumn\": %d", spot.line, spot.column);
	add_key(out, "gammalt", s->old);
	add_key(out, "nytt", s->text);
	add_key(out, "godtaget", s->accepted);
	add_key(out, "kommentar", s->comment);
	add_key(out, "skal", s->reason);
	str_adds(out, ", \"krock\": [");
	for (size_t k = 0; k < l->all.n; k++) {
		if (!suggest_clash(&l->all, l->place, i, k))
			continue;
		str_addf(out, "%s%d", first ? "" : ", ", l->all.v[k].nr);
		first = false;
	}
	str_adds(out, "]}");
}

static int list(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	bool json = cli_given(c, "json");
	struct suggest_list l;
	struct protocol *p;

	if (suggest_list(w, m->folder, &l, err))
		return -1;
	p = protocol_parse(str_span(&l.text));
	if (json)
		str_adds(out, "{\"format\": \"paragraf-andringar 1\", \"forslag\": [");
	else if (l.all.n == 0)
		str_adds(out, "inga förslag\n");
	for (size_t i = 0; i < l.all.n; i++) {
		if (json)
			add_object(out, &l, p, i);
		else
			add_line(out, &l, p, i);
	}
	if (json)
		str_adds(out, l.all.n ? "\n]}\n" : "]}\n");
	protocol_free(p);
	suggest_list_release(&l);
	return EXIT_OK;
}

/* ------------------------------------------------------------------------ acts */

struct number {
	int nr;
	bool in_row;           /* one of 7-9: not named by itself */
};

struct numbers {
	struct number *v;
	size_t n, cap;
};

static void add_number(struct numbers *l, int nr, bool in_row)
{
	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].nr != nr)
			continue;
		l->v[i].in_row = l->v[i].in_row && in_row;
		return;
	}
	l->v = mem_grow(l->v, l->n, &l->cap, sizeof *l->v);
	l->v[l->n++] = (struct number){nr, in_row};
}

enum { MOST_AT_ONCE = 10000 };

/* "3", "7-9", "7–9" */
static bool read_number(struct numbers *l, struct span s)
{
	size_t dash = span_find(s, "-", 0), wide = 1;
	long from, to;

	if (dash == (size_t)-1) {
		dash = span_find(s, "–", 0);
		wide = strlen("–");
	}
	if (dash == (size_t)-1)
		dash = s.n;
	if (!span_int(span_sub(s, 0, dash), &from))
		return false;
	to = from;
	if (dash < s.n && !span_int(span_from(s, dash + wide), &to))
		return false;
	if (from < 1 || to < from || to - from >= MOST_AT_ONCE)
		return false;
	for (long nr = from; nr <= to; nr++)
		add_number(l, (int)nr, from < to);
	return true;
}

/* "3 5 7-9", "3,5"; false with *bad the part that is no number. */
static bool read_numbers(struct numbers *l, const char *text, struct span *bad)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " ,");

		*bad = span_make(p, n);
		if (n && !read_number(l, *bad))
			return false;
		p += n + (p[n] != '\0');
	}
	return true;
}

/* What may be done, what it is called when it is done, and in which state. */
static const struct verb {
	const char *option, *done;
	bool open;             /* for those that are open; else for those that are not */
} verbs[] = {
	{"godta", "godtaget", true},
	{"avvisa", "avvisat", true},
	{"oppna", "öppet igen", false},
};

enum { GODTA, AVVISA, OPPNA, VERBS };

static int verb_of(const struct cli_call *c)
{
	for (int i = 0; i < VERBS; i++)
		if (cli_given(c, verbs[i].option))
			return i;
	return VERBS;
}

static int do_one(const struct suggest_act *a, int verb, int nr, const struct cli_call *c, struct err *err)
{
	if (verb == GODTA)
		return suggest_accept(a, nr, cli_value(c, "med"), NULL, err);
	if (verb == AVVISA)
		return suggest_reject(a, nr, cli_value(c, "skal"), err);
	return suggest_reopen(a, nr, err);
}

/* All of them must be there, and in the right state, before the first is done. */
static int check_numbers(struct worker *w, const struct meeting *m, const struct verb *v, const struct numbers *nrs,
	struct err *err)
{
	struct suggest_list l;
	int rc = suggest_list(w, m->folder, &l, err);

	for (size_t i = 0; rc == 0 && i < nrs->n; i++) {
		const struct suggestion *s = suggest_find(&l.all, nrs->v[i].nr);

		if (!s)
			rc = err_set(err, ERR_STATE, "förslag %d finns inte: se paragraf andringar", nrs->v[i].nr);
		else if (nrs->v[i].in_row && s->cls == SUGGEST_SAK && v == &verbs[GODTA])
			rc = err_set(err, ERR_STATE, "förslag %d är av klassen sak: godta det med sitt eget nummer", s->nr);
		else if ((s->state == SUGGEST_OPEN) != v->open)
			rc = err_set(err, ERR_STATE, "förslag %d är %s%s", s->nr, suggest_state_name(s->state),
				v->open ? ": öppna det igen först, med --oppna" : " redan");
	}
	suggest_list_release(&l);
	return rc;
}

static int do_all(struct cli_call *c, const struct suggest_act *a, const struct meeting *m, struct str *out,
	struct err *err)
{
	int verb = verb_of(c), rc;
	struct numbers nrs = {0};
	struct span bad;

	read_numbers(&nrs, cli_value(c, verbs[verb].option), &bad);
	for (int i = 1; i < c->nargs; i++)
		read_numbers(&nrs, c->arg[i], &bad);
	rc = check_numbers(a->w, m, &verbs[verb], &nrs, err);
	for (size_t i = 0; rc == 0 && i < nrs.n; i++) {
		rc = do_one(a, verb, nrs.v[i].nr, c, err);
		if (rc == 0)
			str_addf(out, "förslag %d: %s\n", nrs.v[i].nr, verbs[verb].done);
	}
	/* what was done before one that could not be is done, and is said */
	if (rc && out->len)
		cli_print(str_span(out));
	free(nrs.v);
	return rc;
}

static int act(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	char *who = cli_who(m);
	const struct suggest_act a = {.w = w, .folder = m->folder, .who = who};
	int rc = cli_take_changes(w, m, err);

	if (rc == 0 && cli_given(c, "sprak")) {
		rc = suggest_accept_language(&a, err);
		if (rc >= 0)
			str_addf(out, "%d förslag av klassen språk %s\n", rc, rc == 1 ? "är godtaget" : "är godtagna");
		rc = rc < 0 ? -1 : 0;
	} else if (rc == 0) {
		rc = do_all(c, &a, m, out, err);
	}
	free(who);
	return rc;
}

static int check_usage(const struct cli_call *c, int verb)
{
	struct numbers nrs = {0};
	struct span bad = SPAN_NONE;
	int given = cli_given(c, "sprak"), status = EXIT_OK;
	bool ok = true;

	for (int i = 0; i < VERBS; i++)
		given += cli_given(c, verbs[i].option);
	if (given > 1)
		return cli_usage(c, "ett i taget: ange ett av --godta, --avvisa, --oppna och --sprak");
	if (given && cli_given(c, "json"))
		return cli_usage(c, "--json visar listan: ange det utan --godta, --avvisa, --oppna och --sprak");
	if (verb == VERBS && c->nargs > 1)
		return cli_usage(c, "”%s” är en för mycket: numren anges med --godta, --avvisa eller --oppna", c->arg[1]);
	if (cli_given(c, "skal") && verb != AVVISA)
		return cli_usage(c, "--skal hör till --avvisa");
	if (verb < VERBS) {
		ok = read_numbers(&nrs, cli_value(c, verbs[verb].option), &bad);
		for (int i = 1; ok && i < c->nargs; i++)
			ok = read_numbers(&nrs, c->arg[i], &bad);
		if (!ok)
			status = cli_usage(c, "”%.*s” är inget nummer på ett förslag: skriv som 3 5 7-9", SPAN_FMT(bad));
		else if (nrs.n == 0)
			status = cli_usage(c, "--%s: ange vilka förslag, som 3 5 7-9", verbs[verb].option);
	}
	if (status == EXIT_OK && cli_given(c, "med") && (verb != GODTA || nrs.n != 1))
		status = cli_usage(c, "--med hör till --godta med ett enda förslag");
	free(nrs.v);
	return status;
}

static int run(struct cli_call *c)
{
	int verb = verb_of(c), status = check_usage(c, verb);

	if (status != EXIT_OK)
		return status;
	return cli_on_history(c, verb < VERBS || cli_given(c, "sprak") ? act : list);
}

const struct cli_command cli_suggest_commands[] = {
	{
		.name = "andringar",
		.args = "SÖKVÄG [--json] [--godta N… [--med TEXT] | --avvisa N… [--skal TEXT] | --oppna N… | --sprak]",
		.summary = "justerarnas ändringsförslag: visa, godta, avvisa",
		.help = "Utan val visas förslagen: nummer, läge, klass, vem, var och vad; struket står i [-…-], nytt i\n"
			"{+…+}. Klassen är språk, formulering eller sak (beslut, tal, namn, datum, röster …). Förslag som\n"
			"rör samma ord krockar, tills det ena är avgjort.\n"
			"N… skrivs som 3 5 7-9 eller 3,5; ett förslag av klassen sak godtas bara med sitt eget nummer.\n"
			"Varje godtaget förslag blir en version med förslagsställaren som upphov; --oppna tar orden\n"
			"tillbaka.\n",
		.option = options,
		.min_args = 1,
		.max_args = 200,
		.run = run,
	},
	{.name = NULL},
};
