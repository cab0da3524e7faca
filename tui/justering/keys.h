/* keys: whose key is whose, and signing and verifying with them.
 *
 * Who owns which key comes from outside the meeting: the file
 * <archive>/organ/<kort>.nycklar, which people put together by reading out
 * fingerprints to each other. It is an OpenSSH allowed_signers file, so that stock
 * ssh-keygen verifies with it:
 *
 *   "Bo Lind (M)" namespaces="justering@paragraf,git" ssh-ed25519 AAAA... comment
 *   # openpgp "Åsa Öberg (V)" 0123456789ABCDEF0123456789ABCDEF01234567
 *
 * An OpenPGP key is one line, a comment to ssh-keygen, and its public half stands
 * armoured in <kort>.asc beside it. The principal is the person's name as the
 * protocol writes it. To ssh-keygen it is a list of patterns: a name with one of
 * , * ? ! " \ in it has '-' there instead. A pattern written by hand (*) is nobody's key here.
 * The file alone proves nothing: the copy in justerat/ is checked against it.
 *
 * Everything runs the system's ssh-keygen and gpg through base/run.h; where they
 * are missing the message says so. Temporary files hold public things only. */
#ifndef JUSTERING_KEYS_H
#define JUSTERING_KEYS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "justering/sign.h"

#define KEYS_SUFFIX ".nycklar"
#define KEYS_PGP_SUFFIX ".asc"

enum key_kind { KEY_SSH, KEY_OPENPGP };

struct key {
	enum key_kind kind;
	char *who;             /* the principal, without quotation marks */
	char *options;         /* SSH: as they stand; "" */
	char *body;            /* SSH: "ssh-ed25519 AAAA..."; OPENPGP: 40 digits */
	int line;
};

struct keys {
	struct key *v;
	size_t n, cap;
	char *pgp;             /* armoured public keys; "" */
};

/* Never fails: a line that is no key is left out (and counted in *opt_odd). */
void keys_parse(struct keys *out, struct span nycklar, struct span pgp, int *opt_odd);
void keys_release(struct keys *k);
/* Has the person a key of this kind? */
const struct key *keys_of(const struct keys *k, struct span who, enum key_kind kind);
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

/* --------------------------------------------------------------- signatures */

struct signature {
	enum key_kind kind;
	char *fingerprint;     /* "SHA256:...", or 40 digits: of the key that made it */
	int signer;            /* index in the signing; -1 */
};
void signature_release(struct signature *g);

/* -1: neither an OpenSSH nor an armoured OpenPGP signature. */
int signature_kind(struct span bytes);

/* Signs `bytes`. key: of SSH a private key file, or a .pub whose private half the
 * ssh-agent has; of OPENPGP what gpg -u takes. ns: SEAL_NAMESPACE or "git". May ask
 * for a passphrase on the terminal: the screen must have left it. */
int key_sign(enum key_kind kind, const char *key, const char *ns, struct span bytes, struct str *out, struct err *err);

/* Whose signature of `bytes` is it, of those in s? Refused, each in its words
 * (ERR_STATE): of another text, of another namespace, by a key nobody knows, by a key of
 * somebody who does not sign. */
int signature_find(const struct keys *k, const struct signing *s, const char *ns, struct span bytes,
	struct span signature, struct signature *out, struct err *err);
/* Is it `who`'s? `at`: when it was made, for keys that have run out since; utc 0: now. */
int signature_verify(const struct keys *k, struct span who, const char *ns, struct span bytes, struct span signature,
	struct stamp at, struct signature *out, struct err *err);

#endif
