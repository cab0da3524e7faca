/* complete: see complete.h. */
#include "screens/complete.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/u8.h"
#include "screens/frame.h"

/* The folder that holds what is typed last, and those first letters. */
static char *folder_of(struct span typed, struct span *last)
{
	size_t slash = span_find_last(typed, "/");

	*last = slash == (size_t)-1 ? typed : span_from(typed, slash + 1);
	if (slash == (size_t)-1)
		return frame_path(SPAN_LIT("."));
	return frame_path(span_sub(typed, 0, slash + 1));
}

static size_t agree(const char *a, const char *b, size_t most)
{
	size_t n = 0;

	while (n < most && a[n] && a[n] == b[n])
		n++;
	return n;
}

size_t complete_path(struct span typed, struct str *out, struct strlist *names)
{
	struct strlist all = {0};
	struct span last;
	char *dir = folder_of(typed, &last), *want = span_dup(last);
	struct err err = ERR_INIT;
	size_t common = (size_t)-1;

	str_clear(out);
	str_addspan(out, typed);
	if (fs_list(dir, &all, &err) == 0)
		for (size_t i = 0; i < all.n; i++) {
			char *path = fs_join(dir, all.v[i]);

			if (strncmp(all.v[i], want, last.n) == 0 && (all.v[i][0] != '.' || last.n))
				strlist_addf(names, "%s%s", all.v[i], fs_is_dir(path) ? "/" : "");
			free(path);
		}
	for (size_t i = 0; i < names->n; i++)
		common = i ? agree(names->v[0], names->v[i], common) : strlen(names->v[i]);
	if (names->n) {
		common = u8_snap(names->v[0], strlen(names->v[0]), common);
		if (common > last.n)
			str_add(out, names->v[0] + last.n, common - last.n);
	}
	strlist_release(&all);
	free(dir);
	free(want);
	return names->n;
}
