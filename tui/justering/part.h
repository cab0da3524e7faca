/* part: which §§ a signed document holds. The ordinary protocol is part 0; what
 * is justerat omedelbart is part 1, 2 ... with §§ of its own, while the rest is a
 * draft still. Parts are disjoint and together complete, numbers stay.
 *
 * The list is the file justering/delar, one line a part, "1: 12, 14–15"; when the
 * rest is locked it moves to justerat/delar. Canonical: parts_parse takes exactly
 * what parts_write gives. A part keeps its number: one that is taken back leaves a hole.
 * Source: R26, R43. */
#ifndef JUSTERING_PART_H
#define JUSTERING_PART_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "doc/protocol.h"

#define PART_FILE "justering/delar"
#define PART_FILE_SEALED "justerat/delar"
#define PART_META "Omedelbart justerad" /* the meta line of each § of a part: "ja" */

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
/* Absent or empty bytes: no parts. */
int parts_parse(struct parts *out, struct span bytes, struct err *err);
void parts_release(struct parts *l);
/* "12, 14-15" to a new part of p; ERR_INPUT names what is no § or is in a part already. */
int parts_add(struct parts *l, const struct protocol *p, struct span paras, struct err *err);
void parts_remove(struct parts *l, int nr);
const struct part *parts_find(const struct parts *l, int nr); /* NULL */
/* Which part § nr is in: 0 for the ordinary. */
int parts_of(const struct parts *l, int para);
/* Disjoint, and every § named is in p, once: -1 with the first that is not. */
int parts_check(const struct parts *l, const struct protocol *p, struct err *err);
/* The draft of one part (0: of the rest): front matter and its §§, bytes unchanged; the
 * introduction is the rest's. Read it with part_protocol. */
void part_text(const struct parts *l, int nr, const struct protocol *p, struct str *out);
/* What such a text says: as protocol_parse, but without the people whose §§ are all in other
 * parts. Those who sign and serve are those of these §§. */
struct protocol *part_protocol(struct span text);
/* "§ 12", "§§ 12, 14–15" */
void part_add_paras(struct str *out, const struct part *part);
/* Where the files of a part stand: "justerat" or "justerat/del-1"; "justering", "justering/del-1". free(). */
char *part_folder(int nr, bool sealed);
/* A file of it: "justerat/del-1/manifest". free(). */
char *part_path(int nr, bool sealed, const char *name);
char *part_tag(int nr);       /* "justerat", "justerat-del-1"; free() */

#endif
