/* prog: the real app with the real helper program, but for the terminal, and a
 * meeting in a temporary folder. The clock is the real one; a pause is made
 * shorter by putting the last edit back in time. */
#ifndef TESTS_SCREENS_PROG_H
#define TESTS_SCREENS_PROG_H

#include <signal.h>

#include "scene.h"

#define MS 20000
#define TYPED "Tjugo knottfällor"

struct prog {
	struct app a;
	char *home;   /* NULL: borrowed */
	char *folder; /* the meeting */
};

__attribute__((unused)) static void prog_parts(struct prog *p, const char *archive)
{
	signal(SIGPIPE, SIG_IGN);
	p->a.services.archive = mem_strdup(archive);
	p->folder = fs_join(p->a.services.archive, "2031-04-09-fb");
	p->a.services.repo = worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
	p->a.services.journal = worker_new(JOURNAL_ROLE, JOURNAL_WATCHDOG_MS);
	p->a.services.messages = &p->a.messages;
	p->a.services.global = app_commands;
	p->a.screens.global = app_commands;
	p->a.screens.app = &p->a;
	p->a.screens.messages = &p->a.messages;
	p->a.term = term_mem_new(24, 80);
	p->a.services.term = p->a.term;
	surface_init(&p->a.surface, 24, 80);
}

__attribute__((unused)) static void prog_start(struct prog *p)
{
	char *archive;

	memset(p, 0, sizeof *p);
	p->home = test_folder();
	setenv("HOME", p->home, 1);
	archive = fs_join(p->home, "Protokoll");
	prog_parts(p, archive);
	free(archive);
}

/* A second window: another program on the same archive. */
__attribute__((unused)) static void prog_second(struct prog *p, const struct prog *first)
{
	memset(p, 0, sizeof *p);
	prog_parts(p, first->a.services.archive);
}

__attribute__((unused)) static void prog_end(struct prog *p)
{
	screens_release(&p->a.screens);
	session_close(p->a.services.session);
	worker_free(p->a.services.repo);
	worker_free(p->a.services.journal);
	term_free(p->a.term);
	free(p->a.services.archive);
	messages_release(&p->a.messages);
	surface_release(&p->a.surface);
	free(p->home);
	free(p->folder);
}

/* One turn of the app; what it waits for in poll(2) is a short sleep here. */
__attribute__((unused)) static void turn(struct prog *p)
{
	app_turn(&p->a);
	usleep(2000);
}

/* Turns until cond holds. */
#define UNTIL(p, cond) \
	do { \
		int64_t end_ = clock_monotonic_ms() + MS; \
		while (!(cond) && clock_monotonic_ms() < end_) \
			turn(p); \
		CHECK(cond); \
	} while (0)

__attribute__((unused)) static void turns(struct prog *p, int ms)
{
	int64_t end = clock_monotonic_ms() + ms;

	while (clock_monotonic_ms() < end)
		turn(p);
}

__attribute__((unused)) static void keys(struct prog *p, const char *script)
{
	struct err err = ERR_INIT;

	CHECK_INT(term_mem_keys(p->a.term, span_of(script), &err), 0);
	CHECK_STR(err.msg, "");
	turn(p);
}

__attribute__((unused)) static struct session *session(struct prog *p)
{
	return p->a.services.session;
}

/* Was anything with `text` in it said since the last call of forget()? */
__attribute__((unused)) static bool said(const struct prog *p, const char *text)
{
	for (int i = 0; i < p->a.messages.n; i++)
		if (strstr(p->a.messages.v[i].text, text))
			return true;
	return false;
}

__attribute__((unused)) static void forget(struct prog *p)
{
	messages_release(&p->a.messages);
}

__attribute__((unused)) static void show_said(const struct prog *p)
{
	for (int i = 0; i < p->a.messages.n; i++)
		printf("  said: %s\n", p->a.messages.v[i].text);
}

#define CHECK_SAID(p, text) \
	do { \
		if (!said(p, text)) { \
			test_bad++; \
			printf("%s:%d: not said: %s\n", __FILE__, __LINE__, text); \
			show_said(p); \
		} \
	} while (0)

/* A request of our own, to the same helper or another one. */
__attribute__((unused)) static int ask(struct worker *w, struct store_request q, struct store_answer *a)
{
	struct err err = ERR_INIT;
	int rc;

	q.now = clock_now();
	rc = store_run(w, &q, a, &err);
	if (rc)
		printf("  store: %s\n", err.msg);
	return rc;
}

__attribute__((unused)) static void create(struct prog *p, const char *opt_text)
{
	struct store_answer a;
	char *dir = fs_join(p->a.services.archive, "organ"), *file = fs_join(dir, "fb.md");

	CHECK_INT(fs_mkdirs(dir, NULL), 0);
	CHECK_INT(fs_write_atomic(file, SCENE_REGISTER, strlen(SCENE_REGISTER), 0600, NULL), 0);
	CHECK_INT(ask(p->a.services.repo, (struct store_request){.op = STORE_CREATE, .folder = p->folder,
		.who = "Finn Dahl", .text = span_of(opt_text ? opt_text : SCENE_DRAFT), .kind = KIND_FIRST}, &a), 0);
	store_answer_release(&a);
	free(dir);
	free(file);
}

__attribute__((unused)) static void open_path(struct prog *p, const char *path)
{
	struct err err = ERR_INIT;

	if (app_open_path(&p->a, path, &err)) {
		printf("open: %s\n", err.msg);
		exit(1);
	}
	/* the answer to the opening is there when there is a base */
	if (session(p)->folder)
		UNTIL(p, session(p)->base[0] || p->a.messages.n);
}

__attribute__((unused)) static void open_meeting(struct prog *p)
{
	open_path(p, p->folder);
}

/* Goes to § 12's Sammanfattning and types a sentence. */
__attribute__((unused)) static void type_in_12(struct prog *p, const char *text)
{
	struct span s = doc_bytes(session(p)->doc);
	char *script = str_format("\"%s\"", text);

	session_target(session(p), span_find(s, "Den börjar i Storsele.", 0), 0);
	turn(p);
	keys(p, script);
	free(script);
}

__attribute__((unused)) static bool holds(struct prog *p, const char *text)
{
	return span_find(doc_bytes(session(p)->doc), text, 0) != (size_t)-1;
}

__attribute__((unused)) static bool file_holds(struct prog *p, const char *text)
{
	struct str s = STR_INIT;
	bool hit = fs_read(session(p)->file, &s, NULL) == 0 && span_find(str_span(&s), text, 0) != (size_t)-1;

	str_release(&s);
	return hit;
}

/* The versions, the last first. */
__attribute__((unused)) static struct store_answer history(struct prog *p)
{
	struct store_answer a;

	CHECK_INT(ask(p->a.services.repo, (struct store_request){.op = STORE_HISTORY, .folder = p->folder}, &a), 0);
	return a;
}

__attribute__((unused)) static size_t nversions(struct prog *p)
{
	struct store_answer a = history(p);
	size_t n = a.nversions;

	store_answer_release(&a);
	return n;
}

__attribute__((unused)) static bool version_holds(struct prog *p, int nr, const char *text)
{
	struct store_answer a;
	bool hit = ask(p->a.services.repo,
		(struct store_request){.op = STORE_TEXT, .folder = p->folder, .number = nr}, &a) == 0 &&
		span_find(str_span(&a.text), text, 0) != (size_t)-1;

	store_answer_release(&a);
	return hit;
}

__attribute__((unused)) static bool some_version_holds(struct prog *p, const char *text)
{
	size_t n = nversions(p);

	for (size_t i = 1; i <= n; i++)
		if (version_holds(p, (int)i, text))
			return true;
	return false;
}

/* What git prints in the meeting's folder, without its last line end. */
__attribute__((unused)) static char *git(const struct prog *p, const char *arguments)
{
	char *line = str_format("git -C '%s' %s 2>&1", p->folder, arguments), buf[256];
	FILE *f = popen(line, "r");
	struct str s = STR_INIT;
	size_t n;

	while (f && (n = fread(buf, 1, sizeof buf, f)) > 0)
		str_add(&s, buf, n);
	if (f)
		pclose(f);
	while (s.len && s.buf[s.len - 1] == '\n')
		str_replace(&s, s.len - 1, 1, "", 0);
	free(line);
	str_adds(&s, "");
	return str_take(&s);
}

#define CHECK_WHOLE(p) \
	do { \
		char *out_ = git(p, "fsck --strict --full --no-dangling"); \
		CHECK_STR(out_ ? out_ : "", ""); \
		free(out_); \
	} while (0)

/* The text has rested for `ms`, as far as the session knows. */
__attribute__((unused)) static void pause_ms(struct prog *p, int ms)
{
	turn(p);
	session(p)->edited_ms -= ms;
	session(p)->first_edit_ms -= ms;
	session(p)->retry_ms -= ms;
}

__attribute__((unused)) static void save(struct prog *p)
{
	keys(p, "Ctrl-S");
	UNTIL(p, !session(p)->saving && !session(p)->save_again);
}

#endif
