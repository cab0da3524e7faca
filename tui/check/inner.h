/* inner: what the files of rules share; nobody else includes it. */
#ifndef CHECK_INNER_H
#define CHECK_INNER_H

#include "check/check.h"

/* Something seen that is judged when the whole text has been: which of two
 * spellings, the first mention of a law. */
struct sight {
	const struct check_row *row;
	int group, form;
	size_t at, n;        /* bytes of the draft */
	int item;            /* index, -1 before the first */
	bool upper;          /* begins with a capital in the text */
	bool starts;         /* begins a sentence */
	bool quiet;          /* counts, but is never marked: in a quotation, a heading */
};

struct people;

struct check_run {
	const struct protocol *p;
	const struct organ *organ;         /* or NULL */
	const struct check_facts *facts;   /* never NULL */
	const struct phrases *phrases;     /* never NULL */
	const struct check_row *row;       /* the rule being run */
	struct check_result *out;
	struct sight *sight;               /* in the order of the text */
	size_t nsights, capsights;
	struct people *people;             /* of people.c: made when first asked for */
	bool (*go_on)(void *ctx);          /* or NULL */
	void *ctx;
};

/* false: what is found now will not be asked for. Long rules look at it. */
bool check_goes_on(const struct check_run *r);

/* What a line holds, so that a rule passes over the lines that can't concern it. */
enum {
	HAS_DIGIT = 1,
	HAS_HYPHEN = 2,
	HAS_PERCENT = 4,
	HAS_POINT = 8,       /* . , : ; */
	HAS_QUOTE = 16,      /* ' " */
	HAS_E2 = 32,         /* the first byte of dashes and curved quotation marks */
	HAS_C2 = 64,         /* ... of § and the no-break blank */
	HAS_BLANK = 128,
	HAS_UPPER = 256,     /* A-Z, Å Ä Ö and the like */
	HAS_PAREN = 512,
	HAS_SLASH = 1024,
	HAS_ANY = 2048,      /* every line */
};

#define QUOTED_MAX 12

/* A line of running text. */
struct check_line {
	struct span text;    /* without its newline */
	size_t at;           /* of text.p in the draft */
	size_t start;        /* of the words: after the marks of a heading, a list, a quotation */
	unsigned has;
	const struct item *item; /* NULL before the first */
	int nitem;           /* its index, -1 */
	int section;         /* enum section_kind, -1: the item's own text */
	bool heading, quote, table, list;
	struct range quoted[QUOTED_MAX]; /* between quotation marks, the marks not with it */
	size_t nquoted;
};

typedef void check_line_fn(struct check_run *r, const struct check_line *l);
struct phrase;
typedef void check_phrase_fn(struct check_run *r, const struct check_line *l, const struct phrase *what, size_t at,
	size_t n);

/* A rule has one way to look at the text, or several. */
struct check_row {
	const char *id;
	enum severity severity;
	const char *text;    /* what it is about, Swedish */
	const char *source;
	void (*run)(struct check_run *r);    /* at the whole protocol */
	bool all_types;      /* runs on summaries and motion replies too */
	check_line_fn *line; /* at each line that holds one of `any` */
	unsigned any;
	check_phrase_fn *phrase; /* at the words of these lists, a bit each */
	unsigned lists;
	void (*finish)(struct check_run *r); /* when all lines have been seen; `sight` is whole */
};

/* Adds a finding of the running rule. `where` may be empty; rattning NULL: none. */
__attribute__((format(printf, 4, 5))) void check_add(
	struct check_run *r, struct range where, const char *rattning, const char *fmt, ...);
/* With a severity other than the row's. */
__attribute__((format(printf, 4, 5))) void check_add_as(
	struct check_run *r, enum severity s, struct range where, const char *fmt, ...);
/* On n bytes at `at` of the line, unless they are masked or between quotation
 * marks; in a quotation (>) without a correction: it is somebody else's words. */
__attribute__((format(printf, 7, 8))) void check_mark(struct check_run *r, const struct check_line *l,
	enum severity s, size_t at, size_t n, const char *rattning, const char *fmt, ...);
/* Something seen by the running rule. */
void check_see(struct check_run *r, const struct check_line *l, size_t at, size_t n, int group, int form);

/* One walk over the lines of the body that are prose: no meta lines, comments,
 * verbatim text. */
typedef void check_walk_fn(void *ctx, const struct check_line *l);
void check_walk(struct check_run *r, check_walk_fn *fn, void *ctx);
/* Where source line `line` (1-based) begins, and the line without its newline. */
struct range check_line_range(struct span src, int line);
/* Is the byte inside a comment, a gap, verbatim text, an address of a link, an
 * address or the name of a file? */
bool check_masked(const struct check_line *l, size_t at);
bool check_quoted(const struct check_line *l, size_t at);
/* Does a sentence begin at `at` of the line? */
bool check_sentence_starts(const struct check_line *l, size_t at);
/* The word right before the blanks before `at`, and right after `at`; absent at
 * the ends of the line and where something else than blanks is between. */
struct span check_word_before(struct span s, size_t at);
struct span check_word_after(struct span s, size_t at);

/* Numbers and words at `at` in s: bytes taken, 0 when it is none. */
size_t check_number(struct span s, size_t at, int *out);   /* at most 4 digits */
size_t check_month(struct span s, size_t at, int *month);  /* januari .. december, whole word */
size_t check_time(struct span s, size_t at, int *h, int *m); /* 14.30 14:30, any two digits */
/* Is it one of the words of an array? */
bool check_one_of(struct span word, const char *const *words, size_t n);
#define CHECK_ONE_OF(word, words) check_one_of(word, words, sizeof words / sizeof words[0])

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

void rule_yrkande(struct check_run *r);
void rule_beslutsgang(struct check_run *r);
void rule_vote_meaning(struct check_run *r);
void rule_vote_sums(struct check_run *r);
void rule_voters(struct check_run *r);
void rule_tie(struct check_run *r);
void rule_reservation(struct check_run *r);
void rule_jav(struct check_run *r);

void rule_gavel(struct check_run *r);
void rule_gaps(struct check_run *r);
void rule_notes(struct check_run *r);
void rule_register(struct check_run *r);

/* People of the lists and names of the text, made once a run. */
struct known {
	const struct person **v;
	size_t n;
};
struct stray {           /* two words with capitals that stand together */
	struct range where;  /* of the draft */
	size_t first;        /* bytes of the first */
	unsigned count;      /* how often it stands there, when they have been counted */
};
struct people {
	struct known known;
	struct stray *stray;
	size_t nstray, capstray;
};
struct people *check_people(struct check_run *r);
void check_people_release(struct check_run *r);
void check_wrong_name(struct check_run *r, const struct check_line *l, struct range where, const struct person *x);
void check_listed_names(struct check_run *r, const struct check_line *l);
/* Levenshtein distance, folded; neighbours swapped count as one. */
size_t check_distance(struct span a, struct span b);

void rule_long_sentences(struct check_run *r);
void rule_list_form(struct check_run *r);
/* Fills sentences and fragments of the result. */
void check_count_sentences(struct check_run *r);

check_line_fn line_placeholders, line_weekday, line_impossible, line_meeting_time, line_names, line_bilaga;
check_line_fn line_interval, line_percent, line_sign, line_quotes, line_clock, line_date, line_numbers, line_blanks;
check_line_fn line_list_lead, line_capitals, line_stray_names;
check_phrase_fn phrase_sign, phrase_abbreviation, phrase_unit, phrase_plain, phrase_law, phrase_acronym, phrase_variant;

void finish_numbers(struct check_run *r);
void finish_laws(struct check_run *r);
void finish_acronyms(struct check_run *r);
void finish_variants(struct check_run *r);
void finish_capitals(struct check_run *r);
void finish_stray_names(struct check_run *r);

#endif
