/* cli_make: `ny` and `exportera`: what makes files. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "cli_parts.h"
#include "in/agenda.h"
#include "jobs/export.h"
#include "jobs/new_meeting.h"

static const struct cli_option ny_options[] = {
	{"organ", 0, "ORGAN", "organets register: filnamn, kortnamn eller hela namnet"},
	{"datum", 0, "DATUM", "sammanträdets datum, som 2031-04-09"},
	{"stil", 0, "STIL", "protokollets stil; annars registrets"},
	{"arenden", 0, "FIL", "föredragningslistan: rader, CSV eller texten av en kallelse; - är standard in"},
	{"arkiv", 0, "MAPP", "arkivet; annars $PARAGRAF_ARKIV eller ~/Protokoll"},
	{NULL, 'o', "MAPP", "sammanträdets mapp; annars <arkiv>/<datum>-<organ>"},
	{NULL, 0, NULL, NULL},
};

static void say_findings(const struct agenda *a, const char *file)
{
	for (size_t i = 0; a && i < a->nfindings; i++)
		cli_say(0, "%s:%d:%d: %s: %s [%s]", file, a->finding[i].line, a->finding[i].col,
			severity_name(a->finding[i].severity), a->finding[i].text, a->finding[i].id);
}

static int ny_run(struct cli_call *c)
{
	struct new_meeting n = {
		.archive = cli_value(c, "arkiv"),
		.organ = cli_value(c, "organ"),
		.style = cli_value(c, "stil"),
		.folder = cli_value(c, "o"),
	};
	const char *day = cli_value(c, "datum"), *list = cli_value(c, "arenden");
	struct new_meeting_result res;
	struct str agenda = STR_INIT;
	struct err err = ERR_INIT;
	struct worker *w;
	int status;

	if (!n.organ)
		return cli_usage(c, "--organ saknas: ange vilket organ sammanträdet gäller");
	if (!day)
		return cli_usage(c, "--datum saknas: ange sammanträdets datum");
	if (!date_parse(span_of(day), &n.date))
		return cli_usage(c, "%s är inget datum: skriv det som 2031-04-09", day);
	if (list && fs_read(list, &agenda, &err) != 0) {
		str_release(&agenda);
		err.code = err.code == ERR_SYSTEM ? ERR_SYSTEM : ERR_INPUT;
		return cli_fail(&err);
	}
	if (list)
		n.agenda = span_make(str_c(&agenda), agenda.len);
	w = cli_archive_worker();
	if (new_meeting_create(&n, w, &res, &err) != 0) {
		/* an organ or style that does not exist is a wrong name on the command line */
		if (err.code == ERR_NOT_FOUND)
			err.code = ERR_USAGE;
		status = cli_fail(&err);
	} else {
		struct str line = STR_INIT;

		if (list && agenda.len == 0)
			cli_say(0, "%s är tom: bara organets fasta punkter är med", list);
		say_findings(res.agenda, list && strcmp(list, "-") != 0 ? list : "standard in");
		cli_remarks(&res.remarks);
		str_addf(&line, "%s\n", res.folder);
		status = cli_print(str_span(&line));
		str_release(&line);
	}
	worker_free(w);
	new_meeting_release(&res);
	str_release(&agenda);
	return status;
}

static const struct cli_option export_options[] = {
	{"till", 0, "FORM", "txt, md eller json"},
	{"stil", 0, "STIL", "en annan stil än utkastets"},
	{"del", 0, "N", "den omedelbart justerade del N; annars det vanliga protokollet"},
	{NULL, 'o', "FIL", "filen som skrivs; annars standard ut"},
	{"offentlig", 0, NULL, "en version för webben (finns inte ännu)"},
	{NULL, 0, NULL, NULL},
};

/* Forms of the contract that have no writer yet. */
static const char *const later_forms[] = {"html", "pdf", "docx", "odt"};

static int export_run(struct cli_call *c)
{
	const char *till = cli_value(c, "till");
	struct export e = {.style = cli_value(c, "stil"), .part = cli_part(c)};
	struct meeting m;
	struct remarks remarks = REMARKS_INIT;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	int status;

	if (e.part < 0)
		return cli_usage(c, "--del %s: ange delens nummer", cli_value(c, "del"));
	if (!till)
		return cli_usage(c, "--till saknas: ange txt, md eller json");
	for (size_t i = 0; i < sizeof(later_forms) / sizeof(*later_forms); i++)
		if (strcmp(till, later_forms[i]) == 0)
			return cli_usage(c, "export till %s finns inte ännu: ange txt, md eller json", till);
	if (cli_given(c, "offentlig"))
		return cli_usage(c, "--offentlig finns inte ännu: exportera utan det och granska texten före publicering");
	if (export_form_find(span_of(till), &e.form) != 0)
		return cli_usage(c, "okänd form ”%s”: ange txt, md eller json", till);
	if (!cli_open(c->arg[0], &m, &status))
		return status;
	if (export_meeting(&m, &e, &out, &remarks, &err) != 0) {
		if (err.code == ERR_NOT_FOUND)
			err.code = e.style ? ERR_USAGE : ERR_INPUT;
		status = cli_fail(&err);
	} else {
		cli_remarks(&remarks);
		status = cli_deliver(cli_value(c, "o"), str_span(&out));
	}
	str_release(&out);
	remarks_release(&remarks);
	meeting_release(&m);
	return status;
}

const struct cli_command cli_make_commands[] = {
	{
		.name = "ny",
		.args = "--organ ORGAN --datum DATUM",
		.summary = "gör ett sammanträde av en föredragningslista",
		.help = "Skapar en sammanträdesmapp med ett utkast och dess första version, och skriver ut mappens\n"
			"sökväg. Paragrafernas nummer fortsätter från organets senaste protokoll samma år i arkivet.\n"
			"Rader i föredragningslistan som inte hör till något ärende rapporteras med radnummer.\n",
		.option = ny_options,
		.run = ny_run,
	},
	{
		.name = "exportera",
		.args = "SÖKVÄG --till txt|md|json",
		.summary = "skriv protokollet i organets stil",
		.help = "Allt som inte är justerat märks UTKAST på varje sida. Samma utkast ger samma bytes.\n",
		.option = export_options,
		.min_args = 1,
		.max_args = 1,
		.run = export_run,
	},
	{.name = NULL},
};
