/* disk: what a power cut leaves of a folder. Follows the log of the preload library
 * (fault.h) from a folder whose every byte was on the disk, and builds the folder
 * anew as one of three file systems would show it after the cut:
 *
 *   DISK_STRICT   POSIX and no more: a file has the bytes of its last fsync, a name
 *                 stands as it did at the last fsync of its folder
 *   DISK_ORDERED  names are kept in order up to the last fsync of anything, as by a
 *                 file system with an ordered journal (ext4); bytes as in DISK_LATE
 *   DISK_LATE     all names are kept, and only the bytes that were synced, or that a
 *                 file had when it was renamed over another; else it is empty
 *
 * See drafts in git, sections 0 and 2: the strict one finds the folder that nobody
 * synced, the late one the file that was renamed before its bytes were there. */
#ifndef TESTS_FAULT_DISK_H
#define TESTS_FAULT_DISK_H

#include "base/str.h"
#include "fault.h"

enum disk_model { DISK_STRICT, DISK_ORDERED, DISK_LATE, DISK_MODELS };

struct disk;

/* All that the log tells, in order; `bytes` is the log. */
struct disk_event {
	struct fault_record r;
	struct span path, path2, data; /* borrowed from the log */
};
/* false at the end. */
bool disk_next(struct span *log, struct disk_event *out);

struct disk *disk_load(const char *folder);
void disk_free(struct disk *d);
/* How many of the models would show something else than before: bit 1 << model. */
unsigned disk_apply(struct disk *d, const struct disk_event *e);
/* Into a folder that is not there. false: could not be written. */
bool disk_build(const struct disk *d, enum disk_model m, const char *folder);

#endif
