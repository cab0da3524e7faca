/* messages: what the program has said, newest last. The message line shows the
 * newest until the next key; the log shows all. Holds the last MESSAGES_MAX. */
#ifndef UI_MESSAGES_H
#define UI_MESSAGES_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "ui/surface.h"

enum message_level { MESSAGE_INFO, MESSAGE_WARNING, MESSAGE_ERROR };
enum { MESSAGES_MAX = 200 };

struct message {
	enum message_level level;
	struct stamp at;
	char *text;
};

struct messages {
	struct message v[MESSAGES_MAX];
	int n;
	bool showing;   /* the newest is on the message line */
};

void messages_release(struct messages *m);
__attribute__((format(printf, 3, 4))) void messages_say(
	struct messages *m, enum message_level level, const char *fmt, ...);
void messages_err(struct messages *m, const struct err *err);  /* its msg, as an error */
/* The one that is showing, NULL when none. */
const struct message *messages_current(const struct messages *m);
void messages_hide(struct messages *m);
/* In the whole row; errors begin with "Fel: ", warnings with "Obs: ". In a line that
 * is too long for it, absolute paths are cut to "…/name" ("~/name" in $HOME).
 * Nothing is drawn when none is showing; returns whether. */
bool messages_draw(const struct messages *m, struct surface *s, int row);

#endif
