/* t_repo_damage: each file of a meeting's history cut, flipped, emptied, removed or
 * replaced. Opening answers in time, keeps the work file as it is, gives no text that
 * never was, and says what is wrong where the history can't be read whole; a save
 * after it makes a version or says why not. */
#include "store/repo_serve.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "meeting.h"

#define FIRST "ett är här\n"
#define LAST "ett är här\noch två till\n"

enum { OPENED = 1, TEXT_OK = 2, SAID = 4, SAVED = 8, KEPT = 16, READS = 32 };

/* What a start of the editor and a save would see; bits, in a process that may die. */
static int look(struct meeting *m)
{
	char *text;
	int bits = 0;

	if (meeting_run(m, (struct store_request){.op = STORE_OPEN, .hold = true}) == 0) {
		struct span got = str_span(&m->a.text);

		bits |= OPENED;
		if (!got.n || span_is(got, LAST) || span_is(got, FIRST))
			bits |= TEXT_OK;
		if (m->a.problem.n)
			bits |= SAID;
	} else {
		bits |= TEXT_OK | (m->err.msg[0] ? SAID : 0);
	}
	text = meeting_read(m, "protokoll.md");
	if (strcmp(text, LAST) == 0)
		bits |= KEPT;
	free(text);
	/* git as others use it reads it too */
	text = shell(m, "git log --oneline -1 2>&1 >/dev/null");
	if (strcmp(text, "=0\n") == 0 || !(bits & OPENED))
		bits |= READS;
	free(text);
	if (meeting_save(m, LAST "och tre\n") == 0) {
		text = shell(m, "git show utkast:protokoll.md 2>git.err");
		if (strcmp(text, LAST "och tre\n=0\n") == 0)
			bits |= SAVED;
		free(text);
	} else if (m->err.msg[0]) {
		bits |= SAVED;
	}
	return bits;
}

static int in_child(struct meeting *m)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		alarm(20);
		_exit(look(m));
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* One way to spoil a file; false: this file can't be spoilt so. */
typedef bool spoil(const char *path, struct span whole, unsigned long *seed);

static bool put(const char *path, struct span s)
{
	FILE *f;

	chmod(path, 0600);
	f = fopen(path, "wb");
	return f && fwrite(s.p ? s.p : "", 1, s.n, f) == s.n && fclose(f) == 0;
}

static bool cut(const char *path, struct span whole, unsigned long *seed)
{
	return whole.n > 0 && put(path, span_sub(whole, 0, test_random(seed) % whole.n));
}

static bool last_byte(const char *path, struct span whole, unsigned long *seed)
{
	(void)seed;
	return whole.n > 1 && put(path, span_sub(whole, 0, whole.n - 1));
}

static bool empty(const char *path, struct span whole, unsigned long *seed)
{
	(void)seed;
	return whole.n > 0 && put(path, SPAN_NONE);
}

static bool flip(const char *path, struct span whole, unsigned long *seed)
{
	struct str s = STR_INIT;
	size_t at = whole.n ? test_random(seed) % whole.n : 0;
	bool ok;

	if (!whole.n)
		return false;
	str_addspan(&s, whole);
	s.buf[at] = (char)((unsigned char)s.buf[at] ^ (1U << test_random(seed) % 8));
	ok = put(path, str_span(&s));
	str_release(&s);
	return ok;
}

static bool zeros(const char *path, struct span whole, unsigned long *seed)
{
	struct str s = STR_INIT;
	bool ok;

	(void)seed;
	for (size_t i = 0; i < whole.n; i++)
		str_addc(&s, '\0');
	ok = whole.n > 0 && put(path, str_span(&s));
	str_release(&s);
	return ok;
}

static bool gone(const char *path, struct span whole, unsigned long *seed)
{
	(void)whole;
	(void)seed;
	return unlink(path) == 0;
}

static bool folder(const char *path, struct span whole, unsigned long *seed)
{
	(void)whole;
	(void)seed;
	return unlink(path) == 0 && mkdir(path, 0700) == 0;
}

static const struct {
	const char *name;
	spoil *run;
	int times;
} ways[] = {
	{"cut", cut, 2},
	{"without its last byte", last_byte, 1},
	{"emptied", empty, 1},
	{"flipped", flip, 3},
	{"zeros", zeros, 1},
	{"removed", gone, 1},
	{"a folder", folder, 1},
};

/* Files that hold no text: what is wrong with them may be mended without a word. */
static bool quiet(const char *name)
{
	static const char *const names[] = {".git/description", ".git/info/", ".git/index", ".git/paragraf.lock",
		".git/hooks/", ".git/config", ".git/refs/paragraf/"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (span_starts(span_of(name), names[i]))
			return true;
	return false;
}

/* The copy as the original again: its folders stay, they are what takes time. */
static void restore(struct meeting *m, struct meeting *copy, const char *path)
{
	char *command = str_format("rm -rf '%s' '%s/.git/paragraf-skadat'; find '%s' -type f -delete; "
		"find . -type f -print0 | xargs -0 cp -p --parents -t '%s'", path, copy->folder,
		copy->folder, copy->folder);

	CHECK_SHELL(m, command, "=0\n");
	free(command);
}

static void try_one(struct meeting *m, struct meeting *copy, const char *name, size_t way, unsigned long *seed)
{
	char *path = meeting_path(copy, name);
	struct str whole = STR_INIT;
	int bits;

	restore(m, copy, path);
	CHECK_INT(fs_read(path, &whole, NULL), 0);
	if (ways[way].run(path, str_span(&whole), seed)) {
		bits = in_child(copy);
		/* what is lost of the objects is lost for git as well */
		if (span_starts(span_of(name), ".git/objects/"))
			bits |= bits < 0 ? 0 : READS;
		if (bits < 0 || !(bits & TEXT_OK) || !(bits & KEPT) || !(bits & READS) || !(bits & SAVED) ||
			(!(bits & SAID) && !quiet(name) && !(bits & OPENED))) {
			printf("%s %s: bits %d\n", name, ways[way].name, bits);
			CHECK_FAIL("an opening after damage");
		}
	}
	(void)rmdir(path);
	str_release(&whole);
	free(path);
}

static void spoil_each(struct meeting *m, const char *list, unsigned long seed)
{
	char *files = shell(m, list), *command;
	struct meeting copy = meeting_new();
	struct span rest = span_of(files), line;

	command = str_format("cp -a . '%s'", copy.folder);
	CHECK_SHELL(m, command, "=0\n");
	while (span_line(&rest, &line)) {
		char *name = span_dup(line);

		for (size_t w = 0; span_starts(line, ".git/") && w < sizeof ways / sizeof ways[0]; w++)
			for (int k = 0; k < ways[w].times; k++)
				try_one(m, &copy, name, w, &seed);
		free(name);
	}
	meeting_free(&copy);
	free(command);
	free(files);
}

TEST(each_file_of_a_history_spoilt)
{
	struct meeting m = meeting_new();

	CHECK_INT(meeting_create(&m, FIRST), 0);
	CHECK_INT(meeting_save(&m, LAST), 0);
	meeting_run(&m, (struct store_request){.op = STORE_AUTOSAVE, .text = span_of(LAST "och mer\n")});
	spoil_each(&m, "find .git -type f | sort", 11);
	meeting_free(&m);
}

TEST(each_file_of_a_packed_history_spoilt)
{
	struct meeting m = meeting_new();

	CHECK_INT(meeting_create(&m, FIRST), 0);
	CHECK_INT(meeting_save(&m, LAST), 0);
	/* somebody cleans up with git itself */
	CHECK_SHELL(&m, "git gc -q --prune=now; mkdir -p .git/refs/heads", "=0\n");
	spoil_each(&m, "find .git/objects .git/packed-refs -type f ! -name commit-graph | sort", 5);
	meeting_free(&m);
}

TEST(references_and_heads_of_all_kinds)
{
	static const struct {
		const char *name, *text;
	} odd[] = {
		{".git/refs/heads/utkast", "0000000000000000000000000000000000000000\n"},
		{".git/refs/heads/utkast", "1234567890123456789012345678901234567890\n"},
		{".git/refs/heads/utkast", "ref: refs/heads/utkast\n"},
		{".git/refs/heads/utkast", "ref: refs/heads/annan\n"},
		{".git/refs/heads/utkast", "inte ett nummer\n"},
		{".git/refs/paragraf/senast", "1234567890123456789012345678901234567890\n"},
		{".git/refs/paragraf/autosave", "1234567890123456789012345678901234567890\n"},
		{".git/refs/tags/justerat", ""},
		{".git/HEAD", "ref: refs/heads/utkast"},
		{".git/HEAD", "ref: \n"},
		{".git/HEAD", "\n"},
		{".git/HEAD", "ref: refs/heads/finns-inte\n"},
		{".git/HEAD", "ref: HEAD\n"},
		{".git/config", "[core\n"},
		{".git/config", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tlogallrefupdates = fal"},
		{".git/config", "[core]\n\trepositoryformatversion = 0\n[remote \"kopia\"]\n\turl = ../kopia\n[gc]\n\tau"},
		{".git/packed-refs", "skräp\n"},
		{".git/objects/info/alternates", "../annat\n"},
		{".git/paragraf.lock", "s"},
		{".git/index.lock", ""},
		{".git/refs/heads/utkast.lock", ""},
	};

	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		struct meeting m = meeting_new();
		int bits;

		CHECK_INT(meeting_create(&m, FIRST), 0);
		CHECK_INT(meeting_save(&m, LAST), 0);
		CHECK_SHELL(&m, "mkdir -p .git/objects/info .git/refs/tags", "=0\n");
		meeting_write(&m, odd[i].name, odd[i].text);
		bits = in_child(&m);
		if (bits < 0 || !(bits & TEXT_OK) || !(bits & KEPT) || !(bits & READS) || !(bits & SAVED) || !(bits & (OPENED | SAID))) {
			printf("%s |%s|: bits %d\n", odd[i].name, odd[i].text, bits);
			CHECK_FAIL("an opening with an odd file");
		}
		meeting_free(&m);
	}
}
