/* session_inner: what the files session*.c share; for them only. */
#ifndef SCREENS_SESSION_INNER_H
#define SCREENS_SESSION_INNER_H

#include "screens/session.h"
#include "screens/session_other.h"

/* What is posted to the helper "arkiv"; its tag is the session's serial number and this. */
enum { TAG_OPEN, TAG_SAVE, TAG_AUTOSAVE, TAG_CANONICAL, TAGS };
#define SERIALS (0x80000000U / TAGS) /* the worker has the tags above for itself */

/* session.c */
void session_say(struct session *s, enum message_level level, const char *text);
/* The earlier of two waits in ms, -1 being never. */
int session_sooner(int a, int b);

/* session_save.c */
void session_ask_open(struct session *s);
void session_answer(struct session *s, const struct worker_reply *r);
/* Makes an autosave when it is time. Milliseconds until it will be, -1 for never. */
int session_autosave(struct session *s, int64_t now);
/* Remembers what the single file holds now. */
void session_note_file(struct session *s, struct span bytes);

/* session_journal.c */
/* The lock of the draft: read_only is set when another program holds it. */
void session_lock(struct session *s);
/* What the journal knows more than the file; gives the doc to open with, which
 * takes the file's bytes over when they are the text. NULL: the file is not there
 * and the journal has nothing. */
struct doc *session_recover(struct session *s, struct str *opt_file);
/* What is about to be saved: after it the file or version may hold these bytes. */
void session_journal_intent(struct session *s, struct span bytes);
/* ... and it does. id NULL: a single file. */
void session_journal_saved(struct session *s, const char *opt_id);
/* The text is justerat: what was typed on the way there must not live on. */
void session_journal_locked(struct session *s);
int session_journal_tick(struct session *s, int64_t now);
void session_journal_close(struct session *s);

/* session_follow.c */
void session_follow_start(struct session *s);
int session_follow_tick(struct session *s, int64_t now);
void session_follow_close(struct session *s);
/* bytes: what the file holds at the opening. */
void session_watch_start(struct session *s, struct span bytes);
int session_watch_tick(struct session *s, int64_t now);
/* A text of this name may come to stand in the file: it is ours. */
void session_expect(struct session *s, const char *name);

#endif
