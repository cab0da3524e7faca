/* report: `paragraf stava`: a whole draft checked, words and rules, waiting for
 * the answers. */
#ifndef LANG_REPORT_H
#define LANG_REPORT_H

#include "base/err.h"
#include "base/str.h"
#include "lang/spell.h"

struct report_row {
	int line, col;         /* 1-based; col in code points */
	struct range where;
	enum spell_mark mark;
	bool quoted;
	const char *id, *why;  /* as in struct spell_hit; why NULL: a word not in the dictionary */
	struct strlist suggestion; /* of a rule: its fix, or none */
};

struct report {
	struct report_row *row;
	size_t n, cap;
	size_t words;          /* words checked */
};

/* -1 with ERR_SYSTEM when nothing can be checked. `suggest` false: no
 * suggestions are asked for (some 60 ms a word). */
int report_run(struct spell *s, struct span src, bool suggest, struct report *out, struct err *err);
void report_release(struct report *r);

/* FILE:LINE:COL: varning: TEXT [ID], one finding a line; "upplysning" for grey. */
void report_add_lines(struct str *out, const struct report *r, struct span src, const char *file);
/* The unknown words only, one a line, each once, sorted: --lista. */
void report_add_list(struct str *out, const struct report *r, struct span src);
/* paragraf-stava 1 (command line, "stava --json"), with a final newline. */
void report_add_json(struct str *out, const struct report *r, struct span src);

#endif
