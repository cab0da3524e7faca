/* theme: what things on the screen mean, and how that looks.
 *
 * Drawing code names roles and marks only; the terminal asks here for colours
 * and attributes. Colour is never the only signal: every role that says
 * something also differs in the monochrome form or in its text.
 * NO_COLOR: https://no-color.org */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

/* What a cell is: the seven low bits of a style. */
enum role {
	ROLE_NORMAL,
	ROLE_DIM,        /* markers, line numbers, what is not for now */
	ROLE_TITLE,      /* a screen's own title line */
	ROLE_HEADING,    /* § heading */
	ROLE_SECTION,    /* section heading, sub-heading */
	ROLE_LIST_MARK,
	ROLE_PERSON,
	ROLE_QUOTE,
	ROLE_GAP,        /* [[to be filled in]] */
	ROLE_NOTE,       /* <!-- private --> */
	ROLE_META,       /* Dnr: ... */
	ROLE_GENERATED,  /* mirrored or generated text */
	ROLE_FRAME,      /* lines between panes */
	ROLE_LABEL,      /* label of a field */
	ROLE_FIELD,      /* what can be typed into */
	ROLE_FIELD_BAD,
	ROLE_STATUS,     /* status line */
	ROLE_BAR_KEY,
	ROLE_BAR_LABEL,
	ROLE_BAR_OFF,    /* a command that cannot run now */
	ROLE_INFO,
	ROLE_WARNING,
	ROLE_ERROR,
	ROLE_OK,
	ROLE_NEW,        /* text that came in a difference */
	ROLE_GONE,       /* text that went */
	ROLE_COUNT,
};

/* Laid over a role: the other bits of a style. The three marks of language are told
 * apart without colour, also by a terminal that only has bold and underlined. */
enum mark {
	MARK_HINT_HEAD = 0x0080, /* ... its first cell: underlined as well */
	MARK_STRONG = 0x0100,    /* **fet** */
	MARK_EM = 0x0200,        /* *kursiv* */
	MARK_WRONG = 0x0400,     /* a misspelling: red, bold, underlined */
	MARK_MATCH = 0x0800,     /* found by a search */
	MARK_SELECTED = 0x1000,  /* selection; the row the list cursor stands on */
	MARK_DOUBTFUL = 0x2000,  /* probably wrong: yellow, underlined */
	MARK_OFF = 0x4000,       /* not in focus: a selection in another pane */
	MARK_HINT = 0x8000,      /* an unknown acronym, a matter of style: dim */
};

enum look_attr {
	LOOK_BOLD = 1,
	LOOK_UNDERLINE = 2,
	LOOK_REVERSE = 4,
	LOOK_DIM = 8,
	LOOK_ITALIC = 16,
};

struct look {
	int fg, bg;     /* 0-7 ANSI colours, -1 the terminal's own */
	unsigned attrs; /* look_attr */
};

enum theme_form {
	THEME_COLOUR,
	THEME_MONO,   /* no colours, or NO_COLOR set: attributes only */
};

/* colours: how many the terminal has; opt_no_color: value of $NO_COLOR. */
enum theme_form theme_form(int colours, const char *opt_no_color);
struct look theme_look(enum theme_form form, unsigned style);
const char *theme_role_name(unsigned style); /* "heading"; for tests */

#endif
