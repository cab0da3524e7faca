/* deadlines (job): see deadlines.h. The manifest is taken at its word: whether it
 * holds is `verifiera`'s business. */
#include "jobs/deadlines.h"

#include <stdlib.h>

#include "base/fs.h"
#include "justering/seal.h"

static struct date last_approval(const char *folder)
{
	char *path = fs_join(folder, SEAL_MANIFEST);
	struct date last = {0};
	struct str s = STR_INIT;
	struct seal seal;

	if (fs_exists(path) && fs_read(path, &s, NULL) == 0 && seal_parse(&seal, str_span(&s), NULL) == 0) {
		for (size_t i = 0; i < seal.signing.n; i++) {
			struct date d = clock_date(seal.signing.signer[i].at);

			if (!last.year || date_days(d) > date_days(last))
				last = d;
		}
		seal_release(&seal);
	}
	str_release(&s);
	free(path);
	return last;
}

void deadlines_facts(const struct protocol *p, const char *opt_folder, struct deadline_facts *out)
{
	*out = (struct deadline_facts){0};
	if (!date_parse(front_get(&p->front, FRONT_DATUM), &out->meeting))
		out->meeting = (struct date){0};
	if (opt_folder)
		out->justerat = last_approval(opt_folder);
}
