/* motion: where the cursor goes. Pure functions on bytes: from an offset to an
 * offset, always on a cluster boundary, 0 <= result <= n.
 *
 * They know the line forms of a draft (a heading, a list mark, an empty line)
 * but no meaning; what is shown and hidden is the screen's business. */
#ifndef TEXT_MOTION_H
#define TEXT_MOTION_H

#include "base/str.h"

size_t motion_cluster_next(struct span s, size_t at);
size_t motion_cluster_prev(struct span s, size_t at);
/* Start of the next / this-or-previous word (u8_word); the ends when none. */
size_t motion_word_next(struct span s, size_t at);
size_t motion_word_prev(struct span s, size_t at);
/* The word that `at` stands in or directly behind; n = 0 when none. */
struct range motion_word_at(struct span s, size_t at);
size_t motion_line_start(struct span s, size_t at);
size_t motion_line_end(struct span s, size_t at);
/* Paragraph: lines between empty lines or headings. */
struct range motion_paragraph(struct span s, size_t at);
size_t motion_paragraph_next(struct span s, size_t at);
size_t motion_paragraph_prev(struct span s, size_t at);
/* Sentence: begins a line of a paragraph, or follows sentence_end. */
size_t motion_sentence_next(struct span s, size_t at);
size_t motion_sentence_prev(struct span s, size_t at);
/* Section: a line that begins with "## "; item: one that begins with "# ". The
 * start of the heading line; n / 0 when there is none further on. */
size_t motion_section_next(struct span s, size_t at);
size_t motion_section_prev(struct span s, size_t at);
size_t motion_item_next(struct span s, size_t at);
size_t motion_item_prev(struct span s, size_t at);

/* Does a sentence end at the blank at `at`? True when s[at] is a blank, the
 * text before it on the line ends with . ? or ! (and closing marks), what
 * follows begins with a capital or digit (after optional ” " ( ), and the word
 * before is no abbreviation, initial or list number. `abbreviations` may be
 * NULL; they stand with their period ("t.ex.", "bl.a."), any case.
 * Source: draft-format, "Rules". */
bool sentence_ends(struct span s, size_t at, const struct strlist *abbreviations);

#endif
