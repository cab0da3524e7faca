/* open: from a PATH to what it names: the meeting folder or the single file, its
 * text, its protocol, and the organ's register found in the archive beside it.
 *
 * PATH is a meeting folder or a draft file. A file named protokoll.md in a folder
 * with a history (.git) is that meeting; any other file is a single draft, which
 * has no history. */
#ifndef JOBS_OPEN_H
#define JOBS_OPEN_H

#include "base/err.h"
#include "doc/register.h"

struct meeting {
	char *file;              /* the draft, absolute */
	char *folder;            /* the meeting's folder, absolute; NULL: a single file */
	char *archive;           /* the folder that holds organ/; for a single file the one above it */
	char *shown;             /* the draft's path as the user wrote it, for messages */
	struct str text;         /* its bytes */
	struct protocol *p;      /* parsed from them */
	struct organ *organ;     /* NULL: no register in archive/organ names the organ */
	char *organ_file;        /* NULL likewise */
};

/* -1: ERR_INPUT when there is no readable draft there, ERR_USAGE for NULL. */
__attribute__((warn_unused_result)) int meeting_open(struct meeting *out, const char *path, struct err *err);
/* A draft that comes from standard input or from memory: no folder, no history. */
void meeting_of_text(struct meeting *out, struct span bytes, const char *opt_archive);
/* Takes *out as it is after either; safe to call twice. */
void meeting_release(struct meeting *m);

/* The register in archive/organ that `who` names: its file's name with or
 * without .md, organ-kort or full name, any case. NULL with ERR_NOT_FOUND, and
 * the known ones in the message. free() releases *out_file. */
struct organ *organ_find(const char *archive, struct span who, char **opt_out_file, struct err *err);
/* All registers, by file name: `file` for each; organ_load reads one. */
int organ_files(const char *archive, struct strlist *out, struct err *err);
struct organ *organ_load(const char *file, struct err *err);

#endif
