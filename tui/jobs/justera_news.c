/* justera_news: what has changed since somebody last looked: JO 4024. The log says what
 * they saw, the history what came after it. */
#include "base/mem.h"
#include "jobs/gavel.h"
#include "jobs/justera_inner.h"
#include "text/textdiff.h"

/* The id of the last version that `name` has seen; "" none. *row: where it stands in the log. */
static void last_seen(const struct log *log, struct span name, char id[STORE_ID_SIZE], size_t *row)
{
	*id = '\0';
	*row = 0;
	for (size_t i = 0; i < log->n; i++) {
		const struct log_entry *e = &log->v[i];
		const char *who = e->kind == LOG_SETT ? e->field[0] : e->kind == LOG_UTSKICK ? e->field[1] : NULL;
		const char *what = e->kind == LOG_SETT ? e->field[1] : e->field[4];

		if (!who || !what || strlen(what) != STORE_ID_SIZE - 1 || !signing_same_person(name, span_of(who)))
			continue;
		memcpy(id, what, STORE_ID_SIZE);
		*row = i;
	}
}

static int text_at(struct worker *w, const char *folder, int nr, struct str *out, struct err *err)
{
	struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now(), .number = nr};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	str_clear(out);
	if (rc == 0)
		gavel_add_shown(out, str_span(&a.text));
	store_answer_release(&a);
	return rc;
}

static void add_version(struct str *out, const struct store_version *v, struct span before, struct span now)
{
	struct textdiff d = {0};

	str_addf(out, "Version %d, ", v->nr);
	date_add_iso(out, signing_local_date(v->time));
	str_addc(out, ' ');
	clock_add_time(out, v->time, false);
	str_addf(out, ", %s: %s\n", v->who ? v->who : "", v->what ? v->what : "");
	textdiff_words(&d, before, now);
	textdiff_format(&d, before, now, 0, out);
	textdiff_release(&d);
	if (out->len && out->buf[out->len - 1] != '\n')
		str_addc(out, '\n');
	str_addc(out, '\n');
}

static const struct store_version *version_nr(const struct store_answer *h, int nr)
{
	for (size_t i = 0; i < h->nversions; i++)
		if (h->version[i].nr == nr)
			return &h->version[i];
	return NULL;
}

/* Every version after `since` whose words differ from the one before it. */
static int add_versions(struct worker *w, const char *folder, const struct store_answer *h, int since, int last,
	struct str *out, struct err *err)
{
	struct str before = STR_INIT, now = STR_INIT;
	int rc = text_at(w, folder, since, &before, err);

	for (int nr = since + 1; rc == 0 && nr <= last; nr++) {
		const struct store_version *v = version_nr(h, nr);

		rc = text_at(w, folder, nr, &now, err);
		if (rc == 0 && v && !span_eq(str_span(&before), str_span(&now)))
			add_version(out, v, str_span(&before), str_span(&now));
		str_clear(&before);
		str_addspan(&before, str_span(&now));
	}
	str_release(&before);
	str_release(&now);
	return rc;
}

/* Decisions changed after klubbslag: all of them, also those seen before: they stand on the list too. */
static int add_gavel(struct worker *w, const char *folder, struct str *out, struct err *err)
{
	struct gavel_changes c = {0};
	struct str text = STR_INIT;
	int rc = text_at(w, folder, 0, &text, err);

	if (rc == 0)
		rc = gavel_changes(w, folder, str_span(&text), &c, err);
	if (rc == 0 && c.n) {
		str_adds(out, "Beslut ändrade efter klubbslaget:\n");
		gavel_add_lines(out, &c);
	}
	gavel_changes_release(&c);
	str_release(&text);
	return rc;
}

int justera_news(struct worker *w, const char *folder, struct span name, struct str *out, int *opt_since, struct err *err)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = folder, .now = clock_now()};
	struct store_answer h = {0};
	struct str bytes = STR_INIT, news = STR_INIT;
	struct log log = {0};
	char id[STORE_ID_SIZE];
	int since = 0, rc;
	bool explained = false;
	size_t row;

	round_read(folder, "", LOG_FILE, &bytes);
	rc = log_parse(&log, str_span(&bytes), err);
	if (rc == 0)
		rc = store_run(w, &q, &h, err);
	last_seen(&log, name, id, &row);
	for (size_t i = 0; rc == 0 && i < h.nversions; i++)
		if (*id && strcmp(h.version[i].id, id) == 0)
			since = h.version[i].nr;
	if (rc == 0 && since)
		rc = add_versions(w, folder, &h, since, h.nr, &news, err);
	/* what was explained after the last look is new, even where no word is */
	for (size_t i = row; !explained && i < log.n; i++)
		explained = log.v[i].kind == LOG_KLUBBSKAL;
	if (rc == 0 && (news.len || !since || explained))
		rc = add_gavel(w, folder, &news, err);
	if (rc == 0) {
		str_addspan(out, str_span(&news));
		if (opt_since)
			*opt_since = since;
	}
	store_answer_release(&h);
	log_release(&log);
	str_release(&bytes);
	str_release(&news);
	return rc;
}

int justera_seen(const struct justera_act *a, struct span name, struct err *err)
{
	struct justera_status s;
	struct round_files f = {0};
	struct signer *g = NULL;
	int rc = justera_status_of(a->w, a->folder, a->part, &s, err);

	if (rc == 0 && state_final(s.state))
		rc = err_set(err, ERR_STATE, "Protokollet är redan justerat");
	if (rc == 0) {
		g = signing_need(&s.signing, name, err);
		rc = g ? 0 : -1;
	}
	if (rc == 0) {
		const char *const row[LOG_FIELDS] = {g->who, s.id};

		rc = round_log(&f, a->folder, LOG_SETT, row, err);
	}
	if (rc == 0)
		rc = round_write(a, &s, (struct store_request){.op = STORE_SAVE, .kind = KIND_SAVED}, &f, NULL, err);
	round_files_release(&f);
	justera_status_release(&s);
	return rc;
}
