/* spell_inner: what the files of the editor's side of spelling share; nobody
 * else includes it. */
#ifndef LANG_SPELL_INNER_H
#define LANG_SPELL_INNER_H

#include "lang/spell.h"
#include "text/wordset.h"

/* What the cache has for a word: one of these, or STATE_ANSWERED with the bits of
 * lang/wordclass.h. */
enum spell_state { STATE_NEW, STATE_WANTED, STATE_SENT };
#define STATE_ANSWERED 0x80000000u

struct spell_batch {
	uint32_t tag;
	struct strlist words;
};

struct spell_answer { /* suggestions for one word */
	char *word;
	struct strlist list;
	uint32_t tag;         /* of the question under way; 0: none */
	bool done;
};

#define ANSWERS_MAX 64

/* Words by a number made of them: a draft of 300 pages has a hundred thousand
 * forms and stems, which would take 10 MB as text. Two words in one place happen
 * once in fifty thousand, and then a hint is missing or too many. */
struct spell_noted {
	struct spell_noted_slot {
		uint32_t key, uses; /* key 0: free */
	} *slot;
	size_t n, cap;
};

struct spell {
	struct worker *verdicts, *suggestions;
	struct words *words;
	struct wordset cache;   /* word -> enum spell_state, or STATE_ANSWERED | bits */
	struct wordset acronyms; /* of a text of acronyms_n bytes: 1 explained by it, 2 not */
	size_t acronyms_n;
	struct spell_noted noted; /* words of the draft in small letters, and their stems: uses */
	struct rules *rules;    /* loaded when they are first wanted */
	const struct pairs *off; /* rules turned off; borrowed */
	struct strlist wanted;  /* to be sent */
	struct spell_batch *batch; /* sent, in order */
	size_t nbatch, cbatch;
	uint32_t tag;
	size_t asked;           /* wanted or sent */
	size_t missed;          /* verdicts that were not there, so far */
	int deaths;             /* in a row */
	char *trouble;
	uint64_t generation;
	struct spell_answer answer[ANSWERS_MAX]; /* a ring */
	size_t nanswers;        /* ever begun; the newest is nanswers - 1 */
	uint32_t suggest_tag;   /* of the last question */
	size_t suggesting;      /* questions under way */
	char *archive;          /* whose words are common here, or NULL */
};

/* The word without soft hyphens, in NFC, plain hyphens. Borrows `word` when
 * nothing has to change, else points into *store. */
struct span spell_normal(struct span word, struct str *store);
/* The verdict of hunspell alone on a normal word; asks when there is none. */
enum spell_verdict spell_lookup(struct spell *s, struct span word);
/* The dictionary has answered that it knows the word. */
bool spell_dictionary_knows(const struct spell *s, struct span word);
/* Two or more capitals and nothing else but digits. */
bool spell_acronym(struct span word);
/* 24/7, 2031-04-09, A4, HSN-00079-2031, 5a: figures and codes, no words. */
bool spell_code(struct span w);

/* spell_scan.c */
void spell_scan_release(struct spell *s);
/* The word in small letters: borrowed when it is so already, else in the arena. */
struct span spell_small(struct arena *a, struct span w);
void spell_noted_release(struct spell_noted *set); /* leaves it empty */
/* How often the noted text has the word in any of its forms. */
unsigned spell_seen_forms(const struct spell *s, struct span low);

/* spell_suggest.c */
bool spell_suggest_pump(struct spell *s);
void spell_suggest_release(struct spell *s);

#endif
