/* t_repo_save: what happens to a version when the disk fills up. Run by
 * t_full_disk.sh on a disk that is really full (PARAGRAF_DISK); by itself it
 * only checks that two writers in turn leave everything whole. */
#include "store/repo_serve.h"

#include "meeting.h"

TEST(full_disk)
{
	struct meeting m;
	const char *disk = getenv("PARAGRAF_DISK");
	struct str text = STR_INIT, ids = STR_INIT;
	int saved = 1, failed = 0;
	unsigned long seed = 3;
	char *count;

	if (!disk)
		return;
	m = meeting_new();
	free(m.folder);
	m.folder = fs_join(disk, "2031-04-09-fb");
	CHECK_INT(meeting_create(&m, "ett\n"), 0);
	for (int i = 0; i < 60 && failed < 5; i++) {
		for (int k = 0; k < 400; k++)
			str_addf(&text, "%lx\n", test_random(&seed));
		if (meeting_save(&m, str_c(&text)) == 0) {
			saved++;
			str_addf(&ids, "%s ", m.a.id);
		} else {
			CHECK_INT(m.err.code, ERR_SYSTEM);
			CHECK(strstr(m.err.msg, "full") != NULL);
			failed++;
			if (*m.a.id)
				saved = m.a.nr; /* the version stands, only the work file does not */
		}
	}
	printf("%d versioner, %d misslyckade: %s\n", saved, failed, m.err.msg);
	CHECK(saved > 3);
	CHECK_INT(failed, 5);
	CHECK_SHELL(&m, "git fsck --strict --full --no-dangling", "=0\n");
	count = str_format("%d\n=0\n", saved);
	CHECK_SHELL(&m, "git rev-list --count HEAD", count);
	free(count);
	count = str_format("for i in %s; do git cat-file -e $i:protokoll.md || echo borta; done", str_c(&ids));
	CHECK_SHELL(&m, count, "=0\n");
	free(count);
	/* with room again, it goes on */
	CHECK_SHELL(&m, "mount -o remount,size=9000k $PARAGRAF_DISK", "=0\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK_INT(meeting_save(&m, str_c(&text)), 0);
	CHECK_GIT(&m);
	str_release(&text);
	str_release(&ids);
	meeting_free(&m);
}

TEST(two_commands_in_turn)
{
	struct meeting m = meeting_new(), other = meeting_new();
	char text[32];

	meeting_create(&m, "ett\n");
	free(other.folder);
	other.folder = mem_strdup(m.folder);
	for (int i = 0; i < 20; i++) {
		snprintf(text, sizeof text, "rad %d\n", i);
		CHECK_INT(meeting_save(i % 2 ? &m : &other, text), 0);
	}
	CHECK_INT(other.a.nr, 20);
	CHECK_INT(m.a.nr, 21);
	CHECK_GIT(&m);
	meeting_free(&other);
	meeting_free(&m);
}
