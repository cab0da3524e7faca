/* reply: what came back from a justerare -> the changes it asks for.
 *
 * However it was edited: the text retyped or re-wrapped, Windows line ends, code
 * page 1252 or UTF-8 with a byte order mark, NFD, quoted in a mail ("> ", an
 * answer above it, a signature below), marks lost, §§ left out; CriticMarkup with
 * comments; a list of remarks ("§ 4: byt ”x” mot ”y”"). A § or part that does not come back
 * at all is not looked at, never taken away; a note says so. A kind of sign that the
 * way back has lost everywhere (” made ", – made -) is no change.
 *
 * Nothing of the bytes is trusted: control characters, more than REPLY_MOST bytes
 * or what is no text is refused with the line where it stands. */
#ifndef JUSTERING_REPLY_H
#define JUSTERING_REPLY_H

#include "base/err.h"
#include "base/str.h"
#include "justering/change.h"

enum { REPLY_MOST = 8 << 20 };

enum reply_form { REPLY_TEXT, REPLY_MARKDOWN, REPLY_CRITIC, REPLY_REMARKS, REPLY_FORMS };

struct reply {
	enum reply_form form;
	struct changes changes;   /* of base; canonical, remarks among them */
	char *message;            /* what the person wrote round the text; NULL */
	bool none;                /* says "inga anmärkningar", and asks for nothing */
	struct strlist note;      /* Swedish, a line each: what was not looked at or could not be placed */
};

/* base: the draft exactly as it was sent. What can't be placed becomes a remark
 * on the § or the whole, so that nothing is lost. opt_abbreviations: periods that end
 * no sentence (text/motion.h). -1 with ERR_INPUT. */
int reply_read(struct reply *out, struct span base, struct span bytes, const struct strlist *opt_abbreviations,
	struct err *err);
void reply_release(struct reply *r);

const char *reply_form_name(enum reply_form f); /* "text", "markdown", "criticmarkup", "anmärkningar" */

#endif
