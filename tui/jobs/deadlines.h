/* deadlines (job): what has happened to a meeting, as its files tell, and the
 * days that follow from it (justering/deadline.h). Reads files only. */
#ifndef JOBS_DEADLINES_H
#define JOBS_DEADLINES_H

#include "doc/protocol.h"
#include "justering/deadline.h"

/* The meeting's date from the draft; the day it was justerat is the local date of
 * the last approval in the manifest of `opt_folder`. The day of the anslag is
 * not known yet. Nothing that can't be read is an error. */
void deadlines_facts(const struct protocol *p, const char *opt_folder, struct deadline_facts *out);

#endif
