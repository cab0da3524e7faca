/* verify (job): collects files, digests and history of a meeting folder and
 * asks justering/verify. */
#ifndef JOBS_VERIFY_H
#define JOBS_VERIFY_H

#include "base/err.h"
#include "base/worker.h"
#include "justering/verify.h"

/* -1 with ERR_STATE when the meeting is not justerat at all (no manifest, no
 * mark), ERR_NOT_FOUND when it is no meeting folder. */
int job_verify(struct worker *w, const char *folder, struct verify_result *out, struct err *err);

#endif
