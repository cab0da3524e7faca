/* page: the layout engine: blocks to pages of lines. It knows no output: widths
 * come from a callback, in units that are cells for text and could be points.
 *
 * Kept: no heading (nor dnr line, label, presenter) last on a page; two lines of
 * a paragraph together at a page end (widows, orphans); tables by whole rows,
 * head row repeated; keep_whole where it fits. Nothing is ever cut: a word wider
 * than the column is broken between clusters. */
#ifndef OUT_PAGE_H
#define OUT_PAGE_H

#include "out/block.h"

struct page_piece {
	int x; /* units from the left edge of the text */
	struct span text;
	unsigned flags; /* RUN_* */
	struct span href;
};

struct page_line {
	int y; /* line of the page, 0-based */
	struct page_piece *piece;
	size_t n;
	size_t block; /* index of its block; (size_t)-1: header, footer */
};

struct page {
	struct page_line *line;
	size_t n, cap;
};

struct out_pages {
	struct arena arena;
	struct page *v;
	size_t n, cap;
	int width, height; /* of the text, units; lines */
	int left;          /* units before the text */
};

typedef int page_width_fn(void *ctx, struct span text, unsigned flags);

/* One line of a header or footer: left, middle, right. Parts that have no room
 * side by side are put below each other. */
struct page_furniture {
	/* Fills the line `i` (from 0) of the header or footer of a page; false when
	 * there is no such line. The parts come empty. */
	bool (*line)(void *ctx, bool footer, int i, int sida, int sidor, struct str part[3]);
	void *ctx;
};

struct page_setup {
	int width, height; /* of the text, units; lines of a page, header and footer included */
	int left;
	page_width_fn *measure; /* NULL: terminal cells */
	void *ctx;
	bool toc_pages; /* page numbers in the contents */
	bool one_page;  /* no page breaks, no furniture: for a preview or mail */
	struct page_furniture furniture;
};

void page_layout(struct out_pages *out, const struct out_blocks *b, const struct page_setup *s);
void out_pages_release(struct out_pages *p);

#endif
