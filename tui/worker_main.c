/* worker_main: the program paragraf-arbetare, which holds the libraries that
 * are slow, large or can crash. Started by base/worker with a socket as
 * descriptor 3 and its role as the only argument. A role is a row. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/worker.h"
#include "lang/speller.h"
#include "store/journal.h"
#include "store/repo_serve.h"

#define REQUESTS 3 /* the descriptor they come on */

static void *archive_new(void)
{
	return repo_server_new();
}

static void archive_free(void *state)
{
	repo_server_free(state);
}

static void *words_new(void)
{
	return speller_new(NULL);
}

/* A newer question ends the work on the older one. */
static void *suggestions_new(void)
{
	struct speller *sp = speller_new(NULL);

	speller_listen(sp, REQUESTS);
	return sp;
}

static void words_free(void *state)
{
	speller_free(state);
}

/* The socket is read during its waits: a request behind it ends them. */
static void *journal_new_state(void)
{
	return journal_sync_new(REQUESTS);
}

static const struct role {
	const char *name;
	worker_handler *handler;
	void *(*state_new)(void); /* lives as long as the process */
	void (*state_free)(void *state);
} roles[] = {
	{"arkiv", repo_serve, archive_new, archive_free},
	{JOURNAL_ROLE, journal_sync_serve, journal_new_state, journal_sync_free},
	{"stavning", speller_verdicts, words_new, words_free},
	{"forslag", speller_suggestions, suggestions_new, words_free},
};

static int serve(const struct role *role)
{
	void *state = role->state_new();
	int rc = worker_serve(REQUESTS, role->handler, state);

	role->state_free(state);
	return rc ? 1 : 0;
}

int main(int argc, char **argv)
{
	const struct rlimit none = {0, 0};

	/* drafts may be secret: no file for others, no memory image on disk */
	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	/* a file that grows too large is an answer, not a death */
	signal(SIGXFSZ, SIG_IGN);
	for (size_t i = 0; argc == 2 && i < sizeof roles / sizeof roles[0]; i++)
		if (strcmp(argv[1], roles[i].name) == 0)
			return serve(&roles[i]);
	fprintf(stderr, "paragraf-arbetare: okänd roll: %s\n", argc > 1 ? argv[1] : "(ingen)");
	return 2;
}
