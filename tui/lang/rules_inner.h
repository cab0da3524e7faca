/* rules_inner: what the files of the rules share; nobody else includes it. */
#ifndef LANG_RULES_INNER_H
#define LANG_RULES_INNER_H

#include "lang/rules.h"
#include "text/wordset.h"

/* One line under test. */
struct rules_ctx {
	const struct rules *r;
	const struct rules_word *w;
	size_t n;
	const struct rules_host *host;
};

/* A finding: words [first, last], or just `where` when that has bytes. */
struct rules_find {
	size_t first, last;
	struct range where;
	enum spell_mark mark; /* the row's, unless the test says another */
	struct str fix;       /* empty: none */
};

/* Does the rule find something that begins at word i? */
typedef bool rules_test(const struct rules_ctx *c, size_t i, struct rules_find *f);

struct rules_row {
	const char *id;
	enum spell_mark mark;
	const char *why;
	const char *source;
	rules_test *test;
};

/* rules_split.c */
rules_test rules_split_bound, rules_split_known, rules_split_genitive, rules_split_adhoc, rules_split_acronym,
	rules_split_number, rules_split_prefix, rules_split_adjective;
/* rules_form.c */
rules_test rules_genitive, rules_have, rules_modal, rules_infinitive, rules_och, rules_hanging, rules_repeat, rules_article, rules_missing_hyphen,
	rules_colon;
/* rules_phrase.c: the rows of the lists in dict/ */
rules_test rules_joined, rules_apart, rules_confused, rules_name;
/* rules_case.c */
rules_test rules_small;

/* ------------------------------------------------- words, as the tests ask */

static inline bool rules_is(const struct rules_word *w, const char *low)
{
	return span_is(w->low, low);
}

/* One of a NULL-ended list, small letters. */
bool rules_in(struct span low, const char *const *list);
/* Words i and i + 1 stand side by side with only a blank between. */
bool rules_side(const struct rules_ctx *c, size_t i);
/* A common word: no code, acronym, name or capital inside a sentence. */
bool rules_common(const struct rules_word *w);
/* Is there a finite verb in the words after i, before the sentence ends? */
bool rules_verb_after(const struct rules_ctx *c, size_t i);
/* The class of any word; false while it is not known. */
bool rules_class(const struct rules_ctx *c, struct span word, unsigned *bits);
bool rules_class_str(const struct rules_ctx *c, const struct str *word, unsigned *bits);

/* ------------------------------------------------- the phrases of the lists */

enum phrase_kind { PHRASE_JOIN, PHRASE_APART, PHRASE_SWAP, PHRASE_NAME };

#define PHRASE_MAX 8

struct phrase_word {
	struct span word;   /* "a|b|c" in small letters, or absent */
	unsigned want, not; /* of class bits, when word is absent; both 0: any word */
	int number;         /* its place in the row as written, 1-based */
	bool negative;      /* must not stand here; takes no word */
};

struct phrase {
	enum phrase_kind kind;
	enum spell_mark mark;
	struct phrase_word v[PHRASE_MAX];
	int n;
	bool begins, ends;  /* ^ and $ */
	struct span to;     /* the right side */
	uint32_t next;      /* index + 1 of the next with the same first word */
};

struct rules {
	struct pairs list[4]; /* by enum phrase_kind */
	struct phrase *phrase;
	size_t n, cap;
	struct wordset first; /* first word -> index + 1 of a phrase */
	uint32_t any;         /* those that begin with a class */
	struct arena arena;
};

/* rules_lists.c */
void rules_load(struct rules *r, const char *dict);

#endif
