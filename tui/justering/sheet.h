/* sheet: a draft as a justerare reads it: parts with stable numbers, and the
 * words that can be seen, each with its place in the draft.
 *
 * Not words: Markdown's marks (#, -, >, |, **, the back slash of an escape, an
 * address), the "---" of the front matter, blanks and control characters. The
 * number of a list item is one ("1."), and so are the brackets of a gap and of a note.
 * What only the program reads is no part and is never sent to people who read:
 * the keys format, typ, stil and profil of the front matter, the sum of a klubbslag.
 * Words are those of text/words.h; each other visible character is a word of its own.
 * The same draft read from a copy in another form (plain text, re-wrapped) has
 * the same words in the same order: that is what comparing copies rests on.
 * Words are compared as they are seen (sheet_seen): a mark may stand inside one
 * in the draft ("**fet**het"), and a byte that is no UTF-8 is seen as U+FFFD. */
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
	int nr;               /* 0.. within the §: the mark is "[12.3]"; §§ with the same number go on counting */
	int item, section;    /* indices in the protocol; -1 */
	struct range at;      /* whole lines of the draft, without the last newline */
	size_t word, nwords;
	struct range seen;    /* in sheet.seen, without the newline after it */
};

struct sheet_word {
	struct range at;      /* in the draft */
	struct range seen;    /* in sheet.seen; of sheet_split: the same as at */
	bool glued;           /* no blank stands before it */
	bool first;           /* of its part */
};

struct sheet {
	struct span text;     /* the draft, borrowed */
	struct sheet_part *part;
	size_t nparts, cap_parts;
	struct sheet_word *word;
	size_t nwords, cap_words;
	struct str seen;      /* what is seen of each part, a line each; its own line ends are kept */
};

/* Any bytes; borrows p->src, which must be parsed whole. Private notes (<!-- -->) are no parts: they are never sent. */
void sheet_read(struct sheet *s, const struct protocol *p);
void sheet_release(struct sheet *s);
/* The draft itself without what is not for others: private notes and the sums of
 * klubbslag. No control characters but newlines, valid UTF-8; one empty line where
 * there were more. Reads as a sheet with the same words. Appended. */
void sheet_public(struct str *out, const struct protocol *p);
/* A word as it is seen. */
struct span sheet_seen(const struct sheet *s, size_t word);
/* The part with that mark; NULL. */
const struct sheet_part *sheet_find(const struct sheet *s, int para, int nr);

/* Words of any running text, for the other side of a comparison: appends to the
 * same kind of row; ranges are in `text`, seen is the same. first is false everywhere. */
void sheet_split(struct span text, struct sheet_word **word, size_t *n, size_t *cap);

#endif
