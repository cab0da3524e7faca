/* cli_sign: `justera` and `verifiera`. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "cli_parts.h"
#include "jobs/check.h"
#include "jobs/deadlines.h"
#include "jobs/justera.h"
#include "jobs/parts.h"
#include "jobs/verify.h"

static const struct cli_option sign_options[] = {
	{"starta", 0, NULL, "skicka texten till justering"},
	{"godkann", 0, "NAMN", "ordföranden eller en justerare godkänner texten"},
	{"aterkalla", 0, NULL, "tillbaka till utkast; alla godkännanden faller"},
	{"las", 0, NULL, "lås den godkända texten: protokollet är justerat"},
	{"frister", 0, NULL, "sista dag för justering, anslag och överklagande"},
	{"ics", 0, NULL, "fristerna som en kalenderfil (iCalendar)"},
	{"del", 0, "N", "steget gäller den omedelbart justerade del N, inte det vanliga protokollet"},
	CLI_AFTER_OPTIONS,
	{NULL, 0, NULL, NULL},
};

/* The options after these change nothing; those from DEL on go with others. */
#define STEPS 4
#define DEL 6

/* Those of the part: while a part is signed, the rest may be half written. */
static int count_errors(const struct meeting *m, int part)
{
	struct check_result r = {0};
	struct parts l;
	int n = 0;

	check_meeting(m, &r);
	if (parts_read(m->folder, &l, NULL))
		l = (struct parts){0};
	for (size_t i = 0; i < r.n; i++) {
		int item = protocol_item_at(m->p, r.v[i].where.at);
		int of = item < 0 ? 0 : parts_of(&l, m->p->item[item].nr);

		n += r.v[i].severity == SEVERITY_FEL && of == part;
	}
	parts_release(&l);
	check_release(&r);
	return n;
}

static void add_status(struct str *out, const struct justera_status *s)
{
	str_addf(out, "läge: %s\n", state_name(s->state));
	if (s->fallen)
		str_adds(out, "texten är ändrad sedan den skickades till justering: godkännandena har fallit\n");
	if (s->gaps > 0)
		str_addf(out, "luckor [[…]] kvar: %d\n", s->gaps);
	if (s->notes > 0)
		str_addf(out, "privata anteckningar kvar: %d\n", s->notes);
	for (size_t i = 0; i < s->signing.n; i++) {
		const struct signer *g = &s->signing.signer[i];

		str_addf(out, "%s, %s: ", g->who, g->role);
		sign_add_answer(out, g);
		str_addc(out, '\n');
	}
}

static int act(struct cli_call *c, struct worker *w, const struct meeting *m, struct err *err)
{
	char *who = cli_who(m);
	const char *name = cli_value(c, "godkann");
	const struct justera_act a = {w, m->folder, who, false, cli_part(c)};
	int rc = 0;

	if (cli_given(c, "starta"))
		rc = justera_start(&a, count_errors(m, a.part), err);
	else if (name)
		rc = justera_approve(&a, span_of(name), err);
	else if (cli_given(c, "aterkalla"))
		rc = justera_withdraw(&a, SPAN_NONE, err);
	else if (cli_given(c, "las"))
		rc = justera_lock(&a, NULL, err);
	free(who);
	return rc;
}

static bool step_given(const struct cli_call *c)
{
	for (size_t i = 0; i < STEPS; i++)
		if (c->value[i])
			return true;
	return false;
}

static int step(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct justera_status s = {0};
	int rc = 0;

	if (step_given(c))
		rc = cli_take_changes(w, m, err) || act(c, w, m, err) ? -1 : 0;
	if (rc == 0)
		rc = justera_status_of(w, m->folder, cli_part(c), &s, err);
	if (rc == 0) {
		add_status(out, &s);
	} else if (!step_given(c) && err->code == ERR_MOVED) {
		/* without a step nothing is written: the change is only told about */
		str_addf(out, "läge: %s\n", state_name(STATE_UTKAST));
		str_addf(out, "%s är ändrad sedan den senaste versionen: nästa steg sparar den först\n", m->shown);
		rc = 0;
	} else if (err->code == ERR_NOT_FOUND) {
		err->code = ERR_STATE; /* the name is not a signer's: it is the state that refuses it */
	}
	justera_status_release(&s);
	return rc;
}

/* Which meeting it is, in a calendar among others. */
static void add_what(struct str *out, const struct meeting *m)
{
	struct span organ = front_get(&m->p->front, FRONT_ORGAN);

	str_addf(out, "%.*s %.*s", SPAN_FMT(organ.n ? organ : SPAN_LIT("protokoll")),
		SPAN_FMT(front_get(&m->p->front, FRONT_DATUM)));
}

static int deadlines_command(struct cli_call *c)
{
	struct deadline d[DEADLINE_COUNT];
	struct deadline_facts facts;
	struct date day;
	struct str out = STR_INIT, what = STR_INIT;
	struct meeting m;
	int status;

	if (!cli_open(c->arg[0], &m, &status))
		return status;
	if (!date_parse(front_get(&m.p->front, FRONT_DATUM), &day))
		day = (struct date){0};
	deadlines_part(day, m.folder, cli_part(c), &facts);
	if (!deadline_chain(&facts, d)) {
		struct err err = ERR_INIT;

		err_set(&err, ERR_INPUT, "%s: raden ”datum:” saknas, så fristerna kan inte räknas", m.shown);
		status = cli_fail(&err);
	} else if (cli_given(c, "ics")) {
		add_what(&what, &m);
		deadline_add_ics(&out, d, str_span(&what), span_of(fs_basename(m.folder ? m.folder : m.shown)), clock_now());
		status = cli_write(str_span(&out));
	} else {
		for (int i = 0; i < DEADLINE_COUNT; i++) {
			deadline_add_line(&out, (enum deadline_kind)i, &d[i]);
			str_adds(&out, d[i].planned ? ", räknat från sista dag för steget före\n" : "\n");
		}
		status = cli_print(str_span(&out));
	}
	str_release(&out);
	str_release(&what);
	meeting_release(&m);
	return status;
}

static int step_after(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	return cli_take_changes(w, m, err) || cli_after_act(c, w, m, out, err) ? -1 : 0;
}

static int sign_run(struct cli_call *c)
{
	int given = cli_after_given(c);

	for (size_t i = 0; i < DEL; i++)
		given += c->value[i] != NULL;
	if (cli_part(c) < 0)
		return cli_usage(c, "--del %s: ange delens nummer", cli_value(c, "del"));
	if (given > 1)
		return cli_usage(c, "ett i taget: ange ett av --starta, --godkann, --aterkalla, --las, --frister och --ics");
	if (cli_given(c, "frister") || cli_given(c, "ics"))
		return deadlines_command(c);
	return cli_on_history(c, cli_after_given(c) ? step_after : step);
}

static int verify(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct verify_result r = {0};
	int rc = job_verify(w, m->folder, &r, err);

	(void)c;
	if (rc == 0) {
		verify_format(&r, out);
		rc = r.failed > 0 ? EXIT_FINDINGS : EXIT_OK;
	}
	verify_release(&r);
	return rc;
}

static int verify_command(struct cli_call *c)
{
	return cli_on_history(c, verify);
}

const struct cli_command cli_sign_commands[] = {
	{
		.name = "justera",
		.args = "SÖKVÄG [--starta | --godkann NAMN | --aterkalla | --las | --frister | --ics]",
		.summary = "justeringens steg: start, godkännanden, lås",
		.help = "Utan steg visas läget: utkast, justering eller justerat, och vilka som har godkänt.\n"
			"1. --starta        texten skickas till justering; den får inte ha luckor, privata\n"
			"                   anteckningar eller fel i formaliakontrollen\n"
			"2. --godkann NAMN  en gång för ordföranden och varje justerare; en ändring av texten\n"
			"                   fäller alla godkännanden\n"
			"3. --las           när alla har godkänt: protokollet är justerat och kan inte ändras mer\n"
			"--aterkalla tar texten tillbaka till utkast före låset.\n"
			"--frister visar sista dag för justering, anslag och överklagande; en dag som infaller på\n"
			"en lördag, helgdag eller helgdagsafton flyttas till nästa vardag.\n",
		.option = sign_options,
		.min_args = 1,
		.max_args = 1,
		.run = sign_run,
	},
	{
		.name = "verifiera",
		.args = "SÖKVÄG",
		.summary = "prövar att sluttexten, godkännandena och historiken håller ihop",
		.help = "En rad per faktum: ok eller fel. Svaret är 1 när något inte håller, 4 när protokollet inte är\n"
			"justerat.\n",
		.min_args = 1,
		.max_args = 1,
		.run = verify_command,
	},
	{.name = NULL},
};
