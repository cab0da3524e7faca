/* meeting: a meeting folder for tests, an inline worker, and git as oracle. */
#ifndef TESTS_STORE_MEETING_H
#define TESTS_STORE_MEETING_H

#include "base/fs.h"
#include "base/mem.h"
#include "store/repo_serve.h"
#include "store/store.h"
#include "test.h"

#define UNUSED __attribute__((unused))

struct meeting {
	struct repo_server *server;
	struct worker *w;
	char *folder;
	struct stamp now;
	struct store_answer a;
	struct err err;
};

UNUSED static struct meeting meeting_new(void)
{
	struct meeting m = {0};
	char *tmp = test_folder();

	m.server = repo_server_new();
	m.w = worker_new_inline(repo_serve, m.server);
	m.folder = fs_join(tmp, "2031-04-09-fb");
	clock_parse(span_of("2031-04-09T10:42:07+02:00"), &m.now);
	free(tmp);
	return m;
}

UNUSED static void meeting_free(struct meeting *m)
{
	store_answer_release(&m->a);
	worker_free(m->w);
	repo_server_free(m->server);
	free(m->folder);
}

/* Runs a request a minute later than the last one; the answer is m->a. */
UNUSED static int meeting_run(struct meeting *m, struct store_request q)
{
	int rc;

	store_answer_release(&m->a);
	m->err = (struct err)ERR_INIT;
	q.folder = m->folder;
	m->now.utc += 60;
	q.now = m->now;
	rc = store_run(m->w, &q, &m->a, &m->err);
	CHECK((rc == 0) == (m->err.code == ERR_NONE));
	return rc;
}

UNUSED static int meeting_create(struct meeting *m, const char *text)
{
	return meeting_run(m, (struct store_request){.op = STORE_CREATE, .text = span_of(text)});
}

UNUSED static int meeting_save(struct meeting *m, const char *text)
{
	return meeting_run(m, (struct store_request){.op = STORE_SAVE, .text = span_of(text)});
}

UNUSED static char *meeting_path(const struct meeting *m, const char *name)
{
	return fs_join(m->folder, name);
}

UNUSED static void write_file(const char *path, const char *text)
{
	struct err err = ERR_INIT;
	char *dir = fs_dirname(path);

	CHECK(fs_mkdirs(dir, &err) == 0);
	CHECK_INT(fs_write_atomic(path, text, strlen(text), 0600, &err), 0);
	free(dir);
}

UNUSED static void meeting_write(const struct meeting *m, const char *name, const char *text)
{
	char *path = meeting_path(m, name);

	write_file(path, text);
	free(path);
}

/* The file's text; "(saknas)" when it is not there. free(). */
UNUSED static char *meeting_read(const struct meeting *m, const char *name)
{
	char *path = meeting_path(m, name);
	struct str s = STR_INIT;
	char *text;

	if (fs_read(path, &s, NULL))
		str_adds(&s, "(saknas)");
	text = mem_strdup(str_c(&s));
	str_release(&s);
	free(path);
	return text;
}

/* What a shell command prints in the folder, its status last: "...\n=0". */
UNUSED static char *shell(const struct meeting *m, const char *command)
{
	char *line = str_format("cd '%s' && { %s; } 2>&1; echo \"=$?\"", m->folder, command);
	FILE *f = popen(line, "r");
	struct str s = STR_INIT;
	char buf[4096];
	size_t n;
	char *text;

	while (f && (n = fread(buf, 1, sizeof buf, f)) > 0)
		str_add(&s, buf, n);
	if (f)
		pclose(f);
	text = mem_strdup(str_c(&s));
	str_release(&s);
	free(line);
	return text;
}

#define CHECK_SHELL(m, command, want) \
	do { \
		char *got_ = shell(m, command); \
		CHECK_STR(got_, want); \
		free(got_); \
	} while (0)

/* Stock git finds nothing wrong and nothing changed. */
#define CHECK_GIT(m) \
	do { \
		CHECK_SHELL(m, "git fsck --strict --full --no-dangling", "=0\n"); \
		CHECK_SHELL(m, "git status --porcelain", "=0\n"); \
	} while (0)

#endif
