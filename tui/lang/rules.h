/* rules: what only neighbours tell: compounds written apart, a missing genitive,
 * a verb in the wrong form, a word taken for another. One table of rows {id,
 * mark, why, source, test}; the rows of a family stand in rules_*.c.
 *
 * A rule sees the words of one line (a sentence, an item, a heading, a row of a
 * table) as struct rules_word, made by spell_scan: what a word can be, what stands
 * before it, whether a sentence begins there, whether it is quoted. It asks for
 * the class of other words (a joined form) through struct rules_host; while an
 * answer is missing it finds nothing and says so (the host counts).
 * Nothing certain is said of a quotation: the finding is marked quoted and has no
 * fix. Sources: language.md, sections 3 and 4. */
#ifndef LANG_RULES_H
#define LANG_RULES_H

#include <stdbool.h>

#include "base/pairs.h"
#include "base/str.h"
#include "lang/spell.h"
#include "lang/wordclass.h"

/* What stands between a word and the one before it on the line. */
enum rules_gap {
	RULES_FIRST, /* nothing: the first word */
	RULES_BLANK, /* blanks only */
	RULES_COMMA,
	RULES_STOP,  /* . ? ! : ; a new sentence or part */
	RULES_OTHER, /* quotation marks, brackets, dashes, slashes, a cell's edge */
};

enum rules_flag {
	RULES_BEGINS = 1 << 0,  /* a sentence, list item, cell or quotation begins here */
	RULES_CAPITAL = 1 << 1, /* first letter */
	RULES_UPPER = 1 << 2,   /* an acronym: capitals and digits only, two or more */
	RULES_INNER = 1 << 3,   /* a capital after a small letter: HälSam */
	RULES_HANGING = 1 << 4, /* ends with its hyphen: hälso- */
	RULES_PERIOD = 1 << 5,  /* a period follows */
	RULES_CODE = 1 << 6,    /* a number, code or address: bits are 0 */
	RULES_QUOTED = 1 << 7,
	RULES_HEADING = 1 << 8,
	RULES_NAME = 1 << 9,    /* a name of the attendance list or a learned word */
	RULES_LAST = 1 << 10,   /* nothing but marks follow on the line */
};

struct rules_word {
	struct range where;   /* bytes of the draft */
	struct span text;     /* NFC, no soft hyphens, plain hyphens; kept by the caller */
	struct span low;      /* the same folded to small letters */
	unsigned bits;        /* lang/wordclass.h */
	unsigned flags;
	enum rules_gap gap;
};

/* How a rule asks. */
struct rules_host {
	void *ctx;
	/* false: no answer yet. */
	bool (*class)(void *ctx, struct span word, unsigned *bits);
	/* How often the draft has this word, small letters (spell_note_text). */
	unsigned (*seen)(void *ctx, struct span low);
};

/* The lists of dict/ that the rules read, and what is ready for quick look-up. */
struct rules;

/* From a folder with the files ihop, isar, forvaxling, egennamn; an absent one is
 * empty. opt_dict NULL: the program's data. Never a folder of a meeting. */
struct rules *rules_new(const char *opt_dict);
void rules_free(struct rules *r);

/* Adds the findings on w[0..n), by place, none overlapping. opt_off: rows "SAR =
 * av" turn a rule off. */
void rules_run(const struct rules *r, const struct rules_word *w, size_t n, const struct rules_host *host,
	const struct pairs *opt_off, struct spell_hits *out);

/* The table, for help and documents. `why` is what is said of the marked words:
 * ”folk tandvård” + "ska skrivas ihop". */
struct rules_info {
	const char *id, *why, *source;
	enum spell_mark mark;
};
size_t rules_count(void);
struct rules_info rules_info(size_t i);

#endif
