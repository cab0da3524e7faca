/* check (job): the formaliakontroll of one draft, with what stands around it:
 * the organ's register, the number of the protocol before it, its bilagor, the
 * clock of its house style, and the findings of the style's labels. */
#ifndef JOBS_CHECK_H
#define JOBS_CHECK_H

#include "check/check.h"
#include "jobs/open.h"

/* Never fails: what can't be found out is not checked. m must live as long as
 * the result; check_release. */
void check_meeting(const struct meeting *m, struct check_result *out);

#endif
