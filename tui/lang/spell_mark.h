/* spell_mark: how an unknown word is marked, for spell_scan.c only: acronyms,
 * names, words of another language, in the order of language.md, section 8. */
#ifndef LANG_SPELL_MARK_H
#define LANG_SPELL_MARK_H

#include "lang/spell.h"
#include "lang/spell_text.h"

/* The words of one line. */
struct spell_line {
	struct spell *s;
	struct span src;
	const struct spell_token *token;
	size_t n;
	size_t start;  /* of the line */
	bool foreign;  /* the line is English */
};

enum mark { MARK_NONE, MARK_GREY, MARK_YELLOW, MARK_RED };

/* How word i is marked; MARK_NONE also while there is no answer. */
enum mark spell_mark_word(const struct spell_line *l, size_t i);
/* Is most of the line English? */
bool spell_foreign(const struct spell_line *l);
/* The first letter is a capital; a capital follows a small letter. */
bool spell_capital(struct span w);
bool spell_inner_capital(struct span w);

#endif
