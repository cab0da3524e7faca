/* edits_inner: what edits.c, erase.c and paste.c share. Nobody else includes it. */
#ifndef SCREENS_EDITS_INNER_H
#define SCREENS_EDITS_INNER_H

#include "screens/edits.h"
#include "screens/unit.h"

static inline struct span edits_bytes(const struct edit_ctx *e)
{
	return doc_bytes(e->doc);
}

/* The cursor to `at`, nothing selected. */
static inline void edits_put(struct edit_ctx *e, size_t at)
{
	e->cur->at = e->cur->anchor = at;
}

/* Ends the undo group that began with doc_group_begin; gives rc on. */
static inline int edits_done(struct edit_ctx *e, int rc)
{
	doc_group_end(e->doc, e->cur->at);
	return rc;
}

/* The bytes that begin a further line of a unit: blanks, or "> ". */
void edits_add_continuation(struct str *out, const struct unit *u);
/* Later items of a numbered list get the numbers that follow. */
int edits_renumber(struct edit_ctx *e, size_t at, struct err *err);
/* The cursor to where text may be: a mirror gets a text of its own first. */
int edits_make_room(struct edit_ctx *e, struct err *err);
/* An empty line made ready for a paragraph; the cursor is left on it. */
int edits_open_paragraph(struct edit_ctx *e, struct err *err);

#endif
