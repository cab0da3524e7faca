/* repo_digest: SHA-1 and SHA-256, the door to libcrypto. Includes no error
 * codes of ours: openssl has an ERR_STATE of its own. */
#ifndef STORE_REPO_DIGEST_H
#define STORE_REPO_DIGEST_H

#include "base/str.h"

void digest_sha1(struct span bytes, unsigned char out[20]);
void digest_sha256_hex(struct span bytes, char out[65]);

#endif
