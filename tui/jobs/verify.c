/* verify (job): see verify.h. */
#include "jobs/verify.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "justering/seal.h"
#include "store/store.h"

enum { DRAFT, COPY, FINAL, MANIFEST, SIGNING, FILES };

static const char *const names[FILES] = {
	[DRAFT] = "protokoll.md",
	[COPY] = SEAL_DRAFT,
	[FINAL] = SEAL_FINAL,
	[MANIFEST] = SEAL_MANIFEST,
	[SIGNING] = SEAL_SIGNING,
};

/* As the file stands on disk; an empty file is a file. */
static int read_disk(struct worker *w, const char *folder, const char *name, struct str *bytes,
	struct verify_file *f, struct err *err)
{
	char *path = fs_join(folder, name);
	int rc = 0;

	if (fs_read(path, bytes, NULL) == 0) {
		f->disk = span_make(str_c(bytes), bytes->len);
		rc = store_digest(w, f->disk, f->digest, err);
	}
	free(path);
	return rc;
}

static struct span in_history(const struct store_answer *a, size_t i)
{
	if (i == DRAFT)
		return *a->tag_blob ? str_span(&a->tag_text) : SPAN_NONE;
	for (size_t k = 0; k < a->nfiles; k++)
		if (strcmp(a->file_name[k], names[i]) == 0)
			return str_span(&a->file_bytes[k]);
	return SPAN_NONE;
}

int job_verify(struct worker *w, const char *folder, struct verify_result *out, struct err *err)
{
	struct store_request q = {.op = STORE_CHECK, .folder = folder, .now = clock_now()};
	struct store_answer a;
	struct str bytes[FILES] = {STR_INIT, STR_INIT, STR_INIT, STR_INIT, STR_INIT};
	struct verify_file file[FILES] = {0};
	struct verify_input in = {0};
	int rc = store_run(w, &q, &a, err);

	*out = (struct verify_result){0};
	for (size_t i = 0; rc == 0 && i < FILES; i++) {
		rc = read_disk(w, folder, names[i], &bytes[i], &file[i], err);
		file[i].history = in_history(&a, i);
	}
	if (rc == 0 && !a.tagged && !a.sealed && !file[MANIFEST].disk.p && !a.damaged)
		rc = err_set(err, ERR_STATE, "%s är inte justerat; det finns inget låst att verifiera", folder);
	if (rc == 0) {
		in.draft = file[DRAFT];
		in.copy = file[COPY];
		in.final = file[FINAL];
		in.manifest = file[MANIFEST];
		in.signing = file[SIGNING];
		in.tagged = a.tagged;
		in.tip_is_tagged = a.tip_is_tagged;
		in.mark = str_span(&a.tag_message);
		memcpy(in.tag_blob, a.tag_blob, sizeof in.tag_blob);
		memcpy(in.tag_parent, a.tag_parent, sizeof in.tag_parent);
		in.problem = &a.problem;
		in.damaged = a.damaged;
		in.versions = a.nr;
		verify_run(out, &in);
	}
	for (size_t i = 0; i < FILES; i++)
		str_release(&bytes[i]);
	store_answer_release(&a);
	return rc;
}
