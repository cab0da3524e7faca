/* change: what one person wants different in one text, place by place. The one
 * form that an edited copy, CriticMarkup, a bundle or a list of remarks become,
 * and that suggestions (justering/suggest.h) are made from.
 *
 * A canonical row is in order of place, its ranges do not overlap or touch, none
 * begins or ends with what is equal in old and new, and none cuts a word, except
 * that a change of nothing but a remark has old and new alike. Blanks round a
 * word that is put in or taken away: the blank before it belongs to the change,
 * at the beginning of a line the one after it. So the same edit gives the same
 * change by every route. */
#ifndef JUSTERING_CHANGE_H
#define JUSTERING_CHANGE_H

#include "base/str.h"

struct change {
	struct range at;    /* bytes of the text that was sent; n = 0: put in there */
	char *text;         /* what is to stand there, in the form of the draft; "" takes away */
	char *comment;      /* what was said of it, one line; NULL */
};

struct changes {
	struct change *v;
	size_t n, cap;
};

/* Copies text and opt_comment. */
void changes_add(struct changes *c, struct range at, struct span text, struct span opt_comment);
void changes_sort(struct changes *c);
/* A remark alone: it asks for nothing in the text. */
bool change_is_remark(const struct change *c, struct span base);
/* The text with all of them done. */
void changes_apply(const struct changes *c, struct span base, struct str *out);
void changes_release(struct changes *c);

#endif
