/* str: growing strings, borrowed spans, lists of strings.
 *
 * Invariants of struct str: it begins as STR_INIT (all zero); buf is NULL until
 * the first byte is added, str_c never is; buf[len] == '\0'; cap > len or cap == 0.
 * A span borrows its bytes: it is valid as long as their owner says. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct span {
	const char *p; /* NULL means absent, which is not the same as empty */
	size_t n;      /* bytes */
};

/* A place in a text: bytes from `at`, `n` of them. */
struct range {
	size_t at, n;
};

#define SPAN_NONE ((struct span){NULL, 0})
#define SPAN_LIT(s) ((struct span){(s), sizeof(s) - 1})
/* for printf("%.*s", SPAN_FMT(s)) */
#define SPAN_FMT(s) (int)(s).n, (s).p ? (s).p : ""

struct span span_of(const char *s);             /* NULL gives SPAN_NONE */
struct span span_make(const char *p, size_t n);
bool span_eq(struct span a, struct span b);     /* byte for byte; absent == empty */
bool span_is(struct span a, const char *s);
bool span_starts(struct span a, const char *prefix);
bool span_ends(struct span a, const char *suffix);
int span_cmp(struct span a, struct span b);     /* as memcmp, shorter first */
struct span span_trim(struct span a);           /* ASCII blanks and tabs at both ends */
struct span span_from(struct span a, size_t at);          /* from byte `at` to the end */
struct span span_sub(struct span a, size_t at, size_t n); /* clipped to a */
/* First place of needle in a at or after `from`; (size_t)-1 when there is none. */
size_t span_find(struct span a, const char *needle, size_t from);
size_t span_find_last(struct span a, const char *needle);
bool span_int(struct span a, long *out);        /* all digits, at most 9 of them */
/* Takes the next line from *rest (without its "\n"); false at the end. */
bool span_line(struct span *rest, struct span *line);
/* Takes the text before the next `sep` from *rest; false when *rest is absent.
 * After the last piece *rest is absent. */
bool span_split(struct span *rest, const char *sep, struct span *piece);
char *span_dup(struct span a);                  /* free() releases; "" when absent */

struct str {
	char *buf;
	size_t len, cap;
};

#define STR_INIT {NULL, 0, 0}

void str_release(struct str *s);
void str_clear(struct str *s);                  /* keeps the storage */
const char *str_c(const struct str *s);         /* never NULL */
struct span str_span(const struct str *s);      /* valid until s changes */
void str_add(struct str *s, const char *p, size_t n);
void str_adds(struct str *s, const char *text);
void str_addspan(struct str *s, struct span a);
void str_addc(struct str *s, char c);
void str_addrep(struct str *s, const char *text, size_t times);
__attribute__((format(printf, 2, 3))) void str_addf(struct str *s, const char *fmt, ...);
void str_vaddf(struct str *s, const char *fmt, va_list ap);
void str_replace(struct str *s, size_t at, size_t del, const char *ins, size_t n);
char *str_take(struct str *s);                  /* gives the buffer away; s is empty */

struct strlist {
	char **v;
	size_t n, cap;
};

void strlist_add(struct strlist *l, const char *p, size_t n);
__attribute__((format(printf, 2, 3))) void strlist_addf(struct strlist *l, const char *fmt, ...);
bool strlist_has(const struct strlist *l, struct span a);
void strlist_sort(struct strlist *l);           /* by bytes */
void strlist_release(struct strlist *l);

/* Formats into a new string that free() releases. */
__attribute__((format(printf, 1, 2))) char *str_format(const char *fmt, ...);

/* JSON: adds a string literal with its quotation marks; invalid UTF-8 becomes U+FFFD. */
void str_add_json(struct str *s, struct span a); /* absent gives null */

#endif
