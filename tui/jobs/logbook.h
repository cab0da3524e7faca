/* logbook (job): the log of a meeting read from its folder, and a row put into it
 * as a version of its own. */
#ifndef JOBS_LOGBOOK_H
#define JOBS_LOGBOOK_H

#include "base/err.h"
#include "base/worker.h"
#include "justering/log.h"
#include "store/store.h"

/* The log as it stands in the folder; empty when there is none. */
int logbook_read(const char *folder, struct log *out, struct err *err);

struct logbook_row {
	const char *folder, *who;
	bool hold;
	const char *base;            /* id of the version looked at */
	enum store_kind kind;        /* of the version, with number and para for its message */
	int number, para;            /* para 0: none */
	enum log_kind row;
	const char *const *field;
};

/* Adds the row; a version with only that. ERR_MOVED: there is a version after base. */
int logbook_add(struct worker *w, const struct logbook_row *r, struct err *err);

/* The last version: its text (appended), number and id. ERR_MOVED when protokoll.md in
 * the folder differs from it, unless it is locked. */
int logbook_text(struct worker *w, const char *folder, struct str *text, int *nr, char id[STORE_ID_SIZE],
	struct err *err);

#endif
