/* render: see render.h. Chooses what is rendered, not how. */
#include "screens/render.h"

#include "jobs/export.h"
#include "screens/frame.h"

int render_draft(const struct session *s, struct span form, struct str *out, struct err *err)
{
	struct export how = {.form = EXPORT_TXT};
	struct meeting m;
	int rc;

	if (export_form_find(form, &how.form) != 0)
		return err_set(err, ERR_USAGE, "filens namn ska sluta på .txt, .md eller .json");
	frame_meeting(s, &m); /* not the file: what is seen is what is rendered */
	rc = export_meeting(&m, &how, out, NULL, err);
	meeting_release(&m);
	return rc;
}
