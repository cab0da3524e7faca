/* t_repo_seal: marks of the whole and of parts, what may come after them, marks that
 * are signed, and what the check tells of all that. */
#include "store/repo_serve.h"

#include "base/run.h"
#include "sealing.h"

static void check(struct meeting *m)
{
	CHECK_INT(meeting_run(m, (struct store_request){.op = STORE_CHECK}), 0);
	for (size_t i = 0; i < m->a.problem.n; i++)
		printf("%s\n", m->a.problem.v[i]);
	CHECK(!m->a.damaged);
}

TEST(a_part_is_sealed_and_drafting_goes_on)
{
	struct meeting m = meeting_new();
	char parent[STORE_ID_SIZE];

	meeting_create(&m, "del ett\nutkast\n");
	memcpy(parent, m.a.id, sizeof parent);
	CHECK_INT(seal_part(&m, 1, "del ett\n"), 0);
	CHECK(!m.a.sealed);
	CHECK_INT(m.a.nr, 2);
	CHECK(span_starts(str_span(&m.a.tag_object), "object "));
	CHECK_GIT(&m);
	CHECK_SHELL(&m, "git ls-tree -r --name-only justerat-del-1; git cat-file tag justerat-del-1 | tail -1; git log -1 --format=%s justerat-del-1",
		"justerat/del-1/manifest\njusterat/del-1/protokoll.md\nmanifest aa\nDel 1 omedelbart justerad\n=0\n");
	CHECK_INT(meeting_save(&m, "del ett\nutkast två\n"), 0);
	CHECK_INT(m.a.nr, 3);
	CHECK_INT(seal_part(&m, 1, "annat\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(save_file(&m, STORE_SAVE, "justerat/del-1/protokoll.md", "x"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(save_file(&m, STORE_SAVE, "justerat/del-1/manifest", NULL), -1);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/del-1/efter", "rad ett\n"), 0);
	CHECK(!m.a.sealed);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "rad ett\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(seal_part(&m, 12, "del tolv\n"), 0);
	check(&m);
	CHECK(!m.a.tagged && !m.a.sealed);
	CHECK_INT(m.a.nparts, 2);
	CHECK_STR(m.a.part[0].tag, "justerat-del-1");
	CHECK(m.a.part[0].whole && m.a.part[0].kept);
	CHECK_STR(m.a.part[0].parent, parent);
	CHECK_SPAN(str_span(&m.a.part[0].text), "del ett\n");
	CHECK_INT(m.a.part[0].nfiles, 3);
	CHECK_STR(m.a.part[0].file_name[0], "justerat/del-1/manifest");
	CHECK_STR(m.a.part[0].file_name[2], "justerat/del-1/efter");
	CHECK_SPAN(str_span(&m.a.part[0].message), "manifest aa\n");
	CHECK_STR(m.a.part[1].tag, "justerat-del-12");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(!m.a.sealed);
	CHECK_INT(m.a.problem.n, 0);
	CHECK_GIT(&m);
	meeting_free(&m);
}

TEST(after_the_whole_is_sealed_only_efter_grows)
{
	static const char *const bad[] = {"justerat/manifest", "justerat/protokoll.txt", "justering/logg", "justerat/x/efter", "justerat/del-1/efter"};
	struct meeting m = meeting_new();
	char base[STORE_ID_SIZE];

	meeting_create(&m, "text\n");
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(seal_all(&m), 0);
	CHECK(m.a.sealed);
	memcpy(base, m.a.id, sizeof base);
	CHECK_INT(meeting_save(&m, "annan\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(seal_part(&m, 1, "x"), -1);
	check(&m);
	CHECK(m.a.tip_is_tagged && m.a.tip_follows);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n"), 0);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n2\n"), 0);
	CHECK_INT(m.a.nr, 4);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n"), -1);
	CHECK_INT(m.err.code, ERR_STATE);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "x\n2\n3\n"), -1);
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", NULL), -1);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK_INT(save_file(&m, STORE_AFTER, bad[i], "x\n"), -1);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AFTER, .text = SPAN_LIT("x")}), -1);
	{
		struct store_file f = file("justerat/efter", "1\n2\n3\n");

		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AFTER, .file = &f, .nfiles = 1, .base = base}), -1);
		CHECK_INT(m.err.code, ERR_MOVED);
	}
	/* a file put into bilagor/ since is not taken along */
	meeting_write(&m, "bilagor/ny.txt", "ny\n");
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n2\n3\n"), 0);
	CHECK_SHELL(&m, "git ls-tree -r --name-only HEAD; rm bilagor/ny.txt",
		"justerat/efter\njusterat/manifest\njusterat/protokoll.txt\nprotokoll.md\n=0\n");
	check(&m);
	CHECK(m.a.tagged && !m.a.tip_is_tagged && m.a.tip_follows);
	CHECK_INT(m.a.after, 3);
	CHECK_SPAN(str_span(&m.a.tag_text), "text\n");
	CHECK_INT(m.a.nfiles, 3);
	CHECK_STR(m.a.file_name[2], "justerat/efter");
	CHECK_SPAN(str_span(&m.a.file_bytes[2]), "1\n2\n3\n");
	/* protokoll.md as somebody left it stays there */
	meeting_write(&m, "protokoll.md", "smyg\n");
	CHECK_INT(save_file(&m, STORE_AFTER, "justerat/efter", "1\n2\n3\n4\n"), -1);
	CHECK_INT(m.err.code, ERR_MOVED);
	CHECK_SHELL(&m, "cat protokoll.md; printf 'text\\n' >protokoll.md", "smyg\n=0\n");
	CHECK_GIT(&m);
	/* stock git behind our back: told */
	CHECK_SHELL(&m, "printf 'x\\n' >justerat/manifest && git commit -qam x", "=0\n");
	check(&m);
	CHECK(m.a.tagged && !m.a.tip_follows);
	meeting_free(&m);
}

/* Killed between version and mark: opening finishes it. */
TEST(an_interrupted_mark_is_set)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "del ett\nresten\n");
	seal_part(&m, 1, "del ett\n");
	CHECK_SHELL(&m, "git rev-parse justerat-del-1^{} >../id; git tag -d justerat-del-1 >/dev/null", "=0\n");
	meeting_save(&m, "del ett\nresten två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(m.a.problem.n, 1);
	CHECK_SHELL(&m, "git rev-parse justerat-del-1^{} | diff - ../id && git tag -l", "justerat-del-1\n=0\n");
	seal_all(&m);
	CHECK_SHELL(&m, "git tag -d justerat >/dev/null", "=0\n");
	meeting_run(&m, (struct store_request){.op = STORE_OPEN});
	CHECK_INT(m.a.problem.n, 1);
	CHECK(m.a.sealed);
	check(&m);
	CHECK(m.a.tip_is_tagged);
	CHECK_GIT(&m);
	meeting_free(&m);
}

#define BEGIN "-----BEGIN SSH SIGNATURE-----\n"

TEST(a_mark_is_signed)
{
	static const char *const odd[] = {"", "x\n", BEGIN, "-----BEGIN SSH SIGNATURE-----"};
	struct meeting m = meeting_new();
	struct str mark = STR_INIT, s = STR_INIT;
	char *path;

	meeting_create(&m, "text\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = SPAN_LIT("x")}), -1);
	CHECK_INT(m.err.code, ERR_NOT_FOUND);
	seal_part(&m, 1, "del\n");
	seal_all(&m);
	str_addspan(&mark, str_span(&m.a.tag_object));
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		str_clear(&s);
		/* another version, another name, no signature */
		if (i == 2)
			str_addf(&s, "object %s", "1111111111111111111111111111111111111111");
		str_addspan(&s, i == 2 ? span_from(str_span(&mark), s.len) : str_span(&mark));
		str_adds(&s, odd[i]);
		if (i == 0)
			continue;
		CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = str_span(&s)}), -1);
		CHECK_INT(m.err.code, ERR_INPUT);
	}
	str_clear(&s);
	str_addspan(&s, str_span(&mark));
	str_adds(&s, BEGIN);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .tag = "justerat-del-1", .text = str_span(&s)}), -1);
	CHECK_INT(m.err.code, ERR_INPUT);
	if (!run_exists("ssh-keygen") || !run_exists("git")) {
		printf("SKIP: ssh-keygen eller git finns inte\n");
		goto out;
	}
	path = meeting_path(&m, "../mark");
	fs_write_atomic(path, mark.buf, mark.len, 0600, NULL);
	CHECK_SHELL(&m, "ssh-keygen -q -t ed25519 -N '' -f ../key && ssh-keygen -q -Y sign -n git -f ../key ../mark 2>/dev/null && "
		"cat ../mark ../mark.sig >../signed && echo \"f@x $(cat ../key.pub)\" >../allowed", "=0\n");
	free(path);
	path = meeting_path(&m, "../signed");
	str_clear(&s);
	CHECK_INT(fs_read(path, &s, NULL), 0);
	free(path);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = str_span(&s)}), 0);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = str_span(&s)}), 0);
	CHECK(m.a.unchanged);
	CHECK_SHELL(&m, "git -c gpg.format=ssh -c gpg.ssh.allowedSignersFile=../allowed verify-tag justerat 2>&1 | cut -c1-24", "Good \"git\" signature for\n=0\n");
	CHECK_GIT(&m);
	check(&m);
	CHECK(m.a.tip_is_tagged);
	CHECK(span_eq(str_span(&m.a.tag_object), str_span(&s)));
	CHECK_SPAN(str_span(&m.a.tag_message), "manifest bb\n");
	/* a signed one is not taken away by the unsigned */
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_MARK, .text = str_span(&mark)}), -1);
out:
	str_release(&mark);
	str_release(&s);
	meeting_free(&m);
}
