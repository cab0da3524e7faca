/* worker: a service that runs in a process of its own, or inline.
 *
 * Libraries that are slow, that can hang or crash, or that are large (libgit2,
 * hunspell, libcrypto) live in the program paragraf-arbetare; the editor talks
 * to it over a socket pair and never waits. One worker has one role ("arkiv",
 * "stavning" ...), gets requests in order and answers each exactly once.
 *
 * When the process dies or a request takes longer than the watchdog, that
 * request is answered with WORKER_DIED, a new process is started and the
 * requests behind it are sent again. A role that dies three times in a row
 * without an answer in between is not started again: everything posted to it is
 * answered with WORKER_DIED.
 *
 * An inline worker runs the handler at once, in this process: for tests. */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct worker;

enum worker_outcome { WORKER_ANSWER, WORKER_DIED };

/* One request in, one answer out (appended to `answer`). */
typedef void worker_handler(void *state, struct span request, struct str *answer);

struct worker_reply {
	uint32_t tag;                /* as given to worker_post */
	enum worker_outcome outcome;
	struct str body;             /* the receiver releases it */
};

/* Does not start a process yet: the first post does, so that the first screen
 * is not delayed. watchdog_ms 0 means none. */
struct worker *worker_new(const char *role, int watchdog_ms);
struct worker *worker_new_inline(worker_handler *handler, void *state);
/* Waits for nothing: what is queued is lost. worker_drain first. NULL is fine. */
void worker_free(struct worker *w);

void worker_post(struct worker *w, uint32_t tag, struct span request);
/* Lets a role that is not started any more be tried again by the next post: for
 * requests that a person waits for, or that come seldom. */
void worker_retry(struct worker *w);
/* For poll(2): the descriptor (-1 when there is none now) and the events. */
int worker_fd(const struct worker *w, short *events);
/* Moves bytes without blocking, minds the watchdog. Milliseconds until it wants
 * to be called again although nothing happens, -1 for never. */
int worker_pump(struct worker *w);
bool worker_next(struct worker *w, struct worker_reply *out);
size_t worker_pending(const struct worker *w);  /* posted and not yet answered */

/* Posts and waits for the answer: for the command line. Other replies stay
 * queued. -1 with ERR_SYSTEM when the process dies. */
int worker_call(struct worker *w, struct span request, struct str *answer, struct err *err);
/* Waits until nothing is pending or `ms` have passed; false when some is left. */
bool worker_drain(struct worker *w, int ms);
/* Stops the process, if any; the next post starts a new one. */
void worker_stop(struct worker *w);

/* The other side: reads requests from fd and answers until it is closed. */
int worker_serve(int fd, worker_handler *handler, void *state);

/* Where the helper program stands: $PARAGRAF_ARBETARE, beside this program, or
 * in ../libexec/paragraf. free() releases; NULL when it is nowhere. */
char *worker_program(void);

#endif
