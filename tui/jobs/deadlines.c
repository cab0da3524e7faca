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

void deadlines_facts(struct date meeting, const char *opt_folder, struct deadline_facts *out)
{
	*out = (struct deadline_facts){.meeting = meeting};
	if (opt_folder)
		out->justerat = last_approval(opt_folder);
}

void deadlines_add_next(struct str *out, struct date meeting, enum state state, const char *opt_folder, struct date today)
{
	enum deadline_kind next = state_final(state) ? DEADLINE_ANSLAG : DEADLINE_JUSTERING;
	struct deadline d[DEADLINE_COUNT];
	struct deadline_facts facts;
	long left;

	deadlines_facts(meeting, state_final(state) ? opt_folder : NULL, &facts);
	if (!deadline_chain(&facts, d))
		return;
	deadline_add_line(out, next, &d[next]);
	left = date_days(d[next].day) - date_days(today);
	/* that the notice is up is not known: an old meeting is not scolded for it */
	if (left == 0)
		str_adds(out, " – i dag");
	else if (left == 1)
		str_adds(out, " – i morgon");
	else if (left < 0 && next == DEADLINE_JUSTERING)
		str_adds(out, " – dagen har gått");
}
