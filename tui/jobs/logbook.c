/* logbook: see logbook.h. */
#include "jobs/logbook.h"

#include <stdlib.h>
#include <string.h>

#include "doc/state.h"
#include "jobs/folder.h"
#include "store/archive.h"

int logbook_read(const char *folder, struct log *out, struct err *err)
{
	struct str bytes = STR_INIT;
	int rc = folder_read_any(folder, LOG_FILE, &bytes, err);

	*out = (struct log){NULL, 0, 0};
	if (rc == 0)
		rc = log_parse(out, str_span(&bytes), err);
	str_release(&bytes);
	return rc;
}

int logbook_add(struct worker *w, const struct logbook_row *r, struct err *err)
{
	struct stamp now = clock_now();
	struct store_answer a;
	struct str bytes = STR_INIT;
	struct log log;
	int rc;

	if (logbook_read(r->folder, &log, err))
		return -1;
	log_add(&log, now, r->row, r->field);
	log_write(&log, &bytes);
	log_release(&log);

	const struct store_file file = {(char *)(uintptr_t)LOG_FILE, str_span(&bytes)};
	const struct store_request q = {.op = STORE_SAVE, .folder = r->folder, .now = now, .who = r->who,
		.hold = r->hold, .base = r->base, .kind = r->kind, .number = r->number, .para = &r->para,
		.npara = r->para > 0, .file = &file, .nfiles = 1};

	rc = store_run(w, &q, &a, err);
	store_answer_release(&a);
	str_release(&bytes);
	return rc;
}

int logbook_text(struct worker *w, const char *folder, struct str *text, int *nr, char id[STORE_ID_SIZE],
	struct err *err)
{
	const struct store_request q = {.op = STORE_TEXT, .folder = folder, .now = clock_now()};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0 && !state_final(archive_state(folder)))
		rc = folder_check_saved(folder, str_span(&a.text), err);
	if (rc == 0) {
		str_addspan(text, str_span(&a.text));
		*nr = a.nr;
		memcpy(id, a.id, STORE_ID_SIZE);
	}
	store_answer_release(&a);
	return rc;
}
