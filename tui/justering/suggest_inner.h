/* suggest_inner: what the files of suggest share. Not for others. */
#ifndef JUSTERING_SUGGEST_INNER_H
#define JUSTERING_SUGGEST_INNER_H

#include "justering/suggest.h"

/* The pieces of a text (text/words.h) that are no blanks. free(v). */
struct words {
	struct span text;
	struct range *v;
	size_t n, cap;
};

struct words suggest_cut(struct span text);

/* Words that say what is decided, how much, when or whether; `word` is folded. */
bool classify_is_heavy(struct span word);
/* Two words, folded: the same word otherwise inflected, misspelt, or bent after another
 * (en, ett). */
bool classify_same_word(struct span a, struct span b);
/* One says the opposite of the other by its beginning: möjlig, omöjlig. */
bool classify_negates(struct span a, struct span b);

/* `now` with text in the place of `at`, the blanks at its ends set right, added to
 * an empty out. Where what was put in stands. */
struct range suggest_splice(struct span now, struct range at, struct span text, struct str *out);

#endif
