/* recover_inner: what the files recover*.c share; for them only. */
#ifndef STORE_RECOVER_INNER_H
#define STORE_RECOVER_INNER_H

#include "store/recover.h"

/* A text by name: the base of a part, or a checkpoint's. Places are counted in
 * operations from the beginning of the journal. */
struct recover_mark {
	char name[RECOVER_NAME_SIZE];
	size_t at;
	bool confirmed;
};

/* A text the journal ends with at a place where it does not go on from it; or
 * what was typed behind a damaged place. */
struct recover_loose {
	struct str text;
	bool fragment;
	bool spoilt;             /* fragment: what can be read of a part without a whole base */
	uint64_t lost;           /* fragment: records that could not be used */
	char *part;              /* path */
	size_t after;            /* number of marks before it: later ones may settle it */
	int64_t ended;
};

/* One folder of parts, read from the first part to the last. */
struct recover_line {
	char *dir;
	bool spare;
	struct recover_mark *mark;
	size_t n, cap;
	struct recover_loose *loose;
	size_t nloose, cloose;
	size_t ops;
	size_t confirmed_at;     /* place of the last text that was saved; NOWHERE */
	size_t clean_at;         /* ... where the text was as in the file; NOWHERE */
	struct journal_part last; /* the last whole part; number 0: there is none */
	struct text *text;       /* its end, when texts are read */
	size_t cursor;
	int first;               /* see journal_replay_from */
	struct strlist problem;  /* what can't be read: Swedish, a line each */
};

#define RECOVER_NOWHERE ((size_t)-1)

/* texts false: marks only. An absent folder is an empty line. */
void recover_line_read(struct recover_line *l, const char *dir, bool texts);
void recover_line_release(struct recover_line *l);
/* The last mark with one of the text's names (as it is, in canonical form, which
 * takes time), from mark `after` on; NULL: the text is not known. */
const struct recover_mark *recover_line_knows(const struct recover_line *l, struct span text, size_t after);
/* The same with the name of the bytes as they are. */
const struct recover_mark *recover_line_has(const struct recover_line *l, struct span text);
/* Was the text, which stands at place `at` (NOWHERE: in another line), confirmed
 * to be saved? In canonical form only where something was saved at that place. */
bool recover_line_saved(const struct recover_line *l, struct span text, size_t at);

void recover_canonical(struct span text, struct str *out);

#endif
