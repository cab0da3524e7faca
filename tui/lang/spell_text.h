/* spell_text: where prose stands in a draft and where a word begins and ends in
 * it, for spell_scan.c only. What is no prose is passed over: front matter, marks
 * of headings and lists, meta lines, addresses of links, comments. */
#ifndef LANG_SPELL_TEXT_H
#define LANG_SPELL_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A walk over the words of one line after another. */
struct spell_walk {
	struct span src;
	size_t line;     /* where it begins */
	size_t at, end;  /* the rest of it */
	bool comment;    /* inside <!-- --> */
	size_t quote;    /* quoted up to here: ” ” over several sentences */
};

struct spell_token {
	struct range where;
	bool period;     /* a period follows */
	bool address;    /* part of an address: no word */
	bool quoted;     /* in a quotation: a > block, or inside ” ” */
};

/* Begins at the line that holds `at`, or at the first of the body. */
struct spell_walk spell_walk_from(struct span src, size_t at);
/* The line at w->at is prose, heading, list item or table row: walk it. false: a
 * line of metadata. Sets w->end. */
bool spell_walk_line(struct spell_walk *w);
/* The next word of the line. */
bool spell_walk_token(struct spell_walk *w, struct spell_token *t);

/* Where the body begins: after a closed front matter. */
size_t spell_body(struct span src);
size_t spell_line_start(struct span src, size_t at);

#endif
