/* state: utkast -> justering -> justerat, as one table with guards. The only
 * place that says "låst". */
#ifndef DOC_STATE_H
#define DOC_STATE_H

#include <stdbool.h>

#include "base/err.h"

enum state { STATE_UTKAST, STATE_JUSTERING, STATE_JUSTERAT, STATES };

enum state_event {
	EVENT_EDIT,     /* any change of the text */
	EVENT_START,    /* sent to justering */
	EVENT_WITHDRAW, /* back to utkast: every approval falls */
	EVENT_APPROVE,  /* one signer approves */
	EVENT_LOCK,     /* all have approved: justerat */
	EVENTS,
};

/* What the guards look at. Counted by the caller, who knows the text. */
struct state_facts {
	int gaps;          /* [[...]] left */
	int notes;         /* <!-- --> left */
	int errors;        /* findings of severity fel */
	int signers;       /* chair and justerare */
	int approved;      /* of them, for exactly this text */
	bool is_signer;    /* EVENT_APPROVE: the named person is one */
};

/* The new state, or -1 with ERR_STATE and the Swedish reason. */
int state_next(enum state from, enum state_event e, const struct state_facts *f, struct err *err);
const char *state_name(enum state s);       /* "utkast" */
bool state_writable(enum state s);

#endif
