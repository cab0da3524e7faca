/* language (job): every remark on the language of a draft as one list by place:
 * what the speller marks, what its rules on neighbours find, and the rules of
 * the check on typography and words (S01 ...). The text shows the marks, the
 * panel lists them, one key mends them.
 * Source: language.md, sections 7 and 8. */
#ifndef JOBS_LANGUAGE_H
#define JOBS_LANGUAGE_H

#include "check/check.h"
#include "lang/spell.h"

enum language_kind {
	LANGUAGE_WORD,   /* not in the dictionary: can be learnt, has suggestions */
	LANGUAGE_RULE,   /* a rule on neighbours */
	LANGUAGE_CHECK,  /* a rule of the check: can be turned off for the organ */
};

enum { LANGUAGE_ID = 12 };

struct language_finding {
	struct range where;      /* bytes of the draft */
	enum language_kind kind;
	enum spell_mark mark;
	bool info;               /* for the panel only: not marked in the text */
	bool quoted;             /* somebody else's words: mended by hand only */
	char id[LANGUAGE_ID];    /* "STAV", "SAR", "S02" */
	char *why;               /* Swedish, one line; NULL: not in the dictionary */
	char *source;            /* of a rule of the check, or NULL */
	char *fix;               /* what to write instead of `where`, or NULL */
};

/* All zeros is empty. */
struct language_list {
	struct language_finding *v;
	size_t n, cap;
};

/* Takes over what the speller found; `h` keeps its storage, and has no fix left. */
void language_add_hits(struct language_list *l, struct spell_hits *h);
/* Copies the findings of language among r, and no others. src: what was checked. */
void language_add_check(struct language_list *l, const struct check_result *r, struct span src);
/* Copies one. */
void language_add(struct language_list *l, const struct language_finding *f);
void language_drop(struct language_finding *f);  /* frees what it holds */
/* Is it a rule of language? */
bool language_rule(const char *id);
/* By place, the worse mark first. */
void language_sort(struct language_list *l);
void language_clear(struct language_list *l);   /* keeps the storage */
void language_release(struct language_list *l);

/* Are they alike: the same remark on the same words, mended the same way? What is
 * quoted is mended by nobody, and like what is not. */
bool language_alike(const struct language_finding *a, struct span a_src, const struct language_finding *b,
	struct span b_src);

#endif
