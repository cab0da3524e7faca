/* replay: a fuzz target as an ordinary test. Each file of its corpus is run, then
 * a fixed number of changed ones from a fixed seed. A fault ends the process
 * (abort, or a sanitizer), which the runner counts as a failure; the input that
 * did it stands in $TMPDIR/fuzz-input and, in short, on standard output.
 *
 * A test program is three lines:
 *     #define FUZZ_TARGET "u8"
 *     #include "fuzz_u8.c"
 *     #include "replay.h"
 * FUZZ_ROUNDS may be defined too. */
#ifndef TESTS_FUZZ_REPLAY_H
#define TESTS_FUZZ_REPLAY_H

#include "base/fs.h"
#include "base/mem.h"
#include "fuzz.h"
#include "test.h"

#ifndef FUZZ_ROUNDS
#define FUZZ_ROUNDS 2000
#endif
#define FUZZ_LONGEST 4096

struct corpus {
	struct str *input;
	size_t n, cap;
};

static void corpus_load(struct corpus *c)
{
	const char *top = getenv("TOP");
	char *dir = str_format("%s/tests/fuzz/corpus/" FUZZ_TARGET, top ? top : ".");
	struct strlist names = {NULL, 0, 0};
	struct err err = ERR_INIT;

	if (fs_list(dir, &names, &err))
		printf("%s\n", err.msg);
	for (size_t i = 0; i < names.n; i++) {
		char *path = fs_join(dir, names.v[i]);

		c->input = mem_grow(c->input, c->n, &c->cap, sizeof *c->input);
		c->input[c->n] = (struct str)STR_INIT;
		if (fs_read(path, &c->input[c->n], &err) == 0)
			c->n++;
		free(path);
	}
	strlist_release(&names);
	free(dir);
}

static void corpus_release(struct corpus *c)
{
	while (c->n > 0)
		str_release(&c->input[--c->n]);
	free(c->input);
}

/* In a block of its own size, so that a sanitizer sees a read behind the end. */
static void run_one(struct span s)
{
	static const char name[] = "fuzz-input";
	const char *tmp = getenv("TMPDIR");
	char *path = str_format("%s/%s", tmp ? tmp : "/tmp", name);
	uint8_t *exact = malloc(s.n ? s.n : 1);
	FILE *f = fopen(path, "wb");

	if (!exact)
		abort();
	if (f) {
		fwrite(s.p, 1, s.n, f);
		fclose(f);
	}
	if (s.n)
		memcpy(exact, s.p, s.n);
	LLVMFuzzerTestOneInput(exact, s.n);
	free(exact);
	free(path);
}

/* One small change of the kinds that find most: bytes, pieces, other inputs. */
static void mutate(struct str *s, const struct corpus *c, unsigned long *seed)
{
	static const char *const token[] = {"\n", "\n\n", "# ", "## ", "- ", "å", "o\xCC\x88", "\xFF", "\xC3", " ", ". ",
		"§ ", "{{", "}}", "\x1B[", "\xE2\x80\x8D", "\xF0\x9F\x91\xA9", "---\n", ": ", "| "};
	size_t at = test_random(seed) % (s->len + 1);
	size_t n = test_random(seed) % (s->len - at + 1);
	const struct str *other = &c->input[test_random(seed) % c->n];
	char byte = (char)test_random(seed);
	struct str piece = STR_INIT;

	n = n > 40 ? 40 : n;
	switch (test_random(seed) % 6) {
	case 0:
		str_replace(s, at, n, "", 0);
		break;
	case 1:
		str_replace(s, at, 0, &byte, 1);
		break;
	case 2:
		if (at < s->len)
			s->buf[at] = (char)(s->buf[at] ^ (1 << test_random(seed) % 8));
		break;
	case 3: {
		const char *t = token[test_random(seed) % (sizeof token / sizeof token[0])];

		str_replace(s, at, 0, t, strlen(t));
		break;
	}
	case 4:
		str_addspan(&piece, span_sub(str_span(s), at, n));
		str_replace(s, test_random(seed) % (s->len + 1), 0, str_c(&piece), piece.len);
		break;
	default:
		str_addspan(&piece, span_sub(str_span(other), test_random(seed) % (other->len + 1), 60));
		str_replace(s, at, n, str_c(&piece), piece.len);
	}
	if (s->len > FUZZ_LONGEST)
		str_replace(s, FUZZ_LONGEST, s->len - FUZZ_LONGEST, "", 0);
	str_release(&piece);
}

TEST(corpus)
{
	struct corpus c = {NULL, 0, 0};

	corpus_load(&c);
	CHECK(c.n > 0);
	run_one(span_of(""));
	for (size_t i = 0; i < c.n; i++)
		run_one(str_span(&c.input[i]));
	corpus_release(&c);
}

TEST(mutations)
{
	struct corpus c = {NULL, 0, 0};
	unsigned long seed = 20310409;

	corpus_load(&c);
	for (int i = 0; c.n > 0 && i < FUZZ_ROUNDS; i++) {
		struct str s = STR_INIT;

		str_addspan(&s, str_span(&c.input[test_random(&seed) % c.n]));
		for (size_t k = 1 + test_random(&seed) % 6; k > 0; k--)
			mutate(&s, &c, &seed);
		run_one(str_span(&s));
		str_release(&s);
	}
	corpus_release(&c);
}

#endif
