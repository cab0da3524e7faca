/* checksum: do these bytes stand as they were written? XXH3 of 64 bits, against
 * accidents (torn writes, bad disks), not against people.
 * Source: github.com/Cyan4973/xxHash, doc/xxhash_spec.md. */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint64_t checksum(const void *p, size_t n, uint64_t seed);

#endif
