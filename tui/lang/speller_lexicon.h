/* speller_lexicon: what a word can be, from the dictionary's own files.
 *
 * Our reader of sv_SE.aff and .dic and of every .dic in dict/ (which use the same
 * flags), without hunspell: its analyze and stem crash on ordinary text. The .dic
 * stays as it is, one buffer, with a hash of its entries; a word is looked up
 * with each suffix line that fits taken off. Nothing here fails on a line it does
 * not understand: the line is passed over.
 *
 * Words are taken as speller_normal gives them (NFC). 152,000 entries cost
 * about 5 MB. Read only once it is open: any thread may look up.
 * Source: the flags and comments of sv_SE.aff; hunspell(5). */
#ifndef LANG_SPELLER_LEXICON_H
#define LANG_SPELLER_LEXICON_H

#include "base/err.h"
#include "base/str.h"
#include "lang/wordclass.h"

struct lexicon;

/* The files of a dictionary; own_dir: the folder with our own *.dic and
 * "funktionsord", which may be absent. NULL and the Swedish reason when one of
 * the two cannot be read. */
struct lexicon *lexicon_open(const char *aff, const char *dic, const char *own_dir, struct err *err);
/* The same from bytes, which are copied: for tests and the fuzzer. */
struct lexicon *lexicon_parse(struct span aff, struct span dic, struct span own, struct span closed);
void lexicon_free(struct lexicon *lx); /* NULL is fine */

/* The bits of lang/wordclass.h without WORD_KNOWN; 0: nothing known of it. An
 * entry, a form of one, or else (without WORD_ENTRY) a compound: the bits of its
 * last part, the longest that leaves something which can begin a compound. A
 * capital first or all capitals are seen through. At most 100 bytes. */
unsigned lexicon_word(const struct lexicon *lx, struct span word);
/* The same without looking for compounds: a microsecond instead of ten. */
unsigned lexicon_plain(const struct lexicon *lx, struct span word);
/* Two words that are right, the first of three letters or more (with a linking s
 * or without), the last a noun of four or more, put together in a way that the
 * flags do not allow: the byte where the last begins; 0: no. For words hunspell
 * refuses: one in four of those it is wrong about, one in a hundred typing slips. */
size_t lexicon_loose(const struct lexicon *lx, struct span word);
/* An entry or a form of one exactly as written, allowed as a word of its own. */
bool lexicon_entry(const struct lexicon *lx, struct span word);
size_t lexicon_entries(const struct lexicon *lx);

#endif
