/* justering_purge: the step "Rensa utkasten" of the screen "Justering": what is shown
 * before and after it, and the row that offers it. What goes is the job's (jobs/purge.h). */
#include <stdlib.h>

#include "base/mem.h"
#include "jobs/purge.h"
#include "jobs/verify.h"
#include "screens/justering_inner.h"

static enum purge_policy policy_of(const struct session *s)
{
	return purge_policy_of(s->archive, front_get(&doc_protocol(s->doc)->front, FRONT_ORGAN_KORT));
}

/* A path inside the meeting's folder is that of the journal. */
static void add_lines(struct str *out, const struct strlist *l, const char *folder)
{
	for (size_t i = 0; i < l->n; i++) {
		bool journal = span_starts(span_of(l->v[i]), folder);
		char *shown = journal ? mem_strdup("journalen över det som skrivits") : frame_show_path(l->v[i]);

		str_addf(out, "  – %s\n", shown);
		free(shown);
	}
}

static void add_appeal(struct str *out, const struct purge_look *look)
{
	if (look->appeal_over) {
		str_adds(out, "Tiden för överklagande gick ut ");
		date_add_long(out, look->appeal);
	} else if (look->appeal.year) {
		str_adds(out, "Tiden för överklagande är inte ute: den går ut ");
		date_add_long(out, look->appeal);
	} else {
		str_adds(out, "Anslaget är inte antecknat: tiden för överklagande är inte ute");
	}
	str_adds(out, ".\n");
}

int justering_purge_page(struct justering *j, struct str *out, struct err *err)
{
	const struct session *s = j->f.sv->session;
	struct purge_look look;

	if (policy_of(s) == PURGE_BEHALL)
		return 1;
	if (purge_look(s->folder, &look, err))
		return -1;
	str_adds(out, "Rensa utkasten\n");
	add_appeal(out, &look);
	str_adds(out, "\nTas bort, och går inte att få tillbaka:\n  – alla versioner före den justerade\n");
	add_lines(out, &look.file, s->folder);
	str_adds(out, "\nBlir kvar:\n  – protokollet som det justerades, med versionen och dess märke\n"
		      "  – underskrifterna och rättelserna (justerat), bilagorna, loggen (justering/logg)\n"
		      "  – det som antecknats efter justeringen\n");
	if (look.other.n)
		str_adds(out, "\nÄr ingen av programmets filer och rörs inte; där kan stå ord ur utkasten:\n");
	add_lines(out, &look.other, s->folder);
	str_adds(out, "\nProtokollet prövas före och efter. Esc stänger sidan; sedan kommer frågan.\n");
	purge_look_release(&look);
	return 0;
}

void justering_purge_question(struct justering *j, struct str *out)
{
	struct err err = ERR_INIT;
	struct purge_look look;

	if (purge_look(j->f.sv->session->folder, &look, &err) == 0 && !look.appeal_over) {
		if (look.appeal.year) {
			str_adds(out, "Tiden för överklagande går ut ");
			date_add_iso(out, look.appeal);
		} else {
			str_adds(out, "Anslaget är inte antecknat");
		}
		str_adds(out, ". Rensa utkasten ändå?");
	} else {
		str_adds(out, "Rensa utkasten? Det kan inte göras ogjort.");
	}
	purge_look_release(&look);
}

/* What was taken away, and that the rest still verifies. */
static int tell(struct justering *j, const struct justera_act *a, const struct strlist *gone, struct err *err)
{
	struct verify_result r = {0};
	int rc = job_verify(a->w, a->folder, &r, err);

	str_adds(&j->page, "Utkasten är gallrade\n");
	str_adds(&j->page, gone->n ? "Borttaget:\n" : "Inga utkast fanns kvar.\n");
	add_lines(&j->page, gone, a->folder);
	if (rc == 0) {
		str_addf(&j->page, "\nVerifiering: %s\n", r.failed ? "något stämmer inte" : "allt stämmer");
		verify_format(&r, &j->page);
	}
	verify_release(&r);
	return rc;
}

int justering_purge(struct justering *j, const struct justera_act *a, struct err *err)
{
	struct session *s = j->f.sv->session;
	struct strlist gone = {0};
	bool held = session_let_go(s);
	int rc = purge_run(a->w, a->folder, &gone, err);

	if (held)
		session_take_again(s);
	if (rc == 0)
		rc = tell(j, a, &gone, err);
	strlist_release(&gone);
	return rc;
}

/* Versions keep their numbers: with the first one the drafts are there. */
static bool drafts_left(const struct justering *j, const struct session *s)
{
	struct store_request q = {.op = STORE_HISTORY, .folder = s->folder, .now = clock_now()};
	struct err err = ERR_INIT;
	struct store_answer a;
	bool left = false;

	if (store_run(j->f.sv->repo, &q, &a, &err) == 0)
		for (size_t i = 0; i < a.nversions && !left; i++)
			left = a.version[i].nr == 1;
	store_answer_release(&a);
	return left;
}

void justering_offer_purge(struct justering *j)
{
	const struct session *s = j->f.sv->session;
	struct err err = ERR_INIT;
	struct purge_look look;
	bool over, archived = j->st.state == STATE_ARKIVERAT;

	if (!state_final(j->st.state) || policy_of(s) == PURGE_BEHALL || purge_look(s->folder, &look, &err))
		return;
	over = look.appeal_over;
	purge_look_release(&look);
	if ((over || archived) && drafts_left(j, s))
		justering_add(j, ROW_PURGE, str_format("%s: utkasten kan gallras (x).",
			over ? "Tiden för överklagande är ute" : "Protokollet är arkiverat"));
}
