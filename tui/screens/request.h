/* request: what a screen may ask the app to open. The number is the `request`
 * of an outcome (ui/command.h); text and value are said per row. */
#ifndef SCREENS_REQUEST_H
#define SCREENS_REQUEST_H

enum request {
	REQUEST_NONE,
	REQUEST_START,       /* the archive's meetings */
	REQUEST_NEW,         /* form for a new meeting */
	REQUEST_OPEN,        /* text: folder or draft; the editing screen */
	REQUEST_FRONT,       /* form over the front matter */
	REQUEST_HISTORY,     /* versions of the open meeting */
	REQUEST_WHOSE,       /* whose words the text has */
	REQUEST_DIFFER,      /* the text and the other one that waits */
	REQUEST_JUSTERING,   /* state, signers, approvals */
	REQUEST_SUGGESTIONS, /* what the justerare want different */
	REQUEST_SEND,        /* the draft to the justerare */
	REQUEST_RECEIVE,     /* what came back */
	REQUEST_FINDINGS,    /* formaliakontroll */
	REQUEST_PROOF,       /* remarks on the language of the draft */
	REQUEST_PREVIEW,     /* the final text, paged */
	REQUEST_INSERT,      /* choose a kind of § to insert; value: before which item (0-based) */
	REQUEST_SECTION,     /* choose a section to add to item `value` */
	REQUEST_PHRASE,      /* choose a standard phrase to insert at the cursor */
	REQUEST_HELP,
	REQUEST_PALETTE,
	REQUEST_LOG,
	REQUEST_VIEW,        /* text: "title\n" and then what to show; value 1: a difference in it is coloured */
};

#endif
