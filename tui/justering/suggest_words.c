/* suggest_words: a text as the words in it, for those who compare words. Part of
 * suggest_inner.h. */
#include "justering/suggest_inner.h"

#include "base/mem.h"
#include "base/u8.h"

bool suggest_blank(struct span s, size_t at)
{
	int32_t cp;

	u8_decode(s.p + at, s.n - at, &cp);
	return u8_blank(cp) || cp == '\n' || cp == '\r';
}

struct words suggest_cut(struct span text)
{
	struct words w = {.text = text};
	struct range word = {0, 0};

	for (size_t i = 0; i < text.n;) {
		size_t next;

		if (word.at + word.n <= i && !u8_word(text.p, text.n, i, &word))
			word = (struct range){text.n, 0};
		next = i >= word.at ? word.at + word.n : u8_next(text.p, text.n, i);
		if (i < word.at && next > word.at)
			next = word.at;
		if (i >= word.at || !suggest_blank(text, i)) {
			w.v = mem_grow(w.v, w.n, &w.cap, sizeof *w.v);
			w.v[w.n++] = (struct range){i, next - i};
		}
		i = next;
	}
	return w;
}

