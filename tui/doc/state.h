/* state: utkast -> utsänt -> justering -> justerat -> anslaget -> arkiverat, as
 * one table with guards. The only place that says "låst". Source: R40, R44. */
#ifndef DOC_STATE_H
#define DOC_STATE_H

#include <stdbool.h>

#include "base/err.h"

enum state {
	STATE_UTKAST,
	STATE_UTSANT,    /* a packet has been sent; the text may change */
	STATE_JUSTERING, /* sent to be signed: bound to one text */
	STATE_JUSTERAT,  /* this and those after it: the text is what was signed, for good */
	STATE_ANSLAGET,
	STATE_ARKIVERAT,
	STATES,
};

enum state_event {
	EVENT_EDIT,      /* any change of the text */
	EVENT_SEND,      /* a packet to a justerare */
	EVENT_START,     /* sent to be signed */
	EVENT_WITHDRAW,  /* back to utsänt, or utkast when nothing was sent: every signature falls */
	EVENT_APPROVE,   /* one signer signs */
	EVENT_REFUSE,    /* one signer will not */
	EVENT_RETURN,    /* takes the refusal back */
	EVENT_NOTE,      /* "avvikande uppfattning antecknas" */
	EVENT_HAND_OVER, /* "justeringen överlämnas till nästa sammanträde" */
	EVENT_LOCK,      /* all have signed: justerat */
	EVENT_POST,      /* anslaget */
	EVENT_CORRECT,   /* a rättelse: the text stays */
	EVENT_ARCHIVE,
	EVENTS,
};

/* What the guards look at. Counted by the caller, who knows the text. */
struct state_facts {
	int gaps;          /* [[...]] left */
	int notes;         /* <!-- --> left */
	int errors;        /* findings of severity fel */
	int unexplained;   /* decisions changed after klubbslag, without a reason */
	int suggestions;   /* open suggestions */
	int sent;          /* packets: WITHDRAW leads back to utsänt, not utkast */
	int signers;       /* chair and justerare */
	int approved;      /* of them, for exactly this text, or noted to differ */
	int refused;       /* of them, neither noted nor handed over */
	int handed;        /* of them, handed over to the next sitting and not confirmed by it */
	bool is_signer;    /* APPROVE, REFUSE: the named person is one */
	bool has_refused;  /* RETURN, NOTE, HAND_OVER: and has refused */
};

/* The new state, or -1 with ERR_STATE and the Swedish reason. */
int state_next(enum state from, enum state_event e, const struct state_facts *f, struct err *err);
const char *state_name(enum state s);       /* "utkast" */
bool state_writable(enum state s);
bool state_final(enum state s);             /* justerat or later */

#endif
