/* remark: see remark.h. */
#include "mall/remark.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/u8.h"

#define REMARKS_MOST 500
#define WORD_MOST 64 /* code points of a word that has a nearest one */

void remark_add(struct remarks *r, const char *file, int line, const char *fmt, ...)
{
	struct str text = STR_INIT;
	va_list ap;

	if (!r || r->n >= REMARKS_MOST)
		return;
	va_start(ap, fmt);
	str_vaddf(&text, fmt, ap);
	va_end(ap);
	if (!file)
		file = "";
	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].line == line && strcmp(r->v[i].file, file) == 0 &&
		        strcmp(r->v[i].text, str_c(&text)) == 0) {
			str_release(&text);
			return;
		}
	r->v = mem_grow(r->v, r->n, &r->cap, sizeof *r->v);
	r->v[r->n++] = (struct remark){mem_strdup(file), line, str_take(&text)};
}

void remarks_release(struct remarks *r)
{
	for (size_t i = 0; i < r->n; i++) {
		free(r->v[i].file);
		free(r->v[i].text);
	}
	free(r->v);
	*r = (struct remarks)REMARKS_INIT;
}

/* Code points of s, at most WORD_MOST of them; WORD_MOST + 1 when there are more. */
static size_t letters(struct span s, int32_t out[WORD_MOST])
{
	size_t n = 0;

	for (size_t at = 0; at < s.n; n++) {
		if (n == WORD_MOST)
			return WORD_MOST + 1;
		at += u8_decode(s.p + at, s.n - at, &out[n]);
	}
	return n;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t distance(const int32_t *a, size_t na, const int32_t *b, size_t nb)
{
	size_t row[3][WORD_MOST + 1];

	for (size_t j = 0; j <= nb; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *now = row[i % 3], *last = row[(i - 1) % 3], *before = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t cost = a[i - 1] != b[j - 1];

			now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return row[na % 3][nb];
}

const char *remark_nearest(struct span word, const char *const *candidate, size_t n)
{
	int32_t a[WORD_MOST], b[WORD_MOST];
	size_t na = letters(word, a), nb, most, d;
	const char *best = NULL;

	if (na == 0 || na > WORD_MOST)
		return NULL;
	most = na / 3 > 1 ? na / 3 : 1;
	for (size_t i = 0; i < n; i++) {
		nb = letters(span_of(candidate[i]), b);
		if (nb > WORD_MOST || nb > na + most || na > nb + most)
			continue;
		d = distance(a, na, b, nb);
		if (d < most || (d == most && !best)) {
			best = candidate[i];
			if (d == 0)
				break;
			most = d;
		}
	}
	return best;
}
