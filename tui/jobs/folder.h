/* folder (job): the small reads that every job of a meeting makes: a file of its
 * folder, the text of one of its versions, and whether the two are the same. */
#ifndef JOBS_FOLDER_H
#define JOBS_FOLDER_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"

/* `name` is below the folder, "justering/logg". */
bool folder_has(const char *folder, const char *name);
/* The whole file, appended. */
int folder_read(const char *folder, const char *name, struct str *out, struct err *err);
/* The same, but a file that is not there is empty. */
int folder_read_any(const char *folder, const char *name, struct str *out, struct err *err);

/* The text of a version, by id or number (0: none given), appended. */
int folder_version(struct worker *w, const char *folder, const char *opt_id, int nr, struct str *out, struct err *err);
/* ERR_MOVED when protokoll.md is not there with exactly this text. */
int folder_check_saved(const char *folder, struct span text, struct err *err);

#endif
