/* block: the one list of blocks that every output is written from. No nesting
 * but cells. Texts are NFC UTF-8 without control characters, owned by the
 * list's arena; inline marks are taken apart into runs.
 * Roles tell what a block is, not how it looks. */
#ifndef OUT_BLOCK_H
#define OUT_BLOCK_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"

enum out_block_kind {
	OUT_PARA,
	OUT_HEAD, /* level 1: document, 2: §, 3: section, 4: sub-heading */
	OUT_ITEM, /* a list item: mark, level 0.. */
	OUT_TABLE,
	OUT_TOC,   /* the contents stand here */
	OUT_SIGN,  /* signature line: label (role) and name */
	OUT_BREAK, /* new page */
	OUT_RULE,
	OUT_FIGURE, /* text: alternative text; href: the file */
	OUT_GAP,    /* one empty line */
};

enum out_role {
	ROLE_NONE,
	ROLE_TITLE,
	ROLE_FRONT, /* front page */
	ROLE_LABEL, /* a label of the front page, a run-in heading */
	ROLE_ITEM,  /* the § heading (level 2) */
	ROLE_DNR,   /* lines that belong to the § heading */
	ROLE_SECTION,
	ROLE_SUB,
	ROLE_PRESENTER,
	ROLE_BESLUT,
	ROLE_FORSLAG,
	ROLE_YRKANDE,
	ROLE_RESERVATION,
	ROLE_QUOTE,
	ROLE_NOTE, /* footnote */
	ROLE_VOTE,
	ROLE_PERSON,
	ROLE_SIGN,
};

enum { RUN_BOLD = 1, RUN_ITALIC = 2, RUN_NOTE = 4 /* a footnote's mark */ };

struct run {
	struct span text;
	unsigned flags;
	struct span href; /* absent: no link */
};

struct runs {
	struct run *v;
	size_t n;
};

struct out_cell {
	struct runs runs;
};

struct out_block {
	enum out_block_kind kind;
	enum out_role role;
	int level;
	struct runs runs;
	struct span mark; /* ITEM: printed mark, "" none; NOTE: its number */
	bool numbered;    /* ITEM: the mark is a number */
	bool list_start;  /* ITEM */
	bool tight;       /* no empty line before it */
	bool keep_next;   /* never last on a page */
	bool keep_whole;  /* not divided between pages, when it fits on one */
	bool in_toc;
	struct span toc;       /* text in the contents, when not that of the runs */
	struct out_cell *cell; /* TABLE: rows * cols */
	size_t rows, cols;
	bool head_row;           /* TABLE: the first row is a head */
	bool labels;             /* TABLE: label and value: first column fixed, no lines */
	struct span label, href; /* SIGN: role; FIGURE: file */
	int item_nr;             /* the § it belongs to; 0 none */
	int line;                /* of the source; 0 none */
};

struct out_blocks {
	struct arena arena;
	struct out_block *v;
	size_t n, cap;
};

void out_blocks_init(struct out_blocks *b);
void out_blocks_release(struct out_blocks *b);
struct out_block *out_add(
        struct out_blocks *b, enum out_block_kind kind, enum out_role role); /* until the next */

/* Inline marks (** * [](.) ![]() [^1] [[gap]] and \ escapes, <!-- -->) to runs;
 * a gap prints as [text], a comment as nothing. Never fails. */
struct runs runs_parse(struct out_blocks *b, struct span text);
struct runs runs_plain(struct out_blocks *b, struct span text); /* no marks are read */
void runs_append(struct out_blocks *b, struct runs *to, struct runs more);
void runs_text(const struct runs *r, struct str *out); /* without marks */

#endif
