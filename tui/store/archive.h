/* archive: the folder of all meetings, seen as plain files: no history is read.
 *
 * Cheap on purpose: one read per draft. A broken draft, an empty folder or a
 * file of something else never stops a listing. Source: draft-format. */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/state.h"

struct archive_meeting {
	char *folder;        /* archive/name */
	char *draft;         /* archive/name/protokoll.md */
	char *organ, *kort;  /* "" when the draft does not say */
	struct date date;    /* year 0: unknown */
	enum state state;    /* see archive_state */
	int64_t changed;     /* of protokoll.md, UTC seconds */
	int paragraphs;      /* number of §§ */
	int first, last;     /* § numbers, 0: none */
	bool readable;       /* the draft could be read */
};

struct archive_list {
	struct archive_meeting *meeting; /* the latest date first, then by folder */
	size_t n, cap;
};

/* An archive that does not exist is an empty list. -1 only when it can't be read. */
int archive_list(const char *archive, struct archive_list *out, struct err *err);
void archive_list_release(struct archive_list *l);

struct archive_organ {
	char *file;          /* archive/organ/fb.md */
	char *name, *kort, *stil;
};

struct archive_organs {
	struct archive_organ *organ; /* by name */
	size_t n, cap;
};

int archive_organs(const char *archive, struct archive_organs *out, struct err *err);
void archive_organs_release(struct archive_organs *o);
/* The register that `who` names: file name (with or without .md), organ-kort or
 * full name, any case; also a path to a register file. free(*out_file).
 * ERR_NOT_FOUND lists what there is; ERR_USAGE when two match. */
int archive_find_organ(const char *archive, const char *who, char **out_file, struct err *err);

/* The folder of a new meeting: "<archive>/<datum>-<kort>", with -2, -3 ... after
 * it when it exists. kort as in the register; made plain. free(). Creates nothing. */
char *archive_new_folder(const char *archive, struct date date, struct span kort);

/* The last § number of the organ's protocols of the same year, dated before
 * `date` (or the same day in another folder than `opt_self`); 0: none. An organ
 * is the same when organ-kort is, or the full name, any case. */
int archive_last_paragraph(const char *archive, struct span organ, struct span kort,
	struct date date, const char *opt_self);

/* The state as the files of the folder tell it, no signature looked at: arkiverat or
 * anslaget when justerat/ holds a manifest and justerat/efter such a row, justerat with the
 * manifest alone; justering when justering/ holds a manifest and, as utkast.md, the same text
 * as protokoll.md; utsänt when justering/logg has a row "... | utskick | ..."; else utkast.
 * What parts have does not count for the whole. */
enum state archive_state(const char *folder);

#endif
