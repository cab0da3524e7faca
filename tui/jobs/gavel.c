/* gavel (job): see gavel.h. The sealed words are not stored anywhere but in the
 * version that was made when the gavel fell: they are found again by their sum. */
#include "jobs/gavel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "jobs/folder.h"
#include "jobs/logbook.h"
#include "store/store.h"
#include "text/textdiff.h"

void gavel_changes_release(struct gavel_changes *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->v[i].before);
		free(c->v[i].now);
		free(c->v[i].reason);
	}
	free(c->v);
	*c = (struct gavel_changes){NULL, 0, 0};
}

void gavel_reasons_load(const char *folder, struct gavel_reasons *out)
{
	struct log log;

	*out = (struct gavel_reasons){NULL, 0, 0};
	if (!folder || logbook_read(folder, &log, NULL))
		return;
	for (size_t i = 0; i < log.n; i++) {
		const struct log_entry *e = &log.v[i];
		struct gavel_reason *r;

		if (e->kind != LOG_KLUBBSKAL)
			continue;
		out->v = mem_grow(out->v, out->n, &out->cap, sizeof *out->v);
		r = &out->v[out->n++];
		snprintf(r->sealed, sizeof r->sealed, "%s", e->field[1]);
		snprintf(r->now, sizeof r->now, "%s", e->field[2]);
		r->text = mem_strdup(e->field[3]);
	}
	log_release(&log);
}

/* ---------------------------------------------------------------- the sealed words */

struct wanted {
	struct gavel_changes *c;
	char (*sum)[GAVEL_SUM_SIZE];
	size_t left;
};

/* The decisions of one text whose sums are looked for. */
static void look_in(struct wanted *w, struct span text)
{
	struct protocol *p = protocol_parse(text);

	for (size_t i = 0; i < p->nitems && w->left; i++) {
		struct str words = STR_INIT;
		char sum[GAVEL_SUM_SIZE] = "";

		if (gavel_wording(&p->item[i], &words))
			gavel_sum(str_span(&words), sum);
		for (size_t k = 0; *sum && k < w->c->n; k++) {
			if (w->c->v[k].before || strcmp(w->sum[k], sum) != 0)
				continue;
			w->c->v[k].before = mem_strdup(str_c(&words));
			w->left--;
		}
		str_release(&words);
	}
	protocol_free(p);
}

/* Versions made at a klubbslag first, then the others, the last first. */
static int look_back(struct wanted *l, struct worker *w, const char *folder, struct err *err)
{
	const struct store_request q = {.op = STORE_HISTORY, .folder = folder, .now = clock_now()};
	struct store_answer all;
	int rc = store_run(w, &q, &all, err);

	for (int pass = 0; rc == 0 && pass < 2; pass++) {
		for (size_t i = 0; i < all.nversions && l->left; i++) {
			struct str text = STR_INIT;

			if ((all.version[i].kind == KIND_KLUBBAT) != (pass == 0))
				continue;
			if (folder_version(w, folder, all.version[i].id, 0, &text, NULL) == 0)
				look_in(l, str_span(&text));
			str_release(&text);
		}
	}
	store_answer_release(&all);
	return rc;
}

static void add_change(struct wanted *l, const struct protocol *p, const struct gavel *g,
	const struct gavel_reasons *reasons)
{
	struct gavel_changes *c = l->c;
	struct str now = STR_INIT;
	char sum[GAVEL_SUM_SIZE];
	const char *reason;

	gavel_wording(&p->item[g->item], &now);
	gavel_sum_now(&p->item[g->item], sum);
	reason = gavel_reason_find(reasons, g->sum, sum);
	c->v = mem_grow(c->v, c->n, &c->cap, sizeof *c->v);
	l->sum = mem_resize(l->sum, c->n + 1, sizeof *l->sum);
	c->v[c->n] = (struct gavel_change){.para = g->para, .line = g->line, .now = mem_strdup(str_c(&now)),
		.reason = reason ? mem_strdup(reason) : NULL};
	memcpy(c->v[c->n].time, g->time, sizeof g->time);
	memcpy(l->sum[c->n], g->sum, sizeof g->sum);
	c->n++;
	l->left++;
	str_release(&now);
}

int gavel_changes(struct worker *w, const char *folder, struct span text, struct gavel_changes *out, struct err *err)
{
	struct protocol *p = protocol_parse(text);
	struct gavel_reasons reasons;
	struct wanted l = {.c = out};
	struct gavel g;
	int rc = 0;

	*out = (struct gavel_changes){NULL, 0, 0};
	gavel_reasons_load(folder, &reasons);
	for (size_t i = 0; i < p->nitems; i++)
		if (gavel_of(p, (int)i, &g) && g.changed)
			add_change(&l, p, &g, &reasons);
	if (l.left)
		rc = look_back(&l, w, folder, err);
	if (rc)
		gavel_changes_release(out);
	free(l.sum);
	gavel_reasons_release(&reasons);
	protocol_free(p);
	return rc;
}

/* ---------------------------------------------------------------- reasons */

static int find_item(const struct protocol *p, int para, struct err *err)
{
	for (size_t i = 0; i < p->nitems; i++)
		if (p->item[i].nr == para && para > 0)
			return (int)i;
	return err_set(err, ERR_NOT_FOUND, "§ %d finns inte i protokollet", para);
}

int gavel_give_reason(struct worker *w, const char *folder, const char *who, bool hold, int para, struct span reason,
	struct err *err)
{
	struct str text = STR_INIT;
	struct protocol *p = NULL;
	struct gavel g = {.sum = ""};
	char id[STORE_ID_SIZE], nr[16], now[GAVEL_SUM_SIZE], *why = span_dup(span_trim(reason));
	const char *const field[] = {nr, g.sum, now, why};
	const struct logbook_row row = {.folder = folder, .who = who, .hold = hold, .base = id, .kind = KIND_REASON,
		.para = para, .row = LOG_KLUBBSKAL, .field = field};
	int version, item, rc = -1;

	snprintf(nr, sizeof nr, "%d", para);
	if (!*why) {
		err_set(err, ERR_USAGE, "skriv skälet till att beslutet i § %d har ändrats", para);
		goto out;
	}
	if (logbook_text(w, folder, &text, &version, id, err))
		goto out;
	p = protocol_parse(str_span(&text));
	item = find_item(p, para, err);
	if (item < 0)
		goto out;
	if (!gavel_of(p, item, &g) || !g.changed) {
		err_set(err, ERR_STATE, "beslutet i § %d har inte ändrats efter klubbslaget", para);
		goto out;
	}
	gavel_sum_now(&p->item[item], now);
	rc = logbook_add(w, &row, err);
out:
	free(why);
	protocol_free(p);
	str_release(&text);
	return rc;
}

int gavel_missing(const struct gavel_changes *c)
{
	int n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->v[i].reason == NULL;
	return n;
}

void gavel_add_lines(struct str *out, const struct gavel_changes *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct gavel_change *g = &c->v[i];
		struct textdiff d = {NULL, 0, 0};

		str_addf(out, "§ %d, klubbat %s: ", g->para, g->time);
		if (!g->before) {
			str_addf(out, "den klubbade lydelsen finns inte i någon version; nu står det: %s", g->now);
		} else {
			textdiff_words(&d, span_of(g->before), span_of(g->now));
			textdiff_format(&d, span_of(g->before), span_of(g->now), (size_t)-1, out);
		}
		while (out->len && (out->buf[out->len - 1] == '\n' || out->buf[out->len - 1] == '.'))
			out->buf[--out->len] = '\0';
		str_addf(out, ". Skäl: %s\n", g->reason ? g->reason : "ännu inte angivet");
		textdiff_release(&d);
	}
}
