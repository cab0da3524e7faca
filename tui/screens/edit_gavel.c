/* edit_gavel: the klubbslag from the keyboard: one key seals the decision under the
 * cursor, the status line says at once when a sealed one has been changed, and a
 * question on the bottom line takes the reason. Nothing here stops the typing. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "jobs/gavel.h"
#include "screens/edit_inner.h"

enum { SMALL_HOURS = 4 * 60 }; /* a meeting may go on past midnight */

/* Striking anew is for the meeting: what is changed after it needs a reason. */
static bool meeting_over(const struct edit *e, const struct protocol *p)
{
	struct stamp now = clock_now();
	struct date day;
	long days;

	if (doc_state(e->s->doc) != STATE_UTKAST)
		return true;
	if (!date_parse(front_get(&p->front, FRONT_DATUM), &day))
		return false;
	days = date_days(clock_date(now)) - date_days(day);
	return days > 1 || (days == 1 && clock_minute_of_day(now) >= SMALL_HOURS);
}

static int put_in(struct edit *e, size_t at, size_t del, const struct str *ins, struct err *err)
{
	size_t cursor = e->cur.at, anchor = e->cur.anchor, n = ins->len - del;
	int rc;

	doc_group_begin(e->s->doc, cursor);
	rc = doc_edit(e->s->doc, at, del, str_span(ins), err);
	if (rc == 0) {
		e->cur.at = cursor >= at ? cursor + n : cursor;
		e->cur.anchor = anchor >= at ? anchor + n : anchor;
	}
	doc_group_end(e->s->doc, e->cur.at);
	e->follow = true;
	return rc;
}

struct outcome edit_gavel_strike(void *state)
{
	struct edit *e = state;
	const struct protocol *p = doc_protocol(e->s->doc);
	int item = edit_item(e), minute = clock_minute_of_day(clock_now());
	struct str ins = STR_INIT;
	struct err err = ERR_INIT;
	struct gavel g;
	size_t at, del;

	if (gavel_of(p, item, &g) && g.changed && meeting_over(e, p)) {
		messages_say(e->sv->messages, MESSAGE_WARNING,
			"ändrat efter klubbslaget %s och mötet är slut: ange skälet (Alt-Y)", g.time);
		return outcome_stay();
	}
	if (edit_say(e, gavel_seal(p, item, minute / 60, minute % 60, &at, &del, &ins, &err), &err) == 0 &&
		edit_say(e, put_in(e, at, del, &ins, &err), &err) == 0) {
		messages_say(e->sv->messages, MESSAGE_INFO, "Klubbat %02d.%02d", minute / 60, minute % 60);
		e->left_item = item; /* this is the version of the § */
		session_save(e->s, KIND_KLUBBAT);
	}
	str_release(&ins);
	return outcome_stay();
}

/* ---------------------------------------------------------------- the reason */

struct outcome edit_gavel_ask(void *state)
{
	struct edit *e = state;
	const struct protocol *p = doc_protocol(e->s->doc);
	struct gavel g;

	if (!gavel_of(p, edit_item(e), &g) || !g.changed) {
		messages_say(e->sv->messages, MESSAGE_INFO, "beslutet i paragrafen har inte ändrats efter något klubbslag");
		return outcome_stay();
	}
	prompt_ask(&e->prompt, ASK_REASON, "Skäl till ändringen", SPAN_NONE);
	return outcome_stay();
}

/* The version that holds the reason becomes the one the session goes on from. */
static int follow(struct edit *e, struct err *err)
{
	const struct store_request q = {.op = STORE_TEXT, .folder = e->s->folder, .now = clock_now(), .who = e->s->who,
		.hold = true};
	struct store_answer a;
	int rc = store_run(e->sv->repo, &q, &a, err);

	if (rc == 0)
		rc = session_take_version(e->s, a.id, str_span(&a.text), err);
	store_answer_release(&a);
	return rc;
}

void edit_gavel_answer(struct edit *e, struct span reason)
{
	const struct protocol *p = doc_protocol(e->s->doc);
	int item = edit_item(e), nr = item < 0 ? 0 : p->item[item].nr;
	struct err err = ERR_INIT;

	if (edit_say(e, session_save_wait(e->s, KIND_SAVED, 10000, &err), &err) ||
		edit_say(e, gavel_give_reason(e->sv->repo, e->s->folder, e->s->who, true, nr, reason, &err), &err) ||
		edit_say(e, follow(e, &err), &err))
		return;
	e->counted_rev = (uint64_t)-1;
	e->gavel_rev = (uint64_t)-1;
	messages_say(e->sv->messages, MESSAGE_INFO, "skälet är antecknat för \xC2\xA7 %d", nr);
}

/* ---------------------------------------------------------------- the status line */

/* Looked at when the text or the § is another; a text too large to be parsed at
 * each key when it rests. */
static void look(struct edit *e)
{
	const struct protocol *p = edit_protocol(e);
	uint64_t rev = doc_rev(e->s->doc);
	int item;

	if (e->parsed_rev != rev || p->skimmed)
		return;
	item = protocol_item_at(p, e->cur.at);
	if (e->gavel_rev == rev && e->gavel_item == item)
		return;
	e->gavel_rev = rev;
	e->gavel_item = item;
	e->has_gavel = gavel_of(p, item, &e->gavel) && *e->gavel.sum;
}

bool edit_gavel_status(struct edit *e, struct str *out)
{
	look(e);
	if (!e->has_gavel)
		return false;
	if (e->gavel.changed)
		str_addf(out, " · ÄNDRAT EFTER KLUBBSLAGET %s", e->gavel.time);
	else
		str_addf(out, " · klubbat %s", e->gavel.time);
	return e->gavel.changed;
}
