/* recover: which text is the right one when a draft is opened.
 *
 * Compared are the work file and the journal (its own folder and the spare
 * ones); the history answers later and is compared by the session. A text is
 * known to the journal when it is the base of a part or the journal has a
 * checkpoint with its name (recover_name): the editor writes one before each
 * save and autosave with the name of the very bytes it sends, and one with the
 * version's id when the save is confirmed.
 *
 *   journal          the file is ...                     then
 *   none             anything                            the file
 *   any              the journal's last text             the journal (undo goes on), nothing to say
 *   any              known to the journal                the journal is newer: it
 *   any              absent or unreadable                the journal
 *   all of it saved  unknown (changed by another)        the file; the journal goes on from there
 *   unsaved records  unknown                             ask; the file until then
 *
 * "The same text" is decided on the canonical form (protocol_write). Nothing is
 * removed or written here; a damaged part is named in the report. Only when the
 * journal holds something that the file does not, there is something to say. */
#ifndef STORE_RECOVER_H
#define STORE_RECOVER_H

#include "store/journal.h"

#define RECOVER_NAME_SIZE 17 /* 16 hex digits and a 0 */

enum recover_action {
	RECOVER_FILE,     /* the file's text */
	RECOVER_JOURNAL,  /* the journal's text, which holds all of the file's */
	RECOVER_ASK,      /* both differ: `other` is the journal's */
};

struct recovery {
	enum recover_action action;
	struct text *text;        /* JOURNAL: with its undo and redo; the caller takes it. Else NULL */
	size_t cursor;
	bool newer;               /* JOURNAL: it holds something that was not saved */
	bool part_usable;         /* `part` can be continued (journal_continue) */
	struct journal_part part; /* the last part of the journal that counted */
	char *dir;                /* its folder; NULL: there is no journal */
	bool spare;               /* ... which is a spare one */
	struct str other;         /* ASK: the journal's text */
	int64_t ended;            /* ms UTC of the journal's last record, 0: none */
	struct strlist report;    /* Swedish, a line each, with place: for the messages */
	bool damaged;
};

/* on_disk: the work file's bytes; p NULL: absent or unreadable. */
void recover_read(struct recovery *out, const char *file, const char *opt_folder, struct span on_disk);
void recovery_release(struct recovery *r);

/* The name of a text in a checkpoint: XXH3 of its bytes. */
void recover_name(struct span bytes, char out[RECOVER_NAME_SIZE]);
/* Does the journal in dir know these bytes (see above)? */
bool recover_knows(const char *dir, struct span bytes);

#endif
