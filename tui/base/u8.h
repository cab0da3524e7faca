/* u8: the one place that knows UTF-8, grapheme clusters, widths, NFC, folding
 * and Swedish word bounds. The door to utf8proc.
 *
 * All functions take any bytes: an invalid byte counts as one character of its
 * own, one column wide. Offsets are bytes; columns are terminal cells.
 * Sources: UAX #29 (clusters), UAX #11 (width, through utf8proc). */
#ifndef BASE_U8_H
#define BASE_U8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Decodes the character at p (n >= 1 bytes left). Returns its length, 1 or
 * more; *cp is -1 for an invalid byte (then the length is 1). */
size_t u8_decode(const char *p, size_t n, int32_t *cp);
size_t u8_encode(int32_t cp, char out[4]);      /* 0 when cp is no scalar value */
bool u8_valid(const char *p, size_t n, size_t *opt_bad_at);

/* The cluster boundary after / before `at` (0 <= at <= n). CR LF is one
 * cluster; a newline always ends one. At the ends: n and 0. */
size_t u8_next(const char *p, size_t n, size_t at);
size_t u8_prev(const char *p, size_t n, size_t at);
/* `at` moved back to the boundary it stands on or within. */
size_t u8_snap(const char *p, size_t n, size_t at);

/* Columns of one cluster (0, 1 or 2; control characters and invalid bytes 1,
 * because they are drawn as a substitute) and of a whole string. */
int u8_cluster_width(const char *p, size_t n);
int u8_width(const char *p, size_t n);
size_t u8_count(const char *p, size_t n);       /* code points, invalid bytes as one */
/* The longest prefix in bytes, whole clusters, of at most `cols` columns. */
size_t u8_fit(const char *p, size_t n, int cols);

bool u8_is_nfc(const char *p, size_t n);
char *u8_nfc(const char *p, size_t n, size_t *out_n); /* free(); invalid bytes kept */
/* A word as dictionaries have it, appended: NFC, without soft hyphens, U+2010 and
 * U+2011 as "-". Invalid bytes are kept. */
void u8_add_plain_word(struct str *out, struct span word);
/* Case folded, NFC: å ä ö stay apart from a o, É equals é. free() releases. */
char *u8_fold(const char *p, size_t n, size_t *out_n);
/* First letter capital / small, the rest kept. Appended to out. */
void u8_add_upper_first(struct str *out, struct span s);
void u8_add_lower_first(struct str *out, struct span s);
void u8_add_upper(struct str *out, struct span s);
/* Lower case without diacritics, blanks to '-': å ä to a, ö to o, é to e; what
 * is left outside [a-z0-9-] is dropped. For names of files and `slag`. */
void u8_add_plain(struct str *out, struct span s);

bool u8_letter(int32_t cp);
bool u8_upper(int32_t cp);
bool u8_lower(int32_t cp);
bool u8_digit(int32_t cp);
bool u8_mark(int32_t cp);
bool u8_blank(int32_t cp);                      /* blank, tab, no-break blanks */
/* Must never reach a terminal: C0, DEL, C1, bidi controls, line separators. */
bool u8_control(int32_t cp);

/* The next word at or after `from`: letters, digits and marks (a letter or digit
 * first), with - : ' ’ inside (`EU:s`, `24/7-verksamhet`, `hälso-` keeps its hanging hyphen) and
 * . , / between digits (`14.30`). false when there is none. */
bool u8_word(const char *p, size_t n, size_t from, struct range *out);

#endif
