/* check: the formaliakontroll: a table of rules on a protocol.
 *
 * A rule is a row {id, severity, text, source, run}: `text` is its Swedish
 * message or, where the message names things, what it is about; `source` is the
 * law or practice behind it. A rule is a pure function of the protocol, the
 * organ's register if there is one, and the facts: nothing is read or written.
 * Sources: law-and-practice, section 6; language, section 4.
 * KL = kommunallagen (2017:725), FL = förvaltningslagen (2017:900). */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/pairs.h"
#include "base/str.h"
#include "doc/gavel.h"
#include "doc/protocol.h"
#include "doc/register.h"

/* The lists of dict/ that rules read; each may be empty, its rules rest then. The
 * files say their form at their head. All zeros: no lists. */
struct check_lists {
	struct pairs klarsprak;     /* "skall = ska"; forms and their words in the same order, parted by commas */
	struct pairs egennamn;      /* names whose capitals are often wrong: "Region Västerbotten" */
	struct pairs akronymer;     /* "IMY = Integritetsskyddsmyndigheten" */
	struct pairs forkortningar; /* "t.ex. = tex, t ex" */
	struct pairs lagar;         /* "kommunallagen = 2017:725" */
	struct phrases *phrases;    /* their words by first word, or NULL: see check_lists_prepare */
};

/* Makes the lists ready to be looked up in; a run with lists that are not ready
 * does it for itself, each time. The lists may not change after it. */
void check_lists_prepare(struct check_lists *l);
void check_lists_release(struct check_lists *l);

/* The days of justering, as the caller counts them; year 0: not known, or not done. */
struct check_days {
	struct date today;
	struct date justering;      /* last day */
	struct date justerat;
	struct date anslag;         /* last day */
	struct date anslaget;
	struct date down;           /* first day it may be taken down */
	struct date nedtaget;
};

/* What the draft does not say itself. All zeros: nothing is known. */
struct check_facts {
	int last_number;      /* last § of the organ's protocol before this one in the
	                       * same year; 0: none or unknown */
	bool first_of_year;   /* no protocol before it this year: § 1 is expected */
	const char *clock;    /* how the style writes 15.40: "." or ":"; NULL: "." */
	/* Is there such a bilaga? `name` is what the text says after "bilaga" ("1",
	 * "A") or a path ("bilagor/plan.pdf"). NULL: not checked. */
	bool (*has_bilaga)(void *ctx, struct span name);
	void *ctx;
	const struct check_days *days;   /* NULL: not looked at */
	const struct check_lists *lists; /* NULL: none */
	const struct gavel_reasons *reasons; /* why decisions were changed after the klubbslag; NULL: none */
	const struct pairs *off;         /* rules the organ has turned off, "S10 = av"; NULL: none */
};

struct check_finding {
	int line, col;          /* 1-based; col in code points */
	enum severity severity;
	const char *id;         /* "F14"; static or owned by the protocol */
	const char *source;     /* "KL 5:67", or "" */
	char *text;             /* Swedish, one line */
	struct range where;     /* bytes of the draft; n may be 0 */
	char *rattning;         /* what to write instead of `where`, or NULL */
};

struct check_result {
	struct check_finding *v; /* by place, then by severity */
	size_t n, cap;
	size_t count[3];         /* by severity */
	size_t sentences;        /* in the running text, quotations left out */
	size_t fragments;        /* of them: likely without a subject or a finite verb. Counted, never
				  * marked: notes are often written so */
};

/* Runs every rule. organ and facts may be NULL. *out is filled anew. `p` must
 * live as long as the result. */
void check_run(const struct protocol *p, const struct organ *opt_organ,
	const struct check_facts *opt_facts, struct check_result *out);
/* The same, but it asks go_on every millisecond or so and gives up when that
 * says no: false then, and *out is empty. */
bool check_run_while(const struct protocol *p, const struct organ *opt_organ, const struct check_facts *opt_facts,
	bool (*go_on)(void *ctx), void *ctx, struct check_result *out);
void check_release(struct check_result *r);

/* May an organ turn this rule off? Rules of language (S and T here, those of
 * lang/rules) yes; what the law or the format asks (F..., FORMAT...) never. */
bool check_may_be_off(const char *id);
/* Has it? `off` may be NULL. Ids it does not know are nobody's. */
bool check_is_off(const struct pairs *off, const char *id);

const char *check_severity_name(enum severity s);   /* "fel" "varning" "upplysning" */

/* FILE:LINE:COL: fel: TEXT [ID], one a line; at least `least` severe. */
void check_add_lines(struct str *out, const struct check_result *r, const char *file, enum severity least);
/* paragraf-fynd 1 (command line, "kontrollera --json"), with a final newline. */
void check_add_json(struct str *out, const struct check_result *r, enum severity least);

/* The table, for help and documents. */
struct check_rule_info {
	const char *id, *text, *source;
	enum severity severity;
};
size_t check_rules(void);
struct check_rule_info check_rule(size_t i);

#endif
