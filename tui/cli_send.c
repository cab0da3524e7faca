/* cli_send: `skicka`: packets to those who adjust the minutes. */
#include <stdlib.h>
#include <string.h>

#include "cli_parts.h"
#include "jobs/send.h"

static const struct cli_option send_options[] = {
	{"till", 0, "NAMN", "till vem, som namnet står i protokollet; ”alla” är ett till var och en som justerar"},
	{"form", 0, "FORM", "txt (annars), md, criticmarkup eller git"},
	{"fjarr", 0, "ADRESS", "git: lägg grenen i det gemensamma förrådet där (sökväg, file:// eller ssh)"},
	{"svar-senast", 0, "DATUM", "sista dag för svar, som 2031-04-16; står överst i utskicket"},
	{"utfil", 'o', "FIL", "skriv dit; - är standard ut. Annars utskick/ i sammanträdesmappen"},
	{NULL, 0, NULL, NULL},
};

/* One packet; its path or branch is a line of out, its bytes are out when file is "-". */
static int send_one(struct worker *w, const struct send_request *q, struct str *out, struct err *err)
{
	struct sent s;

	if (job_send(w, q, &s, err))
		return -1;
	if (s.file)
		str_addf(out, "%s\n", s.file);
	else if (q->opt_remote)
		str_addf(out, "%s %s\n", q->opt_remote, s.branch);
	else
		str_addspan(out, str_span(&s.bytes));
	sent_release(&s);
	return 0;
}

static int send_all(struct worker *w, struct send_request *q, struct str *out, struct err *err)
{
	struct strlist names = {NULL, 0, 0};
	int rc = send_signers(q->folder, &names, err);

	if (rc == 0 && names.n == 0)
		rc = err_set(err, ERR_NOT_FOUND, "ingen ska justera protokollet; skriv justerare på framsidan");
	for (size_t i = 0; rc == 0 && i < names.n; i++) {
		q->to = span_of(names.v[i]);
		rc = send_one(w, q, out, err);
	}
	strlist_release(&names);
	return rc;
}

static bool read_request(struct cli_call *c, struct send_request *q, int *status)
{
	const char *till = cli_value(c, "till"), *form = cli_value(c, "form"), *day = cli_value(c, "svar-senast");
	int f = form ? packet_form_find(span_of(form)) : cli_given(c, "fjarr") ? PACKET_BUNDLE : PACKET_TXT;

	*status = EXIT_USAGE;
	*q = (struct send_request){.to = span_of(till), .opt_file = cli_value(c, "utfil"),
		.opt_remote = cli_value(c, "fjarr")};
	if (!till || !*till) {
		*status = cli_usage(c, "ange --till NAMN, eller --till alla");
	} else if (f < 0) {
		*status = cli_usage(c, "formen ”%s” finns inte: ange txt, md, criticmarkup eller git", form);
	} else if (f == PACKET_DOCX) {
		*status = cli_usage(c, "formen docx finns inte ännu: ange txt, md, criticmarkup eller git");
	} else if (q->opt_remote && (f != PACKET_BUNDLE || q->opt_file)) {
		*status = cli_usage(c, "--fjarr går ihop med --form git, och inte med -o");
	} else if (day && !date_parse(span_of(day), &q->answer_by)) {
		*status = cli_usage(c, "”%s” är ingen dag: skriv den som 2031-04-16", day);
	} else if (strcmp(till, "alla") == 0 && q->opt_file) {
		*status = cli_usage(c, "-o tar ett utskick: ange ett namn i stället för alla");
	} else if (q->opt_file && !*q->opt_file) {
		*status = cli_usage(c, "-o är tomt: ange en fil");
	} else {
		q->form = q->opt_remote ? PACKET_REMOTE : (enum packet_form)f;
		return true;
	}
	return false;
}

static int send_run(struct cli_call *c)
{
	struct send_request q;
	struct meeting m;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct worker *w;
	char *who;
	int status, rc;

	if (!read_request(c, &q, &status) || !cli_open_history(c->arg[0], &m, &status))
		return status;
	w = cli_archive_worker();
	who = cli_who(&m);
	q.folder = m.folder;
	q.who = who;
	rc = cli_take_changes(w, &m, &err);
	if (rc == 0)
		rc = span_is(q.to, "alla") ? send_all(w, &q, &out, &err) : send_one(w, &q, &out, &err);
	/* what was sent before the fault is told all the same */
	status = q.opt_file && strcmp(q.opt_file, "-") == 0 ? cli_write(str_span(&out)) : cli_print(str_span(&out));
	if (rc) {
		status = cli_fail(&err);
		status = err.code == ERR_NOT_FOUND ? EXIT_USAGE : status;
	}
	free(who);
	worker_free(w);
	str_release(&out);
	meeting_release(&m);
	return status;
}

const struct cli_command cli_send_commands[] = {
	{
		.name = "skicka",
		.args = "SÖKVÄG --till NAMN [--form FORM] [--fjarr ADRESS] [--svar-senast DATUM] [-o FIL]",
		.summary = "ett utskick till en justerare",
		.help = "Skriver protokollet som det är nu i en fil som kan ändras i vilket program som helst, märkt\n"
			"UTKAST – EJ JUSTERAT, och antecknar vem som fick vilken version. Överst står hur man svarar, vad\n"
			"som har ändrats sedan samma person fick texten förra gången, och beslut som har ändrats efter\n"
			"klubbslaget. Privata anteckningar följer inte med. Filen ligger i utskick/ i sammanträdesmappen\n"
			"och hör inte till versionerna. Det som kommer tillbaka läses med paragraf ta-emot.\n",
		.option = send_options,
		.min_args = 1,
		.max_args = 1,
		.run = send_run,
	},
	{.name = NULL},
};
