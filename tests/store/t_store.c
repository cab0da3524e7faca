/* t_store: versions, with stock git as the oracle. */
#include "store/store.h"

#include <sys/stat.h>

#include "meeting.h"

TEST(first_version_is_an_ordinary_repository)
{
	struct meeting m = meeting_new();
	char *text;

	CHECK_INT(meeting_create(&m, "# § 1 Öppnande\n"), 0);
	CHECK_STR(m.err.msg, "");
	CHECK_INT(m.a.nr, 1);
	CHECK_INT(strlen(m.a.id), 40);
	CHECK(store_is_meeting(m.folder));
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(text, "# § 1 Öppnande\n");
	free(text);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git log --format=%an,%s,%ad --date=iso-strict",
		"Sekreterare,Första versionen,2031-04-09T10:43:07+02:00\n=0\n");
	CHECK_SHELL(&m, "git symbolic-ref HEAD; git config gc.auto", "refs/heads/utkast\n0\n=0\n");
	CHECK_SHELL(&m, "ls .git/objects | wc -l", "258\n=0\n");
	text = str_format("%s\n=0\n", m.a.blob);
	CHECK_SHELL(&m, "git rev-parse HEAD:protokoll.md", text);
	free(text);
	meeting_free(&m);
}

TEST(each_save_is_a_version)
{
	struct meeting m = meeting_new();
	const int para[] = {4, 7};
	char base[STORE_ID_SIZE];

	meeting_create(&m, "ett\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("ett\ntvå\n"),
		.who = "Finn Dahl", .para = para, .npara = 2}), 0);
	CHECK_INT(m.a.nr, 2);
	memcpy(base, m.a.id, sizeof base);
	CHECK_GIT(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("ett\ntvå\ntre\n"),
		.base = base, .para = para, .npara = 1, .kind = KIND_KLUBBAT}), 0);
	CHECK_INT(m.a.nr, 3);
	CHECK(!m.a.unchanged);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git log --format=%s", "§ 4: klubbad\n§§ 4, 7: ändrade\nFörsta versionen\n=0\n");
	CHECK_SHELL(&m, "git diff HEAD~1 HEAD | tail -n 1", "+tre\n=0\n");
	/* the same text again is no version */
	CHECK_INT(meeting_save(&m, "ett\ntvå\ntre\n"), 0);
	CHECK(m.a.unchanged);
	CHECK_INT(m.a.nr, 3);
	CHECK_SHELL(&m, "git rev-list --count HEAD", "3\n=0\n");
	meeting_free(&m);
}

TEST(history_and_texts)
{
	struct meeting m = meeting_new();
	const int para[] = {12};
	struct stamp second;

	meeting_create(&m, "ett\n");
	meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("två\n"), .who = "Finn <Dahl>\n",
		.para = para, .npara = 1});
	second = m.now;
	meeting_save(&m, "tre\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_HISTORY}), 0);
	CHECK_INT(m.a.nversions, 3);
	if (m.a.nversions == 3) {
		CHECK_INT(m.a.version[0].nr, 3);
		CHECK_STR(m.a.version[0].what, "Sparad");
		CHECK_STR(m.a.version[1].who, "Finn Dahl");
		CHECK_STR(m.a.version[1].what, "§ 12: ändrad");
		CHECK_INT(m.a.version[1].npara, 1);
		CHECK_INT(m.a.version[1].para[0], 12);
		CHECK_INT(m.a.version[1].time.utc, second.utc);
		CHECK_INT(m.a.version[1].time.offset, 120);
		CHECK_INT(m.a.version[2].kind, KIND_FIRST);
	}
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 2}), 0);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT}), 0);
	CHECK_SPAN(str_span(&m.a.text), "tre\n");
	CHECK_INT(m.a.nr, 3);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .time = second}), 0);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK_INT(m.a.nr, 2);
	second.utc -= 86400;
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .time = second}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 4}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	meeting_free(&m);
}

TEST(restore_is_the_next_version)
{
	struct meeting m = meeting_new();
	char *text;

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_RESTORE, .number = 1}), 0);
	CHECK_INT(m.a.nr, 3);
	CHECK_SPAN(str_span(&m.a.text), "ett\n");
	text = meeting_read(&m, "protokoll.md");
	CHECK_STR(text, "ett\n");
	free(text);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git log -1 --format=%s", "Återställd version 1\n=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_RESTORE, .number = 9}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	meeting_free(&m);
}

TEST(another_program_s_text_is_never_lost)
{
	struct meeting m = meeting_new();
	char base[STORE_ID_SIZE];

	meeting_create(&m, "ett\n");
	memcpy(base, m.a.id, sizeof base);
	meeting_write(&m, "protokoll.md", "främmande\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("min\n"), .base = base}), -1);
	CHECK_INT(m.err.code, ERR_MOVED);
	CHECK_INT(m.a.nr, 2);
	memcpy(base, m.a.id, sizeof base);
	CHECK_GIT(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("min\n"), .base = base}), 0);
	CHECK_INT(m.a.nr, 3);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git show HEAD:protokoll.md HEAD~1:protokoll.md", "min\nfrämmande\n=0\n");
	/* opening says so too, and changes nothing */
	meeting_write(&m, "protokoll.md", "igen\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.has_other);
	CHECK_SPAN(str_span(&m.a.other), "igen\n");
	CHECK_SPAN(str_span(&m.a.text), "min\n");
	CHECK_INT(m.a.nr, 3);
	meeting_free(&m);
}

TEST(a_base_that_is_not_the_last_is_refused)
{
	struct meeting m = meeting_new();
	char base[STORE_ID_SIZE];

	meeting_create(&m, "ett\n");
	memcpy(base, m.a.id, sizeof base);
	meeting_save(&m, "två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("tre\n"), .base = base}), -1);
	CHECK_INT(m.err.code, ERR_MOVED);
	CHECK_INT(m.a.nr, 2);
	CHECK_SHELL(&m, "git rev-list --count HEAD", "2\n=0\n");
	meeting_free(&m);
}

TEST(a_commit_by_git_is_a_version_too)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	CHECK_SHELL(&m, "echo rad >>protokoll.md && echo x >anteckning.txt && git add -f anteckning.txt && "
		"git commit -qam 'min egen'", "=0\n");
	CHECK_INT(meeting_save(&m, "ett\nrad\ntvå\n"), 0);
	CHECK_INT(m.a.nr, 3);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git show HEAD:anteckning.txt", "x\n=0\n");
	meeting_run(&m, (struct store_request){.op = STORE_HISTORY});
	CHECK_INT(m.a.nversions, 3);
	CHECK_STR(m.a.version[1].what, "min egen");
	CHECK_INT(m.a.version[1].kind, KIND_OTHER);
	meeting_free(&m);
}

TEST(bilagor_are_versioned)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_write(&m, "bilagor/karta åäö.txt", "karta");
	meeting_write(&m, "bilagor/mer/plan.txt", "plan");
	meeting_write(&m, "bilagor/.dold", "x");
	meeting_write(&m, "protokoll.txt", "an export beside the draft");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git -c core.quotepath=off ls-tree -r --name-only HEAD",
		"bilagor/karta åäö.txt\nbilagor/mer/plan.txt\nprotokoll.md\n=0\n");
	/* the text alone, then a bilaga alone */
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK(m.a.unchanged);
	meeting_write(&m, "bilagor/mer/plan.txt", "PLAN");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK(!m.a.unchanged);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "rm 'bilagor/karta åäö.txt'", "=0\n");
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(autosaves_do_not_pile_up)
{
	struct meeting m = meeting_new();
	char text[64];

	meeting_create(&m, "ett\n");
	for (int i = 0; i < 40; i++) {
		snprintf(text, sizeof text, "ett\nrad %d\n", i);
		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = span_of(text)}), 0);
	}
	CHECK_INT(m.a.nr, 1);
	CHECK_SHELL(&m, "git rev-list --count HEAD; find .git/objects -type f | wc -l", "1\n6\n=0\n");
	CHECK_SHELL(&m, "git fsck --strict --full", "=0\n");
	CHECK_SHELL(&m, "git status --porcelain", "=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.has_autosave);
	CHECK_SPAN(str_span(&m.a.autosave), "ett\nrad 39\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .time = m.now}), 0);
	CHECK_SPAN(str_span(&m.a.text), "ett\nrad 39\n");
	/* the version uses the very objects of the autosave: they must stay */
	CHECK_INT(meeting_save(&m, "ett\nrad 39\n"), 0);
	CHECK_SHELL(&m, "git fsck --strict --full; find .git/objects -type f | wc -l; git for-each-ref --format='%(refname)'",
		"6\nrefs/heads/utkast\nrefs/paragraf/senast\n=0\n");
	meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("hemligt\n")});
	CHECK_INT(meeting_save(&m, "annat\n"), 0);
	CHECK_SHELL(&m, "git fsck --strict --full; find .git/objects -type f | wc -l", "9\n=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(!m.a.has_autosave);
	meeting_free(&m);
}

TEST(an_autosave_back_at_the_version_is_none)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("två\n")});
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("ett\n")}), 0);
	CHECK_SHELL(&m, "git fsck --strict --full; find .git/objects -type f | wc -l", "3\n=0\n");
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(another_program_s_text_leaves_the_autosave)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("mitt\n")});
	meeting_write(&m, "protokoll.md", "främmande\n");
	CHECK_INT(meeting_save(&m, "mitt och mer\n"), -1);
	CHECK_INT(m.err.code, ERR_MOVED);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.has_autosave);
	CHECK_SPAN(str_span(&m.a.autosave), "mitt\n");
	CHECK_SPAN(str_span(&m.a.text), "främmande\n");
	CHECK_INT(meeting_save(&m, "mitt och mer\n"), 0);
	CHECK_SHELL(&m, "git fsck --strict --full", "=0\n");
	meeting_free(&m);
}

TEST(an_autosave_of_an_old_text_takes_nothing_with_it)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("ett\n")}), 0);
	CHECK_INT(meeting_save(&m, "tre\n"), 0);
	CHECK_GIT(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = 1}), 0);
	CHECK_SPAN(str_span(&m.a.text), "ett\n");
	meeting_free(&m);
}

/* A few texts in any order: undo, restore and autosave meet the same objects. */
TEST(any_order_keeps_every_version)
{
	struct meeting m = meeting_new();
	unsigned long seed = 5;
	int want[300] = {0}, n = 1;
	char text[16];

	meeting_create(&m, "0\n");
	for (int i = 0; i < 250; i++) {
		int t = (int)(test_random(&seed) % 7);
		enum store_op op = test_random(&seed) % 3 ? STORE_AUTOSAVE : STORE_SAVE;

		snprintf(text, sizeof text, "%d\n", t);
		CHECK_INT(meeting_run(&m, (struct store_request){.op = op, .text = span_of(text)}), 0);
		if (op == STORE_SAVE && !m.a.unchanged)
			want[n++] = t;
	}
	CHECK_INT(m.a.nr, n);
	CHECK_GIT(&m);
	for (int i = 0; i < n; i++) {
		snprintf(text, sizeof text, "%d\n", want[i]);
		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT, .number = i + 1}), 0);
		CHECK_SPAN(str_span(&m.a.text), text);
	}
	meeting_free(&m);
}

TEST(odd_texts)
{
	static const char nul[] = "a\0b\xff\xfe\r\n\x1b[2J o\xcc\x88";
	struct meeting m = meeting_new();
	struct str big = STR_INIT;

	CHECK_INT(meeting_create(&m, ""), 0);
	CHECK_GIT(&m);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = span_make(nul, sizeof nul - 1)}), 0);
	CHECK_GIT(&m);
	meeting_run(&m, (struct store_request){.op = STORE_TEXT});
	CHECK(span_eq(str_span(&m.a.text), span_make(nul, sizeof nul - 1)));
	for (int i = 0; big.len < (size_t)6 << 20; i++)
		str_addf(&big, "Mening nummer %d om skötseln av fjällens leder och broar.\n", i);
	CHECK_INT(meeting_save(&m, str_c(&big)), 0);
	CHECK_GIT(&m);
	meeting_run(&m, (struct store_request){.op = STORE_TEXT});
	CHECK(span_eq(str_span(&m.a.text), str_span(&big)));
	CHECK_INT(meeting_save(&m, ""), 0);
	CHECK_INT(m.a.nr, 4);
	CHECK_GIT(&m);
	str_release(&big);
	meeting_free(&m);
}

TEST(modes_are_for_the_owner_only)
{
	struct meeting m = meeting_new();
	mode_t old = umask(077);

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	CHECK_SHELL(&m, "find . -perm /077 | head", "=0\n");
	umask(old);
	meeting_free(&m);
}

TEST(a_clock_set_back)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	m.now.utc -= 86400;
	CHECK_INT(meeting_save(&m, "två\n"), 0);
	CHECK_SHELL(&m, "git log --format=%ad --date=iso-strict",
		"2031-04-09T10:43:07+02:00\n2031-04-09T10:43:07+02:00\n=0\n");
	meeting_free(&m);
}

TEST(refused_requests)
{
	struct meeting m = meeting_new();
	struct str answer = STR_INIT;
	struct store_answer a;
	struct err err = ERR_INIT;

	CHECK_INT(meeting_save(&m, "ett\n"), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	meeting_create(&m, "ett\n");
	CHECK_INT(meeting_create(&m, "två\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	/* nonsense bytes are answered, not died of */
	repo_serve(m.server, SPAN_LIT(""), &answer);
	CHECK_INT(store_unpack(str_span(&answer), &a, &err), -1);
	CHECK_INT(err.code, ERR_SYSTEM);
	store_answer_release(&a);
	str_clear(&answer);
	repo_serve(m.server, SPAN_LIT("\2\0\0\0\377\377\377\377xyz"), &answer);
	CHECK_INT(store_unpack(str_span(&answer), &a, &err), -1);
	store_answer_release(&a);
	CHECK_INT(store_unpack(SPAN_LIT("\2\0\0\0"), &a, &err), -1);
	store_answer_release(&a);
	str_release(&answer);
	meeting_free(&m);
}

TEST(an_existing_draft_is_taken_in)
{
	struct meeting m = meeting_new();

	meeting_write(&m, "protokoll.md", "fanns\n");
	CHECK_INT(meeting_create(&m, "annat\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_CREATE}), 0);
	CHECK_INT(m.a.nr, 1);
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git show HEAD:protokoll.md", "fanns\n=0\n");
	meeting_free(&m);
}

TEST(two_writers)
{
	struct meeting m = meeting_new();
	struct meeting other = meeting_new();

	meeting_create(&m, "ett\n");
	free(other.folder);
	other.folder = str_format("%s/", m.folder);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN, .hold = true}), 0);
	CHECK(!m.a.busy);
	CHECK_INT(meeting_run(&other, (struct store_request){.op = STORE_OPEN, .hold = true}), 0);
	CHECK(other.a.busy);
	CHECK_SPAN(str_span(&other.a.text), "ett\n");
	CHECK_INT(meeting_save(&other, "tvåa\n"), -1);
	CHECK_INT(other.err.code, ERR_LOCKED);
	CHECK_INT(meeting_run(&other, (struct store_request){.op = STORE_HISTORY}), 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_SAVE, .text = SPAN_LIT("två\n"), .hold = true}), 0);
	meeting_free(&m);
	CHECK_INT(meeting_save(&other, "tvåa\n"), 0);
	CHECK_INT(other.a.nr, 3);
	CHECK_GIT(&other);
	meeting_free(&other);
}

TEST(digest)
{
	struct meeting m = meeting_new();
	char hex[STORE_DIGEST_SIZE];

	CHECK_INT(store_digest(m.w, SPAN_LIT("abc"), hex, NULL), 0);
	CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_INT(store_digest(m.w, SPAN_NONE, hex, NULL), 0);
	CHECK_STR(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	meeting_free(&m);
}
