/* journal: every edit of a draft, on disk before the screen shows it.
 *
 * A journal is a folder: MEETING/.git/paragraf, or .NAME.paragraf beside a single
 * file. It holds the lock of the draft (file `las`) and numbered parts,
 * 1.journal, 2.journal ... Each part begins with the whole text as it was (its
 * base), then come records. The base of part k+1 is the text at the end of part
 * k, so that undo and "as of 14.32" reach back to the first part. Parts are
 * only added to; the last one is the one in use.
 *
 * Invariants
 *  1. A record is in the file, by one write(), before journal_flush returns 0:
 *     it outlives a killed process. Synced within a second by the role
 *     "journal" of the worker program: then it outlives a power cut.
 *  2. Reading gives exactly the records up to the first bad one. A part whose
 *     base is not whole is no part; the one before it ends with that text.
 *  3. Nothing here is ever removed but by journal_forget, journal_discard and
 *     journal_free of a part that holds nothing but the file's text. Folder 0700,
 *     files 0600.
 *  4. After a failed sync a part is not trusted: journal_begin starts another
 *     (Linux may report such an error only once).
 *
 * Part, little-endian: magic "PARAGRAFJOURNAL1", u64 salt, i64 began (ms since
 * 1970 UTC), u64 length and u64 XXH3 (seed salt) of the base, u64 XXH3 of the
 * header so far; the base; records. Record: u32 mark, u32 length of the payload,
 * payload. mark = low half of XXH3 (seed salt) over length and payload, plus the
 * sequence number (from 1) times 0x9E3779B9: so a record that stands in the
 * wrong place does not fit, and one found behind a bad one tells which it is.
 * Payload: type and flags (store/journal_inner.h), ms since the record before or
 * the wall clock, fields as variable-length integers, bytes. Typing a letter: 15
 * bytes. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/store.h"
#include "text/text.h"

#define JOURNAL_ROLE "journal"
#define JOURNAL_WATCHDOG_MS 60000
#define JOURNAL_PART_MAX ((size_t)1 << 20) /* of records; then a new part, see journal_full */

/* The folder of the draft's journal. folder: of the meeting, NULL for a single
 * file. free(). */
char *journal_dir(const char *file, const char *opt_folder);
/* Where a journal is kept when there is no room or no leave at its own place:
 * in $XDG_STATE_HOME/paragraf, /dev/shm or /tmp, in this order; which = 0, 1 ... ;
 * NULL when there are no more. Named by the draft's absolute path. free(). */
char *journal_spare_dir(const char *file, int which);
bool journal_dir_ours(const char *dir);   /* a folder, no link, and not somebody else's */

/* ---------------------------------------------------------------- reading */

enum journal_type { JOURNAL_OP, JOURNAL_CHECKPOINT, JOURNAL_CURSOR };

struct journal_record {
	enum journal_type type;
	uint64_t seq;
	int64_t ms;               /* wall clock, ms since 1970 UTC */
	struct text_op op;        /* OP. What undid or did again something from before the part
	                           * comes as the GROUP it amounts to: its bytes are right anyway */
	char id[STORE_ID_SIZE];   /* CHECKPOINT: the text here is this version ("": as written to the file) */
	size_t cursor;            /* CURSOR */
	/* private to journal_replay.c: op is the GROUP that stands for this */
	bool back, joined;
	enum text_op_kind did;
};

enum journal_state {
	JOURNAL_ABSENT,  /* no such file, or no whole base; typed: what can be read of a damaged one */
	JOURNAL_WHOLE,
	JOURNAL_TORN,    /* the last record is not whole: it was never acknowledged */
	JOURNAL_DAMAGED, /* a bad record, and good ones after it */
};

struct journal_part {
	int number;
	enum journal_state state;
	int64_t began, ended;     /* ms UTC: the part, its last good record */
	struct span base;
	size_t good;              /* bytes of the file up to the end of the last good record */
	uint64_t records;         /* good ones */
	uint64_t lost;            /* DAMAGED: good records after the bad one; not applied */
	struct str typed;         /* DAMAGED: what they put in, in order: for a person to read */
	/* private to journal*.c */
	struct str bytes;
	char *dir;
	size_t records_at;
	uint64_t salt;
	uint64_t undo, redo;      /* steps within the part that can be undone, redone at its end */
};

/* The numbers of the parts in the folder, ascending; their count. *out: free(). */
size_t journal_parts(const char *dir, int **out);
/* Never fails: see state. Release in any case. Reads, never writes. */
void journal_part_read(struct journal_part *p, const char *dir, int number);
void journal_part_release(struct journal_part *p);

/* Steps through the good records. Start with {.part = p}. */
struct journal_reader {
	const struct journal_part *part;
	size_t at;
	uint64_t seq;
	int64_t ms;
	struct text_op_edit *edit; /* of the record read last */
	size_t cedit;
};
bool journal_next(struct journal_reader *r, struct journal_record *out); /* valid until the next call */
void journal_reader_release(struct journal_reader *r);

/* The text at the end of the part, with its undo, or as of `until` (ms UTC;
 * INT64_MAX: the end). *opt_cursor where the cursor stood. NULL: no whole base. */
struct text *journal_replay(const struct journal_part *p, int64_t until, size_t *opt_cursor);
/* The same; *opt_first: undo reaches back to the base of this part: p's own, or
 * an earlier one where something in p undid what was done before it. */
struct text *journal_replay_from(const struct journal_part *p, int64_t until, size_t *opt_cursor, int *opt_first);
/* When nothing more can be undone in t, whose undo reaches back to the base of
 * part *first: takes over the undo of the part before it and sets *first. false
 * when there is none that ends with just that base. */
bool journal_take_older(struct text *t, const char *dir, int *first);
/* The text as of a time, from all parts; false when the journal does not reach there. */
bool journal_text_at(const char *dir, int64_t ms, struct str *out);

/* Follows a part that another process writes to: records added since the last
 * call. 1 a record, 0 none now, -1 another part has begun (or it is no more):
 * read anew. The part is read again from the file as it grows. */
int journal_follow(struct journal_part *p, struct journal_reader *r, const char *dir, struct journal_record *out);

/* ---------------------------------------------------------------- writing */

struct journal;

/* Touches no disk. */
struct journal *journal_new(const char *dir);
/* Makes the folder and takes the lock of the draft: 0 taken, 1 held by another
 * process, -1 it can't be made (err). The lock goes with the process. */
int journal_lock(struct journal *j, struct err *err);
/* Starts a part with the whole text. On failure the one in use stays so. */
int journal_begin(struct journal *j, struct span base, struct err *err);
/* Goes on in the part read (its torn tail is cut off; not for a damaged one). */
int journal_continue(struct journal *j, const struct journal_part *p, struct err *err);
bool journal_open(const struct journal *j); /* a part is in use */

/* Put into memory; journal_flush writes all that is there with one write().
 * After a failure nothing is half written, all stays in memory and the next
 * flush tries again. ERR_SYSTEM names the file and the reason. The operations
 * are all those of one text, in order (text_next_op); when no part is in use
 * they are only counted and flush fails: the base of the next one has them. */
void journal_add(struct journal *j, const struct text_op *op);
void journal_add_checkpoint(struct journal *j, const char *opt_id);
void journal_add_cursor(struct journal *j, size_t at);
int journal_flush(struct journal *j, struct err *err);
size_t journal_waiting(const struct journal *j); /* bytes that are not written */
/* The part in use has more records than JOURNAL_PART_MAX (or than its base, if
 * that is more): time for journal_begin. */
bool journal_full(const struct journal *j);
/* Of the part in use; NULL: none. */
const char *journal_path(const struct journal *j);
size_t journal_size(const struct journal *j); /* bytes written to it */
/* Writes what waits, lets the lock go; a part begun by j that only says that the
 * text is the file's ("" and no operation) goes away again, and the folder with
 * the last one. NULL is fine. */
void journal_free(struct journal *j);
/* Removes all parts: the text is justerat and its drafts must not live on. */
int journal_forget(struct journal *j, struct err *err);
/* The same for a folder that nobody holds; nothing happens when somebody does. */
void journal_discard(const char *dir);

/* --------------------------------------------------------------- syncing */

/* A request to the role "journal": sync the file `path`, and its folder the
 * first time, `after_ms` from now at the latest. The answer says how it went. */
void journal_sync_pack(struct str *out, const char *path, int after_ms);
/* 0, or -1 with the reason: the part is not trusted any more. */
int journal_sync_unpack(struct span answer, struct err *err);
/* The role itself. Waits until after_ms have passed or wake_fd has something to
 * read (the next request, or its end), whichever comes first. The state keeps
 * the file open, so that an error of the disk in between is seen. With NULL (an
 * inline worker) it does not wait. */
void *journal_sync_new(int wake_fd);
void journal_sync_free(void *state);
void journal_sync_serve(void *state, struct span request, struct str *answer);

#endif
