/* verify: do the final text, the signatures and the history hold together?
 *
 * One line per fact; one changed byte in any of them makes at least one line
 * fail. What the caller (jobs/verify) collected goes in; ssh-keygen and gpg are run through
 * justering/keys.h for the signatures, nothing else is read. */
#ifndef JUSTERING_VERIFY_H
#define JUSTERING_VERIFY_H

#include <stdbool.h>

#include "base/str.h"
#include "justering/keys.h"
#include "justering/seal.h"

/* A file as it stands in the folder and in the sealed version. Absent spans:
 * the file is not there. */
struct verify_file {
	const char *name;            /* "justerat/2.sig" */
	struct span disk, history;
	char digest[65];             /* SHA-256 of disk; "" when absent */
};

struct verify_input {
	int part;                    /* 0: the protocol (or its ordinary part), 1 ... */
	const char *folder;          /* "justerat", "justerat/del-1" */
	const struct verify_file *file; /* those of that folder, on disk or in the sealed version */
	size_t nfiles;
	struct verify_file draft;    /* protokoll.md of the meeting; name NULL: not asked about */
	char blob[41];               /* id of the draft in the sealed version; "": not asked about */
	bool tagged;                 /* the mark is there and whole */
	struct span mark;            /* as it stands in the history, with its signature if it has one */
	bool follows;                /* nothing but additions to justerat/efter comes after it */
	int after;                   /* how many those are */
	bool other_text;             /* the version of the manifest is in the history, with another text */
	const struct keys *known;    /* of the archive; NULL: there is no such file */
	const char *known_file;      /* its name, for people */
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

/* Adds the lines of one part to *out, which is all zeros to begin with. */
void verify_run(struct verify_result *out, const struct verify_input *in);
__attribute__((format(printf, 3, 4))) void verify_add(struct verify_result *r, bool ok, const char *fmt, ...);
/* "ok: ...\n" or "fel: ...\n", a line each. */
void verify_format(const struct verify_result *r, struct str *out);
void verify_release(struct verify_result *r);

#endif
