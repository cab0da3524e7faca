/* check (job): the formaliakontroll of one draft, with what stands around it:
 * the organ's register, the number of the protocol before it, its bilagor, the
 * clock of its house style, the lists of dict/, and the rules of language that
 * the organ has turned off.
 *
 * Those stand in <archive>/organ/<organ-kort in small letters>.regler, beside the
 * register: a list file (base/pairs.h) with rows "S10 = av". A row with an id
 * that no rule has is passed over; a rule that is not named is on. */
#ifndef JOBS_CHECK_H
#define JOBS_CHECK_H

#include "check/check.h"
#include "jobs/open.h"

/* Never fails: what can't be found out is not checked. m must live as long as
 * the result; check_release. */
void check_meeting(const struct meeting *m, struct check_result *out);

/* The lists and the organ's rules, loaded once for a session. All zeros: none. */
struct check_data {
	struct check_lists lists;
	struct pairs off;        /* the organ's rows */
};

/* Never fails: a list that is missing is empty. kort absent: no organ's rules. */
void check_data_load(struct check_data *d, const char *archive, struct span kort);
/* The organ's rules read again, after check_rule_set. */
void check_data_reload(struct check_data *d, const char *archive, struct span kort);
/* Sets lists and off of the facts; d must live as long as they are used. */
void check_data_facts(const struct check_data *d, struct check_facts *facts);
void check_data_release(struct check_data *d);

/* Turns a rule on or off for the organ: one row of its file changes, comments and
 * other rows stay as they are. -1: ERR_STATE for a rule that can't be turned off,
 * ERR_USAGE without a kort, ERR_SYSTEM when the file can't be written. */
__attribute__((warn_unused_result)) int check_rule_set(
	const char *archive, struct span kort, const char *id, bool on, struct err *err);

#endif
