/* checksum: see checksum.h. The only file that knows xxhash, whose functions
 * are compiled into it: no library is loaded for them. */
#include "base/checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t checksum(const void *p, size_t n, uint64_t seed)
{
	return XXH3_64bits_withSeed(p, n, seed);
}
