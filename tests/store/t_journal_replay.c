/* journal_replay: what comes back is what was there, with undo and redo. */
#include "store/journal.h"

#include "journal_help.h"

static bool replays(struct work *w)
{
	size_t cursor = 0;
	int first = 0;
	struct text *back = work_replay(w->dir, &cursor, &first);
	bool same = back && work_same(w->t, back, w->dir, first);

	text_free(back);
	return same;
}

TEST(any_work_in_one_part)
{
	for (unsigned long seed = 1; seed <= 150; seed++) {
		struct work w = work_new("Protokoll för Fjällberedningen.\n");

		w.seed = seed * 7919;
		for (int i = 0; i < 120; i++) {
			work_step(&w);
			if (i % 3 == 0)
				work_flush(&w);
		}
		work_flush(&w);
		if (!replays(&w)) {
			printf("seed %lu\n", seed);
			CHECK_FAIL("the text that came back is not the same");
		}
		/* the comparison itself undid and did it all again: that is work too */
		work_flush(&w);
		CHECK(replays(&w));
		work_free(&w);
	}
}
