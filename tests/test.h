/* test: the smallest harness that can fail. One program per file of the
 * product; `TEST(name) { CHECK(...); }` registers itself. The program prints a
 * line per failed check and ends with "N passed, N failed". */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

struct test {
	const char *name;
	void (*run)(void);
	struct test *next;
};

static struct test *test_first, **test_last = &test_first;
static int test_bad; /* failed checks in the running test */

#define TEST(id) \
	static void test_##id(void); \
	static struct test test_row_##id = {#id, test_##id, NULL}; \
	__attribute__((constructor)) static void test_add_##id(void) \
	{ \
		*test_last = &test_row_##id; \
		test_last = &test_row_##id.next; \
	} \
	static void test_##id(void)

#define CHECK(cond) \
	do { \
		if (!(cond)) { \
			test_bad++; \
			printf("%s:%d: %s\n", __FILE__, __LINE__, #cond); \
		} \
	} while (0)

/* The test has come where it must not: says why. */
#define CHECK_FAIL(why) \
	do { \
		test_bad++; \
		printf("%s:%d: %s\n", __FILE__, __LINE__, why); \
	} while (0)

#define CHECK_INT(got, want) \
	do { \
		long long got_ = (long long)(got), want_ = (long long)(want); \
		if (got_ != want_) { \
			test_bad++; \
			printf("%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #got, got_, want_); \
		} \
	} while (0)

#define CHECK_SPAN(got, want) test_span(__FILE__, __LINE__, #got, got, span_of(want))
#define CHECK_STR(got, want) test_span(__FILE__, __LINE__, #got, span_of(got), span_of(want))

__attribute__((unused)) static void test_span(
	const char *file, int line, const char *what, struct span got, struct span want)
{
	if (span_eq(got, want) && (got.p == NULL) == (want.p == NULL))
		return;
	test_bad++;
	printf("%s:%d: %s\n  is  |%.*s|\n  not |%.*s|\n", file, line, what, SPAN_FMT(got), SPAN_FMT(want));
}

/* A new empty folder, removed by the runner with the whole of $TMPDIR; free(). */
__attribute__((unused)) static char *test_folder(void)
{
	const char *tmp = getenv("TMPDIR");
	char *path = str_format("%s/paragraf-test-XXXXXX", tmp ? tmp : "/tmp");

	if (!mkdtemp(path)) {
		perror(path);
		exit(99);
	}
	return path;
}

/* Deterministic random numbers (xorshift64*), for property tests. */
__attribute__((unused)) static unsigned long test_random(unsigned long *state)
{
	unsigned long x = *state ? *state : 88172645463325252UL;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return x * 2685821657736338717UL >> 16;
}

int main(int argc, char **argv)
{
	int passed = 0, failed = 0;

	for (struct test *t = test_first; t; t = t->next) {
		if (argc > 1 && strcmp(argv[1], t->name) != 0)
			continue;
		test_bad = 0;
		t->run();
		if (test_bad)
			printf("FAIL %s\n", t->name);
		fflush(stdout);
		if (test_bad)
			failed++;
		else
			passed++;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}

#endif
