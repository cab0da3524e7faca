/* verify: do the final text, the approvals and the history hold together?
 *
 * A pure function of what the caller collected (jobs/verify). One line per
 * fact; one changed byte in any of them makes at least one line fail. */
#ifndef JUSTERING_VERIFY_H
#define JUSTERING_VERIFY_H

#include <stdbool.h>

#include "base/str.h"

/* A file as it stands in the folder and in the sealed version. Absent spans:
 * the file is not there. */
struct verify_file {
	struct span disk, history;
	char digest[65];             /* SHA-256 of disk; "" when absent */
};

struct verify_input {
	struct verify_file draft;    /* protokoll.md */
	struct verify_file copy;     /* justerat/protokoll.md */
	struct verify_file final;    /* justerat/protokoll.txt */
	struct verify_file manifest, signing;
	bool tagged;                 /* the mark is there and whole */
	bool tip_is_tagged;          /* no version after it */
	struct span mark;            /* its message */
	char tag_blob[41];           /* id of protokoll.md there */
	char tag_parent[41];         /* id of the version before */
	const struct strlist *problem; /* what the check of the history found */
	bool damaged;
	int versions;
};

struct verify_line {
	bool ok;
	char *text;                  /* Swedish, one line, without "ok: " */
};

struct verify_result {
	struct verify_line *line;
	size_t n, cap;
	int failed;
};

void verify_run(struct verify_result *out, const struct verify_input *in);
/* "ok: ...\n" or "fel: ...\n", a line each. */
void verify_format(const struct verify_result *r, struct str *out);
void verify_release(struct verify_result *r);

#endif
