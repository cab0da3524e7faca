/* repo_incoming: objects that came from outside, in memory alone: a quarantine that
 * leaves nothing behind. A pack is read here by our own code, with bounds on all
 * of it, before anything else looks at it; libgit2 never does.
 *
 * Allowed: versions, folders with protokoll.md and UTKAST.txt as plain files, and texts.
 * Anything else in a pack, used or not, is refused by name. */
#ifndef STORE_REPO_INCOMING_H
#define STORE_REPO_INCOMING_H

#include "store/repo.h"

#define INCOMING_BYTES ((size_t)64 << 20)  /* of a pack, and of what it holds unpacked */
#define INCOMING_BLOB ((size_t)16 << 20)
#define INCOMING_REFS 16
#define SNAPSHOT_NOTE "UTKAST.txt"

enum { PACK_COMMIT = 1, PACK_TREE = 2, PACK_BLOB = 3, PACK_TAG = 4, PACK_OFS_DELTA = 6, PACK_REF_DELTA = 7 };

struct incoming_object {
	unsigned char id[20];
	int type;              /* as in a pack; a delta until its base is found */
	size_t at;             /* where it begins in the pack; 0: was there before */
	size_t base_at;        /* OFS_DELTA */
	unsigned char base[20]; /* REF_DELTA */
	struct str bytes;
};

struct incoming {
	struct incoming_object *v;
	size_t n, cap;
	size_t total;          /* bytes of all that came */
};

void incoming_release(struct incoming *in);
const struct incoming_object *incoming_find(const struct incoming *in, const unsigned char id[20]);
/* What is there already: a snapshot that was sent, for packs and answers that build on it.
 * A snapshot the meeting does not have is no error. */
int incoming_add_snapshot(struct incoming *in, struct repo *r, const char *hex, struct err *err);
/* The whole pack, vetted; -1 with ERR_INPUT. */
int incoming_read_pack(struct incoming *in, struct span pack, struct err *err);
/* protokoll.md at `tip`, its author, and the first of `known` that it descends from. */
int incoming_answer(const struct incoming *in, const unsigned char tip[20], const struct strlist *known,
	struct store_answer *a, struct err *err);

#endif
