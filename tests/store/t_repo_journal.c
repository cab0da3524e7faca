/* The history and the journal help each other: a damaged last version is written
 * again from what was typed, and one that can't be is stood in for, which is said. */
#include "store/repo_serve.h"

#include <sys/stat.h>

#include "meeting.h"
#include "store/recover.h"

static void put(const char *path, const char *p, size_t n)
{
	FILE *f;

	chmod(path, 0600);
	f = fopen(path, "wb");
	CHECK(f != NULL);
	if (f) {
		fwrite(p, 1, n, f);
		fclose(f);
	}
}

static void damage(const struct meeting *m, const char *id)
{
	char *name = str_format(".git/objects/%.2s/%s", id, id + 2), *path = meeting_path(m, name);

	put(path, "x", 1);
	free(path);
	free(name);
}

/* The editor typed the last version out of the one before. */
static void typed(const struct meeting *m, const char *before, const char *text, const char *id)
{
	char *draft = meeting_path(m, "protokoll.md"), *dir = journal_dir(draft, m->folder);
	struct journal *j = journal_new(dir);
	struct text *t = text_new(span_of(before));
	struct err err = ERR_INIT;
	char name[RECOVER_NAME_SIZE];
	struct text_op op;

	CHECK_INT(journal_lock(j, &err), 0);
	CHECK_INT(journal_begin(j, span_of(before), &err), 0);
	journal_add_checkpoint(j, NULL);
	text_follow(t);
	text_replace(t, 0, strlen(before), span_of(text));
	while (text_next_op(t, &op))
		journal_add(j, &op);
	recover_name(span_of(text), name);
	journal_add_checkpoint(j, name);
	journal_add_checkpoint(j, id);
	CHECK_INT(journal_flush(j, &err), 0);
	CHECK_STR(err.msg, "");
	journal_free(j);
	text_free(t);
	free(dir);
	free(draft);
}

TEST(the_last_text_is_mended_from_the_journal)
{
	struct meeting m = meeting_new();
	char blob[STORE_ID_SIZE];

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	memcpy(blob, m.a.blob, sizeof blob);
	typed(&m, "ett\n", "två\n", m.a.id);
	damage(&m, blob);
	meeting_write(&m, "protokoll.md", "någon annans\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(!m.a.damaged);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK(m.a.has_other);
	CHECK_INT(m.a.problem.n, 1);
	CHECK(m.a.problem.n && strstr(m.a.problem.v[0], "skriven på nytt ur journalen"));
	CHECK_SHELL(&m, "git fsck --strict --full --no-dangling; git show HEAD:protokoll.md; ls .git/paragraf-skadat | wc -l",
		"två\n1\n=0\n");
	meeting_free(&m);
}

TEST(a_journal_of_another_text_mends_nothing)
{
	struct meeting m = meeting_new();
	char blob[STORE_ID_SIZE];

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	memcpy(blob, m.a.blob, sizeof blob);
	typed(&m, "ett\n", "tre\n", m.a.id);
	damage(&m, blob);
	meeting_write(&m, "protokoll.md", "någon annans\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_OPEN}), 0);
	CHECK(m.a.damaged);
	CHECK_SPAN(str_span(&m.a.text), "någon annans\n");
	meeting_free(&m);
}

static struct store_request at_the_end(void)
{
	return (struct store_request){.op = STORE_TEXT, .time = {.utc = 4102444800, .offset = 0}};
}

TEST(a_damaged_version_is_stood_in_for)
{
	struct meeting m = meeting_new();

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	meeting_save(&m, "tre\n");
	damage(&m, m.a.blob);
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT}), -1);
	CHECK_INT(m.err.code, ERR_SYSTEM);
	CHECK_INT(meeting_run(&m, at_the_end()), 0);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK_INT(m.a.nr, 2);
	CHECK_INT(m.a.problem.n, 1);
	CHECK(m.a.problem.n && strstr(m.a.problem.v[0], "version 3 i ") && strstr(m.a.problem.v[0], "den i version 2"));
	/* nothing was mended or moved by reading */
	CHECK_SHELL(&m, "ls .git/paragraf-skadat 2>/dev/null | wc -l", "0\n=0\n");
	meeting_free(&m);
}

TEST(a_damaged_autosave_and_reference)
{
	struct meeting m = meeting_new();
	char *id;

	meeting_create(&m, "ett\n");
	meeting_save(&m, "två\n");
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = SPAN_LIT("tre\n")}), 0);
	CHECK_INT(meeting_run(&m, at_the_end()), 0);
	CHECK_SPAN(str_span(&m.a.text), "tre\n");
	id = shell(&m, "git rev-parse refs/paragraf/autosave:protokoll.md");
	id[40] = '\0';
	damage(&m, id);
	CHECK_INT(meeting_run(&m, at_the_end()), 0);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK_INT(m.a.nr, 2);
	CHECK_INT(m.a.problem.n, 1);
	meeting_write(&m, ".git/refs/heads/utkast", "");
	CHECK_INT(meeting_run(&m, at_the_end()), 0);
	CHECK_SPAN(str_span(&m.a.text), "två\n");
	CHECK(m.a.problem.n && strstr(m.a.problem.v[0], "kopian är använd"));
	CHECK_INT(meeting_run(&m, (struct store_request){.op = STORE_TEXT}), -1);
	free(id);
	meeting_free(&m);
}
