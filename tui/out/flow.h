/* flow: blocks to rows of a given width, before they are put on pages. Private
 * to out. A row is one line; its mark "glue" binds it to the next. */
#ifndef OUT_FLOW_H
#define OUT_FLOW_H

#include "out/page.h"

struct flow_row {
	struct page_piece *piece;
	size_t n;
	size_t block;
	bool gap;      /* empty; left out at the top of a page */
	bool glue;     /* no page break after it */
	bool new_page; /* begins a page; carries no text */
	bool heading;  /* never last on a page, also where glue must give way */
	size_t table;  /* number of the table it is a body row of, 0 none */
	size_t toc;    /* a row of the contents: 1 + index of the block whose page it gives */
};

struct flow_head {       /* the head rows of a table, printed again on each page */
	size_t first, n; /* in flow.row */
};

struct flow {
	struct arena *arena;
	const struct page_setup *setup;
	const struct out_blocks *blocks;
	struct flow_row *row;
	size_t n, cap;
	struct flow_head *head; /* by table number - 1 */
	size_t nheads, headcap;
};

void flow_blocks(struct flow *f);

int flow_measure(const struct flow *f, struct span text, unsigned flags);

/* Wraps runs from column x to the width; the first line is filled from `first`
 * (>= x is allowed to differ). Appends rows. Returns how many. */
size_t flow_runs(struct flow *f, size_t block, const struct runs *r, int first, int x, int width);

void flow_table(struct flow *f, size_t block);
void flow_toc(struct flow *f, size_t block);

struct flow_row *flow_add(struct flow *f, size_t block);
void flow_put(struct flow *f, struct flow_row *row, int x, struct span text, unsigned flags,
        struct span href);

#endif
