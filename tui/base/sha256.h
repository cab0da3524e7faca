/* sha256: SHA-256 (FIPS 180-4) for the editor, which does not load libcrypto: is
 * this the text a manifest names? About 5 ms a megabyte. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/str.h"

/* 64 hex digits and a 0. */
void sha256_hex(struct span bytes, char out[65]);

#endif
