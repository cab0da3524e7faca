/* fault: what the preload library (shim.c) and those that start programs under it
 * (sweep.c) agree on. The library takes its orders from the environment:
 *
 *   FAULT_TREE=DIR     absolute, without links: only what lies below it is touched
 *   FAULT_STATE=FILE   holds struct fault_state, shared by all processes of the run
 *   FAULT_DO=WHAT      enospc eio erofs edquot: the operation fails so
 *                      short: half is written; torn: half is written, then all die
 *                      kill: this process dies before it; killall: all of them do
 *   FAULT_AT=N         at operation N, from 1; short and torn count writes only
 *   FAULT_STICKY=1     and at each one after it that a disk in that state refuses
 *   FAULT_DELAY=MS     each fsync and fdatasync takes that much longer
 *   FAULT_LOG=FILE     each operation is written there (struct fault_record), with the
 *                      bytes a file had when it was synced or renamed: see disk.h
 *   FAULT_LIE=KIND:TEXT  operations of that kind on paths that hold TEXT say they went
 *                      well and do nothing: proves that a sweep sees it
 *
 * An operation is what changes the disk: open for writing, write, fsync, rename, link,
 * unlink, mkdir, truncate. One that can change nothing (mkdir of a folder that is there,
 * unlink of nothing) is none. Bytes on standard output are the program's word
 * ("skrivet ..."): they go to the log in their place, and stop when the power is off. */
#ifndef TESTS_FAULT_FAULT_H
#define TESTS_FAULT_FAULT_H

#include <stdatomic.h>
#include <stdint.h>

struct fault_state {
	_Atomic uint32_t count;  /* operations so far */
	_Atomic uint32_t hits;   /* of them made to fail */
	_Atomic uint32_t dead;   /* the power is off: who does anything more dies */
	char what[1024];         /* the first one hit, for people */
};

enum fault_kind {
	FAULT_CREATE = 'c',   /* opened for writing; flag 1: made, 2: emptied */
	FAULT_WRITE = 'w',
	FAULT_SYNC = 'f',     /* flag 1: a folder; data: the file's bytes */
	FAULT_RENAME = 'r',   /* data: the file's bytes */
	FAULT_LINK = 'l',
	FAULT_UNLINK = 'u',   /* also of a folder */
	FAULT_MKDIR = 'm',
	FAULT_TRUNCATE = 't', /* data: what is left */
	FAULT_SAID = 's',     /* data: what went to standard output */
};

/* Followed by the bytes of path, path2 and data. Paths are below the tree, "" is the tree. */
struct fault_record {
	uint32_t kind, flag, npath, npath2;
	uint64_t ndata;
	int64_t ms;           /* monotonic */
};

#endif
