/* edit_inner: the state of the editing screen, shared by the files edit*.c.
 * Nobody else includes it. */
#ifndef SCREENS_EDIT_INNER_H
#define SCREENS_EDIT_INNER_H

#include "doc/gavel.h"
#include "jobs/language.h"
#include "screens/edit.h"
#include "screens/edits.h"
#include "screens/request.h"
#include "screens/view.h"
#include "ui/prompt.h"

/* Guards of this screen's commands. */
enum {
	EDIT_CAN_WRITE = 1,
	EDIT_SELECTION = 2,
	EDIT_MEETING = 4,    /* a meeting with versions, not a single file */
	EDIT_IN_ITEM = 8,    /* the cursor is in a § */
	EDIT_CAN_UNDO = 16,
	EDIT_CAN_REDO = 32,
	EDIT_CLIPBOARD = 64,
	EDIT_SEARCHED = 128,
	EDIT_STYLE = 256,
	EDIT_OTHER = 512,    /* another text waits beside this one */
};

#define TYPING_KEY "skrivhjalp" /* of screens/settings.h */

enum edit_prompt {
	ASK_FIND,
	ASK_REPLACE_WHAT,
	ASK_REPLACE_WITH,
	ASK_REPLACE_THIS,
	ASK_GOTO,
	ASK_REMOVE_ITEM,
	ASK_SUGGESTION,
	ASK_TITLE,
	ASK_DNR,
	ASK_SUB,            /* a sub-heading */
	ASK_PRESENTER,
	ASK_REASON,         /* why a decision was changed after the klubbslag */
};

struct outline_row {
	size_t at;          /* the heading, when it was parsed */
	int nr;
	char *title;
	char mark;          /* ' ' not begun, 'v' done, '!' something to fill in */
};

struct edit {
	struct services *sv;
	struct session *s;
	struct cursor cur;
	int want_col;       /* -1: where the cursor is */
	struct view_top top;
	size_t body;        /* where the text below the front matter began last */
	bool follow;        /* the frame keeps the cursor in sight */
	struct view view;
	struct prompt prompt;
	struct str clip_source, clip_plain;
	/* search */
	struct str needle, replacement;
	size_t find_from;   /* where the cursor stood when it began */
	struct cursor find_back;
	int replaced;
	/* spelling */
	struct str word;    /* suggestions are asked for it */
	bool word_asked;
	struct range word_at;
	struct strlist suggestion;
	struct spell_hits hits;
	/* marks, see edit_marks.c */
	bool calm_rules, calm_word;      /* no key for a moment, for a longer one */
	int64_t typed_ms;                /* monotonic: the text was changed; 0: not yet */
	bool ruling;                     /* no key for a moment: the rules may be asked */
	uint64_t noted, noted_rev;       /* how often the speller was shown the whole text, and the last */
	struct language_list found;      /* of the check, at found_rev; moved with the text */
	struct view_hits carried;        /* of the rules, in the paragraph of the cursor, likewise */
	uint64_t found_rev, marks_rev;   /* marks_rev: places are of that text ... */
	size_t marks_n;                  /* ... with so many bytes */
	struct view_hits known;          /* scratch */
	struct language_finding here;    /* at the cursor as it was at ... */
	bool has_here;
	uint64_t here_rev, here_state;
	size_t here_at;
	size_t word_back;                /* the cursor goes back there when the word is mended; NOWHERE: no */
	bool aids;                       /* help while typing is on */
	char clock[8];                   /* how the style writes 15.40; "": not known yet */
	/* outline and counts: derived, made anew when the text has changed and rests */
	struct outline_row *outline;
	size_t noutline, coutline;
	bool outline_skimmed;
	uint64_t outline_rev, counted_rev, counted_generation;
	uint64_t parsed_rev; /* of the protocol that edit_protocol gave last */
	size_t ahead_of;     /* the top whose neighbours were looked up */
	size_t unknown;
	size_t count[3];    /* findings by severity */
	int64_t changed_ms;
	uint64_t changed_rev;
	bool show_outline;
	/* the klubbslag of the § under the cursor, see edit_gavel.c */
	struct gavel gavel;
	bool has_gavel;
	uint64_t gavel_rev;
	int gavel_item;
	int left_item;      /* index of the § the cursor was in, -1 none */
	int outline_top;
	/* what was drawn last and still stands on the surface: most of it is the same
	 * at most keys, and not even looked at */
	struct drawn {
		int rows, cols, side;
		struct str title, status;
		unsigned have;
		uint64_t outline_rev;
		int outline_top, outline_here;
		struct drawn_row {
			uint64_t look;   /* of the unit; 0: not what a look says */
			size_t image;
			enum unit_kind kind;
		} *row;
	} drawn;
	/* where things were drawn, for the mouse */
	struct area text_area, outline_area, bar_area;
	int text_cols, text_rows;
	bool dragging;
};

struct edit_ctx edit_ctx(struct edit *e);
struct span edit_bytes(const struct edit *e);
/* The protocol to draw from. A large text is not parsed anew at each key but
 * when it rests; view.shift then says what was typed since. */
const struct protocol *edit_protocol(struct edit *e);
bool edit_rests(const struct edit *e);
/* So large that parsing it is left till it rests. */
bool edit_large(const struct edit *e);
/* Index of the § under the cursor, -1 before the first. Parses. */
int edit_item(struct edit *e);
void edit_go(struct edit *e, size_t at, bool select);
/* Says an error on the message line; keeps rc. */
int edit_say(struct edit *e, int rc, const struct err *err);

/* edit_draw.c */
void edit_draw(void *state, struct surface *s);
void edit_outline(struct edit *e);
/* Row of the outline the cursor is in, -1 before the first. */
int edit_outline_here(const struct edit *e);
int edit_outline_width(const struct edit *e, int cols);

/* edit_move.c */
bool edit_move(struct edit *e, const struct event *ev);
struct outcome edit_mouse(struct edit *e, const struct event *ev);
void edit_next_section(struct edit *e, int dir);
void edit_next_item(struct edit *e, int dir);
void edit_next_gap(struct edit *e, int dir);
/* To a § whose heading begins there: it stands at the top of the screen. */
void edit_go_item(struct edit *e, size_t heading);

/* edit_find.c */
struct outcome edit_find_event(struct edit *e, enum prompt_result r);
void edit_find_ask(struct edit *e);
void edit_find_again(struct edit *e, bool back);
void edit_replace_ask(struct edit *e);
void edit_goto_ask(struct edit *e);

/* edit_marks.c */
/* How long no key has come, for the marks of this turn. */
void edit_calm(struct edit *e);
/* What is marked moves with the text; before the units of a frame are marked. */
void edit_mark_begin(struct edit *e);
/* Is a private note begun or ended near the text that is seen? Then what is
 * marked in a unit also depends on what stands before it. */
bool edit_notes_near(struct span s, size_t from, size_t end);
/* Marks are laid on the unit's image and stay until the text of the unit or what
 * is known changes. */
void edit_mark_unit(struct edit *e, struct span s, const struct view_row *r, bool typing, bool keep);
/* After it: what the rules said is kept for when the paragraph is typed in. */
void edit_carry(struct edit *e);
/* The findings of the check that touch [from, end], marked ones only, are added. */
void edit_add_found(struct edit *e, size_t from, size_t end, struct language_list *out);
bool edit_idle(void *state);

/* edit_gavel.c */
struct outcome edit_gavel_strike(void *state);
struct outcome edit_gavel_ask(void *state);
void edit_gavel_answer(struct edit *e, struct span reason);
/* " · klubbat 10.42"; true when the decision is not what was sealed. */
bool edit_gavel_status(struct edit *e, struct str *out);

/* edit_words.c */
/* Finds what is remarked at the cursor, once it rests; true when that is new. */
bool edit_look_here(struct edit *e);
/* " · what it is and the key", for the status line; false: nothing is. */
bool edit_add_here(const struct edit *e, struct str *out);
/* One key: what is certain is mended, for a word suggestions are given. */
void edit_fix_here(struct edit *e);
void edit_unknown_next(struct edit *e, int dir);
void edit_suggest_ask(struct edit *e);
void edit_suggest_tick(struct edit *e);
void edit_suggest_answer(struct edit *e, bool cancelled);

#endif
