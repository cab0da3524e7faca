/* sheet: a draft as a justerare reads it: parts with stable numbers, and the
 * words that can be seen, each with its place in the draft.
 *
 * Not words: Markdown's marks (#, -, >, |, **, the back slash of an escape), the
 * "---" of the front matter, and blanks. Words are those of u8_word; each other
 * visible character is a word of its own, as in text/textdiff.
 * The same draft read from a copy in another form (plain text, re-wrapped) has
 * the same words in the same order: that is what comparing copies rests on. */
#ifndef JUSTERING_SHEET_H
#define JUSTERING_SHEET_H

#include <stdbool.h>

#include "base/str.h"
#include "doc/protocol.h"

enum sheet_kind {
	SHEET_FRONT,     /* one line of the front matter */
	SHEET_HEAD,      /* "# § 12 ..." */
	SHEET_META,
	SHEET_SECTION,   /* "## Beslut", with label and mirror */
	SHEET_SUB,       /* ### */
	SHEET_PARA,
	SHEET_ITEM,
	SHEET_QUOTE,
	SHEET_ROW,       /* one row of a table, the ruler row is no part */
	SHEET_NOTE,      /* footnote */
	SHEET_KINDS,
};

struct sheet_part {
	enum sheet_kind kind;
	int para;             /* § number; 0: front matter and introduction */
	int nr;               /* 0.. within the §: the mark is "[12.3]" */
	int item, section;    /* indices in the protocol; -1 */
	struct range at;      /* whole lines of the draft, without the last newline */
	size_t word, nwords;
};

struct sheet_word {
	struct range at;      /* in the draft */
	bool glued;           /* no blank stands before it */
	bool first;           /* of its part */
};

struct sheet {
	struct span text;     /* the draft, borrowed */
	struct sheet_part *part;
	size_t nparts, cap_parts;
	struct sheet_word *word;
	size_t nwords, cap_words;
};

/* Any bytes; borrows p->src. Private notes (<!-- -->) are no parts: they are never sent. */
void sheet_read(struct sheet *s, const struct protocol *p);
void sheet_release(struct sheet *s);
/* The part with that mark; NULL. */
const struct sheet_part *sheet_find(const struct sheet *s, int para, int nr);

/* Words of any running text, for the other side of a comparison: appends to the
 * same kind of row; ranges are in `text`. first is false everywhere. */
void sheet_split(struct span text, struct sheet_word **word, size_t *n, size_t *cap);

#endif
