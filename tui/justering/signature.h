/* signature: signing, and whose signature it is, with the system's ssh-keygen and
 * gpg (base/run.h). Where they are missing the message says so. Temporary files
 * hold public things only. What OpenSSH signs is OpenSSH's PROTOCOL.sshsig. */
#ifndef JUSTERING_SIGNATURE_H
#define JUSTERING_SIGNATURE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "justering/keys.h"
#include "justering/sign.h"

struct signature {
	enum key_kind kind;
	char *fingerprint;     /* "SHA256:...", or 40 digits: of the key that made it */
	int signer;            /* index in the signing; -1 */
};
void signature_release(struct signature *g);

/* -1: neither an OpenSSH nor an armoured OpenPGP signature. */
int signature_kind(struct span bytes);
const char *signature_suffix(enum key_kind kind); /* ".sig", ".asc" */

/* The fingerprint of a public key (an OpenSSH .pub file, an armoured OpenPGP key), free(); NULL with
 * ERR_INPUT when it is none, several, or a private one. */
char *key_fingerprint(enum key_kind kind, struct span bytes, struct err *err);

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
