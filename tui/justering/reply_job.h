/* reply_job: what reply_words.c and reply_edit.c share: one part of the draft, the
 * words it is to have, and where what is found goes. For them only. */
#ifndef JUSTERING_REPLY_JOB_H
#define JUSTERING_REPLY_JOB_H

#include "justering/reply_inner.h"
#include "text/lcs.h"

struct job {
	struct word_changes *out;
	const struct sheet *s;
	const struct sheet_part *part;
	const struct copy *c;
	const struct strlist *abbreviations;
	const uint32_t *id;
	size_t a, an, b, bn;      /* words of the draft and of the copy: first, number */
	struct span indent;       /* what a line that goes on begins with */
	struct str indent_own;
};

/* Word i of the part in the draft, as it is seen. */
static inline struct span draft_word(const struct job *j, size_t i)
{
	return sheet_seen(j->s, j->a + i);
}

/* Word i of those that answer to it in the copy. */
static inline struct span copy_word(const struct job *j, size_t i)
{
	return copy_seen(j->c, j->b + i);
}

static inline const struct copy_word *word(const struct job *j, size_t i)
{
	return &j->c->word[j->b + i];
}

static inline size_t start_of(const struct job *j, size_t i)
{
	return j->s->word[j->a + i].at.at;
}

static inline size_t end_of(const struct job *j, size_t i)
{
	struct range r = j->s->word[j->a + i].at;

	return r.at + r.n;
}

/* One edit as a canonical change. */
void edit_add(const struct job *j, const struct lcs_edit *e);

#endif
