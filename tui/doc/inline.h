/* inline: the marks inside one line or paragraph. Runs cover the text without
 * holes, in order; O(n) for any bytes. Source: draft-format (CommonMark subset).
 *
 * Emphasis and links nest: a run carries the styles that hold for it, so that
 * **fet [länk](u)** gives a run of text with bold and link set. */
#ifndef DOC_INLINE_H
#define DOC_INLINE_H

#include <stdbool.h>

#include "base/str.h"

enum inline_kind {
	INLINE_TEXT,
	INLINE_MARK,     /* hidden: "**", "*", "[", "](url)", the "\" of an escape */
	INLINE_GAP,      /* [[...]]: inner is what stands between */
	INLINE_IMAGE,    /* ![text](bilagor/fil): inner is the text, target the file */
	INLINE_NOTE,     /* [^1]: inner is the label */
	INLINE_COMMENT,  /* <!-- ... -->: inner is what stands between */
	INLINE_BREAK,    /* "\" at the end of a line, with the newline if there is one */
	INLINE_KINDS,
};

enum { INLINE_BOLD = 1, INLINE_ITALIC = 2, INLINE_LINK = 4 };

struct inline_run {
	enum inline_kind kind;
	unsigned style;       /* of INLINE_BOLD ... */
	struct range where;   /* bytes of the text given */
	struct range inner;
	struct range target;  /* a link's or an image's address; n = 0: none */
};

struct inline_runs {
	struct inline_run *v;
	size_t n, cap;
};

/* Appends the runs of the text. Release with inline_release. */
void inline_parse(struct inline_runs *out, struct span text);
void inline_release(struct inline_runs *r);

/* The words as they are printed: marks and comments away, a gap in [ ], a hard
 * break as "\n", a note as nothing. */
void inline_plain(struct str *out, struct span text);

/* Counts of what blocks justering, in a whole draft: gaps and comments. */
struct inline_counts {
	int gaps, comments;
};
struct inline_counts inline_count(struct span text);

/* Adds text with a backslash before what would be read as a mark: inside
 * ("*", "[", "]", "\", "<!--", "|" when in a table) and, at_start, in front. */
void inline_escape(struct str *out, struct span text, bool at_start, bool in_table);

#endif
