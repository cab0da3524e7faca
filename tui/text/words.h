/* words: a text cut in words, as everything that compares texts counts them.
 *
 * The pieces cover the text without a gap: words as u8_word has them, and what
 * stands between them one character (cluster) at a time, never reaching into a
 * word. Any bytes; knows nothing of drafts. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>

#include "base/str.h"

/* One piece. Begins as {.text = text}; the text is borrowed. */
struct words_piece {
	struct span text;
	struct range at;   /* never empty */
	bool blank;        /* a blank or the end of a line */
	struct range word; /* inner: the word it is, or that comes next */
};

/* Goes to the next piece; false at the end of the text. */
bool words_next(struct words_piece *p);
/* Is the character at `at` (< s.n) a blank or the end of a line? */
bool words_blank(struct span s, size_t at);

#endif
