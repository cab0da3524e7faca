/* proof_inner: the state of the panel of language, shared by proof.c, which acts,
 * and proof_rows.c, which finds and groups. Nobody else includes it. */
#ifndef SCREENS_PROOF_INNER_H
#define SCREENS_PROOF_INNER_H

#include "jobs/check.h"
#include "jobs/language.h"
#include "screens/frame.h"
#include "ui/list.h"

enum proof_show { PROOF_ALL, PROOF_RED, PROOF_YELLOW, PROOF_GREY, PROOF_OFF, PROOF_SHOWS };

/* What is alike. */
struct proof_group {
	char *text;              /* the words, as they were when they were found */
	size_t first;            /* index in `all` of its first place */
	size_t rep;              /* of the first that is no quotation: how it is mended */
	size_t count, quoted;    /* places; of them in quotations */
	size_t place;            /* which of them is shown, from 0 */
};

struct proof {
	struct frame f;
	struct language_list all, checked;   /* by place; the check's part, as of check_rev */
	struct language_list off;            /* the organ's rules that are turned off */
	size_t sentences, fragments;
	size_t count[3];                     /* places by mark */
	struct proof_group *group;
	size_t ngroup, cgroup;
	size_t *shown, n, cap;               /* groups that are shown */
	enum proof_show show;
	struct list list;
	uint64_t rev, generation, words, check_rev;
	int64_t scanned_ms;
	bool scanned;
	bool check_stale;                    /* the check has other rules now */
	char turned[LANGUAGE_ID];            /* the rule that was just turned off or on; "": none */
	bool turned_on;                      /* ... and which way */
};

/* Everything anew when something has changed; answers at most four times a second.
 * The cursor stays on its row. */
void proof_follow(struct proof *p);
void proof_scan(struct proof *p);
/* Which groups are shown. */
void proof_filter(struct proof *p);
void proof_release(struct proof *p);
bool proof_ready(const struct proof *p);

/* The group under the cursor, its finding at the place shown; NULL: none. */
struct proof_group *proof_selected(const struct proof *p);
const struct language_finding *proof_finding(const struct proof *p, const struct proof_group *g);
/* The nth place of a group, an index in `all`. */
size_t proof_place(const struct proof *p, const struct proof_group *g, size_t nth);
struct span proof_text(const struct proof *p, const struct language_finding *f);
/* A few words on each side, line ends as blanks. */
void proof_add_context(const struct proof *p, const struct language_finding *f, struct str *out);
extern const struct list_source proof_rows;

#endif
