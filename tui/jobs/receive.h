/* receive (job): what came back from one justerare becomes suggestions. */
#ifndef JOBS_RECEIVE_H
#define JOBS_RECEIVE_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "justering/suggest.h"

struct receive_request {
	const char *folder, *who;    /* the secretary */
	bool hold;
	struct span from;            /* whose remarks they are */
	const char *file;            /* a file, a folder or url with a repository; "-" with bytes */
	struct span bytes;           /* for "-" and pasted text */
};

struct received {
	int packet, version;         /* which it answers; 0: not said, the last one sent to that person, else the last version */
	size_t asked, added;         /* changes; of them not asked for before */
	size_t count[SUGGEST_CLASSES]; /* those added */
	int first;                   /* number of the first one added; 0: none */
	bool again;                  /* the same answer was taken in before: nothing was done */
	char *from;                  /* the whole name, "Bo Lind (M)" */
	int conflicts;               /* open ones that touch the same words */
	bool none;                   /* "inga anmärkningar" */
	char *form;                  /* "text", "criticmarkup", "anmärkningar", "historik" */
	char *message;               /* what was written beside the text; NULL */
	struct strlist note;
};

/* One version with the suggestions and the log; the draft is not touched. The
 * bytes that came are kept as justering/svar-<n>.<txt|bundle> in the history until the drafts are weeded. */
int job_receive(struct worker *w, const struct receive_request *q, struct received *out, struct err *err);
void received_release(struct received *r);

#endif
