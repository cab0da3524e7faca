/* The work after the meeting in the real program, by keys alone: the text to two
 * justerare, two answers back, each suggestion decided, signed, locked, verified. */
#include "pty/job.h"

#define BODY \
	"---\nformat: paragraf 1\ntyp: protokoll\nstil: grund\nregion: Region Fjällbygd\norgan: Fjällberedningen\n" \
	"organ-kort: FB\nprofil: beredning\ndatum: 2031-04-09\ntid: 10.00–15.40\n" \
	"plats: Sammanträdesrum Vitmossen, Storsele\nbeslutande:\n  - Anna Ek (S), ordförande\n" \
	"  - Bo Lind (M), vice ordförande\n  - Cia Holm (V)\n  - Dag Norén (V)\nsekreterare:\n  - Finn Dahl\njusterare:\n" \
	"  - Bo Lind (M)\njustering: digital, 2031-04-16\n---\n\n# § 1 Justering\nSlag: justering\n\n" \
	"## Förslag till beslut\n\nFjällberedningen beslutar\n\n- att utse Bo Lind (M) att jämte ordföranden justera " \
	"protokollet.\n\n## Beslut = Förslag till beslut\n\n# § 2 Mobil skötsel\nDnr: FN 79-2031\n\n" \
	"## Sammanfattning\n\nSkötseln ska bli mobil i tre byar.\nDen börjar i Storsele och fortsetter i Lillsele.\n" \
	"Gun Ask berättar om vägarna.\n\n## Förslag till beslut\n\nFjällberedningen beslutar\n\n" \
	"- att utreda mobil skötsel.\n\n## Beslut = Förslag till beslut\n"

/* A meeting with that text as its last version. */
static struct job reviewed(void)
{
	struct job j = job_meeting();
	struct err err = ERR_INIT;

	CHECK_INT(fs_write_atomic(j.draft, BODY, strlen(BODY), 0600, &err), 0);
	return j;
}

static void send_to_two(struct job *j)
{
	type(j, F12);
	sees(j, "Utkast. Texten kan ändras.");
	type(j, F2);
	sees(j, "[x] Anna Ek (S)");
	/* not to the chair: to Bo, who is marked, and to Cia */
	type(j, " " DOWN DOWN " ");
	sees(j, "[ ] Anna Ek (S)");
	sees(j, "[x] Cia Holm (V)");
	type(j, F5);
	sees(j, "2 utskick är gjorda.");
	escape(j);
	sees(j, "Utsänt: 2 utskick.");
}

static void answers_are_written(const struct job *j)
{
	run(j, 0, "sed -e 's/i tre byar/i fyra byar/' -e 's/fortsetter/fortsätter/' \"$F\"/utskick/*-1.txt > bo.txt && "
		  "sed -e 's/i tre byar/i fem byar/' -e 's/utreda mobil/pröva mobil/' \"$F\"/utskick/*-2.txt > cia.txt");
}

static void take_in(struct job *j, const char *who, const char *file, const char *what)
{
	type(j, who);
	type(j, "\t~/");
	type(j, file);
	type(j, "\t");
	sees(j, file);
	type(j, F5);
	sees(j, what);
}

static void both_come_back(struct job *j)
{
	type(j, F3);
	sees(j, "‹ Bo Lind (M) ›");
	take_in(j, "b", "bo", "Bo Lind (M), utskick 1 (version ");
	sees(j, "2 ändringar, 2 nya.");
	type(j, UP);
	take_in(j, "c", "cia", "Cia Holm (V), utskick 2 (version ");
	sees(j, "krockar med andras.");
	type(j, F6);
	sees(j, "4 av 4 kvar");
}

static void each_is_decided(struct job *j)
{
	char *s;

	/* two want other words in the same place: one key takes the second one's */
	sees(j, "[-tre-]{+1: fyra+}{+2: fem+}");
	type(j, "n");
	sees(j, "▸2 Cia Holm (V)");
	type(j, "g");
	sees(j, "3 av 4 kvar");
	s = draft(j);
	CHECK(has(s, "mobil i fem byar"));
	free(s);
	/* all of language at once */
	type(j, "s");
	sees(j, "Godta 1 språkändring på en gång? (j/n)");
	type(j, "j");
	sees(j, "1 förslag av slaget språk är godtaget.");
	sees(j, "2 av 4 kvar");
	/* the rival, and the one that touches the decision, with a reason */
	type(j, HOME);
	sees(j, "Orden har ändrats sedan förslaget skrevs");
	type(j, "a\r");
	sees(j, "1 av 4 kvar");
	sees(j, "Ska stå   pröva");
	type(j, "aBeslutet är klubbat.\r");
	sees(j, "Alla förslag är avgjorda.");
	/* taken back, and decided again */
	type(j, CTRL('Z'));
	sees(j, "1 av 4 kvar");
	type(j, "aBeslutet är klubbat.\r");
	sees(j, "0 av 4 kvar");
}

static void signed_and_locked(struct job *j)
{
	sees(j, "Inget hindrar justering");
	type(j, F5);
	sees(j, "Starta justeringen?");
	type(j, "j");
	sees(j, "0 av 2 har godkänt.");
	type(j, F6);
	sees(j, "Godkänner Anna Ek (S) texten? (j/n)");
	type(j, "j");
	sees(j, "1 av 2 har godkänt.");
	type(j, F6);
	sees(j, "Godkänner Bo Lind (M) texten? (j/n)");
	type(j, "j");
	sees(j, "2 av 2 har godkänt.");
	type(j, F8);
	sees(j, "Låsa protokollet?");
	type(j, "j");
	sees(j, "Protokollet är justerat och låst.");
	type(j, F9);
	sees(j, "Verifiering: allt stämmer");
	escape(j);
	sees(j, "Vad som hänt, det senaste först");
}

TEST(from_sending_out_to_the_locked_text)
{
	struct job j = reviewed();
	char *s;

	job_start(&j, j.folder);
	sees(&j, "▸✓  1");
	rests(&j);
	send_to_two(&j);
	answers_are_written(&j);
	both_come_back(&j);
	each_is_decided(&j);
	escape(&j);
	sees(&j, "Inget hindrar justering");
	signed_and_locked(&j);
	escape(&j);
	sees(&j, "▸✓  1");
	leaves(&j);
	git_is_sound(&j);
	draft_has(&j, "Skötseln ska bli mobil i fem byar.\n");
	draft_has(&j, "fortsätter i Lillsele");
	draft_has(&j, "- att utreda mobil skötsel.\n");
	s = sh(&j, 0, "cd \"$F\" && git log --first-parent --format='%an|%cn'");
	CHECK(has(s, "Cia Holm (V)|Finn Dahl"));
	CHECK(has(s, "Bo Lind (M)|Finn Dahl"));
	free(s);
	s = sh(&j, 0, "\"$P\" verifiera \"$F\"");
	CHECK(!strstr(s, "fel: "));
	free(s);
	job_end(&j);
}
