/* cli_parts: what the files of the command line share. Not for others. */
#ifndef CLI_PARTS_H
#define CLI_PARTS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "jobs/open.h"

enum { EXIT_OK = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_STATE = 4, EXIT_SYSTEM = 5 };

struct cli_option {
	const char *name;        /* "arenden"; NULL ends a table */
	char letter;             /* 'o', or 0 */
	const char *value;       /* "FIL" in help; NULL: a flag */
	const char *help;
};

enum { CLI_OPTIONS = 40 };

struct cli_command;

struct cli_call {
	const struct cli_command *cmd;
	const char *value[CLI_OPTIONS]; /* by row of cmd->option; NULL: not given; a flag: "" */
	char **arg;
	int nargs;
};

struct cli_command {
	const char *name;
	const char *args;        /* "PATH [FRÅN [TILL]]" */
	const char *summary;     /* a few words, for the list */
	const char *help;        /* more, for --help; may be NULL */
	const struct cli_option *option; /* NULL: none */
	int min_args, max_args;
	int (*run)(struct cli_call *c); /* the exit status; NULL: not there yet */
};

/* One table a file. */
extern const struct cli_command cli_make_commands[], cli_check_commands[], cli_history_commands[],
	cli_send_commands[], cli_receive_commands[], cli_suggest_commands[], cli_sign_commands[],
	cli_after_commands[], cli_later_commands[];

/* Options of `justera` whose work is done in cli_after.c: rows for its table. */
#define CLI_AFTER_OPTIONS \
	{"omedelbart", 0, "NR", "paragraferna, som ”12, 14–15”, blir en egen del som justeras för sig"}, \
	{"ta-bort-del", 0, "N", "delen tas tillbaka, om den inte är justerad"}, \
	{"anslaget", 0, "DATUM", "justeringen tillkännagavs på anslagstavlan den dagen"}, \
	{"plats", 0, "TEXT", "... var, eller var protokollet är arkiverat"}, \
	{"nedtaget", 0, "DATUM", "anslaget togs ned den dagen"}, \
	{"arkiverat", 0, NULL, "protokollet är arkiverat"}, \
	{"rattelse", 0, "NR", "rättelse av § NR (0: framsidan); den justerade texten ändras inte"}, \
	{"gammal", 0, "TEXT", "... det som står"}, \
	{"ny", 0, "TEXT", "... det som ska stå"}, \
	{"skal", 0, "TEXT", "... skälet"}
/* Is one of those that do something given? (plats, gammal, ny and skal go with them) */
bool cli_after_given(const struct cli_call *c);
/* Does it, by cli_on_history; 0 or -1. --del N chooses the part (a row of cli_sign.c). */
int cli_after_act(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err);

/* --aterhamta PATH --till FILE; either may be NULL. The exit status. */
int cli_recover(const struct cli_call *c, const char *path, const char *till, const char *opt_at);

/* The value of an option, NULL when it was not given. */
const char *cli_value(const struct cli_call *c, const char *option);
bool cli_given(const struct cli_call *c, const char *option);
/* The number of --del, 0 when it is not given; -1: it is no number. */
int cli_part(const struct cli_call *c);

/* All bytes to standard output, unchanged. EXIT_OK, or EXIT_SYSTEM with a
 * message. A reader that has gone away is no fault. */
int cli_write(struct span bytes);
/* Lines for people: control characters other than newline and tab become '?', so
 * that nothing from a file drives the terminal. */
int cli_print(struct span lines);
/* "paragraf: TEXT" on standard error, one line; returns `status`. */
__attribute__((format(printf, 2, 3))) int cli_say(int status, const char *fmt, ...);
/* The message of err and its exit status. */
int cli_fail(const struct err *err);
/* As cli_fail, for the usage of a command: says how its help is had. */
__attribute__((format(printf, 2, 3))) int cli_usage(const struct cli_call *c, const char *fmt, ...);
/* Bytes to the file, or to standard output for NULL and "-". */
int cli_deliver(const char *opt_file, struct span bytes);
/* What is odd in a style's files, on standard error. */
void cli_remarks(const struct remarks *r);

/* Opens PATH; on failure the message is said and *status set. */
bool cli_open(const char *path, struct meeting *m, int *status);
/* As cli_open, for commands that need a history. */
bool cli_open_history(const char *path, struct meeting *m, int *status);
struct worker *cli_archive_worker(void);
/* The draft as another program left it becomes a version of its own; nothing when
 * it is the last version already or is justerat. */
int cli_take_changes(struct worker *w, const struct meeting *m, struct err *err);

/* One command on a meeting with its versions. It fills `out` and returns EXIT_OK
 * or EXIT_FINDINGS, or fills `err` and returns -1. */
typedef int cli_act(struct cli_call *c, struct worker *w, const struct meeting *m, struct str *out, struct err *err);
/* Opens the first argument, acts and prints; the exit status. */
int cli_on_history(struct cli_call *c, cli_act *act);
/* The first secretary of the draft; NULL when none is named. free() releases. */
char *cli_who(const struct meeting *m);

#endif
