/* sign: who is to sign one text, and what each of them has answered: the file
 * justering/underskrifter, later justerat/underskrifter.
 *
 * One manifest (justering/seal.h), one round: the file says the SHA-256 of the
 * manifest, and so does each signature. Any other text is another manifest and
 * voids all of it. Canonical: the same round gives the same bytes, and anything
 * else is refused. One group of lines a signer, in the order of the manifest:
 *
 *   format: paragraf-underskrifter 1
 *   manifest: <sha256>
 *   start: 2031-04-10T08:00:00+02:00
 *
 *   undertecknare: Bo Lind (M), justerare
 *   svar: undertecknat
 *   tid: 2031-04-10T09:12:00+02:00
 *   sätt: ssh
 *   manifest: <sha256>
 *   nyckel: SHA256:...
 *   fil: 2.sig
 *   fil-sha256: <sha256>
 *
 * Source: R42, R44, R60, R62. */
#ifndef JUSTERING_SIGN_H
#define JUSTERING_SIGN_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/protocol.h"

enum sign_state {
	SIGN_WAITING,
	SIGN_SIGNED,
	SIGN_REFUSED,
	SIGN_NOTED,      /* refused, and "avvikande uppfattning antecknas": an answer */
	SIGN_HANDED,     /* refused, and "överlämnas till nästa sammanträde": an answer once the
	                  * organ itself has confirmed the minutes (day) */
	SIGN_STATES,
};

enum sign_method {
	SIGN_GODKANNANDE, /* on this machine, by name */
	SIGN_SSH,
	SIGN_OPENPGP,
	SIGN_PAPPER,      /* on paper; what came back is kept as a file */
	SIGN_TJANST,      /* in an outside service, likewise */
	SIGN_METHODS,
};

struct signer {
	char *who;          /* "Anna Ek (S)" */
	char *role;         /* "ordförande", "justerare" */
	enum sign_state state;
	bool approved;      /* has answered so that the text can be locked; kept by signing_* */
	struct stamp at;    /* of the answer; unless WAITING */
	/* SIGNED */
	enum sign_method method;
	char digest[65];    /* SHA-256 of the manifest signed */
	char *key;          /* SSH: "SHA256:...", OPENPGP: 40 digits; else NULL */
	char *file;         /* "2.sig", "2.asc", "retur-2.pdf"; NULL: none */
	char file_digest[65]; /* SHA-256 of it; "" without a file */
	struct date day;    /* PAPPER, TJANST: when it was signed there; HANDED: when the organ
	                     * confirmed the minutes, year 0: not yet */
	char *reason;       /* REFUSED, NOTED, HANDED; NULL: none given */
};

struct signing {
	char digest[65];    /* SHA-256 of the manifest */
	struct stamp start;
	struct signer *signer; /* those who presided, then justerare */
	size_t n, cap;
};

#define SIGNING_INIT {"", {0, 0}, NULL, 0, 0}

/* Those who sign: whoever presided at some §, and the justerare. */
void signing_from_protocol(struct signing *s, const struct protocol *p);
void signing_add(struct signing *s, struct span who, struct span role);
void signing_copy(struct signing *to, const struct signing *from); /* to: SIGNING_INIT */
/* -1 with ERR_INPUT when the bytes are not canonical. */
int signing_parse(struct signing *out, struct span bytes, struct err *err);
void signing_write(const struct signing *s, struct str *out);
void signing_release(struct signing *s);

/* The signer `who` names: "Anna Ek (S)" or "Anna Ek", any case; NULL: none, or
 * more than one. */
struct signer *signing_find(const struct signing *s, struct span who);
/* The same, with ERR_NOT_FOUND that names those there are. */
struct signer *signing_need(const struct signing *s, struct span who, struct err *err);
/* "Anna Ek (S)" and "anna ek" name the same person. */
bool signing_same_person(struct span a, struct span b);

/* A signature of the manifest `digest`. ERR_STATE: signed already; ERR_MOVED:
 * another manifest. key, file and file_digest may be NULL, day the year 0. */
struct sign_act {
	enum sign_method method;
	struct stamp at;
	const char *key, *file, *file_digest;
	struct date day;
};
int signing_sign(struct signing *s, struct signer *g, const char *digest, const struct sign_act *a, struct err *err);
/* An answer other than a signature; takes back what was answered before. WAITING takes
 * a refusal back. Whether it is allowed, doc/state.h says. */
void signing_answer(struct signer *g, enum sign_state state, struct stamp at, struct span reason);
/* The organ has itself confirmed the minutes: all that were handed over are answered. How many. */
int signing_confirm(struct signing *s, struct date day);

int signing_count(const struct signing *s, enum sign_state state);
int signing_approved(const struct signing *s);
/* The day the last of them signed, in Europe/Stockholm whatever the machine's
 * time zone is; year 0 when somebody has not answered. */
struct date signing_date(const struct signing *s);
/* Of a stamp: by the European rules for summer time. */
struct date signing_local_date(struct stamp t);

const char *sign_method_name(enum sign_method m);  /* "ssh", as in the file */
int sign_method_find(struct span name);            /* -1 */
/* For people: "inte godkänt", "godkänt 2031-04-10 09.12", "undertecknat 2031-04-10
 * 09.12 (ssh, SHA256:...)", "vägrar 2031-04-10 09.12: skäl" ... */
void sign_add_answer(struct str *out, const struct signer *g);

#endif
