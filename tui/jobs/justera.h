/* justera: the whole job of justering on one meeting folder: start, sign, refuse,
 * withdraw, lock. Each step is a version of its own and a row of justering/logg.
 *
 * The state is never a flag: it is computed anew from the text, the round's
 * files and the mark in the history each time (justera_status). doc/state.h says
 * what is allowed. A round is bound to its manifest: any other text voids it.
 *
 * The steps that run ssh-keygen or gpg may ask for a passphrase on the terminal:
 * justera_needs_terminal says which; the screen leaves the terminal before. */
#ifndef JOBS_JUSTERA_H
#define JOBS_JUSTERA_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "doc/state.h"
#include "justering/seal.h"
#include "justering/sign.h"

struct justera_act {
	struct worker *w;         /* of the role "arkiv" */
	const char *folder;
	const char *who;          /* the secretary: whose version it is; NULL: "Sekreterare" */
	bool hold;                /* as in store.h: true in the editor */
	int part;                 /* 0: the ordinary protocol; 1 ...: justering/delar */
};

struct justera_status {
	enum state state;         /* of the part */
	bool parts;               /* the meeting has parts */
	bool fallen;              /* a round was begun, but the text has changed since: */
	struct signing fell;      /* ... and who had answered it */
	struct signing signing;   /* of the running round, the locked one, or who would sign */
	struct seal seal;         /* of the running round or the locked one; else all zeros */
	char *round;              /* folder of its files: "justering", "justerat/del-1" */
	char manifest[65];        /* SHA-256 of the manifest; "" */
	int approved, refused, handed; /* handed over, and not confirmed by the organ yet */
	int gaps, notes;          /* [[...]] and <!-- --> left */
	int suggestions;          /* open ones */
	int unexplained;          /* decisions changed after klubbslag, without a reason */
	int sent;                 /* packets */
	bool marked_unsigned;     /* justerat, the mark bears no signature, and a secretary has a known key */
	struct date justerat;     /* justeringsdatum; year 0: not yet */
	int nr;                   /* the last version */
	char id[41], blob[41];
	char digest[65];          /* SHA-256 of `part` */
	struct str text;          /* protokoll.md, the last version */
	struct str part;          /* the part's text: all of it when there are no parts */
};

/* Part 0. ERR_MOVED when protokoll.md differs from the last version. */
int justera_status(struct worker *w, const char *folder, struct justera_status *out, struct err *err);
int justera_status_of(struct worker *w, const char *folder, int part, struct justera_status *out, struct err *err);
void justera_status_release(struct justera_status *s);

/* May the text be changed now? ERR_STATE with the reason in justering and
 * justerat. Cheap (files only): for commands that write, as aterstall; what is
 * justerat the store refuses by itself. */
int justera_editable(const char *folder, struct err *err);

/* Starts a round: renders the final text from exactly the part's text, writes
 * manifest, protokoll.txt and underskrifter. `errors`: findings of severity fel,
 * counted by the caller with check/. */
int justera_start(const struct justera_act *a, int errors, struct err *err);
/* Signs on this machine by name (SIGN_GODKANNANDE). */
int justera_approve(const struct justera_act *a, struct span name, struct err *err);
/* Back to utkast or utsänt: every signature falls. opt_reason may be absent. */
int justera_withdraw(const struct justera_act *a, struct span opt_reason, struct err *err);

/* Signs the manifest here with a key: the path of an SSH key (private, or .pub with the
 * private half in ssh-agent), or else what gpg -u takes. Needs the terminal. */
int justera_sign(const struct justera_act *a, struct span name, const char *key, struct err *err);
/* The manifest to be signed elsewhere: its bytes. */
int justera_request(const struct justera_act *a, struct str *out, struct err *err);
/* A signature made elsewhere; *opt_who gets whose it was, free(). */
int justera_take_signature(const struct justera_act *a, struct span bytes, char **opt_who, struct err *err);
/* Signed on paper or in an outside service on `day`: what came back is kept and hashed.
 * method is SIGN_PAPPER or SIGN_TJANST. */
int justera_confirm(const struct justera_act *a, struct span name, enum sign_method method, const char *file,
	struct date day, struct err *err);
bool justera_needs_terminal(enum sign_method m);

/* The answers other than a signature. */
int justera_refuse(const struct justera_act *a, struct span name, struct span reason, struct err *err);
int justera_return(const struct justera_act *a, struct span name, struct err *err);
int justera_note(const struct justera_act *a, struct span name, struct err *err);
int justera_hand_over(const struct justera_act *a, struct span name, struct err *err);
/* The organ has confirmed the minutes itself, at its sitting on `day`. */
int justera_organ_confirms(const struct justera_act *a, struct date day, struct err *err);

/* Locks for good. opt_key: the secretary's, which signs the mark (may need the
 * terminal); given alone on what is justerat already it signs a mark that is unsigned. */
int justera_lock(const struct justera_act *a, const char *opt_key, struct err *err);

/* What has changed since `name` last looked or got a packet, appended: the words that
 * differ version by version, decisions changed after klubbslag, the reasons. Appends
 * nothing when there is nothing new. *opt_since: number of the version last seen, 0: none. */
int justera_news(struct worker *w, const char *folder, struct span name, struct str *out, int *opt_since,
	struct err *err);
/* `name` has seen everything up to the last version: LOG_SETT. */
int justera_seen(const struct justera_act *a, struct span name, struct err *err);

/* The keys of the organ: adds one to <archive>/organ/<kort>.nycklar, *fingerprint
 * to be read out, free(). */
int justera_add_key(const char *folder, struct span name, const char *file, char **fingerprint, struct err *err);

#endif
