/* session_other: the other text of an open draft: what another program wrote
 * into the work file, or what the journal has and the file has not. Both stay
 * until a person has chosen; the one not chosen is kept too: of a meeting as a
 * version of its own, of a single file as NAME.annan.md beside it. */
#ifndef SCREENS_SESSION_OTHER_H
#define SCREENS_SESSION_OTHER_H

#include "screens/session.h"

/* A text waits from now on: copied; `what` is static and says whose it is:
 * "texten i journalen", "filen från ett annat program". One line is said, with the
 * key that shows the difference. An other that waits already is kept first (see
 * session_other_keep). No-op when it is the text on the screen or waits already. */
void session_other_set(struct session *s, struct span text, const char *what);
/* The other becomes the text (one undo step); what stood there is kept. */
int session_other_take(struct session *s, struct err *err);
/* The text stays; the other is kept. */
int session_other_keep(struct session *s, struct err *err);
/* Frees what waits; nothing is kept: for session_close. */
void session_other_release(struct session *s);

#endif
