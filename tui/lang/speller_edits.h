/* speller_edits: the strings one slip away from a word.
 *
 * About 60 strings a letter. Each comes with its cost, in hundredths of a slip,
 * the likeliest slip the cheapest. Source: language.md, section 2. */
#ifndef LANG_SPELLER_EDITS_H
#define LANG_SPELLER_EDITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define EDITS_LETTERS 40 /* longer words are not tried */

enum edits_cost {
	COST_REWRITE = 0,
	COST_RING = 60,     /* a for å or ä, o for ö */
	COST_SWAP = 70,     /* neighbours swapped, a letter doubled or not */
	COST_KEY = 90,      /* the key beside it */
	COST_CHUNK = 100,   /* a part of the word written twice */
	COST_PHRASE = 110,  /* a preposition and its word */
	COST_OTHER = 130,
	COST_HYPHEN = 180,  /* a hyphen too little: nearly anything can be joined so */
	COST_SPLIT = 200,   /* two words written as one: mostly the other way round */
	COST_FAR = 240,     /* more than one slip */
	COST_FIRST = 40,    /* added: the first letter is seldom wrong */
	COST_COMPOUND = 60, /* added: no entry of its own */
};

struct edits {
	/* Borrows the string for the call; false: no more. */
	bool (*take)(void *ctx, struct span word, int cost);
	void *ctx;
	int32_t cp[EDITS_LETTERS];
	size_t n;
	struct str buf;
};

/* The word whose slips are wanted; upper: all but the first letter as small. */
void edits_begin(struct edits *e, struct span word, bool upper);
/* The word as its slips are made of it. */
void edits_word(const struct edits *e, struct str *out);
/* false: `take` had enough. The same string may come more than once. */
bool edits_run(struct edits *e);
/* The word cut in two before letter `at`, with a blank, in e->buf; false: no. */
bool edits_split(struct edits *e, size_t at);
void edits_release(struct edits *e);

#endif
