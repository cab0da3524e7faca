/* reply_inner: what the files reply*.c and remarks.c share; nothing else includes it.
 *
 * The way of a reply: bytes -> clean text (reply_text) -> the packet in it and what
 * was written round it (reply_mail) -> the words of the copy (reply_copy) -> which words
 * answer to which part (reply_parts) -> changes of the draft (reply_words). */
#ifndef JUSTERING_REPLY_INNER_H
#define JUSTERING_REPLY_INNER_H

#include <stdint.h>

#include "justering/reply.h"
#include "justering/sheet.h"

/* ---- reply_text: UTF-8, NFC, LF, blanks as ' ', no control characters but newline. */
int reply_clean(struct str *out, struct span draft, struct span bytes, struct err *err);

/* ---- reply_mail */
struct reply_mail {
	struct str text;     /* the packet's text, or all of it when nothing marks it; words typed
	                      * between quoted lines are comments of CriticMarkup in it */
	struct str message;  /* what was written round it */
	bool marked;         /* the begin line is there */
	int line;            /* of what came, where the text begins */
};

/* clean: from reply_clean. */
void reply_unmail(struct reply_mail *m, struct span clean);
void reply_mail_release(struct reply_mail *m);
/* A saved mail -> its plain text, decoded; false when the bytes are no mail. */
bool reply_mail_body(struct str *out, struct span bytes);

/* ---- reply_copy */
enum copy_break {
	COPY_NONE,
	COPY_LINE,      /* a new line of the copy */
	COPY_ITEM,      /* ... that begins with the mark of a list */
	COPY_BLOCK,     /* after an empty line, or a part of its own in Markdown */
	COPY_MARK,      /* after the mark of a part */
};

struct copy_word {
	struct range at;          /* in copy.text */
	struct range seen;        /* in copy.seen */
	bool glued;
	enum copy_break before;
	enum sheet_kind lead;     /* PARA, ITEM; from Markdown any */
	int level;                /* HEAD, SECTION, SUB: number of # */
	uint32_t id;
};

struct copy_mark {
	size_t word;              /* the first behind it */
	size_t part;              /* of the sheet */
};

struct copy {
	struct span text;         /* borrowed */
	struct str seen;
	struct copy_word *word;
	size_t n, cap;
	struct copy_mark *mark;   /* in the order of the copy */
	size_t nmarks, cap_marks;
	bool markdown;
	unsigned lost;            /* kinds of signs that the way back has lost */
};

/* Kinds of signs that the draft has and the text has lost everywhere are put back: appends to
 * out, gives the kinds. */
unsigned copy_restore_signs(struct str *out, const struct sheet *s, struct span text);
/* Appends text with the draft's words put together that were broken after a hyphen or divided
 * with one at a line's end. */
void copy_join_broken(struct str *out, const struct sheet *s, struct span text);
/* Appends text with the signs as poorer programs have them: " for ”, - for –. */
void copy_add_poor(struct str *out, struct span text);
/* The next PACKET_MARK in text, its dash as it was sent or poorer; false: none. */
bool copy_find_mark(struct span text, size_t from, struct range *out);
/* A word as it is compared: without what a copy can't keep. Appends. */
void copy_add_plain(struct str *out, struct span word, unsigned lost);
/* Borrows text; lost as copy_restore_signs gave it. */
void copy_read(struct copy *c, const struct sheet *s, struct span text, unsigned lost);
/* The words of some running text behind those there are. */
void copy_add_text(struct copy *c, struct span text);
void copy_release(struct copy *c);
struct span copy_seen(const struct copy *c, size_t word);

/* ---- reply_parts: which words of the copy answer to which part */
struct part_words {
	size_t from, to;     /* of the copy */
	bool there;          /* false: the part did not come back */
	bool moved;          /* ... it came elsewhere than in the draft */
};

/* One each for the parts of s; ids of the copy's words are those of `id`. */
void reply_parts(struct part_words *out, const struct sheet *s, const uint32_t *id, uint32_t ids, const struct copy *c);
/* Gives equal words of both the same id; free(). *ids: one more than the largest. */
uint32_t *reply_ids(const struct sheet *s, struct copy *c, uint32_t *ids);
/* How many words of the copy stand in runs of at least five that are the draft's. */
size_t reply_likeness(const struct sheet *s, const uint32_t *id, uint32_t ids, const struct copy *c);

/* ---- reply_words: the changes of one part */
struct word_changes {
	struct changes c;
	struct range *from;       /* one each: the place in the copy's text */
	size_t cap_from;
};

/* Words [from, to) of the copy are what part `part` is to say. */
void reply_part_changes(struct word_changes *out, const struct sheet *s, const uint32_t *id, uint32_t ids, size_t part,
	const struct copy *c, size_t from, size_t to, const struct strlist *opt_abbreviations);
void word_changes_release(struct word_changes *w);

#endif
