/* settings: see settings.h. */
#include "screens/settings.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/pairs.h"
#include "base/paths.h"

static char *file_of(void)
{
	return paths_config("installningar");
}

bool settings_on(const char *key, bool otherwise)
{
	struct pairs p = {.v = NULL};
	char *file = file_of();
	const struct pair *row;
	bool on = otherwise;

	if (pairs_load(file, &p, NULL) == 0) {
		row = pairs_find(&p, span_of(key));
		if (row)
			on = !span_is(row->right, "av");
	}
	pairs_release(&p);
	free(file);
	return on;
}

/* The file's lines without the rows of this key. */
static void add_others(struct str *out, struct span bytes, const char *key)
{
	struct span line;

	while (span_line(&bytes, &line)) {
		size_t sign = span_find(line, "=", 0);

		if (sign != (size_t)-1 && span_is(span_trim(span_sub(line, 0, sign)), key))
			continue;
		str_addspan(out, line);
		str_addc(out, '\n');
	}
}

int settings_set(const char *key, bool on, struct err *err)
{
	char *file = file_of(), *dir = fs_dirname(file);
	struct str had = STR_INIT, now = STR_INIT;
	int rc;

	if (fs_read(file, &had, NULL) == 0)
		add_others(&now, str_span(&had), key);
	str_addf(&now, "%s = %s\n", key, on ? "på" : "av");
	rc = fs_mkdirs(dir, err);
	if (rc == 0)
		rc = fs_write_atomic(file, str_c(&now), now.len, 0600, err);
	str_release(&had);
	str_release(&now);
	free(dir);
	free(file);
	return rc;
}
