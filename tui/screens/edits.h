/* edits: what the editing keys do to a draft. Typing, Enter, Backspace, paste
 * and so on, each one undo step and each leaving forms of the draft format
 * behind. Knows no screen; the cursor is a byte offset at a visible place.
 *
 * What a person types is text: marks that Markdown would read otherwise are
 * escaped as they are typed. Exceptions, because people expect them: "- " and
 * "1. " at the start of a paragraph begin a list, "[[" begins a gap. */
#ifndef SCREENS_EDITS_H
#define SCREENS_EDITS_H

#include "doc/doc.h"

struct cursor {
	size_t at;          /* bytes */
	size_t anchor;      /* the other end of the selection; == at when there is none */
	size_t typed_end;   /* where the last typing ended: the next joins its undo step */
	uint64_t typed_rev;
	bool aided;         /* the last step helped the typing (typing.h): nothing joins it */
	size_t gap_end;     /* the first ] of two walked out of a gap here; 0: none */
};

struct edit_ctx {
	struct doc *doc;
	struct cursor *cur;
	const struct strlist *abbreviations; /* for sentence ends; may be NULL */
	bool aids;          /* help while typing, see typing.h */
	const char *clock;  /* how the house style writes the clock; NULL: "." */
};

/* All return 0, or -1 with the Swedish reason and nothing changed. */
int edit_type(struct edit_ctx *e, struct span text, struct err *err);  /* one or more clusters, no newline */
int edit_enter(struct edit_ctx *e, struct err *err);
int edit_line_break(struct edit_ctx *e, struct err *err);
int edit_backspace(struct edit_ctx *e, struct err *err);
int edit_delete(struct edit_ctx *e, struct err *err);
int edit_delete_word(struct edit_ctx *e, bool back, struct err *err);
int edit_delete_selection(struct edit_ctx *e, struct err *err);
/* Foreign text: line ends, control characters, bullets and blanks are put
 * right, marks escaped, sentences put on lines of their own. */
int edit_paste(struct edit_ctx *e, struct span text, struct err *err);
/* What edit_copy took, put back with its formatting. */
int edit_paste_own(struct edit_ctx *e, struct span source, struct err *err);
/* A line "### ..." of its own here (sub-heading, presenter), and an empty
 * paragraph below it for the cursor. Before the paragraph when the cursor is at
 * its start, else after it. */
int edit_insert_heading(struct edit_ctx *e, struct span line, struct err *err);
/* A paragraph becomes a quotation, or a quotation a paragraph. */
int edit_toggle_quote(struct edit_ctx *e, struct err *err);
/* Replaces one range of visible text (search and replace, spelling). */
int edit_replace(struct edit_ctx *e, struct range r, struct span text, struct err *err);

bool edit_selection(const struct cursor *c, struct range *out);
/* The selection as source and as a person would read it. */
void edit_copy(const struct edit_ctx *e, struct str *source, struct str *plain);

#endif
