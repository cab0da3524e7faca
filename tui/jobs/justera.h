/* justera: the whole job of justering on one meeting folder: start, approve,
 * withdraw, lock. Each step is a version of its own.
 *
 * The state is never a flag: it is computed anew from the text, the approvals
 * and the mark in the history each time (justera_status). doc/state.h says what
 * is allowed. `w` is a worker of the role "arkiv". */
#ifndef JOBS_JUSTERA_H
#define JOBS_JUSTERA_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/state.h"
#include "justering/sign.h"

struct justera_status {
	enum state state;
	bool fallen;              /* a round was begun, but the text has changed since */
	struct signing signing;   /* of the running round, the locked one, or (in utkast) who would sign */
	int approved;
	int gaps, notes;          /* [[...]] and <!-- --> left */
	int nr;                   /* the last version */
	char id[41], blob[41];
	char digest[65];          /* SHA-256 of the text */
	struct str text;          /* protokoll.md, the last version */
};

/* ERR_MOVED when protokoll.md differs from the last version. */
int justera_status(struct worker *w, const char *folder, struct justera_status *out, struct err *err);
void justera_status_release(struct justera_status *s);

/* May the text be changed now? ERR_STATE with the reason in justering and
 * justerat. Cheap (files only): for commands that write, as aterstall; what is
 * justerat the store refuses by itself. */
int justera_editable(const char *folder, struct err *err);

/* `errors`: findings of severity fel, counted by the caller with check/. `hold`
 * as in store.h: true in the editor. */
int justera_start(struct worker *w, const char *folder, const char *who, bool hold, int errors, struct err *err);
int justera_approve(struct worker *w, const char *folder, const char *who, bool hold, struct span name,
	struct err *err);
int justera_withdraw(struct worker *w, const char *folder, const char *who, bool hold, struct err *err);
/* Locks for good. final: the text of the protocol as out/ renders it without
 * the mark UTKAST, from exactly status.text. */
int justera_lock(struct worker *w, const char *folder, const char *who, bool hold, struct span final,
	struct err *err);

#endif
