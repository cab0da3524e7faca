/* names: names without a party after them, against the lists and against each
 * other. Two words with capitals that stand together are likely a name; only what
 * is one letter off in one of them is said. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/u8.h"
#include "check/inner.h"

#define LETTERS_MAX 64

struct letters {
	int32_t cp[LETTERS_MAX];
	size_t n;
};

static struct letters letters_of(struct span s)
{
	struct letters l = {.n = 0};
	size_t n, at = 0;
	char *low = u8_fold(s.p ? s.p : "", s.n, &n);

	while (at < n && l.n < LETTERS_MAX)
		at += u8_decode(low + at, n - at, &l.cp[l.n++]);
	free(low);
	return l;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein distance, folded; neighbours swapped count as one. */
size_t check_distance(struct span sa, struct span sb)
{
	struct letters a = letters_of(sa), b = letters_of(sb);
	size_t row[3][LETTERS_MAX + 1];

	for (size_t j = 0; j <= b.n; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			now[j] = least(last[j - 1] + (a.cp[i - 1] != b.cp[j - 1]), least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a.cp[i - 1] == b.cp[j - 2] && a.cp[i - 2] == b.cp[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return row[a.n % 3][b.n];
}

/* The word of letters (and hyphens inside) at `at`; 0 when it has no capital. */
static size_t name_word(struct span s, size_t at)
{
	size_t n = 0, step;
	int32_t cp;

	if (at >= s.n)
		return 0;
	u8_decode(s.p + at, s.n - at, &cp);
	if (!u8_upper(cp))
		return 0;
	for (bool small = false; at + n < s.n; n += step) {
		step = u8_decode(s.p + at + n, s.n - at - n, &cp);
		if (!u8_letter(cp) && !(cp == '-' && n))
			return small ? n : 0;
		small = small || u8_lower(cp);
	}
	return n;
}

/* Inflected: the other word and an s, n or t. */
static bool differ_by_ending(struct span a, struct span b)
{
	struct span longer = a.n > b.n ? a : b, other = a.n > b.n ? b : a;

	return longer.n == other.n + 1 && strchr("snt", longer.p[longer.n - 1]) && memcmp(longer.p, other.p, other.n) == 0;
}

static bool differ_by_s(struct span a, struct span b)
{
	return differ_by_ending(a, b) && (span_ends(a, "s") || span_ends(b, "s"));
}

static bool one_letter_off(struct span a, struct span b)
{
	size_t na = u8_count(a.p, a.n), nb = u8_count(b.p, b.n);

	return na >= 4 && na <= nb + 1 && nb <= na + 1 && check_distance(a, b) == 1;
}

/* One of the two words the same, the other one letter off. */
static bool slip_between(struct span a, size_t first_a, struct span b, size_t first_b)
{
	struct span a1 = span_sub(a, 0, first_a), b1 = span_sub(b, 0, first_b);
	struct span a2 = span_from(a, first_a + 1), b2 = span_from(b, first_b + 1);
	bool same1 = span_eq(a1, b1), same2 = span_eq(a2, b2);

	if (same1 == same2 || differ_by_ending(a1, b1) || differ_by_ending(a2, b2) || u8_count(a.p, a.n) < 8)
		return false;
	return same1 ? one_letter_off(a2, b2) : one_letter_off(a1, b1);
}

static bool near_length(size_t a, size_t b)
{
	return a < b ? b - a <= 3 : a - b <= 3;
}

/* A person of the lists whose name this nearly is; *is: it is exactly one. */
static const struct person *known_slip(const struct known *k, struct span name, size_t first, bool *is)
{
	const struct person *near = NULL;

	*is = false;
	for (size_t i = 0; i < k->n && !*is; i++) {
		struct span other = k->v[i]->name;
		size_t blank = span_find(other, " ", 0);

		if (!near_length(other.n, name.n) || blank == (size_t)-1 || span_find(other, " ", blank + 1) != (size_t)-1)
			continue;
		*is = span_eq(other, name) || differ_by_s(other, name);
		if (!near && slip_between(name, first, other, blank))
			near = k->v[i];
	}
	return near;
}

static void stray_add(struct people *x, struct range where, size_t first)
{
	x->stray = mem_grow(x->stray, x->nstray, &x->capstray, sizeof *x->stray);
	x->stray[x->nstray++] = (struct stray){where, first, 1};
}

/* Calls for each two name words; of three there are two pairs. */
static void each_name(struct check_run *r, const struct check_line *l,
	void (*fn)(struct check_run *, const struct check_line *, struct range, size_t))
{
	size_t at = l->start;

	while (at < l->text.n) {
		size_t a, b;

		if ((signed char)l->text.p[at] > 0 && !(l->text.p[at] >= 'A' && l->text.p[at] <= 'Z')) {
			at++;
			continue;
		}
		a = check_word_starts(l->text, at) ? name_word(l->text, at) : 0;
		if (!a) {
			at += u8_next(l->text.p, l->text.n, at) - at;
			continue;
		}
		b = at + a < l->text.n && l->text.p[at + a] == ' ' ? name_word(l->text, at + a + 1) : 0;
		if (b && check_word_ends(l->text, at + a + 1 + b))
			fn(r, l, (struct range){at, a + 1 + b}, a);
		at += a;
	}
}

/* -------------------------------------------------- those nearly on the lists */

static void listed_name(struct check_run *r, const struct check_line *l, struct range where, size_t first)
{
	struct span name = span_sub(l->text, where.at, where.n);
	bool is;
	const struct person *x = known_slip(&check_people(r)->known, name, first, &is);

	/* with a party after it, it has been looked at */
	if (x && !is && !span_starts(span_from(l->text, where.at + where.n), " (") && !check_masked(l, where.at) &&
		!check_quoted(l, where.at))
		check_wrong_name(r, l, where, x);
}

void check_listed_names(struct check_run *r, const struct check_line *l)
{
	each_name(r, l, listed_name);
}

/* ------------------------------------------------ two spellings in the text */

static void stray_name(struct check_run *r, const struct check_line *l, struct range where, size_t first)
{
	struct people *x = check_people(r);
	bool is;

	/* F43N has those that are nearly on the lists */
	if (!known_slip(&x->known, span_sub(l->text, where.at, where.n), first, &is) && !is && !check_masked(l, where.at))
		stray_add(x, (struct range){l->at + where.at, where.n}, first);
}

void line_stray_names(struct check_run *r, const struct check_line *l)
{
	if (!l->quote && !l->table && !l->nquoted && (!l->heading || span_starts(l->text, "### @")))
		each_name(r, l, stray_name);
}

static int by_name(const void *a, const void *b, void *src)
{
	const struct stray *x = a, *y = b;
	const char *p = src;
	int c = span_cmp(span_make(p + x->where.at, x->where.n), span_make(p + y->where.at, y->where.n));

	return c ? c : x->where.at < y->where.at ? -1 : 1;
}

/* By the second word: names that differ in the first then stand together. */
static int by_second(const void *a, const void *b, void *src)
{
	const struct stray *x = a, *y = b;
	const char *p = src;
	int c = span_cmp(span_make(p + x->where.at + x->first, x->where.n - x->first),
		span_make(p + y->where.at + y->first, y->where.n - y->first));

	return c ? c : x->where.at < y->where.at ? -1 : 1;
}

static struct span name_of(const struct check_run *r, const struct stray *x)
{
	return span_sub(r->p->src, x->where.at, x->where.n);
}

/* The one that stands there less often, else the later one, is the slip. */
static void two_spellings(struct check_run *r, const struct stray *a, const struct stray *b)
{
	bool second = a->count != b->count ? a->count > b->count : a->where.at < b->where.at;
	const struct stray *slip = second ? b : a, *right = second ? a : b;
	char *name = span_dup(name_of(r, right));

	check_add(r, slip->where, name, "”%.*s” skrivs också ”%s”; samma namn?", SPAN_FMT(name_of(r, slip)), name);
	free(name);
}

#define NEIGHBOURS 40 /* of one first or second word: more are no names of people */

/* By the word they share, which v is sorted by. */
static void compare_neighbours(struct check_run *r, const struct stray *v, size_t n, bool second)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && k - i < NEIGHBOURS; k++) {
			struct span a = name_of(r, &v[i]), b = name_of(r, &v[k]);

			if (second ? !span_eq(span_from(a, v[i].first), span_from(b, v[k].first))
				   : !span_eq(span_sub(a, 0, v[i].first), span_sub(b, 0, v[k].first)))
				break;
			if (slip_between(a, v[i].first, b, v[k].first))
				two_spellings(r, &v[i], &v[k]);
		}
}

void finish_stray_names(struct check_run *r)
{
	struct people *x = r->people;
	char *src = (char *)r->p->src.p; /* qsort_r takes no const */
	size_t n = 0;

	if (!x || !x->nstray)
		return;
	qsort_r(x->stray, x->nstray, sizeof *x->stray, by_name, src);
	for (size_t i = 0; i < x->nstray; i++) {
		if (n && span_eq(name_of(r, &x->stray[n - 1]), name_of(r, &x->stray[i])))
			x->stray[n - 1].count++;
		else
			x->stray[n++] = x->stray[i];
	}
	compare_neighbours(r, x->stray, n, false);
	qsort_r(x->stray, n, sizeof *x->stray, by_second, src);
	compare_neighbours(r, x->stray, n, true);
}
