/* justera_inner: what the files of jobs/justera share. Not for others. */
#ifndef JOBS_JUSTERA_INNER_H
#define JOBS_JUSTERA_INNER_H

#include "base/paths.h"
#include "jobs/justera.h"
#include "justering/keys.h"
#include "justering/log.h"
#include "justering/part.h"
#include "store/store.h"

/* The files of one version on top of exactly the version looked at. */
struct round_files {
	struct store_file *v;   /* names owned; bytes owned by `held`, or absent */
	size_t n, cap;
	struct str *held;
	size_t nheld, cap_held;
};

/* bytes are copied; absent: the file is taken away. */
void round_put(struct round_files *f, const char *folder, const char *name, struct span bytes);
void round_files_release(struct round_files *f);
/* A row more in justering/logg. */
int round_log(struct round_files *f, const char *folder, enum log_kind kind, const char *const *field, struct err *err);

int round_write(const struct justera_act *a, const struct justera_status *s, struct store_request what,
	struct round_files *f, char *opt_id, struct err *err);

/* A file of the meeting; -1: it is not there (no message). */
int round_read(const char *folder, const char *dir, const char *name, struct str *out);
struct state_facts round_facts(const struct justera_status *s);
/* The archive's keys of the meeting's organ; no file: none, and the names of the files. */
int round_keys(const char *folder, struct span text, struct keys *out, char **opt_nycklar, char **opt_pgp,
	struct err *err);
/* justerat with an unsigned mark although a secretary of the draft has a key. */
bool round_unsigned(struct worker *w, const char *folder, int part, struct span text);
/* Is the name that of a file of the round itself ("2.sig", "retur-1.pdf", "manifest")? */
bool round_is_file(const char *name);

#endif
