/* cli_recover: `--aterhamta PATH --till FILE`: the best text there is of a draft,
 * without a screen. Nothing of the meeting is changed. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "cli_parts.h"
#include "jobs/salvage.h"
#include "store/store.h"

static bool to_screen(const char *till)
{
	return strcmp(till, "-") == 0;
}

/* Is FILE the draft itself? */
static bool is_draft(const struct salvage *s, const char *till)
{
	char *a = realpath(s->file, NULL), *b = realpath(till, NULL), *whole = fs_absolute(till);
	bool yes = a && b ? strcmp(a, b) == 0 : strcmp(s->file, whole) == 0;

	free(a);
	free(b);
	free(whole);
	return yes;
}

/* The texts that differ beside FILE, as FILE.annan; -1 when one could not be written. */
static int write_others(const struct salvage *s, const char *till)
{
	char *stem = str_format("%s.annan", till);
	int rc = 0;

	for (size_t i = 0; i < s->nother; i++) {
		struct err err = ERR_INIT;
		char *path = NULL;

		if (to_screen(till)) {
			(void)cli_say(0, "%s skiljer sig från %s: ange en fil efter --till, så läggs den bredvid", s->other[i].what,
				s->best.what);
		} else if (fs_write_beside(stem, "", str_span(&s->other[i].text), &path, &err) == 0) {
			(void)cli_say(0, "två texter skiljer sig: %s ligger i %s, %s i %s", s->best.what, till, s->other[i].what, path);
		} else {
			(void)cli_fail(&err);
			rc = -1;
		}
		free(path);
	}
	free(stem);
	return rc;
}

/* What was typed behind a damaged place of the journal. */
static int write_fragments(struct salvage *s, const char *till)
{
	struct recovery *r = &s->recovery;
	size_t said = r->report.n;
	struct err err = ERR_INIT;
	char *dir = fs_dirname(till);
	int rc = 0;

	if (to_screen(till) && r->nleft)
		(void)cli_say(0, "mer text finns i journalen %s: ange en fil efter --till, så läggs den bredvid", r->dir);
	else if (!to_screen(till))
		rc = recover_keep(r, s->file, dir, &err);
	if (rc)
		(void)cli_fail(&err);
	for (; said < r->report.n; said++)
		(void)cli_say(0, "%s", r->report.v[said]);
	free(dir);
	return rc;
}

static int deliver(struct salvage *s, const char *till)
{
	int status = cli_deliver(till, str_span(&s->best.text));

	if (status != EXIT_OK)
		return status;
	if (write_others(s, till) || write_fragments(s, till))
		return EXIT_SYSTEM;
	return s->remarks ? EXIT_FINDINGS : EXIT_OK;
}

static int usage(const char *text)
{
	return cli_say(EXIT_USAGE, "%s (se paragraf --help)", text);
}

/* As it was at a time of day, or of another day. */
static int deliver_at(const char *path, const char *till, const char *at)
{
	struct worker *w;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	struct stamp t;
	int status;

	if (clock_parse_when(span_of(at), clock_now(), &t))
		return cli_say(EXIT_USAGE, "--kl %s är ingen tid: skriv den som 14.32 eller ”2031-04-09 14.32”", at);
	w = worker_new(STORE_ROLE, SALVAGE_WATCHDOG_MS);
	status = salvage_at(path, t, w, &text, &err) ? cli_fail(&err) : cli_deliver(till, str_span(&text));
	str_release(&text);
	worker_free(w);
	return status;
}

int cli_recover(const struct cli_call *c, const char *path, const char *till, const char *opt_at)
{
	struct err err = ERR_INIT;
	struct salvage s;
	struct worker *w;
	int status, rc;

	if (!path || !*path)
		return usage("--till och --kl hör till --aterhamta: ange också --aterhamta SÖKVÄG");
	if (!till || !*till)
		return usage("ange vart texten ska: --till FIL, eller --till - för standard ut");
	if (c->cmd || c->nargs)
		return usage("--aterhamta står utan kommando, med en sökväg");
	if (!to_screen(till) && fs_is_dir(till))
		return cli_say(EXIT_USAGE, "%s är en mapp: ange en fil efter --till", till);
	if (opt_at)
		return deliver_at(path, till, opt_at);
	w = worker_new(STORE_ROLE, SALVAGE_WATCHDOG_MS);
	rc = salvage_read(&s, path, w, &err);
	for (size_t i = 0; i < s.report.n; i++)
		(void)cli_say(0, "%s", s.report.v[i]);
	if (rc)
		status = cli_fail(&err);
	else if (!to_screen(till) && is_draft(&s, till))
		status = cli_say(EXIT_USAGE, "%s är utkastet självt: ange en annan fil efter --till", till);
	else
		status = deliver(&s, till);
	salvage_release(&s);
	worker_free(w);
	return status;
}
