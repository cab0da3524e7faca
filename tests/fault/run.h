/* run: the program under the preload library, from outside: started with orders
 * (fault.h), watched with a time limit, and waited for with all it started. */
#ifndef TESTS_FAULT_RUN_H
#define TESTS_FAULT_RUN_H

#include "base/str.h"
#include "fault.h"

struct run_place {
	const char *program, *shim; /* absolute paths */
	char *home;                 /* $HOME of the program, outside the tree */
	char *tree;                 /* where faults are made */
	char *state, *log;          /* files of the library */
	struct fault_state *shared; /* the state file, mapped */
};

struct run_orders {
	const char *what;           /* NULL: only counts */
	unsigned long at;
	bool sticky;
	unsigned delay;
	const char *lie;
	bool log;
	bool go_on;                 /* the count goes on from the last run */
};

struct run_result {
	int status;                 /* exit status, -1 when it did not exit */
	int signal;                 /* that ended it, or 0 */
	bool hung;                  /* had to be ended after the time limit */
	bool left;                  /* a process of its was still there 10 s after its end */
	struct str out, err;        /* what it said */
};

/* Folders and files below `base`, which must be there. */
void run_place_init(struct run_place *p, const char *base, const char *program, const char *shim);
void run_place_release(struct run_place *p);
/* argv[0] NULL: the program itself. orders NULL: without the library. */
void run_program(const struct run_place *p, const char *const *argv, const struct run_orders *orders, int seconds,
	struct run_result *out);
void run_result_release(struct run_result *r);

#endif
