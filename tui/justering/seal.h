/* seal: the manifest of a justerat protocol: what was locked, by whom, when.
 *
 * Canonical lines `key: value` in a fixed order, each once, except `signerad`
 * which stands once for each signer. seal_parse accepts exactly what seal_write
 * gives. Ids of versions are SHA-1; that is why the digests are SHA-256. */
#ifndef JUSTERING_SEAL_H
#define JUSTERING_SEAL_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "justering/sign.h"

#define SEAL_FOLDER "justerat"
#define SEAL_MANIFEST "justerat/manifest"
#define SEAL_SIGNING "justerat/godkannanden"
#define SEAL_FINAL "justerat/protokoll.txt"
#define SEAL_DRAFT "justerat/protokoll.md"

struct seal {
	char *meeting;         /* the folder's name when it was locked: 2031-04-09-fb */
	char final[65];        /* SHA-256 of justerat/protokoll.txt */
	char draft[65];        /* SHA-256 of protokoll.md */
	char approvals[65];    /* SHA-256 of justerat/godkannanden */
	char blob[41];         /* id of the draft in the history */
	char version[41];      /* id of the version that was approved */
	struct stamp locked;
	struct signing signing; /* all have approved */
};

void seal_write(const struct seal *s, struct str *out);
int seal_parse(struct seal *out, struct span bytes, struct err *err);
void seal_release(struct seal *s);

/* The text of the mark `justerat`: ties the manifest to the history. */
void seal_mark(struct str *out, const char *manifest_digest);
bool seal_mark_is(struct span message, const char *manifest_digest);

#endif
