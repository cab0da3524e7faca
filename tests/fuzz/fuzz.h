/* fuzz: what every fuzz target shares. A target is tests/fuzz/fuzz_<name>.c with
 *
 *     int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
 *
 * that calls abort() (through FUZZ_CHECK) when something does not hold. Its seeds
 * are the files in tests/fuzz/corpus/<name>/. `make fuzz` runs it under libFuzzer;
 * in the ordinary tests tests/fuzz/t_fuzz_<name>.c replays it (see replay.h). */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_CHECK(cond) \
	do { \
		if (!(cond)) { \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #cond); \
			abort(); \
		} \
	} while (0)

/* The input read piece by piece: small numbers and strings, zeros at its end. */
struct fuzz_input {
	const char *p;
	size_t n;
};

__attribute__((unused)) static struct fuzz_input fuzz_input(const uint8_t *data, size_t size)
{
	return (struct fuzz_input){(const char *)data, size};
}

__attribute__((unused)) static size_t fuzz_number(struct fuzz_input *in, size_t below)
{
	size_t v = 0;

	for (int i = 0; i < 2 && in->n > 0; i++) {
		v = v << 8 | (unsigned char)*in->p++;
		in->n--;
		if (below <= 256)
			break;
	}
	return below ? v % below : 0;
}

__attribute__((unused)) static struct span fuzz_bytes(struct fuzz_input *in, size_t at_most)
{
	struct span s = {in->p, in->n < at_most ? in->n : at_most};

	in->p += s.n;
	in->n -= s.n;
	return s;
}

/* The input up to the first zero byte, for targets that take two texts. */
__attribute__((unused)) static struct span fuzz_text(struct fuzz_input *in)
{
	size_t n = 0;
	struct span s;

	while (n < in->n && in->p[n] != '\0')
		n++;
	s = fuzz_bytes(in, n);
	fuzz_bytes(in, 1);
	return s;
}

#endif
