/* speller_parts: see speller_parts.h. */
#include "lang/speller_parts.h"

#include <string.h>

enum { UNTRIED, NO, YES };

void parts_begin(struct parts *p, const struct lexicon *lx, struct span word)
{
	memset(p, 0, sizeof *p);
	p->lx = lx;
	p->word = word.n <= LEXICON_WORD ? word : SPAN_NONE;
}

static bool boundary(struct span w, size_t at)
{
	return at >= w.n || ((unsigned char)w.p[at] & 0xC0) != 0x80;
}

static bool first(const struct parts *p, struct span w)
{
	struct lexicon_reading r = lexicon_reading(p->lx, w);

	return ((r.bits | r.part) & WORD_FIRST) || r.before_verb || r.before_adjective;
}

static bool middle(const struct parts *p, struct span w)
{
	struct lexicon_reading r = lexicon_reading(p->lx, w);

	return ((r.bits | r.part) & WORD_MIDDLE) != 0;
}

static bool last(const struct parts *p, struct span w)
{
	struct lexicon_reading r = lexicon_reading(p->lx, w);

	return r.last || r.verb || r.adjective;
}

static bool begun(struct parts *p, size_t n)
{
	bool yes;

	if (p->begun[n] != UNTRIED)
		return p->begun[n] == YES;
	yes = first(p, span_sub(p->word, 0, n));
	for (size_t i = n - 1; i > 0 && !yes; i--)
		yes = boundary(p->word, i) && middle(p, span_sub(p->word, i, n - i)) && begun(p, i);
	p->begun[n] = yes ? YES : NO;
	return yes;
}

static bool ended(struct parts *p, size_t at)
{
	bool yes;

	if (p->ended[at] != UNTRIED)
		return p->ended[at] == YES;
	yes = last(p, span_from(p->word, at));
	for (size_t i = at + 1; i < p->word.n && !yes; i++)
		yes = boundary(p->word, i) && middle(p, span_sub(p->word, at, i - at)) && ended(p, i);
	p->ended[at] = yes ? YES : NO;
	return yes;
}

/* The part that holds the change, in its place. */
static bool fits(const struct parts *p, struct span part, bool at_first, bool at_last)
{
	if (!part.n)
		return !at_first && !at_last;
	return at_first ? !at_last && first(p, part) : at_last ? last(p, part) : middle(p, part);
}

/* Letters swapped over a joint change two parts. */
static bool fits_twice(const struct parts *p, struct span part, size_t from, size_t to, bool at_first, bool at_last)
{
	for (size_t m = from; m < to; m++)
		if (m > 0 && m < part.n && boundary(part, m) && fits(p, span_sub(part, 0, m), at_first, false) &&
			fits(p, span_from(part, m), false, at_last))
			return true;
	return false;
}

static bool has_joint(struct span w)
{
	for (size_t i = 0; i < w.n; i++)
		if (w.p[i] == '-' || w.p[i] == ':' || w.p[i] == '.' || (w.p[i] >= '0' && w.p[i] <= '9'))
			return true;
	return false;
}

bool parts_maybe(struct parts *p, struct span changed)
{
	struct span w = p->word;
	size_t front = 0, back = 0, grown = changed.n;

	if (!w.n || changed.n > LEXICON_WORD || has_joint(changed))
		return true;
	while (front < w.n && front < changed.n && w.p[front] == changed.p[front])
		front++;
	while (back < w.n - front && back < changed.n - front && w.p[w.n - 1 - back] == changed.p[changed.n - 1 - back])
		back++;
	for (size_t a = 0; a <= front; a++) {
		if (a && (!boundary(w, a) || !boundary(changed, a) || a >= w.n || !begun(p, a)))
			continue;
		for (size_t left = 0; left <= back; left++) { /* bytes after the changed part */
			size_t b = grown - left;
			struct span part;

			if (b < a || (left && (left >= w.n || !boundary(changed, b) || !boundary(w, w.n - left) || !ended(p, w.n - left))))
				continue;
			part = span_sub(changed, a, b - a);
			if (fits(p, part, a == 0, left == 0) ||
				fits_twice(p, part, front - a, grown - back - a + 1, a == 0, left == 0))
				return true;
		}
	}
	return false;
}
