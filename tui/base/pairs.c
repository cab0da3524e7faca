/* pairs: rows "left = right" of a list file; see pairs.h. */
#include "base/pairs.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"

static void add_row(struct pairs *p, struct span line, int number)
{
	size_t eq = span_find(line, "=", 0);
	struct pair row = {.line = number};

	row.left = span_trim(eq == (size_t)-1 ? line : span_sub(line, 0, eq));
	if (eq != (size_t)-1)
		row.right = span_trim(span_from(line, eq + 1));
	p->v = mem_grow(p->v, p->n, &p->cap, sizeof *p->v);
	p->v[p->n++] = row;
}

void pairs_parse(struct span bytes, struct pairs *out)
{
	struct span rest, line;
	int number = 0;

	*out = (struct pairs){.bytes = span_dup(bytes)};
	rest = span_make(out->bytes, bytes.n);
	while (span_line(&rest, &line)) {
		number++;
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		line = span_trim(line);
		if (line.n && line.p[0] != '#')
			add_row(out, line, number);
	}
}

int pairs_load(const char *path, struct pairs *out, struct err *err)
{
	struct str s = STR_INIT;
	int rc = fs_read(path, &s, err);

	*out = (struct pairs){0};
	if (rc == 0)
		pairs_parse(str_span(&s), out);
	str_release(&s);
	return rc;
}

const struct pair *pairs_find(const struct pairs *p, struct span left)
{
	for (size_t i = 0; i < p->n; i++)
		if (span_eq(p->v[i].left, left))
			return &p->v[i];
	return NULL;
}

void pairs_release(struct pairs *p)
{
	free(p->v);
	free(p->bytes);
	*p = (struct pairs){0};
}
