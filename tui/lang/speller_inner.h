/* speller_inner: what speller.c and speller_suggest.c share; nobody else
 * includes it. */
#ifndef LANG_SPELLER_INNER_H
#define LANG_SPELLER_INNER_H

#include <hunspell/hunspell.h>

#include "lang/speller.h"
#include "lang/speller_lexicon.h"

struct speller {
	char *dict;         /* folder of our own .dic files */
	char *aff, *dic;    /* the system's */
	Hunhandle *all;     /* verdicts, and suggestions with compounds */
	Hunhandle *plain;   /* builds no compounds: only for ranking */
	struct lexicon *lexicon; /* what words can be */
	struct str abbrev;  /* the file of abbreviations, as it stands */
	size_t refused;     /* own files hunspell did not take */
	int patience_ms;    /* what a word's suggestions may take besides; 0: the usual */
};

/* Like speller_load, and what suggestions need besides. */
int speller_load_plain(struct speller *sp, struct err *err);
/* The word as hunspell wants it; false when it is nothing to ask about. */
bool speller_normal(struct span word, struct str *out);

#endif
