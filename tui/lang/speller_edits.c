/* speller_edits: every string one slip away from a word, and what slip it would
 * be; see speller_edits.h. Knows no dictionary. */
#include "lang/speller_edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/u8.h"

#define PART_MIN 3 /* letters on each side of a hyphen put in */

static void put_cp(struct edits *e, int32_t cp)
{
	char u[4];

	str_add(&e->buf, u, u8_encode(cp, u));
}

static void put_range(struct edits *e, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		put_cp(e, e->cp[i]);
}

/* false: enough. */
static bool give(struct edits *e, int cost)
{
	return e->buf.len == 0 || e->take(e->ctx, str_span(&e->buf), cost);
}

static const char *const rows[] = {"qwertyuiopå", "asdfghjklöä", "zxcvbnm"};

/* Where the key is: 16 * row + column; -1 when it is none of the letters. */
static int key_of(int32_t cp)
{
	for (int r = 0; r < 3; r++) {
		size_t n = strlen(rows[r]), at = 0;

		for (int c = 0; at < n; c++) {
			int32_t k;

			at += u8_decode(rows[r] + at, n - at, &k);
			if (k == cp)
				return 16 * r + c;
		}
	}
	return -1;
}

static bool keys_beside(int32_t a, int32_t b)
{
	int ka = key_of(a), kb = key_of(b);
	int dr = ka / 16 - kb / 16, dc = ka % 16 - kb % 16;

	return ka >= 0 && kb >= 0 && abs(dr) <= 1 && abs(dc) <= 1;
}

/* Letters that stand for one another when a key is missed or a sound misheard. */
static bool ringed(int32_t a, int32_t b)
{
	static const struct {
		int32_t a, b;
	} pair[] = {{'a', 0xE5}, {'a', 0xE4}, {0xE5, 0xE4}, {'o', 0xF6}, {'e', 0xE4}, {'e', 0xE9}};

	for (size_t i = 0; i < sizeof pair / sizeof pair[0]; i++)
		if ((pair[i].a == a && pair[i].b == b) || (pair[i].a == b && pair[i].b == a))
			return true;
	return false;
}

static int first_cost(size_t i)
{
	return i == 0 ? COST_FIRST : 0;
}

static const int32_t letters[] = {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p',
	'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 0xE5, 0xE4, 0xF6, 0xE9, '-'}; /* the hyphen last */
#define NLETTERS (sizeof letters / sizeof letters[0])

/* A capital stays one: the word may be a name. */
static int32_t like(int32_t model, int32_t cp)
{
	bool small = (cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp <= 0xFE);

	return u8_upper(model) && small ? cp - 32 : cp;
}

static int32_t small_of(int32_t cp)
{
	return (cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE) ? cp + 32 : cp;
}


static bool try_deletions(struct edits *e)
{
	for (size_t i = 0; i < e->n; i++) {
		bool twice = i && e->cp[i] == e->cp[i - 1];

		str_clear(&e->buf);
		put_range(e, 0, i);
		put_range(e, i + 1, e->n);
		if (!give(e, (twice ? COST_SWAP : COST_OTHER) + first_cost(i)))
			return false;
	}
	return true;
}

static bool try_swaps(struct edits *e)
{
	for (size_t i = 0; i + 1 < e->n; i++) {
		bool capital = i == 0 && u8_upper(e->cp[0]);

		str_clear(&e->buf);
		put_range(e, 0, i);
		put_cp(e, capital ? like(e->cp[0], e->cp[1]) : e->cp[i + 1]);
		put_cp(e, capital ? small_of(e->cp[0]) : e->cp[i]);
		put_range(e, i + 2, e->n);
		if (!give(e, COST_SWAP))
			return false;
	}
	return true;
}

static bool try_changes(struct edits *e)
{
	for (size_t i = 0; i < e->n; i++) {
		int32_t old = small_of(e->cp[i]);

		for (size_t k = 0; k + 1 < NLETTERS; k++) {
			int cost = ringed(old, letters[k]) ? COST_RING
				: keys_beside(old, letters[k]) ? COST_KEY : COST_OTHER;

			if (letters[k] == old)
				continue;
			str_clear(&e->buf);
			put_range(e, 0, i);
			put_cp(e, like(e->cp[i], letters[k]));
			put_range(e, i + 1, e->n);
			if (!give(e, cost + first_cost(i)))
				return false;
		}
	}
	return true;
}

static bool try_insertion(struct edits *e, size_t i, int32_t letter)
{
	bool twice = (i && small_of(e->cp[i - 1]) == letter) || (i < e->n && e->cp[i] == letter);
	int32_t cp = i == 0 ? like(e->cp[0], letter) : letter;

	if (cp == '-' && (i < PART_MIN || i + PART_MIN > e->n))
		return true;
	str_clear(&e->buf);
	put_range(e, 0, i);
	put_cp(e, cp);
	if (i == 0) {
		put_cp(e, small_of(e->cp[0]));
		put_range(e, 1, e->n);
	} else {
		put_range(e, i, e->n);
	}
	return give(e, (twice ? COST_SWAP : cp == '-' ? COST_HYPHEN : COST_OTHER) + first_cost(i));
}

static bool try_insertions(struct edits *e)
{
	for (size_t i = 0; i <= e->n; i++)
		for (size_t k = 0; k < NLETTERS; k++)
			if (!try_insertion(e, i, letters[k]))
				return false;
	return true;
}

/* tandvårdvårdsstöd: the same two to six letters twice in a row */
static bool try_chunks(struct edits *e)
{
	for (size_t len = 2; len <= 6; len++)
		for (size_t i = 0; i + 2 * len <= e->n; i++) {
			if (memcmp(e->cp + i, e->cp + i + len, len * sizeof e->cp[0]) != 0)
				continue;
			str_clear(&e->buf);
			put_range(e, 0, i + len);
			put_range(e, i + 2 * len, e->n);
			if (!give(e, COST_CHUNK))
				return false;
		}
	return true;
}

/* The few first, for the time may be up before the many are tried. */
bool edits_run(struct edits *e)
{
	return !e->n || (try_chunks(e) && try_swaps(e) && try_deletions(e) && try_changes(e) && try_insertions(e));
}

bool edits_split(struct edits *e, size_t at)
{
	str_clear(&e->buf);
	put_range(e, 0, at);
	str_addc(&e->buf, ' ');
	put_range(e, at, e->n);
	return at && at < e->n && e->cp[at] != '-' && e->cp[at - 1] != '-';
}

void edits_begin(struct edits *e, struct span word, bool upper)
{
	size_t at = 0;

	e->n = 0;
	while (at < word.n && e->n < EDITS_LETTERS) {
		int32_t cp;

		at += u8_decode(word.p + at, word.n - at, &cp);
		e->cp[e->n] = upper && e->n ? small_of(cp) : cp;
		e->n++;
	}
	if (at < word.n)
		e->n = 0; /* too long */
}

void edits_word(const struct edits *e, struct str *out)
{
	char u[4];

	for (size_t i = 0; i < e->n; i++)
		str_add(out, u, u8_encode(e->cp[i], u));
}

void edits_release(struct edits *e)
{
	str_release(&e->buf);
}
