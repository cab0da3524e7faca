/* t_deadlines: what is next, from the files of a meeting, in one line. */
#include "jobs/deadlines.h"

#include "base/fs.h"
#include "justering/after.h"
#include "test.h"

static void put(const char *folder, const char *name, const char *bytes)
{
	char *path = fs_join(folder, name), *dir = fs_dirname(path);
	struct err err = ERR_INIT;

	CHECK_INT(fs_mkdirs(dir, &err), 0);
	CHECK_INT(fs_write_atomic(path, bytes, strlen(bytes), 0600, &err), 0);
	free(dir);
	free(path);
}

static void next(const char *folder, const char *meeting, enum state state, const char *today, const char *want, bool late)
{
	struct date m, t;
	struct str s = STR_INIT;
	bool is_late = !late;

	CHECK(date_parse(span_of(meeting), &m));
	CHECK(date_parse(span_of(today), &t));
	deadlines_add_short(&s, m, state, folder, t, &is_late);
	CHECK_STR(str_c(&s), want);
	CHECK_INT(is_late, late);
	str_release(&s);
}

TEST(next_in_short)
{
	next(NULL, "2031-04-09", STATE_UTKAST, "2031-04-20", "justering senast 23 april (om 3 dagar)", false);
	next(NULL, "2031-04-09", STATE_UTSANT, "2031-04-22", "justering senast 23 april (i morgon)", false);
	next(NULL, "2031-04-09", STATE_JUSTERING, "2031-04-23", "justering senast 23 april (i dag)", false);
	next(NULL, "2031-04-09", STATE_UTKAST, "2031-04-24", "justering senast 23 april (1 dag sedan)", true);
	next(NULL, "2026-12-10", STATE_UTKAST, "2026-12-20",
		"justering senast 24 december (flyttad till 28 december, om 8 dagar)", false);
	next(NULL, "2026-12-20", STATE_UTKAST, "2026-12-21", "justering senast 3 januari 2027 (flyttad till 4 januari 2027, om 14 dagar)",
		false);
}

TEST(after_the_anslag)
{
	char *folder = test_folder();

	put(folder, "justerat/efter", "format: paragraf-efter 1\n"
		"anslaget: 2026-03-16 2026-03-16T08:00:00+01:00 | anslagstavlan | Finn Dahl\n");
	next(folder, "2026-03-01", STATE_ANSLAGET, "2026-04-01", "anslaget tas ned 8 april (om 7 dagar)", false);
	next(folder, "2026-03-01", STATE_ANSLAGET, "2026-04-09", "anslaget tas ned 8 april (får tas ned)", false);
	put(folder, "justerat/efter", "format: paragraf-efter 1\n"
		"anslaget: 2026-03-16 2026-03-16T08:00:00+01:00 | anslagstavlan | Finn Dahl\n"
		"nedtaget: 2026-04-08 2026-04-08T08:00:00+02:00 | Finn Dahl\n");
	next(folder, "2026-03-01", STATE_ANSLAGET, "2026-04-09", "", false);
	put(folder, "justerat/efter", "skräp");
	next(folder, "2026-03-01", STATE_ANSLAGET, "2026-03-10", "anslag senast 18 mars (om 8 dagar)", false);
	free(folder);
}

TEST(facts_of_a_part)
{
	char *folder = test_folder();
	struct deadline_facts f;

	put(folder, "justerat/del-2/efter", "format: paragraf-efter 1\n"
		"anslaget: 2031-04-10 2031-04-10T08:00:00+02:00 | anslagstavlan | Finn Dahl\n");
	deadlines_part((struct date){2031, 4, 9}, folder, 2, &f);
	CHECK_INT(f.anslaget.day, 10);
	CHECK_INT(f.nedtaget.year, 0);
	deadlines_facts((struct date){2031, 4, 9}, folder, &f);
	CHECK_INT(f.anslaget.year, 0);
	free(folder);
}
