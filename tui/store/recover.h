/* recover: which text is the right one when a draft is opened.
 *
 * Compared are the work file and the journal (its own folder and the spare
 * ones); the history answers later and is compared by the session. A text is
 * known to the journal when it is the base of a part or the journal has a
 * checkpoint with its name (recover_name): the editor writes one before each
 * save and autosave with the name of the very bytes it sends, and one with the
 * version's id, or "" for a single file, when the save is confirmed. A checkpoint
 * with an id confirms the last name before it; "" says that the text at that
 * place is the file's, also right behind a base that was read from it.
 *
 *   journal          the file is ...                     then
 *   none             anything                            the file
 *   any              the journal's last text             the journal (undo goes on), nothing to say
 *   any              known to the journal                the journal is newer: it
 *   any              absent, unreadable or empty         the journal
 *   all of it saved  unknown (changed by another)        the file; the journal goes on from there
 *   unsaved records  unknown                             ask; the file until then
 *
 * A known text that is older than the last confirmed save counts as unknown:
 * somebody put it back on purpose. "All of it saved": the last text was
 * confirmed. "The same text" is decided on the canonical form (protocol_write).
 * Nothing is removed or written here (but by recover_keep); a damaged part is
 * named in the report. Only when the journal holds something that the file does
 * not, there is something to say.
 *
 * No text is ever passed over. What the journal holds beside the chosen text
 * and nobody has decided on - an earlier ASK without an answer, another journal
 * folder's end, what was typed behind a damaged place - stands in `other` or in
 * `left`, each time, until a later part has a checkpoint with its name: the one
 * who has put a text elsewhere (a version, a file beside) writes that. */
#ifndef STORE_RECOVER_H
#define STORE_RECOVER_H

#include "store/journal.h"

#define RECOVER_NAME_SIZE 17 /* 16 hex digits and a 0 */

enum recover_action {
	RECOVER_FILE,     /* the file's text */
	RECOVER_JOURNAL,  /* the journal's text, which holds all of the file's */
	RECOVER_ASK,      /* both differ: `other` is the journal's */
};

struct recover_left {
	struct str text;
	char name[RECOVER_NAME_SIZE];  /* for the checkpoint once it is kept */
	bool fragment;                 /* only what was typed behind a damaged place */
};

struct recovery {
	enum recover_action action;
	struct text *text;        /* JOURNAL: with its undo and redo; the caller takes it. Else NULL */
	size_t cursor;
	int first;                /* JOURNAL: undo reaches back to the base of this part (journal_take_older) */
	bool newer;               /* JOURNAL: it holds something that was not saved */
	bool part_usable;         /* `part` can be continued (journal_continue); only with JOURNAL */
	struct journal_part part; /* the last part of the journal that counted */
	char *dir;                /* its folder; NULL: there is no journal */
	bool spare;               /* ... which is a spare one */
	struct str other;         /* ASK: the journal's text; else one that waits since an earlier start */
	bool has_other;
	char other_name[RECOVER_NAME_SIZE];
	struct recover_left *left; /* what else waits; see recover_keep */
	size_t nleft;
	int64_t ended;            /* ms UTC of the journal's last record, 0: none */
	struct strlist report;    /* Swedish, a line each, with place: for the messages */
	bool damaged;
};

/* on_disk: the work file's bytes; p NULL: absent or unreadable. */
void recover_read(struct recovery *out, const char *file, const char *opt_folder, struct span on_disk);
void recovery_release(struct recovery *r);

/* Puts each text of `left` into a file of its own beside the draft (or in
 * opt_dir): "protokoll-ur-journalen.md", else with -2, -3 ...; never over a file,
 * and not again when one of them holds it already. A report line names each. The
 * caller then writes a checkpoint with each name. -1: what could not be written
 * is said, and stays in the journal. */
int recover_keep(struct recovery *r, const char *file, const char *opt_dir, struct err *err);

/* The name of a text in a checkpoint: XXH3 of its bytes. */
void recover_name(struct span bytes, char out[RECOVER_NAME_SIZE]);
/* The same text, in canonical form? */
bool recover_same(struct span a, struct span b);
/* Does the journal in dir know these bytes (see above)? */
bool recover_knows(const char *dir, struct span bytes);

/* The text that was saved as the version `id`, out of the journal in dir; false
 * when it does not reach there. The bytes are those that were sent. */
bool recover_version(const char *dir, const char *id, struct str *out);

/* ----------------------------------------------------------- the case table */

enum recover_file { RECOVER_IS_ABSENT, RECOVER_IS_SAME, RECOVER_IS_KNOWN, RECOVER_IS_UNKNOWN };

/* The row for these facts; without a journal the others are not looked at. */
enum recover_action recover_decide(bool journal, bool saved, enum recover_file file);

#endif
