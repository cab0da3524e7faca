/* inner: what the files of rules share; nobody else includes it. */
#ifndef CHECK_INNER_H
#define CHECK_INNER_H

#include "check/check.h"

struct check_run {
	const struct protocol *p;
	const struct organ *organ;         /* or NULL */
	const struct check_facts *facts;   /* never NULL */
	const struct check_row *row;       /* the rule being run */
	struct check_result *out;
	bool (*go_on)(void *ctx);          /* or NULL */
	void *ctx;
};

/* false: what is found now will not be asked for. Long rules look at it. */
bool check_goes_on(const struct check_run *r);

struct check_row {
	const char *id;
	enum severity severity;
	const char *text;    /* what it is about, Swedish */
	const char *source;
	void (*run)(struct check_run *r);
	bool all_types;      /* runs on summaries and motion replies too */
};

/* Adds a finding of the running rule. `where` may be empty; rattning NULL: none. */
__attribute__((format(printf, 4, 5))) void check_add(
	struct check_run *r, struct range where, const char *rattning, const char *fmt, ...);
/* With a severity other than the row's. */
__attribute__((format(printf, 4, 5))) void check_add_as(
	struct check_run *r, enum severity s, struct range where, const char *fmt, ...);

/* A line of running text. */
struct check_line {
	struct span text;   /* without its newline */
	size_t at;          /* of text.p in the draft */
	const struct item *item; /* NULL before the first */
	bool heading, quote, table;
};
/* Calls fn for each line of the body that is prose: no meta lines, no comments. */
typedef void check_line_fn(struct check_run *r, const struct check_line *l);
void check_lines(struct check_run *r, check_line_fn *fn);
/* Where source line `line` (1-based) begins, and the line without its newline. */
struct range check_line_range(struct span src, int line);
/* Is the byte inside a comment, an address of a link or an address? */
bool check_masked(const struct check_line *l, size_t at);

/* Numbers and words at `at` in s: bytes taken, 0 when it is none. */
size_t check_number(struct span s, size_t at, int *out);   /* at most 4 digits */
size_t check_month(struct span s, size_t at, int *month);  /* januari .. december, whole word */
size_t check_time(struct span s, size_t at, int *h, int *m); /* 14.30 14:30, any two digits */
/* Does a word begin / end at `at`: is the neighbour no letter or digit? */
bool check_word_starts(struct span s, size_t at);
bool check_word_ends(struct span s, size_t at);

/* The place of a heading line, of a front field (empty range at 0: absent). */
struct range check_front(const struct check_run *r, enum front_key key);
bool check_serves(const struct person *p, int nr);
/* The first of the group that is this person; NULL: none. "Bo Lind (M)" as text. */
const struct person *check_find(const struct check_run *r, enum person_group g, struct span name_and_party);

/* rules.c files */
void rule_format(struct check_run *r);
void rule_time_and_place(struct check_run *r);
void rule_chair(struct check_run *r);
void rule_signers(struct check_run *r);
void rule_quorum(struct check_run *r);
void rule_serving(struct check_run *r);
void rule_numbers(struct check_run *r);
void rule_dnr(struct check_run *r);
void rule_decision(struct check_run *r);
void rule_decision_alone(struct check_run *r);
void rule_signing_day(struct check_run *r);
void rule_bilaga(struct check_run *r);

void rule_yrkande(struct check_run *r);
void rule_beslutsgang(struct check_run *r);
void rule_vote_meaning(struct check_run *r);
void rule_vote_sums(struct check_run *r);
void rule_voters(struct check_run *r);
void rule_tie(struct check_run *r);
void rule_reservation(struct check_run *r);
void rule_jav(struct check_run *r);

void rule_gaps(struct check_run *r);
void rule_notes(struct check_run *r);
void rule_placeholders(struct check_run *r);
void rule_weekday(struct check_run *r);
void rule_impossible(struct check_run *r);
void rule_meeting_time(struct check_run *r);
void rule_register(struct check_run *r);
void rule_names(struct check_run *r);

void rule_interval(struct check_run *r);
void rule_percent(struct check_run *r);
void rule_paragraph_sign(struct check_run *r);
void rule_quotes(struct check_run *r);
void rule_clock_form(struct check_run *r);
void rule_abbreviations(struct check_run *r);
void rule_blanks(struct check_run *r);

#endif
