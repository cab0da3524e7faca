/* change: changes to a draft that follow its structure. Each is one undo
 * group and leaves canonical forms behind. *out_cursor is where the cursor should
 * go; it may be NULL. All return -1 with ERR_STATE when locked, and when numbers
 * would change in a draft with an item that is already signed (Omedelbart
 * justerad); ERR_USAGE for an index that is none.
 *
 * § numbers: an item inserted, moved or removed renumbers the headings that
 * follow, attendance ranges and references to this meeting's own §§ ("§ 12",
 * "§§ 12–14" in running text, when the number is one of this meeting's and no
 * other meeting is named just before). Who was there for an item still is when
 * it has moved; at a new item those are who are there before and after it. A
 * reference to an item that is removed becomes a gap, "§ [[13]]". */
#ifndef DOC_CHANGE_H
#define DOC_CHANGE_H

#include "doc/doc.h"

/* Inserts the text of a whole item (its "# § " heading may carry any number)
 * before item `index` (nitems: at the end). */
int change_insert_item(struct doc *d, size_t index, struct span item_text, size_t *out_cursor, struct err *err);
int change_remove_item(struct doc *d, size_t index, size_t *out_cursor, struct err *err);
/* `to`: the index it gets. */
int change_move_item(struct doc *d, size_t index, size_t to, size_t *out_cursor, struct err *err);
int change_title(struct doc *d, size_t index, struct span title, struct err *err);

/* Sets a meta line (Dnr, Slag ...) of an item; an empty value takes it away. */
int change_meta(struct doc *d, size_t index, const char *key, struct span value, struct err *err);

/* Adds an empty section to an item, at the place the order of kinds gives it,
 * with an empty line for its text. One that is there already is only gone to. */
int change_add_section(struct doc *d, size_t item, enum section_kind k, size_t *out_cursor, struct err *err);
/* A mirror becomes text of its own: heading without " = ", the mirrored text below. */
int change_unmirror(struct doc *d, size_t item, size_t section, size_t *out_cursor, struct err *err);

/* Sets a front matter key: n = 0 removes it, list keys get one line a value. */
int change_front(struct doc *d, enum front_key key, const struct span *value, size_t n, struct err *err);

#endif
