/* justering_inner: the state of the screen "Justering", for its own files only. */
#ifndef SCREENS_JUSTERING_INNER_H
#define SCREENS_JUSTERING_INNER_H

#include "jobs/gavel.h"
#include "jobs/justera.h"
#include "justering/part.h"
#include "screens/frame.h"
#include "ui/list.h"

enum justering_row { ROW_HEAD, ROW_TEXT, ROW_SIGNER, ROW_BLOCK, ROW_OPEN, ROW_DECISION, ROW_PART, ROW_PURGE };

struct row {
	enum justering_row kind;
	char *text;
	size_t at, end;      /* BLOCK, DECISION: its place in the draft */
	size_t nr;           /* SIGNER: index; OPEN: request; DECISION: §; PART: number */
	bool done;           /* SIGNER: has answered; DECISION: a reason is given */
	bool bad;            /* SIGNER: refuses */
};

enum { ANSWERS = 4 };

/* Where a step can be taken, as bits of enum state; also the guards of the bar. */
enum justering_in {
	DRAFT = 1 << STATE_UTKAST | 1 << STATE_UTSANT,
	ROUND = 1 << STATE_JUSTERING,
	FINAL = 1 << STATE_JUSTERAT | 1 << STATE_ANSLAGET | 1 << STATE_ARKIVERAT,
	ANY = DRAFT | ROUND | FINAL,
};

/* What can be done: what is asked first, in order, and the job. */
enum justering_step {
	STEP_START, STEP_APPROVE, STEP_KEY, STEP_TAKE, STEP_REQUEST, STEP_CONFIRM, STEP_REFUSE, STEP_RETURN, STEP_NOTE,
	STEP_HAND_OVER, STEP_ORGAN, STEP_WITHDRAW, STEP_LOCK, STEP_MARK, STEP_REASON, STEP_SEEN, STEP_ADD_KEY, STEP_PART,
	STEP_DROP_PART, STEP_POST, STEP_TAKE_DOWN, STEP_CORRECT, STEP_ARCHIVE, STEP_PURGE,
	STEPS,
};

enum justering_fill { FILL_NOTHING, FILL_TODAY, FILL_KEY, FILL_REQUEST, FILL_PATH };

struct justering;

struct justering_action {
	unsigned in;                  /* states it can be done in: bits of enum state */
	bool signer;                  /* it is about one who signs */
	struct {
		const char *text;     /* "{}" is the signer's name */
		const char *keys;     /* NULL: a line */
		enum justering_fill fill;
	} ask[ANSWERS];
	int (*run)(struct justering *j, const struct justera_act *a, struct err *err);
	const char *said;             /* afterwards; NULL: run puts it into j->said */
	bool terminal;                /* ssh-keygen or gpg may ask on the terminal */
};

struct justering {
	struct frame f;
	struct justera_status st;
	bool loaded;                  /* st is there */
	int part;                     /* whose state is shown; 0: the ordinary protocol */
	struct parts parts;
	struct gavel_changes gavel;
	int errors;                   /* findings of severity fel */
	struct row *row;
	size_t n, cap;
	struct list list;
	/* what is being asked, justering_do.c */
	const struct justering_action *action;
	int asked;                    /* answers so far */
	char *answer[ANSWERS];
	char *who;                    /* the signer it is about; NULL */
	int para;                     /* the § it is about */
	struct str said;              /* what a step says itself */
	struct str page;              /* what a step has to show when it is done: "title\n" and text */
	char *reading;                /* who is reading what is new; NULL */
	bool purging;                 /* what weeding takes is being read */
};

/* ---------------------------------------------------------------- justering.c */
/* Reads all anew. */
void justering_load(struct justering *j);
const struct row *justering_here(const struct justering *j);

/* ----------------------------------------------------------- justering_rows.c */
/* Makes the rows of what is loaded. */
void justering_rows(struct justering *j);
void justering_clear(struct justering *j);
struct row *justering_add(struct justering *j, enum justering_row kind, char *text);
extern const struct list_source justering_list;

/* ---------------------------------------------------------- justering_steps.c */
extern const struct justering_action justering_actions[STEPS];

/* ---------------------------------------------------------- justering_purge.c */
/* What weeding takes and what stays, as "title\n" and text. 1: the organ keeps its drafts; -1: why it can't be done. */
int justering_purge_page(struct justering *j, struct str *out, struct err *err);
/* The question when that has been read. */
void justering_purge_question(struct justering *j, struct str *out);
/* The step. */
int justering_purge(struct justering *j, const struct justera_act *a, struct err *err);
/* A row that offers it, when the time for appeal is out and there are drafts left. */
void justering_offer_purge(struct justering *j);

/* ------------------------------------------------------------- justering_do.c */
extern const struct command justering_commands[];
/* What Enter does on the row under the cursor. */
struct outcome justering_go(struct justering *j);
struct outcome justering_first(void *state, const struct event *ev);
/* The page with what is new has been closed. */
struct outcome justering_back(void *state, const struct outcome *answer);

#endif
