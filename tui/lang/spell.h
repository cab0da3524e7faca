/* spell: which words are marked, and what to write instead: the editor's side.
 *
 * Nothing here waits, except the functions that say so: a word that has no
 * verdict yet is unmarked and is asked for; when answers have come,
 * spell_generation has risen and the screen draws again.
 *
 * Order of tests: no word (address, number, code, diarienummer) -> names and
 * learned words -> hunspell, with its period after it if there is one -> of the
 * unknown: acronym of the text, like a name, foreign, loosely joined (spell_mark.c).
 * A word over 60 bytes is unknown without asking. Words are taken
 * as NFC, without soft hyphens, U+2011 as a hyphen.
 * Source: language.md, sections 5 and 8.
 *
 * The two workers have the roles "stavning" and "forslag". They die alone: the
 * words of a lost batch are asked again when they are wanted again. */
#ifndef LANG_SPELL_H
#define LANG_SPELL_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/pairs.h"
#include "base/str.h"
#include "base/worker.h"
#include "lang/words.h"

struct spell;

enum spell_verdict {
	SPELL_KNOWN,
	SPELL_UNKNOWN,
	SPELL_ASKED, /* no answer yet: unmarked */
};

enum spell_mark {
	SPELL_RED,    /* a misspelling, a compound certainly split */
	SPELL_YELLOW, /* probably wrong */
	SPELL_GREY,   /* an unknown acronym or code: only a hint */
};

/* Takes over both workers. `words` is borrowed; it may change at any time. */
struct spell *spell_new(struct worker *verdicts, struct worker *suggestions, struct words *words);
/* Opens the two workers itself: worker_new("stavning"), worker_new("forslag"). */
struct spell *spell_open(struct words *words);
void spell_free(struct spell *s);

/* The verdict on one word as it stands; asks for it when it is not known. */
enum spell_verdict spell_verdict(struct spell *s, struct span word);

/* Sends what is wanted and takes in what has come. Milliseconds until it wants
 * to be called again although nothing happens, -1 for never. */
int spell_pump(struct spell *s);
/* What a word can be (lang/wordclass.h), asked for like a verdict. false: no
 * answer yet. An unknown word has no WORD_KNOWN, and may have WORD_ONLY_PART. */
bool spell_class(struct spell *s, struct span word, unsigned *bits);

/* For poll(2): at most 2 rows, those with a descriptor. */
size_t spell_fds(const struct spell *s, struct pollfd out[2]);
/* Rises when verdicts or suggestions have come. */
uint64_t spell_generation(const struct spell *s);
/* Words with no answer yet. */
size_t spell_asked(const struct spell *s);
/* Waits until every word asked has its answer, at most ms; for the command line. */
bool spell_wait(struct spell *s, int ms);
/* Swedish, one line, when nothing can be checked (the dictionary is missing, the
 * helper does not start); NULL otherwise. Everything is unmarked then. */
const char *spell_trouble(const struct spell *s);

struct spell_hit {
	struct range where;  /* bytes of the draft */
	enum spell_mark mark;
	bool quoted;         /* in a quotation: never corrected by itself */
	const char *id;      /* static: "STAV" a word, "SAR" a split compound, else a row of lang/rules */
	const char *why;     /* static Swedish message; NULL: not in the dictionary */
	char *fix;           /* what to write instead of `where`, or NULL: ask for suggestions */
};

struct spell_hits {
	struct spell_hit *v;
	size_t n, cap;
	size_t words;        /* words looked at */
	size_t asked;        /* verdicts that were not there yet: the scan is not final while > 0 */
};

#define SPELL_NOWHERE ((size_t)-1)

enum spell_what {
	SPELL_WORDS = 1, /* the words one by one */
	SPELL_RULES = 2, /* the rules on neighbours (lang/rules.h), for paragraphs that touch `within` */
};

/* Adds what is marked in src[within], by place; no two overlap (a rule's finding
 * takes the place of the words in it). src is the whole draft. What is no prose is passed over: front matter, marks of headings and lists, keys
 * and values of meta lines, addresses of links, comments, escapes. The word
 * that holds `cursor` or ends there is left alone (SPELL_NOWHERE: none). */
void spell_scan(struct spell *s, struct span src, struct range within, size_t cursor, unsigned what,
	struct spell_hits *out);
/* Notes which words the draft has and how often: evidence for the rules (the
 * joined form stands elsewhere) and for the order of suggestions. Some
 * milliseconds per 100 kB: called when the text rests. */
void spell_note_text(struct spell *s, struct span src);
/* The same, but it asks go_on every half millisecond or so and gives up when that
 * says no: false then, and what was noted before stands. */
bool spell_note_text_while(struct spell *s, struct span src, bool (*go_on)(void *ctx), void *ctx);
/* How often the noted text has a word, in small letters. */
unsigned spell_seen(const struct spell *s, struct span low);
/* Rules that the organ has turned off: rows "SAR = av" (ids of lang/rules.h).
 * Borrowed, until the next call; NULL: none. */
void spell_set_off(struct spell *s, const struct pairs *off);
void spell_hits_clear(struct spell_hits *h);    /* keeps the storage */
void spell_hits_release(struct spell_hits *h);

/* The word at a byte offset as spell_scan would take it; false when none. */
bool spell_word_at(struct span src, size_t at, struct range *out);

#define SPELL_SUGGESTIONS 8

/* The archive whose drafts tell which words are common here; NULL: none. */
void spell_set_archive(struct spell *s, const char *folder);
/* Asks for suggestions; the first question starts their helper, which takes a
 * quarter of a second and 25 MB. The newest question is answered first wanted. */
void spell_suggest_post(struct spell *s, struct span word);
/* NULL while there is no answer; then at most 8, best first, maybe none. Valid
 * until the next call of spell_suggest_post, spell_pump or spell_suggest. */
const struct strlist *spell_suggested(struct spell *s, struct span word);
/* Waits for the answer: for the command line. */
int spell_suggest(struct spell *s, struct span word, struct strlist *out, struct err *err);

#endif
