/* run: another program, started, fed and listened to: git, ssh-keygen, gpg.
 *
 * No shell: the arguments go as they are. The environment is ours with LC_ALL=C
 * and the `env` rows put in. The only place besides base/worker.c that starts a
 * process. */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

struct run_request {
	const char *const *argv;     /* argv[0]: a name sought in PATH; NULL ends */
	const char *const *opt_env;  /* "GNUPGHOME=/x" ...; NULL ends */
	const char *opt_dir;         /* working folder */
	struct span input;           /* standard input; absent: nothing to read there */
	int timeout_ms;              /* then it is killed; 0: none (it may ask for a passphrase) */
	size_t most;                 /* bytes of output taken, more is an error; 0: 64 MB */
};

struct run_result {
	int status;                  /* exit status; 128 + n when a signal n ended it */
	struct str out, err;         /* what it wrote */
};

/* 0 when it ran to its end, whatever its status. -1: ERR_NOT_FOUND when there is
 * no such program, ERR_SYSTEM when it could not be run, took too long or wrote
 * too much. It may use the terminal (/dev/tty): the screen must have left it
 * where that can happen. *out is initialised in any case. */
int run_program(const struct run_request *q, struct run_result *out, struct err *err);
void run_release(struct run_result *r);
/* Is there such a program in PATH? */
bool run_exists(const char *name);

#endif
