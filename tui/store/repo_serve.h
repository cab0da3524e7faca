/* repo_serve: the handler of the role "arkiv". Linked into the worker program
 * and the tests only: it brings libgit2, libcrypto and zlib. */
#ifndef STORE_REPO_SERVE_H
#define STORE_REPO_SERVE_H

#include "base/str.h"

/* The state of a worker: which meeting it holds, what it has checked. */
struct repo_server;
struct repo_server *repo_server_new(void);
void repo_server_free(struct repo_server *s);

/* A worker_handler; state is a struct repo_server. Answers every request, also
 * one it does not understand. */
void repo_serve(void *state, struct span request, struct str *answer);

#endif
