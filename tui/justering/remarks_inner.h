/* remarks_inner: what remarks.c and remarks_ask.c share; for them only. */
#ifndef JUSTERING_REMARKS_INNER_H
#define JUSTERING_REMARKS_INNER_H

#include <stdbool.h>

#include "base/str.h"

enum ask_kind { ASK_REPLACE, ASK_REMOVE, ASK_AFTER, ASK_BEFORE };

/* One thing that a remark asks for, as it may be read. */
struct ask {
	enum ask_kind kind;
	struct span old;      /* what stands in the text */
	struct span text;     /* what is to stand there, or beside it */
	bool quoted;          /* both were quoted: there is only this way to read it */
};

enum { ASK_MOST = 8 };

/* The ways to read what is asked for first in s, the surest first; *rest: what stands
 * behind the first of them. 0: nothing is asked for that is understood. */
size_t ask_read(struct span s, struct ask out[ASK_MOST], struct span rest[ASK_MOST]);
/* Does s begin with the word, whatever its first letter's case? Its length, or 0. */
size_t ask_word(struct span s, const char *word);
/* A line that ends what is said: "Hälsningar". (remarks_none.c) */
bool remarks_closing(struct span line);

#endif
