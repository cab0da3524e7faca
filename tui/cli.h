/* cli: the command line. Everything that needs no person has a subcommand.
 * Source: the contract of the command line (man page paragraf(1)). */
#ifndef CLI_H
#define CLI_H

/* The whole program: options, subcommand or the full screen. Returns the exit
 * status: 0 done, 1 done with findings of severity fel, 2 usage, 3 input,
 * 4 refused by the state, 5 the system failed. */
int cli_main(int argc, char **argv);

#endif
