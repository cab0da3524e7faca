/* critic: CriticMarkup in a text that came back.
 *
 *   {++put in++} {--taken away--} {~~old~>new~~} {>>comment<<} {==marked==}{>>comment<<}
 *
 * A mark may go over lines and paragraphs. Marks inside a mark are read too; in a comment they are
 * part of what is said, and a comment inside a change belongs to it. A mark that is
 * never closed, or closed without having been opened, is named with its line and its
 * text stays, as text that nobody asked to change.
 * Source: criticmarkup.com (the CriticMarkup toolkit's guide). */
#ifndef JUSTERING_CRITIC_H
#define JUSTERING_CRITIC_H

#include <stdbool.h>

#include "base/str.h"

struct critic_comment {
	struct range at;      /* of `wanted`: what it is said of; n = 0: the place it stands at */
	size_t sent;          /* of `sent`: the same place */
	bool deleted;         /* said of what was taken away at that place */
	char *text;           /* one line */
};

struct critic {
	struct str sent;      /* the text with no change done: what the person had before them */
	struct str wanted;    /* ... with all of them done */
	struct critic_comment *comment; /* in order of place */
	size_t ncomments, cap;
	size_t nchanges;      /* insertions, deletions and substitutions */
	struct strlist note;  /* Swedish: marks that are badly closed, with the line */
};

/* Any bytes; `line` is the number of its first line. Is there anything of CriticMarkup in it? *out
 * is filled in any case. Cost: O(n). */
bool critic_read(struct critic *out, struct span text, int line);
void critic_release(struct critic *c);

#endif
