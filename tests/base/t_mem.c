/* mem: allocation and the arena. Running out is tested in a process of its own. */
#include "base/mem.h"

#include <stdint.h>
#include <sys/wait.h>

#include "test.h"

TEST(zeroed)
{
	char *p = mem_alloc(100), *q = mem_array(0, 8), *d = mem_dup(NULL, 0);

	for (int i = 0; i < 100; i++)
		CHECK(p[i] == 0);
	CHECK(q && d && d[0] == '\0');
	free(p);
	free(q);
	free(d);
	d = mem_dup("abc", 2);
	CHECK_STR(d, "ab");
	free(d);
}

TEST(grow)
{
	int *v = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < 1000; i++) {
		v = mem_grow(v, i, &cap, sizeof *v);
		CHECK(cap > i);
		v[i] = (int)i;
	}
	CHECK_INT(v[999], 999);
	v = mem_grow(v, 9000, &cap, sizeof *v); /* a leap */
	CHECK(cap > 9000);
	free(v);
}

TEST(arena_gives_pieces_that_do_not_touch)
{
	struct arena a = {0};
	char *piece[300];
	size_t size[300];
	unsigned long seed = 2;

	for (int i = 0; i < 300; i++) {
		size[i] = i % 50 == 7 ? 20000 : test_random(&seed) % 700;
		piece[i] = arena_alloc(&a, size[i]);
		CHECK((uintptr_t)piece[i] % 16 == 0);
		for (size_t k = 0; k < size[i]; k++)
			CHECK(piece[i][k] == 0);
		memset(piece[i], i % 100 + 1, size[i]);
	}
	for (int i = 0; i < 300; i++)
		for (size_t k = 0; k < size[i]; k++)
			CHECK(piece[i][k] == i % 100 + 1);
	arena_own(&a, mem_strdup("dess egen")); /* a leak check misses it otherwise */
	arena_own(&a, NULL);
	CHECK_STR(arena_dup(&a, "xyz", 2), "xy");
	CHECK_STR(arena_dup(&a, NULL, 0), "");
	arena_release(&a);
	CHECK_STR(arena_dup(&a, "igen", 4), "igen");
	arena_release(&a);
	arena_release(&a);
}

static void hook(void)
{
	_exit(write(1, "", 0) == 0 ? 42 : 43);
}

static int status_of(void (*what)(void))
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		what();
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void too_much(void)
{
	/* the product wraps round: it must not give a small piece */
	free(mem_resize(NULL, SIZE_MAX / 4, 8));
}

static void too_much_with_hook(void)
{
	mem_on_exhausted(hook);
	too_much();
}

TEST(exhausted_ends_the_program_with_5)
{
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
	return; /* the sanitizer ends the program by itself */
#endif
	CHECK_INT(status_of(too_much), 5);
	CHECK_INT(status_of(too_much_with_hook), 42);
}
