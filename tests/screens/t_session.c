/* session: saving as it is lived, with the real helper program and the real app
 * but for the terminal: nothing that was typed is lost whatever happens to the
 * helper, the disk or the file. The clock is the real one; a pause is made
 * shorter by putting the last edit back in time. */
#include "screens/session.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include "prog.h"

/* The helper of role "arkiv" among our children; 0 when there is none. */
static pid_t helper(void)
{
	char *path = str_format("/proc/%ld/task/%ld/children", (long)getpid(), (long)getpid());
	struct str list = STR_INIT;
	struct span rest, one;
	long pid, found = 0;

	fs_read(path, &list, NULL);
	rest = str_span(&list);
	while (span_split(&rest, " ", &one)) {
		char *file = str_format("/proc/%.*s/cmdline", SPAN_FMT(one));
		struct str words = STR_INIT;

		if (span_int(one, &pid) && fs_read(file, &words, NULL) == 0 && words.len > 6 &&
			memcmp(words.buf + words.len - 6, "arkiv", 6) == 0)
			found = pid;
		str_release(&words);
		free(file);
	}
	str_release(&list);
	free(path);
	return (pid_t)found;
}

/* ------------------------------------------------------------------ tests */

TEST(typed_and_saved)
{
	struct prog p;
	struct store_answer a;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	CHECK(!session(&p)->read_only);
	type_in_12(&p, TYPED ". ");
	CHECK(session_dirty(session(&p)));
	save(&p);
	CHECK(!session_dirty(session(&p)));
	CHECK(file_holds(&p, TYPED));
	a = history(&p);
	CHECK_INT(a.nversions, 2);
	CHECK_INT(a.version[0].kind, KIND_SAVED);
	CHECK_INT(a.version[0].npara, 1);
	CHECK_INT(a.version[0].npara ? a.version[0].para[0] : 0, 12);
	CHECK_STR(a.version[0].who, "Finn Dahl");
	store_answer_release(&a);
	/* nothing new: no version */
	keys(&p, "Ctrl-S");
	CHECK_SAID(&p, "allt är redan sparat");
	turns(&p, 50);
	CHECK_INT(nversions(&p), 2);
	CHECK_WHOLE(&p);
	prog_end(&p);
}

TEST(autosaved_after_a_pause_and_not_piled_up)
{
	struct prog p;
	char *first, *count, *again;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	turns(&p, 100);
	CHECK(!session(&p)->saving);
	pause_ms(&p, 40000);
	turn(&p);
	CHECK(session(&p)->saving);
	UNTIL(&p, !session(&p)->saving);
	CHECK(session_dirty(session(&p)));
	CHECK(!file_holds(&p, TYPED));
	first = git(&p, "show refs/paragraf/autosave:protokoll.md");
	CHECK(strstr(first, TYPED) != NULL);
	free(first);
	count = git(&p, "count-objects");
	first = git(&p, "rev-parse refs/paragraf/autosave");
	/* without a change there is no other */
	pause_ms(&p, 60000);
	turns(&p, 100);
	CHECK(!session(&p)->saving);
	again = git(&p, "rev-parse refs/paragraf/autosave");
	CHECK_STR(again, first);
	free(again);
	/* the next ones take its place */
	for (int i = 0; i < 4; i++) {
		keys(&p, "\" mer\"");
		pause_ms(&p, 40000);
		turn(&p);
		UNTIL(&p, !session(&p)->saving);
	}
	again = git(&p, "rev-parse refs/paragraf/autosave");
	CHECK(strcmp(again, first) != 0);
	free(again);
	again = git(&p, "count-objects");
	again[strcspn(again, ",")] = '\0';
	count[strcspn(count, ",")] = '\0';
	CHECK_STR(again, count);
	CHECK_INT(nversions(&p), 1);
	/* typing that never pauses is kept too */
	keys(&p, "\"och mer\"");
	turn(&p);
	session(&p)->first_edit_ms -= 310000;
	turn(&p);
	CHECK(session(&p)->saving);
	save(&p);
	free(again);
	again = git(&p, "for-each-ref refs/paragraf/autosave");
	CHECK_STR(again, "");
	CHECK_INT(nversions(&p), 2);
	CHECK_WHOLE(&p);
	free(first);
	free(again);
	free(count);
	prog_end(&p);
}

TEST(a_paragraph_that_is_left_is_a_version)
{
	struct prog p;
	struct store_answer a;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	turns(&p, 600);
	keys(&p, "Ctrl-Home");
	UNTIL(&p, !session_dirty(session(&p)));
	a = history(&p);
	CHECK_INT(a.nversions, 2);
	CHECK_INT(a.version[0].kind, KIND_LEFT);
	store_answer_release(&a);
	CHECK(file_holds(&p, TYPED));
	prog_end(&p);
}

TEST(saved_while_saving)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	kill(helper(), SIGSTOP);
	type_in_12(&p, TYPED);
	keys(&p, "Ctrl-S \" ett\" Ctrl-S \" två\" Ctrl-S");
	CHECK(session(&p)->saving);
	pause_ms(&p, 60000);
	turns(&p, 100);
	CHECK_INT(worker_pending(p.a.services.repo), 1);
	kill(helper(), SIGCONT);
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK(!session(&p)->saving);
	CHECK_INT(nversions(&p), 3);
	CHECK(version_holds(&p, 2, TYPED));
	CHECK(!version_holds(&p, 2, "ett två"));
	CHECK(version_holds(&p, 3, TYPED " ett två"));
	CHECK(file_holds(&p, "ett två"));
	prog_end(&p);
}

/* Another program writes the file between load and save. */
TEST(both_texts_are_kept)
{
	struct prog p;
	static const char other[] = SCENE_DRAFT "\n# § 13 Annat\n\n## Beslut\n\nFrån en annan editor.\n";

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	CHECK_INT(fs_write_atomic(session(&p)->file, other, strlen(other), 0600, NULL), 0);
	save(&p);
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK_SAID(&p, "filen hade ändrats av ett annat program; den texten finns som version 2");
	CHECK_INT(nversions(&p), 3);
	CHECK(version_holds(&p, 2, "Från en annan editor."));
	CHECK(version_holds(&p, 3, TYPED));
	CHECK(file_holds(&p, TYPED));
	/* and it goes on as before */
	keys(&p, "\" mer\"");
	save(&p);
	CHECK_INT(nversions(&p), 4);
	CHECK_WHOLE(&p);
	prog_end(&p);
}

TEST(second_window_only_reads)
{
	struct prog p, q;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	prog_start(&q);
	free(q.folder);
	q.folder = mem_strdup(p.folder);
	open_meeting(&q);
	UNTIL(&q, session(&q)->read_only);
	CHECK_SAID(&q, "sammanträdet är öppet i ett annat fönster; du ser vad som skrivs");
	type_in_12(&q, TYPED);
	CHECK(!holds(&q, TYPED));
	forget(&q);
	keys(&q, "Ctrl-S");
	CHECK_SAID(&q, "texten är låst: ");
	/* the first one goes on; when it has gone the other can write */
	type_in_12(&p, TYPED);
	save(&p);
	CHECK_INT(nversions(&p), 2);
	prog_end(&p);
	open_meeting(&q);
	CHECK(!session(&q)->read_only);
	CHECK(holds(&q, TYPED));
	prog_end(&q);
}

/* An autosave of a program that was killed. */
static void leave_autosave(struct prog *p, const char *text)
{
	struct worker *w = worker_new(STORE_ROLE, STORE_WATCHDOG_MS);
	struct store_answer a;

	CHECK_INT(ask(w, (struct store_request){.op = STORE_AUTOSAVE, .folder = p->folder, .text = span_of(text)}, &a), 0);
	store_answer_release(&a);
	worker_free(w);
}

TEST(an_autosave_is_brought_forward)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	leave_autosave(&p, SCENE_DRAFT "\n# § 13 Nytt\n\n## Beslut\n\n" TYPED ".\n");
	open_meeting(&p);
	CHECK_SAID(&p, "text som inte hann sparas är framtagen; Ctrl-Z tar tillbaka den sparade");
	CHECK(holds(&p, TYPED));
	CHECK(session_dirty(session(&p)));
	keys(&p, "Ctrl-Z");
	CHECK(!holds(&p, TYPED));
	CHECK_SPAN(doc_bytes(session(&p)->doc), SCENE_DRAFT);
	keys(&p, "Ctrl-Y");
	CHECK(holds(&p, TYPED));
	save(&p);
	CHECK(version_holds(&p, 2, TYPED));
	CHECK(file_holds(&p, TYPED));
	prog_end(&p);
}

/* The editor was killed, and before it was started again somebody wrote the file. */
TEST(an_autosave_and_another_text_in_the_file)
{
	struct prog p;
	static const char other[] = SCENE_DRAFT "\n# § 13 Annat\n\n## Beslut\n\nFrån en annan editor.\n";
	char *file;

	prog_start(&p);
	create(&p, NULL);
	leave_autosave(&p, SCENE_DRAFT "\n# § 13 Nytt\n\n## Beslut\n\n" TYPED ".\n");
	file = fs_join(p.folder, "protokoll.md");
	CHECK_INT(fs_write_atomic(file, other, strlen(other), 0600, NULL), 0);
	free(file);
	open_meeting(&p);
	save(&p);
	UNTIL(&p, !session_dirty(session(&p)));
	CHECK(some_version_holds(&p, "Från en annan editor."));
	CHECK(some_version_holds(&p, TYPED));
	CHECK_WHOLE(&p);
	prog_end(&p);
}

/* Answers to one meeting's requests never reach the next one. */
TEST(answers_stay_with_their_meeting)
{
	struct prog p;
	char *first;
	struct err err = ERR_INIT;

	prog_start(&p);
	create(&p, NULL);
	leave_autosave(&p, SCENE_DRAFT "\n# § 13 Nytt\n\n## Beslut\n\n" TYPED ".\n");
	first = p.folder;
	p.folder = fs_join(p.a.services.archive, "2031-05-07-fb");
	create(&p, NULL);
	CHECK_INT(app_open_path(&p.a, first, &err), 0);
	CHECK_INT(app_open_path(&p.a, p.folder, &err), 0);
	UNTIL(&p, session(&p)->base[0]);
	turns(&p, 200);
	CHECK(!holds(&p, TYPED));
	type_in_12(&p, "Här");
	save(&p);
	CHECK(!said(&p, "annat program"));
	CHECK_INT(nversions(&p), 2);
	free(first);
	prog_end(&p);
}

TEST(helper_killed_during_a_save)
{
	struct prog p;
	char *program = mem_strdup(getenv("PARAGRAF_ARBETARE"));
	struct err err = ERR_INIT;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	kill(helper(), SIGSTOP);
	type_in_12(&p, TYPED);
	keys(&p, "Ctrl-S");
	kill(helper(), SIGKILL);
	/* more deaths than the helper is started again for by itself */
	for (int i = 0; i < 5; i++) {
		UNTIL(&p, !session(&p)->saving);
		CHECK_SAID(&p, "det gick inte att spara just nu");
		CHECK(session_dirty(session(&p)));
		forget(&p);
		setenv("PARAGRAF_ARBETARE", "/finns/inte", 1);
		keys(&p, "Ctrl-S");
	}
	UNTIL(&p, !session(&p)->saving);
	forget(&p);
	CHECK(holds(&p, TYPED));
	CHECK_INT(session_save_wait(session(&p), KIND_EXIT, MS, &err), -1);
	CHECK(strstr(err.msg, "texten ligger i ") && strstr(err.msg, "/2031-04-09-fb/protokoll-raddad.md"));
	forget(&p);
	setenv("PARAGRAF_ARBETARE", program, 1);
	free(program);
	/* the next save works */
	save(&p);
	CHECK(!session_dirty(session(&p)));
	CHECK_INT(p.a.messages.n, 0);
	show_said(&p);
	CHECK(file_holds(&p, TYPED));
	CHECK_INT(nversions(&p), 2);
	CHECK_WHOLE(&p);
	prog_end(&p);
}

/* An autosave that fails is tried again after a while, not all the time. */
TEST(a_failing_autosave_rests)
{
	struct prog p;
	char *program = mem_strdup(getenv("PARAGRAF_ARBETARE"));

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	/* the helper can't be started: nothing can be kept */
	setenv("PARAGRAF_ARBETARE", "/finns/inte", 1);
	kill(helper(), SIGKILL);
	pause_ms(&p, 40000);
	UNTIL(&p, p.a.messages.n > 0);
	turns(&p, 1000);
	CHECK_INT(p.a.messages.n, 1);
	/* later it is tried again by itself */
	setenv("PARAGRAF_ARBETARE", program, 1);
	free(program);
	forget(&p);
	pause_ms(&p, 60000);
	UNTIL(&p, session(&p)->kept_rev == doc_rev(session(&p)->doc));
	CHECK_INT(p.a.messages.n, 0);
	prog_end(&p);
}

/* Runs in a process with a disk of its own that is almost full. */
static void full_disk(struct prog *p, const char *disk)
{
	char *fill = fs_join(disk, "fyllnad");
	static const char zeros[4096];
	int fd;

	create(p, NULL);
	open_meeting(p);
	fd = open(fill, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	while (write(fd, zeros, sizeof zeros) > 0)
		;
	close(fd);
	type_in_12(p, TYPED);
	save(p);
	CHECK(session_dirty(session(p)));
	CHECK(holds(p, TYPED));
	CHECK_SAID(p, "disken är full");
	CHECK(!file_holds(p, TYPED));
	CHECK(file_holds(p, "Skötseln ska bli mobil"));
	/* autosaves fail too, and rest */
	forget(p);
	pause_ms(p, 60000);
	turns(p, 600);
	CHECK(p->a.messages.n <= 1);
	/* leaving says so, and puts the text where there is room */
	forget(p);
	keys(p, "Ctrl-Q");
	CHECK(!p->a.quit);
	CHECK_SAID(p, "disken är full; texten ligger i ");
	CHECK_SAID(p, "/raddad-2031-04-09-fb.md; Ctrl-Q avslutar");
	/* room again: all is as it should be */
	unlink(fill);
	forget(p);
	save(p);
	CHECK(!session_dirty(session(p)));
	CHECK_INT(p->a.messages.n, 0);
	CHECK(file_holds(p, TYPED));
	CHECK_WHOLE(p);
	free(fill);
}

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* A tmpfs at `at`, in namespaces of our own. */
static bool small_disk(const char *at)
{
	char *uid = str_format("0 %ld 1", (long)getuid()), *gid = str_format("0 %ld 1", (long)getgid());
	bool ok = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && put("/proc/self/setgroups", "deny") &&
		  put("/proc/self/uid_map", uid) && put("/proc/self/gid_map", gid) &&
		  mount("tmpfs", at, "tmpfs", 0, "size=1500k,mode=700") == 0;

	free(uid);
	free(gid);
	return ok;
}

/* Runs it in a process with a disk of its own. */
static void on_small_disk(void (*run)(struct prog *p, const char *disk))
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct prog p;
		char *disk = test_folder();

		test_bad = 0;
		if (!small_disk(disk)) {
			printf("SKIP: no file system of our own can be mounted here\n");
		} else {
			prog_start(&p);
			free(p.folder);
			free(p.a.services.archive);
			p.a.services.archive = fs_join(disk, "Protokoll");
			p.folder = fs_join(p.a.services.archive, "2031-04-09-fb");
			run(&p, disk);
			prog_end(&p);
		}
		free(disk);
		fflush(stdout);
		_exit(test_bad != 0);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
}

TEST(disk_full_during_a_save)
{
	on_small_disk(full_disk);
}

static void read_only_disk(struct prog *p, const char *disk)
{
	create(p, NULL);
	worker_stop(p->a.services.repo);
	CHECK_INT(mount("tmpfs", disk, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), 0);
	open_meeting(p);
	UNTIL(p, session(p)->read_only);
	CHECK_SAID(p, "sammanträdets mapp är skrivskyddad; här går det bara att läsa");
	CHECK(!said(p, "annat fönster"));
	type_in_12(p, TYPED);
	CHECK(!holds(p, TYPED));
	CHECK(holds(p, "Skötseln ska bli mobil"));
}

TEST(read_only_disk_is_said)
{
	on_small_disk(read_only_disk);
}

TEST(a_single_file_is_written_whole)
{
	struct prog p;
	struct stat before, after;
	struct str s = STR_INIT;
	char *file;

	prog_start(&p);
	file = fs_join(p.home, "utkast.md");
	CHECK_INT(fs_write_atomic(file, SCENE_DRAFT, strlen(SCENE_DRAFT), 0640, NULL), 0);
	CHECK_INT(stat(file, &before), 0);
	open_path(&p, file);
	CHECK(!session(&p)->folder);
	type_in_12(&p, TYPED);
	save(&p);
	CHECK(!session_dirty(session(&p)));
	CHECK_INT(fs_read(file, &s, NULL), 0);
	CHECK(span_find(str_span(&s), TYPED, 0) != (size_t)-1);
	CHECK_INT(stat(file, &after), 0);
	CHECK(after.st_ino != before.st_ino); /* another file took its place */
	CHECK_INT(after.st_mode & 0777, 0640);
	CHECK(!fs_exists(p.folder));
	/* what another program wrote meanwhile is not lost either */
	CHECK_INT(fs_write_atomic(file, "annat\n", 6, 0640, NULL), 0);
	keys(&p, "\" mer\"");
	save(&p);
	CHECK(file_holds(&p, TYPED " mer"));
	CHECK_SAID(&p, "hade ändrats av ett annat program; den texten ligger i utkast.annan.md");
	free(file);
	file = fs_join(p.home, "utkast.annan.md");
	str_clear(&s);
	CHECK_INT(fs_read(file, &s, NULL), 0);
	CHECK_SPAN(str_span(&s), "annat\n");
	str_release(&s);
	free(file);
	prog_end(&p);
}

TEST(a_single_file_that_can_not_be_written)
{
	struct prog p;
	char *dir, *file;

	if (geteuid() == 0) {
		printf("SKIP: root may write anywhere\n");
		return;
	}
	prog_start(&p);
	dir = fs_join(p.home, "mapp");
	file = fs_join(dir, "utkast.md");
	CHECK_INT(fs_mkdirs(dir, NULL), 0);
	CHECK_INT(fs_write_atomic(file, SCENE_DRAFT, strlen(SCENE_DRAFT), 0600, NULL), 0);
	open_path(&p, file);
	CHECK_INT(chmod(dir, 0500), 0);
	type_in_12(&p, TYPED);
	save(&p);
	CHECK(session_dirty(session(&p)));
	CHECK(p.a.messages.n == 1);
	CHECK(!file_holds(&p, TYPED));
	CHECK_INT(chmod(dir, 0700), 0);
	save(&p);
	CHECK(file_holds(&p, TYPED));
	free(dir);
	free(file);
	prog_end(&p);
}

TEST(locked_while_it_is_justered_writable_after)
{
	struct prog p;

	prog_start(&p);
	create(&p, NULL);
	open_meeting(&p);
	app_outcome(&p.a, outcome_push(REQUEST_JUSTERING));
	keys(&p, "F5 j");
	UNTIL(&p, doc_state(session(&p)->doc) == STATE_JUSTERING);
	keys(&p, "Esc");
	turns(&p, 200);
	forget(&p);
	type_in_12(&p, TYPED);
	CHECK(!holds(&p, TYPED));
	CHECK(p.a.messages.n > 0);
	forget(&p);
	keys(&p, "Ctrl-S");
	CHECK_SAID(&p, "texten är låst: ");
	/* nor after it is opened again */
	forget(&p);
	open_meeting(&p);
	type_in_12(&p, TYPED);
	CHECK(!holds(&p, TYPED));
	app_outcome(&p.a, outcome_push(REQUEST_JUSTERING));
	keys(&p, "F7 Enter");
	UNTIL(&p, doc_state(session(&p)->doc) == STATE_UTKAST);
	keys(&p, "Esc");
	turns(&p, 200);
	type_in_12(&p, TYPED);
	CHECK(holds(&p, TYPED));
	save(&p);
	CHECK(!session_dirty(session(&p)));
	CHECK(file_holds(&p, TYPED));
	CHECK(!said(&p, "annat program"));
	CHECK_WHOLE(&p);
	prog_end(&p);
}
