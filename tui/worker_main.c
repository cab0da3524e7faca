/* worker_main: the program paragraf-arbetare, which holds the libraries that
 * are slow, large or can crash. Started by base/worker with a socket as
 * descriptor 3 and its role as the only argument. */
#include <stdio.h>

int main(int argc, char **argv)
{
	fprintf(stderr, "paragraf-arbetare: okänd roll: %s\n", argc > 1 ? argv[1] : "(ingen)");
	return 2;
}
