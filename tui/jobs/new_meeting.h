/* new_meeting: register + style + agenda + the archive's numbers -> a meeting
 * folder with its draft and a first version. Shared by `paragraf ny` and the
 * form on the screen, so that both give the same bytes. */
#ifndef JOBS_NEW_MEETING_H
#define JOBS_NEW_MEETING_H

#include "base/clock.h"
#include "base/err.h"
#include "base/worker.h"
#include "doc/protocol.h"
#include "mall/remark.h"

struct new_meeting {
	const char *archive;     /* NULL: paths_archive() */
	const char *organ;       /* file name, organ-kort or full name, any case */
	const char *style;       /* NULL: the register's */
	struct date date;
	struct span start, end, place; /* "10.00", "15.40"; absent or empty: left out */
	struct span agenda;      /* bytes of a föredragningslista; absent: the fixed items */
	const char *folder;      /* NULL: <archive>/<datum>-<organ-kort>, -2 ... when taken */
	const char *who;         /* whose version it is; NULL: the register's first sekreterare */
};

struct new_meeting_result {
	char *folder;            /* absolute */
	char *file;              /* its protokoll.md */
	int first, last;         /* § numbers, 0 when there are none */
	size_t items;            /* §§ */
	struct agenda *agenda;   /* its findings: what was not taken; NULL: none was given */
	struct remarks remarks;  /* what is odd in the style's files */
};

/* The draft alone, nothing written: for a preview and for tests. Appended to
 * `out`; res->file is NULL, res->folder the one that would be made. */
__attribute__((warn_unused_result)) int new_meeting_text(const struct new_meeting *n, struct str *out,
	struct new_meeting_result *res, struct err *err);

/* Creates the folder with draft and first version (a worker of role "arkiv"
 * makes it). On failure what it made is taken away again, and a folder that
 * holds anything is never written into (ERR_USAGE). */
__attribute__((warn_unused_result)) int new_meeting_create(const struct new_meeting *n, struct worker *w,
	struct new_meeting_result *res, struct err *err);
void new_meeting_release(struct new_meeting_result *res);

#endif
