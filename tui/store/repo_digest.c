/* repo_digest: the door to libcrypto. */
#include "store/repo_digest.h"

#include <openssl/evp.h>

static void digest(const EVP_MD *md, struct span bytes, unsigned char *out, size_t size)
{
	unsigned char buf[EVP_MAX_MD_SIZE] = {0};
	unsigned n = 0;

	/* fails only without memory or without the algorithm; zeros then match nothing */
	if (EVP_Digest(bytes.p ? bytes.p : "", bytes.n, buf, &n, md, NULL) != 1 || n != size)
		memset(buf, 0, sizeof buf);
	memcpy(out, buf, size);
}

void digest_sha1(struct span bytes, unsigned char out[20])
{
	digest(EVP_sha1(), bytes, out, 20);
}

void digest_sha256_hex(struct span bytes, char out[65])
{
	unsigned char raw[32];

	digest(EVP_sha256(), bytes, raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++)
		snprintf(out + 2 * i, 3, "%02x", raw[i]);
}
