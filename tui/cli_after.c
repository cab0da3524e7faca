/* cli_after: `rensa` and `anslag`, and what `justera` does with parts and after the
 * lock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "cli_parts.h"
#include "jobs/after.h"
#include "jobs/parts.h"
#include "jobs/purge.h"

int cli_part(const struct cli_call *c)
{
	const char *value = cli_value(c, "del");
	long nr = 0;

	if (value && (!span_int(span_of(value), &nr) || nr > 999))
		return -1;
	return (int)nr;
}

/* ------------------------------------------------------------- justera */

struct step {
	struct cli_call *c;
	struct worker *w;
	const struct meeting *m;
	const char *who;
	struct after_act act;
	struct str *out;
};

static int day_of(const struct step *s, const char *option, struct date *out, struct err *err)
{
	const char *value = cli_value(s->c, option);

	if (date_parse(span_of(value), out))
		return 0;
	return err_set(err, ERR_USAGE, "--%s %s: skriv dagen som 2031-04-17", option, value);
}

static int make_part(const struct step *s, struct err *err)
{
	int nr;

	if (part_create(s->w, s->m->folder, s->who, false, span_of(cli_value(s->c, "omedelbart")), &nr, err))
		return -1;
	str_addf(s->out, "del %d: %s\n", nr, cli_value(s->c, "omedelbart"));
	return 0;
}

static int drop_part(const struct step *s, struct err *err)
{
	long nr;

	if (!span_int(span_of(cli_value(s->c, "ta-bort-del")), &nr))
		return err_set(err, ERR_USAGE, "--ta-bort-del %s: ange delens nummer", cli_value(s->c, "ta-bort-del"));
	return part_drop(s->w, s->m->folder, s->who, false, (int)nr, err);
}

static int posted(const struct step *s, struct err *err)
{
	struct date day;

	if (!cli_given(s->c, "plats"))
		return err_set(err, ERR_USAGE, "--plats saknas: säg var justeringen är tillkännagiven");
	return day_of(s, "anslaget", &day, err) || after_post(&s->act, day, cli_value(s->c, "plats"), err) ? -1 : 0;
}

static int taken_down(const struct step *s, struct err *err)
{
	struct date day;

	return day_of(s, "nedtaget", &day, err) || after_take_down(&s->act, day, err) ? -1 : 0;
}

static int archived(const struct step *s, struct err *err)
{
	return after_archive(&s->act, cli_value(s->c, "plats"), err);
}

static int corrected(const struct step *s, struct err *err)
{
	static const char *const needs[] = {"gammal", "ny", "skal"};
	struct span para = span_of(cli_value(s->c, "rattelse"));
	long nr;

	if (span_starts(para, "§"))
		para = span_trim(span_from(para, strlen("§")));
	if (!span_int(para, &nr))
		return err_set(err, ERR_USAGE, "--rattelse %s: ange paragrafens nummer", cli_value(s->c, "rattelse"));
	for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++)
		if (!cli_given(s->c, needs[i]))
			return err_set(err, ERR_USAGE, "--%s saknas: en rättelse behöver --gammal, --ny och --skal", needs[i]);
	return after_correct(&s->act, (int)nr, span_of(cli_value(s->c, "gammal")), span_of(cli_value(s->c, "ny")),
		span_of(cli_value(s->c, "skal")), err);
}

static const struct {
	const char *option;
	int (*run)(const struct step *s, struct err *err);
} steps[] = {
	{"omedelbart", make_part}, {"ta-bort-del", drop_part}, {"anslaget", posted}, {"nedtaget", taken_down},
	{"arkiverat", archived}, {"rattelse", corrected},
};

bool cli_after_given(const struct cli_call *c)
{
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (cli_given(c, steps[i].option))
			return true;
	return false;
}

int cli_after_act(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	char *who = cli_who(m);
	struct step s = {.c = c, .w = w, .m = m, .who = who, .out = out,
		.act = {.w = w, .folder = m->folder, .who = who, .part = cli_part(c)}};
	int rc = 0;

	if (s.act.part < 0)
		rc = err_set(err, ERR_USAGE, "--del %s: ange delens nummer", cli_value(c, "del"));
	for (size_t i = 0; i < sizeof steps / sizeof steps[0] && rc == 0; i++)
		if (cli_given(c, steps[i].option))
			rc = steps[i].run(&s, err);
	free(who);
	return rc;
}

/* ------------------------------------------------------------- anslag */

static const struct cli_option anslag_options[] = {
	{"del", 0, "N", "bara för den omedelbart justerade del N"},
	{NULL, 'o', "FIL", "filen som skrivs; annars standard ut"},
	{NULL, 0, NULL, NULL},
};

/* One for each part that is justerad; the ordinary protocol's first. */
static int notices(const char *folder, int only, struct str *out, struct err *err)
{
	struct parts l;
	int rc = parts_read(folder, &l, err);

	if (rc == 0 && (only >= 0 || l.n == 0)) {
		rc = after_notice(folder, only > 0 ? only : 0, out, err);
	} else if (rc == 0) {
		for (size_t i = 0; i <= l.n && rc == 0; i++) {
			int nr = i ? l.v[i - 1].nr : 0;

			if (!part_signed(folder, nr))
				continue;
			str_adds(out, out->len ? "\n" : "");
			rc = after_notice(folder, nr, out, err);
		}
		if (rc == 0 && !out->len)
			rc = after_notice(folder, 0, out, err); /* says that nothing is justerat */
	}
	parts_release(&l);
	return rc;
}

static int anslag_run(struct cli_call *c)
{
	int only = cli_given(c, "del") ? cli_part(c) : -1, status;
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	struct meeting m;

	if (cli_part(c) < 0)
		return cli_usage(c, "--del %s: ange delens nummer", cli_value(c, "del"));
	if (!cli_open_history(c->arg[0], &m, &status))
		return status;
	status = notices(m.folder, only, &out, &err) ? cli_fail(&err) : cli_deliver(cli_value(c, "o"), str_span(&out));
	str_release(&out);
	meeting_release(&m);
	return status;
}

/* ------------------------------------------------------------- rensa */

static const struct cli_option rensa_options[] = {
	{"policy", 0, "ORD", "fraga, behall eller rensa; annars vad organet har bestämt"},
	{"ja", 0, NULL, "gallra utan att fråga"},
	{NULL, 0, NULL, NULL},
};

/* Only with a person at a terminal. */
static bool asked(const char *shown)
{
	char line[16];

	fprintf(stderr, "Gallra alla utkast av %s? Det kan inte göras ogjort. (ja/nej) ", shown);
	fflush(stderr);
	return fgets(line, sizeof line, stdin) && strcmp(line, "ja\n") == 0;
}

/* Why it may be too early; nothing when it is not. */
static void add_early(struct str *out, const struct purge_look *look)
{
	if (look->appeal_over)
		return;
	if (look->appeal.year) {
		str_adds(out, "överklagandetiden går ut först ");
		date_add_long(out, look->appeal);
	} else {
		str_adds(out, "anslaget är inte antecknat, så överklagandetiden är inte ute");
	}
}

/* 1: go on; 0: not; -1: refused. */
static int may_purge(struct cli_call *c, const struct meeting *m, const struct purge_look *look, struct err *err)
{
	struct span kort = front_get(&m->p->front, FRONT_ORGAN_KORT);
	const char *given = cli_value(c, "policy");
	enum purge_policy policy = purge_policy_of(m->archive, kort);
	struct str early = STR_INIT;
	bool yes;
	int go = 1;

	if (given && purge_policy_find(span_of(given), &policy))
		return err_set(err, ERR_USAGE, "--policy %s: ange fraga, behall eller rensa", given);
	if (policy == PURGE_BEHALL)
		return 0;
	yes = cli_given(c, "ja") || (policy == PURGE_RENSA && look->appeal_over);
	add_early(&early, look);
	if (!yes && !isatty(STDIN_FILENO)) {
		go = err_set(err, ERR_STATE, "%s: inget är gallrat%s%s; ange --ja för att gallra utan fråga", m->shown,
			early.len ? ", " : "", str_c(&early));
	} else {
		if (early.len)
			cli_say(EXIT_OK, "varning: %s", str_c(&early));
		go = yes || asked(m->shown);
	}
	str_release(&early);
	return go;
}

static int purge(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct purge_look look;
	struct strlist gone = {0};
	int go, rc;

	if (purge_look(m->folder, &look, err))
		return -1;
	go = may_purge(c, m, &look, err);
	rc = go > 0 ? purge_run(w, m->folder, &gone, err) : go;
	for (size_t i = 0; i < gone.n; i++)
		str_addf(out, "borttaget: %s\n", gone.v[i]);
	if (rc == 0 && go > 0)
		str_adds(out, gone.n ? "utkasten är gallrade; sluttexten är prövad och håller\n"
				     : "inga utkast fanns kvar; sluttexten är prövad och håller\n");
	else if (rc == 0)
		str_adds(out, "utkasten behålls; inget är gallrat\n");
	for (size_t i = 0; rc == 0 && go > 0 && i < look.other.n; i++)
		cli_say(EXIT_OK, "%s/%s är ingen av programmets filer och ligger kvar", m->folder, look.other.v[i]);
	strlist_release(&gone);
	purge_look_release(&look);
	return rc;
}

static int rensa_run(struct cli_call *c)
{
	return cli_on_history(c, purge);
}

const struct cli_command cli_after_commands[] = {
	{
		.name = "anslag",
		.args = "SÖKVÄG",
		.summary = "anslagsbevis med datum",
		.help = "Ett bevis för det justerade protokollet och ett för varje omedelbart justerad del. Innan anslaget\n"
			"är antecknat (justera --anslaget) står de dagar då det senast ska ske.\n",
		.option = anslag_options,
		.min_args = 1,
		.max_args = 1,
		.run = anslag_run,
	},
	{
		.name = "rensa",
		.args = "SÖKVÄG [--policy fraga|behall|rensa] [--ja]",
		.summary = "gallra utkasten efter justering",
		.help = "Tar bort alla versioner före den justerade, utskick, journaler och räddade utkast. Kvar är\n"
			"protokollet, justerat/, bilagor/ och justering/logg. Sluttexten prövas före och efter.\n"
			"Vad organet har bestämt står i <arkiv>/organ/<kortnamn>.regler på raden\n"
			"”gallring = fråga”, ”gallring = behåll” eller ”gallring = rensa”. Före överklagandetidens slut\n"
			"krävs --ja.\n",
		.option = rensa_options,
		.min_args = 1,
		.max_args = 1,
		.run = rensa_run,
	},
	{.name = NULL},
};
