/* deadlines (job): see deadlines.h. The manifest is taken at its word: whether it
 * holds is `verifiera`'s business. */
#include "jobs/deadlines.h"

#include <stdlib.h>

#include "jobs/after.h"
#include "jobs/folder.h"
#include "justering/part.h"
#include "justering/seal.h"

static struct date last_approval(const char *folder, int part)
{
	char *name = part_path(part, true, SEAL_NAME_SIGNING);
	struct date last = {0};
	struct str s = STR_INIT;
	struct signing signing;

	if (folder_read(folder, name, &s, NULL) == 0 && signing_parse(&signing, str_span(&s), NULL) == 0) {
		last = signing_date(&signing);
		signing_release(&signing);
	}
	str_release(&s);
	free(name);
	return last;
}

void deadlines_part(struct date meeting, const char *opt_folder, int part, struct deadline_facts *out)
{
	const struct after_entry *e;
	struct after after;

	*out = (struct deadline_facts){.meeting = meeting};
	if (!opt_folder)
		return;
	out->justerat = last_approval(opt_folder, part);
	if (after_read(opt_folder, part, &after, NULL))
		return;
	e = after_last(&after, AFTER_ANSLAGET);
	if (e)
		out->anslaget = e->day;
	e = after_last(&after, AFTER_NEDTAGET);
	if (e)
		out->nedtaget = e->day;
	after_release(&after);
}

void deadlines_facts(struct date meeting, const char *opt_folder, struct deadline_facts *out)
{
	deadlines_part(meeting, opt_folder, 0, out);
}

/* What the secretary has to do next; DEADLINE_COUNT: nothing. */
static enum deadline_kind next_of(const struct deadline_facts *f, enum state state)
{
	if (!state_final(state))
		return DEADLINE_JUSTERING;
	if (!f->anslaget.year)
		return DEADLINE_ANSLAG;
	return f->nedtaget.year || state == STATE_ARKIVERAT ? DEADLINE_COUNT : DEADLINE_DOWN;
}

static enum deadline_kind find_next(struct date meeting, enum state state, const char *opt_folder, struct deadline *out)
{
	struct deadline d[DEADLINE_COUNT];
	struct deadline_facts facts;
	enum deadline_kind next;

	deadlines_facts(meeting, state_final(state) ? opt_folder : NULL, &facts);
	next = next_of(&facts, state);
	if (next == DEADLINE_COUNT || !deadline_chain(&facts, d))
		return DEADLINE_COUNT;
	*out = d[next];
	return next;
}

void deadlines_add_next(struct str *out, struct date meeting, enum state state, const char *opt_folder, struct date today)
{
	struct deadline d;
	enum deadline_kind next = find_next(meeting, state, opt_folder, &d);
	long left;

	if (next == DEADLINE_COUNT)
		return;
	deadline_add_line(out, next, &d);
	left = date_days(d.day) - date_days(today);
	if (left == 0)
		str_adds(out, " – i dag");
	else if (left == 1)
		str_adds(out, " – i morgon");
	/* whether an old notice was put up or taken down without a note is not known: no scolding */
	else if (left < 0 && next == DEADLINE_JUSTERING)
		str_adds(out, " – dagen har gått");
}

static void add_short_day(struct str *out, struct date d, struct date today)
{
	str_addf(out, "%d %s", d.day, date_month_name(d.month));
	if (d.year != today.year)
		str_addf(out, " %d", d.year);
}

static void add_days_left(struct str *out, enum deadline_kind kind, long left)
{
	if (left == 0)
		str_adds(out, "i dag");
	else if (left == 1)
		str_adds(out, "i morgon");
	else if (left > 1)
		str_addf(out, "om %ld dagar", left);
	else if (kind == DEADLINE_DOWN)
		str_adds(out, "får tas ned");
	else
		str_addf(out, "%ld %s sedan", -left, left == -1 ? "dag" : "dagar");
}

void deadlines_add_short(struct str *out, struct date meeting, enum state state, const char *opt_folder,
	struct date today, bool *out_late)
{
	struct deadline d;
	enum deadline_kind next = find_next(meeting, state, opt_folder, &d);
	long left;

	*out_late = false;
	if (next == DEADLINE_COUNT)
		return;
	left = date_days(d.day) - date_days(today);
	*out_late = left < 0 && next != DEADLINE_DOWN;
	deadline_add_name(out, next);
	add_short_day(out, d.nominal, today);
	str_adds(out, " (");
	if (date_days(d.day) != date_days(d.nominal)) {
		str_adds(out, "flyttad till ");
		add_short_day(out, d.day, today);
		str_adds(out, ", ");
	}
	add_days_left(out, next, left);
	str_addc(out, ')');
}
