/* worker_main: the program paragraf-arbetare, which holds the libraries that
 * are slow, large or can crash. Started by base/worker with a socket as
 * descriptor 3 and its role as the only argument. */
#include <stdio.h>
#include <string.h>

#include "base/worker.h"
#include "lang/speller.h"

struct role {
	const char *name;
	worker_handler *handler;
	void *(*init)(void); /* its state, for as long as the process lives */
};

static void *init_speller(void)
{
	return speller_new(NULL);
}

static const struct role roles[] = {
	{"stavning", speller_verdicts, init_speller},
	{"forslag", speller_suggestions, init_speller},
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc == 2 && i < sizeof roles / sizeof roles[0]; i++)
		if (strcmp(argv[1], roles[i].name) == 0)
			return worker_serve(3, roles[i].handler, roles[i].init());
	fprintf(stderr, "paragraf-arbetare: okänd roll: %s\n", argc > 1 ? argv[1] : "(ingen)");
	return 2;
}
