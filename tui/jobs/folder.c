/* folder (job): see folder.h. */
#include "jobs/folder.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/fs.h"
#include "store/store.h"

#define DRAFT "protokoll.md"

bool folder_has(const char *folder, const char *name)
{
	char *path = fs_join(folder, name);
	bool yes = fs_exists(path);

	free(path);
	return yes;
}

int folder_read(const char *folder, const char *name, struct str *out, struct err *err)
{
	char *path = fs_join(folder, name);
	int rc = fs_read(path, out, err);

	free(path);
	return rc;
}

int folder_read_any(const char *folder, const char *name, struct str *out, struct err *err)
{
	return folder_has(folder, name) ? folder_read(folder, name, out, err) : 0;
}

int folder_version(struct worker *w, const char *folder, const char *opt_id, int nr, struct str *out, struct err *err)
{
	const struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now(), .id = opt_id, .number = nr};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0)
		str_addspan(out, str_span(&a.text));
	store_answer_release(&a);
	return rc;
}

int folder_check_saved(const char *folder, struct span text, struct err *err)
{
	struct str disk = STR_INIT;
	bool same = folder_read(folder, DRAFT, &disk, NULL) == 0 && span_eq(str_span(&disk), text);

	str_release(&disk);
	if (same)
		return 0;
	return err_set(err, ERR_MOVED, "%s/" DRAFT " är ändrad sedan den senaste versionen; spara den först", folder);
}
