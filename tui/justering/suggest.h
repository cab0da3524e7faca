/* suggest: the suggestions of the justerare, whose they are, where they stand in
 * the text of today, what kind they are and what became of them. The file
 * justering/forslag, in the history.
 *
 * A suggestion is bound to the text it was made on (id of a version). Where it
 * stands in another text is computed each time from the words that differ, never
 * stored. Invariants
 *  1. No suggestion disappears: it is open, accepted or rejected, and what was
 *     accepted with other words keeps the words that were proposed too.
 *  2. Two that do not touch the same words can be accepted in any order, with
 *     the same text as the result; two that do are a conflict until one of them
 *     is decided.
 *  3. The same words proposed by two are one suggestion with both names.
 *  4. Class sak is never accepted in bulk.
 *
 *   format: paragraf-förslag 1
 *
 *   nr: 3
 *   av: "Bo Lind (M)"
 *   kom: 2031-04-11T09:00:00+02:00
 *   utskick: 1
 *   version: <id> <sum of its text>
 *   plats: 1204+3
 *   klass: sak
 *   gammalt: "tre"
 *   nytt: "fyra"
 *   läge: öppet
 *
 * In quotation marks any bytes: \" \\ \n, and \xHH for control characters and what
 * is no UTF-8. Source: R41, U5-U7. */
#ifndef JUSTERING_SUGGEST_H
#define JUSTERING_SUGGEST_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "doc/protocol.h"
#include "justering/change.h"

#define SUGGEST_FILE "justering/forslag"

enum suggest_class {
	SUGGEST_SPRAK,       /* spelling, typography, punctuation, inflection */
	SUGGEST_FORMULERING, /* other words, the same matter */
	SUGGEST_SAK,         /* decision, number, name, date, party, vote, reservation, negation ... */
	SUGGEST_REMARK,      /* a comment that asks for nothing in the text */
	SUGGEST_CLASSES,
};

enum suggest_state { SUGGEST_OPEN, SUGGEST_ACCEPTED, SUGGEST_REJECTED, SUGGEST_STATES };

struct suggestion {
	int nr;                   /* 1.. in the meeting, never used again */
	char **who;               /* who proposed it, the first first: "Bo Lind (M)" */
	size_t nwho;
	int packet;               /* 0: none */
	char base[41];            /* id of the version it was made on */
	char sum[17];             /* checksum of its text: versions with the same text are one base */
	struct range at;          /* there */
	char *old, *text;         /* what stands there, what is to */
	char *comment;            /* NULL; several people's are joined with their names */
	enum suggest_class cls;   /* as it was judged when it came in */
	enum suggest_state state;
	char *reason;             /* REJECTED: why, or NULL */
	char *accepted;           /* ACCEPTED with other words: those; NULL: as proposed */
	char made[41];            /* ACCEPTED: id of the version that was current before, for undo */
	struct stamp came, decided;
};

struct suggestions {
	struct suggestion *v;     /* by nr */
	size_t n, cap;
};

/* Canonical, as the other files of justering. */
void suggest_write(const struct suggestions *l, struct str *out);
int suggest_parse(struct suggestions *out, struct span bytes, struct err *err);
void suggest_release(struct suggestions *l);
struct suggestion *suggest_find(const struct suggestions *l, int nr);

/* Takes in the changes one person asked for in base (the text of version base_id).
 * What is asked for already by the same person is left out, by another gets that
 * name too, unless it was rejected: then it is asked again. The same words with
 * another comment get that comment too. How many are new. */
size_t suggest_add(struct suggestions *l, const struct changes *c, struct span base, const char *base_id,
	const char *who, int packet, struct stamp came);

/* What a change is about; `p` is the text it was made on. */
enum suggest_class suggest_classify(const struct protocol *p, struct range at, struct span text);
const char *suggest_class_name(enum suggest_class c);  /* "språk" */
const char *suggest_state_name(enum suggest_state s);  /* "öppet" */

/* Where it stands now. */
enum suggest_fit {
	SUGGEST_FITS,      /* at: the bytes of `now` to be replaced */
	SUGGEST_DONE,      /* the text says so already */
	SUGGEST_MOVED,     /* its words have been changed since: at is where they stood, to be decided by a person */
};

struct suggest_place {
	enum suggest_fit fit;
	struct range at;          /* of now: what is to be replaced */
	struct range words;       /* of now: the words it touches; n = 0: it stands before the one at `at` */
	size_t order;             /* which word of its base it begins at */
};

/* One each for the suggestions of l, in order; base(ctx, id) gives the text of a
 * version (SPAN_NONE: lost, then SUGGEST_MOVED at 0). Cost: a comparison of texts
 * for each base. */
typedef struct span suggest_base(void *ctx, const char *id);
void suggest_places(const struct suggestions *l, struct span now, suggest_base *base, void *ctx,
	struct suggest_place *out);

/* Which open suggestions touch the same words of `now`: out[i] is the smallest nr
 * of the conflict that v[i] is in, 0: in none. */
void suggest_conflicts(const struct suggestions *l, const struct suggest_place *place, int *out);
/* Do v[i] and v[j] themselves touch the same words? */
bool suggest_clash(const struct suggestions *l, const struct suggest_place *place, size_t i, size_t j);

/* `now` with text in the place of `at`, in the form of the draft: one blank between
 * words, none at the ends of lines, one sentence a line in what is put in (where
 * opt_abbreviations says one ends), canonical where `now` was. Nothing else changes. */
void suggest_apply(struct span now, struct range at, struct span text, const struct strlist *opt_abbreviations,
	struct str *out);

#endif
