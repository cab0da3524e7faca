/* frame: what the screens round the editing screen have in common: a title row,
 * a body, a row for question, message or status, and the function bar.
 *
 * Order in a screen's draw: body = frame_begin, draw the body, frame_end (the
 * prompt sets the cursor last). Any size: rows that do not fit are left out. */
#ifndef SCREENS_FRAME_H
#define SCREENS_FRAME_H

#include "jobs/open.h"
#include "screens/session.h"
#include "ui/prompt.h"
#include "ui/screen.h"

struct frame {
	struct services *sv;         /* borrowed */
	const struct command *table; /* the screen's own */
	unsigned have;               /* guards that hold, for the bar; all from the start */
	struct prompt prompt;
};

void frame_init(struct frame *f, struct services *sv, const struct command *table);
void frame_release(struct frame *f);

/* The part between title and status, of at least one row where there is one. */
struct surface frame_begin(struct frame *f, struct surface *s, const char *title, const char *opt_right);
void frame_end(struct frame *f, struct surface *s, const char *opt_status, const char *opt_right);

/* Says it on the message line and stays. */
__attribute__((format(printf, 3, 4))) struct outcome frame_say(
	struct frame *f, enum message_level level, const char *fmt, ...);
struct outcome frame_err(struct frame *f, const struct err *err);

/* The open session, or NULL after saying that there is none. */
struct session *frame_session(struct frame *f);
/* What is not saved becomes a version, as the jobs need it; false after saying why not. */
bool frame_save(struct frame *f, struct session *s);
/* The open session when it is a meeting's that may be changed, all of it saved; NULL
 * after saying why not. `loose`: what is said of a draft without a folder. */
struct session *frame_saved(struct frame *f, const char *loose);
/* Leaves the screen for a place of the draft; for the front page, which is no
 * text on the editing screen, its form is opened instead. */
struct outcome frame_go(struct frame *f, size_t at, size_t end);
/* A job has made a version: the session goes on from the last one. Nothing to do
 * for a window that only reads. */
int frame_follow(struct frame *f, struct err *err);
/* NULL when the draft may be changed, else the Swedish reason. */
const char *frame_locked(const struct session *s);

/* Running text, words wrapped, from `row` on; returns the row behind it. */
int frame_text(struct surface *s, int row, int col, struct span text, unsigned style);
/* How many rows it takes in `cols` columns. */
int frame_text_rows(int cols, struct span text);

/* "~/x" with $HOME, relative to the working folder; free(). */
char *frame_path(struct span typed);
/* The opposite, for showing: $HOME becomes "~". free(). */
char *frame_show_path(const char *path);

/* The open draft as it is now, not as it was saved, for the jobs that check and
 * render it; meeting_release. */
void frame_meeting(const struct session *s, struct meeting *out);

/* The § at a byte offset of the draft, "§ 12" or "" outside. */
void frame_add_place(struct str *out, const struct protocol *p, size_t at);

#endif
