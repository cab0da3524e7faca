/* seal: the manifest, what everybody signs: which text it is, of which meeting,
 * and who is to sign. Made when the round starts, never changed after it.
 *
 *   format: paragraf-manifest 2
 *   möte: 2031-04-09-fb
 *   del: 1                          these two only where a meeting has parts
 *   paragrafer: 12, 14–15
 *   sluttext: <sha256>              of protokoll.txt beside it
 *   utkast: <sha256>                of the draft it is rendered from (the part's)
 *   blob: <id>                      of the whole draft in the history
 *   version: <id>                   the version that holds it
 *   undertecknare: Anna Ek (S), ordförande
 *   ändrat: § 12 9f86d081884c7d65 2c26b46b68ffc68f skälet
 *
 * Canonical: seal_parse accepts exactly what seal_write gives. `ändrat` stands once
 * for each decision changed after its klubbslag: § number, sum of the sealed
 * wording, sum of the wording now (doc/gavel.h), the reason. Ids of versions are
 * SHA-1; that is why the digests are SHA-256. */
#ifndef JUSTERING_SEAL_H
#define JUSTERING_SEAL_H

#include "base/err.h"
#include "base/str.h"
#include "doc/gavel.h"
#include "justering/sign.h"

#define SEAL_NAMESPACE "justering@paragraf" /* ssh-keygen -Y sign -n */

/* The files of a round, by the folder they stand in (part_folder: justering,
 * justerat, justering/del-1 ...). */
#define SEAL_NAME_MANIFEST "manifest"
#define SEAL_NAME_SIGNING "underskrifter"
#define SEAL_NAME_FINAL "protokoll.txt"
#define SEAL_NAME_BOUND "utkast.md"            /* while the round runs: the whole draft that it is about */
#define SEAL_NAME_DRAFT "protokoll.md"         /* sealed only */
#define SEAL_NAME_KEYS "allowed_signers"       /* sealed only: the known keys of those who signed */
#define SEAL_NAME_PGP "openpgp.asc"            /* sealed only */

#define SEAL_FOLDER "justerat"
#define SEAL_MANIFEST "justerat/manifest"
#define SEAL_SIGNING "justerat/underskrifter"
#define SEAL_FINAL "justerat/protokoll.txt"
#define SEAL_DRAFT "justerat/protokoll.md"

struct seal_change {
	int para;
	char before[GAVEL_SUM_SIZE], now[GAVEL_SUM_SIZE];
	char *reason;
};

struct seal {
	char *meeting;         /* the folder's name when the round started: 2031-04-09-fb */
	int part;              /* -1: the whole protocol, no parts; else 0, 1 ... */
	char *paras;           /* "12, 14–15"; NULL: no parts */
	char final[65];        /* SHA-256 */
	char draft[65];        /* SHA-256 */
	char blob[41];
	char version[41];
	struct signing signing; /* who and role of each, nothing more */
	struct seal_change *change;
	size_t nchanges, cap_changes;
};

void seal_write(const struct seal *s, struct str *out);
int seal_parse(struct seal *out, struct span bytes, struct err *err);
void seal_add_change(struct seal *s, int para, const char *before, const char *now, struct span reason);
void seal_release(struct seal *s);

/* The text of the mark `justerat`: ties the manifest to the history. */
void seal_mark(struct str *out, const char *manifest_digest);
bool seal_mark_is(struct span message, const char *manifest_digest);

#endif
