/* suggest (job): the suggestions of a meeting, and what is done with them. Each
 * accepted one is a version of its own: author who proposed it, committer who
 * accepted it. */
#ifndef JOBS_SUGGEST_H
#define JOBS_SUGGEST_H

#include "base/err.h"
#include "base/str.h"
#include "base/worker.h"
#include "justering/suggest.h"

struct suggest_list {
	struct suggestions all;
	struct suggest_place *place;  /* one each, in `text` */
	int *conflict;                /* one each, 0: none */
	struct str text;              /* protokoll.md, the last version */
	char id[41];
};

/* ERR_MOVED when protokoll.md differs from the last version. */
int suggest_list(struct worker *w, const char *folder, struct suggest_list *out, struct err *err);
void suggest_list_release(struct suggest_list *l);

struct suggest_act {
	struct worker *w;
	const char *folder, *who;     /* the secretary */
	bool hold;
};

/* Accepts nr; opt_text: with these words instead. Its rivals in a conflict stay
 * open. ERR_STATE when its words have moved and opt_at is NULL; with it the
 * bytes of the text of today to be replaced. */
int suggest_accept(const struct suggest_act *a, int nr, const char *opt_text, const struct range *opt_at, struct err *err);
int suggest_reject(const struct suggest_act *a, int nr, const char *opt_reason, struct err *err);
/* Open again; the words are taken back when they were accepted. */
int suggest_reopen(const struct suggest_act *a, int nr, struct err *err);
/* All open ones of class språk that fit and are in no conflict; how many, -1. */
int suggest_accept_language(const struct suggest_act *a, struct err *err);

/* Whose words the draft of today has, for people: author of the version that
 * brought each run of words in; covers the text. */
struct whose_run {
	struct range at;
	int who;                      /* index in names */
	int nr;                       /* version */
};

struct whose {
	struct whose_run *run;
	size_t n, cap;
	struct strlist names;
};

int whose_words(struct worker *w, const char *folder, struct whose *out, struct err *err);
void whose_release(struct whose *w);

#endif
