/* salvage: the best text there is of a draft, whatever has happened to it: work
 * file, journal, last version and autosave compared. Reads only, also while the
 * meeting is open elsewhere; a helper program that dies or hangs costs the
 * history, never the rest, and at most SALVAGE_WATCHDOG_MS. */
#ifndef JOBS_SALVAGE_H
#define JOBS_SALVAGE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/worker.h"
#include "store/recover.h"

#define SALVAGE_WATCHDOG_MS 10000

struct salvage_text {
	struct str text;
	const char *what;          /* static: "texten i filen" */
};

struct salvage {
	char *file;                /* the draft, absolute; it need not exist */
	struct salvage_text best;
	struct salvage_text *other; /* texts that differ from it and are not held by it */
	size_t nother;
	struct recovery recovery;  /* left: fragments only, for recover_keep */
	struct strlist report;     /* Swedish, a line each, with place */
	bool remarks;              /* damage, or more than one text */
};

/* path: a meeting folder or a draft, which may be gone. repo: the role "arkiv"
 * with SALVAGE_WATCHDOG_MS, used for a meeting only. -1, ERR_INPUT: no text at all. */
__attribute__((warn_unused_result)) int salvage_read(struct salvage *out, const char *path, struct worker *repo,
	struct err *err);
/* The text as it stood at that second: from the journal, to the key, else from
 * the versions of a meeting. -1, ERR_NOT_FOUND: nothing reaches so far back. */
int salvage_at(const char *path, struct stamp t, struct worker *repo, struct str *out, struct err *err);
void salvage_release(struct salvage *s);

#endif
