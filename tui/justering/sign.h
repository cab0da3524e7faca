/* sign: who is to approve the text, and who has: justerat/godkannanden.
 *
 * One text, one round: the file says the SHA-256 of the text sent to justering;
 * each approval repeats it. Any other text voids all of it. The file is
 * canonical: the same round gives the same bytes, and anything else is refused.
 *
 *   format: paragraf-godkännanden 1
 *   text: <sha256>
 *   start: 2031-04-10T08:00:00+02:00
 *   undertecknare: Anna Ek (S), ordförande
 *   undertecknare: Bo Lind (M), justerare
 *   godkänd: 2031-04-10T09:12:00+02:00 <sha256> Bo Lind (M)
 */
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
	char digest[65];    /* SHA-256 of the text sent to justering */
	struct stamp start;
	struct signer *signer; /* in the order of the file: those who presided, then justerare */
	size_t n, cap;
};

#define SIGNING_INIT {"", {0, 0}, NULL, 0, 0}

/* Those who sign: whoever presided at some §, and the justerare. */
void signing_from_protocol(struct signing *s, const struct protocol *p);
void signing_add(struct signing *s, struct span who, struct span role);
/* -1 with ERR_INPUT when the bytes are not canonical. */
int signing_parse(struct signing *out, struct span bytes, struct err *err);
void signing_write(const struct signing *s, struct str *out);
void signing_release(struct signing *s);

/* The signer `who` names: "Anna Ek (S)" or "Anna Ek", any case; NULL: none, or
 * more than one. */
struct signer *signing_find(const struct signing *s, struct span who);
/* ERR_NOT_FOUND: no signer; ERR_STATE: approved already; ERR_MOVED: another text. */
int signing_approve(struct signing *s, struct span who, const char *digest, struct stamp at, struct err *err);
/* How many approved exactly this text. */
int signing_count(const struct signing *s, const char *digest);

/* The following come with the new form of the file. */
bool signing_same_person(struct span a, struct span b);
int signing_approved(const struct signing *s);
struct date signing_date(const struct signing *s);
struct date signing_local_date(struct stamp t);
const char *sign_method_name(enum sign_method m);
int sign_method_find(struct span name);
void sign_add_answer(struct str *out, const struct signer *g);

#endif
