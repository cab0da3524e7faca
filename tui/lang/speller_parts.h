/* speller_parts: may a string that differs from a word in one place be a compound?
 *
 * What can begin and what can end a compound is found once for the word; then a
 * changed string costs only the look-up of the part that is changed, a few
 * microseconds, where hunspell would take apart the whole, ten to a hundred. */
#ifndef LANG_SPELLER_PARTS_H
#define LANG_SPELLER_PARTS_H

#include "lang/speller_lexicon_inner.h"

struct parts {
	const struct lexicon *lx;
	struct span word;
	unsigned char begun[LEXICON_WORD + 1]; /* can word[0..i) begin one? */
	unsigned char ended[LEXICON_WORD + 1]; /* can word[i..) end one? */
};

/* Borrows both; at most LEXICON_WORD bytes. */
void parts_begin(struct parts *p, const struct lexicon *lx, struct span word);
/* true: ask hunspell. Wrong "no" only for a part that loses a letter of three
 * (stress + skola) and for digits and hyphens, which it leaves to hunspell. */
bool parts_maybe(struct parts *p, struct span changed);

#endif
