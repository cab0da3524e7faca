/* cli_sign: `justera` and `verifiera`. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "cli_parts.h"
#include "jobs/check.h"
#include "jobs/deadlines.h"
#include "jobs/gavel.h"
#include "jobs/justera.h"
#include "jobs/parts.h"
#include "jobs/verify.h"

static const struct cli_option sign_options[] = {
	{"starta", 0, NULL, "skicka texten till justering"},
	{"godkann", 0, "NAMN", "ordföranden eller en justerare godkänner texten"},
	{"skriv-under", 0, "NAMN", "... eller skriver under med en nyckel (--nyckel)"},
	{"nyckel", 0, "NYCKEL", "SSH-nyckelns fil (.pub när den finns i ssh-agent), eller OpenPGP-nyckelns namn"},
	{"begaran", 0, "FIL", "skriv det som ska skrivas under på en annan dator"},
	{"underskrift", 0, "FIL", "ta in en underskrift som gjorts där"},
	{"bekrafta", 0, "NAMN", "anteckna en underskrift på papper eller i en tjänst (--satt, --fil, --datum)"},
	{"satt", 0, "ORD", "... papper eller tjanst"},
	{"fil", 0, "FIL", "... det som kom tillbaka; med --nyckel-for den öppna nyckeln"},
	{"datum", 0, "DATUM", "... dagen det skrevs under"},
	{"vagra", 0, "NAMN", "vill inte justera (--skal)"},
	{"atergar", 0, "NAMN", "tar tillbaka sin vägran"},
	{"avvikande", 0, "NAMN", "den som vägrat får sin avvikande uppfattning antecknad"},
	{"overlamna", 0, "NAMN", "... eller justeringen överlämnas till nästa sammanträde"},
	{"organet", 0, "DATUM", "organet justerade självt det överlämnade den dagen"},
	{"klubbskal", 0, "NR", "skälet till att beslutet i § NR ändrats efter klubbslaget (--skal)"},
	{"aterkalla", 0, NULL, "tillbaka till utkast; alla godkännanden faller"},
	{"las", 0, NULL, "lås den godkända texten: protokollet är justerat"},
	{"nytt", 0, "NAMN", "visa vad som ändrats sedan NAMN senast såg texten"},
	{"sett", 0, "NAMN", "... och anteckna att NAMN har sett det"},
	{"nyckel-for", 0, "NAMN", "lägg till NAMNs öppna nyckel (--fil)"},
	{"del", 0, "N", "steget gäller den omedelbart justerade del N, inte det vanliga protokollet"},
	{"frister", 0, NULL, "sista dag för justering, anslag och överklagande"},
	{"ics", 0, NULL, "fristerna som en kalenderfil (iCalendar)"},
	CLI_AFTER_OPTIONS,
	{NULL, 0, NULL, NULL},
};

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

static void add_fallen(struct str *out, const struct justera_status *s)
{
	int n = 0;

	str_adds(out, "texten är ändrad sedan den skickades till justering: godkännandena har fallit");
	for (size_t i = 0; i < s->fell.n; i++)
		if (s->fell.signer[i].state != SIGN_WAITING)
			str_addf(out, "%s%s", n++ ? ", " : ": ", s->fell.signer[i].who);
	str_addc(out, '\n');
}

static void add_status(struct str *out, const struct justera_status *s)
{
	str_addf(out, "läge: %s\n", state_name(s->state));
	if (s->fallen)
		add_fallen(out, s);
	if (s->gaps > 0)
		str_addf(out, "luckor [[…]] kvar: %d\n", s->gaps);
	if (s->notes > 0)
		str_addf(out, "privata anteckningar kvar: %d\n", s->notes);
	if (s->suggestions > 0)
		str_addf(out, "öppna förslag kvar: %d\n", s->suggestions);
	if (s->unexplained > 0)
		str_addf(out, "beslut ändrade efter klubbslaget utan skäl: %d\n", s->unexplained);
	for (size_t i = 0; i < s->signing.n; i++) {
		const struct signer *g = &s->signing.signer[i];

		str_addf(out, "%s, %s: ", g->who, g->role);
		sign_add_answer(out, g);
		str_addc(out, '\n');
	}
}

/* ---------------------------------------------------------------- the steps */

struct sign_step {
	struct cli_call *c;
	const struct meeting *m;
	struct justera_act a;
	struct str *out;
};

static const char *value(const struct sign_step *s, const char *option)
{
	return cli_value(s->c, option);
}

static int need(const struct sign_step *s, const char *option, const char *why, struct err *err)
{
	return cli_given(s->c, option) ? 0 : err_set(err, ERR_USAGE, "--%s saknas: %s", option, why);
}

static int day_of(const struct sign_step *s, const char *option, struct date *out, struct err *err)
{
	if (!cli_given(s->c, option)) {
		*out = signing_local_date(clock_now());
		return 0;
	}
	if (date_parse(span_of(value(s, option)), out))
		return 0;
	return err_set(err, ERR_USAGE, "--%s %s: skriv dagen som 2031-04-17", option, value(s, option));
}

static int start(const struct sign_step *s, struct err *err)
{
	return justera_start(&s->a, count_errors(s->m, s->a.part), err);
}

/* What is new to somebody, under a line that says so. */
static int add_news(const struct sign_step *s, const char *name, bool also_none, struct err *err)
{
	struct str news = STR_INIT;
	int since, rc = justera_news(s->a.w, s->a.folder, span_of(name), &news, &since, err);

	if (rc == 0 && since && news.len)
		str_addf(s->out, "Ändrat sedan %s senast såg texten (version %d):\n\n%s", name, since, str_c(&news));
	else if (rc == 0 && also_none && since)
		str_addf(s->out, "Inget är ändrat sedan %s senast såg texten (version %d).\n", name, since);
	else if (rc == 0 && also_none)
		str_addf(s->out, "%s har inte sett texten tidigare: allt är nytt.\n%s", name, str_c(&news));
	str_release(&news);
	return rc;
}

static int approve(const struct sign_step *s, struct err *err)
{
	const char *name = value(s, "godkann");

	return add_news(s, name, false, err) || justera_approve(&s->a, span_of(name), err) ? -1 : 0;
}

static int sign(const struct sign_step *s, struct err *err)
{
	const char *name = value(s, "skriv-under");

	return need(s, "nyckel", "ange nyckeln som ska användas", err) || add_news(s, name, false, err) ||
	       justera_sign(&s->a, span_of(name), value(s, "nyckel"), err) ? -1 : 0;
}

static int request(const struct sign_step *s, struct err *err)
{
	struct str bytes = STR_INIT;
	const char *file = value(s, "begaran");
	int rc = justera_request(&s->a, &bytes, err);

	if (rc == 0 && strcmp(file, "-") == 0)
		str_addspan(s->out, str_span(&bytes));
	else if (rc == 0)
		rc = fs_write_atomic(file, str_c(&bytes), bytes.len, 0600, err);
	if (rc == 0 && strcmp(file, "-") != 0)
		str_addf(s->out, "Skriv under filen där den öppna nyckeln hör hemma:\n"
			"  ssh-keygen -Y sign -n " SEAL_NAMESPACE " -f NYCKEL %s\n"
			"och ta in svaret här med --underskrift %s.sig\n", fs_basename(file), fs_basename(file));
	str_release(&bytes);
	return rc;
}

static int take_signature(const struct sign_step *s, struct err *err)
{
	struct str bytes = STR_INIT;
	char *who = NULL;
	int rc = fs_read(value(s, "underskrift"), &bytes, err);

	if (rc == 0)
		rc = justera_take_signature(&s->a, str_span(&bytes), &who, err);
	free(who);
	str_release(&bytes);
	return rc;
}

static int confirm(const struct sign_step *s, struct err *err)
{
	struct date day;
	int method;

	if (need(s, "satt", "ange papper eller tjanst", err) || need(s, "fil", "ange filen som kom tillbaka", err) ||
		day_of(s, "datum", &day, err))
		return -1;
	method = sign_method_find(span_of(value(s, "satt")));
	if (method != SIGN_PAPPER && method != SIGN_TJANST)
		return err_set(err, ERR_USAGE, "--satt %s: ange papper eller tjanst", value(s, "satt"));
	return justera_confirm(&s->a, span_of(value(s, "bekrafta")), (enum sign_method)method, value(s, "fil"), day, err);
}

static int refuse(const struct sign_step *s, struct err *err)
{
	return need(s, "skal", "en vägran behöver ett skäl", err) ||
	       justera_refuse(&s->a, span_of(value(s, "vagra")), span_of(value(s, "skal")), err) ? -1 : 0;
}

static int go_back(const struct sign_step *s, struct err *err)
{
	return justera_return(&s->a, span_of(value(s, "atergar")), err);
}

static int note(const struct sign_step *s, struct err *err)
{
	return justera_note(&s->a, span_of(value(s, "avvikande")), err);
}

static int hand_over(const struct sign_step *s, struct err *err)
{
	return justera_hand_over(&s->a, span_of(value(s, "overlamna")), err);
}

static int organ(const struct sign_step *s, struct err *err)
{
	struct date day;

	return day_of(s, "organet", &day, err) || justera_organ_confirms(&s->a, day, err) ? -1 : 0;
}

static int explain(const struct sign_step *s, struct err *err)
{
	struct span para = span_of(value(s, "klubbskal"));
	long nr;

	if (span_starts(para, "§"))
		para = span_trim(span_from(para, strlen("§")));
	if (!span_int(para, &nr))
		return err_set(err, ERR_USAGE, "--klubbskal %s: ange paragrafens nummer", value(s, "klubbskal"));
	return need(s, "skal", "skriv varför beslutet ändrats", err) ||
	       gavel_give_reason(s->a.w, s->a.folder, s->a.who, false, (int)nr, span_of(value(s, "skal")), err) ? -1 : 0;
}

static int withdraw(const struct sign_step *s, struct err *err)
{
	return justera_withdraw(&s->a, span_of(value(s, "skal")), err);
}

static int lock(const struct sign_step *s, struct err *err)
{
	return justera_lock(&s->a, value(s, "nyckel"), err);
}

static int news(const struct sign_step *s, struct err *err)
{
	return add_news(s, value(s, "nytt"), true, err);
}

static int seen(const struct sign_step *s, struct err *err)
{
	const char *name = value(s, "sett");

	return add_news(s, name, true, err) || justera_seen(&s->a, span_of(name), err) ? -1 : 0;
}

static int key_for(const struct sign_step *s, struct err *err)
{
	const char *name = value(s, "nyckel-for");
	char *print = NULL;

	if (need(s, "fil", "ange filen med den öppna nyckeln", err) ||
		justera_add_key(s->a.folder, span_of(name), value(s, "fil"), &print, err))
		return -1;
	str_addf(s->out, "%s: %s\nLåt %s läsa upp fingeravtrycket och jämför innan nyckeln används.\n", name, print, name);
	free(print);
	return 0;
}

enum { READS = 1, ALONE = 2 };

static const struct {
	const char *option;
	int (*run)(const struct sign_step *s, struct err *err);
	unsigned flags;   /* READS: nothing is saved before; ALONE: the state is not shown after */
} steps[] = {
	{"starta", start, 0}, {"godkann", approve, 0}, {"skriv-under", sign, 0}, {"begaran", request, READS | ALONE},
	{"underskrift", take_signature, 0}, {"bekrafta", confirm, 0}, {"vagra", refuse, 0}, {"atergar", go_back, 0},
	{"avvikande", note, 0}, {"overlamna", hand_over, 0}, {"organet", organ, 0}, {"klubbskal", explain, 0}, {"aterkalla", withdraw, 0},
	{"las", lock, 0}, {"nytt", news, READS | ALONE}, {"sett", seen, ALONE}, {"nyckel-for", key_for, READS | ALONE},
};

#define STEPS (sizeof steps / sizeof steps[0])

/* Which step is asked for; -1: none. */
static int step_given(const struct cli_call *c)
{
	for (size_t i = 0; i < STEPS; i++)
		if (cli_given(c, steps[i].option))
			return (int)i;
	return -1;
}

static int take_step(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	int which = step_given(c), rc = 0;
	char *who = cli_who(m);
	const struct sign_step s = {.c = c, .m = m, .a = {w, m->folder, who, false, cli_part(c)}, .out = out};

	/* a key signs the mark of what is locked already: nothing is to be saved */
	if (!(steps[which].flags & READS))
		rc = cli_take_changes(w, m, err);
	if (rc == 0)
		rc = steps[which].run(&s, err);
	free(who);
	return rc;
}

/* Without a step and a part: the parts too, which else nobody is told about. */
static void add_parts(struct str *out, struct worker *w, const struct meeting *m)
{
	struct parts l;

	if (parts_read(m->folder, &l, NULL))
		return;
	for (size_t i = 0; i < l.n; i++) {
		struct justera_status s = {0};
		enum state state = STATE_UTKAST;

		if (part_signed(m->folder, l.v[i].nr))
			state = STATE_JUSTERAT;
		if (justera_status_of(w, m->folder, l.v[i].nr, &s, NULL) == 0)
			state = s.state;
		str_addf(out, "del %d, ", l.v[i].nr);
		part_add_paras(out, &l.v[i]);
		str_addf(out, ": %s\n", state_name(state));
		justera_status_release(&s);
	}
	parts_release(&l);
}

static int step(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct justera_status s = {0};
	int which = step_given(c), rc = 0;

	if (which >= 0)
		rc = take_step(c, w, m, out, err) ? -1 : 0;
	if (rc == 0 && which >= 0 && steps[which].flags & ALONE)
		return 0;
	if (rc == 0)
		rc = justera_status_of(w, m->folder, cli_part(c), &s, err);
	if (rc == 0) {
		add_status(out, &s);
	} else if (which < 0 && err->code == ERR_MOVED) {
		/* without a step nothing is written: the change is only told about */
		str_addf(out, "läge: %s\n",
			state_name(part_signed(m->folder, cli_part(c)) ? STATE_JUSTERAT : STATE_UTKAST));
		str_addf(out, "%s är ändrad sedan den senaste versionen: nästa steg sparar den först\n", m->shown);
		rc = 0;
	} else if (err->code == ERR_NOT_FOUND) {
		err->code = ERR_STATE; /* the name is not a signer's: it is the state that refuses it */
	}
	if (rc == 0 && which < 0 && cli_part(c) == 0)
		add_parts(out, w, m);
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
	int given = cli_given(c, "frister") + cli_given(c, "ics") + cli_after_given(c);

	for (size_t i = 0; i < STEPS; i++)
		given += cli_given(c, steps[i].option);
	if (given > 1)
		return cli_usage(c, "ett i taget: ange bara ett steg, som --starta, --godkann eller --las");
	if (cli_part(c) < 0)
		return cli_usage(c, "--del %s: ange delens nummer", cli_value(c, "del"));
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
		.args = "SÖKVÄG [STEG]",
		.summary = "justeringens steg: start, underskrifter, lås, anslag",
		.help = "Utan steg visas läget och vad var och en har svarat.\n"
			"1. --starta        texten skickas till justering; den får inte ha luckor, privata\n"
			"                   anteckningar, öppna förslag eller fel i formaliakontrollen\n"
			"2. --godkann NAMN  en gång för ordföranden och varje justerare, eller --skriv-under NAMN\n"
			"                   --nyckel NYCKEL, eller --begaran FIL och --underskrift FIL när nyckeln finns\n"
			"                   på en annan dator, eller --bekrafta NAMN --satt papper --fil FIL; en ändring\n"
			"                   av texten fäller alla svar\n"
			"3. --las           när alla har svarat: protokollet är justerat och kan inte ändras mer; med\n"
			"                   --nyckel undertecknar sekreteraren märket\n"
			"--aterkalla tar texten tillbaka till utkast före låset.\n"
			"Vems nyckel är vems står i <arkiv>/organ/<kortnamn>.nycklar (--nyckel-for lägger till).\n"
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
		.summary = "prövar att sluttexten, underskrifterna och historiken håller ihop",
		.help = "En rad per faktum: ok eller fel. Svaret är 1 när något inte håller, 4 när protokollet inte är\n"
			"justerat.\n",
		.min_args = 1,
		.max_args = 1,
		.run = verify_command,
	},
	{.name = NULL},
};
