/* session_other: the other text of an open draft: what another program wrote
 * into the work file, what the journal has and the file has not, or a version
 * that is newer than both. Both texts stay until a person has chosen; the one not
 * chosen is kept too: of a meeting as a version of its own, of a single file as
 * NAME.annan.md beside it. Until then nothing is asked: a line says which key
 * shows the difference. */
#ifndef SCREENS_SESSION_OTHER_H
#define SCREENS_SESSION_OTHER_H

#include "screens/session.h"

enum session_other {
	OTHER_FILE,     /* another program has written the file */
	OTHER_JOURNAL,  /* what was typed and not saved */
	OTHER_VERSION,  /* the last version, newer than the file: the history has it anyway */
};

/* A text waits from now on: copied, and said once. One that waits already is put
 * into a file beside the draft first. No-op when it is the text on the screen,
 * waits already, or is a version while something else waits. */
void session_other_set(struct session *s, struct span text, enum session_other kind);
/* The other becomes the text (one undo step); what stood there is kept. On
 * failure both are as they were. */
int session_other_take(struct session *s, struct err *err);
/* The text stays; the other is kept. */
int session_other_keep(struct session *s, struct err *err);
/* Puts a text that must not be lost into NAME.annan.md beside the draft, over
 * nothing, once; *out_path: where, free(). */
int session_put_beside(const struct session *s, struct span text, char **out_path, struct err *err);
/* Frees what waits; nothing is kept: for session_close. */
void session_other_release(struct session *s);

#endif
