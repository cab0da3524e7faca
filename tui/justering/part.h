/* part: which §§ a signed document holds. The ordinary protocol is part 0; what
 * is justerat omedelbart is part 1, 2 ... with §§ of its own, while the rest is a
 * draft still. Parts are disjoint and together complete, numbers stay. The list is the
 * file justering/delar: one line a part, "1: 12, 14–15". Source: R26, R43. */
#ifndef JUSTERING_PART_H
#define JUSTERING_PART_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "doc/protocol.h"

#define PART_FILE "justering/delar"

struct part {
	int nr;              /* 1.. */
	int *para;           /* §§, ascending */
	size_t n, cap;
};

struct parts {
	struct part *v;      /* by nr */
	size_t n, cap;
};

void parts_write(const struct parts *l, struct str *out);
int parts_parse(struct parts *out, struct span bytes, struct err *err);
void parts_release(struct parts *l);
/* "12, 14-15" to a new part of p; ERR_INPUT names what is no § or is in a part already. */
int parts_add(struct parts *l, const struct protocol *p, struct span paras, struct err *err);
/* Which part § nr is in: 0 for the ordinary. */
int parts_of(const struct parts *l, int para);
/* Disjoint, and every § named is in p: -1 with the first that is not. */
int parts_check(const struct parts *l, const struct protocol *p, struct err *err);
/* The draft of one part (0: of the rest): front matter and its §§, bytes unchanged. Those
 * who sign and serve are those of these §§. */
void part_text(const struct parts *l, int nr, const struct protocol *p, struct str *out);
/* The bytes that a signed part holds must stay: may [at, at + del) be changed? */
bool parts_locked(const struct parts *l, const struct protocol *p, size_t at, size_t del);
/* Where the files of a part stand: "justerat" or "justerat/del-1"; "justering", "justering/del-1". free(). */
char *part_folder(int nr, bool sealed);
char *part_tag(int nr);       /* "justerat", "justerat-del-1"; free() */

#endif
