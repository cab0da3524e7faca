/* cli_check: `kontrollera` and `stava`: findings in a draft, nothing changed. */
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "cli_parts.h"
#include "jobs/check.h"
#include "lang/report.h"

static const struct cli_option check_options[] = {
	{"json", 0, NULL, "för andra program: ”paragraf-fynd 1”"},
	{"bara", 0, "NIVÅ", "fel: bara fel; varning: fel och varningar"},
	{NULL, 0, NULL, NULL},
};

static int check_command(struct cli_call *c)
{
	const char *only = cli_value(c, "bara");
	enum severity least = SEVERITY_UPPLYSNING;
	struct check_result r = {0};
	struct str out = STR_INIT;
	struct meeting m;
	int status;

	if (only && strcmp(only, "fel") == 0)
		least = SEVERITY_FEL;
	else if (only && strcmp(only, "varning") == 0)
		least = SEVERITY_VARNING;
	else if (only)
		return cli_usage(c, "okänd nivå ”%s”: ange fel eller varning", only);
	if (!cli_open(c->arg[0], &m, &status))
		return status;
	check_meeting(&m, &r);
	if (cli_given(c, "json")) {
		check_add_json(&out, &r, least);
		status = cli_write(str_span(&out));
	} else {
		check_add_lines(&out, &r, m.shown, least);
		status = cli_print(str_span(&out));
	}
	if (status == EXIT_OK && r.count[SEVERITY_FEL] > 0)
		status = EXIT_FINDINGS;
	str_release(&out);
	check_release(&r);
	meeting_release(&m);
	return status;
}

static const struct cli_option spell_options[] = {
	{"json", 0, NULL, "för andra program: ”paragraf-stava 1”"},
	{"lista", 0, NULL, "bara de okända orden, ett per rad"},
	{NULL, 0, NULL, NULL},
};

static int spell_command(struct cli_call *c)
{
	bool list = cli_given(c, "lista"), json = cli_given(c, "json");
	struct report r = {0};
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct meeting m;
	struct words *words;
	struct spell *spell;
	char *config;
	int status;

	if (list && json)
		return cli_usage(c, "--lista och --json går inte ihop: välj en av dem");
	if (!cli_open(c->arg[0], &m, &status))
		return status;
	words = words_new();
	config = paths_config("");
	words_add_protocol(words, m.p);
	if (m.organ)
		words_add_organ(words, m.organ);
	words_load(words, m.folder, m.archive, config);
	free(config);
	spell = spell_open(words);
	if (report_run(spell, str_span(&m.text), !list, &r, &err) != 0) {
		status = cli_fail(&err);
	} else if (json) {
		report_add_json(&out, &r, str_span(&m.text));
		status = cli_write(str_span(&out));
	} else {
		if (list)
			report_add_list(&out, &r, str_span(&m.text));
		else
			report_add_lines(&out, &r, str_span(&m.text), m.shown);
		status = cli_print(str_span(&out));
	}
	spell_free(spell);
	words_free(words);
	report_release(&r);
	str_release(&out);
	meeting_release(&m);
	return status;
}

const struct cli_command cli_check_commands[] = {
	{
		.name = "kontrollera",
		.args = "SÖKVÄG",
		.summary = "formaliakontroll: vad som saknas eller är oklart",
		.help = "Ett fynd per rad: FIL:RAD:KOLUMN: fel|varning|upplysning: TEXT [ID].\n"
			"Organets register söks i arkivet bredvid. Svaret är 1 när något fynd är ett fel.\n",
		.option = check_options,
		.min_args = 1,
		.max_args = 1,
		.run = check_command,
	},
	{
		.name = "stava",
		.args = "SÖKVÄG",
		.summary = "okända ord och språkfel med förslag",
		.help = "Ett fynd per rad: FIL:RAD:KOLUMN: varning|upplysning: TEXT [ID]. Namn ur närvarolistan och registret\n"
			"och organisationens egna ord (arkivets ord/*.dic) räknas som kända.\n",
		.option = spell_options,
		.min_args = 1,
		.max_args = 1,
		.run = spell_command,
	},
	{.name = NULL},
};
