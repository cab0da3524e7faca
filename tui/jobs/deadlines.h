/* deadlines (job): what has happened to a meeting, as its files tell, and the
 * days that follow from it (justering/deadline.h). Reads files only. */
#ifndef JOBS_DEADLINES_H
#define JOBS_DEADLINES_H

#include "doc/state.h"
#include "justering/deadline.h"

/* The day it was justerat is the local date of the last approval in the manifest
 * of `opt_folder`. The day of the anslag is not known yet. Nothing that can't be
 * read is an error. meeting.year 0: unknown. */
void deadlines_facts(struct date meeting, const char *opt_folder, struct deadline_facts *out);

/* What is to be done next, as one line for people: "justering senast onsdag 23
 * april 2031 – i dag". Nothing is added when the date is unknown. */
void deadlines_add_next(struct str *out, struct date meeting, enum state state, const char *opt_folder, struct date today);

#endif
