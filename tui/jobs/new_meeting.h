/* new_meeting: register + style + agenda + the archive's numbers -> a meeting
 * folder with its draft and a first version. Shared by `paragraf ny` and the
 * form on the screen, so that both give the same bytes. */
#ifndef JOBS_NEW_MEETING_H
#define JOBS_NEW_MEETING_H

#include "base/clock.h"
#include "base/err.h"
#include "doc/protocol.h"

struct new_meeting {
	const char *archive;     /* NULL: paths_archive() */
	const char *organ;       /* file name, organ-kort or full name, any case */
	const char *style;       /* NULL: the register's */
	struct date date;
	const char *time;        /* "10.00", "10.00–15.40" or NULL */
	const char *place;       /* NULL or "": left out */
	struct span agenda;      /* bytes of a föredragningslista; absent: the fixed items */
	const char *folder;      /* NULL: <archive>/<datum>-<organ-kort>, -2 ... when taken */
};

struct new_meeting_result {
	char *folder;            /* absolute */
	char *file;              /* its protokoll.md */
	int first, last;         /* § numbers */
	struct finding *finding; /* what of the agenda was not taken */
	size_t nfindings;
	struct arena arena;      /* owns the findings' texts */
};

/* The text alone, nothing written: for a preview and for tests. `out` is
 * appended to. */
__attribute__((warn_unused_result)) int new_meeting_text(const struct new_meeting *n, struct str *out,
	struct new_meeting_result *res, struct err *err);

/* Creates the folder with draft and first version. On failure nothing that it
 * created is left behind, and an existing folder is never written into. */
__attribute__((warn_unused_result)) int new_meeting_create(const struct new_meeting *n,
	struct new_meeting_result *res, struct err *err);
void new_meeting_release(struct new_meeting_result *res);

#endif
