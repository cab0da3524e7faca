/* textdiff: what differs between two texts, in words.
 *
 * Lines (sentences, in a draft) are compared first, words only inside lines
 * that changed; the cost is O((n + m) d) in lines, so 600 kB with a handful of
 * edits takes milliseconds. Used by history, compare, justering.
 * For people: what is equal only by chance (a blank, a short word between two
 * larger changes) is shown as changed, and an insertion that could stand in
 * several places stands at a heading, line or sentence. Never cuts a cluster.
 * Source: E. Myers, "An O(ND) Difference Algorithm", 1986; words as in
 * text/words.h. */
#ifndef TEXT_TEXTDIFF_H
#define TEXT_TEXTDIFF_H

#include "base/str.h"

enum diff_op { DIFF_SAME, DIFF_GONE, DIFF_NEW };

struct diff_run {
	enum diff_op op;
	struct range a, b; /* SAME: both; GONE: a, b.n = 0; NEW: b, a.n = 0 */
};

struct textdiff {
	struct diff_run *run; /* in order; the a parts cover a, the b parts cover b */
	size_t n, cap;
};

/* Borrows nothing. When the texts are too different for a good answer within
 * bounds (about 50 million steps) the rest is one GONE and one NEW. */
void textdiff_words(struct textdiff *d, struct span a, struct span b);
void textdiff_release(struct textdiff *d);

/* "[-gammalt-]{+nytt+}", as running text; `context` lines of unchanged text
 * round each change, a line "…" where lines are left out; (size_t)-1: all. The
 * newlines that end a change stand behind its closing mark. */
void textdiff_format(const struct textdiff *d, struct span a, struct span b, size_t context, struct str *out);

#endif
