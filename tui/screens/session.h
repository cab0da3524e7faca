/* session: one open draft and everything that follows it: its text, its
 * versions, its words, its state. What screens share; draws nothing.
 *
 * Saving never waits: session_save posts a snapshot to the worker "arkiv",
 * session_tick takes in the answer. What is saved is the canonical form of the
 * text as it was then. A save that fails says so and costs nothing: the text
 * stays, an autosave is tried again after a while, a save with the next Ctrl-S.
 *
 * Each edit is in the journal before it is on the screen (store/journal.h), and
 * synced to the disk within a second. At the next start the journal, the file
 * and the history are compared (store/recover.h), and what could be undone can
 * still be.
 *
 * A second window on the same draft only reads: it follows the first one's
 * journal and, when that ends, asks to be opened again (take_over). A change of
 * the file by another program is offered as another text (has_other).
 *
 * A single file outside a meeting folder has no versions: it is written in its
 * place, atomically, at an explicit save. What another program wrote there
 * meanwhile is put beside it first, as NAME.annan.md. */
#ifndef SCREENS_SESSION_H
#define SCREENS_SESSION_H

#include "base/clock.h"
#include "base/worker.h"
#include "doc/doc.h"
#include "doc/register.h"
#include "jobs/check.h"
#include "lang/spell.h"
#include "mall/style.h"
#include "store/recover.h"
#include "store/store.h"
#include "ui/messages.h"

/* What the file was when it was looked at last. */
struct session_disk {
	uint64_t inode;
	int64_t size, seconds, nano;
};

/* What the whole program shares; owned by app.c, borrowed by all screens. */
struct services {
	char *archive;               /* the archive in use */
	struct worker *repo;         /* role "arkiv" */
	struct worker *journal;      /* role "journal"; NULL: nothing is synced (tests) */
	struct messages *messages;
	struct strlist abbreviations;
	struct session *session;     /* the open meeting, or NULL */
	const struct command *global;
	struct term *term;
	uint32_t serial;             /* of the last session: its answers are told by it */
};

struct session {
	struct services *services;   /* borrowed */
	struct doc *doc;
	char *file;                  /* the draft */
	char *folder;                /* the meeting's folder; NULL for a single file */
	char *archive;               /* of this meeting */
	struct organ *organ;         /* its register, or NULL */
	struct words *words;
	struct spell *spell;
	struct check_data rules;     /* see session_rules */
	bool has_rules;
	char *who;                   /* the secretary's name: author of the versions */
	struct style *style;         /* see session_style */
	char *style_name;            /* the one sought last; NULL: none yet */
	/* versions */
	char base[STORE_ID_SIZE];    /* id of the version the text comes from */
	struct str base_text;        /* its bytes; empty for a single file */
	bool base_canonical;         /* they are known to be in canonical form */
	uint64_t saved_rev;          /* doc_rev that is a version */
	uint64_t kept_rev;           /* doc_rev that is at least an autosave */
	uint64_t sent_rev;           /* doc_rev of the snapshot on its way */
	bool saving;                 /* a snapshot is on its way */
	enum store_kind again;       /* what to save when the answer has come; KINDS: nothing */
	bool save_again;
	struct stamp saved_at;       /* utc 0: not yet */
	int64_t key_ms;              /* monotonic: the last key on the editing screen; 0: none */
	int64_t edited_ms, first_edit_ms;  /* monotonic: last edit, first not kept */
	int64_t retry_ms;            /* monotonic: no autosave before it; the last one failed */
	char *why_unsaved;           /* reason of the last save that failed ("disken är full"), or NULL */
	uint64_t seen_rev;
	bool read_only;              /* held by another program, or no leave to write */
	const char *why_read_only;   /* static: one clause */
	uint32_t serial;             /* tells answers to this session from older ones */
	bool opened_again;           /* the helper died at the opening: asked a second time */
	char on_disk[RECOVER_NAME_SIZE]; /* name of a single file's bytes, as last read or written */
	/* the journal, see session_journal.c */
	char *journal_dir;
	struct journal *journal;     /* the draft's own: it holds the lock. NULL: read only */
	struct journal *spare;       /* the one in use when there is no room in its own place */
	struct journal_part part;    /* to be continued by the first edit, or number 0 */
	char *spare_dir;             /* a spare journal whose text is not a version yet; NULL */
	uint64_t recorded_rev;       /* doc_rev that is in the journal */
	int first;                   /* undo reaches back to the base of this part; 0: no further */
	bool recovered;              /* the text is the journal's, and newer than the file */
	bool unjournaled;            /* nowhere to write: only the window has the newest text */
	bool syncing;                /* a sync is on its way ... */
	size_t sync_size;            /* ... of so many bytes of the journal */
	bool sync_died;              /* the helper that syncs is not there; tried again at sync_ms */
	int64_t sync_ms, journal_ms; /* monotonic; journal_ms: its own place is not tried before it */
	size_t cursor;               /* where the editing screen's cursor is */
	/* a second window, see session_follow.c */
	bool following;              /* another window writes; this one shows what it does */
	bool take_over;              /* ... and it has ended: open the draft again */
	struct journal_reader follow;
	int64_t follow_ms, watch_ms; /* monotonic: when to look again */
	struct session_disk disk;
	char expected[4][RECOVER_NAME_SIZE]; /* names of the texts the file may hold without being another's */
	int busy_tries;              /* the history was still held by a window that had ended */
	/* a text that waits beside the one on the screen (screens/session_other.h) */
	bool has_other;
	struct str other;
	const char *other_what;      /* static: "texten som inte hann sparas" */
	/* of the justering, see session_refresh_state */
	int suggestions;             /* open ones */
	char *deadline;              /* "justering senast 23 april (om 3 dagar)"; NULL: none */
	bool late;                   /* ... and it has gone */
	/* where another screen wants the cursor: the editing screen takes it */
	bool has_target;
	size_t target, target_end;   /* target_end > target: to be selected */
};

/* Opens a meeting folder or a draft file. NULL with the reason. The text is
 * there at once; the history answers later (session_tick). */
struct session *session_open(struct services *sv, const char *path, struct err *err);
/* Frees; nothing is saved here. */
void session_close(struct session *s);

/* Posts a version of the text as it is now (no-op when nothing changed). */
void session_save(struct session *s, enum store_kind kind);
/* Waits for it as well: before an export, justering, leaving. At most `ms`. When
 * no version could be made, the text is put into STORE_RESCUE beside the draft,
 * or else in the home folder or /tmp; the error says where. */
int session_save_wait(struct session *s, enum store_kind kind, int ms, struct err *err);
/* Something is about to be typed or done: the journal is made ready, so that
 * it begins with the text before it. Cheap when it is. */
void session_arm(struct session *s);
/* Writes down what was done to the text since the last call, by one write():
 * before the screen shows it. Says so when that fails; the text is then carried
 * by a spare journal, or by the window alone (session_journaled is false). */
void session_record(struct session *s);
/* All that was typed is in a journal. */
bool session_journaled(const struct session *s);
/* The program is asked to end at once: the journal is written and synced, at
 * most ms. false: it could not be; save in another way. */
bool session_end(struct session *s, int ms);
/* doc_undo; when this part of the journal has nothing more, further back. */
int session_undo(struct session *s, size_t *cursor, struct err *err);
bool session_can_undo(const struct session *s);
/* The text as it stood at the end of that second, to the key; false when the
 * journal does not reach so far back (ask the versions). */
bool session_text_at(const struct session *s, struct stamp t, struct str *out);
/* Takes in answers, makes autosaves when it is time. Milliseconds until it
 * wants to be called again, -1 for never. *changed: something to draw. */
int session_tick(struct session *s, bool *changed);
bool session_dirty(const struct session *s);     /* not a version yet */

/* Replaces the whole text by another (restored version), one undo step. */
int session_set_text(struct session *s, struct span text, struct err *err);
/* A job has made a version while all was saved here: its text becomes the one of
 * the screen (one undo step) and counts as saved. */
int session_take_version(struct session *s, const char *id, struct span text, struct err *err);
/* Names of the draft and register anew, the style anew: after the front matter changed. */
void session_refresh(struct session *s);
/* The house style of the front matter, read when it is first asked for; NULL
 * when it can't be. Valid until the next call. */
struct style *session_style(struct session *s);
/* The lists of the rules of language, and which of them the organ has turned off;
 * read when they are first asked for, some milliseconds. The speller is told. */
const struct check_data *session_rules(struct session *s);
/* The organ's part anew, after check_rule_set. */
void session_rules_changed(struct session *s);
/* Reads the state of justering anew (after a step of it): what may be changed, open
 * suggestions, the next deadline. */
void session_refresh_state(struct session *s);
/* While a job removes the draft's journal it is not held here; whether there was one to take again. */
bool session_let_go(struct session *s);
void session_take_again(struct session *s);
/* The editing screen goes there when it is on top again. */
void session_target(struct session *s, size_t at, size_t end);

#endif
