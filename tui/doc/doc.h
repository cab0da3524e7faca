/* doc: one open draft: its text, its state, and the protocol derived from it.
 *
 * doc_edit is the one way to change a draft. Whoever shows or checks it
 * compares doc_rev with the revision seen last. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/err.h"
#include "doc/protocol.h"
#include "doc/state.h"
#include "text/text.h"

struct doc;

struct doc *doc_new(struct span bytes, enum state state);
struct doc *doc_new_text(struct text *text, enum state state); /* takes it over */
void doc_free(struct doc *d);

struct span doc_bytes(const struct doc *d);   /* valid until the next change */
uint64_t doc_rev(const struct doc *d);
struct text *doc_text(struct doc *d);         /* for lines, marks, undo state; never to replace */
enum state doc_state(const struct doc *d);
void doc_set_state(struct doc *d, enum state s);

/* Parsed when asked for after a change; valid until the next call after a change. */
const struct protocol *doc_protocol(struct doc *d);
/* What is known of today's text without reading all of a large one: the protocol
 * when it is parsed or the text is small, else the frame (protocol_skim). Items,
 * sections' headings, the front matter and people are the same. Valid as above. */
const struct protocol *doc_frame(struct doc *d);
/* So large (1000 pages) that it is held once: doc_protocol points into the text
 * itself, and screens draw from doc_frame. */
bool doc_huge(const struct doc *d);
/* Who asked for the protocol of a huge text is done with it: back to the frame.
 * Cheap otherwise. What doc_protocol gave is invalid then. */
void doc_rest(struct doc *d);
/* The one parsed last, which may be of an older revision; NULL when none is. For
 * drawing while a large text is being typed. Valid as above. */
const struct protocol *doc_parsed(const struct doc *d, uint64_t *rev);

/* -1 with ERR_STATE when the text is locked; nothing is changed then. */
int doc_edit(struct doc *d, size_t at, size_t del, struct span ins, struct err *err);
void doc_group_begin(struct doc *d, size_t cursor);
void doc_group_end(struct doc *d, size_t cursor);
void doc_group_join(struct doc *d);
int doc_undo(struct doc *d, size_t *cursor, struct err *err); /* ERR_NOT_FOUND: nothing to undo */
int doc_redo(struct doc *d, size_t *cursor, struct err *err);

/* §§ that are signed (omedelbart justerade): an edit, undo or redo after which one of them is not
 * in the text, once and byte for byte, is refused with ERR_STATE and nothing is changed. The bytes
 * are copied; n = 0: none. One that the text does not hold now is left out, so that it can be put
 * right. Costs a skim of the text per edit while there are any. */
struct doc_held {
	int nr;              /* § */
	struct span text;    /* from its heading to before the next one, blank lines at its end apart */
};
void doc_hold(struct doc *d, const struct doc_held *v, size_t n);
/* The first § of them that `text` does not hold as it is; 0: all are whole. */
int doc_held_broken(const struct doc_held *v, size_t n, struct span text);

/* A window that only reads does what another did: also when the text is locked.
 * false when it does not fit; nothing is changed then. */
bool doc_follow(struct doc *d, const struct text_op *op, size_t *cursor);
void doc_follow_text(struct doc *d, struct span bytes);

#endif
