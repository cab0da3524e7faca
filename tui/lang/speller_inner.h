/* speller_inner: what the files of the speller share; nobody else
 * includes it. */
#ifndef LANG_SPELLER_INNER_H
#define LANG_SPELLER_INNER_H

#include <hunspell/hunspell.h>
#include <pthread.h>
#include <stdbool.h>

#include "lang/speller.h"
#include "lang/speller_common.h"
#include "lang/speller_lexicon.h"

struct speller {
	char *dict;         /* folder of our own .dic files */
	char *aff, *dic;    /* the system's */
	struct lexicon *lexicon; /* what words can be, and whether they are entries */
	Hunhandle *all;     /* verdicts, and suggestions with compounds */
	pthread_t thread;   /* in which `all` is loaded */
	bool loading;
	struct str abbrev;  /* the file of abbreviations, as it stands */
	struct common common; /* which words are common */
	int requests;       /* where questions come from, when listens */
	bool listens;
	int patience_ms;    /* what a word's suggestions may take besides; 0: the usual */
};

/* Reads the files and begins to load them; speller_load waits for the end. */
int speller_begin(struct speller *sp, struct err *err);
void speller_unload(struct speller *sp);
/* The word as hunspell wants it; false when it is nothing to ask about. */
bool speller_normal(struct span word, struct str *out);

#endif
