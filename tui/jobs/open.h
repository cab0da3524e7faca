/* open: from a PATH to what it names: the meeting folder or the single file, its
 * text, its protocol, and the organ's register found in the archive beside it.
 *
 * PATH is a meeting folder or a draft file. A file named protokoll.md in a folder
 * that has a history, bilagor/ or an archive above it is that meeting; any other
 * file is a single draft, which has no history. */
#ifndef JOBS_OPEN_H
#define JOBS_OPEN_H

#include "base/err.h"
#include "doc/register.h"
#include "doc/state.h"
#include "mall/style.h"

struct meeting {
	char *file;              /* the draft, absolute; NULL: from memory */
	char *shown;             /* the draft's path as the user wrote it, for messages */
	char *folder;            /* the meeting's folder, absolute; NULL: a single file */
	char *archive;           /* the folder that holds organ/, absolute; never NULL */
	struct str text;         /* its bytes */
	struct protocol *p;      /* parsed from them */
	struct organ *organ;     /* NULL: no register in archive/organ names the organ */
	char *organ_file;        /* NULL likewise */
	enum state state;        /* as the files of the folder tell it */
};

/* "-" is standard input. -1: ERR_INPUT when there is no readable draft there,
 * ERR_USAGE for NULL. */
__attribute__((warn_unused_result)) int meeting_open(struct meeting *out, const char *path, struct err *err);
/* A draft from memory: no folder, no history. opt_archive NULL: paths_archive(). */
void meeting_of_text(struct meeting *out, struct span bytes, const char *opt_archive);
/* Safe to call twice, and on one that is all zeros. */
void meeting_release(struct meeting *m);

/* The house style: `opt_name`, else the draft's `stil`, else the register's, else
 * grund. free with style_free. */
__attribute__((warn_unused_result)) struct style *meeting_style(const struct meeting *m, const char *opt_name,
	struct remarks *remarks, struct err *err);

/* A register file, read whole. ERR_INPUT when it is none (typ is not organ). */
__attribute__((warn_unused_result)) struct organ *organ_load(const char *file, struct err *err);

#endif
