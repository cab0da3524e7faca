/* speller_common: which words are common, for the order of suggestions.
 *
 * Two sources: dict/vanliga, forms in rough order of frequency, and the words of
 * the drafts in an archive folder, counted when it is first named; nothing of
 * them is kept on disk. A common word is not for that a right one. */
#ifndef LANG_SPELLER_COMMON_H
#define LANG_SPELLER_COMMON_H

#include "base/str.h"
#include "text/wordset.h"

/* All zeros knows no words. */
struct common {
	struct wordset rank;   /* word -> 1.. */
	struct wordset count;  /* small letters -> uses in the archive */
	struct wordset stems;  /* of both, endings cut off */
	char *archive;         /* the folder they are of, or NULL */
};

/* A list of words, one a line; "#" begins a comment. */
void common_read(struct common *c, struct span list);
/* Counts the words of <folder>/<any>/protokoll.md, 4 MB at most, the last names
 * first (they begin with the date). A folder counted before costs nothing. */
void common_archive(struct common *c, struct span folder);
/* What being common is worth, in hundredths of a slip (speller.h): 0 to 90. A
 * capital first is seen through. */
int common_bonus(const struct common *c, struct span word);
void common_release(struct common *c);

#endif
