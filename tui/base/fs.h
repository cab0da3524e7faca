/* fs: files. The one place that opens, writes, renames and removes them.
 *
 * Every call that changes the disk goes through a table (struct fs_calls), so a
 * test can make call N fail or kill the process there. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct fs_calls {
	int (*open)(const char *path, int flags, mode_t mode);
	ssize_t (*write)(int fd, const void *p, size_t n);
	int (*fsync)(int fd);
	int (*rename)(const char *from, const char *to);
	int (*unlink)(const char *path);
	int (*mkdir)(const char *path, mode_t mode);
	int (*ftruncate)(int fd, off_t size);
	int (*fdatasync)(int fd);
};
/* NULL restores the real calls. For tests only. */
void fs_use_calls(const struct fs_calls *opt_calls);

/* The whole file into *out (appended). "-" is standard input. Files over
 * 64 MiB, folders and devices are refused. */
int fs_read(const char *path, struct str *out, struct err *err);

/* Replaces path durably: temp file in the same folder, fsync, rename, fsync of
 * the folder. On failure the old file stands untouched and the temp is gone;
 * only when the last step, the folder's fsync, fails does the new one stand (and
 * a power cut could take it back). The mode of an existing file is kept, a new one gets `mode`.
 * A pipe or a device is written to as it is, never replaced. */
int fs_write_atomic(const char *path, const void *p, size_t n, mode_t mode, struct err *err);

/* A file kept open and added to (the journal): 0 or a descriptor; -1 and errno.
 * What a signal interrupts is tried again. fs_append writes all n bytes, or
 * fails with some of them in the file: cut it back then. */
int fs_open(const char *path, int flags, mode_t mode); /* O_CLOEXEC */
int fs_append(int fd, const void *p, size_t n);
int fs_cut(int fd, size_t size);
int fs_datasync(int fd);
int fs_sync_folder(const char *path);                  /* the one that holds the file */
int fs_mkdir(const char *path);                        /* 0700 */

/* Puts the bytes, mode 0600, into "<stem><ext>", or else "<stem>-2<ext>", "-3" ...:
 * never over anything that is there, and not again when one of these files
 * holds exactly them. *out_path: where they stand; free(). */
int fs_write_beside(const char *stem, const char *ext, struct span bytes, char **out_path, struct err *err);

int fs_mkdirs(const char *path, struct err *err);      /* like mkdir -p, mode 0700 */
bool fs_exists(const char *path);
bool fs_is_dir(const char *path);
bool fs_hidden(const char *path);                      /* we may not see whether it exists */
bool fs_may_write(const char *path);                   /* by its mode and its file system */
int64_t fs_mtime(const char *path);                    /* UTC seconds, -1 when absent */
/* Names in a folder, without "." and "..", sorted by bytes. */
int fs_list(const char *path, struct strlist *out, struct err *err);
int fs_remove(const char *path, struct err *err);      /* a file; absent is success */
int fs_copy(const char *from, const char *to, struct err *err); /* through fs_write_atomic */

/* "a" + "b" -> "a/b"; free() releases. */
char *fs_join(const char *a, const char *b);
char *fs_dirname(const char *path);                    /* free() */
const char *fs_basename(const char *path);             /* points into path */
char *fs_absolute(const char *path);                   /* free(); need not exist */

#endif
