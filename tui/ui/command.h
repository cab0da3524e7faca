/* command: one row per thing the user can do. The row drives the key, the
 * function bar, the palette, the help screen and the manual page.
 *
 * A table ends with a row whose id is NULL. Keys are written as their Swedish
 * names, exactly as key_add_name writes them ("Ctrl-Alt-Skift-X", this order
 * and case; command_check tells); the first is the one shown, the second is for
 * terminals that swallow the first. */
#ifndef UI_COMMAND_H
#define UI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/key.h"

struct command;

/* What a command or an event led to; see ui/screen.h. */
enum outcome_kind {
	OUTCOME_STAY,     /* done; redraw */
	OUTCOME_IGNORED,  /* not for me */
	OUTCOME_PUSH,     /* open what `request` names, above this screen */
	OUTCOME_REPLACE,  /* the same, in place of this screen */
	OUTCOME_POP,      /* close this screen */
	OUTCOME_RUN,      /* close this screen and run `command` on the one below */
	OUTCOME_QUIT,     /* leave the program (the app may refuse) */
};

struct outcome {
	enum outcome_kind kind;
	int request;                    /* the app's own number of a screen or job */
	char *text;                     /* owned, free(); may be NULL */
	long value;
	const struct command *command;  /* OUTCOME_RUN */
};

struct outcome outcome_stay(void);
struct outcome outcome_ignored(void);
struct outcome outcome_pop(void);
struct outcome outcome_quit(void);
struct outcome outcome_push(int request);
struct outcome outcome_push_with(int request, const char *opt_text, long value); /* copies */

enum { COMMAND_KEYS = 3 };

struct command {
	const char *id;                  /* stable, ascii: "spara" */
	const char *name;                /* Swedish, for palette and help: "Spara" */
	const char *keys[COMMAND_KEYS];  /* unused ones NULL */
	const char *group;               /* heading in help: "Text" */
	const char *help;                /* one Swedish sentence */
	const char *label;               /* in the function bar; NULL: not there */
	int weight;                      /* bar: higher stays longer when it is narrow */
	unsigned needs;                  /* guards that must hold */
	struct outcome (*run)(void *ctx); /* ctx: the screen's state, or the app's for global ones */
	unsigned in;                     /* bar: there only when one of these guards holds; 0: always */
};

/* Why a guard does not hold, in Swedish. A table ends with bit 0. */
struct guard {
	unsigned bit;
	const char *why;
};

/* The command that the key is bound to, NULL when none. opt_table may be NULL. */
const struct command *command_find(const struct command *opt_table, struct key k);
const struct command *command_by_id(const struct command *opt_table, const char *id);
/* NULL when it can run; otherwise the Swedish reason (static storage). */
const char *command_why_not(const struct command *c, unsigned have, const struct guard *opt_guards);
/* "Ctrl-S" or "Ctrl-S, F2"; nothing when it has no key. */
void command_add_keys(struct str *out, const struct command *c, bool all);
/* Finds faults in up to two tables that are used together: a key bound twice,
 * a name that is no key, an id twice, a missing text. Appends a line for each;
 * returns how many. For tests. */
int command_check(const struct command *table, const struct command *opt_global, struct str *out);

#endif
