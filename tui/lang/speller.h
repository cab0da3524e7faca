/* speller: the only door to hunspell; lives in paragraf-arbetare.
 *
 * Dictionary: sv_SE of the system ($DICPATH, else /usr/share/hunspell and the
 * like), with our own dict/ (every .dic) added. Only spell and suggest are called:
 * Hunspell_analyze, _stem and _generate crash on ordinary text (language.md,
 * section 2). A dictionary from a meeting's folder is never loaded.
 *
 * Requests and answers (base/pack.h):
 *   stavning: n, n words -> trouble (text or absent), n, n times the bits of
 *             lang/wordclass.h (WORD_KNOWN is hunspell's verdict)
 *   forslag:  word, max, archive folder or absent (speller_common.h)
 *          -> trouble (text or absent), whole (0: given up for a newer question),
 *             n, n times (cost, suggestion)
 * The editor asks "stavning" with n 0 when it opens a draft: that begins to load
 * the dictionary. "forslag" begins with its first question.
 * A cost is in hundredths of a slip, the least likely slip the dearest, less for
 * common words: signed, sent as its 32 bits. */
#ifndef LANG_SPELLER_H
#define LANG_SPELLER_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"

struct speller;

/* Loads nothing yet: the first request does. opt_dict: the folder of our own
 * .dic files, NULL for the program's data. */
struct speller *speller_new(const char *opt_dict);
void speller_free(struct speller *sp);

/* Rows of the worker program: {"stavning", speller_verdicts}, {"forslag",
 * speller_suggestions}; state is a struct speller. */
worker_handler speller_verdicts;
worker_handler speller_suggestions;

/* For tests. -1 with the Swedish reason when there is no dictionary. */
int speller_load(struct speller *sp, struct err *err);
bool speller_knows(struct speller *sp, struct span word); /* any bytes */
unsigned speller_bits(struct speller *sp, struct span word); /* any bytes; lang/wordclass.h */
/* From now on speller_suggest gives up when something waits to be read there. */
void speller_listen(struct speller *sp, int requests);
/* At most `max`, best first; opt_cost: as many numbers. false: given up, what was
 * found until then. */
bool speller_suggest(struct speller *sp, struct span word, size_t max, struct strlist *out, int32_t *opt_cost);

#endif
