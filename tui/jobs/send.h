/* send (job): a packet for one justerare, written, logged and bound to one version. */
#ifndef JOBS_SEND_H
#define JOBS_SEND_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/protocol.h"
#include "justering/packet.h"

struct send_request {
	const char *folder, *who;    /* the secretary */
	bool hold;
	struct span to;              /* a name of the draft, any case, with or without party */
	enum packet_form form;
	const char *opt_file;        /* where to; NULL: <folder>/utskick/<folder's name>-<nr><suffix>; "-": into bytes */
	const char *opt_remote;      /* REMOTE: url or path of the shared repository */
	struct date answer_by;
};

struct sent {
	int nr;
	char *file;                  /* NULL for bytes and remote */
	char *branch;                /* REMOTE: "justering/3" */
	struct str bytes;
};

/* One version with the row in the log (LOG_UTSKICK); the packet itself is in no version.
 * The last version is sent (the caller has saved). utkast becomes utsänt. ERR_NOT_FOUND with the
 * names there are when `to` is not one of those who sign or serve; ERR_MOVED when protokoll.md is not
 * the last version; ERR_STATE when the minutes are justerade, or the form is not there yet. */
int job_send(struct worker *w, const struct send_request *q, struct sent *out, struct err *err);
/* Those who sign the draft in the folder, a name a line: whom "alla" means. */
int send_signers(const char *folder, struct strlist *out, struct err *err);
void sent_release(struct sent *s);
/* A person of the draft, any case, with or without party, as it stands there; free(). ERR_NOT_FOUND with
 * the names of those who sign. */
int send_find_person(const struct protocol *p, struct span name, char **out, struct err *err);

#endif
