/* journal_inner: how a record of the journal stands in bytes; shared by the
 * files store/journal*.c, nothing else includes it.
 *
 * After the byte of type and flags: CLOCK: i64 ms since 1970 UTC, else a varint
 * of ms since the record before (the part's beginning for the first). Then
 *   GROUP with TYPED    varint at; the rest are the bytes inserted there
 *   GROUP; UNDO and     varints: cursor before, cursor after, count, then for
 *   REDO with BACK      each edit at, deleted, length inserted; their bytes
 *   UNDO, REDO          nothing
 *   CHECKPOINT          the id of the version, or nothing
 *   CURSOR              varint at */
#ifndef STORE_JOURNAL_INNER_H
#define STORE_JOURNAL_INNER_H

#include "store/journal.h"

#define JOURNAL_MAGIC "PARAGRAFJOURNAL1"
#define JOURNAL_HEADER ((size_t)56)
#define JOURNAL_FRAME ((size_t)8)
/* A record's number is mixed into its mark by a factor, and found again by its
 * inverse modulo 2^32. No single bit of the mark is a small step in number. */
#define JOURNAL_MIX 0x9E3779B9u
#define JOURNAL_UNMIX 0x144CBC89u
#define JOURNAL_LOCK "las"
#define JOURNAL_MS_MAX ((int64_t)1 << 60)  /* of the wall clock, either side of 1970 */
#define JOURNAL_STEP_MAX ((int64_t)1 << 36) /* ms between two records without CLOCK */

enum {
	RECORD_GROUP,
	RECORD_UNDO,
	RECORD_REDO,
	RECORD_CHECKPOINT,
	RECORD_CURSOR,
	RECORD_TYPES,
	RECORD_TYPE = 0x0F,   /* the bits of the type */
	RECORD_JOINED = 0x10, /* GROUP: continues the step before it */
	RECORD_TYPED = 0x20,  /* GROUP: one insertion, the cursor before and after it */
	RECORD_BACK = 0x40,   /* needs a step from before the part */
	RECORD_CLOCK = 0x80,
};

/* Counts an operation into the steps that can be undone and redone within the
 * part; true when it needs one from before it. */
bool journal_count(uint64_t *undo, uint64_t *redo, enum text_op_kind kind, bool joined);

char *journal_part_path(const char *dir, int number); /* free() */
/* journal_part_read of bytes that were read already: those in p->bytes. */
void journal_part_take(struct journal_part *p);

#endif
