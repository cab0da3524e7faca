/* cli_history: `historik`, `jamfor`, `aterstall`: a meeting's versions. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "cli_parts.h"
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

static int history_run(struct cli_call *c)
{
	struct store_request q = {.op = STORE_HISTORY, .now = clock_now()};
	struct store_answer a;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct meeting m;
	struct worker *w;
	int status;

	if (!cli_open_history(c->arg[0], &m, &status))
		return status;
	w = cli_archive_worker();
	q.folder = m.folder;
	if (store_run(w, &q, &a, &err) != 0) {
		status = cli_fail(&err);
	} else if (cli_given(c, "json")) {
		add_history_json(&out, &a);
		status = cli_write(str_span(&out));
	} else {
		add_history_lines(&out, &a);
		status = cli_print(str_span(&out));
	}
	store_answer_release(&a);
	worker_free(w);
	str_release(&out);
	meeting_release(&m);
	return status;
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

static int show_difference(struct span a, struct span b)
{
	struct textdiff d = {0};
	struct str out = STR_INIT;
	int status;

	textdiff_words(&d, a, b);
	if (!span_eq(a, b))
		textdiff_format(&d, a, b, 1, &out);
	status = cli_print(str_span(&out));
	textdiff_release(&d);
	str_release(&out);
	return status;
}

/* Two files, or the drafts of two meeting folders. */
static int compare_files(struct cli_call *c)
{
	struct meeting a, b;
	int status;

	if (c->nargs > 2)
		return cli_usage(c, "två filer jämförs: ”%s” är en för mycket", c->arg[2]);
	if (!cli_open(c->arg[0], &a, &status))
		return status;
	if (cli_open(c->arg[1], &b, &status)) {
		status = show_difference(str_span(&a.text), str_span(&b.text));
		meeting_release(&b);
	}
	meeting_release(&a);
	return status;
}

static bool read_number(struct cli_call *c, int at, int *out, int *status)
{
	long v;

	if (at >= c->nargs)
		return true;
	if (!span_int(span_of(c->arg[at]), &v) || v < 1) {
		*status = cli_usage(c, "”%s” är inget versionsnummer: se paragraf historik", c->arg[at]);
		return false;
	}
	*out = (int)v;
	return true;
}

static int compare_run(struct cli_call *c)
{
	struct str from = STR_INIT, to = STR_INIT;
	struct err err = ERR_INIT;
	struct meeting m;
	struct worker *w;
	int nr[2] = {0, 0}, status;
	long number;

	if (c->nargs > 1 && !span_int(span_of(c->arg[1]), &number) && fs_exists(c->arg[1]))
		return compare_files(c);
	if (!read_number(c, 1, &nr[0], &status) || !read_number(c, 2, &nr[1], &status))
		return status;
	if (!cli_open_history(c->arg[0], &m, &status))
		return status;
	w = cli_archive_worker();
	if (version_text(w, m.folder, &nr[1], &to, &err) != 0) {
		status = cli_fail(&err);
		goto out;
	}
	/* without FRÅN: the version before; the first version has none */
	if (nr[0] == 0)
		nr[0] = nr[1] - 1;
	if (nr[0] > 0 && version_text(w, m.folder, &nr[0], &from, &err) != 0)
		status = cli_fail(&err);
	else
		status = show_difference(str_span(&from), str_span(&to));
out:
	worker_free(w);
	str_release(&from);
	str_release(&to);
	meeting_release(&m);
	return status;
}

static int restore_run(struct cli_call *c)
{
	struct store_request q = {.op = STORE_RESTORE, .now = clock_now(), .kind = KIND_RESTORED};
	struct store_answer a = {0};
	struct str line = STR_INIT;
	struct err err = ERR_INIT;
	struct meeting m;
	struct worker *w;
	char *who;
	int status;

	if (!read_number(c, 1, &q.number, &status) || !cli_open_history(c->arg[0], &m, &status))
		return status;
	who = cli_who(&m);
	w = cli_archive_worker();
	q.folder = m.folder;
	q.who = who;
	/* what another program wrote is a version of its own before it is replaced */
	if (cli_take_changes(w, &m, &err) != 0) {
		status = cli_fail(&err);
	} else if (store_run(w, &q, &a, &err) != 0) {
		status = cli_fail(&err);
	} else {
		if (a.unchanged)
			str_addf(&line, "version %d är redan den text som gäller: ingen ny version\n", q.number);
		else
			str_addf(&line, "version %d är återställd som version %d\n", q.number, a.nr);
		status = cli_print(str_span(&line));
	}
	store_answer_release(&a);
	worker_free(w);
	free(who);
	str_release(&line);
	meeting_release(&m);
	return status;
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
