/* words: words that are right here although no dictionary has them: names of
 * the attendance list and the register, and what the user has taught.
 *
 * A name word matches as it stands and in capitals only (Törelid, TÖRELID, not
 * törelid), with a genitive s unless it ends in s, x or z; a hyphenated name
 * whole and in parts. A learned word with a small first letter also matches
 * capitalised and in capitals; one with a capital matches like a name.
 *
 * Learned words stand in three places, in hunspell's personal form (one word a
 * line; "#" begins a comment; "/" and what follows is not looked at):
 *   WORDS_MEETING  <meeting folder>/ord.dic   a part of the meeting: versioned
 *   WORDS_ORGAN    <archive>/ord/egna.dic     read: every .dic in <archive>/ord
 *   WORDS_ME       <config folder>/ord.dic
 * Files are read as any bytes: a line that is no word is passed over, and kept
 * when a word is added. Sources: language.md, section 5, "Names". */
#ifndef LANG_WORDS_H
#define LANG_WORDS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "doc/protocol.h"
#include "doc/register.h"

struct words;

enum words_level { WORDS_MEETING, WORDS_ORGAN, WORDS_ME, WORDS_LEVELS };

struct words *words_new(void);
void words_free(struct words *w);

/* Any name or title-cased text: each word of it becomes a name word. */
void words_add_name(struct words *w, struct span name);
/* Names, parties, the organ, the place: what the front matter of a draft or
 * register names, and the presenters of the text. Titles are no names: a slip
 * in one should be seen. */
void words_add_protocol(struct words *w, const struct protocol *p);
void words_add_organ(struct words *w, const struct organ *o);
/* Takes the names away again and keeps the learned words. */
void words_clear_names(struct words *w);

/* Reads the learned words of all levels; a folder that is NULL or absent is
 * left out. meeting is the meeting's folder, archive the folder above it. */
void words_load(struct words *w, const char *opt_meeting, const char *opt_archive, const char *opt_config);
/* Adds a word in memory only. */
void words_add(struct words *w, struct span word);
/* Adds a word in memory and in the file of that level, in whole or not at all.
 * ERR_USAGE: no word (blank inside, control characters, over 100 bytes). A word
 * that is there already is a success. */
int words_learn(struct words *w, enum words_level level, struct span word, struct err *err);

/* `word` in NFC. Is it a name, a learned word? */
bool words_has(const struct words *w, struct span word);
/* Rises whenever the set changes. */
uint64_t words_rev(const struct words *w);
/* Words of the set one edit from `word`, best first, at most `max`. */
void words_near(const struct words *w, struct span word, size_t max, struct strlist *out);

#endif
