/* abbrev: see abbrev.h. */
#include "lang/abbrev.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/paths.h"
#include "base/u8.h"

#define FILE_NAME "dict/forkortningar"

/* The next entry: its right form and the spellings after "="; false at the end. */
static bool next_entry(struct span *rest, struct span *form, struct span *others)
{
	struct span line;

	while (span_line(rest, &line)) {
		size_t eq;

		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		line = span_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		eq = span_find(line, "=", 0);
		*form = span_trim(eq == (size_t)-1 ? line : span_sub(line, 0, eq));
		*others = eq == (size_t)-1 ? SPAN_NONE : span_from(line, eq + 1);
		if (form->n && u8_valid(form->p, form->n, NULL))
			return true;
	}
	return false;
}

int abbrev_load(const char *opt_path, struct strlist *out, struct err *err)
{
	char *path = opt_path ? NULL : paths_data(FILE_NAME);
	struct str s = STR_INIT;
	struct span rest, form, others;
	int rc = fs_read(opt_path ? opt_path : path, &s, err);

	if (rc == 0) {
		rest = str_span(&s);
		while (next_entry(&rest, &form, &others))
			if (span_ends(form, ".") && !strlist_has(out, form))
				strlist_add(out, form.p, form.n);
		strlist_sort(out);
	}
	str_release(&s);
	free(path);
	return rc;
}

bool abbrev_right(struct span bytes, struct span word, struct span *right)
{
	struct span rest = bytes, form, others, other;

	while (next_entry(&rest, &form, &others))
		while (span_split(&others, ",", &other))
			if (word.n && span_eq(span_trim(other), word)) {
				*right = form;
				return true;
			}
	return false;
}
