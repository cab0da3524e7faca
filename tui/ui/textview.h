/* textview: text to read, in lines, wrapped or not, paged by form feeds or not.
 * For the preview, the help, the log, a difference. */
#ifndef UI_TEXTVIEW_H
#define UI_TEXTVIEW_H

#include <stdbool.h>

#include "base/str.h"
#include "ui/key.h"
#include "ui/surface.h"

enum textview_mode {
	TEXTVIEW_PLAIN = 0,
	TEXTVIEW_WRAP = 1,    /* words are wrapped to the width; else scrolled sideways */
	TEXTVIEW_PAGES = 2,   /* \f parts pages: a line between them, and page n of m */
	TEXTVIEW_DIFF = 4,    /* "[-gone-]" and "{+new+}" are drawn in ROLE_GONE and ROLE_NEW */
	TEXTVIEW_HEADINGS = 8, /* lines that begin with "# " and "## " are headings, mark hidden */
	TEXTVIEW_HANG = 16,   /* what is wrapped stands under the line's text: behind its first
	                         blanks, or behind its first column when two blanks end that */
};

struct textview_line {
	struct range bytes;
	int page;             /* from 1 */
	int indent;           /* columns */
	unsigned style;
	unsigned diff;        /* role that the difference has where it begins; 0: none */
};

/* A part of the text in a look of its own, for who knows more than the marks say. */
struct textview_run {
	struct range at;
	unsigned style;
};

struct textview {
	struct str text;
	struct textview_run *run;
	size_t nruns;
	bool seek;            /* the match is to be brought into sight when it is drawn */
	unsigned mode;
	struct textview_line *line;
	size_t n, cap;
	int width;            /* the lines were made for; 0: not yet */
	unsigned diff;        /* while laying out: the role at ... */
	size_t diff_at;       /* ... this byte */
	size_t top;
	int left, rows, pages;
	struct range match;   /* n = 0: none */
	struct area area;
};

void textview_init(struct textview *v, unsigned mode);
void textview_release(struct textview *v);
/* Copies; keeps the place when only the text changed. */
void textview_set(struct textview *v, struct span text);
/* Looks of the text that was set last: in order, none within another; copied. */
void textview_runs(struct textview *v, const struct textview_run *run, size_t n);
/* Shows a place as the match; with n = 0 only goes there. */
void textview_show(struct textview *v, struct range at);
/* Arrows, PageUp/Down, Blanksteg, Home/End, wheel; with pages Ctrl-PageUp/Down
 * go a whole page. */
bool textview_event(struct textview *v, const struct event *ev);
void textview_draw(struct textview *v, struct surface *s);
/* The next (or previous) place of needle, case folded, from the match shown or
 * the top; wraps round. false when it is nowhere. */
bool textview_find(struct textview *v, struct span needle, bool back);
/* The changes of a TEXTVIEW_DIFF text: a piece gone, one new, or one for the
 * other. How many; and to the one with this number (from 0), shown as a match. */
size_t textview_changes(const struct textview *v);
bool textview_go_change(struct textview *v, size_t nr);
int textview_page(const struct textview *v);     /* of the uppermost line, from 1 */
int textview_pages(const struct textview *v);
void textview_go_page(struct textview *v, int page);
/* To the last line; also before it has been drawn. */
void textview_go_end(struct textview *v);
int textview_percent(const struct textview *v);

#endif
