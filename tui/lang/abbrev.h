/* abbrev: the abbreviations that do not end a sentence, and right forms.
 *
 * dict/forkortningar: one abbreviation a line with its periods ("t.ex."), then
 * after "=" the other spellings that mean it, parted by commas ("tex, t ex");
 * "#" begins a comment. */
#ifndef LANG_ABBREV_H
#define LANG_ABBREV_H

#include "base/err.h"
#include "base/str.h"

/* The abbreviations that end in a period, as sentence_ends() wants them. opt_path NULL: the file of
 * the program's data. The list is sorted by bytes. */
int abbrev_load(const char *opt_path, struct strlist *out, struct err *err);
/* The right form of a misspelt one ("tex" -> "t.ex."); false when it is none.
 * bytes: the whole file. The span points into it. */
bool abbrev_right(struct span bytes, struct span word, struct span *right);

#endif
