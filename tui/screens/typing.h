/* typing: small help while one types: what Swedish typography wants is put in the
 * place of what the keyboard gives, as an undo step of its own, so that Ctrl-Z
 * right after gives back exactly what was typed.
 *
 *   § 12, §§ 3    a no-break blank after the sign, when the number begins
 *   10 %          a no-break blank before %
 *   10-12 , 13.00-14.30   an en dash in intervals, when the second number is finished
 *   ord - ord     an en dash between words
 *   "             ”
 *   kl 13:00      kl. 13.00, or as the house style writes the clock
 *
 * Only in paragraphs, list items and footnotes: never in a quotation, a comment,
 * a heading, meta lines, the front matter, code (`x`) or an address; never on
 * pasted text. Dates, diarienummer, telephone numbers and results stay.
 * Sources: law-and-practice, S01-S05; language.md, section 4. */
#ifndef SCREENS_TYPING_H
#define SCREENS_TYPING_H

#include "screens/edits.h"

/* What is typed: one cluster, or "\n" for Enter. */
struct typing {
	struct span s;       /* the whole draft */
	size_t line, at;     /* where the line's text begins; just behind what was typed */
	struct span typed;
	const char *clock;   /* "." or ":" */
};

/* What to write instead of `out`; false: nothing is to be helped. */
bool typing_help(const struct typing *t, struct range *out, struct str *right);

/* After `typed` was typed in front of `at` (Enter: `at` is where the line ended).
 * The cursor stays behind the same letter. 0 also when nothing was done. */
int typing_aid(struct edit_ctx *e, size_t at, struct span typed, struct err *err);

#endif
