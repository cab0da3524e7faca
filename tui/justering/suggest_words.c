/* suggest_words: a text as the words in it, for those who compare words. Part of
 * suggest_inner.h. */
#include "justering/suggest_inner.h"

#include "base/mem.h"
#include "text/words.h"

struct words suggest_cut(struct span text)
{
	struct words_piece p = {.text = text};
	struct words w = {.text = text};

	while (words_next(&p)) {
		if (p.blank)
			continue;
		w.v = mem_grow(w.v, w.n, &w.cap, sizeof *w.v);
		w.v[w.n++] = p.at;
	}
	return w;
}
