/* words: see words.h. */
#include "text/words.h"

#include "base/u8.h"

bool words_blank(struct span s, size_t at)
{
	int32_t cp;

	u8_decode(s.p + at, s.n - at, &cp);
	return u8_blank(cp) || cp == '\n' || cp == '\r';
}

bool words_next(struct words_piece *p)
{
	struct span t = p->text;
	size_t i = p->at.at + p->at.n, next;

	if (i >= t.n)
		return false;
	if (p->word.at + p->word.n <= i && !u8_word(t.p, t.n, i, &p->word))
		p->word = (struct range){t.n, 0};
	p->blank = i < p->word.at && words_blank(t, i);
	if (i >= p->word.at) {
		next = p->word.at + p->word.n;
	} else {
		next = u8_next(t.p, t.n, i);
		next = next < p->word.at ? next : p->word.at;
	}
	p->at = (struct range){i, next - i};
	return true;
}
