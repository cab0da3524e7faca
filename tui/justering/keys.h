/* keys: whose key is whose.
 *
 * Who owns which key comes from outside the meeting: the file
 * <archive>/organ/<kort>.nycklar, which people put together by reading out
 * fingerprints to each other. It is an OpenSSH allowed_signers file, so that stock
 * ssh-keygen verifies with it:
 *
 *   "Bo Lind (M)" namespaces="justering@paragraf,git" ssh-ed25519 AAAA... comment
 *   # openpgp "Åsa Öberg (V)" 0123456789ABCDEF0123456789ABCDEF01234567
 *
 *   # märke "Finn Dahl"            sealed copy only: the mark was signed by her
 *
 * An OpenPGP key is one line, a comment to ssh-keygen, and its public half stands
 * armoured in <kort>.asc beside it. The principal is the person's name as the
 * protocol writes it. To ssh-keygen it is a list of patterns: a name with one of
 * , * ? ! " \ in it has '-' there instead. A pattern written by hand (*) is nobody's key here.
 * The file alone proves nothing: the copy in justerat/ is checked against it.
 */
#ifndef JUSTERING_KEYS_H
#define JUSTERING_KEYS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "justering/sign.h"

#define KEYS_SUFFIX ".nycklar"
#define KEYS_MARK "# märke "
#define KEYS_PGP_SUFFIX ".asc"
#define KEYS_NAMESPACES "justering@paragraf,git" /* what a key that is added here may sign */

enum key_kind { KEY_SSH, KEY_OPENPGP };

struct signer_key {
	enum key_kind kind;
	char *who;             /* the principal, without quotation marks */
	char *options;         /* SSH: as they stand; "" */
	char *body;            /* SSH: "ssh-ed25519 AAAA..."; OPENPGP: 40 digits */
	int line;
};

struct keys {
	struct signer_key *v;
	size_t n, cap;
	char *pgp;             /* armoured public keys; "" */
	char *mark;            /* who signed the mark; NULL: nobody is said to */
};

/* Never fails: a line that is no key is left out (and counted in *opt_odd). */
void keys_parse(struct keys *out, struct span nycklar, struct span pgp, int *opt_odd);
void keys_release(struct keys *k);
bool key_is_of(const struct signer_key *key, struct span who);
/* One line, with `who` as principal. */
void key_write(const struct signer_key *key, struct span who, struct str *out);
/* The first key of this kind that the person has; NULL. */
const struct signer_key *keys_of(const struct keys *k, struct span who, enum key_kind kind);
/* The keys of those who sign, each with the name of the signing as principal: what
 * is sealed as allowed_signers. The same bytes for the same keys. */
void keys_write(const struct keys *k, const struct signing *s, struct str *out);
/* "Bo Lind (M)" as a principal, without quotation marks. */
void keys_principal(struct str *out, struct span who);

/* Adds the public key in `bytes` (an OpenSSH .pub file, or an armoured OpenPGP
 * key) as who's to the bytes of the two files; *fingerprint is for reading out, free().
 * ERR_INPUT: no public key, or a private one; ERR_STATE: it is somebody else's
 * already. Adding it again changes nothing. */
int keys_add(struct str *nycklar, struct str *pgp, struct span who, struct span bytes, char **fingerprint,
	struct err *err);

#endif
