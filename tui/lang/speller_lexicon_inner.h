/* speller_lexicon_inner: what speller_lexicon.c and speller_lookup.c share;
 * nobody else includes it. */
#ifndef LANG_SPELLER_LEXICON_INNER_H
#define LANG_SPELLER_LEXICON_INNER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "lang/speller_lexicon.h"
#include "text/wordset.h"

#define LEXICON_WORD 100    /* bytes of a word that is looked up */
#define LEXICON_ADD 16      /* bytes a suffix line may add or strip */
#define LEXICON_GROUPS 2048 /* slots for the endings; a power of two, over half of them free */
#define LEXICON_NONE UINT32_MAX
#define LEXICON_HASH 2166136261u

struct lexicon_slot {
	uint32_t at;   /* of the entry in bytes; LEXICON_NONE: free */
	uint32_t hash;
};

struct suffix {
	char flag;
	int rule;                   /* of speller_forms */
	struct span strip, add, cond;
	unsigned cond_chars;
	bool first, middle, part;   /* flags of the line itself: X, U, Z */
	uint32_t next;              /* the next line that adds the same */
};

struct lexicon {
	char *bytes;                /* the .dic files, one after another; ends in a newline */
	size_t start, n, own_at;    /* from start entries, from own_at our own */
	struct lexicon_slot *slot;
	uint32_t mask;
	unsigned char *some;        /* a bit for 20 bits of a hash: an entry has them */
	size_t lines, entries;      /* lines of the .dic files; those that are words */
	char *aff, *closed_file;    /* as read */
	struct suffix *suffix;
	size_t nsuffix, csuffix;
	uint32_t group[LEXICON_GROUPS]; /* first suffix with an ending */
	size_t longest;             /* ending, in bytes */
	struct wordset closed;      /* dict/funktionsord -> bits */
};

/* lexicon_open in two steps: the files into memory, which does not change after
 * that, and what is found in them. */
struct lexicon *lexicon_read(const char *aff, const char *dic, const char *own_dir, struct err *err);
void lexicon_index(struct lexicon *lx);

/* What stands of one spelling in the dictionary, with its suffixes. */
struct lexicon_reading {
	unsigned bits;      /* as a word of its own */
	unsigned part;      /* as a part of a compound only */
	bool word;          /* a word of its own */
	bool forbidden;
	bool last;          /* can end a compound */
	bool verb, adjective; /* ... after > or ) */
	bool before_verb, before_adjective;
};

/* The word as an entry or a form of one, exactly so spelt. */
struct lexicon_reading lexicon_reading(const struct lexicon *lx, struct span word);

/* FNV-1a, 32 bits: of what `hash` is of and then these bytes; begin with
 * LEXICON_HASH. */
static inline uint32_t lexicon_hash(uint32_t hash, struct span more)
{
	for (size_t i = 0; i < more.n; i++)
		hash = (hash ^ (unsigned char)more.p[i]) * 16777619U;
	return hash;
}

/* false: no entry has this hash. One bit of a table that stays in the cache saves
 * most walks in the large one. */
static inline bool lexicon_maybe(const struct lexicon *lx, uint32_t hash)
{
	return lx->some[hash >> 15] & 1u << (hash >> 12 & 7);
}

/* Where the first suffix line that adds this is or would be put. */
size_t lexicon_group(const struct lexicon *lx, struct span add);
/* An entry's word and flags. */
struct span lexicon_entry_at(const struct lexicon *lx, size_t at, struct span *flags);
/* Bytes of the next element of a condition: [aou], [^a], . or a letter; 0: none. */
size_t lexicon_element(struct span cond);

#endif
