/* sweep: what the driver (sweep.c) and its jobs (job_*.c) share. A job prepares an
 * archive, does something a secretary does with it through the real program, and says
 * afterwards what is wrong. It knows nothing of the order in which faults are tried. */
#ifndef TESTS_FAULT_SWEEP_H
#define TESTS_FAULT_SWEEP_H

#include "run.h"

#define MEETING "2031-04-09-fb"

enum how { HOW_NONE, HOW_ERROR, HOW_KILL, HOW_CUT, HOW_SPOIL };

/* One try of a job. */
struct try {
	struct run_place *place;
	char *base;                 /* of this process: holds arkiv, home ... */
	char *folder;               /* the meeting below the tree */
	const char *data;           /* the program's data: templates, samples */
	enum how how;
	struct str why;             /* what is wrong, empty when nothing is */
	struct str said;            /* all that the program said on standard output */
	struct str told;            /* and on standard error */
	int status;                 /* of the last run under orders */
	size_t least, most;         /* steps that must be there; that may be there */
};

struct job {
	const char *name;
	void (*prepare)(struct try *t);  /* fills the tree, once */
	void (*act)(struct try *t, const struct run_orders *o);
	void (*check)(struct try *t);    /* without faults */
};

extern const struct job job_write, job_rest, job_new, job_justera, job_export, job_spoil;

__attribute__((format(printf, 2, 3))) void try_wrong(struct try *t, const char *fmt, ...);
/* Runs the program (argv[0] NULL) or another one and notes a hang, a crash, a process
 * that stays. Its exit status, -1 when it was killed. out may be NULL. */
int try_run(struct try *t, const char *const *argv, const struct run_orders *o, struct str *opt_out);
/* The meeting opens, can be left, and git finds nothing wrong with its history. Not
 * whole: a part of the history is gone for good; then it is enough that it opens and
 * says where the text is. */
void try_open(struct try *t, bool whole);
/* A file of keys for --spela; free(). */
char *try_script(const struct try *t, const char *name, struct span text);
/* An archive with one meeting. */
void try_meeting(struct try *t);
/* What was typed by the steps 0..n-1 of job_write and job_rest, for the cuts. */
size_t job_steps_said(struct span said);

#endif
