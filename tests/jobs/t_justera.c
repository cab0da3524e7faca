/* t_justera: a meeting from draft to lock, what each state allows, and that one
 * changed byte anywhere is found. */
#include "jobs/justera.h"

#include <sys/stat.h>

#include "../store/meeting.h"
#include "base/run.h"
#include "jobs/verify.h"
#include "justering/seal.h"

static const char draft[] =
	"---\nformat: paragraf 1\ntyp: protokoll\norgan: Fjällberedningen\norgan-kort: FB\n"
	"datum: 2031-04-09\nbeslutande:\n  - Anna Ek (S), ordförande\n  - Bo Lind (M)\n"
	"justerare:\n  - Bo Lind (M)\n---\n\n# § 1 Öppnande\n\nMötet öppnas.\n";

static struct meeting begin(void)
{
	struct meeting m = meeting_new();

	clock_fix("2031-04-10T08:00:00+02:00", NULL);
	CHECK_INT(meeting_create(&m, draft), 0);
	return m;
}

static struct justera_act act(struct meeting *m)
{
	return (struct justera_act){m->w, m->folder, "Finn Dahl", false, 0};
}

static int start(struct meeting *m)
{
	const struct justera_act a = act(m);

	return justera_start(&a, 0, &m->err);
}

static int approve(struct meeting *m, const char *name)
{
	const struct justera_act a = act(m);

	clock_advance(60);
	return justera_approve(&a, span_of(name), &m->err);
}

static int lock(struct meeting *m)
{
	const struct justera_act a = act(m);

	clock_advance(60);
	return justera_lock(&a, NULL, &m->err);
}

static int withdraw(struct meeting *m)
{
	const struct justera_act a = act(m);

	return justera_withdraw(&a, SPAN_NONE, &m->err);
}

static enum state state(struct meeting *m, int *opt_approved, bool *opt_fallen)
{
	struct justera_status s;
	enum state st;

	if (justera_status(m->w, m->folder, &s, &m->err))
		return STATES;
	st = s.state;
	if (opt_approved)
		*opt_approved = s.approved;
	if (opt_fallen)
		*opt_fallen = s.fallen;
	justera_status_release(&s);
	return st;
}

static struct meeting locked(void)
{
	struct meeting m = begin();

	CHECK_INT(start(&m), 0);
	CHECK_INT(approve(&m, "Anna Ek"), 0);
	CHECK_INT(approve(&m, "Bo Lind (M)"), 0);
	CHECK_INT(lock(&m), 0);
	CHECK_STR(m.err.msg, "");
	return m;
}

/* The number of failed lines, -1 when it refused. */
static int verify(struct meeting *m, struct str *opt_text)
{
	struct verify_result r;
	int failed;

	if (job_verify(m->w, m->folder, &r, &m->err))
		return -1;
	if (opt_text)
		verify_format(&r, opt_text);
	failed = r.failed;
	verify_release(&r);
	return failed;
}

TEST(the_whole_way)
{
	struct meeting m = begin();
	struct str text = STR_INIT;
	int approved = 0;

	CHECK_INT(state(&m, NULL, NULL), STATE_UTKAST);
	CHECK_INT(verify(&m, NULL), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(justera_editable(m.folder, &m.err), 0);
	CHECK_INT(start(&m), 0);
	CHECK_INT(justera_editable(m.folder, &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(state(&m, &approved, NULL), STATE_JUSTERING);
	CHECK_INT(approved, 0);
	CHECK_GIT(&m);
	CHECK_INT(approve(&m, "Bo Lind"), 0);
	CHECK_INT(state(&m, &approved, NULL), STATE_JUSTERING);
	CHECK_INT(approved, 1);
	CHECK_INT(approve(&m, "anna ek (s)"), 0);
	CHECK_GIT(&m);
	m.err = (struct err)ERR_INIT;
	CHECK_INT(lock(&m), 0);
	CHECK_STR(m.err.msg, "");
	CHECK_INT(state(&m, &approved, NULL), STATE_JUSTERAT);
	CHECK_INT(approved, 2);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git cat-file -t justerat; git log --format='%an: %s'; git ls-files; find .git/objects -type f | grep -v pack",
		"tag\nFinn Dahl: Justerat\nFinn Dahl: Godkännande 2\nFinn Dahl: Godkännande 1\n"
		"Finn Dahl: Till justering\nSekreterare: Första versionen\n"
		"justerat/manifest\njusterat/protokoll.md\njusterat/protokoll.txt\njusterat/underskrifter\n"
		"justering/logg\nprotokoll.md\n=1\n");
	CHECK_SHELL(&m, "test \"$(sha256sum <protokoll.md | cut -c1-64)\" = \"$(sed -n 's/^utkast: //p' justerat/manifest)\" && "
		"test \"$(sha256sum <justerat/protokoll.txt | cut -c1-64)\" = \"$(sed -n 's/^sluttext: //p' justerat/manifest)\" && "
		"test \"$(git rev-parse justerat~4)\" = \"$(sed -n 's/^version: //p' justerat/manifest)\"", "=0\n");
	CHECK_INT(verify(&m, &text), 0);
	CHECK(span_starts(str_span(&text), "ok: justerat/manifest är helt\n"));
	CHECK(span_find(str_span(&text), "fel:", 0) == (size_t)-1);
	str_release(&text);
	meeting_free(&m);
}

TEST(justerat_is_never_written_again)
{
	struct meeting m = locked();
	const struct store_file file = {(char *)(uintptr_t)"justerat/protokoll.txt", SPAN_LIT("annat")};
	const enum store_op ops[] = {STORE_SAVE, STORE_AUTOSAVE, STORE_SEAL};

	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(meeting_run(&m, (struct store_request){.op = ops[i], .text = SPAN_LIT("ändrad\n"),
			.message = "x"}), -1);
		CHECK_INT(m.err.code, ERR_STATE);
		CHECK_INT(meeting_run(&m, (struct store_request){.op = ops[i], .file = &file, .nfiles = 1,
			.message = "x", .text = SPAN_NONE}), -1);
		CHECK(m.err.code == ERR_STATE || ops[i] == STORE_AUTOSAVE);
	}
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_RESTORE, .number = 1}), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(start(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(approve(&m, "Anna Ek"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(withdraw(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(lock(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(verify(&m, NULL), 0);
	/* even when the mark, or the manifest on disk, was taken away */
	CHECK_SHELL(&m, "git tag -d justerat >/dev/null; rm justerat/manifest", "=0\n");
	CHECK_INT(meeting_save(&m, "ändrad\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK(verify(&m, NULL) > 0);
	meeting_free(&m);
}

TEST(what_the_states_refuse)
{
	struct meeting m = begin();
	bool fallen = false;

	CHECK_INT(approve(&m, "Anna Ek"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(lock(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(withdraw(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(justera_start(&(const struct justera_act){m.w, m.folder, NULL, false, 0}, 2, &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(start(&m), 0);
	CHECK_INT(start(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(approve(&m, "Dag Norén"), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(approve(&m, "Anna Ek"), 0);
	CHECK_INT(approve(&m, "Anna Ek"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(lock(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(withdraw(&m), 0);
	CHECK_INT(state(&m, NULL, &fallen), STATE_UTKAST);
	CHECK(!fallen);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(a_changed_text_voids_the_round)
{
	struct meeting m = begin();
	struct str changed = STR_INIT;
	bool fallen = false;
	int approved = 9;

	start(&m);
	approve(&m, "Anna Ek");
	str_adds(&changed, draft);
	str_adds(&changed, "\nEn mening till.\n");
	CHECK_INT(meeting_save(&m, str_c(&changed)), 0);
	CHECK_INT(state(&m, &approved, &fallen), STATE_UTKAST);
	CHECK(fallen);
	CHECK_INT(approved, 0);
	CHECK_INT(approve(&m, "Bo Lind"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(start(&m), 0);
	CHECK_INT(state(&m, &approved, &fallen), STATE_JUSTERING);
	CHECK_INT(approved, 0);
	/* an edit that is not a version yet stops it as well */
	meeting_write(&m, "protokoll.md", "annat");
	CHECK_INT(approve(&m, "Anna Ek"), -1);
	CHECK_INT(m.err.code, ERR_MOVED);
	str_release(&changed);
	meeting_free(&m);
}

TEST(gaps_and_notes_block)
{
	struct meeting m = begin();
	struct str text = STR_INIT;

	str_adds(&text, draft);
	str_adds(&text, "\n[[siffran]]\n");
	meeting_save(&m, str_c(&text));
	CHECK_INT(start(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	str_clear(&text);
	str_adds(&text, draft);
	str_adds(&text, "\n<!-- kolla -->\n");
	meeting_save(&m, str_c(&text));
	CHECK_INT(start(&m), -1);
	str_release(&text);
	meeting_free(&m);
}

static void flip(const char *path, size_t at, char bit)
{
	FILE *f;
	int c;

	chmod(path, 0600);
	f = fopen(path, "r+b");
	if (!f)
		return;
	fseek(f, (long)at, SEEK_SET);
	c = fgetc(f);
	fseek(f, (long)at, SEEK_SET);
	fputc(c ^ bit, f);
	fclose(f);
}

static size_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : (size_t)st.st_size;
}

TEST(one_changed_byte_is_found)
{
	struct meeting m = locked();
	char *list = shell(&m, "ls protokoll.md justerat/* .git/objects/pack/*");
	struct span rest = span_of(list), line;
	int files = 0, missed = 0;

	while (span_line(&rest, &line)) {
		char *name, *path;
		size_t n;

		if (span_starts(line, "="))
			continue;
		name = span_dup(line);
		path = meeting_path(&m, name);
		n = size_of(path);
		files++;
		/* every byte of what is small */
		for (size_t at = 0; at < n; at += n <= 400 ? 1 : 1 + n / 25) {
			char bit = (char)(1 << at % 8);

			flip(path, at, bit);
			if (verify(&m, NULL) <= 0) {
				missed++;
				printf("%s: byte %zu\n", name, at);
			}
			flip(path, at, bit);
		}
		flip(path, n - 1, 1);
		if (verify(&m, NULL) <= 0)
			missed++;
		flip(path, n - 1, 1);
		free(path);
		free(name);
	}
	CHECK_INT(files, 7);
	CHECK_INT(missed, 0);
	CHECK_INT(verify(&m, NULL), 0);
	free(list);
	meeting_free(&m);
}

static void sweep(struct meeting *m, const char *command, int want_files)
{
	char *list = shell(m, command);
	struct span rest = span_of(list), line;
	int files = 0, missed = 0;

	while (span_line(&rest, &line)) {
		char *name = span_dup(line), *path = meeting_path(m, name);
		size_t n = *name == '=' ? 0 : size_of(path);

		files += *name != '=';
		for (size_t at = 0; at < n; at += n <= 400 ? 1 : 1 + n / 25) {
			flip(path, at, (char)(1 << at % 8));
			if (verify(m, NULL) <= 0) {
				missed++;
				printf("%s: byte %zu\n", name, at);
			}
			flip(path, at, (char)(1 << at % 8));
		}
		free(path);
		free(name);
	}
	CHECK_INT(files, want_files);
	CHECK_INT(missed, 0);
	CHECK_INT(verify(m, NULL), 0);
	free(list);
}

/* Signed with keys here and elsewhere, one on paper: every byte of what is kept of it. */
TEST(signatures_are_swept)
{
	struct meeting m = begin();
	struct justera_act a = act(&m);
	struct str request = STR_INIT;
	char *key = meeting_path(&m, "../bo"), *pub = meeting_path(&m, "../bo.pub"), *paper = meeting_path(&m, "../x.pdf");
	char *print = NULL;

	if (!run_exists("ssh-keygen")) {
		printf("SKIP: ssh-keygen saknas\n");
		return;
	}
	CHECK_SHELL(&m, "ssh-keygen -q -t ed25519 -N '' -f ../bo; echo papper >../x.pdf", "=0\n");
	CHECK_INT(justera_add_key(m.folder, SPAN_LIT("bo lind"), pub, &print, &m.err), 0);
	CHECK(print && span_starts(span_of(print), "SHA256:"));
	start(&m);
	CHECK_INT(justera_request(&a, &request, &m.err), 0);
	CHECK(span_starts(str_span(&request), "format: paragraf-manifest 2\nmöte: 2031-04-09-fb\nsluttext: "));
	CHECK_INT(justera_confirm(&a, SPAN_LIT("Anna Ek"), SIGN_PAPPER, paper, (struct date){2031, 4, 11}, &m.err), -1);
	CHECK_INT(justera_confirm(&a, SPAN_LIT("Anna Ek"), SIGN_SSH, paper, (struct date){2031, 4, 10}, &m.err), -1);
	CHECK_INT(justera_confirm(&a, SPAN_LIT("Anna Ek"), SIGN_PAPPER, "/finns/inte", (struct date){2031, 4, 10}, &m.err), -1);
	CHECK_INT(justera_confirm(&a, SPAN_LIT("Anna Ek"), SIGN_PAPPER, paper, (struct date){2031, 4, 10}, &m.err), 0);
	CHECK_INT(justera_sign(&a, SPAN_LIT("Bo Lind"), key, &m.err), 0);
	CHECK_INT(lock(&m), 0);
	CHECK_INT(verify(&m, NULL), 0);
	sweep(&m, "ls justerat/2.sig justerat/allowed_signers justerat/retur-1.pdf justerat/underskrifter", 4);
	free(print);
	free(key);
	free(pub);
	free(paper);
	str_release(&request);
	meeting_free(&m);
}

/* The key is taken out of the archive's list between the signature and the lock. */
TEST(a_key_that_is_no_longer_known)
{
	struct meeting m = begin();
	struct justera_act a = act(&m);
	char *key = meeting_path(&m, "../bo"), *pub = meeting_path(&m, "../bo.pub"), *print = NULL;

	if (!run_exists("ssh-keygen")) {
		printf("SKIP: ssh-keygen saknas\n");
		return;
	}
	CHECK_SHELL(&m, "ssh-keygen -q -t ed25519 -N '' -f ../bo", "=0\n");
	CHECK_INT(justera_add_key(m.folder, SPAN_LIT("Bo Lind (M)"), pub, &print, &m.err), 0);
	start(&m);
	approve(&m, "Anna Ek");
	CHECK_INT(justera_sign(&a, SPAN_LIT("Bo Lind"), key, &m.err), 0);
	CHECK_SHELL(&m, "mv ../organ/fb.nycklar ../organ/x && : >../organ/fb.nycklar", "=0\n");
	CHECK_INT(lock(&m), -1);
	CHECK(strstr(m.err.msg, "inte är känd som Bo Lind (M)"));
	CHECK_SHELL(&m, "mv ../organ/x ../organ/fb.nycklar; for i in 1; do printf x >>justering/2.sig; done", "=0\n");
	CHECK_INT(lock(&m), -1);
	CHECK(strstr(m.err.msg, "har ändrats"));
	free(print);
	free(key);
	free(pub);
	meeting_free(&m);
}

TEST(forgeries_are_found)
{
	struct meeting m = locked();

	/* a version after the locked one, by git */
	CHECK_SHELL(&m, "echo mer >>protokoll.md && git commit -qam x", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	CHECK_SHELL(&m, "git tag -d justerat >/dev/null && git tag justerat HEAD", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	CHECK_SHELL(&m, "git tag -d justerat >/dev/null && git tag -am annat justerat HEAD~1", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	meeting_free(&m);
	/* the folder says nothing at all any more */
	m = locked();
	CHECK_SHELL(&m, "rm -r justerat", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	meeting_free(&m);
}

static void check_found(const char *what, const char *says)
{
	struct meeting m = locked();
	struct str text = STR_INIT;

	CHECK_INT(verify(&m, NULL), 0);
	CHECK_SHELL(&m, what, "=0\n");
	CHECK(verify(&m, &text) > 0);
	CHECK(strstr(str_c(&text), says));
	str_release(&text);
	meeting_free(&m);
}

TEST(what_does_not_belong_is_found)
{
	check_found("echo x >justerat/.dold", "justerat/.dold finns inte i den låsta versionen");
	check_found("mkdir justerat/del-1 && echo x >justerat/del-1/manifest", "justerat/del-1/ hör inte till något som är justerat");
	check_found("mkdir justerat/annat", "justerat/annat/ hör inte till något som är justerat");
	check_found("mv protokoll.md ../p && ln -s ../p protokoll.md", "protokoll.md är en länk, inte själva filen");
	check_found("mv justerat/manifest ../p && ln -s ../../p justerat/manifest", "justerat/manifest är en länk, inte själva filen");
}

TEST(a_clean_up_by_git_changes_nothing)
{
	struct meeting m = locked();

	CHECK_SHELL(&m, "git gc -q --prune=now --aggressive && git pack-refs --all", "=0\n");
	CHECK_INT(verify(&m, NULL), 0);
	CHECK_INT(meeting_save(&m, "ändrad\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	meeting_free(&m);
}

TEST(an_interrupted_lock_is_finished)
{
	struct meeting m = locked();

	CHECK_SHELL(&m, "git tag -d justerat >/dev/null", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.sealed);
	CHECK_INT(verify(&m, NULL), 0);
	CHECK_GIT(&m);
	/* or by locking once more */
	CHECK_SHELL(&m, "git tag -d justerat >/dev/null", "=0\n");
	CHECK(verify(&m, NULL) > 0);
	CHECK_INT(lock(&m), 0);
	CHECK_INT(verify(&m, NULL), 0);
	CHECK_INT(lock(&m), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	meeting_free(&m);
}

/* ------------------------------------------------ answers other than a signature */

TEST(refusing_noting_handing_over)
{
	struct meeting m = begin();
	struct justera_act a = act(&m);
	struct justera_status s;
	struct str day = STR_INIT;
	char *file;

	CHECK_INT(justera_refuse(&a, SPAN_LIT("Bo Lind"), SPAN_LIT("fel"), &m.err), -1); /* not begun */
	CHECK_INT(start(&m), 0);
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Bo Lind"), SPAN_LIT(" "), &m.err), -1);
	CHECK_INT(m.err.code, ERR_USAGE);
	CHECK_INT(justera_note(&a, SPAN_LIT("Bo Lind"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Dag Norén"), SPAN_LIT("fel"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Bo Lind"), SPAN_LIT("§ 1 är fel"), &m.err), 0);
	CHECK_INT(approve(&m, "Anna Ek"), 0);
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Anna Ek"), SPAN_LIT("ångrar"), &m.err), -1);
	CHECK_INT(lock(&m), -1);
	CHECK(strstr(m.err.msg, "vägrat"));
	CHECK_INT(justera_return(&a, SPAN_LIT("Bo Lind"), &m.err), 0);
	CHECK_INT(lock(&m), -1);
	CHECK(strstr(m.err.msg, "inte godkänt"));
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Bo Lind"), SPAN_LIT("§ 1 är fel"), &m.err), 0);
	CHECK_INT(justera_hand_over(&a, SPAN_LIT("Bo Lind"), &m.err), 0);
	CHECK_INT(lock(&m), -1);
	CHECK(strstr(m.err.msg, "nästa sammanträde"));
	CHECK_INT(justera_organ_confirms(&a, (struct date){2031, 4, 9}, &m.err), -1); /* before the start */
	CHECK_INT(justera_organ_confirms(&a, (struct date){2031, 5, 14}, &m.err), -1); /* not come yet */
	clock_fix("2031-05-14T15:00:00+02:00", NULL);
	CHECK_INT(justera_organ_confirms(&a, (struct date){2031, 5, 14}, &m.err), 0);
	m.err = (struct err)ERR_INIT;
	CHECK_INT(lock(&m), 0);
	CHECK_STR(m.err.msg, "");
	CHECK_INT(justera_status(m.w, m.folder, &s, &m.err), 0);
	date_add_iso(&day, s.justerat);
	CHECK_STR(str_c(&day), "2031-05-14");
	justera_status_release(&s);
	CHECK_INT(verify(&m, NULL), 0);
	file = meeting_read(&m, "justerat/underskrifter");
	CHECK(strstr(file, "skäl: § 1 är fel\n"));
	free(file);
	file = meeting_read(&m, "justering/logg");
	CHECK(strstr(file, " | 0 | Bo Lind (M) | § 1 är fel\n"));
	free(file);
	CHECK_GIT(&m);
	str_release(&day);
	meeting_free(&m);
}

TEST(a_noted_difference_is_an_answer)
{
	struct meeting m = begin();
	struct justera_act a = act(&m);
	struct str text = STR_INIT;

	start(&m);
	approve(&m, "Anna Ek");
	CHECK_INT(justera_refuse(&a, SPAN_LIT("Bo Lind"), SPAN_LIT("§ 1 är fel"), &m.err), 0);
	CHECK_INT(justera_note(&a, SPAN_LIT("Bo Lind"), &m.err), 0);
	CHECK_INT(lock(&m), 0);
	CHECK_INT(verify(&m, &text), 0);
	CHECK(span_find(str_span(&text), "Bo Lind (M), justerare: avvikande uppfattning antecknad 2031-04-10 08.01: § 1 är fel", 0) !=
		(size_t)-1);
	str_release(&text);
	meeting_free(&m);
}

/* -------------------------------------------------------------- JO 4024 (R41) */

TEST(who_has_approved_is_shown_exactly_what_changed)
{
	struct meeting m = begin();
	struct justera_act a = act(&m);
	struct str changed = STR_INIT, news = STR_INIT;
	struct justera_status s;
	int since = -1;

	CHECK_INT(justera_news(m.w, m.folder, SPAN_LIT("Bo Lind"), &news, &since, &m.err), 0);
	CHECK_INT(since, 0);
	start(&m);
	CHECK_INT(approve(&m, "Bo Lind"), 0);
	CHECK_INT(justera_news(m.w, m.folder, SPAN_LIT("Bo Lind"), &news, &since, &m.err), 0);
	CHECK_STR(str_c(&news), "");
	/* Cia's change goes in */
	str_adds(&changed, draft);
	str_replace(&changed, changed.len - strlen("öppnas.\n"), strlen("öppnas"), "avslutas", strlen("avslutas"));
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = str_span(&changed), .author = "Cia Holm (V)",
		.who = "Finn Dahl", .kind = KIND_ACCEPTED, .number = 1}), 0);
	CHECK_INT(justera_status(m.w, m.folder, &s, &m.err), 0);
	CHECK(s.fallen);
	CHECK_INT(s.state, STATE_UTKAST);
	CHECK_INT(signing_count(&s.fell, SIGN_SIGNED), 1);
	if (s.fell.n == 2)
		CHECK_INT(s.fell.signer[1].state, SIGN_SIGNED);
	justera_status_release(&s);
	CHECK_INT(justera_news(m.w, m.folder, SPAN_LIT("bo lind (m)"), &news, &since, &m.err), 0);
	CHECK(since > 0);
	CHECK(span_find(str_span(&news), "Mötet [-öppnas-]{+avslutas+}.", 0) != (size_t)-1);
	CHECK(span_find(str_span(&news), "Cia Holm (V)", 0) != (size_t)-1);
	/* and is asked again */
	CHECK_INT(start(&m), 0);
	CHECK_INT(approve(&m, "Anna Ek"), 0);
	CHECK_INT(lock(&m), -1);
	CHECK_INT(approve(&m, "Bo Lind"), 0);
	str_clear(&news);
	CHECK_INT(justera_news(m.w, m.folder, SPAN_LIT("Bo Lind"), &news, &since, &m.err), 0);
	CHECK_STR(str_c(&news), "");
	CHECK_INT(justera_seen(&a, SPAN_LIT("Dag Norén"), &m.err), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(justera_seen(&a, SPAN_LIT("Anna Ek"), &m.err), 0);
	CHECK_INT(state(&m, NULL, NULL), STATE_JUSTERING);
	CHECK_INT(lock(&m), 0);
	CHECK_INT(verify(&m, NULL), 0);
	str_release(&changed);
	str_release(&news);
	meeting_free(&m);
}

/* Any byte of the text voids the round. */
TEST(every_byte_counts)
{
	struct meeting m = begin();
	struct str text = STR_INIT;
	bool fallen = false;

	start(&m);
	approve(&m, "Anna Ek");
	str_adds(&text, draft);
	for (size_t at = 0; at < text.len; at += 29) {
		text.buf[at] ^= 1;
		meeting_save(&m, str_c(&text));
		state(&m, NULL, &fallen);
		CHECK(fallen);
		text.buf[at] ^= 1;
		meeting_save(&m, str_c(&text));
		/* the very same text again is the one that was approved */
		CHECK_INT(state(&m, NULL, &fallen), STATE_JUSTERING);
		CHECK(!fallen);
	}
	str_release(&text);
	meeting_free(&m);
}

TEST(files_of_the_round_are_not_taken_at_their_word)
{
	static const char *const names[] = {"justering/manifest", "justering/protokoll.txt"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct meeting m = begin();
		char *path = meeting_path(&m, names[i]);
		size_t n;

		start(&m);
		approve(&m, "Anna Ek");
		approve(&m, "Bo Lind");
		n = size_of(path);
		for (size_t at = 0; at < n; at += 1 + n / 25) {
			flip(path, at, 1);
			CHECK_INT(lock(&m), -1);
			flip(path, at, 1);
		}
		CHECK_INT(lock(&m), 0);
		CHECK_INT(verify(&m, NULL), 0);
		free(path);
		meeting_free(&m);
	}
}

/* R62: half past ten in the evening UTC is the next day in Stockholm. */
TEST(the_day_is_that_of_the_last_signature)
{
	struct meeting m = begin();
	struct justera_status s;
	struct str day = STR_INIT;

	clock_fix("2031-06-30T22:00:00Z", NULL);
	start(&m);
	approve(&m, "Anna Ek");
	clock_fix("2031-06-30T22:30:00Z", NULL);
	approve(&m, "Bo Lind");
	clock_fix("2031-07-03T10:00:00Z", NULL);
	CHECK_INT(lock(&m), 0);
	CHECK_INT(justera_status(m.w, m.folder, &s, &m.err), 0);
	date_add_iso(&day, s.justerat);
	CHECK_STR(str_c(&day), "2031-07-01");
	justera_status_release(&s);
	str_release(&day);
	meeting_free(&m);
}
