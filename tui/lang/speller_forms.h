/* speller_forms: what the flags of sv_SE say of an entry and of a form made with
 * a suffix line; for speller_lexicon. The letters are the ones its .aff explains. */
#ifndef LANG_SPELLER_FORMS_H
#define LANG_SPELLER_FORMS_H

#include "base/str.h"
#include "lang/wordclass.h"

/* Flags of the .aff that are not suffixes of inflection. */
enum forms_flag {
	FLAG_FIRST = 'X', FLAG_MIDDLE = 'U', FLAG_LAST = 'Y', FLAG_PART = 'Z',
	FLAG_FORBIDDEN = '%', FLAG_VERB = 'j', FLAG_ADJECTIVE = 'k', FLAG_BEFORE_VERB = '>',
	FLAG_BEFORE_ADJECTIVE = ')',
	FLAG_NEEDS_SUFFIX = 0xC2, /* of U+00A4: flags are bytes */
};

bool forms_flag(struct span flags, int flag);

/* The rule of a suffix line, found once when it is read: an index for forms_bits. */
int forms_rule(char flag, struct span strip, struct span add, struct span cond);

/* What the form made by a suffix line of this rule can be; stem and flags are
 * the entry's. */
unsigned forms_bits(int rule, struct span stem, struct span flags);
/* What the entry can be as it stands. */
unsigned forms_stem_bits(struct span stem, struct span flags);

#endif
