/* phrases: the words and phrases of all lists, looked up by their first word in
 * one walk over a line. Inner to check. */
#ifndef CHECK_PHRASES_H
#define CHECK_PHRASES_H

#include <stdint.h>

#include "check/check.h"

enum phrase_list {
	PHRASE_ABBREVIATION, /* wrong spelling -> right */
	PHRASE_PLAIN,        /* heavy word -> plain words */
	PHRASE_UNIT,         /* MSEK -> mnkr */
	PHRASE_SIGN,         /* paragraf (before a number) */
	PHRASE_LAW,          /* name -> number; a genitive s may follow */
	PHRASE_ACRONYM,      /* letters -> what they stand for; :s may follow */
	PHRASE_EXPANSION,    /* the other way round */
	PHRASE_VARIANT,      /* one of two spellings of the same: group, form */
	PHRASE_LISTS,
};

struct phrase {
	struct span text;   /* as the list has it; a blank stands for any one blank */
	struct span right;  /* or absent: the list gives none, or not just one */
	enum phrase_list list;
	int group;          /* LAW, ACRONYM, EXPANSION: the row of the list; VARIANT: of the table */
	int form;           /* VARIANT: 0 or 1; PLAIN: 1 when `right` is for just this form */
	uint32_t key;       /* of its first word */
};

struct phrases *phrases_new(const struct check_lists *l);
void phrases_free(struct phrases *ph);

/* Calls fn for what stands at each word of the line; of each list the longest
 * that fits. n: its bytes, without any genitive ending. */
typedef void phrase_fn(void *ctx, const struct phrase *what, size_t at, size_t n);
void phrases_each(const struct phrases *ph, struct span line, phrase_fn *fn, void *ctx);
/* The two spellings of a row of variants. */
struct span phrases_variant(int group, int form);
int phrases_variants(void);

#endif
