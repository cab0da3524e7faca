/* cli_history: `historik`, `jamfor`, `aterstall`: a meeting's versions. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "cli_parts.h"
#include "doc/gavel.h"
#include "jobs/justera.h"
#include "jobs/parts.h"
#include "store/store.h"
#include "text/textdiff.h"

static const struct cli_option history_options[] = {
	{"json", 0, NULL, "för andra program: ”paragraf-historik 1”"},
	{NULL, 0, NULL, NULL},
};

static void add_history_json(struct str *out, const struct store_answer *a)
{
	str_adds(out, "{\"format\": \"paragraf-historik 1\", \"versioner\": [");
	for (size_t i = 0; i < a->nversions; i++) {
		const struct store_version *v = &a->version[i];
		struct str time = STR_INIT;

		clock_add_iso(&time, v->time);
		str_addf(out, "%s\n  {\"nr\": %d, \"tid\": ", i ? "," : "", v->nr);
		str_add_json(out, str_span(&time));
		str_adds(out, ", \"vem\": ");
		str_add_json(out, span_of(v->who));
		str_adds(out, ", \"vad\": ");
		str_add_json(out, span_of(v->what));
		str_adds(out, ", \"paragrafer\": [");
		for (size_t k = 0; k < v->npara; k++)
			str_addf(out, "%s%d", k ? ", " : "", v->para[k]);
		str_adds(out, "], \"id\": ");
		str_add_json(out, span_of(v->id));
		str_addc(out, '}');
		str_release(&time);
	}
	str_adds(out, a->nversions ? "\n]}\n" : "]}\n");
}

static void add_history_lines(struct str *out, const struct store_answer *a)
{
	for (size_t i = 0; i < a->nversions; i++) {
		const struct store_version *v = &a->version[i];

		str_addf(out, "%4d  ", v->nr);
		date_add_iso(out, clock_date(v->time));
		str_addc(out, ' ');
		clock_add_time(out, v->time, true);
		str_addf(out, "  %s  %s", v->who, v->what);
		/* most kinds of change begin with the §§ they touched */
		for (size_t k = 0; k < v->npara && !span_starts(span_of(v->what), "§"); k++)
			str_addf(out, "%s%d", k ? ", " : v->npara > 1 ? ", §§ " : ", § ", v->para[k]);
		str_addc(out, '\n');
	}
}

static int list_versions(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = m->folder, .now = clock_now()};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0 && cli_given(c, "json"))
		add_history_json(out, &a);
	else if (rc == 0)
		add_history_lines(out, &a);
	store_answer_release(&a);
	return rc;
}

static int history_run(struct cli_call *c)
{
	return cli_on_history(c, list_versions);
}

/* ----------------------------------------------------------------- jamfor */

/* The text of version nr (0: the last). *nr becomes its number. */
static int version_text(struct worker *w, const char *folder, int *nr, struct str *out, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now(), .number = *nr};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0) {
		str_addspan(out, str_span(&a.text));
		*nr = a.nr;
	}
	store_answer_release(&a);
	return rc;
}

static void add_difference(struct str *out, struct span a, struct span b)
{
	struct textdiff d = {0};
	struct str old = STR_INIT, now = STR_INIT;

	gavel_add_shown(&old, a);
	gavel_add_shown(&now, b);
	a = str_span(&old);
	b = str_span(&now);
	textdiff_words(&d, a, b);
	if (!span_eq(a, b))
		textdiff_format(&d, a, b, 1, out);
	textdiff_release(&d);
	str_release(&old);
	str_release(&now);
}

/* Two files, or the drafts of two meeting folders. */
static int compare_files(struct cli_call *c)
{
	struct meeting a, b;
	struct str out = STR_INIT;
	int status;

	if (c->nargs > 2)
		return cli_usage(c, "två filer jämförs: ”%s” är en för mycket", c->arg[2]);
	if (!cli_open(c->arg[0], &a, &status))
		return status;
	if (cli_open(c->arg[1], &b, &status)) {
		add_difference(&out, str_span(&a.text), str_span(&b.text));
		status = cli_print(str_span(&out));
		str_release(&out);
		meeting_release(&b);
	}
	meeting_release(&a);
	return status;
}

/* 0: not given. */
static int number_at(const struct cli_call *c, int at)
{
	long v;

	return at < c->nargs && span_int(span_of(c->arg[at]), &v) ? (int)v : 0;
}

/* EXIT_OK when the arguments from the second on are numbers of versions. */
static int check_numbers(struct cli_call *c)
{
	for (int at = 1; at < c->nargs; at++)
		if (number_at(c, at) < 1)
			return cli_usage(c, "”%s” är inget versionsnummer: se paragraf historik", c->arg[at]);
	return EXIT_OK;
}

static int compare_versions(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out,
	struct err *err)
{
	struct str from = STR_INIT, to = STR_INIT;
	int first = number_at(c, 1), last = number_at(c, 2);
	int rc = version_text(w, m->folder, &last, &to, err);

	/* without FRÅN: the version before; the first version has none */
	if (first == 0)
		first = last - 1;
	if (rc == 0 && first > 0)
		rc = version_text(w, m->folder, &first, &from, err);
	if (rc == 0)
		add_difference(out, str_span(&from), str_span(&to));
	str_release(&from);
	str_release(&to);
	return rc;
}

static int compare_run(struct cli_call *c)
{
	int status;
	long number;

	if (c->nargs > 1 && !span_int(span_of(c->arg[1]), &number) && fs_exists(c->arg[1]))
		return compare_files(c);
	status = check_numbers(c);
	return status == EXIT_OK ? cli_on_history(c, compare_versions) : status;
}

/* -------------------------------------------------------------- aterstall */

static int restore_version(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out,
	struct err *err)
{
	char *who = cli_who(m);
	struct store_request q = {.op = STORE_RESTORE, .folder = m->folder, .who = who, .now = clock_now(),
		.kind = KIND_RESTORED, .number = number_at(c, 1)};
	struct store_answer a = {0};
	int rc = justera_editable(m->folder, err);

	/* what another program wrote is a version of its own before it is replaced */
	if (rc == 0)
		rc = cli_take_changes(w, m, err);
	if (rc == 0)
		rc = parts_may_restore(w, m->folder, q.number, err);
	if (rc == 0)
		rc = store_run(w, &q, &a, err);
	if (rc == 0 && a.unchanged)
		str_addf(out, "version %d är redan den text som gäller: ingen ny version\n", q.number);
	else if (rc == 0)
		str_addf(out, "version %d är återställd som version %d\n", q.number, a.nr);
	store_answer_release(&a);
	free(who);
	return rc;
}

static int restore_run(struct cli_call *c)
{
	int status = check_numbers(c);

	return status == EXIT_OK ? cli_on_history(c, restore_version) : status;
}

const struct cli_command cli_history_commands[] = {
	{
		.name = "historik",
		.args = "SÖKVÄG",
		.summary = "versionerna: nummer, tid, vem, vad",
		.help = "Den senaste versionen står först.\n",
		.option = history_options,
		.min_args = 1,
		.max_args = 1,
		.run = history_run,
	},
	{
		.name = "jamfor",
		.args = "SÖKVÄG [FRÅN [TILL]]",
		.summary = "skillnaden i ord mellan två versioner, eller två filer",
		.help = "FRÅN och TILL är versionsnummer; utan dem jämförs den senaste versionen med den före. Är FRÅN en\n"
			"fil eller mapp jämförs de två utkasten. Struket står i [-…-], nytt i {+…+}.\n",
		.min_args = 1,
		.max_args = 3,
		.run = compare_run,
	},
	{
		.name = "aterstall",
		.args = "SÖKVÄG VERSION",
		.summary = "gör en tidigare version till den nästa",
		.min_args = 2,
		.max_args = 2,
		.run = restore_run,
	},
	{.name = NULL},
};
