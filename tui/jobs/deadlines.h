/* deadlines (job): what has happened to a meeting, as its files tell, and the
 * days that follow from it (justering/deadline.h). Reads files only. */
#ifndef JOBS_DEADLINES_H
#define JOBS_DEADLINES_H

#include "base/str.h"
#include "doc/state.h"
#include "justering/deadline.h"

/* The day it was justerat is the local date of the last signature in the manifest
 * of `opt_folder`, the day of the anslag what justerat/efter says. Nothing
 * that can't be read is an error. meeting.year 0: unknown. */
void deadlines_facts(struct date meeting, const char *opt_folder, struct deadline_facts *out);
/* The same for one part (justering/part.h; 0: the ordinary protocol). */
void deadlines_part(struct date meeting, const char *opt_folder, int part, struct deadline_facts *out);

/* What is to be done next, as one line for people: "justering senast onsdag 23
 * april 2031 – i dag". Nothing is added when the date is unknown, and when nothing is left to do. */
void deadlines_add_next(struct str *out, struct date meeting, enum state state, const char *opt_folder, struct date today);
/* The same for a status line: "justering senast 23 april (om 3 dagar)". *out_late: the day has gone. */
void deadlines_add_short(struct str *out, struct date meeting, enum state state, const char *opt_folder,
	struct date today, bool *out_late);

#endif
