/* read: what the parts of the parser share. Only protocol.c, body.c, blocks.c
 * and parts.c of this folder include it. */
#ifndef DOC_READ_H
#define DOC_READ_H

#include <stdint.h>

#include "doc/protocol.h"
#include "doc/vec.h"

/* One source line; it ends where the next begins, and one more stands after the
 * last. n does not count trailing blanks, carriage return or newline. */
struct line {
	uint32_t at, n;
};

struct reader {
	struct protocol *p;
	struct arena *a;
	struct line *line;
	size_t nlines;
	struct findings log;
	struct vec blocks, texts;  /* being collected */
	bool skim;                 /* no blocks, nothing is odd: see protocol_skim */
};

struct span read_line(const struct reader *r, size_t i);
struct range read_range_of(const struct reader *r, size_t first, size_t last); /* lines first .. last - 1 */
size_t read_line_end(const struct reader *r, size_t i);                          /* after its newline */
struct range read_place(const struct reader *r, struct span s);                /* s borrowed from src */
void read_odd(struct reader *r, enum fault f, size_t line, struct span what);  /* line counts from 0 */
int read_hashes(struct span line);      /* 1-6 where "# " begins a heading, else 0 */

/* The blocks of the lines first .. last - 1. */
struct block *blocks_read(struct reader *r, size_t first, size_t last, size_t *out_n);

/* Everything after the front matter. */
void body_read(struct reader *r, size_t first);
/* checks.c: what is odd in the front matter, once all is read. */
void checks_front(struct reader *r);
bool meta_known(struct span key);
size_t meta_rank(struct span key); /* place in the order of known keys; past the last when unknown */
/* The order in which the meta lines are written; order has room for nmeta. */
size_t meta_sorted(const struct item *it, size_t *order);

/* What sections hold besides blocks. */
void parts_read_yrkanden(struct reader *r, struct item *it, struct section *s);
void parts_read_vote(struct reader *r, struct section *s);
void parts_read_reservations(struct reader *r, struct section *s);
void parts_read_mirror(struct reader *r, struct item *it, struct section *s);
void parts_check_notes(struct reader *r, size_t first, size_t last); /* lines */

/* names.c: the section a printed label stands for ("Ärendebeskrivning"), FREE when none. */
enum section_kind section_find_label(struct span name);
bool yrkande_kind_find(struct span name, enum yrkande_kind *out);

/* marks.c: how a line begins. */
enum mark_kind { MARK_NONE, MARK_LIST, MARK_QUOTE, MARK_TABLE, MARK_NOTE, MARK_COMMENT, MARK_HEAD };
struct mark {
	enum mark_kind kind;
	size_t indent;     /* bytes before it, a tab as one; the text after it begins at width */
	size_t width;
	struct span mark;  /* LIST: "-" or "1."; NOTE: the label */
	bool ordered;
	bool empty;        /* LIST: nothing after the mark */
	bool odd;          /* not the canonical form of the mark */
};
struct mark mark_read(struct span line);
bool mark_ruler(struct span line);      /* |---|:--:| */
/* Would CommonMark take the start of this text for a mark? */
bool mark_literal(struct span text);

#endif
