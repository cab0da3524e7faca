/* out: a draft and a style become a final document. The same draft, style and
 * options give the same bytes. Comments, withdrawn yrkanden and other private
 * things are never printed; a gap [[x]] prints as [x]. */
#ifndef OUT_OUT_H
#define OUT_OUT_H

#include "base/clock.h"
#include "base/err.h"
#include "mall/style.h"
#include "out/block.h"
#include "out/page.h"

enum out_format { OUT_TXT, OUT_MD, OUT_FORMATS };

/* A rättelse of a justerat protocol. It is printed after all that was signed. */
struct out_correction {
	int para;         /* §; 0: the front page */
	struct date day;
	struct span text; /* the whole sentence, for the section Rättelser */
};

/* A § that is signed in a document of its own. */
struct out_elsewhere {
	int para, part;
};

struct out_options {
	bool draft;    /* not justerat: UTKAST on each page */
	int only_nr;   /* an extract of this §; 0: all */
	bool one_page; /* TXT: no page breaks or furniture */
	const struct out_elsewhere *elsewhere; /* ascending: a line stands for them */
	size_t nelsewhere;
	const struct out_correction *correction;
	size_t ncorrections;
};


/* Appends the document. -1 with err when the § of an extract does not exist. */
int out_render(const struct protocol *p, const struct style *s, enum out_format f,
        const struct out_options *o, struct str *out, struct remarks *remarks, struct err *err);

/* The steps of it, for the preview and for other writers. */
int out_compose(const struct protocol *p, const struct style *s, const struct out_options *o,
        struct out_blocks *out, struct remarks *remarks, struct err *err);
void out_layout_text(const struct protocol *p, const struct style *s, const struct out_options *o,
        const struct out_blocks *b, struct out_pages *out);
void out_write_text(const struct out_pages *p, struct str *out);
/* `mark`: the draft mark, "" when justerat. `header`: lines to stand first, such as the
 * page header without its page number. */
void out_write_markdown(
        const struct out_blocks *b, struct span mark, struct span header, struct str *out);
/* What stands on each page of a draft: the style's words, always with UTKAST. */
void out_draft_mark(const struct style *s, struct str *out);
/* Says what is wrong in the style's headers and footers, once. */
void out_check_furniture(const struct protocol *p, const struct style *s, struct remarks *remarks);
/* The page header of the first page, a line each, without parts that tell a page. */
void out_header(const struct protocol *p, const struct style *s, struct str *out);

#endif
