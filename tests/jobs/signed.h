/* signed: a meeting of five §§ that tests sign in parts. */
#ifndef TESTS_JOBS_SIGNED_H
#define TESTS_JOBS_SIGNED_H

#include "../store/meeting.h"
#include "jobs/justera.h"
#include "justering/part.h"

static const char signed_draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\nregion: Region Fjällbygd\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n  - Cia Holm (V), §§ 13–15\n"
	"sekreterare:\n  - Finn Dahl\njusterare:\n  - Bo Lind (M)\n---\n\n# § 11 Öppnande\n\nMötet öppnas.\n\n"
	"# § 12 Vägen\n\n## Beslut\n\nVägen byggs i tre byar.\n\n# § 13 Åkern\n\n## Beslut\n\nÅkern plöjs.\n\n"
	"# § 14 Skogen\n\n## Beslut\n\nSkogen\\* sparas.\n\n# § 15 Avslut\n\nMötet avslutas.\n";

UNUSED static struct meeting signed_begin(void)
{
	struct meeting m = meeting_new();

	clock_fix("2031-04-10T08:00:00+02:00", NULL);
	CHECK_INT(meeting_create(&m, signed_draft), 0);
	return m;
}

UNUSED static struct justera_act signed_act(struct meeting *m, int part)
{
	return (struct justera_act){.w = m->w, .folder = m->folder, .who = "Finn Dahl", .part = part};
}

/* From draft to lock; what fails is said. */
UNUSED static bool signed_lock(struct meeting *m, int part)
{
	const struct justera_act a = signed_act(m, part);
	bool ok = justera_start(&a, 0, &m->err) == 0 && justera_approve(&a, span_of("Anna Ek"), &m->err) == 0 &&
		justera_approve(&a, span_of("Bo Lind"), &m->err) == 0 && justera_lock(&a, NULL, &m->err) == 0;

	clock_advance(60);
	if (!ok)
		CHECK_FAIL(m->err.msg);
	return ok;
}

/* Name and SHA-256 of each file under justerat/ and of protokoll.md, without what is added
 * afterwards. free(). */
UNUSED static char *signed_sums(const struct meeting *m)
{
	char *command = str_format("cd '%s' && find protokoll.md justerat -type f ! -name efter | LC_ALL=C sort | "
				   "xargs sha256sum", m->folder);
	struct str out = STR_INIT;
	char line[512];
	FILE *f = popen(command, "r");

	while (f && fgets(line, sizeof line, f))
		str_adds(&out, line);
	CHECK(f && pclose(f) == 0 && out.len > 0);
	free(command);
	return str_take(&out);
}

#endif
