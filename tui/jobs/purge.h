/* purge (job): the drafts of a justerat meeting are weeded; what proves the final
 * text stays. Source: R47; TF 2:12.
 *
 * Stays: protokoll.md (the sealed text), justerat/, bilagor/, justering/logg, the
 * sealed versions with their marks and those after them. Goes: every other version,
 * the sent packets (utskick/), journals here and in their spare places, rescued and
 * foreign copies of the draft. Running it again finishes what was interrupted. */
#ifndef JOBS_PURGE_H
#define JOBS_PURGE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"

enum purge_policy { PURGE_FRAGA, PURGE_BEHALL, PURGE_RENSA, PURGE_POLICIES };

int purge_policy_find(struct span name, enum purge_policy *out); /* with or without å, ä; -1 */
/* What the organ has decided: the row "gallring = rensa" of <archive>/organ/<kort>.regler; FRAGA. */
enum purge_policy purge_policy_of(const char *archive, struct span kort);

struct purge_look {
	bool appeal_over;        /* the last day of appeal has passed */
	struct date appeal;      /* ... which is this, of the last part; year 0: some part is not posted yet */
	struct strlist file;     /* files and folders outside the history that would go, relative to the folder or absolute */
	struct strlist other;    /* files nobody knows, left alone: they may hold words of the drafts */
};

/* ERR_STATE before the meeting is justerat, with what is missing. Changes nothing. */
int purge_look(const char *folder, struct purge_look *out, struct err *err);
void purge_look_release(struct purge_look *l);

/* Weeds, then verifies. *out: a line each of what was taken away. Nothing is asked. -1 with
 * ERR_STATE when it does not verify before: then nothing is done. */
int purge_run(struct worker *w, const char *folder, struct strlist *out, struct err *err);

#endif
