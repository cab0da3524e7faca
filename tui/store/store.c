/* store: see store.h. This side must not know git. */
#include "store/store.h"

#include "base/fs.h"
#include "base/mem.h"

int store_run(struct worker *w, const struct store_request *q, struct store_answer *out, struct err *err)
{
	struct str request = STR_INIT, answer = STR_INIT;
	int rc;

	*out = (struct store_answer){0};
	store_pack(&request, q);
	rc = worker_call(w, str_span(&request), &answer, err);
	if (rc == 0)
		rc = store_unpack(str_span(&answer), out, err);
	str_release(&request);
	str_release(&answer);
	return rc;
}

int store_digest(struct worker *w, struct span bytes, char out[STORE_DIGEST_SIZE], struct err *err)
{
	struct store_request q = {.op = STORE_DIGEST, .text = bytes.p ? bytes : SPAN_LIT("")};
	struct store_answer a;
	int rc = store_run(w, &q, &a, err);

	if (rc == 0)
		memcpy(out, a.digest, STORE_DIGEST_SIZE);
	store_answer_release(&a);
	return rc;
}

bool store_is_meeting(const char *folder)
{
	char *git = fs_join(folder, ".git");
	char *objects = fs_join(git, "objects");
	/* HEAD may be lost: opening mends it */
	bool yes = fs_is_dir(git) && fs_is_dir(objects);

	free(objects);
	free(git);
	return yes;
}
