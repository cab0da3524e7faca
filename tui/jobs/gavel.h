/* gavel (job): decisions whose words have changed after the klubbslag, with what
 * was sealed, what stands there now and the reason given. In every packet, on
 * the list of those who sign, on the screen. */
#ifndef JOBS_GAVEL_H
#define JOBS_GAVEL_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/gavel.h"
#include "justering/log.h"

struct gavel_change {
	int para, line;
	char time[6];
	char *before;     /* the sealed words; NULL when no version has them */
	char *now;        /* "" when there is no decision any more */
	char *reason;     /* from the log, for exactly these two wordings; NULL: none given yet */
};

struct gavel_changes {
	struct gavel_change *v;
	size_t n, cap;
};

/* The reasons in the log of the folder; none when it can't be read. */
void gavel_reasons_load(const char *folder, struct gavel_reasons *out);
/* Looks for the sealed words in the versions (the one made at the klubbslag first). */
int gavel_changes(struct worker *w, const char *folder, struct span text, struct gavel_changes *out, struct err *err);
/* The reason for § para as the last version has it: ERR_STATE when its decision has not changed since the
 * klubbslag, ERR_USAGE for an empty reason, ERR_NOT_FOUND for a § that is none; a version of its own, LOG_KLUBBSKAL. */
int gavel_give_reason(struct worker *w, const char *folder, const char *who, bool hold, int para, struct span reason,
	struct err *err);
/* Lines for packets and lists: "§ 12, klubbat 10.42: [-lydelsen-]{+som är ny+}. Skäl: ..." */
void gavel_add_lines(struct str *out, const struct gavel_changes *c);
/* §§ without a reason: justering does not begin. */
int gavel_missing(const struct gavel_changes *c);
void gavel_changes_release(struct gavel_changes *c);

#endif
