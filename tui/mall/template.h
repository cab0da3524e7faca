/* template: a Mustache subset.
 *
 *   {{namn}}       the value, with markup characters escaped
 *   {{{namn}}}     the value as it is; also {{&namn}}
 *   {{#namn}}..{{/namn}}   for each of a list, once for a true value (a map
 *                  becomes the nearest context)
 *   {{^namn}}..{{/namn}}   when it is false, empty or absent
 *   {{a.b}} {{.}}  dotted names; the value itself
 *   {{! note }}    nothing
 *   {{> fil}}      another template of the same style, indented as the tag
 * A section, comment or partial tag alone on its line takes the line with it.
 * Left out: lambdas, changing the tag marks, inheritance.
 * Source: mustache(5) and the specification's tests, without the optional parts.
 *
 * Never fails: a fault is a remark with file and line, and what can be written
 * is. At most 16 templates inside each other and 1 MiB of output. */
#ifndef MALL_TEMPLATE_H
#define MALL_TEMPLATE_H

#include "mall/remark.h"
#include "mall/value.h"

/* Finds the text of a partial; false when there is none. *file is its name in
 * remarks. Both are borrowed until the render is done. */
typedef bool template_partial_fn(void *ctx, struct span name, struct span *text, const char **file);

enum template_escape {
	TEMPLATE_MARKUP, /* \ before * _ [ ] | # > and list marks; newlines become blanks */
	TEMPLATE_PLAIN,  /* nothing is escaped: the result is one line of plain text */
};

struct template
{
	struct span text;
	const char *file; /* for remarks */
	int line;         /* of the first line; 0 counts as 1 */
	enum template_escape escape;
	template_partial_fn *partial; /* NULL: partials are a fault */
	void *ctx;
};

/* Appends to `out`. `data` is a map; remarks may be NULL. */
void template_render(const struct template *t, const struct value *data, struct str *out,
        struct remarks *remarks);

/* A one-line template with plain values; remarks are dropped. */
void template_line(struct span text, const struct value *data, struct str *out);

/* Writes `s` so that it reads back as plain text in block markup. */
void template_escape(struct str *out, struct span s);

#endif
